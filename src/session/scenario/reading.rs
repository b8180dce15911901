//! How the characters of a secret may be turned into the bytes of a key: one text, four keys.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use crate::crypto::digest::hmac_sha256;

/// A way to read a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Each character is a byte.
    Ascii,
    /// Two hex digits are a byte.
    Hex,
    /// Four characters of base64 are three bytes (RFC 4648 §4).
    Base64,
    /// The same in the alphabet for URLs, without padding (RFC 4648 §5).
    Base64Url,
}

/// The words that stand for them.
pub(super) const READINGS: &str = "ascii, hex, base64 or base64url";

impl Reading {
    /// The one with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "ascii" => Some(Self::Ascii),
            "hex" => Some(Self::Hex),
            "base64" => Some(Self::Base64),
            "base64url" => Some(Self::Base64Url),
            _ => None,
        }
    }

    fn key(self, secret: &str) -> Option<Vec<u8>> {
        match self {
            Self::Ascii => Some(secret.as_bytes().to_vec()),
            Self::Hex => secret
                .as_bytes()
                .chunks(2)
                .map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok())
                .collect(),
            Self::Base64 => STANDARD.decode(secret).ok(),
            Self::Base64Url => URL_SAFE_NO_PAD.decode(secret).ok(),
        }
    }

    /// The HS256 signature of a token in compact form with the secret read so; nothing if it does not read so.
    #[must_use]
    pub fn signature(self, token: &str, secret: &str) -> Option<String> {
        let (signed, _) = token.rsplit_once('.')?;
        Some(URL_SAFE_NO_PAD.encode(hmac_sha256(&self.key(secret)?, signed.as_bytes())))
    }
}

impl std::fmt::Display for Reading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Ascii => "ascii",
            Self::Hex => "hex",
            Self::Base64 => "base64",
            Self::Base64Url => "base64url",
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn one_secret_of_hex_digits_is_three_keys() {
        // A text of hex digits means the same in both base64 alphabets.
        let token = "eyJhbGciOiJIUzI1NiJ9.e30.x";
        let secret = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
        let made = |reading: Reading| reading.signature(token, secret).unwrap();
        assert_ne!(made(Reading::Ascii), made(Reading::Hex));
        assert_ne!(made(Reading::Hex), made(Reading::Base64));
        assert_ne!(made(Reading::Ascii), made(Reading::Base64));
        assert_eq!(made(Reading::Base64), made(Reading::Base64Url));
        assert_eq!(Reading::Hex.signature(token, "xyz"), None);
    }
}
