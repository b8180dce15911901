//! What cannot be read in a token, or must not be obeyed: the codes that programs match on, and a sentence for people.

pub mod sentence;

use super::role::Role;

/// A fault: a code, its place and a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The part it is in; `None` for the token as a whole.
    pub part: Option<Role>,
    /// Which of several signatures or recipients the part belongs to, from 0.
    pub nth: usize,
    /// What it is.
    pub code: Code,
    /// From 0: the character of the segment for base64url, else the byte of the decoded part; `None` where it has no place.
    pub at: Option<usize>,
    /// What is wrong, and where it helps what to do. Holds no control character.
    pub why: String,
}

impl Fault {
    /// Where it is, in words: `payload, character 17`, counted from 1 as whoever counts characters does; `payload, byte 16`, an offset.
    #[must_use]
    pub fn place(&self) -> String {
        let part = self.part.map_or("token", Role::name);
        let nth = if self.nth > 0 { format!(" {}", self.nth + 1) } else { String::new() };
        match self.at {
            Some(at) if self.code.is_of_base64() => format!("{part}{nth}, character {}", at.saturating_add(1)),
            Some(at) => format!("{part}{nth}, byte {at}"),
            None => format!("{part}{nth}"),
        }
    }
}

/// What kind of fault it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// Nothing stands where something belongs.
    Empty,
    /// Neither three nor five segments.
    SegmentCount,
    /// The token was cut off.
    Truncated,
    /// A character that base64url does not have.
    Base64Char,
    /// The standard alphabet instead of the one for URLs.
    Base64StandardAlphabet,
    /// Padding, which JOSE leaves out.
    Base64Padding,
    /// A length that no number of octets has.
    Base64Length,
    /// Bits that must be zero are not.
    Base64TrailingBits,
    /// Octets that are not UTF-8.
    NotUtf8,
    /// Not JSON.
    NotJson,
    /// JSON, but no object.
    NotObject,
    /// The same name twice in one object.
    DuplicateMember,
    /// Half a surrogate pair.
    LoneSurrogate,
    /// Nested deeper than is read.
    TooDeep,
    /// A registered claim of another type.
    ClaimType,
    /// A registered header parameter of another type.
    ParamType,
    /// No `alg`.
    AlgMissing,
    /// `alg` is no string.
    AlgType,
    /// `alg` is `none`.
    AlgNone,
    /// `alg` or `enc` is no algorithm for this.
    AlgUnknown,
    /// A signature where `alg` is `none`.
    UnexpectedWithNone,
    /// A JWE without `enc`.
    EncMissing,
    /// `crit` is no list of names.
    CritMalformed,
    /// `crit` names an extension that is not understood.
    CritUnknown,
    /// `crit` names a parameter that is not there.
    CritAbsent,
    /// `crit` names a parameter of the specification itself.
    CritRegistered,
    /// `b64` is false and `crit` does not say so.
    B64WithoutCrit,
}

impl Code {
    /// Is it a fault of the characters, found before there are octets?
    #[must_use]
    pub const fn is_of_base64(self) -> bool {
        matches!(
            self,
            Self::Base64Char
                | Self::Base64StandardAlphabet
                | Self::Base64Padding
                | Self::Base64Length
                | Self::Base64TrailingBits
        )
    }

    /// The word of the JSON output.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::SegmentCount => "segment-count",
            Self::Truncated => "truncated",
            Self::Base64Char => "base64-char",
            Self::Base64StandardAlphabet => "base64-standard-alphabet",
            Self::Base64Padding => "base64-padding",
            Self::Base64Length => "base64-length",
            Self::Base64TrailingBits => "base64-trailing-bits",
            Self::NotUtf8 => "not-utf8",
            Self::NotJson => "not-json",
            Self::NotObject => "not-object",
            Self::DuplicateMember => "duplicate-member",
            Self::LoneSurrogate => "lone-surrogate",
            Self::TooDeep => "too-deep",
            Self::ClaimType => "claim-type",
            Self::ParamType => "param-type",
            Self::AlgMissing => "alg-missing",
            Self::AlgType => "alg-type",
            Self::AlgNone => "alg-none",
            Self::AlgUnknown => "alg-unknown",
            Self::UnexpectedWithNone => "unexpected-with-none",
            Self::EncMissing => "enc-missing",
            Self::CritMalformed => "crit-malformed",
            Self::CritUnknown => "crit-unknown",
            Self::CritAbsent => "crit-absent",
            Self::CritRegistered => "crit-registered",
            Self::B64WithoutCrit => "b64-without-crit",
        }
    }
}
