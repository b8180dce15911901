//! What is said about each part of an encrypted token. Inspect makes rows of it, and the view draws them.

use crate::app::outline::INDENT;
use crate::app::words_of_frame as words;
use crate::app::wrap::{columns, sentences};
use crate::token::part::{Part, Role};

/// Columns of the name of a part.
pub const NAME: usize = 22;

/// Columns of its size.
pub const SIZE: usize = 13;

/// What this part is.
#[must_use]
pub fn meaning(part: &Part) -> &'static str {
    match part.role {
        Role::EncryptedKey if part.octets().is_empty() => words::NO_ENCRYPTED_KEY,
        Role::EncryptedKey => words::ENCRYPTED_KEY,
        Role::Iv => words::IV,
        Role::Ciphertext => words::CIPHERTEXT,
        Role::Tag => words::TAG,
        Role::Aad => words::AAD,
        Role::Surplus => words::SURPLUS,
        Role::Header | Role::Unprotected | Role::Payload | Role::Signature | Role::Disclosure | Role::KeyBinding => "",
    }
}

/// The rows of the same beneath the part, where `width` columns do not hold it beside name and size; else none.
#[must_use]
pub fn beneath(part: &Part, width: usize) -> Vec<String> {
    let meaning = meaning(part);
    if NAME + SIZE + columns(meaning) <= width {
        return Vec::new();
    }
    sentences(meaning, width.saturating_sub(INDENT))
}
