//! The keys, in the order and the words of the keymap.

use ratatui::buffer::Buffer;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Widget};

use super::theme::Theme;
use crate::app::keymap;
use crate::app::state::State;

/// Draws the help from row `top` on.
pub fn draw(state: &State, top: usize, theme: &Theme, buffer: &mut Buffer) {
    let area = state.layout.body;
    Clear.render(area, buffer);
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (scope, keys) in keymap::groups() {
        if !lines.is_empty() {
            lines.push(Line::from(""));
        }
        lines.push(Line::styled(format!(" {}", scope.title()), theme.strong));
        lines.extend(keys.into_iter().map(|(keys, words)| {
            Line::from(vec![Span::styled(format!("   {keys:<18}"), theme.strong), Span::raw(words)])
        }));
    }
    let rows = usize::from(area.height.saturating_sub(2));
    let more = lines.len().saturating_sub(top + rows);
    let title =
        if more > 0 { format!(" Help: {more} more below, esc leaves ") } else { " Help: esc leaves ".to_owned() };
    let block = Block::bordered().border_set(theme.border(true)).title(Span::styled(title, theme.strong));
    let inner = block.inner(area);
    block.render(area, buffer);
    for (line, row) in lines.into_iter().skip(top).zip(inner.rows()) {
        line.render(row, buffer);
    }
}
