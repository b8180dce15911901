//! The one character that is changed in a token or its key, to see what breaks.

/// What is changed, to see what breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    None,
    /// A character of the header.
    Header,
    /// A character of the payload.
    Payload,
    /// A character of the signature.
    Signature,
    /// The last character of the signature, to another that means the same bytes.
    SpareBits,
    /// A character of the secret.
    Secret,
}

impl Change {
    /// All of them, in the order of their keys.
    pub const ALL: [Self; 6] =
        [Self::None, Self::Header, Self::Payload, Self::Signature, Self::SpareBits, Self::Secret];

    /// The key that makes it.
    #[must_use]
    pub const fn key(self) -> char {
        match self {
            Self::None => '0',
            Self::Header => '1',
            Self::Payload => '2',
            Self::Signature => '3',
            Self::SpareBits => '4',
            Self::Secret => '5',
        }
    }
}
