//! `alg` and `enc`: is it an algorithm, is it one for this, is it one that is still to be used?

use super::id::Id;
use super::message;
use super::notes::{Notes, quoted};
use crate::token::anatomy::Kind;
use crate::token::json::Document;
use crate::token::part::{Part, Role};
use crate::token::registry::{self, Use};

/// The most PBES2 iterations that pass: go-jose refuses more since 3.0.1, as any stranger can ask for them.
const MOST_ITERATIONS: i64 = 1_000_000;

/// The fewest PBES2 iterations that pass (RFC 7518 §4.8.1.2).
const FEWEST_ITERATIONS: i64 = 1000;

/// Notes what is wrong with the algorithm at `index`, the value of `parameter`.
pub(super) fn review(notes: &mut Notes<'_>, part: &Part, header: &Document, index: u32, parameter: &str) {
    let Some(name) = header.string(index) else { return };
    let encrypts = notes.token.kind == Kind::Jwe || notes.token.part(Role::EncryptedKey).is_some();
    let wanted = match (parameter, encrypts) {
        ("enc", true) => Use::ContentEncryption,
        ("enc", false) => return,
        (_, true) => Use::KeyManagement,
        (_, false) => Use::Signature,
    };
    let name = &*name;
    if name == "none" {
        return notes.at(Id::AlgNone, part, index, || message::alg_none(parameter));
    }
    // Filters that look for `none` let these through, and some libraries read them as it.
    if name.eq_ignore_ascii_case("none") {
        return notes.at(Id::AlgNone, part, index, || message::none_in_another_spelling(parameter, quoted(name)));
    }
    let Some(known) = registry::algorithm(name) else {
        return notes.at(Id::AlgUnknown, part, index, || message::alg_unknown(quoted(name)));
    };
    if known.purpose == Use::JwkOnly {
        let instead =
            if wanted == Use::Signature { message::instead_of_signing() } else { message::instead_of_encrypting() };
        notes.at(Id::AlgProhibited, part, index, || message::alg_prohibited(quoted(name), instead));
    } else if known.purpose != wanted {
        let does = match known.purpose {
            Use::Signature => message::signs(),
            Use::KeyManagement => message::encrypts_keys(),
            Use::ContentEncryption => message::encrypts_content(),
            Use::JwkOnly => message::labels_keys(),
        };
        notes.at(Id::AlgMisplaced, part, index, || message::alg_misplaced(quoted(name), does, parameter));
    } else if name == "RSA1_5" {
        notes.at(Id::Rsa15, part, index, message::rsa1_5);
    }
}

/// Notes a number of PBES2 iterations that is out of bounds.
pub(super) fn review_iterations(notes: &mut Notes<'_>, part: &Part, header: &Document, index: u32) {
    let Some(text) = header.number_text(index) else { return };
    // What is beyond 64 bits is beyond the bounds too, and what is no whole number is a fault.
    let count = match text.parse::<i64>() {
        Ok(count) => count,
        Err(_) if text.bytes().all(|octet| octet.is_ascii_digit()) => i64::MAX,
        Err(_) => return,
    };
    if count > MOST_ITERATIONS {
        notes.at(Id::P2cLarge, part, index, message::p2c_large);
    } else if count < FEWEST_ITERATIONS {
        notes.at(Id::P2cSmall, part, index, message::p2c_small);
    }
}
