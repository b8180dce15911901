//! The Inspect screen: one function a pane.

mod bar;
mod characters;
mod mark;
pub(super) mod outline;
mod titles;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

pub use self::characters::coloured;
use self::mark::cursor_mark;
pub use self::titles::title;
use super::boxed::{End, below, boxed, how_far, over};
use super::life::life;
use super::text::{cut, put};
use super::theme::Theme;
use crate::app::inspect::{Inspect, LABEL, LifeRow, Opened, Subject, sealed};
use crate::app::layout::Pane;
use crate::app::outline::{INDENT, Outline, RowKind};
use crate::app::scroll::Scroll;
use crate::app::state::State;
use crate::app::words_of_frame as words;
use crate::app::wrap::sentences;
use crate::token::anatomy::Kind;
use crate::token::findings::Severity;
use crate::token::part::Part;
use crate::token::visible::visible;

/// Columns by which a token in tokens is moved in at most in the list.
const MOST_MOVED_IN: usize = 4;

/// Draws the panes in sight, and their names where only one is.
pub fn draw(state: &State, theme: &Theme, buffer: &mut Buffer) {
    let Some(opened) = state.inspect.current() else {
        return;
    };
    if state.inspect.panes.tabs.height > 0 {
        tabs(state, theme, buffer);
    }
    for (pane, area) in &state.inspect.panes.list {
        let inner = frame(state, opened, *pane, *area, theme, buffer);
        let scroll = state.inspect.scrolls.get(pane.index()).copied().unwrap_or_default();
        match pane {
            Pane::Token => characters::draw(state, opened, inner, scroll, theme, buffer),
            Pane::Header => match state.inspect.header_part() {
                Some(part) => part_rows(state, part, &state.inspect.header, *pane, inner, scroll, theme, buffer),
                None => nothing(words::NO_HEADER, inner, theme, buffer),
            },
            Pane::Payload => match (state.inspect.payload_part(), opened.token.kind) {
                (Some(part), _) => part_rows(state, part, &state.inspect.payload, *pane, inner, scroll, theme, buffer),
                (None, Kind::Jwe) => sealed_parts(state, opened, inner, scroll, theme, buffer),
                (None, _) => nothing(words::NO_PAYLOAD, inner, theme, buffer),
            },
            Pane::Lifetime => lifetime(state, opened, inner, scroll, theme, buffer),
            Pane::Verdict => verdict(state, inner, scroll, theme, buffer),
            Pane::Findings => findings(state, inner, scroll, theme, buffer),
            Pane::Tokens => list(state, inner, scroll, theme, buffer),
            Pane::Explain => explanation(state, inner, 0, theme, buffer),
        }
    }
}

/// The names of all panes, where one has the body for itself.
fn tabs(state: &State, theme: &Theme, buffer: &mut Buffer) {
    let area = state.inspect.panes.tabs;
    let several = state.inspect.tokens.len() > 1;
    let panes = || Pane::ALL.into_iter().filter(move |pane| pane.takes_focus() && (several || *pane != Pane::Tokens));
    let room = usize::from(area.width);
    // The pane at hand has its whole name.
    let short = |pane: Pane| if pane == state.inspect.focus { pane.title() } else { pane.short_title() };
    let fits = |name: &dyn Fn(Pane) -> &'static str| panes().map(|pane| name(pane).len() + 2).sum::<usize>() < room;
    let (whole, shortened) = (fits(&Pane::title), fits(&short));
    let mut spans = vec![Span::raw(" ")];
    for pane in panes() {
        if pane == state.inspect.focus {
            let name = format!("{}{}{}", theme.glyph("▐", "["), pane.title(), theme.glyph("▌", "]"));
            spans.push(Span::styled(name, theme.strong));
        } else if whole {
            spans.push(Span::styled(format!(" {} ", pane.title()), theme.dim));
        } else if shortened {
            spans.push(Span::styled(format!(" {} ", pane.short_title()), theme.dim));
        } else {
            // Where names have no room the numbers do: they are the keys.
            spans.push(Span::styled(format!(" {} ", pane.number()), theme.dim));
        }
    }
    put(spans, area, buffer);
}

/// Draws a pane's border and title, and returns what is inside.
fn frame(state: &State, opened: &Opened, pane: Pane, area: Rect, theme: &Theme, buffer: &mut Buffer) -> Rect {
    let focused = pane == state.inspect.focus;
    let style = if focused { theme.plain } else { theme.dim };
    let title_style = match pane {
        Pane::Header => theme.header,
        Pane::Payload if opened.token.kind != Kind::Jwe => theme.payload,
        _ => theme.plain,
    };
    let number = if pane.takes_focus() { format!(" {} ", pane.number()) } else { " ".to_owned() };
    let mut title = vec![
        Span::styled(number, theme.dim),
        Span::styled(pane.title(), title_style.patch(if focused { theme.strong } else { theme.plain })),
    ];
    if let Some(about) = titles::about(state, opened, pane) {
        let room = usize::from(area.width).saturating_sub(pane.title().len() + 9);
        title.push(Span::styled(format!("  {}", cut(&about, room, theme.glyph("…", "~"))), theme.dim));
    }
    title.push(Span::raw(" "));
    let inner = boxed(area, &theme.border(focused), style, title, buffer);
    let last = state.inspect.panes.tabs.height == 0 && state.inspect.panes.list.last().is_some_and(|(p, _)| *p == pane);
    if let Some(names) = last.then(|| out_of_sight(state)).flatten() {
        below(area, End::Left, &names, theme.dim, buffer);
    }
    let rows = state.inspect.rows(pane, state.now, state.zone);
    let height = usize::from(inner.height);
    if rows > height && height > 0 {
        let scroll = state.inspect.scrolls.get(pane.index()).copied().unwrap_or_default();
        let at = if Inspect::has_cursor(pane) { scroll.cursor + 1 } else { (scroll.top + height).min(rows) };
        how_far(area, at, rows, theme, buffer);
    }
    inner
}

/// The panes for which there is no room, each with its key.
fn out_of_sight(state: &State) -> Option<String> {
    let several = state.inspect.tokens.len() > 1;
    let hidden =
        |pane: &Pane| pane.takes_focus() && (several || *pane != Pane::Tokens) && state.inspect.area(*pane).is_none();
    let names: Vec<String> =
        Pane::ALL.into_iter().filter(hidden).map(|pane| format!("{} {}", pane.number(), pane.title())).collect();
    (!names.is_empty()).then(|| format!(" {} ", names.join(", ")))
}

fn nothing(words: &str, inner: Rect, theme: &Theme, buffer: &mut Buffer) {
    for (line, area) in sentences(words, usize::from(inner.width).saturating_sub(1)).into_iter().zip(inner.rows()) {
        Line::styled(format!(" {line}"), theme.dim).render(area, buffer);
    }
}

/// The rows of the explanation from row `top` on.
fn explanation(state: &State, inner: Rect, top: usize, theme: &Theme, buffer: &mut Buffer) {
    let rows = state.inspect.explain_rows(usize::from(inner.width), state.now, state.zone);
    if rows.is_empty() {
        return nothing(words::NO_MEMBER, inner, theme, buffer);
    }
    let top = top.min(rows.len().saturating_sub(usize::from(inner.height)));
    for (row, area) in rows.into_iter().skip(top).zip(inner.rows()) {
        put([Span::raw(format!(" {row}"))], area, buffer);
    }
}

/// The explanation with the body for itself.
pub fn explain_page(state: &State, top: usize, theme: &Theme, buffer: &mut Buffer) {
    let area = state.layout.body;
    let name =
        state.inspect.explanation(state.now, state.zone).map(|explanation| explanation.title).unwrap_or_default();
    let name = cut(&name, usize::from(area.width).saturating_sub(26), theme.glyph("…", "~"));
    let inner = over(area, &words::explain(&name), theme, buffer);
    explanation(state, inner, top, theme, buffer);
}

#[expect(clippy::too_many_arguments, reason = "two panes share it, each argument differs between them")]
fn part_rows(
    state: &State,
    part: &Part,
    rows: &Outline,
    pane: Pane,
    inner: Rect,
    scroll: Scroll,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    if rows.is_empty() {
        let words = match part.octets() {
            [] if part.complete => words::DETACHED,
            [] => words::NOTHING_READS,
            _ => words::EMPTY_OBJECT,
        };
        return nothing(words, inner, theme, buffer);
    }
    let reader = state.inspect.reader(state.now, state.zone);
    let needle = state.inspect.needle.as_ref().filter(|_| state.inspect.searched() == pane);
    let focused = state.inspect.focus == pane;
    let context = outline::Context { part, reader, pane, focused, words_at: rows.words_at, needle, theme };
    outline::draw(&context, rows, inner, scroll, buffer);
}

/// The parts of an encrypted token: what each is, and how large.
fn sealed_parts(state: &State, opened: &Opened, inner: Rect, scroll: Scroll, theme: &Theme, buffer: &mut Buffer) {
    for ((index, shown), area) in state.inspect.payload.from(scroll.top).zip(inner.rows()) {
        let Some(part) = opened.token.parts.get(shown.row.node as usize) else {
            continue;
        };
        let mark = cursor_mark(state.inspect.focus == Pane::Payload && scroll.cursor == index, theme);
        // One column for the cursor.
        let width = usize::from(area.width).saturating_sub(1);
        let beneath = sealed::beneath(part, width);
        if shown.row.kind == RowKind::Words {
            let text = beneath.into_iter().nth(shown.row.from as usize).unwrap_or_default();
            put([mark, Span::raw(" ".repeat(INDENT)), Span::styled(text, theme.dim)], area, buffer);
            continue;
        }
        let size = match part.octets().len() {
            0 => "empty".to_owned(),
            1 => "1 byte".to_owned(),
            n => format!("{n} bytes"),
        };
        let meaning = if beneath.is_empty() { sealed::meaning(part) } else { "" };
        let spans = [
            mark,
            Span::styled(format!("{:<1$}", part.role.name(), sealed::NAME), theme.role(part.role)),
            Span::raw(format!("{size:<0$}", sealed::SIZE)),
            Span::styled(meaning, theme.dim),
        ];
        put(spans, area, buffer);
    }
}

/// The bar, then the dates.
fn lifetime(state: &State, opened: &Opened, inner: Rect, scroll: Scroll, theme: &Theme, buffer: &mut Buffer) {
    let width = usize::from(inner.width);
    let rows = state.inspect.lifetime(width, state.now, state.zone);
    for (row, area) in rows.into_iter().skip(scroll.top).zip(inner.rows()) {
        let line = match row {
            LifeRow::Bar => bar::line(state, opened, width, theme),
            LifeRow::Text(label, words) => Line::from(vec![
                Span::styled(format!(" {label:<width$}", width = LABEL - 1), theme.dim),
                Span::raw(cut(&visible(&words.text), width.saturating_sub(LABEL), theme.glyph("…", "~"))),
            ]),
            LifeRow::Clock(text) => Line::styled(format!("  {text}"), theme.dim),
        };
        line.render(area, buffer);
    }
}

fn verdict(state: &State, inner: Rect, scroll: Scroll, theme: &Theme, buffer: &mut Buffer) {
    let rows = state.inspect.verdict_rows(usize::from(inner.width), state.now, state.zone);
    let labelled = rows.iter().any(|(_, label, _)| !label.is_empty());
    for ((subject, label, text), area) in rows.into_iter().skip(scroll.top).zip(inner.rows()) {
        let style = match subject {
            Subject::Time => life(state, theme),
            Subject::Signature(grade) | Subject::Expected(_, grade) => theme.grade(grade),
            Subject::Note => theme.warn,
            Subject::Payload => theme.plain,
            Subject::Findings => match state.inspect.remarks().first().map(|remark| remark.severity) {
                Some(Severity::Error) => theme.bad,
                Some(Severity::Warning) => theme.warn,
                Some(Severity::Note) | None => theme.plain,
            },
        };
        let label = if labelled { format!(" {label:<width$}", width = LABEL - 1) } else { " ".to_owned() };
        put([Span::styled(label, theme.dim), Span::styled(text, style)], area, buffer);
    }
}

fn findings(state: &State, inner: Rect, scroll: Scroll, theme: &Theme, buffer: &mut Buffer) {
    let rows = state.inspect.finding_rows(usize::from(inner.width));
    if rows.is_empty() {
        return nothing(words::NO_FINDINGS, inner, theme, buffer);
    }
    let focused = state.inspect.focus == Pane::Findings;
    let chosen = rows.get(scroll.cursor).map(|(finding, _)| *finding).filter(|_| focused);
    let mut before = scroll.top.checked_sub(1).and_then(|i| rows.get(i)).map(|(finding, _)| *finding);
    for ((index, (finding, text)), area) in rows.iter().enumerate().skip(scroll.top).zip(inner.rows()) {
        let severity = state.inspect.remarks().get(*finding).map(|remark| remark.severity);
        let (sign, sign_style) = match severity {
            Some(Severity::Error) => (theme.glyph("✗ ", "X "), theme.bad),
            Some(Severity::Warning) => ("! ", theme.warn),
            Some(Severity::Note) | None => (theme.glyph("· ", "- "), theme.dim),
        };
        let mark = if before == Some(*finding) { "  " } else { sign };
        before = Some(*finding);
        let style = if chosen == Some(*finding) { theme.strong } else { theme.plain };
        let cursor = cursor_mark(focused && index == scroll.cursor, theme);
        put([cursor, Span::styled(mark, sign_style), Span::styled(text.as_str(), style)], area, buffer);
    }
}

/// The tokens of the paste: algorithm, subject, state.
fn list(state: &State, inner: Rect, scroll: Scroll, theme: &Theme, buffer: &mut Buffer) {
    for ((index, opened), row) in state.inspect.tokens.iter().enumerate().skip(scroll.top).zip(inner.rows()) {
        let here = index == state.inspect.selected;
        let token = &opened.token;
        let alg = token.alg().map_or_else(|| token.kind.word().to_owned(), |alg| visible(&alg).into_owned());
        let subject =
            opened.subject().map(|sub| format!("{} · ", cut(&sub, 12, theme.glyph("…", "~")))).unwrap_or_default();
        let inside = if opened.depth > 0 { theme.glyph("└", "`") } else { "" };
        let moved_in = " ".repeat(opened.depth.saturating_sub(1).min(MOST_MOVED_IN));
        let words = state.inspect.headline(opened, state.now, state.zone).text;
        let state_words = if token.kind == Kind::Jws { words } else { token.kind.word().to_owned() };
        // Subjects can be long, and when it ends is what the list is looked at for.
        let text = format!("{moved_in}{inside}{} {subject}{state_words} · {}", index + 1, cut(&alg, 10, "~"));
        let mark = cursor_mark(here, theme);
        let line = Line::from(vec![
            mark,
            Span::styled(
                cut(&text, usize::from(row.width).saturating_sub(2), theme.glyph("…", "~")),
                if here { theme.strong } else { theme.plain },
            ),
        ]);
        line.render(row, buffer);
    }
}
