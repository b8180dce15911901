//! What a careful reviewer would say about a token: opinions with a reason and a source. What cannot be read is a fault instead.
//!
//! One linear pass over each part: a payload of many megabytes is reviewed in the time that it takes to read it once.

mod algorithm;
mod card;
mod claim_types;
mod encoding;
mod finding;
mod header;
mod hidden;
pub(super) mod id;
mod identity;
mod key_source;
mod kid;
mod lookalike;
pub(super) mod mend;
mod message;
mod names;
mod nested;
mod notes;
mod personal;
mod purpose;
mod sealed;
mod secret;
mod severity;
mod signature;
mod size;
mod times;
mod unit;
mod walk;

use super::anatomy::{Kind, Token};
use super::json::Document;
use super::moment::Moment;
use super::part::{Part, Role};
pub use finding::{Finding, MAX_MESSAGE};
pub use id::Id;
pub use mend::Mend;
pub use nested::is_token as holds_token;
use notes::Notes;
pub use severity::Severity;

/// What a reviewer says about `token` at `now`: the worst first, then in order of place, what is missing last.
///
/// Nothing is said about claims that cannot be seen: those of a JWE, of a payload that is no JSON object, and what may be missing only
/// because the token was cut off. Of one kind the first three are told, the third with the number of those that follow.
#[must_use]
pub fn review(token: &Token, now: Moment) -> Vec<Finding> {
    if token.kind == Kind::Unreadable {
        return Vec::new();
    }
    let mut notes = Notes::new(token);
    encoding::review(&mut notes);
    for part in &token.parts {
        let Some(document) = part.json() else { continue };
        walk::review(&mut notes, part, document);
        if part.role != Role::Payload && part.object().is_some() {
            header::review(&mut notes, part, document);
        }
    }
    signature::review(&mut notes);
    sealed::review(&mut notes);
    nested::review_payload(&mut notes);
    size::review(&mut notes);
    if let Some((part, claims)) = seen_claims(token) {
        let purpose = purpose::of(token, claims);
        claim_types::review(&mut notes, part, claims);
        times::review(&mut notes, part, &times::Dates::of(claims), purpose, now);
        if part.complete && claims.fault.is_none() {
            identity::review(&mut notes, part, claims, purpose);
        }
    }
    notes.finish()
}

/// The first instant after `now` at which [`review`] says something else; `None` when it never will.
#[must_use]
pub fn next_change(token: &Token, now: Moment) -> Option<Moment> {
    let (_, claims) = seen_claims(token)?;
    times::next_change(&times::Dates::of(claims), purpose::of(token, claims), now)
}

/// The claims and the part that they stand in, where they can be seen.
fn seen_claims(token: &Token) -> Option<(&Part, &Document)> {
    let part = token.part(Role::Payload)?;
    match token.kind {
        Kind::Jws | Kind::Fragment => Some((part, part.object()?)),
        Kind::Jwe | Kind::Unreadable => None,
    }
}
