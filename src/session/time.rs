//! Virtual time: the instants of the simulated world, as its servers' clocks and its wire write them.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::token::moment::Moment;

/// Milliseconds since the epoch, in the world's true time unless said otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ms(i64);

impl Ms {
    /// The instant `ms` milliseconds after the epoch.
    #[must_use]
    pub const fn new(ms: i64) -> Self {
        Self(ms)
    }

    /// The instant `seconds` after the epoch.
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1000))
    }

    /// Milliseconds since the epoch.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch, rounded down, as claims have them.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// The instant `ms` milliseconds later (earlier when negative), at the end of time where that does not fit.
    #[must_use]
    pub const fn plus(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// The instant `seconds` later (earlier when negative), at the end of time where that does not fit.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        self.plus(seconds.saturating_mul(1000))
    }

    /// Milliseconds from `earlier` to here; negative when `earlier` is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The same instant as the judges of tokens take it.
    #[must_use]
    pub const fn moment(self) -> Moment {
        Moment::from_ms(self.0)
    }

    /// `Wed, 26 Mar 2025 15:01:45 GMT`, as the `Date` field has it (RFC 9110 §5.6.7).
    #[must_use]
    pub fn imf(self) -> String {
        self.written("%a, %d %b %Y %H:%M:%S GMT")
    }

    /// `26/Mar/2025:15:01:45 +0000`, as access logs have it.
    #[must_use]
    pub fn clf(self) -> String {
        self.written("%d/%b/%Y:%H:%M:%S +0000")
    }

    /// `2025-03-26T15:01:45.020Z` (RFC 3339).
    #[must_use]
    pub fn iso(self) -> String {
        self.written("%Y-%m-%dT%H:%M:%S%.3fZ")
    }

    fn written(self, format: &str) -> String {
        match DateTime::<Utc>::from_timestamp_millis(self.0) {
            Some(date) => date.format(format).to_string(),
            None => format!("{} ms", self.0),
        }
    }
}

impl fmt::Display for Ms {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.iso())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_written_as_the_wire_and_the_logs_want_it() {
        let at = Ms::new(1_743_001_305_020);
        assert_eq!(at.imf(), "Wed, 26 Mar 2025 15:01:45 GMT");
        assert_eq!(at.clf(), "26/Mar/2025:15:01:45 +0000");
        assert_eq!(at.iso(), "2025-03-26T15:01:45.020Z");
    }

    #[test]
    fn seconds_round_down_on_both_sides_of_the_epoch() {
        assert_eq!(Ms::new(999).seconds(), 0);
        assert_eq!(Ms::new(1000).seconds(), 1);
        assert_eq!(Ms::new(-1).seconds(), -1);
    }
}
