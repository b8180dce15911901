//! The Flow pane: a lane an actor, a row a message, a note where something changed; what the attacker does is marked `!`.

mod label;
mod note;

use std::collections::BTreeSet;

pub use self::label::error_of;
use super::ink::{Canvas, Ink, Row, cut};
use super::record::Record;
use super::span;
use crate::session::config::{Config, Keep};
use crate::session::event::{Event, EventKind};
use crate::session::id::{ActorId, MessageId};
use crate::session::time::Ms;

/// Columns of the pane from which times have all their digits.
const ROOMY: usize = 64;

/// Columns between lanes from which their longest names have room beside each other.
const NEAR: usize = 11;

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub at: Ms,
    /// The event it shows.
    pub seq: u64,
    /// The event that brought it about.
    pub cause: Option<u64>,
    /// Is it the attacker's doing?
    pub attack: bool,
    /// How it is meant.
    pub ink: Ink,
    /// What it says.
    pub words: String,
    /// Is it something that only servers know, or a browser's jar? Whoever is asked a question is not told.
    pub inside: bool,
    /// A message, or a note.
    pub shape: Shape,
}

/// What a row draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// An arrow from lane to lane.
    Arrow {
        /// The message.
        letter: MessageId,
        /// Who sent it.
        from: ActorId,
        /// Who it is for.
        to: ActorId,
        /// Did it get there?
        lost: bool,
    },
    /// Words in the lane of whom they are about.
    Note(ActorId),
}

impl Step {
    /// The message that it shows.
    #[must_use]
    pub const fn letter(&self) -> Option<MessageId> {
        match self.shape {
            Shape::Arrow { letter, .. } => Some(letter),
            Shape::Note(_) => None,
        }
    }
}

/// The rows of a run, made once each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flow {
    /// The rows, in the order of their events.
    pub steps: Vec<Step>,
    read: usize,
    ridden: BTreeSet<MessageId>,
}

impl Flow {
    /// Takes in what happened since it was asked last.
    pub fn follow(&mut self, record: &Record) {
        for event in record.events.iter().skip(self.read) {
            self.take(event, record);
        }
        self.read = record.events.len();
    }

    /// Forgets what came before an event, as the record did.
    pub fn forget(&mut self, from: u64, record: &Record) {
        self.steps.retain(|step| step.seq >= from);
        self.read = record.events.len();
        if let Some((first, _)) = record.letters.first_key_value() {
            self.ridden = self.ridden.split_off(first);
        }
    }

    /// The event of the last row that shows it or something before it.
    #[must_use]
    pub fn row_before(&self, seq: u64) -> Option<u64> {
        let count = self.steps.partition_point(|step| step.seq <= seq);
        self.steps.get(count.checked_sub(1)?).map(|step| step.seq)
    }

    fn take(&mut self, event: &Event, record: &Record) {
        match &event.kind {
            EventKind::Sent(id) => {
                if let Some(letter) = record.letters.get(id)
                    && letter.answers.is_none()
                {
                    self.arrow(event, *id, record, false);
                }
            }
            EventKind::Arrived(id) => {
                if record.letters.get(id).is_some_and(|letter| letter.answers.is_some()) {
                    self.arrow(event, *id, record, false);
                }
            }
            EventKind::Dropped(id) => match self.steps.iter_mut().rev().find(|step| step.letter() == Some(*id)) {
                Some(step) => {
                    if let Shape::Arrow { lost, .. } = &mut step.shape {
                        *lost = true;
                    }
                }
                None => self.arrow(event, *id, record, true),
            },
            EventKind::Ridden { message } => {
                self.ridden.insert(*message);
                if let Some(step) = self.steps.iter_mut().rev().find(|step| step.letter() == Some(*message)) {
                    step.attack = true;
                }
            }
            EventKind::Stolen { token, how } => {
                let more = self
                    .steps
                    .last_mut()
                    .filter(|step| step.at == event.at && step.attack && step.words.starts_with(note::theft(*how)));
                match more {
                    // One theft of several tokens is one row.
                    Some(step) => step.words.push_str(&format!(" {token}")),
                    None => self.note(event),
                }
            }
            _ => self.note(event),
        }
    }

    fn arrow(&mut self, event: &Event, id: MessageId, record: &Record, lost: bool) {
        let Some(letter) = record.letters.get(&id) else { return };
        let (mut words, ink) = label::label(letter, record);
        // All tabs are one lane: those after the first say which they are.
        if let (ActorId::Browser(tab @ 2..), _) | (_, ActorId::Browser(tab @ 2..)) = (letter.from, letter.to) {
            words = format!("t{tab}: {words}");
        }
        let asked = letter.answers.is_some_and(|request| self.ridden.contains(&request));
        let attack =
            letter.from == ActorId::Attacker || letter.to == ActorId::Attacker || asked || self.ridden.contains(&id);
        let shape = Shape::Arrow { letter: id, from: letter.from, to: letter.to, lost };
        self.steps.push(Step {
            at: event.at,
            seq: event.seq,
            cause: event.cause,
            attack,
            ink,
            words,
            inside: false,
            shape,
        });
    }

    fn note(&mut self, event: &Event) {
        let Some((words, ink)) = note::note(event) else { return };
        let attack = event.actor == ActorId::Attacker;
        let server = matches!(event.actor, ActorId::Auth | ActorId::Api(_) | ActorId::Bff);
        let inside = server || matches!(event.kind, EventKind::CookieDropped { .. } | EventKind::Evicted { .. });
        let shape = Shape::Note(event.actor);
        self.steps.push(Step { at: event.at, seq: event.seq, cause: event.cause, attack, ink, words, inside, shape });
    }
}

/// The lanes from left to right, in a pane of some width; all tabs share one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lanes {
    /// Who each is, with its title and its column.
    list: Vec<(ActorId, String, usize)>,
    width: usize,
}

impl Lanes {
    /// Those of a run while this many tabs are open; whoever is in `order` comes first, in that order.
    #[must_use]
    pub fn new(config: &Config, tabs: usize, order: &[ActorId], width: usize) -> Self {
        let backend = (config.keep == Keep::Bff).then_some(ActorId::Bff);
        let apis = (0..).zip(&config.apis).map(|(number, _)| ActorId::Api(number));
        let mut lanes: Vec<ActorId> = [ActorId::Browser(1)].into_iter().chain(backend).chain([ActorId::Auth]).collect();
        lanes.extend(apis.chain([ActorId::Attacker]));
        lanes.sort_by_key(|lane| order.iter().position(|other| other == lane).unwrap_or(order.len()));
        let first = if width < ROOMY { 11 } else { 14 };
        let last = width.saturating_sub(3).max(first);
        let gaps = lanes.len().saturating_sub(1).max(1);
        let near = (last - first) / gaps < NEAR;
        let placed = lanes.into_iter().enumerate();
        let list =
            placed.map(|(nth, lane)| (lane, title(lane, tabs, near), first + (last - first) * nth / gaps)).collect();
        Self { list, width }
    }

    /// Who stands where, from the left.
    pub fn order(&self) -> impl Iterator<Item = ActorId> {
        self.list.iter().map(|(actor, ..)| *actor)
    }

    /// The place of a lane, from the left.
    #[must_use]
    pub fn place(&self, actor: ActorId) -> Option<usize> {
        // Whoever runs the servers does so at the auth server.
        let actor = if actor == ActorId::Operator { ActorId::Auth } else { actor };
        self.list.iter().position(|(lane, ..)| lane.same_lane(actor))
    }

    fn column(&self, actor: ActorId) -> Option<usize> {
        self.list.get(self.place(actor)?).map(|(.., column)| *column)
    }

    /// The first column that is no time and no mark.
    fn first(&self) -> usize {
        self.list.first().map_or(0, |(.., column)| *column)
    }

    /// The row above all: who each lane is.
    #[must_use]
    pub fn heading(&self) -> Row {
        let mut canvas = Canvas::new(self.width);
        for (_, title, column) in &self.list {
            let at = (column.saturating_sub(title.len() / 2)).min(self.width.saturating_sub(title.len()));
            canvas.put(at, Ink::Strong, title);
        }
        canvas.row()
    }

    /// A row; `here` marks the one under the cursor.
    #[must_use]
    pub fn row(&self, step: &Step, t0: Ms, here: bool) -> Row {
        let mut canvas = Canvas::new(self.width);
        canvas.put(0, Ink::Strong, if here { ">" } else { " " });
        // Cursor, time, mark, and a blank before the lanes.
        let room = self.first().saturating_sub(if self.width < ROOMY { 2 } else { 3 });
        let fits = |time: &String| time.len() < room;
        let time = Some(span::fine(t0, step.at)).filter(fits);
        let time = time.or_else(|| Some(span::coarse(t0, step.at)).filter(fits));
        let time = time.unwrap_or_else(|| span::short(t0, step.at));
        canvas.put(room.saturating_sub(time.len()), if here { Ink::Strong } else { Ink::Dim }, &time);
        if step.attack {
            canvas.put(self.first().saturating_sub(2), Ink::Bad, "!");
        }
        for (.., column) in &self.list {
            canvas.put(*column, Ink::Line, "|");
        }
        let ink = if here && step.ink == Ink::Plain { Ink::Strong } else { step.ink };
        match step.shape {
            Shape::Arrow { from, to, lost, .. } => {
                let (Some(from), Some(to)) = (self.column(from), self.column(to)) else { return canvas.row() };
                self.arrow(&mut canvas, (from, to), lost, (ink, &step.words));
            }
            Shape::Note(actor) => {
                let text = format!("[ {} ]", step.words);
                let at = self.column(actor).unwrap_or(self.first()).saturating_sub(1);
                // A note begins at its lane if it fits there, else as far left as it has to.
                let at = at.min(self.width.saturating_sub(text.chars().count())).max(self.first());
                canvas.put(at, ink, &cut(&text, self.width.saturating_sub(at)));
            }
        }
        canvas.row()
    }

    fn arrow(&self, canvas: &mut Canvas, (from, to): (usize, usize), lost: bool, (ink, words): (Ink, &str)) {
        let (left, right) = (from.min(to), from.max(to));
        if right <= left + 3 {
            return canvas.put(left + 1, ink, words);
        }
        canvas.fill(left + 1, right, Ink::Line, '-');
        let wide = words.chars().count();
        let inside = right - left - 2;
        if wide <= inside {
            // With a piece of the line before and after where there is room.
            let spare = usize::from(wide + 1 < inside);
            canvas.put(left + if from < to { 1 } else { 2 } + spare, ink, words);
        } else {
            // Beside the arrow, over lanes that have no part in it.
            let (before, after) = (left.saturating_sub(self.first()), self.width.saturating_sub(right + 2));
            if after >= wide || after >= before {
                canvas.put(right + 2, ink, &cut(words, after));
            } else {
                let words = cut(words, before.saturating_sub(1));
                canvas.put(left.saturating_sub(1 + words.chars().count()), ink, &words);
            }
        }
        match (from < to, lost) {
            (true, false) => canvas.put(right - 1, Ink::Line, ">"),
            (false, false) => canvas.put(left + 1, Ink::Line, "<"),
            (true, true) => canvas.put(right - 1, Ink::Bad, "x"),
            (false, true) => canvas.put(left + 1, Ink::Bad, "x"),
        }
    }
}

/// The name of a lane, a shorter one where lanes are near each other.
fn title(lane: ActorId, tabs: usize, near: bool) -> String {
    match lane {
        ActorId::Browser(_) if tabs > 1 && near => format!("Tabs x{tabs}"),
        ActorId::Browser(_) if tabs > 1 => format!("Browser x{tabs}"),
        ActorId::Browser(_) => "Browser".to_owned(),
        ActorId::Bff if near => "BFF".to_owned(),
        ActorId::Bff => "Backend".to_owned(),
        ActorId::Auth if near => "Auth".to_owned(),
        ActorId::Auth | ActorId::Operator => "Auth srv".to_owned(),
        ActorId::Api(_) => lane.to_string().replace("api-", "API ").to_uppercase(),
        ActorId::Attacker if near => "Attack".to_owned(),
        ActorId::Attacker => "Attacker".to_owned(),
    }
}

#[cfg(test)]
mod tests;
