//! Journeys: keys, pastes and instants in, screens out. What is on the screen is compared as text, whole screens as snapshots.

use super::screen::*;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jotlab::app::effect::Effect;
use jotlab::app::inspect::Opened;
use jotlab::app::layout::Pane;
use jotlab::app::look::{Glyphs, Look, Theme};
use jotlab::app::message::Message;
use jotlab::app::overlay::Overlay;
use jotlab::token::moment::Moment;

fn token(header: &str, payload: impl AsRef<[u8]>) -> String {
    format!("{}.{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload), "A".repeat(43))
}

fn hs256(payload: impl AsRef<[u8]>) -> String {
    token(r#"{"alg":"HS256"}"#, payload)
}

#[test]
fn the_articles_tokens_at_the_three_sizes() {
    for (width, height) in [(120, 36), (80, 24), (60, 20)] {
        let mut screen = Screen::new(width, height);
        screen.paste(USER);
        insta::assert_snapshot!(format!("user-{width}x{height}"), screen.text());
        screen.paste(&format!("{USER}\n{ADMIN}\n")).keys("]");
        insta::assert_snapshot!(format!("two-tokens-admin-{width}x{height}"), screen.text());
    }
}

#[test]
fn the_empty_screen_is_the_manual() {
    for (width, height) in [(120, 36), (60, 20), (40, 10)] {
        insta::assert_snapshot!(format!("empty-{width}x{height}"), Screen::new(width, height).text());
    }
}

#[test]
fn without_colour_and_beyond_ascii_nothing_is_lost() {
    let mono = Look { theme: Theme::Mono, glyphs: Glyphs::Ascii };
    for (width, height) in [(120, 36), (80, 24), (60, 20)] {
        let mut screen = Screen::looking(width, height, USER_EXP.plus_seconds(-30), mono);
        screen.paste(USER);
        let buffer = screen.buffer();
        assert!(buffer.content.iter().all(|cell| cell.symbol().is_ascii()), "{}", screen.text());
        let colours = buffer.content.iter().filter(|cell| cell.fg != ratatui::style::Color::Reset).count();
        assert_eq!(colours, 0, "NO_COLOR means none");
        insta::assert_snapshot!(format!("ascii-{width}x{height}"), screen.text());
    }
}

#[test]
fn the_parts_of_an_encrypted_token_are_explained_whole_at_every_size() {
    let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"dir","enc":"A128GCM"}"#);
    let jwe = format!("{header}..{}.{}.{}", "A".repeat(16), "B".repeat(40), "C".repeat(22));
    let meanings = [
        "none: the key is agreed on or shared",
        "makes equal contents encrypt differently",
        "the content, encrypted",
        "shows whether anything was changed",
    ];
    for (width, height) in [(120, 36), (80, 24), (60, 20)] {
        let mut screen = Screen::new(width, height);
        screen.paste(&jwe).keys("3");
        for meaning in meanings {
            screen.shows(meaning);
        }
        // The cursor walks over all rows and no further, and what it is on stands out in the token.
        screen.keys("G").shows("▸  shows whether");
        assert_eq!(screen.state.inspect.highlight(), Some(jwe.len() - 22..jwe.len()));
        screen.keys("enter").shows("The authentication tag (RFC 7516 §2)");
    }
}

#[test]
fn a_life_that_has_not_begun_is_not_measured_against_its_length() {
    let mut screen = Screen::new(120, 36);
    let exp = screen.now.seconds() + 900;
    screen
        .paste(&hs256(format!(r#"{{"iat":{},"exp":{exp}}}"#, exp - 300)))
        .shows("15:00 left")
        .shows("dated 12:53:03 · in 10 min");
    assert!(!screen.text().contains("left of"), "{}", screen.text());
    screen.run_to(screen.now.plus_seconds(600));
    screen.shows("5:00 left of 5 min").shows("issued 12:53:03 · just now");
    screen.paste(&hs256(format!(r#"{{"nbf":{},"exp":{exp}}}"#, exp + 60)));
    screen.shows("NEVER VALID: exp is not after nbf").shows("never valid");
}

#[test]
fn octets_that_are_no_text_are_shown_listed_and_copied_as_octets() {
    let mut screen = Screen::new(120, 36);
    screen.paste(&hs256(b"{\"n\xc3\":1,\"sub\":\"a\xedb\"}")).keys("3").shows(r#""n\xc3": 1"#).keys("j b");
    screen.shows(r"\xed").shows("an octet that is not UTF-8").shows("U+0062");
    screen.keys("esc y").shows("payload, not UTF-8: octets as").keys("m");
    let copied = screen.effects.iter().find_map(|effect| match effect {
        Effect::Copy(copy) => Some(copy.text.clone()),
        _ => None,
    });
    assert_eq!(copied.as_deref(), Some(r#""a\xedb""#));
}

#[test]
fn what_stands_behind_a_fault_is_not_said_to_be_gone() {
    let mut screen = Screen::new(120, 36);
    screen.paste(&format!("{}\n{}", hs256(r#"{"a":1,"b":2,"c":3}"#), hs256(r#"{"a":1,"b":Q,"c":3}"#))).keys("d");
    screen.shows("2 → (cannot be read)").shows("3 → (cannot be read)");
    assert!(!screen.text().contains("(gone)"), "{}", screen.text());
}

#[test]
fn in_the_list_a_token_is_found_by_what_is_in_it() {
    let mut screen = Screen::new(120, 36);
    let tokens: Vec<String> = (0..300).map(|nth| hs256(format!(r#"{{"sub":"u{nth}","n":{nth}}}"#))).collect();
    screen.paste(&tokens.join("\n")).keys("7 /").shows("Find a token by what is in it").type_text("u123");
    screen.shows("▸124 u123").keys("enter");
    assert_eq!((screen.state.inspect.selected, screen.state.inspect.focus), (123, Pane::Tokens));
    screen.keys("/ ctrl-u").type_text("U2").keys("esc");
    assert_eq!(screen.state.inspect.selected, 123, "a search that is left goes back");
    screen.keys("/ ctrl-u").type_text("nowhere").keys("enter").shows("`nowhere` is not in the tokens");
}

#[test]
fn what_is_found_is_not_beneath_the_field_in_which_it_is_typed() {
    let members: Vec<String> = (0..40).map(|nth| format!(r#""r{nth}":{nth}"#)).collect();
    for (width, height) in [(120, 36), (80, 24), (60, 20)] {
        let mut screen = Screen::new(width, height);
        screen.paste(&hs256(format!("{{{}}}", members.join(",")))).keys("3 /").type_text("r39");
        screen.shows("▸  \"r39\": 39");
    }
}

#[test]
fn what_is_wrong_with_an_answer_is_told_whole() {
    let mut screen = Screen::new(60, 20);
    screen.paste(&hs256("{}")).keys("T ctrl-u").type_text("tomorrow").keys("enter");
    assert!(!screen.text().contains('…'), "{}", screen.text());
}

#[test]
fn deeper_than_rows_are_moved_in_a_sign_stands() {
    let mut screen = Screen::new(120, 36);
    screen.paste(&hs256(format!("{}1{}", "{\"a\":".repeat(30), "}".repeat(30)))).keys("3 z");
    let text = screen.text();
    assert_eq!(text.matches("» \"a\"").count(), 6, "{text}");
    assert!(text.contains(&format!("{}\"a\": {{", " ".repeat(48))), "{text}");
}

#[test]
fn a_token_behind_its_scheme_is_opened_too() {
    let inner = hs256(r#"{"sub":"inner"}"#);
    let mut screen = Screen::new(120, 36);
    screen.paste(&hs256(format!(r#"{{"auth":"Bearer {inner}"}}"#))).keys("3 i").shows("\"sub\": \"inner\"");
}

#[test]
fn of_an_encrypted_token_for_several_nothing_is_said_of_signatures() {
    let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"RSA-OAEP","enc":"A128GCM"}"#);
    let [key, iv, text, tag] = [256, 12, 9, 16].map(|length| URL_SAFE_NO_PAD.encode(vec![7; length]));
    let mut screen = Screen::new(120, 36);
    screen.paste(&format!(
        r#"{{"protected":"{header}","recipients":[{{"encrypted_key":"{key}"}},{{"encrypted_key":"{key}"}}],"iv":"{iv}","ciphertext":"{text}","tag":"{tag}"}}"#
    ));
    screen.keys("v").type_text("a secret of some length").keys("enter esc").shows("ENCRYPTED: RSA-OAEP");
    assert!(!screen.text().contains("2 of 2 "), "{}", screen.text());
    screen.keys("a").shows("an encrypted token has no signature");
}

#[test]
fn a_signature_is_explained_where_the_caret_is_in_it() {
    let mut screen = Screen::new(120, 36);
    screen.paste(USER).keys("1 G").shows("The signature (RFC 7515 §2)").shows("hides nothing");
}

#[test]
fn each_part_of_the_token_has_its_own_colour() {
    let mut screen = Screen::new(120, 36);
    screen.paste(USER);
    let buffer = screen.buffer();
    let colour = |x: u16, y: u16| buffer.cell((x, y)).unwrap().fg;
    let (header, payload, signature) = (colour(1, 2), colour(60, 2), colour(1, 4));
    assert!(header != payload && payload != signature && header != signature);
}

#[test]
fn a_token_with_90_seconds_to_live_counts_down_and_turns_over_on_its_second() {
    // The clock of the wall is not aligned with the second of the token.
    let start = USER_EXP.plus_ms(-90_000 + 350);
    let mut screen = Screen::at(120, 36, start);
    screen.paste(USER).shows("1:30 left").shows("ACTIVE for another 1 min 30 s");
    let woken = screen.run_to(USER_EXP.plus_ms(-1));
    screen.shows("0:01 left").shows("EXPIRING in 1 s");
    assert_eq!(woken.len(), 89, "one wake a second, at the seconds of exp: {woken:?}");
    assert!(woken.iter().all(|at| at.ms() % 1000 == 0), "{woken:?}");
    screen.run_to(USER_EXP);
    screen.shows("EXPIRED just now").shows("expired 16:31:45");
    let woken = screen.run_to(USER_EXP.plus_seconds(60));
    assert_eq!(woken.len(), 6, "every ten seconds in the first minute: {woken:?}");
    let woken = screen.run_to(USER_EXP.plus_seconds(3600));
    assert_eq!(woken.len(), 59, "then once a minute in the first hour: {woken:?}");
    let woken = screen.run_to(USER_EXP.plus_seconds(5 * 3600));
    // Issued half an hour before it expired, the two turn over at different minutes of the hour.
    assert_eq!(woken.len(), 8, "then once an hour for each date: {woken:?}");
}

#[test]
fn what_does_not_change_does_not_wake() {
    let mut screen = Screen::new(120, 36);
    assert_eq!(screen.state.next_wake(), None, "an empty screen");
    screen.paste(&hs256(r#"{"sub":"x"}"#)).shows("NO EXPIRY");
    assert_eq!(screen.state.next_wake(), None, "a token without dates");
    screen.paste(USER).keys("T").type_text("exp-1s").keys("enter").shows("EXPIRING in 1 s");
    assert_eq!(screen.state.next_wake(), None, "a token judged at a fixed time");
    screen.send(Message::Resize(30, 8));
    assert_eq!(screen.state.next_wake(), None, "a screen too small for words");
}

#[test]
fn nothing_wakes_before_its_words_change_and_nothing_changes_unseen() {
    let now = USER_EXP.plus_seconds(-4000);
    let far = r#"{"iat":1742990000,"nbf":1743000000,"exp":1743003105,"auth_time":1742980000}"#;
    for (width, height) in [(120, 36), (80, 24), (60, 20)] {
        for pane in ["3", "4", "5"] {
            let mut screen = Screen::at(width, height, now);
            screen.paste(&hs256(far)).keys(pane);
            for _ in 0..120 {
                let Some(wake) = screen.state.next_wake() else { break };
                let before = screen.text();
                screen.now = wake.plus_ms(-1);
                screen.send(Message::Wake);
                assert_eq!(words(&screen.text()), words(&before), "{width}x{height}: changed before {wake:?}");
                screen.now = wake;
                screen.send(Message::Wake);
                assert_ne!(words(&screen.text()), words(&before), "{width}x{height}: woken for nothing at {wake:?}");
            }
        }
    }
}

/// The screen without its bars, which are allowed to move along with the words.
fn words(text: &str) -> String {
    text.chars().filter(|c| !"█▏▎▍▌▋▊▉░".contains(*c)).collect()
}

#[test]
fn the_token_is_judged_at_another_time_until_it_is_set_back() {
    let mut screen = Screen::new(80, 24);
    screen.paste(USER).shows("EXPIRED");
    screen.keys("T").shows("Judge the token at").shows("keys are text");
    screen.type_text("exp-1s").keys("enter");
    screen
        .shows("EXPIRING in 1 s")
        .shows("not checked   0:01 left   at another time")
        .shows("judged at 2025-03-26 16:31:44 +01:00");
    screen.keys("T ctrl-u").type_text("next week").keys("enter").shows("`next week` is no time: write +5m");
    screen.keys("ctrl-c ctrl-c").shows("EXPIRING in 1 s");
    screen.keys("esc").shows("EXPIRED 1 y 240 d ago");
    assert!(!screen.has("at another time") && !screen.has("not now"));
    screen.keys("T").type_text("nbf").keys("enter").shows("this token has no nbf");
}

#[test]
fn leeway_is_visible_and_can_be_set() {
    let mut screen = Screen::at(120, 36, USER_EXP);
    screen.paste(USER).shows("leeway 0 s").shows("EXPIRED just now");
    screen.keys("c l ctrl-u").type_text("90s").keys("enter").shows("leeway 1 min 30 s");
    screen.shows("EXPIRED, accepted by leeway for").shows("another 1 min 30 s").shows("1:30 of leeway left");
    screen.run_to(USER_EXP.plus_seconds(90));
    screen.shows("EXPIRED 1 min ago");
    screen.keys("c l ctrl-u").type_text("2d").keys("enter").shows("1 d is the largest leeway");
}

#[test]
fn several_tokens_make_a_list_that_can_be_walked() {
    let mut screen = Screen::new(120, 36);
    screen.paste(&format!("{USER}\n{ADMIN}")).shows("1 of 2").shows("pasted 2 JWTs").shows("\"sub\": \"user\"");
    screen.keys("]").shows("2 of 2").shows("\"sub\": \"admin\"");
    screen.keys("]").shows("this is the last token").keys("[ [").shows("this is the first token");
    screen.keys("7 j").shows("2 of 2").keys("enter");
    assert_eq!(screen.state.inspect.focus, Pane::Payload);
    screen.paste(USER).keys("]").shows("there is no other token").keys("7").shows("there is no list");
}

#[test]
fn a_paste_without_a_token_keeps_what_is_there() {
    let mut screen = Screen::new(80, 24);
    screen.paste("hello world").shows("no token in the 11 bytes pasted");
    screen.paste(USER).paste("hello world").shows("what was here stays").shows("\"sub\": \"user\"");
    screen.send(Message::PasteTooLarge(20 << 20)).shows("the paste of 20.0 MiB was not read: 16.0 MiB is the limit");
}

#[test]
fn a_paste_into_a_field_goes_into_the_field() {
    let mut screen = Screen::new(80, 24);
    screen.paste(USER).keys("T").paste("2025-03-26T15:31:00Z\n").keys("enter").shows("EXPIRING in 45 s");
    assert_eq!(screen.state.inspect.tokens.len(), 1);
}

#[test]
fn a_large_paste_is_read_elsewhere_and_a_late_answer_is_dropped() {
    let mut screen = Screen::new(80, 24);
    let large = hs256(format!(r#"{{"sub":"large","pad":"{}"}}"#, "x".repeat(1 << 20)));
    let effects = jotlab::app::update::update(&mut screen.state, screen.now, Message::Paste(large.clone()));
    let [Effect::Read(ticket, text)] = effects.as_slice() else { panic!("{effects:?}") };
    screen.shows("reading 1.3 MiB");
    screen.paste(USER).shows("\"sub\": \"user\"");
    let late = Message::Read(*ticket, Opened::all(text, screen.now), text.len());
    screen.send(late.clone()).shows("\"sub\": \"user\"");
    // Not even while a later one is being read.
    jotlab::app::update::update(&mut screen.state, screen.now, Message::Paste(large.replace('.', "..")));
    screen.send(late).shows("reading 1.3 MiB").shows("\"sub\": \"user\"");
    screen.paste(&large).shows("\"sub\": \"large\"");
}

#[test]
fn escape_never_quits_and_q_always_does() {
    let mut screen = Screen::new(80, 24);
    screen.paste(USER).keys("? esc T esc z esc esc esc esc");
    assert_eq!(screen.effects, []);
    screen.keys("q");
    assert_eq!(screen.effects, [Effect::Quit]);
}

#[test]
fn ctrl_c_quits_when_pressed_twice_within_a_second() {
    let mut screen = Screen::new(80, 24);
    screen.keys("ctrl-c").shows("ctrl-c once more quits");
    screen.now = screen.now.plus_ms(1001);
    screen.keys("ctrl-c");
    assert_eq!(screen.effects, []);
    screen.now = screen.now.plus_ms(1000);
    screen.keys("ctrl-c");
    assert_eq!(screen.effects, [Effect::Quit]);
}

#[test]
fn help_shows_every_key_and_scrolls_to_the_last() {
    let mut screen = Screen::new(80, 24);
    screen.keys("?").shows("the next token of the list");
    screen.keys("G").shows("delete everything after").keys("G").shows("draw the screen again");
    screen.keys("?");
    assert_eq!(screen.state.overlay, None);
}

#[test]
fn a_pane_can_have_the_screen_for_itself() {
    let mut screen = Screen::new(80, 24);
    screen.paste(USER).keys("4 z").shows("2025-03-26 15:31:45 UTC");
    assert_eq!(screen.state.inspect.panes.list.len(), 1);
    screen.keys("esc");
    assert!(screen.state.inspect.panes.list.len() > 3);
    screen.send(Message::Resize(60, 20)).keys("tab").shows("▐Verdict▌");
}

#[test]
fn times_are_shown_as_the_user_wants_them() {
    let mut screen = Screen::new(120, 36);
    screen.paste(USER).shows("expired 2025-03-26 16:31 · 1 y 240 d ago");
    screen.keys("f").shows("expired 2025-03-26 15:31 UTC · 1 y 240 d ago");
    screen.keys("f").shows("expired 1 y 240 d ago").shows("times: relative time");
    screen.keys("f").shows("expired 1743003105 · 1 y 240 d ago");
    screen.keys("f").shows("expired 2025-03-26 16:31 · 1 y 240 d ago");
}

#[test]
fn a_clock_that_jumps_is_noticed() {
    let mut screen = Screen::at(80, 24, USER_EXP.plus_seconds(-600));
    screen.paste(USER).shows("10:00 left");
    screen.now = screen.now.plus_seconds(3 * 3600);
    screen.send(Message::ClockMoved(3 * 3600 * 1000)).shows("the clock moved forward by 3 h").shows("EXPIRED 2 h ago");
    screen.send(Message::ClockMoved(-60_000)).shows("the clock moved back by 1 min");
}

#[test]
fn a_clock_that_is_set_back_changes_what_a_reviewer_says() {
    let mut screen = Screen::at(120, 36, USER_EXP);
    screen.paste(USER);
    assert!(!screen.has("iat lies ahead"));
    screen.now = screen.now.plus_seconds(-86_400);
    screen.send(Message::ClockMoved(-86_400_000)).shows("iat lies ahead");
    screen.now = screen.now.plus_seconds(86_400);
    screen.send(Message::ClockMoved(86_400_000));
    assert!(!screen.has("iat lies ahead"));
}

#[test]
fn an_explanation_over_the_screen_does_not_grow_stale() {
    // A claim that no other word in sight speaks of: in a narrow window the page is all that is shown.
    let now = USER_EXP;
    let signed_in = now.plus_seconds(-90).seconds();
    let mut screen = Screen::at(60, 20, now);
    screen.paste(&hs256(format!(r#"{{"auth_time":{signed_in}}}"#))).keys("1");
    for _ in 0..30 {
        screen.keys("right");
    }
    screen.keys("enter").shows("Explain: auth_time").shows("1 min ago");
    assert_eq!(screen.run_to(now.plus_seconds(30)), [now.plus_seconds(30)]);
    screen.shows("2 min ago");
}

#[test]
fn tokens_out_of_sight_do_not_wake_the_screen() {
    let now = USER_EXP;
    let soon = hs256(format!(r#"{{"exp":{}}}"#, now.plus_seconds(90).seconds()));
    let none: Vec<String> = (0..20).map(|i| hs256(format!(r#"{{"jti":"{i}"}}"#))).collect();
    let mut screen = Screen::at(120, 36, now);
    screen.paste(&format!("{} {soon}", none.join(" ")));
    assert_eq!(screen.state.next_wake(), None);
    screen.keys("7 G");
    assert_eq!(screen.state.next_wake(), Some(now.plus_seconds(1)));
}

#[test]
fn a_token_with_an_empty_line_is_shown_and_walked_to_its_end() {
    let json = "{\"payload\":\"e30\",\n\n\n\"signature\":\"AAAA\",\"header\":{\"alg\":\"HS256\"}}";
    let mut screen = Screen::new(120, 36);
    screen.paste(json).keys("1 z").shows("\"signature\":\"AAAA\"").keys("down down down down");
    assert_eq!(json[screen.state.inspect.caret..].chars().next(), Some('"'));
    assert!(screen.state.inspect.caret > json.find("\n\n").unwrap() + 2);
}

#[test]
fn what_was_received_is_what_is_shown() {
    let payload =
        "{\"z\":1,\"a\":12345678901234567890123,\"a\":1.50,\"\\u0065\\u0078\":\"t\u{202e}xt\u{9b}31m\",\"n\":null}";
    let mut screen = Screen::new(120, 36);
    screen.paste(&hs256(payload));
    screen
        .shows("\"z\": 1,")
        .shows("\"a\": 12345678901234567890123,")
        .shows("\"a\": 1.50,")
        .shows("\"\\u0065\\u0078\": ");
    screen.shows("\"t\\u202ext\\u009b31m\"").shows("\"n\": null");
    screen.shows("`a` stands there twice");
    let text = screen.text();
    assert!(text.find("\"z\"").unwrap() < text.find("\"a\"").unwrap());
}

#[test]
fn tokens_that_others_refuse_all_show() {
    let show = |pasted: &str| {
        let mut screen = Screen::new(120, 36);
        screen.paste(pasted);
        screen.text()
    };
    let has = |pasted: &str, needles: &[&str]| {
        let text = show(pasted);
        for needle in needles {
            assert!(text.contains(needle), "{needle:?} is not on the screen:\n{text}");
        }
    };
    let none = format!("{}.{}.", URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#), URL_SAFE_NO_PAD.encode(r#"{"sub":"x"}"#));
    has(&none, &["UNSECURED", "\"sub\": \"x\"", "anyone can write"]);
    has(&token(r#"{"alg":"ES512"}"#, r#"{"sub":"x"}"#), &["ES512", "NOT CHECKED", "\"sub\": \"x\""]);
    has(&token(r#"{"alg":"XX99"}"#, r#"{"sub":"x"}"#), &["`XX99` is no registered", "\"sub\": \"x\""]);
    has(&token(r#"{"typ":"JWT"}"#, r#"{"sub":"x"}"#), &["no alg: nothing says how", "\"sub\": \"x\""]);
    has(&hs256(b"{\"sub\":\"a\xffb\"}"), &["not UTF-8", "\"sub\"", "\\xff"]);
    has(&hs256("{\"sub\":\"x\",\"n\":"), &["\"sub\": \"x\"", "expected a value, found the end of the text"]);
    has(&hs256("[1,2]"), &["an array: the claims of a"]);
    has(&hs256("just text"), &["just text", "text, not JSON"]);
    let five = format!("{}.AAAA.BBBB.CCCC.DDDD", URL_SAFE_NO_PAD.encode(r#"{"alg":"dir","enc":"A256GCM"}"#));
    has(&five, &["encrypted key", "initialization vector", "ciphertext", "authentication tag", "ENCRYPTED"]);
}

#[test]
fn every_key_is_harmless_on_every_screen() {
    // Each action once, in each state: nothing but quitting quits.
    for setup in ["", "?", "T", "c l", "v", "z"] {
        for binding in jotlab::app::keymap::BINDINGS {
            for chord in binding.chords {
                let mut screen = Screen::new(80, 24);
                screen.paste(USER).keys(setup);
                screen.send(Message::Key(*chord));
                let _ = screen.text();
                let quits = screen.effects.contains(&Effect::Quit);
                let is_q = *chord == jotlab::app::chord::Chord::char('q');
                assert_eq!(quits, is_q && !matches!(setup, "T" | "c l" | "v"), "{setup:?} {chord:?}");
            }
        }
    }
}

#[test]
fn the_same_state_gives_the_same_screen() {
    let mut screen = Screen::at(120, 36, Moment::from_seconds(1_743_002_000));
    screen.paste(USER);
    assert_eq!(screen.text(), screen.text());
    let copy = screen.state.clone();
    screen.send(Message::Wake);
    assert_eq!(copy, screen.state, "a wake that comes early changes nothing");
}

#[test]
fn colours_are_the_terminals_own_and_a_light_background_swallows_none() {
    use ratatui::style::Color;
    let colours = |theme| {
        let look = Look { theme, glyphs: Glyphs::Unicode };
        let mut screen = Screen::looking(120, 36, USER_EXP.plus_seconds(-30), look);
        let none = format!("{}.{}.", URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#), USER.split('.').nth(1).unwrap());
        screen.paste(&format!("{USER}\n{none}"));
        let mut seen: Vec<Color> = Vec::new();
        for keys in ["3", "]", "6", "?"] {
            let buffer = screen.keys(keys).buffer();
            for cell in &buffer.content {
                assert_eq!(cell.bg, Color::Reset, "the background is the terminal's own");
                if !seen.contains(&cell.fg) {
                    seen.push(cell.fg);
                }
            }
        }
        seen
    };
    let sixteen = |colour: &Color| !matches!(colour, Color::Rgb(..) | Color::Indexed(_));
    assert!(colours(Theme::Terminal).iter().all(sixteen));
    let light = colours(Theme::Light);
    let swallowed = [
        Color::Yellow,
        Color::LightYellow,
        Color::Cyan,
        Color::LightCyan,
        Color::Green,
        Color::LightGreen,
        Color::White,
        Color::Gray,
    ];
    assert!(light.iter().all(|colour| sixteen(colour) && !swallowed.contains(colour)), "{light:?}");
    assert_eq!(colours(Theme::Mono), [Color::Reset]);
}

#[test]
fn three_screens_are_a_key_away_and_a_paste_shows_in_inspect_from_each() {
    let mut screen = Screen::new(120, 36);
    screen.shows("▐Inspect▌").keys("M").shows("▐Mint▌").keys("S").shows("▐Session▌").keys("I").shows("▐Inspect▌");
    // On Mint a row of text takes any text; the row of the roles is none.
    for (key, again) in [("M down", "M"), ("S", "S")] {
        screen.keys(key).paste(USER).shows("▐Inspect▌").shows("\"sub\": \"user\"");
        screen.keys(again).paste("hello world").shows("no token in the 11 bytes pasted");
        assert!(!screen.has("\"sub\": \"user\""), "{key}: what holds no token leaves the screen as it is");
    }
    screen.send(Message::Resize(60, 20)).keys("I").shows("\"sub\": \"user\"").shows("▐Inspect▌ M  S");
}

#[test]
fn a_screen_out_of_sight_wakes_nobody() {
    let mut screen = Screen::at(120, 36, USER_EXP.plus_seconds(-90));
    screen.paste(USER);
    assert!(screen.state.next_wake().is_some());
    screen.keys("M");
    assert_eq!(screen.state.next_wake(), None);
    screen.now = USER_EXP;
    screen.keys("I").shows("EXPIRED");
}

#[test]
fn a_secret_in_a_prompt_is_dots_until_it_is_asked_for_and_for_five_seconds_then() {
    use jotlab::app::field::{Field, REVEALED};
    use jotlab::app::overlay::{Prompt, Question};
    for (width, height) in [(120, 36), (60, 20)] {
        let mut screen = Screen::new(width, height);
        screen.state.overlay = Some(Overlay::Prompt(Prompt::new(Question::Open, "The key", "", Field::masked())));
        screen.type_text("hunter2").shows("•••••••");
        screen.paste("correct horse\n");
        assert!(!screen.has("hunter") && !screen.has("horse"), "{}", screen.text());
        screen.keys("ctrl-r").shows("hunter2correct horse");
        let hides = screen.now.plus_ms(REVEALED);
        assert_eq!(screen.run_to(hides), [hides]);
        screen.shows("••••");
        assert!(!screen.has("hunter") && !screen.has("horse"), "{}", screen.text());
        assert!(!format!("{:?}", screen.state).contains("hunter"));
    }
}

#[test]
fn a_token_in_a_claim_is_opened_beside_it_and_left_where_the_cursor_was() {
    let mut screen = Screen::new(120, 36);
    screen.paste(&hs256(format!(r#"{{"sub":"outer","list":[1,2],"at":"{USER}","vp":[{{"jwt":"{ADMIN}"}}]}}"#)));
    screen.keys("i").shows("no token here: put the cursor on a claim that holds one");
    screen.keys("j space j").shows("This value is a token: i opens it.").shows("\"list\": [ 2 … ]");
    let cursor = |screen: &Screen| screen.state.inspect.scrolls[Pane::Payload.index()];
    let before = cursor(&screen);
    screen.keys("i").shows("\"sub\": \"user\"").shows("from at of token 1, 164 bytes").shows("2 of 2");
    screen.keys("esc");
    assert_eq!((screen.state.inspect.selected, cursor(&screen)), (0, before));
    screen.shows("\"list\": [ 2 … ]").shows("\"sub\": \"outer\"");
    screen.keys("i").shows("2 of 2").keys("[").shows("1 of 2").shows("This value is a token: i opens it.");
    screen.keys("/").type_text("jwt").keys("enter esc i").shows("\"sub\": \"admin\"").shows("2 of 3");
    screen.keys("esc").shows("1 of 3").keys("u").shows("nothing was pasted before this");
}

#[test]
fn a_payload_that_is_a_token_is_opened_and_what_is_in_that_too() {
    let innermost = hs256(format!(r#"{{"sub":"inner","at":"{USER}"}}"#));
    let mut screen = Screen::new(80, 24);
    screen.paste(&token(r#"{"alg":"HS256","cty":"JWT"}"#, innermost)).keys("i").shows("\"sub\": \"inner\"");
    screen.keys("j i").shows("\"sub\": \"user\"").keys("i").shows("no token here");
    screen
        .keys("z esc")
        .shows("\"sub\": \"user\"")
        .keys("esc")
        .shows("\"sub\": \"inner\"")
        .keys("esc")
        .shows("a nested JWT");
    screen.paste(USER).keys("esc").shows("\"sub\": \"user\"");
}

/// The examples of RFC 9901 §4.2: a name and the element of an array, with what the issuer signs of them.
const DISCLOSED: &str = "~WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0~WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIkZSIl0~";
const SIGNED: &str = r#"{"_sd":["X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"],"countries":[{"...":"w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs"}]}"#;

#[test]
fn what_an_sd_jwt_discloses_is_shown_with_its_digests_and_held_against_what_was_signed() {
    let mut screen = Screen::new(120, 36);
    screen.paste(USER).keys("D").shows("no disclosures: those of an SD-JWT follow it behind ~");
    screen.paste(&format!("{}{DISCLOSED}", hs256(SIGNED))).shows("an SD-JWT: 2 claims are disclosed behind ~, D");
    screen.keys("D");
    insta::assert_snapshot!("disclosures-120x36", screen.text());
    screen.keys("esc j").shows("The digest of disclosure 1: family_name:");
    screen.keys("1 G").shows("Explain  disclosure 2").shows("FR");
    let forged = DISCLOSED.replacen("~W", "~WyJhIiwiYWRtaW4iLHRydWVd~W", 1);
    screen.paste(&format!("{}{forged}", hs256(SIGNED)));
    screen.shows("disclosure 1: the issuer signed no digest of").shows("Verdict  NOT ok");
}

#[test]
fn two_tokens_pasted_one_after_the_other_are_compared() {
    let mut screen = Screen::new(80, 24);
    screen.paste(USER).keys("d").shows("nothing to compare with: paste another token");
    screen.paste(ADMIN).keys("d").shows("Different from the token pasted before").shows("\"user\" → \"admin\"");
}

#[test]
fn undo_and_redo_say_where_they_went_and_which_key_goes_back() {
    let mut screen = Screen::new(60, 20);
    screen.paste(&format!("{USER}\n{ADMIN}")).paste(ADMIN);
    screen.keys("u").shows("✓ back to the paste before, of 2 tokens: U goes forward");
    screen.keys("U").shows("✓ forward to the paste after, of 1 token: u goes back");
    screen.keys("3 e").type_text(" ").keys("enter u").shows("✓ the change is undone: U makes it again");
    screen.keys("U").shows("✓ the change is made again: u undoes it");
}

#[test]
fn a_finding_says_where_it_is_mended_and_by_which_key() {
    let mut screen = Screen::new(120, 36);
    screen.paste(&hs256(r#"{"sub":"x","iss":"i","aud":"a","jti":"1"}"#)).keys("6").shows("no exp");
    screen.shows("In Mint, where : carry takes it").shows("RFC 7519 §4.1.4");
}

#[test]
fn a_name_that_is_wider_than_the_pane_is_cut_with_a_mark_and_leaves_its_value_in_sight() {
    for (width, height) in [(120, 36), (80, 24), (60, 20)] {
        for name in ["N".repeat(100_000), "語".repeat(500)] {
            let mut screen = Screen::new(width, height);
            screen
                .paste(&hs256(format!(r#"{{"{name}":"a value of some length","{name}x":[7],"b":true}}"#)))
                .keys("3 g");
            let text = screen.text();
            let whole = text.replace(|c: char| !c.is_ascii_alphanumeric(), "");
            assert_eq!(text.matches("…: ").count(), 2, "{text}");
            assert!(text.contains("…: \"a val") && text.contains("…: ["), "{text}");
            assert!(whole.contains("ofsome") && text.contains("\"b\": true"), "{text}");
        }
    }
}

#[test]
fn octets_that_are_no_utf_8_stand_in_one_row_as_far_as_they_fit() {
    let mut screen = Screen::new(120, 36);
    screen.paste(&hs256(b"{\"a\":\"x\xff\xfe\xe4\xb8z\xc3\xa9\xff\",\"b\":1}"));
    screen.shows(r#""a": "x\xff\xfe\xe4\xb8zé\xff","#);
    let octets = [b"{\"a\":\"".as_slice(), &[0xff; 60], b"\"}"].concat();
    screen.paste(&hs256(octets));
    let text = screen.text();
    assert_eq!(text.matches(r"\xff").count(), 60, "{text}");
    assert!(text.lines().filter(|line| line.contains(r"\xff")).count() <= 5, "{text}");
}

#[test]
fn of_more_than_two_tokens_the_one_to_compare_with_is_chosen_and_of_two_the_earlier_comes_first() {
    let mut screen = Screen::new(80, 24);
    screen.paste(&format!("{USER}\n{ADMIN}")).keys("d").shows("From token 1 to token 2");
    screen.shows("\"user\" → \"admin\"").keys("esc ] d").shows("From token 1 to token 2").shows("\"user\" → \"admin\"");
    let third = hs256(r#"{"sub":"third","role":"admin"}"#);
    screen.paste(&format!("{USER}\n{ADMIN}\n{third}")).keys("] ] d").shows("Compare with");
    screen.shows("1  token 1  user").shows("2  token 2  admin").keys("1").shows("From token 1 to token 3");
    screen.keys("esc [ d 3").shows("From token 2 to token 3").shows("\"admin\" → \"third\"");
}

#[test]
fn another_time_is_asked_for_again_as_it_was_written() {
    let mut screen = Screen::new(80, 24);
    screen.paste(USER).keys("T").type_text("exp-1s").keys("enter").shows(" not checked   0:01 left   at another time");
    screen.send(Message::Resize(60, 20)).shows(" not checked   0:01 left   not now");
    screen.send(Message::Resize(120, 36)).shows("HS256 not checked   0:01 left   at another time");
    let suggested = |screen: &Screen| match &screen.state.overlay {
        Some(Overlay::Prompt(prompt)) => prompt.field.text().to_owned(),
        other => panic!("{other:?}"),
    };
    screen.keys("T");
    assert_eq!(suggested(&screen), "exp-1s");
    screen.type_text("now").keys("enter T");
    assert_eq!(suggested(&screen), "");
}

#[test]
fn every_pane_is_named_or_in_sight_whatever_the_size() {
    let mut screen = Screen::new(60, 20);
    screen.paste(&format!("{USER}\n{ADMIN}")).shows("  Token  Header ▐Payload▌ Life  Verdict  Find  Tokens");
    screen.send(Message::Resize(80, 24)).shows("6 Findings").shows("4 Lifetime").shows("7 Tokens");
    screen.send(Message::Resize(80, 20)).shows("4 Lifetime").shows("6 Findings").shows("7 Tokens");
    for key in ["4", "6"] {
        screen.keys(key);
    }
}

#[test]
fn the_list_shows_which_token_stands_in_another() {
    let mut screen = Screen::new(120, 36);
    let inner = hs256(r#"{"sub":"inner"}"#);
    let middle = hs256(format!(r#"{{"t":"{inner}","sub":"middle"}}"#));
    screen.paste(&format!("{}\n{USER}", hs256(format!(r#"{{"t":"{middle}","sub":"outer"}}"#)))).keys("3 g i 3 g i");
    screen.shows(" 1 outer").shows(" └2 middle").shows("▸ └3 inner").shows(" 4 user");
}

#[test]
fn keys_that_came_together_act_on_nothing_but_the_field_they_began_in() {
    let together = |screen: &mut Screen, keys: &str| {
        for (nth, name) in keys.split(' ').enumerate() {
            let chord = chord(name);
            screen.send(if nth == 0 { Message::Key(chord) } else { Message::NextKey(chord) });
        }
    };
    let mut screen = Screen::new(100, 30);
    screen.paste(USER).keys("/");
    together(&mut screen, "s u b enter q");
    assert!(!screen.state.is_typing(), "enter ended the search");
    assert_eq!(screen.effects, [], "and q is no command");
    screen.keys("/");
    together(&mut screen, "esc q");
    assert_eq!(screen.effects, []);
    together(&mut screen, "/ s u b enter q");
    assert_eq!(screen.effects, [Effect::Quit], "what began on the screen goes on there");
}

#[test]
fn every_header_of_a_signature_is_shown() {
    let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256"}"#);
    let signature = |kid: &str| {
        format!(r#"{{"protected":"{header}","header":{{"kid":"{kid}"}},"signature":"{}"}}"#, "A".repeat(43))
    };
    for (width, height) in [(120, 36), (80, 24), (60, 20)] {
        let mut screen = Screen::new(width, height);
        screen.paste(&format!(r#"{{"payload":"e30","signatures":[{},{}]}}"#, signature("one"), signature("two")));
        screen.shows("with 2 signatures; ( and )").keys("2 z");
        screen.shows("signature 1 of 2, protected").shows("\"alg\": \"HS256\"");
        screen.keys(")").shows("signature 1 of 2, unprotected").shows("\"kid\": \"one\"");
        screen.keys(")").shows("signature 2 of 2, protected").shows("\"alg\": \"HS256\"");
        screen.keys(")").shows("signature 2 of 2, unprotected").shows("\"kid\": \"two\"");
        screen.keys(")").shows("this is the last header").keys("( (").shows("signature 1 of 2, unprotected");
        screen.keys("( (").shows("this is the first header").shows("signature 1 of 2, protected");
        // One signature has two headers too, where one of them is not protected.
        screen.paste(&format!(
            r#"{{"payload":"e30","protected":"{header}","header":{{"kid":"only here"}},"signature":"AAAA"}}"#
        ));
        screen.keys("2 )").shows("unprotected, ( and ) walk").shows("\"kid\": \"only here\"");
        screen.keys("e").shows("the unprotected header stands in the token as it is");
        screen.keys("y").shows("Copy").keys("esc (").shows("protected, ( and ) walk");
        screen.keys("e").shows("Edit").keys("esc");
    }
    let mut screen = Screen::new(120, 36);
    screen.paste(USER).keys("2 )").shows("the token has one header");
}

#[test]
fn what_a_fault_cuts_off_is_seen_to_be_cut() {
    let cut = |payload: &str| {
        let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256"}"#);
        format!("{header}.{}.{}", URL_SAFE_NO_PAD.encode(payload), "A".repeat(43))
    };
    let mut screen = Screen::new(120, 36);
    screen.paste(&cut(r#"{"sub":"a","exp":17959763"#)).shows("\"exp\": 17959763…").shows("\"sub\": \"a\",");
    screen.shows("Verdict  NOT ok");
    screen.paste(&cut(r#"{"sub":"a","iss":"https://i"#)).shows("\"iss\": \"https://i…");
    // Whole up to the fault behind it.
    screen.paste(&cut(r#"{"sub":"a" "b":1}"#)).shows("\"sub\": \"a\"");
    assert!(!screen.has("\"a\"…"));
    screen.paste(&format!("{}…", USER.get(..80).unwrap())).shows("Verdict  NOT ok");
}

#[test]
fn a_name_that_no_pane_has_room_for_is_told_whole() {
    let (header, long) = (URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256"}"#), "n".repeat(150));
    let mut screen = Screen::new(80, 24);
    let payload = format!(r#"{{"{long}1":1,"{long}2":2}}"#);
    screen.paste(&format!("{header}.{}.{}", URL_SAFE_NO_PAD.encode(payload), "A".repeat(43)));
    screen.keys("3 enter").shows("Its whole name:").shows("n1 ");
    screen.keys("esc down enter").shows("n2 ");
}
