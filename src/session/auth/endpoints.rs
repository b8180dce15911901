//! Which request goes where at the auth server, and who may ask.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::answer::{Problem, clearing, problem, refresh_cookie};
use super::login::body_text;
use super::redeem::{Pending, Redemption};
use super::{APP_CLIENT, Around, AuthServer, Step};
use crate::session::config::Flaw;
use crate::session::http::{Request, Response, decode_form};
use crate::session::token::{ISSUER, object, string, take_apart};

const FORM: &str = "application/x-www-form-urlencoded";
/// The confidential client that the API servers are.
pub(in crate::session) const API_CLIENT: (&str, &str) = ("api", "api-secret");
/// Another public client, for tokens that are not its own.
const OTHER_CLIENT: &str = "partner-app";

/// A client that said who it is.
struct Client {
    name: String,
    may_refresh: bool,
    confidential: bool,
}

pub(super) fn field<'a>(form: &'a [(String, String)], name: &str) -> Option<&'a str> {
    form.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
}

impl AuthServer {
    pub(super) fn route(&mut self, around: &mut Around<'_>, r: &Request) -> Step {
        let wanted = match r.path() {
            "/register" | "/login" | "/refresh" | "/logout" | "/password" | "/oauth2/token" | "/oauth2/revoke"
            | "/oauth2/introspect" => "POST",
            "/oauth2/userinfo"
            | "/.well-known/jwks.json"
            | "/.well-known/openid-configuration"
            | "/.well-known/oauth-authorization-server" => "GET",
            _ => return Step::Done(problem(404, "not_found", "there is nothing here").answer(around)),
        };
        if r.method != wanted {
            let body = problem(405, "method_not_allowed", format!("use {wanted}")).body();
            return Step::Done(Response::new(405, around.local).no_store().with("Allow", wanted).json(body));
        }
        Step::Done(match r.path() {
            "/register" => self.register(around, r),
            "/login" => self.login(around, r),
            "/refresh" => return self.refresh_by_page(around, r),
            "/logout" => self.logout(around, r),
            "/password" => self.password(around, r),
            "/oauth2/token" => return self.token(around, r),
            "/oauth2/revoke" => match form(r).and_then(|form| self.client(r, &form).map(|_| form)) {
                Ok(form) => self.revoke(around, &form),
                Err(why) => refused(around, r, &why),
            },
            "/oauth2/introspect" => match form(r).and_then(|form| self.client(r, &form).map(|client| (form, client))) {
                Ok((form, client)) if client.confidential => self.introspect(around, &form),
                Ok(_) | Err(Problem { status: 401, .. }) => Response::new(401, around.local)
                    .with("Cache-Control", "no-store")
                    .with("WWW-Authenticate", "Basic realm=\"auth.shop.test\"")
                    .json(problem(401, "invalid_client", "client authentication required").body()),
                Err(why) => refused(around, r, &why),
            },
            "/oauth2/userinfo" => self.userinfo(around, r),
            "/.well-known/jwks.json" => self.key_set(around),
            _ => Response::new(200, around.local).json(metadata()),
        })
    }

    /// E3: a refresh by the page, with a cookie or a JSON body.
    fn refresh_by_page(&mut self, around: &mut Around<'_>, r: &Request) -> Step {
        let token = r.cookie(refresh_cookie(&self.config)).map(str::to_owned).or_else(|| body_text(r, "refresh_token"));
        let redemption = Redemption {
            token: token.unwrap_or_default(),
            client: APP_CLIENT.to_owned(),
            scope: None,
            sub_beside: sub_beside(r),
        };
        match self.judge(around, &redemption) {
            Ok(pending) => self.written(around, pending),
            Err(why) => {
                let response = Response::new(401, around.local).no_store();
                Step::Done(clearing(&self.config, response).json(why.body()))
            }
        }
    }

    /// E9: the token endpoint.
    fn token(&mut self, around: &mut Around<'_>, r: &Request) -> Step {
        let redemption = match self.asked(r) {
            Ok(redemption) => redemption,
            Err(why) => return Step::Done(refused(around, r, &why)),
        };
        match self.judge(around, &redemption) {
            Ok(pending) => self.written(around, pending),
            Err(why) => Step::Done(why.answer(around)),
        }
    }

    /// Checks 2 to 6.
    fn asked(&self, r: &Request) -> Result<Redemption, Problem> {
        let form = form(r)?;
        match field(&form, "grant_type") {
            None => return Err(problem(400, "invalid_request", "grant_type is missing")),
            Some("refresh_token") => {}
            Some("password") => {
                let why = "grant_type password is not supported (RFC 9700 2.4)";
                return Err(problem(400, "unsupported_grant_type", why));
            }
            Some(_) => return Err(problem(400, "unsupported_grant_type", "this grant_type is not supported")),
        }
        let client = self.client(r, &form)?;
        if !client.may_refresh {
            return Err(problem(400, "unauthorized_client", "this client may not use this grant"));
        }
        let token = field(&form, "refresh_token");
        Ok(Redemption {
            token: token.ok_or_else(|| problem(400, "invalid_request", "refresh_token is missing"))?.to_owned(),
            client: client.name,
            scope: field(&form, "scope").map(str::to_owned),
            sub_beside: sub_beside(r),
        })
    }

    fn written(&mut self, around: &mut Around<'_>, pending: Pending) -> Step {
        if self.is_atomic() { Step::Done(self.commit(around, &pending)) } else { Step::Later(Box::new(pending)) }
    }

    /// Is a refresh one step?
    #[must_use]
    pub fn is_atomic(&self) -> bool {
        self.config.atomic && !self.config.has(Flaw::NotAtomic)
    }

    /// Check 4: who asks.
    fn client(&self, r: &Request, form: &[(String, String)]) -> Result<Client, Problem> {
        let wrong = || problem(401, "invalid_client", "unknown client or wrong client secret");
        let basic = r.header("Authorization").and_then(|value| value.strip_prefix("Basic "));
        let (name, secret) = match basic {
            Some(basic) => {
                let pair = STANDARD.decode(basic).ok().and_then(|octets| String::from_utf8(octets).ok());
                let pair = pair.ok_or_else(wrong)?;
                let (name, secret) = pair.split_once(':').ok_or_else(wrong)?;
                (name.to_owned(), Some(secret.to_owned()))
            }
            None => (
                field(form, "client_id").ok_or_else(wrong)?.to_owned(),
                field(form, "client_secret").map(str::to_owned),
            ),
        };
        let public = [APP_CLIENT, OTHER_CLIENT].contains(&name.as_str());
        let confidential = (name.as_str(), secret.as_deref()) == (API_CLIENT.0, Some(API_CLIENT.1));
        if !public && !confidential {
            return Err(wrong());
        }
        Ok(Client { name, may_refresh: public, confidential })
    }

    /// E14: the public keys.
    fn key_set(&self, around: &Around<'_>) -> Response {
        let keys: Vec<_> = self.published().iter().filter_map(crate::session::key::NamedKey::jwk).collect();
        let age = self.config.apis.iter().map(|api| api.jwks_ttl).max().unwrap_or(600);
        Response::new(200, around.local)
            .with("Cache-Control", format!("max-age={age}"))
            .json(json!({ "keys": keys }).to_string())
    }
}

/// Check 2: a form without repeated parameters.
fn form(r: &Request) -> Result<Vec<(String, String)>, Problem> {
    if r.header("Content-Type") != Some(FORM) {
        return Err(problem(400, "invalid_request", "the body must be a form"));
    }
    let form = decode_form(&r.text());
    let twice = form.iter().enumerate().any(|(at, (name, _))| form.iter().take(at).any(|(n, _)| n == name));
    if twice { Err(problem(400, "invalid_request", "a parameter is given twice")) } else { Ok(form) }
}

fn refused(around: &Around<'_>, r: &Request, why: &Problem) -> Response {
    let basic = r.header("Authorization").is_some_and(|value| value.starts_with("Basic "));
    if why.status == 401 && basic { why.challenge(around) } else { why.answer(around) }
}

/// `sub` of the access token that came along, which only a careless server reads.
fn sub_beside(r: &Request) -> Option<String> {
    let text = r.header("Authorization")?.strip_prefix("Bearer ")?;
    let payload = take_apart(text).ok()?.payload;
    string(&object(payload)?, "sub")
}

/// E15: what the server says about itself.
fn metadata() -> String {
    json!({
        "issuer": ISSUER,
        "token_endpoint": format!("{ISSUER}/oauth2/token"),
        "revocation_endpoint": format!("{ISSUER}/oauth2/revoke"),
        "introspection_endpoint": format!("{ISSUER}/oauth2/introspect"),
        "userinfo_endpoint": format!("{ISSUER}/oauth2/userinfo"),
        "jwks_uri": format!("{ISSUER}/.well-known/jwks.json"),
        "grant_types_supported": ["refresh_token"],
        "scopes_supported": ["orders", "profile"],
    })
    .to_string()
}
