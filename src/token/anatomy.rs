//! One token and its parts. Each part reads or says why; the whole never fails.

mod read;

use std::borrow::Cow;

pub use self::read::read_all;
use super::fault::{Code, Fault};
use super::find::Form;
use super::json::{self, Document, Extent};
use super::lifetime::Times;
use super::media_type::is_jwt;
use super::part::{Coding, Part, Role};
use super::registry;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Signed, or unsecured (RFC 7515).
    Jws,
    /// Encrypted (RFC 7516).
    Jwe,
    /// A token of which parts are missing.
    Fragment,
    /// The shape of a token, with nothing in it that reads.
    Unreadable,
}

impl Kind {
    /// The word of the JSON output.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Jws => "jws",
            Self::Jwe => "jwe",
            Self::Fragment => "fragment",
            Self::Unreadable => "unreadable",
        }
    }
}

/// A token taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its exact characters.
    pub text: String,
    /// What it is.
    pub kind: Kind,
    /// How it is written down.
    pub form: Form,
    /// Where it stood in the pasted text.
    pub place: String,
    /// What was taken away around and inside it.
    pub stripped: Vec<String>,
    /// Its parts, in the order in which they stand in the compact serialization.
    pub parts: Vec<Part>,
    /// What cannot be read in it or must not be obeyed.
    pub faults: Vec<Fault>,
    /// How many signatures or recipients it lists.
    signers: usize,
}

impl Token {
    /// The faults for which nobody may accept it: a claim of the wrong type, a registered one that stands there twice with different values
    /// (RFC 7519 §4), a payload that is no claims set (§7.2, step 10), a `crit` that is not understood (RFC 7515 §4.1.11), a member that the
    /// JSON serialization has twice (§4).
    pub fn refused_for(&self) -> impl Iterator<Item = &Fault> {
        let unread = self.claims().is_none_or(|claims| claims.fault.is_some());
        let disputed = self.disputed_claims();
        self.faults.iter().filter(move |fault| match fault.code {
            Code::ClaimType | Code::CritMalformed | Code::CritUnknown | Code::CritAbsent | Code::CritRegistered => true,
            Code::TooDeep => unread && fault.part == Some(Role::Payload),
            Code::NotUtf8 | Code::NotJson | Code::NotObject | Code::Empty => fault.part == Some(Role::Payload),
            Code::DuplicateMember => match fault.part {
                Some(Role::Payload) => fault.at.is_some_and(|at| disputed.contains(&at)),
                Some(_) => false,
                None => true,
            },
            _ => false,
        })
    }

    /// The bytes of the payload where a registered claim stands again with another value: readers disagree on which counts.
    fn disputed_claims(&self) -> Vec<usize> {
        let Some(claims) = self.claims() else { return Vec::new() };
        let disputed = |flaw: &json::Flaw| match *flaw {
            json::Flaw::Duplicate { at, first, again } => {
                let is_claim = claims.node(again).is_some_and(|node| node.depth == 1);
                let is_registered = claims.name(again).is_some_and(|name| registry::REGISTERED.contains(&&*name));
                (is_claim && is_registered && claims.compact(first) != claims.compact(again)).then_some(at)
            }
            json::Flaw::LoneSurrogate { .. } | json::Flaw::NotUtf8 { .. } | json::Flaw::ByteOrderMark => None,
        };
        claims.flaws.iter().filter_map(disputed).collect()
    }

    /// Is it signed over a payload that is not in it (RFC 7515, appendix F)?
    #[must_use]
    pub fn is_detached(&self) -> bool {
        self.kind == Kind::Jws && self.part(Role::Payload).is_none_or(|payload| payload.at.is_empty())
    }

    /// The first part with this role.
    #[must_use]
    pub fn part(&self, role: Role) -> Option<&Part> {
        self.parts.iter().find(|part| part.role == role)
    }

    /// The part with this role that belongs to signature or recipient `nth`.
    #[must_use]
    pub fn nth_part(&self, role: Role, nth: usize) -> Option<&Part> {
        self.parts.iter().find(|part| part.role == role && part.nth == nth)
    }

    /// How many signatures or recipients it has; a compact token counts as one.
    #[must_use]
    pub const fn signatures(&self) -> usize {
        self.signers
    }

    /// The header parameter `name` of signature `nth`: from the protected header, else from an unprotected one.
    #[must_use]
    pub fn parameter(&self, nth: usize, name: &str) -> Option<(&Part, &Document, u32)> {
        [Role::Header, Role::Unprotected].into_iter().flat_map(|role| self.headers(nth, role)).find_map(|part| {
            let document = part.object()?;
            Some((part, document, document.get(name)?))
        })
    }

    /// The headers with this role that signature or recipient `nth` is to be read by; no other's, but what all share.
    pub fn headers(&self, nth: usize, role: Role) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |part| part.role == role && (part.shared || part.nth == nth))
    }

    /// The `alg` of the first signature, where it is a string, and whole.
    #[must_use]
    pub fn alg(&self) -> Option<Cow<'_, str>> {
        self.alg_of(0)
    }

    /// The `alg` of signature or recipient `nth`, where it is a string, and whole.
    #[must_use]
    pub fn alg_of(&self, nth: usize) -> Option<Cow<'_, str>> {
        let (_, header, index) = self.parameter(nth, "alg")?;
        header.node(index).filter(|node| node.extent == Extent::Whole)?;
        header.string(index)
    }

    /// The claims: the payload, where it is a JSON object.
    #[must_use]
    pub fn claims(&self) -> Option<&Document> {
        self.part(Role::Payload)?.object()
    }

    /// The dates that say when it is good.
    #[must_use]
    pub fn times(&self) -> Times {
        if let Some(claims) = self.claims() {
            return Times::of(claims);
        }
        let read = |part: &Part| match part.json() {
            Some(document) => document.fault.is_none(),
            // Whoever gave it beside the token knows what it is; where nobody did, it has to be seen first.
            None => part.coding == Coding::Plain && part.at.is_empty(),
        };
        match self.part(Role::Payload) {
            // JSON that is no object, or nothing at all, has no claims; what does not read, or is not all there, may have any.
            Some(payload) if self.kind == Kind::Jws && payload.complete && read(payload) && !self.wraps_a_token() => {
                Times::endless()
            }
            Some(_) | None => Times::none(),
        }
    }

    /// Does its header say that the payload is a token itself (RFC 7519 §5.2)? That one has the dates.
    #[must_use]
    pub fn wraps_a_token(&self) -> bool {
        let cty = self.parameter(0, "cty").and_then(|(_, header, index)| header.string(index));
        cty.is_some_and(|cty| is_jwt(&cty))
    }

    /// Is it without any protection: `alg` is `none` (RFC 7518 §3.6)?
    #[must_use]
    pub fn unsecured(&self) -> bool {
        self.kind == Kind::Jws && self.alg().as_deref() == Some("none")
    }

    /// The characters of a part as they stand in the token.
    #[must_use]
    pub fn segment(&self, part: &Part) -> &str {
        self.text.get(part.at.clone()).unwrap_or_default()
    }
}

/// How many flaws of one text are told, and how many faults of one kind: a hostile text has as many as it likes.
pub(super) const FLAWS_TOLD: usize = 20;
