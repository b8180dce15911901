//! Why a verdict is what it is: each reason a variant with its data and one sentence that says what to do.

use std::fmt;

use super::diagnose::Reading;
use super::{Restriction, Signer};
use crate::crypto::algorithm::{Algorithm, KeyKind};
use crate::crypto::key_error::KeyError;
use crate::crypto::verify::Mismatch;
use crate::crypto::weak::Weakness;
use crate::token::visible::visible;

/// Why a signature is invalid. Texts in it are foreign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The one key that fits, or all alike, say this.
    Mismatch(Mismatch),
    /// So many keys fit, and none of them made it.
    NoneMatches(usize),
    /// No key has the token's `kid`, and none of so many others that fit made it.
    KidUnknown(String, usize),
    /// It was made with the secret, read in another way.
    SecretFits(Reading),
    /// It is an HMAC under the text of this public key, which everyone has: a forgery that fools a verifier who obeys `alg`.
    Forged(Signer),
    /// The signature does not read as base64url; the sentence of the fault.
    Unreadable(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mismatch(why) => write!(out, "{why}"),
            Self::NoneMatches(count) => write!(out, "the signature matches none of the {count} keys that fit"),
            Self::KidUnknown(kid, count) => {
                let kid = visible(kid);
                match count {
                    1 => write!(out, "no key has the kid \"{kid}\", and the one that fits did not make the signature"),
                    _ => {
                        write!(out, "no key has the kid \"{kid}\", and none of the {count} that fit made the signature")
                    }
                }
            }
            Self::SecretFits(reading) => write!(out, "the secret as given does not fit, but it {reading}"),
            Self::Forged(by) => write!(
                out,
                "a forgery: this token was signed with the public text of a key as its secret, and everyone has that text: {}",
                by.words()
            ),
            Self::Unreadable(why) => write!(out, "the signature cannot be read: {why}"),
        }
    }
}

/// Why a signature cannot be checked. Texts in it are foreign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// A JWE: it has no signature.
    Encrypted,
    /// A token of which parts are missing.
    Fragment,
    /// Nothing in it reads.
    Unreadable,
    /// It has another number of segments than three; the sentence of the fault.
    Segments(String),
    /// There is no signature of this number.
    NoSuchSignature,
    /// A header cannot be read; the sentence of the fault.
    Header(String),
    /// A header parameter that decides stands there twice.
    Ambiguous(&'static str),
    /// There is no `alg`, or it is no string.
    NoAlgorithm,
    /// `alg` names nothing that signs here.
    UnknownAlgorithm(String),
    /// An extension that must be understood is not, or `crit` is not in order; the sentence of the fault.
    Critical(String),
    /// The payload is not in the token.
    Detached,
    /// There is a payload in the token and another one beside it.
    TwoPayloads,
    /// This signature is over the payload as it is and others are not, or the other way round (RFC 7797 §3).
    MixedEncoding,
    /// No key is for this algorithm; the kinds of those that there are.
    NoKeyFits(Algorithm, Vec<KeyKind>),
    /// The key is not sound, or too short to be used.
    Key(Mismatch),
    /// The owner of the key keeps it for something else.
    Restricted(Restriction),
    /// A public key was given where a secret is due: algorithm confusion (RFC 8725 §2.1).
    PublicAsSecret(Algorithm, KeyKind),
    /// A key pair was given where a secret is due, which both sides hold.
    PairAsSecret(Algorithm, KeyKind),
    /// No key has the `kid` of the token, and none of the others fits.
    KidUnknown(String),
    /// The header has neither `jwk` nor `x5c`.
    NoOwnKey,
    /// The key in the header cannot be used.
    OwnKey(KeyError),
}

impl fmt::Display for Obstacle {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encrypted => {
                write!(out, "the token is encrypted, which jotlab does not undo: it has no signature to check")
            }
            Self::Fragment => write!(out, "parts of the token are missing: copy all of it"),
            Self::Unreadable => write!(out, "nothing in the token reads: copy it again"),
            Self::Segments(why) | Self::Critical(why) => write!(out, "{why}"),
            Self::NoSuchSignature => write!(out, "the token has no such signature"),
            Self::Header(why) => write!(out, "the header cannot be read: {why}"),
            Self::Ambiguous(name) => {
                write!(out, "`{name}` stands there twice: readers disagree on which of them counts")
            }
            Self::NoAlgorithm => write!(out, "the header names no algorithm: nothing says how the token is signed"),
            Self::UnknownAlgorithm(name) => {
                write!(out, "`{}` is no signature algorithm that jotlab knows", visible(name))
            }
            Self::Detached => write!(out, "the payload is not in the token, and was not given beside it"),
            Self::TwoPayloads => {
                write!(out, "the token has a payload, and another one was given: leave that one out")
            }
            Self::MixedEncoding => {
                write!(out, "`b64` differs between the signatures of the token: it must be the same in all")
            }
            Self::NoKeyFits(algorithm, kinds) => {
                let needs = format!("{} needs {}", algorithm.name(), algorithm.key_words());
                match kinds.as_slice() {
                    [kind] => write!(out, "the key is {}, {needs}", kind.words()),
                    kinds => write!(out, "none of the {} keys fits: {needs}", kinds.len()),
                }
            }
            Self::Key(why) => write!(out, "{why}"),
            Self::Restricted(why) => write!(out, "{why}"),
            Self::PublicAsSecret(algorithm, kind) => write!(
                out,
                "{} needs a secret, and {} that everyone may see is none: who takes it for one accepts forgeries \
                 (algorithm confusion)",
                algorithm.name(),
                kind.words()
            ),
            Self::PairAsSecret(algorithm, kind) => write!(
                out,
                "{} needs a secret that both sides share, and the private half of {} is none: give the secret",
                algorithm.name(),
                kind.words()
            ),
            Self::KidUnknown(kid) => {
                write!(out, "no key has the kid \"{}\", and none of the others fits", visible(kid))
            }
            Self::NoOwnKey => write!(out, "the header brings no key along: it has neither `jwk` nor `x5c`"),
            Self::OwnKey(why) => write!(out, "the key in the header cannot be used: {why}"),
        }
    }
}

/// What a reader should know besides that a signature is valid. Texts in it are foreign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The key came with the token: whoever wrote the token wrote the key.
    OwnKey,
    /// The secret is weak.
    WeakSecret(Weakness),
    /// The RSA modulus has fewer bits than RFC 7518 §3.3 demands.
    ShortModulus {
        /// Its bits.
        bits: usize,
        /// The bits that are due.
        due: usize,
    },
    /// The content of a file or variable is the secret without the line break at its end.
    WithoutLineBreak,
    /// It is the secret with the line break at its end.
    WithLineBreak,
    /// The key has another `kid` than the token says.
    KidOfAnother(String),
    /// No key has the `kid` of the token.
    KidUnknown(String),
    /// The payload was given beside the token.
    Detached,
    /// The signature is not written in strict base64url; the sentence of the fault.
    Spelling(String),
}

impl fmt::Display for Note {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OwnKey => write!(out, "the token vouches for itself: whoever wrote it chose the key"),
            Self::WeakSecret(Weakness::WellKnown { .. }) => {
                write!(out, "the secret is well known: whoever guesses tries it first, anyone can write such a token")
            }
            Self::WeakSecret(Weakness::Short { bits, due }) => {
                let bytes = bits / 8;
                let noun = if bytes == 1 { "byte" } else { "bytes" };
                write!(out, "the secret has {bytes} {noun} = {bits} bits, where {due} are due")
            }
            Self::ShortModulus { bits, due } => write!(out, "the RSA key has {bits} bits, where {due} are due"),
            Self::WithoutLineBreak => write!(out, "the secret fits without the line break at its end"),
            Self::WithLineBreak => write!(out, "the secret fits with the line break at its end"),
            Self::KidOfAnother(kid) => {
                write!(out, "the token says kid \"{}\", which is that of another key", visible(kid))
            }
            Self::KidUnknown(kid) => write!(out, "the token says kid \"{}\", which no key has", visible(kid)),
            Self::Detached => write!(out, "the payload is not in the token: the one that was given is signed"),
            Self::Spelling(why) => write!(out, "the signature is not strict base64url, some refuse it: {why}"),
        }
    }
}
