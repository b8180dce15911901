//! For what the rows of the panes were built, so that they are built again only when that has changed.

use crate::token::dates::TimeFormat;
use crate::token::moment::Moment;

/// The columns, and for the payload the times, for which rows were built; nothing for rows that have to be built again.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Built {
    pub(super) characters: Option<usize>,
    pub(super) header: Option<usize>,
    pub(super) payload: Option<(usize, TimeFormat, Option<Moment>)>,
}
