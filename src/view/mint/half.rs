//! The border of a half of Mint, with its title.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::mint::places::Pane;
use crate::app::state::State;
use crate::view::boxed::{End, below, boxed};
use crate::view::theme::Theme;

/// Draws the border of a half, and returns what is inside.
pub(super) fn frame(
    state: &State,
    pane: Pane,
    about: Line<'static>,
    words: Option<String>,
    theme: &Theme,
    buffer: &mut Buffer,
) -> Rect {
    let (area, number, name) = match pane {
        Pane::Form => (state.mint.places.form, 1, "Token to be"),
        Pane::Result => (state.mint.places.result, 2, "Result"),
    };
    let focused = state.mint.focus == pane;
    let mut title = vec![
        Span::styled(format!(" {number} "), theme.dim),
        Span::styled(name, if focused { theme.strong } else { theme.plain }),
        Span::raw("  "),
    ];
    title.extend(about.spans);
    title.push(Span::raw(" "));
    let style = if focused { theme.plain } else { theme.dim };
    let inner = boxed(area, &theme.border(focused), style, title, buffer);
    if let Some(words) = words {
        below(area, End::Right, &words, theme.dim, buffer);
    }
    inner
}
