//! What the user says about copying: `--clipboard`, or the environment. `main` reads it, `routes` obeys it.

use std::fmt;

use crate::token::visible::visible;

/// Names a [`Choice`] where no option does.
pub const VARIABLE: &str = "JOTLAB_CLIPBOARD";

/// The ways that a copy may go.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Choice {
    /// All that are worth trying here.
    #[default]
    Auto,
    /// `tmux load-buffer`.
    Tmux,
    /// Through the terminal, whatever it calls itself.
    Osc52,
    /// The clipboard of the system, by ourselves.
    Native,
    /// Into the standard input of this program, with these arguments.
    Command(String, Vec<String>),
    /// No way.
    Off,
}

/// A text that names no [`Choice`].
#[derive(Debug, PartialEq, Eq)]
pub struct NoChoice(String);

impl fmt::Display for NoChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = visible(&self.0);
        write!(f, "\"{text}\" is no way to copy; write auto, tmux, osc52, native, off, or command: and a program")
    }
}

impl std::error::Error for NoChoice {}

impl Choice {
    /// Reads what the user wrote. Nothing is the default; the words of a command are separated by blanks, and no shell reads them.
    ///
    /// # Errors
    /// It is none of the ways.
    pub fn parse(text: &str) -> Result<Self, NoChoice> {
        if let Some(command) = text.strip_prefix("command:") {
            let mut words = command.split_whitespace().map(str::to_owned);
            let program = words.next().ok_or_else(|| NoChoice(text.to_owned()))?;
            return Ok(Self::Command(program, words.collect()));
        }
        match text {
            "" | "auto" => Ok(Self::Auto),
            "tmux" => Ok(Self::Tmux),
            "osc52" => Ok(Self::Osc52),
            "native" => Ok(Self::Native),
            "off" => Ok(Self::Off),
            _ => Err(NoChoice(text.chars().take(40).collect())),
        }
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => f.write_str("auto"),
            Self::Tmux => f.write_str("tmux"),
            Self::Osc52 => f.write_str("osc52"),
            Self::Native => f.write_str("native"),
            // Without its arguments, which may be nobody else's business.
            Self::Command(program, _) => write!(f, "command:{}", visible(program)),
            Self::Off => f.write_str("off"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_is_read_and_named() {
        for name in ["auto", "tmux", "osc52", "native", "off"] {
            assert_eq!(Choice::parse(name).unwrap().to_string(), name);
        }
        assert_eq!(Choice::parse(""), Ok(Choice::Auto));
        let command = Choice::parse("command:ssh desk  pbcopy").unwrap();
        assert_eq!(command, Choice::Command("ssh".to_owned(), vec!["desk".to_owned(), "pbcopy".to_owned()]));
    }

    #[test]
    fn what_names_no_way_is_refused_in_a_sentence() {
        assert!(Choice::parse("command: ").is_err());
        let sentence = Choice::parse("os\u{1b}c").unwrap_err().to_string();
        assert!(sentence.starts_with("\"os\\u001bc\" is no way to copy"), "{sentence}");
    }
}
