//! The tokens of the world: how access tokens are put together, what is known of each credential, and reading one strictly.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::config::{Config, Shape};
use super::drbg::base64url;
use super::id::{FamilyId, TokenId};
use super::key::NamedKey;
use super::time::Ms;
use crate::token::json::{Document, Flaw, Kind};

/// Who issues: `iss`.
pub const ISSUER: &str = "https://auth.shop.test";
/// What the application may do: `scope`.
pub const SCOPE: &str = "orders profile";

/// A credential of the world, with everything that the world knows about it and a server may not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// Its name.
    pub id: TokenId,
    /// Its characters.
    pub text: String,
    /// The family it belongs to.
    pub family: Option<FamilyId>,
    /// Whose it is.
    pub sub: String,
    /// The role in it; empty for a refresh token.
    pub role: String,
    /// When it was issued, in true time.
    pub issued: Ms,
    /// `iat`, in seconds.
    pub iat: i64,
    /// `exp`, in seconds; of a refresh token the end of its family.
    pub exp: Option<i64>,
    /// `jti`; empty where it has none.
    pub jti: String,
    /// `sid`; empty where it has none.
    pub sid: String,
    /// `aud`; empty where it has none.
    pub aud: String,
    /// The key that signed it.
    pub kid: String,
}

/// The claims of an access token to be.
pub struct Claims<'a> {
    /// Whose.
    pub sub: &'a str,
    /// Which role.
    pub role: &'a str,
    /// From when, in seconds.
    pub iat: i64,
    /// Its own name.
    pub jti: &'a str,
    /// The session's.
    pub sid: &'a str,
    /// For whom.
    pub aud: &'a str,
    /// For which client.
    pub client: &'a str,
}

/// The compact form of an access token.
#[must_use]
pub fn access_token(config: &Config, key: &NamedKey, claims: &Claims<'_>) -> String {
    let mut header = Map::new();
    let mut payload = Map::new();
    header.insert("alg".into(), key.alg.word().into());
    let exp = claims.iat.saturating_add(config.access_ttl);
    match config.at_profile {
        Shape::Article => {
            header.insert("typ".into(), "JWT".into());
            payload.insert("sub".into(), claims.sub.into());
            payload.insert("role".into(), claims.role.into());
            payload.insert("iat".into(), claims.iat.into());
            payload.insert("exp".into(), exp.into());
        }
        Shape::Rfc9068 | Shape::Opaque => {
            header.insert("typ".into(), "at+jwt".into());
            if config.kid {
                header.insert("kid".into(), key.kid.as_str().into());
            }
            for (name, value) in
                [("iss", ISSUER), ("sub", claims.sub), ("aud", claims.aud), ("client_id", claims.client)]
            {
                payload.insert(name.into(), value.into());
            }
            payload.insert("iat".into(), claims.iat.into());
            payload.insert("exp".into(), exp.into());
            for (name, value) in [("jti", claims.jti), ("sid", claims.sid), ("scope", SCOPE), ("role", claims.role)] {
                payload.insert(name.into(), value.into());
            }
        }
    }
    for (name, value) in config.extra() {
        payload.entry(name).or_insert(value);
    }
    signed(&header, &payload, key)
}

/// The compact form of a header and a payload, signed.
#[must_use]
pub fn signed(header: &Map<String, Value>, payload: &Map<String, Value>, key: &NamedKey) -> String {
    let input = signing_input(header, payload);
    let signature = key.sign(input.as_bytes()).unwrap_or_default();
    format!("{input}.{}", base64url(&signature))
}

/// The first two segments.
#[must_use]
pub fn signing_input(header: &Map<String, Value>, payload: &Map<String, Value>) -> String {
    let text = |map: &Map<String, Value>| serde_json::to_vec(map).unwrap_or_default();
    format!("{}.{}", base64url(&text(header)), base64url(&text(payload)))
}

/// A token in its three parts, read strictly.
pub struct Parts<'a> {
    /// The first two segments as received: what was signed.
    pub input: &'a str,
    /// The header.
    pub header: Document,
    /// The octets of the payload, not yet read.
    pub payload: Vec<u8>,
    /// The octets of the signature.
    pub signature: Vec<u8>,
}

/// Takes a compact token apart.
///
/// # Errors
/// In words, when it is not three segments of strict base64url with a header that is a JSON object.
pub fn take_apart(text: &str) -> Result<Parts<'_>, &'static str> {
    match text.matches('.').count() {
        2 => {}
        4 => return Err("five segments: this is an encrypted token"),
        _ => return Err("not three segments"),
    }
    let (input, signature) = text.rsplit_once('.').ok_or("not three segments")?;
    let (header, payload) = input.split_once('.').ok_or("not three segments")?;
    let octets = |segment| {
        let reading = crate::token::base64url::read(segment);
        if reading.faults.is_empty() { Ok(reading.octets) } else { Err("not strict base64url") }
    };
    let header = object(octets(header)?).ok_or("the header is not a JSON object without duplicates")?;
    Ok(Parts { input, header, payload: octets(payload)?, signature: octets(signature)? })
}

/// Reads a JSON object without duplicate members.
#[must_use]
pub fn object(octets: Vec<u8>) -> Option<Document> {
    let document = Document::read(octets);
    let whole = document.fault.is_none() && document.root()?.kind == Kind::Object;
    let twice = document.flaws.iter().any(|flaw| matches!(flaw, Flaw::Duplicate { .. } | Flaw::NotUtf8 { .. }));
    (whole && !twice).then_some(document)
}

/// A string member.
#[must_use]
pub fn string(document: &Document, name: &str) -> Option<String> {
    document.get(name).and_then(|index| document.string(index)).map(std::borrow::Cow::into_owned)
}

/// A member that is a whole number.
#[must_use]
pub fn integer(document: &Document, name: &str) -> Option<i64> {
    document.get(name).and_then(|index| document.number_text(index)).and_then(|text| text.parse().ok())
}
