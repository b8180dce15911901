//! Why a scenario cannot be read: where, what stands there, and what should.

use std::fmt;

use super::word::{Place, Word};
use crate::token::visible::visible;

/// The first thing in a scenario that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Where it stands.
    pub place: Place,
    /// What stands there.
    pub found: Found,
    /// What should stand there, as words of a sentence.
    pub expected: String,
}

/// What stands where something else should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// This word.
    Word(String),
    /// The line, or a part of it, ends.
    End,
    /// A quote or parenthesis begins, and nothing closes it.
    Open,
}

impl Mistake {
    /// This word stands where `expected` should.
    #[must_use]
    pub fn found(word: &Word, expected: &str) -> Self {
        Self { place: word.place, found: Found::Word(word.text.clone()), expected: expected.to_owned() }
    }

    /// Nothing stands where `expected` should.
    #[must_use]
    pub fn ends(place: Place, expected: &str) -> Self {
        Self { place, found: Found::End, expected: expected.to_owned() }
    }

    /// What begins here is not closed by `end`.
    #[must_use]
    pub fn open(place: Place, end: char) -> Self {
        Self { place, found: Found::Open, expected: format!("{end} before the end of the line") }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, found, expected } = self;
        match found {
            Found::Word(word) => write!(f, "{place}: found `{}`, expected {expected}", visible(word)),
            Found::End => write!(f, "{place}: nothing follows, expected {expected}"),
            Found::Open => write!(f, "{place}: never closed, expected {expected}"),
        }
    }
}

impl std::error::Error for Mistake {}
