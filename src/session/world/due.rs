//! What is queued: everything that will happen by itself, in order of time and of queueing.

use serde::Serialize;

use super::World;
use crate::session::auth::{AuthServer, Family, KeyState, Pending, access_cookie};
use crate::session::drbg::Drbg;
use crate::session::event::{EventKind, Place};
use crate::session::id::{ActorId, FamilyId, MessageId, TokenId};
use crate::session::time::Ms;

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
    /// The cookie that a token is in is as old as it may be.
    CookieOver(TokenId),
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
            Self::CookieOver(token) => EventKind::Evicted { token: *token, place: Place::Cookie },
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

    /// Will it be more than a look at what has gone on: a family that was used since, a request that was answered?
    pub(super) fn still_comes(&self, at: Ms, world: &World) -> bool {
        let local = world.auth.local(at);
        let family = |id: &FamilyId| world.auth.families.get(id).filter(|family| family.dead.is_none());
        let idle_at = |family: &Family| Some(family.last_use.plus_seconds(world.config.refresh_idle?));
        match self {
            Self::Idle(id) => family(id).and_then(idle_at).is_some_and(|idle| local >= idle),
            // One that was idle for too long before is over already.
            Self::TooOld(id) => family(id).is_some_and(|family| {
                family.abs_exp.is_some_and(|end| local >= end && idle_at(family).is_none_or(|idle| idle >= end))
            }),
            Self::Expiry(token) => world.tokens.contains_key(token),
            // Not where it was set anew since, or taken away.
            Self::CookieOver(token) => world.token(*token).is_some_and(|token| {
                let old = |end: Ms| end <= at;
                world
                    .browser
                    .jar
                    .cookies
                    .iter()
                    .any(|cookie| cookie.value == token.text && cookie.expires.is_some_and(old))
            }),
            Self::Timeout(message) => world.messages.get(message).is_some_and(|message| message.answered.is_none()),
            Self::Arrival(_)
            | Self::Finish(..)
            | Self::Ahead(..)
            | Self::Keys
            | Self::DenyVisible(_)
            | Self::DenyGone(_) => true,
        }
    }

    /// Is it part of an exchange of messages?
    #[must_use]
    pub const fn is_under_way(&self) -> bool {
        match self {
            Self::Arrival(_) | Self::Timeout(_) | Self::Finish(..) => true,
            Self::Ahead(..)
            | Self::Expiry(_)
            | Self::CookieOver(_)
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
        let comes = due.still_comes(self.now, self);
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
            Due::Expiry(token) if comes => {
                self.emit(ActorId::Auth, None, EventKind::Expired(token));
            }
            Due::CookieOver(_) if comes => {
                let old = self.browser.jar.drop_old(self.now);
                self.no_longer_in_jar(None, &old);
            }
            Due::Idle(id) if comes => {
                self.emit(ActorId::Auth, None, EventKind::Idle(id));
            }
            Due::TooOld(id) if comes => {
                self.emit(ActorId::Auth, None, EventKind::TooOld(id));
            }
            Due::Expiry(_) | Due::CookieOver(_) | Due::Idle(_) | Due::TooOld(_) => {}
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
