//! What is missing in complete claims: an end, an audience, a name, an issuer, a subject, a type.

use super::id::Id;
use super::message;
use super::notes::Notes;
use super::purpose::Purpose;
use crate::token::json::{Document, Kind};
use crate::token::part::Part;

/// Notes what is missing in these claims.
pub(super) fn review(notes: &mut Notes<'_>, part: &Part, claims: &Document, purpose: Purpose) {
    if purpose == Purpose::Specified {
        return;
    }
    let missing = |name: &str| claims.get(name).is_none();
    if missing("exp") {
        notes.whole(Id::NoExp, message::no_exp);
    }
    let empty =
        |index: &u32| claims.node(*index).is_some_and(|node| node.kind == Kind::Array && node.next == index + 1);
    if missing("aud") {
        notes.whole(Id::NoAud, message::no_aud);
    } else if let Some(aud) = claims.get("aud").filter(empty) {
        notes.at(Id::NoAud, part, aud, message::aud_names_nobody);
    }
    // Microsoft Entra calls its own `uti`. An ID token is read once by its client: nobody revokes it.
    if missing("jti") && missing("uti") && purpose != Purpose::Identity {
        notes.whole(Id::NoJti, message::no_jti);
    }
    if missing("iss") {
        notes.whole(Id::NoIss, message::no_iss);
    }
    if missing("sub") {
        notes.whole(Id::NoSub, message::no_sub);
    }
    if purpose == Purpose::Access && notes.token.parameter(0, "typ").is_none() && header_is_whole(notes) {
        notes.whole(Id::NoTyp, message::no_typ);
    }
}

/// Did a header that breaks off perhaps have more?
fn header_is_whole(notes: &Notes<'_>) -> bool {
    notes
        .token
        .part(crate::token::part::Role::Header)
        .is_none_or(|part| part.complete && part.json().is_some_and(|header| header.fault.is_none()))
}
