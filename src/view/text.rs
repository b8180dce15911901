//! Foreign text on its way into cells: the one place where it becomes spans.

use std::ops::Range;

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

/// The same for a text that begins at byte `at` of something in which `hits` were found: those stand out by `found`.
#[must_use]
pub fn searched(
    text: &str,
    at: usize,
    hits: &[Range<usize>],
    style: Style,
    found: Style,
    hidden: Style,
) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    let mut done = 0;
    for hit in hits {
        let from = hit.start.saturating_sub(at).clamp(done, text.len());
        let to = hit.end.saturating_sub(at).clamp(from, text.len());
        if let (Some(before), Some(inside)) = (text.get(done..from), text.get(from..to)) {
            spans.extend(foreign(before, style, hidden));
            spans.extend(foreign(inside, style.patch(found), hidden));
            done = to;
        }
    }
    spans.extend(foreign(text.get(done..).unwrap_or_default(), style, hidden));
    spans.retain(|span| !span.content.is_empty());
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
