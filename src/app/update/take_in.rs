//! Text that comes in as tokens, from a paste, a file, the clipboard or another screen.

use zeroize::Zeroize;

use crate::app::effect::Effect;
use crate::app::inspect::Opened;
use crate::app::notice::Tone;
use crate::app::paste_words;
use crate::app::size::size_words;
use crate::app::state::{Reading, State};
use crate::app::words_of_frame as words;
use crate::crypto::read::KeySpec;
use crate::token::find::MAX_TEXT;

/// The largest paste that is read at once, in bytes: what takes longer than a frame is read elsewhere.
const READ_AT_ONCE: usize = 1 << 20;

/// Reads the tokens of a file or a sample, and says that they were opened.
pub(super) fn open(state: &mut State, text: String) -> Vec<Effect> {
    let effects = take_in(state, text);
    if let Some(notice) = &mut state.notice
        && let Some(opened) = paste_words::opened(&notice.text)
    {
        notice.text = opened;
    }
    effects
}

/// Reads the tokens of a text, whichever way it came in.
pub(super) fn take_in(state: &mut State, mut text: String) -> Vec<Effect> {
    let bytes = text.len();
    if bytes > MAX_TEXT {
        too_large(state, bytes);
        return Vec::new();
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

/// Says that a text of so many bytes was thrown away.
pub(super) fn too_large(state: &mut State, bytes: usize) {
    state.say(Tone::Fail, words::too_large(&size_words(bytes), &size_words(MAX_TEXT)));
}
