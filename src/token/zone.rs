//! A time zone as a value: the runtime finds out which, tests fix one.

use chrono::{DateTime, Datelike, NaiveDate, TimeZone, Timelike};
use chrono_tz::Tz;

use super::moment::Moment;

/// A time zone of the IANA database, with the rules of every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(Tz);

/// Other names of UTC in the database.
const UTC_NAMES: [&str; 7] = ["Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu"];

/// A calendar date with a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Civil {
    /// The year; 1 BC is 0.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
    /// 0 to 23.
    pub hour: u32,
    /// 0 to 59.
    pub minute: u32,
    /// 0 to 59.
    pub second: u32,
    /// Seconds that this clock is ahead of UTC.
    pub offset: i32,
}

impl Civil {
    /// Is this the same day of the calendar?
    #[must_use]
    pub fn same_day(&self, other: &Self) -> bool {
        (self.year, self.month, self.day) == (other.year, other.month, other.day)
    }
}

impl Zone {
    /// Coordinated Universal Time.
    pub const UTC: Self = Self(Tz::UTC);

    /// The zone of an IANA name (`Europe/Berlin`), or `None` when there is none of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let zone: Tz = name.parse().ok()?;
        // The database has many names for UTC; one is enough.
        Some(if UTC_NAMES.contains(&zone.name()) { Self::UTC } else { Self(zone) })
    }

    /// Its IANA name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// What calendar and clock show there at `moment`; `None` beyond the calendar (some 262,000 years either way).
    #[must_use]
    pub fn civil(self, moment: Moment) -> Option<Civil> {
        let utc = DateTime::from_timestamp_millis(moment.ms())?.naive_utc();
        // `offset_from_utc_datetime` cannot fail; adding the offset can, at the very edge of the calendar.
        let offset = chrono::Offset::fix(&self.0.offset_from_utc_datetime(&utc)).local_minus_utc();
        let local = utc.checked_add_signed(chrono::TimeDelta::seconds(i64::from(offset)))?;
        Some(Civil {
            year: local.year(),
            month: local.month(),
            day: local.day(),
            hour: local.hour(),
            minute: local.minute(),
            second: local.second(),
            offset,
        })
    }

    /// The instant at which clocks there show this date and time: the earlier one where they show it twice, `None` where they skip it
    /// or the date does not exist.
    #[must_use]
    pub fn moment(self, date: chrono::NaiveDateTime) -> Option<Moment> {
        self.0.from_local_datetime(&date).earliest().map(|at| Moment::from_ms(at.timestamp_millis()))
    }

    /// The first instant of the day that `civil` falls on.
    #[must_use]
    pub fn moment_of_day(self, civil: &Civil) -> Option<Moment> {
        self.begin_of(NaiveDate::from_ymd_opt(civil.year, civil.month, civil.day)?)
    }

    /// The first instant of the day after the one that `moment` falls on, `None` beyond the calendar.
    #[must_use]
    pub fn next_midnight(self, moment: Moment) -> Option<Moment> {
        let utc = DateTime::from_timestamp_millis(moment.ms())?;
        let tomorrow = utc.with_timezone(&self.0).date_naive().succ_opt()?;
        // Samoa left out a whole day when it went to the other side of the date line.
        self.begin_of(tomorrow).or_else(|| self.begin_of(tomorrow.succ_opt()?))
    }

    fn begin_of(self, day: NaiveDate) -> Option<Moment> {
        // Some zones skip midnight when they change their clocks: the day then begins an hour later.
        (0..3).find_map(|hour| self.moment(day.and_hms_opt(hour, 0, 0)?))
    }
}
