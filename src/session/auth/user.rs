//! A user record, and the demo way to keep a password. A real server uses Argon2id.

use serde::{Deserialize, Serialize};

use crate::crypto::digest::sha256;
use crate::session::drbg::hex;
use crate::session::time::Ms;

/// A user record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// The name, which is `sub`.
    pub name: String,
    /// A demo hash of the password.
    pub password_hash: String,
    /// `user` or `admin`.
    pub role: String,
    /// May they sign in?
    pub enabled: bool,
    /// When the role was changed last.
    pub role_changed_at: Option<Ms>,
    /// When the password was changed last.
    pub pwd_changed_at: Option<Ms>,
    /// Before when nothing counts.
    pub not_before: Option<Ms>,
}

impl User {
    /// A record of an account that is open.
    #[must_use]
    pub fn new(name: &str, password: &str, role: &str) -> Self {
        Self {
            name: name.to_owned(),
            password_hash: hash(name, password),
            role: role.to_owned(),
            enabled: true,
            role_changed_at: None,
            pwd_changed_at: None,
            not_before: None,
        }
    }

    /// Is this the password?
    #[must_use]
    pub fn knows(&self, password: &str) -> bool {
        self.password_hash == hash(&self.name, password)
    }
}

pub(super) fn hash(name: &str, password: &str) -> String {
    sha256_hex(&format!("jotlab demo kdf\0{name}\0{password}"))
}

pub(super) fn sha256_hex(text: &str) -> String {
    hex(&sha256(text.as_bytes()))
}
