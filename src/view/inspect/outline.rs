//! The rows of a header or payload: what was received, and beside it what it means.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;
use unicode_width::UnicodeWidthStr;

use super::super::text::{cut, foreign, put, searched};
use super::super::theme::Theme;
use super::mark::cursor_mark;
use crate::app::layout::Pane;
use crate::app::outline::{
    self, INDENT, LEAST_WORDS, Outline, Row, RowKind, Shown, beneath, broken, indent, octets_a_row,
};
use crate::app::scroll::Scroll;
use crate::app::search::Needle;
use crate::app::wrap::sentences;
use crate::token::dates::Reader;
use crate::token::gloss::{self, Gloss};
use crate::token::json::{Document, Extent, Kind, Node};
use crate::token::part::Part;
use crate::token::visible::visible;

/// What the rows of a pane have in common.
pub struct Context<'a> {
    /// The part that is shown.
    pub part: &'a Part,
    /// From when and where dates are told.
    pub reader: Reader,
    /// The pane.
    pub pane: Pane,
    /// Do keys go to it?
    pub focused: bool,
    /// The column of the words.
    pub words_at: usize,
    /// What is looked for in it.
    pub needle: Option<&'a Needle>,
    /// The theme.
    pub theme: &'a Theme,
}

impl Context<'_> {
    /// Text of the part that begins at byte `at`, with what is looked for standing out.
    fn text(&self, text: &str, at: usize, style: Style) -> Vec<Span<'static>> {
        let Some(needle) = self.needle else { return foreign(text, style, self.theme.hidden) };
        let hits = needle.hits_in(self.part.octets(), &(at..at + text.len()));
        searched(text, at, &hits, style, self.theme.found, self.theme.hidden)
    }
}

/// Draws the rows in sight.
pub fn draw(context: &Context<'_>, rows: &Outline, area: Rect, scroll: Scroll, buffer: &mut Buffer) {
    for ((index, shown), place) in rows.from(scroll.top).zip(area.rows()) {
        let mark = cursor_mark(context.focused && index == scroll.cursor, context.theme);
        let next = rows.at(index + 1).map(|next| next.row);
        let mut spans = vec![mark];
        spans.extend(line(context, &shown, next, usize::from(place.width).saturating_sub(1)));
        put(spans, place, buffer);
    }
}

fn line(context: &Context<'_>, shown: &Shown, next: Option<Row>, width: usize) -> Vec<Span<'static>> {
    let theme = context.theme;
    let row = &shown.row;
    let octets = context.part.octets().get(row.from as usize..row.to as usize).unwrap_or_default();
    match row.kind {
        RowKind::Text => context.text(&String::from_utf8_lossy(octets), row.from as usize, theme.payload),
        RowKind::Hex => hex(row.from, octets, octets_a_row(width), theme),
        RowKind::Sealed => Vec::new(),
        RowKind::Member | RowKind::More | RowKind::Close | RowKind::Words | RowKind::Broken => {
            context.part.json().map_or_else(Vec::new, |document| json(context, document, shown, octets, next, width))
        }
    }
}

/// What stands behind a value: a comma, or a sign that more of it was to come where the fault cut it off.
fn end(row: &Row, node: &Node, theme: &Theme) -> Span<'static> {
    let is_cut =
        node.extent == Extent::Cut && !matches!(node.kind, Kind::Object | Kind::Array) && row.to == node.value.1;
    if is_cut { Span::styled(theme.glyph("…", "~"), theme.bad) } else { Span::raw(if row.comma { "," } else { "" }) }
}

fn json(
    context: &Context<'_>,
    document: &Document,
    shown: &Shown,
    octets: &[u8],
    next: Option<Row>,
    width: usize,
) -> Vec<Span<'static>> {
    let theme = context.theme;
    let row = &shown.row;
    let moved_in = indent(document, row.node);
    let mut spans = if outline::is_deeper(document, row.node) {
        let blanks = Span::raw(" ".repeat(moved_in.saturating_sub(INDENT)));
        vec![blanks, Span::styled(theme.glyph("» ", "> "), theme.dim)]
    } else {
        vec![Span::raw(" ".repeat(moved_in))]
    };
    let comma = if row.comma { "," } else { "" };
    let Some(node) = document.node(row.node) else {
        return spans;
    };
    match row.kind {
        RowKind::Broken => {
            let lines = document.fault.as_ref().map(|fault| sentences(&broken(fault), width)).unwrap_or_default();
            let text = lines.get(row.from as usize).cloned().unwrap_or_default();
            return vec![Span::styled(text, theme.bad)];
        }
        RowKind::Words => {
            let lines = match words(context, document, row.node) {
                Some(Gloss::Date(when)) => beneath(&when, width),
                Some(Gloss::Title(_)) | None => Vec::new(),
            };
            let text = lines.get(row.from as usize).map(|words| visible(&words.text).into_owned()).unwrap_or_default();
            return vec![Span::raw(" ".repeat(2 * INDENT)), Span::styled(text, theme.dim)];
        }
        RowKind::Close => {
            spans.push(Span::raw(format!("{}{comma}", if node.kind == Kind::Array { "]" } else { "}" })));
            return spans;
        }
        RowKind::More => {
            spans.push(Span::raw(" ".repeat(INDENT)));
            spans.extend(value(context, octets, row.from, node.kind));
            spans.push(end(row, node, theme));
            return spans;
        }
        RowKind::Member | RowKind::Text | RowKind::Hex | RowKind::Sealed => {}
    }
    if let Some((name, whole)) = outline::name(document, row.node, width) {
        let style = if context.pane == Pane::Header { theme.header } else { theme.payload };
        spans.extend(context.text(&name, node.name.0 as usize, style));
        if !whole {
            spans.push(Span::styled(theme.glyph("…", "~"), theme.dim));
        }
        spans.push(Span::raw(": "));
    }
    match node.kind {
        Kind::Object | Kind::Array => {
            let holds = node.next > row.node + 1;
            let (open, close) = if node.kind == Kind::Object { ("{", "}") } else { ("[", "]") };
            spans.push(Span::raw(open));
            if let Some(count) = shown.folded {
                spans.push(Span::styled(format!(" {count} {} ", theme.glyph("…", "...")), theme.dim));
            }
            if shown.folded.is_some() || !holds {
                spans.push(Span::raw(close));
            }
        }
        _ => spans.extend(value(context, octets, row.from, node.kind)),
    }
    spans.push(end(row, node, theme));
    if node.depth == 1
        && !outline::goes_on(row, next)
        && let Some(words) = words(context, document, row.node)
    {
        let used: usize = spans.iter().map(|span| span.content.width()).sum();
        let text = words.text();
        let text = visible(&text);
        // By their longest, so that no words move while they change.
        let fits = context.words_at + outline::most_columns(&words) <= width;
        let column = if fits { context.words_at.max(used + 2) } else { used + 2 };
        let room = width.saturating_sub(column);
        if room >= text.width().min(LEAST_WORDS) {
            spans.push(Span::raw(" ".repeat(column - used)));
            spans.push(Span::styled(cut(&text, room, theme.glyph("…", "~")), theme.dim));
        }
    }
    spans
}

fn words(context: &Context<'_>, document: &Document, index: u32) -> Option<Gloss> {
    match context.pane {
        Pane::Header => gloss::parameter(document, index),
        _ => gloss::claim(document, index, context.reader),
    }
}

/// A value as received; octets that are not UTF-8 are shown as octets.
fn value(context: &Context<'_>, octets: &[u8], at: u32, kind: Kind) -> Vec<Span<'static>> {
    let theme = context.theme;
    let style = match kind {
        Kind::String => theme.plain,
        Kind::Number | Kind::True | Kind::False | Kind::Null => theme.strong,
        Kind::Object | Kind::Array => theme.plain,
        Kind::Broken => theme.bad,
    };
    match std::str::from_utf8(octets) {
        Ok(text) => context.text(text, at as usize, style),
        Err(_) => vec![Span::styled(crate::token::visible::visible_octets(octets).into_owned(), theme.hidden)],
    }
}

fn hex(at: u32, octets: &[u8], size: usize, theme: &Theme) -> Vec<Span<'static>> {
    let digits: String = octets.iter().map(|octet| format!("{octet:02x} ")).collect();
    let characters: String =
        octets.iter().map(|octet| if (0x20..0x7f).contains(octet) { char::from(*octet) } else { '.' }).collect();
    vec![
        Span::styled(format!("{at:08x}  "), theme.dim),
        Span::raw(format!("{digits:<width$} ", width = size * 3)),
        Span::styled(characters, theme.dim),
    ]
}
