//! What the screen knows of a run: its events in order, its messages, and the texts of its tokens. Everything shown is a fold over it, so
//! a look back is the same fold over less.

use std::collections::{BTreeMap, BTreeSet};

use super::credential::Credential;
pub use super::letter::{Content, Known, Letter};
use super::standing::Standing;
pub use super::written::{Written, decoded};
use crate::session::config::Config;
use crate::session::event::{Event, EventKind};
use crate::session::id::{MessageId, TokenId};
use crate::session::time::Ms;

/// The most events that are remembered.
pub const MAX_EVENTS: usize = 20_000;

/// A run as the screen knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// When it began.
    pub t0: Ms,
    /// How it was set up at the beginning.
    pub config: Config,
    /// What happened, in order; of what is older than that, [`before`](Self::before) tells.
    pub events: Vec<Event>,
    /// The messages.
    pub letters: BTreeMap<MessageId, Letter>,
    /// The tokens.
    pub tokens: BTreeMap<TokenId, Written>,
    /// How everything stood before the first of these events.
    before: Box<Standing>,
    /// How everything stands now.
    pub standing: Box<Standing>,
}

/// An earlier instant of a run, and how everything stood then.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// The last event that had happened.
    pub seq: u64,
    /// The instant.
    pub at: Ms,
    /// How everything stood.
    standing: Box<Standing>,
}

impl Record {
    /// An empty one.
    #[must_use]
    pub fn new(t0: Ms, config: Config) -> Self {
        let before = Box::new(Standing::new(&config));
        let standing = before.clone();
        let (events, letters, tokens) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        Self { t0, config, events, letters, tokens, before, standing }
    }

    /// Everything until now.
    #[must_use]
    pub fn scene(&self, now: Ms) -> Scene<'_> {
        Scene { record: self, events: &self.events, now, standing: &self.standing, told: Told::AsItIs }
    }

    /// How it was at an instant; nothing where no event is remembered from before.
    #[must_use]
    pub fn past(&self, at: Ms) -> Option<Past> {
        let events = self.events.get(..self.events.partition_point(|event| event.at <= at))?;
        Some(Past { seq: events.last()?.seq, at, standing: self.fold(events) })
    }

    /// How it was at `at`, when the event `seq` was the last, as far as whoever was told all until the event `told` can know: without what
    /// follows from what was done since.
    #[must_use]
    pub fn known(&self, told: u64, seq: u64, at: Ms) -> Past {
        let events = self.until(seq).iter();
        Past { seq, at, standing: self.fold(events.filter(|event| event.seq <= told || !is_consequence(&event.kind))) }
    }

    /// How it was when the event `seq` had just happened.
    #[must_use]
    pub fn past_event(&self, seq: u64) -> Option<Past> {
        let events = self.until(seq);
        Some(Past { seq, at: events.last()?.at, standing: self.fold(events) })
    }

    fn fold<'a>(&self, events: impl IntoIterator<Item = &'a Event>) -> Box<Standing> {
        let known = Known { letters: &self.letters, tokens: &self.tokens };
        let mut standing = self.before.clone();
        for event in events {
            standing.take(event, known);
        }
        standing
    }

    /// Everything until an earlier instant, as it was then.
    #[must_use]
    pub fn scene_of<'a>(&'a self, past: &'a Past) -> Scene<'a> {
        let (now, standing) = (past.at, &past.standing);
        Scene { record: self, events: self.until(past.seq), now, standing, told: Told::AsItIs }
    }

    /// The events until this one.
    #[must_use]
    pub fn until(&self, seq: u64) -> &[Event] {
        self.events.get(..self.events.partition_point(|event| event.seq <= seq)).unwrap_or_default()
    }

    /// An event by its number.
    #[must_use]
    pub fn event(&self, seq: u64) -> Option<&Event> {
        self.until(seq).last().filter(|event| event.seq == seq)
    }

    /// Takes in events that happened, whose messages and tokens it has been told.
    pub fn happened(&mut self, events: Vec<Event>) {
        let known = Known { letters: &self.letters, tokens: &self.tokens };
        for event in &events {
            self.standing.take(event, known);
        }
        self.events.extend(events);
    }

    /// Forgets the older half when there is too much; answers the first event that is remembered.
    pub fn forget(&mut self) -> Option<u64> {
        if self.events.len() <= MAX_EVENTS {
            return None;
        }
        let rest = self.events.split_off(MAX_EVENTS / 2);
        let old = std::mem::replace(&mut self.events, rest);
        self.before = self.fold(&old);
        let from = self.events.first()?.seq;
        let letters = self.events.iter().filter_map(|event| match event.kind {
            EventKind::Sent(id) | EventKind::Arrived(id) | EventKind::Dropped(id) => Some(id),
            _ => None,
        });
        if let Some(first) = letters.min() {
            self.letters = self.letters.split_off(&first);
        }
        let named: BTreeSet<TokenId> = self.letters.values().flat_map(|letter| letter.tokens.iter().copied()).collect();
        let known = [&self.before.tokens, &self.standing.tokens];
        self.tokens.retain(|id, _| named.contains(id) || known.iter().any(|tokens| tokens.contains_key(id)));
        Some(from)
    }
}

/// How much of a run the screen may tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Told {
    /// All of it, and what will come of it.
    #[default]
    AsItIs,
    /// Questions are to come: all of it, but not what will come of it, which may be the answer.
    NoForecast,
    /// A question stands: all until this event, at this instant, which the learner has been told. Of what came later, what was sent and done
    /// is no secret; what follows from it is.
    Until(u64, Ms),
}

/// Is it what servers or a browser made of what was done? It may be what is asked for.
const fn is_consequence(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::ReuseDetected { .. }
            | EventKind::Graced { .. }
            | EventKind::FamilyDead { .. }
            | EventKind::Revoked { .. }
            | EventKind::Expired(_)
            | EventKind::Idle(_)
            | EventKind::TooOld(_)
            | EventKind::Denied { .. }
            | EventKind::DenyVisible { .. }
            | EventKind::DenyGone { .. }
            | EventKind::JwksFetched { .. }
            | EventKind::JwksStale { .. }
            | EventKind::KeyRetiring(_)
            | EventKind::KeyRetired(_)
            | EventKind::CookieDropped { .. }
            | EventKind::Evicted { .. }
            | EventKind::Registered { .. }
    )
}

impl Told {
    /// Is something told that only servers know, and that happened with the event `seq`?
    #[must_use]
    pub const fn tells(self, seq: u64) -> bool {
        match self {
            Self::AsItIs | Self::NoForecast => true,
            Self::Until(last, _) => seq <= last,
        }
    }

    /// The instant until which all was told, while a question stands.
    #[must_use]
    pub const fn instant(self) -> Option<Ms> {
        match self {
            Self::AsItIs | Self::NoForecast => None,
            Self::Until(_, told) => Some(told),
        }
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
    /// How everything stands then.
    pub standing: &'a Standing,
    /// How much may be told.
    pub told: Told,
}

impl<'a> Scene<'a> {
    /// May it be told that something ends then? Not ahead of time where questions are to come.
    #[must_use]
    pub fn may_tell_end(&self, end: Option<Ms>) -> bool {
        self.told == Told::AsItIs || end.is_some_and(|end| end <= self.now)
    }

    /// Until when it was told what became of something that ends by itself then: until now where nothing was done since the learner was
    /// told all, for nothing follows from nothing; but that it ended by itself may be what is asked.
    #[must_use]
    pub fn told_until(&self, end: Option<Ms>) -> Ms {
        let Told::Until(seq, told) = self.told else { return self.now };
        let mut since = self.events.iter().rev().take_while(|event| event.seq > seq);
        let done = since.any(|event| !is_consequence(&event.kind));
        if done || end.is_some_and(|end| end <= self.now) { told } else { self.now }
    }

    /// The settings as they are then.
    #[must_use]
    pub const fn config(&self) -> &'a Config {
        &self.standing.config
    }

    /// The tokens: access tokens first, then refresh tokens, then what was forged; each kind in the order of issue.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = &'a Credential> + use<'a> {
        self.standing.tokens.values()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::http::Request;
    use crate::session::id::ActorId;

    #[test]
    fn what_is_too_old_is_forgotten_and_how_it_stood_then_is_not() {
        let t0 = Ms::from_seconds(1000);
        let mut record = Record::new(t0, Config::default());
        let letter = |sent, tokens| Letter {
            from: ActorId::Browser(1),
            to: ActorId::Api(0),
            content: Content::Request(Request::new("GET", "/profile", "api.shop.test")),
            answers: None,
            tokens,
            verdict: None,
            answered: None,
            sent,
            came: None,
        };
        let event =
            |seq: u64, kind| Event { at: t0.plus(seq.cast_signed()), seq, actor: ActorId::Auth, cause: None, kind };
        for number in 1..=2 {
            record.tokens.insert(TokenId::Access(number), Written::read("x"));
        }
        let issued = |number| EventKind::Issued { access: TokenId::Access(number), refresh: None, family: None };
        let patched = EventKind::Patched { key: "access_ttl".to_owned(), value: "60".to_owned() };
        let mut events = vec![event(1, issued(1)), event(2, issued(2)), event(3, patched)];
        let last = u32::try_from(MAX_EVENTS).unwrap_or(0) + 1;
        for number in 4..=last {
            record.letters.insert(MessageId(number), letter(t0, vec![]));
            events.push(event(u64::from(number), EventKind::Sent(MessageId(number))));
        }
        record.happened(events);
        let whole = record.standing.clone();
        let middle = record.past_event(15_000).map(|past| past.standing);
        let from = record.forget().expect("there is too much");
        assert_eq!(from, MAX_EVENTS as u64 / 2 + 1);
        assert_eq!(record.events.len(), MAX_EVENTS / 2 + 1);
        assert_eq!(record.letters.len(), MAX_EVENTS / 2 + 1);
        assert_eq!(record.standing, whole, "the present is what it was");
        assert_eq!(record.past_event(15_000).map(|past| past.standing), middle, "and so is what is remembered");
        assert_eq!(record.standing.config.access_ttl, 60, "a setting that was forgotten holds");
        assert_eq!(record.event(1), None);
        assert_eq!(record.event(from).map(|event| event.seq), Some(from));
        assert_eq!(record.forget(), None, "and then there is room again");
    }
}
