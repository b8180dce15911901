//! Finding text in a pane: every hit, and the next one, forwards or backwards, around the end.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

use super::layout::Pane;
use super::outline::Outline;
use crate::token::part::Part;

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

/// A row that holds hits; of a text, where nobody counts rows, a hit.
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

    /// Does it stand anywhere in these octets?
    #[must_use]
    pub fn stands_in(&self, octets: &[u8]) -> bool {
        !self.places(octets).is_empty()
    }

    /// The hits of which something stands in the bytes `shown`, where text is broken into rows.
    #[must_use]
    pub fn hits_in(&self, octets: &[u8], shown: &Range<usize>) -> Vec<Range<usize>> {
        let more = self.text.len().saturating_sub(1);
        let from = shown.start.saturating_sub(more);
        let window = octets.get(from..shown.end.saturating_add(more).min(octets.len())).unwrap_or_default();
        self.places(window).into_iter().map(|at| from + at..from + at + self.text.len()).collect()
    }

    /// Every hit in a text.
    #[must_use]
    pub fn in_text(&self, text: &str) -> Vec<RowHit> {
        self.places(text.as_bytes()).into_iter().map(|place| RowHit { row: 0, place, hides: false }).collect()
    }

    /// The rows of `part` that hold hits.
    #[must_use]
    pub fn in_rows(&self, part: &Part, outline: &Outline) -> Vec<RowHit> {
        let mut hits: Vec<RowHit> = Vec::new();
        for place in self.places(part.octets()) {
            let Some((row, hides)) = outline.place_of_octet(part, place) else { continue };
            match hits.last_mut() {
                Some(last) if last.row == row => last.hides |= hides,
                _ => hits.push(RowHit { row, place, hides }),
            }
        }
        hits
    }
}

/// What was found last, and where: as long as nothing else is looked for, and no row has another place, it is not looked for again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hits {
    /// The pane that was searched.
    pub pane: Pane,
    /// What for.
    pub needle: Needle,
    /// Every hit, in their order; of a text by its byte, of rows each row once.
    pub list: Vec<RowHit>,
}

impl Hits {
    /// The next one, seen from `from`: a byte of a text, or a row.
    #[must_use]
    pub fn next(&self, from: usize, way: Way) -> Option<Hit> {
        let at = |hit: &RowHit| if self.pane == Pane::Token { hit.place } else { hit.row };
        let last = self.list.len().checked_sub(1)?;
        let around = |index: usize| if index > last { 0 } else { index };
        let which = match way {
            Way::Forwards => around(self.list.partition_point(|hit| at(hit) <= from)),
            Way::Here => around(self.list.partition_point(|hit| at(hit) < from)),
            Way::Backwards => self.list.partition_point(|hit| at(hit) < from).checked_sub(1).unwrap_or(last),
        };
        Some(Hit { at: *self.list.get(which)?, which: which + 1, of: self.list.len() })
    }
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
