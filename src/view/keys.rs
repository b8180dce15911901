//! The key panel: the field with its dots, the keys at hand, and what else a signature can be held against.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line as Text, Span};
use ratatui::widgets::Widget;

use super::boxed::over;
use super::field;
use super::text::cut;
use super::theme::Theme;
use crate::app::overlay::keys::{KeyPanel, Line};
use crate::app::ring;
use crate::app::state::State;
use crate::app::words_of_frame as words;
use crate::token::visible::visible;

/// Draws the panel at the bottom of the body, as high as its lines.
pub fn draw(state: &State, panel: &KeyPanel, theme: &Theme, buffer: &mut Buffer) {
    let body = state.layout.body;
    let lines = state.inspect.key_lines();
    // The line below the field, and the border.
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(3).min(body.height);
    let area = Rect { y: body.y + body.height - height, height, ..body };
    let inner = over(area, words::KEYS, theme, buffer);
    let mut rows = inner.rows();
    let inset = |row: Rect| Rect { x: row.x + 1.min(row.width), width: row.width.saturating_sub(1), ..row };
    if let Some(row) = rows.next() {
        field::draw(&panel.field, inset(row), panel.cursor == 0, state.now, theme, buffer);
    }
    let ellipsis = theme.glyph("…", "~");
    if let Some(row) = rows.next() {
        let (text, style) = match (&panel.wrong, panel.reading) {
            (Some(why), _) => (format!("{}{}", theme.glyph("✗ ", "fail: "), visible(why)), theme.bad),
            (None, Some(_)) => (format!("reading it{ellipsis}"), theme.warn),
            (None, None) => (words::KEY_HINT.to_owned(), theme.dim),
        };
        let row = inset(row);
        Text::styled(cut(&text, usize::from(row.width), ellipsis), style).render(row, buffer);
    }
    let room = usize::from(inner.height).saturating_sub(2);
    let top = panel.cursor.saturating_sub(room);
    for ((index, line), row) in lines.iter().enumerate().skip(1).skip(top).zip(rows) {
        let here = index == panel.cursor;
        let style = if here { theme.strong } else { theme.plain };
        let said = match line {
            Line::Field => continue,
            Line::Key(nth) => match state.inspect.ring.keys().get(*nth) {
                Some(key) => format!("{} {}", nth.saturating_add(1), visible(&ring::words(key))),
                None => continue,
            },
            Line::WellKnown => words::TRY_WELL_KNOWN.to_owned(),
            Line::Payload => words::GIVE_PAYLOAD.to_owned(),
            Line::OwnKey => words::JUDGE_BY_OWN_KEY.to_owned(),
        };
        let mark = if here { theme.glyph("▸", ">") } else { " " };
        let said = cut(&said, usize::from(row.width).saturating_sub(2), ellipsis);
        Text::from(vec![Span::styled(mark, theme.strong), Span::styled(said, style)]).render(row, buffer);
    }
}
