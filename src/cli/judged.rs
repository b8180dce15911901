//! A token before its judge: what `verify` judges it by, and what comes of that. `decode` has no judge.

use crate::crypto::sd_jwt::{SdJwt, sd_jwt};
use crate::crypto::verdict::{Question, Verdict, judge};
use crate::crypto::{Algorithm, Key};
use crate::token::anatomy::{Kind, Token};
use crate::token::expect::{Check, Expectations};
use crate::token::lifetime::{State, Times};
use crate::token::moment::Moment;

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

/// A token, the instant it is judged at, and by what; `None` when it is only decoded.
pub(super) struct Judged<'a> {
    /// The token.
    pub token: &'a Token,
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
    /// Judges a token.
    pub fn new(token: &'a Token, times: Times, now: Moment, by: Option<&'a Judge>) -> Self {
        let verdicts = by.map_or_else(Vec::new, |by| {
            let named: Vec<Algorithm> =
                by.expectations.algs.iter().filter_map(|name| Algorithm::from_name(name)).collect();
            let allowed = (!by.expectations.algs.is_empty()).then_some(named.as_slice());
            let question = Question { keys: &by.keys, detached: by.payload.as_deref(), allowed };
            (0..token.signatures().max(1)).map(|nth| judge(token, nth, &question)).collect()
        });
        Self { token, times, now, judge: by, sd_jwt: sd_jwt(token), verdicts }
    }

    /// Seconds by which clocks may differ.
    pub fn leeway(&self) -> i64 {
        self.judge.map_or(0, |judge| judge.leeway)
    }

    /// Its state in time.
    pub fn state(&self) -> State {
        self.times.state(self.now, self.leeway())
    }

    /// The outcome of every expectation.
    pub fn checks(&self) -> Vec<Check> {
        self.judge.map_or_else(Vec::new, |judge| judge.expectations.check(self.token))
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
            (verdict, _) => (verdict.word(), verdict.reason()),
        }
    }

    /// Is signature `nth` valid, and everything else that was asked for as it should be?
    pub fn ok_by(&self, nth: usize) -> bool {
        matches!(self.verdict(nth), Verdict::Valid { .. })
            && self.state().acceptable()
            && self.token.refused_for().next().is_none()
            && self.sd_jwt.as_ref().is_none_or(|read| read.refused_for().is_none())
            && self.checks().iter().all(|check| check.why.is_none())
    }

    /// Is everything as it should be? Without a key no signature is; of several every one must be.
    pub fn ok(&self) -> bool {
        !self.verdicts.is_empty() && (0..self.verdicts.len()).all(|nth| self.ok_by(nth))
    }
}
