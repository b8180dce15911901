//! The mark in front of the row of the cursor, in every pane that has one.

use ratatui::text::Span;

use crate::view::theme::Theme;

/// The mark in front of the row of the cursor.
pub(super) fn cursor_mark(here: bool, theme: &Theme) -> Span<'static> {
    if here { Span::styled(theme.glyph("▸", ">"), theme.strong) } else { Span::raw(" ") }
}
