//! An API server: its settings, its copy of the key set, what it remembers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::key_cache::KeyCache;
use super::upstream::Told;
use crate::session::config::{self, Config};
use crate::session::event::EventKind;
use crate::session::id::ActorId;
use crate::session::key::NamedKey;
use crate::session::time::Ms;

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

    /// Takes a key set into the cache; what happened.
    pub fn take_keys(&mut self, now: Ms, keys: Vec<NamedKey>) -> EventKind {
        let count = u32::try_from(keys.len()).unwrap_or(u32::MAX);
        self.keys.keys = keys;
        self.keys.fetched = Some(now);
        EventKind::JwksFetched { keys: count }
    }
}
