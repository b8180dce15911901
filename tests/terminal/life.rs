//! The real program in a real terminal: it starts, it ends, and whatever happens to it, the terminal is as it was.

use std::time::Duration;

use super::harness::{self, Launch, Session, until_so};
use rustix::process::Signal;

/// What every first screen shows.
const FIRST_SCREEN: &str = "q quit";
/// What ends a frame.
const FRAME_END: &str = "\x1b[?2026l";
/// What begins a frame in which every cell is drawn.
const WHOLE_FRAME: &str = "\x1b[?2026h\x1b[2J";

const TOKEN: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1c2VyIiwicm9sZSI6InVzZXIiLCJpYXQiOjE3NDMwMDEzMDUsImV4cCI6MTc0MzAwMzEwNX0.seqVcPftTCz5p2OzfGtRCingj4_VNyWxgrIhngNmt_U";
/// What the screen shows of it.
const TOKEN_SHOWN: &str = "HS256";

/// Started, and the first frame is there.
fn started(launch: Launch) -> Session {
    let session = launch.start();
    session.until_screen(FIRST_SCREEN);
    session
}

/// The keyboard works, and the end is clean.
#[track_caller]
fn quit(mut session: Session) {
    let from = session.written();
    session.send("q");
    assert_eq!(session.exit_code(), 0);
    session.assert_given_back(from);
}

/// Text of this length with the token at `at`, in words that no burst detector takes for a held-down key.
fn haystack(length: usize, at: usize) -> String {
    let mut text: String = "lorem ipsum dolor sit amet ".chars().cycle().take(at).collect();
    text.push(' ');
    text.push_str(TOKEN);
    text.push(' ');
    let rest = length.saturating_sub(text.len());
    text.extend("consectetur adipiscing elit ".chars().cycle().take(rest));
    text
}

#[test]
fn starts_in_the_alternate_screen_and_quits() {
    let session = started(Launch::program());
    let output = session.output(0);
    assert!(output.starts_with("\x1b[?1049h"), "{output:?}");
    session.with_screen(|screen| {
        assert!(screen.alternate_screen() && screen.bracketed_paste() && screen.hide_cursor());
    });
    assert_ne!(session.modes(), session.modes_before(), "raw mode");
    quit(session);
}

#[test]
fn the_first_frame_is_complete() {
    let session = started(Launch::program());
    session.until_written(0, FRAME_END);
    let output = session.output(0);
    let (frame, _) = output.split_once(FRAME_END).unwrap();
    let mut screen = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0);
    screen.process(frame.as_bytes());
    assert!(screen.screen().contents().contains(FIRST_SCREEN), "{frame:?}");
    quit(session);
}

#[test]
fn a_signal_ends_it_with_its_code_and_gives_the_terminal_back() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::HUP, 129), (Signal::QUIT, 131)] {
        let mut session = started(Launch::program());
        session.signal(signal);
        assert_eq!(session.exit_code(), code, "{signal:?}");
        session.assert_given_back(0);
    }
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_gives_the_terminal_back_and_quotes_nothing() {
    let mut session = started(Launch::program().with("JOTLAB_TEST_PANIC", "key"));
    session.send("x");
    assert_eq!(session.exit_code(), 101);
    session.assert_given_back(0);
    let output = session.output(0);
    assert!(output.contains("jotlab stopped on a bug"), "{output:?}");
    assert!(output.contains("src/runtime/panics.rs"), "{output:?}");
    assert!(!output.contains("eyJhb") && !output.contains("SECRET"), "{output:?}");
}

#[cfg(debug_assertions)]
#[test]
fn the_message_of_a_panic_is_shown_on_request_with_its_escapes_visible() {
    let launch = Launch::program().with("JOTLAB_TEST_PANIC", "key").with("JOTLAB_PANIC", "full");
    let mut session = started(launch);
    session.send("x");
    assert_eq!(session.exit_code(), 101);
    let output = session.output(0);
    assert!(output.contains("\\u{1b}[31m eyJ"), "{output:?}");
}

#[cfg(target_os = "linux")]
mod suspension {
    use super::*;
    use crate::harness::signal_to;

    /// A shell that waits for the program, as a script does: the two are one process group.
    const SHELL: &str = "\"$JOTLAB\"; exit $?";

    fn is_stopped(pid: i32) -> bool {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
        stat.rsplit_once(") ").unwrap().1.starts_with('T')
    }

    fn stops_and_comes_back(session: &mut Session, stop: impl Fn(&mut Session, i32)) {
        let program = session.program_pid();
        let from = session.written();
        stop(session, program);
        until_so("stopped", || is_stopped(program));
        session.until_written(from, "\x1b[?25h");
        session.assert_given_back(from);

        let from = session.written();
        signal_to(session.pid(), Signal::CONT);
        signal_to(program, Signal::CONT);
        session.until_written(from, WHOLE_FRAME);
        session.until_screen(FIRST_SCREEN);
        let output = session.output(from);
        assert!(output.starts_with("\x1b[?1049h"), "{output:?}");
        assert_ne!(session.modes(), session.modes_before(), "raw mode again");
    }

    #[test]
    fn ctrl_z_stops_it_and_it_comes_back_twice() {
        let mut session = started(Launch::script(SHELL));
        for _ in 0..2 {
            stops_and_comes_back(&mut session, |session, _| session.send("\x1a"));
        }
        quit(session);
    }

    #[test]
    fn kill_tstp_stops_it_and_it_comes_back_twice() {
        let mut session = started(Launch::script(SHELL));
        for _ in 0..2 {
            stops_and_comes_back(&mut session, |_, pid| signal_to(pid, Signal::TSTP));
        }
        quit(session);
    }

    #[test]
    fn a_window_of_its_own_is_not_frozen_by_ctrl_z() {
        // The program leads its session: no shell is there that could continue it.
        let mut session = started(Launch::program());
        let from = session.written();
        session.send("\x1a\x0c");
        session.until_written(from, WHOLE_FRAME);
        assert!(!is_stopped(session.pid()));
        quit(session);
    }

    #[test]
    fn a_stop_that_nobody_can_catch_is_mended_afterwards() {
        let session = started(Launch::program());
        session.signal(Signal::STOP);
        until_so("stopped", || is_stopped(session.pid()));
        let tty = std::fs::File::open(session.tty()).unwrap();
        let status = std::process::Command::new("stty").arg("sane").stdin(tty).status();
        assert!(status.unwrap().success());
        let from = session.written();
        session.signal(Signal::CONT);
        session.until_written(from, WHOLE_FRAME);
        assert_ne!(session.modes(), session.modes_before(), "raw mode again");
        quit(session);
    }
}

#[test]
fn a_terminal_that_takes_nothing_does_not_keep_it() {
    use rustix::termios::{Action, tcflow};

    for keys in ["", "\x0c"] {
        let mut session = started(Launch::program());
        let tty = std::fs::File::options().read(true).write(true).open(session.tty()).unwrap();
        tcflow(&tty, Action::OOff).unwrap();
        // With a key to draw for, it hangs in the middle of a frame.
        session.send(keys);
        until_so("the key is read", || rustix::io::ioctl_fionread(&tty).unwrap() == 0);
        // Both orders have to end well; this makes the harder one likely, in which it is already drawing.
        std::thread::sleep(Duration::from_millis(20));
        let start = harness::now();
        session.signal(Signal::TERM);
        drop(tty);
        assert_eq!(session.exit_code(), 143);
        assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
        assert_eq!(session.modes(), session.modes_before());
    }
}

#[test]
fn a_closed_window_ends_it_within_a_second() {
    let session = started(Launch::program());
    let stayed = session.close_window(|child| child.try_wait().unwrap().is_some());
    assert!(stayed < Duration::from_secs(1), "{stayed:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_closed_window_ends_it_even_where_no_signal_says_so() {
    // In a session of its own it has no controlling terminal, and nobody to send it SIGHUP.
    let mut session = started(Launch::script("setsid \"$JOTLAB\"; exit $?"));
    // Once crossterm has read a key it holds on to the terminal, and would read nothing from it for ever.
    let from = session.written();
    session.send("\x0c");
    session.until_written(from, WHOLE_FRAME);
    let program = session.program_pid();
    let stayed = session.close_window(|child| {
        let _ = child.try_wait();
        // Ended, or ended and not yet fetched by whoever inherited it.
        std::fs::read_to_string(format!("/proc/{program}/stat")).map_or(true, |stat| stat.contains(") Z "))
    });
    assert!(stayed < Duration::from_secs(1), "{stayed:?}");
}

#[test]
fn a_mouse_report_outside_of_the_screen_does_not_kill_it() {
    let mut session = started(Launch::program());
    // crossterm 0.29.0 computes 0 - 1 here. Built to notice that, its parser keeps the sequence and is deaf from then on.
    session.send("\x1b[<0;0;0M");
    let from = session.written();
    session.resize(100, 30);
    session.until_written(from, WHOLE_FRAME);
    if cfg!(debug_assertions) {
        session.signal(Signal::TERM);
        assert_eq!(session.exit_code(), 143);
        session.assert_given_back(0);
    } else {
        quit(session);
    }
}

#[test]
fn keys_come_from_the_terminal_while_standard_input_is_a_pipe() {
    let mut session = started(Launch::script("printf '' | \"$JOTLAB\""));
    let from = session.written();
    session.send("\x0c");
    session.until_written(from, WHOLE_FRAME);
    quit(session);
}

#[test]
fn the_screen_is_on_the_terminal_while_standard_output_is_a_pipe() {
    let mut session =
        started(Launch::script("exec 3>&1; result=$(\"$JOTLAB\"); code=$?; echo \"stdout=[$result]\" >&3; exit $code"));
    let from = session.written();
    session.send("q");
    assert_eq!(session.exit_code(), 0);
    session.assert_given_back(from);
    assert!(session.output(from).contains("stdout=[]"));
}

#[test]
fn more_than_the_largest_paste_through_a_pipe_is_refused_in_a_sentence() {
    let mut session = Launch::script("head -c 16777217 /dev/zero | \"$JOTLAB\"").start();
    assert_eq!(session.exit_code(), 5);
    let output = session.output(0);
    assert!(output.contains("more than 16 MiB"), "{output:?}");
    assert!(!output.contains('\x1b'), "{output:?}");
}

#[test]
fn a_clock_that_names_no_instant_is_refused_in_a_sentence() {
    let mut session = Launch::program().with("JOTLAB_CLOCK", "tea time").start();
    assert_eq!(session.exit_code(), 2);
    let output = session.output(0);
    assert!(output.contains("JOTLAB_CLOCK: \"tea time\" is no instant"), "{output:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn without_any_terminal_it_ends_and_writes_no_escape() {
    let output = std::process::Command::new("setsid")
        .args(["--wait", env!("CARGO_BIN_EXE_jotlab")])
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.code().is_some(), "{output:?}");
    assert!(!output.stdout.contains(&0x1b) && !output.stderr.contains(&0x1b), "{output:?}");
}

#[test]
fn a_resize_draws_everything_at_the_new_size() {
    let session = started(Launch::program());
    for (columns, rows) in [(100, 30), (40, 10), (40, 11)] {
        let from = session.written();
        session.resize(columns, rows);
        session.until_written(from, WHOLE_FRAME);
        session.until_screen(FIRST_SCREEN);
    }
    quit(session);
}

#[test]
fn three_hundred_random_sizes_do_not_hurt() {
    // A linear congruence: the same sizes every time.
    let mut seed = 20_261_122_u64;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u16::try_from((seed >> 33) % below).unwrap()
    };
    let session = started(Launch::program());
    for _ in 0..300 {
        session.resize(1 + random(220), 1 + random(70));
        std::thread::sleep(Duration::from_micros(u64::from(random(4_000))));
    }
    session.resize(0, 0);
    let from = session.written();
    session.resize(80, 24);
    session.until_written(from, FRAME_END);
    session.until_screen(FIRST_SCREEN);
    quit(session);
}

#[test]
fn no_color_writes_no_colour() {
    let session = started(Launch::program().with("NO_COLOR", "1"));
    session.until_written(0, FRAME_END);
    let output = session.output(0);
    for parameters in output
        .split("\x1b[")
        .filter_map(|code| code.split_once('m').map(|(parameters, _)| parameters))
        .filter(|parameters| parameters.bytes().all(|b| b.is_ascii_digit() || b == b';'))
    {
        // 39 and 49 are the terminal's own; a lone `m` would take bold and reverse away with the colour.
        let colours = ["3", "4", "9", "10"];
        let is_colour = parameters.split(';').any(|p| {
            !matches!(p, "39" | "49" | "3" | "4" | "9") && colours.iter().any(|c| p.len() > c.len() && p.starts_with(c))
        });
        assert!(!is_colour && !parameters.is_empty(), "{parameters:?} in {output:?}");
    }
    quit(session);
}

#[cfg(target_os = "linux")]
#[test]
fn idle_means_no_byte_no_wake_up_no_processor_time() {
    fn cost(pid: i32) -> (u64, u64) {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
        let fields: Vec<_> = stat.rsplit_once(") ").unwrap().1.split(' ').collect();
        let ticks = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
        let switches = std::fs::read_dir(format!("/proc/{pid}/task"))
            .unwrap()
            .map(|task| {
                let status = std::fs::read_to_string(task.unwrap().path().join("status")).unwrap();
                let line = status.lines().find(|l| l.starts_with("voluntary_ctxt_switches"));
                line.unwrap().split_whitespace().nth(1).unwrap().parse::<u64>().unwrap()
            })
            .sum();
        (ticks, switches)
    }

    let session = started(Launch::program());
    session.until_written(0, FRAME_END);
    // Until it sleeps: the first frame is out a moment before.
    std::thread::sleep(Duration::from_millis(300));
    let (before, written) = (cost(session.pid()), session.written());
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(cost(session.pid()), before);
    assert_eq!(session.written(), written);
    quit(session);
}

#[test]
fn text_as_argument_is_in_the_first_frame() {
    let session = started(Launch::program().argument(TOKEN));
    session.until_written(0, FRAME_END);
    let output = session.output(0);
    let (frame, _) = output.split_once(FRAME_END).unwrap();
    assert!(frame.contains(TOKEN_SHOWN), "{frame:?}");
    quit(session);
}

#[test]
fn text_from_a_pipe_is_shown() {
    let session = started(Launch::script("printf %s \"$TOKEN\" | \"$JOTLAB\"").with("TOKEN", TOKEN));
    session.until_screen(TOKEN_SHOWN);
    quit(session);
}

#[test]
fn a_bracketed_paste_of_100_kb_arrives() {
    let mut session = started(Launch::program());
    session.paste(&haystack(100_000, 60_000));
    session.until_screen(TOKEN_SHOWN);
    quit(session);
}

#[test]
fn a_bracketed_paste_that_comes_in_two_halves_arrives_and_the_screen_lives_between() {
    let mut session = started(Launch::program());
    let text = haystack(100_000, 49_950);
    let (first, second) = text.split_at(50_000);
    session.send(&format!("\x1b[200~{first}"));
    // Half a paste must not keep the program from answering the window.
    let from = session.written();
    session.resize(100, 30);
    session.until_written(from, WHOLE_FRAME);
    session.send(&format!("{second}\x1b[201~"));
    session.until_screen(TOKEN_SHOWN);
    quit(session);
}

#[test]
fn half_a_paste_does_not_stop_the_screen() {
    let mut session = started(Launch::program());
    session.send("\x1b[200~half a paste");
    let from = session.written();
    session.resize(100, 30);
    session.until_written(from, WHOLE_FRAME);
    session.send("\x1b[201~");
    quit(session);
}

#[test]
fn a_burst_of_4000_characters_is_one_paste() {
    let mut session = started(Launch::program());
    // Across the 1,024 bytes that are read at a time.
    session.send(&haystack(4_000, 950));
    session.until_screen(TOKEN_SHOWN);
    quit(session);
}

#[test]
fn lines_that_come_at_once_are_a_paste_and_press_no_keys() {
    let mut session = started(Launch::program());
    session.send("alpha\rqq");
    session.until_screen("no token in");
    session.paste(TOKEN);
    session.until_screen(TOKEN_SHOWN);
    session.send("/");
    session.until_screen("esc");
    session.send("line1\rline2\rred q\r");
    session.until_screen("line1 line2 red q");
    session.send("\x1b");
    session.until_screen(FIRST_SCREEN);
    session.send("/role\r");
    session.until_screen("1 of");
    quit(session);
}

#[test]
fn a_burst_never_presses_keys() {
    let mut session = started(Launch::program());
    // As keys, its first letter would quit. The last key is no text and ends the burst.
    let from = session.written();
    session.send(&format!("q{}\x0c", haystack(4_000, 950)));
    session.until_written(from, WHOLE_FRAME);
    quit(session);
}

#[test]
fn the_mouse_is_reported_only_on_request_and_given_back() {
    let session = started(Launch::program());
    assert!(!session.output(0).contains("\x1b[?1000h"), "off unless asked for");
    quit(session);
    let mut session = started(Launch::program().argument("--mouse"));
    session.until_written(0, "\x1b[?1000h");
    // A click far out, and one at column 0, which terminals do not send: neither harms.
    session.send("\x1b[<0;500;500M\x1b[<64;5;5M");
    session.send("m");
    session.until_screen("the mouse is off");
    quit(session);
}
