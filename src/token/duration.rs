//! Lengths of time: read as people type them (`90s`, `1h30m`, `7d`), and said in words that know when they stop being true.

use std::fmt;

use super::moment::Moment;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// The mean year of the calendar: 365.2425 days.
const YEAR: i64 = 31_556_952;

/// Words, and the instant from which they are no longer true (`None`: they stay).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The words.
    pub text: String,
    /// The first instant at which they read differently.
    pub until: Option<Moment>,
}

impl Words {
    /// Words that stay true.
    #[must_use]
    pub fn lasting(text: impl Into<String>) -> Self {
        Self { text: text.into(), until: None }
    }
}

/// The earlier of two instants at which something changes.
#[must_use]
pub fn sooner(a: Option<Moment>, b: Option<Moment>) -> Option<Moment> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    }
}

/// A length of time in words, in the two largest units that tell: `12 min 31 s`, `2 h 5 min`, `3 d 4 h`, `1 y 240 d`.
///
/// `seconds` is its size, the sign is ignored. A year counts 365.2425 days.
#[must_use]
pub fn in_words(seconds: i64) -> String {
    let s = seconds.saturating_abs();
    let two = |large: i64, unit: &str, small: i64, sub: &str| {
        if small == 0 { format!("{large} {unit}") } else { format!("{large} {unit} {small} {sub}") }
    };
    match s {
        0..MINUTE => format!("{s} s"),
        MINUTE..HOUR => two(s / MINUTE, "min", s % MINUTE, "s"),
        HOUR..DAY => two(s / HOUR, "h", s % HOUR / MINUTE, "min"),
        DAY..YEAR => two(s / DAY, "d", s % DAY / HOUR, "h"),
        _ => two(s / YEAR, "y", s % YEAR / DAY, "d"),
    }
}

/// A length of time as [`parse`] reads it, in as many units as it takes: `1h30m`, `90s` as `1m30s`. `seconds` is its size.
#[must_use]
pub fn typed(seconds: i64) -> String {
    let mut rest = seconds.saturating_abs();
    let mut text = String::new();
    for (unit, size) in [("d", DAY), ("h", HOUR), ("m", MINUTE), ("s", 1)] {
        if rest >= size {
            text.push_str(&format!("{}{unit}", rest / size));
            rest %= size;
        }
    }
    if text.is_empty() { "0s".to_owned() } else { text }
}

/// The least length of time that [`in_words`] says as it says `seconds`, which are not negative.
const fn said(seconds: i64) -> i64 {
    let step = match seconds {
        ..HOUR => 1,
        HOUR..DAY => MINUTE,
        DAY..YEAR => HOUR,
        _ => DAY,
    };
    floor(seconds, step)
}

/// `seconds` without what does not fill a `step`: steps are counted from the last whole year, which is no whole number of days.
const fn floor(seconds: i64, step: i64) -> i64 {
    let part = seconds % YEAR;
    seconds - part + part / step * step
}

/// How long it is from `now` to `then`, rounded up to whole seconds so that it says `1 s` until the instant itself.
///
/// The words change at whole seconds *before `then`*, wherever the seconds of the clock on the wall fall. `then` must lie ahead.
#[must_use]
pub fn remaining(now: Moment, then: Moment) -> Words {
    let left = ceil_seconds(then.since(now));
    Words { text: in_words(left), until: Some(remaining_until(left, then)) }
}

/// The countdown in digits, `12:31` or `0:09` below an hour, else the words of [`remaining`].
#[must_use]
pub fn countdown(now: Moment, then: Moment) -> Words {
    let left = ceil_seconds(then.since(now));
    let text = if left < HOUR { format!("{}:{:02}", left / MINUTE, left % MINUTE) } else { in_words(left) };
    Words { text, until: Some(remaining_until(left, then)) }
}

/// When the words for `left` seconds before `then` change: as soon as less is left than they say.
fn remaining_until(left: i64, then: Moment) -> Moment {
    then.plus_seconds(1 - said(left))
}

fn ceil_seconds(ms: i64) -> i64 {
    ms.div_euclid(1000).saturating_add(i64::from(ms.rem_euclid(1000) != 0))
}

/// How long ago `then` was: by ten seconds during the first minute, where clocks that differ are looked for, in minutes during the first
/// hour, in hours for two months, then in days. `then` must not lie ahead.
#[must_use]
pub fn ago(now: Moment, then: Moment) -> Words {
    let gone = now.since(then).div_euclid(1000);
    let (step, text) = match gone {
        ..10 => (10, "just now".to_owned()),
        10..MINUTE => (10, format!("{} s ago", floor(gone, 10))),
        MINUTE..HOUR => (MINUTE, format!("{} min ago", gone / MINUTE)),
        HOUR..DAY => (HOUR, format!("{} h ago", gone / HOUR)),
        DAY..YEAR if gone < 60 * DAY => (HOUR, format!("{} ago", in_words(gone))),
        _ => (DAY, format!("{} ago", in_words(floor(gone, DAY)))),
    };
    // The last step before a whole year is shorter than the others.
    let year = (gone / YEAR).saturating_add(1).saturating_mul(YEAR);
    let next = floor(gone, step).saturating_add(step).min(year);
    Words { text, until: Some(then.plus_seconds(next)) }
}

/// Why a text is not a length of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotADuration {
    /// There is nothing.
    Empty,
    /// A number was expected here.
    NoNumber(String),
    /// No unit stands behind this number.
    NoUnit(String),
    /// A unit that is none of `s m h d w`.
    Unit(String),
    /// More seconds than 64 bits hold.
    TooLong,
}

impl fmt::Display for NotADuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const HOW: &str = "write 90s, 30m, 1h30m or 7d";
        match self {
            Self::Empty => write!(f, "no length of time: {HOW}"),
            Self::NoNumber(found) => {
                let found = super::visible::visible(found);
                if found.starts_with('-') {
                    write!(f, "`{found}` has a sign, a length of time has none: {HOW}")
                } else {
                    write!(f, "a number is missing before `{found}`: {HOW}")
                }
            }
            Self::NoUnit(number) => write!(f, "a unit is missing behind `{number}`: {HOW}"),
            Self::Unit(found) => write!(f, "`{}` is not a unit of time: {HOW}", super::visible::visible(found)),
            Self::TooLong => write!(f, "too long: {HOW}"),
        }
    }
}

/// Reads a length of time in seconds: `90s`, `30m`, `1h30m`, `7d`, `2w`, or a bare number of seconds.
///
/// # Errors
/// When it is something else, with what to write.
pub fn parse(text: &str) -> Result<i64, NotADuration> {
    let whole = text.trim();
    let mut rest = whole;
    if rest.is_empty() {
        return Err(NotADuration::Empty);
    }
    let mut total = 0_i64;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (number, after) = rest.split_at(digits);
        if number.is_empty() {
            return Err(NotADuration::NoNumber(rest.to_owned()));
        }
        let letters = after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len());
        let (unit, next) = after.split_at(letters);
        let seconds = match unit.trim() {
            "" if rest.len() == whole.len() => 1,
            "s" | "sec" => 1,
            "m" | "min" => MINUTE,
            "h" => HOUR,
            "d" => DAY,
            "w" => 7 * DAY,
            "" => return Err(NotADuration::NoUnit(number.to_owned())),
            other => return Err(NotADuration::Unit(other.to_owned())),
        };
        let number: i64 = number.parse().map_err(|_| NotADuration::TooLong)?;
        total = number.checked_mul(seconds).and_then(|s| total.checked_add(s)).ok_or(NotADuration::TooLong)?;
        rest = next.trim_start();
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    const T: Moment = Moment::from_seconds(1_743_003_105);

    #[test]
    fn durations_are_read_as_people_type_them() {
        for (text, seconds) in [
            ("90s", 90),
            ("30m", 1800),
            ("1h30m", 5400),
            ("7d", 604_800),
            ("2w", 1_209_600),
            ("60", 60),
            (" 1h 5m ", 3900),
            ("0s", 0),
        ] {
            assert_eq!(parse(text), Ok(seconds), "{text}");
        }
        assert_eq!(parse(""), Err(NotADuration::Empty));
        assert_eq!(parse("m"), Err(NotADuration::NoNumber("m".into())));
        assert_eq!(parse("-5m"), Err(NotADuration::NoNumber("-5m".into())));
        assert_eq!(parse("5 parsecs"), Err(NotADuration::Unit("parsecs".into())));
        assert_eq!(parse("1h5"), Err(NotADuration::NoUnit("5".into())));
        assert_eq!(parse("99999999999999999999s"), Err(NotADuration::TooLong));
        assert_eq!(parse("9223372036854775807d"), Err(NotADuration::TooLong));
    }

    #[test]
    fn what_is_written_reads_as_the_same() {
        for (seconds, text) in [(0, "0s"), (59, "59s"), (90, "1m30s"), (1800, "30m"), (5400, "1h30m"), (604_800, "7d")]
        {
            assert_eq!(typed(seconds), text);
            assert_eq!(parse(text), Ok(seconds));
        }
        assert_eq!(parse(&typed(i64::MAX)), Ok(i64::MAX));
    }

    #[test]
    fn words_use_the_two_largest_units_that_tell() {
        for (seconds, words) in [
            (0, "0 s"),
            (59, "59 s"),
            (60, "1 min"),
            (751, "12 min 31 s"),
            (3600, "1 h"),
            (86_399, "23 h 59 min"),
            (86_400, "1 d"),
            (90_000, "1 d 1 h"),
            (YEAR + 240 * DAY, "1 y 240 d"),
            (i64::MAX, "292277024626 y 338 d"),
        ] {
            assert_eq!(in_words(seconds), words);
        }
    }

    #[test]
    fn a_countdown_turns_over_at_the_second_of_its_end() {
        let just_before = T.plus_ms(-90_001);
        assert_eq!(countdown(just_before, T), Words { text: "1:31".into(), until: Some(T.plus_seconds(-90)) });
        assert_eq!(countdown(T.plus_seconds(-90), T), Words { text: "1:30".into(), until: Some(T.plus_seconds(-89)) });
        assert_eq!(countdown(T.plus_ms(-1), T), Words { text: "0:01".into(), until: Some(T) });
    }

    #[test]
    fn words_stay_true_until_they_say_so() {
        // Walk each kind of words through its own changes: at `until` the text differs, one millisecond before it does not.
        for words in [remaining as fn(Moment, Moment) -> Words, countdown] {
            for start in [
                5 * 1000,
                3_599_999,
                3_600_000,
                3_600_001,
                86_400_500,
                86_399_999,
                (YEAR + 2 * DAY) * 1000,
                40_000_000_000,
                (2 * YEAR + 2 * DAY) * 1000,
            ] {
                let mut now = T.plus_ms(-start);
                for _ in 0..200 {
                    let said = words(now, T);
                    let until = said.until.expect("a countdown always changes");
                    assert!(until > now && until <= T, "{now:?} {said:?}");
                    if until == T {
                        break;
                    }
                    assert_eq!(words(until.plus_ms(-1), T).text, said.text);
                    assert_eq!(words(now.plus_ms(until.since(now) / 2), T).text, said.text);
                    assert_ne!(words(until, T).text, said.text);
                    now = until;
                }
            }
        }
        let years = [YEAR - 2 * DAY, YEAR, 370 * DAY, 2 * YEAR - 2 * DAY].map(|seconds| seconds * 1000);
        for start in [0, 59_999, 60_000, 3_599_000, 86_399_000, 60 * DAY * 1000 - 1].into_iter().chain(years) {
            let mut now = T.plus_ms(start);
            for _ in 0..200 {
                let said = ago(now, T);
                let until = said.until.expect("the past recedes");
                assert!(until > now);
                assert_eq!(ago(until.plus_ms(-1), T).text, said.text);
                assert_eq!(ago(now.plus_ms(until.since(now) / 2), T).text, said.text);
                assert_ne!(ago(until, T).text, said.text);
                now = until;
            }
        }
    }

    #[test]
    fn the_past_is_told_by_ten_seconds_for_a_minute_by_the_minute_for_an_hour_then_by_the_hour() {
        let at = |s: i64| ago(T.plus_seconds(s), T).text;
        assert_eq!(at(0), "just now");
        assert_eq!(at(9), "just now");
        assert_eq!(at(10), "10 s ago");
        assert_eq!(at(59), "50 s ago");
        assert_eq!(at(60), "1 min ago");
        assert_eq!(at(3599), "59 min ago");
        assert_eq!(at(3600), "1 h ago");
        assert_eq!(at(86_399), "23 h ago");
        assert_eq!(at(86_400 + 7_199), "1 d 1 h ago");
        assert_eq!(at(52_344_678), "1 y 240 d ago");
        assert_eq!(at(YEAR - 1), "365 d ago");
        assert_eq!(at(YEAR), "1 y ago");
    }
}
