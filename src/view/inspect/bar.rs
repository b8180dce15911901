//! The bar of a life: how much of it has passed.

use ratatui::text::{Line, Span};

use super::super::theme::Theme;
use crate::app::inspect::{Opened, ROOMY};
use crate::app::look::Glyphs;
use crate::app::state::State as App;
use crate::token::duration::in_words;
use crate::token::lifetime::State;
use crate::view::life::life;

const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// The bar between begin and end, with the state in words behind it where `width` has room; words alone for a life without both ends.
pub fn line(state: &App, opened: &Opened, width: usize, theme: &Theme) -> Line<'static> {
    let words = state.inspect.headline(opened, state.now, state.zone).text;
    let style = life(state, theme);
    let now = state.inspect.reader(state.now, state.zone).now;
    let (Some((begin, end)), Some(span)) = (opened.times.span(), opened.times.span_seconds()) else {
        return Line::styled(format!(" {words}"), style);
    };
    // What is left is a part of the life only while that is on.
    let on = matches!(state.inspect.life(state.now, state.zone), Some(State::Active | State::Expiring)) && begin <= now;
    let words = if on { format!("{words} of {}", in_words(span)) } else { words };
    if width < ROOMY {
        let mut spans = vec![Span::raw(" ")];
        spans.extend(cells_of(now.since(begin), end.since(begin), width.saturating_sub(2), theme, style));
        return Line::from(spans);
    }
    // The times at the ends are the first to go when there is no room.
    let ends = state.inspect.ends(opened, state.now, state.zone);
    let (from, to) = ends.map_or_else(Default::default, |(from, to)| (from.text, to.text));
    let room = width.saturating_sub(words.chars().count() + 4);
    let (from, to, cells) = match room.checked_sub(from.len() + to.len() + 2) {
        Some(cells) if cells >= 12 => (format!("{from} "), format!(" {to}"), cells),
        _ => (String::new(), String::new(), room),
    };
    let mut spans = vec![Span::raw(format!(" {from}"))];
    spans.extend(cells_of(now.since(begin), end.since(begin), cells, theme, style));
    spans.push(Span::raw(to));
    spans.push(Span::styled(format!("  {words}"), style));
    Line::from(spans)
}

/// `cells` cells of which the part `passed / whole` is filled, to the eighth of a cell.
fn cells_of(passed: i64, whole: i64, cells: usize, theme: &Theme, style: ratatui::style::Style) -> Vec<Span<'static>> {
    let steps = cells.saturating_mul(8);
    let filled = i128::from(passed.clamp(0, whole)) * steps as i128 / i128::from(whole.max(1));
    let filled = usize::try_from(filled).unwrap_or(0).min(steps);
    match theme.glyphs {
        Glyphs::Unicode => {
            let eighth = EIGHTHS.get(filled % 8).copied().unwrap_or_default();
            let rest = cells - filled / 8 - usize::from(!eighth.is_empty());
            vec![
                Span::styled(format!("{}{eighth}", "█".repeat(filled / 8)), style),
                Span::styled("░".repeat(rest), theme.dim),
            ]
        }
        Glyphs::Ascii => {
            let inside = cells.saturating_sub(2);
            let full = if cells == 0 { 0 } else { filled * inside / steps };
            vec![
                Span::raw("["),
                Span::styled("=".repeat(full), style),
                Span::styled(" ".repeat(inside - full), theme.dim),
                Span::raw("]"),
            ]
        }
    }
}
