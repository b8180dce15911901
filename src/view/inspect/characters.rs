//! The Token pane: the characters, each part in its colour, with what the cursor is about and what was found standing out.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Span;

use super::super::text::{foreign, put};
use super::super::theme::Theme;
use crate::app::inspect::Opened;
use crate::app::layout::Pane;
use crate::app::scroll::Scroll;
use crate::app::state::State;
use crate::token::anatomy::Token;
use crate::token::part::Part;

/// The characters of the token, each part in its colour.
pub fn draw(state: &State, opened: &Opened, inner: Rect, scroll: Scroll, theme: &Theme, buffer: &mut Buffer) {
    let lit = state.inspect.highlight();
    for (index, row) in (scroll.top..state.inspect.characters.len()).zip(inner.rows()) {
        let range = state.inspect.characters.range(index);
        let mut spans = coloured(&opened.token, &range, lit.as_ref(), theme);
        if state.inspect.focus == Pane::Token {
            let needle = state.inspect.needle.as_ref();
            let hits = needle.map(|needle| needle.hits_in(opened.token.text.as_bytes(), &range)).unwrap_or_default();
            for hit in hits {
                let shown = hit.start.max(range.start) - range.start..hit.end.min(range.end) - range.start;
                spans = restyled(spans, &shown, |style| style.patch(theme.found));
            }
            if let Some(at) = state.inspect.caret.checked_sub(range.start).filter(|at| *at < range.len()) {
                // The character under the cursor stands out of what it belongs to.
                spans = restyled(spans, &(at..at + 1), |_| theme.strong.add_modifier(Modifier::UNDERLINED));
            }
        }
        put(spans, row, buffer);
    }
}

/// The bytes `range` of the token's text in the colours of its parts, with the characters of `lit` reversed.
pub fn coloured(token: &Token, range: &Range<usize>, lit: Option<&Range<usize>>, theme: &Theme) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    let mut push = |from: usize, to: usize, style: Style| {
        // Cut at the edges of what is lit.
        let lit = lit.map_or(to..to, |lit| lit.start.clamp(from, to)..lit.end.clamp(from, to));
        for (from, to, style) in [
            (from, lit.start, style),
            (lit.start, lit.end, style.add_modifier(Modifier::REVERSED)),
            (lit.end, to, style),
        ] {
            if let Some(text) = token.text.get(from..to).filter(|text| !text.is_empty()) {
                spans.extend(foreign(text, style, theme.hidden));
            }
        }
    };
    let mut at = range.start;
    let mut parts: Vec<&Part> = token.parts.iter().collect();
    parts.sort_by_key(|part| part.at.start);
    for part in parts {
        let from = part.at.start.clamp(at, range.end);
        let to = part.at.end.clamp(from, range.end);
        push(at, from, theme.strong);
        push(from, to, theme.role(part.role));
        at = to;
    }
    push(at, range.end, theme.strong);
    spans
}

/// The same spans, with the bytes `range` of their text in another style.
fn restyled(spans: Vec<Span<'static>>, range: &Range<usize>, style: impl Fn(Style) -> Style) -> Vec<Span<'static>> {
    let mut marked = Vec::with_capacity(spans.len() + 2);
    let mut at = 0;
    for span in spans {
        let text = span.content.into_owned();
        let from = range.start.saturating_sub(at).min(text.len());
        let to = range.end.saturating_sub(at).clamp(from, text.len());
        at += text.len();
        match (text.get(..from), text.get(from..to), text.get(to..)) {
            (Some(before), Some(inside), Some(after)) => {
                let pieces = [(before, span.style), (inside, style(span.style)), (after, span.style)];
                let pieces = pieces.into_iter().filter(|(text, _)| !text.is_empty());
                marked.extend(pieces.map(|(text, style)| Span::styled(text.to_owned(), style)));
            }
            _ => marked.push(Span::styled(text, span.style)),
        }
    }
    marked
}
