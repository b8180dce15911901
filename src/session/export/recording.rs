//! A run as the exporters take it: what travelled, what happened, what was said, and where it began.

use std::collections::{BTreeMap, BTreeSet};

use crate::session::config::Config;
use crate::session::event::{Event, EventKind};
use crate::session::http::{Request, Response};
use crate::session::id::{ActorId, MessageId};
use crate::session::input::Input;
use crate::session::time::Ms;

/// A run, from its settings to its last event.
#[derive(Debug, Clone, PartialEq)]
pub struct Recording {
    /// What the scenario is called by.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// The profile that its world began with.
    pub profile: String,
    /// How its world began.
    pub config: Config,
    /// What its bytes were drawn from.
    pub seed: u64,
    /// When it began.
    pub start: Ms,
    /// When it ended.
    pub end: Ms,
    /// What came from outside.
    pub inputs: Vec<Input>,
    /// What happened.
    pub events: Vec<Event>,
    /// What travelled, in order of sending.
    pub exchanges: Vec<Exchange>,
    /// Every message that events name, in order of sending.
    pub headings: Vec<Heading>,
    /// What was said and asked, and when.
    pub notes: Vec<Note>,
    /// The access logs, a line each.
    pub access_log: Vec<String>,
    /// The security log, a JSON document each.
    pub security_log: Vec<String>,
    /// What was counted: name and amount.
    pub counted: Vec<(String, String)>,
}

/// A request, and the response to it if one arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The number of the request.
    pub id: MessageId,
    /// Who asked.
    pub from: ActorId,
    /// Who was asked.
    pub to: ActorId,
    /// When the request left.
    pub sent: Ms,
    /// The request.
    pub request: Request,
    /// When the response arrived, and what it was.
    pub answer: Option<(Ms, Response)>,
    /// The names of the tokens that the request carried: `AT1`.
    pub carried: Vec<String>,
    /// The names of the tokens that the response brought.
    pub brought: Vec<String>,
    /// Did the attacker have the user's own browser send it?
    pub ridden: bool,
}

/// What a message is, as far as its number has to be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its number.
    pub id: MessageId,
    /// Who sent it.
    pub from: ActorId,
    /// Who it is for.
    pub to: ActorId,
    /// The request that it answers, of a response.
    pub answers: Option<MessageId>,
    /// Its first line.
    pub first_line: String,
    /// The names of the tokens in it.
    pub tokens: Vec<String>,
}

/// What there is to tell of a run, one thing after the other.
#[derive(Debug, Clone, Copy)]
pub(super) enum Moment<'a> {
    /// A request left.
    Asks(&'a Exchange),
    /// The response came.
    Answers(&'a Exchange),
    /// Something happened.
    Happens(&'a Event),
}

impl Exchange {
    /// Is the attacker the one who asks, or who has the browser ask?
    #[must_use]
    pub fn is_attack(&self) -> bool {
        self.from == ActorId::Attacker || self.ridden
    }

    /// What is asked for in a few words: `GET /profile AT1`, `refresh RT1`.
    #[must_use]
    pub fn asks(&self) -> String {
        let what = if self.request.path() == "/oauth2/token" {
            "refresh".to_owned()
        } else {
            format!("{} {}", self.request.method, self.request.path())
        };
        words(what, &self.carried)
    }

    /// What is answered in a few words: `200 AT2 RT2`, `401 invalid_token`.
    #[must_use]
    pub fn answers(&self) -> Option<String> {
        let (_, response) = self.answer.as_ref()?;
        let error: Vec<String> = response.member("error").into_iter().collect();
        Some(words(words(response.status.to_string(), &error), &self.brought))
    }
}

fn words(first: String, more: &[String]) -> String {
    more.iter().fold(first, |text, word| format!("{text} {word}"))
}

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// When.
    pub at: Ms,
    /// What.
    pub text: String,
}

impl Recording {
    /// Everything in the order in which it happened: that of the events, as several happen in one instant.
    pub(super) fn moments(&self) -> Vec<Moment<'_>> {
        let mut asked: BTreeMap<MessageId, &Exchange> =
            self.exchanges.iter().map(|exchange| (exchange.id, exchange)).collect();
        let mut answered = asked.clone();
        answered.retain(|_, exchange| exchange.answer.is_some());
        let answers: BTreeMap<MessageId, MessageId> =
            self.headings.iter().filter_map(|heading| Some((heading.id, heading.answers?))).collect();
        let sent: BTreeSet<MessageId> = self.events.iter().filter_map(|event| sent(&event.kind)).collect();
        // Of the oldest messages of a long run the events of their sending may be forgotten.
        let mut moments: Vec<Moment<'_>> =
            self.exchanges.iter().filter(|exchange| !sent.contains(&exchange.id)).map(Moment::Asks).collect();
        for event in &self.events {
            let told = match &event.kind {
                EventKind::Sent(id) => asked.remove(id).map(Moment::Asks),
                // Of a request that came twice, one answer counts.
                EventKind::Arrived(id) => answers.get(id).and_then(|id| answered.remove(id)).map(Moment::Answers),
                _ => Some(Moment::Happens(event)),
            };
            moments.extend(told);
        }
        moments
    }

    /// How long after the beginning something was, as `5:01.02`.
    #[must_use]
    pub fn since(&self, at: Ms) -> String {
        crate::session::scenario::span::print(at.since(self.start))
    }
}

const fn sent(kind: &EventKind) -> Option<MessageId> {
    match kind {
        EventKind::Sent(id) => Some(*id),
        _ => None,
    }
}
