//! What is queued: everything that will happen by itself, in order of time and of queueing.

use serde::Serialize;

use super::World;
use crate::session::auth::{AuthServer, KeyState, Pending, access_cookie};
use crate::session::drbg::Drbg;
use crate::session::event::EventKind;
use crate::session::id::{ActorId, FamilyId, MessageId, TokenId};

/// Something that will happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Due {
    /// A message arrives.
    Arrival(MessageId),
    /// A sender gives up waiting for an answer.
    Timeout(MessageId),
    /// A refresh that was read is written.
    Finish(MessageId, Box<Pending>),
    /// The application of a tab refreshes before its token ends.
    Ahead(u8, TokenId),
    /// A token reaches its `exp`.
    Expiry(TokenId),
    /// A family may have been idle for too long.
    Idle(FamilyId),
    /// A family may be as old as it may be.
    TooOld(FamilyId),
    /// Something is due in the lives of keys.
    Keys,
    /// An entry of the deny-list is seen by all.
    DenyVisible(String),
    /// Entries of the deny-list need not be kept.
    DenyGone(String),
}

impl Due {
    /// The event that it will be, as far as it can be known.
    #[must_use]
    pub fn kind(&self, auth: &AuthServer) -> EventKind {
        match self {
            Self::Arrival(message) | Self::Finish(message, _) => EventKind::Arrived(*message),
            Self::Timeout(message) => EventKind::Dropped(*message),
            Self::Ahead(_, token) | Self::Expiry(token) => EventKind::Expired(*token),
            Self::Idle(family) => EventKind::Idle(*family),
            Self::TooOld(family) => EventKind::TooOld(*family),
            Self::Keys => {
                let at = auth.next_key_turn();
                let signs = auth.keys.iter().find(|key| key.state == KeyState::Published && Some(key.signs) == at);
                let goes = auth.keys.iter().find(|key| key.gone == at && key.state == KeyState::Retiring);
                match (signs, goes) {
                    (Some(key), _) => EventKind::KeySigning(key.id),
                    (None, Some(key)) => EventKind::KeyRetired(key.id),
                    (None, None) => EventKind::Marked("keys are as they should be".to_owned()),
                }
            }
            Self::DenyVisible(entry) => EventKind::DenyVisible { entry: entry.clone() },
            Self::DenyGone(entry) => EventKind::DenyGone { entry: entry.clone() },
        }
    }

    /// Is it part of an exchange of messages?
    #[must_use]
    pub const fn is_under_way(&self) -> bool {
        match self {
            Self::Arrival(_) | Self::Timeout(_) | Self::Finish(..) => true,
            Self::Ahead(..)
            | Self::Expiry(_)
            | Self::Idle(_)
            | Self::TooOld(_)
            | Self::Keys
            | Self::DenyVisible(_)
            | Self::DenyGone(_) => false,
        }
    }
}

impl World {
    pub(super) fn happen(&mut self, due: Due) {
        match due {
            Due::Arrival(message) => self.arrive(message),
            Due::Timeout(message) => self.gave_up(message),
            Due::Finish(message, pending) => self.finish(message, &pending),
            Due::Ahead(tab, token) => {
                let cookie = self.browser.jar.value(self.now, access_cookie(&self.config));
                let kept = self.browser.kept(tab, self.config.keep).access;
                if kept.or_else(|| self.token_named(cookie?)) == Some(token) {
                    self.start_refresh(tab, None, None);
                }
            }
            Due::Expiry(token) => {
                if self.tokens.contains_key(&token) {
                    self.emit(ActorId::Auth, None, EventKind::Expired(token));
                }
            }
            Due::Idle(id) => {
                let idle = self.config.refresh_idle;
                let local = self.auth.local(self.now);
                let family = self.auth.families.get(&id).filter(|family| family.dead.is_none());
                let end = family.zip(idle).map(|(family, idle)| family.last_use.plus_seconds(idle));
                if end.is_some_and(|end| local >= end) {
                    self.emit(ActorId::Auth, None, EventKind::Idle(id));
                }
            }
            Due::TooOld(id) => {
                let local = self.auth.local(self.now);
                let family = self.auth.families.get(&id).filter(|family| family.dead.is_none());
                if family.and_then(|family| family.abs_exp).is_some_and(|end| local >= end) {
                    self.emit(ActorId::Auth, None, EventKind::TooOld(id));
                }
            }
            Due::Keys => {
                let events = self.auth.turn_keys(self.now);
                self.key_events(None, events);
            }
            Due::DenyVisible(entry) => {
                self.emit(ActorId::Auth, None, EventKind::DenyVisible { entry });
            }
            Due::DenyGone(_) => {
                for entry in self.auth.drop_denied(self.now) {
                    self.attacker.denied(&self.tokens, &entry);
                    self.emit(ActorId::Auth, None, EventKind::DenyGone { entry: entry.name() });
                }
            }
        }
    }

    /// Says what happened to keys, shares what is shared, and queues what is due.
    pub(super) fn key_events(&mut self, cause: Option<u64>, events: Vec<EventKind>) {
        let happened = !events.is_empty();
        for kind in events {
            self.emit(ActorId::Auth, cause, kind);
        }
        self.share_secrets();
        if let Some(at) = self.auth.next_key_turn().filter(|_| happened) {
            self.queue(at.max(self.now), Due::Keys);
        }
    }

    /// HMAC secrets are in no key set: the servers have them by arrangement.
    pub(super) fn share_secrets(&mut self) {
        let secrets: Vec<_> = self.auth.published().into_iter().filter(|key| key.alg.is_hmac()).collect();
        for api in &mut self.apis {
            api.secrets.clone_from(&secrets);
        }
    }

    pub(super) fn drbg(&self) -> Drbg {
        Drbg(self.seed)
    }
}
