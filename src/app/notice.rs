//! A message of the status line: what it says, and how it is meant. `update` makes them, `view` draws them.

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
