//! Whose signature is it? The verdict on one signature of a token: not checked, unsecured, valid by this key, invalid because, or cannot
//! be checked because. The Verdict pane and the `verify` command ask.

mod choose;
mod diagnose;
mod input;
mod judge;
mod own_key;
mod reason;
mod suspicions;

pub use diagnose::Reading;
pub(super) use diagnose::public_kind;
pub use input::{SigningInput, signing_input};
pub use judge::{Question, algorithm_of, judge};
pub use own_key::judge_with_own_key;
pub use reason::{Note, Obstacle, Reason};
pub use suspicions::suspicions;

use std::fmt;

use super::algorithm::KeyKind;
use super::key::Key;
pub use super::restriction::Restriction;
use super::verify::Mismatch;
use super::weak::Weakness;
use crate::token::visible::visible;

/// The verdict on one signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// There is no key to check it with.
    NotChecked,
    /// `alg` is `none`: there is nothing to check, anyone can write such a token (RFC 7518 §3.6).
    Unsecured,
    /// It was made with this key, over exactly what was received.
    Valid {
        /// The key.
        by: Signer,
        /// What a reader should know besides.
        notes: Vec<Note>,
    },
    /// It was compared, and is not one that a key at hand made.
    Invalid {
        /// Why.
        reason: Reason,
        /// The keys that were tried or passed over, in that order.
        tried: Vec<Tried>,
    },
    /// Nothing was compared.
    CannotCheck {
        /// Why.
        reason: Obstacle,
        /// The keys that were tried or passed over, in that order.
        tried: Vec<Tried>,
    },
}

/// A key as a verdict names it; nothing of it is secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// Its place among the keys of the question, from 0.
    pub nth: usize,
    /// Where it came from. Foreign text.
    pub source: String,
    /// What it is.
    pub kind: KeyKind,
    /// Its identifier, as received. Foreign text.
    pub kid: Option<String>,
}

/// What became of one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// The key.
    pub key: Signer,
    /// Why it was not the one.
    pub outcome: Outcome,
}

/// Why a key was not the one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was tried, or is for another algorithm.
    Mismatch(Mismatch),
    /// Its owner keeps it for something else.
    Restricted(Restriction),
    /// It is a public key of this kind, or the text of one, and the algorithm wants a secret.
    PublicAsSecret(KeyKind),
    /// It is a key pair of this kind, and the algorithm wants a secret that both sides hold.
    PairAsSecret(KeyKind),
}

impl Verdict {
    /// The word of the JSON output.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::NotChecked => "not_checked",
            Self::Unsecured => "unsecured",
            Self::Valid { .. } => "valid",
            Self::Invalid { .. } => "invalid",
            Self::CannotCheck { .. } => "cannot_check",
        }
    }

    /// Why it is not valid, in one sentence without control characters; `None` where there is nothing to say.
    #[must_use]
    pub fn reason(&self) -> Option<String> {
        match self {
            Self::NotChecked | Self::Valid { .. } => None,
            Self::Unsecured => {
                Some("`alg` is `none`: no signature protects this token, anyone can write it".to_owned())
            }
            Self::Invalid { reason, .. } => Some(reason.to_string()),
            Self::CannotCheck { reason, .. } => Some(reason.to_string()),
        }
    }

    /// The key whose signature it is.
    #[must_use]
    pub const fn by(&self) -> Option<&Signer> {
        match self {
            Self::Valid { by, .. } => Some(by),
            Self::NotChecked | Self::Unsecured | Self::Invalid { .. } | Self::CannotCheck { .. } => None,
        }
    }

    /// Is it valid by a secret that everybody knows, so that anybody could have made it?
    #[must_use]
    pub fn proves_nothing(&self) -> bool {
        self.notes().iter().any(|note| matches!(note, Note::WeakSecret(Weakness::WellKnown { .. })))
    }

    /// The keys that were tried or passed over, where none was the one.
    #[must_use]
    pub fn tried(&self) -> &[Tried] {
        match self {
            Self::Invalid { tried, .. } | Self::CannotCheck { tried, .. } => tried,
            Self::NotChecked | Self::Unsecured | Self::Valid { .. } => &[],
        }
    }

    /// What a reader should know besides that it is valid.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        match self {
            Self::Valid { notes, .. } => notes,
            Self::NotChecked | Self::Unsecured | Self::Invalid { .. } | Self::CannotCheck { .. } => &[],
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mismatch(why) => why.fmt(f),
            Self::Restricted(why) => why.fmt(f),
            Self::PublicAsSecret(_) => f.write_str("it is public, and the algorithm needs a secret"),
            Self::PairAsSecret(_) => f.write_str("it is a private key, and the algorithm needs a shared secret"),
        }
    }
}

impl Signer {
    fn of(nth: usize, key: &Key) -> Self {
        Self { nth, source: key.source.clone(), kind: key.kind(), kid: key.kid.clone() }
    }

    /// It in words, without control characters: `an RSA key from @key.pem, kid "a"`.
    #[must_use]
    pub fn words(&self) -> String {
        let kid = self.kid.as_deref().map(|kid| format!(", kid \"{}\"", visible(kid))).unwrap_or_default();
        format!("{} from {}{kid}", self.kind.words(), visible(&self.source))
    }
}
