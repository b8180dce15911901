//! The rules of the house that no compiler holds: which room may reach which, and what stays outside each.

use std::fs;
use std::path::{Path, PathBuf};

use super::source::{sources, src};

/// A room, the rooms it may use, and the words that must not stand in it.
struct Room {
    name: &'static str,
    may_use: &'static [&'static str],
    never: &'static [&'static str],
}

const CLOCKS: [&str; 4] = ["SystemTime::now", "Instant::now", "Utc::now", "Local::now"];

const ROOMS: [Room; 7] = [
    Room {
        name: "token",
        may_use: &[],
        never: &["std::fs", "std::env", "std::io", "std::net", "std::thread", "ratatui", "crossterm", "anyhow"],
    },
    Room {
        name: "crypto",
        may_use: &["token"],
        never: &["std::fs", "std::env", "std::io", "std::net", "std::thread", "ratatui", "crossterm", "anyhow"],
    },
    Room {
        name: "session",
        may_use: &["crypto", "token"],
        never: &[
            "std::fs",
            "std::env",
            "std::io",
            "std::net",
            "std::thread",
            "std::time",
            "HashMap",
            "ratatui",
            "crossterm",
            "anyhow",
        ],
    },
    Room {
        name: "app",
        may_use: &["session", "crypto", "token"],
        never: &[
            "std::fs",
            "std::env",
            "std::io",
            "std::net",
            "std::thread",
            "crossterm",
            "ratatui::widgets",
            "ratatui::style",
            "ratatui::buffer",
        ],
    },
    Room {
        name: "view",
        may_use: &["app", "session", "crypto", "token"],
        never: &[
            "std::fs",
            "std::env",
            "std::io",
            "std::net",
            "std::thread",
            "crossterm",
            "&mut State",
            "&mut Inspect",
        ],
    },
    Room { name: "runtime", may_use: &["app", "view", "session", "crypto", "token"], never: &["std::net"] },
    Room {
        name: "cli",
        may_use: &["session", "crypto", "token"],
        never: &["std::fs", "std::env", "std::net", "std::thread", "crossterm", "ratatui"],
    },
];

/// The files of a room: its own file, and its folder.
fn files_of(room: &str) -> Vec<(PathBuf, String)> {
    let mut paths = sources(&src().join(room));
    paths.push(src().join(format!("{room}.rs")));
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(&path).expect("the file can be read"))).collect()
}

/// A file without its comments and its tests, which may reach further (as may files named `tests.rs`, which are not even listed).
fn code(text: &str) -> String {
    let body = text.split("#[cfg(test)]").next().unwrap_or_default();
    body.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn rooms_reach_only_the_rooms_below_them() {
    let mut broken = Vec::new();
    for room in &ROOMS {
        for (path, text) in files_of(room.name) {
            let code = code(&text);
            for other in ROOMS.iter().map(|room| room.name).filter(|other| *other != room.name) {
                if code.contains(&format!("crate::{other}")) && !room.may_use.contains(&other) {
                    broken.push(format!("{}: {} must not use {other}", path.display(), room.name));
                }
            }
            for word in room.never.iter().filter(|word| code.contains(**word)) {
                broken.push(format!("{}: `{word}` does not belong into {}", path.display(), room.name));
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn one_file_asks_what_time_it_is() {
    let asking: Vec<String> = sources(&src())
        .into_iter()
        .filter(|path| {
            let code = code(&fs::read_to_string(path).expect("the file can be read"));
            CLOCKS.iter().any(|clock| code.contains(clock))
        })
        .map(|path| path.strip_prefix(src()).expect("below src").display().to_string())
        .collect();
    assert_eq!(asking, ["runtime/clock.rs"]);
}

#[test]
fn escape_codes_are_known_to_who_holds_the_terminal_and_to_the_pen() {
    let knowing: Vec<String> = sources(&src())
        .into_iter()
        .filter(|path| {
            let code = code(&fs::read_to_string(path).expect("the file can be read"));
            ["\\x1b[", "\\x1b]", "EnterAlternateScreen", "LeaveAlternateScreen"].iter().any(|word| code.contains(word))
        })
        .map(|path| path.strip_prefix(src()).expect("below src").display().to_string())
        .collect();
    assert_eq!(knowing, ["runtime/pen.rs", "runtime/terminal.rs"]);
}

#[test]
fn one_room_names_a_cryptographic_library() {
    let naming: Vec<String> = sources(&src())
        .into_iter()
        .filter(|path| !path.starts_with(src().join("crypto")) && *path != src().join("crypto.rs"))
        .filter(|path| {
            let code = code(&fs::read_to_string(path).expect("the file can be read"));
            ["jsonwebtoken::", "aws_lc_rs::", "crrl::"].iter().any(|library| code.contains(library))
        })
        .map(|path| path.strip_prefix(src()).expect("below src").display().to_string())
        .collect();
    assert_eq!(naming, Vec::<String>::new());
}

#[test]
fn every_file_says_what_it_is() {
    for path in sources(&src()) {
        let text = fs::read_to_string(&path).expect("the file can be read");
        assert!(text.starts_with("//! "), "{} does not begin with //!", path.display());
    }
}

#[test]
fn no_dependency_changes_how_numbers_are_read() {
    // serde_json's feature is unified over the whole tree: one crate that asks for it changes all.
    let lock = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).expect("Cargo.toml");
    assert!(!lock.lines().any(|line| line.contains("arbitrary_precision") && !line.trim_start().starts_with('#')));
    let number: serde_json::Value = serde_json::from_str("1e400").unwrap_or(serde_json::Value::Null);
    assert!(number.is_null(), "with arbitrary precision this would read");
}

#[test]
fn the_tree_of_the_tour_names_every_room() {
    let tour = fs::read_to_string(src().join("lib.rs")).expect("lib.rs");
    for room in &ROOMS {
        assert!(tour.contains(&format!("`{}`", room.name)), "the tour in lib.rs leaves out {}", room.name);
    }
}
