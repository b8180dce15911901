//! The README shows the program of today: its pictures are drawn from the screens, its key table from the keymap.
//!
//! After a visible change run `JOTLAB_UPDATE=1 cargo test --test screens readme` and look at what changed.

use std::fs;
use std::path::{Path, PathBuf};

use super::screen::{ADMIN, Screen, USER, USER_EXP};
use jotlab::app::keymap;
use jotlab::app::mint::Ids;
use jotlab::app::overlay::Overlay;
use jotlab::view::svg;

fn at_root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Is the file as it should be? With `JOTLAB_UPDATE` it is made so first.
#[track_caller]
fn is_current(path: &str, content: &str) {
    let path = at_root(path);
    if std::env::var_os("JOTLAB_UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == content, "{} is out of date: JOTLAB_UPDATE=1 cargo test --test screens readme", path.display());
}

#[test]
fn pictures_are_drawn_from_the_screens() {
    let mut live = Screen::at(120, 36, USER_EXP.plus_seconds(-751));
    live.paste(&format!("Authorization: Bearer {USER}"));
    is_current("assets/screens/inspect.svg", &svg::picture(&live.buffer()));

    let mut several = Screen::new(80, 24);
    several.paste(&format!("{USER}\n{ADMIN}")).keys("]");
    is_current("assets/screens/expired.svg", &svg::picture(&several.buffer()));

    let mut mint = Screen::at(120, 36, USER_EXP.plus_seconds(-1800));
    mint.state.mint.ids = Ids::Fixed("00000000-0000-4000-8000-000000000000".to_owned());
    mint.keys("M enter").type_text("a secret that nobody should use").keys("tab right space tab left");
    is_current("assets/screens/mint.svg", &svg::picture(&mint.buffer()));

    let mut session = Screen::new(120, 36);
    session.keys("S r").shows("S14");
    let Overlay::Menu(lessons) = session.state.overlay.clone().unwrap() else { panic!("the lessons are a menu") };
    let theft = lessons.items.iter().find(|item| item.words.starts_with("S14")).unwrap();
    session.type_text(&theft.key.to_string());
    for _ in 0..40 {
        if session.has("2 minutes old") || session.has("two minutes old") {
            break;
        }
        session.keys(if session.has("[e] tell me") { "3" } else { "space" });
    }
    is_current("assets/screens/session.svg", &svg::picture(&session.buffer()));
}

#[test]
fn the_key_table_is_the_keymap() {
    let mut table = String::from("| where | keys | what they do |\n| --- | --- | --- |\n");
    for (scope, lines) in keymap::groups() {
        for (keys, binding) in lines {
            let words = binding.words();
            let keys: Vec<String> = keys.split_whitespace().map(|key| format!("`{key}`")).collect();
            table.push_str(&format!("| {} | {} | {words} |\n", scope.title(), keys.join(" ")));
        }
    }
    let readme = fs::read_to_string(at_root("README.md")).unwrap();
    let (before, rest) = readme.split_once("<!-- keys -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- end of keys -->").unwrap();
    is_current("README.md", &format!("{before}<!-- keys -->\n{table}<!-- end of keys -->{after}"));
}

#[test]
fn the_first_two_commands_run_and_test_the_program() {
    let readme = fs::read_to_string(at_root("README.md")).unwrap();
    let blocks: Vec<&str> = readme.split("```").skip(1).step_by(2).collect();
    assert_eq!(blocks.first().map(|block| block.trim_start_matches("sh").trim()), Some("cargo run --release"));
    assert_eq!(blocks.get(1).map(|block| block.trim_start_matches("sh").trim()), Some("cargo test"));
    let gate = fs::read_to_string(at_root(".ci/run")).unwrap();
    assert!(gate.lines().any(|line| line.trim() == "cargo test"), "the gate runs what the README says");
}
