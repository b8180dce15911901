//! What the mouse does.

use ratatui::layout::Position;

use super::carry_out::carry_out;
use super::over;
use crate::app::effect::Effect;
use crate::app::keymap::Action;
use crate::app::message::Mouse;
use crate::app::state::State;

/// The mouse did this at this column and row.
pub(super) fn mouse(state: &mut State, did: Mouse, column: u16, row: u16) -> Vec<Effect> {
    if state.overlay.is_some() {
        // Over the screen the wheel is the arrow keys, and a click closes nothing.
        let effects = match did {
            Mouse::Click | Mouse::Drag => None,
            Mouse::WheelUp => over::act(state, Action::Up),
            Mouse::WheelDown => over::act(state, Action::Down),
        };
        return effects.unwrap_or_default();
    }
    let around = state.around();
    let asks = state.at_hand_mut().mouse(did, Position { x: column, y: row }, around);
    carry_out(state, asks)
}
