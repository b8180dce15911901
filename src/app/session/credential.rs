//! What became of a token: where it is kept, who has a copy, and when it stopped being good.

use crate::session::event::{Place, Theft};
use crate::session::id::{ActorId, FamilyId, TokenId};
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
    /// When an access token ended with the sign-in it comes from, where every API asks whether that goes on.
    pub ended: Option<Ms>,
    /// When it came again after its rotation.
    pub reused: Vec<Ms>,
    /// Since when the attacker has a copy, and how.
    pub stolen: Option<(Ms, Theft)>,
    /// When the sign-in it comes from ended after that: the servers noticed, or the user left.
    pub noticed: Option<Ms>,
    /// Where the browser keeps it.
    pub kept: Option<Place>,
    /// The tab that stored it there.
    pub keeper: Option<ActorId>,
}

impl Credential {
    /// Until when it was or will be good for anything; `None` for ever.
    #[must_use]
    pub fn over(&self) -> Option<Ms> {
        let end = match self.id {
            TokenId::Access(_) | TokenId::Forged(_) => self.withdrawn(),
            TokenId::Refresh(_) => [self.rotated, self.withdrawn()].into_iter().flatten().min(),
        };
        match (end, self.ends) {
            (Some(end), Some(ends)) => Some(end.min(ends)),
            (end, ends) => end.or(ends),
        }
    }

    /// When it was revoked, alone or with the sign-in it comes from.
    #[must_use]
    pub fn withdrawn(&self) -> Option<Ms> {
        self.revoked.into_iter().chain(self.ended).min()
    }

    /// Is it good at `now`?
    #[must_use]
    pub fn is_good(&self, now: Ms) -> bool {
        self.over().is_none_or(|over| now < over)
    }

    /// A token that was just issued or made.
    #[must_use]
    pub const fn fresh(id: TokenId, issued: Ms, ends: Option<Ms>, family: Option<FamilyId>) -> Self {
        Self {
            id,
            issued,
            ends,
            family,
            generation: 0,
            rotated: None,
            revoked: None,
            ended: None,
            reused: Vec::new(),
            stolen: None,
            noticed: None,
            kept: None,
            keeper: None,
        }
    }

    /// Is it an access token, and no refresh token and nothing that was forged?
    #[must_use]
    pub const fn is_access(&self) -> bool {
        matches!(self.id, TokenId::Access(_))
    }
}
