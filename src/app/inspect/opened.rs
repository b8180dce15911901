//! A token with what is asked of it again and again.

use std::ops::Range;

use crate::token::anatomy::{self, Token};
use crate::token::findings;
use crate::token::lifetime::Times;
use crate::token::moment::Moment;
use crate::token::remarks::{self, Remark};

/// A token with what is asked of it again and again.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The token.
    pub token: Token,
    /// Its times.
    pub times: Times,
    /// What is to be said about it, at the instants for which that holds.
    remarks: Vec<Remark>,
    pub(super) holds: Range<Moment>,
}

/// The end of time, as far as remarks are concerned.
pub(super) const ALWAYS: Moment = Moment::from_ms(i64::MAX);

impl Opened {
    /// A token to be looked at from `now` on.
    #[must_use]
    pub fn new(token: Token, now: Moment) -> Self {
        let times = token.times();
        let mut opened = Self { token, times, remarks: Vec::new(), holds: now..now };
        opened.review(now);
        opened
    }

    /// Finds and reads the tokens of a text.
    #[must_use]
    pub fn all(text: &str, now: Moment) -> Vec<Self> {
        anatomy::read_all(text).into_iter().map(|token| Self::new(token, now)).collect()
    }

    /// What is to be said about it.
    #[must_use]
    pub fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// Reviews it again where what was said no longer holds at `now`.
    pub fn review(&mut self, now: Moment) {
        if self.holds.contains(&now) {
            return;
        }
        self.remarks = remarks::list(&self.token, &findings::review(&self.token, now));
        self.holds = now..findings::next_change(&self.token, now).unwrap_or(ALWAYS);
    }
}
