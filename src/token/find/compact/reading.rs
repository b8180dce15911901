//! What goes into the reading of a compact token, and what comes of it.

use std::ops::Range;

use crate::token::find::form::Form;
use crate::token::find::undone::Undone;

/// A token as read.
#[derive(Debug)]
pub struct Candidate {
    /// Its characters.
    pub text: String,
    /// Whole, or cut off.
    pub form: Form,
    /// Where it stands.
    pub at: Range<usize>,
    /// What was undone inside it.
    pub undone: Undone,
}

/// What came of reading.
#[derive(Debug)]
pub struct Reading {
    /// The token, if it is one.
    pub candidate: Option<Candidate>,
    /// Where the search goes on; always behind the start.
    pub resume: usize,
}

/// What stands before a token, as far as reading it depends on that.
#[derive(Debug, Clone, Copy)]
pub struct Before<'t> {
    /// The line up to the token, or its beginning where the line is long.
    pub line: &'t str,
    /// The character directly before.
    pub last: Option<char>,
    /// The character before that one.
    pub last_but_one: Option<char>,
}
