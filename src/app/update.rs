//! One message → the next state and what it asks of the world.

use super::effect::Effect;
use super::message::Message;
use super::state::State;
use crate::app::chord::Chord;
use crate::token::moment::Moment;

/// Changes `state` as `message` says. Never waits, prints, reads or draws.
pub fn update(state: &mut State, now: Moment, message: Message) -> Vec<Effect> {
    state.now = now;
    match message {
        Message::Key(chord) if chord == Chord::char('q') => vec![Effect::Quit],
        Message::Key(chord) if chord == Chord::ctrl('z') => vec![Effect::Suspend],
        Message::Key(chord) if chord == Chord::ctrl('l') => vec![Effect::Redraw],
        _ => Vec::new(),
    }
}
