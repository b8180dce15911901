//! A question with a field for the answer, at the bottom of the body.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::boxed::over;
use super::field;
use super::text::cut;
use super::theme::Theme;
use crate::app::overlay::{Prompt, prompt};
use crate::app::state::State;
use crate::app::wrap::sentences;
use crate::token::visible::visible;

/// Draws the question, the field with its cursor, and what is wrong with the answer.
pub fn draw(state: &State, prompt: &Prompt, theme: &Theme, buffer: &mut Buffer) {
    let body = state.layout.body;
    let width = usize::from(body.width.saturating_sub(2));
    let (lines, style) = match &prompt.wrong {
        Some(why) => {
            let sign = theme.glyph("✗ ", "fail: ");
            (sentences(&format!("{sign}{}", visible(why)), width.saturating_sub(1)), theme.bad)
        }
        None => (vec![cut(prompt.hint, width.saturating_sub(1), theme.glyph("…", "~"))], theme.dim),
    };
    let beside_lines = prompt::ROWS - 1;
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(beside_lines).min(body.height);
    let area = Rect { y: body.y + body.height - height, height, ..body };
    let inner = over(area, &visible(&prompt.title), theme, buffer);
    let mut rows = inner.rows();
    if let Some(row) = rows.next() {
        let row = Rect { x: row.x + 1.min(row.width), width: row.width.saturating_sub(1), ..row };
        field::draw(&prompt.field, row, true, state.now, theme, buffer);
    }
    for (line, row) in lines.into_iter().zip(rows) {
        Line::styled(format!(" {line}"), style).render(row, buffer);
    }
}
