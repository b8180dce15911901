//! The attacker: what was stolen, when and how, and the tokens made out of it.

mod forge;

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::auth::DenyEntry;
use super::event::Theft;
use super::id::TokenId;
use super::key::NamedKey;
use super::time::Ms;
use super::token::Token;

pub use forge::{WORDS, Workshop, crack, evil_key, forge};

/// The attacker.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Attacker {
    /// What was stolen.
    #[serde(serialize_with = "in_order")]
    pub loot: BTreeMap<TokenId, Loot>,
    /// The latest access token or forgery, for what names none.
    pub latest: Option<TokenId>,
    /// The latest refresh token.
    pub latest_refresh: Option<TokenId>,
    /// A secret or key that was found or stolen.
    pub key: Option<NamedKey>,
    /// Does a script stay in the page?
    pub persistent: bool,
    /// Does someone listen on the wire?
    pub sniffing: bool,
    /// How many tokens were made.
    pub forged: u32,
    /// When a refresh token was first redeemed, by family.
    pub redeemed: BTreeMap<super::id::FamilyId, Ms>,
}

/// A stolen token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Loot {
    /// When it was stolen, in true time.
    pub at: Ms,
    /// How.
    pub how: Theft,
    /// From when it was on a deny-list that has forgotten it since.
    pub denied: Option<Ms>,
}

/// Maps whose keys are no text are written as lists of pairs.
pub(super) fn in_order<S: Serializer, K: Serialize, V: Serialize>(
    map: &BTreeMap<K, V>,
    to: S,
) -> Result<S::Ok, S::Error> {
    to.collect_seq(map)
}

impl Attacker {
    /// Takes a token; whether it is new to the attacker.
    pub fn take(&mut self, now: Ms, token: TokenId, how: Theft) -> bool {
        match token {
            TokenId::Access(_) | TokenId::Forged(_) => self.latest = Some(token),
            TokenId::Refresh(_) => self.latest_refresh = Some(token),
        }
        let new = !self.loot.contains_key(&token);
        self.loot.entry(token).or_insert(Loot { at: now, how, denied: None });
        new
    }

    /// An entry leaves the deny-list: what it ended stays ended.
    pub(super) fn denied(&mut self, tokens: &BTreeMap<TokenId, Token>, entry: &DenyEntry) {
        let named = |token: &Token| entry.names(&token.jti, &token.sid, &token.sub, token.iat);
        for (_, loot) in self.loot.iter_mut().filter(|(id, _)| tokens.get(id).is_some_and(named)) {
            loot.denied = Some(loot.denied.map_or(entry.visible_from, |before| before.min(entry.visible_from)));
        }
    }
}
