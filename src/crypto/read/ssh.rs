//! Keys of OpenSSH: public ones as they stand in `id_ecdsa.pub` and `authorized_keys` (RFC 4253 §6.6, RFC 5656 §3.1, RFC 8709 §4), private
//! ones as in `id_ed25519` (PROTOCOL.key of OpenSSH), where no password lies on them.

use super::super::algorithm::{Curve, Scheme};
use super::super::check;
use super::super::der;
use super::super::key::{Form, Key};
use super::super::key_error::{Foreign, KeyError};
use super::super::material::{Material, Public};
use super::coded::{BASE64, octets};
use super::keys::Keys;

/// The types of keys, of which a line holds one.
#[derive(Clone, Copy)]
enum Type {
    Rsa,
    Ec(Curve),
    Ed25519,
    Other(Foreign),
}

fn of_word(word: &str) -> Option<Type> {
    Some(match word {
        "ssh-rsa" => Type::Rsa,
        "ssh-ed25519" => Type::Ed25519,
        "ssh-dss" => Type::Other(Foreign::Dsa),
        "ecdsa-sha2-nistp256" => Type::Ec(Curve::P256),
        "ecdsa-sha2-nistp384" => Type::Ec(Curve::P384),
        "ecdsa-sha2-nistp521" => Type::Ec(Curve::P521),
        "sk-ssh-ed25519@openssh.com" | "sk-ecdsa-sha2-nistp256@openssh.com" => Type::Other(Foreign::SecurityKey),
        word if word.ends_with("-cert-v01@openssh.com") => Type::Other(Foreign::OpenSshCertificate),
        _ => return None,
    })
}

/// The keys of all lines; none when the first that is no comment holds none.
pub fn read(text: &str, source: &str) -> Result<Option<Keys>, KeyError> {
    let mut keys = Keys::none();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let mut words = line.split_ascii_whitespace();
        // Options may stand before the type.
        let named = words.find_map(|word| of_word(word).map(|found| (word, found)));
        let Some((word, found)) = named else {
            if keys.keys.is_empty() && keys.skipped.is_empty() {
                return Ok(None);
            }
            keys.push(None, Err(KeyError::BrokenSsh));
            continue;
        };
        let public = public(word, found, words.next().unwrap_or_default());
        let key = |public| Key::new(Material::Public(public), source, Form::OpenSsh).read_from(line.as_bytes());
        keys.push(None, public.map(key));
    }
    keys.set = keys.keys.len() > 1;
    if keys.keys.is_empty() && keys.skipped.is_empty() {
        return Ok(None);
    }
    keys.or_why().map(Some)
}

fn public(word: &str, found: Type, base64: &str) -> Result<Public, KeyError> {
    if let Type::Other(foreign) = found {
        return Err(foreign.into());
    }
    let blob = octets(&BASE64, base64).ok_or(KeyError::BrokenSsh)?;
    let mut rest = blob.reveal();
    if string(&mut rest)? != word.as_bytes() {
        return Err(KeyError::BrokenSsh);
    }
    let public = match found {
        Type::Rsa => {
            let e = string(&mut rest)?;
            check::rsa_public(der::trim(string(&mut rest)?), e, Scheme::Any)?
        }
        Type::Ec(curve) => {
            string(&mut rest)?;
            check::ec_public(curve, string(&mut rest)?)?
        }
        Type::Ed25519 => check::ed25519_public(string(&mut rest)?)?,
        Type::Other(foreign) => return Err(foreign.into()),
    };
    if rest.is_empty() { Ok(public) } else { Err(KeyError::BrokenSsh) }
}

/// A private key. Those of RSA lack two of their numbers: `ssh-keygen` converts them.
pub fn private(octets: &[u8]) -> Result<Material, KeyError> {
    let mut rest = octets.strip_prefix(b"openssh-key-v1\0").ok_or(KeyError::BrokenSsh)?;
    let cipher = string(&mut rest)?;
    let [_kdf, _options] = [string(&mut rest)?, string(&mut rest)?];
    if cipher != b"none" {
        return Err(Foreign::OpenSshEncrypted.into());
    }
    // One key.
    rest = rest.strip_prefix(&[0, 0, 0, 1]).ok_or(KeyError::BrokenSsh)?;
    string(&mut rest)?;
    let mut body = string(&mut rest)?;
    // Twice the same number, with which a wrong password would be noticed.
    let (check, after) = body.split_first_chunk::<8>().ok_or(KeyError::BrokenSsh)?;
    if check.first_chunk::<4>() != check.last_chunk::<4>() {
        return Err(KeyError::BrokenSsh);
    }
    body = after;
    let word = str::from_utf8(string(&mut body)?).map_err(|_| KeyError::BrokenSsh)?;
    match of_word(word).ok_or(KeyError::BrokenSsh)? {
        Type::Ed25519 => {
            let public = string(&mut body)?;
            let (private, _public) = string(&mut body)?.split_first_chunk::<32>().ok_or(KeyError::BrokenSsh)?;
            check::ed25519_pair(private, Some(public))
        }
        Type::Ec(curve) => {
            string(&mut body)?;
            let point = string(&mut body)?;
            check::ec_pair(curve, string(&mut body)?, Some(point))
        }
        Type::Rsa => Err(Foreign::OpenSshRsa.into()),
        Type::Other(foreign) => Err(foreign.into()),
    }
}

/// Four octets of length, and what they count (RFC 4251 §5).
fn string<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8], KeyError> {
    let (length, after) = rest.split_first_chunk::<4>().ok_or(KeyError::BrokenSsh)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| KeyError::BrokenSsh)?;
    let (string, after) = after.split_at_checked(length).ok_or(KeyError::BrokenSsh)?;
    *rest = after;
    Ok(string)
}
