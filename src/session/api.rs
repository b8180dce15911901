//! An API server, sans-IO: what it checks of a request, in order, and what it answers.

mod access;
mod answer;
mod checks;
mod claims;
mod keys;
mod transport;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::config::{self, Config};
use super::entry::Entry;
use super::event::EventKind;
use super::http::{Request, Response};
use super::id::ActorId;
use super::key::NamedKey;
use super::time::Ms;
use super::verdict::Verdict;

pub use answer::Handler;
pub use keys::KeyCache;

/// An API server.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ApiServer {
    /// Its number, from 0.
    pub number: u8,
    /// The settings of the world, its own among them.
    pub config: Config,
    /// Its copy of the key set.
    pub keys: KeyCache,
    /// The secrets it shares with the auth server.
    pub secrets: Vec<NamedKey>,
    /// What it was told about tokens, by their hash, and when.
    pub told: BTreeMap<String, (Ms, Option<Told>)>,
}

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

impl ApiServer {
    /// A server with the settings that the world has for it.
    #[must_use]
    pub fn new(number: u8, config: &Config) -> Self {
        Self { number, config: config.clone(), keys: KeyCache::default(), secrets: Vec::new(), told: BTreeMap::new() }
    }

    /// Its own settings.
    #[must_use]
    pub fn own(&self) -> config::Api {
        let own = self.config.apis.get(usize::from(self.number));
        own.cloned().unwrap_or_else(|| config::Api::at("api.shop.test"))
    }

    /// Its name in the world.
    #[must_use]
    pub const fn actor(&self) -> ActorId {
        ActorId::Api(self.number)
    }

    /// The time on its clock.
    #[must_use]
    pub fn local(&self, now: Ms) -> Ms {
        now.plus(self.config.apis.get(usize::from(self.number)).map_or(0, |api| api.offset_ms.0))
    }

    /// Answers a request; `None` when another server was asked first and the request is to be handled again.
    pub fn handle(&mut self, now: Ms, up: &mut dyn Upstream, r: &Request) -> Option<(Response, Verdict, Vec<Entry>)> {
        checks::run(self, now, up, r)
    }

    /// Takes a key set into the cache; what happened.
    pub fn take_keys(&mut self, now: Ms, keys: Vec<NamedKey>) -> EventKind {
        let count = u32::try_from(keys.len()).unwrap_or(u32::MAX);
        self.keys.keys = keys;
        self.keys.fetched = Some(now);
        EventKind::JwksFetched { keys: count }
    }
}
