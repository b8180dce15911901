//! A token of a run as it is written, and what it says of itself.

use crate::session::time::Ms;
use crate::token::anatomy::{Token, read_all};
use crate::token::part::Role;

/// A token as it is written, and what it says of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// Its characters.
    pub text: String,
    /// Whom it is about.
    pub sub: Option<String>,
    /// The role in it.
    pub role: Option<String>,
    /// The claims by which a deny-list names it, `jti` and `sid`.
    pub ids: [Option<String>; 2],
    /// When it begins.
    pub iat: Option<Ms>,
    /// When it ends.
    pub exp: Option<Ms>,
    /// Its header, where it is a JWT.
    pub header: Option<String>,
    /// Its payload, where it is a JWT.
    pub payload: Option<String>,
    /// How many characters it would have as a JWT, where it is an access token and none.
    pub as_jwt: Option<usize>,
}

impl Written {
    /// Reads a token of the world; one that is random characters says nothing.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let token = decoded(text);
        let part = |role| Some(token.as_ref()?.part(role)?.utf8()?.to_owned());
        let (header, payload): (Option<String>, Option<String>) = (part(Role::Header), part(Role::Payload));
        let claims: serde_json::Value =
            payload.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or(serde_json::Value::Null);
        let word = |name: &str| claims.get(name).and_then(serde_json::Value::as_str).map(str::to_owned);
        let instant = |name: &str| claims.get(name).and_then(serde_json::Value::as_i64).map(Ms::from_seconds);
        let roles = claims.get("roles").and_then(|roles| Some(roles.get(0)?.as_str()?.to_owned()));
        Self {
            text: text.to_owned(),
            sub: word("sub"),
            ids: [word("jti"), word("sid")],
            role: word("role").or(roles),
            iat: instant("iat"),
            exp: instant("exp"),
            header,
            payload,
            as_jwt: None,
        }
    }

    /// What it says in a claim by which a deny-list names tokens: `jti`, `sid` or `sub`.
    #[must_use]
    pub fn claim(&self, name: &str) -> Option<&str> {
        let [jti, sid] = &self.ids;
        match name {
            "jti" => jti.as_deref(),
            "sid" => sid.as_deref(),
            "sub" => self.sub.as_deref(),
            _ => None,
        }
    }
}

/// A text of the world taken apart, where it is a JWT.
#[must_use]
pub fn decoded(text: &str) -> Option<Token> {
    read_all(text).into_iter().next()
}
