//! The rows of the form: their order, their names, and what is said below the form about the one at hand.

use crate::token::recipe;

/// A row of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Row {
    /// `alg`
    Algorithm,
    /// What signs.
    Key,
    /// The roles, to be switched on and off.
    Roles,
    /// How long it is good.
    Lifetime,
    /// How roles are written.
    RolesAs,
    /// `sub`
    Subject,
    /// `name`
    Name,
    /// `iss`
    Issuer,
    /// `aud`
    Audience,
    /// `nbf`
    NotBefore,
    /// `iat`
    Issued,
    /// `jti`
    Jti,
    /// `typ`
    Typ,
    /// `kid`
    Kid,
    /// Further header parameters.
    Header,
    /// Further claims.
    Claims,
}

/// How a row is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One of a list: `←` `→`.
    Choice,
    /// Several of a list: `space`.
    Toggles,
    /// A secret.
    Secret,
    /// A line of text.
    Line,
    /// JSON in several lines.
    Json,
}

impl Row {
    /// All of them, in their order.
    pub const ALL: [Self; 16] = [
        Self::Algorithm,
        Self::Key,
        Self::Roles,
        Self::Lifetime,
        Self::RolesAs,
        Self::Subject,
        Self::Name,
        Self::Issuer,
        Self::Audience,
        Self::NotBefore,
        Self::Issued,
        Self::Jti,
        Self::Typ,
        Self::Kid,
        Self::Header,
        Self::Claims,
    ];

    /// Its place among them.
    #[must_use]
    pub fn index(self) -> usize {
        Self::ALL.iter().position(|row| *row == self).unwrap_or(0)
    }

    /// The row that many rows on, as far as there are any.
    #[must_use]
    pub fn step(self, rows: isize) -> Self {
        let last = Self::ALL.len() - 1;
        let index = self.index().saturating_add_signed(rows).min(last);
        Self::ALL.get(index).copied().unwrap_or(self)
    }

    /// Its name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Algorithm => "algorithm",
            Self::Key => "key",
            Self::Roles => "roles",
            Self::Lifetime => "lifetime",
            Self::RolesAs => "written as",
            Self::Subject => "subject",
            Self::Name => "name",
            Self::Issuer => "issuer",
            Self::Audience => "audience",
            Self::NotBefore => "not before",
            Self::Issued => "issued",
            Self::Jti => "jti",
            Self::Typ => "typ",
            Self::Kid => "kid",
            Self::Header => "header",
            Self::Claims => "claims",
        }
    }

    /// How it is filled.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Algorithm | Self::RolesAs => Kind::Choice,
            Self::Key => Kind::Secret,
            Self::Roles => Kind::Toggles,
            Self::Lifetime
            | Self::Subject
            | Self::Name
            | Self::Issuer
            | Self::Audience
            | Self::NotBefore
            | Self::Issued
            | Self::Jti
            | Self::Typ
            | Self::Kid => Kind::Line,
            Self::Header | Self::Claims => Kind::Json,
        }
    }

    /// What can be done here, in a sentence.
    #[must_use]
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Algorithm => "← → choose; K makes a key that is right for it",
            Self::Key => "e changes it, K makes another; y copies it; e and then ctrl-r shows it",
            Self::Roles => "← → walk, space switches, + adds one of your own, del takes one away",
            Self::Lifetime => "← → step; as 90s, 1h30m, 7d, a date, 15:04, or none",
            Self::RolesAs => "← → choose how roles go into the token",
            Self::Subject => "sub: who the token is about",
            Self::Name => "name: the full name, for display",
            Self::Issuer => "iss: who makes the token, mostly a URL",
            Self::Audience => "aud: who may accept it; several with commas between them",
            Self::NotBefore => "nbf: not valid before; ← → step; as +5m, a date, or nothing",
            Self::Issued => "iat: now, -35m, a date, or none",
            Self::Jti => "jti: ← → none or auto, a random UUID; or your own",
            Self::Typ => "the media type; ← → step: JWT, at+jwt, none",
            Self::Kid => "which key this is, so that a verifier finds it",
            Self::Header => "further header parameters, a JSON object; e types, esc leaves",
            Self::Claims => "further claims, a JSON object; e types, esc leaves",
        }
    }

    /// What `←` and `→` step through in a line of text.
    #[must_use]
    pub const fn steps(self) -> &'static [&'static str] {
        match self {
            Self::Lifetime => &["1m", "5m", "15m", "30m", "1h", "1d", "30d", "none"],
            Self::NotBefore => &["", "now", "+5m"],
            Self::Issued => &["now", "none"],
            Self::Jti => &["", "auto"],
            Self::Typ => &["JWT", "at+jwt", ""],
            Self::Algorithm
            | Self::Key
            | Self::Roles
            | Self::RolesAs
            | Self::Subject
            | Self::Name
            | Self::Issuer
            | Self::Audience
            | Self::Kid
            | Self::Header
            | Self::Claims => &[],
        }
    }
}

impl From<recipe::Field> for Row {
    fn from(field: recipe::Field) -> Self {
        match field {
            recipe::Field::Algorithm => Self::Algorithm,
            recipe::Field::Typ => Self::Typ,
            recipe::Field::Kid => Self::Kid,
            recipe::Field::Header => Self::Header,
            recipe::Field::Subject => Self::Subject,
            recipe::Field::Name => Self::Name,
            recipe::Field::Issuer => Self::Issuer,
            recipe::Field::Audience => Self::Audience,
            recipe::Field::Roles => Self::Roles,
            recipe::Field::NotBefore => Self::NotBefore,
            recipe::Field::Issued => Self::Issued,
            recipe::Field::Lifetime => Self::Lifetime,
            recipe::Field::Jti => Self::Jti,
            recipe::Field::Claims => Self::Claims,
        }
    }
}
