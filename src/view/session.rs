//! The Session screen: panes of rows that are ready, in the colours of the theme.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::boxed::{at_of, boxed};
use super::part::Part;
use super::text::{cut, put};
use super::theme::Theme;
use crate::app::layout::Plan;
use crate::app::look::Glyphs;
use crate::app::session::Session;
use crate::app::session::ink::{Ink, Row};
use crate::app::session::panes::Pane;
use crate::app::state::State;
use crate::app::wrap::sentences;
use crate::token::visible::visible;

/// What the title line says of this screen, the most important last.
pub fn title(state: &State, theme: &Theme) -> Vec<Part> {
    state.session.headline.iter().map(|(ink, text)| Part::new(visible(text).into_owned(), style(*ink, theme))).collect()
}

/// Draws the screen into the body.
pub fn draw(state: &State, theme: &Theme, buffer: &mut Buffer) {
    let session = &state.session;
    if session.stage.is_none() {
        return empty(state, theme, buffer);
    }
    tabs(session, theme, buffer);
    for sight in &session.sights {
        let focused = session.focus == sight.pane;
        let room = usize::from(sight.area.width).saturating_sub(4);
        let title = cut(&visible(&sight.title), room, theme.glyph("…", "~"));
        let (lines, strong) = if focused { (theme.plain, theme.strong) } else { (theme.dim, theme.dim) };
        let title = [Span::styled(format!(" {title} "), strong)];
        let inner = boxed(sight.area, &theme.border(focused), lines, title, buffer);
        rows(&sight.rows, inner, sight.cursor, theme, buffer);
        if let Some((at, count)) = sight.far {
            at_of(sight.area, at, count, theme, buffer);
        }
    }
    bar(state, theme, buffer);
}

fn rows(rows: &[Row], inner: Rect, cursor: Option<usize>, theme: &Theme, buffer: &mut Buffer) {
    for ((number, row), area) in rows.iter().enumerate().zip(inner.rows()) {
        put(spans(row, theme), area, buffer);
        if cursor == Some(number) {
            buffer.set_style(area, theme.chosen);
        }
    }
}

fn spans<'a>(row: &'a Row, theme: &Theme) -> impl Iterator<Item = Span<'a>> {
    row.0.iter().map(|(ink, text)| match (ink, theme.glyphs) {
        (Ink::Line, Glyphs::Unicode) => Span::styled(drawn(text), style(*ink, theme)),
        _ => Span::styled(text.as_str(), style(*ink, theme)),
    })
}

/// Lanes and arrows in the signs of a terminal that has them.
fn drawn(text: &str) -> String {
    let sign = |letter| match letter {
        '-' => '─',
        '|' => '│',
        '>' => '→',
        '<' => '←',
        other => other,
    };
    text.chars().map(sign).collect()
}

const fn style(ink: Ink, theme: &Theme) -> Style {
    match ink {
        Ink::Plain => theme.plain,
        Ink::Dim | Ink::Line => theme.dim,
        Ink::Strong => theme.strong,
        Ink::Good => theme.good,
        Ink::Warn => theme.warn,
        Ink::Bad => theme.bad,
        Ink::Header => theme.header,
        Ink::Payload => theme.payload,
        Ink::Signature => theme.signature,
    }
}

/// The names of all panes, where not all are shown; where they do not fit, their numbers do.
fn tabs(session: &Session, theme: &Theme, buffer: &mut Buffer) {
    let area = session.places.tabs;
    if area.height == 0 {
        return;
    }
    let whole: usize = Pane::ALL.iter().map(|pane| pane.title().len() + 4).sum();
    let named = whole < usize::from(area.width);
    let mut spans = vec![Span::raw(" ")];
    for pane in Pane::ALL {
        let here = session.focus == pane;
        // While a question stands the digits are its answers.
        let name = match (session.answers().is_some(), here || named) {
            (false, true) => format!("{} {}", pane.number(), pane.title()),
            (false, false) => pane.number().to_string(),
            (true, true) => pane.title().to_owned(),
            (true, false) => theme.glyph("·", ".").to_owned(),
        };
        let text = if here { format!("[{name}]") } else { format!(" {name} ") };
        spans.push(Span::styled(text, if here { theme.strong } else { theme.dim }));
    }
    put(spans, area, buffer);
}

/// What is told or asked, below all.
fn bar(state: &State, theme: &Theme, buffer: &mut Buffer) {
    let area = state.session.places.bar;
    if area.height == 0 {
        return;
    }
    let inner = if state.layout.plan == Plan::Wide {
        boxed(area, &theme.border(false), theme.warn, [], buffer)
    } else {
        let rule = theme.glyph("─", "-").repeat(usize::from(area.width));
        Line::styled(rule, theme.warn).render(area, buffer);
        Rect {
            x: area.x + 1.min(area.width),
            y: area.y + 1,
            width: area.width.saturating_sub(2),
            height: area.height - 1,
        }
    };
    // When there is no room for all, the last rows say what to press.
    let skip = state.session.bar.len().saturating_sub(usize::from(inner.height));
    rows(state.session.bar.get(skip..).unwrap_or_default(), inner, None, theme, buffer);
}

/// The screen before the first run: it is the manual.
fn empty(state: &State, theme: &Theme, buffer: &mut Buffer) {
    let body = state.layout.body;
    let width = 62.min(body.width);
    let mut lines: Vec<Line<'_>> = Vec::new();
    lines.push(Line::styled("A login session, on a clock that you hold.", theme.strong));
    lines.push(Line::from(""));
    let wrapped = sentences(
        "A browser, an auth server, an API and an attacker. Every message, every check and every token's life is in sight. Nothing leaves this machine.",
        usize::from(width),
    );
    lines.extend(wrapped.into_iter().map(Line::from));
    lines.push(Line::from(""));
    for (key, words) in [
        ("space", "plays the story of a first sign-in, under a minute"),
        ("r", "lists the lessons: they ask before they show"),
        ("P", "chooses how it is built, and you act"),
    ] {
        lines.push(Line::from(vec![Span::styled(format!("{key:>6}  "), theme.strong), Span::raw(words)]));
    }
    let height = u16::try_from(lines.len()).unwrap_or(0).min(body.height);
    let area = Rect { x: body.x + (body.width - width) / 2, y: body.y + (body.height - height) / 3, width, height };
    for (line, row) in lines.into_iter().zip(area.rows()) {
        line.render(row, buffer);
    }
}
