//! One part of a token: what it is for, where it stands, what it decodes to.

use std::ops::Range;

use super::json::{Document, Kind};
pub use super::role::Role;

/// How a part is written down in the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// base64url without padding (RFC 7515 §2).
    Base64url,
    /// As it is: the unencoded payload of RFC 7797, or an unprotected header.
    Plain,
}

/// What a part decodes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// JSON, as far as it reads.
    Json(Document),
    /// Text that is not JSON.
    Text(String),
    /// Octets that mean nothing by themselves.
    Octets(Vec<u8>),
}

/// One part of a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is for.
    pub role: Role,
    /// Which of several signatures or recipients it belongs to, from 0; 0 also where it belongs to all of them. Of disclosures, which it is.
    pub nth: usize,
    /// Does it belong to every recipient? Only of a JWE: its protected header and its shared unprotected one.
    pub shared: bool,
    /// Its bytes in the text of the token.
    pub at: Range<usize>,
    /// How it is written down there.
    pub coding: Coding,
    /// What it decodes to; as far as it decodes.
    pub content: Content,
    /// Does the whole of it decode?
    pub complete: bool,
}

impl Part {
    /// The octets it decodes to.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        match &self.content {
            Content::Json(document) => &document.octets,
            Content::Text(text) => text.as_bytes(),
            Content::Octets(octets) => octets,
        }
    }

    /// The octets as text, where they are UTF-8.
    #[must_use]
    pub fn utf8(&self) -> Option<&str> {
        std::str::from_utf8(self.octets()).ok()
    }

    /// Its JSON, where it has any.
    #[must_use]
    pub fn json(&self) -> Option<&Document> {
        match &self.content {
            Content::Json(document) => Some(document),
            Content::Text(_) | Content::Octets(_) => None,
        }
    }

    /// Its JSON, where that is an object: a header's parameters, a payload's claims.
    #[must_use]
    pub fn object(&self) -> Option<&Document> {
        self.json().filter(|document| document.root().is_some_and(|root| root.kind == Kind::Object))
    }
}
