//! JSON as it was received: members in order, byte ranges, duplicates, exact number text, faults with offsets.
//!
//! Strict RFC 8259. It differs from `serde_json::Value` in four things: 128 containers may stand in each other, duplicate names
//! are kept, a lone surrogate and a byte order mark are flaws and no faults, and a number may be as large as it likes.

mod ancestry;
mod escape;
mod names;
mod node;
mod parse;

use std::borrow::Cow;
use std::fmt;
use std::iter;
use std::ops::Range;

use super::fault::{Code, sentence};
use super::visible::{is_hidden, visible};
use ancestry::Ancestry;
use escape::unescape;
use names::Names;
pub use node::{Extent, Kind, Node};

/// The deepest nesting that is read: so many containers may stand in each other.
pub const MAX_DEPTH: usize = 128;

/// A text taken apart, as far as it reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The octets as received.
    pub octets: Vec<u8>,
    /// The values, the root first; empty when not one could be read.
    pub nodes: Vec<Node>,
    /// Why and where reading ended before the end of the text.
    pub fault: Option<Fault>,
    /// What reads but must not be trusted, in order of place. As many as a hostile text has: show the first few.
    pub flaws: Vec<Flaw>,
    /// By which the containers of a value are found.
    ancestry: Ancestry,
    /// By which the members of the root are found.
    names: Names,
}

/// Why reading ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Byte of the text, from 0.
    pub at: usize,
    /// What was expected and what stood there.
    pub why: FaultKind,
}

/// The reasons for which reading ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// No octets, or only white space.
    Empty,
    /// Longer than the offsets of a [`Node`] reach.
    TooLong {
        /// The length of the text.
        octets: usize,
    },
    /// A container stands in [`MAX_DEPTH`] others.
    TooDeep,
    /// The grammar of RFC 8259 asks for something else.
    Unexpected {
        /// What it asks for.
        expected: Expected,
        /// What stands there.
        found: Found,
    },
    /// A digit after a leading zero (RFC 8259 §6).
    LeadingZero,
    /// A raw control character in a string (RFC 8259 §7).
    Control {
        /// The character.
        found: char,
    },
}

/// What the grammar asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Any value.
    Value,
    /// After `[`.
    ValueOrBracket,
    /// After `,` in an object.
    Name,
    /// After `{`.
    NameOrBrace,
    /// After a name.
    Colon,
    /// After a member.
    CommaOrBrace,
    /// After an element.
    CommaOrBracket,
    /// After the root.
    End,
    /// In a number.
    Digit,
    /// The rest of `true`, `false` or `null`.
    Word(&'static str),
    /// At the end of a string.
    Quote,
    /// After a backslash.
    Escape,
    /// After `\u`.
    HexDigit,
}

/// What stands at a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Nothing more.
    End,
    /// A character.
    Char(char),
    /// An octet that is not UTF-8.
    Octet(u8),
}

/// What reads but must not be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// The same name again in one object, escapes undone. RFC 7519 §4: refuse the token, or take the last.
    Duplicate {
        /// The byte where the name stands again.
        at: usize,
        /// The node that has the name first.
        first: u32,
        /// The node that has it again.
        again: u32,
    },
    /// Half of a surrogate pair in an escape, at this byte: the first of its string.
    LoneSurrogate {
        /// The byte of the backslash.
        at: usize,
    },
    /// Octets that are not UTF-8 (RFC 8259 §8.1), the first of their string, and always the first of the text.
    NotUtf8 {
        /// The byte of the first.
        at: usize,
    },
    /// A byte order mark before the text, which RFC 8259 §8.1 forbids to send and allows to ignore.
    ByteOrderMark,
}

impl Document {
    /// The outermost value.
    #[must_use]
    pub fn root(&self) -> Option<&Node> {
        self.nodes.first()
    }

    /// The value at an index.
    #[must_use]
    pub fn node(&self, index: u32) -> Option<&Node> {
        self.nodes.get(index as usize)
    }

    /// What a container holds directly, in order; nothing for other values.
    pub fn members(&self, container: u32) -> impl Iterator<Item = u32> + '_ {
        members(&self.nodes, container)
    }

    /// The containers that the value at `index` stands in, the root first; none for the root itself. Does not grow with the text.
    #[must_use]
    pub fn ancestors(&self, index: u32) -> Vec<u32> {
        self.ancestry.above(&self.nodes, index)
    }

    /// The value directly in the root that the one at `index` is or stands in; none for the root itself.
    #[must_use]
    pub fn outermost(&self, index: u32) -> Option<u32> {
        let node = self.node(index)?;
        match node.depth {
            0 => None,
            1 => Some(index),
            _ => self.ancestors(index).get(1).copied(),
        }
    }

    /// The name of a member, escapes undone; what no text can hold is U+FFFD.
    #[must_use]
    pub fn name(&self, index: u32) -> Option<Cow<'_, str>> {
        let node = self.node(index)?;
        (node.name != (0, 0)).then(|| escape::text(inside(self.slice(node.name))))
    }

    /// The name of a member as received, quotes included.
    #[must_use]
    pub fn raw_name(&self, index: u32) -> Option<&[u8]> {
        self.node(index).filter(|node| node.name != (0, 0)).map(|node| self.slice(node.name))
    }

    /// The text of a string, escapes undone; what no text can hold is U+FFFD. As far as it was read.
    #[must_use]
    pub fn string(&self, index: u32) -> Option<Cow<'_, str>> {
        let node = self.node(index)?;
        (node.kind == Kind::String).then(|| escape::text(inside(self.slice(node.value))))
    }

    /// A number, digit for digit; none when it was cut off, as it would be another number.
    #[must_use]
    pub fn number_text(&self, index: u32) -> Option<&str> {
        let node = self.node(index)?;
        match (node.kind, node.extent) {
            (Kind::Number, Extent::Whole) => str::from_utf8(self.slice(node.value)).ok(),
            _ => None,
        }
    }

    /// The octets of a value as received, quotes or brackets included.
    #[must_use]
    pub fn raw(&self, index: u32) -> &[u8] {
        self.node(index).map_or(&[], |node| self.slice(node.value))
    }

    /// The root's member of this name; of several the last, as ECMAScript does (RFC 7519 §4).
    #[must_use]
    pub fn get(&self, name: &str) -> Option<u32> {
        self.get_in(0, name)
    }

    /// The same of any object.
    #[must_use]
    pub fn get_in(&self, object: u32, name: &str) -> Option<u32> {
        self.all_in(object, name).last()
    }

    /// Every member of the root that has this name, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = u32> + 'a {
        self.all_in(0, name)
    }

    /// The same of any object.
    pub fn all_in<'a>(&'a self, object: u32, name: &'a str) -> impl Iterator<Item = u32> + 'a {
        let is_named = move |index: &u32| {
            self.node(*index)
                .is_some_and(|node| node.name != (0, 0) && *unescape(inside(self.slice(node.name))) == *name.as_bytes())
        };
        // Where the root is no object, nothing in it has a name.
        let (listed, walked) =
            if object == 0 { (self.names.like(name.as_bytes()), None) } else { (&[][..], Some(self.members(object))) };
        listed.iter().map(|(_, index)| *index).chain(walked.into_iter().flatten()).filter(is_named)
    }

    /// The value written again: valid JSON without white space; order, duplicates, escapes and numbers as received, and what
    /// [`is_hidden`] as `\u202e`. None when the text has a fault or the value is not UTF-8.
    #[must_use]
    pub fn compact(&self, index: u32) -> Option<String> {
        if self.fault.is_some() {
            return None;
        }
        // Only what is written is looked at: whoever asks for each of a million members must not read the whole text a million times.
        let text = |span| str::from_utf8(self.slice(span)).ok();
        let top = *self.node(index)?;
        let mut out = String::with_capacity((top.value.1 - top.value.0) as usize);
        // The containers that are open, as the index of the node after them and what closes them.
        let mut open: Vec<(u32, char)> = Vec::new();
        let mut is_first = true;
        for (at, node) in (index..top.next).zip(self.nodes.get(index as usize..)?) {
            while let Some((_, close)) = open.pop_if(|(next, _)| *next <= at) {
                out.push(close);
                is_first = false;
            }
            if !is_first {
                out.push(',');
            }
            is_first = false;
            if at != index && node.name != (0, 0) {
                push_string(&mut out, text(node.name)?);
                out.push(':');
            }
            match node.kind {
                Kind::Object | Kind::Array => {
                    let (bracket, close) = if node.kind == Kind::Object { ('{', '}') } else { ('[', ']') };
                    out.push(bracket);
                    open.push((node.next, close));
                    is_first = true;
                }
                Kind::String => push_string(&mut out, text(node.value)?),
                Kind::Number | Kind::True | Kind::False | Kind::Null | Kind::Broken => {
                    out.push_str(text(node.value)?);
                }
            }
        }
        out.extend(open.into_iter().rev().map(|(_, close)| close));
        Some(out)
    }

    fn slice(&self, span: (u32, u32)) -> &[u8] {
        self.octets.get(range(span)).unwrap_or_default()
    }
}

/// The span of something as a range of `usize`.
#[must_use]
pub fn range(span: (u32, u32)) -> Range<usize> {
    span.0 as usize..span.1 as usize
}

/// The nodes that a container holds directly.
fn members(nodes: &[Node], container: u32) -> impl Iterator<Item = u32> + '_ {
    let end = nodes.get(container as usize).map_or(0, |node| node.next);
    let within = move |index: &u32| *index < end;
    iter::successors(container.checked_add(1).filter(within), move |&index| {
        nodes.get(index as usize).map(|node| node.next).filter(within)
    })
}

/// What stands between the quotes of a string, the last of which may be missing.
fn inside(string: &[u8]) -> &[u8] {
    let body = string.strip_prefix(b"\"").unwrap_or(string);
    match body.strip_suffix(b"\"") {
        // After an odd number of backslashes the quote is of the text.
        Some(shorter) if shorter.iter().rev().take_while(|&&octet| octet == b'\\').count() % 2 == 0 => shorter,
        _ => body,
    }
}

/// Writes a string with its quotes; its own escapes stay, what hides in it becomes one.
fn push_string(out: &mut String, raw: &str) {
    let mut rest = raw;
    while let Some((at, hidden)) = rest.char_indices().find(|&(_, character)| is_hidden(character)) {
        out.push_str(rest.get(..at).unwrap_or_default());
        for unit in hidden.encode_utf16(&mut [0; 2]) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
        rest = rest.get(at + hidden.len_utf8()..).unwrap_or_default();
    }
    out.push_str(rest);
}

impl Fault {
    /// Its code.
    #[must_use]
    pub fn code(&self) -> Code {
        match self.why {
            FaultKind::Empty => Code::Empty,
            FaultKind::TooDeep => Code::TooDeep,
            FaultKind::TooLong { .. }
            | FaultKind::Unexpected { .. }
            | FaultKind::LeadingZero
            | FaultKind::Control { .. } => Code::NotJson,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&match self.why {
            FaultKind::Empty => sentence::nothing_but_space(),
            FaultKind::TooLong { octets } => sentence::too_long(u32::MAX, octets),
            FaultKind::TooDeep => sentence::too_deep(MAX_DEPTH),
            FaultKind::Unexpected { expected, found } => sentence::not_json(expected, found),
            FaultKind::LeadingZero => sentence::leading_zero(),
            FaultKind::Control { found } => sentence::control(Found::Char(found)),
        })
    }
}

impl std::error::Error for Fault {}

impl fmt::Display for Expected {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&match self {
            Self::Value => sentence::expected_value(),
            Self::ValueOrBracket => sentence::expected_value_or_bracket(),
            Self::Name => sentence::expected_name(),
            Self::NameOrBrace => sentence::expected_name_or_brace(),
            Self::Colon => sentence::expected_colon(),
            Self::CommaOrBrace => sentence::expected_comma_or_brace(),
            Self::CommaOrBracket => sentence::expected_comma_or_bracket(),
            Self::End => sentence::expected_end(),
            Self::Digit => sentence::expected_digit(),
            Self::Word(word) => sentence::expected_word(word),
            Self::Quote => sentence::expected_quote(),
            Self::Escape => sentence::expected_escape(),
            Self::HexDigit => sentence::expected_hex_digit(),
        })
    }
}

impl fmt::Display for Found {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&match self {
            Self::End => sentence::found_end(),
            Self::Char('"') => sentence::found_quote(),
            Self::Char(character) => sentence::found_character(visible(character.encode_utf8(&mut [0; 4]))),
            Self::Octet(octet) => sentence::found_octet(format_args!("{octet:02x}")),
        })
    }
}

impl Flaw {
    /// The byte of the text where it shows.
    #[must_use]
    pub fn at(&self) -> usize {
        match *self {
            Self::Duplicate { at, .. } | Self::LoneSurrogate { at } | Self::NotUtf8 { at } => at,
            Self::ByteOrderMark => 0,
        }
    }

    /// Its code.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::Duplicate { .. } => Code::DuplicateMember,
            Self::LoneSurrogate { .. } => Code::LoneSurrogate,
            Self::NotUtf8 { .. } => Code::NotUtf8,
            Self::ByteOrderMark => Code::NotJson,
        }
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&match self {
            Self::Duplicate { .. } => sentence::duplicate_member(),
            Self::LoneSurrogate { .. } => sentence::lone_surrogate(),
            Self::NotUtf8 { .. } => sentence::not_utf8(),
            Self::ByteOrderMark => sentence::byte_order_mark(),
        })
    }
}

impl std::error::Error for Flaw {}

#[cfg(test)]
mod tests;
