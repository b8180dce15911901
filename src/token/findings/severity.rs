//! How much a finding matters.

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The token must not be used like this.
    Error,
    /// It can be used, and will be regretted.
    Warning,
    /// Good to know.
    Note,
}

impl Severity {
    /// The word of the JSON output.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}
