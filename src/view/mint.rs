//! The Mint screen: the form and what comes of it.

mod form;
mod half;
mod result;

use ratatui::buffer::Buffer;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::part::Part;
use super::theme::Theme;
use crate::app::mint::outcome::Outcome;
use crate::app::mint::places::Pane;
use crate::app::state::State;

/// What the title line says of this screen, the most important last.
pub fn title(state: &State, theme: &Theme) -> Vec<Part> {
    let (text, style) = match &state.mint.outcome {
        Some(Outcome::Minted(minted)) => (minted.life(state.zone), theme.good),
        Some(Outcome::NotMintable(_)) if state.mint.lacks_key() => ("no key yet".to_owned(), theme.warn),
        Some(Outcome::NotMintable(_)) => ("not mintable".to_owned(), theme.bad),
        Some(Outcome::Waiting) | None => return Vec::new(),
    };
    vec![Part::new(text, style)]
}

/// Draws the screen into the body.
pub fn draw(state: &State, theme: &Theme, buffer: &mut Buffer) {
    let places = state.mint.places;
    if places.tabs.height > 0 {
        let mut spans = vec![Span::raw(" ")];
        for (pane, number, name) in [(Pane::Form, 1, "Form"), (Pane::Result, 2, "Result")] {
            if pane == state.mint.focus {
                let name = format!("{}{name}{}", theme.glyph("▐", "["), theme.glyph("▌", "]"));
                spans.push(Span::styled(name, theme.strong));
            } else {
                spans.push(Span::styled(format!(" {number} {name} "), theme.dim));
            }
        }
        spans.push(Span::raw("  "));
        spans.extend(result::in_short(state, theme));
        Line::from(spans).render(places.tabs, buffer);
    }
    if !places.form.is_empty() {
        form::draw(state, theme, buffer);
    }
    if !places.result.is_empty() {
        result::draw(state, theme, buffer);
    }
}
