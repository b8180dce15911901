//! What keys do in the key panel of Inspect, and what becomes of the keys that are given there.

use crate::app::chord::{Chord, Key as Pressed};
use crate::app::effect::{Effect, KeyPlace};
use crate::app::field::Typed;
use crate::app::keymap::Action;
use crate::app::notice::Tone;
use crate::app::overlay::Overlay;
use crate::app::overlay::keys::Line;
use crate::app::ring;
use crate::app::screens::Screen;
use crate::app::state::State;
use crate::app::update::act::act;
use crate::app::words_of_frame as words;
use crate::crypto::{KeySpec, Keys, read};
use crate::token::visible::visible;

/// Where a key came from that was typed or pasted.
const TYPED: &str = "the key field";

/// A key while the panel is open.
pub(super) fn key(state: &mut State, chord: Chord) -> Vec<Effect> {
    let now = state.now;
    let lines = state.inspect.key_lines();
    let Some(Overlay::Keys(panel)) = &mut state.overlay else { return Vec::new() };
    let last = lines.len().saturating_sub(1);
    let line = lines.get(panel.cursor).copied().unwrap_or(Line::Field);
    match (chord.key, line) {
        (Pressed::Up | Pressed::BackTab, _) => panel.cursor = panel.cursor.saturating_sub(1),
        (Pressed::Down | Pressed::Tab, _) => panel.cursor = panel.cursor.saturating_add(1).min(last),
        (Pressed::Delete | Pressed::Backspace, Line::Key(nth)) => return remove(state, nth),
        (Pressed::Enter, Line::Field) => return accept(state),
        (Pressed::Enter, Line::Key(_)) => panel.wrong = Some("del takes this key away".to_owned()),
        (Pressed::Enter, Line::WellKnown) => return run(state, Action::WellKnown),
        (Pressed::Enter, Line::OwnKey) => return run(state, Action::OwnKey),
        (Pressed::Enter, Line::Payload) => return run(state, Action::Payload),
        (Pressed::Delete | Pressed::Backspace, Line::WellKnown | Line::OwnKey | Line::Payload) => {}
        (_, _) => match panel.field.key(chord, now) {
            Typed::Changed => {
                panel.cursor = 0;
                panel.wrong = None;
            }
            Typed::Left => state.overlay = None,
            Typed::Accepted | Typed::Nothing => {}
        },
    }
    Vec::new()
}

fn run(state: &mut State, action: Action) -> Vec<Effect> {
    state.overlay = None;
    act(state, action)
}

fn remove(state: &mut State, nth: usize) -> Vec<Effect> {
    let around = state.around();
    if let Some(key) = state.inspect.remove_key(nth, around) {
        state.say(Tone::Ok, format!("taken away: {}", ring::words(&key)));
    }
    let last = state.inspect.key_lines().len().saturating_sub(1);
    if let Some(Overlay::Keys(panel)) = &mut state.overlay {
        panel.cursor = panel.cursor.min(last);
    }
    Vec::new()
}

/// Takes what was typed as a key, or asks for the variable or file that it names. A bare text is a secret: here nobody else hears it.
fn accept(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Keys(panel)) = &mut state.overlay else { return Vec::new() };
    if panel.field.is_empty() {
        panel.wrong = Some("type or paste a key, or esc".to_owned());
        return Vec::new();
    }
    let place = match KeySpec::parse(panel.field.text(), TYPED) {
        Ok(KeySpec::Here(keys)) => {
            take(state, keys);
            return Vec::new();
        }
        Ok(KeySpec::Bare) => {
            let is_name = names_a_file(panel.field.text());
            match read::secret(panel.field.text(), TYPED) {
                Ok(keys) => {
                    take(state, keys);
                    if is_name {
                        state.say(Tone::Note, words::TAKEN_AS_A_SECRET);
                    }
                }
                Err(why) => panel.wrong = Some(why.to_string()),
            }
            return Vec::new();
        }
        Ok(KeySpec::Variable(name)) => KeyPlace::Variable(name),
        Ok(KeySpec::File(path)) => KeyPlace::File(path),
        Err(why) => {
            panel.wrong = Some(why.to_string());
            return Vec::new();
        }
    };
    let ticket = state.inspect.next_ticket();
    panel.reading = Some(ticket);
    vec![Effect::ReadKey(Screen::Inspect, ticket, place)]
}

/// Does a secret read like the name of a file of keys, which was perhaps meant?
fn names_a_file(text: &str) -> bool {
    let ends =
        [".pem", ".json", ".jwk", ".jwks", ".key", ".pub", ".crt", ".cer", ".der", ".p8", ".p12", ".txt", ".env"];
    let text = text.to_ascii_lowercase();
    !text.contains(char::is_whitespace) && ends.iter().any(|end| text.len() > end.len() && text.ends_with(end))
}

/// The keys of a variable or file have come, or a sentence why not.
pub(in crate::app::update) fn key_read(state: &mut State, ticket: u64, result: Result<Keys, String>) {
    let Some(Overlay::Keys(panel)) = &mut state.overlay else { return };
    if panel.reading != Some(ticket) {
        return;
    }
    panel.reading = None;
    match result {
        Ok(keys) => take(state, keys),
        Err(why) => panel.wrong = Some(why),
    }
}

/// Puts keys on the ring, closes the panel and says what came of it.
fn take(state: &mut State, keys: Keys) {
    state.overlay = None;
    let around = state.around();
    let first = keys.keys.first().map(ring::words).unwrap_or_default();
    let added = state.inspect.take_keys(keys.keys, around);
    let left_out = match keys.skipped.as_slice() {
        [] => String::new(),
        [only] => format!("; 1 left out: {}", only.why),
        [first, ..] => format!("; {} left out, the first: {}", keys.skipped.len(), first.why),
    };
    let words = match added {
        0 => "this key was there already".to_owned(),
        1 => format!("key added: {}", visible(&first)),
        many => format!("{many} keys added, the first: {}", visible(&first)),
    };
    state.say(Tone::Ok, format!("{words}{left_out}"));
}
