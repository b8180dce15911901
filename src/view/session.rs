//! The Session screen.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use super::theme::Theme;
use crate::app::state::State;

/// What the title line says of this screen, the most important last.
pub fn title(_state: &State, _theme: &Theme) -> Vec<(String, Style)> {
    Vec::new()
}

/// Draws the screen into the body.
pub fn draw(_state: &State, _theme: &Theme, _buffer: &mut Buffer) {}
