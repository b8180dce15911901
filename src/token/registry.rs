//! What is registered: the claims, header parameters and algorithms that have a specification, with type and source.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::json::{Document, Kind};

/// The claims of RFC 7519 §4.1.
pub const REGISTERED: [&str; 7] = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];

/// The type that a specification gives a claim or a header parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Type {
    /// A string; with a colon in it, a URI (RFC 7519 §2).
    StringOrURI,
    /// Any string.
    #[serde(rename = "string")]
    String,
    /// Seconds since 1970 (RFC 7519 §2).
    NumericDate,
    /// Any number.
    #[serde(rename = "number")]
    Number,
    /// A whole number.
    #[serde(rename = "integer")]
    Integer,
    /// True or false.
    #[serde(rename = "boolean")]
    Boolean,
    /// An object.
    #[serde(rename = "object")]
    Object,
    /// An array of whatever.
    #[serde(rename = "array")]
    Array,
    /// An array of strings.
    #[serde(rename = "array of strings")]
    Strings,
    /// A string, or an array of them.
    #[serde(rename = "string or array of strings")]
    StringOrStrings,
    /// A URI.
    #[serde(rename = "URI")]
    Uri,
    /// The specification leaves it open.
    #[serde(rename = "any")]
    Any,
}

impl Type {
    /// What it asks for, in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::StringOrURI | Self::String => "a string",
            Self::Uri => "a URI",
            Self::NumericDate => "a number of seconds since 1970",
            Self::Number => "a number",
            Self::Integer => "a whole number",
            Self::Boolean => "true or false",
            Self::Object => "an object",
            Self::Array => "an array",
            Self::Strings => "an array of strings",
            Self::StringOrStrings => "a string or an array of strings",
            Self::Any => "anything",
        }
    }

    /// Is the value at `index` of this type?
    #[must_use]
    pub fn fits(self, document: &Document, index: u32) -> bool {
        let Some(kind) = document.node(index).map(|node| node.kind) else {
            return false;
        };
        // In the place of an element that an SD-JWT discloses or hides stands its digest (RFC 9901 §4.2.4.2).
        let is_string = |i: u32| {
            document.node(i).is_some_and(|node| match node.kind {
                Kind::String => true,
                Kind::Object => document.get_in(i, "...").is_some(),
                Kind::Array | Kind::Number | Kind::True | Kind::False | Kind::Null | Kind::Broken => false,
            })
        };
        let strings = || kind == Kind::Array && document.members(index).all(is_string);
        match self {
            Self::StringOrURI | Self::String | Self::Uri => kind == Kind::String,
            Self::NumericDate | Self::Number => kind == Kind::Number,
            Self::Integer => {
                kind == Kind::Number && document.number_text(index).is_some_and(|text| !text.contains(['.', 'e', 'E']))
            }
            Self::Boolean => matches!(kind, Kind::True | Kind::False),
            Self::Object => kind == Kind::Object,
            Self::Array => kind == Kind::Array,
            Self::Strings => strings(),
            Self::StringOrStrings => kind == Kind::String || strings(),
            Self::Any => true,
        }
    }
}

/// What is registered of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Claim {
    /// Its type.
    #[serde(rename = "type")]
    pub kind: Type,
    /// The specification and section that define it.
    pub source: Option<String>,
    /// Who uses it, where it is not in the public registry.
    pub vendor: Option<String>,
    /// Is it in use without being registered?
    #[serde(default)]
    pub private: bool,
}

impl Claim {
    /// Is it in the public registry, so that its type binds everyone?
    #[must_use]
    pub fn registered(&self) -> bool {
        self.vendor.is_none() && !self.private
    }
}

/// What is registered of a header parameter.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Parameter {
    /// Its type.
    #[serde(rename = "type")]
    pub kind: Type,
    /// The specification and section that define it.
    pub source: Option<String>,
}

/// What an algorithm is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Use {
    /// Signs or authenticates a JWS.
    #[serde(rename = "signature")]
    Signature,
    /// Encrypts or agrees on the content encryption key of a JWE.
    #[serde(rename = "key-management")]
    KeyManagement,
    /// Encrypts the content of a JWE.
    #[serde(rename = "content-encryption")]
    ContentEncryption,
    /// Only names what a JWK is for; prohibited in messages.
    #[serde(rename = "jwk-only")]
    JwkOnly,
}

/// What is registered of an algorithm.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Algorithm {
    /// What it is for.
    #[serde(rename = "use")]
    pub purpose: Use,
    /// The family it belongs to, as its specification calls it.
    pub family: String,
    /// The specification and section that define it.
    pub source: Option<String>,
    /// The length of its signatures in octets, where it is fixed.
    pub signature_bytes: Option<usize>,
}

#[derive(Deserialize)]
struct Registry {
    claims: HashMap<String, Claim>,
    parameters: HashMap<String, Parameter>,
    algorithms: HashMap<String, Algorithm>,
}

fn registry() -> &'static Registry {
    static REGISTRY: OnceLock<Registry> = OnceLock::new();
    REGISTRY.get_or_init(|| {
        // A test holds that the file reads; were it broken all the same, nothing would be known and everything still shown.
        serde_json::from_str(include_str!("../../assets/registry.json")).unwrap_or_else(|_| Registry {
            claims: HashMap::new(),
            parameters: HashMap::new(),
            algorithms: HashMap::new(),
        })
    })
}

/// What is known of the claim `name`.
#[must_use]
pub fn claim(name: &str) -> Option<&'static Claim> {
    registry().claims.get(name)
}

/// The members of `claims` of which something is known, in order: where each stands, its name, and what is known.
#[must_use]
pub fn known_claims(claims: &Document) -> Vec<(u32, &'static str, &'static Claim)> {
    let known = registry().claims.iter().map(|(name, known)| (name.as_str(), known));
    let mut found: Vec<_> =
        known.flat_map(|(name, known)| claims.all(name).map(move |index| (index, name, known))).collect();
    found.sort_unstable_by_key(|(index, ..)| *index);
    found
}

/// What is known of the header parameter `name`.
#[must_use]
pub fn parameter(name: &str) -> Option<&'static Parameter> {
    registry().parameters.get(name)
}

/// What is known of the algorithm `name`. Names are case-sensitive (RFC 7515 §4.1.1).
#[must_use]
pub fn algorithm(name: &str) -> Option<&'static Algorithm> {
    registry().algorithms.get(name)
}

/// The algorithm whose name is `name` but for capitals.
#[must_use]
pub fn algorithm_in_any_case(name: &str) -> Option<&'static str> {
    registry().algorithms.keys().find(|known| known.eq_ignore_ascii_case(name)).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_may_stand_in_the_place_of_a_string_in_an_array() {
        let fits = |text: &str| Type::Strings.fits(&Document::read(text.into()), 0);
        assert!(fits(r#"["DE",{"...":"w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs"}]"#));
        assert!(!fits(r#"["DE",{}]"#) && !fits(r#"["DE",1]"#) && !fits(r#"{"...":""}"#));
    }
}
