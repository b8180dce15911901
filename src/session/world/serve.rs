//! Servers at work: a request arrived, the sans-IO server answers, and what it reports becomes events.

use super::{Due, World};
use crate::session::api::{Answer, Told, Upstream};
use crate::session::attacker::evil_key;
use crate::session::auth::{self, API_CLIENT, AuthServer, Pending, Step};
use crate::session::entry::Entry;
use crate::session::event::{EventKind, Refusal};
use crate::session::http::{Request, Response, encode_form};
use crate::session::id::{ActorId, MessageId, TokenId};
use crate::session::key::NamedKey;
use crate::session::message::{Message, Purpose};
use crate::session::time::Ms;
use crate::session::token::Token;

/// What an API server of the world asks, and what came for it.
struct Asked<'a> {
    auth: &'a AuthServer,
    deny_down: bool,
    now: Ms,
    seed: u64,
    /// The answer that came, when the request is handled for the second time.
    given: Option<Given>,
    /// What it asked for.
    wants: Option<Want>,
}

/// What came back.
pub(super) enum Given {
    /// The key set is in the cache, or will not come.
    Keys,
    /// What the auth server said, or nothing.
    Told(Option<Option<Told>>),
}

enum Want {
    Keys,
    Introspection(String),
}

impl Upstream for Asked<'_> {
    fn key_set(&mut self) -> Answer<Vec<NamedKey>> {
        if self.given.is_some() {
            return Answer::Failed;
        }
        self.wants = Some(Want::Keys);
        Answer::Pending
    }

    fn introspect(&mut self, token: &str) -> Answer<Option<Told>> {
        match self.given.take() {
            Some(Given::Told(Some(told))) => Answer::Ready(told),
            Some(Given::Told(None) | Given::Keys) => Answer::Failed,
            None => {
                self.wants = Some(Want::Introspection(token.to_owned()));
                Answer::Pending
            }
        }
    }

    fn session(&mut self, token: &str) -> Answer<Option<Told>> {
        Answer::Ready(self.auth.session(token, self.now).map(|token| Told {
            sub: token.sub.clone(),
            role: self.auth.users.get(&token.sub).map(|user| user.role.clone()).unwrap_or_default(),
            aud: token.aud.clone(),
            exp: token.exp.unwrap_or(0),
        }))
    }

    fn denied(&mut self, jti: &str, sid: &str, sub: &str, iat: i64) -> Answer<bool> {
        if self.deny_down { Answer::Failed } else { Answer::Ready(self.auth.deny.denies(self.now, jti, sid, sub, iat)) }
    }

    fn foreign_keys(&mut self, _address: &str) -> Vec<NamedKey> {
        evil_key(self.seed).public().into_iter().collect()
    }
}

impl World {
    /// A request arrived at a server.
    pub(super) fn serve(&mut self, message: &Message, r: &Request, seq: u64) {
        if let Some(status) = self.faults.next_status.take() {
            let response = Response::new(status, self.now).json("");
            return self.respond(message.id, response, Some(seq));
        }
        match message.to {
            ActorId::Auth => self.serve_auth(message, r, seq),
            ActorId::Api(number) => self.serve_api(number, message.id, r, None, seq),
            ActorId::Bff => self.serve_backend(message, r, seq),
            ActorId::Browser(_) | ActorId::Attacker | ActorId::Operator => {}
        }
    }

    fn serve_auth(&mut self, message: &Message, r: &Request, seq: u64) {
        // A redemption is where the token is redeemed: the detection latency has no way in it.
        let redeemed = message.token.filter(|_| message.purpose == Purpose::Redeem).and_then(|id| self.tokens.get(&id));
        if let Some(family) = redeemed.and_then(|token| token.family) {
            self.attacker.redeemed.entry(family).or_insert(self.now);
        }
        let (step, log) = self.auth.begin(self.now, &mut self.drbg(), message.from, r);
        self.report(ActorId::Auth, seq, log);
        match step {
            Step::Done(response) => self.respond(message.id, response, Some(seq)),
            Step::Later(pending) => {
                let at = self.now.plus(i64::from(self.config.gap_ms));
                self.queue(at, Due::Finish(message.id, pending));
            }
        }
    }

    pub(super) fn finish(&mut self, id: MessageId, pending: &Pending) {
        let seq = self.messages.get(&id).and_then(|message| message.arrived_seq);
        let (response, log) = self.auth.finish(self.now, &mut self.drbg(), pending);
        self.report(ActorId::Auth, seq.unwrap_or(0), log);
        self.respond(id, response, seq);
    }

    pub(super) fn serve_api(&mut self, number: u8, id: MessageId, r: &Request, given: Option<Given>, seq: u64) {
        let (now, seed) = (self.now, self.seed);
        let mut asked = Asked { auth: &self.auth, deny_down: self.auth.deny.down, now, seed, given, wants: None };
        let Some(api) = self.apis.get_mut(usize::from(number)) else { return };
        let handled = api.handle(now, &mut asked, r);
        let wants = asked.wants.take();
        match (handled, wants) {
            (Some((response, verdict, log)), _) => {
                let actor = ActorId::Api(number);
                self.report(actor, seq, log);
                let token = self.messages.get(&id).and_then(|message| message.token);
                self.counters.judged(&verdict, &self.config, usize::from(number));
                let kind = match verdict.failed() {
                    None => EventKind::Accepted { message: id, token },
                    Some(row) => EventKind::Refused(Refusal::Request {
                        message: id,
                        token,
                        check: row.check,
                        status: verdict.status,
                        why: row.found.clone(),
                    }),
                };
                self.emit(actor, Some(seq), kind);
                if response.status == 200 && r.path() == "/transfer" {
                    let sub = verdict.sub.clone().unwrap_or_default();
                    self.emit(actor, Some(seq), EventKind::Changed { message: id, sub });
                }
                if let Some(message) = self.messages.get_mut(&id) {
                    message.verdict = Some(verdict);
                }
                self.respond(id, response, Some(seq));
            }
            (None, Some(want)) => self.ask_auth(number, id, &want, seq),
            (None, None) => {}
        }
    }

    /// An API server asks the auth server; the request waits.
    fn ask_auth(&mut self, number: u8, waiting: MessageId, want: &Want, seq: u64) {
        let (request, purpose) = match want {
            Want::Keys => (Request::new("GET", "/.well-known/jwks.json", auth::HOST), Purpose::KeySet { waiting }),
            Want::Introspection(token) => {
                use base64::Engine as _;
                let basic = format!("{}:{}", API_CLIENT.0, API_CLIENT.1);
                let basic = base64::engine::general_purpose::STANDARD.encode(basic);
                let form = encode_form(&[("token", token), ("token_type_hint", "access_token")]);
                let request = Request::new("POST", "/oauth2/introspect", auth::HOST)
                    .with("Authorization", format!("Basic {basic}"))
                    .with_body("application/x-www-form-urlencoded", form);
                (request, Purpose::Introspect { waiting })
            }
        };
        self.send(ActorId::Api(number), ActorId::Auth, request, purpose, Some(seq));
    }

    /// The answer to what an API server asked came, or `None`: it did not.
    pub(super) fn told(&mut self, request: &Message, response: Option<&Response>, seq: u64) {
        let ActorId::Api(number) = request.from else { return };
        let body = response.filter(|response| response.status == 200);
        let body: Option<serde_json::Value> = body.and_then(|response| serde_json::from_slice(&response.body).ok());
        let (waiting, given) = match request.purpose {
            Purpose::KeySet { waiting } => {
                let keys = body.as_ref().and_then(|body| body.get("keys")).and_then(serde_json::Value::as_array);
                if let Some(keys) = keys {
                    let keys = keys.iter().filter_map(NamedKey::from_jwk).collect();
                    let now = self.now;
                    if let Some(kind) = self.apis.get_mut(usize::from(number)).map(|api| api.take_keys(now, keys)) {
                        self.counters.looked_up(crate::session::entry::Lookup::Keys);
                        self.emit(ActorId::Api(number), Some(seq), kind);
                    }
                }
                (waiting, Given::Keys)
            }
            Purpose::Introspect { waiting } => {
                let told = body.map(|body| {
                    let text = |name: &str| body.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
                    let active = body.get("active").and_then(serde_json::Value::as_bool).unwrap_or(false);
                    active.then(|| Told {
                        sub: text("sub"),
                        role: text("role"),
                        aud: text("aud"),
                        exp: body.get("exp").and_then(serde_json::Value::as_i64).unwrap_or(0),
                    })
                });
                (waiting, Given::Told(told))
            }
            _ => return,
        };
        let Some(r) = self.messages.get(&waiting).and_then(|message| message.request().cloned()) else { return };
        let seq = self.messages.get(&waiting).and_then(|message| message.arrived_seq).unwrap_or(seq);
        self.serve_api(number, waiting, &r, Some(given), seq);
    }

    /// What a server reports becomes events, counters and things to come.
    pub(super) fn report(&mut self, actor: ActorId, cause: u64, log: Vec<Entry>) {
        for token in self.auth.take_minted() {
            if let (TokenId::Access(_), Some(exp)) = (token.id, token.exp) {
                let at = Ms::from_seconds(exp).plus(-self.config.auth_offset_ms.0);
                self.queue(at.max(self.now), Due::Expiry(token.id));
            }
            self.know(token);
        }
        for id in self.auth.take_forgotten() {
            self.forget_token(id);
        }
        for entry in log {
            match entry {
                Entry::Event(kind) => {
                    self.foresee(&kind);
                    self.emit(actor, Some(cause), kind);
                }
                Entry::Lookup(lookup) => self.counters.looked_up(lookup),
                Entry::Verified(alg) => self.counters.verified(alg),
                Entry::Signed(alg) => self.counters.signed(alg),
            }
        }
    }

    /// Queues what follows from an event by itself.
    fn foresee(&mut self, kind: &EventKind) {
        let offset = self.config.auth_offset_ms.0;
        match kind {
            EventKind::Issued { refresh: Some(_), family: Some(id), .. } => {
                let Some(family) = self.auth.families.get(id) else { return };
                let (last, end) = (family.last_use, family.abs_exp);
                if let Some(idle) = self.config.refresh_idle {
                    self.queue_once(last.plus_seconds(idle).plus(-offset), Due::Idle(*id));
                }
                if let Some(end) = end {
                    self.queue_once(end.plus(-offset), Due::TooOld(*id));
                }
            }
            EventKind::Denied { entry, visible_from, until } => {
                if *visible_from > self.now {
                    self.queue(*visible_from, Due::DenyVisible(entry.clone()));
                }
                self.queue((*until).max(self.now), Due::DenyGone(entry.clone()));
            }
            _ => {}
        }
    }

    /// Remembers a token.
    pub(super) fn know(&mut self, token: Token) {
        self.by_text.insert(token.text.clone(), token.id);
        self.tokens.insert(token.id, token);
    }

    /// Forgets a token, and when a family that is gone was first redeemed.
    pub(super) fn forget_token(&mut self, id: TokenId) {
        if let Some(old) = self.tokens.remove(&id) {
            self.by_text.remove(&old.text);
            self.attacker.loot.remove(&id);
        }
        let families = &self.auth.families;
        if self.attacker.redeemed.len() > families.len() {
            self.attacker.redeemed.retain(|family, _| families.contains_key(family));
        }
    }
}
