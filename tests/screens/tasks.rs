//! The tasks of somebody who pastes tokens: find out, search, copy, open, go back. Keys in, screens and effects out.

use super::screen::*;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jotlab::app::copying::Copy;
use jotlab::app::effect::Effect;
use jotlab::app::inspect::Question;
use jotlab::app::layout::Pane;
use jotlab::app::message::Message;
use jotlab::app::overlay::{self, Overlay, Prompt};

const NESTED: &str = r#"{"sub":"alice","realm_access":{"roles":["admin","editor"],"more":{"deep":true}},"aud":["api","web"],"note":"Admin note","n":1}"#;

fn hs256(payload: &str) -> String {
    format!("{}.{}.{}", URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256"}"#), URL_SAFE_NO_PAD.encode(payload), "A".repeat(43))
}

fn copied(screen: &mut Screen, keys: &str) -> (String, String) {
    screen.effects.clear();
    screen.keys(keys);
    match screen.effects.as_slice() {
        [Effect::Copy(Copy { what, text })] => (what.clone(), text.clone()),
        other => panic!("{keys}: {other:?}\n{}", screen.text()),
    }
}

/// Is the instant asked for at which to judge the token?
fn asks_when(screen: &Screen) -> bool {
    let question = overlay::Question::Inspect(Question::JudgeAt);
    matches!(&screen.state.overlay, Some(Overlay::Prompt(Prompt { question: asked, .. })) if *asked == question)
}

#[test]
fn the_token_is_copied_in_every_form() {
    let mut screen = Screen::new(120, 36);
    screen.paste(USER).keys("y").shows("Copy as").shows("Authorization line, 186 bytes").keys("esc");
    assert_eq!(screen.effects, []);
    let is = |what: &str, text: String| (what.to_owned(), text);
    assert_eq!(copied(&mut screen, "y y"), is("token", USER.to_owned()));
    assert_eq!(copied(&mut screen, "y b"), is("Authorization line", format!("Authorization: Bearer {USER}")));
    assert_eq!(copied(&mut screen, "y c"), is("curl command", format!("curl -H 'Authorization: Bearer {USER}' ")));
    assert_eq!(copied(&mut screen, "y o"), is("cookie", format!("Cookie: token={USER}")));
    assert_eq!(copied(&mut screen, "y e"), is("export line", format!("export JWT='{USER}'")));
    assert_eq!(copied(&mut screen, "y h"), is("header", r#"{"alg":"HS256","typ":"JWT"}"#.to_owned()));
    let payload = r#"{"sub":"user","role":"user","iat":1743001305,"exp":1743003105}"#;
    assert_eq!(copied(&mut screen, "y p"), is("payload", payload.to_owned()));
    assert_eq!(copied(&mut screen, "g y m"), is("value of sub", "user".to_owned()));
    assert_eq!(copied(&mut screen, "G y m"), is("value of exp", "1743003105".to_owned()));
    assert_eq!(copied(&mut screen, "y down enter").0, "Authorization line");
}

#[test]
fn half_a_chord_does_nothing_else() {
    let mut screen = Screen::new(80, 24);
    screen.paste(USER);
    for (keys, letter) in [("y T", "T"), ("3", "3"), ("w", "w")] {
        screen.keys(keys).shows("Copy as").shows(&format!("nothing here has the key {letter}: esc closes"));
        assert_eq!(screen.effects.len(), 0);
    }
    screen.keys("esc");
    assert_eq!((&screen.state.overlay, screen.effects.len()), (&None, 0));
    screen.keys("y ctrl-d");
    assert_eq!((&screen.state.overlay, screen.effects.len()), (&None, 0));
}

#[test]
fn without_a_token_there_is_nothing_to_copy() {
    let mut screen = Screen::new(80, 24);
    for key in ["y", "Y", "w"] {
        screen.keys(key).shows("paste a token first");
    }
    assert_eq!(screen.effects, []);
}

#[test]
fn what_no_header_line_can_carry_is_not_offered_as_one() {
    let mut screen = Screen::new(120, 36);
    let [header, payload, signature] = USER.split('.').collect::<Vec<_>>()[..] else { panic!() };
    let json = format!(r#"{{"protected":"{header}","payload":"{payload}","signature":"{signature}"}}"#);
    screen.paste(&json).keys("y").shows("token,").shows("payload,");
    assert!(!screen.has("curl command") && !screen.has("export line"), "{}", screen.text());
}

#[test]
fn what_a_pane_shows_can_be_shown_plainly_and_written() {
    let mut screen = Screen::new(80, 24);
    screen.paste(USER).keys("1 Y 2 Y");
    let header = r#"{"alg":"HS256","typ":"JWT"}"#.to_owned();
    assert_eq!(screen.effects, [Effect::Plain(USER.to_owned()), Effect::Plain(header.clone())]);
    screen.effects.clear();
    screen.keys("w").shows("Write the header to").type_text("/tmp/h.json").keys("enter");
    assert_eq!(screen.effects, [Effect::Write { path: "/tmp/h.json".to_owned(), text: header, note: None }]);
}

#[test]
fn a_file_is_opened_by_its_path_and_read_like_a_paste() {
    let mut screen = Screen::new(80, 24);
    screen.keys("o f").shows("Open the file").type_text("~/log.txt").keys("enter");
    assert_eq!(screen.effects, [Effect::Open { path: "~/log.txt".to_owned() }]);
    screen.send(Message::Opened { path: "~/log.txt".to_owned(), result: Ok(format!("GET / {USER}")) });
    screen.shows("\"sub\": \"user\"");
    screen.send(Message::Opened { path: "x".to_owned(), result: Err("there is no file x".to_owned()) });
    screen.shows("there is no file x").shows("\"sub\": \"user\"");
}

#[test]
fn samples_are_a_key_away_and_live() {
    let mut screen = Screen::new(120, 36);
    screen.keys("o").shows("John Doe").keys("a").shows("15:00 left").shows("access token (RFC 9068)");
    screen.keys("o b").shows("1:00 left").keys("o c").shows("EXPIRED 5 min ago");
}

#[test]
fn text_is_found_in_the_payload_and_the_search_goes_round() {
    let mut screen = Screen::new(80, 24);
    screen.paste(&hs256(NESTED)).keys("/").shows("Find in the payload").type_text("admin").keys("enter");
    screen.shows("`admin`: 1 of 2").shows("▸      \"admin\",");
    screen.keys("n").shows("`admin`: 2 of 2").shows("▸  \"note\": \"Admin note\",");
    screen.keys("n").shows("`admin`: 1 of 2").keys("N").shows("`admin`: 2 of 2");
    screen.keys("/ ctrl-u").type_text("Admin").keys("enter").shows("`Admin`: 1 of 1");
    screen.keys("/ ctrl-u").type_text("nowhere").keys("enter").shows("`nowhere` is not in the payload");
    screen.keys("/ ctrl-u enter n").shows("nothing is looked for");
    screen.keys("2 /").type_text("hs").keys("enter").shows("`hs`: 1 of 1");
    assert_eq!(screen.state.inspect.focus, Pane::Header);
}

#[test]
fn a_pane_out_of_sight_never_speaks_of_another_token() {
    let mut screen = Screen::new(60, 20);
    let long = hs256(r#"{"a":1,"b":2,"c":3,"d":4,"e":5,"needle":6}"#);
    let short = hs256(r#"{"first":{"needle":1}}"#);
    screen.paste(&format!("{long} {short}")).keys("G 4 ] enter");
    assert_eq!(screen.state.overlay, None, "{}", screen.text());
    screen.keys("5 [ / ").type_text("needle").keys("enter").shows("`needle`: 1 of 1").shows("▸  \"needle\": 6");
    screen.keys("5 ] n").shows("`needle`: 1 of 1").shows("▸    \"needle\": 1");
}

#[test]
fn objects_and_arrays_fold_where_the_cursor_is() {
    let mut screen = Screen::new(120, 36);
    screen.paste(&hs256(NESTED)).keys("j space").shows("\"realm_access\": { 2 … },");
    assert!(!screen.has("\"roles\""));
    screen.keys("space").shows("\"roles\": [");
    // From inside, the innermost container folds and the cursor goes with it.
    screen.keys("j j space").shows("▸    \"roles\": [ 2 … ],").keys("space");
    screen.keys("*").shows("\"realm_access\": { 2 … },").shows("\"aud\": [ 2 … ],").keys("*").shows("\"deep\": true");
}

#[test]
fn what_was_pasted_before_comes_back() {
    let mut screen = Screen::new(80, 24);
    screen.paste(USER).paste(ADMIN).shows("\"sub\": \"admin\"");
    screen.keys("u").shows("\"sub\": \"user\"").keys("u").shows("nothing was pasted before this");
    screen.keys("U").shows("\"sub\": \"admin\"").keys("U").shows("nothing was pasted after this");
    screen.keys("u").paste(&hs256("{\"sub\":\"third\"}")).keys("U").shows("nothing was pasted after this");
    screen.keys("u").shows("\"sub\": \"user\"");
}

#[test]
fn the_palette_finds_a_command_by_its_words_and_runs_it() {
    let mut screen = Screen::new(80, 24);
    screen.paste(USER).keys(":").shows("Commands").type_text("another time").shows("judge the token at another time");
    screen.keys("enter");
    assert!(asks_when(&screen), "{:?}", screen.state.overlay);
    screen.keys("esc :").type_text("zzz").shows("no command of that name").keys("enter esc");
    assert_eq!(screen.state.overlay, None);
    screen.keys(":").type_text("q").keys("ctrl-c ctrl-c");
    assert_eq!((&screen.state.overlay, screen.effects.len()), (&None, 0), "q is text there");
}

#[test]
fn the_palette_stands_on_an_entry_whatever_is_done_to_its_filter() {
    let mut screen = Screen::new(80, 24);
    screen.paste(USER).keys(":").type_text("zoom").keys("backspace backspace backspace backspace");
    screen.shows(" ▸ ]").keys("ctrl-c").keys(":").type_text("zz").keys("ctrl-c").shows(" ▸ ]");
    screen.keys("esc :").paste("another time\n").shows("▸ T").keys("enter");
    assert!(asks_when(&screen), "{:?}", screen.state.overlay);
    assert_eq!(screen.state.inspect.tokens.len(), 1);
}

#[test]
fn the_help_runs_what_the_cursor_is_on_and_filters() {
    let mut screen = Screen::new(80, 24);
    screen.paste(USER).keys("?").shows("▸ ]").keys("j j j j j enter");
    assert!(asks_when(&screen), "{:?}", screen.state.overlay);
    screen.keys("esc ? /").type_text("theme").keys("enter").shows("theme: light");
}

#[test]
fn the_member_under_the_cursor_is_explained_and_lit() {
    let mut screen = Screen::at(120, 36, USER_EXP.plus_seconds(-751));
    screen.paste(USER).keys("G").shows("Explain  exp").shows("token must be refused");
    screen.shows("Here: 2025-03-26 16:31:45 +01:00").shows("Encoded by characters 60-81 of the payload.");
    let lit = |screen: &Screen| -> String {
        let buffer = screen.buffer();
        let reversed = |cell: &&ratatui::buffer::Cell| cell.modifier.contains(ratatui::style::Modifier::REVERSED);
        buffer.content.iter().filter(reversed).map(|cell| cell.symbol()).collect()
    };
    assert_eq!(lit(&screen), "ImV4cCI6MTc0MzAwMzEwNX");
    // The other way round: from the characters to the member.
    screen.keys("1 g right").shows("Explain  alg").keys("j").shows("Explain  role");
    screen.keys("3 g enter").shows("Explain: sub, esc leaves").keys("esc");
    assert_eq!(screen.state.overlay, None);
}

#[test]
fn where_there_is_no_room_the_explanation_is_a_key_away() {
    let mut screen = Screen::at(60, 20, USER_EXP.plus_seconds(-751));
    screen.paste(USER).keys("G enter").shows("Explain: exp").shows("RFC 7519 §4.1.4").shows("in 12 min 31 s");
    screen.keys("esc").shows("\"exp\": 1743003105");
}

#[test]
fn a_token_of_ten_mebibytes_is_searched_and_scrolled_to_its_end() {
    let record = r#"{"id":12345,"name":"somebody","roles":["admin","editor"],"ok":true}"#;
    let mut payload = String::from(r#"{"sub":"large","list":["#);
    while payload.len() < 7_500_000 {
        payload.push_str(record);
        payload.push(',');
    }
    payload.push_str(r#""needle"],"last":1}"#);
    let mut screen = Screen::new(120, 36);
    screen.paste(&hs256(&payload)).shows("\"sub\": \"large\"").keys("G").shows("▸  \"last\": 1");
    screen.keys("g /").type_text("needle").keys("enter").shows("`needle`: 1 of 1").shows("▸    \"needle\"");
}

#[test]
fn the_mouse_works_when_it_is_asked_for() {
    use jotlab::app::message::Mouse;
    let mut screen = Screen::new(120, 36);
    screen.paste(USER).keys("m").shows("the mouse is on");
    assert_eq!(screen.effects, [Effect::Mouse(true)]);
    // The third row of the payload.
    let (_, area) = screen.state.inspect.panes.list.iter().find(|(pane, _)| *pane == Pane::Payload).copied().unwrap();
    screen.send(Message::Mouse(Mouse::Click, area.x + 5, area.y + 3)).shows("▸  \"iat\"").shows("Explain  iat");
    screen.send(Message::Mouse(Mouse::Click, 1, 2)).shows("put the cursor on a claim");
    assert_eq!((screen.state.inspect.focus, screen.state.inspect.caret), (Pane::Token, 0));
    screen.send(Message::Mouse(Mouse::WheelDown, area.x + 5, area.y + 3)).shows("▸  \"exp\"");
    screen.send(Message::Mouse(Mouse::WheelUp, area.x + 5, area.y + 3)).shows("▸  \"sub\"");
    screen.send(Message::Mouse(Mouse::Click, u16::MAX, u16::MAX)).keys("m").shows("the mouse is off");
    assert_eq!(screen.effects, [Effect::Mouse(true), Effect::Mouse(false)]);
}

#[test]
fn code_points_show_what_a_value_really_holds() {
    let mut screen = Screen::new(80, 24);
    screen.paste(&hs256("{\"sub\":\"a\u{430}\u{202e}\"}")).keys("b");
    screen.shows("Code points of the value of sub").shows("U+0061").shows("U+0430").shows("U+202E  \\u202e  hidden");
    screen.keys("esc u b");
}

#[test]
fn the_doctor_is_asked_by_name() {
    let mut screen = Screen::new(80, 24);
    screen.keys(":").type_text("doctor").keys("enter");
    assert_eq!(screen.effects, [Effect::Diagnose]);
    screen.send(Message::Diagnosed(vec![("TERM".to_owned(), "xterm\u{1b}[31m".to_owned())]));
    screen.shows("Doctor").shows("TERM").shows("xterm\\u001b[31m").keys("esc");
    assert_eq!(screen.state.overlay, None);
}

#[test]
fn the_characters_of_the_token_are_searched_too() {
    let mut screen = Screen::new(120, 36);
    screen.paste(USER).keys("1 /").type_text("seqV").keys("enter").shows("`seqV`: 1 of 1");
    assert_eq!(USER.get(screen.state.inspect.caret..), Some("seqVcPftTCz5p2OzfGtRCingj4_VNyWxgrIhngNmt_U"));
    screen
        .keys("/")
        .type_text("nowhere")
        .keys("enter")
        .shows("`nowhere` is not in the characters of the token: 2 and 3 are searched");
}

#[test]
fn what_a_field_suggests_is_replaced_by_typing() {
    let mut screen = Screen::new(120, 36);
    screen.paste(USER).keys("c l").type_text("5m").keys("enter").shows("leeway 5 min");
    screen.keys("c l").type_text("30s").keys("enter").shows("leeway 30 s");
    screen
        .keys("T")
        .type_text("exp-1s")
        .keys("enter T")
        .shows("2025-03-26 16:31:44")
        .keys("enter")
        .shows("EXPIRING in 1 s");
}

#[test]
fn another_paste_is_judged_now() {
    let mut screen = Screen::new(80, 24);
    screen.paste(USER).keys("T").type_text("exp-1s").keys("enter").shows("EXPIRING").paste(ADMIN).shows("EXPIRED");
    assert!(!screen.has("at another time"));
}

#[test]
fn a_path_that_fails_can_be_mended() {
    let mut screen = Screen::new(80, 24);
    screen.paste(USER).keys("w").type_text("/tmp/x").keys("enter");
    screen.send(Message::Written(Err("there is a file already".to_owned()))).shows("there is a file already");
    screen.type_text("y").keys("enter");
    assert!(
        matches!(screen.effects.last(), Some(Effect::Write { path, .. }) if path == "/tmp/xy"),
        "{:?}",
        screen.effects
    );
    screen.send(Message::Opened { path: "z".to_owned(), result: Ok(ADMIN.to_owned()) });
    assert_eq!(screen.state.overlay, None);
}

#[test]
fn the_verdict_gets_the_rows_that_it_comes_to_need() {
    let mut screen = Screen::at(120, 36, USER_EXP.plus_seconds(-2));
    screen.paste(USER).keys("c l").type_text("30s").keys("enter").shows("findings   0 errors");
    screen.run_to(USER_EXP.plus_seconds(3));
    screen.shows("EXPIRED, accepted by leeway for").shows("findings   0 errors");
}

#[test]
fn a_finding_is_explained_with_its_source() {
    let mut screen = Screen::new(60, 20);
    screen.paste(USER).keys("6 enter").shows("Explain: no-aud").shows("RFC 8725 §3.9").keys("esc j enter");
    screen.shows("Explain: no-jti");
}

#[test]
fn every_signature_has_its_header_shown_and_explained() {
    let [_, payload, signature] = USER.split('.').collect::<Vec<_>>()[..] else { panic!() };
    let one =
        |header: &str| format!(r#"{{"protected":"{}","signature":"{signature}"}}"#, URL_SAFE_NO_PAD.encode(header));
    let (first, second) = (one(r#"{"alg":"HS256"}"#), one(r#"{"alg":"ES512","kid":"second"}"#));
    let mut screen = Screen::new(120, 36);
    screen.paste(&format!(r#"{{"payload":"{payload}","signatures":[{first},{second}]}}"#));
    screen.shows("signature 1 of 2").shows("\"alg\": \"HS256\"").shows("HS256 not checked");
    screen.keys("2 )").shows("signature 2 of 2").shows("\"alg\": \"ES512\"").shows("ES512 not checked");
    screen.keys("j").shows("Explain  kid");
    assert_eq!(copied(&mut screen, "y m"), ("value of kid".to_owned(), "second".to_owned()));
    assert_eq!(copied(&mut screen, "y h"), ("header".to_owned(), r#"{"alg":"ES512","kid":"second"}"#.to_owned()));
    let none = one(r#"{"alg":"none"}"#);
    screen.keys(")").shows("this is the last header").keys("( (").shows("this is the first header");
    screen.paste(&format!(r#"{{"payload":"{payload}","signatures":[{none},{first}]}}"#)).shows("UNSECURED");
    screen.keys(")").shows("NOT CHECKED");
    screen.paste(USER).keys(")").shows("the token has one header");
}

#[test]
fn what_a_reviewer_says_and_the_verdict_can_be_copied_and_written() {
    let mut screen = Screen::new(120, 36);
    screen.paste(USER).keys("6");
    let (what, text) = copied(&mut screen, "y f");
    assert_eq!(what, "finding no-aud");
    assert!(text.starts_with("no aud: any service with the key accepts it\n"), "{text}");
    let (what, text) = copied(&mut screen, "5 y f");
    assert_eq!((what.as_str(), text.lines().count()), ("verdict", 3), "{text}");
    screen.effects.clear();
    screen.keys("6 w").shows("Write the findings to").type_text("f.txt").keys("enter");
    let [Effect::Write { text, .. }] = screen.effects.as_slice() else { panic!("{:?}", screen.effects) };
    assert!(text.contains("no-aud: no aud: any service") && text.contains("no-jti: "), "{text}");
}

#[test]
fn the_key_line_names_the_keys_of_what_lies_over_the_screen() {
    let mut screen = Screen::new(120, 36);
    let line = |screen: &mut Screen, keys: &str| screen.keys(keys).text().lines().last().unwrap().trim().to_owned();
    screen.paste(USER);
    assert_eq!(line(&mut screen, "y"), "up down move · enter choose · esc leave");
    assert_eq!(line(&mut screen, "esc ?"), "up down move · enter run · / filter · esc leave · q quit");
    assert_eq!(line(&mut screen, "/"), "up down move · enter run · esc leave");
    assert_eq!(line(&mut screen, "esc enter"), "up down scroll · esc leave · q quit");
    assert_eq!(line(&mut screen, "esc T"), "enter accept · esc leave");
}

#[test]
fn the_palette_lists_what_it_can_run_here() {
    let mut screen = Screen::new(120, 36);
    screen.keys(":").type_text("delete").shows("no command of that name");
    screen.keys("esc S :").type_text("judge").shows("no command of that name");
    screen.keys("esc I :").type_text("judge").shows("judge the token at another time");
}

#[test]
fn a_token_judged_before_it_was_issued_is_said_to_be() {
    let mut screen = Screen::new(120, 36);
    screen.paste(USER).keys("T").type_text("iat-1s").keys("enter").shows("before it was issued");
    screen.keys("T").type_text("iat").keys("enter").shows("judged at 2025-03-26 16:01:45");
    assert!(!screen.has("before it was issued"));
}

/// The words on the screen that are underlined: what was found.
fn found(screen: &Screen) -> String {
    let buffer = screen.buffer();
    let is_found = |cell: &&ratatui::buffer::Cell| cell.modifier.contains(ratatui::style::Modifier::UNDERLINED);
    buffer.content.iter().filter(is_found).map(|cell| cell.symbol()).collect()
}

#[test]
fn what_is_looked_for_shows_while_it_is_typed_and_everywhere_in_sight() {
    let mut screen = Screen::new(120, 36);
    screen.paste(&hs256(NESTED)).keys("/").type_text("adm").shows("`adm`: 1 of 2").shows("▸      \"admin\",");
    assert_eq!(found(&screen), "admAdm");
    screen.type_text("x").shows("`admx` is not in the payload").keys("backspace").shows("`adm`: 1 of 2");
    screen.keys("esc").shows("▸  \"sub\"");
    assert_eq!(found(&screen), "", "who leaves is back where he was");
    screen.keys("/").type_text("admin").keys("enter").shows("`admin`: 1 of 2").keys("n").shows("`admin`: 2 of 2");
    assert_eq!(found(&screen), "adminAdmin");
    screen.keys("/ enter").shows("`admin`: 1 of 2");
    screen.keys("esc");
    assert_eq!(found(&screen), "");
    screen.keys("1 /").type_text("hbGciOiJIUzI1NiJ9.eyJ").keys("enter").shows("1 of 1");
    assert_eq!(found(&screen), "hbGciOiJIUzI1NiJ9.eyJ");
}

#[test]
fn a_hit_in_a_folded_container_unfolds_it() {
    let mut screen = Screen::new(120, 36);
    screen.paste(&hs256(NESTED)).keys("* /").type_text("editor").keys("enter").shows("`editor`: 1 of 1");
    screen.shows("▸      \"editor\"").shows("\"aud\": [ 2 … ],");
    // However deep.
    screen.keys("esc g j j space g j space").shows("\"realm_access\": { 2 … }");
    screen.keys("/").type_text("editor").keys("enter").shows("▸      \"editor\"");
    screen.keys("g j space / ").type_text("admin").keys("enter").shows("`admin`: 1 of 2").keys("n").shows("2 of 2");
}

#[test]
fn whoever_presents_shows_one_pane_at_a_time_and_the_keys_and_no_secret() {
    let mut screen = Screen::new(120, 36);
    screen.paste(USER).shows("Verdict").shows("Lifetime");
    screen.keys(": p r e s e n t e r enter").shows("presenter mode; the same command of : leaves it");
    let text = screen.keys("3 j down").text();
    assert!(text.contains("3  j  down"), "{text}");
    assert!(!text.contains("? help ·") && !text.contains("ACTIVE for another"), "one pane, no list of keys:\n{text}");
    screen.keys("v h u n t e r 2 ctrl-r").shows("in presenter mode a secret stays hidden");
    assert!(!screen.text().contains("hunter2"), "{}", screen.text());
    assert!(!screen.keys("esc").text().contains("h  u  n"), "what is typed into a field is not shown");
    screen.keys(": p r e s e n t e r enter").shows("presenter mode is off").shows("Lifetime");
}

#[test]
fn what_the_status_line_said_can_be_read_again() {
    let mut screen = Screen::new(80, 24);
    screen.keys(": m e s s a g e s enter").shows("nothing was said so far");
    screen.paste(USER).keys("]").shows("there is no other token");
    let text = screen.keys("j : m e s s a g e s enter").text();
    let place = |needle: &str| text.find(needle).unwrap_or_else(|| panic!("no `{needle}` in\n{text}"));
    assert!(place("no other token") < place("pasted 1 JWT"), "the latest first:\n{text}");
    screen.keys("esc").shows("Payload");
}

#[test]
fn no_item_of_a_menu_takes_a_key_that_moves() {
    for (keys, first) in [("y", "Authorization line"), ("o", "a file")] {
        let mut screen = Screen::new(120, 36);
        screen.paste(USER).keys(keys).shows(first);
        let Some(Overlay::Menu(menu)) = &screen.state.overlay else { panic!("no menu") };
        assert!(menu.items.iter().all(|item| !matches!(item.key, 'j' | 'k')), "{menu:?}");
        let at = menu.cursor;
        screen.keys("j j k");
        let Some(Overlay::Menu(menu)) = &screen.state.overlay else { panic!("the menu closed") };
        assert_eq!((menu.cursor, screen.effects.len()), (at + 1, 0));
    }
}
