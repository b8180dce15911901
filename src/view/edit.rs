//! Header or payload as it is edited, over the pane that shows it: the text, the cursor, and what is wrong with it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::area;
use super::boxed::over;
use super::text::cut;
use super::theme::Theme;
use crate::app::inspect::Editing;
use crate::app::state::State;
use crate::app::words_of_frame as words;
use crate::token::visible::visible;

/// Rows that a text needs to be edited in: two of it, what is said of it, and the border.
const LEAST: u16 = 5;

/// Draws the editor in place of the pane; where that is too low, as high as needed.
pub fn draw(state: &State, editing: &Editing, theme: &Theme, buffer: &mut Buffer) {
    let body = state.layout.body;
    let pane = state.inspect.area(editing.pane()).unwrap_or(body);
    let height = pane.height.max(LEAST).min(body.height);
    let y = pane.y.min((body.y + body.height).saturating_sub(height));
    let place = Rect { y, height, ..pane };
    let inner = over(place, &words::editing(editing.role.name()), theme, buffer);
    let wrong = state.inspect.current().and_then(|opened| editing.wrong(&opened.token));
    let (text, said) = (Rect { height: inner.height.saturating_sub(1), ..inner }, inner.rows().next_back());
    let rows = editing.area.rows(usize::from(text.width).saturating_sub(1).max(1));
    let caret = rows.iter().rposition(|row| row.start <= editing.area.caret()).unwrap_or(0);
    let top = caret.saturating_add(1).saturating_sub(usize::from(text.height));
    let at = wrong.as_ref().and_then(|(at, _)| *at);
    for (bytes, row) in rows.iter().skip(top).zip(text.rows()) {
        area::draw(&editing.area, bytes, true, at, row, theme, buffer);
    }
    let (about, style) = match &wrong {
        Some((_, why)) => (format!("{}{}", theme.glyph("✗ ", "fail: "), visible(why)), theme.bad),
        None if state.inspect.is_edited() => (words::EDITED_NOT_SIGNED.to_owned(), theme.warn),
        None => (words::ENCODED_AS_TYPED.to_owned(), theme.dim),
    };
    if let Some(row) = said {
        Line::styled(cut(&about, usize::from(row.width), theme.glyph("…", "~")), style).render(row, buffer);
    }
}
