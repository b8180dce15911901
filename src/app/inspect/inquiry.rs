//! A question about a signature, what is known of it, and the answer: asked by `judging`, answered on any thread.

use crate::crypto::verdict::{Question, Verdict, judge, judge_with_own_key};
use crate::crypto::{Algorithm, Key, well_known};
use crate::token::anatomy::Token;

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
    pub(super) terms: u64,
    pub(super) signer: usize,
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

/// Judges a signature by these keys.
pub(super) fn verdict(token: &Token, signer: usize, keys: &[Key], allowed: Option<&[Algorithm]>) -> Verdict {
    judge(token, signer, &Question { keys, detached: None, allowed })
}
