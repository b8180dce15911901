//! DER → a key, by its structure: what a PEM block is called counts for nothing, as many are called wrongly.

use super::super::algorithm::{Curve, MlDsa, Scheme};
use super::super::check;
use super::super::der::{self, BIT_STRING, INTEGER, Malformed, NULL, OCTET_STRING, OID, Reader, SEQUENCE};
use super::super::key::Structure;
use super::super::key_error::{Foreign, KeyError};
use super::super::material::{Material, Public};
use super::super::oid;
use super::super::pss;

/// The tag of `[0]` and `[1]` around a value, and in the place of the tag of a string.
const EXPLICIT_0: u8 = 0xa0;
const EXPLICIT_1: u8 = 0xa1;
const IMPLICIT_0: u8 = 0x80;
const IMPLICIT_1: u8 = 0x81;

/// The key in `octets`; none when they are not DER.
pub fn read(octets: &[u8]) -> Result<Option<(Structure, Material)>, KeyError> {
    read_with(octets, None)
}

/// The same, with the curve of the parameters that stood before it.
pub fn read_with(octets: &[u8], curve: Option<Curve>) -> Result<Option<(Structure, Material)>, KeyError> {
    let structure = match recognise(octets) {
        Some(structure) => structure?,
        // A public key with one octet altered must not become a secret.
        None if der::is_sequence(octets) => return Err(KeyError::UnknownDer),
        None => return Ok(None),
    };
    let material = match structure {
        Structure::Pkcs1Private => check::rsa_pair(octets, Scheme::Any)?,
        Structure::Pkcs1Public => Material::Public(pkcs1_public(octets, Scheme::Any)?),
        Structure::Pkcs8 => pkcs8(octets)?,
        Structure::Sec1 => sec1(octets, curve)?,
        Structure::Spki => Material::Public(spki(octets)?),
        Structure::Certificate => Material::Public(certificate(octets)?),
    };
    Ok(Some((structure, material)))
}

/// The tags inside a `SEQUENCE`, and its first two values.
struct Outline<'a> {
    tags: Vec<u8>,
    first: &'a [u8],
    second: &'a [u8],
}

fn outline(mut reader: Reader<'_>) -> Option<Outline<'_>> {
    let mut outline = Outline { tags: Vec::new(), first: &[], second: &[] };
    while !reader.is_empty() {
        let (tag, contents) = reader.any().ok()?;
        match outline.tags.len() {
            0 => outline.first = contents,
            1 => outline.second = contents,
            // No key has so many.
            32.. => return None,
            _ => {}
        }
        outline.tags.push(tag);
    }
    Some(outline)
}

/// What it is by its outline, or what else it is.
fn recognise(octets: &[u8]) -> Option<Result<Structure, KeyError>> {
    let mut outer = Reader::new(octets);
    let outline = outline(outer.sequence().ok()?)?;
    if !outer.is_empty() {
        return None;
    }
    let found = match (outline.tags.as_slice(), outline.first) {
        ([INTEGER, SEQUENCE, OCTET_STRING, ..], [0 | 1]) => Structure::Pkcs8,
        ([INTEGER, OCTET_STRING, ..], [1]) => Structure::Sec1,
        ([INTEGER, INTEGER], _) => Structure::Pkcs1Public,
        // Version, p, q, g, y, x.
        ([INTEGER, INTEGER, INTEGER, INTEGER, INTEGER, INTEGER], [0]) => return Some(Err(Foreign::Dsa.into())),
        ([INTEGER, INTEGER, INTEGER, ..], [0 | 1]) => Structure::Pkcs1Private,
        ([INTEGER, SEQUENCE, ..], [3]) => return Some(Err(Foreign::Pkcs12.into())),
        ([SEQUENCE, BIT_STRING], _) => Structure::Spki,
        ([SEQUENCE, OCTET_STRING], algorithm) => {
            let oid = Reader::new(algorithm).take(OID).ok()?;
            let encrypted = oid.starts_with(oid::PKCS5) || oid.starts_with(oid::PKCS12_PBE);
            return encrypted.then(|| Err(Foreign::EncryptedPkcs8.into()));
        }
        ([SEQUENCE, SEQUENCE, BIT_STRING], body) => return Some(signed(body)),
        ([OID, ..], oid) if oid.starts_with(oid::PKCS7) => return Some(Err(Foreign::Pkcs7.into())),
        _ => return None,
    };
    Some(Ok(found))
}

/// Something signed, by the outline of its body: a certificate, a request for one, or a list of revoked ones.
fn signed(body: &[u8]) -> Result<Structure, KeyError> {
    let tags = outline(Reader::new(body)).map(|outline| outline.tags).unwrap_or_default();
    match tags.as_slice() {
        [EXPLICIT_0, INTEGER, ..] | [INTEGER, SEQUENCE, SEQUENCE, SEQUENCE, SEQUENCE, SEQUENCE, ..] => {
            Ok(Structure::Certificate)
        }
        [INTEGER, SEQUENCE, SEQUENCE, EXPLICIT_0] => Err(Foreign::Request.into()),
        _ => Err(Foreign::RevocationList.into()),
    }
}

fn pkcs1_public(octets: &[u8], scheme: Scheme) -> Result<Public, KeyError> {
    let numbers = |octets| {
        let mut inner = Reader::new(octets).sequence()?;
        let numbers = (inner.unsigned()?, inner.unsigned()?);
        inner.finish()?;
        Ok(numbers)
    };
    let (n, e) = numbers(octets).map_err(KeyError::broken("the RSA public key"))?;
    check::rsa_public(n, e, scheme)
}

/// What a key is for, from an `AlgorithmIdentifier`.
enum Purpose {
    Rsa(Scheme),
    Ec(Curve),
    Ed25519,
    Ed448,
    MlDsa(MlDsa),
}

fn purpose(mut algorithm: Reader<'_>, what: &'static str) -> Result<Purpose, KeyError> {
    let oid = algorithm.take(OID).map_err(KeyError::broken(what))?;
    Ok(match oid {
        oid::RSA => Purpose::Rsa(Scheme::Any),
        oid::RSA_PSS => Purpose::Rsa(pss::read(algorithm)?),
        oid::EC => Purpose::Ec(named_curve(algorithm, what)?),
        oid::ED25519 => Purpose::Ed25519,
        oid::ED448 => Purpose::Ed448,
        oid::X25519 => return Err(Foreign::X25519.into()),
        oid::X448 => return Err(Foreign::X448.into()),
        oid::DSA => return Err(Foreign::Dsa.into()),
        oid::DH | oid::DHX => return Err(Foreign::Dh.into()),
        other => match oid::ml_dsa(other) {
            Some(set) => Purpose::MlDsa(set),
            None => return Err(KeyError::UnknownOid(der::dotted(other))),
        },
    })
}

fn named_curve(mut parameters: Reader<'_>, what: &'static str) -> Result<Curve, KeyError> {
    match parameters.any().map_err(KeyError::broken(what))? {
        (OID, oid) => oid::curve(oid).ok_or_else(|| KeyError::UnknownCurve(der::dotted(oid))),
        (SEQUENCE, _) => Err(KeyError::ExplicitCurve),
        (NULL, _) => Err(KeyError::UnknownCurve("without a name".to_owned())),
        (_, _) => Err(KeyError::BrokenDer(what)),
    }
}

fn spki(octets: &[u8]) -> Result<Public, KeyError> {
    const WHAT: &str = "the public key";
    let broken = KeyError::broken(WHAT);
    let mut inner = Reader::new(octets).sequence().map_err(&broken)?;
    let algorithm = inner.sequence().map_err(&broken)?;
    let key = inner.bit_octets().map_err(&broken)?;
    inner.finish().map_err(&broken)?;
    match purpose(algorithm, WHAT)? {
        Purpose::Rsa(scheme) => pkcs1_public(key, scheme),
        Purpose::Ec(curve) => check::ec_public(curve, key),
        Purpose::Ed25519 => check::ed25519_public(key),
        Purpose::Ed448 => check::ed448_public(key),
        Purpose::MlDsa(set) => check::ml_dsa_public(set, key),
    }
}

/// The key of a certificate's subject (RFC 5280 §4.1).
fn certificate(octets: &[u8]) -> Result<Public, KeyError> {
    let info = |octets| {
        let mut body = Reader::new(octets).sequence()?.sequence()?;
        body.take_if(EXPLICIT_0)?;
        body.take(INTEGER)?;
        for _ in ["signature", "issuer", "validity", "subject"] {
            body.sequence()?;
        }
        body.take(SEQUENCE)
    };
    let info = info(octets).map_err(KeyError::broken("the certificate"))?;
    spki(der::value(SEQUENCE, &[info]).reveal())
}

/// `PrivateKeyInfo` and `OneAsymmetricKey`, which adds the public key (RFC 5958 §2).
fn pkcs8(octets: &[u8]) -> Result<Material, KeyError> {
    const WHAT: &str = "the private key";
    let broken = KeyError::broken(WHAT);
    let parts = |octets| {
        let mut inner = Reader::new(octets).sequence()?;
        inner.take(INTEGER)?;
        let algorithm = inner.sequence()?;
        let key = inner.take(OCTET_STRING)?;
        inner.take_if(EXPLICIT_0)?;
        let public = inner.take_if(IMPLICIT_1)?.map(der::whole_octets).transpose()?;
        inner.finish()?;
        Ok((algorithm, key, public))
    };
    let (algorithm, key, public) = parts(octets).map_err(&broken)?;
    match purpose(algorithm, WHAT)? {
        Purpose::Rsa(scheme) => check::rsa_pair(key, scheme),
        Purpose::Ec(curve) => {
            let pair = sec1(key, Some(curve))?;
            match public.map(|point| check::ec_public(curve, point)).transpose()? {
                Some(public) if pair.public() != Some(&public) => Err(KeyError::Mismatch),
                Some(_) | None => Ok(pair),
            }
        }
        Purpose::Ed25519 => check::ed25519_pair(octet_string(key).map_err(&broken)?, public),
        Purpose::Ed448 => check::ed448_pair(octet_string(key).map_err(&broken)?, public),
        Purpose::MlDsa(set) => ml_dsa(set, octets, key, public),
    }
}

fn octet_string(octets: &[u8]) -> Result<&[u8], Malformed> {
    let mut reader = Reader::new(octets);
    let contents = reader.take(OCTET_STRING)?;
    reader.finish()?;
    Ok(contents)
}

/// The seed, what follows from it, or both (RFC 9881 §6).
fn ml_dsa(set: MlDsa, pkcs8: &[u8], key: &[u8], public: Option<&[u8]>) -> Result<Material, KeyError> {
    let broken = KeyError::broken("the ML-DSA private key");
    let mut reader = Reader::new(key);
    let seed = match reader.any().map_err(&broken)? {
        (IMPLICIT_0, seed) => seed,
        (OCTET_STRING, _) => return Err(KeyError::NoSeed),
        (SEQUENCE, both) => {
            check::ml_dsa_agrees(set, pkcs8)?;
            Reader::new(both).take(OCTET_STRING).map_err(&broken)?
        }
        (_, _) => return Err(broken(Malformed)),
    };
    reader.finish().map_err(&broken)?;
    check::ml_dsa_pair(set, seed, public)
}

/// `ECPrivateKey`; the curve is in it, or around or before it.
fn sec1(octets: &[u8], curve: Option<Curve>) -> Result<Material, KeyError> {
    const WHAT: &str = "the EC private key";
    let broken = KeyError::broken(WHAT);
    let parts = |octets| {
        let mut outer = Reader::new(octets);
        let mut inner = outer.sequence()?;
        outer.finish()?;
        inner.take(INTEGER)?;
        let number = inner.take(OCTET_STRING)?;
        let parameters = inner.take_if(EXPLICIT_0)?.map(Reader::new);
        let point = inner.take_if(EXPLICIT_1)?.map(|point| Reader::new(point).bit_octets()).transpose()?;
        inner.finish()?;
        Ok((number, parameters, point))
    };
    let (number, parameters, point) = parts(octets).map_err(&broken)?;
    let own = parameters.map(|parameters| named_curve(parameters, WHAT)).transpose()?;
    match (own, curve) {
        (Some(own), Some(curve)) if own != curve => Err(KeyError::Mismatch),
        (Some(curve), _) | (None, Some(curve)) => check::ec_pair(curve, number, point),
        (None, None) => Err(KeyError::UnknownCurve("without a name".to_owned())),
    }
}

/// The first value of several.
pub fn first_value(octets: &[u8]) -> Vec<u8> {
    let mut reader = Reader::new(octets);
    reader.any().map(|(tag, contents)| der::value(tag, &[contents]).reveal().to_vec()).unwrap_or_default()
}
