//! The length of each signature against the algorithm that is said to have made it.

use std::borrow::Cow;

use super::id::Id;
use super::message;
use super::notes::Notes;
use crate::token::anatomy::Kind;
use crate::token::part::{Part, Role};
use crate::token::registry::{self, Use};

/// The shortest RSA signature that anything verifies, in octets: a key of 1024 bits.
const RSA_SHORTEST: usize = 128;

/// The shortest RSA signature that passes, in octets: a key of 2048 bits (RFC 7518 §3.3).
const RSA_SHORT: usize = 256;

/// What Ed25519 and Ed448 give, in octets (RFC 8032); the name `EdDSA` does not tell which (RFC 8037 §3.1).
const EDDSA: [usize; 2] = [64, 114];

/// Notes the signatures that cannot be ones.
pub(super) fn review(notes: &mut Notes<'_>) {
    let token = notes.token;
    if token.kind != Kind::Jws {
        return;
    }
    // The headers of a signature stand before it, so one walk is enough however many there are.
    let mut alg: Option<(usize, Cow<'_, str>)> = None;
    for part in &token.parts {
        match part.role {
            Role::Header | Role::Unprotected => {
                let said = part.object().and_then(|header| header.string(header.get("alg")?));
                let first = alg.as_ref().is_none_or(|(nth, _)| *nth != part.nth);
                if let Some(said) = said.filter(|_| first) {
                    alg = Some((part.nth, said));
                }
            }
            Role::Signature if part.complete => {
                if let Some((_, alg)) = alg.as_ref().filter(|(nth, _)| *nth == part.nth) {
                    judge(notes, part, alg);
                }
            }
            _ => {}
        }
    }
}

fn judge(notes: &mut Notes<'_>, part: &Part, alg: &str) {
    let Some(known) = registry::algorithm(alg).filter(|known| known.purpose == Use::Signature && alg != "none") else {
        return;
    };
    let octets = part.octets();
    let length = octets.len();
    let rsa = known.family.starts_with("RSA");
    let fits = match known.signature_bytes {
        Some(due) => length == due,
        None if rsa => length >= RSA_SHORTEST,
        None if alg == "EdDSA" => EDDSA.contains(&length),
        None => true,
    };
    let source = known.source.as_deref().unwrap_or(Id::SignatureLength.reference());
    if length == 0 {
        notes.whole_by(Id::SignatureLength, source, || message::no_signature(alg));
    } else if !fits {
        // An ECDSA signature of other software: a DER sequence of two integers.
        let der = known.family == "ECDSA" && octets.first() == Some(&0x30);
        notes.whole_by(Id::SignatureLength, source, || match known.signature_bytes {
            Some(due) if der => message::der_signature(length, alg, due),
            Some(due) => message::signature_length(length, alg, due),
            None if rsa => message::rsa_signature_length(length, alg),
            None => message::eddsa_signature_length(length, alg),
        });
    } else if rsa && length < RSA_SHORT {
        notes.whole(Id::RsaShortKey, || message::rsa_short_key(length * 8));
    }
}
