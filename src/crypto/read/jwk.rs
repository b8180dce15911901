//! JSON that holds keys: a JWK, a set of them (RFC 7517), or the file of a Google service account.

use std::borrow::Cow;

use memchr::memmem;
use zeroize::Zeroize;

use super::super::algorithm::{Curve, MlDsa, Scheme};
use super::super::check;
use super::super::der::{self, SEQUENCE};
use super::super::key::{Form, Key};
use super::super::key_error::{Foreign, KeyError};
use super::super::material::{Material, Public};
use super::super::secret::Secret;
use super::coded::{BASE64URL, octets};
use super::keys::Keys;
use super::pem;
use crate::token::json::{Document, Kind};

/// What speaks for a key in a text that is no JSON.
const MEMBERS: [&[u8]; 3] = [b"\"kty\"", b"\"keys\"", b"\"private_key\""];

/// The keys in a text that begins with a brace or a bracket; none when it is no JSON and nothing speaks for a key.
pub fn read(text: &[u8], source: &str) -> Result<Option<Keys>, KeyError> {
    let document = Wiped(Document::read(text.to_vec()));
    let document = &document.0;
    if let Some(fault) = &document.fault {
        // A broken JWK must not become a secret.
        let meant = MEMBERS.iter().any(|name| memmem::find(text, name).is_some());
        return if meant { Err(KeyError::BrokenJson(fault.at)) } else { Ok(None) };
    }
    if document.root().is_some_and(|root| root.kind == Kind::Array) {
        // The list of a set without the set around it; any other may be a secret.
        let keys = document.members(0).any(|index| document.get_in(index, "kty").is_some());
        return if keys { set(document, 0, source).map(Some) } else { Ok(None) };
    }
    if document.get("kty").is_some() {
        return jwk(document, 0, source, Form::Jwk).map(|key| Some(Keys::single(key)));
    }
    if let Some(list) = document.get("keys") {
        return set(document, list, source).map(Some);
    }
    if document.get("private_key").is_some() {
        return service_account(document, source).map(Some);
    }
    Err(KeyError::NotJwk)
}

/// The text of a key, wiped when it is done with.
struct Wiped(Document);

impl Drop for Wiped {
    fn drop(&mut self) {
        self.0.octets.zeroize();
    }
}

fn set(document: &Document, list: u32, source: &str) -> Result<Keys, KeyError> {
    if document.node(list).is_none_or(|node| node.kind != Kind::Array) {
        return Err(KeyError::WrongMember("keys", "a list"));
    }
    let mut keys = Keys::none();
    for index in document.members(list) {
        let kid = document.get_in(index, "kid").and_then(|kid| document.string(kid)).map(Cow::into_owned);
        keys.push(kid, jwk(document, index, source, Form::Jwks));
    }
    keys.or_why()
}

fn service_account(document: &Document, source: &str) -> Result<Keys, KeyError> {
    let member = |name| document.get(name).and_then(|index| document.string(index));
    let private = member("private_key").ok_or(KeyError::WrongMember("private_key", "a PEM text"))?;
    let private = Secret::new(private.into_owned().into_bytes());
    let mut keys = pem::read(private.reveal(), source)?;
    for key in &mut keys.keys {
        key.form = Form::ServiceAccount;
        key.kid = member("private_key_id").map(Cow::into_owned);
    }
    Ok(keys)
}

/// The members of one JWK.
#[derive(Clone, Copy)]
struct Jwk<'a> {
    document: &'a Document,
    object: u32,
}

fn jwk(document: &Document, object: u32, source: &str, form: Form) -> Result<Key, KeyError> {
    let jwk = Jwk { document, object };
    if let Some(twice) = jwk.twice() {
        return Err(KeyError::DuplicateMember(twice));
    }
    let kty = jwk.text("kty")?.ok_or(KeyError::MissingMember("kty"))?;
    let material = match &*kty {
        "oct" => {
            let secret = jwk.due("k")?;
            if secret.is_empty() {
                return Err(KeyError::Empty);
            }
            Material::Secret(secret)
        }
        "RSA" => jwk.rsa()?,
        "EC" => jwk.ec()?,
        "OKP" => jwk.okp()?,
        "AKP" => jwk.akp()?,
        other => return Err(KeyError::UnknownKty(other.to_owned())),
    };
    let own = |name| jwk.text(name).map(|text| text.map(Cow::into_owned));
    Ok(Key {
        kid: own("kid")?,
        alg: own("alg")?,
        usage: own("use")?,
        key_ops: jwk.key_ops()?,
        ..Key::new(material, source, form).read_from(document.raw(object))
    })
}

impl<'a> Jwk<'a> {
    /// A name that stands there twice (RFC 7517 §4: names must be unique).
    fn twice(self) -> Option<String> {
        let mut names: Vec<_> =
            self.document.members(self.object).filter_map(|index| self.document.name(index)).collect();
        names.sort_unstable();
        let twice = names.iter().zip(names.iter().skip(1)).find(|(name, next)| name == next);
        twice.map(|(name, _)| name.to_string())
    }

    /// A member; `null` is none.
    fn member(self, name: &str) -> Option<u32> {
        let index = self.document.get_in(self.object, name)?;
        self.document.node(index).filter(|node| node.kind != Kind::Null).map(|_| index)
    }

    fn text(self, name: &'static str) -> Result<Option<Cow<'a, str>>, KeyError> {
        let Some(index) = self.member(name) else { return Ok(None) };
        self.document.string(index).map(Some).ok_or(KeyError::WrongMember(name, "a string"))
    }

    /// Octets in base64url.
    fn octets(self, name: &'static str) -> Result<Option<Secret>, KeyError> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        octets(&BASE64URL, &text).map(Some).ok_or(KeyError::WrongMember(name, "base64url"))
    }

    fn due(self, name: &'static str) -> Result<Secret, KeyError> {
        self.octets(name)?.ok_or(KeyError::MissingMember(name))
    }

    fn key_ops(self) -> Result<Option<Vec<String>>, KeyError> {
        const WRONG: KeyError = KeyError::WrongMember("key_ops", "a list of strings");
        let Some(list) = self.member("key_ops") else { return Ok(None) };
        if self.document.node(list).is_none_or(|node| node.kind != Kind::Array) {
            return Err(WRONG);
        }
        let text = |index| self.document.string(index).map(Cow::into_owned).ok_or(WRONG);
        self.document.members(list).map(text).collect::<Result<_, _>>().map(Some)
    }

    fn rsa(self) -> Result<Material, KeyError> {
        let (n, e) = (self.due("n")?, self.due("e")?);
        let Some(d) = self.octets("d")? else {
            return check::rsa_public(n.reveal(), e.reveal(), Scheme::Any).map(Material::Public);
        };
        let mut numbers = vec![n, e, d];
        for name in ["p", "q", "dp", "dq", "qi"] {
            numbers.push(self.octets(name)?.ok_or(KeyError::NoPrimes)?);
        }
        if self.member("oth").is_some() {
            return Err(KeyError::WrongMember("oth", "absent: keys have two primes"));
        }
        let version = der::integer(&[0]);
        let numbers: Vec<Secret> = numbers.iter().map(|number| der::integer(number.reveal())).collect();
        let parts: Vec<&[u8]> = [&version].into_iter().chain(&numbers).map(Secret::reveal).collect();
        check::rsa_pair(der::value(SEQUENCE, &parts).reveal(), Scheme::Any)
    }

    fn ec(self) -> Result<Material, KeyError> {
        let crv = self.text("crv")?.ok_or(KeyError::MissingMember("crv"))?;
        // P-256K is what secp256k1 was called before RFC 8812.
        let name = if crv == "P-256K" { "secp256k1" } else { &crv };
        let curve = Curve::ALL.into_iter().find(|curve| curve.name() == name);
        let curve = curve.ok_or_else(|| KeyError::UnknownCurve(crv.to_string()))?;
        let mut point = vec![4];
        for name in ["x", "y"] {
            let coordinate = self.due(name)?;
            // Some writers drop leading zeros.
            let zeros = curve.size().checked_sub(coordinate.len());
            let zeros = zeros.ok_or(KeyError::Length(name, curve.size(), coordinate.len()))?;
            point.resize(point.len().saturating_add(zeros), 0);
            point.extend_from_slice(coordinate.reveal());
        }
        match self.octets("d")? {
            Some(number) => check::ec_pair(curve, number.reveal(), Some(&point)),
            None => check::ec_public(curve, &point).map(Material::Public),
        }
    }

    fn okp(self) -> Result<Material, KeyError> {
        type PublicOf = fn(&[u8]) -> Result<Public, KeyError>;
        type PairOf = fn(&[u8], Option<&[u8]>) -> Result<Material, KeyError>;
        let crv = self.text("crv")?.ok_or(KeyError::MissingMember("crv"))?;
        let (public, pair): (PublicOf, PairOf) = match &*crv {
            "Ed25519" => (check::ed25519_public, check::ed25519_pair),
            "Ed448" => (check::ed448_public, check::ed448_pair),
            "X25519" => return Err(Foreign::X25519.into()),
            "X448" => return Err(Foreign::X448.into()),
            other => return Err(KeyError::UnknownCurve(other.to_owned())),
        };
        let x = self.due("x")?;
        match self.octets("d")? {
            Some(private) => pair(private.reveal(), Some(x.reveal())),
            None => public(x.reveal()).map(Material::Public),
        }
    }

    /// RFC 9964: `alg` says which, `priv` is the seed.
    fn akp(self) -> Result<Material, KeyError> {
        let alg = self.text("alg")?.ok_or(KeyError::MissingMember("alg"))?;
        let set = MlDsa::ALL.into_iter().find(|set| set.algorithm().name() == alg);
        let set = set.ok_or_else(|| KeyError::UnknownAkp(alg.to_string()))?;
        let public = self.due("pub")?;
        match self.octets("priv")? {
            Some(seed) => check::ml_dsa_pair(set, seed.reveal(), Some(public.reveal())),
            None => check::ml_dsa_public(set, public.reveal()).map(Material::Public),
        }
    }
}
