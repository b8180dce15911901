//! A world and everything that went into it and came out: what a run, its expectations and the exporters look at.

use crate::session::config::{Config, Validation};
use crate::session::event::{Event, EventKind};
use crate::session::export::{Exchange, Heading, Recording};
use crate::session::http::{Request, Response};
use crate::session::id::{ActorId, MessageId, TokenId};
use crate::session::input::Input;
use crate::session::log;
use crate::session::message::{Content, Message, Purpose};
use crate::session::time::Ms;
use crate::session::world::World;

/// A world, and its history.
#[derive(Debug, Clone)]
pub struct Record {
    world: World,
    inputs: Vec<Input>,
    events: Vec<Event>,
}

/// A place in the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Mark {
    events: usize,
    alerts: usize,
    /// The look-ups made until then.
    pub(super) lookups: u64,
}

/// How many times a message may bring about another before nobody waits any longer: applications that refresh in circles exist.
const PATIENCE: usize = 10_000;

impl Record {
    pub(super) const fn new(world: World) -> Self {
        Self { world, inputs: Vec::new(), events: Vec::new() }
    }

    /// A world into which all of this went.
    #[must_use]
    pub fn played(world: World, inputs: &[Input]) -> Self {
        let mut record = Self::new(world);
        for input in inputs {
            record.apply(input.clone());
        }
        record
    }

    /// The history for the exporters, of a world that began with these settings.
    #[must_use]
    pub fn recording(&self, id: &str, title: &str, profile: &str, config: &Config) -> Recording {
        Recording {
            id: id.to_owned(),
            title: title.to_owned(),
            profile: profile.to_owned(),
            config: config.clone(),
            seed: self.world.seed(),
            start: self.world.t0(),
            end: self.now(),
            inputs: self.inputs.clone(),
            events: self.events.clone(),
            exchanges: self.exchanges(),
            headings: self.world.messages().map(|message| self.heading(message)).collect(),
            notes: Vec::new(),
            access_log: self.access_log(),
            security_log: self.security_log(),
            counted: Vec::new(),
        }
    }

    /// The world as it stands.
    #[must_use]
    pub const fn world(&self) -> &World {
        &self.world
    }

    /// What came from outside.
    #[must_use]
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// What happened, in order.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The true time of the world.
    #[must_use]
    pub fn now(&self) -> Ms {
        self.world.now()
    }

    pub(super) fn apply(&mut self, input: Input) {
        self.events.extend(self.world.apply(&input));
        self.inputs.push(input);
    }

    /// Lets time pass until every message that is on its way has come or is known to be lost.
    pub(super) fn settle(&mut self) {
        for _ in 0..PATIENCE {
            let Some(to) = self.world.busy_until() else { return };
            self.apply(Input::Advance { to });
        }
    }

    pub(super) fn mark(&self) -> Mark {
        Mark { events: self.events.len(), alerts: self.alerts().count(), lookups: self.lookups() }
    }

    pub(super) fn events_since(&self, mark: Mark) -> &[Event] {
        self.events.get(mark.events..).unwrap_or_default()
    }

    /// The answers that clients received, in the order in which they came.
    pub(super) fn answers_since(&self, mark: Mark) -> impl Iterator<Item = &Response> {
        self.events_since(mark).iter().filter_map(|event| match event.kind {
            EventKind::Arrived(id) => self.world.message(id).filter(|message| is_client(message.to))?.response(),
            _ => None,
        })
    }

    fn requests(&self, mark: Mark) -> impl Iterator<Item = &Request> {
        self.events_since(mark).iter().filter_map(|event| match event.kind {
            EventKind::Sent(id) => self.world.message(id).filter(|message| is_client(message.from))?.request(),
            _ => None,
        })
    }

    pub(super) fn requests_since(&self, mark: Mark) -> usize {
        self.requests(mark).count()
    }

    pub(super) fn last_request_since(&self, mark: Mark) -> Option<&Request> {
        self.requests(mark).last()
    }

    /// The names of the alerts in the security log.
    fn alerts(&self) -> impl Iterator<Item = String> {
        self.security_log().into_iter().filter_map(|line| {
            let entry: serde_json::Value = serde_json::from_str(&line).ok()?;
            (entry.get("lvl")? == "alert").then(|| entry.get("ev")?.as_str().map(str::to_owned)).flatten()
        })
    }

    pub(super) fn alerts_since(&self, mark: Mark) -> Vec<String> {
        self.alerts().skip(mark.alerts).collect()
    }

    /// Is this message a request?
    #[must_use]
    pub fn is_request(&self, id: MessageId) -> bool {
        self.world.message(id).is_some_and(|message| message.request().is_some())
    }

    /// Every request and its answer, in order of sending.
    #[must_use]
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.world.messages().filter_map(|message| self.exchange(message)).collect()
    }

    /// The exchange that a message is part of.
    #[must_use]
    pub fn exchange_of(&self, id: MessageId) -> Option<Exchange> {
        let message = self.world.message(id)?;
        match message.answers {
            Some(asked) => self.exchange(self.world.message(asked)?),
            None => self.exchange(message),
        }
    }

    fn exchange(&self, asked: &Message) -> Option<Exchange> {
        let request = asked.request()?.clone();
        let answer = self.world.answer(asked.id).and_then(|answer| Some((answer.arrived?, answer.response()?.clone())));
        // A call that is refused brings nothing, and its answer need not be searched.
        let brings = matches!(
            asked.purpose,
            Purpose::Register | Purpose::Login | Purpose::Refresh { .. } | Purpose::Redeem | Purpose::Ridden
        ) || asked.to == ActorId::Auth;
        let brought = answer.as_ref().filter(|_| brings).map(|(_, answer)| self.names(&answer.to_bytes()));
        Some(Exchange {
            id: asked.id,
            from: asked.from,
            to: asked.to,
            sent: asked.sent,
            carried: self.names(&request.to_bytes()),
            brought: brought.unwrap_or_default(),
            ridden: asked.purpose == Purpose::Ridden,
            request,
            answer,
        })
    }

    /// How the API server that judged a request judges tokens.
    #[must_use]
    pub fn judged_by(&self, id: MessageId) -> Validation {
        let verdict = self.world.message(id).and_then(|message| message.verdict.as_ref());
        verdict.map_or(Validation::Local, |verdict| verdict.by)
    }

    fn heading(&self, message: &Message) -> Heading {
        let first_line = match &message.content {
            Content::Request(request) => request.first_line(),
            Content::Response(response) => response.first_line(),
        };
        let &Message { id, from, to, answers, .. } = message;
        Heading { id, from, to, answers, first_line, tokens: self.names(&message.bytes()) }
    }

    /// The bytes of a message as they travelled.
    #[must_use]
    pub fn bytes(&self, id: MessageId) -> Option<Vec<u8>> {
        self.world.message(id).map(Message::bytes)
    }

    /// The names of the tokens of the world that stand in these bytes, in their order.
    fn names(&self, bytes: &[u8]) -> Vec<String> {
        let text = String::from_utf8_lossy(bytes);
        let mark = |letter: char| !(letter.is_ascii_alphanumeric() || "-_.".contains(letter));
        let mut names: Vec<String> = Vec::new();
        for name in text.split(mark).filter_map(|word| self.world.token_named(word)) {
            let name = name.to_string();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The characters of a token, by its name.
    #[must_use]
    pub fn token(&self, id: TokenId) -> Option<&str> {
        self.world.token(id).map(|token| token.text.as_str())
    }

    /// When a token ends by its own `exp`.
    #[must_use]
    pub fn expiry(&self, id: TokenId) -> Option<Ms> {
        self.world.token(id)?.exp.map(Ms::from_seconds)
    }

    /// The secret that is set, if one is.
    pub(super) fn secret(&self) -> Option<&str> {
        self.world.config().secret.as_deref()
    }
}

/// Who asks on behalf of a person: not a server that asks another.
const fn is_client(actor: ActorId) -> bool {
    match actor {
        ActorId::Browser(_) | ActorId::Attacker => true,
        ActorId::Bff | ActorId::Auth | ActorId::Api(_) | ActorId::Operator => false,
    }
}

impl Record {
    /// Look-ups at the auth server and the APIs.
    pub(super) fn lookups(&self) -> u64 {
        self.world.counters().lookups.values().sum()
    }

    /// The access logs of the auth server and the APIs, one after the other.
    #[must_use]
    pub fn access_log(&self) -> Vec<String> {
        log::access_of_all(&self.world)
    }

    /// The security log.
    #[must_use]
    pub fn security_log(&self) -> Vec<String> {
        log::security(&self.world)
    }
}
