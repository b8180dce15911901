//! Which key verifies a token: the shared secrets, the copy of the key set and its age, and what careless servers take instead.

use serde_json::Value;

use super::server::ApiServer;
use super::upstream::{Answer, Upstream};
use crate::session::config::{Alg, Flaw};
use crate::session::entry::{Entry, Lookup};
use crate::session::event::EventKind;
use crate::session::key::{Bytes, NamedKey};
use crate::session::time::Ms;
use crate::session::token::string;
use crate::token::json::Document;

/// What came of looking for a key.
pub(super) enum Found {
    /// These may fit, with the algorithm to verify by.
    Keys(Vec<NamedKey>, Alg),
    /// None.
    Unknown,
    /// The copy of the key set is too old to be believed, and no other came.
    NoCopy,
    /// The key set was asked for; handle again.
    Wait,
}

/// The published JWK's characters, as the secret that a confused server takes them for.
pub(in crate::session) fn confused(key: &NamedKey) -> Option<NamedKey> {
    let text = key.jwk()?.to_string();
    Some(NamedKey { kid: key.kid.clone(), alg: Alg::Hs256, bytes: Bytes::Secret(text.into_bytes()) })
}

/// The secret that a `kid` leads to when it is used as a path or in SQL.
fn by_careless_kid(server: &ApiServer, kid: &str) -> Option<NamedKey> {
    let secret =
        |text: &str| NamedKey { kid: kid.to_owned(), alg: Alg::Hs256, bytes: Bytes::Secret(text.as_bytes().to_vec()) };
    if server.config.has(Flaw::KidPath) && kid.ends_with("/dev/null") {
        return Some(secret(""));
    }
    if server.config.has(Flaw::KidSql) {
        let known = kid.split_once("SELECT '").and_then(|(_, rest)| rest.split('\'').next());
        return known.map(secret);
    }
    None
}

pub(super) fn find(
    server: &mut ApiServer,
    now: Ms,
    up: &mut dyn Upstream,
    header: &Document,
    alg: Alg,
    log: &mut Vec<Entry>,
) -> Found {
    if server.config.has(Flaw::TrustJwk)
        && let Some(jwk) = header.get("jwk")
        && let Some(key) = serde_json::from_slice::<Value>(header.raw(jwk)).ok().as_ref().and_then(NamedKey::from_jwk)
    {
        let alg = key.alg;
        return Found::Keys(vec![key], alg);
    }
    if server.config.has(Flaw::TrustJku)
        && let Some(address) = string(header, "jku")
    {
        let keys = up.foreign_keys(&address);
        if let Some(alg) = keys.first().map(|key| key.alg) {
            return Found::Keys(keys, alg);
        }
    }
    let kid = string(header, "kid");
    if let Some(key) = kid.as_deref().and_then(|kid| by_careless_kid(server, kid)) {
        return Found::Keys(vec![key], Alg::Hs256);
    }
    if !server.config.alg.is_hmac() && fetch(server, now, up, kid.as_deref(), log) {
        return Found::Wait;
    }
    let mut known = server.secrets.clone();
    if !server.config.alg.is_hmac() {
        if is_old(server, now) {
            return Found::NoCopy;
        }
        known.extend(server.keys.keys.iter().cloned());
    }
    if alg.is_hmac() && !server.config.alg.is_hmac() && server.config.has(Flaw::Confusion) {
        known = known.iter().filter_map(confused).collect();
    }
    let named = |key: &NamedKey| kid.as_ref().is_none_or(|kid| *kid == key.kid);
    let fits = |key: &NamedKey| key.alg.is_hmac() == alg.is_hmac() && (key.alg.is_hmac() || key.alg == alg);
    let keys: Vec<NamedKey> = known.into_iter().filter(|key| named(key) && fits(key)).collect();
    if keys.is_empty() {
        let kid = kid.unwrap_or_default();
        log.push(Entry::Event(EventKind::JwksStale { kid }));
        return Found::Unknown;
    }
    Found::Keys(keys, alg)
}

/// Is the copy of the key set older than it may be?
fn is_old(server: &ApiServer, now: Ms) -> bool {
    server.keys.fetched.is_none_or(|at| now >= at.plus_seconds(server.own().jwks_ttl))
}

/// Asks for the key set where the copy is too old or lacks the key; whether there is something to wait for.
fn fetch(server: &mut ApiServer, now: Ms, up: &mut dyn Upstream, kid: Option<&str>, log: &mut Vec<Entry>) -> bool {
    let own = server.own();
    let cache = &server.keys;
    let old = is_old(server, now);
    let lacks = kid.is_some_and(|kid| cache.keys.iter().all(|key| key.kid != kid));
    let rested = cache.tried.is_none_or(|at| now >= at.plus_seconds(own.refetch_cooldown));
    if !(old || lacks && own.refetch_on_unknown_kid && rested) {
        return false;
    }
    match up.key_set() {
        Answer::Ready(keys) => {
            server.keys.tried = Some(now);
            log.push(Entry::Lookup(Lookup::Keys));
            let event = server.take_keys(now, keys);
            log.push(Entry::Event(event));
            false
        }
        Answer::Pending => {
            server.keys.tried = Some(now);
            true
        }
        Answer::Failed => false,
    }
}
