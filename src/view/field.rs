//! A text field: its text with what is hidden in it shown, dots for a secret, and the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_segmentation::UnicodeSegmentation;

use super::text::foreign;
use super::theme::Theme;
use crate::app::field::Field;
use crate::app::wrap::columns;
use crate::token::moment::Moment;

/// Draws the field into a row; `focused` shows the cursor.
pub fn draw(field: &Field, row: Rect, focused: bool, now: Moment, theme: &Theme, buffer: &mut Buffer) {
    let style = if field.is_suggestion() { theme.dim } else { theme.plain };
    // When the text is longer than the field, what stands before the cursor is cut off at its beginning.
    let room = usize::from(row.width).saturating_sub(1);
    let (mut spans, under, after) = if field.is_shown(now) {
        let mut after = field.after().graphemes(true);
        let under = if focused { after.next().unwrap_or(" ") } else { "" };
        let after = foreign(after.as_str(), theme.plain, theme.hidden);
        (foreign(tail(field.before(), room), style, theme.hidden), under, after)
    } else {
        let dot = theme.glyph("•", "*");
        let dots = |text: &str, most: usize| Span::raw(dot.repeat(text.graphemes(true).take(most).count()));
        let mut after = field.after().graphemes(true);
        let under = if focused { after.next().map_or(" ", |_| dot) } else { "" };
        (vec![dots(field.before(), room)], under, vec![dots(after.as_str(), room)])
    };
    spans.extend(foreign(under, theme.chosen, theme.chosen));
    spans.extend(after);
    Line::from(spans).render(row, buffer);
}

/// The end of a text that fits into `width` columns.
fn tail(text: &str, width: usize) -> &str {
    let mut at = text.len();
    let mut used = 0;
    for (index, grapheme) in text.grapheme_indices(true).rev() {
        used += columns(grapheme);
        if used > width {
            break;
        }
        at = index;
    }
    text.get(at..).unwrap_or_default()
}
