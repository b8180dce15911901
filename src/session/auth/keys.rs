//! The keys of the auth server: published before they sign, and after.

use serde::{Deserialize, Serialize};

use super::AuthServer;
use crate::session::config::{Config, Flaw};
use crate::session::drbg::Entropy;
use crate::session::event::EventKind;
use crate::session::id::KeyId;
use crate::session::key::NamedKey;
use crate::session::time::Ms;

/// The state of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyState {
    /// In the key set, not signing yet.
    Published,
    /// In the key set, and signing.
    Signing,
    /// In the key set, no longer signing.
    Retiring,
    /// Out of the key set.
    Gone,
    /// Out of the key set because it was stolen.
    Compromised,
}

/// A key and its life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// Its name in the world.
    pub id: KeyId,
    /// What it is.
    pub key: NamedKey,
    /// Its state.
    pub state: KeyState,
    /// When it was published, in true time.
    pub published: Ms,
    /// From when it signs.
    pub signs: Ms,
    /// When it leaves the key set.
    pub gone: Option<Ms>,
}

/// The longest that an API server keeps a key set, in seconds.
fn longest_cache(config: &Config) -> i64 {
    config.apis.iter().map(|api| api.jwks_ttl).max().unwrap_or(0)
}

/// How long a key stays in the set after its last signature, in seconds.
fn retire_after(config: &Config) -> i64 {
    if config.has(Flaw::EarlyRetirement) {
        return 0;
    }
    let leeway = config.apis.iter().map(|api| api.leeway_s).max().unwrap_or(0);
    let skew = config.apis.iter().map(|api| api.offset_ms.0.saturating_sub(config.auth_offset_ms.0).abs()).max();
    let skew = skew.unwrap_or(0).div_euclid(1000).saturating_add(1);
    config.retire_after.unwrap_or(config.access_ttl.saturating_add(leeway).saturating_add(skew))
}

impl AuthServer {
    pub(super) fn first_key(&mut self, rng: &mut dyn Entropy, now: Ms) {
        self.add_key(rng, now, now, KeyState::Signing, true);
    }

    fn add_key(&mut self, rng: &mut dyn Entropy, now: Ms, signs: Ms, state: KeyState, set: bool) -> KeyId {
        let number = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        let weak = self.config.has(Flaw::WeakSecret).then_some("secret123");
        let secret = weak.or(self.config.secret.as_deref()).filter(|_| set);
        let key = NamedKey::make(rng, self.config.alg, number, secret);
        let id = KeyId(number.saturating_add(1));
        self.keys.push(Key { id, key, state, published: now, signs, gone: None });
        id
    }

    /// The key that signs now.
    #[must_use]
    pub fn signing_key(&self) -> Option<&Key> {
        self.keys.iter().rev().find(|key| key.state == KeyState::Signing)
    }

    /// The keys that are in the key set, secrets included: those are shared with the API servers in another way.
    #[must_use]
    pub fn published(&self) -> Vec<NamedKey> {
        let alive = |key: &&Key| match key.state {
            KeyState::Published | KeyState::Signing | KeyState::Retiring => true,
            KeyState::Gone | KeyState::Compromised => false,
        };
        self.keys.iter().filter(alive).map(|key| key.key.clone()).collect()
    }

    /// Publishes a new key that signs after the lead; what happened.
    pub fn rotate_key(&mut self, rng: &mut dyn Entropy, now: Ms) -> Vec<EventKind> {
        let lead = self.config.publish_lead.unwrap_or_else(|| longest_cache(&self.config));
        let id = self.add_key(rng, now, now.plus_seconds(lead), KeyState::Published, false);
        let mut events = vec![EventKind::KeyPublished(id)];
        if lead == 0 {
            events.extend(self.turn_keys(now));
        }
        events
    }

    /// Takes the signing key out at once; a new one signs from now on.
    pub fn compromise_key(&mut self, rng: &mut dyn Entropy, now: Ms) -> Vec<EventKind> {
        let mut events = Vec::new();
        for key in self.keys.iter_mut().filter(|key| key.state == KeyState::Signing) {
            key.state = KeyState::Compromised;
            key.gone = Some(now);
            events.push(EventKind::KeyCompromised(key.id));
        }
        let id = self.add_key(rng, now, now, KeyState::Signing, false);
        events.extend([EventKind::KeyPublished(id), EventKind::KeySigning(id)]);
        events
    }

    /// Another algorithm or secret was set: the old key is out, a new one signs.
    pub fn replace_key(&mut self, rng: &mut dyn Entropy, now: Ms) -> Vec<EventKind> {
        let mut events = Vec::new();
        for key in self.keys.iter_mut().filter(|key| key.gone.is_none()) {
            key.state = KeyState::Gone;
            key.gone = Some(now);
            events.push(EventKind::KeyRetired(key.id));
        }
        let id = self.add_key(rng, now, now, KeyState::Signing, true);
        events.extend([EventKind::KeyPublished(id), EventKind::KeySigning(id)]);
        events
    }

    /// Does what is due in the lives of keys.
    pub fn turn_keys(&mut self, now: Ms) -> Vec<EventKind> {
        let mut events = Vec::new();
        let due = self.keys.iter().rposition(|key| key.state == KeyState::Published && key.signs <= now);
        if let Some(due) = due {
            let until = now.plus_seconds(retire_after(&self.config));
            for (number, key) in self.keys.iter_mut().enumerate() {
                match key.state {
                    KeyState::Signing => {
                        key.state = KeyState::Retiring;
                        key.gone = Some(until);
                        events.push(EventKind::KeyRetiring(key.id));
                    }
                    KeyState::Published if number == due => {
                        key.state = KeyState::Signing;
                        events.push(EventKind::KeySigning(key.id));
                    }
                    KeyState::Published | KeyState::Retiring | KeyState::Gone | KeyState::Compromised => {}
                }
            }
        }
        for key in &mut self.keys {
            if key.state == KeyState::Retiring && key.gone.is_some_and(|gone| gone <= now) {
                key.state = KeyState::Gone;
                events.push(EventKind::KeyRetired(key.id));
            }
        }
        events
    }

    /// When something is due in the lives of keys.
    #[must_use]
    pub fn next_key_turn(&self) -> Option<Ms> {
        let due = |key: &Key| match key.state {
            KeyState::Published => Some(key.signs),
            KeyState::Retiring => key.gone,
            KeyState::Signing | KeyState::Gone | KeyState::Compromised => None,
        };
        self.keys.iter().filter_map(due).min()
    }
}
