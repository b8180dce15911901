//! The algorithms that sign a JWS: what kind of key each wants, how strong, and how long its signatures are.

/// An algorithm for `alg` that makes signatures or MACs (RFC 7518 §3.1, RFC 8037 §3.1, RFC 8812 §3.2, RFC 9864 §2.2, RFC 9964).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// HMAC with SHA-256.
    Hs256,
    /// HMAC with SHA-384.
    Hs384,
    /// HMAC with SHA-512.
    Hs512,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    Rs384,
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    Rs512,
    /// RSASSA-PSS with SHA-256 and MGF1 with SHA-256.
    Ps256,
    /// RSASSA-PSS with SHA-384 and MGF1 with SHA-384.
    Ps384,
    /// RSASSA-PSS with SHA-512 and MGF1 with SHA-512.
    Ps512,
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// ECDSA on P-384 with SHA-384.
    Es384,
    /// ECDSA on P-521 with SHA-512.
    Es512,
    /// ECDSA on secp256k1 with SHA-256.
    Es256k,
    /// Ed25519 or Ed448, as the key says (RFC 8037; deprecated by RFC 9864 for the two names below).
    EdDsa,
    /// Ed25519 by its own name.
    Ed25519,
    /// Ed448 by its own name.
    Ed448,
    /// ML-DSA-44 of FIPS 204.
    MlDsa44,
    /// ML-DSA-65 of FIPS 204.
    MlDsa65,
    /// ML-DSA-87 of FIPS 204.
    MlDsa87,
}

/// How an algorithm works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// A MAC under a secret that both sides hold.
    Hmac,
    /// RSA with the padding of PKCS #1 version 1.5: the same input gives the same signature.
    RsaPkcs1,
    /// RSA with a random salt.
    RsaPss,
    /// A pair of numbers r and s on an elliptic curve.
    Ecdsa,
    /// A signature on an Edwards curve.
    EdDsa,
    /// Module lattices: made to withstand a quantum computer.
    MlDsa,
}

/// A SHA-2 hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hash {
    /// 32 bytes.
    Sha256,
    /// 48 bytes.
    Sha384,
    /// 64 bytes.
    Sha512,
}

/// A curve for ECDSA.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Curve {
    /// NIST P-256, also secp256r1 and prime256v1.
    P256,
    /// NIST P-384, also secp384r1.
    P384,
    /// NIST P-521, also secp521r1: 521 bits, not 512.
    P521,
    /// The curve of Bitcoin.
    Secp256k1,
}

/// A parameter set of ML-DSA.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MlDsa {
    /// Category 2.
    Dsa44,
    /// Category 3.
    Dsa65,
    /// Category 5.
    Dsa87,
}

/// With which paddings an RSA key may be used, by the object identifier that it is marked with (RFC 4055 §1.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// With all: `rsaEncryption`, and whatever is marked with nothing.
    Any,
    /// With RSASSA-PSS alone.
    Pss,
    /// With RSASSA-PSS, this hash for message and mask, and a salt of so many bytes or more (RFC 4055 §3.3).
    PssWith {
        /// The hash.
        hash: Hash,
        /// The least salt, in bytes; never more than the hash has, which is what JWS takes (RFC 7518 §3.5).
        salt: u8,
    },
}

/// What a key is, by the mathematics it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// A shared secret for HMAC.
    Secret,
    /// An RSA key, and what it is kept to.
    Rsa(Scheme),
    /// A key on a curve for ECDSA.
    Ec(Curve),
    /// A key for Ed25519.
    Ed25519,
    /// A key for Ed448.
    Ed448,
    /// A key for ML-DSA.
    MlDsa(MlDsa),
}

impl Algorithm {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 19] = [
        Self::Hs256,
        Self::Hs384,
        Self::Hs512,
        Self::Rs256,
        Self::Rs384,
        Self::Rs512,
        Self::Ps256,
        Self::Ps384,
        Self::Ps512,
        Self::Es256,
        Self::Es384,
        Self::Es512,
        Self::Es256k,
        Self::Ed25519,
        Self::Ed448,
        Self::EdDsa,
        Self::MlDsa44,
        Self::MlDsa65,
        Self::MlDsa87,
    ];

    /// The value of `alg`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hs256 => "HS256",
            Self::Hs384 => "HS384",
            Self::Hs512 => "HS512",
            Self::Rs256 => "RS256",
            Self::Rs384 => "RS384",
            Self::Rs512 => "RS512",
            Self::Ps256 => "PS256",
            Self::Ps384 => "PS384",
            Self::Ps512 => "PS512",
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
            Self::Es512 => "ES512",
            Self::Es256k => "ES256K",
            Self::EdDsa => "EdDSA",
            Self::Ed25519 => "Ed25519",
            Self::Ed448 => "Ed448",
            Self::MlDsa44 => "ML-DSA-44",
            Self::MlDsa65 => "ML-DSA-65",
            Self::MlDsa87 => "ML-DSA-87",
        }
    }

    /// The algorithm that `alg` names: by the exact characters, as RFC 7515 §4.1.1 demands.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == name)
    }

    /// How it works.
    #[must_use]
    pub const fn family(self) -> Family {
        match self {
            Self::Hs256 | Self::Hs384 | Self::Hs512 => Family::Hmac,
            Self::Rs256 | Self::Rs384 | Self::Rs512 => Family::RsaPkcs1,
            Self::Ps256 | Self::Ps384 | Self::Ps512 => Family::RsaPss,
            Self::Es256 | Self::Es384 | Self::Es512 | Self::Es256k => Family::Ecdsa,
            Self::EdDsa | Self::Ed25519 | Self::Ed448 => Family::EdDsa,
            Self::MlDsa44 | Self::MlDsa65 | Self::MlDsa87 => Family::MlDsa,
        }
    }

    /// The hash it is named after; `None` where the algorithm brings its own.
    #[must_use]
    pub const fn hash(self) -> Option<Hash> {
        match self {
            Self::Hs256 | Self::Rs256 | Self::Ps256 | Self::Es256 | Self::Es256k => Some(Hash::Sha256),
            Self::Hs384 | Self::Rs384 | Self::Ps384 | Self::Es384 => Some(Hash::Sha384),
            Self::Hs512 | Self::Rs512 | Self::Ps512 | Self::Es512 => Some(Hash::Sha512),
            Self::EdDsa | Self::Ed25519 | Self::Ed448 | Self::MlDsa44 | Self::MlDsa65 | Self::MlDsa87 => None,
        }
    }

    /// Whether a key of `kind` is for it; the curve counts (RFC 7518 §3.4), and `EdDSA` takes both Edwards curves (RFC 8037 §3.1).
    #[must_use]
    pub fn takes(self, kind: KeyKind) -> bool {
        match self {
            Self::Hs256 | Self::Hs384 | Self::Hs512 => matches!(kind, KeyKind::Secret),
            Self::Rs256 | Self::Rs384 | Self::Rs512 => matches!(kind, KeyKind::Rsa(Scheme::Any)),
            Self::Ps256 => matches!(kind, KeyKind::Rsa(scheme) if scheme.takes(Hash::Sha256)),
            Self::Ps384 => matches!(kind, KeyKind::Rsa(scheme) if scheme.takes(Hash::Sha384)),
            Self::Ps512 => matches!(kind, KeyKind::Rsa(scheme) if scheme.takes(Hash::Sha512)),
            Self::Es256 => matches!(kind, KeyKind::Ec(Curve::P256)),
            Self::Es384 => matches!(kind, KeyKind::Ec(Curve::P384)),
            Self::Es512 => matches!(kind, KeyKind::Ec(Curve::P521)),
            Self::Es256k => matches!(kind, KeyKind::Ec(Curve::Secp256k1)),
            Self::EdDsa => matches!(kind, KeyKind::Ed25519 | KeyKind::Ed448),
            Self::Ed25519 => matches!(kind, KeyKind::Ed25519),
            Self::Ed448 => matches!(kind, KeyKind::Ed448),
            Self::MlDsa44 => matches!(kind, KeyKind::MlDsa(MlDsa::Dsa44)),
            Self::MlDsa65 => matches!(kind, KeyKind::MlDsa(MlDsa::Dsa65)),
            Self::MlDsa87 => matches!(kind, KeyKind::MlDsa(MlDsa::Dsa87)),
        }
    }

    /// What it needs, in words: `an RSA key`.
    #[must_use]
    pub const fn key_words(self) -> &'static str {
        match self {
            Self::Hs256 | Self::Hs384 | Self::Hs512 => KeyKind::Secret.words(),
            Self::Rs256 | Self::Rs384 | Self::Rs512 | Self::Ps256 | Self::Ps384 | Self::Ps512 => {
                KeyKind::Rsa(Scheme::Any).words()
            }
            Self::Es256 => KeyKind::Ec(Curve::P256).words(),
            Self::Es384 => KeyKind::Ec(Curve::P384).words(),
            Self::Es512 => KeyKind::Ec(Curve::P521).words(),
            Self::Es256k => KeyKind::Ec(Curve::Secp256k1).words(),
            Self::EdDsa => "an Ed25519 or Ed448 key",
            Self::Ed25519 => KeyKind::Ed25519.words(),
            Self::Ed448 => KeyKind::Ed448.words(),
            Self::MlDsa44 => KeyKind::MlDsa(MlDsa::Dsa44).words(),
            Self::MlDsa65 => KeyKind::MlDsa(MlDsa::Dsa65).words(),
            Self::MlDsa87 => KeyKind::MlDsa(MlDsa::Dsa87).words(),
        }
    }

    /// The least key that its specification allows, in bits: of a secret (RFC 7518 §3.2) or of an RSA modulus (§3.3, §3.5); `None` where
    /// the algorithm fixes the size.
    #[must_use]
    pub const fn least_bits(self) -> Option<usize> {
        match self {
            Self::Hs256 => Some(256),
            Self::Hs384 => Some(384),
            Self::Hs512 => Some(512),
            Self::Rs256 | Self::Rs384 | Self::Rs512 | Self::Ps256 | Self::Ps384 | Self::Ps512 => Some(2048),
            Self::Es256
            | Self::Es384
            | Self::Es512
            | Self::Es256k
            | Self::EdDsa
            | Self::Ed25519
            | Self::Ed448
            | Self::MlDsa44
            | Self::MlDsa65
            | Self::MlDsa87 => None,
        }
    }

    /// The bytes of each of its signatures; `None` where the key decides (RSA by its modulus, `EdDSA` by its curve).
    #[must_use]
    pub const fn signature_len(self) -> Option<usize> {
        match self {
            Self::Hs256 => Some(32),
            Self::Hs384 => Some(48),
            Self::Hs512 | Self::Es256 | Self::Es256k | Self::Ed25519 => Some(64),
            Self::Es384 => Some(96),
            Self::Es512 => Some(132),
            Self::Ed448 => Some(114),
            Self::MlDsa44 => Some(2420),
            Self::MlDsa65 => Some(3309),
            Self::MlDsa87 => Some(4627),
            Self::Rs256 | Self::Rs384 | Self::Rs512 | Self::Ps256 | Self::Ps384 | Self::Ps512 | Self::EdDsa => None,
        }
    }
}

impl Hash {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Sha256, Self::Sha384, Self::Sha512];

    /// The bytes of a digest.
    #[must_use]
    pub const fn size(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }
}

impl Scheme {
    /// Whether RSASSA-PSS with this hash is among them.
    #[must_use]
    pub fn takes(self, hash: Hash) -> bool {
        match self {
            Self::Any | Self::Pss => true,
            Self::PssWith { hash: bound, .. } => bound == hash,
        }
    }
}

impl Curve {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::P256, Self::P384, Self::P521, Self::Secp256k1];

    /// The value of `crv` in a JWK (RFC 7518 §6.2.1.1, RFC 8812 §3.1).
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
            Self::Secp256k1 => "secp256k1",
        }
    }

    /// The bytes of a coordinate, of a private number, and of each half of a signature.
    #[must_use]
    pub const fn size(self) -> usize {
        match self {
            Self::P256 | Self::Secp256k1 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
        }
    }
}

impl MlDsa {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Dsa44, Self::Dsa65, Self::Dsa87];

    /// The algorithm of a key of this set: the `alg` that its JWK must have (RFC 9964).
    #[must_use]
    pub const fn algorithm(self) -> Algorithm {
        match self {
            Self::Dsa44 => Algorithm::MlDsa44,
            Self::Dsa65 => Algorithm::MlDsa65,
            Self::Dsa87 => Algorithm::MlDsa87,
        }
    }

    /// The bytes of a public key (FIPS 204, table 2).
    #[must_use]
    pub const fn public_len(self) -> usize {
        match self {
            Self::Dsa44 => 1312,
            Self::Dsa65 => 1952,
            Self::Dsa87 => 2592,
        }
    }
}

impl KeyKind {
    /// What it is, in words: `an RSA key`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Secret => "an HMAC secret",
            Self::Rsa(Scheme::Any) => "an RSA key",
            Self::Rsa(Scheme::Pss) => "an RSA-PSS key (PS256, PS384 and PS512 only)",
            Self::Rsa(Scheme::PssWith { hash: Hash::Sha256, .. }) => "an RSA-PSS key (PS256 only)",
            Self::Rsa(Scheme::PssWith { hash: Hash::Sha384, .. }) => "an RSA-PSS key (PS384 only)",
            Self::Rsa(Scheme::PssWith { hash: Hash::Sha512, .. }) => "an RSA-PSS key (PS512 only)",
            Self::Ec(Curve::P256) => "a P-256 key",
            Self::Ec(Curve::P384) => "a P-384 key",
            Self::Ec(Curve::P521) => "a P-521 key",
            Self::Ec(Curve::Secp256k1) => "a secp256k1 key",
            Self::Ed25519 => "an Ed25519 key",
            Self::Ed448 => "an Ed448 key",
            Self::MlDsa(MlDsa::Dsa44) => "an ML-DSA-44 key",
            Self::MlDsa(MlDsa::Dsa65) => "an ML-DSA-65 key",
            Self::MlDsa(MlDsa::Dsa87) => "an ML-DSA-87 key",
        }
    }

    /// The algorithms that a key of this kind can serve, the natural one first.
    pub fn algorithms(self) -> impl Iterator<Item = Algorithm> {
        Algorithm::ALL.into_iter().filter(move |algorithm| algorithm.takes(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_its_exact_characters() {
        for algorithm in Algorithm::ALL {
            assert_eq!(Algorithm::from_name(algorithm.name()), Some(algorithm));
            assert_eq!(Algorithm::from_name(&algorithm.name().to_ascii_lowercase()), None);
        }
    }

    #[test]
    fn each_algorithm_says_what_the_registry_says() {
        for algorithm in Algorithm::ALL {
            let registered = crate::token::registry::algorithm(algorithm.name()).expect("it is registered");
            assert_eq!(registered.signature_bytes, algorithm.signature_len(), "{}", algorithm.name());
        }
    }
}
