//! What a run cost, counted event by event, and what the same requests would have cost with other designs.

use std::collections::BTreeMap;

use super::credential::Credential;
use super::letter::{Content, Known, Letter};
use crate::session::auth::jwt_cookie;
use crate::session::config::Config;
use crate::session::event::{DeathReason, Event, EventKind, Refusal};
use crate::session::http::Request;
use crate::session::id::{MessageId, TokenId};
use crate::session::verdict::{Check, Outcome, Row};

/// Characters of what names a session: 32 random octets in base64url.
const SESSION: usize = 43;

/// The counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Requests that came to APIs: what is lost on the way costs nobody a look-up.
    pub requests: u64,
    /// Of those, the ones with a token to ask about.
    pub asked: u64,
    /// Of those, the ones that a deny-list would have been asked about: a list is asked last, whoever fails before never gets there.
    pub listed: u64,
    /// Look-ups that were made in fact.
    pub lookups: u64,
    /// Refreshes that gave a token.
    pub refreshes: u64,
    /// Families that ended for a reuse although nobody had stolen anything of them.
    pub false_alarms: u64,
    /// Bytes of requests.
    pub out: u64,
    /// Bytes of responses.
    pub back: u64,
    /// The requests that came to APIs with a token whose weight is known as a JWT and as the name of a session.
    pub weighed: u64,
    /// Bytes of these, had each carried a JWT.
    pub as_jwt: u64,
    /// Bytes of these, had each carried a session cookie.
    pub as_session: u64,
}

impl Tally {
    /// Bytes of a request with a token, as a JWT and as a session cookie: the means of all that came to APIs.
    #[must_use]
    pub fn request(&self) -> Option<(u64, u64)> {
        let mean = |bytes: u64| bytes.saturating_add(self.weighed / 2).checked_div(self.weighed);
        mean(self.as_jwt).zip(mean(self.as_session))
    }

    /// Takes in what happened next; `tokens` as they stood before.
    pub fn take(&mut self, event: &Event, known: Known<'_>, tokens: &BTreeMap<TokenId, Credential>, config: &Config) {
        match &event.kind {
            EventKind::Sent(id) => self.sent(*id, known),
            EventKind::Accepted { message, .. } | EventKind::Refused(Refusal::Request { message, .. }) => {
                self.judged(*message, known, config);
            }
            EventKind::Rotated { .. } | EventKind::Refreshed { .. } | EventKind::Graced { .. } => self.refreshes += 1,
            EventKind::FamilyDead { reason, family, .. } => {
                let robbed = || tokens.values().any(|token| token.family == Some(*family) && token.stolen.is_some());
                self.false_alarms += u64::from(*reason == DeathReason::Reuse && !robbed());
            }
            // The rest costs nothing.
            _ => {}
        }
    }

    fn sent(&mut self, id: MessageId, known: Known<'_>) {
        let Some(letter) = known.letters.get(&id) else { return };
        match &letter.content {
            Content::Request(request) => self.out += request.size() as u64,
            Content::Response(response) => self.back += response.size() as u64,
        }
    }

    fn judged(&mut self, id: MessageId, known: Known<'_>, config: &Config) {
        let Some(letter) = known.letters.get(&id) else { return };
        let Some(verdict) = &letter.verdict else { return };
        if let Some((jwt, session)) = weights(letter, known, config) {
            self.weighed += 1;
            self.as_jwt += jwt;
            self.as_session += session;
        }
        self.lookups += u64::from(verdict.lookups);
        self.requests += 1;
        let reached = |row: &Row| row.check == Check::R5 && row.outcome != Outcome::NotReached;
        self.asked += u64::from(verdict.rows.iter().any(reached));
        let before = |check: Check| (check as u8) < (Check::R15 as u8);
        let fails = verdict.rows.iter().any(|row| row.outcome == Outcome::Failed && before(row.check));
        self.listed += u64::from(!fails);
    }
}

/// The bytes of a request, had it carried a JWT, and had it carried a session cookie; `None` where it carries neither.
fn weights(letter: &Letter, known: Known<'_>, config: &Config) -> Option<(u64, u64)> {
    let Content::Request(request) = &letter.content else { return None };
    let carried = letter.tokens.iter().find_map(|token| known.tokens.get(token))?;
    // Beside another cookie only what names and holds the token changes, else the whole field.
    let beside = |field: &'_ str| field.split("; ").find(|pair| pair.contains(&carried.text)).map(str::len);
    let (gone, field) = match request.header("Cookie").and_then(beside) {
        Some(pair) => (pair, 0),
        None => (carrier(request, &carried.text), "Cookie: \r\n".len()),
    };
    let rest = request.size().checked_sub(gone)?;
    let cookie = |name: &str, length: usize| field + name.len() + "=".len() + length;
    let jwt = if carried.header.is_some() {
        request.size()
    } else if config.by_session_cookie() {
        // A JWT would be in a cookie of its own, under another name.
        rest + cookie(jwt_cookie(config), carried.as_jwt?)
    } else {
        request.size().checked_sub(carried.text.len())? + carried.as_jwt?
    };
    Some((jwt as u64, (rest + cookie("sid", SESSION)) as u64))
}

/// The bytes that a token costs in a request: those of the field that carries it, or its own where the target or the body does.
fn carrier(request: &Request, token: &str) -> usize {
    let field = request.headers.iter().find(|(_, value)| value.contains(token));
    field.map_or(token.len(), |(name, value)| name.len() + value.len() + ": \r\n".len())
}
