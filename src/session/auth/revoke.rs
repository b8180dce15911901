//! Ending and asking: logout, revocation (RFC 7009), introspection (RFC 7662), and who a presented access token belongs to.

use serde_json::json;

use super::answer::{access_cookie, clearing, problem, refresh_cookie};
use super::family::RefreshState;
use super::login::body_text;
use super::{Around, AuthServer};
use crate::session::config::{DenyList, Flaw, Logout, Shape};
use crate::session::entry::{Entry, Lookup};
use crate::session::event::{DeathReason, EventKind};
use crate::session::http::{Request, Response};
use crate::session::id::FamilyId;
use crate::session::time::Ms;
use crate::session::token::{ISSUER, SCOPE, Token};

impl AuthServer {
    /// E4: signs out. The answer is the same for every token.
    pub(super) fn logout(&mut self, around: &mut Around<'_>, r: &Request) -> Response {
        let refresh =
            r.cookie(refresh_cookie(&self.config)).map(str::to_owned).or_else(|| body_text(r, "refresh_token"));
        around.log.push(Entry::Lookup(Lookup::Refresh));
        let by_refresh =
            refresh.as_deref().and_then(|text| self.refresh_named(text)).map(|t| (t.family, Some(t.number)));
        let by_access =
            || self.presented_text(r).and_then(|text| self.access_named(&text)).and_then(|token| token.family);
        let found = by_refresh.or_else(|| by_access().map(|family| (family, None)));
        if let Some((family, number)) = found {
            self.end(around, family, number);
        }
        clearing(&self.config, Response::new(204, around.local).with("Cache-Control", "no-store"))
    }

    fn end(&mut self, around: &mut Around<'_>, family: FamilyId, presented: Option<u32>) {
        let scope = if self.config.has(Flaw::LogoutOne) { Logout::PresentedToken } else { self.config.logout };
        match scope {
            Logout::ClientOnly => {}
            Logout::PresentedToken => {
                let token = presented.and_then(|number| self.refresh.get_mut(&number));
                if let Some(token) = token.filter(|token| token.state != RefreshState::Revoked) {
                    token.state = RefreshState::Revoked;
                    token.ended.get_or_insert(around.now);
                    around.log.push(Entry::Event(EventKind::Revoked { token: token.id() }));
                }
            }
            Logout::Family => {
                self.kill(around, family, DeathReason::Logout, None);
                self.deny_family(around, family);
            }
            Logout::AllOfUser => {
                let user = self.families.get(&family).map(|family| family.user.clone()).unwrap_or_default();
                let mut all = self.living(&user);
                all.extend((!all.contains(&family)).then_some(family));
                for id in all {
                    self.kill(around, id, DeathReason::Logout, None);
                    self.deny_family(around, id);
                }
            }
        }
    }

    /// The operator ends a family.
    pub fn end_by_operator(
        &mut self,
        now: Ms,
        rng: &mut dyn super::Entropy,
        family: FamilyId,
        why: DeathReason,
    ) -> Vec<Entry> {
        let mut around =
            Around { now, local: self.local(now), rng, log: Vec::new(), from: crate::session::id::ActorId::Operator };
        self.kill(&mut around, family, why, None);
        self.deny_family(&mut around, family);
        around.log
    }

    /// E11: revokes a token; unknown ones get the same answer.
    pub(super) fn revoke(&mut self, around: &mut Around<'_>, form: &[(String, String)]) -> Response {
        let text = super::endpoints::field(form, "token").unwrap_or_default();
        around.log.push(Entry::Lookup(Lookup::Refresh));
        if let Some((family, number)) = self.refresh_named(text).map(|token| (token.family, token.number)) {
            match self.config.logout {
                Logout::ClientOnly | Logout::Family => {
                    self.kill(around, family, DeathReason::Logout, None);
                    self.deny_family(around, family);
                }
                Logout::PresentedToken | Logout::AllOfUser => self.end(around, family, Some(number)),
            }
        } else if let Some(token) = self.access_named(text).cloned() {
            if self.config.deny_list == DenyList::Off {
                let why = "an access token cannot be revoked here: it lives until it expires";
                return problem(400, "unsupported_token_type", why).answer(around);
            }
            self.deny_token(around, &token);
        }
        Response::new(200, around.local).with("Cache-Control", "no-store").json("")
    }

    /// E12: what is known of an access token.
    pub(super) fn introspect(&mut self, around: &mut Around<'_>, form: &[(String, String)]) -> Response {
        let text = super::endpoints::field(form, "token").unwrap_or_default();
        around.log.push(Entry::Lookup(Lookup::Session));
        let response = Response::new(200, around.local).with("Cache-Control", "no-store");
        let token = self.access_named(text).filter(|token| self.is_alive(token, around.now));
        let Some(token) = token else {
            return response.json(json!({ "active": false }).to_string());
        };
        let client =
            token.family.and_then(|id| self.families.get(&id)).map_or(super::APP_CLIENT, |f| f.client.as_str());
        let body = json!({
            "active": true, "scope": SCOPE, "client_id": client, "username": token.sub, "token_type": "Bearer",
            "exp": token.exp, "iat": token.iat, "sub": token.sub, "aud": token.aud, "iss": ISSUER,
            "jti": token.jti, "sid": token.sid, "role": token.role,
        });
        response.json(body.to_string())
    }

    /// Does an access token still count for whoever asks its issuer?
    #[must_use]
    pub fn is_alive(&self, token: &Token, now: Ms) -> bool {
        let family = token.family.and_then(|id| self.families.get(&id));
        let user = self.users.get(&token.sub);
        let key = token.kid.is_empty() || self.published().iter().any(|key| key.kid == token.kid);
        token.exp.is_some_and(|exp| self.local(now) < Ms::from_seconds(exp))
            && family.is_none_or(|family| family.dead.is_none())
            && user.is_some_and(|user| user.enabled)
            && !self.deny.denies(now, &token.jti, &token.sid, &token.sub, token.iat)
            && key
    }

    /// The access token that these characters are.
    #[must_use]
    pub fn access_named(&self, text: &str) -> Option<&Token> {
        self.access_by_hash.get(&super::user::sha256_hex(text)).and_then(|number| self.access.get(number))
    }

    /// The characters of the access token that a request carries.
    fn presented_text(&self, r: &Request) -> Option<String> {
        let bearer = r.header("Authorization").and_then(|value| value.strip_prefix("Bearer "));
        bearer.or_else(|| r.cookie(access_cookie(&self.config))).map(str::to_owned)
    }

    /// The living access token that a request carries.
    pub(super) fn presented_access(&self, around: &Around<'_>, r: &Request) -> Option<Token> {
        let text = self.presented_text(r)?;
        self.access_named(&text).filter(|token| self.is_alive(token, around.now)).cloned()
    }

    /// E13: the claims about whoever is signed in.
    pub(super) fn userinfo(&self, around: &mut Around<'_>, r: &Request) -> Response {
        around.log.push(Entry::Lookup(Lookup::User));
        match self.presented_access(around, r) {
            Some(token) => Response::new(200, around.local)
                .with("Cache-Control", "private, no-store")
                .json(json!({ "sub": token.sub, "role": token.role }).to_string()),
            None if self.presented_text(r).is_none() => {
                Response::new(401, around.local).with("WWW-Authenticate", "Bearer realm=\"shop\"").json("")
            }
            None => {
                let why = "the access token is not valid";
                let challenge = format!(r#"Bearer realm="shop", error="invalid_token", error_description="{why}""#);
                Response::new(401, around.local)
                    .with("WWW-Authenticate", challenge)
                    .json(problem(401, "invalid_token", why).body())
            }
        }
    }

    /// Is an opaque session alive?
    #[must_use]
    pub fn session(&self, text: &str, now: Ms) -> Option<&Token> {
        let opaque = self.config.at_profile == Shape::Opaque;
        self.access_named(text).filter(|token| opaque && self.is_alive(token, now))
    }
}
