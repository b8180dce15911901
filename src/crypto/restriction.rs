//! What the owner of a key keeps it for: `use`, `key_ops` and `alg` of a JWK, which whoever verifies and whoever signs respects.

use std::fmt;

use super::algorithm::{Algorithm, Family};
use super::key::Key;
use crate::token::visible::visible;

/// What is to be done with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Sign with it.
    Sign,
    /// Verify with it.
    Verify,
}

/// What the owner of a JWK keeps it for instead. Texts in it are foreign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Restriction {
    /// `use` is not `sig` (RFC 7517 §4.2).
    Usage(String),
    /// `key_ops` does not list this; who may sign may also verify (RFC 7517 §4.3).
    Operations(Act),
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
            Self::Operations(act) => {
                let word = match act {
                    Act::Sign => "sign",
                    Act::Verify => "verify",
                };
                write!(out, "the `key_ops` of the key do not list \"{word}\": it is not for this")
            }
            Self::Algorithm { of_key, of_token } => write!(
                out,
                "the key is for {} only, by its own `alg`, and the token says {}",
                visible(of_key),
                of_token.name()
            ),
        }
    }
}

impl Key {
    /// What its owner keeps it for instead of this; none where nothing speaks against it.
    #[must_use]
    pub fn restriction(&self, act: Act, of_token: Algorithm) -> Option<Restriction> {
        if let Some(usage) = self.usage.as_ref().filter(|usage| *usage != "sig") {
            return Some(Restriction::Usage(usage.clone()));
        }
        let listed = |operation: &String| match act {
            Act::Sign => operation == "sign",
            Act::Verify => operation == "verify" || operation == "sign",
        };
        if self.key_ops.as_ref().is_some_and(|operations| !operations.iter().any(listed)) {
            return Some(Restriction::Operations(act));
        }
        let of_key = self.alg.as_ref().filter(|alg| *alg != of_token.name() && !same_edwards(alg, of_token))?;
        Some(Restriction::Algorithm { of_key: of_key.clone(), of_token })
    }
}

/// `EdDSA` is the older name of both `Ed25519` and `Ed448` (RFC 9864 §2.2); which one a key is for, its curve says.
fn same_edwards(of_key: &str, of_token: Algorithm) -> bool {
    of_token.family() == Family::EdDsa
        && Algorithm::from_name(of_key).is_some_and(|algorithm| algorithm.family() == Family::EdDsa)
}
