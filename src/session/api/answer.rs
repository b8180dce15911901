//! What an API server answers, to the byte, and what its routes do.

use serde_json::{Value, json};

use super::claims::Believed;
use crate::session::config::{Api, Config, Flaw};
use crate::session::http::{Request, Response, decode_form};
use crate::session::time::Ms;

/// What a route does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handler {
    /// Shows who is signed in.
    Profile,
    /// Shows the panel of admins.
    Admin,
    /// Moves money.
    Transfer,
}

/// Which handler a request is for, or the status that says there is none, with the method that there is.
pub(super) fn route(config: &Config, r: &Request) -> Result<Handler, (u16, &'static str)> {
    let form = r.header("Content-Type") == Some("application/x-www-form-urlencoded");
    match (r.path(), r.method.as_str()) {
        ("/profile", "GET") => Ok(Handler::Profile),
        // A form field needs a body (RFC 6750 §2.2).
        ("/profile", "POST") if form => Ok(Handler::Profile),
        ("/admin", "GET") => Ok(Handler::Admin),
        ("/admin", "POST") if form => Ok(Handler::Admin),
        ("/transfer", "POST") => Ok(Handler::Transfer),
        ("/transfer", "GET") if config.has(Flaw::GetChanges) => Ok(Handler::Transfer),
        ("/profile" | "/admin", _) => Err((405, "GET")),
        ("/transfer", _) => Err((405, "POST")),
        _ => Err((404, "")),
    }
}

pub(super) fn handled(handler: Handler, local: Ms, r: &Request, who: &Believed) -> Response {
    let body = match handler {
        Handler::Profile => json!({ "sub": who.sub, "role": who.role, "exp": who.exp }),
        Handler::Admin => json!({ "panel": "admin", "sub": who.sub }),
        Handler::Transfer => {
            let (to, amount) = order(r);
            json!({ "from": who.sub, "to": to, "amount": amount })
        }
    };
    Response::new(200, local).with("Cache-Control", "private, no-store").json(body.to_string())
}

/// Whom the money is for, and how much, from JSON, a form or the query.
fn order(r: &Request) -> (String, i64) {
    if let Ok(body) = serde_json::from_slice::<Value>(&r.body) {
        let to = body.get("to").and_then(Value::as_str).unwrap_or_default().to_owned();
        return (to, body.get("amount").and_then(Value::as_i64).unwrap_or(0));
    }
    let mut fields = decode_form(&r.text());
    fields.extend(r.query());
    let field = |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone()).unwrap_or_default();
    (field("to"), field("amount").parse().unwrap_or(0))
}

fn body(own: &Api, code: &str, why: &str) -> String {
    if own.verbose_errors {
        json!({ "error": code, "error_description": why }).to_string()
    } else {
        json!({ "error": code }).to_string()
    }
}

/// An answer with a challenge (RFC 6750 §3).
pub(super) fn challenge(own: &Api, local: Ms, status: u16, code: &str, why: &str) -> Response {
    // Neither character may stand in a description (RFC 6750 §3).
    let why: String = why.chars().filter(|c| !matches!(c, '"' | '\\') && (' '..='~').contains(c)).collect();
    let challenge = if own.verbose_errors {
        format!(r#"Bearer realm="shop", error="{code}", error_description="{why}""#)
    } else {
        format!(r#"Bearer realm="shop", error="{code}""#)
    };
    Response::new(status, local).with("WWW-Authenticate", challenge).json(body(own, code, &why))
}

/// The answer to a request without credentials: no error code (RFC 6750 §3.1).
pub(super) fn bare(local: Ms) -> Response {
    Response::new(401, local).with("WWW-Authenticate", "Bearer realm=\"shop\"").json("")
}

/// An answer without a challenge.
pub(super) fn plain(own: &Api, local: Ms, status: u16, code: &str, why: &str) -> Response {
    Response::new(status, local).json(body(own, code, why))
}

pub(super) fn too_large(own: &Api, local: Ms, status: u16, why: &str) -> Response {
    Response::new(status, local).with("Connection", "close").json(body(own, "header_too_large", why))
}
