//! One part of a token: what it is for, where it stands, what it decodes to.

use std::ops::Range;

use super::json::{Document, Kind};

/// What a part is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The JOSE header that the signature or the encryption protects.
    Header,
    /// A JOSE header that nothing protects; only the JSON serialization has one.
    Unprotected,
    /// The payload of a JWS.
    Payload,
    /// The signature or MAC of a JWS.
    Signature,
    /// The content encryption key of a JWE, itself encrypted.
    EncryptedKey,
    /// The initialization vector of a JWE.
    Iv,
    /// The encrypted content of a JWE.
    Ciphertext,
    /// The authentication tag of a JWE.
    Tag,
    /// Additional authenticated data of a JWE; only the JSON serialization has any.
    Aad,
    /// What the holder of an SD-JWT shows of it: a salt, a name and a value (RFC 9901 §4.2).
    Disclosure,
    /// The JWT behind the disclosures that binds them to a key (RFC 9901 §4.3), as it stands there.
    KeyBinding,
    /// A segment that no token has.
    Surplus,
}

impl Role {
    /// The word of the JSON output.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Unprotected => "unprotected",
            Self::Payload => "payload",
            Self::Signature => "signature",
            Self::EncryptedKey => "encrypted_key",
            Self::Iv => "iv",
            Self::Ciphertext => "ciphertext",
            Self::Tag => "tag",
            Self::Aad => "aad",
            Self::Disclosure => "disclosure",
            Self::KeyBinding => "key_binding",
            Self::Surplus => "surplus",
        }
    }

    /// Its name for people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Unprotected => "unprotected header",
            Self::Payload => "payload",
            Self::Signature => "signature",
            Self::EncryptedKey => "encrypted key",
            Self::Iv => "initialization vector",
            Self::Ciphertext => "ciphertext",
            Self::Tag => "authentication tag",
            Self::Aad => "additional authenticated data",
            Self::Disclosure => "disclosure",
            Self::KeyBinding => "key-binding JWT",
            Self::Surplus => "surplus segment",
        }
    }
}

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
