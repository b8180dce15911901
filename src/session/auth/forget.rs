//! What the auth server forgets, so that a long run does not grow: tokens that are of no more use and of which there are too many newer
//! ones, and families beyond the most. Reached when tokens are minted and when someone signs in.

use super::AuthServer;
use super::family::{RefreshState, RefreshToken};
use super::user::sha256_hex;
use crate::session::id::{FamilyId, TokenId};
use crate::session::time::Ms;
use crate::session::token::Token;

/// How many of the newest tokens of each kind are remembered in any case.
const MAX_TOKENS: usize = 2500;
/// The most families the world holds.
pub(super) const MAX_FAMILIES: usize = 2000;
/// How many of the oldest access tokens are looked at: those that live longer than later ones are few.
const OLDEST: usize = 64;

impl AuthServer {
    /// Forgets the oldest access token that no API accepts any more, when there are too many.
    pub(super) fn forget_access(&mut self, now: Ms) {
        let ended = |token: &&Token| self.accepted_until(token) <= now;
        let many = self.access.len() > MAX_TOKENS;
        if let Some(id) = self.access.values().take(OLDEST).find(ended).map(|token| token.id).filter(|_| many) {
            self.forget(id);
        }
    }

    /// Forgets the oldest refresh token that is not the one to use, when there are too many. A rotated one that is forgotten raises no alarm
    /// any more: it is unknown.
    pub(super) fn forget_refresh(&mut self) {
        if self.refresh.len() > MAX_TOKENS {
            let used = |token: &&RefreshToken| token.state != RefreshState::Active;
            let beside = |token: &&RefreshToken| {
                self.refresh.range(token.number..).skip(1).any(|(_, later)| later.family == token.family)
            };
            let oldest = self.refresh.values().find(used).or_else(|| self.refresh.values().find(beside));
            if let Some(id) = oldest.map(RefreshToken::id) {
                self.forget(id);
            }
        }
    }

    /// Makes room for one more family: the oldest that is dead goes with all its tokens, else the one that was not used for longest.
    pub(super) fn make_room(&mut self) {
        if self.families.len() >= MAX_FAMILIES {
            let dead = self.families.values().find(|family| family.dead.is_some());
            let oldest = dead.or_else(|| self.families.values().min_by_key(|family| family.last_use));
            if let Some(id) = oldest.map(|family| family.id) {
                self.forget_family(id);
            }
        }
    }

    fn forget_family(&mut self, id: FamilyId) {
        self.families.remove(&id);
        let refresh = self.refresh.values().filter(|token| token.family == id).map(RefreshToken::id);
        let access = self.access.values().filter(|token| token.family == Some(id)).map(|token| token.id);
        for token in refresh.chain(access).collect::<Vec<_>>() {
            self.forget(token);
        }
    }

    fn forget(&mut self, id: TokenId) {
        match id {
            TokenId::Access(number) => {
                if let Some(token) = self.access.remove(&number) {
                    self.access_by_hash.remove(&sha256_hex(&token.text));
                }
            }
            TokenId::Refresh(number) => {
                if let Some(token) = self.refresh.remove(&number) {
                    self.refresh_by_hash.remove(&token.sha256);
                }
            }
            TokenId::Forged(_) => {}
        }
        self.forgotten.push(id);
    }

    /// The tokens forgotten since the last time this was asked.
    pub fn take_forgotten(&mut self) -> Vec<TokenId> {
        std::mem::take(&mut self.forgotten)
    }
}
