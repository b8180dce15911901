//! A message, a signature and a key → does it match, and if not, why not. What is wrong with the key or with the shape of the signature is
//! said before any mathematics.

use std::fmt;

use aws_lc_rs::signature::{
    RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY,
    RsaPublicKeyComponents, UnparsedPublicKey, VerificationAlgorithm,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::DecodingKey;

use super::algorithm::{Algorithm, Curve, KeyKind};
use super::check;
use super::ecdsa::{self, Half, OutOfRange};
use super::material::{Material, Public};
use super::sign::{RSA_LEAST, RSA_MOST, library_name};

/// Why a signature is not one of this message under this key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mismatch {
    /// The key is for other algorithms, or on another curve.
    AnotherKey {
        /// What should have signed.
        algorithm: Algorithm,
        /// What the key is.
        kind: KeyKind,
    },
    /// An RSA key of a size that this algorithm is not checked with.
    RsaSize {
        /// What should have signed.
        algorithm: Algorithm,
        /// The key's modulus.
        bits: usize,
    },
    /// The numbers of the key do not make one: a point beside its curve, an even modulus.
    UnusableKey(KeyKind),
    /// The signature has another length than all of this algorithm and key.
    Length {
        /// Bytes that it has.
        found: usize,
        /// Bytes that it should have.
        due: usize,
    },
    /// The signature is that of an RSA key of another size.
    Modulus {
        /// Bits of the key that made it.
        made_by: usize,
        /// Bits of this key.
        bits: usize,
    },
    /// An ECDSA signature as TLS writes it, and JWS does not (RFC 7518 §3.4).
    Der,
    /// r or s is a number that no signature has.
    Range(Half, OutOfRange),
    /// Everything is in order but this: it was made with another key, or of another message.
    Differs,
}

impl Mismatch {
    /// Does it say that nothing was compared, because this key cannot be used here?
    #[must_use]
    pub const fn is_of_the_key(self) -> bool {
        match self {
            Self::AnotherKey { .. } | Self::RsaSize { .. } | Self::UnusableKey(_) => true,
            Self::Length { .. } | Self::Modulus { .. } | Self::Der | Self::Range(..) | Self::Differs => false,
        }
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AnotherKey { algorithm, kind } => {
                write!(out, "the key is {}, {} needs {}", kind.words(), algorithm.name(), algorithm.key_words())
            }
            Self::RsaSize { algorithm, bits } => {
                let least = least_rsa(*algorithm);
                write!(out, "the RSA key has {bits} bits: {} is checked with {least} to {RSA_MOST}", algorithm.name())
            }
            Self::UnusableKey(kind) => {
                write!(out, "the numbers of the key do not make {}: export it again", kind.words())
            }
            Self::Length { found: 0, due } => write!(out, "the signature is empty, {due} bytes are due"),
            Self::Length { found: 1, due } => write!(out, "the signature has 1 byte where {due} are due"),
            Self::Length { found, due } => write!(out, "the signature has {found} bytes where {due} are due"),
            Self::Modulus { made_by, bits } => {
                write!(out, "the signature was made with an RSA key of {made_by} bits, and this one has {bits}")
            }
            Self::Der => write!(
                out,
                "the signature is written in DER, as TLS does: JWS has r and s side by side, convert it where it is made"
            ),
            Self::Range(half, OutOfRange::Zero) => {
                write!(out, "{} is zero: no key makes such a signature, it was forged", half.name())
            }
            Self::Range(half, OutOfRange::TooLarge) => {
                write!(out, "{} is not less than the order of the curve: no key makes such a signature", half.name())
            }
            Self::Differs => write!(out, "the signature does not match: another key made it, or the token was changed"),
        }
    }
}

impl std::error::Error for Mismatch {}

/// Checks that `signature` is one of `message` under `key`; a private key checks with its public half.
///
/// # Errors
/// The first reason why it is not, in the order of [`Mismatch`].
pub fn verify(algorithm: Algorithm, key: &Material, message: &[u8], signature: &[u8]) -> Result<(), Mismatch> {
    let kind = key.kind();
    if !algorithm.takes(kind) {
        return Err(Mismatch::AnotherKey { algorithm, kind });
    }
    check_size(algorithm, key)?;
    check_shape(algorithm, key, signature)?;
    if matches(algorithm, key, message, signature) {
        Ok(())
    } else if is_sound(key) {
        Err(Mismatch::Differs)
    } else {
        Err(Mismatch::UnusableKey(kind))
    }
}

/// The least RSA modulus that an algorithm is checked with: the library has what is below 2048 bits for old signatures, of two kinds.
const fn least_rsa(algorithm: Algorithm) -> usize {
    match algorithm {
        Algorithm::Rs256 | Algorithm::Rs512 => 1024,
        _ => RSA_LEAST,
    }
}

fn check_size(algorithm: Algorithm, key: &Material) -> Result<(), Mismatch> {
    if !matches!(key.kind(), KeyKind::Rsa(_)) {
        return Ok(());
    }
    let bits = key.bits().unwrap_or_default();
    if (least_rsa(algorithm)..=RSA_MOST).contains(&bits) { Ok(()) } else { Err(Mismatch::RsaSize { algorithm, bits }) }
}

/// The length of each signature of this algorithm under this key, in bytes.
#[must_use]
pub fn due_len(algorithm: Algorithm, key: &Material) -> Option<usize> {
    algorithm.signature_len().or_else(|| match key.public()? {
        Public::Rsa { n, .. } => Some(n.len()),
        Public::Ed25519(_) => Algorithm::Ed25519.signature_len(),
        Public::Ed448(_) => Algorithm::Ed448.signature_len(),
        Public::Ec(..) | Public::MlDsa(..) => None,
    })
}

/// The bytes of signatures by RSA keys of the usual sizes: 1024, 2048, 3072, 4096 and 8192 bits.
const RSA_SIGNATURES: [usize; 5] = [128, 256, 384, 512, 1024];

fn check_shape(algorithm: Algorithm, key: &Material, signature: &[u8]) -> Result<(), Mismatch> {
    let curve = match key.kind() {
        KeyKind::Ec(curve) => Some(curve),
        KeyKind::Secret | KeyKind::Rsa(_) | KeyKind::Ed25519 | KeyKind::Ed448 | KeyKind::MlDsa(_) => None,
    };
    if let Some(due) = due_len(algorithm, key).filter(|due| *due != signature.len()) {
        let der = curve.is_some() && ecdsa::is_der(signature);
        let found = signature.len();
        return Err(match key.kind() {
            KeyKind::Rsa(_) if RSA_SIGNATURES.contains(&found) => {
                Mismatch::Modulus { made_by: found * 8, bits: key.bits().unwrap_or_default() }
            }
            _ if der => Mismatch::Der,
            _ => Mismatch::Length { found, due },
        });
    }
    let numbers = curve.and_then(|curve| Some((curve, ecdsa::halves(curve, signature)?)));
    match numbers.and_then(|(curve, (r, s))| ecdsa::out_of_range(curve, r, s)) {
        Some((half, why)) => Err(Mismatch::Range(half, why)),
        None => Ok(()),
    }
}

fn matches(algorithm: Algorithm, key: &Material, message: &[u8], signature: &[u8]) -> bool {
    let library = |key: DecodingKey| {
        library_name(algorithm).is_some_and(|name| {
            jsonwebtoken::crypto::verify(&URL_SAFE_NO_PAD.encode(signature), message, &key, name).unwrap_or(false)
        })
    };
    let public = match key {
        Material::Secret(secret) => return library(DecodingKey::from_secret(secret.reveal())),
        Material::Public(public) | Material::Pair { public, .. } => public,
    };
    let directly = |algorithm: &'static dyn VerificationAlgorithm, key: &[u8]| {
        UnparsedPublicKey::new(algorithm, key).verify(message, signature).is_ok()
    };
    match public {
        Public::Rsa { n, e, .. } if key.bits().is_some_and(|bits| bits < RSA_LEAST) => {
            let parameters = match algorithm {
                Algorithm::Rs512 => &RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY,
                // The size of the key is checked: no other comes here.
                _ => &RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY,
            };
            RsaPublicKeyComponents { n, e }.verify(parameters, message, signature).is_ok()
        }
        Public::Rsa { n, e, .. } => library(DecodingKey::from_rsa_raw_components(n, e)),
        Public::Ec(Curve::P256 | Curve::P384, point) => library(DecodingKey::from_ec_der(point)),
        Public::Ec(curve @ (Curve::P521 | Curve::Secp256k1), point) => directly(check::verification(*curve), point),
        Public::Ed25519(point) => library(DecodingKey::from_ed_der(point)),
        Public::Ed448(point) => {
            crrl::ed448::PublicKey::decode(point).is_some_and(|key| key.verify_raw(signature, message))
        }
        Public::MlDsa(set, key) => directly(check::ml_dsa(*set).0, key),
    }
}

/// Do the numbers of a key make one? Asked when a signature does not match, to say why.
fn is_sound(key: &Material) -> bool {
    key.public().is_none_or(|public| match public {
        Public::Rsa { n, e, scheme } => check::rsa_public(n, e, *scheme).is_ok(),
        Public::Ec(curve, point) => check::ec_public(*curve, point).is_ok(),
        Public::Ed25519(point) => check::ed25519_public(point).is_ok(),
        Public::Ed448(point) => check::ed448_public(point).is_ok(),
        Public::MlDsa(set, key) => check::ml_dsa_public(*set, key).is_ok(),
    })
}
