//! Where the claims stand that the review asks for by name, found in one pass: an object may have a million members.

use crate::token::json::{Document, Kind};

/// The names that are asked for.
const NAMES: [&str; 29] = [
    "iss",
    "sub",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "uti",
    "scope",
    "scp",
    "client_id",
    "cid",
    "permissions",
    "authorities",
    "nonce",
    "at_hash",
    "c_hash",
    "token_use",
    "token_type",
    "type",
    "typ",
    "events",
    "response_type",
    "vc",
    "vp",
    "vct",
    "_sd",
    "verified_claims",
    "cnf",
];

/// The nodes of these claims; of several with one name the last, as everywhere.
pub(super) struct Known([Option<u32>; NAMES.len()]);

impl Known {
    pub(super) fn of(claims: &Document) -> Self {
        let mut found = [None; NAMES.len()];
        for index in claims.members(0) {
            if let Some(name) = claims.name(index)
                && let Some(slot) = NAMES.iter().position(|known| *known == name).and_then(|i| found.get_mut(i))
            {
                *slot = Some(index);
            }
        }
        Self(found)
    }

    /// The node of the claim `name`, one of [`NAMES`].
    pub(super) fn get(&self, name: &str) -> Option<u32> {
        let slot = NAMES.iter().position(|known| *known == name)?;
        self.0.get(slot).copied().flatten()
    }

    /// Is there one of these claims, with a value that says something?
    pub(super) fn any(&self, claims: &Document, names: &[&str]) -> bool {
        names
            .iter()
            .filter_map(|name| self.get(name))
            .any(|index| claims.node(index).is_some_and(|node| !matches!(node.kind, Kind::Null | Kind::Broken)))
    }
}
