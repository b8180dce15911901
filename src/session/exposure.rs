//! How long what should no longer count still does: what was stolen, by token and server and all together, and a role that was taken away.

use super::auth::User;
use super::config::{Alg, Api, Claim, Flaw, Shape, Validation};
use super::event::Theft;
use super::id::TokenId;
use super::time::Ms;
use super::token::Token;
use super::world::World;

/// From when to when an API server accepts a token, in true time, as far as the present settings and lists tell.
///
/// `[iat - leeway - offset, exp + leeway - offset)`, cut short by the deny-list, a dead session where that is asked, and a key that is gone;
/// a server that asks goes by the clock of the one it asks, and by its own for what it remembers. `None` for a server that is not meant
/// and looks.
#[must_use]
pub fn window(world: &World, token: TokenId, api: usize) -> Option<(Ms, Ms)> {
    let token = world.token(token)?;
    let own = world.config().apis.get(api)?;
    let looks = own.require.contains(&Claim::Aud) && !world.config().has(Flaw::NoAudience);
    if looks && !token.aud.is_empty() && token.aud != own.audience {
        return None;
    }
    let asks = own.validation != Validation::Local || world.config().at_profile == Shape::Opaque;
    let remembers = match own.validation {
        Validation::Introspect { cache_s } => cache_s,
        Validation::Local | Validation::ServerSession => 0,
    };
    let at = |seconds: i64| Ms::from_seconds(seconds).plus(-own.offset_ms.0);
    let exp = token.exp?;
    let (begin, mut end) = if asks {
        let judged = Ms::from_seconds(exp).plus(-world.config().auth_offset_ms.0);
        (token.issued, judged.max(at(exp).min(judged.plus_seconds(remembers))))
    } else {
        (at(token.iat.saturating_sub(own.leeway_s)).max(token.issued), at(exp.saturating_add(own.leeway_s)))
    };
    let named = |entry: &&super::auth::DenyEntry| entry.names(&token.jti, &token.sid, &token.sub, token.iat);
    let listed = world.auth().deny.entries.iter().filter(named).map(|entry| entry.visible_from);
    let forgotten = world.attacker().loot.get(&token.id).and_then(|loot| loot.denied);
    if let Some(seen) = listed.chain(forgotten).min() {
        end = end.min(seen.plus_seconds(remembers));
    }
    let dead = token.family.and_then(|id| world.auth().families.get(&id)).and_then(|family| family.dead);
    if let Some((at, _)) = dead.filter(|_| asks) {
        end = end.min(at.plus_seconds(remembers));
    }
    let key = world.auth().keys.iter().find(|key| key.key.kid == token.kid && !token.kid.is_empty());
    if let Some(gone) = key.and_then(|key| key.gone) {
        // A server that asks looks at no key, but believes for a while what it was told.
        let believed = match world.config().alg {
            _ if asks => remembers,
            Alg::Hs256 | Alg::Hs384 | Alg::Hs512 => 0,
            Alg::Rs256 | Alg::EdDsa => own.jwks_ttl,
        };
        end = end.min(gone.plus_seconds(believed));
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
        TokenId::Refresh(_) => refresh_end(world, token, api).map(|end| end.since(stolen).max(0)),
        TokenId::Forged(_) => None,
    }
}

/// Until when a refresh token is of use: its family's end, and that of the last access token that the attacker was given for it.
fn refresh_end(world: &World, token: TokenId, api: usize) -> Option<Ms> {
    let id = world.token(token)?.family?;
    let family = world.auth().families.get(&id)?;
    let end = match (family.dead, family.abs_exp) {
        (Some((at, _)), _) => at,
        (None, Some(end)) => end.plus(-world.config().auth_offset_ms.0),
        (None, None) => world.now(),
    };
    let given = world.attacker().loot.iter().filter(|(_, loot)| loot.how == Theft::Refresh).map(|(token, _)| *token);
    let given = given.filter(|token| matches!(token, TokenId::Access(_)));
    let given = given.filter(|token| world.token(*token).is_some_and(|token| token.family == Some(id)));
    given.filter_map(|token| window(world, token, api)).map(|(_, end)| end).chain([end]).max()
}

/// How long, in milliseconds, some API server honours a role that its user no longer has: from the change of the record to the end of the
/// last token that says otherwise. `None` when no role was changed.
#[must_use]
pub fn staleness(world: &World) -> Option<i64> {
    let honoured = |user: &User| {
        let changed = user.role_changed_at?;
        let outdated = |token: &&Token| {
            matches!(token.id, TokenId::Access(_)) && token.sub == user.name && token.role != user.role
        };
        let believes = |own: &Api| own.validation != Validation::ServerSession;
        let apis = (0..).zip(&world.config().apis).filter(|(_, own)| believes(own)).map(|(api, _)| api);
        let windows = world.tokens().filter(outdated).flat_map(|token| apis.clone().map(|api| (token.id, api)));
        let ends = windows.filter_map(|(token, api)| window(world, token, api)).map(|(_, end)| end);
        Some(ends.chain([changed]).max()?.since(changed))
    };
    world.auth().users.values().filter_map(honoured).max()
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
