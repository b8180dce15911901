//! How the signature is made, put over the screen, and what keys do there.

use crate::app::chord::{Chord, Key as Pressed};
use crate::app::effect::Effect;
use crate::app::inspect::Change;
use crate::app::notice::Tone;
use crate::app::overlay::{Overlay, Page, StepsPage};
use crate::app::state::State;
use crate::app::words_of_frame as words;
use crate::crypto::Key;
use crate::token::anatomy::Kind;

/// Opens the steps for the token and the key at hand.
pub(in crate::app::update) fn open(state: &mut State) {
    if state.inspect.current().is_none() {
        return state.say(Tone::Note, words::NO_TOKEN);
    }
    if state.inspect.current().is_some_and(|opened| opened.token.kind == Kind::Jwe) {
        return state.say(Tone::Note, words::SEALED_NOT_SIGNED);
    }
    if key_at_hand(state).is_none() {
        return state.say(Tone::Note, words::NO_KEY_FOR_STEPS);
    }
    show(state, Change::None);
}

/// The key that the verdict names, else the first that its algorithm takes, else the first.
fn key_at_hand(state: &State) -> Option<Key> {
    let keys = state.inspect.keys();
    let verdict = state.inspect.judgement();
    let named = verdict.and_then(|verdict| verdict.by().or_else(|| verdict.tried().first().map(|tried| &tried.key)));
    named.and_then(|by| keys.get(by.nth)).or_else(|| keys.first()).cloned()
}

fn show(state: &mut State, change: Change) {
    let Some(key) = key_at_hand(state) else { return };
    let rows = state.inspect.step_rows(&key, change);
    state.overlay = Some(Overlay::Steps(Box::new(StepsPage { change, page: Page::of(words::STEPS.to_owned(), rows) })));
}

/// A key while the steps are shown; `None` when it does the same as on every page.
pub(super) fn key(state: &mut State, chord: Chord) -> Option<Vec<Effect>> {
    let Pressed::Char(c) = chord.key else { return None };
    let change = Change::ALL.into_iter().find(|change| change.key() == c && !chord.ctrl && !chord.alt)?;
    show(state, change);
    Some(Vec::new())
}
