//! An HMAC that does not match: with which reading of the secret would it? And was it made with the text of a public key?

use std::fmt;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::crypto::algorithm::{Algorithm, KeyKind};
use crate::crypto::key::Key;
use crate::crypto::material::{Material, Public};
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
    fn of(self, secret: &[u8]) -> Option<Secret> {
        let text = || std::str::from_utf8(secret).ok().map(str::trim);
        let read = match self {
            Self::Trimmed => secret.trim_ascii().to_vec(),
            Self::Unquoted => match secret.trim_ascii() {
                [b'"', inner @ .., b'"'] | [b'\'', inner @ .., b'\''] => inner.to_vec(),
                _ => return None,
            },
            Self::LineFeed => [secret, b"\n"].concat(),
            Self::CarriageReturnLineFeed => [secret, b"\r\n"].concat(),
            Self::Base64 => STANDARD.decode(text()?).ok()?,
            Self::Base64url => URL_SAFE.decode(text()?).ok()?,
            Self::Hex => unhex(text()?.as_bytes())?,
            Self::AsHex => secret.iter().flat_map(|byte| hex(*byte, b"0123456789abcdef")).collect(),
            Self::AsHexCapitals => secret.iter().flat_map(|byte| hex(*byte, b"0123456789ABCDEF")).collect(),
            Self::AsBase64 => base64::engine::general_purpose::STANDARD.encode(secret).into_bytes(),
            Self::AsBase64url => base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(secret).into_bytes(),
        };
        (read != secret).then(|| Secret::new(read))
    }
}

/// With or without padding: people cut it off.
const FORGIVING: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, FORGIVING);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, FORGIVING);

fn unhex(text: &[u8]) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_chunks::<2>();
    let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let bytes = pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)).collect::<Option<Vec<u8>>>()?;
    rest.is_empty().then_some(bytes)
}

fn hex(byte: u8, digits: &[u8; 16]) -> impl Iterator<Item = u8> + '_ {
    [byte >> 4, byte & 0x0f].into_iter().filter_map(|half| digits.get(usize::from(half)).copied())
}

/// The reading of `secret` under which `signature` is one of `message`.
pub fn fitting(algorithm: Algorithm, secret: &Secret, message: &[u8], signature: &[u8]) -> Option<Reading> {
    Reading::ALL.into_iter().find(|reading| {
        reading
            .of(secret.reveal())
            .is_some_and(|secret| verify(algorithm, &Material::Secret(secret), message, signature).is_ok())
    })
}

/// The public key that `bytes` are the text or the DER of.
pub fn public_key(bytes: &[u8]) -> Option<Public> {
    read::read_bytes(bytes, "").ok()?.keys.into_iter().find_map(|key| match key.material {
        Material::Public(public) => Some(public),
        Material::Secret(_) | Material::Pair { .. } => None,
    })
}

/// What a key that is no secret is, where `signature` is an HMAC of `message` under its public text.
pub fn forged_with(algorithm: Algorithm, key: &Key, message: &[u8], signature: &[u8]) -> Option<KeyKind> {
    let (public, text) = match &key.material {
        Material::Secret(secret) => (public_key(secret.reveal())?, Some(secret.reveal())),
        Material::Public(public) | Material::Pair { public, .. } => (public.clone(), None),
    };
    let fits =
        |text: &[u8]| verify(algorithm, &Material::Secret(Secret::new(text.to_vec())), message, signature).is_ok();
    let texts = public_text::all(&public);
    let mut texts = text.into_iter().chain(texts.iter().map(Vec::as_slice));
    texts
        .any(|text| {
            let bare = text.trim_ascii_end();
            fits(text) || fits(bare) || fits(&[bare, b"\n"].concat())
        })
        .then(|| public.kind())
}
