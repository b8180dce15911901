//! What a scenario counts: exposure, look-ups, false alarms; the same names stand in `check` and between braces in `say`.

use super::mistake::Mistake;
use super::reading::{READINGS, Reading};
use super::source::Reader;
use super::span;
use crate::session::id::{ActorId, TokenId};

/// Something the world can be asked for as a number or a length of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// How long an access token that was stolen, or may be, would still have been accepted; by one API, or by the most patient.
    Exposure(TokenId, Option<ActorId>),
    /// How long the attacker held at least one credential that some server would have accepted.
    EffectiveAccess,
    /// From the attacker's first redemption of a refresh token to the death of its family.
    DetectionLatency,
    /// How long a role was honoured after it was taken from the user.
    Staleness,
    /// Families killed as reused with no attacker involved.
    FalseAlarms,
    /// Look-ups in stores and at other servers.
    Lookups,
    /// Requests that were sent.
    Requests,
    /// The bytes of all requests.
    BytesOut,
    /// The bytes of all responses.
    BytesIn,
    /// What the API requests would have cost in look-ups with another design.
    Ledger(Design),
    /// The characters of a token.
    Size(TokenId),
    /// The first characters of the signature that a token would have with the configured secret read so.
    Signature(TokenId, Reading),
}

/// The designs that the shadow ledger compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Design {
    /// Tokens that verify themselves.
    Jwt,
    /// The same, and a list of those that were revoked.
    DenyList,
    /// The auth server is asked about every token.
    Introspection,
    /// A session id, and the session in a store.
    Session,
}

/// What a measure amounts to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amount {
    /// A count.
    Count(u64),
    /// Milliseconds.
    Span(i64),
    /// Characters.
    Text(String),
    /// There is nothing to measure: nothing was stolen, nothing was noticed.
    Nothing,
}

impl Amount {
    /// Reads `3`, `3:00` or `none`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "none" {
            return Some(Self::Nothing);
        }
        text.parse().map(Self::Count).ok().or_else(|| span::parse(text).map(Self::Span))
    }
}

impl std::fmt::Display for Amount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Count(count) => f.write_str(&grouped(*count)),
            Self::Span(ms) => f.write_str(&span::print(*ms)),
            Self::Text(text) => f.write_str(text),
            Self::Nothing => f.write_str("none"),
        }
    }
}

/// `490,000`.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A measure, and what it must amount to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What is measured.
    pub measure: Measure,
    /// What it must be.
    pub amount: Amount,
}

const EXPECTED: &str = "a measure: exposure, effective_access, detection_latency, staleness, false_alarms, lookups, requests, \
                        bytes_out, bytes_in, ledger, size or signature";

/// Reads `exposure AT1 = 3:00 ; false_alarms = 0`.
///
/// # Errors
/// A name that is no measure, or an amount that is none.
pub fn checks(mut words: Reader<'_>) -> Result<Vec<Check>, Mistake> {
    let mut checks = Vec::new();
    loop {
        let measure = measure(&mut words)?;
        words.exactly("=")?;
        let amount = words.read("an amount such as 3, 3:00 or none", Amount::parse)?;
        checks.push(Check { measure, amount });
        if words.peek().is_none() {
            return Ok(checks);
        }
        words.exactly(";")?;
    }
}

/// Reads one measure.
///
/// # Errors
/// A name that is none, or lacks what belongs to it.
pub fn measure(words: &mut Reader<'_>) -> Result<Measure, Mistake> {
    let begin = *words;
    Ok(match words.text(EXPECTED)? {
        "exposure" => {
            let token = words.read("an access token such as AT1", |word| word.parse().ok())?;
            let api = if words.accept("at") {
                Some(words.read("an API such as api-a", |word| word.parse().ok())?)
            } else {
                None
            };
            Measure::Exposure(token, api)
        }
        "effective_access" => Measure::EffectiveAccess,
        "detection_latency" => Measure::DetectionLatency,
        "staleness" => Measure::Staleness,
        "false_alarms" => Measure::FalseAlarms,
        "lookups" => Measure::Lookups,
        "requests" => Measure::Requests,
        "bytes_out" => Measure::BytesOut,
        "bytes_in" => Measure::BytesIn,
        "ledger" => Measure::Ledger(words.read("jwt, deny_list, introspection or session", |word| {
            Some(match word {
                "jwt" => Design::Jwt,
                "deny_list" => Design::DenyList,
                "introspection" => Design::Introspection,
                "session" => Design::Session,
                _ => return None,
            })
        })?),
        "size" => Measure::Size(words.read("a token such as AT1", |word| word.parse().ok())?),
        "signature" => {
            let token = words.read("a token such as AT1", |word| word.parse().ok())?;
            Measure::Signature(token, words.read(READINGS, Reading::from_word)?)
        }
        _ => return Err(begin.mistake(EXPECTED)),
    })
}

impl std::fmt::Display for Measure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exposure(token, None) => write!(f, "exposure {token}"),
            Self::Exposure(token, Some(api)) => write!(f, "exposure {token} at {api}"),
            Self::EffectiveAccess => f.write_str("effective_access"),
            Self::DetectionLatency => f.write_str("detection_latency"),
            Self::Staleness => f.write_str("staleness"),
            Self::FalseAlarms => f.write_str("false_alarms"),
            Self::Lookups => f.write_str("lookups"),
            Self::Requests => f.write_str("requests"),
            Self::BytesOut => f.write_str("bytes_out"),
            Self::BytesIn => f.write_str("bytes_in"),
            Self::Ledger(Design::Jwt) => f.write_str("ledger jwt"),
            Self::Ledger(Design::DenyList) => f.write_str("ledger deny_list"),
            Self::Ledger(Design::Introspection) => f.write_str("ledger introspection"),
            Self::Ledger(Design::Session) => f.write_str("ledger session"),
            Self::Size(token) => write!(f, "size {token}"),
            Self::Signature(token, reading) => write!(f, "signature {token} {reading}"),
        }
    }
}
