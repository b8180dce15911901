//! The parts of an encrypted token against the algorithms that are said to have made them: what no receiver can open.

use super::id::Id;
use super::message;
use super::notes::Notes;
use crate::token::anatomy::Kind;
use crate::token::header;
use crate::token::part::Role;

/// Octets of the initialization vector and of the authentication tag, and the section of RFC 7518 that says so.
const LENGTHS: [(&str, usize, usize, &str); 6] = [
    ("A128CBC-HS256", 16, 16, "RFC 7518 §5.2.3"),
    ("A192CBC-HS384", 16, 24, "RFC 7518 §5.2.4"),
    ("A256CBC-HS512", 16, 32, "RFC 7518 §5.2.5"),
    ("A128GCM", 12, 16, "RFC 7518 §5.3"),
    ("A192GCM", 12, 16, "RFC 7518 §5.3"),
    ("A256GCM", 12, 16, "RFC 7518 §5.3"),
];

/// Notes the parts that cannot be ones.
pub(super) fn review(notes: &mut Notes<'_>) {
    let token = notes.token;
    if token.kind != Kind::Jwe {
        return;
    }
    let enc = token.parameter(0, "enc").and_then(|(_, header, index)| header.string(index));
    let due = enc.and_then(|enc| LENGTHS.into_iter().find(|(name, ..)| *name == enc));
    if let Some((enc, iv, tag, source)) = due {
        for (role, due) in [(Role::Iv, iv), (Role::Tag, tag)] {
            let Some(part) = token.part(role).filter(|part| part.complete) else { continue };
            let length = part.octets().len();
            if length != due {
                notes.whole_by(Id::SealedLength, source, || message::sealed_length(role.name(), length, enc, due));
            }
        }
    }
    for part in token.parts.iter().filter(|part| part.role == Role::EncryptedKey && !part.octets().is_empty()) {
        if let Some(alg) = token.alg_of(part.nth).filter(|alg| header::needs_no_key(alg)) {
            notes.whole_by(Id::SealedLength, "RFC 7516 §5.2", || message::sealed_key(part.octets().len(), &alg));
        }
    }
}
