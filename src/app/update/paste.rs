//! A paste: into the field that has the keys, to the screen that waits for one, or read for its tokens.

use zeroize::Zeroize;

use super::carry_out::carry_out;
use super::over::commands::filtered;
use super::over::{edit, prompt};
use super::take_in::take_in;
use crate::app::effect::Effect;
use crate::app::overlay::{Commands, Overlay};
use crate::app::state::State;

/// Takes a pasted text in.
pub(super) fn paste(state: &mut State, mut text: String) -> Vec<Effect> {
    state.notice = None;
    if let Some(Overlay::Prompt(open)) = &mut state.overlay {
        open.field.insert(&text);
        // It may have been a secret; crossterm alone keeps a copy, until the next paste.
        text.zeroize();
        return prompt::changed(state);
    }
    if let Some(Overlay::Keys(panel)) = &mut state.overlay {
        panel.field.insert(&text);
        panel.cursor = 0;
        panel.wrong = None;
        // It may be a secret.
        text.zeroize();
        return Vec::new();
    }
    if let Some(Overlay::Edit(_)) = &state.overlay {
        edit::paste(state, &text);
        return Vec::new();
    }
    if let Some(Overlay::Commands(Commands { filter: Some(field), .. })) = &mut state.overlay {
        field.insert(&text);
        filtered(state);
        return Vec::new();
    }
    if state.is_typing() {
        let around = state.around();
        let asks = state.at_hand_mut().type_text(&text, around);
        text.zeroize();
        return carry_out(state, asks);
    }
    state.overlay = None;
    offer(state, text)
}

/// Gives a text to the screen at hand, if it is meant for it; otherwise reads its tokens.
pub(super) fn offer(state: &mut State, mut text: String) -> Vec<Effect> {
    let around = state.around();
    match state.at_hand_mut().paste(&text, around) {
        Some(asks) => {
            text.zeroize();
            carry_out(state, asks)
        }
        None => take_in(state, text),
    }
}
