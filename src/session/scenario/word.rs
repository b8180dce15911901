//! A word of a scenario, and where it stands.

use std::fmt;

/// Where something stands in a file; both count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// How a word was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Without quotes: it may be a keyword.
    Bare,
    /// In quotes of either kind: only text.
    Quoted,
    /// One of the marks `; , [ ] |`.
    Mark,
}

/// A word of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// What it says, without its quotes.
    pub text: String,
    /// How it was written.
    pub form: Form,
    /// Where it begins.
    pub place: Place,
}

impl Word {
    /// Is it this word, without quotes?
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        self.form != Form::Quoted && self.text == text
    }
}
