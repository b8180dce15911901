//! What a screen asks for, carried out.

use super::take_in::take_in;
use crate::app::effect::Effect;
use crate::app::notice::Tone;
use crate::app::screen::{Ask, Leap};
use crate::app::state::State;

/// Carries out what a screen asks for, in its order.
pub(super) fn carry_out(state: &mut State, asks: Vec<Ask>) -> Vec<Effect> {
    let mut effects = Vec::new();
    for ask in asks {
        match ask {
            Ask::Do(effect) => effects.push(effect),
            Ask::Say(tone, text) => state.say(tone, text),
            Ask::Over(overlay) => state.overlay = Some(overlay),
            Ask::Leap(Leap::OpenInInspect { text, keys, at }) => {
                let from = state.screen;
                effects.extend(take_in(state, text));
                state.came_from = Some(from).filter(|from| *from != state.screen);
                // That it is there is seen; it was not pasted.
                state.notice.take_if(|notice| notice.tone == Tone::Ok);
                let around = state.around();
                // What is still being read elsewhere comes without them.
                if state.reading.is_none() {
                    state.inspect.came_with(keys, at, around);
                }
            }
        }
    }
    effects
}
