//! How long a token is to be good, as people type it.

use std::fmt;

use crate::token::duration;
use crate::token::time_spec::{NoInstant, TimeSpec};

/// How long a token is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lifetime {
    /// For so many seconds from `iat` on.
    For(i64),
    /// Until this instant.
    Until(TimeSpec),
    /// For ever: there is no `exp`.
    None,
}

/// A bare number of at least so many digits is an instant, a shorter one a length: 10 digits of seconds are 31 years.
const DIGITS_OF_AN_INSTANT: usize = 10;

impl Lifetime {
    /// Reads the begin of a life, in the same forms: a length of time counts from now, with a minus into the past; `none` is `None`.
    ///
    /// # Errors
    /// When it is none of these.
    pub fn parse_begin(text: &str) -> Result<Option<TimeSpec>, NoInstant> {
        Ok(match Self::parse(text)? {
            Self::For(seconds) => Some(TimeSpec::FromNow(seconds)),
            Self::Until(spec) => Some(spec),
            Self::None => None,
        })
    }

    /// Reads `30m`, `1h30m`, `7d`, `none`, or a time: `2026-11-22 15:04`, `15:04`, RFC 3339, seconds since 1970.
    ///
    /// # Errors
    /// When it is none of these.
    pub fn parse(text: &str) -> Result<Self, NoInstant> {
        let text = text.trim();
        if text.eq_ignore_ascii_case("none") {
            return Ok(Self::None);
        }
        let is_instant = text.len() >= DIGITS_OF_AN_INSTANT && text.bytes().all(|byte| byte.is_ascii_digit());
        match duration::parse(text) {
            Ok(seconds) if !is_instant => Ok(Self::For(seconds)),
            Ok(_) => TimeSpec::parse(text).map(Self::Until),
            // What looks like a date or a clock is meant as one; anything else as a length of time.
            Err(why) => match TimeSpec::parse(text) {
                Ok(TimeSpec::Claim(..)) => Err(NoInstant::Duration(why)),
                Ok(spec) => Ok(Self::Until(spec)),
                Err(NoInstant::Form(form)) if form.contains(['-', ':']) => Err(NoInstant::Form(form)),
                Err(_) => Err(NoInstant::Duration(why)),
            },
        }
    }
}

/// As [`Lifetime::parse`] reads it.
impl fmt::Display for Lifetime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::For(seconds) => f.write_str(&duration::typed(*seconds)),
            Self::Until(spec) => spec.fmt(f),
            Self::None => f.write_str("none"),
        }
    }
}
