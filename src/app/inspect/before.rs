//! Where everything was before text was looked for: what a search that is left goes back to.

use crate::app::layout::Pane;
use crate::app::scroll::Scroll;
use crate::app::search::Needle;

/// Where everything was before text was looked for, for whoever leaves without having found it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Before {
    pub(super) needle: Option<Needle>,
    pub(super) focus: Pane,
    pub(super) scrolls: [Scroll; Pane::ALL.len()],
    pub(super) caret: usize,
    pub(super) selected: usize,
    /// Has anything been typed?
    pub(super) typed: bool,
}
