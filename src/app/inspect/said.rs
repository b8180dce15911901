//! What Inspect says by itself: of a verdict, of how a signature is made, of a difference. Whoever says it is beside this file; a second
//! language is a second file like this one.
#![allow(missing_docs, reason = "what a sentence says is said by the sentence")]

use std::fmt::Display;

use super::history::Step;
use crate::crypto::Verdict;

// Rows of the verdict.
pub const AS_EXPECTED: &str = "as expected";
pub const BEING_CHECKED: &str = "being checked";
pub const VOUCHES_FOR_ITSELF: &str = "vouches for itself";
pub const VALID: &str = "valid";
pub const INVALID: &str = "invalid";
pub const CANNOT_CHECK: &str = "cannot check";
pub const THE_VERDICT: &str = "the verdict";

pub fn being_checked(alg: &str) -> String {
    format!("being checked ({alg})")
}

pub fn matches_its_own_key(alg: &str) -> String {
    format!("MATCHES THE KEY IN IT ({alg}), which proves nothing")
}

pub fn valid(alg: &str, by: &str) -> String {
    format!("VALID: {alg} by {by}")
}

pub fn invalid(why: &str) -> String {
    format!("INVALID: {why}")
}

pub fn against(name: &str, why: &str) -> String {
    format!("NOT ok, {name}: {why}.")
}

pub fn cannot_check(why: impl Display) -> String {
    format!("CANNOT CHECK: {why}")
}

pub fn cannot_check_without_payload(why: impl Display) -> String {
    format!("CANNOT CHECK: {why}: v gives it")
}

pub fn tried(which: usize, key: &str, outcome: &str) -> String {
    let outcome = if outcome.is_empty() { String::new() } else { format!(": {outcome}") };
    format!("Key {which}, {key}{outcome}.")
}

pub fn keys_more(count: usize) -> String {
    format!("And {count} keys more.")
}

// What to do about a verdict.
pub const GIVE_A_KEY: &str = "Without a key nobody can tell who wrote this token. v takes one: a secret, a PEM text, a JWK or JWK Set, env:NAME or @FILE. It stays in memory while the program runs, and nowhere else.";
pub const ABOUT_UNSECURED: &str =
    "There is no signature. A server that accepts such a token accepts anything (RFC 8725 §2.1).";
pub const ABOUT_ITS_OWN_KEY: &str = "The key came with the token, so whoever wrote the token chose it. Compare it with a key from somewhere you trust, or take that one with v.";
pub const ABOUT_VALID: &str = "Header and payload are exactly what the holder of this key signed. Whether the token may be used for what it is shown for is another matter: time, issuer and audience, set with c.";
pub const ABOUT_INVALID: &str = "Trust nothing in this token. Either it was changed on its way, or somebody else signed it, or this is the wrong key.";
pub const ABOUT_CANNOT_CHECK: &str = "Nothing was compared: it may be genuine or not.";

// The status line.
pub const BY_ITS_OWN_KEY: &str = "judged by the key that the token brings along: it vouches for itself";
pub const SECRET_IS_WELL_KNOWN: &str = "the secret is well known: see the findings";
pub const SIGNED_BY_NOBODY: &str = "nobody: alg is none";
pub const NOT_THE_KEY_OF_BEFORE: &str = "; not the key that verified it";

pub(super) fn undone(step: Step) -> String {
    match step {
        Step::Edit => "the change is undone: U makes it again".to_owned(),
        Step::Paste(count) => format!("back to the paste before, of {}: U goes forward", tokens(count)),
    }
}

pub(super) fn redone(step: Step) -> String {
    match step {
        Step::Edit => "the change is made again: u undoes it".to_owned(),
        Step::Paste(count) => format!("forward to the paste after, of {}: u goes back", tokens(count)),
    }
}

fn tokens(count: usize) -> String {
    if count == 1 { "1 token".to_owned() } else { format!("{count} tokens") }
}

pub fn trying(secrets: usize) -> String {
    format!("trying {secrets} well-known secrets")
}

pub fn none_of(secrets: usize) -> String {
    format!("none of the {secrets} well-known secrets made this signature")
}

pub fn not_signed(why: impl Display) -> String {
    format!("not signed: {why}")
}

pub fn signed_by(key: &str) -> String {
    format!("signed by {key}")
}

pub fn does_not_sign(alg: &str) -> String {
    format!("`{alg}` is no algorithm that signs here")
}

pub fn needs(alg: &str, key: &str) -> String {
    format!("{alg} needs {key}: v takes one")
}

pub fn expected(name: &str, values: &str) -> String {
    format!("expected {name}: {values}")
}

pub fn no_algorithm(name: &str) -> String {
    format!("`{name}` is no algorithm that signs: HS256, RS256, ES256, EdDSA, …")
}

// The menu of what is expected.
pub const EXPECTED: &str = "Expected";
pub const ANY: &str = "any";
pub const ISSUER: &str = "issuer";
pub const AUDIENCE: &str = "audience";
pub const TYPE: &str = "type";
pub const ALGORITHM: &str = "algorithm";
pub const LEEWAY: &str = "leeway";

// Editing in place.
pub fn edited_and_broken(fault: &str) -> String {
    format!("edited, but no JSON object: {fault}")
}

pub fn no_part(part: &str) -> String {
    format!("there is no {part} to edit")
}

pub fn cut_off(part: &str) -> String {
    format!("the {part} is cut off: it cannot be written again")
}

pub fn not_encoded(part: &str) -> String {
    format!("the {part} stands in the token as it is: only what is base64url is edited here")
}

pub fn no_text(part: &str) -> String {
    format!("the {part} is not UTF-8: only text is edited here")
}

pub fn too_long(part: &str, size: &str, most: &str) -> String {
    format!("the {part} has {size}: up to {most} can be edited here")
}

// A difference.
pub const ANOTHER_TEXT: &str = "another text, and not JSON before and after";
pub const NO_DIFFERENCE: &str = "nothing: they are the same to the character";
pub const SAME_MEMBERS: &str = "the same members, in another order or with other spaces";
pub const NOTHING: &str = "(nothing)";
pub const READS_AGAIN: &str = "JSON again";

pub fn other_bytes(before: usize, after: usize) -> String {
    format!("{before} bytes → {after}")
}

pub fn another_signature(which: usize, of: usize, verdict: &Verdict, more: usize) -> String {
    let is = match verdict {
        Verdict::Invalid { .. } => "is invalid",
        Verdict::CannotCheck { .. } => "cannot be checked",
        Verdict::Unsecured => "is empty: alg is none",
        Verdict::NotChecked => "is not checked",
        Verdict::Valid { .. } => "is valid",
    };
    let more = if more > 0 { format!(", {more} more are not valid either") } else { String::new() };
    format!("signature {which} of {of} {is}{more}: ( and ) walk")
}

pub fn unread(was: &str) -> String {
    format!("{was} → (cannot be read)")
}

pub fn and_again(value: &str) -> String {
    format!(", and again {value}")
}

pub fn gone(was: &str) -> String {
    format!("{was} → (gone)")
}

pub fn new(is: &str) -> String {
    format!("(new) → {is}")
}

// How a signature is made.
pub const CHANGE_NOTHING: &str = "nothing; 1 header, 2 payload, 3 signature, 4 its spare bits";
pub const CHANGE_NOTHING_OF_A_SECRET: &str = "nothing; 1 header, 2 payload, 3 signature, 4 its spare bits, 5 secret";
pub const NO_SECRET: &str = "nothing: this key is no secret";
pub const ONE_BIT: &str = "one bit of the last byte of the secret";
pub const NO_SUCH_PART: &str = "nothing: that part is not there";
pub const EMPTY_PART: &str = "nothing: that part is empty";
pub const NO_SPARE_BITS: &str = "nothing: every bit of the last character counts here";
pub const STEP_RSA: &str =
    "the public key turns the signature back into padding and a digest, which must be that of the input";
pub const STEP_PSS: &str =
    "the public key turns the signature back; unmasked, it must hold a hash of a salt and the digest";
pub const STEP_ECDSA: &str = "from digest, s and the public key a point follows; its x coordinate must be r";
pub const STEP_EDDSA: &str = "S times the base point must be R plus the public key times a hash of R, key and input";
pub const STEP_ML_DSA: &str = "lattices: nothing in between says anything to the eye";
pub const THEY_MATCH: &str = "VALID: they match";

pub fn character(which: usize, part: &str, was: char, is: char) -> String {
    format!("character {which} of the {part}: {was} → {is}")
}

pub fn signing_input(bytes: usize) -> String {
    format!("{bytes} bytes: the header, a dot, the payload, as they stand there")
}

pub fn step_mac(bytes: usize) -> String {
    format!("one MAC of the input under the {bytes} bytes of the secret; it must be the one in the token")
}

pub fn spare_bits(characters: &str) -> String {
    format!("the last character may be any of {characters}: where they differ nobody reads")
}

pub fn bytes_more(count: usize) -> String {
    format!("… and {count} bytes more")
}
