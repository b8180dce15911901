//! Keys that ask for effects which no key of the program asks for yet, for the tests of `clipboard`, `files` and the plain view: with
//! `JOTLAB_TEST_EFFECTS` set, F5 copies it, F6 shows it plainly, F7 writes it to `JOTLAB_TEST_PATH`, F8 opens that file and F9 reads the
//! clipboard. Not in a release build.

use std::env;

use crate::app::chord::{Chord, Key};
use crate::app::copying::Copy;
use crate::app::effect::Effect;

/// The effect of this key, if the tests ask for it.
#[must_use]
pub fn effect(chord: Chord) -> Option<Effect> {
    let Key::F(number @ 5..=9) = chord.key else {
        return None;
    };
    let text = env::var("JOTLAB_TEST_EFFECTS").ok()?;
    let path = env::var("JOTLAB_TEST_PATH").unwrap_or_default();
    Some(match number {
        5 => Effect::Copy(Copy { what: "token".to_owned(), text }),
        6 => Effect::Plain(text),
        7 => Effect::Write { path, text },
        8 => Effect::Open { path },
        _ => Effect::ReadClipboard,
    })
}
