//! The application in the browser: which requests it sends, with which tokens, and when it refreshes.

use serde_json::json;

use super::World;
use crate::session::auth::{APP_CLIENT, APP_HOST, HOST, access_cookie, refresh_cookie};
use crate::session::browser::{Context, Kept};
use crate::session::config::{Carry, Defence, Keep};
use crate::session::http::{Request, encode_form};
use crate::session::id::{ActorId, MessageId, TokenId};
use crate::session::input::Call;
use crate::session::message::Purpose;

/// The origin of the application.
pub(super) const ORIGIN: &str = "https://app.shop.test";
const FORM: &str = "application/x-www-form-urlencoded";

impl World {
    /// Does everything stand under the application's host?
    pub(super) fn one_host(&self) -> bool {
        self.config.carry == Carry::Cookie || self.config.keep == Keep::Bff
    }

    pub(super) fn auth_host(&self) -> &'static str {
        if self.one_host() { APP_HOST } else { HOST }
    }

    pub(super) fn api_host(&self, number: u8) -> String {
        let own = self.config.apis.get(usize::from(number)).map(|api| api.host.clone()).unwrap_or_default();
        if self.one_host() { APP_HOST.to_owned() } else { own }
    }

    /// Who answers for the auth server, or for an API, as the browser sees it.
    pub(super) fn behind(&self, server: ActorId) -> ActorId {
        if self.config.keep == Keep::Bff { ActorId::Bff } else { server }
    }

    /// A request of the page itself, with the cookies that go along.
    pub(super) fn with_cookies(&self, r: Request, same_site: bool, top_level: bool) -> Request {
        let from = Context { same_site, top_level, tls: self.config.tls };
        let cookies = self.browser.jar.sent(self.now, self.config.engine, r.host(), r.path(), &r.method, from);
        match cookies {
            Some(cookies) => {
                let mut r = r;
                let place =
                    r.headers.iter().position(|(name, _)| name.starts_with("Content-")).unwrap_or(r.headers.len());
                r.headers.insert(place, ("Cookie".to_owned(), cookies));
                r
            }
            None => r,
        }
    }

    /// Register and login: JSON from the page.
    pub(super) fn post_json(&self, path: &str, body: &serde_json::Value) -> Request {
        Request::new("POST", path, self.auth_host())
            .with("Origin", ORIGIN)
            .with_body("application/json", body.to_string())
    }

    /// The request of a call, with the token where it belongs.
    pub(super) fn call_request(&self, tab: u8, call: &Call) -> Request {
        let kept = self.browser.kept(tab, self.config.keep);
        let text = call.token.or(kept.access).and_then(|id| self.tokens.get(&id)).map(|token| token.text.clone());
        let configured = [self.config.carry];
        let ways: &[Carry] = if call.via.is_empty() { &configured } else { &call.via };
        let has = |way: Carry| ways.contains(&way);
        let mut target = call.path.clone();
        let text = text.or_else(|| self.browser.jar.value(self.now, access_cookie(&self.config)).map(str::to_owned));
        let text = text.filter(|_| self.config.keep != Keep::Bff);
        if let Some(text) = text.as_ref().filter(|_| has(Carry::Query)) {
            let mark = if target.contains('?') { '&' } else { '?' };
            target = format!("{target}{mark}access_token={text}");
        }
        let form = text.as_ref().filter(|_| has(Carry::Body));
        let method = if form.is_some() { "POST" } else { &call.method };
        let mut r = Request::new(method, &target, &self.api_host(call.api));
        if let Some(text) = text.as_ref().filter(|_| has(Carry::Header)) {
            r = r.with("Authorization", format!("Bearer {text}"));
        }
        // A named token in a cookie stands for the jar's own.
        let explicit = text.as_ref().filter(|_| has(Carry::Cookie) && (call.token.is_some() || !call.via.is_empty()));
        if let Some(text) = explicit {
            r = r.with("Cookie", format!("{}={text}", access_cookie(&self.config)));
        } else if has(Carry::Cookie) || self.config.keep == Keep::Bff {
            r = self.with_cookies(r, true, false);
        }
        let changes = method == "POST" && form.is_none();
        if changes {
            r = r.with("Origin", ORIGIN);
            match self.config.defence {
                Defence::CustomHeader => r = r.with("X-CSRF", "1"),
                Defence::DoubleSubmit => {
                    r = r.with("X-CSRF", self.browser.jar.value(self.now, "csrf").unwrap_or_default());
                }
                Defence::None | Defence::OriginCheck => {}
            }
        }
        match form {
            Some(text) => r.with_body(FORM, encode_form(&[("access_token", text)])),
            None if changes => r.with_body("application/json", json!({ "to": "bob", "amount": 10 }).to_string()),
            None => r,
        }
    }

    /// Sends a call.
    pub(super) fn call(&mut self, tab: u8, call: Call, again: bool, cause: Option<u64>) -> MessageId {
        let r = self.call_request(tab, &call);
        if call.via.contains(&Carry::Query) || self.config.carry == Carry::Query {
            let address = format!("https://{}{}", r.host(), r.target);
            let now = self.now;
            self.browser.visited(now, address);
        }
        let to = self.behind(ActorId::Api(call.api));
        self.send(ActorId::Browser(tab), to, r, Purpose::Call { call, again }, cause)
    }

    /// Does the browser have something to refresh with?
    pub(super) fn can_refresh(&self, tab: u8) -> bool {
        if self.config.keep == Keep::Bff {
            return false;
        }
        let kept = self.browser.kept(tab, self.config.keep).refresh.is_some();
        kept || self.browser.jar.value(self.now, refresh_cookie(&self.config)).is_some()
    }

    /// Refreshes for a tab, or waits for the refresh that is under way. `call` is repeated after it.
    pub(super) fn start_refresh(&mut self, tab: u8, call: Option<Call>, cause: Option<u64>) {
        if self.config.cross_tab_lock && self.browser.refreshing.is_some() {
            self.browser.waiting.push((tab, call));
            return;
        }
        if self.config.single_flight
            && let Some(state) = self.browser.tabs.get_mut(&tab)
            && state.refreshing.is_some()
        {
            state.waiting.extend(call);
            return;
        }
        self.send_refresh(tab, None, None, call, cause);
    }

    /// Sends a refresh, with a named token instead of the tab's own where one is given.
    pub(super) fn send_refresh(
        &mut self,
        tab: u8,
        token: Option<TokenId>,
        client: Option<&str>,
        then: Option<Call>,
        cause: Option<u64>,
    ) {
        let kept = self.browser.kept(tab, self.config.keep);
        let r = self.refresh_request(kept, token, client);
        let id = self.send(ActorId::Browser(tab), ActorId::Auth, r, Purpose::Refresh { then }, cause);
        self.browser.refreshing = Some(id);
        if let Some(tab) = self.browser.tabs.get_mut(&tab) {
            tab.refreshing = Some(id);
        }
    }

    fn refresh_request(&self, kept: Kept, token: Option<TokenId>, client: Option<&str>) -> Request {
        if self.config.carry == Carry::Cookie && token.is_none() && self.config.keep != Keep::Bff {
            let r = Request::new("POST", "/refresh", APP_HOST).with("Origin", ORIGIN);
            return self.with_cookies(r, true, false).with_body("application/json", "{}");
        }
        let text = token.or(kept.refresh).and_then(|id| self.tokens.get(&id)).map(|token| token.text.as_str());
        redeem_form(text.unwrap_or_default(), client.unwrap_or(APP_CLIENT), self.auth_host())
    }

    /// Signs out. The cookie of the refresh token goes to `/refresh` alone, so without the other cookie `/logout` would not be told which
    /// session ends: the application refreshes first.
    pub(super) fn log_out(&mut self, tab: u8) {
        let has = |name| self.browser.jar.value(self.now, name).is_some();
        let nameless = !has(access_cookie(&self.config)) && has(refresh_cookie(&self.config));
        if nameless && self.config.carry == Carry::Cookie && self.config.keep != Keep::Bff {
            if let Some(state) = self.browser.tabs.get_mut(&tab) {
                state.leaving = true;
            }
            return self.start_refresh(tab, None, None);
        }
        self.say_logout(tab, None);
    }

    /// Forgets what the page keeps, and tells the server.
    pub(super) fn say_logout(&mut self, tab: u8, cause: Option<u64>) {
        let kept = self.browser.kept(tab, self.config.keep);
        let text = |id: Option<TokenId>| id.and_then(|id| self.tokens.get(&id)).map(|token| token.text.clone());
        let (access, refresh) = (text(kept.access), text(kept.refresh));
        let mut r = Request::new("POST", "/logout", self.auth_host());
        if let Some(access) = access {
            r = r.with("Authorization", format!("Bearer {access}"));
        }
        r = self.with_cookies(r, true, false);
        let body = refresh.map_or_else(|| json!({}), |refresh| json!({ "refresh_token": refresh }));
        let r = r.with_body("application/json", body.to_string());
        self.forget(tab);
        let to = self.behind(ActorId::Auth);
        self.send(ActorId::Browser(tab), to, r, Purpose::Logout, cause);
    }
}

/// A redemption at the token endpoint.
pub(super) fn redeem_form(refresh: &str, client: &str, host: &str) -> Request {
    let form = encode_form(&[("grant_type", "refresh_token"), ("refresh_token", refresh), ("client_id", client)]);
    Request::new("POST", "/oauth2/token", host).with_body(FORM, form)
}
