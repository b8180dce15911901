//! What a signature is made of: the protected header and the payload as they were received, never as somebody would write them again
//! (RFC 7515 §5.2, RFC 7797 §3).

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::reason::Obstacle;
use crate::token::anatomy::Token;
use crate::token::find::Form;
use crate::token::header::unencoded_payload;
use crate::token::json::Document;
use crate::token::part::{Coding, Part, Role};

/// The bytes that are signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningInput {
    /// The header in base64url, a dot, and the payload: in base64url, or as it is where `b64` is false.
    pub bytes: Vec<u8>,
    /// Where the payload begins.
    pub payload_at: usize,
    /// Whether the payload was given beside the token.
    pub detached: bool,
}

/// The signing input of signature `nth`; `detached` is a payload that was given beside the token.
///
/// # Errors
/// [`Obstacle::Detached`], [`Obstacle::TwoPayloads`], [`Obstacle::MixedEncoding`].
pub fn signing_input(token: &Token, nth: usize, detached: Option<&[u8]>) -> Result<SigningInput, Obstacle> {
    let header = token.nth_part(Role::Header, nth);
    let unencoded = header.and_then(Part::object).is_some_and(unencoded_payload);
    let own = token.part(Role::Payload);
    let payload: Cow<'_, [u8]> = match (detached, own) {
        (None, None) => return Err(Obstacle::Detached),
        (Some(outside), Some(own)) if !own.at.is_empty() && own.octets() != outside => {
            return Err(Obstacle::TwoPayloads);
        }
        (_, Some(own)) if !own.at.is_empty() => {
            if (own.coding == Coding::Plain) != unencoded {
                return Err(Obstacle::MixedEncoding);
            }
            if unencoded { Cow::Borrowed(own.octets()) } else { bytes(received(token, own)) }
        }
        (None, Some(_)) => Cow::Borrowed(&[]),
        (Some(outside), _) if unencoded => Cow::Borrowed(outside),
        (Some(outside), _) => Cow::Owned(URL_SAFE_NO_PAD.encode(outside).into_bytes()),
    };
    let header = header.map(|part| received(token, part)).unwrap_or_default();
    let input = [header.as_bytes(), b".", &payload].concat();
    Ok(SigningInput {
        bytes: input,
        payload_at: header.len().saturating_add(1),
        detached: own.is_none_or(|own| own.at.is_empty()) && detached.is_some(),
    })
}

/// The characters of a part: where it stands in a JSON string, those that the string means.
fn received<'a>(token: &'a Token, part: &Part) -> Cow<'a, str> {
    let segment = token.segment(part);
    if token.form != Form::Json || !segment.contains('\\') {
        return Cow::Borrowed(segment);
    }
    let string = Document::read(format!("\"{segment}\"").into_bytes());
    Cow::Owned(string.string(0).map(Cow::into_owned).unwrap_or_default())
}

fn bytes(text: Cow<'_, str>) -> Cow<'_, [u8]> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    }
}
