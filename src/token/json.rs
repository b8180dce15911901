//! JSON as it was received: members in order, byte ranges, duplicates, exact number text, faults with offsets.

use std::ops::Range;

/// The deepest nesting that is read.
pub const MAX_DEPTH: usize = 128;

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Object,
    Array,
    String,
    Number,
    True,
    False,
    Null,
}

/// One value, in the order of the text (a container before what it holds). Sizes are kept small: a 16 MiB text has millions of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// The bytes of its name with the quotes, start and end; both 0 for an array's element and for the root.
    pub name: (u32, u32),
    /// The bytes of the value, quotes or brackets included; up to the fault where the text breaks off.
    pub value: (u32, u32),
    /// How many containers it stands in; 0 for the root.
    pub depth: u8,
    /// The index of the first node after it and all that it holds.
    pub next: u32,
}

/// A text taken apart, as far as it reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The octets as received.
    pub octets: Vec<u8>,
    /// The values, the root first; empty when not one could be read.
    pub nodes: Vec<Node>,
    /// Why and where reading ended before the end of the text.
    pub fault: Option<Fault>,
    /// What reads but must not be trusted, in order of place.
    pub flaws: Vec<Flaw>,
}

/// Why reading ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Byte of the text, from 0.
    pub at: usize,
    /// What was expected and what stood there.
    pub why: FaultKind,
}

/// The reasons for which reading ends. (Grow this list as the parser needs.)
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    Empty,
    TooDeep,
}

/// What reads but must not be trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// The same name again in one object, escapes undone: `first` and `again` are node indices.
    Duplicate { first: u32, again: u32 },
    /// Half of a surrogate pair in an escape, at this byte.
    LoneSurrogate { at: usize },
    /// Octets that are not UTF-8 (RFC 8259 §8.1), the first at this byte.
    NotUtf8 { at: usize },
}

impl Document {
    /// Takes `octets` apart.
    #[must_use]
    pub fn read(octets: Vec<u8>) -> Self {
        Self {
            octets,
            nodes: Vec::new(),
            fault: None,
            flaws: Vec::new(),
        }
    }
}

/// The span of something as a range of `usize`.
#[must_use]
pub fn range(span: (u32, u32)) -> Range<usize> {
    span.0 as usize..span.1 as usize
}
