//! A part of a token as rows: JSON one member a row, text wrapped, octets in hex. Rows hold places, not text; the view builds those in sight.
//! Folding hides rows and builds none.

mod beside;
mod folds;
mod row;

use std::borrow::Cow;
use std::collections::BTreeSet;

use self::beside::Room;
pub use self::beside::{CHANGING_WORDS, INDENT, LEAST_WORDS, beneath, most_columns};
use self::folds::Folds;
pub use self::row::{Row, RowKind};
use super::wrap::{self, Rows, columns, fitting};
use crate::token::gloss::Gloss;
use crate::token::json::{Document, Kind};
use crate::token::part::{Content, Part};
use crate::token::visible::visible_octets;

/// The rows of a part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// All of them, nothing folded.
    rows: Vec<Row>,
    /// Which of them are hidden.
    folds: Folds,
    /// The room for words that change.
    rooms: Vec<Room>,
    /// The column at which words stand beside members.
    pub words_at: usize,
}

/// A row that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// The row.
    pub row: Row,
    /// How many values a folded container holds; `None` for one that is not folded.
    pub folded: Option<u32>,
}

/// So many levels are moved in; what is deeper has a sign and stands in the same column.
const DEEPEST: u8 = 24;

/// Columns that a name leaves to its value at least.
const LEAST_VALUE: usize = 8;

/// Octets shown in a row of hex.
#[must_use]
pub const fn octets_a_row(width: usize) -> usize {
    // "00000000  " and, for each octet, two digits, a blank and a character.
    match width.saturating_sub(11) / 4 {
        0..8 => 4,
        8..16 => 8,
        _ => 16,
    }
}

impl Outline {
    /// The rows of `part` in `width` columns; `words` says what stands beside a member of the outermost object.
    #[must_use]
    pub fn of(part: &Part, width: usize, words: &dyn Fn(u32) -> Option<Gloss>) -> Self {
        match &part.content {
            Content::Json(document) => Self::json(document, width, words),
            Content::Text(text) => {
                let rows = Rows::of(text, width);
                Self::plain((0..rows.len()).map(|i| rows.range(i)), RowKind::Text)
            }
            Content::Octets(octets) => {
                let size = octets_a_row(width);
                Self::plain((0..octets.len()).step_by(size).map(|at| at..(at + size).min(octets.len())), RowKind::Hex)
            }
        }
    }

    /// The rows that name the parts of a token whose content is sealed: the index of each part, and how many rows of words are beneath it.
    #[must_use]
    pub fn sealed(parts: impl Iterator<Item = (u32, usize)>) -> Self {
        let row = |node, from, kind| Row { node, from, to: 0, kind, comma: false };
        let rows = parts.flat_map(|(node, beneath)| {
            let words = (0..small(beneath)).map(move |line| row(node, line, RowKind::Words));
            std::iter::once(row(node, 0, RowKind::Sealed)).chain(words)
        });
        Self { rows: rows.collect(), ..Self::default() }
    }

    /// Is the room that was made for words that change, in `width` columns, still what these words need?
    #[must_use]
    pub fn has_room(&self, width: usize, words: &dyn Fn(u32) -> Option<Gloss>) -> bool {
        self.rooms.iter().all(|room| {
            words(room.node).is_none_or(|gloss| beside::rows_beneath(&gloss, room.used, width) == room.rows)
        })
    }

    /// The members that room was made for, as their words change.
    pub fn changing(&self) -> impl Iterator<Item = u32> {
        self.rooms.iter().map(|room| room.node)
    }

    /// Hides what the containers of `folded` hold, and nothing else.
    pub fn fold(&mut self, document: &Document, folded: &BTreeSet<u32>) {
        self.folds = Folds::of(document, &self.rows, folded);
    }

    /// How many rows are shown.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len().saturating_sub(self.folds.hidden())
    }

    /// Are there none?
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The row that is shown at this place.
    #[must_use]
    pub fn at(&self, place: usize) -> Option<Shown> {
        let index = self.folds.index_of(place);
        let row = *self.rows.get(index)?;
        let Some(end) = self.folds.behind(index) else { return Some(Shown { row, folded: None }) };
        let close = self.rows.get(end.checked_sub(1)?)?;
        Some(Shown { row: Row { comma: close.comma, ..row }, folded: Some(close.from) })
    }

    /// The rows from this place on, with the place of each.
    pub fn from(&self, place: usize) -> impl Iterator<Item = (usize, Shown)> {
        (place..self.len()).map_while(|place| Some((place, self.at(place)?)))
    }

    /// Where the row of the value at `node` is shown; where that of the container is that hides it.
    #[must_use]
    pub fn place_of(&self, document: &Document, node: u32) -> usize {
        self.folds.place_of(folds::first_of(document, &self.rows, node)).0
    }

    /// Where byte `octet` of the part is shown, a byte of a name or a value; and is its row hidden, so that this is the row of a folded
    /// container? Nothing for a byte of no row.
    #[must_use]
    pub fn place_of_octet(&self, part: &Part, octet: usize) -> Option<(usize, bool)> {
        let index = match &part.content {
            Content::Json(document) => folds::showing(document, &self.rows, octet)?,
            Content::Text(_) | Content::Octets(_) => {
                self.rows.partition_point(|row| row.from as usize <= octet).checked_sub(1)?
            }
        };
        Some(self.folds.place_of(index))
    }

    /// Where the rows are: another place once they were built again.
    #[must_use]
    pub const fn built(&self) -> *const Row {
        self.rows.as_ptr()
    }

    fn plain(ranges: impl Iterator<Item = std::ops::Range<usize>>, kind: RowKind) -> Self {
        let rows = ranges
            .map(|range| Row { node: 0, from: small(range.start), to: small(range.end), kind, comma: false })
            .collect();
        Self { rows, ..Self::default() }
    }

    fn json(document: &Document, width: usize, words: &dyn Fn(u32) -> Option<Gloss>) -> Self {
        let mut rows = Vec::with_capacity(document.nodes.len());
        let mut placing = Placing { width, rooms: Vec::new(), wanted: 0, most: width };
        let mut open: Vec<Container> = Vec::new();
        // The root's own braces are left out: what counts is inside.
        let inside = document.root().is_some_and(|root| matches!(root.kind, Kind::Object | Kind::Array));
        if inside && let Some(root) = document.root() {
            open.push(Container { node: 0, next: root.next, holds: 0 });
        }
        let mut index = small(usize::from(inside));
        while let Some(node) = document.node(index) {
            let this = index;
            index += 1;
            while let Some(container) = open.pop_if(|container| this >= container.next) {
                rows.push(close(container, &open));
            }
            if let Some(container) = open.last_mut() {
                container.holds += 1;
            }
            let comma = has_comma(node.next, &open);
            let indent = indent(document, this);
            let name = name_columns(document, this, width);
            let empty = node.next == this + 1;
            let (from, to) = node.value;
            if matches!(node.kind, Kind::Object | Kind::Array) {
                rows.push(Row { node: this, from, to, kind: RowKind::Member, comma: comma && empty });
                if !empty {
                    open.push(Container { node: this, next: node.next, holds: 0 });
                }
                if node.depth == 1 {
                    let used = indent + name + if empty { 2 } else { 1 };
                    placing.place(&mut rows, this, used, words(this));
                }
                continue;
            }
            let raw = document.raw(this);
            let value = Value::of(raw);
            let mut at = value.fitting(0, width.saturating_sub(indent + name + 1));
            let fits = at >= raw.len();
            let to = from + small(at);
            rows.push(Row { node: this, from, to, kind: RowKind::Member, comma: comma && fits });
            while at < raw.len() {
                let end = at + value.fitting(at, width.saturating_sub(indent + INDENT + 1));
                rows.push(Row {
                    node: this,
                    from: from + small(at),
                    to: from + small(end),
                    kind: RowKind::More,
                    comma: comma && end >= raw.len(),
                });
                at = end;
            }
            if node.depth == 1 {
                let used = if fits { indent + name + value.columns() + 1 } else { width };
                placing.place(&mut rows, this, used, words(this));
            }
        }
        while let Some(container) = open.pop() {
            if container.node != 0 || !inside {
                rows.push(close(container, &open));
            }
        }
        if let Some(fault) = &document.fault {
            let lines = wrap::sentences(&broken(fault), width).len();
            rows.extend((0..small(lines)).map(|line| Row {
                node: 0,
                from: line,
                to: 0,
                kind: RowKind::Broken,
                comma: false,
            }));
        }
        Self { rows, folds: Folds::default(), rooms: placing.rooms, words_at: placing.wanted.min(placing.most) }
    }
}

/// A container whose values are being put into rows.
struct Container {
    /// Its index.
    node: u32,
    /// The index behind all that it holds.
    next: u32,
    /// How many values it holds, as far as they were passed.
    holds: u32,
}

/// A value that is broken into rows: text, or octets of which some are none.
enum Value<'a> {
    Text(&'a str),
    Octets(&'a [u8]),
}

impl<'a> Value<'a> {
    fn of(raw: &'a [u8]) -> Self {
        std::str::from_utf8(raw).map_or(Self::Octets(raw), Self::Text)
    }

    /// How many bytes from `at` on fit into `width` columns; at least one, where there are any.
    fn fitting(&self, at: usize, width: usize) -> usize {
        match self {
            Self::Text(text) => text.get(at..).map_or(0, |rest| fitting(rest, width)),
            Self::Octets(octets) => {
                // No row holds more than this.
                let rest = octets.get(at..).unwrap_or_default();
                fitting_octets(rest.get(..width.max(1).saturating_mul(4)).unwrap_or(rest), width)
            }
        }
    }

    fn columns(&self) -> usize {
        match self {
            Self::Text(text) => columns(text),
            Self::Octets(octets) => columns(&visible_octets(octets)),
        }
    }
}

/// How many of the octets at the beginning of `window` fit into `width` columns; at least one.
fn fitting_octets(window: &[u8], width: usize) -> usize {
    // `\xff`
    const COLUMNS: usize = 4;
    let mut bytes = 0;
    let mut room = width;
    for chunk in window.utf8_chunks() {
        let text = chunk.valid();
        let fits = fitting(text, room).min(text.len());
        let used = text.get(..fits).map_or(0, columns);
        if used > room && bytes > 0 {
            break;
        }
        bytes += fits;
        room = room.saturating_sub(used);
        let wrong = chunk.invalid().len().min(room / COLUMNS);
        // What the window cuts in two begins the next row, or shows as octets.
        if fits < text.len() || wrong < chunk.invalid().len() {
            bytes += wrong;
            break;
        }
        bytes += wrong;
        room -= wrong * COLUMNS;
    }
    bytes.max(1).min(window.len())
}

/// The words for the place where reading ended.
#[must_use]
pub fn broken(fault: &crate::token::json::Fault) -> String {
    format!("byte {}: {fault}", fault.at)
}

/// Columns that the member at `index` is moved in.
#[must_use]
pub fn indent(document: &Document, index: u32) -> usize {
    document.node(index).map_or(0, |node| usize::from(node.depth.min(DEEPEST)) * INDENT)
}

/// Does the value at `index` stand deeper than rows are moved in?
#[must_use]
pub fn is_deeper(document: &Document, index: u32) -> bool {
    document.node(index).is_some_and(|node| node.depth > DEEPEST)
}

/// As much of the name of the member at `index` as is shown in `width` columns, so that there is always room for something of its value;
/// and is that all of it?
#[must_use]
pub fn name(document: &Document, index: u32, width: usize) -> Option<(Cow<'_, str>, bool)> {
    let raw = document.raw_name(index)?;
    let name = std::str::from_utf8(raw).map_or_else(|_| visible_octets(raw), Cow::Borrowed);
    let room = width.saturating_sub(indent(document, index) + LEAST_VALUE + 2).max(2);
    if fitting(&name, room) >= name.len() {
        return Some((name, true));
    }
    let shown = name.get(..fitting(&name, room - 1)).unwrap_or_default().to_owned();
    Some((Cow::Owned(shown), false))
}

/// Is the row `next` a continuation of the member in `row`, so that no words stand beside it?
#[must_use]
pub fn goes_on(row: &Row, next: Option<Row>) -> bool {
    next.is_some_and(|next| next.node == row.node && matches!(next.kind, RowKind::Words | RowKind::More))
}

/// Columns of the member's name with the colon and blank after it.
fn name_columns(document: &Document, index: u32, width: usize) -> usize {
    name(document, index, width).map_or(0, |(name, whole)| columns(&name) + usize::from(!whole) + 2)
}

fn close(container: Container, open: &[Container]) -> Row {
    let comma = has_comma(container.next, open);
    Row { node: container.node, from: container.holds, to: 0, kind: RowKind::Close, comma }
}

/// Does something follow before the innermost open container ends?
fn has_comma(next: u32, open: &[Container]) -> bool {
    open.last().is_some_and(|container| next < container.next)
}

/// Room being found for the words about members.
struct Placing {
    /// Columns of the pane.
    width: usize,
    rooms: Vec<Room>,
    /// The column behind the longest member that has words beside it.
    wanted: usize,
    /// The last column from which on the words have room, but for the longest of them.
    most: usize,
}

impl Placing {
    /// Finds room for the words about a member: beside it after `used` columns, else in rows of their own.
    fn place(&mut self, rows: &mut Vec<Row>, node: u32, used: usize, gloss: Option<Gloss>) {
        let Some(gloss) = gloss else { return };
        let lines = beside::rows_beneath(&gloss, used, self.width);
        if used + 2 + beside::needed(&gloss) <= self.width {
            self.wanted = self.wanted.max(used + 2);
            // Longer words find their own place.
            let columns = most_columns(&gloss);
            if columns <= CHANGING_WORDS {
                self.most = self.most.min(self.width.saturating_sub(columns));
            }
        }
        if gloss.until().is_some() {
            self.rooms.push(Room { node, used, rows: lines });
        }
        rows.extend((0..small(lines)).map(|line| Row { node, from: line, to: 0, kind: RowKind::Words, comma: false }));
    }
}

/// Sizes are capped at 16 MiB when a token is read.
fn small(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}
