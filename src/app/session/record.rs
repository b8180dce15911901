//! What the screen knows of a run: its events in order, its messages, and the texts of its tokens. Everything shown is a fold over it, so
//! a look back is the same fold over less.

use std::collections::{BTreeMap, BTreeSet};

use crate::session::config::Config;
use crate::session::event::{Event, EventKind};
use crate::session::http::{Request, Response};
use crate::session::id::{ActorId, MessageId, TokenId};
use crate::session::time::Ms;
use crate::session::verdict::Verdict;
use crate::token::anatomy::{Token, read_all};
use crate::token::part::Role;

/// The most events that are remembered.
pub const MAX_EVENTS: usize = 20_000;

/// The token whose fate an event is part of.
const fn about(kind: &EventKind) -> Option<TokenId> {
    match kind {
        EventKind::Issued { access, .. } => Some(*access),
        EventKind::Rotated { new, .. } => Some(*new),
        EventKind::Stored { token, .. } | EventKind::Stolen { token, .. } | EventKind::Forged { token, .. } => {
            Some(*token)
        }
        _ => None,
    }
}

/// What a message is.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A request.
    Request(Request),
    /// A response.
    Response(Response),
}

impl Content {
    /// The canonical form.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Request(request) => request.to_bytes(),
            Self::Response(response) => response.to_bytes(),
        }
    }
}

/// A message with what is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Letter {
    /// Who sent it.
    pub from: ActorId,
    /// Who it is for.
    pub to: ActorId,
    /// What it is.
    pub content: Content,
    /// The request that a response answers.
    pub answers: Option<MessageId>,
    /// The tokens that stand in it, in their order there.
    pub tokens: Vec<TokenId>,
    /// What the API server made of a request.
    pub verdict: Option<Verdict>,
}

/// A token as it is written, and what it says of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// Its characters.
    pub text: String,
    /// Whom it is about.
    pub sub: Option<String>,
    /// The role in it.
    pub role: Option<String>,
    /// When it begins.
    pub iat: Option<Ms>,
    /// When it ends.
    pub exp: Option<Ms>,
}

impl Written {
    /// Reads a token of the world; one that is random characters says nothing.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let payload = decoded(text).and_then(|token| Some(token.part(Role::Payload)?.utf8()?.to_owned()));
        let claims: serde_json::Value =
            payload.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or(serde_json::Value::Null);
        let word = |name: &str| claims.get(name).and_then(serde_json::Value::as_str).map(str::to_owned);
        let instant = |name: &str| claims.get(name).and_then(serde_json::Value::as_i64).map(Ms::from_seconds);
        let roles = claims.get("roles").and_then(|roles| Some(roles.get(0)?.as_str()?.to_owned()));
        Self {
            text: text.to_owned(),
            sub: word("sub"),
            role: word("role").or(roles),
            iat: instant("iat"),
            exp: instant("exp"),
        }
    }
}

/// A text of the world taken apart, where it is a JWT.
#[must_use]
pub fn decoded(text: &str) -> Option<Token> {
    read_all(text).into_iter().next()
}

/// A run as the screen knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// When it began.
    pub t0: Ms,
    /// How it was set up at the beginning.
    pub config: Config,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// The messages.
    pub letters: BTreeMap<MessageId, Letter>,
    /// The tokens.
    pub tokens: BTreeMap<TokenId, Written>,
}

impl Record {
    /// An empty one.
    #[must_use]
    pub const fn new(t0: Ms, config: Config) -> Self {
        Self { t0, config, events: Vec::new(), letters: BTreeMap::new(), tokens: BTreeMap::new() }
    }

    /// Everything until now.
    #[must_use]
    pub fn scene(&self, now: Ms) -> Scene<'_> {
        Scene { record: self, events: &self.events, now }
    }

    /// Everything until the event `seq`, as it was then.
    #[must_use]
    pub fn scene_at(&self, seq: u64) -> Scene<'_> {
        let count = self.events.partition_point(|event| event.seq <= seq);
        let events = self.events.get(..count).unwrap_or_default();
        Scene { record: self, events, now: events.last().map_or(self.t0, |event| event.at) }
    }

    /// Which tokens stand in these characters, in their order there.
    #[must_use]
    pub fn tokens_in(&self, text: &str) -> Vec<TokenId> {
        let mut found: Vec<(usize, TokenId)> =
            self.tokens.iter().filter_map(|(id, written)| Some((text.find(written.text.as_str())?, *id))).collect();
        found.sort_unstable();
        found.into_iter().map(|(_, id)| id).collect()
    }

    /// Forgets the older half when there is too much, but for what became of the tokens that `still` matter; answers the first event
    /// that is remembered.
    pub fn forget(&mut self, still: impl Fn(TokenId) -> bool) -> Option<u64> {
        if self.events.len() <= MAX_EVENTS {
            return None;
        }
        let from = self.events.get(MAX_EVENTS / 2)?.seq;
        self.events.retain(|event| event.seq >= from || about(&event.kind).is_some_and(&still));
        let recent = self.events.iter().filter(|event| event.seq >= from);
        let letters = recent.filter_map(|event| match event.kind {
            EventKind::Sent(id) | EventKind::Arrived(id) | EventKind::Dropped(id) => Some(id),
            _ => None,
        });
        if let Some(first) = letters.min() {
            self.letters = self.letters.split_off(&first);
        }
        let named: BTreeSet<TokenId> = self.letters.values().flat_map(|letter| letter.tokens.iter().copied()).collect();
        self.tokens.retain(|id, _| named.contains(id) || still(*id));
        Some(from)
    }

    /// The response to a request.
    #[must_use]
    pub fn answer_to(&self, request: MessageId) -> Option<MessageId> {
        // A response is always sent after its request.
        self.letters.range(request..).find(|(_, letter)| letter.answers == Some(request)).map(|(id, _)| *id)
    }
}

/// A run until some instant.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The run.
    pub record: &'a Record,
    /// What happened until then.
    pub events: &'a [Event],
    /// That instant.
    pub now: Ms,
}

impl Scene<'_> {
    /// The settings as they are then.
    #[must_use]
    pub fn config(&self) -> Config {
        let mut config = self.record.config.clone();
        for event in self.events {
            if let EventKind::Patched { key, value } = &event.kind {
                // What the world took, the same settings take.
                let _ = config.set(key, value);
            }
        }
        config
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::http::Request;

    #[test]
    fn what_is_too_old_is_forgotten_but_for_tokens_that_still_matter() {
        let t0 = Ms::from_seconds(1000);
        let mut record = Record::new(t0, Config::default());
        let letter = |tokens| Letter {
            from: ActorId::Browser(1),
            to: ActorId::Api(0),
            content: Content::Request(Request::new("GET", "/profile", "api.shop.test")),
            answers: None,
            tokens,
            verdict: None,
        };
        let mut happen = |seq: u64, kind| {
            record.events.push(Event { at: t0.plus(seq.cast_signed()), seq, actor: ActorId::Auth, cause: None, kind });
        };
        let issued = |number| EventKind::Issued { access: TokenId::Access(number), refresh: None, family: None };
        happen(1, issued(1));
        happen(2, issued(2));
        for number in 3..=MAX_EVENTS as u64 + 1 {
            happen(number, EventKind::Sent(MessageId(u32::try_from(number).unwrap_or(0))));
        }
        for number in 3..=u32::try_from(MAX_EVENTS).unwrap_or(0) + 1 {
            record.letters.insert(MessageId(number), letter(vec![]));
        }
        for number in 1..=2 {
            record.tokens.insert(TokenId::Access(number), Written::read("x"));
        }
        let from = record.forget(|id| id == TokenId::Access(2)).expect("there is too much");
        assert_eq!(from, MAX_EVENTS as u64 / 2 + 1);
        assert_eq!(record.events.first().map(|event| event.seq), Some(2), "the token in use is still known");
        assert_eq!(record.events.len(), MAX_EVENTS / 2 + 2);
        assert_eq!(record.letters.len(), MAX_EVENTS / 2 + 1);
        assert_eq!(record.tokens.keys().collect::<Vec<_>>(), [&TokenId::Access(2)]);
        assert_eq!(record.forget(|_| true), None, "and then there is room again");
    }
}
