//! What people do: each action by the one who can, everything else refused.

use serde_json::json;

use super::World;
use crate::session::browser::{MAX_TABS, Tab};
use crate::session::config::Referrer;
use crate::session::event::{EventKind, TabChange, Theft};
use crate::session::id::ActorId;
use crate::session::input::Action;
use crate::session::message::Purpose;

impl World {
    /// Does it, or says why not.
    pub(super) fn done(&mut self, actor: ActorId, action: &Action) -> Result<(), String> {
        match actor {
            ActorId::Browser(tab) => {
                if !self.browser.tabs.contains_key(&tab) {
                    return Err(format!("there is no tab {tab}: open one first"));
                }
                self.browse(tab, action)
            }
            ActorId::Attacker => self.attack(action),
            ActorId::Operator => self.operate(action),
            ActorId::Auth | ActorId::Api(_) | ActorId::Bff => Err(format!("{actor} acts only when it is asked")),
        }
    }

    fn browse(&mut self, tab: u8, action: &Action) -> Result<(), String> {
        let actor = ActorId::Browser(tab);
        match action {
            Action::Register { username, password, role } => {
                let mut body = json!({ "username": username, "password": password });
                if let (Some(role), Some(body)) = (role, body.as_object_mut()) {
                    body.insert("role".into(), role.as_str().into());
                }
                let r = self.post_json("/register", &body);
                let to = self.behind(ActorId::Auth);
                self.send(actor, to, r, Purpose::Register, None);
            }
            Action::Login { username, password, audience } => {
                let mut body = json!({ "username": username, "password": password });
                if let (Some(number), Some(body)) = (audience, body.as_object_mut()) {
                    let api = self.config.apis.get(usize::from(*number)).ok_or("there is no such API")?;
                    body.insert("audience".into(), api.audience.as_str().into());
                }
                let r = self.post_json("/login", &body);
                let to = self.behind(ActorId::Auth);
                self.send(actor, to, r, Purpose::Login, None);
            }
            Action::Call(call) => {
                self.may_call(call)?;
                self.call(tab, call.clone(), false, None);
            }
            Action::Refresh { token, client } => {
                if token.is_none() && !self.can_refresh(tab) {
                    return Err("there is no refresh token: sign in first".to_owned());
                }
                if let Some(token) = token.filter(|token| !self.tokens.contains_key(token)) {
                    return Err(format!("there is no token {token}"));
                }
                self.send_refresh(tab, *token, client.as_deref(), None, None);
            }
            Action::Logout => self.log_out(tab),
            Action::Password { old, new } => {
                let kept = self.browser.kept(tab, self.config.keep);
                let mut r = crate::session::http::Request::new("POST", "/password", self.auth_host());
                if let Some(token) = kept.access.and_then(|id| self.tokens.get(&id)) {
                    r = r.with("Authorization", format!("Bearer {}", token.text));
                }
                let r = self.with_cookies(r, true, false);
                let r = r.with_body("application/json", json!({ "old": old, "new": new }).to_string());
                let to = self.behind(ActorId::Auth);
                self.send(actor, to, r, Purpose::Password, None);
            }
            Action::OpenTab => {
                let next = (1..=u8::MAX).find(|number| !self.browser.tabs.contains_key(number));
                let next = next.filter(|_| self.browser.tabs.len() < MAX_TABS).ok_or("there are 64 tabs: close one")?;
                self.browser.tabs.insert(next, Tab::default());
                self.tab(next, TabChange::Opened);
            }
            Action::CloseTab => {
                if self.browser.tabs.len() == 1 {
                    return Err("the last tab stays open".to_owned());
                }
                self.browser.tabs.remove(&tab);
                self.release(tab);
                self.tab(tab, TabChange::Closed);
            }
            Action::ReloadTab => {
                if let Some(state) = self.browser.tabs.get_mut(&tab) {
                    state.memory = Default::default();
                    state.refreshing = None;
                    state.waiting.clear();
                    state.leaving = false;
                }
                self.release(tab);
                self.tab(tab, TabChange::Reloaded);
            }
            Action::SuspendTab => {
                if let Some(state) = self.browser.tabs.get_mut(&tab) {
                    state.suspended = true;
                }
                self.tab(tab, TabChange::Suspended);
            }
            Action::ResumeTab => {
                let held = self.browser.tabs.get_mut(&tab).map(|state| {
                    state.suspended = false;
                    std::mem::take(&mut state.held)
                });
                self.tab(tab, TabChange::Resumed);
                for message in held.unwrap_or_default() {
                    self.arrive(message);
                }
            }
            Action::Online(online) => {
                self.browser.online = *online;
                self.tab(tab, if *online { TabChange::Online } else { TabChange::Offline });
            }
            Action::FollowLink => {
                let address = self.browser.history.last().map(|(_, address)| address.clone());
                let address = address.unwrap_or_else(|| "https://app.shop.test/".to_owned());
                let referer = match self.config.referrer {
                    Referrer::UnsafeUrl => address,
                    Referrer::Origin => address.splitn(4, '/').take(3).collect::<Vec<_>>().join("/") + "/",
                };
                let text = referer.split_once("access_token=").map_or("", |(_, rest)| rest);
                let token = self.token_named(text.split('&').next().unwrap_or_default());
                self.emit(actor, None, EventKind::Referred { referer, token });
                if let Some(token) = token {
                    self.steal(token, Theft::Referer);
                }
            }
            _ => return Err("the browser cannot do that".to_owned()),
        }
        Ok(())
    }

    /// A tab is gone or new: a lock it held is free.
    fn release(&mut self, tab: u8) {
        let held = self.browser.refreshing.and_then(|id| self.messages.get(&id)).map(|message| message.from);
        if held == Some(ActorId::Browser(tab)) {
            self.browser.refreshing = None;
        }
        self.browser.waiting.retain(|(waiting, _)| *waiting != tab);
    }

    fn tab(&mut self, tab: u8, what: TabChange) {
        self.emit(ActorId::Browser(tab), None, EventKind::Tab { tab, what });
    }

    /// Is there such an API, token and path?
    pub(super) fn may_call(&self, call: &crate::session::input::Call) -> Result<(), String> {
        if usize::from(call.api) >= self.apis.len() {
            return Err("there is no such API".to_owned());
        }
        if let Some(token) = call.token.filter(|token| !self.tokens.contains_key(token)) {
            return Err(format!("there is no token {token}"));
        }
        let plain =
            |text: &str| !text.is_empty() && text.len() <= 256 && text.bytes().all(|octet| octet.is_ascii_graphic());
        if !plain(&call.path) || !call.path.starts_with('/') || !plain(&call.method) {
            return Err("write a method and a path such as GET /profile".to_owned());
        }
        Ok(())
    }
}
