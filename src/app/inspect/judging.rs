//! Whose signatures are they? Asked again only when the token, its payload or the keys are others; a large token is judged off the frame.

use super::inquiry::{Answer, Asked, Asks, By, Inquiry, Standing, by_keys, by_own_key};
use super::{Inspect, said};
use crate::app::effect::Effect;
use crate::app::notice::Tone;
use crate::app::overlay::keys::Line;
use crate::app::screen::{Around, Ask};
use crate::crypto::key::Form;
use crate::crypto::verdict::{Obstacle, Verdict};
use crate::crypto::{Key, Material, Secret, weak};

/// So many bytes are judged at once, all of the token for each of its signatures: what takes longer than a frame is judged elsewhere.
const AT_ONCE: usize = 256 << 10;

/// Where a well-known secret came from.
const WELL_KNOWN: &str = "the list of well-known secrets";

impl Inspect {
    /// The verdict on the signature that is looked at, once it is known.
    #[must_use]
    pub fn judgement(&self) -> Option<&Verdict> {
        self.judgements().get(self.signer)
    }

    /// The verdicts on all signatures of the token that is looked at, once they are known.
    #[must_use]
    pub fn judgements(&self) -> &[Verdict] {
        match self.current().map(|opened| &opened.standing) {
            Some(Standing::Known(verdicts)) => verdicts,
            Some(Standing::Unasked | Standing::Waiting(_)) | None => &[],
        }
    }

    /// Are its signatures being judged elsewhere?
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.current().is_some_and(|opened| matches!(opened.standing, Standing::Waiting(_)))
    }

    /// Is the token that is looked at judged by the key that it brings along?
    #[must_use]
    pub fn by_own_key(&self) -> bool {
        self.current().is_some_and(|opened| opened.by == By::OwnKey)
    }

    /// The keys that the token that is looked at is judged by: those that the user gave, then those that came with it.
    #[must_use]
    pub fn keys(&self) -> Vec<Key> {
        let mut all = self.ring.clone();
        all.add(self.current().map(|opened| opened.company.clone()).unwrap_or_default());
        all.keys().to_vec()
    }

    /// The lines of the panel of keys.
    #[must_use]
    pub fn key_lines(&self) -> Vec<Line> {
        let keys = (0..self.ring.keys().len()).map(Line::Key);
        let token = self.current().map(|_| [Line::WellKnown, Line::OwnKey]);
        let payload = self.lacks_payload().then_some(Line::Payload);
        std::iter::once(Line::Field).chain(keys).chain(payload).chain(token.into_iter().flatten()).collect()
    }

    /// Judges the token that is looked at, unless that was done.
    pub(super) fn judge(&mut self) {
        let terms = self.terms;
        let keys = self.keys();
        let Some(opened) = self.tokens.get_mut(self.selected) else { return };
        let asked = Asked { terms, by: opened.by };
        let lost = matches!(opened.standing, Standing::Waiting(ticket) if Some(ticket) != self.judging);
        if opened.asked == Some(asked) && !lost {
            return;
        }
        opened.asked = Some(asked);
        let given = opened.payload.as_ref().map(|payload| payload.octets.as_slice());
        let each = opened.token.text.len().saturating_add(given.map_or(0, <[u8]>::len));
        let work = each.saturating_mul(opened.token.signatures().max(1));
        if work <= AT_ONCE || (keys.is_empty() && opened.by == By::Ring) {
            let known = match opened.by {
                By::Ring => by_keys(&opened.token, given, &keys),
                By::OwnKey => by_own_key(&opened.token, given),
            };
            opened.known(known, &keys);
        } else {
            let asks = match opened.by {
                By::Ring => Asks::Keys(keys),
                By::OwnKey => Asks::OwnKey,
            };
            let (token, payload) = (opened.token.clone(), opened.payload.clone());
            self.tickets = self.tickets.wrapping_add(1);
            opened.standing = Standing::Waiting(self.tickets);
            self.judging = Some(self.tickets);
            self.inquiry = Some(Box::new(Inquiry { ticket: self.tickets, token, payload, asks }));
        }
    }

    /// What is to be found out elsewhere, once.
    pub fn work(&mut self) -> Option<Effect> {
        self.inquiry.take().map(Effect::Judge)
    }

    /// Adds keys; what they say is said of every token from now on.
    pub fn take_keys(&mut self, keys: Vec<Key>, around: Around) -> usize {
        let added = self.ring.add(keys);
        self.ask_again(around);
        added
    }

    /// Takes a key away.
    pub fn remove_key(&mut self, nth: usize, around: Around) -> Option<Key> {
        let key = self.ring.remove(nth);
        self.ask_again(around);
        key
    }

    /// A number for a question that is answered elsewhere.
    pub fn next_ticket(&mut self) -> u64 {
        self.tickets = self.tickets.wrapping_add(1);
        self.tickets
    }

    /// The keys are others: what was known is asked again, by the keys at hand.
    pub(super) fn ask_again(&mut self, around: Around) {
        self.terms = self.terms.wrapping_add(1);
        for opened in &mut self.tokens {
            opened.by = By::Ring;
        }
        self.place(around);
    }

    /// Judges by the key that the token brings along.
    pub(super) fn ask_own_key(&mut self, around: Around) -> Vec<Ask> {
        let Some(opened) = self.tokens.get_mut(self.selected) else { return Vec::new() };
        opened.by = By::OwnKey;
        self.place(around);
        match self.judgement() {
            Some(Verdict::CannotCheck { reason: reason @ (Obstacle::NoOwnKey | Obstacle::OwnKey(_)), .. }) => {
                let why = reason.to_string();
                if let Some(opened) = self.tokens.get_mut(self.selected) {
                    opened.by = By::Ring;
                }
                self.place(around);
                vec![Ask::say(Tone::Fail, why)]
            }
            Some(_) | None => {
                vec![Ask::say(Tone::Note, said::BY_ITS_OWN_KEY)]
            }
        }
    }

    /// Looks for the secret among those that everybody knows.
    pub(super) fn ask_well_known(&mut self) -> Vec<Ask> {
        let Some(opened) = self.current() else { return Vec::new() };
        let (token, payload) = (opened.token.clone(), opened.payload.clone());
        let ticket = self.next_ticket();
        self.guessing = Some(ticket);
        let inquiry = Inquiry { ticket, token, payload, asks: Asks::WellKnown(self.signer) };
        vec![Ask::say(Tone::Note, said::trying(weak::well_known().count())), Ask::Do(Effect::Judge(Box::new(inquiry)))]
    }

    /// An answer has come.
    pub fn answered(&mut self, ticket: u64, answer: Answer, around: Around) -> Vec<Ask> {
        match answer {
            Answer::Verdicts(verdicts) => {
                let keys = self.keys();
                let asker = self.tokens.iter_mut().find(|opened| opened.standing == Standing::Waiting(ticket));
                if let Some(opened) = asker {
                    opened.known(verdicts, &keys);
                    self.place(around);
                }
                Vec::new()
            }
            Answer::WellKnown(_) if self.guessing != Some(ticket) => Vec::new(),
            Answer::WellKnown(None) => {
                self.guessing = None;
                let count = weak::well_known().count();
                vec![Ask::say(Tone::Ok, said::none_of(count))]
            }
            Answer::WellKnown(Some(secret)) => {
                self.guessing = None;
                let secret = Material::Secret(Secret::new(secret.as_bytes().to_vec()));
                self.take_keys(vec![Key::new(secret, WELL_KNOWN, Form::Text)], around);
                vec![Ask::say(Tone::Fail, said::SECRET_IS_WELL_KNOWN)]
            }
        }
    }
}
