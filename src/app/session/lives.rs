//! What has a life on the axis of time, and in which order it is shown: tokens, what the attacker has, deny-list, sign-ins, keys.

use std::cmp::Reverse;

use super::axis::Axis;
use super::credential::Credential;
use super::record::Scene;
use super::schedule;
use super::standing::{Denial, Family, KeyLife};
use crate::session::config::Api;
use crate::session::id::{FamilyId, KeyId};
use crate::session::time::Ms;

/// What has a life.
#[derive(Debug, Clone, Copy)]
pub enum Life<'a> {
    /// A token.
    Token(&'a Credential),
    /// The newest access token at one API.
    Window(&'a Credential, u8),
    /// What the attacker has.
    Theft,
    /// An entry of the deny-list.
    Denial(&'a str, Denial),
    /// A sign-in.
    Family(FamilyId, &'a Family),
    /// A key of the auth server.
    Key(KeyId, KeyLife),
}

impl Life<'_> {
    /// When it was over.
    fn over(&self) -> Option<Ms> {
        match self {
            Self::Token(token) => token.over(),
            Self::Denial(_, denial) => Some(denial.until),
            Self::Family(_, family) => family.dead.map_or(family.ends, |(at, _)| Some(at)),
            Self::Key(_, life) => life.gone,
            Self::Window(..) | Self::Theft => None,
        }
    }

    /// What is worth a row first, of what is not over.
    const fn rank(&self) -> (u8, Reverse<Ms>) {
        match self {
            Self::Theft => (0, Reverse(Ms::new(0))),
            Self::Token(token) => (1, Reverse(token.issued)),
            Self::Window(..) | Self::Denial(..) | Self::Family(..) | Self::Key(..) => (2, Reverse(Ms::new(0))),
        }
    }
}

/// Everything that has a life, in the order of the pane. Where there is room for `height` of it and not for all, what the attacker has
/// comes first, then the newest tokens, and what ended long ago last.
#[must_use]
pub fn fitted<'a>(scene: &Scene<'a>, axis: Axis, height: usize) -> Vec<Life<'a>> {
    let mut lives = in_order(scene, axis);
    if lives.len() > height {
        let mut order: Vec<_> = lives
            .iter()
            .enumerate()
            .map(|(place, life)| (life.over().filter(|over| *over <= scene.now).map(Reverse), life.rank(), place))
            .collect();
        order.sort_unstable();
        if let Some(shown) = order.get_mut(..height) {
            shown.sort_unstable_by_key(|(.., place)| *place);
        }
        lives = order.iter().filter_map(|(.., place)| lives.get(*place).copied()).collect();
    }
    lives
}

/// Everything that has a life, tokens first.
#[must_use]
pub fn in_order<'a>(scene: &Scene<'a>, axis: Axis) -> Vec<Life<'a>> {
    let leeway = leeway(scene).max(0);
    let in_sight = |token: &&Credential| token.over().is_none_or(|over| over.plus(leeway) >= axis.from);
    let standing = scene.standing;
    let most = standing.tokens.len() + standing.denied.len() + standing.families.len();
    let mut lives: Vec<Life<'a>> = Vec::with_capacity(most);
    lives.extend(scene.tokens().filter(in_sight).map(Life::Token));
    let apis = &scene.config().apis;
    let newest = scene.tokens().rev().find(|token| token.is_access());
    if let Some(token) = newest.filter(|_| apis.iter().any(|api| api.offset_ms.0 != 0)) {
        let windows = (0_u8..).zip(apis).filter(|(_, api)| scene.may_tell_end(window(token, api).1));
        lives.extend(windows.map(|(number, _)| Life::Window(token, number)));
    }
    // Half of it would be another story: where something is good still and may not be told, all of it waits.
    if held(scene).next().is_some() && held(scene).all(|(token, _)| scene.may_tell_end(token.over())) {
        lives.push(Life::Theft);
    }
    lives.extend(standing.denied.iter().map(|(entry, denial)| Life::Denial(entry, *denial)));
    lives.extend(standing.families.iter().map(|(id, life)| Life::Family(*id, life)));
    // One key that signs from the beginning says nothing.
    if !standing.keys.is_empty() {
        lives.extend(schedule::lives(scene).map(|(id, life)| Life::Key(id, life)));
    }
    lives
}

/// When an API takes a token by its own clock, `[iat - leeway - offset, exp + leeway - offset)` in true time.
#[must_use]
pub fn window(token: &Credential, api: &Api) -> (Ms, Option<Ms>) {
    let (leeway, offset) = (api.leeway_s.saturating_mul(1000), api.offset_ms.0);
    (token.issued.plus(-leeway - offset), token.ends.map(|end| end.plus(leeway - offset)))
}

/// For how long after exp some API takes a token, in milliseconds of true time.
#[must_use]
pub fn leeway(scene: &Scene<'_>) -> i64 {
    let apis = &scene.config().apis;
    apis.iter().map(|api| api.leeway_s.saturating_mul(1000) - api.offset_ms.0).max().unwrap_or(0)
}

/// What the attacker had while it was good, and since when.
pub fn held<'a>(scene: &Scene<'a>) -> impl Iterator<Item = (&'a Credential, Ms)> + use<'a> {
    let stolen = scene.tokens().filter_map(|token| Some((token, token.stolen?.0)));
    stolen.filter(|(token, at)| token.is_good(*at))
}
