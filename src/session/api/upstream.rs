//! How an API server asks others, and what they answer.

use serde::{Deserialize, Serialize};

use crate::session::key::NamedKey;

/// What the auth server says about a living token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Whose it is.
    pub sub: String,
    /// The role.
    pub role: String,
    /// For whom.
    pub aud: String,
    /// Until when, in seconds.
    pub exp: i64,
}

/// What comes back from another server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer<T> {
    /// The answer.
    Ready(T),
    /// It was asked; the request will be handled again when the answer is there.
    Pending,
    /// There is none.
    Failed,
}

/// How an API server asks others.
pub trait Upstream {
    /// The key set of the auth server. `Ready` when it was put into the cache.
    fn key_set(&mut self) -> Answer<Vec<NamedKey>>;
    /// What the auth server says about a token; `None` for a dead one.
    fn introspect(&mut self, token: &str) -> Answer<Option<Told>>;
    /// What the store of sessions says about one.
    fn session(&mut self, token: &str) -> Answer<Option<Told>>;
    /// Is a token with these claims on the deny-list?
    fn denied(&mut self, jti: &str, sid: &str, sub: &str, iat: i64) -> Answer<bool>;
    /// The key set at an address that a token names. Only a careless server asks.
    fn foreign_keys(&mut self, address: &str) -> Vec<NamedKey>;
}
