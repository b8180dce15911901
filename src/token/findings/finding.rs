//! What a reviewer says: one finding, and how much it matters.

use super::id::Id;
use super::mend::Mend;
use super::severity::Severity;
use crate::token::role::Role;

/// The longest message, in characters.
pub const MAX_MESSAGE: usize = 110;

/// One thing that a reviewer would say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub id: Id,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence that says why it matters, of at most [`MAX_MESSAGE`] characters; holds no hidden character.
    pub message: String,
    /// The specification and section that say so.
    pub reference: &'static str,
    /// The part and the JSON node that it is about; `None` for what is missing and for the token as a whole.
    pub at: Option<(Role, u32)>,
    /// What mends it when the token is minted anew, where something does.
    pub mend: Option<Mend>,
}
