//! The answers of the auth server, to the byte: tokens, cookies, errors.

use serde_json::json;

use super::Around;
use crate::session::config::{Carry, Config, SameSite};
use crate::session::http::Response;
use crate::session::token::SCOPE;

/// An error with its code and sentence.
pub(super) struct Problem {
    pub(super) status: u16,
    pub(super) code: &'static str,
    pub(super) why: String,
}

pub(super) fn problem(status: u16, code: &'static str, why: impl Into<String>) -> Problem {
    Problem { status, code, why: why.into() }
}

impl Problem {
    pub(super) fn answer(&self, around: &Around<'_>) -> Response {
        Response::new(self.status, around.local).no_store().json(self.body())
    }

    pub(super) fn body(&self) -> String {
        json!({ "error": self.code, "error_description": self.why }).to_string()
    }

    /// With the challenge for a client that named itself in `Authorization`.
    pub(super) fn challenge(&self, around: &Around<'_>) -> Response {
        Response::new(self.status, around.local)
            .no_store()
            .with("WWW-Authenticate", "Basic realm=\"auth.shop.test\"")
            .json(self.body())
    }
}

/// A pair as a body.
pub(super) fn token_body(config: &Config, access: &str, refresh: Option<&str>) -> String {
    match refresh {
        Some(refresh) => json!({
            "access_token": access, "token_type": "Bearer", "expires_in": config.access_ttl,
            "refresh_token": refresh, "scope": SCOPE,
        }),
        None => json!({
            "access_token": access, "token_type": "Bearer", "expires_in": config.access_ttl, "scope": SCOPE,
        }),
    }
    .to_string()
}

/// The name of the cookie of an access token.
#[must_use]
pub fn access_cookie(config: &Config) -> &'static str {
    if config.by_session_cookie() { "sid" } else { jwt_cookie(config) }
}

/// The name of the cookie of an access token that is a JWT.
#[must_use]
pub fn jwt_cookie(config: &Config) -> &'static str {
    if config.secure { "__Host-at" } else { "at" }
}

/// The name of the cookie of a refresh token.
#[must_use]
pub fn refresh_cookie(config: &Config) -> &'static str {
    if config.secure { "__Secure-rt" } else { "rt" }
}

/// A pair as cookies.
pub(super) fn cookies(config: &Config, response: Response, access: &str, refresh: Option<&str>) -> Response {
    let access_life = config.access_ttl;
    let mut response = response.with("Set-Cookie", set_cookie(config, access_cookie(config), access, "/", access_life));
    if let Some(refresh) = refresh {
        let life = config.refresh_idle.or(config.refresh_absolute).unwrap_or(30 * 86_400);
        response = response.with("Set-Cookie", set_cookie(config, refresh_cookie(config), refresh, "/refresh", life));
    }
    if config.defence == crate::session::config::Defence::DoubleSubmit {
        let value = crate::session::drbg::fingerprint(access);
        response = response
            .with("Set-Cookie", format!("csrf={value}; Path=/; Max-Age={access_life}; Secure; SameSite=Strict"));
    }
    response
}

/// Both cookies, taken away.
pub(super) fn clearing(config: &Config, response: Response) -> Response {
    if config.carry != Carry::Cookie {
        return response;
    }
    response
        .with("Set-Cookie", set_cookie(config, access_cookie(config), "", "/", 0))
        .with("Set-Cookie", set_cookie(config, refresh_cookie(config), "", "/refresh", 0))
}

fn set_cookie(config: &Config, name: &str, value: &str, path: &str, life: i64) -> String {
    let secure = if config.secure { "; Secure" } else { "" };
    let http_only = if config.http_only { "; HttpOnly" } else { "" };
    let same_site = match config.same_site {
        SameSite::Absent => String::new(),
        said @ (SameSite::Strict | SameSite::Lax | SameSite::None) => format!("; SameSite={said}"),
    };
    format!("{name}={value}; Path={path}; Max-Age={life}{secure}{http_only}{same_site}")
}
