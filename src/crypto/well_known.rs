//! Was a token signed with a secret that everybody knows? Asked on request: nothing is guessed unasked.

use super::algorithm::{Algorithm, Family};
use super::digest;
use super::verdict::{algorithm_of, signing_input};
use super::weak;
use crate::token::anatomy::Token;
use crate::token::part::{Part, Role};

/// The well-known secret that the HMAC of signature `nth` was made with; `detached` is a payload that was given beside the token.
#[must_use]
pub fn behind(token: &Token, nth: usize, detached: Option<&[u8]>) -> Option<&'static str> {
    let algorithm = algorithm_of(token, nth).ok().flatten().filter(|known| known.family() == Family::Hmac)?;
    let hash = Algorithm::hash(algorithm)?;
    let input = signing_input(token, nth, detached).ok()?;
    let signature = token.nth_part(Role::Signature, nth).map(Part::octets)?;
    // Everybody knows these: how long a comparison takes tells nothing.
    weak::well_known().find(|secret| digest::hmac(hash, secret.as_bytes(), &input.bytes) == signature)
}
