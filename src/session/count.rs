//! Counters: bytes, look-ups, signatures, and what each of four designs would have paid for the same requests.

use std::collections::BTreeMap;

use serde::Serialize;

use super::attacker::Attacker;
use super::config::{Alg, Config, Validation};
use super::entry::{Lookup, Lookups, Signatures};
use super::event::{DeathReason, Event, EventKind};
use super::message::{Content, Message};
use super::verdict::{Check, Outcome, Verdict};

/// What was counted since the world began.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Counters {
    /// Requests sent.
    pub requests: u64,
    /// Bytes of all requests.
    pub bytes_out: u64,
    /// Bytes of all responses.
    pub bytes_in: u64,
    /// Characters of tokens among the bytes of requests.
    pub token_bytes: u64,
    /// Look-ups, each where it happens.
    pub lookups: Lookups,
    /// Signatures by algorithm.
    pub signatures: BTreeMap<Alg, Signatures>,
    /// What four designs would have paid.
    pub shadow: Shadow,
    /// Families that ended because of a reuse.
    pub reuse_deaths: u64,
    /// Of these, those without an attacker: honest users who looked like thieves.
    pub false_alarms: u64,
    /// Milliseconds from the attacker's first redemption to the end of the family, of the latest such end.
    pub detection_ms: Option<i64>,
}

/// What the requests to the API servers would have cost in look-ups and calls, by design.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Shadow {
    /// Requests judged.
    pub requests: u64,
    /// A JWT alone: none, ever.
    pub jwt: u64,
    /// A JWT and a deny-list: one for each that no cheaper check refused.
    pub jwt_and_deny_list: u64,
    /// Introspection: look-ups at the auth server, one a request less what a cache answers.
    pub introspection: u64,
    /// Introspection: calls to the auth server.
    pub introspection_calls: u64,
    /// Sessions at the server.
    pub server_session: u64,
}

impl Counters {
    pub(super) fn travels(&mut self, message: &Message, token_length: usize) {
        let size = message.size() as u64;
        match message.content {
            Content::Request(_) => {
                self.requests += 1;
                self.bytes_out += size;
                self.token_bytes += token_length as u64;
            }
            Content::Response(_) => self.bytes_in += size,
        }
    }

    pub(super) fn looked_up(&mut self, lookup: Lookup) {
        *self.lookups.entry(lookup).or_default() += 1;
    }

    pub(super) fn verified(&mut self, alg: Alg) {
        self.signatures.entry(alg).or_default().verified += 1;
    }

    pub(super) fn signed(&mut self, alg: Alg) {
        self.signatures.entry(alg).or_default().made += 1;
    }

    pub(super) fn judged(&mut self, verdict: &Verdict, config: &Config, api: usize) {
        let shadow = &mut self.shadow;
        shadow.requests += 1;
        let reached = |check: Check| {
            let row = verdict.rows.iter().find(|row| row.check == check);
            row.is_some_and(|row| row.outcome != Outcome::NotReached)
        };
        if !reached(Check::R5) {
            return;
        }
        if reached(Check::R15) {
            shadow.jwt_and_deny_list += 1;
        }
        shadow.server_session += 1;
        let cached = match config.apis.get(api).map(|api| api.validation) {
            Some(Validation::Introspect { cache_s }) if cache_s > 0 => verdict.lookups == 0,
            Some(Validation::Introspect { .. } | Validation::Local | Validation::ServerSession) | None => false,
        };
        if !cached {
            shadow.introspection += 1;
            shadow.introspection_calls += 1;
        }
    }

    pub(super) fn see(&mut self, event: &Event, attacker: &Attacker) {
        if let EventKind::FamilyDead { family, reason: DeathReason::Reuse, .. } = &event.kind {
            self.reuse_deaths += 1;
            match attacker.redeemed.get(family) {
                Some(first) => self.detection_ms = Some(event.at.since(*first)),
                None => self.false_alarms += 1,
            }
        }
    }
}
