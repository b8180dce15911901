//! Why a recipe makes no token: which field, where in it, and what to do.

use std::fmt;

use crate::token::json::{self, Kind};
use crate::token::time_spec::NoInstant;
use crate::token::visible::visible;

/// A field of a recipe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// `alg`
    Algorithm,
    /// `typ`
    Typ,
    /// `kid`
    Kid,
    /// Further header parameters.
    Header,
    /// `sub`
    Subject,
    /// `name`
    Name,
    /// `iss`
    Issuer,
    /// `aud`
    Audience,
    /// The roles, however they are written.
    Roles,
    /// `nbf`
    NotBefore,
    /// `iat`
    Issued,
    /// `exp`
    Lifetime,
    /// `jti`
    Jti,
    /// Further claims.
    Claims,
}

impl Field {
    /// Its name in the form.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Algorithm => "algorithm",
            Self::Typ => "typ",
            Self::Kid => "kid",
            Self::Header => "further header",
            Self::Subject => "subject",
            Self::Name => "name",
            Self::Issuer => "issuer",
            Self::Audience => "audience",
            Self::Roles => "roles",
            Self::NotBefore => "not before",
            Self::Issued => "issued",
            Self::Lifetime => "lifetime",
            Self::Jti => "jti",
            Self::Claims => "further claims",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecipeFault {
    /// The field.
    pub field: Field,
    /// What is wrong.
    pub why: Why,
    /// The byte of the field's text at which it is wrong, from 0; `None` where the whole field is.
    pub at: Option<usize>,
}

/// The reasons for which a recipe makes no token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The further members are no JSON.
    Json(json::FaultKind),
    /// They are JSON, but no object.
    NotAnObject(Kind),
    /// A name stands twice among them.
    Twice(String),
    /// A name is already given by another field.
    Elsewhere(String, Field),
    /// `role` is one string.
    OneRole(usize),
    /// A scope is a list that blanks divide (RFC 6749 §3.3).
    BlankInScope(String),
    /// A text that names no time.
    Time(NoInstant),
    /// Later than 64 bits of seconds reach.
    NoSuchInstant,
}

impl fmt::Display for Why {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(why) => write!(out, "{}", json::Fault { at: 0, why: *why }),
            Self::NotAnObject(kind) => {
                write!(out, "expected an object such as {{\"tenant\":\"acme\"}}, found {}", kind.words())
            }
            Self::Twice(name) => write!(out, "`{}` stands here twice: take one of them away", visible(name)),
            // An algorithm is always chosen.
            Self::Elsewhere(name, Field::Algorithm) => {
                write!(out, "`{}` is what was chosen as algorithm: take it away here", visible(name))
            }
            Self::Elsewhere(name, field) => {
                write!(out, "`{}` is already given as {}: clear it there or here", visible(name), field.words())
            }
            Self::OneRole(count) => {
                write!(out, "`role` holds one role and here are {count}: write them as roles or scope")
            }
            Self::BlankInScope(role) => {
                write!(out, "`{}` has a blank in it, which divides a scope in two: write it as roles", visible(role))
            }
            Self::Time(why) => why.fmt(out),
            Self::NoSuchInstant => out.write_str("no number of seconds reaches that far: write something shorter"),
        }
    }
}

impl fmt::Display for RecipeFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.field.words(), self.why)
    }
}

impl std::error::Error for RecipeFault {}
