//! Where the form and the result stand, and which rows of the form there are: one function of size and content for drawing and the mouse.

use std::ops::Range;

use ratatui::layout::Rect;

use super::row::Row;
use crate::app::layout::Plan;

/// The halves of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pane {
    /// What is filled in.
    #[default]
    Form,
    /// What comes of it.
    Result,
}

/// Columns in front of the values: the mark of the cursor, the longest name, two blanks.
pub const LABEL: usize = 13;

/// Percent of the width that the form takes.
const FORM: u16 = 54;

/// Where everything stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Places {
    /// The line that names both panes, where only one is shown.
    pub tabs: Rect,
    /// The form with its border; empty where it is not shown.
    pub form: Rect,
    /// The result with its border; empty where it is not shown.
    pub result: Rect,
    /// Rows below the form for words about the row at hand.
    pub hint: u16,
}

/// A row of cells of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A row that is one line.
    Whole(Row),
    /// Some of the roles; the first of these lines has the name of the row.
    Roles(Range<usize>),
    /// Some bytes of a JSON text; the first of these lines has the name of the row.
    Json(Row, Range<usize>, bool),
}

impl Line {
    /// The row that it belongs to.
    #[must_use]
    pub const fn row(&self) -> Row {
        match self {
            Self::Whole(row) | Self::Json(row, ..) => *row,
            Self::Roles(_) => Row::Roles,
        }
    }
}

impl Places {
    /// Divides `body`; where there is no room for two, or one is zoomed, `focus` has it alone.
    #[must_use]
    pub fn of(body: Rect, plan: Plan, focus: Pane, zoomed: bool) -> Self {
        let hint = if body.height < 24 { 2 } else { 3 };
        let mut places = Self { hint, ..Self::default() };
        if zoomed || plan == Plan::Narrow {
            let tabs = body.height.min(1);
            places.tabs = Rect { height: tabs, ..body };
            let rest = Rect { y: body.y + tabs, height: body.height - tabs, ..body };
            match focus {
                Pane::Form => places.form = rest,
                Pane::Result => places.result = rest,
            }
            return places;
        }
        if plan == Plan::TooSmall {
            return places;
        }
        let left = u16::try_from(u32::from(body.width) * u32::from(FORM) / 100).unwrap_or(body.width);
        places.form = Rect { width: left, ..body };
        places.result = Rect { x: body.x + left, width: body.width - left, ..body };
        places
    }

    /// Columns and rows inside the form, without those of the hint.
    #[must_use]
    pub fn form_room(&self) -> (usize, usize) {
        let height = self.form.height.saturating_sub(2 + self.hint);
        (usize::from(self.form.width.saturating_sub(2)), usize::from(height))
    }

    /// Columns and rows inside the result.
    #[must_use]
    pub fn result_room(&self) -> (usize, usize) {
        (usize::from(self.result.width.saturating_sub(2)), usize::from(self.result.height.saturating_sub(2)))
    }
}
