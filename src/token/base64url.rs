//! One base64url segment → its octets, strictly first (RFC 7515 §2), then with what has to be forgiven before it reads.

use std::fmt;
use std::ops::Range;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD, URL_SAFE_NO_PAD};

use super::fault::{Code, sentence};
use super::visible::visible;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Reads what the diagnosis has cleaned; the unused bits of the last character are no reason to stop.
const FORGIVING: GeneralPurpose =
    GeneralPurpose::new(&alphabet::URL_SAFE, NO_PAD.with_decode_allow_trailing_bits(true));

/// One kind of thing that is wrong with a segment: where first, and how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// The first place: character of the segment, from 0.
    pub at: usize,
    /// What stands there.
    pub why: FaultKind,
    /// How many characters of the segment have this fault; at least 1.
    pub times: usize,
}

/// Why a segment cannot be read, or only with leniency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// A character that no base64 alphabet has, or `=` before the end: what stands before it is all that can be read.
    Char {
        /// The character.
        found: char,
    },
    /// `+` or `/`: the standard alphabet of RFC 4648 §4 instead of §5. Read as `-` and `_`.
    StandardAlphabet {
        /// The character.
        found: char,
    },
    /// White space. Read as if it were not there.
    WhiteSpace {
        /// The character.
        found: char,
    },
    /// `=` at the end, which RFC 7515 §2 leaves out. Read as if it were not there.
    Padding,
    /// A length of 1 modulo 4, which no number of octets gives: the last character cannot be read.
    Length {
        /// How many characters of the alphabet the segment has.
        characters: usize,
    },
    /// The unused bits of the last character are not zero: another spelling of the same octets (RFC 4648 §3.5). Read as if they were.
    TrailingBits {
        /// The character.
        found: char,
        /// The character that has the same used bits and no others.
        canonical: char,
    },
}

/// A segment as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The octets: all of them when it reads strictly or with leniency, else those before the first character that does not.
    pub octets: Vec<u8>,
    /// What is wrong, the first of each kind, in order of place; empty for strict base64url. Six at most.
    pub faults: Vec<Fault>,
}

impl Reading {
    /// Are the octets everything that the segment says?
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.faults.iter().all(|fault| fault.why.is_forgiven())
    }
}

impl FaultKind {
    /// Does the segment read as a whole in spite of this?
    #[must_use]
    pub fn is_forgiven(&self) -> bool {
        match self {
            Self::Char { .. } | Self::Length { .. } => false,
            Self::StandardAlphabet { .. } | Self::WhiteSpace { .. } | Self::Padding | Self::TrailingBits { .. } => true,
        }
    }
}

impl Fault {
    /// Its code.
    #[must_use]
    pub fn code(&self) -> Code {
        match self.why {
            FaultKind::Char { .. } | FaultKind::WhiteSpace { .. } => Code::Base64Char,
            FaultKind::StandardAlphabet { .. } => Code::Base64StandardAlphabet,
            FaultKind::Padding => Code::Base64Padding,
            FaultKind::Length { .. } => Code::Base64Length,
            FaultKind::TrailingBits { .. } => Code::Base64TrailingBits,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let show = |found: char| visible(found.encode_utf8(&mut [0; 4])).into_owned();
        let why = match self.why {
            FaultKind::Char { found: '=' } => sentence::early_padding(),
            FaultKind::Char { found } => sentence::base64_char(show(found)),
            FaultKind::StandardAlphabet { found } => {
                sentence::standard_alphabet(show(found), if found == '+' { '-' } else { '_' })
            }
            FaultKind::WhiteSpace { found } => sentence::white_space(show(found)),
            FaultKind::Padding => sentence::padding(),
            FaultKind::Length { characters: 1 } => sentence::length_of_one(),
            FaultKind::Length { characters } => sentence::length(characters),
            FaultKind::TrailingBits { found, canonical } => sentence::trailing_bits(show(found), canonical),
        };
        out.write_str(&why)?;
        if self.times > 1 { out.write_str(&sentence::times(self.times)) } else { Ok(()) }
    }
}

impl std::error::Error for Fault {}

/// Reads one segment; an empty one has no octets and no faults.
#[must_use]
pub fn read(segment: &str) -> Reading {
    match URL_SAFE_NO_PAD.decode(segment) {
        Ok(octets) => Reading { octets, faults: Vec::new() },
        Err(_) => diagnose(segment),
    }
}

/// Which characters of a strict segment of `length` characters encode these octets?
///
/// The first and the last are shared with the neighbours where the octets do not begin or end a group of three.
#[must_use]
pub fn characters_of(octets: Range<usize>, length: usize) -> Range<usize> {
    let start = octets.start.saturating_mul(4) / 3;
    let end = if octets.is_empty() { start } else { octets.end.saturating_mul(4).div_ceil(3) };
    start.min(length)..end.min(length)
}

/// Which octets do these characters of a strict segment of `length` characters take part in?
#[must_use]
pub fn octets_of(characters: Range<usize>, length: usize) -> Range<usize> {
    let octets = length.saturating_mul(3) / 4;
    let start = characters.start.saturating_mul(3) / 4;
    let end = if characters.is_empty() { start } else { characters.end.saturating_mul(3).div_ceil(4) };
    start.min(octets)..end.min(octets)
}

/// The characters that may stand last in a strict `segment` without changing its octets, its own among them: they differ in the bits that
/// belong to no octet (RFC 4648 §3.5). One where there are no such bits; none for an empty segment.
#[must_use]
pub fn last_characters(segment: &str) -> Vec<char> {
    let spare = match segment.len() % 4 {
        2 => 0b00_1111,
        3 => 0b00_0011,
        _ => 0,
    };
    let last = segment.bytes().last().and_then(|last| ALPHABET.iter().position(|letter| *letter == last));
    let same = |sextet: usize| last.is_some_and(|last| sextet & !spare == last & !spare);
    ALPHABET.iter().enumerate().filter(|(sextet, _)| same(*sextet)).map(|(_, letter)| char::from(*letter)).collect()
}

/// The second look, at a segment that does not read strictly.
fn diagnose(segment: &str) -> Reading {
    let mut faults = Faults(Vec::new());
    // What can be read, in the one alphabet: nothing joins it after the first foreign character.
    let mut clean = Vec::with_capacity(segment.len());
    let mut last = (0, 'A');
    let mut broken = false;
    let tail = segment.trim_end_matches(|end: char| end == '=' || end.is_whitespace()).len();
    for (at, (byte, found)) in segment.char_indices().enumerate() {
        let sextet = match found {
            '+' | '/' => {
                faults.add(at, FaultKind::StandardAlphabet { found });
                if found == '+' { b'-' } else { b'_' }
            }
            'A'..='Z' | 'a'..='z' | '0'..='9' | '-' | '_' => found as u8,
            '=' if byte >= tail => {
                faults.add(at, FaultKind::Padding);
                continue;
            }
            space if space.is_whitespace() => {
                faults.add(at, FaultKind::WhiteSpace { found });
                continue;
            }
            _ => {
                faults.add(at, FaultKind::Char { found });
                broken = true;
                continue;
            }
        };
        if !broken {
            clean.push(sextet);
            last = (at, found);
        }
    }
    let characters = clean.len();
    if characters % 4 == 1 {
        clean.pop();
    }
    if !broken {
        if characters % 4 == 1 {
            faults.add(last.0, FaultKind::Length { characters });
        } else if let Some(canonical) = canonical(&clean) {
            faults.add(last.0, FaultKind::TrailingBits { found: last.1, canonical });
        }
    }
    // Cannot fail: only the alphabet is in it, and its length is that of some octets.
    let octets = FORGIVING.decode(&clean).unwrap_or_default();
    faults.0.sort_by_key(|fault| fault.at);
    Reading { octets, faults: faults.0 }
}

/// The character that should stand last, when another one does.
fn canonical(clean: &[u8]) -> Option<char> {
    let used = match clean.len() % 4 {
        2 => 0b11_0000,
        3 => 0b11_1100,
        _ => return None,
    };
    let last = clean.last()?;
    let sextet = ALPHABET.iter().position(|letter| letter == last)?;
    let canonical = ALPHABET.get(sextet & used)?;
    (canonical != last).then_some(char::from(*canonical))
}

/// The first fault of each kind and how often it comes again.
struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, at: usize, why: FaultKind) {
        let kind = std::mem::discriminant(&why);
        match self.0.iter_mut().find(|fault| std::mem::discriminant(&fault.why) == kind) {
            Some(fault) => fault.times += 1,
            None => self.0.push(Fault { at, why, times: 1 }),
        }
    }
}

#[cfg(test)]
mod tests;
