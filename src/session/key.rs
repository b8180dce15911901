//! Keys of the world: made from the seed, signed and verified with, published as JWK.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::config::Alg;
use super::drbg::{Entropy, base64url, hex};
use crate::crypto::algorithm::{Algorithm, Hash, Scheme};
use crate::crypto::material::{Material, Public};
use crate::crypto::secret::Secret;
use crate::crypto::{digest, read, sign, verify};

/// The public test keys, as JWK: a seeded run cannot make RSA keys of its own in a moment.
const RSA_KEYS: &str = include_str!("../../assets/session-keys.json");

/// What a key is made of.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bytes {
    /// The bytes of an HMAC secret.
    Secret(Vec<u8>),
    /// An RSA key.
    Rsa {
        /// The modulus.
        n: Vec<u8>,
        /// The exponent.
        e: Vec<u8>,
        /// The private half.
        private: Option<Vec<u8>>,
    },
    /// An Ed25519 key.
    Ed25519 {
        /// The public half.
        public: Vec<u8>,
        /// The private half.
        private: Option<Vec<u8>>,
    },
}

/// A key with its name, as a server holds it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedKey {
    /// Its name.
    pub kid: String,
    /// What it signs with.
    pub alg: Alg,
    /// What it is made of.
    pub bytes: Bytes,
}

impl std::fmt::Debug for NamedKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "NamedKey({} {})", self.kid, self.alg)
    }
}

impl std::fmt::Debug for Bytes {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Bytes(…)")
    }
}

/// The algorithm as the room of cryptography knows it.
#[must_use]
pub const fn algorithm(alg: Alg) -> Algorithm {
    match alg {
        Alg::Hs256 => Algorithm::Hs256,
        Alg::Hs384 => Algorithm::Hs384,
        Alg::Hs512 => Algorithm::Hs512,
        Alg::Rs256 => Algorithm::Rs256,
        Alg::EdDsa => Algorithm::EdDsa,
    }
}

impl Alg {
    /// Is the key a secret that both sides hold?
    #[must_use]
    pub const fn is_hmac(self) -> bool {
        match self {
            Self::Hs256 | Self::Hs384 | Self::Hs512 => true,
            Self::Rs256 | Self::EdDsa => false,
        }
    }
}

impl NamedKey {
    /// The `number`th key of an algorithm, from 0. `secret` is what the settings give for HMAC.
    #[must_use]
    pub fn make(entropy: &mut dyn Entropy, alg: Alg, number: u32, secret: Option<&str>) -> Self {
        let (mark, bytes) = match alg {
            Alg::Hs256 | Alg::Hs384 | Alg::Hs512 => {
                let drawn = || hex(&entropy.draw(&format!("as/{}/{number}", alg.word().to_lowercase()), 32));
                ("hs", Bytes::Secret(secret.map_or_else(drawn, str::to_owned).into_bytes()))
            }
            Alg::Rs256 => ("rs", rsa(number)),
            Alg::EdDsa => ("ed", ed25519(entropy.draw(&format!("as/ed25519/{number}"), 32))),
        };
        let name: String = base64url(&entropy.draw(&format!("kid/{number}"), 6)).chars().take(6).collect();
        Self { kid: format!("{mark}-{name}"), alg, bytes }
    }

    /// Where the key is written down, when the whole world knows it.
    #[must_use]
    pub fn test_key(&self) -> Option<String> {
        let Bytes::Rsa { n, .. } = &self.bytes else { return None };
        let keys: Vec<Value> = serde_json::from_str(RSA_KEYS).unwrap_or_default();
        let same = |key: &&Value| key.pointer("/jwk/n").and_then(Value::as_str) == Some(&base64url(n));
        keys.iter().find(same)?.get("source")?.as_str().map(str::to_owned)
    }

    /// The half that may be published; `None` for a secret.
    #[must_use]
    pub fn public(&self) -> Option<Self> {
        let bytes = match &self.bytes {
            Bytes::Secret(_) => return None,
            Bytes::Rsa { n, e, .. } => Bytes::Rsa { n: n.clone(), e: e.clone(), private: None },
            Bytes::Ed25519 { public, .. } => Bytes::Ed25519 { public: public.clone(), private: None },
        };
        Some(Self { kid: self.kid.clone(), alg: self.alg, bytes })
    }

    /// The member of a key set: public members only, nothing for a secret.
    #[must_use]
    pub fn jwk(&self) -> Option<Value> {
        match &self.bytes {
            Bytes::Secret(_) => None,
            Bytes::Rsa { n, e, .. } => Some(json!({
                "kty": "RSA", "use": "sig", "alg": self.alg.word(), "kid": self.kid, "n": base64url(n), "e": base64url(e),
            })),
            Bytes::Ed25519 { public, .. } => Some(json!({
                "kty": "OKP", "use": "sig", "alg": self.alg.word(), "kid": self.kid, "crv": "Ed25519", "x": base64url(public),
            })),
        }
    }

    /// Reads a member of a key set.
    #[must_use]
    pub fn from_jwk(jwk: &Value) -> Option<Self> {
        let octets = |name| {
            let reading = crate::token::base64url::read(jwk.get(name)?.as_str()?);
            reading.is_complete().then_some(reading.octets)
        };
        let text = |name: &str| jwk.get(name).and_then(Value::as_str).unwrap_or_default();
        let (alg, bytes) = match text("kty") {
            "RSA" => (Alg::Rs256, Bytes::Rsa { n: octets("n")?, e: octets("e")?, private: None }),
            "OKP" => (Alg::EdDsa, Bytes::Ed25519 { public: octets("x")?, private: None }),
            _ => return None,
        };
        Some(Self { kid: text("kid").to_owned(), alg, bytes })
    }

    /// The signature of a message with the private half or the secret.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Option<Vec<u8>> {
        match &self.bytes {
            Bytes::Secret(secret) => Some(hmac(self.alg, secret, message)),
            Bytes::Rsa { .. } | Bytes::Ed25519 { .. } => sign(algorithm(self.alg), &self.material(), message).ok(),
        }
    }

    /// Is this the signature of the message, by an algorithm that the caller names and the key must fit?
    #[must_use]
    pub fn verifies(&self, alg: Alg, message: &[u8], signature: &[u8]) -> bool {
        match &self.bytes {
            Bytes::Secret(secret) => alg.is_hmac() && hmac(alg, secret, message) == signature,
            Bytes::Rsa { .. } | Bytes::Ed25519 { .. } => {
                verify(algorithm(alg), &self.material(), message, signature).is_ok()
            }
        }
    }

    /// The same key as the room of cryptography knows it.
    #[must_use]
    pub fn material(&self) -> Material {
        let whole = |public: Public, private: &Option<Vec<u8>>| match private {
            Some(private) => Material::Pair { public, private: Secret::new(private.clone()) },
            None => Material::Public(public),
        };
        match &self.bytes {
            Bytes::Secret(secret) => Material::Secret(Secret::new(secret.clone())),
            Bytes::Rsa { n, e, private } => {
                whole(Public::Rsa { n: n.clone(), e: e.clone(), scheme: Scheme::Any }, private)
            }
            Bytes::Ed25519 { public, private } => whole(Public::Ed25519(public.clone()), private),
        }
    }
}

/// An HMAC with a secret of any length, the empty one too: lessons need what a careful library refuses.
#[must_use]
pub fn hmac(alg: Alg, secret: &[u8], message: &[u8]) -> Vec<u8> {
    let hash = match alg {
        Alg::Hs384 => Hash::Sha384,
        Alg::Hs512 => Hash::Sha512,
        Alg::Hs256 | Alg::Rs256 | Alg::EdDsa => Hash::Sha256,
    };
    digest::hmac(hash, secret, message)
}

fn rsa(number: u32) -> Bytes {
    let keys: Vec<Value> = serde_json::from_str(RSA_KEYS).unwrap_or_default();
    let jwk = keys.get(number as usize % keys.len().max(1)).and_then(|key| key.get("jwk"));
    let read = jwk.and_then(|jwk| read::read_bytes(jwk.to_string().as_bytes(), "a public test key").ok());
    match read.and_then(|keys| keys.keys.into_iter().next()).map(|key| key.material) {
        Some(Material::Pair { public: Public::Rsa { n, e, .. }, private }) => {
            Bytes::Rsa { n, e, private: Some(private.reveal().to_vec()) }
        }
        // Cannot be: the file is part of the program, and a test reads it.
        _ => Bytes::Secret(Vec::new()),
    }
}

fn ed25519(private: Vec<u8>) -> Bytes {
    // PKCS#8 without the public half (RFC 8410 §7): reading it computes that.
    let mut der = vec![0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
    der.extend_from_slice(&private);
    let read = read::read_bytes(&der, "the seed").ok();
    match read.and_then(|keys| keys.keys.into_iter().next()).map(|key| key.material) {
        Some(Material::Pair { public: Public::Ed25519(public), private }) => {
            Bytes::Ed25519 { public, private: Some(private.reveal().to_vec()) }
        }
        // Cannot be: any 32 bytes are a private key.
        _ => Bytes::Secret(Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::drbg::Drbg;

    #[test]
    fn every_algorithm_signs_what_its_public_half_verifies_and_nothing_else() {
        for alg in Alg::ALL {
            for number in 0..3 {
                let key = NamedKey::make(&mut Drbg(1), *alg, number, None);
                let signature = key.sign(b"message").expect("it signs");
                let verifier = key.public().unwrap_or_else(|| key.clone());
                assert!(verifier.verifies(*alg, b"message", &signature), "{alg} {number}");
                assert!(!verifier.verifies(*alg, b"another", &signature), "{alg} {number}");
            }
        }
    }

    #[test]
    fn a_published_key_has_public_members_only_and_reads_back() {
        for alg in Alg::ALL {
            let key = NamedKey::make(&mut Drbg(1), *alg, 0, None);
            let Some(jwk) = key.jwk() else {
                assert!(alg.is_hmac(), "{alg}");
                continue;
            };
            for private in ["d", "p", "q", "dp", "dq", "qi", "k"] {
                assert_eq!(jwk.get(private), None, "{alg} {private}");
            }
            assert!(NamedKey::from_jwk(&jwk) == key.public(), "{alg}");
        }
        assert!(NamedKey::make(&mut Drbg(1), Alg::Rs256, 1, None).test_key().is_some());
    }
}
