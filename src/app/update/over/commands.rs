//! What keys do while the list of keys lies over the screen.

use crate::app::chord::{Chord, Key};
use crate::app::effect::Effect;
use crate::app::field::{Field, Typed};
use crate::app::keymap::Action;
use crate::app::notice::Tone;
use crate::app::overlay::commands::Command;
use crate::app::overlay::{Commands, Overlay};
use crate::app::scroll::rows_of;
use crate::app::state::State;
use crate::app::words_of_frame as words;

/// What an action does while the list of keys lies over the screen; `None` when it does the same as ever.
pub(super) fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    let page = isize::try_from(state.layout.list_rows()).unwrap_or(1).max(1);
    if let Some(rows) = rows_of(action, page) {
        step(state, rows);
        return Some(Vec::new());
    }
    match action {
        Action::Find => {
            if let Some(Overlay::Commands(commands)) = &mut state.overlay {
                commands.filter = Some(Field::default());
            }
            Some(Vec::new())
        }
        Action::Accept => Some(run_command(state)),
        _ if action.works_everywhere() => None,
        _ => {
            state.overlay = None;
            matches!(action, Action::Back | Action::Help).then(Vec::new)
        }
    }
}

/// Does what the row under the cursor says.
fn run_command(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Commands(shown)) = &state.overlay else { return Vec::new() };
    match shown.list(state.screen).get(shown.scroll.cursor) {
        Some(Command::Entry(_, _, Some(action))) => {
            let action = *action;
            state.overlay = None;
            crate::app::update::act::act(state, action)
        }
        Some(Command::Entry(keys, ..)) => {
            let text = words::press_it(keys);
            state.say(Tone::Note, text);
            Vec::new()
        }
        Some(Command::Heading(_) | Command::About(_)) | None => Vec::new(),
    }
}

/// A key while the list of keys is being filtered.
pub(super) fn filter_key(state: &mut State, chord: Chord) -> Vec<Effect> {
    let now = state.now;
    let Some(Overlay::Commands(Commands { filter: Some(field), .. })) = &mut state.overlay else { return Vec::new() };
    match (chord.key, field.key(chord, now)) {
        (_, Typed::Changed) => filtered(state),
        (_, Typed::Accepted) => return run_command(state),
        (_, Typed::Left) => state.overlay = None,
        (Key::Up, Typed::Nothing) => step(state, -1),
        (Key::Down | Key::Tab, Typed::Nothing) => step(state, 1),
        (Key::PageUp, Typed::Nothing) => step(state, -10),
        (Key::PageDown, Typed::Nothing) => step(state, 10),
        (_, Typed::Nothing) => {}
    }
    Vec::new()
}

/// Moves the cursor by `rows`.
fn step(state: &mut State, rows: isize) {
    let (screen, height) = (state.screen, state.layout.list_rows());
    if let Some(Overlay::Commands(commands)) = &mut state.overlay {
        commands.step(rows, screen, height);
    }
}

/// The list is filtered by other words than before, by a key or a paste.
pub(in crate::app::update) fn filtered(state: &mut State) {
    let (screen, height) = (state.screen, state.layout.list_rows());
    if let Some(Overlay::Commands(commands)) = &mut state.overlay {
        commands.filtered(screen, height);
    }
}
