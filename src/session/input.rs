//! What happens to the world from outside: the only way in. A run is a configuration, a seed and a list of these.

use serde::{Deserialize, Serialize};

use super::config::Carry;
use super::id::{ActorId, FamilyId, TokenId};
use super::time::Ms;

/// One thing that happens from outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Input {
    /// Time passes; refused when it would go back.
    Advance {
        /// Until when, in true time.
        to: Ms,
    },
    /// Someone does something.
    Act(ActorId, Action),
    /// A setting changes.
    Patch(ConfigPatch),
    /// Something breaks, or is mended.
    Fault(Fault),
    /// A note in the log.
    Mark(String),
}

/// A setting changes, in the words of [`super::config::Config::set`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfigPatch {
    /// `access_ttl`
    pub key: String,
    /// `60s`
    pub value: String,
}

/// What someone does. Each says who can; for anyone else it is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    /// Browser: makes an account.
    Register {
        /// The name.
        username: String,
        /// The password.
        password: String,
        /// The role that the form sends along.
        role: Option<String>,
    },
    /// Browser: signs in.
    Login {
        /// The name.
        username: String,
        /// The password.
        password: String,
        /// The number of the API that the token is for; without, the first.
        audience: Option<u8>,
    },
    /// Browser, attacker: sends a request to an API server.
    Call(Call),
    /// Browser: redeems its refresh token. Attacker: redeems a stolen one.
    Refresh {
        /// Which; without, the browser's own or the attacker's latest.
        token: Option<TokenId>,
        /// Who to be; without, `shop-spa`.
        client: Option<String>,
    },
    /// Browser: signs out.
    Logout,
    /// Browser: changes the password of whoever is signed in.
    Password {
        /// The old one.
        old: String,
        /// The new one.
        new: String,
    },
    /// Browser: a new tab opens; it takes the next free number.
    OpenTab,
    /// Browser: the tab closes.
    CloseTab,
    /// Browser: the tab loads again; its memory is lost.
    ReloadTab,
    /// Browser: the tab sleeps: its timers wait, what arrives waits.
    SuspendTab,
    /// Browser: the tab wakes.
    ResumeTab,
    /// Browser: the network is there or not.
    Online(bool),
    /// Browser: follows a link from the page it looks at to another site.
    FollowLink,
    /// Attacker: a script in the tab reads what script can read.
    XssRead {
        /// The tab.
        tab: u8,
    },
    /// Attacker: a script in the tab sends a request as the user.
    XssRide {
        /// The tab.
        tab: u8,
        /// The request.
        call: Call,
    },
    /// Attacker: a script stays in the page and reads each new token.
    PersistentXss(bool),
    /// Attacker: the user's browser opens a page that sends a request.
    Csrf {
        /// The page.
        page: Page,
        /// `GET` or `POST`.
        method: String,
        /// The path.
        path: String,
        /// Does it open in the tab (a link, a form), or in the background?
        top_level: bool,
    },
    /// Attacker: reads the access log of a server that leaked it.
    ReadLog {
        /// The number of the API; without, the auth server.
        api: Option<u8>,
    },
    /// Attacker: reads what travels, where it is not encrypted.
    Sniff(bool),
    /// Attacker: makes a token out of another.
    Forge {
        /// How.
        how: Forgery,
        /// Out of which; without, the latest access token stolen.
        from: Option<TokenId>,
        /// The role it shall have; without, that of the original.
        role: Option<String>,
        /// The subject it shall have; without, that of the original.
        sub: Option<String>,
    },
    /// Attacker: tries the words of a list as the secret of a token.
    Crack {
        /// Which token; without, the latest access token stolen.
        token: Option<TokenId>,
    },
    /// Attacker: learns a token in a way that the world does not play.
    Obtain {
        /// Which.
        token: TokenId,
    },
    /// Operator: closes or opens an account.
    Enable {
        /// The name.
        user: String,
        /// May they sign in?
        enabled: bool,
    },
    /// Operator: gives a user a role and takes the others.
    SetRole {
        /// The name.
        user: String,
        /// `user` or `admin`.
        role: String,
    },
    /// Operator: what a user was given until now no longer counts.
    NotBefore {
        /// The name.
        user: String,
    },
    /// Operator: ends a family.
    Kill {
        /// Which.
        family: FamilyId,
    },
    /// Operator: makes a new key that will sign.
    RotateKey,
    /// Operator: a key was stolen; it is taken out at once. The one that signs, and a new one takes over.
    CompromiseKey,
}

/// A request to an API server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// The number of the API, from 0.
    pub api: u8,
    /// `GET` or `POST`.
    pub method: String,
    /// The path: `/profile`, `/admin`, `/transfer`.
    pub path: String,
    /// Which token; without, the tab's own, and the attacker's latest.
    pub token: Option<TokenId>,
    /// How it travels; empty for what is set. Two at once are a lesson.
    pub via: Vec<Carry>,
}

impl Call {
    /// A request to the first API with what is at hand.
    #[must_use]
    pub fn new(method: &str, path: &str) -> Self {
        Self { api: 0, method: method.into(), path: path.into(), token: None, via: Vec::new() }
    }
}

/// A page that is not the application's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Page {
    /// `https://evil.test`: another site.
    Evil,
    /// `https://blog.shop.test`: another origin of the same site.
    Blog,
}

impl Page {
    /// Its origin.
    #[must_use]
    pub const fn origin(self) -> &'static str {
        match self {
            Self::Evil => "https://evil.test",
            Self::Blog => "https://blog.shop.test",
        }
    }
}

/// How the attacker makes a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Forgery {
    /// The claims change, the signature stays.
    Tamper,
    /// `alg` is this spelling of none, without a signature.
    None(String),
    /// `alg` is HS256 with the public key as the secret.
    Confuse,
    /// `kid` leads to something that the attacker knows: `../../dev/null`, or SQL that answers with a known secret.
    Kid(String),
    /// The attacker's own key in `jwk`.
    Jwk,
    /// The address of the attacker's own key set in `jku`.
    Jku,
    /// Signed with the secret that was found.
    Crack,
    /// Signed with a key that was stolen from the auth server.
    StolenKey,
    /// Another `typ`, signed with a secret or key that was found.
    Typ(String),
    /// Another `iss`, signed with a secret or key that was found.
    Iss(String),
    /// The last characters are missing.
    Truncate,
    /// Without `exp`, signed with a secret or key that was found.
    NoExp,
}

/// Something breaks, or is mended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// The next request is lost.
    DropRequest,
    /// The next response is lost.
    DropResponse,
    /// The next message takes longer.
    Delay {
        /// How much longer.
        ms: u32,
    },
    /// The next request arrives twice.
    Duplicate,
    /// The next request is answered with this status and nothing else.
    NextStatus(u16),
    /// The clock of a server is set.
    Skew {
        /// Which.
        actor: ActorId,
        /// How far it is ahead from now on.
        offset_ms: i64,
    },
    /// A server stops or starts.
    Server {
        /// Which.
        actor: ActorId,
        /// Does it run?
        up: bool,
    },
    /// The store of the deny-list stops or starts.
    DenyStore {
        /// Does it answer?
        up: bool,
    },
}
