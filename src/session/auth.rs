//! The auth server, sans-IO: users, families of tokens, keys, revocation. One request in, one response out, and what happened.

mod answer;
mod deny;
mod endpoints;
mod family;
mod forget;
mod keys;
mod login;
mod redeem;
mod revoke;
mod user;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::config::Config;
use super::drbg::Entropy;
use super::entry::Entry;
use super::event::EventKind;
use super::http::{Request, Response};
use super::id::{ActorId, FamilyId, TokenId};
use super::time::Ms;
use super::token::Token;

pub use answer::{access_cookie, jwt_cookie, refresh_cookie};
pub use deny::{DenyEntry, DenyStore};
pub(in crate::session) use endpoints::API_CLIENT;
pub use family::{Family, RefreshState, RefreshToken};
pub use keys::{Key, KeyState};
pub use redeem::Pending;
pub use user::User;

/// Its host name.
pub const HOST: &str = "auth.shop.test";
/// The host name of the application, where everything is mounted when cookies carry tokens.
pub const APP_HOST: &str = "app.shop.test";
/// The public client that the browser's application is.
pub const APP_CLIENT: &str = "shop-spa";

/// The auth server.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AuthServer {
    /// Its settings.
    pub config: Config,
    /// Who has an account.
    pub users: BTreeMap<String, User>,
    /// What sign-ins began.
    pub families: BTreeMap<FamilyId, Family>,
    /// The refresh tokens by number.
    pub refresh: BTreeMap<u32, RefreshToken>,
    /// The access tokens by number: an issuer knows what it issued.
    pub access: BTreeMap<u32, Token>,
    /// The keys, oldest first.
    pub keys: Vec<Key>,
    /// Which access tokens are no longer good.
    pub deny: DenyStore,
    refresh_by_hash: BTreeMap<String, u32>,
    access_by_hash: BTreeMap<String, u32>,
    minted: Vec<Token>,
    forgotten: Vec<TokenId>,
    families_made: u32,
    access_made: u32,
    refresh_made: u32,
    logins: BTreeMap<String, (i64, u32)>,
}

/// What came of a request.
pub enum Step {
    /// The answer.
    Done(Response),
    /// A refresh was read and will be written later, without looking again.
    Later(Box<Pending>),
}

/// What stands around one request.
pub(in crate::session) struct Around<'a> {
    /// True time.
    pub(super) now: Ms,
    /// The time on the server's clock.
    pub(super) local: Ms,
    /// Its random bytes.
    pub(super) rng: &'a mut dyn Entropy,
    /// What happened.
    pub(super) log: Vec<Entry>,
    /// Who asks, for the alert.
    pub(super) from: ActorId,
}

impl Around<'_> {
    fn event(&mut self, kind: EventKind) {
        self.log.push(Entry::Event(kind));
    }
}

impl AuthServer {
    /// A server with the accounts and the first key of its settings.
    #[must_use]
    pub fn new(config: &Config, rng: &mut dyn Entropy, now: Ms) -> Self {
        let mut server = Self {
            config: config.clone(),
            users: config.accounts.iter().map(|a| (a.name.clone(), User::new(&a.name, &a.password, &a.role))).collect(),
            families: BTreeMap::new(),
            refresh: BTreeMap::new(),
            access: BTreeMap::new(),
            keys: Vec::new(),
            deny: DenyStore::default(),
            refresh_by_hash: BTreeMap::new(),
            access_by_hash: BTreeMap::new(),
            minted: Vec::new(),
            forgotten: Vec::new(),
            families_made: 0,
            access_made: 0,
            refresh_made: 0,
            logins: BTreeMap::new(),
        };
        server.first_key(rng, now);
        server
    }

    /// The time on its clock.
    #[must_use]
    pub fn local(&self, now: Ms) -> Ms {
        now.plus(self.config.auth_offset_ms.0)
    }

    /// Answers a request. `now` is true time, `rng` the source of tokens.
    pub fn handle(&mut self, now: Ms, rng: &mut dyn Entropy, r: &Request) -> (Response, Vec<Entry>) {
        let (step, mut log) = self.begin(now, rng, ActorId::Browser(1), r);
        match step {
            Step::Done(response) => (response, log),
            Step::Later(pending) => {
                let (response, more) = self.finish(now, rng, &pending);
                log.extend(more);
                (response, log)
            }
        }
    }

    /// Begins to answer a request: all of it, but for the writing of a refresh where that is a step of its own.
    pub fn begin(&mut self, now: Ms, rng: &mut dyn Entropy, from: ActorId, r: &Request) -> (Step, Vec<Entry>) {
        let mut around = Around { now, local: self.local(now), rng, log: Vec::new(), from };
        let step = self.route(&mut around, r);
        (step, around.log)
    }

    /// Writes a refresh that was read earlier.
    pub fn finish(&mut self, now: Ms, rng: &mut dyn Entropy, pending: &Pending) -> (Response, Vec<Entry>) {
        let mut around = Around { now, local: self.local(now), rng, log: Vec::new(), from: pending.from() };
        let response = self.commit(&mut around, pending);
        (response, around.log)
    }

    /// The tokens issued since the last time this was asked, with their characters.
    pub fn take_minted(&mut self) -> Vec<Token> {
        std::mem::take(&mut self.minted)
    }

    /// The refresh token that these characters are.
    #[must_use]
    pub fn refresh_named(&self, text: &str) -> Option<&RefreshToken> {
        self.refresh_by_hash.get(&user::sha256_hex(text)).and_then(|number| self.refresh.get(number))
    }
}
