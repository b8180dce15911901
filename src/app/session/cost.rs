//! The Cost pane: what this run cost, and what the same requests would have cost with other designs.

use super::credential::Credential;
use super::ink::{Ink, Row};
use super::record::{Content, Scene};
use super::span;
use crate::session::event::{DeathReason, EventKind};
use crate::session::id::{ActorId, TokenId};
use crate::session::verdict::{Check, Outcome};

/// The rows.
#[must_use]
pub fn rows(scene: &Scene<'_>, all: &[Credential]) -> Vec<Row> {
    let mut requests = 0_u64;
    let mut listed = 0_u64;
    let (mut out, mut back) = (0_u64, 0_u64);
    let mut lookups = 0_u64;
    let mut refreshes = 0_u64;
    let mut false_alarms = 0_u64;
    for event in scene.events {
        match &event.kind {
            EventKind::Sent(id) => {
                let Some(letter) = scene.record.letters.get(id) else { continue };
                match &letter.content {
                    Content::Request(request) => {
                        out += request.size() as u64;
                        if matches!(letter.to, ActorId::Api(_)) {
                            requests += 1;
                        }
                    }
                    Content::Response(response) => back += response.size() as u64,
                }
                let Some(verdict) = &letter.verdict else { continue };
                lookups += u64::from(verdict.lookups);
                // A list is asked last: whoever fails before never gets there.
                let before = |check: Check| (check as u8) < (Check::R15 as u8);
                let fails = verdict.rows.iter().any(|row| row.outcome == Outcome::Failed && before(row.check));
                listed += u64::from(!fails);
            }
            EventKind::Rotated { .. } | EventKind::Refreshed { .. } | EventKind::Graced { .. } => refreshes += 1,
            EventKind::FamilyDead { reason: DeathReason::Reuse, family, .. } => {
                let robbed = all.iter().any(|token| token.family == Some(*family) && token.stolen.is_some());
                false_alarms += u64::from(!robbed);
            }
            _ => {}
        }
    }
    let line = |name: &str, values: [String; 4]| {
        let cells: String = values.iter().map(|value| format!("{value:>9}")).collect();
        Row::of(Ink::Dim, format!("{name:<9}")).and(Ink::Plain, cells)
    };
    let designs = ["JWT", "JWT+list", "introsp.", "session"].map(str::to_owned);
    let mut rows = vec![
        Row::of(Ink::Dim, format!("{:<9}", "")).and(Ink::Strong, designs.map(|name| format!("{name:>9}")).concat()),
    ];
    rows.push(line("look-ups", [0, listed, requests.saturating_mul(2), requests].map(|count| count.to_string())));
    let access = |token: &&Credential| matches!(token.id, TokenId::Access(_));
    for token in all.iter().filter(access) {
        if let (Some((at, _)), Some(over)) = (token.stolen, token.over()) {
            let exposed = span::left(over.since(at).max(0));
            rows.push(
                Row::of(Ink::Dim, "exposed  ").and(Ink::Bad, format!("{} for {exposed} after the theft", token.id)),
            );
        }
    }
    let asked = format!("{requests} to APIs, {refreshes} refreshes, {lookups} look-ups");
    rows.push(Row::of(Ink::Dim, "requests ").and(Ink::Plain, asked));
    rows.push(Row::of(Ink::Dim, "bytes    ").and(Ink::Plain, format!("{out} out, {back} back")));
    if false_alarms > 0 {
        rows.push(Row::of(Ink::Bad, format!("false alarms: {false_alarms}, innocent users signed out")));
    }
    rows
}
