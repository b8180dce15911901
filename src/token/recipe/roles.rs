//! The ways in which a token says roles: each of the field's products has its own.

use super::fault::Why;
use super::object::{array, string};

/// How roles are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RolesAs {
    /// One role as [`Role`](Self::Role), several as [`Roles`](Self::Roles).
    #[default]
    Natural,
    /// `"role":"admin"`
    Role,
    /// `"roles":["admin"]` (RFC 9068 §2.2.3.1)
    Roles,
    /// `"scope":"admin editor"` (RFC 8693 §4.2)
    Scope,
    /// `"realm_access":{"roles":["admin"]}`, as Keycloak does.
    Realm,
    /// `"permissions":["admin"]`, as Auth0 does.
    Permissions,
}

impl RolesAs {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::Natural, Self::Role, Self::Roles, Self::Scope, Self::Realm, Self::Permissions];

    /// The word by which it is chosen.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Natural => "auto",
            Self::Role => "role",
            Self::Roles => "roles",
            Self::Scope => "scope",
            Self::Realm => "realm",
            Self::Permissions => "permissions",
        }
    }

    /// What it writes, in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Natural => "role, or roles for several",
            Self::Role => "role, a string",
            Self::Roles => "roles, an array",
            Self::Scope => "scope, a string",
            Self::Realm => "realm_access.roles, an array",
            Self::Permissions => "permissions, an array",
        }
    }

    /// The form of this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.word() == word)
    }

    /// The name of the member that says these roles; `None` where there are none.
    #[must_use]
    pub const fn name(self, roles: &[String]) -> Option<&'static str> {
        match (self, roles) {
            (_, []) => None,
            (Self::Natural, [_]) | (Self::Role, _) => Some("role"),
            (Self::Natural | Self::Roles, _) => Some("roles"),
            (Self::Scope, _) => Some("scope"),
            (Self::Realm, _) => Some("realm_access"),
            (Self::Permissions, _) => Some("permissions"),
        }
    }

    /// The member that says these roles, its value as JSON; `None` where there are none.
    pub(super) fn member(self, roles: &[String]) -> Result<Option<(&'static str, String)>, Why> {
        let Some(name) = self.name(roles) else { return Ok(None) };
        let value = match (self, roles) {
            (Self::Natural | Self::Role, [one]) => string(one),
            (Self::Role, several) => return Err(Why::OneRole(several.len())),
            (Self::Natural | Self::Roles | Self::Permissions, roles) => array(roles),
            (Self::Scope, roles) => match roles.iter().find(|role| role.contains(char::is_whitespace)) {
                Some(role) => return Err(Why::BlankInScope(role.clone())),
                None => string(&roles.join(" ")),
            },
            (Self::Realm, roles) => format!("{{\"roles\":{}}}", array(roles)),
        };
        Ok(Some((name, value)))
    }
}
