//! The editor over the Header or Payload pane: every key writes the token again.

use crate::app::chord::Chord;
use crate::app::effect::Effect;
use crate::app::inspect::Edited;
use crate::app::overlay::Overlay;
use crate::app::state::State;
use crate::app::update::carry_out::carry_out;

/// A key while header or payload are edited.
pub(super) fn key(state: &mut State, chord: Chord) -> Vec<Effect> {
    let Some(Overlay::Edit(editing)) = &mut state.overlay else { return Vec::new() };
    match editing.key(chord) {
        Edited::Changed => {
            changed(state);
            Vec::new()
        }
        Edited::Done => stop(state, true),
        Edited::Dropped => stop(state, false),
        Edited::Nothing => Vec::new(),
    }
}

/// Text was pasted while header or payload are edited.
pub(in crate::app::update) fn paste(state: &mut State, text: &str) {
    if let Some(Overlay::Edit(editing)) = &mut state.overlay {
        editing.area.insert(text);
    }
    changed(state);
}

fn changed(state: &mut State) {
    let around = state.around();
    if let Some(Overlay::Edit(editing)) = &state.overlay {
        state.inspect.edited(editing, around);
    }
}

fn stop(state: &mut State, keep: bool) -> Vec<Effect> {
    let around = state.around();
    let Some(Overlay::Edit(editing)) = state.overlay.take() else { return Vec::new() };
    let asks = state.inspect.stop_editing(*editing, keep, around);
    carry_out(state, asks)
}
