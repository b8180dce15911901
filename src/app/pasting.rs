//! Text that comes in, from a paste, a file or the clipboard: into a field, or as tokens.

use zeroize::Zeroize;

use super::effect::Effect;
use super::inspect::Opened;
use super::message::Message;
use super::notice::Tone;
use super::overlay::commands::filtered;
use super::overlay::prompt::changed;
use super::overlay::{Commands, Overlay};
use super::state::{Reading, State};
use super::update::{carry_out, update};
use super::words_of_frame as words;
use crate::crypto::read::KeySpec;
use crate::token::find::MAX_TEXT;

/// The largest paste that is read at once, in bytes: what takes longer than a frame is read elsewhere.
const READ_AT_ONCE: usize = 1 << 20;

pub(super) fn paste(state: &mut State, mut text: String) -> Vec<Effect> {
    state.notice = None;
    if let Some(Overlay::Prompt(prompt)) = &mut state.overlay {
        prompt.field.insert(&text);
        // It may have been a secret; crossterm alone keeps a copy, until the next paste.
        text.zeroize();
        return changed(state);
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
        super::overlay::edit::paste(state, &text);
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

/// Reads the tokens of a file or a sample, and says that they were opened.
pub(super) fn open(state: &mut State, text: String) -> Vec<Effect> {
    let effects = take_in(state, text);
    if let Some(notice) = &mut state.notice
        && let Some(opened) = super::paste_words::opened(&notice.text)
    {
        notice.text = opened;
    }
    effects
}

/// Reads the tokens of a text, whichever way it came in.
pub(super) fn take_in(state: &mut State, mut text: String) -> Vec<Effect> {
    let bytes = text.len();
    if bytes > MAX_TEXT {
        return update(state, state.now, Message::PasteTooLarge(bytes));
    }
    if bytes > READ_AT_ONCE {
        // Never the same one twice: an answer may come after any number of other pastes.
        state.tickets = state.tickets.wrapping_add(1);
        state.reading = Some(Reading { ticket: state.tickets, bytes });
        return vec![Effect::Read(state.tickets, text)];
    }
    // What is still being read elsewhere is older than this.
    state.reading = None;
    let tokens = Opened::all(&text, state.now);
    let is_key = tokens.is_empty() && matches!(KeySpec::parse(text.trim(), ""), Ok(KeySpec::Here(_)));
    state.show(tokens, bytes);
    if is_key {
        text.zeroize();
        state.say(Tone::Fail, words::A_KEY_AND_NO_TOKEN);
    }
    Vec::new()
}
