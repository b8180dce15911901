//! The world: everything that is, the one way in, and what comes out. A pure fold over inputs.

mod act;
mod answered;
mod attack;
mod backend;
mod client;
mod due;
mod operate;
mod serve;
mod wire;

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;

use super::api::ApiServer;
use super::attacker::{Attacker, in_order};
use super::auth::AuthServer;
use super::browser::Browser;
use super::config::{Config, Flaw};
use super::count::Counters;
use super::drbg::Drbg;
use super::event::{Event, EventKind, Refusal};
use super::id::{ActorId, MessageId, TokenId};
use super::input::{Action, Input};
use super::message::Message;
use super::time::Ms;
use super::token::Token;
use crate::crypto::digest::sha256;

pub use backend::Backend;
pub use due::Due;
pub use operate::Faults;

/// The most events that are kept, and a message as long as the event of its sending; of older ones only the counters tell.
const MAX_EVENTS: usize = 20_000;
/// When a world begins unless said otherwise: 2025-03-26T15:01:45Z, the `iat` of the article's token.
pub const T0: Ms = Ms::from_seconds(1_743_001_305);

/// The world.
#[derive(Debug, Clone, Serialize)]
pub struct World {
    config: Config,
    seed: u64,
    t0: Ms,
    now: Ms,
    seq: u64,
    auth: AuthServer,
    apis: Vec<ApiServer>,
    browser: Browser,
    backend: Backend,
    attacker: Attacker,
    faults: Faults,
    #[serde(serialize_with = "in_order")]
    queue: BTreeMap<(Ms, u64), Due>,
    queued: u64,
    messages: BTreeMap<MessageId, Message>,
    messages_sent: u32,
    #[serde(serialize_with = "in_order")]
    tokens: BTreeMap<TokenId, Token>,
    by_text: BTreeMap<String, TokenId>,
    events: VecDeque<Event>,
    counters: Counters,
    #[serde(skip)]
    fresh: Vec<Event>,
}

impl World {
    /// A world at its beginning.
    #[must_use]
    pub fn new(cfg: Config, seed: u64, t0: Ms) -> Self {
        let auth = AuthServer::new(&cfg, &mut Drbg(seed), t0);
        let apis = (0..cfg.apis.len()).filter_map(|number| u8::try_from(number).ok());
        let mut world = Self {
            apis: apis.map(|number| ApiServer::new(number, &cfg)).collect(),
            auth,
            config: cfg,
            seed,
            t0,
            now: t0,
            seq: 0,
            browser: Browser::default(),
            backend: Backend::default(),
            attacker: Attacker::default(),
            faults: Faults::default(),
            queue: BTreeMap::new(),
            queued: 0,
            messages: BTreeMap::new(),
            messages_sent: 0,
            tokens: BTreeMap::new(),
            by_text: BTreeMap::new(),
            events: VecDeque::new(),
            counters: Counters::default(),
            fresh: Vec::new(),
        };
        world.share_secrets();
        world
    }

    /// What happens by an input. Never fails: what cannot be done is refused in an event and changes nothing else.
    pub fn apply(&mut self, i: &Input) -> Vec<Event> {
        match i {
            Input::Advance { to } if *to < self.now => self.refuse(ActorId::Operator, "time does not go back"),
            Input::Advance { to } => self.advance(*to),
            Input::Act(actor, action) => self.act(*actor, action),
            Input::Patch(patch) => self.patch(&patch.key, &patch.value),
            Input::Fault(fault) => self.fault(fault),
            Input::Mark(note) => {
                let note: String = note.chars().take(1000).collect();
                self.emit(ActorId::Operator, None, EventKind::Marked(note));
            }
        }
        std::mem::take(&mut self.fresh)
    }

    /// What is queued next, and when.
    #[must_use]
    pub fn next_event(&self) -> Option<(Ms, EventKind)> {
        self.queue.iter().next().map(|((at, _), due)| (*at, due.kind(&self.auth)))
    }

    /// What is queued, in order, as far as it will happen: a family that was used since is not idle.
    pub fn upcoming(&self) -> impl Iterator<Item = (Ms, EventKind)> {
        let comes = self.queue.iter().filter(|((at, _), due)| due.still_comes(*at, self));
        comes.map(|((at, _), due)| (*at, due.kind(&self.auth)))
    }

    /// When the next message arrives, or is found to be lost: while there is one, something is under way.
    #[must_use]
    pub fn busy_until(&self) -> Option<Ms> {
        self.queue.iter().find(|(_, due)| due.is_under_way()).map(|((at, _), _)| *at)
    }

    /// SHA-256 of everything: the same configuration, seed and inputs give the same digest everywhere.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        sha256(&serde_json::to_vec(self).unwrap_or_default())
    }

    pub(super) fn emit(&mut self, actor: ActorId, cause: Option<u64>, kind: EventKind) -> u64 {
        self.seq = self.seq.saturating_add(1);
        let event = Event { at: self.now, seq: self.seq, actor, cause, kind };
        self.counters.see(&event, &self.attacker);
        self.fresh.push(event.clone());
        self.events.push_back(event);
        let oldest = if self.events.len() > MAX_EVENTS { self.events.pop_front() } else { None };
        if let Some(Event { kind: EventKind::Sent(id), .. }) = oldest {
            self.messages.remove(&id);
        }
        self.seq
    }

    pub(super) fn refuse(&mut self, actor: ActorId, why: impl Into<String>) {
        self.emit(actor, None, EventKind::Refused(Refusal::Input(why.into())));
    }

    pub(super) fn queue(&mut self, at: Ms, due: Due) {
        self.queued = self.queued.saturating_add(1);
        self.queue.insert((at, self.queued), due);
    }

    /// Queues what may be queued for that instant already.
    pub(super) fn queue_once(&mut self, at: Ms, due: Due) {
        let at = at.max(self.now);
        if !self.queue.range((at, 0)..=(at, u64::MAX)).any(|(_, queued)| *queued == due) {
            self.queue(at, due);
        }
    }

    fn advance(&mut self, to: Ms) {
        while let Some(entry) = self.queue.first_entry().filter(|entry| entry.key().0 <= to) {
            let ((at, _), due) = entry.remove_entry();
            self.now = self.now.max(at);
            self.happen(due);
        }
        self.now = to;
    }

    fn act(&mut self, actor: ActorId, action: &Action) {
        if let Err(why) = self.done(actor, action) {
            self.refuse(actor, why);
        }
    }

    fn patch(&mut self, key: &str, value: &str) {
        let mut config = self.config.clone();
        let number = config.apis.len();
        match config.set(key, value) {
            Err(why) => self.refuse(ActorId::Operator, why.to_string()),
            Ok(()) if config.apis.len() != number => {
                self.refuse(ActorId::Operator, "the number of servers is set before the world begins");
            }
            Ok(()) => {
                self.reconfigure(config);
                let value = self.config.get(key).unwrap_or_default();
                self.emit(ActorId::Operator, None, EventKind::Patched { key: key.to_owned(), value });
            }
        }
    }

    fn reconfigure(&mut self, config: Config) {
        let weak = |config: &Config| config.has(Flaw::WeakSecret);
        let signs_anew =
            config.alg != self.config.alg || config.secret != self.config.secret || weak(&config) != weak(&self.config);
        self.auth.config = config.clone();
        for api in &mut self.apis {
            api.config = config.clone();
        }
        self.config = config;
        if signs_anew {
            let events = self.auth.replace_key(&mut Drbg(self.seed), self.now);
            self.key_events(None, events);
        }
    }

    /// The settings in force.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// What the random bytes are made from.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// When the world began.
    #[must_use]
    pub fn t0(&self) -> Ms {
        self.t0
    }

    /// True time.
    #[must_use]
    pub fn now(&self) -> Ms {
        self.now
    }

    /// The auth server.
    #[must_use]
    pub fn auth(&self) -> &AuthServer {
        &self.auth
    }

    /// The API servers.
    #[must_use]
    pub fn apis(&self) -> &[ApiServer] {
        &self.apis
    }

    /// The user's browser.
    #[must_use]
    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// The backend for the frontend.
    #[must_use]
    pub fn backend(&self) -> &Backend {
        &self.backend
    }

    /// The attacker.
    #[must_use]
    pub fn attacker(&self) -> &Attacker {
        &self.attacker
    }

    /// The faults that are set.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// The counters.
    #[must_use]
    pub fn counters(&self) -> &Counters {
        &self.counters
    }

    /// The events, oldest first.
    pub fn events(&self) -> impl DoubleEndedIterator<Item = &Event> {
        self.events.iter()
    }

    /// The messages in order of sending.
    pub fn messages(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.messages.values()
    }

    /// A message by its number.
    #[must_use]
    pub fn message(&self, id: MessageId) -> Option<&Message> {
        self.messages.get(&id)
    }

    /// The response to a request, when it came.
    #[must_use]
    pub fn answer(&self, request: MessageId) -> Option<&Message> {
        self.messages.get(&self.messages.get(&request)?.answered?)
    }

    /// The tokens that were issued or forged.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = &Token> {
        self.tokens.values()
    }

    /// A token by its name.
    #[must_use]
    pub fn token(&self, id: TokenId) -> Option<&Token> {
        self.tokens.get(&id)
    }

    /// The name of the token that these characters are.
    #[must_use]
    pub fn token_named(&self, text: &str) -> Option<TokenId> {
        self.by_text.get(text).copied()
    }
}
