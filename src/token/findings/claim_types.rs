//! Claims that are registered with another type than they have, and dates in another unit.

use super::id::Id;
use super::notes::{Notes, quoted};
use super::{message, unit};
use crate::token::json::{Document, Kind};
use crate::token::part::Part;
use crate::token::registry::REGISTERED;
use crate::token::registry::{self, Type};

/// Notes the claims of `part` whose value is not what their specification says.
pub(super) fn review(notes: &mut Notes<'_>, part: &Part, claims: &Document) {
    for (index, name, known) in registry::known_claims(claims) {
        let Some(node) = claims.node(index).filter(|node| node.kind != Kind::Broken) else { continue };
        if !known.kind.fits(claims, index) {
            // An array is only ever wrong by what it holds, or where there should be none.
            let should = known.kind.words();
            let why = || match (node.kind, known.kind) {
                (Kind::Array, Type::Strings | Type::StringOrStrings) => {
                    message::holds_other_values(quoted(name), should)
                }
                (kind, _) => message::odd_type(quoted(name), kind.words(), should),
            };
            if REGISTERED.contains(&name) {
                let source = known.source.as_deref().unwrap_or(Id::ClaimType.reference());
                notes.at_by(Id::ClaimType, source, part, index, || message::claim_type(why()));
            } else if known.registered() {
                let source = known.source.as_deref().unwrap_or(Id::OddType.reference());
                notes.at_by(Id::OddType, source, part, index, why);
            }
        } else if known.kind == Type::NumericDate
            && let Some(unit) = unit::suspected(claims, index)
        {
            let unit = unit.name();
            match name {
                "exp" => notes.at(Id::ExpMilliseconds, part, index, || message::exp_milliseconds(unit)),
                "nbf" => notes.at(Id::NbfMilliseconds, part, index, || message::nbf_milliseconds(unit)),
                _ => notes.at(Id::DateMilliseconds, part, index, || message::date_milliseconds(quoted(name), unit)),
            }
        }
    }
}
