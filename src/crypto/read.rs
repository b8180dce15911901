//! What was given as a key → keys, by what it is and never by what a file is called. The command line and the key field come through here.

mod coded;
mod der_key;
mod jwk;
mod keys;
mod pem;
mod ssh;
mod text;

use base64::engine::GeneralPurpose;
use zeroize::Zeroizing;

use self::coded::{BASE64, BASE64URL};
pub(super) use self::coded::{hex, octets};
pub use self::keys::{Keys, Skipped};
use super::der;
use super::key::{Form, Key};
use super::key_error::{Coding, Foreign, KeyError};
use super::material::Material;
use super::secret::Secret;

/// A key argument, taken apart: the key itself, or where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeySpec {
    /// The argument held it.
    Here(Keys),
    /// The content of this environment variable is it: [`read_bytes`] with the source `env:NAME`.
    Variable(String),
    /// The content of this file is it: [`read_bytes`] with the source `@PATH`.
    File(String),
    /// The argument is a path if there is a file of this name. Otherwise it is not understood on a command line, and a secret in a key
    /// field: [`secret`]. As it may be one, it is not kept here.
    Bare,
}

impl KeySpec {
    /// Takes a key argument apart: `secret:TEXT`, `base64:`, `base64url:`, `hex:`, `env:NAME`, `@FILE`, a key as it is, a path. `typed` is the
    /// source of a key that is in the argument as it is.
    ///
    /// # Errors
    /// [`KeyError`], where the argument holds the key and it cannot be used.
    pub fn parse(argument: &str, typed: &str) -> Result<Self, KeyError> {
        let decoded = |octets: Option<Secret>, form, otherwise, source| {
            one(octets.ok_or(otherwise)?, form, source).map(Self::Here)
        };
        let otherwise = |coding, engine: &GeneralPurpose, other, text: &str| match octets(engine, text) {
            Some(_) => KeyError::Miscoded(other),
            None => KeyError::Undecodable(coding),
        };
        if let Some(text) = argument.strip_prefix("secret:") {
            return secret(text, "secret:…").map(Self::Here);
        }
        if let Some(text) = argument.strip_prefix("base64:") {
            let otherwise = otherwise(Coding::Base64, &BASE64URL, Coding::Base64url, text);
            return decoded(octets(&BASE64, text), Form::Base64, otherwise, "base64:…");
        }
        if let Some(text) = argument.strip_prefix("base64url:") {
            let otherwise = otherwise(Coding::Base64url, &BASE64, Coding::Base64, text);
            return decoded(octets(&BASE64URL, text), Form::Base64url, otherwise, "base64url:…");
        }
        if let Some(text) = argument.strip_prefix("hex:") {
            return decoded(hex(text), Form::Hex, KeyError::Undecodable(Coding::Hex), "hex:…");
        }
        if let Some(name) = argument.strip_prefix("env:") {
            return if name.is_empty() { Err(KeyError::Unnamed) } else { Ok(Self::Variable(name.to_owned())) };
        }
        if let Some(path) = argument.strip_prefix('@') {
            return if path.trim().is_empty() { Err(KeyError::Unnamed) } else { Ok(Self::File(path.to_owned())) };
        }
        match text::read(argument.as_bytes(), typed)? {
            Some(keys) => Ok(Self::Here(keys.all_from(argument.as_bytes()))),
            None if argument.trim().is_empty() => Err(KeyError::Empty),
            None if argument.trim_start().starts_with('{') => Err(KeyError::NotJwk),
            None => Ok(Self::Bare),
        }
    }
}

/// The keys in the content of a file or a variable; what holds no key is a secret, without its one line break at the end, or with it.
///
/// # Errors
/// [`KeyError`]: it is empty, or it holds something that is meant as a key and cannot be used.
pub fn read_bytes(content: &[u8], source: &str) -> Result<Keys, KeyError> {
    if content.trim_ascii().is_empty() {
        return Err(KeyError::Empty);
    }
    if content.starts_with(&[0xfe, 0xed, 0xfe, 0xed]) || content.starts_with(&[0xce, 0xce, 0xce, 0xce]) {
        return Err(Foreign::Jks.into());
    }
    if der::is_sequence(content)
        && let Some((structure, material)) = der_key::read(content)?
    {
        return Ok(Keys::single(Key::new(material, source, Form::Der(structure)).read_from(content)));
    }
    if der::begins_like_key(content) {
        return Err(KeyError::BrokenDer("the key in DER"));
    }
    for content in [utf16(content).as_deref().map(String::as_bytes), Some(content)].into_iter().flatten() {
        if let Some(keys) = text::read(content, source)? {
            return Ok(keys.all_from(content));
        }
    }
    let with = || Secret::new(content.to_vec());
    let without = without_line_break(content);
    if without.len() == content.len() {
        return one(with(), Form::Text, source);
    }
    let mut key = Key::new(Material::Secret(Secret::new(without.to_vec())), source, Form::Text);
    key.other_readings.push(with());
    Ok(Keys::single(key))
}

/// The content without the one line break at its end.
pub(super) fn without_line_break(content: &[u8]) -> &[u8] {
    let Some(without) = content.strip_suffix(b"\n") else { return content };
    without.strip_suffix(b"\r").unwrap_or(without)
}

/// The text of a file in UTF-16, as PowerShell writes them: a key in it must not become a secret.
fn utf16(content: &[u8]) -> Option<Zeroizing<String>> {
    let (little_endian, content) = match content {
        [0xff, 0xfe, rest @ ..] => (true, rest),
        [0xfe, 0xff, rest @ ..] => (false, rest),
        [_, 0, ..] => (true, content),
        [0, _, ..] => (false, content),
        _ => return None,
    };
    let unit = if little_endian { u16::from_le_bytes } else { u16::from_be_bytes };
    let (units, _) = content.as_chunks::<2>();
    // Three octets a unit at most; a text that grows leaves copies behind.
    let mut text = Zeroizing::new(String::with_capacity(units.len().saturating_mul(3)));
    for character in char::decode_utf16(units.iter().map(|octets| unit(*octets))) {
        text.push(character.ok()?);
    }
    Some(text)
}

/// A secret that is its characters.
///
/// # Errors
/// [`KeyError::Empty`].
pub fn secret(text: &str, source: &str) -> Result<Keys, KeyError> {
    one(Secret::new(text.as_bytes().to_vec()), Form::Text, source)
}

fn one(secret: Secret, form: Form, source: &str) -> Result<Keys, KeyError> {
    if secret.is_empty() {
        return Err(KeyError::Empty);
    }
    Ok(Keys::single(Key::new(Material::Secret(secret), source, form)))
}
