//! What the screen costs: bytes on the line, writes, instructions, memory, room on the disk.
//!
//! The limits are twice what is aimed at, so that they fail for a mistake and not for a new word; each test prints what it measured. The
//! ignored ones measure the program as it is shipped, which is what `JOTLAB_SHIPPED` names; `.ci/run` does so.

#![cfg(target_os = "linux")]
#![allow(clippy::print_stdout, reason = "the measurements are printed")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking; the lints know only the functions marked as tests, not their helpers"
)]

#[allow(dead_code, reason = "not every file of tests needs all of it")]
#[path = "terminal/harness.rs"]
mod harness;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use harness::{Launch, Session};

/// What ends a frame.
const FRAME_END: &str = "\x1b[?2026l";
/// What every first screen shows.
const FIRST_SCREEN: &str = "q quit";

/// A token that lives for this long, from now on.
fn fresh_token(ttl: &str) -> String {
    let mint = ["mint", "--sub", "user", "--role", "user", "--key", "env:KEY", "--ttl", ttl];
    let minted = Command::new(env!("CARGO_BIN_EXE_jotlab"))
        .args(mint)
        .env("KEY", "0d5a8d1c53b1c9ad2b4c7e0d6a1f9b36")
        .output()
        .unwrap();
    assert!(minted.status.success(), "{minted:?}");
    String::from_utf8(minted.stdout).unwrap().trim().to_owned()
}

/// The frames since `from`, each with its bytes.
fn frames(session: &Session, from: usize) -> Vec<usize> {
    let output = session.output(from);
    output.split_inclusive(FRAME_END).filter(|frame| frame.ends_with(FRAME_END)).map(str::len).collect()
}

/// Presses a key and answers how many bytes the frame has that follows.
fn frame_of(session: &mut Session, key: &str) -> usize {
    let from = session.written();
    session.send(key);
    session.until_written(from, FRAME_END);
    frames(session, from)[0]
}

/// Calls of `write` so far, by any thread.
fn writes(pid: i32) -> u64 {
    let io = fs::read_to_string(format!("/proc/{pid}/io")).unwrap();
    io.lines().find_map(|line| line.strip_prefix("syscw: ")).unwrap().parse().unwrap()
}

#[test]
fn a_second_that_passes_is_one_write_of_few_bytes() {
    let session = Launch::program().argument(&fresh_token("30m")).sized(120, 36).start();
    session.until_screen(FIRST_SCREEN);
    // The first second is not a whole one, and what was pasted is being said.
    let from = session.written();
    session.until_written(from, FRAME_END);
    let (from, before) = (session.written(), writes(session.pid()));
    let start = harness::now();
    let mut seen = 0;
    for _ in 0..5 {
        session.until_written(from + seen, FRAME_END);
        seen = frames(&session, from).iter().sum();
    }
    let took = start.elapsed();
    let (ticks, written) = (frames(&session, from), writes(session.pid()) - before);
    println!("bytes a tick: {ticks:?}, {written} writes in {took:?}");
    assert_eq!(written, ticks.len() as u64, "one write a frame");
    assert!(took > Duration::from_secs(3), "five seconds took {took:?}: somebody draws more often");
    assert!(ticks.iter().all(|bytes| *bytes <= 160), "{ticks:?}");
    assert!(ticks.iter().any(|bytes| *bytes <= 80), "{ticks:?}");
}

#[test]
fn the_first_frame_and_a_row_of_scrolling_are_short() {
    let mut session = Launch::program().argument(&fresh_token("30d")).sized(120, 36).start();
    session.until_written(0, FRAME_END);
    let first = frames(&session, 0)[0];
    let pane = frame_of(&mut session, "\t");
    frame_of(&mut session, "?");
    let row = frame_of(&mut session, "j");
    println!("first frame {first}, another pane {pane}, a row of help {row} bytes");
    assert!(first <= 14_000 && pane <= 6_000 && row <= 6_000, "{first} {pane} {row}");
}

/// The program that is to be measured, and a place for what measures it.
fn shipped() -> (String, PathBuf) {
    let program = std::env::var("JOTLAB_SHIPPED").expect("JOTLAB_SHIPPED names the program as it is shipped");
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("callgrind.{}", std::process::id()));
    (program, place)
}

/// How many instructions the program needs for what `does` lets it do, from its start to its end.
fn instructions(arguments: &str, does: impl Fn(&mut Session)) -> u64 {
    let (program, out) = shipped();
    let script = format!(
        "exec valgrind --tool=callgrind --callgrind-out-file={} --log-file=/dev/null {program} {arguments}",
        out.display()
    );
    let mut session = Launch::script(&script).sized(120, 36).start();
    session.until_screen(FIRST_SCREEN);
    does(&mut session);
    session.send("q");
    assert_eq!(session.exit_code(), 0);
    let profile = fs::read_to_string(&out).unwrap();
    fs::remove_file(&out).unwrap();
    let total = profile.lines().find_map(|line| line.strip_prefix("totals: ").or(line.strip_prefix("summary: ")));
    total.unwrap().split_whitespace().next().unwrap().parse().unwrap()
}

#[test]
#[ignore = "needs valgrind, and the program as it is shipped: see .ci/run"]
fn instructions_of_a_start_a_key_and_a_second() {
    const KEYS: u64 = 40;
    const SECONDS: u64 = 5;

    let token = fresh_token("30d");
    let start = instructions(&token, |_| {});
    let with_keys = instructions(&token, |session| {
        for n in 0..KEYS {
            frame_of(session, if n % 2 == 0 { "j" } else { "k" });
        }
    });
    let key = with_keys.saturating_sub(start) / KEYS;
    let token = fresh_token("30m");
    let with_seconds = instructions(&token, |session| {
        let from = session.written();
        let mut seen = 0;
        for _ in 0..SECONDS {
            session.until_written(from + seen, FRAME_END);
            seen = frames(session, from).iter().sum();
        }
    });
    let second = with_seconds.saturating_sub(start) / SECONDS;
    println!("instructions: start and first frame {start}, a key and its frame {key}, a second {second}");
    assert!(key <= 2 * 2_500_000, "a key and its frame: {key}");
    assert!(second <= 2 * 2_500_000, "a second: {second}");
    assert!(start <= 2 * 12_000_000, "start and first frame: {start}");
}

#[test]
#[ignore = "measures the program as it is shipped: see .ci/run"]
fn the_program_is_small_on_the_disk_and_in_memory() {
    let (program, _) = shipped();
    let size = fs::metadata(&program).unwrap().len();
    let session = Launch::script(&format!("exec {program}")).sized(120, 36).start();
    session.until_screen(FIRST_SCREEN);
    let status = fs::read_to_string(format!("/proc/{}/status", session.pid())).unwrap();
    let kilobytes = |name: &str| -> u64 {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.split_whitespace().next().unwrap().parse().unwrap()
    };
    let (own, all) = (kilobytes("RssAnon:"), kilobytes("VmRSS:"));
    println!("{size} bytes on the disk, {own} kB of its own in memory, {all} kB with its code");
    assert!(size <= 16_000_000, "{size} bytes");
    assert!(all <= 12_000, "{all} kB");
}
