//! Instants and lengths of the world's time as the screen writes them: `6:40.04` beside a message, `2:51` in a countdown.

use crate::session::scenario::span;
use crate::session::time::Ms;

/// A day, in seconds.
const DAY: i64 = 86_400;

/// The instant to the hundredth, since the beginning: `6:40.04`, `1:06:40.04`, `2d 1:06:40.04`.
#[must_use]
pub fn fine(t0: Ms, at: Ms) -> String {
    let ms = at.since(t0).max(0);
    format!("{}.{:02}", clock(ms / 1000), ms % 1000 / 10)
}

/// The instant to the second, since the beginning: `6:40`, `1:06:40`, `2d 1:06:40`.
#[must_use]
pub fn coarse(t0: Ms, at: Ms) -> String {
    clock(at.since(t0).max(0) / 1000)
}

/// The instant where there is little room: as [`coarse`], from the first full day on without seconds, `2d 1h06`.
#[must_use]
pub fn short(t0: Ms, at: Ms) -> String {
    let seconds = at.since(t0).max(0) / 1000;
    match seconds {
        ..DAY => clock(seconds),
        _ => format!("{}d {}h{:02}", seconds / DAY, seconds % DAY / 3600, seconds / 60 % 60),
    }
}

/// A length of time in digits, of which the last second has begun: `0:01` until nothing is left; `9 d 4 h` from the first full day.
#[must_use]
pub fn left(ms: i64) -> String {
    let seconds = ms.max(0).saturating_add(999) / 1000;
    match seconds {
        ..DAY => clock(seconds),
        _ => format!("{} d {} h", seconds / DAY, seconds % DAY / 3600),
    }
}

/// Reads what [`coarse`] and [`fine`] write, in milliseconds since the beginning.
#[must_use]
pub fn parse(text: &str) -> Option<i64> {
    let Some((days, rest)) = text.split_once('d') else { return span::parse(text) };
    let days: i64 = days.parse().ok().filter(|days| (0..100_000).contains(days))?;
    let rest = rest.trim_start();
    Some(days * DAY * 1000 + if rest.is_empty() { 0 } else { span::parse(rest)? })
}

/// `6:40`, `1:06:40`, `2d 1:06:40`.
fn clock(seconds: i64) -> String {
    let (hours, minutes) = (seconds % DAY / 3600, seconds / 60 % 60);
    match seconds {
        ..3600 => format!("{minutes}:{:02}", seconds % 60),
        3600..DAY => format!("{hours}:{minutes:02}:{:02}", seconds % 60),
        _ => format!("{}d {hours}:{minutes:02}:{:02}", seconds / DAY, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_by_their_size() {
        let t0 = Ms::from_seconds(1000);
        assert_eq!(fine(t0, t0.plus(400_049)), "6:40.04");
        assert_eq!(fine(t0, t0.plus(4_000_040)), "1:06:40.04");
        assert_eq!(coarse(t0, t0.plus(59_999)), "0:59");
        assert_eq!(
            (left(1), left(1000), left(1001), left(0)),
            ("0:01".into(), "0:01".into(), "0:02".into(), "0:00".into())
        );
        assert_eq!(left(7 * 86_400_000), "7 d 0 h");
    }

    #[test]
    fn instants_keep_their_seconds_beyond_a_day_and_read_back() {
        let t0 = Ms::from_seconds(1000);
        for (seconds, words, little) in [
            (0, "0:00", "0:00"),
            (3599, "59:59", "59:59"),
            (3600, "1:00:00", "1:00:00"),
            (86_399, "23:59:59", "23:59:59"),
            (86_400, "1d 0:00:00", "1d 0h00"),
            (90_061, "1d 1:01:01", "1d 1h01"),
            (150 * 86_400 + 86_399, "150d 23:59:59", "150d 23h59"),
        ] {
            let at = t0.plus_seconds(seconds);
            assert_eq!((coarse(t0, at), short(t0, at)), (words.to_owned(), little.to_owned()));
            assert_eq!(parse(words), Some(seconds * 1000), "{words}");
            assert_eq!(parse(&fine(t0, at.plus(40))), Some(seconds * 1000 + 40));
        }
        assert_eq!(parse("400d"), Some(400 * 86_400_000), "nothing more is a full day");
        for text in ["d 1:00", "-1d 1:00", "1d 1", "999999999999d 1:00"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
