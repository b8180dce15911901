//! `RSASSA-PSS-params`, which bind an RSA key to a hash (RFC 4055 §3.1): the reader of DER asks what they leave, the writer writes them.

use super::algorithm::{Hash, Scheme};
use super::der::{self, Malformed, NULL, OID, Reader, SEQUENCE};
use super::key_error::KeyError;
use super::oid;
use super::secret::Secret;

/// `[0]` to `[3]`, around hash, mask, salt and trailer.
const HASH: u8 = 0xa0;
const MASK: u8 = 0xa1;
const SALT: u8 = 0xa2;
const TRAILER: u8 = 0xa3;

/// The salt where none is written.
const DEFAULT_SALT: u8 = 20;

/// What a key marked `id-RSASSA-PSS` is kept to by what follows that mark: nothing binds it to no hash.
///
/// # Errors
/// [`KeyError::PssParameters`] where no algorithm of JWS is left: SHA-1, which is meant where no hash is written, or a salt that is
/// longer than the hash, which JWS takes (RFC 7518 §3.5). [`KeyError::BrokenDer`].
pub fn read(mut parameters: Reader<'_>) -> Result<Scheme, KeyError> {
    if parameters.is_empty() {
        return Ok(Scheme::Pss);
    }
    let broken = KeyError::broken("the parameters of the RSA-PSS key");
    let mut inner = parameters.sequence().map_err(&broken)?;
    parameters.finish().map_err(&broken)?;
    let mut part = |tag| inner.take_if(tag).map(|contents| contents.map(Reader::new)).map_err(&broken);
    let (hash, mask, salt, trailer) = (part(HASH)?, part(MASK)?, part(SALT)?, part(TRAILER)?);
    inner.finish().map_err(&broken)?;
    let number = |reader: Option<Reader<'_>>, otherwise: u8| match reader {
        None => Ok(Some(otherwise)),
        Some(mut reader) => reader.unsigned().map(|octets| match octets {
            [] => Some(0),
            [one] => Some(*one),
            _ => None,
        }),
    };
    let hash = hash.map(algorithm).transpose().map_err(&broken)?.and_then(oid::hash);
    let mask = mask.map(mask_hash).transpose().map_err(&broken)?.flatten();
    let salt = number(salt, DEFAULT_SALT).map_err(&broken)?;
    let trailer = number(trailer, 1).map_err(&broken)?;
    match (hash, salt) {
        (Some(hash), Some(salt)) if mask == Some(hash) && usize::from(salt) <= hash.size() && trailer == Some(1) => {
            Ok(Scheme::PssWith { hash, salt })
        }
        _ => Err(KeyError::PssParameters),
    }
}

/// The name in an `AlgorithmIdentifier`.
fn algorithm(mut reader: Reader<'_>) -> Result<&[u8], Malformed> {
    reader.sequence()?.take(OID)
}

/// The hash of MGF1.
fn mask_hash(mut reader: Reader<'_>) -> Result<Option<Hash>, Malformed> {
    let mut mask = reader.sequence()?;
    if mask.take(OID)? != oid::MGF1 {
        return Ok(None);
    }
    algorithm(mask).map(oid::hash)
}

/// The parameters that bind a key to `hash`, and to `salt` bytes of salt or more.
pub fn written(hash: Hash, salt: u8) -> Secret {
    let oid = |oid: &[u8]| der::value(OID, &[oid]);
    let hash = der::value(SEQUENCE, &[oid(oid::of_hash(hash)).reveal(), der::value(NULL, &[]).reveal()]);
    let mask = der::value(SEQUENCE, &[oid(oid::MGF1).reveal(), hash.reveal()]);
    let mut parts = vec![der::value(HASH, &[hash.reveal()]), der::value(MASK, &[mask.reveal()])];
    // What is meant where nothing is written is not written (X.690 §11.5).
    if salt != DEFAULT_SALT {
        parts.push(der::value(SALT, &[der::integer(&[salt]).reveal()]));
    }
    let parts: Vec<&[u8]> = parts.iter().map(Secret::reveal).collect();
    der::value(SEQUENCE, &parts)
}
