//! The keys that what lies over the screen takes before the screen gets them.

pub(super) mod commands;
pub(super) mod edit;
pub(super) mod keys;
pub(super) mod menu;
mod page;
pub(super) mod prompt;
pub(super) mod steps;

use crate::app::chord::Chord;
use crate::app::effect::Effect;
use crate::app::keymap::Action;
use crate::app::overlay::Overlay;
use crate::app::state::State;

/// A key while something lies over the screen; `None` when the key is none of its own.
pub(super) fn key(state: &mut State, chord: Chord) -> Option<Vec<Effect>> {
    match &mut state.overlay {
        Some(Overlay::Prompt(_)) => Some(prompt::key(state, chord)),
        Some(Overlay::Keys(_)) => Some(keys::key(state, chord)),
        Some(Overlay::Edit(_)) => Some(edit::key(state, chord)),
        Some(Overlay::Commands(commands)) if commands.filter.is_some() => Some(commands::filter_key(state, chord)),
        Some(Overlay::Menu(_)) => menu::key(state, chord),
        Some(Overlay::Steps(_)) => steps::key(state, chord),
        Some(Overlay::Commands(_) | Overlay::Page(_) | Overlay::Explain(_)) | None => None,
    }
}

/// What an action does while something is over the screen; `None` when it does the same as without it.
pub(super) fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    match &state.overlay {
        Some(Overlay::Explain(_) | Overlay::Page(_) | Overlay::Steps(_)) => page::act(state, action),
        Some(Overlay::Commands(_)) => commands::act(state, action),
        Some(Overlay::Menu(_) | Overlay::Prompt(_) | Overlay::Keys(_) | Overlay::Edit(_)) | None => None,
    }
}
