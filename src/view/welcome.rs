//! The screen without a token: it is the manual.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::theme::Theme;
use crate::app::state::State;
use crate::app::words_of_frame as words;
use crate::app::wrap::sentences;

/// Draws what to do first.
pub fn draw(state: &State, theme: &Theme, buffer: &mut Buffer) {
    let dots = theme.glyph("…", "...");
    let token = |style_of: &Theme| {
        vec![
            Span::styled(format!("eyJ{dots}"), style_of.header),
            Span::raw("."),
            Span::styled(format!("eyJ{dots}"), style_of.payload),
            Span::raw("."),
            Span::styled(dots, style_of.signature),
        ]
    };
    let body = state.layout.body;
    let width = 62.min(body.width);
    let wrapped = |text: &str| sentences(text, usize::from(width)).into_iter().map(Line::from).collect::<Vec<_>>();
    let mut first = vec![Span::styled(words::PASTE_A_TOKEN, theme.strong), Span::raw(words::JUST_PASTE)];
    first.extend(token(theme));
    let mut lines: Vec<Line<'_>> = vec![Line::from(first), Line::from("")];
    lines.extend(wrapped(words::WHAT_IS_FOUND));
    lines.push(Line::from(""));
    for (key, does) in words::FIRST_KEYS {
        lines.push(Line::from(vec![Span::styled(format!("{key:>6}  "), theme.strong), Span::raw(does)]));
    }
    lines.push(Line::from(""));
    lines.extend(wrapped(words::NOTHING_LEAVES).into_iter().map(|line| line.style(theme.dim)));
    let height = u16::try_from(lines.len()).unwrap_or(0).min(body.height);
    let area = Rect { x: body.x + (body.width - width) / 2, y: body.y + (body.height - height) / 3, width, height };
    for (line, row) in lines.into_iter().zip(area.rows()) {
        line.render(row, buffer);
    }
}
