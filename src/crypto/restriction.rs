//! What the owner of a key keeps it for: `use`, `key_ops` and `alg` of a JWK, which whoever verifies and whoever signs respects.

use std::fmt;

use super::algorithm::Algorithm;
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
