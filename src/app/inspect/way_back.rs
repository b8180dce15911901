//! From a token that was opened in another back to that one.

use std::collections::BTreeSet;

use crate::app::layout::Pane;
use crate::app::scroll::Scroll;

/// The way back from a token that was opened in another.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct WayBack {
    /// The token that was gone into, by its place in the list.
    pub(super) inner: usize,
    /// The one around it, and how everything stood there.
    pub(super) outer: usize,
    /// Which signature was looked at, and which of its headers.
    pub(super) signer: (usize, usize),
    pub(super) focus: Pane,
    pub(super) zoomed: bool,
    pub(super) scrolls: [Scroll; Pane::ALL.len()],
    pub(super) caret: usize,
    pub(super) folded: BTreeSet<u32>,
}
