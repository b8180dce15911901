//! A token before its judge: what `verify` judges it by, and what comes of that. `decode` has no judge.

use crate::crypto::Key;
use crate::crypto::sd_jwt::{SdJwt, sd_jwt};
use crate::crypto::verdict::{Obstacle, Question, Verdict, judge, suspicions};
use crate::token::anatomy::{Kind, Token};
use crate::token::expect::{Check, Expectations};
use crate::token::lifetime::{State, Times};
use crate::token::moment::Moment;
use crate::token::remarks::Remark;

/// What a token is judged by.
pub(super) struct Judge {
    /// Seconds by which clocks may differ.
    pub leeway: i64,
    /// What is expected of its claims.
    pub expectations: Expectations,
    /// The keys, in the order in which they were given.
    pub keys: Vec<Key>,
    /// The payload, where it is not in the token.
    pub payload: Option<Vec<u8>>,
}

impl Judge {
    /// The token over the payload that was given beside it.
    pub fn over(&self, token: &Token) -> Option<Token> {
        self.payload.as_ref().filter(|_| token.is_detached()).map(|payload| token.over(payload))
    }
}

/// A token, the instant it is judged at, and by what; `None` when it is only decoded.
pub(super) struct Judged<'a> {
    /// The token, as it was received.
    pub token: &'a Token,
    /// The same over the payload that was given beside it.
    over: Option<&'a Token>,
    /// Its times.
    pub times: Times,
    /// The instant.
    pub now: Moment,
    /// What it is judged by.
    pub judge: Option<&'a Judge>,
    /// What it discloses, where it is an SD-JWT.
    pub sd_jwt: Option<SdJwt>,
    /// The verdict on each signature.
    verdicts: Vec<Verdict>,
}

impl<'a> Judged<'a> {
    /// Judges a token, by the claims of a payload that was given beside it where `over` has one.
    pub fn new(token: &'a Token, over: Option<&'a Token>, now: Moment, by: Option<&'a Judge>) -> Self {
        let times = over.unwrap_or(token).times();
        let verdicts = by.map_or_else(Vec::new, |by| {
            let question = Question { keys: &by.keys, detached: by.payload.as_deref() };
            (0..token.signatures().max(1)).map(|nth| judge(token, nth, &question)).collect()
        });
        Self { token, over, times, now, judge: by, sd_jwt: sd_jwt(token), verdicts }
    }

    /// The token whose claims count.
    pub fn claimant(&self) -> &'a Token {
        self.over.unwrap_or(self.token)
    }

    /// Seconds by which clocks may differ.
    pub fn leeway(&self) -> i64 {
        self.judge.map_or(0, |judge| judge.leeway)
    }

    /// Its state in time.
    pub fn state(&self) -> State {
        self.times.state(self.now, self.leeway())
    }

    /// The outcome of every expectation of the claims and of the headers of signature `nth`.
    pub fn checks(&self, nth: usize) -> Vec<Check> {
        self.judge.map_or_else(Vec::new, |judge| judge.expectations.check(self.claimant(), nth))
    }

    /// What is to be said because of the verdicts.
    pub fn suspicions(&self) -> Vec<Remark> {
        suspicions(&self.verdicts)
    }

    /// The verdict on signature `nth`.
    pub fn verdict(&self, nth: usize) -> &Verdict {
        self.verdicts.get(nth).unwrap_or(&Verdict::NotChecked)
    }

    /// What is known of signature `nth`: the word of the JSON document, and why it is not valid.
    pub fn signature(&self, nth: usize) -> (&'static str, Option<String>) {
        match (self.verdict(nth), self.token.kind) {
            (Verdict::NotChecked, Kind::Jws) => ("not_checked", Some("no key was given".to_owned())),
            (Verdict::NotChecked, Kind::Jwe) => (
                "cannot_check",
                Some("an encrypted token is proved genuine by opening it, and jotlab does not decrypt".to_owned()),
            ),
            (Verdict::NotChecked, Kind::Fragment) => {
                ("cannot_check", Some("parts of the token are missing".to_owned()))
            }
            (Verdict::NotChecked, Kind::Unreadable) => ("cannot_check", Some("nothing in the token reads".to_owned())),
            (verdict @ Verdict::CannotCheck { reason: Obstacle::Detached, .. }, _) => {
                (verdict.word(), verdict.reason().map(|why| format!("{why}: --payload FILE gives it")))
            }
            (verdict, _) => (verdict.word(), verdict.reason()),
        }
    }

    /// Is signature `nth` valid, and everything else that was asked for as it should be?
    pub fn ok_by(&self, nth: usize) -> bool {
        matches!(self.verdict(nth), Verdict::Valid { .. })
            && self.state().acceptable()
            && self.claimant().refused_for().next().is_none()
            && self.sd_jwt.as_ref().is_none_or(SdJwt::is_acceptable)
            && self.checks(nth).iter().all(|check| check.why.is_none())
    }

    /// Is the secret of one of its signatures a well-known one?
    pub fn anyone_signs(&self) -> bool {
        self.verdicts.iter().any(Verdict::proves_nothing)
    }

    /// Is everything as it should be? Without a key no signature is; of several every one must be.
    pub fn ok(&self) -> bool {
        !self.verdicts.is_empty() && (0..self.verdicts.len()).all(|nth| self.ok_by(nth))
    }
}
