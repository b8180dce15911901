//! Octets written in base64 or hexadecimal digits, as people paste them: with white space, with padding or without.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

use crate::crypto::secret::Secret;

/// Padding or none, but nothing after the last whole octet.
const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
pub(super) const BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
pub(super) const BASE64URL: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

/// The octets of a text in base64, without its white space.
pub(in crate::crypto) fn octets(engine: &GeneralPurpose, text: &str) -> Option<Secret> {
    let text = compact(text.as_bytes());
    // Room for all of it at once: a vector that grows leaves copies behind.
    let mut octets = Zeroizing::new(Vec::with_capacity(base64::decoded_len_estimate(text.len())));
    engine.decode_vec(&*text, &mut octets).ok()?;
    Some(Secret::new(std::mem::take(&mut *octets)))
}

/// The octets of a text in hexadecimal digits, without its white space.
pub(in crate::crypto) fn hex(text: &str) -> Option<Secret> {
    let digits = compact(text.as_bytes());
    let (pairs, rest) = digits.as_chunks::<2>();
    let value = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
    let mut octets = Zeroizing::new(Vec::with_capacity(pairs.len()));
    for [high, low] in pairs {
        octets.push(value(*high)? << 4 | value(*low)?);
    }
    rest.is_empty().then(|| Secret::new(std::mem::take(&mut *octets)))
}

fn compact(text: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut out = Zeroizing::new(Vec::with_capacity(text.len()));
    out.extend(text.iter().filter(|octet| !octet.is_ascii_whitespace()));
    out
}
