//! The JWT under the cursor. Each key may bring another one there, and hardly ever is it asked for: by what copies it or takes it
//! to another screen.

use std::cell::OnceCell;

use super::record::decoded;
use crate::token::anatomy::Token;

/// A JWT, taken apart when somebody asks for it.
#[derive(Debug, Clone)]
pub(super) struct Jwt {
    text: String,
    token: OnceCell<Option<Token>>,
}

impl Jwt {
    /// The token with this text.
    pub(super) const fn new(text: String) -> Self {
        Self { text, token: OnceCell::new() }
    }

    /// Its text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The token, if it reads.
    pub(super) fn token(&self) -> Option<&Token> {
        self.token.get_or_init(|| decoded(&self.text)).as_ref()
    }
}

/// Whether somebody has asked for it yet is no difference.
impl PartialEq for Jwt {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}
