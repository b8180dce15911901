//! Finding text in a pane: every hit, and the next one, forwards or backwards, around the end.

use std::borrow::Cow;
use std::ops::Range;

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
    /// The same as forwards, but where the cursor is already will do.
    Here,
}

/// Text that is looked for. Without a capital letter in it, capitals do not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle {
    /// What the user typed.
    pub text: String,
}

/// A row that holds hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowHit {
    /// The row.
    pub row: usize,
    /// The first byte of the first hit in it.
    pub place: usize,
    /// Does the row hide a hit: is it that of a folded container with one inside?
    pub hides: bool,
}

/// A hit among all: its row, and its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Where it is.
    pub at: RowHit,
    /// Its number, from 1.
    pub which: usize,
    /// How many rows hold one.
    pub of: usize,
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
        let lower =
            if self.text.is_ascii() { haystack.to_ascii_lowercase() } else { in_small_letters(haystack).into_owned() };
        memmem::find_iter(&lower, &*in_small_letters(self.text.as_bytes())).collect()
    }

    /// The hits of which something stands in the bytes `shown`, where text is broken into rows.
    #[must_use]
    pub fn hits_in(&self, octets: &[u8], shown: &Range<usize>) -> Vec<Range<usize>> {
        let more = self.text.len().saturating_sub(1);
        let from = shown.start.saturating_sub(more);
        let window = octets.get(from..shown.end.saturating_add(more).min(octets.len())).unwrap_or_default();
        self.places(window).into_iter().map(|at| from + at..from + at + self.text.len()).collect()
    }

    /// The next hit in a text, seen from byte `from`: its place, its number from 1, and how many there are.
    #[must_use]
    pub fn find_in(&self, text: &str, from: usize, way: Way) -> Option<(usize, usize, usize)> {
        let places = self.places(text.as_bytes());
        let which = next(&places, |place| *place, from, way)?;
        Some((*places.get(which)?, which + 1, places.len()))
    }

    /// The next hit among the rows of `part`, seen from row `from`.
    #[must_use]
    pub fn find(&self, part: &Part, outline: &Outline, from: usize, way: Way) -> Option<Hit> {
        let hits = self.rows(part, &outline.rows);
        let which = next(&hits, |hit| hit.row, from, way)?;
        Some(Hit { at: *hits.get(which)?, which: which + 1, of: hits.len() })
    }

    /// The rows of `part` that hold hits.
    fn rows(&self, part: &Part, rows: &[Row]) -> Vec<RowHit> {
        let mut hits: Vec<RowHit> = Vec::new();
        for place in self.places(part.octets()) {
            let found = match &part.content {
                Content::Json(document) => row_of(document, rows, place),
                Content::Text(_) | Content::Octets(_) => {
                    let row = rows.partition_point(|row| row.from as usize <= place).saturating_sub(1);
                    Some((row, false))
                }
            };
            let Some((row, hides)) = found else { continue };
            match hits.last_mut() {
                Some(last) if last.row == row => last.hides |= hides,
                _ => hits.push(RowHit { row, place, hides }),
            }
        }
        hits
    }
}

/// Which of `hits`, in their order, comes next after `from`.
fn next<T>(hits: &[T], at: impl Fn(&T) -> usize, from: usize, way: Way) -> Option<usize> {
    let last = hits.len().checked_sub(1)?;
    Some(match way {
        Way::Forwards => hits.iter().position(|hit| at(hit) > from).unwrap_or(0),
        Way::Here => hits.iter().position(|hit| at(hit) >= from).unwrap_or(0),
        Way::Backwards => hits.iter().rposition(|hit| at(hit) < from).unwrap_or(last),
    })
}

/// The same text without capital letters, byte for byte in the same places: letters whose small form has another length stay.
fn in_small_letters(octets: &[u8]) -> Cow<'_, [u8]> {
    if octets.is_ascii() {
        return Cow::Owned(octets.to_ascii_lowercase());
    }
    let mut small = Vec::with_capacity(octets.len());
    for chunk in octets.utf8_chunks() {
        for c in chunk.valid().chars() {
            let mut lower = c.to_lowercase();
            let lower = match (lower.next(), lower.next()) {
                (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
                _ => c,
            };
            small.extend_from_slice(lower.encode_utf8(&mut [0; 4]).as_bytes());
        }
        small.extend_from_slice(chunk.invalid());
    }
    Cow::Owned(small)
}

/// The row that shows byte `place`: of the member whose name or value it stands in, or of the folded container that hides it.
fn row_of(document: &Document, rows: &[Row], place: usize) -> Option<(usize, bool)> {
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
    if shown > 0 {
        return Some((first + shown - 1, false));
    }
    let row = first.checked_sub(1)?;
    let hides = |row: &Row| document.node(row.node).is_some_and(|container| container.next > node);
    rows.get(row).is_some_and(hides).then_some((row, true))
}

fn begin(node: &crate::token::json::Node) -> usize {
    if node.name == (0, 0) { node.value.0 as usize } else { node.name.0 as usize }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(needle: &str, haystack: &str) -> Vec<usize> {
        Needle { text: needle.to_owned() }.places(haystack.as_bytes())
    }

    #[test]
    fn small_letters_find_capital_ones_in_every_alphabet_and_capital_ones_only_themselves() {
        assert_eq!(places("ad", "AD ad Ad"), [0, 3, 6]);
        assert_eq!(places("Ad", "AD ad Ad"), [6]);
        assert_eq!(places("ж", "Жж"), [0, 2]);
        assert_eq!(places("Ж", "Жж"), [0]);
        assert_eq!(places("ä", "AÄ"), [1]);
        assert_eq!(places("i", "İi"), [2], "no place moves where a small letter has another length");
        assert_eq!(places("", "x"), [0; 0]);
    }

    #[test]
    fn a_hit_that_is_broken_into_two_rows_shows_in_both() {
        let needle = Needle { text: "needle".to_owned() };
        let text = b"xxneedlexx";
        let hits = |shown| needle.hits_in(text, &shown).into_iter().map(|hit| (hit.start, hit.end)).collect::<Vec<_>>();
        assert_eq!(hits(0..4), [(2, 8)]);
        assert_eq!(hits(4..10), [(2, 8)]);
        assert_eq!(hits(8..10), []);
    }
}
