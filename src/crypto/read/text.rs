//! A text that may hold keys: PEM, a JWK or a set of them, OpenSSH lines, DER in base64. Or what people have in their place.

use memchr::memmem;

use super::super::der;
use super::super::key::{Form, Key};
use super::super::key_error::{Foreign, KeyError};
use super::coded::{BASE64, BASE64URL, octets};
use super::keys::Keys;
use super::{der_key, jwk, pem, ssh};

/// How the first member of a JWK is written in JSON, in JSON inside a string, and in Python.
const JWK: [&[u8]; 2] = [b"\"kty", b"'kty'"];

/// The keys in `content`; none when it does not look like any.
pub fn read(content: &[u8], source: &str) -> Result<Option<Keys>, KeyError> {
    // A byte order mark must not make a secret of a public key.
    let content = content.strip_prefix("\u{feff}".as_bytes()).unwrap_or(content);
    if matches!(content.trim_ascii_start().first(), Some(b'{' | b'['))
        && let Some(keys) = jwk::read(content.trim_ascii(), source)?
    {
        return Ok(Some(keys));
    }
    if memmem::find(content, pem::BEGIN).is_some() {
        return pem::read(content, source).map(Some);
    }
    let Ok(text) = str::from_utf8(content) else { return Ok(None) };
    let text = text.trim();
    if text.starts_with("PuTTY-User-Key-File-") {
        return Err(Foreign::Putty.into());
    }
    if text.starts_with("---- BEGIN SSH2 PUBLIC KEY") {
        return Err(Foreign::Ssh2.into());
    }
    if let Some(keys) = ssh::read(text, source)? {
        return Ok(Some(keys));
    }
    let begins = |word: &str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if (begins("https://") || begins("http://")) && !text.contains(char::is_whitespace) {
        return Err(Foreign::Address.into());
    }
    if begins("<!doctype html") || begins("<html") {
        return Err(Foreign::Page.into());
    }
    let text = if begins("Bearer ") { text.get("Bearer ".len()..).unwrap_or_default().trim() } else { text };
    if text.starts_with("eyJ") && text.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"-_.".contains(&octet)) {
        match text.matches('.').count() {
            2 => return Err(Foreign::Token.into()),
            4 => return Err(Foreign::Encrypted.into()),
            _ => {}
        }
    }
    // In quotation marks, or in the middle of a program.
    if JWK.iter().any(|name| memmem::find(content, name).is_some()) {
        return Err(KeyError::BuriedJwk);
    }
    bare_der(text, source)
}

/// DER in base64 or base64url; one that is broken off must not become a secret.
fn bare_der(text: &str, source: &str) -> Result<Option<Keys>, KeyError> {
    // 0x30 in base64; whatever begins otherwise is not DER.
    if !text.starts_with('M') {
        return Ok(None);
    }
    let decoded = |text: &str| octets(&BASE64, text).or_else(|| octets(&BASE64URL, text));
    let Some(der) = decoded(text).filter(|octets| der::is_sequence(octets.reveal())) else {
        let beginning: String = text.chars().filter(|character| !character.is_whitespace()).take(16).collect();
        let meant = decoded(&beginning).is_some_and(|octets| der::begins_like_key(octets.reveal()));
        return if meant { Err(KeyError::BrokenDer("the key in base64")) } else { Ok(None) };
    };
    let key = der_key::read(der.reveal())?;
    Ok(key.map(|(structure, material)| {
        Keys::single(Key::new(material, source, Form::BareDer(structure)).read_from(der.reveal()))
    }))
}
