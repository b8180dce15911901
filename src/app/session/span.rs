//! Lengths of the world's time as the screen writes them: `6:40.04` beside a message, `2:51` in a countdown.

use crate::session::time::Ms;

/// Minutes, seconds and hundredths since the beginning: `6:40.04`, `1:06:40.04`.
#[must_use]
pub fn fine(t0: Ms, at: Ms) -> String {
    let ms = at.since(t0).max(0);
    format!("{}.{:02}", digits(ms / 1000), ms % 1000 / 10)
}

/// Minutes and seconds since the beginning: `6:40`, `1:06:40`.
#[must_use]
pub fn coarse(t0: Ms, at: Ms) -> String {
    digits(at.since(t0).max(0) / 1000)
}

/// A length of time in digits, of which the last second has begun: `0:01` until nothing is left.
#[must_use]
pub fn left(ms: i64) -> String {
    digits(ms.max(0).saturating_add(999) / 1000)
}

/// `6:40`, `1:06:40`, `9 d 4 h`.
fn digits(seconds: i64) -> String {
    const DAY: i64 = 86_400;
    match seconds {
        ..3600 => format!("{}:{:02}", seconds / 60, seconds % 60),
        3600..DAY => format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60),
        _ => format!("{} d {} h", seconds / DAY, seconds % DAY / 3600),
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
}
