//! Text keys that came together: a paste, or keys? `events` asks, for terminals that send a paste as if it were typed.

/// So many text keys, or more …
pub(super) const KEYS: usize = 20;
/// … of which this many are different, are a paste: nine held-down `j` that a stalled line delivers at once stay nine `j`.
const DIFFERENT: usize = 8;

/// What is known of text keys that came together.
#[derive(Debug, Default)]
pub struct Burst {
    keys: usize,
    /// The first different ones among them.
    different: Vec<char>,
    lines: Lines,
}

/// The lines of a burst. A word that is typed ends with its line; what follows a line end was never looked at before it was sent.
#[derive(Debug, Default, PartialEq, Eq)]
enum Lines {
    /// No line has ended.
    #[default]
    One,
    /// The last key ended one.
    Ended,
    /// Something follows the end of a line.
    Several,
}

impl Burst {
    /// What is known of these.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut burst = Self::default();
        text.chars().for_each(|c| burst.push(c));
        burst
    }

    /// Takes the next key.
    pub fn push(&mut self, c: char) {
        self.keys += 1;
        if self.different.len() < DIFFERENT && !self.different.contains(&c) {
            self.different.push(c);
        }
        self.lines = match self.lines {
            Lines::Ended | Lines::Several => Lines::Several,
            Lines::One if ends_line(c) => Lines::Ended,
            Lines::One => Lines::One,
        };
    }

    /// How many keys they are.
    #[must_use]
    pub const fn keys(&self) -> usize {
        self.keys
    }

    /// Is it certainly a paste? A held-down Enter is none.
    #[must_use]
    pub fn is_paste(&self) -> bool {
        self.keys >= KEYS && self.different.len() >= DIFFERENT || self.lines == Lines::Several && self.has_text()
    }

    /// Would it be a paste if one more key came?
    #[must_use]
    pub fn is_ended_line(&self) -> bool {
        self.lines == Lines::Ended && self.has_text()
    }

    fn has_text(&self) -> bool {
        !self.different.iter().copied().all(ends_line)
    }
}

/// Enter, or the line feed that some terminals send for one.
const fn ends_line(c: char) -> bool {
    matches!(c, '\r' | '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_the_end_of_a_line_makes_a_paste_and_what_only_ends_does_not() {
        for (text, is_paste) in [
            ("alpha\rqq", true),
            ("alpha\nqq", true),
            ("a\rb", true),
            ("\rqq", true),
            ("word\r\r", true),
            ("word\r\n", true),
            ("word\r", false),
            ("word\n", false),
            ("word", false),
            ("a\tb", false),
            ("\r", false),
            ("\r\r\r\r", false),
            ("", false),
        ] {
            assert_eq!(Burst::of(text).is_paste(), is_paste, "{text:?}");
        }
    }

    #[test]
    fn one_more_key_is_waited_for_behind_the_end_of_a_line() {
        for (text, waits) in [("word\r", true), ("word", false), ("\r", false), ("\r\r", false), ("a\rb", false)] {
            assert_eq!(Burst::of(text).is_ended_line(), waits, "{text:?}");
        }
    }
}
