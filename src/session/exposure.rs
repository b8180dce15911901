//! How long what was stolen was of use: by token and server, and all together.

use super::config::{Alg, Shape, Validation};
use super::id::TokenId;
use super::time::Ms;
use super::world::World;

/// From when to when an API server accepts a token, in true time, as far as the present settings and lists tell.
///
/// `[iat - leeway - offset, exp + leeway - offset)`, cut short by the deny-list, a dead session where that is asked, and a key that is gone.
#[must_use]
pub fn window(world: &World, token: TokenId, api: usize) -> Option<(Ms, Ms)> {
    let token = world.token(token)?;
    let own = world.config().apis.get(api)?;
    let at = |seconds: i64| Ms::from_seconds(seconds).plus(-own.offset_ms.0);
    let begin = at(token.iat.saturating_sub(own.leeway_s)).max(token.issued);
    let mut end = at(token.exp?.saturating_add(own.leeway_s));
    let named = |entry: &&super::auth::DenyEntry| entry.names(&token.jti, &token.sid, &token.sub, token.iat);
    let listed = world.auth().deny.entries.iter().filter(named).map(|entry| entry.visible_from);
    let forgotten = world.attacker().loot.get(&token.id).and_then(|loot| loot.denied);
    if let Some(seen) = listed.chain(forgotten).min() {
        end = end.min(seen);
    }
    let dead = token.family.and_then(|id| world.auth().families.get(&id)).and_then(|family| family.dead);
    let asks = own.validation != Validation::Local || world.config().at_profile == Shape::Opaque;
    let remembers = match own.validation {
        Validation::Introspect { cache_s } => cache_s,
        Validation::Local | Validation::ServerSession => 0,
    };
    if let Some((at, _)) = dead.filter(|_| asks) {
        end = end.min(at.plus_seconds(remembers));
    }
    let key = world.auth().keys.iter().find(|key| key.key.kid == token.kid && !token.kid.is_empty());
    if let Some(gone) = key.and_then(|key| key.gone) {
        let cached = match world.config().alg {
            Alg::Hs256 | Alg::Hs384 | Alg::Hs512 => 0,
            Alg::Rs256 | Alg::EdDsa => own.jwks_ttl,
        };
        end = end.min(gone.plus_seconds(cached));
    }
    Some((begin, end.max(begin)))
}

/// How long, in milliseconds, a stolen access token is of use at an API server; `None` when it was not stolen.
#[must_use]
pub fn exposure(world: &World, token: TokenId, api: usize) -> Option<i64> {
    let stolen = world.attacker().loot.get(&token)?.at;
    match token {
        TokenId::Access(_) => {
            let (_, end) = window(world, token, api)?;
            Some(end.since(stolen).max(0))
        }
        TokenId::Refresh(_) => refresh_end(world, token).map(|end| end.since(stolen).max(0)),
        TokenId::Forged(_) => None,
    }
}

/// Until when a refresh token is of use: its family's end, and that of the last access token from it.
fn refresh_end(world: &World, token: TokenId) -> Option<Ms> {
    let family = world.auth().families.get(&world.token(token)?.family?)?;
    let end = match (family.dead, family.abs_exp) {
        (Some((at, _)), _) => at,
        (None, Some(end)) => end.plus(-world.config().auth_offset_ms.0),
        (None, None) => world.now(),
    };
    Some(end)
}

/// How long, in milliseconds, the attacker held at least one access token that some API server accepts.
#[must_use]
pub fn effective_access(world: &World) -> i64 {
    let apis = world.config().apis.len();
    let mut spans: Vec<(Ms, Ms)> = Vec::new();
    for (token, loot) in &world.attacker().loot {
        for api in 0..apis {
            if let (TokenId::Access(_), Some((begin, end))) = (token, window(world, *token, api)) {
                spans.push((begin.max(loot.at), end));
            }
        }
    }
    spans.sort_unstable();
    let (mut total, mut reached) = (0_i64, None::<Ms>);
    for (begin, end) in spans {
        let begin = reached.map_or(begin, |reached| begin.max(reached));
        if end > begin {
            total = total.saturating_add(end.since(begin));
            reached = Some(end);
        }
    }
    total
}
