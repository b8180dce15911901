//! Finding text in a pane: where the next hit is, forwards or backwards, around the end.

use memchr::memmem;

use super::outline::{Outline, Row, RowKind};
use crate::token::json::Document;
use crate::token::part::{Content, Part};

/// Which way to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the end, then from the beginning.
    Forwards,
    /// To the beginning, then from the end.
    Backwards,
}

/// Text that is looked for. Without a capital letter in it, capitals do not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle {
    /// What the user typed.
    pub text: String,
}

impl Needle {
    /// Does case count?
    fn is_exact(&self) -> bool {
        self.text.chars().any(char::is_uppercase)
    }

    /// Every place in `haystack` where it stands, by the first byte.
    fn places(&self, haystack: &[u8]) -> Vec<usize> {
        if self.text.is_empty() {
            return Vec::new();
        }
        if self.is_exact() {
            return memmem::find_iter(haystack, self.text.as_bytes()).collect();
        }
        let lower = haystack.to_ascii_lowercase();
        memmem::find_iter(&lower, self.text.to_ascii_lowercase().as_bytes()).collect()
    }

    /// The next hit in a text after byte `from`: its place, its number from 1, and how many there are.
    #[must_use]
    pub fn find_in(&self, text: &str, from: usize, way: Way) -> Option<(usize, usize, usize)> {
        let places = self.places(text.as_bytes());
        let which = match way {
            Way::Forwards => places.iter().position(|at| *at > from).unwrap_or(0),
            Way::Backwards => places.iter().rposition(|at| *at < from).unwrap_or(places.len().saturating_sub(1)),
        };
        Some((*places.get(which)?, which + 1, places.len()))
    }

    /// The row of the next hit in `part` after row `from`, how many hits there are, and which of them it is, from 1.
    #[must_use]
    pub fn find(&self, part: &Part, outline: &Outline, from: usize, way: Way) -> Option<Hit> {
        let places = self.places(part.octets());
        let rows = &outline.rows;
        let mut hits: Vec<usize> = Vec::new();
        for place in &places {
            let row = match &part.content {
                Content::Json(document) => row_of(document, rows, *place),
                Content::Text(_) | Content::Octets(_) => {
                    Some(rows.partition_point(|row| row.from as usize <= *place).saturating_sub(1))
                }
            };
            hits.extend(row.filter(|row| hits.last() != Some(row)));
        }
        let which = match way {
            Way::Forwards => hits.iter().position(|row| *row > from).unwrap_or(0),
            Way::Backwards => hits.iter().rposition(|row| *row < from).unwrap_or(hits.len().saturating_sub(1)),
        };
        hits.get(which).map(|row| Hit { row: *row, which: which + 1, of: hits.len() })
    }
}

/// A hit: its row, and its number among all rows that hold one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The row.
    pub row: usize,
    /// Its number, from 1.
    pub which: usize,
    /// How many rows hold one.
    pub of: usize,
}

/// The row that shows byte `place`: of the member whose name or value it stands in.
fn row_of(document: &Document, rows: &[Row], place: usize) -> Option<usize> {
    let node = u32::try_from(document.nodes.partition_point(|node| begin(node) <= place)).ok()?.checked_sub(1)?;
    // Rows of members stand in the order of the values; closing brackets among them repeat earlier ones.
    let first = rows.partition_point(|row| match row.kind {
        RowKind::Member | RowKind::More | RowKind::Words => row.node < node,
        // A closing bracket stands before whatever follows its container.
        RowKind::Close => document.node(row.node).is_some_and(|closed| closed.next <= node),
        RowKind::Broken | RowKind::Text | RowKind::Hex | RowKind::Sealed => false,
    });
    // A value of megabytes has as many rows as it has hits: none of them is looked at twice.
    let shows = |row: &Row| match row.kind {
        RowKind::Member => row.node == node,
        RowKind::More => row.node == node && row.from as usize <= place,
        RowKind::Close | RowKind::Words | RowKind::Broken | RowKind::Text | RowKind::Hex | RowKind::Sealed => false,
    };
    let shown = rows.get(first..)?.partition_point(shows);
    Some(first + shown.checked_sub(1)?)
}

fn begin(node: &crate::token::json::Node) -> usize {
    if node.name == (0, 0) { node.value.0 as usize } else { node.name.0 as usize }
}
