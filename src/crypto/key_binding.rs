//! The key-binding JWT of an SD-JWT: did whoever shows the token sign it, with the key that the issuer put into `cnf`, for exactly what is
//! shown? (RFC 9901 §4.3, §7.3). [`sd_jwt`](super::sd_jwt) asks.

use std::fmt;

use super::key::{Form, Key};
use super::material::Material;
use super::read;
use super::verdict::{Question, Verdict, judge};
use crate::token::anatomy::{self, Token};
use crate::token::json::Kind;
use crate::token::media_type;
use crate::token::part::Part;

/// Where such a key is said to come from.
const SOURCE: &str = "cnf";

/// What a key-binding JWT has to have in it (RFC 9901 §4.3).
const REQUIRED: [&str; 4] = ["iat", "aud", "nonce", "sd_hash"];

/// What binds a presentation to a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Binding {
    /// Nothing: whoever has the token can show it.
    None,
    /// The key in `cnf` signed for exactly these disclosures.
    Proven,
    /// The key in `cnf` signed; for which disclosures cannot be told here, as their hash is not computed.
    ProvenForSome,
    /// A JWT for these disclosures whose signature is not checked: `cnf` names the key and does not hold it.
    NotChecked,
    /// A JWT that binds nothing, and why: a verifier that wants one refuses the token.
    Broken(Flaw),
}

/// Why a key-binding JWT binds nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// It does not read as one JWT.
    NoJwt,
    /// Its `typ` is not `kb+jwt`.
    Typ,
    /// This claim is not there.
    Lacks(&'static str),
    /// Its `sd_hash` is that of other disclosures.
    OtherDisclosures,
    /// The issuer put no key into the token.
    NoKey,
    /// What is in `cnf` reads as no public key.
    BadKey,
    /// The key did not make the signature: why, in words.
    Signature(String),
}

impl Binding {
    /// Why a token with this binding must be refused; `None` where nothing speaks against it.
    #[must_use]
    pub fn refused_for(&self) -> Option<&Flaw> {
        match self {
            Self::Broken(flaw) => Some(flaw),
            Self::None | Self::Proven | Self::ProvenForSome | Self::NotChecked => None,
        }
    }
}

impl fmt::Display for Binding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("no key-binding JWT: whoever has the token can show it"),
            Self::Proven => f.write_str("VALID: signed by the key in cnf, for exactly these disclosures"),
            Self::ProvenForSome => {
                f.write_str("VALID: signed by the key in cnf; for which disclosures cannot be told here")
            }
            Self::NotChecked => f.write_str("NOT CHECKED: cnf names the holder's key and does not hold it"),
            Self::Broken(flaw) => write!(f, "NOT VALID: {flaw}"),
        }
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoJwt => f.write_str("what stands behind the last ~ does not read as a JWT"),
            Self::Typ => f.write_str("its typ is not kb+jwt"),
            Self::Lacks(name) => write!(f, "it has no {name}"),
            Self::OtherDisclosures => f.write_str("it is for other disclosures: its sd_hash is not theirs"),
            Self::NoKey => f.write_str("the issuer put no key into the token (cnf)"),
            Self::BadKey => f.write_str("the jwk in cnf does not read as a public key"),
            Self::Signature(why) => f.write_str(why),
        }
    }
}

/// Judges the key-binding JWT in `part` of `token`; `shown` is the hash of what it has to be for, where that is computed.
#[must_use]
pub fn judge_binding(token: &Token, part: &Part, shown: Option<&str>) -> Binding {
    match flaw(token, part, shown) {
        Err(flaw) => Binding::Broken(flaw),
        Ok(Proof::Elsewhere) => Binding::NotChecked,
        Ok(Proof::Signed) if shown.is_none() => Binding::ProvenForSome,
        Ok(Proof::Signed) => Binding::Proven,
    }
}

/// How far a binding is proven.
enum Proof {
    /// By the key.
    Signed,
    /// The key is not at hand.
    Elsewhere,
}

fn flaw(token: &Token, part: &Part, shown: Option<&str>) -> Result<Proof, Flaw> {
    let mut tokens = anatomy::read_all(token.segment(part));
    let (Some(binding), true) = (tokens.pop(), tokens.is_empty()) else { return Err(Flaw::NoJwt) };
    let claims = binding.claims().ok_or(Flaw::NoJwt)?;
    let typ = binding.parameter(0, "typ").and_then(|(_, header, index)| header.string(index));
    if !typ.is_some_and(|typ| media_type::is_key_binding(&typ)) {
        return Err(Flaw::Typ);
    }
    if let Some(name) = REQUIRED.into_iter().find(|name| claims.get(name).is_none()) {
        return Err(Flaw::Lacks(name));
    }
    let said = claims.get("sd_hash").and_then(|index| claims.string(index));
    if shown.is_some_and(|shown| said.as_deref() != Some(shown)) {
        return Err(Flaw::OtherDisclosures);
    }
    let Some(key) = holder_key(token)? else { return Ok(Proof::Elsewhere) };
    match judge(&binding, 0, &Question { keys: &[key], detached: None }) {
        Verdict::Valid { .. } => Ok(Proof::Signed),
        Verdict::Unsecured => Err(Flaw::Signature("its alg is none: anybody can write it".to_owned())),
        verdict => Err(Flaw::Signature(verdict.reason().unwrap_or_else(|| verdict.word().to_owned()))),
    }
}

/// The key of the holder (RFC 7800 §3.2); nothing where `cnf` only says which it is.
fn holder_key(token: &Token) -> Result<Option<Key>, Flaw> {
    let claims = token.claims().ok_or(Flaw::NoKey)?;
    let cnf = claims.get("cnf").ok_or(Flaw::NoKey)?;
    let member = |name: &str| claims.members(cnf).find(|index| claims.name(*index).is_some_and(|own| own == name));
    if claims.node(cnf).is_none_or(|node| node.kind != Kind::Object) || claims.members(cnf).next().is_none() {
        return Err(Flaw::NoKey);
    }
    let Some(jwk) = member("jwk") else { return Ok(None) };
    let keys = read::read_bytes(claims.raw(jwk), SOURCE).map_err(|_| Flaw::BadKey)?.keys;
    // A secret that everybody can read in the token is the key of nobody.
    let is_public = |key: &Key| key.form == Form::Jwk && !matches!(key.material, Material::Secret(_));
    keys.into_iter().find(is_public).map(Some).ok_or(Flaw::BadKey)
}
