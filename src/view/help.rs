//! The list of keys, in the order and the words of the keymap: the help, and with a filter the palette.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::boxed::{how_far, over};
use super::field;
use super::text::cut;
use super::theme::Theme;
use crate::app::overlay::commands::{Command, Commands};
use crate::app::state::State;
use crate::app::words_of_frame as words;
use crate::token::visible::visible;

/// Draws the list, and above it the filter.
pub fn draw(state: &State, shown: &Commands, theme: &Theme, buffer: &mut Buffer) {
    let area = state.layout.body;
    let list = shown.list(state.screen);
    let entries = list.iter().filter(|row| row.is_entry()).count();
    let title = match &shown.filter {
        Some(_) => words::commands(entries),
        None => words::HELP.to_owned(),
    };
    let inner = over(area, &title, theme, buffer);
    let mut rows = inner.rows();
    if let Some(row) = rows.next() {
        match &shown.filter {
            Some(filter) => {
                Line::styled(" : ", theme.strong).render(row, buffer);
                let place = Rect { x: row.x + 3.min(row.width), width: row.width.saturating_sub(3), ..row };
                field::draw(filter, place, true, state.now, theme, buffer);
            }
            None => Line::from("").render(row, buffer),
        }
    }
    let width = usize::from(inner.width);
    for ((index, entry), row) in list.iter().enumerate().skip(shown.scroll.top).zip(rows) {
        let line = match entry {
            Command::Heading(title) => Line::styled(format!(" {title}"), theme.strong),
            Command::About(line) => Line::styled(format!("   {}", visible(line)), theme.plain),
            Command::Entry(keys, words, _) => {
                let here = index == shown.scroll.cursor;
                let mark = if here { theme.glyph("▸", ">") } else { " " };
                let words = cut(words, width.saturating_sub(21), theme.glyph("…", "~"));
                Line::from(vec![
                    Span::styled(format!(" {mark} {keys:<16} "), theme.strong),
                    Span::styled(words, if here { theme.strong } else { theme.plain }),
                ])
            }
        };
        line.render(row, buffer);
    }
    how_far(area, shown.scroll.cursor + 1, list.len(), theme, buffer);
    if list.is_empty() {
        Line::styled(format!(" {}", words::NO_SUCH_COMMAND), theme.dim)
            .render(inner.rows().nth(1).unwrap_or(inner), buffer);
    }
}
