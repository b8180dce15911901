//! What was pasted before and after what is looked at: undo and redo.

use super::opened::Opened;

/// What was pasted before and after what is looked at.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct History {
    pub(super) past: Vec<Vec<Opened>>,
    pub(super) future: Vec<Vec<Opened>>,
}

/// What lies between two of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// A change of one token.
    Edit,
    /// Another paste; that gone to has so many tokens.
    Paste(usize),
}

/// So much text is kept of earlier pastes, in bytes; the oldest go first.
const KEPT: usize = 32 << 20;

impl History {
    pub(super) fn remember(&mut self, tokens: Vec<Opened>) {
        self.future.clear();
        if tokens.is_empty() {
            return;
        }
        self.past.push(tokens);
        let size = |tokens: &Vec<Opened>| tokens.iter().map(|opened| opened.token.text.len()).sum::<usize>();
        while self.past.iter().map(size).sum::<usize>() > KEPT {
            self.past.remove(0);
        }
    }
}
