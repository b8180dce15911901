//! The first segment of a compact token → how many segments it announces, and how long its last one is when it is whole.

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde_json::Value;

/// What the header announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Announced {
    /// Dots of a whole token: 2 for a JWS, 4 for a JWE.
    pub dots: usize,
    /// The lengths, in characters, that the last segment has when it is whole, ascending.
    pub last: &'static [usize],
    /// Does the header name an algorithm, so that nothing but a token begins this way?
    pub certainty: Certainty,
}

/// How sure a header makes that this is a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// A JSON object with an `alg` or an `enc`.
    Algorithm,
    /// A JSON object without.
    Object,
    /// It does not read as a JSON object.
    Unreadable,
}

/// What a header says when it cannot be asked: a JWS with any of the usual signatures.
const UNKNOWN: &[usize] = &[43, 64, 86, 128, 171, 342, 512, 683];
const UNKNOWN_TAG: &[usize] = &[22, 32, 43];
const RSA: &[usize] = &[171, 342, 512, 683, 1366];

/// Reads the first segment, leniently.
pub fn announced(segment: &str) -> Announced {
    let unreadable = Announced { dots: 2, last: UNKNOWN, certainty: Certainty::Unreadable };
    let Some(octets) = octets(segment) else {
        return unreadable;
    };
    let json = octets.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&octets);
    let Ok(Value::Object(header)) = serde_json::from_slice(json) else {
        return unreadable;
    };
    let text = |name: &str| header.get(name).and_then(Value::as_str);
    if header.contains_key("enc") {
        return Announced {
            dots: 4,
            last: text("enc").map_or(UNKNOWN_TAG, tag_lengths),
            certainty: Certainty::Algorithm,
        };
    }
    let certainty = if header.contains_key("alg") { Certainty::Algorithm } else { Certainty::Object };
    Announced { dots: 2, last: text("alg").map_or(UNKNOWN, signature_lengths), certainty }
}

/// The octets of a segment in either alphabet, padded or not.
pub fn octets(segment: &str) -> Option<Vec<u8>> {
    const LENIENT: GeneralPurpose = GeneralPurpose::new(
        &URL_SAFE,
        GeneralPurposeConfig::new()
            .with_decode_allow_trailing_bits(true)
            .with_decode_padding_mode(DecodePaddingMode::RequireNone),
    );
    let unpadded = segment.trim_end_matches('=');
    if memchr::memchr2(b'+', b'/', unpadded.as_bytes()).is_some() {
        return LENIENT.decode(unpadded.replace('+', "-").replace('/', "_")).ok();
    }
    LENIENT.decode(unpadded).ok()
}

/// RFC 7518 §3.1, RFC 8037 §3.1, RFC 8812 §3.2, and the key sizes that are in use.
fn signature_lengths(alg: &str) -> &'static [usize] {
    match alg {
        "HS256" => &[43],
        "HS384" => &[64],
        "HS512" | "ES256" | "ES256K" | "Ed25519" => &[86],
        "EdDSA" => &[86, 152],
        "Ed448" => &[152],
        "ES384" => &[128],
        "ES512" => &[176],
        "RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512" => RSA,
        "ML-DSA-44" => &[3227],
        "ML-DSA-65" => &[4412],
        "ML-DSA-87" => &[6170],
        _ if alg.eq_ignore_ascii_case("none") => &[0],
        _ => UNKNOWN,
    }
}

/// RFC 7518 §5.1.
fn tag_lengths(enc: &str) -> &'static [usize] {
    match enc {
        "A128GCM" | "A192GCM" | "A256GCM" | "A128CBC-HS256" => &[22],
        "A192CBC-HS384" => &[32],
        "A256CBC-HS512" => &[43],
        _ => UNKNOWN_TAG,
    }
}
