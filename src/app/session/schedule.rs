//! The Keys pane: the auth server's keys in their states, and what each API knows of them.

use std::collections::BTreeSet;

use super::ink::{Ink, Row};
use super::record::{Scene, Told};
use super::span;
use super::standing::{Cache, FIRST_KEY, KeyLife};
use crate::session::auth::Key;
use crate::session::id::{ActorId, KeyId};
use crate::session::time::Ms;
use crate::token::visible::visible;

/// The life of the key that a world begins with; of it nothing was told.
#[must_use]
pub const fn first(t0: Ms) -> KeyLife {
    KeyLife { published: t0, signs: Some(t0), retiring: None, gone: None, stolen: false }
}

/// The lives of the keys of a scene, oldest first.
pub fn lives(scene: &Scene<'_>) -> impl Iterator<Item = (KeyId, KeyLife)> {
    let t0 = scene.record.t0;
    let mut lives = scene.standing.keys.clone();
    // What happened to the first one was not its publication.
    let life = lives.entry(FIRST_KEY).or_insert(first(t0));
    *life = KeyLife { published: t0, signs: Some(t0), ..*life };
    lives.into_iter()
}

/// The rows; `keys` are those of the auth server, for what does not change of them.
#[must_use]
pub fn rows(scene: &Scene<'_>, keys: &[Key]) -> Vec<Row> {
    let config = scene.config();
    let mut rows = Vec::new();
    for (id, life) in lives(scene) {
        let key = keys.iter().find(|key| key.id == id);
        let mut row = Row::of(Ink::Strong, format!("{:<3}", id.to_string()));
        if let Some(key) = key {
            row = row.and(Ink::Plain, format!("{} {}  ", visible(&key.key.kid), key.key.alg));
        }
        let (words, ink) = state(scene, &life, key);
        row = row.and(ink, words);
        if let Some(source) = key.and_then(|key| key.key.test_key()) {
            row = row.and(Ink::Dim, format!("  public test key, {source}"));
        }
        rows.push(row);
    }
    for (number, api) in (0..).zip(&config.apis) {
        let actor = ActorId::Api(number);
        let row = Row::of(Ink::Strong, format!("{:<6}", actor.to_string()));
        rows.push(match scene.standing.caches.get(&actor) {
            _ if config.alg.is_hmac() => row.and(Ink::Dim, "shares the secret: there is no key set to fetch"),
            Some(cache) => {
                let (age, most) = (scene.now.since(cache.fetched), api.jwks_ttl.saturating_mul(1000));
                let number = count(cache.kids.len());
                let words = format!("cache: {number}, age {} of {}", span::left(age), span::left(most));
                let row = row.and(Ink::Plain, words);
                let row = if age < most { row } else { row.and(Ink::Warn, ", too old") };
                match stale(scene, cache, keys) {
                    Some(words) => row.and(Ink::Bad, format!("  STALE: {words}")),
                    None => row,
                }
            }
            None => row.and(Ink::Dim, "has fetched no key set"),
        });
    }
    rows
}

/// `1 key`, `2 keys`.
fn count(keys: usize) -> String {
    if keys == 1 { "1 key".to_owned() } else { format!("{keys} keys") }
}

/// How a copy of the key set differs from what is published; nothing where it does not. While a question stands that may be the answer.
fn stale(scene: &Scene<'_>, cache: &Cache, keys: &[Key]) -> Option<String> {
    if matches!(scene.told, Told::Until(..)) {
        return None;
    }
    let set = lives(scene).filter(|(_, life)| life.gone.is_none());
    let set = set.filter_map(|(id, _)| keys.iter().find(|key| key.id == id && !key.key.alg.is_hmac()));
    let set: BTreeSet<&str> = set.map(|key| key.key.kid.as_str()).collect();
    let lacks = set.iter().filter(|kid| !cache.kids.contains(**kid)).map(|kid| format!("no {}", visible(kid)));
    let gone = cache.kids.iter().filter(|kid| !set.contains(kid.as_str()));
    let gone = gone.map(|kid| format!("{} is gone", visible(kid)));
    let differs: Vec<String> = lacks.chain(gone).collect();
    (!differs.is_empty()).then(|| differs.join(", "))
}

/// The state of a key, since when, and until when where that is known.
pub fn state(scene: &Scene<'_>, life: &KeyLife, key: Option<&Key>) -> (String, Ink) {
    let since = |at: Ms| span::coarse(scene.record.t0, at);
    let ahead = |at: Ms| span::left(at.since(scene.now));
    match *life {
        KeyLife { gone: Some(at), stolen: true, .. } => (format!("STOLEN, out at once {}", since(at)), Ink::Bad),
        KeyLife { gone: Some(at), .. } => (format!("gone since {}", since(at)), Ink::Dim),
        KeyLife { retiring: Some(at), .. } => {
            // When it goes was told when it began to retire.
            let goes = key.and_then(|key| key.gone).filter(|_| scene.told.instant().is_none_or(|told| at < told));
            match (goes, scene.told) {
                (Some(goes), _) if goes > scene.now => {
                    (format!("retiring since {}, goes in {}", since(at), ahead(goes)), Ink::Warn)
                }
                // Whether it went since is not told.
                (Some(goes), Told::Until(..)) => {
                    (format!("signed until {}, was to go {}", since(at), since(goes)), Ink::Dim)
                }
                (None, Told::Until(..)) => (format!("signed until {}", since(at)), Ink::Dim),
                (_, Told::AsItIs | Told::NoForecast) => (format!("retiring since {}", since(at)), Ink::Warn),
            }
        }
        KeyLife { signs: Some(at), .. } => (format!("SIGNING since {}", since(at)), Ink::Good),
        KeyLife { published, .. } => {
            let signs = key.map(|key| key.signs).filter(|signs| *signs > scene.now);
            let signs = signs.map_or_else(String::new, |signs| format!(", signs in {}", ahead(signs)));
            (format!("published {}{signs}", since(published)), Ink::Plain)
        }
    }
}
