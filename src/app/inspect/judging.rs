//! Whose signature is it? Asked again only when the token, the keys or the allowed algorithms are others; a large token is judged off the
//! frame.

use super::{Inspect, said};
use crate::app::effect::Effect;
use crate::app::notice::Tone;
use crate::app::screen::{Around, Ask};
use crate::crypto::key::Form;
use crate::crypto::verdict::{Note, Obstacle, Question, Reason, Verdict, judge, judge_with_own_key};
use crate::crypto::weak::{self, Weakness};
use crate::crypto::{Algorithm, Key, Material, Secret, well_known};
use crate::token::anatomy::Token;
use crate::token::findings::Severity;
use crate::token::remarks::Remark;

/// The largest token that is judged at once, in bytes: what takes longer than a frame is judged elsewhere.
const AT_ONCE: usize = 256 << 10;

/// Where a well-known secret came from.
const WELL_KNOWN: &str = "the list of well-known secrets";

/// What is known of a signature.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Standing {
    /// It was not asked yet.
    #[default]
    Unasked,
    /// It is being found out under this number.
    Waiting(u64),
    /// This.
    Known(Verdict),
}

/// What was asked of a token: whether that is still what is to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    /// The keys and expectations, by the number of times that they changed.
    terms: u64,
    signer: usize,
    by: By,
}

/// By which keys a token is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// By those at hand.
    #[default]
    Ring,
    /// By the one that it brings along.
    OwnKey,
}

/// A question about a signature, to be answered on any thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inquiry {
    /// Its number; an answer to another one is late.
    pub ticket: u64,
    /// The token.
    pub token: Token,
    /// Which of its signatures, from 0.
    pub signer: usize,
    /// What is asked.
    pub asks: Asks,
}

/// What is asked about a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asks {
    /// Did one of these keys make it, by one of these algorithms, where they are limited?
    Keys(Vec<Key>, Option<Vec<Algorithm>>),
    /// Did the key that the token brings along make it?
    OwnKey,
    /// Did a well-known secret make it?
    WellKnown,
}

/// The answer to an [`Inquiry`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The verdict.
    Verdict(Verdict),
    /// The well-known secret that made it.
    WellKnown(Option<&'static str>),
}

impl Inquiry {
    /// Answers it. Slow for a large token.
    #[must_use]
    pub fn answer(&self) -> Answer {
        match &self.asks {
            Asks::Keys(keys, allowed) => Answer::Verdict(verdict(&self.token, self.signer, keys, allowed.as_deref())),
            Asks::OwnKey => Answer::Verdict(judge_with_own_key(&self.token, self.signer, None)),
            Asks::WellKnown => Answer::WellKnown(well_known::behind(&self.token, self.signer, None)),
        }
    }
}

fn verdict(token: &Token, signer: usize, keys: &[Key], allowed: Option<&[Algorithm]>) -> Verdict {
    judge(token, signer, &Question { keys, detached: None, allowed })
}

impl Inspect {
    /// What is known of the signature that is looked at.
    #[must_use]
    pub fn standing(&self) -> &Standing {
        self.current().map_or(&Standing::Unasked, |opened| &opened.standing)
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

    /// The algorithms that are allowed, where they are limited.
    fn allowed(&self) -> Option<Vec<Algorithm>> {
        let algs = &self.expectations.algs;
        (!algs.is_empty()).then(|| algs.iter().filter_map(|name| Algorithm::from_name(name)).collect())
    }

    /// Judges the token that is looked at, unless that was done.
    pub(super) fn judge(&mut self) {
        let (terms, signer, allowed) = (self.terms, self.signer, self.allowed());
        let keys = self.keys();
        let Some(opened) = self.tokens.get_mut(self.selected) else { return };
        let asked = Asked { terms, signer, by: opened.by };
        let lost = matches!(opened.standing, Standing::Waiting(ticket) if Some(ticket) != self.judging);
        if opened.asked == Some(asked) && !lost {
            return;
        }
        opened.asked = Some(asked);
        let at_once = opened.token.text.len() <= AT_ONCE || (keys.is_empty() && opened.by == By::Ring);
        if at_once {
            let known = match opened.by {
                By::Ring => verdict(&opened.token, signer, &keys, allowed.as_deref()),
                By::OwnKey => judge_with_own_key(&opened.token, signer, None),
            };
            opened.known(known, &keys);
        } else {
            let asks = match opened.by {
                By::Ring => Asks::Keys(keys, allowed),
                By::OwnKey => Asks::OwnKey,
            };
            let token = opened.token.clone();
            self.tickets = self.tickets.wrapping_add(1);
            opened.standing = Standing::Waiting(self.tickets);
            self.judging = Some(self.tickets);
            self.inquiry = Some(Box::new(Inquiry { ticket: self.tickets, token, signer, asks }));
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

    /// The keys or expectations are others: what was known is asked again, by the keys at hand.
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
        match self.standing() {
            Standing::Known(Verdict::CannotCheck {
                reason: reason @ (Obstacle::NoOwnKey | Obstacle::OwnKey(_)),
                ..
            }) => {
                let why = reason.to_string();
                if let Some(opened) = self.tokens.get_mut(self.selected) {
                    opened.by = By::Ring;
                }
                self.place(around);
                vec![Ask::say(Tone::Fail, why)]
            }
            Standing::Known(_) | Standing::Unasked | Standing::Waiting(_) => {
                vec![Ask::say(Tone::Note, said::BY_ITS_OWN_KEY)]
            }
        }
    }

    /// Looks for the secret among those that everybody knows.
    pub(super) fn ask_well_known(&mut self) -> Vec<Ask> {
        let Some(token) = self.current().map(|opened| opened.token.clone()) else { return Vec::new() };
        let ticket = self.next_ticket();
        self.guessing = Some(ticket);
        let inquiry = Inquiry { ticket, token, signer: self.signer, asks: Asks::WellKnown };
        vec![Ask::say(Tone::Note, said::trying(weak::well_known().count())), Ask::Do(Effect::Judge(Box::new(inquiry)))]
    }

    /// An answer has come.
    pub fn answered(&mut self, ticket: u64, answer: Answer, around: Around) -> Vec<Ask> {
        match answer {
            Answer::Verdict(verdict) => {
                let keys = self.keys();
                let asker = self.tokens.iter_mut().find(|opened| opened.standing == Standing::Waiting(ticket));
                if let Some(opened) = asker {
                    opened.known(verdict, &keys);
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

/// What a reviewer says because of a verdict.
pub(super) fn remarks(verdict: &Verdict) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut add = |severity, sentence: String, source, more: &str, title| {
        let more = vec![more.to_owned(), said::source(source)];
        let source = Some(source);
        remarks.push(Remark { severity, sentence, places: Vec::new(), source, more, at: None, title });
    };
    if let Verdict::Invalid { reason: Reason::Forged, .. } = verdict {
        let sentence = said::FORGED.to_owned();
        let more = said::ABOUT_FORGED;
        add(Severity::Error, sentence, "RFC 8725 §2.1", more, "forged");
    }
    for note in verdict.notes() {
        let Note::WeakSecret(weakness) = note else { continue };
        match weakness {
            Weakness::WellKnown { .. } => {
                let sentence = said::WELL_KNOWN.to_owned();
                let more = said::ABOUT_WELL_KNOWN;
                add(Severity::Error, sentence, "RFC 8725 §3.5", more, "well-known-secret");
            }
            Weakness::Short { .. } => {
                let more = said::ABOUT_SHORT;
                add(Severity::Warning, note.to_string(), "RFC 7518 §3.2", more, "weak-secret");
            }
        }
    }
    remarks
}
