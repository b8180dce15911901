//! State → cells. Functions of `&State`, nothing else.

use ratatui::Frame;

use crate::app::state::State;

/// Draws the whole screen.
pub fn draw(state: &State, frame: &mut Frame<'_>) {
    let _ = state;
    frame.render_widget("jotlab", frame.area());
}
