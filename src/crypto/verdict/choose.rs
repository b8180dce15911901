//! Which keys may have made a signature, and in which order they are tried: first those that the token names.

use std::fmt;

use super::{Outcome, Signer, Tried, diagnose};
use crate::crypto::algorithm::{Algorithm, Family};
use crate::crypto::key::Key;
use crate::crypto::material::Material;
use crate::crypto::verify::Mismatch;
use crate::token::visible::visible;

/// What the owner of a JWK keeps it for instead. Texts in it are foreign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Restriction {
    /// `use` is not `sig` (RFC 7517 §4.2).
    Usage(String),
    /// `key_ops` has neither `verify` nor `sign` (RFC 7517 §4.3).
    Operations,
    /// `alg` names another algorithm than the token (RFC 7517 §4.4).
    Algorithm {
        /// That of the key.
        of_key: String,
        /// That of the token.
        of_token: Algorithm,
    },
}

impl fmt::Display for Restriction {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(usage) => {
                write!(out, "the `use` of the key is \"{}\": it is not for signatures", visible(usage))
            }
            Self::Operations => write!(out, "the `key_ops` of the key do not list \"verify\": it is not for this"),
            Self::Algorithm { of_key, of_token } => write!(
                out,
                "the key is for {} only, by its own `alg`, and the token is signed with {}",
                visible(of_key),
                of_token.name()
            ),
        }
    }
}

/// The keys of a question, sorted.
pub struct Choice<'a> {
    /// Those to try, in this order.
    pub fit: Vec<(usize, &'a Key)>,
    /// Those not to try, and why.
    pub passed: Vec<Tried>,
    /// Whether one of all has the token's `kid`.
    pub kid_known: bool,
}

/// Sorts `keys` for a signature with `algorithm` by the key `kid`.
pub fn choose<'a>(keys: &'a [Key], algorithm: Algorithm, kid: Option<&str>) -> Choice<'a> {
    let named = |key: &Key| kid.is_some() && key.kid.as_deref() == kid;
    let mut ordered: Vec<(usize, &Key)> = keys.iter().enumerate().collect();
    // Stable: duplicates of a `kid`, and all the others, keep their order.
    ordered.sort_by_key(|(_, key)| !named(key));
    let mut choice = Choice { fit: Vec::new(), passed: Vec::new(), kid_known: keys.iter().any(named) };
    for (nth, key) in ordered {
        match passed_over(key, algorithm) {
            None => choice.fit.push((nth, key)),
            Some(outcome) => choice.passed.push(Tried { key: Signer::of(nth, key), outcome }),
        }
    }
    choice
}

fn passed_over(key: &Key, algorithm: Algorithm) -> Option<Outcome> {
    let kind = key.kind();
    if algorithm.family() == Family::Hmac
        && let Some(kind) = diagnose::public_kind(&key.material)
    {
        return Some(match &key.material {
            Material::Pair { .. } => Outcome::PairAsSecret(kind),
            Material::Public(_) | Material::Secret(_) => Outcome::PublicAsSecret(kind),
        });
    }
    if !algorithm.takes(kind) {
        return Some(Outcome::Mismatch(Mismatch::AnotherKey { algorithm, kind }));
    }
    restriction(key, algorithm).map(Outcome::Restricted)
}

fn restriction(key: &Key, of_token: Algorithm) -> Option<Restriction> {
    if let Some(usage) = key.usage.as_ref().filter(|usage| *usage != "sig") {
        return Some(Restriction::Usage(usage.clone()));
    }
    let signs = |operation: &String| operation == "verify" || operation == "sign";
    if key.key_ops.as_ref().is_some_and(|operations| !operations.iter().any(signs)) {
        return Some(Restriction::Operations);
    }
    let of_key = key.alg.as_ref().filter(|alg| *alg != of_token.name() && !same_edwards(alg, of_token))?;
    Some(Restriction::Algorithm { of_key: of_key.clone(), of_token })
}

/// `EdDSA` is the older name of both `Ed25519` and `Ed448` (RFC 9864 §2.2); which one a key is for, its curve says.
fn same_edwards(of_key: &str, of_token: Algorithm) -> bool {
    of_token.family() == Family::EdDsa
        && Algorithm::from_name(of_key).is_some_and(|algorithm| algorithm.family() == Family::EdDsa)
}
