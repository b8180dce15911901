//! What leaves and enters the program by the user's wish, as data: the effects that copy and write carry it out, their messages bring
//! back what became of it, and `update` says it in the words that are written here.

use super::notice::Tone;
use crate::token::visible::visible;

/// A text for the clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// What it is, in words: `token`, `header JSON`.
    pub what: String,
    /// The text itself, exactly as it is to be pasted.
    pub text: String,
}

/// What became of a [`Copy`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What it was, in words.
    pub what: String,
    /// Its size.
    pub bytes: usize,
    /// Where it is now.
    pub outcome: Outcome,
}

/// Where a copied text is now: the best of all places that took it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// In the clipboard of the machine that the user sits at.
    Clipboard {
        /// Who put it there.
        by: By,
        /// Has it been read back? A program says no more than that it ended well.
        verified: bool,
        /// To be said once: it is gone when we are.
        until_quit: bool,
    },
    /// In tmux's own buffer; tmux hands it on to a terminal that it knows to take it.
    Tmux {
        /// Its `set-clipboard` is off.
        off: bool,
    },
    /// Written to the terminal, which never answers.
    Terminal {
        /// It is iTerm2, which takes it only after a setting was changed.
        iterm: bool,
    },
    /// Nowhere: the one way that is left takes no more than [`OSC52_LIMIT`].
    TooLarge {
        /// Its size as it would have been sent.
        encoded: usize,
    },
    /// Nowhere, because of this. Ready to be shown.
    Nowhere(String),
}

/// Who put a text into the clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// This program itself.
    Ourselves,
    /// A program of this name.
    Program(String),
}

/// The most that is sent to a terminal as one text, in bytes of base64: what k9s and vim-oscyank found all of them to take.
pub const OSC52_LIMIT: usize = 74_994;

impl Report {
    /// The message for the status line.
    #[must_use]
    pub fn words(&self) -> (Tone, String) {
        let what = visible(&self.what);
        let size = size(self.bytes);
        match &self.outcome {
            Outcome::Clipboard { by: By::Ourselves, verified: false, .. } => {
                (Tone::Note, format!("copied, not read back (nothing pastes? press Y): {what}, {size}"))
            }
            Outcome::Clipboard { by: By::Ourselves, until_quit: true, .. } => {
                (Tone::Ok, format!("copied {what}, {size}; stays until you quit"))
            }
            Outcome::Clipboard { by: By::Ourselves, .. } => (Tone::Ok, format!("copied {what}, {size}")),
            Outcome::Clipboard { by: By::Program(name), .. } => {
                (Tone::Ok, format!("copied {what}, {size}, by {}", visible(name)))
            }
            Outcome::Tmux { off: false } => {
                (Tone::Note, format!("copied to tmux (nothing pastes? press Y): {what}, {size}"))
            }
            Outcome::Tmux { off: true } => {
                (Tone::Note, format!("copied to tmux alone (press Y, or \"set -s set-clipboard on\"): {what}"))
            }
            Outcome::Terminal { iterm: false } => {
                (Tone::Note, format!("sent to your terminal (nothing pastes? press Y): {what}, {size}"))
            }
            Outcome::Terminal { iterm: true } => (
                Tone::Note,
                format!("sent to iTerm2 (nothing pastes? press Y, or Settings > General > Selection): {what}"),
            ),
            Outcome::TooLarge { encoded } => (
                Tone::Fail,
                format!(
                    "too large for OSC 52 ({} > {}): saved nowhere, press Y or w",
                    self::size(*encoded),
                    self::size(OSC52_LIMIT)
                ),
            ),
            Outcome::Nowhere(why) => (Tone::Fail, format!("{what} is copied nowhere, press Y or w: {why}")),
        }
    }
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its path.
    pub path: String,
    /// Its size.
    pub bytes: usize,
    /// What is to be known of it.
    pub note: Option<String>,
}

impl Written {
    /// The message for the status line.
    #[must_use]
    pub fn words(&self) -> String {
        // First, as a path may be long and the line is not.
        let note = self.note.as_ref().map_or_else(String::new, |note| format!(", {note},"));
        format!("wrote {}{note} to {}, readable for you alone", size(self.bytes), visible(&self.path))
    }
}

/// A size as terminals and disks count: `247 B`, `75 kB`, `1.2 MB`.
#[must_use]
pub fn size(bytes: usize) -> String {
    match bytes {
        ..10_000 => format!("{bytes} B"),
        // From here on half a kilobyte would round up to a thousand of them.
        10_000..999_500 => format!("{} kB", (bytes + 500) / 1_000),
        _ => format!("{}.{} MB", (bytes + 50_000) / 1_000_000, (bytes + 50_000) % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_to_what_is_said_of_them() {
        let cases = [
            (0, "0 B"),
            (9_999, "9999 B"),
            (10_000, "10 kB"),
            (OSC52_LIMIT, "75 kB"),
            (999_499, "999 kB"),
            (999_500, "1.0 MB"),
            (1_249_999, "1.2 MB"),
            (1_250_000, "1.3 MB"),
            (16 << 20, "16.8 MB"),
        ];
        for (bytes, words) in cases {
            assert_eq!(size(bytes), words);
        }
    }

    #[test]
    fn every_outcome_has_its_words() {
        let clipboard = |by, verified, until_quit| Outcome::Clipboard { by, verified, until_quit };
        let cases = [
            (clipboard(By::Ourselves, true, false), Tone::Ok, "copied token, 247 B"),
            (clipboard(By::Ourselves, true, true), Tone::Ok, "copied token, 247 B; stays until you quit"),
            (
                clipboard(By::Ourselves, false, true),
                Tone::Note,
                "copied, not read back (nothing pastes? press Y): token, 247 B",
            ),
            (clipboard(By::Program("xclip".to_owned()), false, false), Tone::Ok, "copied token, 247 B, by xclip"),
            (Outcome::Tmux { off: false }, Tone::Note, "copied to tmux (nothing pastes? press Y): token, 247 B"),
            (
                Outcome::Tmux { off: true },
                Tone::Note,
                "copied to tmux alone (press Y, or \"set -s set-clipboard on\"): token",
            ),
            (
                Outcome::Terminal { iterm: false },
                Tone::Note,
                "sent to your terminal (nothing pastes? press Y): token, 247 B",
            ),
            (
                Outcome::Terminal { iterm: true },
                Tone::Note,
                "sent to iTerm2 (nothing pastes? press Y, or Settings > General > Selection): token",
            ),
            (
                Outcome::TooLarge { encoded: 1_200_000 },
                Tone::Fail,
                "too large for OSC 52 (1.2 MB > 75 kB): saved nowhere, press Y or w",
            ),
            (
                Outcome::Nowhere("copying is off".to_owned()),
                Tone::Fail,
                "token is copied nowhere, press Y or w: copying is off",
            ),
        ];
        for (outcome, tone, words) in cases {
            let report = Report { what: "token".to_owned(), bytes: 247, outcome };
            assert_eq!(report.words(), (tone, words.to_owned()));
        }
    }

    #[test]
    fn a_claim_that_names_itself_badly_is_shown_so() {
        let outcome = Outcome::Terminal { iterm: false };
        let report = Report { what: "claim ad\u{1b}min".to_owned(), bytes: 1, outcome };
        assert!(report.words().1.contains(": claim ad\\u001bmin,"), "{report:?}");
    }
}
