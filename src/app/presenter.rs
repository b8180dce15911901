//! Presenting: one pane at a time in strong colours, the keys that were pressed where the line of keys stands, secrets hidden for good.
//! `update` notes the keys, `view` draws them.

use super::chord::Chord;

/// So many keys are shown.
const SHOWN: usize = 5;

/// The keys that those who look on see, by name, the oldest first. What is typed into a field is not among them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Presenter {
    keys: Vec<String>,
}

impl Presenter {
    /// A key was pressed.
    pub(super) fn pressed(&mut self, chord: Chord) {
        if self.keys.len() == SHOWN {
            self.keys.remove(0);
        }
        self.keys.push(chord.name());
    }

    /// The last keys.
    #[must_use]
    pub fn keys(&self) -> &[String] {
        &self.keys
    }
}
