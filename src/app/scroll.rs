//! Where a pane stands in its rows: the first row shown and the row of the cursor.

use super::keymap::Action;

/// How many rows an action moves by, where a page has `page` of them; `None` for one that does not move.
#[must_use]
pub fn rows_of(action: Action, page: isize) -> Option<isize> {
    Some(match action {
        Action::Up => -1,
        Action::Down => 1,
        Action::PageUp => -page,
        Action::PageDown => page,
        Action::HalfUp => -(page / 2).max(1),
        Action::HalfDown => (page / 2).max(1),
        Action::Top => isize::MIN,
        Action::Bottom => isize::MAX,
        _ => return None,
    })
}

/// A position in a list of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scroll {
    /// The first row shown.
    pub top: usize,
    /// The row of the cursor.
    pub cursor: usize,
}

impl Scroll {
    /// Moves the cursor by `rows` in a list of `len`, of which `height` are shown.
    pub fn step(&mut self, rows: isize, len: usize, height: usize) {
        self.cursor = self.cursor.saturating_add_signed(rows).min(len.saturating_sub(1));
        self.follow(len, height);
    }

    /// Moves the rows themselves by `rows`: for panes without a cursor.
    pub fn slide(&mut self, rows: isize, len: usize, height: usize) {
        self.top = self.top.saturating_add_signed(rows).min(len.saturating_sub(height));
        self.cursor = self.top;
    }

    /// Brings the cursor into the list, and the rows to the cursor.
    pub fn follow(&mut self, len: usize, height: usize) {
        self.cursor = self.cursor.min(len.saturating_sub(1));
        let highest = self.cursor.saturating_add(1).saturating_sub(height);
        self.top = self.top.clamp(highest, self.cursor.max(highest)).min(len.saturating_sub(height).max(highest));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stays_in_the_list_and_in_sight() {
        let mut scroll = Scroll::default();
        for (rows, len, height) in [
            (5, 10, 3),
            (100, 10, 3),
            (-3, 10, 3),
            (-100, 10, 3),
            (1, 0, 3),
            (7, 9, 0),
            (isize::MAX, 9, 4),
            (isize::MIN, 9, 4),
            (3, 4, 100),
        ] {
            scroll.step(rows, len, height);
            assert!(scroll.cursor < len.max(1), "{scroll:?}");
            assert!(height == 0 || (scroll.top..scroll.top + height).contains(&scroll.cursor), "{scroll:?}");
            assert!(
                height == 0 || scroll.top <= len.saturating_sub(height),
                "{scroll:?} shows rows that are not there"
            );
        }
    }
}
