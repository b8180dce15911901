//! What Mint asks for in a prompt or a menu over it.

use crate::crypto::NewKey;

/// What this screen asks for in a prompt over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// The file of a preset.
    PresetFile,
}

/// What an item of a menu of this screen does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Fill the form from this preset.
    Preset(usize),
    /// Ask for the file of a preset.
    PresetFile,
    /// Make this key.
    Make(NewKey),
    /// Copy the key in this form.
    Copy(KeyForm),
}

/// A form in which a key is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyForm {
    /// The public half as PEM.
    PublicPem,
    /// The public half as a JWK.
    PublicJwk,
    /// The public half as a JWK Set.
    PublicJwks,
    /// What signs, as it stands in the field.
    Private,
}

impl KeyForm {
    /// All of them, each with its key in the menu and its name.
    pub(super) const ALL: [(char, Self, &'static str); 4] = [
        ('1', Self::PublicPem, "public key, PEM"),
        ('2', Self::PublicJwk, "public key, JWK"),
        ('3', Self::PublicJwks, "public key, JWKS"),
        ('4', Self::Private, "the key that signs, to keep secret"),
    ];
}
