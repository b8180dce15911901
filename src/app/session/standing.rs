//! How everything stands at an instant: settings, tokens, families, keys, deny-list, accounts, counts. A fold over events, taken in one by
//! one, so that a screen after an hour costs what a screen after a minute does.

use std::collections::{BTreeMap, BTreeSet};

use super::credential::Credential;
use super::letter::{Content, Known};
use super::tally::Tally;
use crate::session::config::Config;
use crate::session::event::{DeathReason, Event, EventKind, Place, TabChange};
use crate::session::id::{ActorId, FamilyId, KeyId, MessageId, TokenId};
use crate::session::time::Ms;

/// The most tokens that are told apart; of the older ones that are over nothing is shown any more.
const MAX_TOKENS: usize = 128;

/// The most families and entries of the deny-list.
const MAX_OTHERS: usize = 64;

/// The key that a world begins with.
pub const FIRST_KEY: KeyId = KeyId(1);

/// Everything as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The settings.
    pub config: Config,
    /// The tokens: access tokens first, then refresh tokens, then what was forged; each kind in the order of issue.
    pub tokens: BTreeMap<TokenId, Credential>,
    /// What sign-ins began.
    pub families: BTreeMap<FamilyId, Family>,
    /// The keys of the auth server that something happened to.
    pub keys: BTreeMap<KeyId, KeyLife>,
    /// What each API server knows of them.
    pub caches: BTreeMap<ActorId, Cache>,
    /// The deny-list.
    pub denied: BTreeMap<String, Denial>,
    /// The accounts that were made since the beginning: name and role.
    pub accounts: Vec<(String, String)>,
    /// How often the password of an account was changed.
    pub passwords: BTreeMap<String, u32>,
    /// The tabs of the browser.
    pub tabs: BTreeSet<u8>,
    /// Has the browser no network?
    pub offline: bool,
    /// Does the attacker know the secret?
    pub cracked: bool,
    /// What it cost so far.
    pub tally: Tally,
}

/// What one sign-in began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// Who signed in, where that was told.
    pub user: Option<String>,
    /// When.
    pub begun: Ms,
    /// When it will be too old or was not used for too long, whichever comes first; `None` for never.
    pub ends: Option<Ms>,
    /// When and why it ended.
    pub dead: Option<(Ms, DeathReason)>,
}

/// The life of a key, in true time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyLife {
    /// When it was published.
    pub published: Ms,
    /// Since when it signs.
    pub signs: Option<Ms>,
    /// When it signed for the last time.
    pub retiring: Option<Ms>,
    /// When it left the key set.
    pub gone: Option<Ms>,
    /// Was it stolen?
    pub stolen: bool,
}

/// The copy of the key set that an API server has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cache {
    /// The names of the keys in it.
    pub kids: BTreeSet<String>,
    /// When it was fetched.
    pub fetched: Ms,
}

impl Cache {
    /// The copy that a message brings, with the API server that has it from now on.
    fn brought(id: MessageId, at: Ms, known: Known<'_>) -> Option<(ActorId, Self)> {
        let letter = known.letters.get(&id)?;
        let (ActorId::Api(_), Content::Response(response)) = (letter.to, &letter.content) else { return None };
        let Content::Request(asked) = &known.letters.get(&letter.answers?)?.content else { return None };
        if asked.path() != "/.well-known/jwks.json" || response.status != 200 {
            return None;
        }
        let body: serde_json::Value = serde_json::from_slice(&response.body).ok()?;
        let keys = body.get("keys")?.as_array()?.iter();
        let kids = keys.filter_map(|key| key.get("kid")?.as_str().map(str::to_owned)).collect();
        Some((letter.to, Self { kids, fetched: at }))
    }
}

/// An entry of the deny-list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Denial {
    /// When it was written.
    pub written: Ms,
    /// From when all servers see it.
    pub visible: Ms,
    /// Until when it is kept.
    pub until: Ms,
}

impl Standing {
    /// Before anything happened, with these settings.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        Self {
            config: config.clone(),
            tokens: BTreeMap::new(),
            families: BTreeMap::new(),
            keys: BTreeMap::new(),
            caches: BTreeMap::new(),
            denied: BTreeMap::new(),
            accounts: Vec::new(),
            passwords: BTreeMap::new(),
            tabs: BTreeSet::from([1]),
            offline: false,
            cracked: false,
            tally: Tally::default(),
        }
    }

    /// Takes in what happened next. `known` are the messages and tokens that the event names.
    pub fn take(&mut self, event: &Event, known: Known<'_>) {
        self.tally.take(event, known, &self.tokens, &self.config);
        let at = event.at;
        match &event.kind {
            EventKind::Patched { key, value } => {
                // What the world took, the same settings take.
                let _ = self.config.set(key, value);
                self.end_with_families();
            }
            EventKind::Registered { user, role } => self.accounts.push((user.clone(), role.clone())),
            EventKind::UserChanged { user, what, .. } if what == "password" => {
                *self.passwords.entry(user.clone()).or_default() += 1;
            }
            EventKind::SignIn { user, family: Some(family) } => {
                self.family(*family, at).user = Some(user.clone());
            }
            EventKind::Cracked { found: true, .. } => self.cracked = true,
            EventKind::Tab { what: TabChange::Offline, .. } => self.offline = true,
            EventKind::Tab { what: TabChange::Online, .. } => self.offline = false,
            EventKind::Tab { tab, what: TabChange::Opened } => {
                self.tabs.insert(*tab);
            }
            EventKind::Tab { tab, what: TabChange::Reloaded } => self.tab_forgets(*tab, &[Place::Memory]),
            EventKind::Tab { tab, what: TabChange::Closed } => {
                self.tabs.remove(tab);
                self.tab_forgets(*tab, &[Place::Memory, Place::SessionStorage]);
            }
            EventKind::FamilyDead { family, reason, .. } => self.family_dies(*family, at, *reason),
            EventKind::Denied { entry, visible_from, until } => {
                let denial = Denial { written: at, visible: *visible_from, until: *until };
                self.deny(entry, at, *visible_from, known);
                self.denied.insert(entry.clone(), denial);
                if self.denied.len() > MAX_OTHERS {
                    self.denied.retain(|_, denial| denial.until > at);
                }
            }
            // What stands in the message is known to whoever sees it come.
            EventKind::Arrived(message) => self.caches.extend(Cache::brought(*message, at, known)),
            EventKind::KeyPublished(key) => {
                self.key(*key, at);
            }
            EventKind::KeySigning(key) => self.key_signs(*key, at),
            EventKind::KeyRetiring(key) => self.key(*key, at).retiring = Some(at),
            EventKind::KeyRetired(key) => self.key(*key, at).gone = Some(at),
            EventKind::KeyCompromised(key) => {
                let key = self.key(*key, at);
                (key.gone, key.stolen) = (Some(at), true);
            }
            _ => self.token(event, known),
        }
    }

    /// Takes in what happened to tokens.
    fn token(&mut self, event: &Event, known: Known<'_>) {
        let at = event.at;
        let exp = |token: &TokenId| known.tokens.get(token).and_then(|written| written.exp);
        match &event.kind {
            EventKind::Issued { access, refresh, family } => {
                let ends = exp(access).unwrap_or_else(|| at.plus_seconds(self.config.access_ttl));
                self.tokens.insert(*access, Credential::fresh(*access, at, Some(ends), *family));
                let ends = family.and_then(|family| self.used(family, at));
                if let Some(refresh) = refresh {
                    let fresh = || Credential::fresh(*refresh, at, ends, *family);
                    self.tokens.entry(*refresh).or_insert_with(fresh);
                }
                self.forget(at);
            }
            EventKind::Rotated { old, new, .. } => {
                let generation = self.tokens.get_mut(old).map_or(0, |token| {
                    token.rotated.get_or_insert(at);
                    token.generation
                });
                if let Some(token) = self.tokens.get_mut(new) {
                    token.generation = generation.saturating_add(1);
                }
            }
            EventKind::Refreshed { token, family } => {
                let ends = self.used(*family, at);
                if let Some(token) = self.tokens.get_mut(token) {
                    token.ends = ends;
                }
            }
            EventKind::Graced { presented, returned, .. } => {
                self.came_again(*presented, at);
                let generation = self.tokens.get(presented).map_or(0, |token| token.generation);
                // A sibling was made just now: like the successor it stands one after what was presented.
                if let Some(token) = self.tokens.get_mut(returned).filter(|token| token.generation == 0)
                    && returned != presented
                {
                    token.generation = generation.saturating_add(1);
                }
            }
            EventKind::ReuseDetected { presented, .. } => self.came_again(*presented, at),
            EventKind::Revoked { token } => {
                if let Some(token) = self.tokens.get_mut(token) {
                    token.revoked.get_or_insert(at);
                }
            }
            EventKind::Stored { token, place } => self.stored(*token, *place, event.actor),
            EventKind::Evicted { token, place } => {
                if let Some(token) = self.tokens.get_mut(token).filter(|token| token.kept == Some(*place)) {
                    token.kept = None;
                }
            }
            EventKind::Stolen { token, how } => {
                if let Some(token) = self.tokens.get_mut(token) {
                    token.stolen.get_or_insert((at, *how));
                }
            }
            EventKind::Forged { token, .. } => {
                self.tokens.insert(*token, Credential::fresh(*token, at, exp(token), None));
            }
            // The rest changes nothing that stands.
            _ => {}
        }
    }

    /// The tokens that an entry of the deny-list names are over when the last server sees it.
    fn deny(&mut self, entry: &str, written: Ms, visible: Ms, known: Known<'_>) {
        let Some((claim, value)) = entry.split_once(' ') else { return };
        let named = |token: &TokenId| known.tokens.get(token).is_some_and(|text| text.claim(claim) == Some(value));
        let living = |token: &&mut Credential| token.is_access() && token.issued <= written && named(&token.id);
        for token in self.tokens.values_mut().filter(living) {
            token.revoked = Some(token.revoked.map_or(visible, |before| before.min(visible)));
        }
    }

    /// A token came again after its rotation.
    fn came_again(&mut self, id: TokenId, at: Ms) {
        if let Some(token) = self.tokens.get_mut(&id) {
            token.reused.push(at);
        }
    }

    /// A token takes the place of the one that was kept there before: of the origin's one, or of the tab's own.
    fn stored(&mut self, id: TokenId, place: Place, keeper: ActorId) {
        let Some(access) = self.tokens.get(&id).map(Credential::is_access) else { return };
        let of_tab = matches!(place, Place::SessionStorage | Place::Memory);
        for token in self.tokens.values_mut().filter(|token| token.is_access() == access) {
            if token.id == id {
                (token.kept, token.keeper) = (Some(place), Some(keeper));
            } else if token.kept == Some(place) && (!of_tab || token.keeper == Some(keeper)) {
                token.kept = None;
            }
        }
    }

    /// What a tab kept for itself is lost with it.
    fn tab_forgets(&mut self, tab: u8, places: &[Place]) {
        let own = |token: &&mut Credential| token.keeper == Some(ActorId::Browser(tab));
        for token in self.tokens.values_mut().filter(own) {
            token.kept = token.kept.filter(|place| !places.contains(place));
        }
    }

    /// A family that was used; answers when it ends by itself.
    fn used(&mut self, family: FamilyId, at: Ms) -> Option<Ms> {
        let (idle, absolute) = (self.config.refresh_idle, self.config.refresh_absolute);
        let family = self.family(family, at);
        let idle = idle.map(|seconds| at.plus_seconds(seconds));
        let absolute = absolute.map(|seconds| family.begun.plus_seconds(seconds));
        family.ends = idle.into_iter().chain(absolute).min();
        family.ends
    }

    fn family(&mut self, id: FamilyId, at: Ms) -> &mut Family {
        if self.families.len() > MAX_OTHERS {
            self.families.retain(|other, family| family.dead.is_none() || *other == id);
        }
        self.families.entry(id).or_insert(Family { user: None, begun: at, ends: None, dead: None })
    }

    fn family_dies(&mut self, id: FamilyId, at: Ms, reason: DeathReason) {
        self.family(id, at).dead = Some((at, reason));
        let refresh = |token: &&mut Credential| matches!(token.id, TokenId::Refresh(_)) && token.family == Some(id);
        for token in self.tokens.values_mut().filter(refresh) {
            token.revoked.get_or_insert(at);
        }
        let robbed = |token: &&mut Credential| token.stolen.is_some() && token.family == Some(id);
        for token in self.tokens.values_mut().filter(robbed) {
            token.noticed.get_or_insert(at);
        }
        self.end_with_families();
    }

    /// Where every API asks, an access token ends with its family; where one judges by itself, it does not. As the settings are now.
    fn end_with_families(&mut self) {
        let believed = self.config.asks_everywhere();
        for token in self.tokens.values_mut().filter(|token| token.is_access()) {
            let dead = token.family.and_then(|id| self.families.get(&id)?.dead);
            if let Some((at, _)) = dead {
                token.ended = believed.map(|seconds| at.plus_seconds(seconds));
            }
        }
    }

    /// One key signs: whichever did before does so no longer. Of the first one it was never told that it does.
    fn key_signs(&mut self, id: KeyId, at: Ms) {
        self.key(id, at).signs = Some(at);
        self.key(FIRST_KEY, at);
        let signed = |(other, life): &(&KeyId, &mut KeyLife)| {
            **other != id && (life.signs.is_some() || **other == FIRST_KEY) && life.gone.is_none()
        };
        for (_, life) in self.keys.iter_mut().filter(signed) {
            life.retiring.get_or_insert(at);
        }
    }

    fn key(&mut self, id: KeyId, at: Ms) -> &mut KeyLife {
        let life = KeyLife { published: at, signs: None, retiring: None, gone: None, stolen: false };
        self.keys.entry(id).or_insert(life)
    }

    /// Does a token matter still: is it in use, or in the wrong hands and good?
    #[must_use]
    pub fn matters(token: &Credential, now: Ms) -> bool {
        token.kept.is_some() || (token.stolen.is_some() && token.is_good(now))
    }

    /// Forgets the older half of the tokens that are over when there are too many.
    fn forget(&mut self, now: Ms) {
        if self.tokens.len() <= MAX_TOKENS {
            return;
        }
        let mut ends: Vec<Ms> = self.tokens.values().filter_map(Credential::over).filter(|over| *over <= now).collect();
        ends.sort_unstable();
        let Some(from) = ends.get(ends.len() / 2).copied() else { return };
        let begun = self.first_copies();
        let stays = |token: &Credential| Self::matters(token, now) || begun.contains(&token.id);
        self.tokens.retain(|_, token| stays(token) || token.over().is_none_or(|over| over > from));
    }

    /// What was stolen first of each sign-in: with it a theft begins, which may go on by refreshing long after it was over.
    fn first_copies(&self) -> BTreeSet<TokenId> {
        let mut first: BTreeMap<FamilyId, (Ms, TokenId)> = BTreeMap::new();
        for (id, token) in &self.tokens {
            if let (Some(family), Some((at, _))) = (token.family, token.stolen) {
                let earliest = first.entry(family).or_insert((at, *id));
                *earliest = (*earliest).min((at, *id));
            }
        }
        first.into_values().map(|(_, id)| id).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_thousands_of_tokens_those_are_known_that_matter_and_the_latest() {
        let mut standing = Standing::new(&Config::default());
        let (letters, tokens) = (BTreeMap::new(), BTreeMap::new());
        let known = Known { letters: &letters, tokens: &tokens };
        let mut happen = |seconds: i64, kind| {
            let at = Ms::from_seconds(1000 + seconds);
            standing.take(&Event { at, seq: 1, actor: ActorId::Auth, cause: None, kind }, known);
        };
        for number in 1..=5000 {
            let access = TokenId::Access(number);
            happen(i64::from(number) * 300, EventKind::Issued { access, refresh: None, family: None });
            if number == 7 {
                happen(7 * 300, EventKind::Stored { token: access, place: Place::Memory });
            }
        }
        assert!(standing.tokens.len() <= MAX_TOKENS, "{}", standing.tokens.len());
        let known: Vec<TokenId> = standing.tokens.keys().copied().collect();
        assert_eq!(known.first(), Some(&TokenId::Access(7)), "it is kept by the browser still");
        assert_eq!(known.last(), Some(&TokenId::Access(5000)));
    }
}
