//! A question about the signatures of a token, what is known of them, and the answer: asked by `judging`, answered on any thread.

use super::payload::Payload;
use crate::crypto::verdict::{Question, Verdict, judge, judge_with_own_key};
use crate::crypto::{Key, well_known};
use crate::token::anatomy::Token;

/// What is known of the signatures of a token.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Standing {
    /// They were not asked for yet.
    #[default]
    Unasked,
    /// They are being judged under this number.
    Waiting(u64),
    /// The verdict on each; at least one.
    Known(Vec<Verdict>),
}

/// What was asked of a token: whether that is still what is to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    /// The keys, by the number of times that they changed.
    pub(super) terms: u64,
    pub(super) by: By,
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

/// A question about the signatures of a token, to be answered on any thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inquiry {
    /// Its number; an answer to another one is late.
    pub ticket: u64,
    /// The token.
    pub token: Token,
    /// Its payload, where that was given beside it.
    pub payload: Option<Payload>,
    /// What is asked.
    pub asks: Asks,
}

/// What is asked about the signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asks {
    /// Which of these keys made each?
    Keys(Vec<Key>),
    /// Did the key that the token brings along make them?
    OwnKey,
    /// Did a well-known secret make this one, from 0?
    WellKnown(usize),
}

/// The answer to an [`Inquiry`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The verdict on each signature.
    Verdicts(Vec<Verdict>),
    /// The well-known secret that made it.
    WellKnown(Option<&'static str>),
}

impl Inquiry {
    /// Answers it. Slow for a large token.
    #[must_use]
    pub fn answer(&self) -> Answer {
        let payload = self.payload.as_ref().map(|payload| payload.octets.as_slice());
        match &self.asks {
            Asks::Keys(keys) => Answer::Verdicts(by_keys(&self.token, payload, keys)),
            Asks::OwnKey => Answer::Verdicts(by_own_key(&self.token, payload)),
            Asks::WellKnown(signer) => Answer::WellKnown(well_known::behind(&self.token, *signer, payload)),
        }
    }
}

/// Judges each signature by these keys.
pub(super) fn by_keys(token: &Token, detached: Option<&[u8]>, keys: &[Key]) -> Vec<Verdict> {
    (0..token.signatures().max(1)).map(|nth| judge(token, nth, &Question { keys, detached })).collect()
}

/// Judges each signature by the key that the token brings along.
pub(super) fn by_own_key(token: &Token, detached: Option<&[u8]>) -> Vec<Verdict> {
    (0..token.signatures().max(1)).map(|nth| judge_with_own_key(token, nth, detached)).collect()
}
