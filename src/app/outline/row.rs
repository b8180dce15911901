//! A row of an outline: where what it shows stands, not its text.

/// What a row shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A member or element: its name, and its value or as much as fits.
    Member,
    /// More of a value that did not fit.
    More,
    /// The bracket that closes an object or array; how many values that holds is in `from`.
    Close,
    /// Words about the member above, for which there was no room beside it; the line of them is in `from`.
    Words,
    /// Where reading ended, and why.
    Broken,
    /// Text that is not JSON.
    Text,
    /// Octets.
    Hex,
    /// One part of a token whose content is sealed; its index is in `node`.
    Sealed,
}

/// A row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The JSON value it belongs to.
    pub node: u32,
    /// The first byte of the content that it shows.
    pub from: u32,
    /// The byte after the last.
    pub to: u32,
    /// What it shows.
    pub kind: RowKind,
    /// Does a comma follow?
    pub comma: bool,
}
