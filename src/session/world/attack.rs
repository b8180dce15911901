//! What the attacker does: stealing, riding, forging, replaying.

use super::World;
use super::client::redeem_form;
use crate::session::attacker::{Workshop, crack, evil_key, forge};
use crate::session::auth::{APP_CLIENT, APP_HOST, HOST, KeyState};
use crate::session::config::{Carry, Keep};
use crate::session::event::{EventKind, Theft};
use crate::session::http::{Request, encode_form};
use crate::session::id::{ActorId, TokenId};
use crate::session::input::{Action, Call, Forgery, Page};
use crate::session::log;
use crate::session::message::Purpose;
use crate::session::token::Token;

/// How many of the newest forgeries are remembered.
const MAX_FORGED: u32 = 10_000;

impl World {
    pub(super) fn attack(&mut self, action: &Action) -> Result<(), String> {
        match action {
            Action::XssRead { tab } => self.read_by_script(*tab),
            Action::XssRide { tab, call } => {
                self.may_call(call)?;
                if !self.browser.tabs.contains_key(tab) {
                    return Err(format!("there is no tab {tab}"));
                }
                let r = self.call_request(*tab, call);
                let to = self.behind(ActorId::Api(call.api));
                let message = self.send(ActorId::Browser(*tab), to, r, Purpose::Ridden, None);
                self.emit(ActorId::Attacker, None, EventKind::Ridden { message });
                Ok(())
            }
            Action::PersistentXss(on) => {
                if *on {
                    let tab = self.browser.tabs.keys().next().copied();
                    self.read_by_script(tab.unwrap_or(1))?;
                }
                self.attacker.persistent = *on;
                Ok(())
            }
            Action::Csrf { page, method, path, top_level } => self.foreign_page(*page, method, path, *top_level),
            Action::ReadLog { api } => {
                if api.is_some_and(|number| usize::from(number) >= self.apis.len()) {
                    return Err("there is no such API".to_owned());
                }
                let server = api.map_or(ActorId::Auth, ActorId::Api);
                let text = log::access(self, server).join("\n");
                if self.steal_from(&text, Theft::Log) == 0 {
                    self.emit(ActorId::Attacker, None, EventKind::NothingStolen { how: Theft::Log });
                }
                Ok(())
            }
            Action::Sniff(on) => {
                self.attacker.sniffing = *on;
                Ok(())
            }
            Action::Forge { how, from, role, sub } => self.make(how, *from, role.as_deref(), sub.as_deref()),
            Action::Crack { token } => {
                let text = self.stolen(*token)?.text.clone();
                let (words, key) = crack(&text);
                let found = key.is_some();
                if key.is_some() {
                    self.attacker.key = key;
                }
                self.emit(ActorId::Attacker, None, EventKind::Cracked { words, found });
                Ok(())
            }
            Action::Obtain { token } => {
                if !self.tokens.contains_key(token) {
                    return Err(format!("there is no token {token}"));
                }
                self.steal(*token, Theft::Elsewhere);
                Ok(())
            }
            Action::Call(call) => {
                self.may_call(call)?;
                self.replay(call)
            }
            Action::Refresh { token, client } => {
                let id = token.or(self.attacker.latest_refresh).ok_or("the attacker has no refresh token")?;
                let known = self.tokens.get(&id).filter(|_| self.attacker.loot.contains_key(&id));
                let token = known.ok_or_else(|| format!("the attacker does not have {id}"))?;
                let r = redeem_form(&token.text, client.as_deref().unwrap_or(APP_CLIENT), HOST);
                self.send(ActorId::Attacker, ActorId::Auth, r, Purpose::Redeem, None);
                Ok(())
            }
            _ => Err("the attacker cannot do that".to_owned()),
        }
    }

    /// What a script in the page reads.
    fn read_by_script(&mut self, tab: u8) -> Result<(), String> {
        let state = self.browser.tabs.get(&tab).ok_or_else(|| format!("there is no tab {tab}"))?;
        let mut found: Vec<TokenId> = self.browser.local.tokens().collect();
        found.extend(state.session.tokens());
        found.extend(state.memory.tokens());
        let cookies = self.browser.jar.read_by_script(self.now, APP_HOST);
        found.extend(cookies.filter_map(|cookie| self.token_named(&cookie.value)));
        if found.is_empty() {
            self.emit(ActorId::Attacker, None, EventKind::NothingStolen { how: Theft::Xss });
        }
        for token in found {
            self.steal(token, Theft::Xss);
        }
        Ok(())
    }

    /// A page of another origin has the browser send a request.
    fn foreign_page(&mut self, page: Page, method: &str, path: &str, top_level: bool) -> Result<(), String> {
        let post = method == "POST";
        if !post && method != "GET" || !path.starts_with('/') || !path.bytes().all(|octet| octet.is_ascii_graphic()) {
            return Err("a page sends GET or POST to a path".to_owned());
        }
        let order = encode_form(&[("to", "mallory"), ("amount", "100")]);
        let target = if post { path.to_owned() } else { format!("{path}?{order}") };
        let mut r = Request::new(method, &target, &self.api_host(0));
        if post || !top_level {
            r = r.with("Origin", page.origin());
        }
        r = self.with_cookies(r, page == Page::Blog, top_level);
        if post {
            r = r.with_body("application/x-www-form-urlencoded", order);
        }
        let to = self.behind(ActorId::Api(0));
        let message = self.send(ActorId::Browser(1), to, r, Purpose::Ridden, None);
        self.emit(ActorId::Attacker, None, EventKind::Ridden { message });
        Ok(())
    }

    /// A token that the attacker has.
    fn stolen(&self, token: Option<TokenId>) -> Result<&Token, String> {
        let id = token.or(self.attacker.latest).ok_or("the attacker has no token")?;
        let has = |token: &&Token| self.attacker.loot.contains_key(&token.id);
        self.tokens.get(&id).filter(has).ok_or_else(|| format!("the attacker does not have {id}"))
    }

    fn make(
        &mut self,
        how: &Forgery,
        from: Option<TokenId>,
        role: Option<&str>,
        sub: Option<&str>,
    ) -> Result<(), String> {
        let original = self.stolen(from)?.clone();
        let own = evil_key(self.seed);
        let public = self.auth.signing_key().and_then(|key| key.key.public());
        let compromised = self.auth.keys.iter().rev().find(|key| key.state == KeyState::Compromised);
        let found = match how {
            Forgery::StolenKey => compromised.map(|key| &key.key),
            _ => self.attacker.key.as_ref(),
        };
        let workshop = Workshop { original: &original.text, role, sub, public: public.as_ref(), found, own: &own };
        let text = forge(how, &workshop)
            .ok_or("the attacker lacks what that takes: a JWT, a public key, or a found secret")?;
        if self.token_named(&text).is_some() {
            return Err("that makes the token that is there already: ask for another role or subject".to_owned());
        }
        self.attacker.forged = self.attacker.forged.saturating_add(1);
        let id = TokenId::Forged(self.attacker.forged);
        let token = Token {
            id,
            text,
            family: None,
            sub: sub.unwrap_or(&original.sub).to_owned(),
            role: role.unwrap_or(&original.role).to_owned(),
            issued: self.now,
            exp: if *how == Forgery::NoExp { None } else { original.exp },
            ..original.clone()
        };
        self.know(token);
        if let Some(old) = self.attacker.forged.checked_sub(MAX_FORGED) {
            self.forget_token(TokenId::Forged(old));
        }
        let now = self.now;
        self.attacker.take(now, id, Theft::Elsewhere);
        self.emit(ActorId::Attacker, None, EventKind::Forged { token: id, from: original.id });
        Ok(())
    }

    /// The attacker calls an API with what was stolen or made.
    fn replay(&mut self, call: &Call) -> Result<(), String> {
        let token = self.stolen(call.token)?.text.clone();
        let carry = call.via.first().copied().unwrap_or(Carry::Header);
        let session = self.config.keep != Keep::Bff && self.config.carry == Carry::Cookie && carry == Carry::Cookie;
        let mut r = Request::new(&call.method, &call.path, &self.api_host(call.api));
        r = if session {
            r.with("Cookie", format!("{}={token}", crate::session::auth::access_cookie(&self.config)))
        } else {
            r.with("Authorization", format!("Bearer {token}"))
        };
        if call.method == "POST" {
            r = r.with_body("application/json", r#"{"to":"mallory","amount":100}"#);
        }
        self.send(ActorId::Attacker, ActorId::Api(call.api), r, Purpose::Attack, None);
        Ok(())
    }
}
