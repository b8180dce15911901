//! Numbers → a key that is one: on its curve, of a size that is used, both halves of one pair. Every reader ends here, so that a bad key is
//! named when it is read and not taken for a bad signature later.

use std::ops::RangeInclusive;

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P256K1_SHA256_FIXED,
    ECDSA_P256K1_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED, ECDSA_P384_SHA384_FIXED_SIGNING,
    ECDSA_P521_SHA512_FIXED, ECDSA_P521_SHA512_FIXED_SIGNING, EcdsaKeyPair, EcdsaSigningAlgorithm,
    EcdsaVerificationAlgorithm, Ed25519KeyPair, KeyPair as _, ML_DSA_44, ML_DSA_44_SIGNING, ML_DSA_65,
    ML_DSA_65_SIGNING, ML_DSA_87, ML_DSA_87_SIGNING, ParsedPublicKey, PqdsaKeyPair, PqdsaSigningAlgorithm,
    PqdsaVerificationAlgorithm, RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY,
};
use crrl::{ed448, ed25519};

use super::algorithm::{Curve, MlDsa, Scheme};
use super::der::{self, INTEGER, Malformed, OCTET_STRING, OID, Reader, SEQUENCE};
use super::key_error::KeyError;
use super::material::{Material, Public};
use super::oid;
use super::secret::Secret;

/// The least and the largest RSA modulus, in bits, that signatures are verified with. Below 2048 nothing is signed.
const RSA_BITS: RangeInclusive<usize> = 1024..=8192;
const SIGNING_BITS: usize = 2048;
const SEED_LEN: usize = 32;

/// An RSA public key, and what it is kept to.
pub fn rsa_public(n: &[u8], e: &[u8], scheme: Scheme) -> Result<Public, KeyError> {
    let (n, e) = (der::trim(n), der::trim(e));
    let public = Public::Rsa { n: n.to_vec(), e: e.to_vec(), scheme };
    let bits = Material::Public(public.clone()).bits().unwrap_or_default();
    if !RSA_BITS.contains(&bits) {
        return Err(KeyError::RsaSize(bits));
    }
    let pkcs1 = der::value(SEQUENCE, &[der::integer(n).reveal(), der::integer(e).reveal()]);
    ParsedPublicKey::new(&RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, pkcs1.reveal())
        .map_err(|_| KeyError::RsaNumbers)?;
    Ok(public)
}

/// The numbers of an `RSAPrivateKey` in its order: n, e, d, p, q, dp, dq, qi (RFC 8017 §A.1.2).
pub fn rsa_numbers(pkcs1: &[u8]) -> Result<[&[u8]; 8], Malformed> {
    let mut outer = Reader::new(pkcs1);
    let mut inner = outer.sequence()?;
    outer.finish()?;
    // Version 1 has more than two primes, which nobody uses.
    if inner.take(INTEGER)? != [0] {
        return Err(Malformed);
    }
    let mut numbers: [&[u8]; 8] = [&[]; 8];
    for number in &mut numbers {
        *number = inner.unsigned()?;
    }
    inner.finish()?;
    Ok(numbers)
}

/// An RSA key pair from its `RSAPrivateKey`, and what it is kept to.
pub fn rsa_pair(pkcs1: &[u8], scheme: Scheme) -> Result<Material, KeyError> {
    let [n, e, ..] = rsa_numbers(pkcs1).map_err(KeyError::broken("the RSA private key"))?;
    let pair = Material::Pair { public: rsa_public(n, e, scheme)?, private: Secret::new(pkcs1.to_vec()) };
    // The library looks at no smaller one, and nothing is ever signed with it.
    if pair.bits().is_some_and(|bits| bits >= SIGNING_BITS) {
        aws_lc_rs::rsa::KeyPair::from_der(pkcs1).map_err(|_| KeyError::RsaNumbers)?;
    }
    Ok(pair)
}

/// A point, compressed or not.
pub fn ec_public(curve: Curve, point: &[u8]) -> Result<Public, KeyError> {
    let wrong = || KeyError::NotOnCurve(curve.name());
    // 2 and 3 are compressed points, 4 is the two coordinates (SEC 1 §2.3.3); what else the library takes is used nowhere.
    if !matches!(point.first(), Some(2..=4)) {
        return Err(wrong());
    }
    let parsed = ParsedPublicKey::new(verification(curve), point).map_err(|_| wrong())?;
    let spki = parsed.as_der().map_err(|_| wrong())?;
    let length = curve.size().saturating_mul(2).saturating_add(1);
    let start = spki.as_ref().len().saturating_sub(length);
    let point = spki.as_ref().get(start..).filter(|point| point.first() == Some(&4)).ok_or_else(wrong)?;
    Ok(Public::Ec(curve, point.to_vec()))
}

/// A private number and, where it came with it, its point.
pub fn ec_pair(curve: Curve, number: &[u8], point: Option<&[u8]>) -> Result<Material, KeyError> {
    let wrong = || KeyError::PrivateNumber(curve);
    let significant = der::trim(number);
    let zeros = curve.size().checked_sub(significant.len()).ok_or_else(wrong)?;
    let private = Secret::new([&vec![0; zeros], significant].concat());
    // Without the point the library computes it.
    let sec1 = der::value(
        SEQUENCE,
        &[
            der::integer(&[1]).reveal(),
            der::value(OCTET_STRING, &[private.reveal()]).reveal(),
            der::value(0xa0, &[der::value(OID, &[oid::of_curve(curve)]).reveal()]).reveal(),
        ],
    );
    let pair = EcdsaKeyPair::from_private_key_der(signing(curve), sec1.reveal()).map_err(|_| wrong())?;
    let public = ec_public(curve, pair.public_key().as_ref())?;
    if let Some(point) = point
        && ec_public(curve, point)? != public
    {
        return Err(KeyError::Mismatch);
    }
    Ok(Material::Pair { public, private })
}

/// A public key of Ed25519.
pub fn ed25519_public(x: &[u8]) -> Result<Public, KeyError> {
    const NAME: &str = "Ed25519";
    length("an Ed25519 public key", 32, x)?;
    let key = ed25519::PublicKey::decode(x).ok_or(KeyError::NotOnCurve(NAME))?;
    if key.point.has_low_order() != 0 {
        return Err(KeyError::LowOrder(NAME));
    }
    Ok(Public::Ed25519(x.to_vec()))
}

/// A private key of Ed25519 and, where it came with it, the public one.
pub fn ed25519_pair(private: &[u8], x: Option<&[u8]>) -> Result<Material, KeyError> {
    length("an Ed25519 private key", 32, private)?;
    let pair = Ed25519KeyPair::from_seed_unchecked(private).map_err(|_| KeyError::Mismatch)?;
    matching(Public::Ed25519(pair.public_key().as_ref().to_vec()), x.map(ed25519_public), private)
}

/// A public key of Ed448.
pub fn ed448_public(x: &[u8]) -> Result<Public, KeyError> {
    const NAME: &str = "Ed448";
    length("an Ed448 public key", 57, x)?;
    let key = ed448::PublicKey::decode(x).ok_or(KeyError::NotOnCurve(NAME))?;
    if key.point.has_low_order() != 0 {
        return Err(KeyError::LowOrder(NAME));
    }
    Ok(Public::Ed448(x.to_vec()))
}

/// A private key of Ed448 and, where it came with it, the public one.
pub fn ed448_pair(private: &[u8], x: Option<&[u8]>) -> Result<Material, KeyError> {
    length("an Ed448 private key", 57, private)?;
    let pair = ed448::PrivateKey::decode(private).ok_or(KeyError::Mismatch)?;
    matching(Public::Ed448(pair.public_key.encode().to_vec()), x.map(ed448_public), private)
}

/// A public key of ML-DSA.
pub fn ml_dsa_public(set: MlDsa, public: &[u8]) -> Result<Public, KeyError> {
    length("an ML-DSA public key", set.public_len(), public)?;
    let (verification, _) = ml_dsa(set);
    ParsedPublicKey::new(verification, public).map_err(|_| KeyError::Mismatch)?;
    Ok(Public::MlDsa(set, public.to_vec()))
}

/// A seed of ML-DSA and, where it came with it, the public key.
pub fn ml_dsa_pair(set: MlDsa, seed: &[u8], public: Option<&[u8]>) -> Result<Material, KeyError> {
    length("an ML-DSA seed", SEED_LEN, seed)?;
    let (_, signing) = ml_dsa(set);
    let pair = PqdsaKeyPair::from_seed(signing, seed).map_err(|_| KeyError::Mismatch)?;
    let own = Public::MlDsa(set, pair.public_key().as_ref().to_vec());
    matching(own, public.map(|public| ml_dsa_public(set, public)), seed)
}

/// Whether a PKCS #8 file that holds both the seed and what follows from it is of one piece.
pub fn ml_dsa_agrees(set: MlDsa, pkcs8: &[u8]) -> Result<(), KeyError> {
    let (_, signing) = ml_dsa(set);
    PqdsaKeyPair::from_pkcs8(signing, pkcs8).map(|_| ()).map_err(|_| KeyError::Mismatch)
}

fn matching(own: Public, given: Option<Result<Public, KeyError>>, private: &[u8]) -> Result<Material, KeyError> {
    match given.transpose()? {
        Some(given) if given != own => Err(KeyError::Mismatch),
        Some(_) | None => Ok(Material::Pair { public: own, private: Secret::new(private.to_vec()) }),
    }
}

const fn length(name: &'static str, due: usize, octets: &[u8]) -> Result<(), KeyError> {
    if octets.len() == due { Ok(()) } else { Err(KeyError::Length(name, due, octets.len())) }
}

/// What the library calls ECDSA on a curve, for keys that verify.
pub const fn verification(curve: Curve) -> &'static EcdsaVerificationAlgorithm {
    match curve {
        Curve::P256 => &ECDSA_P256_SHA256_FIXED,
        Curve::P384 => &ECDSA_P384_SHA384_FIXED,
        Curve::P521 => &ECDSA_P521_SHA512_FIXED,
        Curve::Secp256k1 => &ECDSA_P256K1_SHA256_FIXED,
    }
}

/// What the library calls ECDSA on a curve, for keys that sign.
pub const fn signing(curve: Curve) -> &'static EcdsaSigningAlgorithm {
    match curve {
        Curve::P256 => &ECDSA_P256_SHA256_FIXED_SIGNING,
        Curve::P384 => &ECDSA_P384_SHA384_FIXED_SIGNING,
        Curve::P521 => &ECDSA_P521_SHA512_FIXED_SIGNING,
        Curve::Secp256k1 => &ECDSA_P256K1_SHA256_FIXED_SIGNING,
    }
}

/// What the library calls a parameter set, for keys that verify and that sign.
pub const fn ml_dsa(set: MlDsa) -> (&'static PqdsaVerificationAlgorithm, &'static PqdsaSigningAlgorithm) {
    match set {
        MlDsa::Dsa44 => (&ML_DSA_44, &ML_DSA_44_SIGNING),
        MlDsa::Dsa65 => (&ML_DSA_65, &ML_DSA_65_SIGNING),
        MlDsa::Dsa87 => (&ML_DSA_87, &ML_DSA_87_SIGNING),
    }
}
