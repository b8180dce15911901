//! A question with a field for the answer, at the bottom of the body.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::boxed::over;
use super::field;
use super::text::cut;
use super::theme::Theme;
use crate::app::overlay::Prompt;
use crate::app::state::State;
use crate::token::visible::visible;

/// Draws the question, the field with its cursor, and what is wrong with the answer.
pub fn draw(state: &State, prompt: &Prompt, theme: &Theme, buffer: &mut Buffer) {
    let body = state.layout.body;
    let height = 4.min(body.height);
    let area = Rect { y: body.y + body.height - height, height, ..body };
    let inner = over(area, &visible(&prompt.title), theme, buffer);
    let mut rows = inner.rows();
    if let Some(row) = rows.next() {
        let row = Rect { x: row.x + 1.min(row.width), width: row.width.saturating_sub(1), ..row };
        field::draw(&prompt.field, row, true, state.now, theme, buffer);
    }
    if let Some(row) = rows.next() {
        let (text, style) = match &prompt.wrong {
            Some(why) => (format!(" {}{}", theme.glyph("✗ ", "fail: "), visible(why)), theme.bad),
            None => (format!(" {}", prompt.hint), theme.dim),
        };
        Line::styled(cut(&text, usize::from(row.width), theme.glyph("…", "~")), style).render(row, buffer);
    }
}
