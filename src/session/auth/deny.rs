//! The deny-list: which access tokens are no longer good, from when that is known, and how long it has to be kept.

use serde::{Deserialize, Serialize};

use super::{Around, AuthServer};
use crate::session::config::{DenyKey, DenyList, Flaw};
use crate::session::event::EventKind;
use crate::session::id::FamilyId;
use crate::session::time::Ms;
use crate::session::token::Token;

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DenyEntry {
    /// What it names.
    pub key: DenyKey,
    /// The value: a `jti`, a `sid`, or a `sub`.
    pub value: String,
    /// Of a `sub`: tokens issued at or before this second.
    pub cutoff: i64,
    /// From when all servers see it, in true time.
    pub visible_from: Ms,
    /// Until when it is kept.
    pub until: Ms,
}

/// The store.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DenyStore {
    /// The entries in order of writing.
    pub entries: Vec<DenyEntry>,
    /// Does it not answer?
    pub down: bool,
}

impl DenyEntry {
    /// `jti 6wDB…`, for the log.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.key, self.value)
    }

    /// Does it name a token with these claims?
    #[must_use]
    pub fn names(&self, jti: &str, sid: &str, sub: &str, iat: i64) -> bool {
        match self.key {
            DenyKey::Jti => self.value == jti,
            DenyKey::Sid => self.value == sid,
            DenyKey::Sub => self.value == sub && iat <= self.cutoff,
        }
    }
}

impl DenyStore {
    /// Is a token with these claims denied at an instant?
    #[must_use]
    pub fn denies(&self, now: Ms, jti: &str, sid: &str, sub: &str, iat: i64) -> bool {
        let counts = |entry: &&DenyEntry| entry.visible_from <= now && now < entry.until;
        self.entries.iter().filter(counts).any(|entry| entry.names(jti, sid, sub, iat))
    }
}

impl AuthServer {
    /// Writes entries for the living access tokens of a family.
    pub(super) fn deny_family(&mut self, around: &mut Around<'_>, family: FamilyId) {
        let mine = |token: &&Token| token.family == Some(family);
        let tokens: Vec<Token> = self.access.values().filter(mine).cloned().collect();
        for token in &tokens {
            self.deny_token(around, token);
        }
    }

    /// Writes an entry for one access token, where there is a list.
    pub(super) fn deny_token(&mut self, around: &mut Around<'_>, token: &Token) {
        let lag = match self.config.deny_list {
            DenyList::Off => return,
            DenyList::Shared => 0,
            DenyList::Replicated { lag_s } => lag_s,
        };
        let mut until = self.accepted_until(token);
        if until <= around.now {
            return;
        }
        let key = self.config.deny_key;
        if key == DenyKey::Sub {
            // It also names what is issued later in this second, and that lives longer.
            until = until.max(self.accepted_until_of(around.local.seconds().saturating_add(self.config.access_ttl)));
        }
        let value = match key {
            DenyKey::Jti => &token.jti,
            DenyKey::Sid => &token.sid,
            DenyKey::Sub => &token.sub,
        };
        let mut entry = DenyEntry {
            key,
            value: value.clone(),
            cutoff: around.local.seconds(),
            visible_from: around.now.plus_seconds(lag),
            until,
        };
        // Another cut-off is another entry: until it is seen everywhere, the earlier one counts.
        let names_more = |old: &DenyEntry| key == DenyKey::Sub && old.cutoff != entry.cutoff;
        let same = |old: &&mut DenyEntry| old.key == key && old.value == entry.value && !names_more(old);
        if let Some(old) = self.deny.entries.iter_mut().find(same) {
            // Never later and never shorter than what was promised before.
            entry.visible_from = entry.visible_from.min(old.visible_from);
            entry.until = entry.until.max(old.until);
            if *old == entry {
                return;
            }
            *old = entry.clone();
        } else {
            self.deny.entries.push(entry.clone());
        }
        let (visible_from, until) = (entry.visible_from, entry.until);
        around.event(EventKind::Denied { entry: entry.name(), visible_from, until });
    }

    /// Until when some API server accepts an access token that is on no list, in true time.
    pub(super) fn accepted_until(&self, token: &Token) -> Ms {
        self.accepted_until_of(token.exp.unwrap_or(i64::MAX / 2000))
    }

    fn accepted_until_of(&self, exp: i64) -> Ms {
        let lives = |api: &crate::session::config::Api| {
            let leeway = if self.config.has(Flaw::DenyDropped) { 0 } else { api.leeway_s };
            Ms::from_seconds(exp.saturating_add(leeway)).plus(-api.offset_ms.0)
        };
        self.config.apis.iter().map(lives).max().unwrap_or(Ms::from_seconds(exp))
    }

    /// Takes out what need not be kept.
    pub fn drop_denied(&mut self, now: Ms) -> Vec<DenyEntry> {
        let (kept, gone) = std::mem::take(&mut self.deny.entries).into_iter().partition(|entry| entry.until > now);
        self.deny.entries = kept;
        gone
    }
}
