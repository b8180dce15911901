//! HAR 1.2: every exchange of a run, as DevTools and proxies open it. <http://www.softwareishard.com/blog/har-12-spec/>

use serde::Serialize;

use super::{Exchange, Recording, Secrets, safe, sanitise};
use crate::session::http::{Fields, Headers, Request, Response, decode_form, reason};

#[derive(Serialize)]
struct Document {
    log: Log,
}

#[derive(Serialize)]
struct Log {
    version: &'static str,
    creator: Creator,
    pages: [(); 0],
    entries: Vec<Entry>,
    comment: String,
}

#[derive(Serialize)]
struct Creator {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    started_date_time: String,
    time: i64,
    request: HarRequest,
    response: HarResponse,
    cache: Cache,
    timings: Timings,
    #[serde(rename = "_actor")]
    actor: String,
    #[serde(rename = "_server")]
    server: String,
    #[serde(rename = "_seq")]
    seq: u32,
}

/// Nothing comes from a cache.
#[derive(Serialize)]
struct Cache {}

#[derive(Serialize)]
struct Timings {
    send: i64,
    wait: i64,
    receive: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HarRequest {
    method: String,
    url: String,
    http_version: &'static str,
    cookies: Vec<Pair>,
    headers: Vec<Pair>,
    query_string: Vec<Pair>,
    #[serde(skip_serializing_if = "Option::is_none")]
    post_data: Option<PostData>,
    headers_size: usize,
    body_size: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PostData {
    mime_type: String,
    params: Vec<Pair>,
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HarResponse {
    status: u16,
    status_text: &'static str,
    http_version: &'static str,
    cookies: Vec<SetCookie>,
    headers: Vec<Pair>,
    content: Content,
    #[serde(rename = "redirectURL")]
    redirect_url: String,
    headers_size: i64,
    body_size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Content {
    size: usize,
    mime_type: String,
    text: String,
}

#[derive(Serialize)]
struct Pair {
    name: String,
    value: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SetCookie {
    name: String,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    http_only: bool,
    secure: bool,
}

const HTTP: &str = "HTTP/1.1";

const WITHOUT_CERTIFICATES: &str =
    "URLs begin with http: over TLS too, as hosts below .test have no certificates that a reader could ask for";

/// The run as a HAR document, two spaces a level, with a newline at its end.
#[must_use]
pub fn har(recording: &Recording, secrets: Secrets) -> String {
    let said = match secrets {
        Secrets::Masked => "signatures, refresh tokens, passwords and cookies are replaced by as many x",
        Secrets::Kept => "holds tokens that work: whoever has this file can use them",
    };
    let document = Document {
        log: Log {
            version: "1.2",
            creator: Creator { name: "jotlab", version: env!("CARGO_PKG_VERSION") },
            pages: [],
            entries: recording.exchanges.iter().map(|exchange| entry(exchange, secrets)).collect(),
            comment: format!(
                "{} {}; profile {}, seed {}, virtual time; {said}; {WITHOUT_CERTIFICATES}",
                recording.id, recording.title, recording.profile, recording.seed
            ),
        },
    };
    // Structs of strings and numbers always serialise.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    safe::json(&text)
}

fn entry(exchange: &Exchange, secrets: Secrets) -> Entry {
    let wait = exchange.answer.as_ref().map_or(0, |(arrived, _)| arrived.since(exchange.sent));
    Entry {
        started_date_time: exchange.sent.iso(),
        time: wait,
        request: request(&exchange.request, secrets),
        response: exchange.answer.as_ref().map_or_else(lost, |(_, answer)| response(exchange, answer, secrets)),
        cache: Cache {},
        timings: Timings { send: 0, wait, receive: 0 },
        actor: exchange.from.to_string(),
        server: exchange.to.to_string(),
        seq: exchange.id.0,
    }
}

fn request(request: &Request, secrets: Secrets) -> HarRequest {
    let target = text(&request.target, secrets);
    let kind = request.header("Content-Type").map(str::to_owned);
    HarRequest {
        method: request.method.clone(),
        // Every host of the world is below .test and answers nowhere: `http` as in the lines of the messages, whatever `tls` says, so that
        // no reader looks for certificates.
        url: format!("http://{}{target}", request.host()),
        http_version: HTTP,
        cookies: request.header("Cookie").map(|value| cookies(value, secrets)).unwrap_or_default(),
        headers: headers(&request.headers, secrets),
        query_string: fields(&request.query(), secrets),
        post_data: kind.map(|kind| {
            let form = kind.starts_with("application/x-www-form-urlencoded");
            let params = if form { fields(&decode_form(&request.text()), secrets) } else { Vec::new() };
            PostData { params, text: body(&request.text(), secrets), mime_type: kind }
        }),
        headers_size: request.size().saturating_sub(request.body.len()),
        body_size: request.body.len(),
    }
}

fn response(exchange: &Exchange, response: &Response, secrets: Secrets) -> HarResponse {
    // Public keys look like tokens and open nothing.
    let public = exchange.request.path() == "/.well-known/jwks.json";
    let secrets_in_body = if public { Secrets::Kept } else { secrets };
    HarResponse {
        status: response.status,
        status_text: reason(response.status),
        http_version: HTTP,
        cookies: response
            .headers
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case("Set-Cookie"))
            .map(|(name, value)| set_cookie(&header(name, value, secrets)))
            .collect(),
        headers: headers(&response.headers, secrets),
        content: Content {
            size: response.body.len(),
            mime_type: response.header("Content-Type").unwrap_or("x-unknown").to_owned(),
            text: body(&response.text(), secrets_in_body),
        },
        redirect_url: response.header("Location").unwrap_or_default().to_owned(),
        headers_size: length(response.size().saturating_sub(response.body.len())),
        body_size: length(response.body.len()),
    }
}

/// How DevTools write an answer that never came.
fn lost() -> HarResponse {
    HarResponse {
        status: 0,
        status_text: "",
        http_version: HTTP,
        cookies: Vec::new(),
        headers: Vec::new(),
        content: Content { size: 0, mime_type: "x-unknown".to_owned(), text: String::new() },
        redirect_url: String::new(),
        headers_size: -1,
        body_size: -1,
    }
}

fn length(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

fn headers(headers: &Headers, secrets: Secrets) -> Vec<Pair> {
    headers.iter().map(|(name, value)| Pair { name: name.clone(), value: header(name, value, secrets) }).collect()
}

fn fields(fields: &Fields, secrets: Secrets) -> Vec<Pair> {
    let value = |name: &str, value: &str| match secrets {
        Secrets::Masked => sanitise::field(name, value),
        Secrets::Kept => value.to_owned(),
    };
    fields.iter().map(|(name, text)| Pair { name: name.clone(), value: value(name, text) }).collect()
}

fn cookies(field: &str, secrets: Secrets) -> Vec<Pair> {
    let field = header("Cookie", field, secrets);
    let pairs = field.split("; ").map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.map(|(name, value)| Pair { name: name.to_owned(), value: value.to_owned() }).collect()
}

fn set_cookie(field: &str) -> SetCookie {
    let mut parts = field.split("; ");
    let (name, value) = parts.next().and_then(|pair| pair.split_once('=')).unwrap_or_default();
    let attributes: Vec<&str> = parts.collect();
    SetCookie {
        name: name.to_owned(),
        value: value.to_owned(),
        path: attributes.iter().find_map(|attribute| attribute.strip_prefix("Path=")).map(str::to_owned),
        http_only: attributes.contains(&"HttpOnly"),
        secure: attributes.contains(&"Secure"),
    }
}

fn header(name: &str, value: &str, secrets: Secrets) -> String {
    match secrets {
        Secrets::Masked => sanitise::header(name, value),
        Secrets::Kept => value.to_owned(),
    }
}

fn text(text: &str, secrets: Secrets) -> String {
    match secrets {
        Secrets::Masked => sanitise::text(text),
        Secrets::Kept => text.to_owned(),
    }
}

fn body(text: &str, secrets: Secrets) -> String {
    match secrets {
        Secrets::Masked => sanitise::body(text),
        Secrets::Kept => text.to_owned(),
    }
}
