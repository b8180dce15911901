//! R2 to R4: where in a request the token stands, whether it is one token, and whether the page may use a cookie.

use super::server::ApiServer;
use crate::session::auth::access_cookie;
use crate::session::config::{Carry, Defence};
use crate::session::http::{Request, decode_form};

/// Where a token stood.
pub(super) struct Carried {
    pub(super) text: String,
    pub(super) by: Carry,
}

/// Why there is none to judge.
pub(super) enum NoToken {
    None,
    OtherScheme,
    Malformed,
    Twice,
}

/// The token of a request.
pub(super) fn find(server: &ApiServer, r: &Request) -> Result<Carried, NoToken> {
    let authorization = r.header("Authorization");
    let query: Vec<String> = named(r.query());
    let body: Vec<String> = if r.header("Content-Type") == Some("application/x-www-form-urlencoded") {
        named(decode_form(&r.text()))
    } else {
        vec![]
    };
    let cookie = r.cookie(access_cookie(&server.config)).filter(|_| server.config.carry == Carry::Cookie);
    let ways = [authorization.is_some(), !query.is_empty(), !body.is_empty(), cookie.is_some()];
    if ways.iter().filter(|way| **way).count() > 1 || query.len() > 1 || body.len() > 1 {
        return Err(NoToken::Twice);
    }
    if let Some(value) = authorization {
        return bearer(value).map(|text| Carried { text: text.to_owned(), by: Carry::Header });
    }
    let carried =
        |text: Option<String>, by: Carry| text.filter(|_| server.config.carry == by).map(|text| Carried { text, by });
    let found = carried(query.into_iter().next(), Carry::Query)
        .or_else(|| carried(body.into_iter().next(), Carry::Body))
        .or_else(|| carried(cookie.map(str::to_owned), Carry::Cookie))
        .ok_or(NoToken::None)?;
    if is_b64token(&found.text) { Ok(found) } else { Err(NoToken::Malformed) }
}

fn named(fields: Vec<(String, String)>) -> Vec<String> {
    fields.into_iter().filter(|(name, _)| name == "access_token").map(|(_, value)| value).collect()
}

fn bearer(value: &str) -> Result<&str, NoToken> {
    let (scheme, token) = value.split_once(' ').unwrap_or((value, ""));
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(NoToken::OtherScheme);
    }
    if is_b64token(token) { Ok(token) } else { Err(NoToken::Malformed) }
}

/// `b64token` of RFC 6750 §2.1.
fn is_b64token(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    !body.is_empty() && body.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"-._~+/".contains(&octet))
}

/// R4: why a cookie must not act.
pub(super) fn forged_request(server: &ApiServer, r: &Request) -> Option<&'static str> {
    let refused = match server.config.defence {
        Defence::None => false,
        Defence::OriginCheck => r.header("Origin") != Some("https://app.shop.test"),
        Defence::CustomHeader => r.header("X-CSRF").is_none(),
        Defence::DoubleSubmit => r.header("X-CSRF").is_none() || r.header("X-CSRF") != r.cookie("csrf"),
    };
    refused.then_some(match server.config.defence {
        Defence::OriginCheck => "cookie-authenticated request from another origin",
        Defence::None | Defence::CustomHeader => "cookie-authenticated request without the X-CSRF header",
        Defence::DoubleSubmit => "cookie-authenticated request whose X-CSRF header is not the cookie's value",
    })
}
