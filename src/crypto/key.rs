//! A key as it was given: what it is, what it was written in, where it came from, and what its owner says it is for.
//!
//! The readers make them; signing, verifying and every screen use them.

use std::fmt;
use std::sync::Arc;

use super::algorithm::{Algorithm, Family, KeyKind, MlDsa};
use super::material::Material;
use super::restriction::{Act, Restriction};
use super::secret::Secret;
use super::thumbprint::thumbprint;

/// The structure inside a PEM block or a DER file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Structure {
    /// `RSAPrivateKey` (RFC 8017 §A.1.2).
    Pkcs1Private,
    /// `RSAPublicKey` (RFC 8017 §A.1.1).
    Pkcs1Public,
    /// `PrivateKeyInfo` (RFC 5208 §5), `OneAsymmetricKey` (RFC 5958 §2).
    Pkcs8,
    /// `ECPrivateKey` (RFC 5915 §3).
    Sec1,
    /// `SubjectPublicKeyInfo` (RFC 5280 §4.1).
    Spki,
    /// An X.509 certificate (RFC 5280 §4.1): its subject's key; nothing of it is checked.
    Certificate,
}

/// What a key was written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The characters themselves are the secret.
    Text,
    /// A secret in base64.
    Base64,
    /// A secret in base64url.
    Base64url,
    /// A secret in hexadecimal digits.
    Hex,
    /// A PEM block (RFC 7468).
    Pem(Structure),
    /// DER.
    Der(Structure),
    /// DER in base64 without the lines of PEM.
    BareDer(Structure),
    /// A JSON Web Key (RFC 7517 §4).
    Jwk,
    /// One of the keys of a JWK Set (RFC 7517 §5).
    Jwks,
    /// A line of an `authorized_keys` file (RFC 4253 §6.6), or a private key of OpenSSH.
    OpenSsh,
    /// The JSON file of a Google service account.
    ServiceAccount,
    /// Made here.
    Generated,
}

/// A key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The key itself.
    pub material: Material,
    /// Where it came from, never the secret itself: `env:JWT_KEY`, `@key.pem`, `secret:…`, `typed`. Foreign text.
    pub source: String,
    /// What it was written in.
    pub form: Form,
    /// Its identifier, as received. Foreign text.
    pub kid: Option<String>,
    /// The algorithm that it is for, as received (RFC 7517 §4.4). Foreign text.
    pub alg: Option<String>,
    /// `sig` or `enc`, as received (RFC 7517 §4.2). Foreign text.
    pub usage: Option<String>,
    /// What it may be used for, as received (RFC 7517 §4.3). Foreign text.
    pub key_ops: Option<Vec<String>>,
    /// Of a secret that was the content of a file or a variable: what else it may be, to be tried after the material. The material is without
    /// the one line break at the end, this is with it.
    pub other_readings: Vec<Secret>,
    /// Of a public key: the texts that it was read from, to the character. Whoever signs with one of them as a secret forges (RFC 8725 §2.1).
    pub public_texts: Vec<Arc<[u8]>>,
}

/// What can be said of a key to anyone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// What it is.
    pub kind: KeyKind,
    /// Bits of the secret, the modulus or the curve; none for ML-DSA.
    pub bits: Option<usize>,
    /// Whether it holds a private half; a secret is private.
    pub private: bool,
    /// The algorithms that it can serve and that its owner keeps it for, the natural one first.
    pub algorithms: Vec<Algorithm>,
    /// Its identifier, as received. Foreign text.
    pub kid: Option<String>,
    /// Where it came from. Foreign text.
    pub source: String,
    /// What it was written in.
    pub form: Form,
    /// The thumbprint of RFC 7638 in base64url. That of a secret lets anyone who sees it test guesses.
    pub thumbprint: String,
}

impl Key {
    /// A key of which nothing is known but itself.
    #[must_use]
    pub fn new(material: Material, source: &str, form: Form) -> Self {
        Self {
            material,
            source: source.to_owned(),
            form,
            kid: None,
            alg: None,
            usage: None,
            key_ops: None,
            other_readings: Vec::new(),
            public_texts: Vec::new(),
        }
    }

    /// The same, read from this text: kept where the key is public, and nothing else in the text is not.
    #[must_use]
    pub fn read_from(mut self, text: &[u8]) -> Self {
        if matches!(self.material, Material::Public(_)) {
            self.public_texts.push(text.into());
        }
        self
    }

    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> KeyKind {
        self.material.kind()
    }

    /// What its owner keeps it for instead of this; none where nothing speaks against it.
    #[must_use]
    pub fn restriction(&self, act: Act, of_token: Algorithm) -> Option<Restriction> {
        if let Some(usage) = self.usage.as_ref().filter(|usage| *usage != "sig") {
            return Some(Restriction::Usage(usage.clone()));
        }
        let listed = |operation: &String| match act {
            Act::Sign => operation == "sign",
            Act::Verify => operation == "verify" || operation == "sign",
        };
        if self.key_ops.as_ref().is_some_and(|operations| !operations.iter().any(listed)) {
            return Some(Restriction::Operations(act));
        }
        let of_key = self.alg.as_ref().filter(|alg| *alg != of_token.name() && !same_edwards(alg, of_token))?;
        Some(Restriction::Algorithm { of_key: of_key.clone(), of_token })
    }

    /// What can be said of it to anyone.
    #[must_use]
    pub fn describe(&self) -> Description {
        let is_left = |algorithm: &Algorithm| self.restriction(Act::Verify, *algorithm).is_none();
        Description {
            kind: self.kind(),
            bits: self.material.bits(),
            private: self.material.signs(),
            algorithms: self.kind().algorithms().filter(is_left).collect(),
            kid: self.kid.clone(),
            source: self.source.clone(),
            form: self.form,
            thumbprint: thumbprint(&self.material),
        }
    }
}

impl KeyKind {
    /// What it is called: `HMAC`, `RSA`, `EC`, `EdDSA`, `ML-DSA-44`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Secret => "HMAC",
            Self::Rsa(_) => "RSA",
            Self::Ec(_) => "EC",
            Self::Ed25519 | Self::Ed448 => "EdDSA",
            Self::MlDsa(MlDsa::Dsa44) => "ML-DSA-44",
            Self::MlDsa(MlDsa::Dsa65) => "ML-DSA-65",
            Self::MlDsa(MlDsa::Dsa87) => "ML-DSA-87",
        }
    }

    /// The curve it is on, as `crv` names it (RFC 7518 §6.2.1.1, RFC 8037 §2).
    #[must_use]
    pub const fn curve(self) -> Option<&'static str> {
        match self {
            Self::Ec(curve) => Some(curve.name()),
            Self::Ed25519 => Some("Ed25519"),
            Self::Ed448 => Some("Ed448"),
            Self::Secret | Self::Rsa(_) | Self::MlDsa(_) => None,
        }
    }
}

impl Structure {
    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pkcs1Private | Self::Pkcs1Public => "PKCS#1",
            Self::Pkcs8 => "PKCS#8",
            Self::Sec1 => "SEC 1",
            Self::Spki => "SPKI",
            Self::Certificate => "X.509 certificate",
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => f.write_str("text"),
            Self::Base64 => f.write_str("base64"),
            Self::Base64url => f.write_str("base64url"),
            Self::Hex => f.write_str("hex"),
            Self::Pem(structure) => write!(f, "PEM, {}", structure.name()),
            Self::Der(structure) => write!(f, "DER, {}", structure.name()),
            Self::BareDer(structure) => write!(f, "DER in base64, {}", structure.name()),
            Self::Jwk => f.write_str("JWK"),
            Self::Jwks => f.write_str("JWKS"),
            Self::OpenSsh => f.write_str("OpenSSH"),
            Self::ServiceAccount => f.write_str("service account"),
            Self::Generated => f.write_str("generated"),
        }
    }
}

/// `EdDSA` is the older name of both `Ed25519` and `Ed448` (RFC 9864 §2.2); which one a key is for, its curve says.
fn same_edwards(of_key: &str, of_token: Algorithm) -> bool {
    of_token.family() == Family::EdDsa
        && Algorithm::from_name(of_key).is_some_and(|algorithm| algorithm.family() == Family::EdDsa)
}
