//! A folder that is being read, to complete a path in a field.

/// A folder that is being read for a field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completing {
    /// How many were ever asked for: the latest one's ticket.
    pub(super) tickets: u64,
    /// What stood in the field then.
    pub(super) asked: Option<String>,
}
