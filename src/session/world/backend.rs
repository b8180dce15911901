//! The backend for the frontend: it keeps the tokens, the browser has a cookie, and calls go through it.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;

use super::World;
use super::client::redeem_form;
use crate::session::auth::{APP_CLIENT, HOST};
use crate::session::browser::Kept;
use crate::session::drbg::draw_text;
use crate::session::event::{EventKind, Place};
use crate::session::http::{Request, Response};
use crate::session::id::{ActorId, MessageId};
use crate::session::message::{Message, Purpose};

/// The cookie of a session at the backend.
const COOKIE: &str = "__Host-bff";

/// The backend.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Backend {
    /// The tokens by the value of the cookie.
    pub sessions: BTreeMap<String, Kept>,
    /// How many sessions began.
    pub begun: u32,
    /// Who waits for a refresh of a session.
    waiting: BTreeMap<String, Vec<MessageId>>,
}

impl World {
    pub(super) fn serve_backend(&mut self, message: &Message, r: &Request, seq: u64) {
        let session = r.cookie(COOKIE).filter(|cookie| self.backend.sessions.contains_key(*cookie)).map(str::to_owned);
        let waiting = message.id;
        let token = |kept: Option<Kept>| kept.and_then(|kept| kept.access).and_then(|id| self.tokens.get(&id));
        match r.path() {
            "/login" | "/register" | "/password" => {
                let mut forwarded = Request { headers: r.headers.clone(), ..r.clone() };
                forwarded.headers.retain(|(name, _)| name != "Cookie");
                for (name, value) in &mut forwarded.headers {
                    if name == "Host" {
                        HOST.clone_into(value);
                    }
                }
                if let Some(token) = token(session.and_then(|session| self.backend.sessions.get(&session).copied())) {
                    forwarded.headers.insert(1, ("Authorization".into(), format!("Bearer {}", token.text)));
                }
                self.send(ActorId::Bff, ActorId::Auth, forwarded, Purpose::BackendLogin { waiting }, Some(seq));
            }
            "/logout" => {
                let kept = session.and_then(|session| self.forget_in_backend(&session, seq));
                let refresh = kept.and_then(|kept| kept.refresh).and_then(|id| self.tokens.get(&id));
                let body = refresh.map_or_else(|| json!({}), |token| json!({ "refresh_token": token.text }));
                let out = Request::new("POST", "/logout", HOST).with_body("application/json", body.to_string());
                self.send(ActorId::Bff, ActorId::Auth, out, Purpose::BackendLogout { waiting }, Some(seq));
            }
            _ if session.is_none() => {
                let response = Response::new(401, self.now).with("Cache-Control", "no-store").json("");
                self.respond(waiting, response, Some(seq));
            }
            _ => self.forward(waiting, false, seq),
        }
    }

    /// Sends a call of the browser on, with the token of its session.
    fn forward(&mut self, waiting: MessageId, again: bool, seq: u64) {
        let Some(r) = self.messages.get(&waiting).and_then(|message| message.request().cloned()) else { return };
        let kept = r.cookie(COOKIE).and_then(|cookie| self.backend.sessions.get(cookie)).copied().unwrap_or_default();
        let text = kept.access.and_then(|id| self.tokens.get(&id)).map(|token| token.text.clone());
        let number = match self.messages.get(&waiting).map(|message| &message.purpose) {
            Some(Purpose::Call { call, .. }) => call.api,
            _ => 0,
        };
        let host = self.config.apis.get(usize::from(number)).map(|api| api.host.clone()).unwrap_or_default();
        let mut out = Request::new(&r.method, &r.target, &host);
        if let Some(text) = text {
            out = out.with("Authorization", format!("Bearer {text}"));
        }
        if let Some(kind) = r.header("Content-Type") {
            out = out.with_body(kind, r.body.clone());
        }
        self.send(ActorId::Bff, ActorId::Api(number), out, Purpose::BackendCall { waiting, again }, Some(seq));
    }

    /// What the backend asked for came, or `None`: it did not.
    pub(super) fn backend_told(&mut self, request: &Message, response: Option<&Response>, seq: u64) {
        let lost = || Response::new(503, self.now).json("");
        let response = response.cloned().unwrap_or_else(lost);
        match request.purpose {
            Purpose::BackendLogin { waiting } => self.signed_in(waiting, &response, seq),
            Purpose::BackendCall { waiting, again } => {
                let session = self.session_of(waiting);
                let refresh =
                    session.as_ref().and_then(|session| self.backend.sessions.get(session)).and_then(|k| k.refresh);
                let text = refresh.and_then(|id| self.tokens.get(&id)).map(|token| token.text.clone());
                match (session, text) {
                    (Some(session), Some(text)) if response.status == 401 && !again => {
                        let others = self.backend.waiting.entry(session).or_default();
                        others.push(waiting);
                        if others.len() == 1 {
                            let out = redeem_form(&text, APP_CLIENT, HOST);
                            let purpose = Purpose::BackendRefresh { waiting };
                            self.send(ActorId::Bff, ActorId::Auth, out, purpose, Some(seq));
                        }
                    }
                    _ => self.pass_on(waiting, response, seq),
                }
            }
            Purpose::BackendRefresh { waiting } => {
                let session = self.session_of(waiting).unwrap_or_default();
                let good = response.status == 200;
                if good {
                    self.keep_in_backend(&session, &response, seq);
                } else if response.status < 500 {
                    self.forget_in_backend(&session, seq);
                }
                for waiting in self.backend.waiting.remove(&session).unwrap_or_default() {
                    if good {
                        self.forward(waiting, true, seq);
                    } else {
                        let answer = Response::new(401, self.now).with("Cache-Control", "no-store").json("");
                        self.respond(waiting, answer, Some(seq));
                    }
                }
            }
            Purpose::BackendLogout { waiting } => {
                let gone = format!("{COOKIE}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict");
                let answer = Response::new(204, self.now).with("Cache-Control", "no-store").with("Set-Cookie", gone);
                self.respond(waiting, answer, Some(seq));
            }
            _ => {}
        }
    }

    fn session_of(&self, browser: MessageId) -> Option<String> {
        let request = self.messages.get(&browser)?.request()?;
        request.cookie(COOKIE).filter(|cookie| self.backend.sessions.contains_key(*cookie)).map(str::to_owned)
    }

    fn signed_in(&mut self, waiting: MessageId, response: &Response, seq: u64) {
        if response.status >= 300 || response.status == 204 {
            return self.pass_on(waiting, response.clone(), seq);
        }
        self.backend.begun = self.backend.begun.saturating_add(1);
        let label = format!("bff/{}", self.backend.begun);
        let session = draw_text(&mut self.drbg(), &label, 32);
        self.backend.sessions.insert(session.clone(), Kept::default());
        self.keep_in_backend(&session, response, seq);
        let cookie = format!("{COOKIE}={session}; Path=/; Secure; HttpOnly; SameSite=Strict");
        let answer = Response::new(200, self.now).no_store().with("Set-Cookie", cookie);
        self.respond(waiting, answer.json(json!({ "token_type": "Session" }).to_string()), Some(seq));
    }

    fn keep_in_backend(&mut self, session: &str, response: &Response, seq: u64) {
        let named = |name: &str| response.member(name).and_then(|text| self.token_named(&text));
        let (access, refresh) = (named("access_token").or_else(|| named("JWT")), named("refresh_token"));
        if let Some(kept) = self.backend.sessions.get_mut(session) {
            kept.access = access.or(kept.access);
            kept.refresh = refresh.or(kept.refresh);
        }
        for token in access.into_iter().chain(refresh) {
            self.emit(ActorId::Bff, Some(seq), EventKind::Stored { token, place: Place::Bff });
        }
    }

    /// Ends a session; answers the tokens that it had.
    fn forget_in_backend(&mut self, session: &str, seq: u64) -> Option<Kept> {
        let kept = self.backend.sessions.remove(session)?;
        for token in kept.tokens() {
            self.emit(ActorId::Bff, Some(seq), EventKind::Evicted { token, place: Place::Bff });
        }
        Some(kept)
    }

    /// Passes an answer on to the browser, with the backend's own date.
    fn pass_on(&mut self, waiting: MessageId, response: Response, seq: u64) {
        let mut answer = response;
        for (name, value) in &mut answer.headers {
            if name == "Date" {
                *value = self.now.imf();
            }
        }
        answer.headers.retain(|(name, _)| name != "WWW-Authenticate" && name != "Set-Cookie");
        self.respond(waiting, answer, Some(seq));
    }
}
