//! What is missing in complete claims: an end, an audience, a name, an issuer, a subject, a type.

use super::id::Id;
use super::known::Known;
use super::notes::Notes;
use super::purpose::Purpose;
use crate::token::json::{Document, Kind};
use crate::token::part::Part;

/// Notes what is missing in claims that are `known`.
pub(super) fn review(notes: &mut Notes<'_>, part: &Part, claims: &Document, known: &Known, purpose: Purpose) {
    if purpose == Purpose::Specified {
        return;
    }
    let missing = |name: &str| known.get(name).is_none();
    if missing("exp") {
        notes.whole(Id::NoExp, || "no exp: whoever gets hold of it can use it for ever".to_owned());
    }
    let empty =
        |index: &u32| claims.node(*index).is_some_and(|node| node.kind == Kind::Array && node.next == index + 1);
    if missing("aud") {
        notes.whole(Id::NoAud, || "no aud: any service with the key accepts it".to_owned());
    } else if let Some(aud) = known.get("aud").filter(empty) {
        notes.at(Id::NoAud, part, aud, || "aud names nobody: a service either refuses it or does not look".to_owned());
    }
    // Microsoft Entra calls its own `uti`. An ID token is read once by its client: nobody revokes it.
    if missing("jti") && missing("uti") && purpose != Purpose::Identity {
        notes.whole(Id::NoJti, || "no jti: a single token cannot be revoked".to_owned());
    }
    if missing("iss") {
        notes.whole(Id::NoIss, || "no iss: nothing says whose key has to verify it".to_owned());
    }
    if missing("sub") {
        notes.whole(Id::NoSub, || "no sub: nothing says who or what it is about".to_owned());
    }
    if purpose == Purpose::Access && notes.token.parameter(0, "typ").is_none() && header_is_whole(notes) {
        notes.whole(Id::NoTyp, || "no typ: at+jwt keeps an access token from passing as another kind".to_owned());
    }
}

/// Did a header that breaks off perhaps have more?
fn header_is_whole(notes: &Notes<'_>) -> bool {
    notes
        .token
        .part(crate::token::part::Role::Header)
        .is_none_or(|part| part.complete && part.json().is_some_and(|header| header.fault.is_none()))
}
