//! `grant_type=refresh_token`: the checks in the order of the contract, the policy of reuse, and the rotation.

use super::answer::{Problem, problem};
use super::family::RefreshState;
use super::login::Pair;
use super::{Around, AuthServer};
use crate::session::config::{Anchor, Flaw, Graced, Reuse, Violation, Who};
use crate::session::entry::{Entry, Lookup};
use crate::session::event::{DeathReason, EventKind};
use crate::session::http::Response;
use crate::session::id::{ActorId, FamilyId, TokenId};
use crate::session::time::Ms;
use crate::session::token::SCOPE;

/// How a refresh was asked for.
pub(super) struct Redemption {
    pub(super) token: String,
    pub(super) client: String,
    pub(super) scope: Option<String>,
    /// `sub` of an access token beside it, believed under V13 only.
    pub(super) sub_beside: Option<String>,
}

/// A refresh that passed every check and is not yet written.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Pending {
    number: u32,
    family: FamilyId,
    graced: bool,
    sub: String,
    from: ActorId,
}

impl Pending {
    /// Who asked.
    #[must_use]
    pub const fn from(&self) -> ActorId {
        self.from
    }
}

/// What a refresh token is presented as.
enum Standing {
    Active,
    Graced,
}

impl AuthServer {
    /// Checks 7 to 15, and what a failure brings.
    pub(super) fn judge(&mut self, around: &mut Around<'_>, r: &Redemption) -> Result<Pending, Problem> {
        around.log.push(Entry::Lookup(Lookup::Refresh));
        let found = self.refresh_named(&r.token).map(|token| (token.number, token.family, token.state));
        let refuse = |around: &mut Around<'_>, check: u8, code: &'static str, why: &str| {
            let presented = found.map(|(number, ..)| TokenId::Refresh(number));
            around.event(EventKind::GrantRefused { presented, check, error: code.to_owned() });
            Err(problem(400, code, why))
        };
        let Some((number, id, state)) = found else {
            return refuse(around, 7, "invalid_grant", "unknown refresh token");
        };
        let Some(family) = self.families.get(&id).cloned() else {
            return refuse(around, 7, "invalid_grant", "unknown refresh token");
        };
        if self.config.bind_client && family.client != r.client {
            let (presented, client) = (TokenId::Refresh(number), r.client.clone());
            around.event(EventKind::WrongClient { presented, client });
            return refuse(around, 8, "invalid_grant", "the refresh token was issued to another client");
        }
        // Who ends a used token alone, as a careless logout does, must not silence the alarm by that.
        if family.dead.is_some() || state == RefreshState::Revoked && !self.was_redeemed(number) {
            return refuse(around, 10, "invalid_grant", "the grant was revoked");
        }
        if family.abs_exp.is_some_and(|end| around.local >= end) {
            self.kill(around, id, DeathReason::Absolute, None);
            return refuse(around, 11, "invalid_grant", "the grant is too old");
        }
        let standing = match state {
            RefreshState::Active if self.frozen(number, around.local) => Standing::Graced,
            RefreshState::Active => Standing::Active,
            RefreshState::Rotated { at, successor } if self.may_come_again(number, at, successor, around.local) => {
                Standing::Graced
            }
            RefreshState::Rotated { .. } | RefreshState::Revoked => {
                self.violation(around, number, id);
                let why = match self.config.reuse.on_violation {
                    Violation::Reject => "the refresh token was used before",
                    Violation::Family | Violation::FamilyAndAccess | Violation::AllOfUser => {
                        "refresh token reuse detected; the grant was revoked"
                    }
                };
                return refuse(around, 12, "invalid_grant", why);
            }
        };
        let idle = self.config.refresh_idle.map(|idle| family.last_use.plus_seconds(idle));
        if matches!(standing, Standing::Active) && idle.is_some_and(|end| around.local >= end) {
            self.kill(around, id, DeathReason::Idle, None);
            return refuse(around, 13, "invalid_grant", "the grant was not used for too long");
        }
        around.log.push(Entry::Lookup(Lookup::User));
        let newer = |at: Option<Ms>| at.is_some_and(|at| at > family.created);
        let user = self.users.get(&family.user);
        if user.is_none_or(|user| !user.enabled || newer(user.pwd_changed_at) || newer(user.not_before)) {
            return refuse(around, 14, "invalid_grant", "the user may not continue");
        }
        let within = |scope: &String| scope.split(' ').all(|word| SCOPE.split(' ').any(|known| known == word));
        if !r.scope.as_ref().is_none_or(within) {
            return refuse(around, 15, "invalid_scope", "the scope is more than was granted");
        }
        let trusting = self.config.has(Flaw::SubFromAccess) || !self.config.bind_subject;
        let sub = r.sub_beside.clone().filter(|_| trusting).unwrap_or(family.user);
        Ok(Pending { number, family: id, graced: matches!(standing, Standing::Graced), sub, from: around.from })
    }

    /// The policy as it is in force.
    fn policy(&self) -> Reuse {
        let mut reuse = self.config.reuse.clone();
        if self.config.has(Flaw::AnyAncestor) {
            reuse.who = Who::AnyAncestor;
            reuse.window_s = reuse.window_s.max(600);
        }
        reuse
    }

    /// May a rotated token come again? `at` is when it was rotated.
    fn may_come_again(&self, number: u32, at: Ms, successor: u32, local: Ms) -> bool {
        let reuse = self.policy();
        let Some(token) = self.refresh.get(&number) else { return false };
        let unused = self.refresh.get(&successor).is_some_and(|next| next.state == RefreshState::Active);
        if reuse.who == Who::Parent && !unused {
            return false;
        }
        if reuse.until_used && unused {
            return true;
        }
        let anchor = match reuse.anchor {
            Anchor::RotatedAt => at,
            Anchor::LastUse => self.families.get(&token.family).map_or(at, |family| family.last_use),
        };
        local < anchor.plus_seconds(reuse.window_s) && reuse.max.is_none_or(|max| token.reuses < max)
    }

    /// Does even the active token stay as it is, because it was made a moment ago?
    fn frozen(&self, number: u32, local: Ms) -> bool {
        let reuse = &self.config.reuse;
        let Some(token) = self.refresh.get(&number) else { return false };
        let used = self.families.get(&token.family).map(|family| family.last_use);
        reuse.freeze_in_window
            && token.generation > 0
            && used.is_some_and(|used| local < used.plus_seconds(reuse.window_s))
    }

    fn violation(&mut self, around: &mut Around<'_>, number: u32, id: FamilyId) {
        let action = self.config.reuse.on_violation;
        let generation = self.refresh.get(&number).map_or(0, |token| token.generation);
        let head = self.head(id);
        let living = self.refresh_of(id).filter(|token| token.state != RefreshState::Revoked).count();
        let revoked = match action {
            Violation::Reject => 0,
            Violation::Family | Violation::FamilyAndAccess | Violation::AllOfUser => living,
        };
        around.event(EventKind::ReuseDetected {
            family: id,
            presented: TokenId::Refresh(number),
            generation,
            head,
            from: around.from,
            action,
            revoked: u32::try_from(revoked).unwrap_or(u32::MAX),
        });
        match action {
            Violation::Reject => {}
            Violation::Family => {
                self.kill(around, id, DeathReason::Reuse, Some(number));
            }
            Violation::FamilyAndAccess => {
                self.kill(around, id, DeathReason::Reuse, Some(number));
                self.deny_family(around, id);
            }
            Violation::AllOfUser => {
                self.kill(around, id, DeathReason::Reuse, Some(number));
                let user = self.families.get(&id).map(|family| family.user.clone()).unwrap_or_default();
                for other in self.living(&user) {
                    self.kill(around, other, DeathReason::Reuse, None);
                }
            }
        }
    }

    /// Checks 16 and 17: gives the pair, and rotates.
    pub(super) fn commit(&mut self, around: &mut Around<'_>, p: &Pending) -> Response {
        let pair = self.redeemed(around, p);
        self.pair_answer(around, &pair)
    }

    fn redeemed(&mut self, around: &mut Around<'_>, p: &Pending) -> Pair {
        let local = around.local;
        let slides = self.config.has(Flaw::AbsoluteSlides);
        let absolute = self.config.refresh_absolute;
        let (login_role, aud) = match self.families.get_mut(&p.family) {
            Some(family) => {
                if !(p.graced && self.config.reuse.freeze_in_window) {
                    family.last_use = local;
                }
                if let Some(life) = absolute.filter(|_| slides) {
                    family.abs_exp = Some(local.plus_seconds(life));
                }
                (family.role.clone(), family.aud.clone())
            }
            None => Default::default(),
        };
        let current = self.users.get(&p.sub).map(|user| user.role.clone());
        let role = if self.config.has(Flaw::RolesCopied) { Some(login_role) } else { current };
        let access = self.mint_access(around, Some(p.family), &p.sub, &role.unwrap_or_default(), &aud);
        let number = if p.graced { self.grace(around, p) } else { self.rotate(around, p) };
        let refresh = self.refresh_text(around, number);
        let (id, family) = (TokenId::Refresh(number), p.family);
        around.event(EventKind::Issued { access: access.id, refresh: Some(id), family: Some(family) });
        let presented = TokenId::Refresh(p.number);
        around.event(match (p.graced, self.config.rotation) {
            (true, _) => EventKind::Graced { family, presented, returned: id },
            (false, true) => EventKind::Rotated { family, old: presented, new: id },
            (false, false) => EventKind::Refreshed { family, token: id },
        });
        Pair { access: access.text, refresh: Some(refresh) }
    }

    /// The ordinary way: a child, or the same token where nothing rotates.
    fn rotate(&mut self, around: &mut Around<'_>, p: &Pending) -> u32 {
        if !self.config.rotation {
            return p.number;
        }
        self.child(around, p, true)
    }

    /// A new token after the presented one, which is rotated by that.
    fn child(&mut self, around: &mut Around<'_>, p: &Pending, becomes_successor: bool) -> u32 {
        let generation = self.refresh.get(&p.number).map_or(0, |token| token.generation).saturating_add(1);
        let (child, _) = self.mint_refresh(around, p.family, generation, Some(p.number));
        let dead = self.families.get(&p.family).is_some_and(|family| family.dead.is_some());
        if let Some(token) = self.refresh.get_mut(&p.number).filter(|_| becomes_successor && !dead) {
            token.state = RefreshState::Rotated { at: around.local, successor: child };
            token.ended.get_or_insert(around.now);
        }
        child
    }

    /// A rotated token came again within the policy.
    fn grace(&mut self, around: &mut Around<'_>, p: &Pending) -> u32 {
        if let Some(token) = self.refresh.get_mut(&p.number) {
            token.reuses = token.reuses.saturating_add(1);
        }
        let successor = match self.refresh.get(&p.number).map(|token| token.state) {
            Some(RefreshState::Rotated { successor, .. }) => successor,
            // A frozen one: nothing advances.
            Some(RefreshState::Active | RefreshState::Revoked) | None => return p.number,
        };
        let active = |number: &u32| self.refresh.get(number).is_some_and(|t| t.state == RefreshState::Active);
        let head = self.refresh_of(p.family).filter(|t| t.state == RefreshState::Active).map(|t| t.number).max();
        match self.policy().result {
            // When the successor was used itself, what was once given is of no use: then a new one.
            Graced::Same if active(&successor) => successor,
            Graced::Head if head.is_some() => head.unwrap_or(successor),
            Graced::Same | Graced::Head | Graced::Sibling => self.child(around, p, false),
            Graced::Replace => {
                let family = p.family;
                for token in self.refresh.values_mut() {
                    if token.family == family && token.state == RefreshState::Active {
                        token.state = RefreshState::Revoked;
                        token.ended.get_or_insert(around.now);
                        around.log.push(Entry::Event(EventKind::Revoked { token: token.id() }));
                    }
                }
                let child = self.child(around, p, false);
                if let Some(token) = self.refresh.get_mut(&p.number)
                    && let RefreshState::Rotated { successor, .. } = &mut token.state
                {
                    *successor = child;
                }
                child
            }
        }
    }
}
