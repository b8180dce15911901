//! What a run cost, counted event by event, and what the same requests would have cost with other designs.

use std::collections::BTreeMap;

use super::credential::Credential;
use super::letter::{Content, Known};
use crate::session::event::{DeathReason, Event, EventKind, Refusal};
use crate::session::http::Request;
use crate::session::id::{ActorId, MessageId, TokenId};
use crate::session::verdict::{Check, Outcome, Row};

/// Bytes of a cookie that names a session: `Cookie: sid=`, 43 characters, and the end of the line.
const SESSION_COOKIE: u64 = 57;

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
    /// Bytes of the latest request to an API that carried a token, as it was sent and as it would be with a session cookie.
    pub request: Option<(u64, u64)>,
}

impl Tally {
    /// Takes in what happened next; `tokens` as they stood before.
    pub fn take(&mut self, event: &Event, known: Known<'_>, tokens: &BTreeMap<TokenId, Credential>) {
        match &event.kind {
            EventKind::Sent(id) => self.sent(*id, known),
            EventKind::Accepted { message, .. } | EventKind::Refused(Refusal::Request { message, .. }) => {
                self.judged(*message, known);
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
            Content::Request(request) => {
                let size = request.size() as u64;
                self.out += size;
                if matches!(letter.to, ActorId::Api(_)) {
                    let carried = letter.tokens.iter().filter_map(|token| known.tokens.get(token));
                    let carried: u64 = carried.map(|written| carrier(request, &written.text)).sum();
                    if carried > 0 {
                        self.request = Some((size, size.saturating_sub(carried).saturating_add(SESSION_COOKIE)));
                    }
                }
            }
            Content::Response(response) => self.back += response.size() as u64,
        }
    }

    fn judged(&mut self, id: MessageId, known: Known<'_>) {
        let Some(verdict) = known.letters.get(&id).and_then(|letter| letter.verdict.as_ref()) else { return };
        self.lookups += u64::from(verdict.lookups);
        self.requests += 1;
        let reached = |row: &Row| row.check == Check::R5 && row.outcome != Outcome::NotReached;
        self.asked += u64::from(verdict.rows.iter().any(reached));
        let before = |check: Check| (check as u8) < (Check::R15 as u8);
        let fails = verdict.rows.iter().any(|row| row.outcome == Outcome::Failed && before(row.check));
        self.listed += u64::from(!fails);
    }
}

/// The bytes that a token costs in a request: those of the field that carries it, or its own where the target or the body does.
fn carrier(request: &Request, token: &str) -> u64 {
    let field = request.headers.iter().find(|(_, value)| value.contains(token));
    let bytes = field.map_or(token.len(), |(name, value)| name.len() + value.len() + ": \r\n".len());
    bytes as u64
}
