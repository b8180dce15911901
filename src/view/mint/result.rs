//! What comes of the form: the token with its size and its life, what is to be known of it, and what it says; or why there is none.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::half::frame;
use crate::app::layout;
use crate::app::mint::outcome::{COOKIE, HEADERS, Line as Row, Outcome, reader};
use crate::app::mint::places::Pane;
use crate::app::scroll::Scroll;
use crate::app::size::size_words;
use crate::app::state::State;
use crate::token::part::Role;
use crate::view::inspect::{coloured, outline};
use crate::view::theme::Theme;

/// Cells of the bar that shows the size.
const BAR: usize = 16;

/// Draws the result.
pub fn draw(state: &State, theme: &Theme, buffer: &mut Buffer) {
    let mint = &state.mint;
    let Some(outcome) = &mint.outcome else { return };
    let room = mint.places.result_room();
    let height = room.1;
    let all = outcome.lines(room, state.zone);
    let last = (mint.result_top + height).min(all.lines.len());
    let below = (all.lines.len() > height).then(|| format!(" {last}/{} ", all.lines.len()));
    let inner = frame(state, Pane::Result, about(state, outcome, theme), below, theme, buffer);
    if *outcome == Outcome::Waiting {
        return Line::styled(" the key is on its way", theme.dim).render(inner, buffer);
    }
    for (row, area) in all.lines.iter().skip(mint.result_top).zip(inner.rows()) {
        match row {
            Row::Part(role, index) => {
                let Outcome::Minted(minted) = outcome else { continue };
                let Some(part) = minted.token.part(*role) else { continue };
                let (pane, rows) = if *role == Role::Header {
                    (layout::Pane::Header, &all.header)
                } else {
                    (layout::Pane::Payload, &all.payload)
                };
                let context = outline::Context {
                    part,
                    reader: reader(minted, state.zone),
                    pane,
                    focused: false,
                    words_at: rows.words_at,
                    needle: None,
                    theme,
                };
                outline::draw(&context, rows, area, Scroll { top: *index, cursor: 0 }, buffer);
            }
            other => plain(state, other, outcome, area, theme, buffer),
        }
    }
}

fn plain(state: &State, row: &Row, outcome: &Outcome, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let line = match (row, outcome) {
        (Row::Token(bytes), Outcome::Minted(minted)) => {
            let mut spans = vec![Span::raw(" ")];
            spans.extend(coloured(&minted.token, bytes, None, theme));
            Line::from(spans)
        }
        (Row::More(count), _) => Line::styled(format!(" {} and {count} more", theme.glyph("…", "...")), theme.dim),
        (Row::Size(bytes), _) => size(*bytes, theme),
        (Row::Said(text), _) => Line::raw(format!(" {text}")),
        (Row::Noted(text), _) => Line::styled(format!(" {text}"), theme.dim),
        (Row::Warned(text), _) => Line::styled(format!(" {text}"), theme.warn),
        (Row::Wrong(_, text), _) if state.mint.lacks_key() => {
            Line::from(vec![Span::styled(theme.glyph(" · ", " - "), theme.dim), Span::raw(text.clone())])
        }
        (Row::Wrong(_, text), _) => {
            Line::from(vec![Span::styled(theme.glyph(" ✗ ", " ! "), theme.bad), Span::raw(text.clone())])
        }
        (Row::WrongToo(text), _) => Line::raw(format!("   {text}")),
        (Row::Heading(role), _) => Line::styled(format!(" {}", role.name()), theme.role(*role)),
        (Row::Token(_) | Row::Part(..) | Row::Blank, _) => Line::default(),
    };
    line.render(area, buffer);
}

/// The size, and how far it is to where it is too large for a cookie and for the headers of a request.
fn size(bytes: usize, theme: &Theme) -> Line<'static> {
    let filled = (bytes * BAR).div_ceil(HEADERS).min(BAR);
    let half = COOKIE * BAR / HEADERS;
    let bar: String = (0..BAR)
        .map(|cell| match cell {
            _ if cell < filled => theme.glyph("█", "#"),
            _ if cell == half => theme.glyph("│", "|"),
            _ => theme.glyph("░", "."),
        })
        .collect();
    let style = if bytes <= COOKIE {
        theme.good
    } else if bytes <= HEADERS {
        theme.warn
    } else {
        theme.bad
    };
    Line::from(vec![Span::raw(format!(" {}  ", size_words(bytes))), Span::styled(bar, style)])
}

/// What the title of the pane says.
fn about(state: &State, outcome: &Outcome, theme: &Theme) -> Line<'static> {
    match outcome {
        Outcome::Minted(_) => Line::styled("enter mints and copies", theme.dim),
        Outcome::NotMintable(_) if state.mint.lacks_key() => Line::styled("to mint it takes", theme.dim),
        Outcome::NotMintable(_) => Line::styled("not mintable because", theme.bad),
        Outcome::Waiting => Line::styled("waiting for the key", theme.warn),
    }
}

/// The result in a few words, for where it is not shown.
pub fn in_short(state: &State, theme: &Theme) -> Vec<Span<'static>> {
    match &state.mint.outcome {
        Some(Outcome::Minted(minted)) => {
            vec![Span::styled(
                format!("{}{}", theme.glyph("✓ ", "ok: "), size_words(minted.token.text.len())),
                theme.good,
            )]
        }
        Some(Outcome::NotMintable(_)) if state.mint.lacks_key() => vec![Span::styled("no key yet", theme.warn)],
        Some(Outcome::NotMintable(mistakes)) => {
            let row = mistakes.first().map_or("", |mistake| mistake.row.label());
            vec![Span::styled(format!("{}{row}", theme.glyph("✗ ", "fail: ")), theme.bad)]
        }
        Some(Outcome::Waiting) => vec![Span::styled("waiting for the key", theme.warn)],
        None => Vec::new(),
    }
}
