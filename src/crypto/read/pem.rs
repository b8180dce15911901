//! PEM blocks (RFC 7468), as people have them: with text before them, indented, with any line breaks or `\n` in their place.

use std::borrow::Cow;

use memchr::memmem;
use zeroize::Zeroizing;

use super::super::algorithm::Curve;
use super::super::der::{OID, Reader};
use super::super::key::{Form, Key};
use super::super::key_error::{Foreign, KeyError};
use super::super::oid;
use super::super::secret::Secret;
use super::coded::{BASE64, octets};
use super::keys::Keys;
use super::{der_key, ssh};

/// What a block begins with.
pub const BEGIN: &[u8] = b"-----BEGIN ";
const DASHES: &[u8] = b"-----";

/// The keys of all blocks.
pub fn read(content: &[u8], source: &str) -> Result<Keys, KeyError> {
    let content = line_breaks(content);
    let mut keys = Keys::none();
    let mut curve = None;
    let mut rest: &[u8] = &content;
    while let Some(block) = next(&mut rest) {
        match block.and_then(|block| key(&block, &mut curve, source)) {
            Ok(Some(key)) => keys.push(None, Ok(key)),
            Ok(None) => {}
            Err(why) => keys.push(None, Err(why)),
        }
    }
    keys.set = keys.keys.len() > 1;
    // Parameters alone.
    if keys.keys.is_empty() && keys.skipped.is_empty() {
        return Err(Foreign::Parameters.into());
    }
    keys.or_why()
}

/// One block.
struct Block<'a> {
    label: String,
    octets: Secret,
    /// All of it, from its first dash to its last.
    text: &'a [u8],
}

/// Variables hold a key on one line, with `\n` written out.
fn line_breaks(content: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut out = Zeroizing::new(Vec::with_capacity(content.len()));
    let mut rest = content;
    while let Some((first, after)) = rest.split_first() {
        rest = match (first, after) {
            (b'\\', [b'n' | b'r', after @ ..]) => {
                out.push(b'\n');
                after
            }
            // Escaped twice.
            (b'\\', _) => after,
            _ => {
                out.push(*first);
                after
            }
        };
    }
    out
}

/// The next block. Each octet is looked at once, however many blocks are not closed.
fn next<'a>(rest: &mut &'a [u8]) -> Option<Result<Block<'a>, KeyError>> {
    let block = rest.get(memmem::find(rest, BEGIN)?..)?;
    *rest = block.get(BEGIN.len()..)?;
    let length = memmem::find(rest, DASHES).unwrap_or(rest.len());
    let (label, after) = rest.split_at_checked(length)?;
    let Some(label) = str::from_utf8(label).ok().filter(|label| is_label(label)).map(str::to_owned) else {
        return Some(Err(KeyError::BrokenPem(String::new())));
    };
    let body = after.get(DASHES.len()..).unwrap_or_default();
    let (body, after) = body.split_at_checked(memmem::find(body, DASHES).unwrap_or(body.len()))?;
    *rest = after;
    match after.strip_prefix(format!("-----END {label}-----").as_bytes()) {
        Some(after) => {
            *rest = after;
            let length = block.len().saturating_sub(after.len());
            Some(decode(label, body, block.get(..length).unwrap_or_default()))
        }
        None => Some(Err(known(&label).unwrap_or(KeyError::BrokenPem(label)))),
    }
}

/// Where dashes are lost, the key itself follows: it is no label, and must not be shown as one.
fn is_label(text: &str) -> bool {
    text.len() <= 64 && text.bytes().all(|octet| matches!(octet, b'A'..=b'Z' | b'0'..=b'9' | b' ' | b'.'))
}

fn decode<'a>(label: String, body: &[u8], text: &'a [u8]) -> Result<Block<'a>, KeyError> {
    if let Some(why) = known(&label) {
        return Err(why);
    }
    let Ok(body) = str::from_utf8(body) else { return Err(KeyError::BrokenPem(label)) };
    // Header lines as RFC 1421 §4.6 has them.
    if body.contains("4,ENCRYPTED") {
        return Err(Foreign::EncryptedPem.into());
    }
    match octets(&BASE64, body).filter(|octets| !octets.is_empty()) {
        Some(octets) => Ok(Block { label, octets, text }),
        None => Err(KeyError::BrokenPem(label)),
    }
}

/// What a label says that is not read here.
fn known(label: &str) -> Option<KeyError> {
    let foreign = match label {
        "ENCRYPTED PRIVATE KEY" => Foreign::EncryptedPkcs8,
        "DSA PRIVATE KEY" | "DSA PUBLIC KEY" => Foreign::Dsa,
        "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => Foreign::Request,
        "X509 CRL" => Foreign::RevocationList,
        "PKCS7" | "CMS" => Foreign::Pkcs7,
        "DH PARAMETERS" | "X9.42 DH PARAMETERS" | "DSA PARAMETERS" => Foreign::Parameters,
        label if label.starts_with("PGP ") => Foreign::Pgp,
        _ => return None,
    };
    Some(foreign.into())
}

/// The key of a block; none in parameters, whose curve is kept for the key that follows.
fn key(block: &Block<'_>, curve: &mut Option<Curve>, source: &str) -> Result<Option<Key>, KeyError> {
    if block.label == "EC PARAMETERS" {
        let mut reader = Reader::new(block.octets.reveal());
        *curve = reader.take(OID).ok().and_then(oid::curve);
        return Ok(None);
    }
    if block.label == "OPENSSH PRIVATE KEY" {
        return ssh::private(block.octets.reveal()).map(|material| Some(Key::new(material, source, Form::OpenSsh)));
    }
    let octets = match block.label.as_str() {
        // What OpenSSL adds to a certificate that it trusts follows it.
        "TRUSTED CERTIFICATE" => Cow::Owned(der_key::first_value(block.octets.reveal())),
        _ => Cow::Borrowed(block.octets.reveal()),
    };
    match der_key::read_with(&octets, *curve)? {
        Some((structure, material)) => {
            Ok(Some(Key::new(material, source, Form::Pem(structure)).read_from(block.text).read_from(&octets)))
        }
        None => Err(KeyError::BrokenPem(block.label.clone())),
    }
}
