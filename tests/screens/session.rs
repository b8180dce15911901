//! Journeys through the Session screen: keys and instants in, screens out.

use super::screen::*;
use jotlab::app::effect::Effect;
use jotlab::app::look::{Glyphs, Look, Theme};
use jotlab::app::message::Message;
use jotlab::session::input::{ConfigPatch, Input};
use jotlab::session::time::Ms;
use proptest::prelude::*;

const SIZES: [(u16, u16); 3] = [(120, 36), (80, 24), (60, 20)];

fn session(width: u16, height: u16) -> Screen {
    let mut screen = Screen::new(width, height);
    screen.keys("S");
    screen
}

fn world_now(screen: &Screen) -> i64 {
    let stage = screen.state.session.stage.as_ref().unwrap();
    stage.now().since(stage.record.t0)
}

/// Lets the wall pass by, waking the screen as it asks.
fn wait(screen: &mut Screen, ms: i64) -> usize {
    let until = screen.now.plus_ms(ms);
    screen.run_to(until).len()
}

/// Chooses the item whose words begin so in the menu that is open.
fn choose(screen: &mut Screen, words: &str) {
    let jotlab::app::overlay::Overlay::Menu(menu) = screen.state.overlay.clone().expect("a menu is open") else {
        panic!("no menu");
    };
    let item = menu.items.iter().find(|item| item.words.starts_with(words));
    let item = item.unwrap_or_else(|| panic!("{words:?} is not offered: {:#?}", menu.items));
    screen.type_text(&item.key.to_string());
}

fn lesson(width: u16, height: u16, id: &str) -> Screen {
    let mut screen = session(width, height);
    screen.keys("r");
    choose(&mut screen, id);
    screen
}

fn with_profile(width: u16, height: u16, profile: &str) -> Screen {
    let mut screen = session(width, height);
    screen.keys("P");
    choose(&mut screen, profile);
    screen
}

fn act(screen: &mut Screen, words: &str) {
    screen.keys("a");
    choose(screen, words);
}

fn attack(screen: &mut Screen, words: &str) {
    screen.keys("x");
    choose(screen, words);
}

#[test]
fn the_articles_story_plays_by_itself_in_under_a_minute() {
    for (width, height) in SIZES {
        let mut screen = session(width, height);
        insta::assert_snapshot!(format!("empty-{width}x{height}"), screen.text());
        screen.keys("space").shows("POST /regi");
        wait(&mut screen, 500);
        screen.shows("201 AT1");
        wait(&mut screen, 8_000);
        screen.shows("403");
        insta::assert_snapshot!(format!("story-admin-refused-{width}x{height}"), screen.text());
        wait(&mut screen, 8_000);
        screen.shows("200");
        wait(&mut screen, 26_000);
        screen.shows("401");
        insta::assert_snapshot!(format!("story-expired-{width}x{height}"), screen.text());
    }
}

#[test]
fn a_stolen_refresh_token_at_the_instants_of_the_lesson() {
    for (width, height) in SIZES {
        let mut screen = lesson(width, height, "S14");
        let mut asked = 0;
        for number in 0..40 {
            if screen.has("LESSON OVER") || screen.has("That was") {
                break;
            }
            if screen.has("[e] tell me") {
                asked += 1;
                insta::assert_snapshot!(format!("s14-question-{asked}-{width}x{height}"), screen.text());
                screen.keys("3 1");
                continue;
            }
            assert!(number < 39, "the lesson does not end");
            screen.keys("space");
        }
        insta::assert_snapshot!(format!("s14-over-{width}x{height}"), screen.text());
    }
}

#[test]
fn a_signed_out_user_leaves_a_token_that_still_opens() {
    for (width, height) in [(120, 36), (80, 24)] {
        let mut screen = lesson(width, height, "S28");
        for _ in 0..40 {
            if screen.has("That was") {
                break;
            }
            screen.keys(if screen.has("[e] tell me") { "e" } else { "space" });
        }
        screen.shows("You had 0 of");
        insta::assert_snapshot!(format!("s28-over-{width}x{height}"), screen.text());
    }
}

/// Plays a lesson to its end, passing over the questions.
fn play(screen: &mut Screen) {
    for _ in 0..200 {
        if screen.has("r lists the lessons, u goes back") {
            return;
        }
        screen.keys(if screen.has("[e] tell me") { "e" } else { "space" });
    }
    panic!("the lesson does not end:\n{}", screen.text());
}

#[test]
fn every_lesson_plays_to_its_end_on_the_smallest_screen() {
    for shipped in jotlab::session::scenario::shipped::SCENARIOS {
        play(&mut lesson(60, 20, shipped.id));
    }
}

#[test]
fn tabs_share_a_lane_and_say_which_they_are() {
    let mut screen = lesson(120, 36, "S23");
    play(&mut screen);
    screen.shows("Browser x3");
    screen.keys("g").shows("t2: ");
}

#[test]
fn the_answer_is_taken_before_the_outcome_is_shown_and_a_step_back_takes_it_away() {
    let mut screen = lesson(120, 36, "S14");
    while !screen.has("[e] tell me") {
        screen.keys("space");
    }
    assert!(!screen.has("invalid_grant"), "{}", screen.text());
    for key in ["space", ".", ";"] {
        screen.keys(key).shows("answer with the digit");
        screen.state.notice = None;
    }
    screen.keys("9").shows("[e] tell me");
    let before = screen.text();
    screen.keys("1").shows("invalid_grant").shows("Wrong: you said 200, and it is: 400, F1 dies.");
    screen.keys("u");
    assert_eq!(screen.text(), before);
    screen.keys("3").shows("Right: 400, F1 dies. Your first answer counts.");
    play(&mut screen);
    screen.shows("You had 0 of 2 right, 1 passed over.");
}

#[test]
fn a_paused_world_wakes_nobody() {
    let mut screen = session(120, 36);
    assert_eq!(screen.state.next_wake(), None, "an empty screen");
    screen.keys("space");
    assert!(screen.state.next_wake().is_some());
    screen.keys("space").shows("PAUSED");
    assert_eq!(screen.state.next_wake(), None);
    screen.keys("r");
    choose(&mut screen, "S14");
    assert_eq!(screen.state.next_wake(), None, "a lesson waits for its reader");
}

#[test]
fn at_the_speed_of_the_wall_nothing_wakes_before_a_word_changes() {
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    act(&mut screen, "log in as user");
    screen.keys("space");
    let mut woken = 0;
    for _ in 0..40 {
        let before = screen.text();
        let wake = screen.state.next_wake().unwrap();
        screen.now = wake;
        screen.send(Message::Wake);
        assert_ne!(screen.text(), before, "woken for nothing");
        woken += 1;
    }
    assert_eq!(woken, 40);
    assert!((39_000..=41_000).contains(&world_now(&screen)), "{}", world_now(&screen));
}

#[test]
fn jumping_and_waiting_give_the_same_screen() {
    let screens: Vec<String> = [">", "> >", "> > >", "> > > >", "jump"]
        .into_iter()
        .map(|how| {
            let mut screen = with_profile(120, 36, "rfc9700-strict");
            act(&mut screen, "log in as user");
            if how == "jump" {
                screen.keys("@ @").type_text("10:00").keys("enter");
            } else {
                screen.keys(how).keys("space");
                for _ in 0..100_000 {
                    if world_now(&screen) >= 600_000 {
                        break;
                    }
                    let wake = screen.state.next_wake().unwrap();
                    screen.now = wake;
                    screen.send(Message::Wake);
                }
                screen.keys("space");
                // Where the steps are long the clock halts a little later.
                let late = world_now(&screen) - 600_000;
                assert!((0..360_000).contains(&late), "{how}: {late}");
            }
            screen.keys("@ @").type_text("20:00").keys("enter space space < < < <");
            assert_eq!(world_now(&screen), 1_200_000, "{how}");
            screen.text().lines().filter(|line| !line.contains("1x")).collect::<Vec<_>>().join("\n")
        })
        .collect();
    for screen in &screens {
        assert_eq!(*screen, screens[0]);
    }
}

#[test]
fn the_second_of_exp_is_dead_and_the_one_before_is_alive() {
    for (offset, status) in [("one second before", "200"), ("at the exp", "401"), ("one second after", "401")] {
        let mut screen = with_profile(120, 36, "article");
        act(&mut screen, "register user");
        screen.keys("@");
        choose(&mut screen, offset);
        act(&mut screen, "GET /profile");
        let text = screen.text();
        let last = text.lines().rfind(|line| line.contains("│←─")).unwrap();
        assert!(last.contains(status), "{offset}: {text}");
    }
}

#[test]
fn a_look_back_keeps_the_present_and_what_is_done_there_is_another_run() {
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    act(&mut screen, "log in as user");
    act(&mut screen, "GET /profile");
    attack(&mut screen, "XSS: a script in the page reads");
    let present = screen.text();
    screen.keys("{ {").shows("LOOKING BACK");
    assert!(!screen.has("copies AT1"));
    screen.keys("} }");
    screen.keys("esc");
    assert_eq!(screen.text().lines().nth(5), present.lines().nth(5));
    screen.shows("copies AT1 RT1");
    screen.keys("{");
    act(&mut screen, "log out");
    screen.shows("log out AT1");
    assert!(!screen.has("copies AT1"), "{}", screen.text());
    screen.keys("r");
    choose(&mut screen, "back to rfc9700-strict");
    screen.shows("copies AT1 RT1");
}

#[test]
fn only_what_is_possible_is_offered() {
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    screen.keys("a").shows("log in as user").keys("esc");
    assert!(!screen.has("log out"));
    screen.keys("a");
    assert!(!screen.has("refresh with"));
    screen.keys("esc x");
    assert!(!screen.has("stolen"));
    screen.keys("esc");
    act(&mut screen, "log in as user");
    screen.keys("a").shows("refresh with RT1").shows("log out").keys("esc");
    attack(&mut screen, "XSS: a script in the page reads");
    attack(&mut screen, "tamper");
    attack(&mut screen, "GET /admin with the forged X1");
    screen.shows("401 invalid_token");
    screen.keys("9").shows("FAIL").shows("R8");
    insta::assert_snapshot!("forged-120x36", screen.text());
}

#[test]
fn a_token_of_the_world_opens_in_inspect_and_a_message_is_copied_as_curl() {
    let mut screen = with_profile(120, 36, "article");
    act(&mut screen, "register user");
    act(&mut screen, "GET /profile");
    screen.keys("C");
    let Some(Effect::Copy(copy)) = screen.effects.last() else { panic!("nothing was copied") };
    assert!(copy.text.starts_with("curl -i -X GET 'https://api.shop.test/profile'"), "{}", copy.text);
    assert!(copy.text.contains("-H 'Authorization: Bearer eyJ"), "{}", copy.text);
    screen.keys("i").shows("[Inspect]".trim_matches(['[', ']'])).shows("Payload").shows("1743001305");
    // It lives there and then, by the session's own key.
    screen.shows("valid").shows(" left").shows("judged at");
    assert!(screen.state.inspect.ring.is_empty(), "the session's keys are not the user's");
}

#[test]
fn a_run_leaves_as_a_file_without_its_secrets() {
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    act(&mut screen, "log in as user");
    for (key, begin) in [
        ("m", "# Session with the profile rfc9700-strict\n"),
        ("d", "sequenceDiagram"),
        ("h", "{"),
        ("j", "{"),
        ("r", "{\"jotlab_run\":1"),
    ] {
        screen.keys("E").keys(key).shows("a file that exists is not overwritten").keys("enter");
        let Some(Effect::Write { text, .. }) = screen.effects.last().cloned() else { panic!("nothing is written") };
        assert!(text.starts_with(begin), "{text}");
        let stage = screen.state.session.stage.as_ref().unwrap();
        let refresh = stage.record.tokens.iter().find(|(id, _)| id.to_string() == "RT1").unwrap();
        assert!(!text.contains(&refresh.1.text), "{text}");
        assert!(key != "j" || text.contains("\"ev\":\"login\""), "the security log is missing: {text}");
        screen.keys("esc");
    }
}

#[test]
fn a_setting_that_changes_is_an_event_and_differs_from_the_profile() {
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    screen.keys("8 enter").shows("Set access_ttl to").keys("ctrl-u").type_text("90 parsecs").keys("enter");
    screen.shows("✗").keys("ctrl-u").type_text("60s").keys("enter");
    screen.shows("setting: access_ttl = 60").shows("* access_ttl").shows("60  not 300");
    // Against a sane design other settings stand out.
    screen.keys("d").shows("* not as in sane").keys("d").shows("* not as in the profile");
    act(&mut screen, "log in as user");
    screen.shows("exp 1:00");
}

#[test]
fn rows_are_filtered_and_lead_to_their_cause() {
    let mut screen = lesson(120, 36, "S14");
    for _ in 0..30 {
        screen.keys(if screen.has("[e] tell me") { "e" } else { "space" });
    }
    screen.keys("/").type_text("attacker").keys("enter").shows("only `attacker`");
    assert!(!screen.has("POST /login"));
    screen.keys("esc").shows("signed out");
    screen.keys(",");
    assert!(!screen.has(">  10:02.08   [ tab 1"), "{}", screen.text());
}

#[test]
fn without_colour_and_beyond_ascii_nothing_is_lost() {
    let mono = Look { theme: Theme::Mono, glyphs: Glyphs::Ascii };
    let now = jotlab::token::moment::Moment::from_seconds(1_795_347_783);
    for (width, height) in SIZES {
        let mut screen = Screen::looking(width, height, now, mono);
        screen.keys("S r");
        choose(&mut screen, "S14");
        for _ in 0..30 {
            screen.keys(if screen.has("[e] tell me") { "e" } else { "space" });
        }
        let buffer = screen.buffer();
        assert!(buffer.content.iter().all(|cell| cell.symbol().is_ascii()), "{}", screen.text());
        insta::assert_snapshot!(format!("ascii-{width}x{height}"), screen.text());
    }
}

#[test]
fn a_pasted_token_is_presented_to_an_api_and_nothing_changes() {
    let mut screen = session(120, 36);
    screen.keys("I").paste(USER).keys(":").type_text("present").keys("enter").shows("there is no API yet");
    screen.keys("S P");
    choose(&mut screen, "article");
    let before = screen.state.session.stage.clone();
    screen.keys("I :").type_text("present").keys("enter");
    // Its signature is of the article's secret, which nobody knows.
    screen.shows("api-a says at t+0:00").shows("FAIL R8").shows("the signature does not match");
    assert_eq!(screen.state.session.stage, before);
}

fn any_key() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => proptest::sample::select(vec![
            "space", ".", ";", "<", ">", "@", "{", "}", "a", "x", "r", "P", ",", "C", "#", "d", "e", "E", "+", "-", "u", "U", "z",
            "tab", "shift-tab", "enter", "esc", "up", "down", "pgup", "pgdn", "g", "G", "/", "1", "2", "3", "4", "5", "6", "7", "8",
            "9", "y", "Y", "w", "ctrl-u",
        ]).prop_map(str::to_owned),
        2 => "[a-zA-Z0-9:]".prop_map(|key| key),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_keys_and_no_sizes_bring_it_down(
        keys in proptest::collection::vec((any_key(), 0_i64..3000), 1..80),
        sizes in proptest::collection::vec((1_u16..160, 1_u16..60), 1..4),
    ) {
        let mut screen = session(120, 36);
        screen.keys("space");
        let every = keys.len().div_ceil(sizes.len());
        for (number, (key, ms)) in keys.iter().enumerate() {
            if number % every == 0 {
                let (width, height) = sizes[number / every];
                screen.send(Message::Resize(width, height));
            }
            // `q` would end the program, `I` and `M` would leave the screen.
            if !["q", "I", "M"].contains(&key.as_str()) {
                screen.keys(key);
            }
            screen.now = screen.now.plus_ms(*ms);
            screen.send(Message::Wake);
            let _ = screen.text();
        }
    }
}

#[test]
fn the_world_begins_when_the_article_does() {
    let screen = with_profile(120, 36, "article");
    assert_eq!(screen.state.session.stage.as_ref().unwrap().now(), Ms::from_seconds(1_743_001_305));
}

#[test]
fn logging_out_promises_what_the_settings_keep() {
    for (profile, words) in [
        ("rfc9700-strict", "the token family ends; access tokens live until exp"),
        ("sane", "the token family ends; access tokens live until exp"),
        ("article", "the browser forgets its tokens; the server is told and ends nothing"),
    ] {
        let mut screen = with_profile(120, 36, profile);
        act(&mut screen, if profile == "article" { "register user" } else { "log in as user" });
        screen.keys("a").shows(words);
    }
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    let place = jotlab::app::session::settings::keys().position(|key| key == "deny_list").unwrap();
    screen.keys("8");
    for _ in 0..place {
        screen.keys("down");
    }
    screen.keys("enter").shows("Set deny_list to").keys("ctrl-u").type_text("shared").keys("enter");
    act(&mut screen, "log in as user");
    screen.keys("a").shows("the token family ends; access tokens go on the deny-list");
}

/// A lesson at its question of this number, from 1, with those before passed over.
fn asked(width: u16, height: u16, id: &str, number: usize) -> Screen {
    let mut screen = lesson(width, height, id);
    for _ in 1..number {
        while !screen.has("[e] tell me") {
            screen.keys("space");
        }
        screen.keys("e");
    }
    while !screen.has("[e] tell me") {
        screen.keys("space");
    }
    screen
}

#[test]
fn whoever_acts_in_a_lesson_is_told_how_to_leave_it_and_loses_nothing() {
    let mut screen = asked(120, 36, "S28", 1);
    for key in ["a", "x", "8 enter"] {
        screen.keys(key).shows("a lesson is on: esc in the Flow leaves it").shows("[e] tell me");
    }
    screen.keys("@").shows("the lesson has its own times").keys("i").shows("answer first");
    screen.shows("[e] tell me").keys("esc").shows("[e] tell me").keys("esc").shows("the lesson is left");
    assert!(!screen.has("[e] tell me"));
    attack(&mut screen, "GET /profile with the stolen AT1");
    screen.keys("r");
    choose(&mut screen, "back to S28");
    screen.shows("[e] tell me").keys("2").shows("and it is: 200");
}

#[test]
fn no_pane_answers_the_question_that_stands() {
    let mut screen = asked(120, 36, "S28", 1);
    let silent = |screen: &Screen| {
        for told in ["theft window", "good: AT1", "for 4:00", "all of it over"] {
            assert!(!screen.has(told), "{told}: {}", screen.text());
        }
    };
    silent(&screen);
    // What was told before the question is still there.
    screen.shows("DEAD 2:00: logout").shows("reason=logout").shows("now 2:20").shows("t+2:20").shows("AT1 exp in 2:40");
    // One step before it, all of that is there, and nothing that foretells the outcome.
    screen.keys("u").shows("DEAD 2:00: logout");
    assert!(!screen.has("[e] tell me"), "{}", screen.text());
    silent(&screen);
    // What was done since is known at once; what became of it is not, and nothing points the wrong way.
    let mut other = asked(120, 36, "S29", 1);
    other.shows("now 2:10").shows("AT1 exp in 2:50").shows("exp 5:00");
    for told in ["revoked 2:00", "deny-list:", "DEAD", "all of it over", " left"] {
        assert!(!other.has(told), "{told}: {}", other.text());
    }
    other.keys("z").keys("esc").keys("tab tab").shows("the attacker has AT1 @1:00  RT1 @1:00");
    while !screen.has("a and x play on from here") {
        screen.keys(if screen.has("[e] tell me") { "e" } else { "space" });
    }
    // When nothing is asked any more, all is told of every instant.
    screen.shows("all of it over");
    while !screen.has("good: AT1") {
        screen.keys("{").shows("LOOKING BACK");
    }
    let mut screen = asked(120, 36, "S01", 2);
    assert!(!screen.has("AT1 expired") && !screen.has("expired 30:00"), "{}", screen.text());
    screen.keys("e").shows("AT1 expired");
}

#[test]
fn a_letter_of_the_times_means_the_same_instant_however_far_the_clock_went() {
    let mut screen = with_profile(120, 36, "article");
    act(&mut screen, "register user");
    let items = |screen: &mut Screen| {
        screen.keys("@");
        let jotlab::app::overlay::Overlay::Menu(menu) = screen.state.overlay.clone().unwrap() else {
            panic!("no menu")
        };
        screen.keys("esc");
        menu.items.into_iter().map(|item| (item.key, item.words)).collect::<Vec<_>>()
    };
    let before = items(&mut screen);
    screen.keys("@ a");
    let after = items(&mut screen);
    assert_eq!((before.len(), after.len()), (4, 3), "the one that has passed is not offered");
    assert!(after.iter().all(|item| before.contains(item)), "{before:?} {after:?}");
}

#[test]
fn a_question_is_in_sight_at_every_size_with_its_keys() {
    for (width, height) in [(40, 10), (60, 20), (80, 24), (120, 36)] {
        let mut screen = asked(width, height, "S28", 1);
        screen.shows("? The attacker uses").shows("[1] 200").shows("[2] 401").shows("[e] tell me").shows("1-2 answer");
        assert!(!screen.has("space run"), "{}", screen.text());
    }
}

#[test]
fn no_label_stands_among_the_bytes_of_a_message() {
    let mut screen = with_profile(120, 36, "article");
    act(&mut screen, "register user");
    screen.keys("2 z").shows("^ AT1");
    assert!(!screen.has("(AT1)"), "{}", screen.text());
}

/// Where the lanes stand, by the heading of the flow.
fn lanes(screen: &Screen) -> Vec<String> {
    let text = screen.text();
    let heading = text.lines().find(|line| line.contains("Attacker") && line.contains("Auth srv")).unwrap().to_owned();
    let heading: String = heading.chars().take(76).collect();
    let words = heading.replace("Auth srv", "Auth").replace("API A", "API");
    words
        .split_whitespace()
        .map(|word| word.trim_matches(['│', '┃']).to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

#[test]
fn the_lane_of_the_rows_sender_moves_and_stays_there() {
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    act(&mut screen, "log in as user");
    attack(&mut screen, "XSS: a script in the page reads");
    assert_eq!(lanes(&screen), ["Browser", "Auth", "API", "Attacker"]);
    screen.keys(")").shows("its lane is the last on this side").keys("( (");
    assert_eq!(lanes(&screen), ["Browser", "Attacker", "Auth", "API"]);
    screen.keys("up )");
    assert_eq!(lanes(&screen), ["Browser", "Attacker", "API", "Auth"], "the row above is an answer of the auth server");
    screen.keys("P");
    choose(&mut screen, "article");
    act(&mut screen, "register user");
    assert_eq!(lanes(&screen), ["Browser", "Attacker", "API", "Auth"], "in the next world too");
}

/// The rows of the flow, without times.
fn rows(screen: &Screen) -> Vec<String> {
    let text = screen.text();
    let rows = text.lines().skip(3).map_while(|line| line.strip_prefix('┃').or_else(|| line.strip_prefix('│')));
    let rows = rows.map(|line| line.chars().take(74).skip(11).collect::<String>());
    let words =
        rows.map(|row| row.replace(['│', '─', '→', '←', '┃'], " ").split_whitespace().collect::<Vec<_>>().join(" "));
    words.filter(|row| !row.is_empty()).collect()
}

#[test]
fn a_token_that_is_looked_for_brings_its_messages_and_their_answers_and_no_other_token() {
    let mut screen = with_profile(120, 36, "article");
    act(&mut screen, "register user");
    act(&mut screen, "GET /profile");
    screen.keys("@");
    choose(&mut screen, "at the exp");
    act(&mut screen, "GET /profile");
    act(&mut screen, "log in as user");
    screen.keys("/").type_text("at1").keys("enter");
    assert_eq!(
        rows(&screen),
        [
            "POST /register",
            "201 AT1",
            "GET /profile AT1",
            "200",
            "[ AT1 expired ]",
            "GET /profile AT1",
            "401 invalid_token"
        ]
    );
    screen.keys("/ ctrl-u").type_text("401").keys("enter");
    assert_eq!(rows(&screen), ["GET /profile AT1", "401 invalid_token"]);
    screen.keys("/ ctrl-u").type_text("api-a 200").keys("enter");
    assert_eq!(rows(&screen), ["GET /profile AT1", "200"]);
    screen.keys("/ ctrl-u").type_text("at10").keys("enter").shows("no row holds that");
    screen.keys("esc").shows("201 AT1");
}

#[test]
fn a_line_of_the_log_leads_to_its_message_and_the_logs_are_told_apart() {
    let mut screen = lesson(120, 36, "S14");
    play(&mut screen);
    screen.keys("5 z").shows("ALERT").shows("POST /oauth2/token 400");
    screen.keys("/").type_text("security").keys("enter").shows("ALERT").shows("only `security`");
    assert!(!screen.has("POST /oauth2/token"), "{}", screen.text());
    screen.keys("/ ctrl-u").type_text("alert").keys("enter").keys("enter");
    screen.keys("esc esc");
    screen.shows(">   6:40.02").shows("reuse! RT1");
}

#[test]
fn help_says_first_what_the_row_under_the_cursor_is_and_where_that_is_written() {
    for (width, height) in SIZES {
        let mut screen = lesson(width, height, "S14");
        play(&mut screen);
        screen.keys("up ?").shows("this row").shows("400 invalid_grant").shows("RFC 6749, section 5.2").keys("esc");
        screen.keys("/").type_text("reuse").keys("enter g ?").shows("RFC 9700, section 4.14.2").keys("esc");
        screen.keys("? / q").shows("quit");
        assert!(!screen.has("this row"), "a palette lists what it can run");
    }
}

#[test]
fn a_letter_of_the_times_belongs_to_its_token_whatever_is_issued_since() {
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    act(&mut screen, "log in as user");
    screen.keys("@").shows(" b  at the exp of AT1, 5:00").keys("a");
    act(&mut screen, "refresh with RT1");
    screen.keys("@").shows(" b  at the exp of AT1, 5:00").shows(" e  at the exp of AT2, 9:59").keys("b");
    assert_eq!(world_now(&screen), 300_000);
    screen.keys("@").shows(" e  at the exp of AT2, 9:59").keys("e");
    assert_eq!(world_now(&screen), 599_000);
}

#[test]
fn what_was_answered_wrongly_comes_again_with_space() {
    let mut screen = asked(120, 36, "S14", 1);
    screen.keys("1").shows("Wrong: you said 200");
    play(&mut screen);
    screen.shows("You had 0 of 2 right, 1 passed over.").shows("space asks the wrong one again");
    screen
        .keys("space")
        .shows("? The attacker redeems RT1.")
        .keys("3")
        .shows("Right: 400, F1 dies. Your first answer counts.");
    screen.keys("space").shows("Asked again: 1 of 1 right.").shows("signed out");
}

#[test]
fn the_mouse_scrubs_and_zooms_the_time() {
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    act(&mut screen, "log in as user");
    attack(&mut screen, "XSS: a script in the page reads");
    screen.keys("@ c");
    let time =
        |screen: &Screen| screen.state.session.places.list.iter().find(|(pane, _)| pane.title() == "Time").unwrap().1;
    let place = time(&screen);
    let mouse = |screen: &mut Screen, did, column| {
        screen.send(Message::Mouse(did, column, place.y + 3));
    };
    use jotlab::app::message::Mouse;
    mouse(&mut screen, Mouse::Click, 50);
    screen.shows("<< LOOKING BACK").shows("t+2:2");
    mouse(&mut screen, Mouse::Drag, 30);
    screen.shows("<< LOOKING BACK").shows("t+1:0");
    mouse(&mut screen, Mouse::Drag, 110);
    screen.shows("<< LOOKING BACK");
    mouse(&mut screen, Mouse::Click, 88);
    screen.shows("PAUSED").shows("t+5:01");
    mouse(&mut screen, Mouse::Click, 89);
    screen.shows("that has not happened yet");
    let before = screen.text();
    mouse(&mut screen, Mouse::WheelUp, 60);
    assert_ne!(screen.text(), before);
    mouse(&mut screen, Mouse::WheelDown, 60);
    assert_eq!(screen.text().lines().nth(20), before.lines().nth(20));
}

#[test]
fn what_is_over_is_not_waited_for() {
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    act(&mut screen, "log in as user");
    act(&mut screen, "log out");
    screen.keys("@").type_text("6:00").keys("enter");
    screen.keys(".").shows("nothing is due").shows("t+6:00");
    screen.keys(";").shows("nothing is due").shows("t+6:00");
    // Who was idle for too long is not too old besides.
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    act(&mut screen, "log in as user");
    screen.keys("@").type_text("30d").keys("enter").shows("t+30d 0:00:00").shows("idle too long");
    assert!(!screen.has("as old as it may be"), "{}", screen.text());
}

#[test]
fn a_question_that_was_mended_is_not_asked_a_third_time() {
    let mut screen = asked(120, 36, "S14", 1);
    screen.keys("1").shows("Wrong");
    while !screen.has("[e] tell me") {
        screen.keys("space");
    }
    screen.keys("2").shows("Wrong");
    play(&mut screen);
    screen.shows("You had 0 of 2 right").shows("space asks the 2 wrong ones again");
    screen.keys("space 3").shows("Right: 400, F1 dies.");
    screen.keys("space").shows("[e] tell me").keys("2").shows("Wrong").keys("space");
    screen.shows("Asked again: 1 of 2 right.").shows("space asks the wrong one again");
}

#[test]
fn the_axis_stays_however_far_its_bars_are_scrolled() {
    let mut screen = with_profile(80, 24, "sane");
    for _ in 0..8 {
        act(&mut screen, "log in as user");
    }
    screen.keys("4 z");
    let head = |screen: &Screen| screen.text().lines().skip(2).take(3).map(str::to_owned).collect::<Vec<_>>();
    let before = head(&screen);
    let text = screen.text();
    screen.keys("down down down");
    assert_eq!(head(&screen)[1..], before[1..], "{}", screen.text());
    assert_ne!(screen.text(), text);
}

#[test]
fn where_not_all_bars_have_room_the_newest_tokens_have_theirs() {
    let mut screen = with_profile(80, 24, "sane");
    for _ in 0..8 {
        act(&mut screen, "log in as user");
    }
    screen.shows("AT8 user");
    assert!(!screen.has("AT1 user"), "{}", screen.text());
}

#[test]
fn keys_that_nobody_sees_do_nothing() {
    let mut screen = with_profile(80, 24, "sane");
    screen.state.notice = None;
    let before = screen.text();
    screen.send(Message::Resize(20, 5));
    screen.shows("make the window").keys("a i P b space r").send(Message::Resize(80, 24));
    assert_eq!(screen.text(), before);
    screen.send(Message::Resize(20, 5));
    assert!(screen.effects.is_empty());
    screen.keys("q");
    assert_eq!(screen.effects, [Effect::Quit]);
}

#[test]
fn an_instant_is_typed_where_times_are_offered() {
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    act(&mut screen, "log in as user");
    screen.keys("@").type_text("6:40").keys("enter").shows("t+6:40");
    assert_eq!(world_now(&screen), 400_000);
    screen.keys("@").type_text("+20s").keys("enter");
    assert_eq!(world_now(&screen), 420_000);
    // Other lists have no instants: a digit is a slip there.
    screen.keys("P 6").shows("nothing here has the key 6");
}

#[test]
fn the_columns_of_cost_stay_apart_however_long_a_theft_lasts() {
    for (width, height) in [(120, 36), (80, 24)] {
        for (later, token, session) in [("+11h", "10h00+", "11h00+"), ("+25h", "10h00", "1d 1h00+")] {
            let mut screen = with_profile(width, height, "rfc9700-strict");
            let (key, value) = ("access_ttl".to_owned(), "10h".to_owned());
            screen.state.session.stage.as_mut().unwrap().apply(Input::Patch(ConfigPatch { key, value }));
            act(&mut screen, "log in as user");
            attack(&mut screen, "XSS: a script in the page reads");
            screen.keys("@").type_text(later).keys("enter 6");
            let text = screen.text();
            let exposed = format!("exposed {token} {token} {token} {session}");
            for wanted in ["JWT JWT+list introsp. session", &exposed] {
                let is_there = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ").contains(wanted);
                assert!(text.lines().any(is_there), "{wanted}\n{text}");
            }
        }
    }
}

#[test]
fn an_instant_that_has_passed_is_looked_at_to_the_second() {
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    act(&mut screen, "log in as user");
    screen.keys("@ @").type_text("7:00").keys("enter");
    screen.keys("@ @").type_text("4:59").keys("enter").shows("t+4:59").shows("exp 5:00  0:01 left");
    screen.keys("@ @").type_text("5:00").keys("enter").shows("t+5:00").shows("expired 5:00");
    act(&mut screen, "GET /profile");
    screen.shows("5:00.00").shows("PAUSED");
    assert!(!screen.has("t+7:00"), "what is done in the past is another run");
}

#[test]
fn families_keys_and_the_deny_list_have_their_bars_and_what_comes_next_its_ticks() {
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    set(&mut screen, "deny_list", "shared");
    act(&mut screen, "log in as user");
    screen.shows("' AT1 exp in 5:00").shows("F1 user");
    act(&mut screen, "log out");
    screen.shows("deny jti").shows("in force until 5:00").shows("DEAD 0:00: logout");
    let mut screen = lesson(120, 36, "S34");
    play(&mut screen);
    screen.keys("4 z").shows("K3 key").shows("gone since").shows("STOLEN");
    screen.keys("7 z").shows("public test key").shows("SIGNING since").shows("api-a cache:");
}

/// Sets a setting by the form.
fn set(screen: &mut Screen, key: &str, value: &str) {
    let place = jotlab::app::session::settings::keys().position(|other| other == key).unwrap();
    screen.keys("8 g");
    for _ in 0..place {
        screen.keys("down");
    }
    screen.keys("enter").shows(&format!("Set {key} to")).keys("ctrl-u").type_text(value).keys("enter");
}

#[test]
fn at_the_smallest_size_no_row_of_any_lesson_is_cut() {
    let mut found = Vec::new();
    for shipped in jotlab::session::scenario::shipped::SCENARIOS {
        let id = shipped.id;
        let mut screen = lesson(60, 20, id);
        play(&mut screen);
        screen.keys("z g");
        let stage = screen.state.session.stage.as_ref().unwrap();
        for _ in 0..stage.flow.steps.len().div_ceil(8) {
            let text = screen.text();
            let cut = text.lines().skip(4).filter(|line| line.contains('~'));
            found.extend(cut.map(|line| format!("{id}: {line}")));
            screen.keys("pgdn");
        }
    }
    found.dedup();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_session_cookie_is_called_so_and_nothing_renews_it() {
    let mut screen = with_profile(120, 36, "sessions");
    act(&mut screen, "log in as user");
    act(&mut screen, "GET /profile with the session cookie AT1");
    let text = screen.text();
    assert!(!text.contains("RT1") && !text.contains("gen 0"), "{text}");
    screen.shows("AT1 cookie").keys("3").shows("session cookie sid: name and value");
    screen.keys("a");
    assert!(!screen.has("refresh with"));
    screen.shows("log out: the session ends at the server").keys("esc");
    act(&mut screen, "log out");
    act(&mut screen, "GET /profile");
    screen.shows("401");
}

#[test]
fn what_grace_gives_beside_the_successor_is_of_its_generation() {
    let mut screen = with_profile(120, 36, "okta");
    act(&mut screen, "log in as user");
    attack(&mut screen, "XSS: a script in the page reads");
    act(&mut screen, "refresh with RT1");
    attack(&mut screen, "refresh with the stolen RT1");
    screen.shows("RT2 gen 1").shows("RT3 gen 1");
}

#[test]
fn every_check_has_a_name_and_every_mistake_its_words() {
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    act(&mut screen, "log in as user");
    act(&mut screen, "GET /profile");
    screen.keys("9 z");
    for named in ["R7 key", "R8 signature", "R12 exp", "R15 deny-list", "R17 handler"] {
        screen.shows(named);
    }
    let place = jotlab::app::session::settings::keys().position(|key| key == "vulnerable").unwrap();
    screen.keys("esc 8 g");
    for _ in 0..place {
        screen.keys("down");
    }
    screen.keys("enter").shows("V1   alg: none is accepted").shows("V5b  kid is put into SQL");
    choose(&mut screen, "   V3");
    screen.shows("V3 is on from now on: the signature is not checked");
    screen.keys("enter").shows("on V3 ");
    choose(&mut screen, "on V3");
    screen.shows("V3 is off from now on");
}

#[test]
fn a_token_on_the_deny_list_is_over_and_cost_and_the_lesson_say_for_how_long_it_was_of_use() {
    let mut screen = lesson(120, 36, "S29");
    for _ in 0..40 {
        if screen.has("It was of use for") {
            break;
        }
        screen.keys("space e");
    }
    screen.shows("It was of use for 1:00.02").keys("6 z").shows("of use to the thief for 1:00.02").keys("esc 4 z");
    let text = screen.text();
    let bar = text.lines().find(|line| line.contains("AT1 user")).unwrap();
    assert!(bar.contains('x') && bar.contains("revoked 2:00") && !bar.contains("left"), "{bar}");
    assert!(text.contains("all of it over"), "{text}");
}

#[test]
fn keys_mean_the_token_of_the_row_and_say_so_where_there_is_none_to_read() {
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    act(&mut screen, "log in as user");
    attack(&mut screen, "XSS: a script in the page reads");
    act(&mut screen, "refresh with RT1");
    screen.keys("y").shows("Copy AT2 as").keys("esc k i").shows("RT1 is opaque: nothing in it to read");
    screen.keys("y").shows("RT1 is opaque");
    attack(&mut screen, "refresh with the stolen RT1");
    screen.keys("d").shows("#5 against #3").shows("#6 against #4");
}

#[test]
fn menus_promise_what_happens() {
    let mut screen = with_profile(120, 36, "sane");
    screen.keys("x").shows("nothing stands in it yet").keys("esc");
    act(&mut screen, "log in as user");
    screen.keys("x").shows("a script stays and can read no token that comes").keys("esc");
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    act(&mut screen, "log in as user");
    attack(&mut screen, "XSS: a script in the page reads");
    attack(&mut screen, "tamper");
    screen.shows("X1 is made: AT1 with role admin, signature as it was; x again, then x, presents it");
    attack(&mut screen, "alg none");
    screen.shows("X2 is made: AT1 with role admin and no signature");
    attack(&mut screen, "GET /admin with the forged X1");
    screen.shows("GET /admin X1");
    attack(&mut screen, "GET /profile with the forged X2");
    act(&mut screen, "refresh with RT1: a new pair");
    attack(&mut screen, "refresh with the stolen RT1");
    screen.keys("a").shows("refresh with RT2: it is revoked and will be refused").keys("esc");
    act(&mut screen, "open another tab");
    act(&mut screen, "close tab 2");
    screen.keys("a");
    assert!(!screen.has("close tab"), "{}", screen.text());
    screen.keys("esc");
    set(&mut screen, "keep", "memory");
    act(&mut screen, "log in as user");
    screen.keys("a").shows("GET /profile with AT").keys("esc");
    act(&mut screen, "load the page again: tokens in memory are lost");
    screen.keys("a").shows("GET /profile without a token");
}

#[test]
fn a_token_that_is_presented_is_only_asked_about() {
    let mut screen = with_profile(120, 36, "article");
    act(&mut screen, "register user");
    screen.keys(":").type_text("present").keys("enter");
    screen.shows("R17 handler").shows("the request would be carried out: this was only a question");
}

#[test]
fn looking_back_shows_the_caption_of_then() {
    let mut screen = session(120, 36);
    screen.keys("space");
    wait(&mut screen, 9_000);
    screen.shows("Now /admin").keys("space { { {").shows("LOOKING BACK").shows("The page asks for /profile");
    assert!(!screen.has("Now /admin"), "{}", screen.text());
    screen.keys("esc").shows("Now /admin");
    let mut screen = lesson(120, 36, "S01");
    screen.keys("space space").shows("The application sent the token").keys("{ {").shows("LOOKING BACK");
    assert!(!screen.has("The application sent the token"), "{}", screen.text());
    screen.keys("esc").shows("The application sent the token");
}

#[test]
fn the_refusal_at_the_end_of_the_story_stands_long_enough_to_be_read() {
    let mut screen = session(120, 36);
    screen.keys("space");
    wait(&mut screen, 42_500);
    screen.shows("At exp the token is dead").shows("401");
    wait(&mut screen, 10_000);
    screen.shows("At exp the token is dead");
    wait(&mut screen, 3_000);
    screen.shows("That was the story: the token died at its exp");
}

#[test]
fn a_lesson_offers_what_works_in_it_and_asks_before_its_answers_are_lost() {
    let keys = |screen: &Screen| screen.text().lines().last().unwrap().to_owned();
    let mut screen = lesson(120, 36, "S01");
    assert!(keys(&screen).contains("space go on") && keys(&screen).contains("u back"), "{}", keys(&screen));
    assert!(!keys(&screen).contains("attack") && !keys(&screen).contains("go to"), "{}", keys(&screen));
    for _ in 0..2 {
        screen.keys("space");
    }
    screen.keys("space 2 q").shows("the answers of this lesson are lost: q again quits");
    assert!(!screen.effects.contains(&Effect::Quit));
    play(&mut screen);
    screen.keys("r").shows("from sign-up to expiry  (done, 1 of 2 right)").keys("esc q");
    assert_eq!(screen.effects.last(), Some(&Effect::Quit), "a lesson that is over loses nothing");
}

#[test]
fn enter_plays_the_story_as_space_does_and_a_run_that_was_left_is_listed_once() {
    let mut screen = session(120, 36);
    screen.keys("enter").shows("POST /regi");
    let listed = |screen: &mut Screen| {
        screen.keys("r");
        let count = screen.text().matches("back to ").count();
        screen.keys("esc");
        count
    };
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    screen.keys("P");
    choose(&mut screen, "article");
    assert_eq!(listed(&mut screen), 0, "what has not begun leads nowhere");
    act(&mut screen, "register user");
    screen.keys("r");
    choose(&mut screen, "S01");
    assert_eq!(listed(&mut screen), 1);
    for _ in 0..3 {
        screen.keys("r");
        choose(&mut screen, "back to article");
        assert_eq!(listed(&mut screen), 0);
        screen.keys("r");
        choose(&mut screen, "S01");
        assert_eq!(listed(&mut screen), 1);
    }
    screen.keys("r");
    choose(&mut screen, "back to article");
    screen.keys("{");
    act(&mut screen, "open another tab");
    screen.shows("another run begins here; r leads back to the one that was");
}

#[test]
fn esc_leads_back_from_a_token_of_the_session_and_its_kid_is_warned_of_in_the_form() {
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    act(&mut screen, "log in as user");
    screen.keys("i").shows("esc back to Session").keys("esc").shows("1 Flow");
    screen.keys("i z");
    assert!(!screen.has("esc back to Session"), "it leads out of the zoom first");
    screen.keys("esc esc").shows("1 Flow");
    screen.keys("i I");
    assert!(!screen.has("esc back to Session"), "whoever goes elsewhere has left");
    let carry = |screen: &mut Screen| {
        screen.keys(":").type_text("carry").keys("enter");
    };
    carry(&mut screen);
    screen.shows("carried into the form: enter mints a fresh token like it");
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    set(&mut screen, "alg", "RS256");
    act(&mut screen, "log in as user");
    screen.keys("1 G i");
    carry(&mut screen);
    screen.shows("carried into the form; its kid ");
}

#[test]
fn what_is_lost_or_carries_no_token_costs_no_look_up() {
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    act(&mut screen, "GET /profile without a token");
    act(&mut screen, "log in as user");
    act(&mut screen, "GET /profile with AT1");
    act(&mut screen, "go offline");
    act(&mut screen, "GET /profile with AT1");
    screen.keys("6 z");
    let text = screen.text();
    let row = text.lines().find(|line| line.contains("look-ups")).unwrap();
    let figures: Vec<&str> = row.split_whitespace().filter(|word| word.parse::<u32>().is_ok()).collect();
    assert_eq!(figures, ["0", "1", "1", "1"], "{text}");
    screen.shows("asks auth        0        0        1        0");
    screen.shows("to APIs: 2, ");
}

#[test]
fn a_menu_that_is_longer_than_the_screen_says_so() {
    let mut screen = with_profile(60, 20, "article");
    screen.keys("r");
    let Some(jotlab::app::overlay::Overlay::Menu(menu)) = screen.state.overlay.clone() else { panic!("no menu") };
    let count = menu.items.len();
    screen.shows(&format!(" 1/{count} ")).keys("G").shows(&format!(" {count}/{count} "));
    let mut screen = with_profile(120, 36, "article");
    screen.keys("r").shows("Lessons");
    assert!(!screen.has(&format!("1/{count}")), "all of it has room: {}", screen.text());
}

#[test]
fn below_a_message_stand_its_size_and_the_keys_for_its_other_forms_whole() {
    let mut screen = with_profile(120, 36, "article");
    act(&mut screen, "register user");
    act(&mut screen, "GET /profile");
    screen.keys("2 G").shows(" B out, ").shows(" B back ").shows("C curl  # hex  d difference ");
}

#[test]
fn a_cookie_that_the_browser_deleted_is_in_no_pane_and_no_menu() {
    for (profile, access) in [("sessions", "session cookie sid:"), ("sane", "__Host-at:"), ("bff", "AT1  eyJhbGci..")] {
        let mut screen = with_profile(120, 36, profile);
        act(&mut screen, "log in as user");
        act(&mut screen, "GET /profile with");
        screen.keys("3").shows(access);
        act(&mut screen, "log out");
        screen.keys("3").shows("(empty)");
        assert!(!screen.has(access), "{profile}: {}", screen.text());
        screen.keys("a").shows("GET /profile without a token");
        assert!(!screen.has("refresh with"), "{profile}: {}", screen.text());
        screen.keys("esc");
        act(&mut screen, "GET /profile");
        screen.keys("2").shows("GET /profile HTTP/1.1").shows("401 Unauthorized");
        assert!(!screen.has("Cookie:"), "{profile}: {}", screen.text());
    }
}

#[test]
fn a_cookie_is_gone_when_it_is_as_old_as_it_may_be() {
    let mut screen = with_profile(120, 36, "sane");
    act(&mut screen, "log in as user");
    screen.keys("@ @").type_text("5:00").keys("enter 3").shows("__Host-at: name and value");
    // It came a moment after it was issued.
    screen.keys("@ @").type_text("5:01").keys("enter").shows("[ the cookie of AT1 is gone ]");
    assert!(!screen.has("__Host-at"), "{}", screen.text());
    screen.shows("__Secure-rt: name and value");
    screen.keys("a").shows("GET /profile without a token").shows("refresh with RT1").shows("log out:").keys("esc");
    // What is set anew in time stays.
    let mut screen = with_profile(120, 36, "sane");
    act(&mut screen, "log in as user");
    screen.keys("@ @").type_text("3:00").keys("enter");
    act(&mut screen, "refresh with RT1");
    screen.keys("@ @").type_text("6:00").keys("enter 3").shows("__Host-at: name and value");
    assert!(!screen.has("is gone"), "{}", screen.text());
}

#[test]
fn where_every_api_asks_a_token_ends_with_its_session() {
    let last = |screen: &Screen| {
        let text = screen.text();
        text.lines().find(|line| line.starts_with("┃>")).unwrap().to_owned()
    };
    let bar = |screen: &Screen| {
        let text = screen.text();
        text.lines().find(|line| line.starts_with("│AT1 ")).unwrap().to_owned()
    };
    let title = |screen: &Screen| screen.text().lines().next().unwrap().to_owned();
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    set(&mut screen, "validation", "introspect");
    screen.keys("1");
    act(&mut screen, "log in as user");
    attack(&mut screen, "XSS: a script in the page reads");
    screen.shows("good: AT1");
    act(&mut screen, "log out");
    attack(&mut screen, "GET /profile with the stolen AT1");
    assert!(last(&screen).contains("401"), "{}", screen.text());
    assert!(bar(&screen).contains("revoked 0:00"), "{}", screen.text());
    screen.shows("all of it over");
    assert!(!screen.has("AT1 exp in"), "{}", screen.text());
    // An API that judges by itself takes it again.
    set(&mut screen, "validation", "local");
    screen.keys("1");
    attack(&mut screen, "GET /profile with the stolen AT1");
    assert!(last(&screen).contains("200"), "{}", screen.text());
    assert!(bar(&screen).contains("left"), "{}", screen.text());
    screen.shows("good: AT1");
    assert!(title(&screen).contains("AT1 exp in"), "{}", screen.text());
    let mut screen = with_profile(120, 36, "sessions");
    act(&mut screen, "log in as user");
    assert!(!bar(&screen).contains("revoked"), "{}", screen.text());
    act(&mut screen, "log out");
    assert!(bar(&screen).contains("revoked 0:00"), "{}", screen.text());
    assert!(!screen.has("AT1 exp in"), "{}", screen.text());
}

#[test]
fn a_copy_of_the_key_set_is_stale_when_it_differs_from_what_is_published() {
    let row = |screen: &mut Screen, api: &str| {
        screen.keys("7 z g");
        let text = screen.text();
        screen.keys("esc");
        text.lines().find(|line| line.contains(api)).unwrap_or_else(|| panic!("no {api}: {text}")).to_owned()
    };
    let mut screen = lesson(120, 36, "S34");
    while !screen.has("The operator makes a new key") {
        screen.keys("space");
    }
    // No token names the new key yet.
    let lacks = row(&mut screen, "api-a cache: 1 key, age 1:00 of 10:00");
    assert!(lacks.contains("STALE: no rs-") && !lacks.contains("is gone"), "{lacks}");
    while !screen.has("? This time") {
        screen.keys("space");
    }
    screen.keys("e");
    // The old key is gone, and the copy was fetched since.
    screen.shows("fetches the key set: 1 key ]");
    let fresh = row(&mut screen, "api-a cache: 1 key, age 0:01 of 1:00");
    assert!(!fresh.contains("STALE") && !fresh.contains("too old"), "{fresh}");
    let old = row(&mut screen, "api-b cache: 2 keys, age 20:00 of 1:00, too old");
    assert!(old.contains("STALE: no rs-") && old.contains(" is gone"), "{old}");
    // A copy is too old from the instant on at which it is fetched again.
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    set(&mut screen, "alg", "RS256");
    screen.keys("1");
    act(&mut screen, "log in as user");
    act(&mut screen, "GET /profile");
    let fresh = row(&mut screen, "api-a cache: 1 key,");
    assert!(!fresh.contains("STALE"), "{fresh}");
    screen.keys("@ @").type_text("10:00").keys("enter");
    assert!(!row(&mut screen, "api-a cache: 1 key, age 10:00 of 10:00").contains("too old"), "a moment is left");
    screen.keys("@ @").type_text("10:01").keys("enter");
    assert!(row(&mut screen, "api-a cache: 1 key, age 10:01 of 10:00").contains("too old"));
}

#[test]
fn a_check_is_named_after_what_is_asked() {
    for (validation, named) in
        [("introspect", "R15 introspection"), ("server_session", "R15 session"), ("local", "R15 deny-list")]
    {
        let mut screen = with_profile(120, 36, "rfc9700-strict");
        set(&mut screen, "validation", validation);
        screen.keys("1");
        act(&mut screen, "log in as user");
        act(&mut screen, "GET /profile");
        screen.keys("9 z").shows(named);
    }
    let mut screen = lesson(120, 36, "S07");
    play(&mut screen);
    screen.keys("9 z").shows("failed R15 introspection").shows("the auth server does not answer (RFC 7662 §2.2)");
    assert!(!screen.has("deny-list"), "{}", screen.text());
}

#[test]
fn while_a_question_stands_keys_and_bars_are_told_as_far_as_they_are_known() {
    let row = |screen: &Screen, name: &str| {
        let text = screen.text();
        text.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("no {name}: {text}")).to_owned()
    };
    let asked = |screen: &mut Screen, words: &str| {
        while !screen.has(words) {
            screen.keys(if screen.has("[e] tell me") { "e" } else { "space" });
        }
    };
    let mut screen = lesson(120, 36, "S34");
    screen.keys("7 z");
    asked(&mut screen, "? This time");
    for (key, state) in [
        ("K1 ", "signed until 11:00, was to go 16:01"),
        ("K2 ", "signed until 30:10"),
        ("K3 ", "SIGNING since 30:10"),
        ("api-a ", "cache: 1 key, age 2:00 of 1:00, too old"),
    ] {
        assert!(row(&screen, key).contains(state), "{}", screen.text());
    }
    assert!(!screen.has("STALE") && !screen.has("gone"), "{}", screen.text());
    let mut screen = lesson(120, 36, "S14");
    asked(&mut screen, "? The attacker redeems RT1");
    screen.shows("? not told");
    // Nothing was done since the refresh was told.
    for name in ["│RT2 ", "│F1 "] {
        let bar = row(&screen, name);
        let passed = bar.split('|').next().unwrap();
        assert!(passed.contains("==") && !passed.contains(['.', '?']), "{bar}");
    }
}

#[test]
fn the_lane_of_the_browser_says_how_many_tabs_are_open() {
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    act(&mut screen, "open another tab");
    act(&mut screen, "open another tab");
    screen.shows("Browser x3");
    act(&mut screen, "close tab 3");
    screen.shows("Browser x2");
    act(&mut screen, "close tab 2");
    assert!(!screen.has("Browser x"), "{}", screen.text());
    screen.keys("{ {").shows("LOOKING BACK").shows("Browser x3");
}

#[test]
fn the_status_line_says_that_the_story_is_over() {
    let mut screen = session(120, 36);
    screen.keys("space").shows("a first sign-in, a minute a second; space halts it");
    wait(&mut screen, 50_000);
    screen.shows("space halts it");
    wait(&mut screen, 10_000);
    screen
        .shows("That was the story")
        .shows("PAUSED")
        .shows("the story is over and the clock stands; space lets it run on");
    assert!(!screen.has("space halts it"), "{}", screen.text());
}

#[test]
fn what_an_api_says_of_a_token_has_a_line_for_each_check_where_there_is_room() {
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    act(&mut screen, "log in as user");
    screen.keys("@ @").type_text("6:00").keys("enter i :").type_text("present").keys("enter");
    screen.shows("FAIL R12 exp").shows("-- R13 to R17");
    let text = screen.text();
    let row = |name: &str| {
        text.lines().find(|line| line.contains(name)).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(row("R13 to R17"), "┃ -- R13 to R17 not reached ┃", "{text}");
    assert_eq!(row("401"), "┃ 401 failed R12 exp 0 look-ups ┃", "{text}");
}

/// Goes to an instant of the world.
fn go_to(screen: &mut Screen, time: &str) {
    screen.keys("@").type_text(time).keys("enter");
}

/// A row of the Cost pane by its name, in words.
fn cost(screen: &Screen, name: &str) -> String {
    let stage = screen.state.session.stage.as_ref().unwrap();
    let rows = jotlab::app::session::cost::rows(&stage.scene());
    let texts = rows.iter().map(jotlab::app::session::ink::Row::text);
    let found = texts
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .find(|text| text.strip_prefix(name).is_some_and(|rest| rest.starts_with(' ')));
    found.unwrap_or_default()
}

#[test]
fn a_theft_that_goes_on_by_refreshing_counts_from_its_first_copy() {
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    act(&mut screen, "log in as user");
    attack(&mut screen, "XSS: a script in the page reads");
    go_to(&mut screen, "4:00");
    assert_eq!(cost(&screen, "exposed"), "exposed 5:00+ 5:00+ 5:00+ 4:00+");
    attack(&mut screen, "refresh with the stolen RT1");
    assert_eq!(cost(&screen, "exposed"), "exposed 9:00+ 9:00+ 9:00+ 4:00+", "nothing is less by a refresh");
    go_to(&mut screen, "8:59");
    attack(&mut screen, "GET /profile with the stolen AT2");
    screen.shows("200").keys("6 z").shows("AT1 copied 0:00; the sign-in goes on");
    screen.shows("AT1 to AT2 are of use to the thief for 8:59.96");
    assert_eq!(cost(&screen, "exposed"), "exposed 9:00+ 9:00+ 9:00+ 8:59+");
    // Nothing lets him in for a minute but the refresh token, which he redeems then.
    go_to(&mut screen, "10:00");
    assert_eq!(cost(&screen, "exposed"), "exposed 9:00+ 9:00+ 9:00+ 10:00+");
    attack(&mut screen, "refresh with the stolen RT2");
    assert_eq!(cost(&screen, "exposed"), "exposed 15:00+ 15:00+ 15:00+ 10:00+");
    // The user's own refresh comes second: the family ends, and with it everything but what verifies itself.
    act(&mut screen, "refresh with RT1");
    assert_eq!(cost(&screen, "exposed"), "exposed 15:00 10:00 10:00 10:00");
}

#[test]
fn two_thefts_of_one_sign_in_count_without_the_time_between_them() {
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    act(&mut screen, "log in as user");
    attack(&mut screen, "XSS: a script in the page reads");
    go_to(&mut screen, "6:00");
    act(&mut screen, "refresh with RT1");
    go_to(&mut screen, "8:00");
    assert_eq!(cost(&screen, "exposed"), "exposed 5:00 5:00 5:00 8:00+", "what was copied is used up");
    attack(&mut screen, "XSS: a script in the page reads");
    // RT1 let him refresh until 6:00 and he did not; AT2 lets him in from 8:00 to 11:00.
    assert_eq!(cost(&screen, "exposed"), "exposed 8:00+ 8:00+ 8:00+ 8:00+");
}

#[test]
fn a_theft_is_not_forgotten_with_the_first_of_many_tokens() {
    let mut screen = with_profile(120, 36, "rfc9700-strict");
    act(&mut screen, "log in as user");
    attack(&mut screen, "XSS: a script in the page reads");
    for _ in 0..150 {
        attack(&mut screen, "refresh with the stolen");
        go_to(&mut screen, "+6m");
    }
    assert_eq!(cost(&screen, "exposed"), "exposed 14h59+ 14h59+ 14h59+ 15h00+");
}

#[test]
fn a_world_of_sessions_knows_what_its_requests_would_weigh_with_a_jwt() {
    for profile in ["sane", "sessions"] {
        let mut screen = with_profile(120, 36, profile);
        act(&mut screen, "log in as user");
        act(&mut screen, "GET /profile");
        assert_eq!(cost(&screen, "bytes/req"), "bytes/req 486 486 486 103", "{profile}");
        act(&mut screen, "POST /transfer");
        assert_eq!(cost(&screen, "bytes/req"), "bytes/req 541 541 541 158", "{profile}: the mean with 595 and 212");
        screen.keys("6 z").shows("the mean of 2 requests with a token");
    }
}

#[test]
fn a_request_that_never_came_weighs_nothing_in_the_mean() {
    let mut screen = with_profile(120, 36, "sane");
    act(&mut screen, "log in as user");
    act(&mut screen, "GET /profile");
    act(&mut screen, "go offline");
    act(&mut screen, "POST /transfer");
    assert_eq!(cost(&screen, "bytes/req"), "bytes/req 486 486 486 103");
}

/// Writes an export and answers what is said of it.
fn export(screen: &mut Screen, key: &str) -> (String, Option<String>) {
    screen.keys("E").keys(key).keys("enter");
    let Some(Effect::Write { text, note, path }) = screen.effects.last().cloned() else { panic!("nothing is written") };
    let written = jotlab::app::copying::Written { path, bytes: text.len(), note: note.clone() };
    screen.send(Message::Written(Ok(written)));
    (text, note)
}

#[test]
fn an_export_during_a_look_back_says_that_it_is_of_the_whole_run() {
    let mut screen = with_profile(80, 24, "rfc9700-strict");
    act(&mut screen, "log in as user");
    go_to(&mut screen, "4:00");
    act(&mut screen, "GET /profile");
    let (whole, note) = export(&mut screen, "d");
    assert_eq!(note, None);
    screen.keys("{ { {").shows("t+0:00");
    let (text, note) = export(&mut screen, "d");
    assert_eq!(text, whole);
    assert_eq!(note.as_deref(), Some("the whole run until t+4:00, not only what is looked at"));
    screen.shows("the whole run until t+4:00, not only what is looked at");
}

#[test]
fn a_run_that_was_played_freely_leaves_in_the_order_of_its_flow_with_the_attackers_mark() {
    let mut screen = with_profile(120, 36, "sane");
    set(&mut screen, "validation", "introspect");
    act(&mut screen, "log in as user");
    attack(&mut screen, "XSS: a script in the page sends POST");
    for (key, asked, driven) in [
        ("d", "POST /login", "browser->>api_a: POST /transfer AT1, driven by the attacker"),
        ("m", "POST /login", "| browser, driven by the attacker | api-a | POST /transfer AT1 |"),
    ] {
        let (text, _) = export(&mut screen, key);
        let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} is not in {text}"));
        assert!(at("validation = introspect") < at(asked) && at(asked) < at(driven), "{text}");
    }
}
