//! The form in rows, and where its cursor is: a function of what is filled in and of the width.

use std::ops::Range;

use super::Mint;
use super::places::{LABEL, Line};
use super::row::{Kind, Row};
use crate::app::wrap::columns;

/// Columns between two roles.
const GAP: usize = 2;

/// Columns of the sign for a new one.
const PLUS: usize = 1;

/// Columns of a role: a box, its name, a gap.
fn role_columns(name: &str) -> usize {
    columns(name) + 4 + GAP
}

impl Mint {
    /// The form in rows of `width` columns.
    #[must_use]
    pub fn lines(&self, width: usize) -> Vec<Line> {
        let room = width.saturating_sub(LABEL).max(1);
        let mut lines = Vec::new();
        for row in Row::ALL {
            match (row.kind(), self.form.area(row)) {
                (Kind::Json, Some(area)) => {
                    let rows = area.rows(room.saturating_sub(1));
                    lines.extend(rows.into_iter().enumerate().map(|(index, bytes)| Line::Json(row, bytes, index == 0)));
                }
                (Kind::Toggles, _) => lines.extend(self.role_lines(room).into_iter().map(Line::Roles)),
                (Kind::Choice | Kind::Secret | Kind::Line | Kind::Json, _) => lines.push(Line::Whole(row)),
            }
        }
        lines
    }

    /// The roles in lines of `room` columns; after the last there is a place for a new one, which is counted as one more.
    fn role_lines(&self, room: usize) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let (mut from, mut used) = (0, 0);
        let sizes = self.form.roles.iter().map(|role| role_columns(&role.name)).chain([PLUS]);
        for (count, size) in sizes.enumerate() {
            // The blanks after the last one may hang over.
            let hanging = if size == PLUS { 0 } else { GAP };
            if used + size > room + hanging && count > from {
                lines.push(from..count);
                (from, used) = (count, 0);
            }
            used += size;
        }
        lines.push(from..self.form.roles.len() + 1);
        lines
    }

    /// The line of the form with the cursor.
    #[must_use]
    pub fn cursor_line(&self, lines: &[Line]) -> usize {
        let caret = self.form.area(self.row).map_or(0, crate::app::area::Area::caret);
        let here = |line: &Line| match line {
            Line::Whole(row) => *row == self.row,
            Line::Roles(roles) => self.row == Row::Roles && roles.contains(&self.role),
            Line::Json(row, bytes, _) => *row == self.row && (bytes.start..=bytes.end).contains(&caret),
        };
        lines.iter().rposition(here).unwrap_or(0)
    }
}
