//! What kind of token it is, as far as it tells: an ID token needs no `jti`, a proof needs no `aud`.

use crate::token::anatomy::Token;
use crate::token::json::{Document, Kind};

/// What a token is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// It opens an API: `typ` says `at+jwt`, or it carries a scope, permissions or the client that it was issued to.
    Access,
    /// It tells a client who signed in: it carries a nonce or the hash of what was issued with it, or says so.
    Identity,
    /// It gets new tokens, and says so.
    Refresh,
    /// A specification of its own says what must be in it: a proof, an event, a credential, a request.
    Specified,
    /// It does not say.
    Unsaid,
}

/// Media types whose specification says which claims there must be, without `application/`.
const SPECIFIED: [&str; 24] = [
    "dpop+jwt",
    "secevent+jwt",
    "logout+jwt",
    "oauth-authz-req+jwt",
    "token-introspection+jwt",
    "entity-statement+jwt",
    "trust-mark+jwt",
    "resolve-response+jwt",
    "explicit-registration-response+jwt",
    "jwk-set+jwt",
    "statuslist+jwt",
    "client-authentication+jwt",
    "oauth-client-attestation+jwt",
    "oauth-client-attestation-pop+jwt",
    "openid4vci-proof+jwt",
    "vc+jwt",
    "vp+jwt",
    "vc+sd-jwt",
    "dc+sd-jwt",
    "kb+jwt",
    "rat+jwt",
    "wit+jwt",
    "wpt+jwt",
    "passport",
];

/// What `token` is for.
pub(super) fn of(token: &Token, claims: &Document) -> Purpose {
    let media_type = token
        .parameter(0, "typ")
        .and_then(|(_, header, index)| header.string(index))
        .map(|typ| typ.to_ascii_lowercase())
        .unwrap_or_default();
    let media_type = media_type.strip_prefix("application/").unwrap_or(&media_type);
    if media_type == "at+jwt" {
        return Purpose::Access;
    }
    if SPECIFIED.contains(&media_type)
        || says_any(claims, &["events", "response_type", "vc", "vp", "vct", "_sd", "verified_claims"])
    {
        return Purpose::Specified;
    }
    // Amazon Cognito, Django and others, Flask, Keycloak, in this order.
    for name in ["token_use", "token_type", "type", "typ"] {
        let word = claims.get(name).and_then(|index| claims.string(index)).unwrap_or_default();
        match word.to_ascii_lowercase().as_str() {
            "access" | "bearer" | "access_token" => return Purpose::Access,
            "id" | "id_token" => return Purpose::Identity,
            "refresh" | "offline" | "refresh_token" => return Purpose::Refresh,
            _ => {}
        }
    }
    if says_any(claims, &["nonce", "at_hash", "c_hash"]) {
        Purpose::Identity
    } else if says_any(claims, &["scope", "scp", "client_id", "cid", "permissions", "authorities"]) {
        Purpose::Access
    } else {
        Purpose::Unsaid
    }
}

/// Is there one of these claims, with a value that says something?
fn says_any(claims: &Document, names: &[&str]) -> bool {
    names
        .iter()
        .filter_map(|name| claims.get(name))
        .any(|index| claims.node(index).is_some_and(|node| !matches!(node.kind, Kind::Null | Kind::Broken)))
}
