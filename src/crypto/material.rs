//! What a key is once it is read: numbers, whatever file or text they came in. Signing and verifying start here.

use super::algorithm::{Curve, KeyKind, MlDsa, Scheme};
use super::secret::Secret;

/// The half of a key pair that everyone may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Public {
    /// An RSA key: modulus and exponent, big-endian, without leading zeros.
    Rsa {
        /// The modulus.
        n: Vec<u8>,
        /// The public exponent.
        e: Vec<u8>,
        /// What it is kept to.
        scheme: Scheme,
    },
    /// A point on a curve: 0x04, then both coordinates at full length (SEC 1 §2.3.3, uncompressed).
    Ec(Curve, Vec<u8>),
    /// 32 bytes (RFC 8032 §5.1.5).
    Ed25519(Vec<u8>),
    /// 57 bytes (RFC 8032 §5.2.5).
    Ed448(Vec<u8>),
    /// As FIPS 204 encodes it.
    MlDsa(MlDsa, Vec<u8>),
}

/// A key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Material {
    /// A secret for HMAC.
    Secret(Secret),
    /// The public half alone: it verifies.
    Public(Public),
    /// Both halves: it signs, and verifies with the public one.
    Pair {
        /// The public half.
        public: Public,
        /// The private half. RSA: a DER `RSAPrivateKey` (RFC 8017 §A.1.2). EC: the number, big-endian, at full length. Ed25519 and Ed448:
        /// the private key of RFC 8032, 32 or 57 bytes. ML-DSA: the seed of 32 bytes.
        private: Secret,
    },
}

impl Public {
    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> KeyKind {
        match self {
            Self::Rsa { scheme, .. } => KeyKind::Rsa(*scheme),
            Self::Ec(curve, _) => KeyKind::Ec(*curve),
            Self::Ed25519(_) => KeyKind::Ed25519,
            Self::Ed448(_) => KeyKind::Ed448,
            Self::MlDsa(set, _) => KeyKind::MlDsa(*set),
        }
    }
}

impl Material {
    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> KeyKind {
        match self {
            Self::Secret(_) => KeyKind::Secret,
            Self::Public(public) | Self::Pair { public, .. } => public.kind(),
        }
    }

    /// The public half; a secret has none.
    #[must_use]
    pub const fn public(&self) -> Option<&Public> {
        match self {
            Self::Secret(_) => None,
            Self::Public(public) | Self::Pair { public, .. } => Some(public),
        }
    }

    /// Whether it can sign.
    #[must_use]
    pub const fn signs(&self) -> bool {
        match self {
            Self::Secret(_) | Self::Pair { .. } => true,
            Self::Public(_) => false,
        }
    }

    /// Its size in bits: of the secret, of the RSA modulus (its significant bits), or of the curve's prime; `None` for ML-DSA.
    #[must_use]
    pub fn bits(&self) -> Option<usize> {
        let public = match self {
            Self::Secret(secret) => return Some(secret.len().saturating_mul(8)),
            Self::Public(public) | Self::Pair { public, .. } => public,
        };
        match public {
            Public::Rsa { n, .. } => {
                let leading = n.first().map_or(0, |first| first.leading_zeros() as usize);
                Some(n.len().saturating_mul(8).saturating_sub(leading))
            }
            Public::Ec(Curve::P256 | Curve::Secp256k1, _) => Some(256),
            Public::Ec(Curve::P384, _) => Some(384),
            Public::Ec(Curve::P521, _) => Some(521),
            Public::Ed25519(_) => Some(255),
            Public::Ed448(_) => Some(448),
            Public::MlDsa(..) => None,
        }
    }
}
