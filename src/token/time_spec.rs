//! An instant as people type it, for `--at` and for judging a token at another time: `+5m`, `exp-1s`, a date, seconds since 1970.

use std::fmt;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};

use super::duration;
use super::lifetime::Times;
use super::moment::Moment;
use super::numeric_date::DateClaim;
use super::visible::visible;
use super::zone::Zone;

/// A date claim that an instant can be named after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// When the token was issued.
    Iat,
    /// When it begins to be good.
    Nbf,
    /// When it expires.
    Exp,
}

impl Anchor {
    const ALL: [Self; 3] = [Self::Iat, Self::Nbf, Self::Exp];

    /// The name of the claim.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Iat => "iat",
            Self::Nbf => "nbf",
            Self::Exp => "exp",
        }
    }
}

/// An instant, as far as the text alone says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeSpec {
    /// This very instant.
    At(Moment),
    /// This many seconds from now; negative for the past.
    FromNow(i64),
    /// What the clocks of the zone show.
    Civil(NaiveDateTime),
    /// What the clocks of the zone show, today.
    Today(NaiveTime),
    /// This many seconds after a date of the token.
    Claim(Anchor, i64),
}

/// Why a text names no instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoInstant {
    /// The text is none of the forms.
    Form(String),
    /// The length of time in it is none.
    Duration(duration::NotADuration),
    /// The token has no such date.
    NoClaim(Anchor),
    /// Beyond the calendar, or an hour that the zone's clocks skip.
    NoSuchTime,
}

impl fmt::Display for NoInstant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(text) => write!(
                f,
                "`{}` is no time: write +5m, exp-1s, 15:04, 2026-11-22, 2026-11-22 15:04, 2026-11-22T15:04:05Z or seconds since 1970",
                visible(text)
            ),
            Self::Duration(why) => why.fmt(f),
            Self::NoClaim(anchor) => {
                write!(f, "this token has no {} that is a date", anchor.name())
            }
            Self::NoSuchTime => f.write_str("no clock ever shows this time: write another"),
        }
    }
}

/// As [`TimeSpec::parse`] reads it.
impl fmt::Display for TimeSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signed = |f: &mut fmt::Formatter<'_>, seconds: i64| {
            write!(f, "{}{}", if seconds < 0 { '-' } else { '+' }, duration::typed(seconds))
        };
        match self {
            Self::At(moment) => write!(f, "{}", moment.seconds()),
            Self::FromNow(0) => f.write_str("now"),
            Self::FromNow(seconds) => signed(f, *seconds),
            Self::Civil(date) => write!(f, "{}", date.format("%Y-%m-%d %H:%M:%S")),
            Self::Today(time) => write!(f, "{}", time.format("%H:%M:%S")),
            Self::Claim(anchor, 0) => f.write_str(anchor.name()),
            Self::Claim(anchor, seconds) => {
                f.write_str(anchor.name())?;
                signed(f, *seconds)
            }
        }
    }
}

impl TimeSpec {
    /// Reads one of: `+5m` `-5m`, `exp` `exp-1s` `nbf+2m` `iat`, seconds since 1970, RFC 3339, `2026-11-22`, `2026-11-22 15:04[:05]`, `15:04[:05]`.
    ///
    /// # Errors
    /// When it is none of these, or the length of time in it is none.
    pub fn parse(text: &str) -> Result<Self, NoInstant> {
        let text = text.trim();
        for anchor in Anchor::ALL {
            match text.strip_prefix(anchor.name()) {
                Some("") => return Ok(Self::Claim(anchor, 0)),
                Some(rest) => {
                    let offset = signed_duration(rest).ok_or_else(|| NoInstant::Form(text.to_owned()))?;
                    return Ok(Self::Claim(anchor, offset?));
                }
                None => {}
            }
        }
        if text == "now" {
            return Ok(Self::FromNow(0));
        }
        // A sign alone could also be a negative number of seconds since 1970; nobody judges a token there.
        if let Some(seconds) = signed_duration(text) {
            return Ok(Self::FromNow(seconds?));
        }
        if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
            let seconds = text.parse().map_err(|_| NoInstant::NoSuchTime)?;
            return Ok(Self::At(Moment::from_seconds(seconds)));
        }
        if let Ok(at) = DateTime::parse_from_rfc3339(text) {
            return Ok(Self::At(Moment::from_ms(at.timestamp_millis())));
        }
        for form in ["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"] {
            if let Ok(date) = NaiveDateTime::parse_from_str(text, form) {
                return Ok(Self::Civil(date));
            }
        }
        if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            return Ok(Self::Civil(date.and_time(NaiveTime::MIN)));
        }
        for form in ["%H:%M:%S", "%H:%M"] {
            if let Ok(time) = NaiveTime::parse_from_str(text, form) {
                return Ok(Self::Today(time));
            }
        }
        Err(NoInstant::Form(text.to_owned()))
    }

    /// The instant it names at `now`, where clocks show the time of `zone`, for a token with these `times`.
    ///
    /// # Errors
    /// When the token lacks the date it is named after, or no clock shows it.
    pub fn resolve(self, now: Moment, zone: Zone, times: &Times) -> Result<Moment, NoInstant> {
        match self {
            Self::At(moment) => Ok(moment),
            Self::FromNow(seconds) => Ok(now.plus_seconds(seconds)),
            Self::Civil(date) => zone.moment(date).ok_or(NoInstant::NoSuchTime),
            Self::Today(time) => {
                let today = zone.civil(now).and_then(|c| NaiveDate::from_ymd_opt(c.year, c.month, c.day));
                today.and_then(|day| zone.moment(day.and_time(time))).ok_or(NoInstant::NoSuchTime)
            }
            Self::Claim(anchor, seconds) => {
                let claim: &DateClaim = match anchor {
                    Anchor::Iat => &times.iat,
                    Anchor::Nbf => &times.nbf,
                    Anchor::Exp => &times.exp,
                };
                let moment = claim.date().and_then(|date| date.moment()).ok_or(NoInstant::NoClaim(anchor))?;
                Ok(moment.plus_seconds(seconds))
            }
        }
    }
}

/// A length of time with its sign, in seconds; `None` when there is no sign.
fn signed_duration(text: &str) -> Option<Result<i64, NoInstant>> {
    let text = text.trim();
    let (sign, rest) = match (text.strip_prefix('+'), text.strip_prefix('-')) {
        (Some(rest), _) => (1, rest),
        (_, Some(rest)) => (-1, rest),
        (None, None) => return None,
    };
    Some(duration::parse(rest).map(|s| sign * s).map_err(NoInstant::Duration))
}

#[cfg(test)]
mod tests {
    use super::super::json::Document;
    use super::*;

    fn resolve(text: &str, zone: &str) -> Result<i64, NoInstant> {
        let now = Moment::from_seconds(1_795_347_783); // 2026-11-22T11:43:03Z
        let times = Times::of(&Document::read(br#"{"iat":1743001305,"exp":1743003105}"#.to_vec()));
        TimeSpec::parse(text)?.resolve(now, Zone::named(zone).unwrap(), &times).map(Moment::seconds)
    }

    #[test]
    fn an_instant_is_read_in_every_form_that_the_help_names() {
        for (text, seconds) in [
            ("+5m", 1_795_347_783 + 300),
            ("-1h30m", 1_795_347_783 - 5400),
            ("now", 1_795_347_783),
            ("exp", 1_743_003_105),
            ("exp-1s", 1_743_003_104),
            ("exp + 2m", 1_743_003_225),
            ("iat", 1_743_001_305),
            ("1743001305", 1_743_001_305),
            ("2025-03-26T15:01:45Z", 1_743_001_305),
            ("2025-03-26T16:01:45+01:00", 1_743_001_305),
            ("2025-03-26 16:01:45", 1_743_001_305),
            ("2025-03-26 16:01", 1_743_001_260),
            ("2025-03-26", 1_742_943_600),
            ("12:43", 1_795_347_780),
        ] {
            assert_eq!(resolve(text, "Europe/Berlin"), Ok(seconds), "{text}");
        }
    }

    #[test]
    fn what_names_no_instant_says_why() {
        assert_eq!(resolve("nbf", "UTC"), Err(NoInstant::NoClaim(Anchor::Nbf)));
        assert_eq!(
            resolve("2026-03-29 02:30", "Europe/Berlin"),
            Err(NoInstant::NoSuchTime),
            "an hour that summer time skips"
        );
        assert!(matches!(resolve("tomorrow", "UTC"), Err(NoInstant::Form(_))));
        assert!(matches!(resolve("expired", "UTC"), Err(NoInstant::Form(_))));
        assert!(matches!(resolve("", "UTC"), Err(NoInstant::Form(_))));
        assert!(matches!(resolve("+5 parsecs", "UTC"), Err(NoInstant::Duration(_))));
        assert_eq!(resolve("99999999999999999999", "UTC"), Err(NoInstant::NoSuchTime));
    }
}
