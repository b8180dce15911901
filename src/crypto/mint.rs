//! The texts of a token and a key → the token, and what a careful colleague would say about it. `jotlab mint` and the Mint screen end here.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::algorithm::Algorithm;
use super::material::Material;
use super::sign::{SignError, sign};
use super::weak::{Weakness, weakness};
use crate::token::json::Document;
use crate::token::recipe::Built;

/// Who vouches for a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signer<'a> {
    /// Nobody: `alg` is `none`, the signature is empty (RFC 7519 §6).
    Nobody,
    /// This key, by this algorithm.
    Key(Algorithm, &'a Material),
}

/// Something to know about a token that was minted all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// Nothing protects it.
    Unsecured,
    /// Its secret is weak.
    Weak(Algorithm, Weakness),
    /// It never expires.
    NoExpiry,
}

/// The token of these texts.
///
/// # Errors
/// When the key cannot sign by the algorithm.
pub fn mint(built: &Built, signer: Signer<'_>) -> Result<String, SignError> {
    let input = built.signing_input();
    let signature = match signer {
        Signer::Nobody => Vec::new(),
        Signer::Key(algorithm, key) => sign(algorithm, key, input.as_bytes())?,
    };
    Ok(format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

/// What is to be known about it, the gravest first.
#[must_use]
pub fn warnings(built: &Built, signer: Signer<'_>) -> Vec<Warning> {
    let protection = match signer {
        Signer::Nobody => Some(Warning::Unsecured),
        Signer::Key(algorithm, Material::Secret(secret)) => {
            weakness(algorithm, secret).map(|weakness| Warning::Weak(algorithm, weakness))
        }
        Signer::Key(_, Material::Public(_) | Material::Pair { .. }) => None,
    };
    let endless = Document::read(built.payload.clone().into_bytes()).get("exp").is_none();
    protection.into_iter().chain(endless.then_some(Warning::NoExpiry)).collect()
}

impl fmt::Display for Warning {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsecured => out.write_str("alg none: nothing protects this token, anyone can change it"),
            Self::Weak(_, Weakness::WellKnown { bits, .. }) => {
                write!(out, "the secret ({bits} bits) is well known: whoever attacks a token tries it first")
            }
            Self::Weak(algorithm, Weakness::Short { bits, due }) => write!(
                out,
                "the secret has {bits} bits, {} asks for {due} or more: it can be guessed (RFC 7518 §3.2)",
                algorithm.name()
            ),
            Self::NoExpiry => out.write_str("no exp: this token is good for ever"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::secret::Secret;
    use super::*;

    fn built(payload: &str) -> Built {
        Built { header: r#"{"alg":"HS256"}"#.to_owned(), payload: payload.to_owned() }
    }

    #[test]
    fn a_token_that_nobody_signs_ends_in_a_dot() {
        assert_eq!(mint(&built("{}"), Signer::Nobody).expect("no key is needed"), "eyJhbGciOiJIUzI1NiJ9.e30.");
    }

    #[test]
    fn warnings_say_what_is_weak_and_what_is_endless() {
        let short = Material::Secret(Secret::new(b"hunter2".to_vec()));
        let long = Material::Secret(Secret::new(vec![7; 32]));
        let said = |payload, signer| -> Vec<String> {
            warnings(&built(payload), signer).iter().map(ToString::to_string).collect()
        };
        assert_eq!(said(r#"{"exp":1}"#, Signer::Key(Algorithm::Hs256, &long)), Vec::<String>::new());
        assert_eq!(
            said("{}", Signer::Key(Algorithm::Hs256, &short)),
            [
                "the secret has 56 bits, HS256 asks for 256 or more: it can be guessed (RFC 7518 §3.2)",
                "no exp: this token is good for ever"
            ]
        );
        assert_eq!(
            said(r#"{"exp":1}"#, Signer::Nobody),
            ["alg none: nothing protects this token, anyone can change it"]
        );
    }
}
