//! What the faults mean to a reviewer: second spellings, names that stand twice, extensions that cannot be obeyed.

use super::id::Id;
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
                notes.whole(Id::DuplicateMember, || {
                    "a member of the serialization stands there twice: readers disagree".to_owned()
                });
            }
            Code::AlgMissing | Code::AlgType => place(notes, fault, Id::AlgMissing, |named| {
                if named {
                    "alg is no string: nothing says how the token is protected, it must be refused"
                } else {
                    "no alg: nothing says how the token is protected, it must be refused"
                }
            }),
            Code::EncMissing => place(notes, fault, Id::EncMissing, |named| {
                if named {
                    "enc is no string: nothing says how the content is encrypted, it must be refused"
                } else {
                    "no enc: nothing says how the content is encrypted, it must be refused"
                }
            }),
            Code::CritMalformed => place(
                notes,
                fault,
                Id::CritMalformed,
                |_| "crit is no list of different names: the token must be refused",
            ),
            Code::CritAbsent => place(
                notes,
                fault,
                Id::CritMalformed,
                |_| "crit names a parameter that is not there: the token must be refused",
            ),
            Code::CritRegistered => place(
                notes,
                fault,
                Id::CritMalformed,
                |_| "crit names a parameter that everyone knows: the token must be refused",
            ),
            Code::CritUnknown => place(
                notes,
                fault,
                Id::CritUnknown,
                |_| "crit names an extension: whoever does not know it has to refuse the token",
            ),
            Code::B64WithoutCrit => place(
                notes,
                fault,
                Id::B64WithoutCrit,
                |_| "b64 is false and crit does not say so: two readers see two different payloads",
            ),
            Code::Base64Padding => notes
                .whole(Id::Base64NotUrl, || format!("the {name} is padded with =: strict readers refuse the token")),
            Code::Base64StandardAlphabet => notes.whole(Id::Base64NotUrl, || {
                format!("the {name} has + or / of the other base64: strict readers refuse the token")
            }),
            Code::Base64TrailingBits => notes.whole(Id::Base64TrailingBits, || {
                format!("the {name} has stray bits at its end: one token, several spellings")
            }),
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
    format!("{} stands there twice: one reader takes the first, the next the last", quoted(&name))
}

/// Notes `id` at the node that the fault stands at, and whether there is one.
fn place(notes: &mut Notes<'_>, fault: &Fault, id: Id, message: impl Fn(bool) -> &'static str) {
    let token = notes.token;
    let found: Option<(&Part, u32)> = fault.part.zip(fault.at).and_then(|(role, at)| {
        let part = token.nth_part(role, fault.nth)?;
        let nodes = &part.json()?.nodes;
        // Values stand in the order of their first byte.
        let index = nodes.binary_search_by_key(&at, |node| node.value.0 as usize).ok()?;
        Some((part, u32::try_from(index).ok()?))
    });
    match found {
        Some((part, index)) => notes.at(id, part, index, || message(true).to_owned()),
        None => notes.whole(id, || message(false).to_owned()),
    }
}
