//! Copying into real clipboards: an X server without a screen, looked into with xclip, and tmux as it comes. Needs Xvfb, xclip and tmux:
//! `cargo test --test terminal -- --ignored`.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use super::harness::{Launch, Session, until_so};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rustix::process::Signal;

const FIRST_SCREEN: &str = "jotlab";
const TOKEN: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1c2VyIiwicm9sZSI6InVzZXIiLCJpYXQiOjE3NDMwMDEzMDUsImV4cCI6MTc0MzAwMzEwNX0.seqVcPftTCz5p2OzfGtRCingj4_VNyWxgrIhngNmt_U";
/// The token.
const COPY: &str = "yy";

/// An X server that shows nothing; it ends with this value.
struct Display {
    server: Child,
    name: String,
}

impl Display {
    fn new() -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "320x200x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("is Xvfb installed? {error}"));
        // It chooses a free number, and says so when it is ready.
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        Self { server, name: format!(":{}", number.trim()) }
    }

    /// What an application would paste; `None` when nobody has anything.
    fn pasted(&self) -> Option<String> {
        let output = self.xclip(&["-o"]).stderr(Stdio::null()).output().unwrap();
        output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
    }

    /// An application copies.
    fn copy(&self, text: &str) {
        let mut command = self.xclip(&["-i"]);
        let mut xclip = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        xclip.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        assert!(xclip.wait().unwrap().success());
    }

    fn xclip(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("xclip");
        command.args(["-selection", "clipboard"]).args(arguments).env("DISPLAY", &self.name);
        command
    }

    fn end(&mut self) {
        self.server.kill().unwrap();
        self.server.wait().unwrap();
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// A folder of this test's own, gone when it ends.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("jotlab-real-{}-{number}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// With no way to a clipboard but this display.
fn on(launch: Launch, display: &str) -> Launch {
    ["WAYLAND_DISPLAY", "TMUX", "STY", "SSH_CONNECTION", "LC_TERMINAL", "TERM_PROGRAM", "JOTLAB_CLIPBOARD"]
        .into_iter()
        .fold(launch, |launch, name| launch.with(name, ""))
        .with("DISPLAY", display)
}

/// A program that shows the tokens of `text`.
fn showing(text: &str, display: &str) -> Launch {
    on(Launch::program(), display).argument(text)
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

/// A token of 100,000 characters: more than a terminal is sent.
fn large_token() -> String {
    let start = "eyJhbGciOiJIUzI1NiJ9.";
    // `{"a":"`, then bytes that decode to letters, and no end: it is shown all the same.
    format!("{start}eyJhIjoi{}.c2ln", "YWFh".repeat((100_000 - start.len() - 8 - 5) / 4))
}

fn osc52(text: &str) -> String {
    format!("\x1b]52;c;{}\x1b\\", STANDARD.encode(text))
}

#[test]
#[ignore = "needs Xvfb, xclip, tmux"]
fn a_copy_is_in_the_clipboard_and_stays_there_when_the_program_ends() {
    let display = Display::new();
    let mut session = started(showing(TOKEN, &display.name));
    session.send(COPY);
    session.until_screen("copied token, 164 B");
    session.with_screen(|screen| assert!(!screen.contents().contains("until you quit")));
    assert_eq!(display.pasted().as_deref(), Some(TOKEN));
    assert!(!session.output(0).contains("\x1b]52"));
    quit(session);
    assert_eq!(display.pasted().as_deref(), Some(TOKEN));
}

#[test]
#[ignore = "needs Xvfb, xclip, tmux"]
fn it_stays_too_when_a_signal_or_a_closed_window_ends_the_program() {
    for signal in [Signal::TERM, Signal::HUP] {
        let display = Display::new();
        let mut session = started(showing(TOKEN, &display.name));
        session.send(COPY);
        session.until_screen("copied token");
        session.signal(signal);
        assert!(session.exit_code() > 128);
        assert_eq!(display.pasted().as_deref(), Some(TOKEN), "{signal:?}");
    }
    let display = Display::new();
    let mut session = started(showing(TOKEN, &display.name));
    session.send(COPY);
    session.until_screen("copied token");
    let stayed = session.close_window(|child| child.try_wait().unwrap().is_some());
    assert!(stayed < std::time::Duration::from_secs(1), "{stayed:?}");
    assert_eq!(display.pasted().as_deref(), Some(TOKEN));
}

#[test]
#[ignore = "needs Xvfb, xclip, tmux"]
fn without_anybody_who_keeps_it_the_user_is_told_once() {
    let (display, folder) = (Display::new(), Folder::new());
    let mut session = started(showing(TOKEN, &display.name).with("PATH", folder.path()));
    session.send(COPY);
    session.until_screen("copied token, 164 B; stays until you quit");
    session.send("~");
    session.until_screen("`~` does nothing");
    session.send(COPY);
    session.until_screen("copied token, 164 B");
    session.with_screen(|screen| assert!(!screen.contents().contains("until you quit"), "{}", screen.contents()));
    assert_eq!(display.pasted().as_deref(), Some(TOKEN));
    quit(session);
    assert_eq!(display.pasted(), None);
}

#[test]
#[ignore = "needs Xvfb, xclip, tmux"]
fn what_was_copied_elsewhere_since_is_left_alone_at_the_end() {
    let display = Display::new();
    let mut session = started(showing(TOKEN, &display.name));
    session.send(COPY);
    session.until_screen("copied token");
    display.copy("something newer");
    quit(session);
    assert_eq!(display.pasted().as_deref(), Some("something newer"));
}

#[test]
#[ignore = "needs Xvfb, xclip, tmux"]
fn two_copies_in_a_row_leave_the_last_and_a_large_one_is_whole() {
    let display = Display::new();
    let large = large_token();
    let mut session = started(showing(&large, &display.name));
    session.send(&format!("{COPY}{COPY}"));
    session.until_screen("copied token, 100 kB");
    assert_eq!(display.pasted(), Some(large.clone()));
    quit(session);
    assert_eq!(display.pasted(), Some(large));
}

#[test]
#[ignore = "needs Xvfb, xclip, tmux"]
fn a_copy_just_before_the_end_is_not_lost() {
    let display = Display::new();
    let mut session = started(showing(TOKEN, &display.name));
    session.send(&format!("{COPY}q"));
    assert_eq!(session.exit_code(), 0);
    assert_eq!(display.pasted().as_deref(), Some(TOKEN));
}

#[test]
#[ignore = "needs Xvfb, xclip, tmux"]
fn the_key_that_pastes_reads_the_clipboard_and_only_then() {
    let display = Display::new();
    display.copy(&format!("Bearer {TOKEN}"));
    let mut session = started(on(Launch::program(), &display.name));
    session.send("p");
    session.until_screen("HS256");
    quit(session);
    let display = Display::new();
    let mut session = started(on(Launch::program(), &display.name));
    session.send("p");
    session.until_screen("the clipboard holds no text");
    quit(session);
}

#[test]
#[ignore = "needs Xvfb, xclip, tmux"]
fn a_display_that_goes_away_takes_neither_the_program_nor_the_next_copy_with_it() {
    let mut display = Display::new();
    let mut session = started(showing(TOKEN, &display.name));
    session.send(COPY);
    session.until_screen("copied token");
    display.end();
    session.send(COPY);
    session.until_written(0, &osc52(TOKEN));
    session.until_screen("sent to your terminal (nothing pastes? press Y): token");
    quit(session);
}

#[test]
#[ignore = "needs Xvfb, xclip, tmux"]
fn through_ssh_with_a_display_it_goes_both_ways() {
    let display = Display::new();
    let launch = showing(TOKEN, &display.name).with("SSH_CONNECTION", "::1 1 ::1 22");
    let mut session = started(launch);
    session.send(COPY);
    session.until_written(0, &osc52(TOKEN));
    session.until_screen("sent to your terminal (nothing pastes? press Y): token");
    assert_eq!(display.pasted().as_deref(), Some(TOKEN));
    quit(session);
}

/// The program in a tmux of its own, which is as it comes: no configuration is read.
struct Tmux {
    session: Session,
    folder: Folder,
}

impl Tmux {
    fn new(display: &str, text: &str) -> Self {
        let folder = Folder::new();
        // Through a file: tmux's own messages are small.
        let file = folder.0.join("text");
        fs::write(&file, text).unwrap();
        let script = "tmux -f /dev/null new-session '\"$JOTLAB\" \"$(cat \"$FILE\")\"'";
        let launch =
            on(Launch::script(script), display).with("TMUX_TMPDIR", folder.path()).with("FILE", file.to_str().unwrap());
        let session = started(launch.through_somebody_who_asks());
        Self { session, folder }
    }

    fn buffer(&self) -> Option<String> {
        let output = Command::new("tmux").arg("show-buffer").env("TMUX_TMPDIR", self.folder.path()).output().unwrap();
        output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        let mut kill = Command::new("tmux");
        let _ = kill.arg("kill-server").env("TMUX_TMPDIR", self.folder.path()).stderr(Stdio::null()).status();
    }
}

#[test]
#[ignore = "needs Xvfb, xclip, tmux"]
fn tmux_as_it_comes_hands_the_copy_to_its_terminal() {
    let mut tmux = Tmux::new("", TOKEN);
    tmux.session.send(COPY);
    tmux.session.until_screen("copied to tmux (nothing pastes? press Y): token");
    tmux.session.until_written(0, "\x1b]52;");
    tmux.session.until_written(0, &STANDARD.encode(TOKEN));
    assert_eq!(tmux.buffer().as_deref(), Some(TOKEN));
    // Once: the raw sequence was not sent as well.
    assert_eq!(tmux.session.output(0).matches("\x1b]52;").count(), 1);
}

#[test]
#[ignore = "needs Xvfb, xclip, tmux"]
fn in_tmux_what_is_too_large_for_a_terminals_sequence_arrives_too() {
    let text = large_token();
    let mut tmux = Tmux::new("", &text);
    tmux.session.send(COPY);
    tmux.session.until_written(0, &STANDARD.encode(&text));
    assert_eq!(tmux.buffer(), Some(text));
}

#[test]
#[ignore = "needs Xvfb, xclip, tmux"]
fn in_tmux_at_a_desk_both_have_it_and_the_clipboard_is_named() {
    let display = Display::new();
    let mut tmux = Tmux::new(&display.name, TOKEN);
    tmux.session.send(COPY);
    tmux.session.until_screen("copied token, 164 B");
    assert_eq!(display.pasted().as_deref(), Some(TOKEN));
    assert_eq!(tmux.buffer().as_deref(), Some(TOKEN));
    tmux.session.send("q");
    assert_eq!(tmux.session.exit_code(), 0);
    until_so("handed over", || display.pasted().as_deref() == Some(TOKEN));
}

#[test]
#[ignore = "needs Xvfb, xclip, tmux"]
fn with_nothing_at_all_nothing_is_claimed() {
    let mut session = started(showing(TOKEN, "").with("TERM", "linux"));
    session.send(COPY);
    session.until_screen("token is copied nowhere, press Y or w: no display");
    quit(session);
    // A display that is not there, and programs that cannot reach it either.
    let mut session = started(showing(TOKEN, ":4242").with("TERM", "linux"));
    session.send(COPY);
    session.until_screen("press Y or w: the clipboard cannot be reached");
    quit(session);
}
