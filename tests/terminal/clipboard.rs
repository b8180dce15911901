//! Copying, the plain view and files, by the real program in a terminal that has nothing else: no display, no tmux, no helper.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::Duration;

use super::harness::{self, Launch, Session};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use rustix::process::Signal;

const FIRST_SCREEN: &str = "jotlab";
const FRAME_END: &str = "\x1b[?2026l";
const WHOLE_FRAME: &str = "\x1b[?2026h\x1b[2J";
const TOKEN: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1c2VyIiwicm9sZSI6InVzZXIiLCJpYXQiOjE3NDMwMDEzMDUsImV4cCI6MTc0MzAwMzEwNX0.seqVcPftTCz5p2OzfGtRCingj4_VNyWxgrIhngNmt_U";

/// No way to a clipboard but the terminal.
fn bare(launch: Launch) -> Launch {
    ["DISPLAY", "WAYLAND_DISPLAY", "TMUX", "STY", "SSH_CONNECTION", "LC_TERMINAL", "TERM_PROGRAM", "JOTLAB_CLIPBOARD"]
        .into_iter()
        .fold(launch, |launch, name| launch.with(name, ""))
}

fn started(launch: Launch) -> Session {
    let session = launch.start();
    session.until_screen(FIRST_SCREEN);
    session
}

#[track_caller]
fn quit(mut session: Session) {
    let from = session.written();
    session.send("q");
    assert_eq!(session.exit_code(), 0);
    session.assert_given_back(from);
}

/// What a terminal of 80 columns has of it in one row.
fn first_row() -> &'static str {
    TOKEN.get(..80).unwrap()
}

fn osc52(text: &str) -> String {
    format!("\x1b]52;c;{}\x1b\\", STANDARD.encode(text))
}

/// A folder of this test's own, gone when it ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("jotlab-clipboard-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn at(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    fn program(&self, name: &str, script: &str) -> String {
        let path = self.at(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_choice_that_is_none_is_refused_in_a_sentence() {
    let refused = |launch: Launch| {
        let mut session = launch.start();
        assert_eq!(session.exit_code(), 2);
        session.output(0)
    };
    let output = refused(bare(Launch::program()).with("JOTLAB_CLIPBOARD", "fax"));
    assert!(output.contains("JOTLAB_CLIPBOARD: \"fax\" is no way to copy"), "{output:?}");
    let output = refused(bare(Launch::program()).argument("--clipboard=pigeon"));
    assert!(output.contains("--clipboard: \"pigeon\" is no way to copy"), "{output:?}");
}

#[test]
fn the_option_counts_more_than_the_environment() {
    quit(started(bare(Launch::program()).with("JOTLAB_CLIPBOARD", "fax").argument("--clipboard=off")));
}

/// The token, whatever has the focus.
const COPY: &str = "yy";
/// The focused pane; the first one is the token's.
const PLAIN: &str = "1Y";

/// A program that shows the tokens of `text`, and has no way to a clipboard but the terminal.
fn showing(text: &str) -> Launch {
    bare(Launch::program()).argument(text)
}

/// A token of about so many characters.
fn long_token(length: usize) -> String {
    let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256"}"#);
    let filler = "a".repeat((length - header.len()) * 3 / 4);
    format!("{header}.{}.c2ln", URL_SAFE_NO_PAD.encode(format!(r#"{{"a":"{filler}"}}"#)))
}

#[test]
fn a_copy_goes_to_the_terminal_between_two_frames() {
    let mut session = started(showing(TOKEN));
    for _ in 0..2 {
        let from = session.written();
        session.send(COPY);
        session.until_written(from, &osc52(TOKEN));
        session.until_screen("sent to your terminal (nothing pastes? press Y): token");
        let output = session.output(0);
        let (before, _) = output.rsplit_once(&osc52(TOKEN)).unwrap();
        assert!(before.ends_with(FRAME_END), "{before:?}");
    }
    quit(session);
}

#[test]
fn through_ssh_it_goes_to_the_terminal_too_and_iterm2_is_named() {
    let launch = showing(TOKEN).with("SSH_CONNECTION", "::1 1 ::1 22").with("LC_TERMINAL", "iTerm2");
    let mut session = started(launch);
    session.send(COPY);
    session.until_written(0, &osc52(TOKEN));
    session.until_screen("nothing pastes? press Y, or Settings");
    quit(session);
}

#[test]
fn a_command_of_the_users_is_given_the_text() {
    let folder = Folder::new("command");
    let store = folder.program("store", "cat > \"$1\"");
    let out = folder.at("out");
    let choice = format!("command:{store} {out}");
    let mut session = started(showing(TOKEN).argument("--clipboard").argument(&choice));
    session.send(COPY);
    session.until_screen("copied token, 164 B, by");
    assert_eq!(fs::read_to_string(out).unwrap(), TOKEN);
    assert!(!session.output(0).contains("\x1b]52"));
    quit(session);
}

#[test]
fn what_a_terminal_does_not_take_is_not_sent() {
    let mut session = started(showing(&long_token(80_000)));
    session.send(COPY);
    session.until_screen("too large for OSC 52 (107 kB > 75 kB): saved nowhere, press Y or w");
    assert!(!session.output(0).contains("\x1b]52"));
    quit(session);
}

#[test]
fn where_nothing_is_possible_that_is_said_and_nothing_written() {
    let cases = [
        (showing(TOKEN).with("TERM", "linux"), "token is copied nowhere, press Y or w: no display"),
        (showing(TOKEN).with("TERM", "dumb"), "token is copied nowhere, press Y or w: no display"),
        (showing(TOKEN).with("JOTLAB_CLIPBOARD", "off"), "copied nowhere, press Y or w: copying is switched off"),
        (showing(TOKEN).with("JOTLAB_CLIPBOARD", "command:false"), "press Y or w: false ended with code 1"),
        (showing(TOKEN).with("JOTLAB_CLIPBOARD", "command:jotlab-no"), "press Y or w: jotlab-no is not installed"),
    ];
    for (launch, sentence) in cases {
        let mut session = started(launch);
        session.send(COPY);
        session.until_screen(sentence);
        assert!(!session.output(0).contains("\x1b]52"));
        quit(session);
    }
}

#[test]
fn a_tmux_that_hangs_holds_neither_the_screen_nor_the_copy() {
    let folder = Folder::new("tmux");
    folder.program("tmux", "exec sleep 1000");
    let path = format!("{}:{}", folder.0.display(), std::env::var("PATH").unwrap());
    let mut session = started(showing(TOKEN).with("TMUX", "x,1,0").with("PATH", &path));
    lives_while_it_copies(&mut session);
    quit(session);
}

#[test]
fn a_display_that_hangs_holds_neither_the_screen_nor_the_copy() {
    let mut dead = DeadDisplay::new();
    let mut session = started(showing(TOKEN).with("DISPLAY", &dead.name()));
    session.send("\x0c");
    lives_while_it_copies(&mut session);
    dead.was_asked();
    quit(session);
}

#[test]
fn a_display_that_hangs_does_not_keep_the_program() {
    let mut dead = DeadDisplay::new();
    let mut session = started(showing(TOKEN).with("DISPLAY", &dead.name()));
    session.send(COPY);
    dead.was_asked();
    let start = harness::now();
    session.send("q");
    assert_eq!(session.exit_code(), 0);
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    session.assert_given_back(0);
}

#[track_caller]
fn lives_while_it_copies(session: &mut Session) {
    let from = session.written();
    session.send(COPY);
    session.resize(100, 30);
    session.until_written(from, WHOLE_FRAME);
    assert!(!session.output(from).contains("\x1b]52"), "it did not hang at all");
    session.until_written(from, &osc52(TOKEN));
    session.until_screen("sent to your terminal (nothing pastes? press Y): token");
}

/// An X server that takes calls and never answers.
struct DeadDisplay {
    listener: std::net::TcpListener,
    number: u16,
    calls: Vec<std::net::TcpStream>,
}

impl DeadDisplay {
    fn new() -> Self {
        let (listener, number) = (50..200)
            .find_map(|number| Some((std::net::TcpListener::bind(("127.0.0.1", 6000 + number)).ok()?, number)))
            .unwrap();
        Self { listener, number, calls: Vec::new() }
    }

    fn name(&self) -> String {
        format!("127.0.0.1:{}", self.number)
    }

    fn was_asked(&mut self) {
        self.calls.push(self.listener.accept().unwrap().0);
    }
}

#[test]
fn the_key_that_pastes_says_how_where_there_is_no_clipboard_of_this_desk() {
    let mut session = started(showing(TOKEN));
    session.send("p");
    session.until_screen("use your terminal's paste (ctrl-shift-v, cmd-v)");
    quit(session);
}

#[test]
fn the_plain_view_shows_the_token_unwrapped_and_comes_back() {
    for key in ["\r", "q", "\x1b"] {
        let mut session = started(showing(TOKEN));
        let from = session.written();
        session.send(PLAIN);
        session.until_screen("press Enter to return");
        // Its bytes stand in one piece: the terminal wraps, the mouse takes one line.
        let output = session.output(from);
        assert!(output.contains(&format!("\r\n{TOKEN}\r\n")), "{output:?}");
        session.with_screen(|screen| {
            assert!(!screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor());
            assert!(screen.contents().contains(first_row()), "{}", screen.contents());
        });
        // Other keys do nothing.
        session.send("xj");
        let from = session.written();
        session.send(key);
        session.until_written(from, WHOLE_FRAME);
        session.until_screen("HS256");
        session.with_screen(|screen| {
            assert!(screen.alternate_screen() && screen.bracketed_paste() && screen.hide_cursor());
        });
        quit(session);
    }
}

#[test]
fn nothing_in_the_plain_view_acts_on_the_terminal() {
    let payload = "{\n  \"name\": \"a\u{1b}[31m\u{202e}\u{9b}b\" }";
    let token = format!("eyJhbGciOiJIUzI1NiJ9.{}.c2ln", URL_SAFE_NO_PAD.encode(payload));
    let mut session = started(showing(&token));
    let from = session.written();
    session.send("3Y");
    session.until_screen("press Enter to return");
    let output = session.output(from);
    assert!(output.contains("\r\n{\r\n  \"name\": \"a\\u001b[31m\\u202e\\u009bb\" }\r\n"), "{output:?}");
    // One after the other: what follows an Enter at once is a paste.
    let from = session.written();
    session.send("\r");
    session.until_written(from, WHOLE_FRAME);
    quit(session);
}

#[test]
fn the_shell_goes_on_below_what_was_shown_plainly() {
    let mut session = started(showing(TOKEN));
    for _ in 0..2 {
        let from = session.written();
        session.send(PLAIN);
        session.until_written(from, "press Enter to return");
        session.send("\r");
        session.until_written(from, WHOLE_FRAME);
    }
    session.send("q");
    assert_eq!(session.exit_code(), 0);
    session.assert_given_back(0);
    session.with_screen(|screen| {
        let contents = screen.contents();
        assert_eq!(contents.matches(first_row()).count(), 2, "{contents}");
        let last = contents.lines().position(|line| line.starts_with("press Enter")).unwrap();
        assert!(usize::from(screen.cursor_position().0) > last);
        assert_eq!(screen.cursor_position().1, 0);
    });
}

#[test]
fn a_copy_while_the_plain_view_is_up_is_reported_when_it_is_left() {
    let folder = Folder::new("late");
    let (slow, go) = (folder.at("slow"), folder.at("go"));
    folder.program("slow", &format!("cat > /dev/null; while ! test -e {go}; do sleep 0.01; done"));
    let mut session = started(showing(TOKEN).with("JOTLAB_CLIPBOARD", &format!("command:{slow}")));
    session.send(COPY);
    session.send(PLAIN);
    session.until_screen("press Enter to return");
    let from = session.written();
    fs::write(go, "").unwrap();
    std::thread::sleep(Duration::from_millis(100));
    assert_eq!(session.output(from), "", "nothing is drawn over the page");
    session.send("\r");
    session.until_screen("copied token, 164 B, by");
    quit(session);
}

#[test]
fn a_window_that_changes_meanwhile_is_drawn_at_its_size_afterwards() {
    let mut session = started(showing(TOKEN));
    session.send(PLAIN);
    session.until_screen("press Enter to return");
    session.resize(100, 30);
    let from = session.written();
    session.send("\r");
    session.until_written(from, WHOLE_FRAME);
    session.until_written(from, "\x1b[30;");
    quit(session);
}

#[test]
fn a_paste_comes_back_from_the_plain_view_and_is_taken() {
    let mut session = started(showing(TOKEN));
    session.send(PLAIN);
    session.until_screen("press Enter to return");
    session.send(&long_token(4_000));
    session.until_screen("aaaaaaaaaa");
    session.with_screen(|screen| assert!(screen.alternate_screen()));
    quit(session);
}

#[test]
fn a_signal_ends_the_plain_view_with_the_terminal_given_back() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        let mut session = started(showing(TOKEN));
        let from = session.written();
        session.send(PLAIN);
        session.until_screen("press Enter to return");
        let page = session.written();
        session.signal(signal);
        assert_eq!(session.exit_code(), code);
        assert_eq!(session.modes(), session.modes_before());
        let output = session.output(from);
        assert_eq!(output.matches("\x1b[?1049l").count(), 1, "a second one would move the cursor: {output:?}");
        assert!(session.output(page).contains("\x1b[?25h"));
        session.with_screen(|screen| assert!(!screen.alternate_screen() && !screen.hide_cursor()));
    }
}

#[test]
fn a_window_closed_on_the_plain_view_ends_the_program() {
    let mut session = started(showing(TOKEN));
    session.send(PLAIN);
    session.until_screen("press Enter to return");
    let stayed = session.close_window(|child| child.try_wait().unwrap().is_some());
    assert!(stayed < Duration::from_secs(1), "{stayed:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn stopped_on_the_plain_view_it_comes_back_to_the_screen() {
    use crate::harness::{signal_to, until_so};

    let launch = bare(Launch::script("\"$JOTLAB\" \"$TOKEN\"; exit $?")).with("TOKEN", TOKEN);
    let mut session = started(launch);
    session.send(PLAIN);
    session.until_screen("press Enter to return");
    let program = session.program_pid();
    session.send("\x1a");
    until_so("stopped", || {
        let stat = fs::read_to_string(format!("/proc/{program}/stat")).unwrap();
        stat.rsplit_once(") ").unwrap().1.starts_with('T')
    });
    assert_eq!(session.modes(), session.modes_before());
    let from = session.written();
    signal_to(session.pid(), Signal::CONT);
    signal_to(program, Signal::CONT);
    session.until_written(from, WHOLE_FRAME);
    session.until_screen(FIRST_SCREEN);
    quit(session);
}

#[test]
fn a_file_is_written_for_its_owner_alone_and_never_over_another() {
    let folder = Folder::new("write");
    let mut session = started(showing(TOKEN).with("HOME", folder.0.to_str().unwrap()));
    session.send("1w~/t.jwt\r");
    session.until_screen("wrote 164 B to");
    assert_eq!(fs::read_to_string(folder.at("t.jwt")).unwrap(), TOKEN);
    assert_eq!(fs::metadata(folder.at("t.jwt")).unwrap().permissions().mode() & 0o777, 0o600);
    fs::write(folder.at("t.jwt"), "changed").unwrap();
    session.send("w~/t.jwt\r");
    session.until_screen("choose another name, this one is taken: ");
    assert_eq!(fs::read_to_string(folder.at("t.jwt")).unwrap(), "changed");
    // The field stays, for the path to be mended: ctrl-u empties it.
    session.send("\x15/no/such/t\r");
    session.until_screen("there is no folder for /no/such/t");
    session.send("\x03\x03");
    quit(session);
}

#[test]
fn a_file_is_opened_and_read_as_a_paste() {
    let folder = Folder::new("open");
    fs::write(folder.at("log"), [b"Authorization: Bearer ", TOKEN.as_bytes(), b"\xff\n"].concat()).unwrap();
    let mut session = started(bare(Launch::program()).with("HOME", folder.0.to_str().unwrap()));
    let mut keys = "of";
    for (path, sentence) in
        [("~/missing", "there is no file"), ("~/.", "name a file, this is a folder: "), ("~/log", "HS256")]
    {
        session.send(&format!("{keys}{path}\r"));
        session.until_screen(sentence);
        // The field stays, for the path to be mended: ctrl-u empties it.
        keys = "\x15";
    }
    quit(session);
}
