//! What a part of a token is for.

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
