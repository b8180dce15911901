//! A token in a token.

use super::id::Id;
use super::message;
use super::notes::Notes;
use crate::token::anatomy::Kind;
use crate::token::json::{Document, Kind as JsonKind};
use crate::token::part::{Content, Part, Role};

/// Notes a content type that says JWT (RFC 7519 §5.2).
pub(super) fn review_content_type(notes: &mut Notes<'_>, part: &Part, header: &Document, index: u32) {
    let Some(content_type) = header.string(index) else { return };
    let content_type = content_type.to_ascii_lowercase();
    let short = content_type.strip_prefix("application/").unwrap_or(&content_type);
    if short == "jwt" || short.ends_with("+jwt") {
        let jwe = notes.token.kind == Kind::Jwe;
        notes.at(Id::NestedJwt, part, index, || {
            if jwe { message::nested_jwt_encrypted() } else { message::nested_jwt_announced() }
        });
    }
}

/// Notes a payload that is a token, unless the header has said so.
pub(super) fn review_payload(notes: &mut Notes<'_>) {
    let token = notes.token;
    let Some(part) = token.part(Role::Payload).filter(|_| notes.count(Id::NestedJwt) == 0) else { return };
    let why = message::nested_jwt;
    match &part.content {
        Content::Text(text) if is_token(text.trim().as_bytes()) => notes.whole(Id::NestedJwt, why),
        Content::Json(document)
            if document.root().is_some_and(|root| root.kind == JsonKind::String)
                && is_token(inside(document.raw(0))) =>
        {
            notes.at(Id::NestedJwt, part, 0, why);
        }
        Content::Text(_) | Content::Json(_) | Content::Octets(_) => {}
    }
}

/// The octets of a JSON string between its quotes.
pub(super) fn inside(raw: &[u8]) -> &[u8] {
    let body = raw.strip_prefix(b"\"").unwrap_or(raw);
    body.strip_suffix(b"\"").unwrap_or(body)
}

/// Is this a JWS or JWE in its compact serialization: base64url in three or five segments, the first of an object? What follows it behind
/// `~` counts as one with it (RFC 9901 §4).
#[must_use]
pub fn is_token(octets: &[u8]) -> bool {
    if !octets.starts_with(b"eyJ") {
        return false;
    }
    let mut dots = 0;
    let issued = octets.split(|octet| *octet == b'~').next().unwrap_or_default();
    for octet in issued {
        match octet {
            b'.' => dots += 1,
            b'-' | b'_' => {}
            octet if octet.is_ascii_alphanumeric() => {}
            _ => return false,
        }
    }
    dots == 2 || dots == 4
}
