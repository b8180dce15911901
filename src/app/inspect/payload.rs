//! The payload of a token that has none in it, given beside it (RFC 7515, appendix F).

use crate::app::size::size_words;
use crate::app::wrap::brief;
use crate::token::anatomy::Token;

/// Columns of where it came from.
const SOURCE_SHOWN: usize = 40;

/// A payload that was given beside the token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payload {
    /// The file that it came from. Foreign text.
    pub source: String,
    /// Its bytes.
    pub octets: Vec<u8>,
    /// The token over it: by its claims the token is judged.
    pub over: Box<Token>,
}

impl Payload {
    /// A payload for this token.
    #[must_use]
    pub fn of(token: &Token, source: &str, octets: Vec<u8>) -> Self {
        Self { source: source.to_owned(), over: Box::new(token.over(&octets)), octets }
    }

    /// It in a row: `120 bytes from body.json, beside the token`.
    #[must_use]
    pub fn words(&self) -> String {
        let size = size_words(self.octets.len());
        format!("{size} from {}, beside the token", brief(&self.source, SOURCE_SHOWN))
    }
}
