//! What an API server checked, in order, and what came out: the rows of the verdict panel.

use serde::{Deserialize, Serialize};

use super::config::Validation;
use super::config::value::choice;

choice! {
    /// One check, in the order in which they are made.
    Check {
        /// Sizes of the request line and the fields.
        R0 = "R0",
        /// Route and method.
        R1 = "R1",
        /// Exactly one transport carries a token.
        R2 = "R2",
        /// The scheme is Bearer and the token well formed.
        R3 = "R3",
        /// A cookie does not act on another site's behalf.
        R4 = "R4",
        /// Three segments of strict base64url, and a header that is a JSON object.
        R5 = "R5",
        /// The algorithm is one of this server's, and the type fits.
        R6 = "R6",
        /// The key is known and fits the algorithm.
        R7 = "R7",
        /// The signature is right.
        R8 = "R8",
        /// The payload is a JSON object with claims of the right types.
        R9 = "R9",
        /// The issuer is the one trusted.
        R10 = "R10",
        /// The audience is this server.
        R11 = "R11",
        /// It has not expired.
        R12 = "R12",
        /// It is already valid.
        R13 = "R13",
        /// Whoever sends it is who it is bound to.
        R14 = "R14",
        /// It was not revoked.
        R15 = "R15",
        /// The role suffices.
        R16 = "R16",
        /// The request was carried out.
        R17 = "R17",
    }
}
choice! {
    /// How a check came out.
    Outcome {
        /// It passed.
        Passed = "ok",
        /// It failed: the first one that does ends the rest.
        Failed = "FAIL",
        /// An earlier one failed.
        NotReached = "--",
        /// A setting or a lesson switched it off, or there is nothing to check.
        Off = "off",
    }
}

impl Check {
    /// What it looks at, in a word, at a server that judges tokens this way: what a row is called after its number.
    #[must_use]
    pub const fn name(self, by: Validation) -> &'static str {
        match self {
            Self::R0 => "sizes",
            Self::R1 => "route",
            Self::R2 => "transport",
            Self::R3 => "scheme",
            Self::R4 => "CSRF",
            Self::R5 => "form",
            Self::R6 => "alg, typ",
            Self::R7 => "key",
            Self::R8 => "signature",
            Self::R9 => "claims",
            Self::R10 => "iss",
            Self::R11 => "aud",
            Self::R12 => "exp",
            Self::R13 => "nbf, iat",
            Self::R14 => "sender",
            // One question, asked in one of three places.
            Self::R15 => match by {
                Validation::Local => "deny-list",
                Validation::Introspect { .. } => "introspection",
                Validation::ServerSession => "session",
            },
            Self::R16 => "role",
            Self::R17 => "handler",
        }
    }

    /// What it looks at, in words.
    #[must_use]
    pub const fn about(self, by: Validation) -> &'static str {
        match self {
            Self::R0 => "the request's head is not too large",
            Self::R1 => "the route and the method exist",
            Self::R2 => "exactly one transport carries a token",
            Self::R3 => "the scheme is Bearer, the token well formed",
            Self::R4 => "the cookie acts for the application's own page",
            Self::R5 => "three segments of base64url, a header in JSON",
            Self::R6 => "the algorithm and the type are the expected ones",
            Self::R7 => "the key is known and fits the algorithm",
            Self::R8 => "the signature is right",
            Self::R9 => "the payload is JSON with claims of the right types",
            Self::R10 => "the issuer is the trusted one",
            Self::R11 => "the audience is this server",
            Self::R12 => "the token has not expired",
            Self::R13 => "the token is already valid",
            Self::R14 => "the sender holds the bound key",
            Self::R15 => match by {
                Validation::Local => "the token is not on the deny-list",
                Validation::Introspect { .. } => "the auth server knows the token as active",
                Validation::ServerSession => "the session is alive",
            },
            Self::R16 => "the role suffices",
            Self::R17 => "the request is carried out",
        }
    }

    /// Where that is written.
    #[must_use]
    pub const fn source(self, by: Validation) -> &'static str {
        match self {
            Self::R0 => "RFC 6585 §5",
            Self::R1 => "RFC 9110 §15.5",
            Self::R2 => "RFC 6750 §2",
            Self::R3 => "RFC 6750 §2.1",
            Self::R4 => "RFC 6265 §8.2",
            Self::R5 => "RFC 7515 §5.2",
            Self::R6 => "RFC 8725 §3.1, §3.11",
            Self::R7 => "RFC 8725 §3.5",
            Self::R8 => "RFC 7515 §5.2",
            Self::R9 => "RFC 7519 §7.2",
            Self::R10 => "RFC 8725 §3.8",
            Self::R11 => "RFC 9068 §4",
            Self::R12 => "RFC 7519 §4.1.4",
            Self::R13 => "RFC 7519 §4.1.5",
            Self::R14 => "RFC 9449 §7",
            Self::R15 => match by {
                Validation::Local => "RFC 7009 §3",
                Validation::Introspect { .. } => "RFC 7662 §2.2",
                Validation::ServerSession => "RFC 6265 §8.4",
            },
            Self::R16 => "RFC 6750 §3.1",
            Self::R17 => "RFC 9110 §15.3",
        }
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The check.
    pub check: Check,
    /// How it came out.
    pub outcome: Outcome,
    /// What was found; empty when there is nothing to say.
    pub found: String,
}

/// What an API server made of one request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// R0 to R17, one row each.
    pub rows: Vec<Row>,
    /// How the server judges tokens.
    pub by: Validation,
    /// The status of the answer.
    pub status: u16,
    /// How many look-ups it took beyond the server itself.
    pub lookups: u32,
    /// Whose request it was, when it passed.
    pub sub: Option<String>,
}

impl Verdict {
    /// The check that failed.
    #[must_use]
    pub fn failed(&self) -> Option<&Row> {
        self.rows.iter().find(|row| row.outcome == Outcome::Failed)
    }
}
