//! The key panel of Inspect: a field for one more key, the keys at hand, and what else a signature can be held against.

use crate::app::field::Field;

/// The key panel, as it lies over the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyPanel {
    /// The key that is being typed.
    pub field: Field,
    /// What is wrong with it.
    pub wrong: Option<String>,
    /// The line with the cursor.
    pub cursor: usize,
    /// The number of the request for a key in a variable or a file.
    pub reading: Option<u64>,
}

/// A line of the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// The field.
    Field,
    /// A key at hand, by its place.
    Key(usize),
    /// Try the well-known secrets.
    WellKnown,
    /// Judge by the key in the token.
    OwnKey,
    /// Give the payload, which is not in the token.
    Payload,
}

impl Default for KeyPanel {
    fn default() -> Self {
        Self { field: Field::masked(), wrong: None, cursor: 0, reading: None }
    }
}
