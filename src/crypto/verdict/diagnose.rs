//! An HMAC that does not match: with which reading of the secret would it? And was it made with the text of a public key?

use std::fmt;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::crypto::algorithm::{Algorithm, KeyKind};
use crate::crypto::export;
use crate::crypto::key::Key;
use crate::crypto::material::Material;
use crate::crypto::public_text;
use crate::crypto::read;
use crate::crypto::secret::Secret;
use crate::crypto::verify::verify;

/// Another way to read a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Without the white space around it.
    Trimmed,
    /// Without the quotation marks around it.
    Unquoted,
    /// With a line feed at its end.
    LineFeed,
    /// With the line end of Windows.
    CarriageReturnLineFeed,
    /// Its text decoded from base64.
    Base64,
    /// Its text decoded from base64url.
    Base64url,
    /// Its text decoded from hexadecimal digits.
    Hex,
    /// Its bytes as hexadecimal digits, in lower case.
    AsHex,
    /// Its bytes as hexadecimal digits, in capitals.
    AsHexCapitals,
    /// Its bytes as base64.
    AsBase64,
    /// Its bytes as base64url.
    AsBase64url,
}

impl fmt::Display for Reading {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Trimmed => "fits without the white space around it",
            Self::Unquoted => "fits without the quotation marks around it",
            Self::LineFeed => "fits with a line break at its end",
            Self::CarriageReturnLineFeed => "fits with a carriage return and a line break at its end",
            Self::Base64 => "fits if read as base64",
            Self::Base64url => "fits if read as base64url",
            Self::Hex => "fits if read as hexadecimal digits",
            Self::AsHex => "fits if its bytes are written as hexadecimal digits",
            Self::AsHexCapitals => "fits if its bytes are written as hexadecimal digits in capitals",
            Self::AsBase64 => "fits if its bytes are written in base64",
            Self::AsBase64url => "fits if its bytes are written in base64url",
        })
    }
}

impl Reading {
    const ALL: [Self; 11] = [
        Self::Trimmed,
        Self::Unquoted,
        Self::LineFeed,
        Self::CarriageReturnLineFeed,
        Self::Base64,
        Self::Base64url,
        Self::Hex,
        Self::AsHex,
        Self::AsHexCapitals,
        Self::AsBase64,
        Self::AsBase64url,
    ];

    /// The secret read so; `None` where it cannot be, or is the same.
    fn of(self, secret: &Secret) -> Option<Secret> {
        let bytes = secret.reveal();
        let text = || str::from_utf8(bytes).ok();
        let read = match self {
            Self::Trimmed => Secret::new(bytes.trim_ascii().to_vec()),
            Self::Unquoted => match bytes.trim_ascii() {
                [b'"', inner @ .., b'"'] | [b'\'', inner @ .., b'\''] => Secret::new(inner.to_vec()),
                _ => return None,
            },
            Self::LineFeed => Secret::new([bytes, b"\n"].concat()),
            Self::CarriageReturnLineFeed => Secret::new([bytes, b"\r\n"].concat()),
            Self::Base64 => read::octets(&FORGIVING_BASE64, text()?)?,
            Self::Base64url => read::octets(&FORGIVING_BASE64URL, text()?)?,
            Self::Hex => read::hex(text()?)?,
            Self::AsHex => Secret::new(export::hex(secret).as_bytes().to_vec()),
            Self::AsHexCapitals => Secret::new(export::hex(secret).to_ascii_uppercase().into_bytes()),
            Self::AsBase64 => Secret::new(STANDARD.encode(bytes).into_bytes()),
            Self::AsBase64url => Secret::new(URL_SAFE_NO_PAD.encode(bytes).into_bytes()),
        };
        (read != *secret).then_some(read)
    }
}

/// With or without padding, and whatever the spare bits of the last character are: many decoders do not look.
const FORGIVING: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const FORGIVING_BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, FORGIVING);
const FORGIVING_BASE64URL: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, FORGIVING);

/// The reading of `secret` under which `signature` is one of `message`.
pub fn fitting(algorithm: Algorithm, secret: &Secret, message: &[u8], signature: &[u8]) -> Option<Reading> {
    Reading::ALL.into_iter().find(|reading| {
        reading
            .of(secret)
            .is_some_and(|secret| verify(algorithm, &Material::Secret(secret), message, signature).is_ok())
    })
}

/// What a key is that must not serve as a secret: a public one, a pair, or the text of a public one.
pub fn public_kind(key: &Material) -> Option<KeyKind> {
    match key {
        Material::Secret(secret) => public_key(secret.reveal()).map(|key| key.kind()),
        Material::Public(public) | Material::Pair { public, .. } => Some(public.kind()),
    }
}

/// The public key that `bytes` are the text or the DER of, with a line break after it or without.
fn public_key(bytes: &[u8]) -> Option<Key> {
    let of = |bytes: &[u8]| read::read_bytes(bytes, "").ok().map(|keys| keys.keys).unwrap_or_default();
    let public = |keys: Vec<Key>| keys.into_iter().find(|key| matches!(key.material, Material::Public(_)));
    public(of(bytes)).or_else(|| public(of(read::without_line_break(bytes))))
}

/// Whether `signature` is an HMAC of `message` under a public text of a key that is no secret.
pub fn forged_with(algorithm: Algorithm, key: &Key, message: &[u8], signature: &[u8]) -> bool {
    let texts = match &key.material {
        Material::Secret(secret) => public_key(secret.reveal()).map(|key| public_text::all(&key)).unwrap_or_default(),
        Material::Public(_) | Material::Pair { .. } => public_text::all(key),
    };
    let fits = |text| verify(algorithm, &Material::Secret(Secret::new(text)), message, signature).is_ok();
    texts.into_iter().any(fits)
}
