//! A menu: what can be chosen, each under its key.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::boxed::{how_far, over};
use super::text::cut;
use super::theme::Theme;
use crate::app::overlay::Menu;
use crate::app::state::State;
use crate::token::visible::visible;

/// Draws the menu at the bottom of the body, as high as its items.
pub fn draw(state: &State, menu: &Menu, theme: &Theme, buffer: &mut Buffer) {
    let items = &menu.items;
    let body = state.layout.body;
    let height = u16::try_from(items.len()).unwrap_or(u16::MAX).saturating_add(2).min(body.height);
    let widest = items.iter().map(|item| item.words.chars().count()).max().unwrap_or(0);
    let width = u16::try_from(widest).unwrap_or(u16::MAX).saturating_add(8).max(30).min(body.width);
    let area = Rect { x: body.x, y: body.y + body.height - height, width, height };
    let inner = over(area, &visible(&menu.title), theme, buffer);
    let room = usize::from(inner.height);
    let top = (menu.cursor + 1).saturating_sub(room);
    for ((index, item), row) in items.iter().enumerate().skip(top).zip(inner.rows()) {
        let here = index == menu.cursor;
        let mark = if here { theme.glyph("▸", ">") } else { " " };
        // Names of claims are foreign text.
        let words = cut(&visible(&item.words), usize::from(inner.width).saturating_sub(5), theme.glyph("…", "~"));
        let line = Line::from(vec![
            Span::styled(format!("{mark}{}  ", item.key), theme.strong),
            Span::styled(words, if here { theme.strong } else { theme.plain }),
        ]);
        line.render(row, buffer);
    }
    how_far(area, menu.cursor + 1, items.len(), theme, buffer);
}
