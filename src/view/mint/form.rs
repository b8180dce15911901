//! The form: a row a field, what is wrong with it beside it, and below what can be done in the row at hand.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::half::frame;
use crate::app::mint::form::Form;
use crate::app::mint::places::{LABEL, Line as Place, Pane};
use crate::app::mint::row::{Kind, Row};
use crate::app::mint::signing_key::{Standing, made_bits};
use crate::app::state::State;
use crate::app::wrap::{columns, sentences};
use crate::crypto::{Algorithm, Material};
use crate::token::duration;
use crate::token::visible::visible;
use crate::token::words;
use crate::view::area;
use crate::view::field;
use crate::view::text::{cut, foreign};
use crate::view::theme::Theme;

/// Dots for a secret that nobody types in: how long it is, is said beside them.
const DOTS: usize = 8;

/// Draws the form.
pub fn draw(state: &State, theme: &Theme, buffer: &mut Buffer) {
    let mint = &state.mint;
    let (width, height) = mint.places.form_room();
    let lines = mint.lines(width);
    let below = (lines.len() > height).then(|| format!(" {}/{} ", mint.cursor_line(&lines) + 1, lines.len()));
    let inner = frame(state, Pane::Form, Line::default(), below, theme, buffer);
    for (place, row) in lines.iter().skip(mint.form_top).zip(inner.rows().take(height)) {
        line(state, place, row, theme, buffer);
    }
    hint(state, inner, height, theme, buffer);
}

/// What can be done in the row at hand, or what is wrong with it.
fn hint(state: &State, inner: Rect, height: usize, theme: &Theme, buffer: &mut Buffer) {
    let mint = &state.mint;
    let room = usize::from(inner.width).saturating_sub(3);
    let untouched = mint.row == Row::Key && mint.key.standing == Standing::Missing;
    let (text, style) = match mint.mistake(mint.row).filter(|_| !untouched) {
        Some(mistake) => (format!("{}{}", theme.glyph("✗ ", "fail: "), visible(&mistake.why)), theme.bad),
        None => (mint.hint().into_owned(), theme.dim),
    };
    let rows = usize::from(mint.places.hint);
    for (text, row) in sentences(&text, room).into_iter().take(rows).zip(inner.rows().skip(height)) {
        Line::styled(format!(" {text}"), style).render(row, buffer);
    }
}

fn line(state: &State, place: &Place, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let mint = &state.mint;
    let row = place.row();
    let here = mint.row == row && mint.focus == Pane::Form;
    let first = match place {
        Place::Whole(_) => true,
        Place::Roles(roles) => roles.start == 0,
        Place::Json(_, _, first) => *first,
    };
    let mark = if !first {
        " "
    } else if here {
        theme.glyph("▸", ">")
    } else if mint.mistake(row).is_some() && !(row == Row::Key && mint.key.standing == Standing::Missing) {
        theme.glyph("✗", "!")
    } else {
        " "
    };
    let label = if first { row.label() } else { "" };
    let style = if here { theme.strong } else { theme.dim };
    let mark_style = if here { theme.strong } else { theme.bad };
    let label = Line::from(vec![
        Span::styled(mark, mark_style),
        Span::styled(format!("{label:<width$}", width = LABEL - 1), style),
    ]);
    label.render(area, buffer);
    let label = u16::try_from(LABEL).unwrap_or(0).min(area.width);
    let value = Rect { x: area.x + label, width: area.width - label, ..area };
    match place {
        Place::Roles(range) => roles(state, range, here, value, theme, buffer),
        Place::Json(row, bytes, first) => json(state, *row, bytes, *first, value, theme, buffer),
        Place::Whole(row) => whole(state, *row, here, value, theme, buffer),
    }
}

/// A row that is one line: its value, and a few words beside it where there is room.
fn whole(state: &State, row: Row, here: bool, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let mint = &state.mint;
    let typing = here && mint.typing;
    match row.kind() {
        Kind::Choice => {
            let value = match row {
                Row::RolesAs => mint.form.roles_as.word(),
                Row::Algorithm
                | Row::Key
                | Row::Roles
                | Row::Lifetime
                | Row::Subject
                | Row::Name
                | Row::Issuer
                | Row::Audience
                | Row::NotBefore
                | Row::Issued
                | Row::Jti
                | Row::Typ
                | Row::Kid
                | Row::Header
                | Row::Claims => mint.form.algorithm.map_or("none", Algorithm::name),
            };
            let (left, right) = if here { (theme.glyph("‹ ", "< "), theme.glyph(" ›", " >")) } else { ("", "") };
            let none = row == Row::Algorithm && mint.form.algorithm.is_none();
            let style = if none { theme.bad } else { theme.plain };
            let mut spans =
                vec![Span::styled(left, theme.dim), Span::styled(value, style), Span::styled(right, theme.dim)];
            beside(&mut spans, &about(state, row), area, theme);
            Line::from(spans).render(area, buffer);
        }
        Kind::Secret if typing => field::draw(&mint.key.field, area, true, state.now, theme, buffer),
        Kind::Secret => {
            let dots = match &mint.key.standing {
                Standing::Ready(_) => theme.glyph("•", "*").repeat(DOTS),
                Standing::Named(_) | Standing::Asked(_) => visible(mint.key.field.text()).into_owned(),
                Standing::Missing | Standing::Unreadable(_) => String::new(),
            };
            let mut spans = vec![Span::raw(dots)];
            beside(&mut spans, &about(state, row), area, theme);
            Line::from(spans).render(area, buffer);
        }
        Kind::Line | Kind::Json | Kind::Toggles => {
            let Some(line) = mint.form.line(row) else { return };
            if typing {
                return field::draw(line, area, true, state.now, theme, buffer);
            }
            let mut spans = foreign(line.text(), theme.plain, theme.hidden);
            beside(&mut spans, &about(state, row), area, theme);
            Line::from(spans).render(area, buffer);
        }
    }
}

/// Adds words, where they fit.
fn beside(spans: &mut Vec<Span<'static>>, words: &str, area: Rect, theme: &Theme) {
    if words.is_empty() {
        return;
    }
    let used: usize = spans.iter().map(|span| columns(&span.content)).sum();
    let gap = if used == 0 { 0 } else { 2 };
    let room = usize::from(area.width).saturating_sub(used + gap + 1);
    if room > 6 {
        spans.push(Span::styled(format!("{}{}", " ".repeat(gap), cut(words, room, theme.glyph("…", "~"))), theme.dim));
    }
}

/// A few words about the value of a row.
fn about(state: &State, row: Row) -> String {
    let mint = &state.mint;
    match row {
        Row::Algorithm => match mint.form.algorithm {
            None => "unsecured: nothing protects the token".to_owned(),
            Some(algorithm) => words::algorithm(algorithm.name()).map_or_else(String::new, |entry| entry.title.clone()),
        },
        Row::Key => key(state),
        Row::RolesAs => mint.form.roles_as.words().to_owned(),
        Row::Lifetime | Row::Subject | Row::Name | Row::Issuer | Row::Audience | Row::NotBefore | Row::Issued => {
            String::new()
        }
        Row::Jti => match mint.form.text(Row::Jti) {
            "auto" => "a random UUID".to_owned(),
            _ => String::new(),
        },
        Row::Typ | Row::Kid | Row::Header | Row::Claims | Row::Roles => String::new(),
    }
}

/// What the key is.
fn key(state: &State) -> String {
    let mint = &state.mint;
    if let Some(making) = mint.making {
        let seconds = state.now.since(making.since).max(0) / 1000;
        return format!("making {}, {}", making.key.words(), duration::in_words(seconds));
    }
    let Some(algorithm) = mint.form.algorithm else {
        return "none is needed".to_owned();
    };
    match &mint.key.standing {
        Standing::Missing => "none yet: enter types one, K makes one".to_owned(),
        Standing::Named(_) | Standing::Asked(_) => "being read".to_owned(),
        Standing::Unreadable(why) => visible(why).into_owned(),
        Standing::Ready(_) => mint.key.key_for(algorithm).map_or_else(String::new, |key| match &key.material {
            Material::Secret(secret) => match made_bits(key) {
                // Its characters are the secret; what is random about them is less.
                Some(random) => format!("{random} random bits in {} characters", secret.len()),
                None => format!("{} bits", secret.len() * 8),
            },
            Material::Public(_) => format!("{}, its public half only", key.kind().words()),
            Material::Pair { .. } => match key.material.bits() {
                Some(bits) => format!("{}, {bits} bits", key.kind().words()),
                None => key.kind().words().to_owned(),
            },
        }),
    }
}

/// Some of the roles, each with a box.
fn roles(state: &State, range: &Range<usize>, here: bool, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let Form { roles, .. } = &state.mint.form;
    let mut spans = Vec::new();
    let mut used = 0;
    for index in range.clone() {
        let at = here && index == state.mint.role;
        match roles.get(index) {
            Some(role) => {
                let style = match (at, role.on) {
                    (true, _) => theme.chosen,
                    (false, true) => theme.strong,
                    (false, false) => theme.plain,
                };
                spans.push(Span::styled(if role.on { "[x] " } else { "[ ] " }, style));
                used += 4 + columns(&role.name) + 2;
                spans.extend(foreign(&role.name, style, theme.hidden));
                spans.push(Span::raw("  "));
            }
            None => match &state.mint.adding {
                Some(adding) => {
                    Line::from(std::mem::take(&mut spans)).render(area, buffer);
                    let used = u16::try_from(used).unwrap_or(u16::MAX).min(area.width);
                    let rest = Rect { x: area.x + used, width: area.width - used, ..area };
                    return field::draw(adding, rest, true, state.now, theme, buffer);
                }
                None => spans.push(Span::styled("+", if at { theme.chosen } else { theme.dim })),
            },
        }
    }
    Line::from(spans).render(area, buffer);
}

/// Some of a JSON text, with the cursor in it and the place at which it is wrong.
fn json(state: &State, row: Row, bytes: &Range<usize>, first: bool, place: Rect, theme: &Theme, buffer: &mut Buffer) {
    let mint = &state.mint;
    let Some(text) = mint.form.area(row) else { return };
    let typing = mint.typing && mint.row == row && mint.focus == Pane::Form;
    if text.text().is_empty() && !typing {
        if first {
            let example =
                if row == Row::Header { "none, or {\"cty\": \"JWT\"}" } else { "none, or {\"tenant\": \"acme\"}" };
            Line::styled(example, theme.dim).render(place, buffer);
        }
        return;
    }
    let wrong = mint.mistake(row).and_then(|mistake| mistake.at);
    area::draw(text, bytes, typing, wrong, place, theme, buffer);
}
