//! What a server says about one request besides the answer: what happened, what it looked up, what it computed.

use serde::{Deserialize, Serialize};

use super::config::{Alg, value::choice};
use super::event::EventKind;

/// One thing a server reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// Something happened.
    Event(EventKind),
    /// Something was looked up.
    Lookup(Lookup),
    /// A signature was verified.
    Verified(Alg),
    /// A signature was made.
    Signed(Alg),
}

choice! {
    /// Where something was looked up.
    Lookup {
        /// Among the users.
        User = "user",
        /// Among the refresh tokens.
        Refresh = "refresh",
        /// Among the sessions.
        Session = "session",
        /// In the deny-list.
        Deny = "deny",
        /// The key set was fetched.
        Keys = "keys",
        /// The auth server was asked about a token.
        Introspection = "introspection",
    }
}

/// A sum of look-ups.
pub type Lookups = std::collections::BTreeMap<Lookup, u64>;

/// How many signatures of one algorithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Signatures {
    /// How many were made.
    pub made: u64,
    /// How many were verified.
    pub verified: u64,
}
