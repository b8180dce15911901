//! The choices that settings offer, each with the word that stands for it in files and forms.

use super::value::choice;

choice! {
    /// What an access token looks like.
    Shape {
        /// `sub`, `role`, `iat`, `exp`, as the article makes it.
        Article = "article",
        /// RFC 9068.
        Rfc9068 = "rfc9068",
        /// Random characters that mean something to the auth server only.
        Opaque = "opaque",
    }
}
choice! {
    /// The algorithms whose signatures are the same each time, which replays need.
    Alg {
        /// HMAC with SHA-256.
        Hs256 = "HS256",
        /// HMAC with SHA-384.
        Hs384 = "HS384",
        /// HMAC with SHA-512.
        Hs512 = "HS512",
        /// RSA with SHA-256.
        Rs256 = "RS256",
        /// Edwards curve.
        EdDsa = "EdDSA",
    }
}
choice! {
    /// From when the window of reuse counts.
    Anchor {
        /// From the rotation of the presented token.
        RotatedAt = "rotated_at",
        /// From the last use of the family.
        LastUse = "last_use",
    }
}
choice! {
    /// Which rotated tokens may come again.
    Who {
        /// The parent of the active one.
        Parent = "parent",
        /// Any.
        AnyAncestor = "any_ancestor",
    }
}
choice! {
    /// What a graced reuse is answered with.
    Graced {
        /// The presented token's own successor.
        Same = "same",
        /// The family's active token.
        Head = "head",
        /// A new token beside it.
        Sibling = "sibling",
        /// A new token; the earlier successor dies.
        Replace = "replace",
    }
}
choice! {
    /// What a reuse outside the policy brings.
    Violation {
        /// The family dies.
        Family = "family",
        /// The family dies, and its access tokens with it.
        FamilyAndAccess = "family_and_access",
        /// All families of the user die.
        AllOfUser = "all_of_user",
        /// A refusal and nothing else.
        Reject = "reject",
    }
}
choice! {
    /// What a logout ends.
    Logout {
        /// Nothing at the server: the client forgets.
        ClientOnly = "client_only",
        /// The presented refresh token.
        PresentedToken = "presented_token",
        /// The family.
        Family = "family",
        /// All families of the user.
        AllOfUser = "all_of_user",
    }
}
choice! {
    /// What a deny-list entry names.
    DenyKey {
        /// One access token.
        Jti = "jti",
        /// All access tokens of a session.
        Sid = "sid",
        /// All access tokens of a user from before an instant.
        Sub = "sub",
    }
}
choice! {
    /// What a server does when the deny-list does not answer.
    OnFailure {
        /// Lets the request pass.
        Open = "fail_open",
        /// Refuses it.
        Closed = "fail_closed",
    }
}
choice! {
    /// How a token travels.
    Carry {
        /// `Authorization: Bearer` (RFC 6750 §2.1).
        Header = "header",
        /// A cookie.
        Cookie = "cookie",
        /// A parameter of the URL (RFC 6750 §2.3).
        Query = "query",
        /// A form field (RFC 6750 §2.2).
        Body = "body",
    }
}
choice! {
    /// Where the browser's application keeps tokens.
    Keep {
        /// One for the origin, stays.
        LocalStorage = "local_storage",
        /// One a tab, dies with it.
        SessionStorage = "session_storage",
        /// One a tab, lost on reload.
        Memory = "memory",
        /// The cookie jar.
        Cookie = "cookie",
        /// Not at all: a backend keeps them.
        Bff = "bff",
    }
}
choice! {
    /// How a server tells its own pages from others when a cookie says who it is.
    Defence {
        /// Not.
        None = "none",
        /// By `Origin`.
        OriginCheck = "origin_check",
        /// By a field that a form cannot send: `X-CSRF`.
        CustomHeader = "custom_header",
        /// By a value that stands in a cookie and in `X-CSRF`.
        DoubleSubmit = "double_submit",
    }
}
choice! {
    /// What an absent SameSite means.
    Engine {
        /// Lax, but the first 120 s a top-level POST carries the cookie too.
        Chromium = "chromium",
        /// As None.
        FirefoxSafari = "firefox-safari",
    }
}
choice! {
    /// SameSite of the cookies that the servers set.
    SameSite {
        /// Only from the same site.
        Strict = "Strict",
        /// Also when a link leads here.
        Lax = "Lax",
        /// Always.
        None = "None",
        /// Not said.
        Absent = "absent",
    }
}
choice! {
    /// How much of the address a browser tells the site that a link leads to.
    Referrer {
        /// The origin only: what browsers do unless told otherwise.
        Origin = "strict-origin-when-cross-origin",
        /// All of it, the query included.
        UnsafeUrl = "unsafe-url",
    }
}
choice! {
    /// A claim or header parameter that a server may require.
    Claim {
        /// `exp`
        Exp = "exp",
        /// `iss`
        Iss = "iss",
        /// `aud`
        Aud = "aud",
        /// `typ` of the header.
        Typ = "typ",
        /// `sub`
        Sub = "sub",
        /// `iat`
        Iat = "iat",
        /// `jti`
        Jti = "jti",
        /// `client_id`
        ClientId = "client_id",
    }
}
choice! {
    /// One mistake that a lesson switches on.
    Flaw {
        /// V1: `alg: none` is accepted, in any spelling.
        None = "V1",
        /// V2: the token chooses the algorithm.
        Confusion = "V2",
        /// V3: the signature is not checked.
        NoSignature = "V3",
        /// V4: the secret is a word.
        WeakSecret = "V4",
        /// V5: `kid` is used as a path.
        KidPath = "V5",
        /// V5b: `kid` is put into SQL.
        KidSql = "V5b",
        /// V6: the role of a registration is the client's choice.
        RoleAtRegistration = "V6",
        /// V7: a key in the header is trusted.
        TrustJwk = "V7",
        /// V8: a key set that the header names is trusted.
        TrustJku = "V8",
        /// V9: `exp` may be missing.
        ExpOptional = "V9",
        /// V10: `aud` is not checked.
        NoAudience = "V10",
        /// V11: `typ` is not checked.
        NoType = "V11",
        /// V12: `iss` is not checked.
        NoIssuer = "V12",
        /// V13: a refresh takes `sub` from the access token beside it.
        SubFromAccess = "V13",
        /// V14: rotation reads, waits, and writes.
        NotAtomic = "V14",
        /// V15: the window of reuse is open to any ancestor.
        AnyAncestor = "V15",
        /// V16: a revocation follows the links to successors and misses forks.
        ForwardLinks = "V16",
        /// V17: a deny-list entry is dropped at `exp`.
        DenyDropped = "V17",
        /// V18: a refresh extends the absolute lifetime.
        AbsoluteSlides = "V18",
        /// V19: a logout removes the one token that it carries.
        LogoutOne = "V19",
        /// V20: roles are copied at each refresh.
        RolesCopied = "V20",
        /// V21: tokens stand in access logs.
        TokensLogged = "V21",
        /// V22: a key is retired while tokens signed by it live.
        EarlyRetirement = "V22",
        /// V23: `GET /transfer` changes state.
        GetChanges = "V23",
    }
}

impl Flaw {
    /// What the mistake is, in words.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::None => "alg: none is accepted, in any spelling",
            Self::Confusion => "the token chooses the algorithm",
            Self::NoSignature => "the signature is not checked",
            Self::WeakSecret => "the secret is a word",
            Self::KidPath => "kid is used as a path",
            Self::KidSql => "kid is put into SQL",
            Self::RoleAtRegistration => "the role of a registration is the client's choice",
            Self::TrustJwk => "a key in the header is trusted",
            Self::TrustJku => "a key set that the header names is trusted",
            Self::ExpOptional => "exp may be missing",
            Self::NoAudience => "aud is not checked",
            Self::NoType => "typ is not checked",
            Self::NoIssuer => "iss is not checked",
            Self::SubFromAccess => "a refresh takes sub from the access token beside it",
            Self::NotAtomic => "rotation reads, waits, and writes",
            Self::AnyAncestor => "the window of reuse is open to any ancestor",
            Self::ForwardLinks => "a revocation follows the links to successors and misses forks",
            Self::DenyDropped => "a deny-list entry is dropped at exp",
            Self::AbsoluteSlides => "a refresh extends the absolute lifetime",
            Self::LogoutOne => "a logout removes the one token that it carries",
            Self::RolesCopied => "roles are copied at each refresh",
            Self::TokensLogged => "tokens stand in access logs",
            Self::EarlyRetirement => "a key is retired while tokens signed by it live",
            Self::GetChanges => "GET /transfer changes state",
        }
    }
}
choice! {
    /// Limits of a server for the size of a request's head.
    Limits {
        /// A line 8192 bytes, all 16384, answers 431.
        Plain = "default",
        /// A line 8192 bytes, all 32768, answers 400.
        Nginx = "nginx",
        /// A line 8190 bytes, all 819000, answers 400.
        Apache = "apache",
        /// All 16384 bytes, answers 431.
        Node = "node",
    }
}

impl Limits {
    /// Bytes of one line, bytes of the whole head, and the status that says they are exceeded.
    #[must_use]
    pub const fn figures(self) -> (usize, usize, u16) {
        match self {
            Self::Plain => (8192, 16_384, 431),
            Self::Nginx => (8192, 32_768, 400),
            Self::Apache => (8190, 819_000, 400),
            Self::Node => (16_384, 16_384, 431),
        }
    }
}
