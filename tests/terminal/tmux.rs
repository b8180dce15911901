//! The real program in tmux, as most of its users run it: pasted into with and without brackets, at the three sizes.
//! Needs tmux: `cargo test --test terminal -- --ignored`.
#![allow(clippy::disallowed_methods, reason = "it waits by the clock on the wall")]

use std::process::Command;
use std::time::{Duration, Instant};

const USER: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1c2VyIiwicm9sZSI6InVzZXIiLCJpYXQiOjE3NDMwMDEzMDUsImV4cCI6MTc0MzAwMzEwNX0.seqVcPftTCz5p2OzfGtRCingj4_VNyWxgrIhngNmt_U";
const ADMIN: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhZG1pbiIsInJvbGUiOiJhZG1pbiIsImlhdCI6MTc0MzAwMjY3OCwiZXhwIjoxNzQzMDA0NDc4fQ.sA8Wpv6zK8qHXTWi_WMKaM31XY9XhUi3QDR7alxgqOU";

/// A tmux server of its own, with its default settings.
struct Tmux {
    socket: String,
}

impl Tmux {
    fn start(name: &str, width: u16, height: u16) -> Self {
        let tmux = Self { socket: format!("jotlab-{name}-{}", std::process::id()) };
        let (width, height) = (width.to_string(), height.to_string());
        let program = format!(
            "exec env -u DISPLAY -u WAYLAND_DISPLAY -u SSH_CONNECTION LANG=C.UTF-8 TZ=Europe/Berlin '{}'",
            env!("CARGO_BIN_EXE_jotlab")
        );
        tmux.run(&["-f", "/dev/null", "new-session", "-d", "-s", "t", "-x", &width, "-y", &height, &program]);
        tmux.until("q quit");
        tmux
    }

    fn run(&self, arguments: &[&str]) -> String {
        let output =
            Command::new("tmux").args(["-L", &self.socket]).args(arguments).output().expect("tmux is installed");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn screen(&self) -> String {
        self.run(&["capture-pane", "-p", "-t", "t"])
    }

    /// Waits until the screen shows `needle`.
    #[track_caller]
    fn until(&self, needle: &str) -> String {
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            let screen = self.screen();
            if screen.contains(needle) {
                return screen;
            }
            assert!(Instant::now() < deadline, "{needle:?} never came:\n{screen}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn paste(&self, text: &str, bracketed: bool) {
        self.run(&["set-buffer", "--", text]);
        let flags: &[&str] = if bracketed { &["paste-buffer", "-p", "-t", "t"] } else { &["paste-buffer", "-t", "t"] };
        self.run(flags);
    }

    fn keys(&self, keys: &[&str]) {
        let mut arguments = vec!["send-keys", "-t", "t"];
        arguments.extend(keys);
        self.run(&arguments);
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        let _ = Command::new("tmux").args(["-L", &self.socket, "kill-server"]).output();
    }
}

#[test]
#[ignore = "needs tmux"]
fn the_articles_tokens_are_pasted_at_the_three_sizes() {
    for (width, height) in [(120, 36), (80, 24), (60, 20)] {
        for bracketed in [true, false] {
            let tmux = Tmux::start(&format!("paste{width}{bracketed}"), width, height);
            for (token, role) in [(USER, "user"), (ADMIN, "admin")] {
                tmux.paste(&format!("Authorization: Bearer {token}"), bracketed);
                let screen = tmux.until(&format!("\"role\": \"{role}\""));
                for needle in ["issued 2025-03-26", "expired 2025-03-26", "expired 1 y", "Authorization: Bearer"] {
                    assert!(screen.contains(needle), "{needle:?} is not there at {width}x{height}:\n{screen}");
                }
            }
        }
    }
}

#[test]
#[ignore = "needs tmux"]
fn a_window_that_changes_its_size_keeps_the_token() {
    let tmux = Tmux::start("resize", 120, 36);
    tmux.paste(USER, true);
    tmux.until("5 Verdict");
    tmux.run(&["resize-window", "-t", "t", "-x", "60", "-y", "20"]);
    tmux.until("▐Payload▌");
    tmux.run(&["resize-window", "-t", "t", "-x", "30", "-y", "8"]);
    tmux.until("make the window larger");
    tmux.run(&["resize-window", "-t", "t", "-x", "80", "-y", "24"]);
    let screen = tmux.until("5 Verdict");
    assert!(screen.contains("\"sub\": \"user\""), "{screen}");
}

#[test]
#[ignore = "needs tmux"]
fn emoji_of_disputed_width_leave_nothing_behind_and_cover_what_was_there() {
    // {"alg":"none"}, and {"a":"🧌🫨","b":"👩🏽‍🚀 🇫🇷","x":"1"} or {"sub":"u","x":"2"}.
    const EMOJI: &str =
        "eyJhbGciOiJub25lIn0.eyJhIjoi8J-njPCfq6giLCJiIjoi8J-RqfCfj73igI3wn5qAIPCfh6vwn4e3IiwieCI6IjEifQ.";
    const PLAIN: &str = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1IiwieCI6IjIifQ.";
    let tmux = Tmux::start("emoji", 100, 30);
    // A screen is captured behind the words of a later frame: before, it may be half drawn.
    let rows = |words: &str| tmux.until(words).lines().take(28).map(str::to_owned).collect::<Vec<_>>();
    for (token, shown) in [(PLAIN, "\"x\": \"2\""), (EMOJI, "\"x\": \"1\""), (PLAIN, "\"x\": \"2\"")] {
        tmux.paste(token, true);
        tmux.until(shown);
        tmux.keys(&["m"]);
        let after = rows("the mouse is on");
        tmux.keys(&["C-l", "m"]);
        assert_eq!(after, rows("the mouse is off"), "{shown}");
    }
}

#[test]
#[ignore = "needs tmux"]
fn a_copy_reaches_the_buffer_of_tmux_with_its_default_settings() {
    let tmux = Tmux::start("copy", 80, 24);
    tmux.paste(&format!("curl -H 'Authorization: Bearer {USER}' https://api.test"), true);
    tmux.until("\"sub\": \"user\"");
    tmux.keys(&["y", "p"]);
    tmux.until("copied");
    assert_eq!(tmux.run(&["show-buffer"]), r#"{"sub":"user","role":"user","iat":1743001305,"exp":1743003105}"#);
}

#[test]
#[ignore = "needs tmux"]
fn without_a_clipboard_the_paste_key_reads_the_buffer_of_tmux_and_says_so() {
    let tmux = Tmux::start("paste-key", 80, 24);
    tmux.keys(&["p"]);
    tmux.until("use your terminal's paste (ctrl-shift-v, cmd-v): tmux has no buffer");
    tmux.run(&["set-buffer", "--", USER]);
    tmux.keys(&["p"]);
    let screen = tmux.until("\"role\": \"user\"");
    assert!(screen.contains("from tmux's buffer: pasted 1 JWT"), "{screen}");
    tmux.run(&["set-buffer", "--", "hello"]);
    tmux.keys(&["p"]);
    tmux.until("from tmux's buffer: no token in the 5 bytes");
}

#[test]
#[ignore = "needs tmux"]
fn a_token_runs_out_before_the_eyes_of_its_reader() {
    use base64::Engine as _;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let payload = format!(r#"{{"sub":"short","iat":{},"exp":{}}}"#, now - 60, now + 4);
    let payload = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(payload);
    let tmux = Tmux::start("expiry", 120, 36);
    tmux.paste(&format!("eyJhbGciOiJIUzI1NiJ9.{payload}.{}", "A".repeat(43)), true);
    tmux.until("EXPIRING in 2 s");
    tmux.until("EXPIRED ");
    let late =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs_f64() - (now + 4) as f64;
    // tmux is asked every 20 ms, and this machine may be busy; a second too late would be a countdown that is wrong.
    assert!((-0.001..0.8).contains(&late), "it turned over {late} s after its second");
}
