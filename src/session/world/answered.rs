//! A response came, or none did: what the browser and the attacker do with it.

use super::{Due, World};
use crate::session::auth::APP_HOST;
use crate::session::browser::Cookie;
use crate::session::config::{Keep, RefreshWhen};
use crate::session::event::{EventKind, Place, Theft};
use crate::session::http::Response;
use crate::session::id::{ActorId, TokenId};
use crate::session::message::{Message, Purpose};
use crate::session::time::Ms;

impl World {
    pub(super) fn answered(&mut self, request: &Message, r: &Response, seq: u64) {
        if let ActorId::Browser(tab) = request.from {
            self.take_cookies(tab, r, seq);
        }
        match (&request.purpose, request.from) {
            (Purpose::Register | Purpose::Login, ActorId::Browser(tab)) if r.status < 300 => {
                self.keep_tokens(tab, r, seq);
            }
            (Purpose::Call { call, again }, ActorId::Browser(tab)) => {
                let refused = r.status == 401 || r.status == 403 && self.config.refresh_on_403;
                let repeats = refused && !again && self.config.refresh_when == RefreshWhen::On401;
                if repeats && self.can_refresh(tab) {
                    self.start_refresh(tab, Some(call.clone()), Some(seq));
                }
            }
            (Purpose::Refresh { then }, ActorId::Browser(tab)) => {
                let good = r.status == 200;
                if good {
                    self.keep_tokens(tab, r, seq);
                } else if r.status < 500 {
                    self.forget(tab);
                    self.emit(ActorId::Browser(tab), Some(seq), EventKind::SignedOut { tab });
                }
                self.refreshed(tab, request, then.clone(), good, seq);
            }
            (Purpose::Redeem, _) => {
                let text = r.text().into_owned();
                self.steal_from(&text, Theft::Refresh);
            }
            (Purpose::KeySet { .. } | Purpose::Introspect { .. }, _) => self.told(request, Some(r), seq),
            (
                Purpose::BackendLogin { .. }
                | Purpose::BackendCall { .. }
                | Purpose::BackendRefresh { .. }
                | Purpose::BackendLogout { .. },
                _,
            ) => self.backend_told(request, Some(r), seq),
            (Purpose::Register | Purpose::Login | Purpose::Logout | Purpose::Password, _)
            | (Purpose::Call { .. } | Purpose::Refresh { .. } | Purpose::Ridden | Purpose::Attack, _)
            | (Purpose::Answer, _) => {}
        }
    }

    /// A refresh is over: whoever waited goes on.
    fn refreshed(
        &mut self,
        tab: u8,
        request: &Message,
        then: Option<crate::session::input::Call>,
        good: bool,
        seq: u64,
    ) {
        if self.browser.refreshing == Some(request.id) {
            self.browser.refreshing = None;
        }
        let mut calls: Vec<(u8, crate::session::input::Call)> = then.into_iter().map(|call| (tab, call)).collect();
        if let Some(state) = self.browser.tabs.get_mut(&tab).filter(|state| state.refreshing == Some(request.id)) {
            state.refreshing = None;
            calls.extend(std::mem::take(&mut state.waiting).into_iter().map(|call| (tab, call)));
        }
        let mut shared = Vec::new();
        if self.browser.refreshing.is_none() {
            shared = std::mem::take(&mut self.browser.waiting);
        }
        let kept = self.browser.kept(tab, self.config.keep);
        let mut over = vec![tab];
        for (other, call) in shared {
            over.push(other);
            // The tab that held the lock tells the others what it got.
            if other != tab
                && good
                && let Some((place, _)) = self.browser.place(other, self.config.keep)
            {
                *place = kept;
            }
            calls.extend(call.map(|call| (other, call)));
        }
        if good {
            for (tab, call) in calls {
                if self.browser.tabs.contains_key(&tab) {
                    self.call(tab, call, true, Some(seq));
                }
            }
        }
        for tab in over {
            let leaving = self.browser.tabs.get_mut(&tab).is_some_and(|state| std::mem::take(&mut state.leaving));
            if leaving && good {
                self.say_logout(tab, Some(seq));
            }
        }
    }

    /// Does what the `Set-Cookie` fields of a response say.
    fn take_cookies(&mut self, tab: u8, r: &Response, seq: u64) {
        let fields: Vec<String> =
            r.headers.iter().filter(|(name, _)| name == "Set-Cookie").map(|(_, value)| value.clone()).collect();
        for field in fields {
            let actor = ActorId::Browser(tab);
            match self.browser.jar.set(self.now, APP_HOST, self.config.tls, &field) {
                Ok(Some(gone)) => self.no_longer_in_jar(Some(seq), &[gone]),
                Ok(None) => {
                    let value = field.split("; ").next().and_then(|pair| pair.split_once('=')).map_or("", |(_, v)| v);
                    if let Some(token) = self.token_named(value) {
                        self.emit(actor, Some(seq), EventKind::Stored { token, place: Place::Cookie });
                        let kept = self.browser.jar.cookies.iter().find(|cookie| cookie.value == value);
                        if let Some(end) = kept.and_then(|cookie| cookie.expires) {
                            self.queue_once(end, Due::CookieOver(token));
                        }
                        self.plan_refresh(tab, token);
                        if !self.config.http_only {
                            self.persistent_theft(token);
                        }
                    }
                }
                Err((name, bytes, why)) => {
                    let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
                    self.emit(actor, Some(seq), EventKind::CookieDropped { name, bytes, why });
                }
            }
        }
    }

    /// Says which tokens went with cookies.
    pub(super) fn no_longer_in_jar(&mut self, cause: Option<u64>, gone: &[Cookie]) {
        for cookie in gone {
            if let Some(token) = self.token_named(&cookie.value) {
                // One jar serves all tabs.
                self.emit(ActorId::Browser(1), cause, EventKind::Evicted { token, place: Place::Cookie });
            }
        }
    }

    /// Keeps the tokens of a body where the settings say.
    fn keep_tokens(&mut self, tab: u8, r: &Response, seq: u64) {
        let access = r.member("access_token").or_else(|| r.member("JWT")).and_then(|text| self.token_named(&text));
        let refresh = r.member("refresh_token").and_then(|text| self.token_named(&text));
        let Some((kept, place)) = self.browser.place(tab, self.config.keep) else { return };
        if access.is_some() {
            kept.access = access;
        }
        if refresh.is_some() {
            kept.refresh = refresh;
        }
        for token in access.into_iter().chain(refresh) {
            self.emit(ActorId::Browser(tab), Some(seq), EventKind::Stored { token, place });
            self.persistent_theft(token);
        }
        if let Some(access) = access {
            self.plan_refresh(tab, access);
        }
    }

    fn persistent_theft(&mut self, token: TokenId) {
        if self.attacker.persistent {
            self.steal(token, Theft::Xss);
        }
    }

    /// Queues the refresh that comes before the end of an access token.
    fn plan_refresh(&mut self, tab: u8, token: TokenId) {
        let RefreshWhen::Ahead { before_s } = self.config.refresh_when else { return };
        let exp = match token {
            TokenId::Access(_) => self.tokens.get(&token).and_then(|token| token.exp),
            TokenId::Refresh(_) | TokenId::Forged(_) => None,
        };
        if let Some(exp) = exp {
            // A token that is too short-lived for that is no reason to ask without a pause.
            let soonest = self.now.plus_seconds(1);
            self.queue(Ms::from_seconds(exp.saturating_sub(before_s)).max(soonest), Due::Ahead(tab, token));
        }
    }

    /// The page forgets its tokens.
    pub(super) fn forget(&mut self, tab: u8) {
        let keep = self.config.keep;
        if keep == Keep::Cookie && !self.config.http_only {
            let gone = std::mem::take(&mut self.browser.jar.cookies);
            self.no_longer_in_jar(None, &gone);
        }
        let Some((kept, place)) = self.browser.place(tab, keep) else { return };
        let old = std::mem::take(kept);
        for token in old.tokens() {
            self.emit(ActorId::Browser(tab), None, EventKind::Evicted { token, place });
        }
    }

    /// No answer came.
    pub(super) fn unanswered(&mut self, request: &Message) {
        match (&request.purpose, request.from) {
            (Purpose::KeySet { .. } | Purpose::Introspect { .. }, _) => self.told(request, None, request.sent_seq),
            (
                Purpose::BackendLogin { .. }
                | Purpose::BackendCall { .. }
                | Purpose::BackendRefresh { .. }
                | Purpose::BackendLogout { .. },
                _,
            ) => self.backend_told(request, None, request.sent_seq),
            (purpose, ActorId::Browser(tab)) => {
                let Some(r) = request.request().cloned() else { return };
                let first = !self.faults.retried.contains(&request.id);
                if self.config.retry_on_lost && first && self.browser.tabs.contains_key(&tab) {
                    let id = self.send(request.from, request.to, r, purpose.clone(), Some(request.sent_seq));
                    // A second loss is one too many.
                    self.faults.retried.insert(id);
                    if let Some((oldest, _)) = self.messages.first_key_value() {
                        self.faults.retried = self.faults.retried.split_off(oldest);
                    }
                    if self.browser.refreshing == Some(request.id) {
                        self.browser.refreshing = Some(id);
                    }
                    if let Some(state) = self.browser.tabs.get_mut(&tab).filter(|s| s.refreshing == Some(request.id)) {
                        state.refreshing = Some(id);
                    }
                } else if let Purpose::Refresh { then } = purpose {
                    self.refreshed(tab, request, then.clone(), false, request.sent_seq);
                }
            }
            (
                Purpose::Register
                | Purpose::Login
                | Purpose::Call { .. }
                | Purpose::Refresh { .. }
                | Purpose::Logout
                | Purpose::Password
                | Purpose::Ridden
                | Purpose::Attack
                | Purpose::Redeem
                | Purpose::Answer,
                _,
            ) => {}
        }
    }
}
