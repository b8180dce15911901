//! How a signature is made, step by step and with its real bytes: for the screen that teaches it.

use num_bigint::BigUint;

use super::algorithm::{Algorithm, Curve, Family, Hash, KeyKind};
use super::digest;
use super::ecdsa;
use super::key::Key;
use super::material::{Material, Public};
use super::secret::Secret;
use super::verdict::{Obstacle, SigningInput, algorithm_of, public_kind, signing_input};
use super::verify::{Mismatch, verify};
use crate::token::anatomy::Token;
use crate::token::base64url;
use crate::token::part::{Part, Role};

/// The steps from the token and a key to the answer whether they match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps {
    /// What `alg` says.
    pub algorithm: Algorithm,
    /// The bytes that are signed.
    pub input: SigningInput,
    /// The bytes of the signature as received.
    pub signature: Vec<u8>,
    /// What the algorithm does with them.
    pub work: Work,
    /// Whether it matches, or why not.
    pub outcome: Result<(), Mismatch>,
    /// The characters that may stand last in the signature without changing its bytes, the one that stands there among them.
    pub last_characters: Vec<char>,
}

/// What an algorithm computes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Work {
    /// A MAC is computed, and stands beside the one received.
    Mac {
        /// How many bytes the secret has.
        key_bytes: usize,
        /// The hash.
        hash: Hash,
        /// The MAC as it should be. A secret: with it anyone has a valid token.
        computed: Secret,
    },
    /// The public key turns the signature back into what was signed, and the digest in it stands beside that of the input.
    RsaPkcs1 {
        /// The hash.
        hash: Hash,
        /// The digest of the input.
        digest: Vec<u8>,
        /// What the signature turns back into.
        recovered: Option<Recovered>,
    },
    /// The same, but what comes back is masked and salted: it cannot be compared by eye.
    RsaPss {
        /// The hash.
        hash: Hash,
        /// The digest of the input.
        digest: Vec<u8>,
        /// The encoded message (RFC 8017 §9.1), as long as the modulus.
        recovered: Option<Vec<u8>>,
    },
    /// Two numbers; from them, the digest and the public key a point follows, whose x coordinate must be r.
    Ecdsa {
        /// The curve.
        curve: Curve,
        /// The hash.
        hash: Hash,
        /// The digest of the input.
        digest: Vec<u8>,
        /// r, and s; none where the signature has not the due length.
        numbers: Option<(Vec<u8>, Vec<u8>)>,
    },
    /// A point and a number; the algorithm hashes for itself.
    EdDsa {
        /// The curve.
        curve: KeyKind,
        /// R, and S; none where the signature has not the due length.
        halves: Option<(Vec<u8>, Vec<u8>)>,
    },
    /// Lattices: nothing in between that says something to the eye.
    MlDsa,
}

/// What an RSA signature turns back into (RFC 8017 §9.2): `00 01`, as many `ff` as fill it up, `00`, the name of the hash, the digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    /// All of it, as long as the modulus.
    pub encoded: Vec<u8>,
    /// Where the name of the hash begins, in DER; none where the padding is not as it must be.
    pub digest_info_at: Option<usize>,
    /// The digest, where the name is that of this hash.
    pub digest: Option<Vec<u8>>,
}

/// The steps for signature `nth` of `token` under `key`; `detached` is a payload that was given beside the token.
///
/// # Errors
/// What stands in the way of checking it at all; `alg` being `none` is [`Obstacle::NoAlgorithm`].
pub fn steps(token: &Token, nth: usize, key: &Key, detached: Option<&[u8]>) -> Result<Steps, Obstacle> {
    let algorithm = algorithm_of(token, nth)?.ok_or(Obstacle::NoAlgorithm)?;
    let kind = key.kind();
    if algorithm.family() == Family::Hmac
        && let Some(kind) = public_kind(&key.material)
    {
        return Err(match &key.material {
            Material::Pair { .. } => Obstacle::PairAsSecret(algorithm, kind),
            Material::Public(_) | Material::Secret(_) => Obstacle::PublicAsSecret(algorithm, kind),
        });
    }
    if !algorithm.takes(kind) {
        return Err(Obstacle::Key(Mismatch::AnotherKey { algorithm, kind }));
    }
    let input = signing_input(token, nth, detached)?;
    let part = token.nth_part(Role::Signature, nth);
    let signature = part.map(Part::octets).unwrap_or_default();
    let check = |material: &Material| verify(algorithm, material, &input.bytes, signature);
    let others = || key.other_readings.iter().map(|secret| Material::Secret(secret.clone()));
    let outcome = check(&key.material);
    let other = outcome.is_err().then(|| others().find(|material| check(material).is_ok())).flatten();
    let (material, outcome) = match &other {
        Some(material) => (material, Ok(())),
        None => (&key.material, outcome),
    };
    let work = work(algorithm, material, &input.bytes, signature)
        .ok_or(Obstacle::Key(Mismatch::AnotherKey { algorithm, kind }))?;
    let last_characters = part.map(|part| base64url::last_characters(token.segment(part))).unwrap_or_default();
    Ok(Steps { algorithm, signature: signature.to_vec(), work, outcome, last_characters, input })
}

fn work(algorithm: Algorithm, key: &Material, input: &[u8], signature: &[u8]) -> Option<Work> {
    let halves = |at: usize| {
        let halves = signature.split_at_checked(at).filter(|(_, second)| second.len() == at);
        halves.map(|(first, second)| (first.to_vec(), second.to_vec()))
    };
    Some(match key {
        Material::Secret(secret) => {
            let hash = algorithm.hash()?;
            let computed = Secret::new(digest::hmac(hash, secret.reveal(), input));
            Work::Mac { key_bytes: secret.len(), hash, computed }
        }
        Material::Public(public) | Material::Pair { public, .. } => match public {
            Public::Rsa { n, e, .. } => {
                let hash = algorithm.hash()?;
                let digest = digest::digest(hash, input);
                let encoded = power(signature, e, n);
                if algorithm.family() == Family::RsaPss {
                    Work::RsaPss { hash, digest, recovered: encoded }
                } else {
                    Work::RsaPkcs1 { hash, digest, recovered: encoded.map(|encoded| recovered(encoded, hash)) }
                }
            }
            Public::Ec(curve, _) => {
                let hash = algorithm.hash()?;
                let numbers = ecdsa::halves(*curve, signature).map(|(r, s)| (r.to_vec(), s.to_vec()));
                Work::Ecdsa { curve: *curve, hash, digest: digest::digest(hash, input), numbers }
            }
            Public::Ed25519(_) => Work::EdDsa { curve: KeyKind::Ed25519, halves: halves(32) },
            Public::Ed448(_) => Work::EdDsa { curve: KeyKind::Ed448, halves: halves(57) },
            Public::MlDsa(..) => Work::MlDsa,
        },
    })
}

/// The signature as a number to the power of `e`, modulo `n`, in as many bytes as `n` has; only public numbers are in it.
fn power(signature: &[u8], e: &[u8], n: &[u8]) -> Option<Vec<u8>> {
    let number = BigUint::from_bytes_be;
    let (base, modulus) = (number(signature), number(n));
    if signature.len() != n.len() || base >= modulus {
        return None;
    }
    let message = base.modpow(&number(e), &modulus).to_bytes_be();
    let zeros = n.len().checked_sub(message.len())?;
    Some([vec![0; zeros], message].concat())
}

fn recovered(encoded: Vec<u8>, hash: Hash) -> Recovered {
    let name = digest_info(hash);
    let digest_info_at = match encoded.as_slice() {
        [0x00, 0x01, rest @ ..] => {
            let filling = rest.iter().take_while(|byte| **byte == 0xff).count();
            // Eight bytes of filling at least (RFC 8017 §9.2).
            (filling >= 8 && rest.get(filling) == Some(&0)).then(|| filling.saturating_add(3))
        }
        _ => None,
    };
    let digest = digest_info_at
        .and_then(|at| encoded.get(at..)?.strip_prefix(&name[..]))
        .filter(|digest| digest.len() == hash.size())
        .map(<[u8]>::to_vec);
    Recovered { encoded, digest_info_at, digest }
}

/// The DER of `DigestInfo` up to the digest (RFC 8017 §9.2, note 1).
#[must_use]
pub const fn digest_info(hash: Hash) -> [u8; 19] {
    let (length, name, size) = match hash {
        Hash::Sha256 => (0x31, 1, 0x20),
        Hash::Sha384 => (0x41, 2, 0x30),
        Hash::Sha512 => (0x51, 3, 0x40),
    };
    [0x30, length, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, name, 0x05, 0x00, 0x04, size]
}
