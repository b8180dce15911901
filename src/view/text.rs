//! Foreign text on its way into cells: the one place where it becomes spans.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;
use ratatui::widgets::Widget;
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

/// Draws spans into the first row of `area`, from the left: what ratatui's `Line` does, but what is plain, which is nearly all, is not
/// asked for its graphemes and their widths three times over.
pub fn put<'s>(spans: impl IntoIterator<Item = Span<'s>>, area: Rect, buffer: &mut Buffer) {
    let mut rest = area.intersection(buffer.area);
    for span in spans {
        if rest.is_empty() {
            return;
        }
        let text = span.content.as_ref();
        let width = if text.chars().all(is_plain) {
            let start = buffer.index_of(rest.x, rest.y);
            let cells = buffer.content.iter_mut().skip(start).take(rest.width.into());
            for (cell, letter) in cells.zip(text.chars()) {
                // Most of a screen is blank, and blank already.
                if letter != ' ' || cell.symbol() != " " {
                    cell.set_char(letter);
                }
                cell.set_style(span.style);
            }
            text.chars().count()
        } else {
            let width = text.width();
            if width > 0 {
                Widget::render(&span, rest, buffer);
            }
            width
        };
        let width = u16::try_from(width).unwrap_or(u16::MAX).min(rest.width);
        rest = Rect { x: rest.x + width, width: rest.width - width, ..rest };
    }
}

/// Does it fill one cell, whatever stands before or behind it? ASCII, arrows, and what lines and bars are drawn with.
const fn is_plain(letter: char) -> bool {
    matches!(letter, ' '..='~' | '←'..='↓' | '─'..='▟')
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::Color;
    use ratatui::text::Line;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_put_is_what_ratatui_draws(
            texts in prop::collection::vec("([ -~]|[─-▟←-↓]|[aеً́世🎉\u{200d}\u{200b}\u{301}\u{7}é]){0,12}", 0..5),
            width in 0..30_u16,
            at in 0..10_u16,
        ) {
            let whole = Rect::new(2, 1, 24, 3);
            let spans: Vec<Span<'_>> = (0..).zip(&texts).map(|(nth, text)| Span::styled(text, Color::Indexed(nth))).collect();
            let area = Rect::new(2 + at, 2, width, 1);
            let (mut ours, mut theirs) = (Buffer::empty(whole), Buffer::empty(whole));
            Line::from(spans.clone()).render(area, &mut theirs);
            put(spans, area, &mut ours);
            prop_assert_eq!(ours, theirs);
        }
    }
}
