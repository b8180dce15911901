//! What Mint says by itself: in the status line, in the hint below its form, beside a row that is wrong. Whoever says it is beside this
//! file; a second language is a second file like this one.
#![allow(missing_docs, reason = "what a sentence says is said by the sentence")]

use crate::crypto::Algorithm;

/// Keys of a text field and what they do.
pub type Keys = &'static [(&'static str, &'static str)];

// The status line.
pub const NO_KEY_IS_MADE: &str = "no key is made: everything is as it was";
pub const NOTHING_TO_UNDO: &str = "nothing to undo: this is how the form began";
pub const NOTHING_TO_REDO: &str = "nothing to redo";
pub const NONE_NEEDS_NO_KEY: &str = "alg none needs no key: choose an algorithm first, and K makes one for it";
pub const NOTHING_TO_TYPE: &str = "nothing to type in this row: ← → and space change it";
pub const KEY_COMES_FIRST: &str = "the key comes first: enter ends it, enter again mints";
pub const KEY_IS_NOT_THERE: &str = "the key is not there yet: enter again when it is";
pub const KEY_IS_ON_THE_WAY: &str = "there is no token yet: its key is on the way";
pub const PASTED_AS_KEY: &str = "pasted as the key";

pub fn not_minted(why: &str) -> String {
    format!("not minted: {why}")
}

pub fn not_minted_and_mended(why: &str) -> String {
    format!("not minted, e mends it: {why}")
}

pub fn no_token_yet(why: Option<String>) -> String {
    let why = why.map(|why| format!(": {why}"));
    format!("there is no token yet{}", why.unwrap_or_default())
}

pub fn made(key: &str) -> String {
    format!("made {key}: u takes it back, y copies it")
}

pub fn follows_key(algorithm: Algorithm) -> String {
    format!("algorithm: {}, which the key is for", algorithm.name())
}

pub fn preset(title: &str, kept: Option<Algorithm>) -> String {
    let kept = kept.map(|kept| format!("; {} stays, as the key is for it", kept.name()));
    format!("preset: {title}{}", kept.unwrap_or_default())
}

pub fn pasted_as(row: &str) -> String {
    format!("pasted as {row}; u takes it back")
}

pub fn too_large(size: &str, row: &str, most: &str) -> String {
    format!("the paste of {size} is too large for {row}: {most} is the limit")
}

// What is copied.
pub const FRESH_WITHOUT_ROLE: &str = "a fresh token without a role";

pub fn fresh_for(role: &str) -> String {
    format!("a fresh token for {role}")
}

pub fn fresh_with(roles: usize) -> String {
    format!("a fresh token with {roles} roles")
}

// What is wrong with the key.
pub const LEAVE_TO_READ: &str = "leave the field to read it";
pub const BEING_READ: &str = "it is being read";
pub const THERE_IS_NONE: &str = "there is none";
pub const NOT_READ_AGAIN: &str = "the token could not be read again";

pub fn type_or_make(algorithm: Algorithm, is_secret: bool) -> String {
    let how =
        if is_secret { "type a secret".to_owned() } else { format!("type @FILE or paste {}", algorithm.key_words()) };
    format!("{how}, or K makes one")
}

pub fn another_key(here: &str, algorithm: Algorithm) -> String {
    format!("it is {here}, {} signs with {}: K makes one", algorithm.name(), algorithm.key_words())
}

// The hint below the form.
pub const KEY_HINT: &str = "the secret itself, or hex: base64: env:NAME @FILE, or paste a PEM or JWK";
pub const NO_KEY_NEEDED_HINT: &str = "alg none needs no key; choose an algorithm above to sign";
pub const NO_KEY_HINT: &str = "enter types one, or paste it: a secret, a PEM, a JWK; K makes one";

pub fn types(hint: &str) -> String {
    format!("e types · {hint}")
}

// The keys of its fields.
pub const IN_A_ROLE: Keys = &[("a-z", "are text"), ("enter", "add the role"), ("esc", "leave")];
pub const IN_A_JSON: Keys = &[("a-z", "are text"), ("enter", "new line"), ("tab", "next"), ("esc", "leave")];
pub const IN_A_KEY_FILE: Keys = &[("tab", "complete, then next"), ("enter", "done, then mint"), ("esc", "leave")];
pub const IN_THE_KEY: Keys =
    &[("a-z", "are text"), ("ctrl-r", "show"), ("tab", "next"), ("enter", "done, then mint"), ("esc", "leave")];
pub const IN_STEPS: Keys =
    &[("a-z", "are text"), ("left right", "step"), ("tab", "next"), ("enter", "done, then mint"), ("esc", "leave")];
pub const IN_A_LINE: Keys = &[("a-z", "are text"), ("tab", "next"), ("enter", "done, then mint"), ("esc", "leave")];
