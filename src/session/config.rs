//! How the world is set up: every choice a lesson makes, with its default.

mod choice;
mod setting;
pub(in crate::session) mod value;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub use choice::{
    Alg, Anchor, Carry, Claim, Defence, DenyKey, Engine, Flaw, Graced, Keep, Limits, Logout, OnFailure, Referrer,
    SameSite, Shape, Violation, Who,
};
pub use setting::{BadSetting, SETTINGS, Setting};

/// Milliseconds that may be negative: the offset of a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Milliseconds(pub i64);

/// Everything that is set before the first message, and may be patched later. Times are seconds unless the name says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Config {
    /// The life of an access token.
    pub access_ttl: i64,
    /// What it looks like.
    pub at_profile: Shape,
    /// What signs it.
    pub alg: Alg,
    /// The characters whose bytes are the HMAC key; without, 64 hex characters from the seed.
    pub secret: Option<String>,
    /// A JSON object whose members every access token has besides, or `groups:228`.
    pub extra_claims: Option<String>,
    /// How long a refresh token lives without use.
    pub refresh_idle: Option<i64>,
    /// How long a family lives at most.
    pub refresh_absolute: Option<i64>,
    /// Does each refresh give a new refresh token?
    pub rotation: bool,
    /// What happens when a rotated one comes again.
    pub reuse: Reuse,
    /// Is rotation one step?
    pub atomic: bool,
    /// How long it takes between reading and writing when it is not, in milliseconds.
    pub gap_ms: u32,
    /// May only the client that a refresh token was issued to redeem it?
    pub bind_client: bool,
    /// Is the subject of a refreshed token that of the family, whatever came with the request?
    pub bind_subject: bool,
    /// What a logout ends.
    pub logout: Logout,
    /// Does a new password end older families?
    pub password_change_revokes: bool,
    /// Is there a list of access tokens that are no longer good?
    pub deny_list: DenyList,
    /// What its entries name.
    pub deny_key: DenyKey,
    /// What happens when it does not answer.
    pub deny_failure: OnFailure,
    /// Do tokens name their key?
    pub kid: bool,
    /// How long a key is published before it signs; without, the longest cache age.
    pub publish_lead: Option<i64>,
    /// How long a key stays published after it signed; without, as long as its tokens live.
    pub retire_after: Option<i64>,
    /// How tokens travel.
    pub carry: Carry,
    /// Where the application keeps them.
    pub keep: Keep,
    /// How forged requests are told from the application's own.
    pub defence: Defence,
    /// When the application refreshes.
    pub refresh_when: RefreshWhen,
    /// Does a tab send one refresh at a time?
    pub single_flight: bool,
    /// Do all tabs together send one refresh at a time?
    pub cross_tab_lock: bool,
    /// Is a request without an answer sent again?
    pub retry_on_lost: bool,
    /// Does the application refresh when it is told that its role does not suffice?
    pub refresh_on_403: bool,
    /// Whose rules the browser follows.
    pub engine: Engine,
    /// What it tells the sites that links lead to.
    pub referrer: Referrer,
    /// SameSite of the cookies.
    pub same_site: SameSite,
    /// Are the cookies hidden from script?
    pub http_only: bool,
    /// Do the cookies travel over TLS only?
    pub secure: bool,
    /// Who has an account at the beginning.
    pub accounts: Vec<Account>,
    /// The mistakes that are switched on.
    pub vulnerable: BTreeSet<Flaw>,
    /// How long a message travels, in milliseconds.
    pub latency_ms: u32,
    /// Is the wire encrypted?
    pub tls: bool,
    /// How far the auth server's clock is ahead, in milliseconds.
    pub auth_offset_ms: Milliseconds,
    /// The API servers.
    pub apis: Vec<Api>,
}

/// What happens when a rotated refresh token is presented again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reuse {
    /// For how long it may be.
    pub window_s: i64,
    /// From when that counts.
    pub anchor: Anchor,
    /// Which tokens may.
    pub who: Who,
    /// What the answer is.
    pub result: Graced,
    /// May the parent come again at any time while its successor was not used?
    pub until_used: bool,
    /// How often one token may come again.
    pub max: Option<u32>,
    /// Does even the active token not advance within the window?
    pub freeze_in_window: bool,
    /// What a violation brings.
    pub on_violation: Violation,
}

/// A list of access tokens that are no longer good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DenyList {
    /// There is none.
    Off,
    /// One, asked by all API servers.
    Shared,
    /// One a server, which learns of an entry later.
    Replicated {
        /// How much later.
        lag_s: i64,
    },
}

/// How an API server judges a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Validation {
    /// By itself.
    Local,
    /// By asking the auth server (RFC 7662).
    Introspect {
        /// For how long an answer counts.
        cache_s: i64,
    },
    /// By looking the session up.
    ServerSession,
}

/// When the application refreshes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RefreshWhen {
    /// When a request is answered with 401.
    On401,
    /// Before the access token ends.
    Ahead {
        /// How long before.
        before_s: i64,
    },
    /// When the user says so.
    Never,
}

/// An account that exists at the beginning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The name, which is also `sub`.
    pub name: String,
    /// The password.
    pub password: String,
    /// `user` or `admin`.
    pub role: String,
}

impl Account {
    /// A demo account: the password of `user` is `user-pass`; `admin` has the role admin.
    #[must_use]
    pub fn demo(name: &str) -> Self {
        let role = if name == "admin" { "admin" } else { "user" };
        Self { name: name.to_owned(), password: format!("{name}-pass"), role: role.to_owned() }
    }
}

/// How an API server is set up. Times are seconds unless the name says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Api {
    /// Its host name.
    pub host: String,
    /// The `aud` that it expects.
    pub audience: String,
    /// How far its clock is ahead, in milliseconds.
    pub offset_ms: Milliseconds,
    /// How far dates may lie beside its clock.
    pub leeway_s: i64,
    /// How it judges tokens.
    pub validation: Validation,
    /// For how long it keeps a key set.
    pub jwks_ttl: i64,
    /// Does it fetch the key set again for a `kid` that it does not know?
    pub refetch_on_unknown_kid: bool,
    /// How long it waits between two such fetches.
    pub refetch_cooldown: i64,
    /// What a token must have.
    pub require: BTreeSet<Claim>,
    /// How large a request's head may be.
    pub limits: Limits,
    /// Does it say why it refuses?
    pub verbose_errors: bool,
}

impl Api {
    /// The server at a host, with its defaults.
    #[must_use]
    pub fn at(host: &str) -> Self {
        Self {
            host: host.to_owned(),
            audience: format!("https://{host}"),
            offset_ms: Milliseconds(0),
            leeway_s: 0,
            validation: Validation::Local,
            jwks_ttl: 600,
            refetch_on_unknown_kid: true,
            refetch_cooldown: 30,
            require: BTreeSet::from([Claim::Exp, Claim::Iss, Claim::Aud, Claim::Typ]),
            limits: Limits::Plain,
            verbose_errors: true,
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            access_ttl: 300,
            at_profile: Shape::Rfc9068,
            alg: Alg::Hs256,
            secret: None,
            extra_claims: None,
            refresh_idle: Some(86_400),
            refresh_absolute: Some(7 * 86_400),
            rotation: true,
            reuse: Reuse::default(),
            atomic: true,
            gap_ms: 5,
            bind_client: true,
            bind_subject: true,
            logout: Logout::Family,
            password_change_revokes: true,
            deny_list: DenyList::Off,
            deny_key: DenyKey::Jti,
            deny_failure: OnFailure::Closed,
            kid: true,
            publish_lead: None,
            retire_after: None,
            carry: Carry::Header,
            keep: Keep::LocalStorage,
            defence: Defence::None,
            refresh_when: RefreshWhen::On401,
            single_flight: false,
            cross_tab_lock: false,
            retry_on_lost: true,
            refresh_on_403: false,
            engine: Engine::Chromium,
            referrer: Referrer::Origin,
            same_site: SameSite::Strict,
            http_only: true,
            secure: true,
            accounts: ["user", "admin", "alice", "bob"].map(Account::demo).into(),
            vulnerable: BTreeSet::new(),
            latency_ms: 20,
            tls: true,
            auth_offset_ms: Milliseconds(0),
            apis: vec![Api::at("api.shop.test")],
        }
    }
}

impl Default for Reuse {
    fn default() -> Self {
        Self {
            window_s: 0,
            anchor: Anchor::RotatedAt,
            who: Who::Parent,
            result: Graced::Same,
            until_used: false,
            max: None,
            freeze_in_window: false,
            on_violation: Violation::Family,
        }
    }
}

impl Config {
    /// Is this mistake switched on?
    #[must_use]
    pub fn has(&self, flaw: Flaw) -> bool {
        self.vulnerable.contains(&flaw)
    }

    /// Does a random cookie name the session, with no JWT and no refresh token: the way before tokens?
    #[must_use]
    pub fn by_session_cookie(&self) -> bool {
        let session = self.apis.first().is_some_and(|api| api.validation == Validation::ServerSession);
        session && self.at_profile == Shape::Opaque
    }

    /// Where every API asks about a token instead of judging it by itself: for how many seconds the last of them believes what it was told.
    /// `None` where one of them does judge.
    #[must_use]
    pub fn asks_everywhere(&self) -> Option<i64> {
        let believes = |api: &Api| match api.validation {
            Validation::Introspect { cache_s } => Some(cache_s),
            Validation::ServerSession => Some(0),
            // Of random characters nobody can judge by itself.
            Validation::Local => (self.at_profile == Shape::Opaque).then_some(0),
        };
        self.apis.iter().map(believes).try_fold(0, |most, seconds| Some(most.max(seconds?)))
    }

    /// The members that every access token has besides its own.
    #[must_use]
    pub fn extra(&self) -> serde_json::Map<String, serde_json::Value> {
        self.extra_claims.as_deref().and_then(claims).unwrap_or_default()
    }
}

/// `groups:3` is `{"groups":["team-0000","team-0001","team-0002"]}`.
fn claims(text: &str) -> Option<serde_json::Map<String, serde_json::Value>> {
    if let Some(count) = text.strip_prefix("groups:") {
        let count: u32 = count.trim().parse().ok().filter(|count| *count <= 2000)?;
        let groups = (0..count).map(|number| format!("team-{number:04}").into()).collect();
        return Some([("groups".to_owned(), serde_json::Value::Array(groups))].into_iter().collect());
    }
    serde_json::from_str(text).ok()
}

fn claims_fit(text: &Option<String>) -> bool {
    text.as_deref().is_none_or(|text| claims(text).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_reads_back_what_it_wrote() {
        let default = Config::default();
        for (_, key, _) in Config::keys() {
            let text = default.get(key).expect("every key has a value");
            let mut copy = default.clone();
            assert_eq!(copy.set(key, &text), Ok(()), "{key} = {text}");
            assert_eq!(copy, default, "{key} = {text}");
        }
    }

    #[test]
    fn a_setting_takes_what_lies_in_its_range_and_nothing_else() {
        let mut config = Config::default();
        assert_eq!(config.set("access_ttl", "1s"), Ok(()));
        assert_eq!(config.set("access_ttl", "24h"), Ok(()));
        assert!(config.set("access_ttl", "0").is_err());
        assert!(config.set("access_ttl", "86401").is_err());
        assert_eq!(config.access_ttl, 86_400);
        assert_eq!(config.set("deny_list", "replicated(20s)"), Ok(()));
        assert_eq!(config.deny_list, DenyList::Replicated { lag_s: 20 });
        assert_eq!(config.set("vulnerable", "V1, V5b"), Ok(()));
        assert_eq!(config.vulnerable, BTreeSet::from([Flaw::None, Flaw::KidSql]));
        assert_eq!(config.set("nothing", "1"), Err(BadSetting::Unknown { key: "nothing".into() }));
    }

    #[test]
    fn a_setting_of_one_server_leaves_the_others() {
        let mut config = Config::default();
        assert_eq!(config.set("apis", "api.shop.test billing.shop.test"), Ok(()));
        assert_eq!(config.set("b.leeway_s", "60"), Ok(()));
        assert_eq!((config.get("a.leeway_s"), config.get("b.leeway_s")), (Some("0".into()), Some("60".into())));
        assert_eq!(config.set("leeway_s", "5"), Ok(()));
        assert_eq!(config.get("b.leeway_s"), Some("5".into()));
        assert!(config.set("c.leeway_s", "5").is_err());
        assert!(config.set("c.nothing", "5").is_err());
    }

    #[test]
    fn only_what_differs_is_listed() {
        let mut config = Config::default();
        assert_eq!(config.differences(&Config::default()), []);
        assert_eq!(config.set("a.offset_ms", "-90000"), Ok(()));
        let differences = config.differences(&Config::default());
        assert_eq!(differences, [("a.offset_ms".to_owned(), "-90000".to_owned(), "0".to_owned())]);
    }
}
