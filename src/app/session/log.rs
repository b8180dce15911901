//! The Log pane: what the servers would write down, newest first. A line leads to its message.

use super::filter::Filter;
use super::flow::error_of;
use super::ink::{Ink, Row};
pub use super::log_line::{Line, Source};
use super::record::{Content, Record, Scene};
use super::span;
use crate::session::event::{Event, EventKind};
use crate::session::id::{ActorId, MessageId};
use crate::session::time::Ms;
use crate::token::visible::visible;

/// The lines of a run, made once each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Log {
    /// The lines, oldest first.
    pub lines: Vec<Line>,
    read: usize,
}

impl Log {
    /// Takes in what happened since it was asked last.
    pub fn follow(&mut self, record: &Record) {
        for event in record.events.iter().skip(self.read) {
            if let Some((letter, ink, words)) = line(event, record) {
                self.lines.push(Line {
                    source: if letter.is_some() { Source::Access } else { Source::Security },
                    at: event.at,
                    seq: event.seq,
                    letter,
                    ink,
                    words: visible(&words).into_owned(),
                });
            }
        }
        self.read = record.events.len();
    }

    /// Forgets what came before an event, as the record did.
    pub fn forget(&mut self, from: u64, record: &Record) {
        self.lines.retain(|line| line.seq >= from);
        self.read = record.events.len();
    }

    /// The lines of a scene that hold what is looked for, newest first. While a question stands the servers keep to themselves what they
    /// made of the latest.
    pub fn shown<'a>(&'a self, scene: &Scene<'_>, filter: &'a Filter) -> impl Iterator<Item = &'a Line> + use<'a> {
        let last = scene.events.last().map_or(0, |event| event.seq);
        let told = scene.told;
        let lines = self.lines.iter().rev().skip_while(move |line| line.seq > last);
        lines
            .filter(move |line| told.tells(line.seq) || line.source == Source::Access)
            .filter(|line| filter.holds_line(line))
    }
}

/// A line as a row of the pane.
#[must_use]
pub fn row(line: &Line, t0: Ms) -> Row {
    Row::of(Ink::Dim, format!("{:>8} ", span::fine(t0, line.at))).and(line.ink, line.words.clone())
}

fn line(event: &Event, record: &Record) -> Option<(Option<MessageId>, Ink, String)> {
    let actor = event.actor.to_string();
    let plain = |words: String| Some((None, Ink::Plain, format!("{actor:<5} {words}")));
    let alert = |words: String| Some((None, Ink::Bad, format!("{actor:<5} ALERT {words}")));
    match &event.kind {
        EventKind::Sent(id) => {
            // A server writes its line when it answers.
            let letter = record.letters.get(id).filter(|_| matches!(event.actor, ActorId::Auth | ActorId::Api(_)))?;
            let Content::Response(response) = &letter.content else { return None };
            let Content::Request(request) = &record.letters.get(&letter.answers?)?.content else { return None };
            let verdict = record.letters.get(&letter.answers?).and_then(|request| request.verdict.as_ref());
            let mut words = format!("{actor:<5} {} {} {}", request.method, request.path(), response.status);
            if let Some(error) = error_of(response) {
                words.push_str(&format!(" {error}"));
            }
            if let Some(verdict) = verdict {
                if let Some(sub) = &verdict.sub {
                    words.push_str(&format!(" sub={sub}"));
                }
                words.push_str(&format!(" lookups={}", verdict.lookups));
            }
            if letter.to == ActorId::Attacker {
                words.push_str(" ip=203.0.113.9");
            }
            let ink = if response.status < 400 { Ink::Plain } else { Ink::Warn };
            Some((letter.answers, ink, words))
        }
        EventKind::SignIn { user, family: Some(family) } => plain(format!("sign-in ok user={user} family={family}")),
        EventKind::SignIn { user, family: None } => plain(format!("sign-in refused user={user}")),
        EventKind::Registered { user, role } => plain(format!("registered user={user} role={role}")),
        EventKind::Rotated { family, old, new } => plain(format!("refresh ok family={family} {old} -> {new}")),
        EventKind::Refreshed { family, token } => plain(format!("refresh ok family={family} {token} stays")),
        EventKind::Graced { family, presented, .. } => plain(format!("refresh graced family={family} {presented}")),
        EventKind::ReuseDetected { family, generation, head, action, .. } => {
            alert(format!("refresh_reuse family={family} gen={generation} head={head} act={action}"))
        }
        EventKind::WrongClient { presented, client } => alert(format!("wrong client={client} for {presented}")),
        EventKind::FamilyDead { family, reason, revoked } => {
            plain(format!("family={family} dead reason={reason} revoked={revoked}"))
        }
        EventKind::UserChanged { user, what, value } => plain(format!("user={user} {what}={value}")),
        EventKind::Denied { entry, .. } => plain(format!("deny-list + {entry}")),
        EventKind::DenyGone { entry } => plain(format!("deny-list - {entry}")),
        EventKind::KeyCompromised(key) => alert(format!("key {key} compromised")),
        EventKind::KeySigning(key) => plain(format!("key {key} signs")),
        // The rest no server knows of, or the messages say it.
        _ => None,
    }
}
