//! The screen without a token: it is the manual.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::theme::Theme;
use crate::app::state::State;
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
    let mut first = vec![Span::styled("Paste a token. ", theme.strong), Span::raw("Just paste: ")];
    first.extend(token(theme));
    let mut lines: Vec<Line<'_>> = vec![Line::from(first), Line::from("")];
    lines.extend(wrapped(
        "A header line, a curl command, a cookie, a URL, a log: every token in it is found, and what stood around it is left out.",
    ));
    lines.push(Line::from(""));
    lines.push(Line::from(vec![
        Span::styled("?", theme.strong),
        Span::raw(" shows the keys, "),
        Span::styled("q", theme.strong),
        Span::raw(" quits."),
    ]));
    lines.push(Line::from(""));
    lines.extend(
        wrapped("Nothing leaves this machine; nothing is saved.").into_iter().map(|line| line.style(theme.dim)),
    );
    let height = u16::try_from(lines.len()).unwrap_or(0).min(body.height);
    let area = Rect { x: body.x + (body.width - width) / 2, y: body.y + (body.height - height) / 3, width, height };
    for (line, row) in lines.into_iter().zip(area.rows()) {
        line.render(row, buffer);
    }
}
