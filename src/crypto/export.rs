//! Keys → PEM, JWK, JWK Set: what `key --public`, `keygen` and the mint write. What is written reads back as the same key.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

use super::algorithm::{KeyKind, Scheme};
use super::check;
use super::der::{self, BIT_STRING, NULL, OCTET_STRING, OID, SEQUENCE};
use super::key::Key;
use super::material::{Material, Public};
use super::oid;
use super::pss;
use super::secret::Secret;
use super::thumbprint::coordinates;
use crate::token::json::Document;

/// Which half of a key is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// What everyone may have.
    Public,
    /// What signs, and the public half with it; of a secret, the secret.
    Private,
}

/// A PEM block with its last line break: `PRIVATE KEY` (PKCS #8) or `PUBLIC KEY` (SPKI). None for a secret, and for a half that is not there.
#[must_use]
pub fn pem(material: &Material, half: Half) -> Option<Zeroizing<String>> {
    let (label, der) = match half {
        Half::Public => ("PUBLIC KEY", spki(material.public()?)),
        Half::Private => ("PRIVATE KEY", pkcs8(material)?),
    };
    let base64 = Zeroizing::new(STANDARD.encode(der.reveal()));
    // Room for all of it at once: a text that grows leaves copies behind.
    let mut out = Zeroizing::new(String::with_capacity(base64.len().saturating_mul(2).saturating_add(64)));
    out.push_str("-----BEGIN ");
    out.push_str(label);
    out.push_str("-----\n");
    for (index, character) in base64.chars().enumerate() {
        if index > 0 && index.is_multiple_of(64) {
            out.push('\n');
        }
        out.push(character);
    }
    out.push_str("\n-----END ");
    out.push_str(label);
    out.push_str("-----\n");
    Some(out)
}

/// A JWK on one line, its members always in the same order: kty, kid, use, alg, the curve, the public numbers, the private ones. None for a
/// half that is not there.
#[must_use]
pub fn jwk(key: &Key, half: Half) -> Option<Zeroizing<String>> {
    let mut members = Members::new();
    members.text("kty", kty(key.kind()));
    for (name, value) in [("kid", &key.kid), ("use", &key.usage), ("alg", &key.alg)] {
        match (name, key.kind()) {
            // RFC 9964: a key of ML-DSA says which it is.
            ("alg", KeyKind::MlDsa(set)) => members.text(name, set.algorithm().name()),
            // In a JWK nothing else says what an object identifier said; of one that allows several hashes nothing does.
            ("alg", kind @ KeyKind::Rsa(Scheme::PssWith { .. })) => {
                kind.algorithms().for_each(|only| members.text(name, only.name()));
            }
            _ => value.iter().for_each(|value| members.text(name, value)),
        }
    }
    match (half, &key.material) {
        (Half::Private, Material::Secret(secret)) => members.octets("k", secret.reveal()),
        (Half::Private, Material::Pair { public, private }) => {
            members.public(public);
            members.private(public, private);
        }
        (Half::Public, Material::Public(public) | Material::Pair { public, .. }) => members.public(public),
        (Half::Public, Material::Secret(_)) | (Half::Private, Material::Public(_)) => return None,
    }
    Some(members.close())
}

/// The public halves as a JWK Set on one line; what has none is left out.
#[must_use]
pub fn jwks<'a>(keys: impl IntoIterator<Item = &'a Key>) -> String {
    let keys: Vec<_> = keys.into_iter().filter_map(|key| jwk(key, Half::Public)).collect();
    let keys: Vec<_> = keys.iter().map(|key| key.as_str()).collect();
    format!(r#"{{"keys":[{}]}}"#, keys.join(","))
}

/// The text of a new random secret, whose characters are the secret from then on: every library takes it as it stands. It carries all
/// of the random bytes, in letters, digits, `-` and `_`.
#[must_use]
pub fn secret_text(random: &Secret) -> Zeroizing<String> {
    base64url(random)
}

/// The octets of a secret in base64url.
#[must_use]
pub fn base64url(secret: &Secret) -> Zeroizing<String> {
    Zeroizing::new(URL_SAFE_NO_PAD.encode(secret.reveal()))
}

/// The octets of a secret in hexadecimal digits.
#[must_use]
pub fn hex(secret: &Secret) -> Zeroizing<String> {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    let mut out = Zeroizing::new(String::with_capacity(secret.len().saturating_mul(2)));
    out.extend(secret.reveal().iter().flat_map(|octet| [digit(octet >> 4), digit(octet & 0xf)]));
    out
}

/// The value of `kty` (RFC 7518 §6.1, RFC 8037 §2, RFC 9964).
const fn kty(kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::Secret => "oct",
        KeyKind::Rsa(_) => "RSA",
        KeyKind::Ec(_) => "EC",
        KeyKind::Ed25519 | KeyKind::Ed448 => "OKP",
        KeyKind::MlDsa(_) => "AKP",
    }
}

/// A JSON object in the making.
struct Members(Zeroizing<String>);

impl Members {
    fn new() -> Self {
        // More than any key of 8192 bits has: a text that grows leaves copies behind.
        Self(Zeroizing::new(String::with_capacity(16 << 10)))
    }

    fn name(&mut self, name: &str) {
        let before = if self.0.is_empty() { '{' } else { ',' };
        self.0.push(before);
        self.0.push('"');
        self.0.push_str(name);
        self.0.push_str("\":");
    }

    fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        let quoted = serde_json::to_string(value).unwrap_or_default();
        // What hides or acts is written as an escape.
        self.0.push_str(&Document::read(quoted.into_bytes()).compact(0).unwrap_or_default());
    }

    fn octets(&mut self, name: &str, octets: &[u8]) {
        self.name(name);
        let text = Zeroizing::new(URL_SAFE_NO_PAD.encode(octets));
        self.0.push('"');
        self.0.push_str(&text);
        self.0.push('"');
    }

    fn public(&mut self, public: &Public) {
        match public {
            Public::Rsa { n, e, .. } => {
                self.octets("n", n);
                self.octets("e", e);
            }
            Public::Ec(curve, point) => {
                let (x, y) = coordinates(point);
                self.text("crv", curve.name());
                self.octets("x", x);
                self.octets("y", y);
            }
            Public::Ed25519(x) => {
                self.text("crv", "Ed25519");
                self.octets("x", x);
            }
            Public::Ed448(x) => {
                self.text("crv", "Ed448");
                self.octets("x", x);
            }
            Public::MlDsa(_, public) => self.octets("pub", public),
        }
    }

    fn private(&mut self, public: &Public, private: &Secret) {
        match public {
            Public::Rsa { .. } => {
                let [_, _, numbers @ ..] = check::rsa_numbers(private.reveal()).unwrap_or_default();
                for (name, number) in ["d", "p", "q", "dp", "dq", "qi"].into_iter().zip(numbers) {
                    self.octets(name, number);
                }
            }
            Public::Ec(..) | Public::Ed25519(_) | Public::Ed448(_) => self.octets("d", private.reveal()),
            Public::MlDsa(..) => self.octets("priv", private.reveal()),
        }
    }

    fn close(mut self) -> Zeroizing<String> {
        self.0.push('}');
        self.0
    }
}

/// `AlgorithmIdentifier` (RFC 8017 §A.1, RFC 5480 §2.1.1, RFC 8410 §3, RFC 9881 §2).
fn algorithm(public: &Public) -> Secret {
    let plain = |oid: &[u8]| der::value(SEQUENCE, &[der::value(OID, &[oid]).reveal()]);
    match public {
        Public::Rsa { scheme: Scheme::Any, .. } => {
            der::value(SEQUENCE, &[der::value(OID, &[oid::RSA]).reveal(), der::value(NULL, &[]).reveal()])
        }
        Public::Rsa { scheme: Scheme::Pss, .. } => plain(oid::RSA_PSS),
        Public::Rsa { scheme: Scheme::PssWith { hash, salt }, .. } => {
            der::value(SEQUENCE, &[der::value(OID, &[oid::RSA_PSS]).reveal(), pss::written(*hash, *salt).reveal()])
        }
        Public::Ec(curve, _) => der::value(
            SEQUENCE,
            &[der::value(OID, &[oid::EC]).reveal(), der::value(OID, &[oid::of_curve(*curve)]).reveal()],
        ),
        Public::Ed25519(_) => plain(oid::ED25519),
        Public::Ed448(_) => plain(oid::ED448),
        Public::MlDsa(set, _) => plain(oid::of_ml_dsa(*set)),
    }
}

/// `SubjectPublicKeyInfo` (RFC 5280 §4.1).
pub(super) fn spki(public: &Public) -> Secret {
    let pkcs1;
    let key: &[u8] = match public {
        Public::Rsa { n, e, .. } => {
            pkcs1 = der::value(SEQUENCE, &[der::integer(n).reveal(), der::integer(e).reveal()]);
            pkcs1.reveal()
        }
        Public::Ec(_, key) | Public::Ed25519(key) | Public::Ed448(key) | Public::MlDsa(_, key) => key,
    };
    der::value(SEQUENCE, &[algorithm(public).reveal(), der::value(BIT_STRING, &[&[0], key]).reveal()])
}

/// `PrivateKeyInfo` (RFC 5208 §5).
pub(super) fn pkcs8(material: &Material) -> Option<Secret> {
    let (public, private) = match material {
        Material::Pair { public, private } => (public, private.reveal()),
        Material::Secret(_) | Material::Public(_) => return None,
    };
    let key = match public {
        Public::Rsa { .. } => Secret::new(private.to_vec()),
        Public::Ec(_, point) => sec1(private, point),
        Public::Ed25519(_) | Public::Ed448(_) => der::value(OCTET_STRING, &[private]),
        // The seed alone: `[0]` in the place of the tag (RFC 9881 §6).
        Public::MlDsa(..) => der::value(0x80, &[private]),
    };
    let parts = [der::integer(&[]), algorithm(public), der::value(OCTET_STRING, &[key.reveal()])];
    Some(der::value(SEQUENCE, &parts.each_ref().map(Secret::reveal)))
}

/// `ECPrivateKey` without its curve, which stands around it (RFC 5915 §3).
fn sec1(private: &[u8], point: &[u8]) -> Secret {
    let point = der::value(BIT_STRING, &[&[0], point]);
    let parts = [der::integer(&[1]), der::value(OCTET_STRING, &[private]), der::value(0xa1, &[point.reveal()])];
    der::value(SEQUENCE, &parts.each_ref().map(Secret::reveal))
}
