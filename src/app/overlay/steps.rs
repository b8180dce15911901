//! How the signature is made, step by step, with the real bytes; and what breaks when one character of it is another.

use super::Page;
use crate::app::inspect::change::Change;

/// The steps, as they lie over the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct StepsPage {
    /// What is changed in the token or the key.
    pub change: Change,
    /// The steps, a row each.
    pub page: Page,
}
