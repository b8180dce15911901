//! What came of a copy, a file or the clipboard, as the screen tells it and takes it in.

use super::screen::{ADMIN, Screen, USER};
use jotlab::app::copying::{By, Copy, Outcome, Report, Written};
use jotlab::app::effect::Effect;
use jotlab::app::message::Message;
use jotlab::app::notice::Tone;

fn told(screen: &Screen) -> (Tone, &str) {
    let notice = screen.state.notice.as_ref().unwrap();
    (notice.tone, &notice.text)
}

#[test]
fn the_token_is_copied_and_the_outcome_told() {
    let mut screen = Screen::new(80, 24);
    screen.paste(USER).keys("y y");
    let copy = Copy { what: "token".to_owned(), text: USER.to_owned() };
    assert_eq!(screen.effects, [Effect::Copy(copy)]);
    let outcome = Outcome::Clipboard { by: By::Ourselves, verified: true, until_quit: false };
    screen.send(Message::Copied(Report { what: "token".to_owned(), bytes: USER.len(), outcome }));
    assert_eq!(told(&screen), (Tone::Ok, "copied token, 164 B"));
    screen.shows("copied token, 164 B");
}

#[test]
fn a_written_file_is_named_and_a_refusal_shown() {
    let mut screen = Screen::new(80, 24);
    screen.send(Message::Written(Ok(Written { path: "/tmp/a\u{202e}b".to_owned(), bytes: 164, note: None })));
    assert_eq!(told(&screen), (Tone::Ok, "wrote 164 B to /tmp/a\\u202eb, readable for you alone"));
    screen.send(Message::Written(Err("no permission for /a".to_owned())));
    assert_eq!(told(&screen), (Tone::Fail, "no permission for /a"));
}

#[test]
fn a_file_and_the_clipboard_are_taken_in_like_a_paste() {
    for message in [
        |text: &str| Message::Opened { path: "~/log".to_owned(), result: Ok(text.to_owned()) },
        |text: &str| Message::Clipboard(Ok(text.to_owned())),
    ] {
        let mut screen = Screen::new(80, 24);
        screen.send(message(&format!("Bearer {ADMIN}")));
        screen.shows("\"admin\"");
        screen.send(message("nothing of the kind"));
        assert_eq!(told(&screen).0, Tone::Fail);
        screen.shows("\"admin\"");
    }
}

#[test]
fn a_file_that_comes_late_does_not_go_into_a_field_that_was_opened_meanwhile() {
    let mut screen = Screen::new(80, 24);
    screen.paste(USER).keys("T").type_text("+5m");
    screen.send(Message::Opened { path: "~/log".to_owned(), result: Ok(ADMIN.to_owned()) });
    screen.shows("+5m").shows("\"admin\"");
}

#[test]
fn whoever_cannot_be_pasted_for_is_told_how() {
    let mut screen = Screen::new(80, 24);
    screen.send(Message::Clipboard(Err("use your terminal's paste (ctrl-shift-v, cmd-v)".to_owned())));
    assert_eq!(told(&screen), (Tone::Note, "use your terminal's paste (ctrl-shift-v, cmd-v)"));
}
