//! The claims that RFC 7519 itself defines, checked: is each of the type that it must have?
//!
//! Other registered claims are left to a reviewer: issuers that everyone uses break their types, and servers do not care.

use super::anatomy::{FLAWS_TOLD, Token};
use super::fault::{Code, Fault, sentence};
use super::json::Extent;
use super::part::Role;
use super::registry::{self, Type};

/// Adds to `token` each of them that is of another type.
pub fn check(token: &mut Token) {
    let Some(claims) = token.claims() else { return };
    let mut found: Vec<(u32, &str)> =
        registry::REGISTERED.iter().flat_map(|name| claims.all(name).map(move |index| (index, *name))).collect();
    found.sort_unstable();
    let faults: Vec<Fault> = found
        .into_iter()
        .filter_map(|(index, name)| {
            let known = registry::claim(name).filter(|known| !known.kind.fits(claims, index))?;
            // What a cut took away may have been right.
            let node = claims.node(index).filter(|node| node.extent == Extent::Whole)?;
            let (is, should) = (node.kind.words(), known.kind.words());
            let why = match (known.kind, claims.string(index)) {
                (Type::NumericDate, Some(text)) if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) => {
                    sentence::claim_in_quotes(name, is, should)
                }
                _ => sentence::claim_type(name, is, should),
            };
            Some(Fault {
                part: Some(Role::Payload),
                nth: 0,
                code: Code::ClaimType,
                at: Some(node.value.0 as usize),
                why,
            })
        })
        .take(FLAWS_TOLD)
        .collect();
    token.faults.extend(faults);
}
