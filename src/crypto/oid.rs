//! The object identifiers that keys are marked with. The readers and the writer of DER use them.

use super::algorithm::{Curve, Hash, MlDsa};

/// `rsaEncryption` (RFC 8017 §A.1).
pub const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
/// `id-mgf1` (RFC 8017 §A.2.1).
pub const MGF1: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 8];
/// `id-RSASSA-PSS` (RFC 8017 §A.2.3).
pub const RSA_PSS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 10];
/// `id-ecPublicKey` (RFC 5480 §2.1.1).
pub const EC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];
/// `id-X25519` (RFC 8410 §3).
pub const X25519: &[u8] = &[0x2b, 0x65, 0x6e];
/// `id-X448` (RFC 8410 §3).
pub const X448: &[u8] = &[0x2b, 0x65, 0x6f];
/// `id-Ed25519` (RFC 8410 §3).
pub const ED25519: &[u8] = &[0x2b, 0x65, 0x70];
/// `id-Ed448` (RFC 8410 §3).
pub const ED448: &[u8] = &[0x2b, 0x65, 0x71];
/// `id-dsa` (RFC 3279 §2.3.2).
pub const DSA: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x38, 4, 1];
/// `dhKeyAgreement` (PKCS #3).
pub const DH: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 3, 1];
/// `dhpublicnumber` (RFC 3279 §2.3.3).
pub const DHX: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3e, 2, 1];
/// `pkcs-5` (RFC 8018 §A), with which every password-based encryption begins.
pub const PKCS5: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5];
/// `pkcs-12PbeIds` (RFC 7292 §C), the older ones.
pub const PKCS12_PBE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12, 1];
/// `pkcs-7` (RFC 5652 §4), with which every content type begins.
pub const PKCS7: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7];

/// The identifier of a curve (RFC 5480 §2.1.1.1, SEC 2 §A.2).
pub const fn of_curve(curve: Curve) -> &'static [u8] {
    match curve {
        Curve::P256 => &[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7],
        Curve::P384 => &[0x2b, 0x81, 4, 0, 34],
        Curve::P521 => &[0x2b, 0x81, 4, 0, 35],
        Curve::Secp256k1 => &[0x2b, 0x81, 4, 0, 10],
    }
}

/// The identifier of a parameter set (RFC 9881 §2).
pub const fn of_ml_dsa(set: MlDsa) -> &'static [u8] {
    match set {
        MlDsa::Dsa44 => &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 17],
        MlDsa::Dsa65 => &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 18],
        MlDsa::Dsa87 => &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 19],
    }
}

/// The identifier of a hash (RFC 8017 §B.1).
pub const fn of_hash(hash: Hash) -> &'static [u8] {
    match hash {
        Hash::Sha256 => &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1],
        Hash::Sha384 => &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2],
        Hash::Sha512 => &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3],
    }
}

/// The hash of an identifier.
pub fn hash(oid: &[u8]) -> Option<Hash> {
    Hash::ALL.into_iter().find(|hash| of_hash(*hash) == oid)
}

/// The curve of an identifier.
pub fn curve(oid: &[u8]) -> Option<Curve> {
    Curve::ALL.into_iter().find(|curve| of_curve(*curve) == oid)
}

/// The parameter set of an identifier.
pub fn ml_dsa(oid: &[u8]) -> Option<MlDsa> {
    MlDsa::ALL.into_iter().find(|set| of_ml_dsa(*set) == oid)
}
