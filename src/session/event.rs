//! What the world says that happened: the rows of the flow, the sources of both logs, the answers to "why".

use serde::{Deserialize, Serialize};

use super::config::value::choice;
use super::id::{ActorId, FamilyId, KeyId, MessageId, TokenId};
use super::input::Fault;
use super::time::Ms;
use super::verdict::Check;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When, in true time.
    pub at: Ms,
    /// Its number, from 1, without gaps.
    pub seq: u64,
    /// Who did it, or where it happened.
    pub actor: ActorId,
    /// The number of the event that brought it about.
    pub cause: Option<u64>,
    /// What it is.
    pub kind: EventKind,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EventKind {
    /// A message left.
    Sent(MessageId),
    /// A message came.
    Arrived(MessageId),
    /// A message was lost, or there was nobody to take it.
    Dropped(MessageId),
    /// An account was made.
    Registered {
        /// The name.
        user: String,
        /// The role.
        role: String,
    },
    /// Someone signed in, or could not.
    SignIn {
        /// The name that was given.
        user: String,
        /// The family that began; none when it was refused.
        family: Option<FamilyId>,
    },
    /// Tokens were issued.
    Issued {
        /// The access token.
        access: TokenId,
        /// The refresh token beside it.
        refresh: Option<TokenId>,
        /// The family they belong to.
        family: Option<FamilyId>,
    },
    /// A refresh token was redeemed, and its successor is the one to use.
    Rotated {
        /// The family.
        family: FamilyId,
        /// The one that was presented.
        old: TokenId,
        /// Its successor.
        new: TokenId,
    },
    /// A refresh token was redeemed and stays the one to use.
    Refreshed {
        /// The family.
        family: FamilyId,
        /// The token.
        token: TokenId,
    },
    /// A rotated refresh token came again, within the policy.
    Graced {
        /// The family.
        family: FamilyId,
        /// The one that was presented.
        presented: TokenId,
        /// What was given for it.
        returned: TokenId,
    },
    /// A rotated refresh token came again, outside the policy.
    ReuseDetected {
        /// The family.
        family: FamilyId,
        /// The one that was presented.
        presented: TokenId,
        /// How many rotations lie before it.
        generation: u32,
        /// How many lie before the family's newest.
        head: u32,
        /// Where it came from.
        from: ActorId,
        /// What follows.
        action: super::config::Violation,
        /// How many refresh tokens are revoked by that.
        revoked: u32,
    },
    /// A refresh token came from another client than the one it was issued to.
    WrongClient {
        /// The token.
        presented: TokenId,
        /// The client.
        client: String,
    },
    /// A request for new tokens was refused.
    GrantRefused {
        /// The refresh token, where it is known.
        presented: Option<TokenId>,
        /// The number of the check in the order of the contract, 1 to 17.
        check: u8,
        /// The error code of the answer.
        error: String,
    },
    /// A family ended for good.
    FamilyDead {
        /// Which.
        family: FamilyId,
        /// Why.
        reason: DeathReason,
        /// How many refresh tokens are revoked by that.
        revoked: u32,
    },
    /// One refresh token was revoked alone.
    Revoked {
        /// Which.
        token: TokenId,
    },
    /// An API server let a request pass.
    Accepted {
        /// The request.
        message: MessageId,
        /// Its token.
        token: Option<TokenId>,
    },
    /// Something was refused.
    Refused(Refusal),
    /// The browser keeps a token.
    Stored {
        /// Which.
        token: TokenId,
        /// Where.
        place: Place,
    },
    /// The browser no longer keeps a token.
    Evicted {
        /// Which.
        token: TokenId,
        /// Where it was.
        place: Place,
    },
    /// The browser dropped a cookie that it could not keep.
    CookieDropped {
        /// Its name.
        name: String,
        /// Bytes of name and value.
        bytes: u32,
        /// Why.
        why: CookieRule,
    },
    /// The attacker has a copy of a token.
    Stolen {
        /// Which.
        token: TokenId,
        /// How.
        how: Theft,
    },
    /// The attacker tried and got nothing.
    NothingStolen {
        /// How.
        how: Theft,
    },
    /// The attacker made a token.
    Forged {
        /// Which.
        token: TokenId,
        /// Out of which.
        from: TokenId,
    },
    /// The attacker found the secret, or not.
    Cracked {
        /// The words tried.
        words: u32,
        /// Was it among them?
        found: bool,
    },
    /// The attacker had the user's own browser send a request.
    Ridden {
        /// The request.
        message: MessageId,
    },
    /// A server did what the request asked for, and something changed by it: money moved.
    Changed {
        /// The request.
        message: MessageId,
        /// Whose it was.
        sub: String,
    },
    /// A key is in the key set.
    KeyPublished(KeyId),
    /// A key signs from now on.
    KeySigning(KeyId),
    /// A key no longer signs, but is still in the key set.
    KeyRetiring(KeyId),
    /// A key is out of the key set.
    KeyRetired(KeyId),
    /// A key was stolen, and is out of the key set.
    KeyCompromised(KeyId),
    /// An API server has a new copy of the key set.
    JwksFetched {
        /// How many keys are in it.
        keys: u32,
    },
    /// A token names a key that is not in the server's copy of the key set.
    JwksStale {
        /// The name.
        kid: String,
    },
    /// An entry was written to the deny-list.
    Denied {
        /// What it names.
        entry: String,
        /// From when all servers see it.
        visible_from: Ms,
        /// Until when it is kept.
        until: Ms,
    },
    /// All servers see the entry.
    DenyVisible {
        /// What it names.
        entry: String,
    },
    /// The entry is gone.
    DenyGone {
        /// What it names.
        entry: String,
    },
    /// A token reached its `exp` by the true time.
    Expired(TokenId),
    /// A family was not used for so long that it cannot be any more.
    Idle(FamilyId),
    /// A family is as old as it may be.
    TooOld(FamilyId),
    /// A user was changed by the operator, or changed the password.
    UserChanged {
        /// The name.
        user: String,
        /// What changed: `password`, `role`, `enabled`, `not_before`.
        what: String,
        /// What it is now; empty for a password.
        value: String,
    },
    /// A tab opened, closed, loaded again, fell asleep or woke.
    Tab {
        /// The tab.
        tab: u8,
        /// What it did.
        what: TabChange,
    },
    /// The user is out: the tokens are gone and nothing gives new ones.
    SignedOut {
        /// The tab that noticed.
        tab: u8,
    },
    /// A link led to another site, which was told this.
    Referred {
        /// The value of the `Referer` field.
        referer: String,
        /// The token that stands in it.
        token: Option<TokenId>,
    },
    /// A fault was set.
    Faulted(Fault),
    /// The clock of a server was set.
    ClockSet {
        /// How far it is ahead now.
        offset_ms: i64,
    },
    /// A setting was changed.
    Patched {
        /// Its key.
        key: String,
        /// Its value now.
        value: String,
    },
    /// A note.
    Marked(String),
}

/// Why something was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// An API server refused a request.
    Request {
        /// The request.
        message: MessageId,
        /// Its token, where it is one that is known.
        token: Option<TokenId>,
        /// The check that failed.
        check: Check,
        /// The status of the answer.
        status: u16,
        /// Why, in words.
        why: String,
    },
    /// What came from outside cannot be done; nothing changed.
    Input(String),
}

choice! {
    /// Why a family ended.
    DeathReason {
        /// The user signed out.
        Logout = "logout",
        /// A rotated token came again.
        Reuse = "reuse",
        /// It was not used for too long.
        Idle = "idle",
        /// It was as old as it may be.
        Absolute = "absolute",
        /// The password was changed.
        Password = "password",
        /// The operator ended it.
        Admin = "admin",
        /// The account was closed.
        Disabled = "disabled",
    }
}
choice! {
    /// Where a browser keeps something.
    Place {
        /// localStorage of the origin.
        LocalStorage = "localStorage",
        /// sessionStorage of a tab.
        SessionStorage = "sessionStorage",
        /// The memory of a tab.
        Memory = "memory",
        /// The cookie jar.
        Cookie = "cookie",
        /// The session of the backend.
        Bff = "bff",
    }
}
choice! {
    /// The rule by which a browser dropped a cookie.
    CookieRule {
        /// Name and value are more than 4096 bytes.
        Size = "size",
        /// `Secure` came over a wire that is not.
        NotSecure = "not_secure",
        /// The prefix of the name asks for other attributes.
        Prefix = "prefix",
    }
}
choice! {
    /// How the attacker came by a token.
    Theft {
        /// A script in the page read it.
        Xss = "xss",
        /// It stood in a log.
        Log = "log",
        /// It travelled in clear.
        Wire = "wire",
        /// It stood in a Referer.
        Referer = "referer",
        /// It was answered to a stolen refresh token.
        Refresh = "refresh",
        /// In a way that the world does not play.
        Elsewhere = "elsewhere",
    }
}
choice! {
    /// What a tab did.
    TabChange {
        /// It opened.
        Opened = "opened",
        /// It closed.
        Closed = "closed",
        /// It loaded again.
        Reloaded = "reloaded",
        /// It fell asleep.
        Suspended = "suspended",
        /// It woke.
        Resumed = "resumed",
        /// The network is gone.
        Offline = "offline",
        /// The network is back.
        Online = "online",
    }
}
