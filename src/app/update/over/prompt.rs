//! What keys do in a prompt, and who takes its answer.

use crate::app::chord::Chord;
use crate::app::effect::Effect;
use crate::app::field::Typed;
use crate::app::overlay::{Overlay, Prompt, Question};
use crate::app::state::State;
use crate::app::update::carry_out::carry_out;

/// The prompt for a path, where one is open.
pub(in crate::app::update) fn asked_path(state: &mut State) -> Option<&mut Prompt> {
    match &mut state.overlay {
        Some(Overlay::Prompt(prompt)) if prompt.question.asks_path() => Some(prompt),
        _ => None,
    }
}

/// A key while a prompt is open.
pub(super) fn key(state: &mut State, chord: Chord) -> Vec<Effect> {
    let now = state.now;
    let Some(Overlay::Prompt(prompt)) = &mut state.overlay else { return Vec::new() };
    match prompt.field.key(chord, now) {
        Typed::Changed => return changed(state),
        Typed::Left => {
            let question = prompt.question;
            state.overlay = None;
            if let Question::Inspect(question) = question {
                state.inspect.left(question, state.around());
            }
        }
        Typed::Accepted => return accept(state),
        Typed::Nothing => {}
    }
    Vec::new()
}

/// The answer is another than before, by a key or a paste.
pub(in crate::app::update) fn changed(state: &mut State) -> Vec<Effect> {
    let around = state.around();
    let Some(Overlay::Prompt(prompt)) = &mut state.overlay else { return Vec::new() };
    prompt.wrong = None;
    match prompt.question {
        Question::Inspect(question) => {
            let asks = state.inspect.typed(question, &prompt.field, around);
            carry_out(state, asks)
        }
        Question::Open | Question::Write | Question::Mint(_) | Question::Session(_) => Vec::new(),
    }
}

/// Takes the answer of a prompt, or says at the field what is wrong with it.
fn accept(state: &mut State) -> Vec<Effect> {
    let around = state.around();
    let Some(Overlay::Prompt(mut prompt)) = state.overlay.take() else { return Vec::new() };
    let field = &prompt.field;
    let outcome = match prompt.question {
        Question::Session(question) => state.session.answer(question, field, around),
        question if question.asks_path() => return path(state, prompt),
        Question::Open | Question::Write => return Vec::new(),
        Question::Inspect(question) => state.inspect.answer(question, field, around),
        Question::Mint(question) => state.mint.answer(question, field, around),
    };
    match outcome {
        Ok(asks) => carry_out(state, asks),
        Err(why) => {
            prompt.wrong = Some(why);
            state.overlay = Some(Overlay::Prompt(prompt));
            Vec::new()
        }
    }
}

/// Reads or writes the file at the path that was typed. The prompt stays until that is done, so that a path can be mended.
fn path(state: &mut State, prompt: Prompt) -> Vec<Effect> {
    let path = prompt.field.text().trim().to_owned();
    if path.is_empty() {
        return Vec::new();
    }
    let effect = match prompt.question {
        Question::Inspect(_) => Some(state.inspect.read_payload(path)),
        Question::Write => {
            state.at_hand().content(state.around()).map(|(_, text)| Effect::Write { path, text, note: None })
        }
        Question::Mint(_) => Some(state.mint.read_preset(path)),
        Question::Open | Question::Session(_) => Some(Effect::Open { path }),
    };
    state.overlay = Some(Overlay::Prompt(prompt));
    effect.into_iter().collect()
}
