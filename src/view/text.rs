//! Foreign text on its way into cells: the one place where it becomes spans.

use ratatui::style::Style;
use ratatui::text::Span;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::token::visible::visible;

/// Foreign text as spans of `style`; what was hidden in it is shown, and stands out as `hidden`.
#[must_use]
pub fn foreign(text: &str, style: Style, hidden: Style) -> Vec<Span<'static>> {
    let shown = visible(text);
    if shown == text {
        return vec![Span::styled(shown.into_owned(), style)];
    }
    let mut spans: Vec<Span<'static>> = Vec::new();
    for grapheme in text.graphemes(true) {
        let shown = visible(grapheme);
        let style = if shown == grapheme { style } else { hidden };
        match spans.last_mut() {
            Some(last) if last.style == style => last.content.to_mut().push_str(&shown),
            _ => spans.push(Span::styled(shown.into_owned(), style)),
        }
    }
    spans
}

/// As much of a sentence of ours as fits into `width` columns; what was cut off ends in an ellipsis.
#[must_use]
pub fn cut(text: &str, width: usize, ellipsis: &str) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let room = width.saturating_sub(ellipsis.width());
    let mut kept = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += grapheme.width();
        if used > room {
            break;
        }
        kept.push_str(grapheme);
    }
    if ellipsis.width() <= width {
        kept.push_str(ellipsis);
    }
    kept
}
