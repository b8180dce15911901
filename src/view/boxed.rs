//! A box around what a pane shows, with its title: what ratatui's `Block` draws, in one pass over its cells.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::border;
use ratatui::text::Span;
use ratatui::widgets::{Clear, Widget};
use unicode_width::UnicodeWidthStr;

use super::text::put;
use super::theme::Theme;

/// Clears `area` for what lies over a screen, and draws its box; answers what is inside.
pub fn over(area: Rect, title: &str, theme: &Theme, buffer: &mut Buffer) -> Rect {
    Clear.render(area, buffer);
    boxed(area, &theme.border(true), theme.plain, [Span::styled(format!(" {title} "), theme.strong)], buffer)
}

/// Draws a box around `area`, of lines in `style`, with `title` in its upper edge; answers what is inside.
pub fn boxed<'s>(
    area: Rect,
    lines: &border::Set<'_>,
    style: Style,
    title: impl IntoIterator<Item = Span<'s>>,
    buffer: &mut Buffer,
) -> Rect {
    let area = area.intersection(buffer.area);
    let inner = Rect {
        x: area.x.saturating_add(1).min(area.right()),
        y: area.y.saturating_add(1).min(area.bottom()),
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    };
    if area.width < 2 || area.height < 2 {
        return inner;
    }
    let mut edge = |y: u16, left: &str, between: &str, right: &str| {
        for (nth, cell) in (0..).zip(row(buffer, area, y)) {
            let symbol = match nth {
                0 => left,
                nth if nth + 1 == area.width => right,
                _ => between,
            };
            cell.set_symbol(symbol).set_style(style);
        }
    };
    edge(area.top(), lines.top_left, lines.horizontal_top, lines.top_right);
    edge(area.bottom() - 1, lines.bottom_left, lines.horizontal_bottom, lines.bottom_right);
    for y in inner.top()..inner.bottom() {
        if let [left, .., right] = row(buffer, area, y) {
            left.set_symbol(lines.vertical_left).set_style(style);
            right.set_symbol(lines.vertical_right).set_style(style);
        }
    }
    put(title, Rect { height: 1, x: inner.x, width: inner.width, ..area }, buffer);
    inner
}

/// An end of the lower edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The left one.
    Left,
    /// The right one.
    Right,
}

/// Draws `text` into the lower edge of the box around `area`.
pub fn below(area: Rect, end: End, text: &str, style: Style, buffer: &mut Buffer) {
    let room = area.width.saturating_sub(2);
    let width = u16::try_from(text.width()).unwrap_or(u16::MAX).min(room);
    let before = match end {
        End::Left => 0,
        End::Right => room - width,
    };
    let place = Rect { x: area.x + 1 + before, y: area.bottom().saturating_sub(1), width, height: 1 };
    put([Span::styled(text, style)], place.intersection(area), buffer);
}

/// Says in the lower edge at which of how many rows one is, where not all of them have room.
pub fn how_far(area: Rect, at: usize, rows: usize, theme: &Theme, buffer: &mut Buffer) {
    if rows > usize::from(area.height.saturating_sub(2)) {
        at_of(area, at, rows, theme, buffer);
    }
}

/// Says in the lower edge at which of how many rows one is.
pub fn at_of(area: Rect, at: usize, rows: usize, theme: &Theme, buffer: &mut Buffer) {
    below(area, End::Right, &format!(" {at}/{rows} "), theme.dim, buffer);
}

/// The cells of a row of `area`, which has to be in the buffer.
fn row(buffer: &mut Buffer, area: Rect, y: u16) -> &mut [Cell] {
    let start = buffer.index_of(area.x, y);
    buffer.content.get_mut(start..start + usize::from(area.width)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::text::Line;
    use ratatui::widgets::Block;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_box_is_what_ratatui_draws(x in 0..12_u16, y in 0..6_u16, width in 2..14_u16, height in 2..8_u16, title in "[a-z世]{0,9}") {
            let (mut ours, mut theirs) = (Buffer::empty(Rect::new(0, 0, 14, 8)), Buffer::empty(Rect::new(0, 0, 14, 8)));
            let area = Rect { x, y, width, height }.intersection(ours.area);
            prop_assume!(area.width > 1 && area.height > 1);
            let (style, foot) = (Style::new().bold(), Style::new().dim());
            let block = Block::bordered().border_set(border::ROUNDED).border_style(style).title(title.as_str());
            let block = block.title_bottom(Line::styled("1/9", foot).right_aligned()).title_bottom(Line::styled("4", foot));
            let inner = block.inner(area);
            block.render(area, &mut theirs);
            prop_assert_eq!(boxed(area, &border::ROUNDED, style, [Span::raw(title)], &mut ours), inner);
            // Where the two do not fit beside each other, which covers which is nobody's business.
            if area.width > 6 {
                below(area, End::Right, "1/9", foot, &mut ours);
                below(area, End::Left, "4", foot, &mut ours);
                prop_assert_eq!(ours, theirs);
            }
        }
    }
}
