//! One value of a JSON text: what it is, and where it stands.

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// `"…"`
    String,
    /// A number, of any size.
    Number,
    /// `true`
    True,
    /// `false`
    False,
    /// `null`
    Null,
    /// The fault stands here: a name without a value, or the beginning of a word.
    Broken,
}

impl Kind {
    /// What it is, in words: `a string`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Object => "an object",
            Self::Array => "an array",
            Self::String => "a string",
            Self::Number => "a number",
            Self::True => "true",
            Self::False => "false",
            Self::Null => "null",
            Self::Broken => "broken off",
        }
    }
}

/// How much of a value was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// The fault cut it off, or may have: a number at the end of a text that breaks off.
    Cut,
}

/// One value, in the order of the text (a container before what it holds): 24 bytes, as a 16 MiB text has millions of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Was it read to its end?
    pub extent: Extent,
    /// How many containers it stands in; 0 for the root.
    pub depth: u8,
    /// The bytes of its name with the quotes, start and end; both 0 for an array's element and for the root.
    pub name: (u32, u32),
    /// The bytes of the value, quotes or brackets included; up to the fault where the text breaks off.
    pub value: (u32, u32),
    /// The index of the first node after it and all that it holds.
    pub next: u32,
}
