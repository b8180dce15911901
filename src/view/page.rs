//! A page of rows with names: code points, what the doctor says.

use ratatui::buffer::Buffer;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Widget};

use super::text::cut;
use super::theme::Theme;
use crate::app::overlay::Page;
use crate::app::state::State;
use crate::app::words_of_frame;
use crate::token::visible::visible;

/// Draws the page from its top row on.
pub fn draw(state: &State, page: &Page, theme: &Theme, buffer: &mut Buffer) {
    let area = state.layout.body;
    Clear.render(area, buffer);
    let ellipsis = theme.glyph("…", "~");
    // Names of claims stand in titles, names of terminals in rows.
    let title = cut(&visible(&page.title), usize::from(area.width).saturating_sub(24), ellipsis);
    let title = Span::styled(format!(" {} ", words_of_frame::page(&title, page.rows.len())), theme.strong);
    let block = Block::bordered().border_set(theme.border(true)).title(title);
    let inner = block.inner(area);
    block.render(area, buffer);
    let width = page.rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0).min(24);
    for ((name, text), row) in page.rows.iter().skip(page.top).zip(inner.rows()) {
        let text = cut(&visible(text), usize::from(inner.width).saturating_sub(width + 4), ellipsis);
        let name = Span::styled(format!(" {:<width$}  ", visible(name)), theme.strong);
        Line::from(vec![name, Span::raw(text)]).render(row, buffer);
    }
}
