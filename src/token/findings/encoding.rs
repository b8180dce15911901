//! What the faults mean to a reviewer: second spellings, names that stand twice, extensions that cannot be obeyed.

use super::id::Id;
use super::message;
use super::notes::{Notes, quoted};
use crate::token::fault::{Code, Fault};
use crate::token::json::{Document, Flaw};
use crate::token::part::{Part, Role};

/// Notes what the faults of the token amount to.
pub(super) fn review(notes: &mut Notes<'_>) {
    let token = notes.token;
    for part in &token.parts {
        let Some(document) = part.json() else { continue };
        // The faults name the first few only.
        for flaw in &document.flaws {
            if let Flaw::Duplicate { again, .. } = flaw {
                // Of the header RFC 7515 §4 says the same.
                let reference =
                    if part.role == Role::Payload { Id::DuplicateMember.reference() } else { "RFC 7515 §4" };
                notes.at_by(Id::DuplicateMember, reference, part, *again, || twice(document, *again));
            }
        }
    }
    for fault in &token.faults {
        let name = fault.part.map_or("token", Role::name);
        match fault.code {
            Code::DuplicateMember if fault.part.is_none() => {
                notes.whole(Id::DuplicateMember, message::twice_in_the_serialization);
            }
            Code::AlgMissing | Code::AlgType => place(notes, fault, Id::AlgMissing, |named| {
                if named { message::alg_is_no_string() } else { message::alg_missing() }
            }),
            Code::EncMissing => place(notes, fault, Id::EncMissing, |named| {
                if named { message::enc_is_no_string() } else { message::enc_missing() }
            }),
            Code::CritMalformed => place(notes, fault, Id::CritMalformed, |_| message::crit_malformed()),
            Code::CritAbsent => place(notes, fault, Id::CritMalformed, |_| message::crit_absent()),
            Code::CritRegistered => place(notes, fault, Id::CritMalformed, |_| message::crit_registered()),
            Code::CritUnknown => place(notes, fault, Id::CritUnknown, |_| message::crit_unknown()),
            Code::B64WithoutCrit => place(notes, fault, Id::B64WithoutCrit, |_| message::b64_without_crit()),
            Code::Base64Padding => notes.whole(Id::Base64NotUrl, || message::padded(name)),
            Code::Base64StandardAlphabet => notes.whole(Id::Base64NotUrl, || message::other_alphabet(name)),
            Code::Base64TrailingBits => notes.whole(Id::Base64TrailingBits, || message::trailing_bits(name)),
            Code::Empty
            | Code::SegmentCount
            | Code::Truncated
            | Code::Base64Char
            | Code::Base64Length
            | Code::NotUtf8
            | Code::NotJson
            | Code::NotObject
            | Code::DuplicateMember
            | Code::LoneSurrogate
            | Code::TooDeep
            | Code::ClaimType
            | Code::ParamType
            | Code::AlgNone
            | Code::AlgUnknown
            | Code::UnexpectedWithNone => {}
        }
    }
}

fn twice(document: &Document, again: u32) -> String {
    let name = document.name(again).unwrap_or_default();
    message::duplicate_member(quoted(&name))
}

/// Notes `id` at the node that the fault stands at, and whether there is one.
fn place(notes: &mut Notes<'_>, fault: &Fault, id: Id, said: impl Fn(bool) -> String) {
    let token = notes.token;
    let found: Option<(&Part, u32)> = fault.part.zip(fault.at).and_then(|(role, at)| {
        let part = token.nth_part(role, fault.nth)?;
        let nodes = &part.json()?.nodes;
        // Values stand in the order of their first byte.
        let index = nodes.binary_search_by_key(&at, |node| node.value.0 as usize).ok()?;
        Some((part, u32::try_from(index).ok()?))
    });
    match found {
        Some((part, index)) => notes.at(id, part, index, || said(true)),
        None => notes.whole(id, || said(false)),
    }
}
