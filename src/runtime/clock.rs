//! The one clock of the program, and the zone of the clock on the wall. Everything else is told the time.

#![allow(clippy::disallowed_methods, reason = "this file is the clock that the rule points to")]

use std::env;
use std::fmt;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use chrono::DateTime;

use crate::token::moment::Moment;
use crate::token::zone::Zone;

/// Names an instant at which the clock stands still: RFC 3339, or seconds since 1970. For tests and pictures.
pub const FIXED: &str = "JOTLAB_CLOCK";

/// A wall clock that differs from the time that passed by more than this was set (or the machine slept).
const JUMP_MS: i64 = 2_000;

/// Where the time comes from.
#[derive(Debug)]
pub struct Clock {
    /// Never goes back; stands still while the machine sleeps.
    started: Instant,
    hand: Hand,
}

#[derive(Debug)]
enum Hand {
    Fixed(Moment),
    Running { wall: Moment, passed: Duration },
}

/// Text that names no instant.
#[derive(Debug, PartialEq, Eq)]
pub struct NotAnInstant(String);

impl fmt::Display for NotAnInstant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no instant; write 2025-03-26T15:01:45Z, or seconds since 1970", self.0)
    }
}

impl std::error::Error for NotAnInstant {}

impl Clock {
    /// The clock of the machine.
    #[must_use]
    pub fn running() -> Self {
        Self { started: Instant::now(), hand: Hand::Running { wall: wall(), passed: Duration::ZERO } }
    }

    /// A clock that always shows `moment`.
    #[must_use]
    pub fn fixed(moment: Moment) -> Self {
        Self { started: Instant::now(), hand: Hand::Fixed(moment) }
    }

    /// The clock of the machine, or the one that [`FIXED`] names.
    ///
    /// # Errors
    /// The variable holds no instant.
    pub fn from_environment() -> Result<Self, NotAnInstant> {
        match env::var(FIXED) {
            Ok(text) => instant(&text).map(Self::fixed),
            Err(_) => Ok(Self::running()),
        }
    }

    /// The instant on the wall.
    #[must_use]
    pub fn now(&self) -> Moment {
        match self.hand {
            Hand::Fixed(moment) => moment,
            Hand::Running { .. } => wall(),
        }
    }

    /// Will a later instant ever come?
    #[must_use]
    pub fn runs(&self) -> bool {
        matches!(self.hand, Hand::Running { .. })
    }

    /// The time since the start of the program; never goes back.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Milliseconds by which the wall clock moved beyond the time that passed since the last question, where that is a jump.
    pub fn jump(&mut self) -> Option<i64> {
        let now_passed = self.started.elapsed();
        let Hand::Running { wall: then, passed } = &mut self.hand else {
            return None;
        };
        let now = wall();
        let jump = jump_between(now.since(*then), now_passed.saturating_sub(*passed));
        (*then, *passed) = (now, now_passed);
        jump
    }
}

fn wall() -> Moment {
    let ms = |span: Duration| i64::try_from(span.as_millis()).unwrap_or(i64::MAX);
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(after) => Moment::from_ms(ms(after)),
        // A machine without a battery may believe to be before 1970.
        Err(before) => Moment::from_ms(-ms(before.duration())),
    }
}

/// `wall_ms` went by on the wall while `passed` passed: is that a jump, and how far?
fn jump_between(wall_ms: i64, passed: Duration) -> Option<i64> {
    let passed = i64::try_from(passed.as_millis()).unwrap_or(i64::MAX);
    let jump = wall_ms.saturating_sub(passed);
    (jump.unsigned_abs() > JUMP_MS.unsigned_abs()).then_some(jump)
}

/// RFC 3339, or seconds since 1970.
///
/// # Errors
/// It is neither.
pub fn instant(text: &str) -> Result<Moment, NotAnInstant> {
    let text = text.trim();
    if let Ok(seconds) = text.parse() {
        return Ok(Moment::from_seconds(seconds));
    }
    DateTime::parse_from_rfc3339(text)
        .map(|at| Moment::from_ms(at.timestamp_millis()))
        .map_err(|_| NotAnInstant(text.chars().take(40).collect()))
}

/// The zone of the clock on the wall, and what about it was not understood.
#[derive(Debug, PartialEq, Eq)]
pub struct WallZone {
    /// The zone; UTC when nothing names one.
    pub zone: Zone,
    /// One sentence when a name was found and means nothing to us.
    pub complaint: Option<String>,
}

/// The zone that `TZ` names, else the machine's, else UTC.
#[must_use]
pub fn zone() -> WallZone {
    // A variable that is not text is no name either; showing it lossily says which one was meant.
    let variable = env::var_os("TZ").map(|tz| tz.to_string_lossy().into_owned());
    zone_from(variable.as_deref(), || iana_time_zone::get_timezone().ok())
}

fn zone_from(variable: Option<&str>, machine: impl FnOnce() -> Option<String>) -> WallZone {
    let found = |zone| WallZone { zone, complaint: None };
    let mut unknown = None;
    if let Some(tz) = variable {
        match tz.strip_prefix(':').unwrap_or(tz) {
            // POSIX: a variable that is set and empty means UTC.
            "" => return found(Zone::UTC),
            // The machine's own file names no zone: the machine says which one it is.
            "/etc/localtime" => {}
            name => match zone_named(name) {
                Some(zone) => return found(zone),
                None => unknown = Some(format!("TZ={name:?}")),
            },
        }
    }
    let zone = machine().and_then(|name| {
        let zone = zone_named(&name);
        if zone.is_none() && unknown.is_none() {
            unknown = Some(format!("the machine's zone {name:?}"));
        }
        zone
    });
    let zone = zone.unwrap_or(Zone::UTC);
    WallZone {
        zone,
        complaint: unknown.map(|what| format!("{what} is no IANA zone; times are shown in {}", zone.name())),
    }
}

/// The zone of an IANA name, or of the path of its file (`/usr/share/zoneinfo/Europe/Berlin`, `…/zoneinfo/posix/…`).
fn zone_named(name: &str) -> Option<Zone> {
    let name = name.rsplit_once("/zoneinfo/").map_or(name, |(_, name)| name);
    let name = ["posix/", "right/"].iter().find_map(|folder| name.strip_prefix(folder)).unwrap_or(name);
    Zone::named(name).or_else(|| Zone::named(&fixed_zone(name)?))
}

/// The IANA name of the zone that a rule without a file (`JST-9`, `<+03>-3`, `UTC0`) describes, where that has whole hours and no summer
/// time: `Etc/GMT-9`. Hours are counted to the west in both (POSIX.1-2017, 8.3).
fn fixed_zone(rule: &str) -> Option<String> {
    let begin = match rule.strip_prefix('<') {
        Some(quoted) => quoted.find('>')? + 2,
        None => rule.find(|c: char| !c.is_ascii_alphabetic()).filter(|letters| *letters >= 3)?,
    };
    let hours: i8 = rule.get(begin..)?.parse().ok()?;
    Some(if hours == 0 { "UTC".to_owned() } else { format!("Etc/GMT{hours:+}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_keeps_pace_has_not_jumped_and_two_seconds_are_still_pace() {
        let hour = Duration::from_secs(3_600);
        assert_eq!(jump_between(3_600_000, hour), None);
        assert_eq!(jump_between(3_602_000, hour), None);
        assert_eq!(jump_between(3_598_000, hour), None);
        assert_eq!(jump_between(3_602_001, hour), Some(2_001));
        assert_eq!(jump_between(3_597_999, hour), Some(-2_001));
        assert_eq!(jump_between(i64::MIN, hour), Some(i64::MIN));
    }

    #[test]
    fn a_fixed_clock_stands_still() {
        let mut clock = Clock::fixed(Moment::from_seconds(5));
        assert_eq!(clock.now(), Moment::from_seconds(5));
        assert_eq!(clock.jump(), None);
        assert!(!clock.runs());
    }

    #[test]
    fn an_instant_is_a_date_or_a_count_of_seconds() {
        let moment = Moment::from_seconds(1_743_001_305);
        for text in ["1743001305", "2025-03-26T15:01:45Z", " 2025-03-26T16:01:45+01:00\n"] {
            assert_eq!(instant(text), Ok(moment), "{text}");
        }
        assert!(instant("tomorrow").is_err());
    }

    fn names(variable: Option<&str>, machine: Option<&str>) -> (&'static str, bool) {
        let found = zone_from(variable, || machine.map(str::to_owned));
        (found.zone.name(), found.complaint.is_some())
    }

    #[test]
    fn tz_wins_with_or_without_colon_and_as_a_path() {
        for tz in [
            "Europe/Berlin",
            ":Europe/Berlin",
            "/usr/share/zoneinfo/Europe/Berlin",
            ":/usr/share/zoneinfo/posix/Europe/Berlin",
        ] {
            assert_eq!(names(Some(tz), Some("Asia/Tokyo")), ("Europe/Berlin", false), "{tz}");
        }
        for (rule, name) in [("UTC0", "UTC"), ("JST-9", "Etc/GMT-9"), ("<+03>-3", "Etc/GMT-3"), ("XYZ+5", "Etc/GMT+5")]
        {
            assert_eq!(names(Some(rule), Some("Asia/Tokyo")), (name, false), "{rule}");
        }
        for rule in ["JST-30", "XXX-4:28", "A-9", "<+03-3", "<>"] {
            assert_eq!(names(Some(rule), Some("Asia/Tokyo")), ("Asia/Tokyo", true), "{rule}");
        }
    }

    #[test]
    fn an_empty_tz_is_utc_and_none_is_the_machine() {
        assert_eq!(names(Some(""), Some("Asia/Tokyo")), ("UTC", false));
        assert_eq!(names(None, Some("Asia/Tokyo")), ("Asia/Tokyo", false));
        assert_eq!(names(Some(":/etc/localtime"), Some("Asia/Tokyo")), ("Asia/Tokyo", false));
        assert_eq!(names(None, None), ("UTC", false));
    }

    #[test]
    fn a_name_that_means_nothing_is_said() {
        assert_eq!(names(Some("CET-1CEST,M3.5.0,M10.5.0/3"), Some("Asia/Tokyo")), ("Asia/Tokyo", true));
        assert_eq!(
            zone_from(Some("\u{1b}]x"), || None).complaint.as_deref(),
            Some("TZ=\"\\u{1b}]x\" is no IANA zone; times are shown in UTC")
        );
        assert_eq!(names(None, Some("Atlantis")), ("UTC", true));
    }
}
