//! The Keys pane: the auth server's keys in their states, and what each API knows of them.

use std::collections::BTreeMap;

use super::ink::{Ink, Row};
use super::record::Scene;
use super::span;
use crate::session::event::EventKind;
use crate::session::id::{ActorId, KeyId};
use crate::session::time::Ms;

/// The rows.
#[must_use]
pub fn rows(scene: &Scene<'_>) -> Vec<Row> {
    let config = scene.config();
    let mut keys: BTreeMap<KeyId, (&'static str, Ink, Ms)> = BTreeMap::new();
    let mut caches: BTreeMap<ActorId, (u32, Ms, Option<String>)> = BTreeMap::new();
    for event in scene.events {
        let at = event.at;
        match &event.kind {
            EventKind::KeyPublished(key) => {
                keys.insert(*key, ("published, not signing yet", Ink::Plain, at));
            }
            EventKind::KeySigning(key) => {
                keys.insert(*key, ("SIGNING", Ink::Good, at));
            }
            EventKind::KeyRetiring(key) => {
                keys.insert(*key, ("retiring: published, signs no more", Ink::Warn, at));
            }
            EventKind::KeyRetired(key) => {
                keys.insert(*key, ("gone", Ink::Dim, at));
            }
            EventKind::KeyCompromised(key) => {
                keys.insert(*key, ("STOLEN, out at once", Ink::Bad, at));
            }
            EventKind::JwksFetched { keys } => {
                caches.insert(event.actor, (*keys, at, None));
            }
            EventKind::JwksStale { kid } => {
                if let Some((.., missing)) = caches.get_mut(&event.actor) {
                    *missing = Some(kid.clone());
                }
            }
            _ => {}
        }
    }
    let mut rows = Vec::new();
    if keys.is_empty() {
        rows.push(Row::of(Ink::Plain, format!("one key, {}: it signs from the beginning", config.alg)));
    }
    for (key, (state, ink, since)) in keys {
        let words = format!("{state}, since {}", span::coarse(scene.record.t0, since));
        rows.push(Row::of(Ink::Strong, format!("{:<4}", key.to_string())).and(ink, words));
    }
    for (number, api) in (0..).zip(&config.apis) {
        let actor = ActorId::Api(number);
        let row = Row::of(Ink::Strong, format!("{:<6}", actor.to_string()));
        rows.push(match caches.get(&actor) {
            Some((count, at, missing)) => {
                let age = span::left(scene.now.since(*at));
                let of = span::left(api.jwks_ttl.saturating_mul(1000));
                let row = row.and(Ink::Plain, format!("cache: {count} keys, age {age} of {of}"));
                match missing {
                    Some(kid) => row.and(Ink::Bad, format!("  STALE: no {}", crate::token::visible::visible(kid))),
                    None => row,
                }
            }
            None => row.and(Ink::Dim, "has fetched no key set"),
        });
    }
    rows
}
