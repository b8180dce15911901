//! Where the words about a member stand: beside it, or in rows of their own beneath it. [`Outline`](super::Outline) makes the room, the
//! view writes into it, and Inspect asks whether there is still enough of it when the words have changed.

use crate::app::wrap::{columns, sentences};
use crate::token::dates::When;
use crate::token::duration::Words;
use crate::token::gloss::Gloss;

/// How far each level of nesting, and the rest of a value, is moved in.
pub const INDENT: usize = 2;

/// Columns that words which change with time get at least, so that they seldom have to move.
pub const CHANGING_WORDS: usize = 41;

/// The fewest columns in which a title still tells something.
pub const LEAST_WORDS: usize = 12;

/// The room that was made for words that change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Room {
    /// The member that they are about.
    pub(super) node: u32,
    /// Columns that the member takes itself.
    pub(super) used: usize,
    /// Rows of their own; 0 where they stand beside it.
    pub(super) rows: usize,
}

/// Columns that have to be free beside a member for these words to stand there.
pub(super) fn needed(gloss: &Gloss) -> usize {
    match gloss {
        Gloss::Title(_) => LEAST_WORDS,
        Gloss::Date(when) if when.until().is_some() => CHANGING_WORDS.max(longest(when)),
        Gloss::Date(when) => longest(when),
    }
}

/// Columns of these words when they are at their longest.
#[must_use]
pub fn most_columns(gloss: &Gloss) -> usize {
    match gloss {
        Gloss::Title(title) => columns(title),
        Gloss::Date(when) => longest(when),
    }
}

/// Columns of the words when they are at their longest.
fn longest(when: &When) -> usize {
    when.longest.max(columns(&when.words().text))
}

/// How many rows of their own these words need beneath a member that takes `used` of `width` columns. Titles never take a row: they are
/// cut off instead.
pub(super) fn rows_beneath(gloss: &Gloss, used: usize, width: usize) -> usize {
    if used + 2 + needed(gloss) <= width {
        return 0;
    }
    match gloss {
        Gloss::Title(_) => 0,
        Gloss::Date(when) => beneath(when, width).len(),
    }
}

/// A date in rows of its own, in a pane of `width` columns: in one if that holds it always, else its distance in a row by itself, so
/// that rows seldom come and go while somebody reads.
#[must_use]
pub fn beneath(when: &When, width: usize) -> Vec<Words> {
    let width = width.saturating_sub(2 * INDENT);
    if longest(when) <= width {
        return vec![when.words()];
    }
    let rows = |words: &Words, tail: &str| -> Vec<Words> {
        let lines = sentences(&format!("{}{tail}", words.text), width);
        lines.into_iter().map(|text| Words { text, until: words.until }).collect()
    };
    let tail = if when.distance.is_some() { " ·" } else { "" };
    let clock = when.clock.iter().flat_map(|words| rows(words, tail));
    clock.chain(when.distance.iter().flat_map(|words| rows(words, ""))).collect()
}
