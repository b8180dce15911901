//! A token judged by the key that it brings along, `jwk` or `x5c`: only on request, as it proves nothing about who wrote it (RFC 7515
//! §10.3, RFC 8725 §2.6).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Note, Obstacle, Question, Verdict, judge};
use crate::crypto::key::{Form, Key, Structure};
use crate::crypto::key_error::KeyError;
use crate::crypto::read;
use crate::token::anatomy::Token;

/// Where such a key is said to come from.
const SOURCE: &str = "the token's own header";

/// Judges signature `nth` of `token` by the key in its own header; where it is valid, the first note says what that is worth.
#[must_use]
pub fn judge_with_own_key(token: &Token, nth: usize, detached: Option<&[u8]>) -> Verdict {
    let keys = match own_key(token, nth) {
        Ok(key) => [key],
        Err(reason) => return Verdict::CannotCheck { reason, tried: Vec::new() },
    };
    let mut verdict = judge(token, nth, &Question { keys: &keys, detached });
    if let Verdict::Valid { notes, .. } = &mut verdict {
        notes.insert(0, Note::OwnKey);
    }
    verdict
}

fn own_key(token: &Token, nth: usize) -> Result<Key, Obstacle> {
    let (content, form, otherwise) = if let Some((_, header, index)) = token.parameter(nth, "jwk") {
        (header.raw(index).to_vec(), Form::Jwk, KeyError::NotJwk)
    } else if let Some((_, header, index)) = token.parameter(nth, "x5c") {
        // The first certificate is that of the key (RFC 7515 §4.1.6), in base64 of the standard alphabet.
        let first = header.members(index).next().and_then(|first| header.string(first));
        let der = first.and_then(|text| STANDARD.decode(text.as_bytes()).ok()).unwrap_or_default();
        (der, Form::Der(Structure::Certificate), KeyError::BrokenDer("the certificate"))
    } else {
        return Err(Obstacle::NoOwnKey);
    };
    let keys = read::read_bytes(&content, SOURCE).map_err(Obstacle::OwnKey)?.keys;
    // What is read as anything else, such as a secret, is not what the parameter is for.
    keys.into_iter().find(|key| key.form == form).ok_or(Obstacle::OwnKey(otherwise))
}
