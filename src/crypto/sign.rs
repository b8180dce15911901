//! A message and a key → a signature: minting, the editor's "sign again" and the simulated servers sign here.

use std::fmt;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{EcdsaKeyPair, PqdsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::EncodingKey;

use super::algorithm::{Algorithm, Curve, KeyKind, MlDsa};
use super::check;
use super::export;
use super::material::{Material, Public};
use super::secret::Secret;

/// Why a key does not sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignError {
    /// It is for other algorithms.
    AnotherKey {
        /// What was to sign.
        algorithm: Algorithm,
        /// What the key is.
        kind: KeyKind,
    },
    /// It has no private half.
    PublicOnly(KeyKind),
    /// An RSA key of a size that no library of today signs with.
    RsaSize {
        /// Its modulus.
        bits: usize,
    },
    /// Its numbers do not make a key.
    Unusable(KeyKind),
}

impl fmt::Display for SignError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AnotherKey { algorithm, kind } => {
                write!(out, "the key is {}, {} signs with {}", kind.words(), algorithm.name(), algorithm.key_words())
            }
            Self::PublicOnly(kind) => {
                write!(out, "the key is the public half of {}: signing needs the private one", kind.words())
            }
            Self::RsaSize { bits } => {
                write!(out, "the RSA key has {bits} bits: signing takes {RSA_LEAST} to {RSA_MOST}, generate a new one")
            }
            Self::Unusable(kind) => {
                write!(out, "the numbers of the key do not make {}: export it again", kind.words())
            }
        }
    }
}

impl std::error::Error for SignError {}

/// The least RSA modulus for signatures, in bits (RFC 7518 §3.3).
pub(super) const RSA_LEAST: usize = 2048;

/// The largest RSA modulus, in bits, that the library computes with.
pub(super) const RSA_MOST: usize = 8192;

/// Signs `message`; the signature has the form of JWS, so r and s side by side for ECDSA.
///
/// RSASSA-PSS, ECDSA and ML-DSA draw randomness: each signature is another one.
///
/// # Errors
/// When the key is for other algorithms, has no private half, or is no sound key.
pub fn sign(algorithm: Algorithm, key: &Material, message: &[u8]) -> Result<Vec<u8>, SignError> {
    let kind = key.kind();
    if !algorithm.takes(kind) {
        return Err(SignError::AnotherKey { algorithm, kind });
    }
    let (public, private) = match key {
        Material::Secret(secret) => {
            return with_library(algorithm, kind, &EncodingKey::from_secret(secret.reveal()), message);
        }
        Material::Public(_) => return Err(SignError::PublicOnly(kind)),
        Material::Pair { public, private } => (public, private),
    };
    let unusable = SignError::Unusable(kind);
    match public {
        Public::Rsa { .. } => {
            let bits = key.bits().unwrap_or_default();
            if !(RSA_LEAST..=RSA_MOST).contains(&bits) {
                return Err(SignError::RsaSize { bits });
            }
            with_library(algorithm, kind, &EncodingKey::from_rsa_der(private.reveal()), message)
        }
        Public::Ec(Curve::P256 | Curve::P384, _) => {
            let pkcs8 = export::pkcs8(key).ok_or(unusable)?;
            with_library(algorithm, kind, &EncodingKey::from_ec_der(pkcs8.reveal()), message)
        }
        Public::Ec(curve @ (Curve::P521 | Curve::Secp256k1), point) => {
            ecdsa(*curve, private, point, message).ok_or(unusable)
        }
        Public::Ed25519(_) => {
            let pkcs8 = export::pkcs8(key).ok_or(unusable)?;
            with_library(algorithm, kind, &EncodingKey::from_ed_der(pkcs8.reveal()), message)
        }
        Public::Ed448(_) => {
            let key = crrl::ed448::PrivateKey::decode(private.reveal()).ok_or(unusable)?;
            Ok(key.sign_raw(message).to_vec())
        }
        Public::MlDsa(set, _) => ml_dsa(*set, private, message).ok_or(unusable),
    }
}

/// What the JWT library calls an algorithm, where it has it. `EdDSA` of it is Ed25519 and nothing else.
pub(super) const fn library_name(algorithm: Algorithm) -> Option<jsonwebtoken::Algorithm> {
    match algorithm {
        Algorithm::Hs256 => Some(jsonwebtoken::Algorithm::HS256),
        Algorithm::Hs384 => Some(jsonwebtoken::Algorithm::HS384),
        Algorithm::Hs512 => Some(jsonwebtoken::Algorithm::HS512),
        Algorithm::Rs256 => Some(jsonwebtoken::Algorithm::RS256),
        Algorithm::Rs384 => Some(jsonwebtoken::Algorithm::RS384),
        Algorithm::Rs512 => Some(jsonwebtoken::Algorithm::RS512),
        Algorithm::Ps256 => Some(jsonwebtoken::Algorithm::PS256),
        Algorithm::Ps384 => Some(jsonwebtoken::Algorithm::PS384),
        Algorithm::Ps512 => Some(jsonwebtoken::Algorithm::PS512),
        Algorithm::Es256 => Some(jsonwebtoken::Algorithm::ES256),
        Algorithm::Es384 => Some(jsonwebtoken::Algorithm::ES384),
        Algorithm::EdDsa | Algorithm::Ed25519 => Some(jsonwebtoken::Algorithm::EdDSA),
        Algorithm::Es512
        | Algorithm::Es256k
        | Algorithm::Ed448
        | Algorithm::MlDsa44
        | Algorithm::MlDsa65
        | Algorithm::MlDsa87 => None,
    }
}

fn with_library(algorithm: Algorithm, kind: KeyKind, key: &EncodingKey, message: &[u8]) -> Result<Vec<u8>, SignError> {
    let name = library_name(algorithm).ok_or(SignError::AnotherKey { algorithm, kind })?;
    let signature = jsonwebtoken::crypto::sign(message, key, name).map_err(|_| SignError::Unusable(kind))?;
    URL_SAFE_NO_PAD.decode(signature).map_err(|_| SignError::Unusable(kind))
}

fn ecdsa(curve: Curve, private: &Secret, point: &[u8], message: &[u8]) -> Option<Vec<u8>> {
    let algorithm = check::signing(curve);
    let pair = EcdsaKeyPair::from_private_key_and_public_key(algorithm, private.reveal(), point).ok()?;
    Some(pair.sign(&SystemRandom::new(), message).ok()?.as_ref().to_vec())
}

fn ml_dsa(set: MlDsa, seed: &Secret, message: &[u8]) -> Option<Vec<u8>> {
    let (_, algorithm) = check::ml_dsa(set);
    let pair = PqdsaKeyPair::from_seed(algorithm, seed.reveal()).ok()?;
    let mut signature = vec![0; set.algorithm().signature_len()?];
    let length = pair.sign(message, &mut signature).ok()?;
    signature.truncate(length);
    Some(signature)
}
