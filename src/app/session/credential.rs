//! What became of every token of a run: where it is kept, who has a copy, and when it stopped being good.

use std::collections::BTreeMap;

use super::record::Scene;
use crate::session::event::{EventKind, Place, Theft};
use crate::session::id::{FamilyId, TokenId};
use crate::session::time::Ms;

/// A token and its fate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// Its name.
    pub id: TokenId,
    /// When it was issued or made.
    pub issued: Ms,
    /// When it ends by itself; `None` for never.
    pub ends: Option<Ms>,
    /// The family it belongs to.
    pub family: Option<FamilyId>,
    /// How many rotations lie before a refresh token.
    pub generation: u32,
    /// When it was redeemed for a successor.
    pub rotated: Option<Ms>,
    /// When it was revoked.
    pub revoked: Option<Ms>,
    /// When it came again after its rotation.
    pub reused: Vec<Ms>,
    /// Since when the attacker has a copy, and how.
    pub stolen: Option<(Ms, Theft)>,
    /// Where the browser keeps it.
    pub kept: Option<Place>,
}

impl Credential {
    /// Until when it was or will be good for anything; `None` for ever.
    #[must_use]
    pub fn over(&self) -> Option<Ms> {
        let end = match self.id {
            TokenId::Access(_) | TokenId::Forged(_) => self.revoked,
            TokenId::Refresh(_) => [self.rotated, self.revoked].into_iter().flatten().min(),
        };
        match (end, self.ends) {
            (Some(end), Some(ends)) => Some(end.min(ends)),
            (end, ends) => end.or(ends),
        }
    }

    /// Is it good at `now`?
    #[must_use]
    pub fn is_good(&self, now: Ms) -> bool {
        self.over().is_none_or(|over| now < over)
    }
}

/// Every token of the scene: access tokens first, then refresh tokens, then what was forged; each kind in the order of issue.
#[must_use]
pub fn credentials(scene: &Scene<'_>) -> Vec<Credential> {
    let mut all: BTreeMap<TokenId, Credential> = BTreeMap::new();
    let mut config = scene.record.config.clone();
    let mut families: BTreeMap<FamilyId, Ms> = BTreeMap::new();
    for event in scene.events {
        let at = event.at;
        match &event.kind {
            EventKind::Patched { key, value } => {
                // What the world took, the same settings take.
                let _ = config.set(key, value);
            }
            EventKind::Issued { access, refresh, family } => {
                let exp = scene.record.tokens.get(access).and_then(|written| written.exp);
                all.insert(*access, fresh(*access, at, exp.or(Some(at.plus_seconds(config.access_ttl))), *family));
                let begin = family.map(|family| *families.entry(family).or_insert(at));
                if let Some(refresh) = refresh {
                    let ends = ends_of_refresh(&config, at, begin.unwrap_or(at));
                    all.entry(*refresh).or_insert_with(|| fresh(*refresh, at, ends, *family));
                }
            }
            EventKind::Rotated { old, new, .. } => {
                let generation = all.get_mut(old).map_or(0, |token| {
                    token.rotated.get_or_insert(at);
                    token.generation
                });
                if let Some(token) = all.get_mut(new) {
                    token.generation = generation.saturating_add(1);
                }
            }
            EventKind::Refreshed { token, family } => {
                let begin = families.get(family).copied().unwrap_or(at);
                if let Some(token) = all.get_mut(token) {
                    token.ends = ends_of_refresh(&config, at, begin);
                }
            }
            EventKind::Graced { presented, .. } | EventKind::ReuseDetected { presented, .. } => {
                if let Some(token) = all.get_mut(presented) {
                    token.reused.push(at);
                }
            }
            EventKind::FamilyDead { family, .. } => {
                let is_refresh = |token: &&mut Credential| matches!(token.id, TokenId::Refresh(_));
                for token in all.values_mut().filter(|token| token.family == Some(*family)).filter(is_refresh) {
                    token.revoked.get_or_insert(at);
                }
            }
            EventKind::Revoked { token } => {
                if let Some(token) = all.get_mut(token) {
                    token.revoked.get_or_insert(at);
                }
            }
            EventKind::Stored { token, place } => {
                if let Some(token) = all.get_mut(token) {
                    token.kept = Some(*place);
                }
            }
            EventKind::Evicted { token, place } => {
                if let Some(token) = all.get_mut(token).filter(|token| token.kept == Some(*place)) {
                    token.kept = None;
                }
            }
            EventKind::Stolen { token, how } => {
                if let Some(token) = all.get_mut(token) {
                    token.stolen.get_or_insert((at, *how));
                }
            }
            EventKind::Forged { token, .. } => {
                let exp = scene.record.tokens.get(token).and_then(|written| written.exp);
                all.insert(*token, fresh(*token, at, exp, None));
            }
            // The rest says nothing of a token's fate.
            _ => {}
        }
    }
    all.into_values().collect()
}

const fn fresh(id: TokenId, issued: Ms, ends: Option<Ms>, family: Option<FamilyId>) -> Credential {
    Credential {
        id,
        issued,
        ends,
        family,
        generation: 0,
        rotated: None,
        revoked: None,
        reused: Vec::new(),
        stolen: None,
        kept: None,
    }
}

/// Whichever comes first: unused for too long, or its family too old.
fn ends_of_refresh(config: &crate::session::config::Config, used: Ms, begin: Ms) -> Option<Ms> {
    let idle = config.refresh_idle.map(|seconds| used.plus_seconds(seconds));
    let absolute = config.refresh_absolute.map(|seconds| begin.plus_seconds(seconds));
    idle.into_iter().chain(absolute).min()
}
