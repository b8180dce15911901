//! A message of the status line: what it says, and how it is meant; and those that stood there before. `update` makes them, `view` draws them.

use std::collections::VecDeque;

use crate::token::moment::Moment;

/// So many messages are kept.
const KEPT: usize = 200;

/// How a message of the status line is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Ok,
    /// Something to know.
    Note,
    /// It did not work.
    Fail,
}

/// A message of the status line; it stays until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// What it says.
    pub text: String,
}

/// What the status line has said in this run, the oldest first; the oldest are forgotten.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Messages {
    said: VecDeque<(Moment, Notice)>,
}

impl Messages {
    /// Keeps one more.
    pub(super) fn keep(&mut self, at: Moment, notice: Notice) {
        if self.said.len() == KEPT {
            self.said.pop_front();
        }
        self.said.push_back((at, notice));
    }

    /// What was said and when, the latest first.
    pub fn latest_first(&self) -> impl Iterator<Item = &(Moment, Notice)> {
        self.said.iter().rev()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_messages_are_kept_and_no_others() {
        let mut messages = Messages::default();
        for nth in 0..=KEPT {
            messages.keep(Moment::from_ms(0), Notice { tone: Tone::Note, text: nth.to_string() });
        }
        let texts: Vec<&str> = messages.latest_first().map(|(_, notice)| notice.text.as_str()).collect();
        assert_eq!((texts.len(), texts.first(), texts.last()), (KEPT, Some(&"200"), Some(&"1")));
    }
}
