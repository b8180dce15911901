//! One line of what the servers write down.

use super::ink::Ink;
use crate::session::id::MessageId;
use crate::session::time::Ms;

/// Which of its two logs a server writes into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A line a request.
    Access,
    /// What concerns the security of somebody.
    Security,
}

impl Source {
    /// By what it is found.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Security => "security",
        }
    }
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// In which log it stands.
    pub source: Source,
    /// When.
    pub at: Ms,
    /// The event it comes from.
    pub seq: u64,
    /// The message that it is about.
    pub letter: Option<MessageId>,
    /// How it is meant.
    pub ink: Ink,
    /// What it says.
    pub words: String,
}
