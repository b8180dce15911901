//! Accounts and sign-ins: what begins a family and mints its first tokens.

use serde_json::{Value, json};

use super::answer::{Problem, cookies, problem, token_body};
use super::family::{Family, RefreshState, RefreshToken};
use super::forget::MAX_FAMILIES;
use super::user::{User, sha256_hex};
use super::{APP_CLIENT, Around, AuthServer};
use crate::session::config::{Carry, Config, Flaw, Keep, Shape};
use crate::session::drbg::draw_text;
use crate::session::entry::{Entry, Lookup};
use crate::session::event::EventKind;
use crate::session::http::{Request, Response};
use crate::session::id::{FamilyId, TokenId};
use crate::session::token::{Claims, Token, access_token};

/// The most sign-ins under one name in a minute.
const LOGINS_A_MINUTE: u32 = 10;

/// A pair as it was minted.
pub(super) struct Pair {
    pub(super) access: String,
    pub(super) refresh: Option<String>,
}

/// A string member of a JSON body.
pub(super) fn body_text(r: &Request, name: &str) -> Option<String> {
    let body: Value = serde_json::from_slice(&r.body).ok()?;
    body.get(name)?.as_str().map(str::to_owned)
}

impl AuthServer {
    /// E1: makes an account.
    pub(super) fn register(&mut self, around: &mut Around<'_>, r: &Request) -> Response {
        let (Some(name), Some(password)) = (body_text(r, "username"), body_text(r, "password")) else {
            return problem(400, "invalid_request", "username and password are required").answer(around);
        };
        around.log.push(Entry::Lookup(Lookup::User));
        if name.is_empty() || name.len() > 64 {
            return problem(400, "invalid_request", "the username must have 1 to 64 characters").answer(around);
        }
        if self.users.len() >= MAX_FAMILIES {
            return problem(400, "invalid_request", "there is no room for another account").answer(around);
        }
        if self.users.contains_key(&name) {
            return problem(409, "user_exists", "this username is taken").answer(around);
        }
        let asked = body_text(r, "role").filter(|role| matches!(role.as_str(), "user" | "admin"));
        let role = asked.filter(|_| self.config.has(Flaw::RoleAtRegistration)).unwrap_or_else(|| "user".to_owned());
        self.users.insert(name.clone(), User::new(&name, &password, &role));
        around.event(EventKind::Registered { user: name.clone(), role: role.clone() });
        let response = Response::new(201, around.local).no_store();
        if self.config.at_profile != Shape::Article {
            return response.json(json!({ "sub": name, "role": role }).to_string());
        }
        let aud = self.audience(None);
        let access = self.mint_access(around, None, &name, &role, &aud);
        around.event(EventKind::Issued { access: access.id, refresh: None, family: None });
        response.json(json!({ "JWT": access.text }).to_string())
    }

    /// E2: signs in.
    pub(super) fn login(&mut self, around: &mut Around<'_>, r: &Request) -> Response {
        let name = body_text(r, "username").unwrap_or_default();
        let password = body_text(r, "password").unwrap_or_default();
        let minute = around.local.seconds().div_euclid(60);
        let (seen, count) = self.logins.get(&name).copied().unwrap_or((minute, 0));
        let count = if seen == minute { count.saturating_add(1) } else { 1 };
        if self.logins.len() > 1000 {
            self.logins.retain(|_, (seen, _)| *seen == minute);
        }
        self.logins.insert(name.clone(), (minute, count));
        around.log.push(Entry::Lookup(Lookup::User));
        if count > LOGINS_A_MINUTE {
            return problem(429, "too_many_requests", "too many sign-ins, wait a minute").answer(around);
        }
        let user = self.users.get(&name).filter(|user| user.knows(&password) && user.enabled).cloned();
        let Some(user) = user else {
            around.event(EventKind::SignIn { user: name, family: None });
            return problem(401, "invalid_credentials", "unknown user or wrong password").answer(around);
        };
        let aud = self.audience(body_text(r, "audience").as_deref());
        let id = self.begin_family(around, &user, &aud);
        let pair = self.mint_pair(around, id, &user.name, &user.role, &aud);
        self.pair_answer(around, &pair)
    }

    /// The audience that was asked for, when it is one of the APIs; else the first.
    fn audience(&self, asked: Option<&str>) -> String {
        let apis = &self.config.apis;
        let found = apis.iter().find(|api| Some(api.audience.as_str()) == asked).or(apis.first());
        found.map(|api| api.audience.clone()).unwrap_or_default()
    }

    fn begin_family(&mut self, around: &mut Around<'_>, user: &User, aud: &str) -> FamilyId {
        self.make_room();
        self.families_made = self.families_made.saturating_add(1);
        let id = FamilyId(self.families_made);
        let family = Family {
            id,
            user: user.name.clone(),
            client: APP_CLIENT.to_owned(),
            role: user.role.clone(),
            aud: aud.to_owned(),
            sid: draw_text(around.rng, &format!("sid/{}", id.0), 16),
            created: around.now,
            abs_exp: self.config.refresh_absolute.map(|life| around.local.plus_seconds(life)),
            last_use: around.local,
            dead: None,
        };
        self.families.insert(id, family);
        around.event(EventKind::SignIn { user: user.name.clone(), family: Some(id) });
        id
    }

    /// The first pair of a family; an article's token stands alone.
    fn mint_pair(&mut self, around: &mut Around<'_>, id: FamilyId, sub: &str, role: &str, aud: &str) -> Pair {
        let access = self.mint_access(around, Some(id), sub, role, aud);
        let refresh = gives_refresh(&self.config).then(|| self.mint_refresh(around, id, 0, None));
        let refresh_id = refresh.as_ref().map(|(number, _)| TokenId::Refresh(*number));
        around.event(EventKind::Issued { access: access.id, refresh: refresh_id, family: Some(id) });
        Pair { access: access.text, refresh: refresh.map(|(_, text)| text) }
    }

    pub(super) fn mint_access(
        &mut self,
        around: &mut Around<'_>,
        family: Option<FamilyId>,
        sub: &str,
        role: &str,
        aud: &str,
    ) -> Token {
        self.access_made = self.access_made.saturating_add(1);
        let number = self.access_made;
        let jti = draw_text(around.rng, &format!("jti/{number}"), 16);
        let sid = family.and_then(|id| self.families.get(&id)).map(|family| family.sid.clone()).unwrap_or_default();
        let iat = around.local.seconds();
        let opaque = self.config.at_profile == Shape::Opaque;
        let key = self.signing_key().map(|key| key.key.clone());
        let client = family.and_then(|id| self.families.get(&id)).map_or(APP_CLIENT, |family| family.client.as_str());
        let text = match &key {
            Some(key) if !opaque => {
                around.log.push(Entry::Signed(key.alg));
                access_token(&self.config, key, &Claims { sub, role, iat, jti: &jti, sid: &sid, aud, client })
            }
            _ => draw_text(around.rng, &format!("at/{number}"), 32),
        };
        let token = Token {
            id: TokenId::Access(number),
            text,
            family,
            sub: sub.to_owned(),
            role: role.to_owned(),
            issued: around.now,
            iat,
            exp: Some(iat.saturating_add(self.config.access_ttl)),
            jti,
            sid,
            aud: aud.to_owned(),
            kid: key.filter(|_| !opaque).map(|key| key.kid).unwrap_or_default(),
        };
        self.access.insert(number, token.clone());
        self.access_by_hash.insert(sha256_hex(&token.text), number);
        self.minted.push(token.clone());
        self.forget_access(around.now);
        token
    }

    /// What an access token that is random characters would be as a JWT, with what this server knows of it and the key that signs now.
    #[must_use]
    pub fn as_jwt(&self, token: &Token) -> Option<String> {
        let Token { sub, role, iat, jti, sid, aud, .. } = token;
        let family = token.family.and_then(|id| self.families.get(&id));
        let client = family.map_or(APP_CLIENT, |family| family.client.as_str());
        let key = &self.signing_key()?.key;
        Some(access_token(&self.config, key, &Claims { sub, role, iat: *iat, jti, sid, aud, client }))
    }

    pub(super) fn mint_refresh(
        &mut self,
        around: &mut Around<'_>,
        family: FamilyId,
        generation: u32,
        parent: Option<u32>,
    ) -> (u32, String) {
        self.refresh_made = self.refresh_made.saturating_add(1);
        let number = self.refresh_made;
        let text = self.refresh_text(around, number);
        let sha256 = sha256_hex(&text);
        self.refresh_by_hash.insert(sha256.clone(), number);
        let state = RefreshState::Active;
        let created = around.now;
        self.refresh.insert(
            number,
            RefreshToken { number, family, generation, parent, sha256, created, state, ended: None, reuses: 0 },
        );
        let of = self.families.get(&family);
        self.minted.push(Token {
            id: TokenId::Refresh(number),
            text: text.clone(),
            family: Some(family),
            sub: of.map(|family| family.user.clone()).unwrap_or_default(),
            role: String::new(),
            issued: created,
            iat: around.local.seconds(),
            exp: of.and_then(|family| family.abs_exp).map(crate::session::time::Ms::seconds),
            jti: String::new(),
            sid: of.map(|family| family.sid.clone()).unwrap_or_default(),
            aud: String::new(),
            kid: String::new(),
        });
        self.forget_refresh();
        (number, text)
    }

    /// The characters of a refresh token, recomputed from its label.
    pub(super) fn refresh_text(&self, around: &mut Around<'_>, number: u32) -> String {
        draw_text(around.rng, &format!("rt/{number}"), 32)
    }

    /// The answer that carries a pair: in a body, or in cookies.
    pub(super) fn pair_answer(&self, around: &Around<'_>, pair: &Pair) -> Response {
        let response = Response::new(200, around.local).no_store();
        if self.config.carry == Carry::Cookie && self.config.keep != Keep::Bff {
            let response = cookies(&self.config, response, &pair.access, pair.refresh.as_deref());
            let body = json!({ "token_type": "Cookie", "expires_in": self.config.access_ttl });
            return response.json(body.to_string());
        }
        response.json(token_body(&self.config, &pair.access, pair.refresh.as_deref()))
    }

    /// E5: a new password.
    pub(super) fn password(&mut self, around: &mut Around<'_>, r: &Request) -> Response {
        let refused = |why: &str| -> Problem { problem(401, "invalid_credentials", why) };
        let Some(token) = self.presented_access(around, r) else {
            return refused("sign in first").answer(around);
        };
        around.log.push(Entry::Lookup(Lookup::User));
        let (Some(old), Some(new)) = (body_text(r, "old"), body_text(r, "new")) else {
            return problem(400, "invalid_request", "old and new are required").answer(around);
        };
        let (now, revokes) = (around.now, self.config.password_change_revokes);
        let Some(user) = self.users.get_mut(&token.sub).filter(|user| user.knows(&old)) else {
            return refused("unknown user or wrong password").answer(around);
        };
        user.password_hash = super::user::hash(&user.name, &new);
        if revokes {
            user.pwd_changed_at = Some(now);
        }
        let (user, what) = (token.sub.clone(), "password".to_owned());
        around.event(EventKind::UserChanged { user, what, value: String::new() });
        if revokes {
            for id in self.living(&token.sub) {
                self.kill(around, id, crate::session::event::DeathReason::Password, None);
                self.deny_family(around, id);
            }
        }
        Response::new(204, around.local).with("Cache-Control", "no-store")
    }
}

/// Is a refresh token issued beside the access token? The article knows none, and a session cookie needs none.
pub(in crate::session) fn gives_refresh(config: &Config) -> bool {
    config.at_profile != Shape::Article && !config.by_session_cookie()
}
