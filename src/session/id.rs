//! The small numbers by which everything in the world is called: F1, RT3, AT7, K1, #12, api-b.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

macro_rules! number {
    ($(#[$doc:meta])* $name:ident, $mark:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(out, concat!($mark, "{}"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = NoSuchName;

            fn from_str(text: &str) -> Result<Self, NoSuchName> {
                text.strip_prefix($mark).and_then(|number| number.parse().ok()).map(Self).ok_or(NoSuchName)
            }
        }
    };
}

number!(
    /// A grant: everything that came from one sign-in. From 1.
    FamilyId, "F"
);
number!(
    /// A key of the auth server. From 1.
    KeyId, "K"
);
number!(
    /// One HTTP message, request or response, in order of sending. From 1.
    MessageId, "#"
);

/// A text that is not the name of a thing of this kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoSuchName;

impl fmt::Display for NoSuchName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("no such name: write AT1, RT1, X1, F1, K1, browser, auth, api-a or attacker")
    }
}

impl std::error::Error for NoSuchName {}

/// A credential, named by kind and order of issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TokenId {
    /// An access token: AT1. Its number is that of its label `jti/1`.
    Access(u32),
    /// A refresh token: RT1. Its number is that of its label `rt/1`.
    Refresh(u32),
    /// What the attacker made: X1.
    Forged(u32),
}

impl fmt::Display for TokenId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Access(number) => write!(out, "AT{number}"),
            Self::Refresh(number) => write!(out, "RT{number}"),
            Self::Forged(number) => write!(out, "X{number}"),
        }
    }
}

impl FromStr for TokenId {
    type Err = NoSuchName;

    fn from_str(text: &str) -> Result<Self, NoSuchName> {
        let digits = text.find(|letter: char| letter.is_ascii_digit()).ok_or(NoSuchName)?;
        let (kind, number) = text.split_at(digits);
        let number = number.parse().map_err(|_| NoSuchName)?;
        match kind {
            "AT" => Ok(Self::Access(number)),
            "RT" => Ok(Self::Refresh(number)),
            "X" => Ok(Self::Forged(number)),
            _ => Err(NoSuchName),
        }
    }
}

/// Who acts, sends or receives: one lane of the flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ActorId {
    /// A tab of the user's browser, from 1.
    Browser(u8),
    /// The backend for the frontend.
    Bff,
    /// The auth server.
    Auth,
    /// An API server, from 0: `api-a`.
    Api(u8),
    /// The attacker.
    Attacker,
    /// Whoever runs the servers: disables users, rotates keys.
    Operator,
}

impl ActorId {
    /// Are the two drawn in one lane? All tabs are one browser.
    #[must_use]
    pub fn same_lane(self, other: Self) -> bool {
        self == other || matches!((self, other), (Self::Browser(_), Self::Browser(_)))
    }
}

impl fmt::Display for ActorId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Browser(1) => out.write_str("browser"),
            Self::Browser(tab) => write!(out, "browser-{tab}"),
            Self::Bff => out.write_str("bff"),
            Self::Auth => out.write_str("auth"),
            Self::Api(number) => write!(out, "api-{}", char::from(b'a'.saturating_add(*number % 26))),
            Self::Attacker => out.write_str("attacker"),
            Self::Operator => out.write_str("operator"),
        }
    }
}

impl FromStr for ActorId {
    type Err = NoSuchName;

    fn from_str(text: &str) -> Result<Self, NoSuchName> {
        match text {
            "browser" => Ok(Self::Browser(1)),
            "bff" => Ok(Self::Bff),
            "auth" => Ok(Self::Auth),
            "attacker" => Ok(Self::Attacker),
            "operator" => Ok(Self::Operator),
            _ => {
                if let Some(tab) = text.strip_prefix("browser-") {
                    return tab.parse().map(Self::Browser).map_err(|_| NoSuchName);
                }
                match text.strip_prefix("api-").map(str::as_bytes) {
                    Some([letter @ b'a'..=b'z']) => Ok(Self::Api(letter - b'a')),
                    _ => Err(NoSuchName),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_reads_back_as_what_it_was_written_from() {
        for id in [TokenId::Access(1), TokenId::Refresh(12), TokenId::Forged(3)] {
            assert_eq!(id.to_string().parse(), Ok(id));
        }
        for id in [ActorId::Browser(1), ActorId::Browser(3), ActorId::Auth, ActorId::Api(1), ActorId::Attacker] {
            assert_eq!(id.to_string().parse(), Ok(id));
        }
        assert_eq!("F7".parse(), Ok(FamilyId(7)));
        assert_eq!("ZZ1".parse::<TokenId>(), Err(NoSuchName));
        assert_eq!("AT".parse::<TokenId>(), Err(NoSuchName));
        assert_eq!("api-ab".parse::<ActorId>(), Err(NoSuchName));
    }
}
