//! Lengths of virtual time as scenarios write them: `5:01`, `29:59.980`, `1:00:00`, `-0:01`, in milliseconds.

/// Reads `M:SS`, `H:MM:SS`, each with up to three decimals, or with a minus before it.
#[must_use]
pub fn parse(text: &str) -> Option<i64> {
    if let Some(rest) = text.strip_prefix('-') {
        return (!rest.starts_with('-')).then(|| parse(rest)).flatten().map(|ms| -ms);
    }
    let (whole, millis) = match text.split_once('.') {
        Some((whole, decimals)) => (whole, decimal(decimals)?),
        None => (text, 0),
    };
    let parts: Vec<i64> = whole.split(':').map(number).collect::<Option<_>>()?;
    let seconds = match *parts.as_slice() {
        [minutes, seconds] if seconds < 60 => minutes * 60 + seconds,
        [hours, minutes, seconds] if minutes < 60 && seconds < 60 => hours * 3600 + minutes * 60 + seconds,
        _ => return None,
    };
    Some(seconds * 1000 + millis)
}

fn number(digits: &str) -> Option<i64> {
    (digits.len() <= 6 && digits.bytes().all(|digit| digit.is_ascii_digit())).then(|| digits.parse().ok()).flatten()
}

fn decimal(digits: &str) -> Option<i64> {
    let digit = number(digits)?;
    match digits.len() {
        1 => Some(digit * 100),
        2 => Some(digit * 10),
        3 => Some(digit),
        _ => None,
    }
}

/// Writes a length so that [`parse`] reads it back: minutes and seconds, hours from the first full one, two or three decimals where there are any.
#[must_use]
pub fn print(ms: i64) -> String {
    let sign = if ms < 0 { "-" } else { "" };
    let ms = ms.saturating_abs();
    let (seconds, millis) = (ms / 1000, ms % 1000);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let whole =
        if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") };
    let decimals = match millis {
        0 => String::new(),
        _ if millis % 10 == 0 => format!(".{:02}", millis / 10),
        _ => format!(".{millis:03}"),
    };
    format!("{sign}{whole}{decimals}")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_reads_back() {
        for (text, ms) in [
            ("0:00", 0),
            ("0:00.02", 20),
            ("5:01", 301_000),
            ("29:59.98", 1_799_980),
            ("0:00.10", 100),
            ("0:00.125", 125),
            ("1:00:00", 3_600_000),
            ("168:00:00", 604_800_000),
            ("-0:01", -1000),
        ] {
            assert_eq!(parse(text), Some(ms), "{text}");
            assert_eq!(print(ms), text);
        }
        assert_eq!(parse("0:00.5"), Some(500));
    }

    #[test]
    fn what_is_no_length_is_refused() {
        for text in ["", "5", "5:", ":5", "5:60", "1:60:00", "5:1s", "--0:01", "0:00.", "0:00.1234", "1:2:3:4", "+0:01"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
