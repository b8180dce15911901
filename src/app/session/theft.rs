//! A theft: all that the attacker came to hold of one sign-in, and for how long that lets somebody in.

use std::collections::BTreeMap;

use super::credential::Credential;
use super::lives::held;
use super::record::Scene;
use crate::session::event;
use crate::session::id::{FamilyId, TokenId};
use crate::session::time::Ms;

/// What was taken of one sign-in, by copying and by refreshing with what was copied.
#[derive(Debug, Clone)]
pub struct Theft<'a> {
    /// The tokens, each with the instant since when the attacker has it, in that order.
    copies: Vec<(&'a Credential, Ms)>,
    /// When the sign-in ended, if it did.
    pub ended: Option<Ms>,
}

/// What was robbed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum SignIn {
    /// One that began a family.
    Family(FamilyId),
    /// One that gave a token and nothing to renew it.
    Alone(TokenId),
}

/// The thefts of a run, one for each sign-in that was robbed. What was over when it was taken is no theft.
#[must_use]
pub fn thefts<'a>(scene: &Scene<'a>) -> Vec<Theft<'a>> {
    let mut robbed: BTreeMap<SignIn, Theft<'a>> = BTreeMap::new();
    for (token, at) in held(scene).filter(|(token, _)| !matches!(token.id, TokenId::Forged(_))) {
        let sign_in = token.family.map_or(SignIn::Alone(token.id), SignIn::Family);
        let dead = token.family.and_then(|family| scene.standing.families.get(&family)?.dead);
        let theft =
            robbed.entry(sign_in).or_insert_with(|| Theft { copies: Vec::new(), ended: dead.map(|(at, _)| at) });
        theft.copies.push((token, at));
        // A family that ended long ago may be forgotten before the tokens that were stolen from it.
        theft.ended = theft.ended.or(token.noticed);
    }
    let mut thefts: Vec<Theft<'a>> = robbed.into_values().collect();
    for theft in &mut thefts {
        theft.copies.sort_by_key(|(token, at)| (*at, token.id));
    }
    thefts
}

impl<'a> Theft<'a> {
    /// What was taken first, and when.
    #[must_use]
    pub fn first(&self) -> Option<(&'a Credential, Ms)> {
        self.copies.first().copied()
    }

    /// The access tokens among it, in the order of taking.
    pub fn access(&self) -> impl DoubleEndedIterator<Item = &'a Credential> {
        self.copies.iter().map(|(token, _)| *token).filter(|token| token.is_access())
    }

    /// Can the attacker come by another access token, with a refresh token that is good still?
    #[must_use]
    pub fn goes_on(&self, now: Ms) -> bool {
        self.copies.iter().any(|(token, _)| !token.is_access() && token.is_good(now))
    }

    /// For how many milliseconds it lets somebody in where `end` says until when an access token does.
    ///
    /// Whoever holds a refresh token that is good can be in when he likes: the time until he redeems it counts, once he did. Time in which
    /// he held nothing that is good does not.
    #[must_use]
    pub fn lets_in(&self, end: impl Fn(&Credential) -> Ms) -> i64 {
        let mut total = 0_i64;
        // Since when something good was held without a break, until when it is, and until when that lets somebody in.
        let mut stretch: Option<(Ms, Option<Ms>, Ms)> = None;
        for (token, at) in &self.copies {
            // What a refresh brought was paid for with what was held: its answer was only on its way.
            let by_refresh = token.stolen.is_some_and(|(_, how)| how == event::Theft::Refresh);
            let goes_on = |held: Option<Ms>| by_refresh || held.is_none_or(|until| *at <= until);
            let (since, held, until) = match stretch {
                Some((since, held, until)) if goes_on(held) => (since, held, until),
                Some((since, _, until)) => {
                    total = total.saturating_add(until.since(since).max(0));
                    (*at, Some(*at), *at)
                }
                None => (*at, Some(*at), *at),
            };
            let held = held.zip(token.over()).map(|(held, over)| held.max(over));
            let until = if token.is_access() { until.max(end(token)) } else { until };
            stretch = Some((since, held, until));
        }
        total.saturating_add(stretch.map_or(0, |(since, _, until)| until.since(since).max(0)))
    }
}
