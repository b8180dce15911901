//! A token with what is asked of it again and again.

use std::ops::Range;

use super::disclosure_remarks;
use super::inquiry::{Asked, By, Standing};
use super::payload::Payload;
use crate::crypto::Key;
use crate::crypto::sd_jwt::{SdJwt, sd_jwt};
use crate::crypto::verdict::{Verdict, suspicions};
use crate::token::anatomy::{self, Token};
use crate::token::findings;
use crate::token::lifetime::Times;
use crate::token::moment::Moment;
use crate::token::remarks::{self, Remark};
use crate::token::visible::visible;

/// A token with what is asked of it again and again.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The token.
    pub token: Token,
    /// Its times.
    pub times: Times,
    /// What it discloses, where it is an SD-JWT.
    pub sd_jwt: Option<SdJwt>,
    /// In how many tokens of the list it stands, one in the other.
    pub depth: usize,
    /// What was pasted, where this is an edit of it.
    pub(super) pasted: Option<Box<Token>>,
    /// Was it signed again since?
    pub(super) signed: bool,
    /// The keys that came with it, from where it was opened: they judge it, and no other token.
    pub(super) company: Vec<Key>,
    /// The key that verified each signature last, before any edit.
    pub(super) verified: Vec<Option<Key>>,
    /// The payload that was given beside it.
    pub payload: Option<Payload>,
    /// What is known of its signatures.
    pub standing: Standing,
    /// By which keys it is judged.
    pub(super) by: By,
    /// For which question the standing holds.
    pub(super) asked: Option<Asked>,
    /// What is to be said because of its signatures.
    suspicions: Vec<Remark>,
    /// What is to be said about the token itself, at the instants for which that holds.
    own: Vec<Remark>,
    pub(super) holds: Range<Moment>,
    /// Both of these, the worst first.
    remarks: Vec<Remark>,
}

/// The end of time, as far as remarks are concerned.
pub(super) const ALWAYS: Moment = Moment::from_ms(i64::MAX);

impl Opened {
    /// A token to be looked at from `now` on.
    #[must_use]
    pub fn new(token: Token, now: Moment) -> Self {
        let times = token.times();
        let sd_jwt = sd_jwt(&token);
        let mut opened = Self {
            token,
            times,
            sd_jwt,
            depth: 0,
            pasted: None,
            signed: false,
            company: Vec::new(),
            verified: Vec::new(),
            payload: None,
            standing: Standing::default(),
            by: By::default(),
            asked: None,
            suspicions: Vec::new(),
            own: Vec::new(),
            remarks: Vec::new(),
            holds: now..now,
        };
        opened.review(now);
        opened
    }

    /// Finds and reads the tokens of a text.
    #[must_use]
    pub fn all(text: &str, now: Moment) -> Vec<Self> {
        anatomy::read_all(text).into_iter().map(|token| Self::new(token, now)).collect()
    }

    /// Whom it is about.
    #[must_use]
    pub fn subject(&self) -> Option<String> {
        let claims = self.token.claims()?;
        claims.string(claims.get("sub")?).map(|sub| visible(&sub).into_owned())
    }

    /// Where it was found, unless in the pasted text itself.
    #[must_use]
    pub fn found_in(&self) -> Option<&str> {
        Some(self.token.place.as_str()).filter(|place| *place != "text")
    }

    /// What is to be said about it.
    #[must_use]
    pub fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// Takes the verdicts on its signatures, by `keys` unless it was judged by its own.
    pub(super) fn known(&mut self, verdicts: Vec<Verdict>, keys: &[Key]) {
        if self.by == By::Ring {
            self.verified.resize(verdicts.len(), None);
            for (verified, verdict) in self.verified.iter_mut().zip(&verdicts) {
                if let Some(by) = verdict.by().and_then(|by| keys.get(by.nth)) {
                    *verified = Some(by.clone());
                }
            }
        }
        self.suspicions = suspicions(&verdicts);
        self.standing = Standing::Known(verdicts);
        // The token is what it was: one of megabytes is not reviewed again for that.
        self.put_together();
    }

    /// Takes a payload that was given beside it.
    pub(super) fn over(&mut self, payload: Payload) {
        self.times = payload.over.times();
        self.payload = Some(payload);
        self.asked = None;
        // To be reviewed at once.
        self.holds = self.holds.start..self.holds.start;
    }

    /// The token whose claims count: over the payload that was given beside it, where one was.
    #[must_use]
    pub fn claimant(&self) -> &Token {
        self.payload.as_ref().map_or(&self.token, |payload| &payload.over)
    }

    /// Reviews it again where what was said no longer holds at `now`.
    pub fn review(&mut self, now: Moment) {
        if self.holds.contains(&now) {
            return;
        }
        let token = self.claimant();
        self.own = remarks::list(token, &findings::review(token, now));
        self.own.extend(self.sd_jwt.iter().flat_map(disclosure_remarks::remarks));
        self.holds = now..findings::next_change(self.claimant(), now).unwrap_or(ALWAYS);
        self.put_together();
    }

    /// Lists what is to be said about the token itself, and about its verdicts.
    fn put_together(&mut self) {
        self.remarks = self.own.iter().chain(&self.suspicions).cloned().collect();
        self.remarks.sort_by_key(|remark| remark.severity);
    }
}
