//! A row of a text of several lines: its part of the text, the cursor, and the place at which the text is wrong.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_segmentation::UnicodeSegmentation as _;

use super::text::foreign;
use super::theme::Theme;
use crate::app::area::Area;

/// Draws the bytes of a row; `typing` shows the cursor.
pub fn draw(
    text: &Area,
    bytes: &Range<usize>,
    typing: bool,
    wrong: Option<usize>,
    area: Rect,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let shown = text.text().get(bytes.clone()).unwrap_or_default();
    // A row that ends where the next begins leaves the cursor to the next; the end of a line keeps it.
    let caret = Some(text.caret())
        .filter(|caret| typing && (bytes.contains(caret) || *caret == bytes.end && !continues(text.text(), bytes.end)));
    let mut spans = Vec::new();
    for (at, grapheme) in shown.grapheme_indices(true) {
        let at = bytes.start + at;
        let style = if caret == Some(at) {
            theme.chosen
        } else if wrong == Some(at) {
            theme.bad
        } else {
            theme.plain
        };
        spans.extend(foreign(grapheme, style, theme.hidden));
    }
    if caret == Some(bytes.end) {
        spans.push(Span::styled(" ", theme.chosen));
    } else if wrong == Some(bytes.end) && !continues(text.text(), bytes.end) {
        spans.push(Span::styled(theme.glyph("◂", "<"), theme.bad));
    }
    Line::from(spans).render(area, buffer);
}

/// Does a line go on at byte `at`?
fn continues(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| !rest.is_empty() && !rest.starts_with('\n'))
}
