//! Families of tokens and the refresh tokens in them: their states, and the death that is final.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Around, AuthServer};
use crate::session::config::Flaw;
use crate::session::event::{DeathReason, EventKind};
use crate::session::id::{FamilyId, TokenId};
use crate::session::time::Ms;

/// Everything that came from one sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Family {
    /// Its name.
    pub id: FamilyId,
    /// Whose it is.
    pub user: String,
    /// The client it was given to.
    pub client: String,
    /// The role at the sign-in.
    pub role: String,
    /// `aud` of its access tokens.
    pub aud: String,
    /// `sid` of its access tokens.
    pub sid: String,
    /// When it began.
    pub created: Ms,
    /// When it ends at the latest, on the server's clock.
    pub abs_exp: Option<Ms>,
    /// When it was last used, on the server's clock.
    pub last_use: Ms,
    /// When and why it ended, in true time.
    pub dead: Option<(Ms, DeathReason)>,
}

/// The state of a refresh token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RefreshState {
    /// It is the one to use.
    Active,
    /// It was redeemed.
    Rotated {
        /// When, on the server's clock.
        at: Ms,
        /// The number of its successor.
        successor: u32,
    },
    /// It never counts again.
    Revoked,
}

/// A refresh token as the server keeps it: by its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefreshToken {
    /// Its number, that of its label `rt/7`.
    pub number: u32,
    /// Its family.
    pub family: FamilyId,
    /// How many rotations lie before it.
    pub generation: u32,
    /// Which token it came from.
    pub parent: Option<u32>,
    /// SHA-256 of its characters.
    pub sha256: String,
    /// When it was made, in true time.
    pub created: Ms,
    /// Its state.
    pub state: RefreshState,
    /// When its state left `Active`, in true time.
    pub ended: Option<Ms>,
    /// How often it came again.
    pub reuses: u32,
}

impl RefreshToken {
    /// Its name.
    #[must_use]
    pub const fn id(&self) -> TokenId {
        TokenId::Refresh(self.number)
    }
}

impl AuthServer {
    /// The refresh tokens of a family.
    pub fn refresh_of(&self, family: FamilyId) -> impl Iterator<Item = &RefreshToken> {
        self.refresh.values().filter(move |token| token.family == family)
    }

    /// Was a refresh token redeemed for another? Whoever comes after it names it.
    pub(super) fn was_redeemed(&self, number: u32) -> bool {
        self.refresh.range(number..).any(|(_, later)| later.parent == Some(number))
    }

    /// The newest generation of a family.
    #[must_use]
    pub fn head(&self, family: FamilyId) -> u32 {
        self.refresh_of(family).map(|token| token.generation).max().unwrap_or(0)
    }

    /// Ends a family; how many refresh tokens are revoked by that. `from` is where a search along successors begins.
    pub(super) fn kill(
        &mut self,
        around: &mut Around<'_>,
        id: FamilyId,
        reason: DeathReason,
        from: Option<u32>,
    ) -> u32 {
        let forward = self.config.has(Flaw::ForwardLinks) && reason == DeathReason::Reuse;
        let Some(family) = self.families.get_mut(&id).filter(|family| family.dead.is_none()) else { return 0 };
        if !forward {
            family.dead = Some((around.now, reason));
        }
        let only: Option<BTreeSet<u32>> = from.filter(|_| forward).map(|first| self.successors(first));
        let mut revoked = 0;
        for token in self.refresh.values_mut().filter(|token| token.family == id) {
            let meant = only.as_ref().is_none_or(|only| only.contains(&token.number));
            if meant && token.state != RefreshState::Revoked {
                token.state = RefreshState::Revoked;
                token.ended.get_or_insert(around.now);
                revoked += 1;
            }
        }
        if !forward || revoked > 0 {
            around.event(EventKind::FamilyDead { family: id, reason, revoked });
        }
        revoked
    }

    /// A token and what it was followed by.
    fn successors(&self, first: u32) -> BTreeSet<u32> {
        let mut found = BTreeSet::new();
        let mut next = Some(first);
        while let Some(number) = next.filter(|number| found.insert(*number)) {
            next = match self.refresh.get(&number).map(|token| token.state) {
                Some(RefreshState::Rotated { successor, .. }) => Some(successor),
                Some(RefreshState::Active | RefreshState::Revoked) | None => None,
            };
        }
        found
    }

    /// The living families of a user.
    pub(super) fn living(&self, user: &str) -> Vec<FamilyId> {
        let families = self.families.values();
        families.filter(|family| family.user == user && family.dead.is_none()).map(|family| family.id).collect()
    }
}
