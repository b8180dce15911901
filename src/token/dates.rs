//! An instant → the words for it: on the clock of a zone, and how far away it is.

use super::duration::{self, Words, sooner};
use super::moment::Moment;
use super::numeric_date::{DateClaim, NumericDate};
use super::zone::{Civil, Zone};

/// How instants are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TimeFormat {
    /// By the clocks of the zone, and how far away.
    #[default]
    Local,
    /// By UTC, and how far away.
    Utc,
    /// How far away, and nothing else.
    Relative,
    /// In seconds since 1970, and how far away.
    Unix,
}

impl TimeFormat {
    /// The one after this.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Local => Self::Utc,
            Self::Utc => Self::Relative,
            Self::Relative => Self::Unix,
            Self::Unix => Self::Local,
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Local => "local time",
            Self::Utc => "UTC",
            Self::Relative => "relative time",
            Self::Unix => "seconds since 1970",
        }
    }
}

/// What is said of a date: when it is by a clock, and how far away; or, in the place of the first, why it is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// By a clock; nothing where relative time is wanted.
    pub clock: Option<Words>,
    /// How far away; nothing where that cannot be told.
    pub distance: Option<Words>,
    /// Characters of all of it in one row when the distance is at its longest, so that room can be made once for as long as the clock is
    /// told in this way; 0 where nothing changes.
    pub longest: usize,
}

impl When {
    fn lasting(text: impl Into<String>) -> Self {
        Self { clock: Some(Words::lasting(text)), distance: None, longest: 0 }
    }

    /// The pieces, in the order in which they are read.
    pub fn pieces(&self) -> impl Iterator<Item = &Words> {
        self.clock.iter().chain(&self.distance)
    }

    /// All of it in one row: `12:15:05 · in 12 min 31 s`.
    #[must_use]
    pub fn words(&self) -> Words {
        let text = self.pieces().map(|words| words.text.as_str()).collect::<Vec<_>>().join(" · ");
        Words { text, until: self.until() }
    }

    /// The instant from which any of it reads differently.
    #[must_use]
    pub fn until(&self) -> Option<Moment> {
        self.pieces().fold(None, |until, words| sooner(until, words.until))
    }

    /// The same with `lead` before it, which is true `until` then.
    #[must_use]
    pub fn led_by(mut self, lead: &str, until: Option<Moment>) -> Self {
        if let Some(first) = self.clock.as_mut().or(self.distance.as_mut()) {
            first.text.insert_str(0, lead);
            first.until = sooner(first.until, until);
        }
        if self.longest > 0 {
            self.longest += lead.len();
        }
        self
    }
}

/// The point of view from which dates are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reader {
    /// Now, or the instant at which a token is judged.
    pub now: Moment,
    /// Where the clock on the wall hangs.
    pub zone: Zone,
    /// How instants are shown.
    pub format: TimeFormat,
}

/// Date and time of day in full: `2025-03-26 16:31:45`; years beyond four digits carry a sign (ISO 8601 expanded form).
#[must_use]
pub fn full(civil: &Civil) -> String {
    let Civil { year, month, day, .. } = civil;
    let year = if (0..=9999).contains(year) { format!("{year:04}") } else { format!("{year:+}") };
    format!("{year}-{month:02}-{day:02} {}", time_of_day(civil))
}

/// The time of day: `16:31:45`.
#[must_use]
pub fn time_of_day(civil: &Civil) -> String {
    format!("{:02}:{:02}:{:02}", civil.hour, civil.minute, civil.second)
}

/// The instant in UTC, in full: `2025-03-26 15:31:45 UTC`.
#[must_use]
pub fn utc(moment: Moment) -> String {
    Zone::UTC.civil(moment).map_or_else(beyond, |civil| format!("{} UTC", full(&civil)))
}

/// The instant by the clocks of `zone`, in full and with its offset: `2025-03-26 16:31:45 +01:00`.
#[must_use]
pub fn local(moment: Moment, zone: Zone) -> String {
    let Some(civil) = zone.civil(moment) else {
        return beyond();
    };
    format!("{} {}", full(&civil), offset(civil.offset))
}

/// An offset from UTC: `+01:00`; with seconds where a zone of long ago had some.
#[must_use]
pub fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let s = seconds.unsigned_abs();
    let tail = if s.is_multiple_of(60) { String::new() } else { format!(":{:02}", s % 60) };
    format!("{sign}{:02}:{:02}{tail}", s / 3600, s / 60 % 60)
}

fn beyond() -> String {
    "beyond the calendar".to_owned()
}

/// How far away an instant is: `in 12 min 31 s`, `17 min ago`.
#[must_use]
pub fn distance(now: Moment, then: Moment) -> Words {
    if then > now {
        let words = duration::remaining(now, then);
        Words { text: format!("in {}", words.text), ..words }
    } else {
        duration::ago(now, then)
    }
}

/// The instant as `reader` wants it, without how far away it is: the time alone today, the date and the minute on other days.
#[must_use]
pub fn short(moment: Moment, reader: Reader) -> Words {
    let zone = match reader.format {
        TimeFormat::Local | TimeFormat::Relative => reader.zone,
        TimeFormat::Utc => Zone::UTC,
        TimeFormat::Unix => return Words::lasting(moment.seconds().to_string()),
    };
    let suffix = if reader.format == TimeFormat::Utc { " UTC" } else { "" };
    let (Some(civil), Some(today)) = (zone.civil(moment), zone.civil(reader.now)) else {
        return Words::lasting(beyond());
    };
    if civil.same_day(&today) {
        Words { text: format!("{}{suffix}", time_of_day(&civil)), until: zone.next_midnight(reader.now) }
    } else {
        // It becomes short on the day it falls on.
        let day = zone.moment_of_day(&civil).filter(|day| *day > reader.now);
        // Whoever looks at another day does not count seconds; `full` does.
        let minutes = full(&civil);
        let minutes = minutes.get(..minutes.len().saturating_sub(3)).unwrap_or(&minutes);
        Words { text: format!("{minutes}{suffix}"), until: day }
    }
}

/// The instant as `reader` wants it, and how far away it is: `12:15:05 · in 12 min 31 s`.
#[must_use]
pub fn long(moment: Moment, reader: Reader) -> When {
    const DISTANCE: usize = "in 59 min 59 s".len();
    const BETWEEN: usize = 3;
    let distance = Some(distance(reader.now, moment));
    if reader.format == TimeFormat::Relative {
        return When { clock: None, distance, longest: DISTANCE };
    }
    let zone = if reader.format == TimeFormat::Utc { Zone::UTC } else { reader.zone };
    if zone.civil(moment).is_none() {
        return When::lasting(beyond());
    }
    let clock = short(moment, reader);
    let longest = clock.text.len() + BETWEEN + DISTANCE;
    When { clock: Some(clock), distance, longest }
}

/// What stands where a date belongs, in words: the date, or why there is none. `None` when nothing stands there.
#[must_use]
pub fn claim(claim: &DateClaim, reader: Reader) -> Option<When> {
    Some(match claim {
        DateClaim::Absent | DateClaim::Unseen => return None,
        DateClaim::Date(date) => numeric(*date, reader),
        DateClaim::Wrong(kind, None) => When::lasting(format!("{}, no date", kind.words())),
        DateClaim::Wrong(kind, Some(date)) => {
            numeric(*date, reader).led_by(&format!("{}, no date; as a number ", kind.words()), None)
        }
    })
}

/// A NumericDate in words, with the unit that it was probably counted in.
#[must_use]
pub fn numeric(date: NumericDate, reader: Reader) -> When {
    let when = match date {
        NumericDate::At(moment) => long(moment, reader),
        NumericDate::LongAgo => When::lasting("long before the calendar begins"),
        NumericDate::FarFuture(_) => When::lasting("beyond the calendar: never"),
    };
    match date.probably() {
        None => when,
        Some((unit, moment)) => {
            let zone = if reader.format == TimeFormat::Utc { Zone::UTC } else { reader.zone };
            let probably = zone.civil(moment).map_or_else(beyond, |civil| full(&civil));
            // What the number means as it stands comes last: it is what a server goes by.
            let year = date.moment().and_then(|at| zone.civil(at)).map(|civil| format!("the year {}", civil.year));
            let year = year.unwrap_or_else(beyond);
            When::lasting(format!("{}? then {probably}; in seconds it is {year}", unit.name()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment::from_seconds(1_795_347_783); // 2026-11-22T11:43:03Z

    fn reader(zone: &str, format: TimeFormat) -> Reader {
        Reader { now: NOW, zone: Zone::named(zone).unwrap(), format }
    }

    #[test]
    fn a_date_is_told_by_clock_and_distance() {
        let berlin = reader("Europe/Berlin", TimeFormat::Local);
        let of = |seconds: i64, reader: Reader| long(Moment::from_seconds(seconds), reader).words().text;
        assert_eq!(of(1_795_347_783 + 751, berlin), "12:55:34 · in 12 min 31 s");
        assert_eq!(of(1_743_003_105, berlin), "2025-03-26 16:31 · 1 y 240 d ago");
        assert_eq!(of(1_743_003_105, reader("Europe/Berlin", TimeFormat::Utc)), "2025-03-26 15:31 UTC · 1 y 240 d ago");
        assert_eq!(of(1_743_003_105, reader("UTC", TimeFormat::Relative)), "1 y 240 d ago");
        assert_eq!(of(1_743_003_105, reader("UTC", TimeFormat::Unix)), "1743003105 · 1 y 240 d ago");
        assert_eq!(of(9_000_000_000_000, berlin), "beyond the calendar");
        assert_eq!(local(Moment::from_seconds(1_743_003_105), berlin.zone), "2025-03-26 16:31:45 +01:00");
    }

    #[test]
    fn the_date_is_left_out_today_and_comes_back_at_midnight() {
        let mut reader = reader("Europe/Berlin", TimeFormat::Local);
        let then = NOW.plus_seconds(-3600);
        let today = short(then, reader);
        assert_eq!(today.text, "11:43:03");
        let midnight = today.until.unwrap();
        assert_eq!(local(midnight, reader.zone), "2026-11-23 00:00:00 +01:00");
        reader.now = midnight.plus_ms(-1);
        assert_eq!(short(then, reader).text, "11:43:03");
        reader.now = midnight;
        assert_eq!(short(then, reader), Words::lasting("2026-11-22 11:43"));

        let tomorrow = NOW.plus_seconds(86_400);
        reader.now = NOW;
        let far = short(tomorrow, reader);
        assert_eq!(far, Words { text: "2026-11-23 12:43".into(), until: Some(midnight) });
        reader.now = midnight;
        assert_eq!(short(tomorrow, reader).text, "12:43:03");
    }

    #[test]
    fn absurd_dates_say_what_they_are() {
        let utc = reader("UTC", TimeFormat::Local);
        let of = |number: &str| numeric(NumericDate::read(number), utc).words().text;
        assert_eq!(of("1743003105000"), "milliseconds? then 2025-03-26 15:31:45; in seconds it is the year 57203");
        assert_eq!(
            of("1743003105000000"),
            "microseconds? then 2025-03-26 15:31:45; in seconds it is beyond the calendar"
        );
        assert_eq!(of("1e400"), "beyond the calendar: never");
        assert_eq!(of("-1e400"), "long before the calendar begins");
        assert_eq!(of("-1"), "1969-12-31 23:59 · 56 y 325 d ago");
        assert_eq!(of("253402300800"), "+10000-01-01 00:00 · in 7973 y 39 d");
    }
}
