//! What the mouse does.

use ratatui::layout::Position;

use super::effect::Effect;
use super::keymap::Action;
use super::message::Mouse;
use super::overlay;
use super::state::State;
use super::update::carry_out;

/// The mouse did this at this column and row.
pub(super) fn mouse(state: &mut State, did: Mouse, column: u16, row: u16) -> Vec<Effect> {
    if state.overlay.is_some() {
        // Over the screen the wheel is the arrow keys, and a click closes nothing.
        let effects = match did {
            Mouse::Click | Mouse::Drag => None,
            Mouse::WheelUp => overlay::act(state, Action::Up),
            Mouse::WheelDown => overlay::act(state, Action::Down),
        };
        return effects.unwrap_or_default();
    }
    let around = state.around();
    let asks = state.at_hand_mut().mouse(did, Position { x: column, y: row }, around);
    carry_out(state, asks)
}
