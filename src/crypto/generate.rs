//! New keys: the mint's `K`, `keygen` and the simulated servers make them here. An RSA key of 4096 bits can take seconds: not on the thread
//! that draws.

use std::fmt;

use aws_lc_rs::encoding::{AsBigEndian as _, AsDer as _};
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{EcdsaKeyPair, RsaKeyPair};

use super::algorithm::{Algorithm, Curve, Hash, KeyKind, MlDsa};
use super::check;
use super::material::Material;
use super::random;
use super::read::read_bytes;
use super::secret::Secret;

/// A key that can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewKey {
    /// A secret as long as this hash: what RFC 7518 §3.2 asks for.
    Secret(Hash),
    /// An RSA key.
    Rsa(RsaSize),
    /// A key on a curve for ECDSA.
    Ec(Curve),
    /// A key for Ed25519.
    Ed25519,
    /// A key for Ed448.
    Ed448,
    /// A key for ML-DSA.
    MlDsa(MlDsa),
}

/// How large an RSA key is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RsaSize {
    /// 2048 bits.
    Bits2048,
    /// 3072 bits.
    Bits3072,
    /// 4096 bits.
    Bits4096,
}

/// The library made no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotMade(pub NewKey);

impl fmt::Display for NotMade {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "no key was made of what should be {}: try again", self.0.words())
    }
}

impl std::error::Error for NotMade {}

impl NewKey {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 15] = [
        Self::Secret(Hash::Sha256),
        Self::Secret(Hash::Sha384),
        Self::Secret(Hash::Sha512),
        Self::Rsa(RsaSize::Bits2048),
        Self::Rsa(RsaSize::Bits3072),
        Self::Rsa(RsaSize::Bits4096),
        Self::Ec(Curve::P256),
        Self::Ec(Curve::P384),
        Self::Ec(Curve::P521),
        Self::Ec(Curve::Secp256k1),
        Self::Ed25519,
        Self::Ed448,
        Self::MlDsa(MlDsa::Dsa44),
        Self::MlDsa(MlDsa::Dsa65),
        Self::MlDsa(MlDsa::Dsa87),
    ];

    /// What it is, in words: `an RSA key of 2048 bits`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Secret(Hash::Sha256) => "a secret of 32 random bytes",
            Self::Secret(Hash::Sha384) => "a secret of 48 random bytes",
            Self::Secret(Hash::Sha512) => "a secret of 64 random bytes",
            Self::Rsa(RsaSize::Bits2048) => "an RSA key of 2048 bits",
            Self::Rsa(RsaSize::Bits3072) => "an RSA key of 3072 bits",
            Self::Rsa(RsaSize::Bits4096) => "an RSA key of 4096 bits",
            Self::Ec(curve) => KeyKind::Ec(curve).words(),
            Self::Ed25519 => KeyKind::Ed25519.words(),
            Self::Ed448 => KeyKind::Ed448.words(),
            Self::MlDsa(set) => KeyKind::MlDsa(set).words(),
        }
    }

    /// The key to make for an algorithm: the smallest that is fit for it.
    #[must_use]
    pub const fn fit_for(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Hs256 => Self::Secret(Hash::Sha256),
            Algorithm::Hs384 => Self::Secret(Hash::Sha384),
            Algorithm::Hs512 => Self::Secret(Hash::Sha512),
            Algorithm::Rs256
            | Algorithm::Rs384
            | Algorithm::Rs512
            | Algorithm::Ps256
            | Algorithm::Ps384
            | Algorithm::Ps512 => Self::Rsa(RsaSize::Bits2048),
            Algorithm::Es256 => Self::Ec(Curve::P256),
            Algorithm::Es384 => Self::Ec(Curve::P384),
            Algorithm::Es512 => Self::Ec(Curve::P521),
            Algorithm::Es256k => Self::Ec(Curve::Secp256k1),
            Algorithm::EdDsa | Algorithm::Ed25519 => Self::Ed25519,
            Algorithm::Ed448 => Self::Ed448,
            Algorithm::MlDsa44 => Self::MlDsa(MlDsa::Dsa44),
            Algorithm::MlDsa65 => Self::MlDsa(MlDsa::Dsa65),
            Algorithm::MlDsa87 => Self::MlDsa(MlDsa::Dsa87),
        }
    }

    /// The algorithm that it is made for, where nothing else is asked.
    #[must_use]
    pub const fn algorithm(self) -> Algorithm {
        match self {
            Self::Secret(Hash::Sha256) => Algorithm::Hs256,
            Self::Secret(Hash::Sha384) => Algorithm::Hs384,
            Self::Secret(Hash::Sha512) => Algorithm::Hs512,
            Self::Rsa(_) => Algorithm::Rs256,
            Self::Ec(Curve::P256) => Algorithm::Es256,
            Self::Ec(Curve::P384) => Algorithm::Es384,
            Self::Ec(Curve::P521) => Algorithm::Es512,
            Self::Ec(Curve::Secp256k1) => Algorithm::Es256k,
            Self::Ed25519 => Algorithm::Ed25519,
            Self::Ed448 => Algorithm::Ed448,
            Self::MlDsa(set) => set.algorithm(),
        }
    }
}

/// Makes a key.
///
/// # Errors
/// When the library fails, which it does not do for a reason that the caller could mend.
pub fn generate(new: NewKey) -> Result<Material, NotMade> {
    match new {
        NewKey::Secret(hash) => Some(Material::Secret(random_secret(hash.size()))),
        NewKey::Rsa(size) => rsa(size),
        NewKey::Ec(curve) => ec(curve),
        NewKey::Ed25519 => check::ed25519_pair(random_secret(32).reveal(), None).ok(),
        NewKey::Ed448 => check::ed448_pair(random_secret(57).reveal(), None).ok(),
        NewKey::MlDsa(set) => check::ml_dsa_pair(set, random_secret(32).reveal(), None).ok(),
    }
    .ok_or(NotMade(new))
}

fn rsa(size: RsaSize) -> Option<Material> {
    let size = match size {
        RsaSize::Bits2048 => KeySize::Rsa2048,
        RsaSize::Bits3072 => KeySize::Rsa3072,
        RsaSize::Bits4096 => KeySize::Rsa4096,
    };
    let pkcs8 = RsaKeyPair::generate(size).ok()?.as_der().ok()?;
    let keys = read_bytes(pkcs8.as_ref(), "generated").ok()?.keys;
    keys.into_iter().next().map(|key| key.material)
}

fn ec(curve: Curve) -> Option<Material> {
    let number = EcdsaKeyPair::generate(check::signing(curve)).ok()?.private_key().as_be_bytes().ok()?;
    check::ec_pair(curve, number.as_ref(), None).ok()
}

/// So many random bytes, for a private key that is nothing else.
fn random_secret(bytes: usize) -> Secret {
    Secret::new(random::bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::{sign, verify};

    #[test]
    fn each_new_key_signs_with_every_algorithm_that_takes_it_and_verifies_with_its_public_half() {
        for new in NewKey::ALL {
            if new == NewKey::Rsa(RsaSize::Bits4096) {
                continue;
            }
            let key = generate(new).expect("it is made");
            assert!(new.algorithm().takes(key.kind()), "{new:?}");
            for algorithm in Algorithm::ALL.into_iter().filter(|algorithm| algorithm.takes(key.kind())) {
                let signature = sign(algorithm, &key, b"message").expect("it signs");
                let public = key.public().map_or_else(|| key.clone(), |public| Material::Public(public.clone()));
                for key in [&key, &public] {
                    assert_eq!(verify(algorithm, key, b"message", &signature), Ok(()), "{new:?} {}", algorithm.name());
                }
                assert!(verify(algorithm, &public, b"messagE", &signature).is_err(), "{new:?} {}", algorithm.name());
            }
        }
    }

    #[test]
    fn the_key_to_make_for_an_algorithm_is_as_strong_as_it_demands() {
        for algorithm in Algorithm::ALL {
            let key = generate(NewKey::fit_for(algorithm)).expect("it is made");
            assert!(algorithm.takes(key.kind()), "{}", algorithm.name());
            assert!(algorithm.least_bits().is_none_or(|least| key.bits() == Some(least)), "{}", algorithm.name());
        }
    }
}
