//! Which keys may have made a signature, and in which order they are tried: first those that the token names.

use super::{Outcome, Signer, Tried, diagnose};
use crate::crypto::algorithm::{Algorithm, Family};
use crate::crypto::key::Key;
use crate::crypto::material::Material;
use crate::crypto::restriction::Act;
use crate::crypto::verify::Mismatch;

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
    key.restriction(Act::Verify, algorithm).map(Outcome::Restricted)
}
