//! A page of rows with names: code points, what the doctor says.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::boxed::over;
use super::text::cut;
use super::theme::Theme;
use crate::app::overlay::Page;
use crate::app::state::State;
use crate::app::words_of_frame;
use crate::token::visible::visible;

/// Draws the page from its top row on.
pub fn draw(state: &State, page: &Page, theme: &Theme, buffer: &mut Buffer) {
    let area = state.layout.body;
    let ellipsis = theme.glyph("…", "~");
    // Names of claims stand in titles, names of terminals in rows.
    let title = cut(&visible(&page.title), usize::from(area.width).saturating_sub(24), ellipsis);
    let lines = page.lines(usize::from(area.width.saturating_sub(2)));
    let inner = over(area, &words_of_frame::page(&title, lines.list.len()), theme, buffer);
    let top = page.top.min(lines.list.len().saturating_sub(usize::from(inner.height)));
    for ((name, text), row) in lines.list.iter().skip(top).zip(inner.rows()) {
        let (names, texts) = (Rect { x: row.x.saturating_add(1), ..row }, lines.indent);
        let texts = u16::try_from(texts).unwrap_or(u16::MAX).min(row.width);
        Line::styled(name.as_str(), theme.strong).render(names.intersection(row), buffer);
        Line::raw(text.as_str()).render(Rect { x: row.x + texts, width: row.width - texts, ..row }, buffer);
    }
}
