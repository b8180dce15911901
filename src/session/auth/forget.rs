//! What the auth server forgets, so that a long run does not grow: tokens that are dead and of which there are too many newer ones, and
//! families that ended long ago. Reached when tokens are minted and when someone signs in.

use super::AuthServer;
use super::family::{RefreshState, RefreshToken};
use super::user::sha256_hex;
use crate::session::id::{FamilyId, TokenId};
use crate::session::time::Ms;
use crate::session::token::Token;

/// How many of the newest tokens of each kind are remembered in any case.
pub(in crate::session) const MAX_TOKENS: u32 = 10_000;
/// The most families the world holds.
pub(super) const MAX_FAMILIES: usize = 2000;

impl AuthServer {
    /// Forgets the token that is too many before a new one, if it is of no more use. A rotated refresh token that is forgotten raises no
    /// alarm any more: it is unknown.
    pub(super) fn forget_before(&mut self, now: Ms, new: TokenId) {
        match new.before(MAX_TOKENS) {
            Some(TokenId::Access(old)) => {
                let ended = |token: &&Token| self.accepted_until(token) <= now;
                if let Some(hash) = self.access.get(&old).filter(ended).map(|token| sha256_hex(&token.text)) {
                    self.access_by_hash.remove(&hash);
                    self.access.remove(&old);
                }
            }
            Some(TokenId::Refresh(old)) => {
                let ended = |token: &&RefreshToken| token.state != RefreshState::Active;
                if let Some(hash) = self.refresh.get(&old).filter(ended).map(|token| token.sha256.clone()) {
                    self.refresh_by_hash.remove(&hash);
                    self.refresh.remove(&old);
                }
            }
            Some(TokenId::Forged(_)) | None => {}
        }
    }

    /// Makes room for one more family: the oldest that is dead goes, with all its tokens. Whether there is room.
    pub(super) fn has_room(&mut self) -> bool {
        if self.families.len() >= MAX_FAMILIES
            && let Some(id) = self.families.values().find(|family| family.dead.is_some()).map(|family| family.id)
        {
            self.forget_family(id);
        }
        self.families.len() < MAX_FAMILIES
    }

    fn forget_family(&mut self, id: FamilyId) {
        self.families.remove(&id);
        self.refresh.retain(|_, token| token.family != id);
        self.access.retain(|_, token| token.family != Some(id));
        self.refresh_by_hash.retain(|_, number| self.refresh.contains_key(number));
        self.access_by_hash.retain(|_, number| self.access.contains_key(number));
    }
}
