//! R9 to R13: the claims, once the signature is right.

use super::server::ApiServer;
use crate::session::config::{self, Claim, Flaw};
use crate::session::time::Ms;
use crate::session::token::{ISSUER, integer, object, string};
use crate::session::verdict::Check;
use crate::token::json::{Document, Kind};

/// What a server believes of a token.
#[derive(Debug, Clone, Default)]
pub(super) struct Believed {
    pub(super) sub: String,
    pub(super) role: String,
    pub(super) exp: Option<i64>,
    pub(super) iat: i64,
    pub(super) jti: String,
    pub(super) sid: String,
}

/// One row's worth: a check with what was found, or why it failed, or that it is off.
pub(super) enum Found {
    Passed(Check, String),
    Off(Check, &'static str),
    Failed(Check, String),
}

/// R9 to R13. The last entry is the failure, if there is one.
pub(super) fn judge(
    server: &ApiServer,
    own: &config::Api,
    local: Ms,
    payload: Vec<u8>,
) -> (Vec<Found>, Option<Believed>) {
    let mut rows = Vec::new();
    let Some(claims) = object(payload) else {
        rows.push(Found::Failed(Check::R9, "the payload is not a JSON object".into()));
        return (rows, None);
    };
    if let Some(wrong) = wrong_type(&claims) {
        rows.push(Found::Failed(Check::R9, format!("claim {wrong} has the wrong type")));
        return (rows, None);
    }
    rows.push(Found::Passed(Check::R9, String::new()));
    for check in [issuer, audience, expiry, start] {
        let row = check(server, own, local, &claims);
        let failed = matches!(row, Found::Failed(..));
        rows.push(row);
        if failed {
            return (rows, None);
        }
    }
    let text = |name| string(&claims, name).unwrap_or_default();
    let believed = Believed {
        sub: text("sub"),
        role: text("role"),
        exp: integer(&claims, "exp"),
        iat: integer(&claims, "iat").unwrap_or(0),
        jti: text("jti"),
        sid: text("sid"),
    };
    (rows, Some(believed))
}

fn wrong_type(claims: &Document) -> Option<&'static str> {
    let is = |name: &str, kinds: &[Kind]| {
        let node = claims.get(name).and_then(|index| claims.node(index));
        node.is_none_or(|node| kinds.contains(&node.kind))
    };
    let texts = ["iss", "sub", "jti", "sid", "role", "client_id", "scope"];
    let dates = ["exp", "iat", "nbf"];
    if let Some(wrong) = texts.into_iter().find(|name| !is(name, &[Kind::String])) {
        return Some(wrong);
    }
    if !is("aud", &[Kind::String, Kind::Array]) {
        return Some("aud");
    }
    dates.into_iter().find(|name| claims.get(name).is_some() && integer(claims, name).is_none())
}

fn issuer(server: &ApiServer, own: &config::Api, _: Ms, claims: &Document) -> Found {
    if server.config.has(Flaw::NoIssuer) || !own.require.contains(&Claim::Iss) {
        return Found::Off(Check::R10, "not asked for");
    }
    match string(claims, "iss") {
        Some(found) if found == ISSUER => Found::Passed(Check::R10, found),
        Some(found) => Found::Failed(Check::R10, format!("the issuer is {found}")),
        None => Found::Failed(Check::R10, "iss is missing".into()),
    }
}

fn audience(server: &ApiServer, own: &config::Api, _: Ms, claims: &Document) -> Found {
    if server.config.has(Flaw::NoAudience) || !own.require.contains(&Claim::Aud) {
        return Found::Off(Check::R11, "not asked for");
    }
    let Some(aud) = claims.get("aud") else { return Found::Failed(Check::R11, "aud is missing".into()) };
    let listed = claims.members(aud).any(|member| claims.string(member).as_deref() == Some(&own.audience));
    if listed || claims.string(aud).as_deref() == Some(&own.audience) {
        Found::Passed(Check::R11, own.audience.clone())
    } else {
        Found::Failed(Check::R11, "the access token is for another audience".into())
    }
}

fn expiry(server: &ApiServer, own: &config::Api, local: Ms, claims: &Document) -> Found {
    match integer(claims, "exp") {
        Some(exp) => {
            let left = Ms::from_seconds(exp.saturating_add(own.leeway_s)).since(local);
            if left > 0 {
                Found::Passed(Check::R12, format!("{} s left", left.div_euclid(1000)))
            } else {
                Found::Failed(Check::R12, "The access token expired".into())
            }
        }
        None if server.config.has(Flaw::ExpOptional) || !own.require.contains(&Claim::Exp) => {
            Found::Off(Check::R12, "not asked for")
        }
        None => Found::Failed(Check::R12, "exp is missing".into()),
    }
}

fn start(_: &ApiServer, own: &config::Api, local: Ms, claims: &Document) -> Found {
    for (name, claim) in [("sub", Claim::Sub), ("iat", Claim::Iat), ("jti", Claim::Jti), ("client_id", Claim::ClientId)]
    {
        if own.require.contains(&claim) && claims.get(name).is_none() {
            return Found::Failed(Check::R13, format!("{name} is missing"));
        }
    }
    let latest = local.plus_seconds(own.leeway_s);
    let early = |name| integer(claims, name).is_some_and(|from| Ms::from_seconds(from) > latest);
    if early("nbf") || early("iat") {
        Found::Failed(Check::R13, "The access token is not valid yet".into())
    } else {
        Found::Passed(Check::R13, String::new())
    }
}
