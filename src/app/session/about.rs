//! What the row under the cursor is, in a sentence, and where that is written: what the help says first.

use super::Session;
use super::flow::{Shape, Step};
use super::record::{Content, Letter, Record};
use crate::session::event::{Event, EventKind, Theft};
use crate::session::http::{Request, Response};
use crate::session::id::TokenId;

/// What a row is, and its source; empty where it is ours.
type About = (&'static str, &'static str);

impl Session {
    /// What the row under the cursor is, with its source: one sentence, and a line for the source.
    #[must_use]
    pub fn about_row(&self) -> Vec<String> {
        let Some(stage) = &self.stage else { return Vec::new() };
        let Some(step) = self.step_here(stage) else { return Vec::new() };
        let Some((what, source)) = about(step, &stage.record) else { return Vec::new() };
        let title = format!("{}  {}", super::span::fine(stage.record.t0, step.at), step.words);
        let source = (!source.is_empty()).then(|| format!("source: {source}"));
        [title, what.to_owned()].into_iter().chain(source).collect()
    }
}

fn about(step: &Step, record: &Record) -> Option<About> {
    match step.shape {
        Shape::Arrow { letter, .. } => {
            let letter = record.letters.get(&letter)?;
            Some(match &letter.content {
                Content::Request(request) => asked(request, letter, record),
                Content::Response(response) => {
                    let request = letter.answers.and_then(|request| record.letters.get(&request));
                    answered(response, request.and_then(path).unwrap_or_default())
                }
            })
        }
        Shape::Note(_) => noted(record.event(step.seq)?),
    }
}

fn path(letter: &Letter) -> Option<&str> {
    match &letter.content {
        Content::Request(request) => Some(request.path()),
        Content::Response(_) => None,
    }
}

fn asked(request: &Request, letter: &Letter, record: &Record) -> About {
    match request.path() {
        "/register" => ("somebody signs up; what the form may set is up to the server, and a role is not", ""),
        "/login" => ("somebody signs in with a password, which is sent here and never again", ""),
        "/logout" => ("the application asks the server to end the sign-in", "RFC 7009, section 2.1"),
        "/oauth2/revoke" => ("a token is given back; the answer is the same for unknown ones", "RFC 7009, section 2"),
        "/oauth2/introspect" => ("an API asks the auth server whether a token is good", "RFC 7662, section 2.1"),
        "/oauth2/token" | "/refresh" => {
            ("a refresh token is redeemed for a new access token", "RFC 6749, section 6; RFC 9700, section 4.14")
        }
        "/.well-known/jwks.json" => ("an API fetches the public keys of the auth server", "RFC 7517, section 5"),
        _ => carried(request, letter, record),
    }
}

/// How a token travels in a request to an API.
fn carried(request: &Request, letter: &Letter, record: &Record) -> About {
    let Some(token) = letter.tokens.first() else {
        return ("a request without a token", "RFC 6750, section 3");
    };
    if matches!(token, TokenId::Forged(_)) {
        return ("a request with a token that the attacker made", "RFC 8725, section 2");
    }
    let text = record.tokens.get(token).map_or("", |written| written.text.as_str());
    let holds = |name: &str| request.header(name).is_some_and(|value| value.contains(text));
    if holds("Authorization") {
        ("a request with the token in the Authorization field", "RFC 6750, section 2.1")
    } else if holds("Cookie") {
        ("the browser adds the cookie by itself, whoever made it send the request", "RFC 6265, section 5.4")
    } else if request.target.contains(text) {
        ("the token stands in the URL, and so in logs, histories and Referer fields", "RFC 9700, section 4.3.2")
    } else {
        ("the token stands in the body of a form", "RFC 6750, section 2.2")
    }
}

fn answered(response: &Response, path: &str) -> About {
    match (response.status, path) {
        (200, "/oauth2/introspect") => ("what the auth server knows of the token", "RFC 7662, section 2.2"),
        (200, "/.well-known/jwks.json") => ("the public keys, each with its name", "RFC 7517, section 5"),
        (200 | 201, "/login" | "/register" | "/oauth2/token" | "/refresh") => {
            ("tokens are issued; the answer must not be kept in any cache", "RFC 6749, section 5.1")
        }
        (200..=299, "/oauth2/revoke" | "/logout") => {
            ("done, whether there was such a token or not", "RFC 7009, section 2.2")
        }
        (200..=299, _) => ("the request was carried out", "RFC 9110, section 15.3"),
        (400, "/oauth2/token") => ("the token request is refused, with a code that says why", "RFC 6749, section 5.2"),
        (400, _) => ("the request itself is wrong: not tried again as it is", "RFC 6750, section 3.1"),
        (401, "/refresh") => (
            "the sign-in is over; /refresh is the application's own and says 401, where the token endpoint says 400 for the same",
            "RFC 6749, section 5.2, is for the token endpoint only",
        ),
        (401, _) => ("no token, or none that is good: a new one may help", "RFC 6750, section 3.1"),
        (403, _) => ("the token is good and not enough: a new sign-in does not help", "RFC 6750, section 3.1"),
        (431, _) => ("the header is larger than the server reads", "RFC 6585, section 5"),
        (500..=599, _) => ("the server cannot answer now; nothing is said of the token", "RFC 9110, section 15.6"),
        _ => ("an answer", "RFC 9110, section 15"),
    }
}

fn noted(event: &Event) -> Option<About> {
    Some(match &event.kind {
        EventKind::Expired(_) => (
            "on or after exp a token must not be accepted; nobody has to do anything for that",
            "RFC 7519, section 4.1.4",
        ),
        EventKind::ReuseDetected { .. } => {
            ("a refresh token that was used up comes again: two parties hold it", "RFC 9700, section 4.14.2")
        }
        EventKind::Graced { .. } => {
            ("a used refresh token is taken once more, for clients that lost an answer", "RFC 9700, section 4.14.2")
        }
        EventKind::FamilyDead { .. } => {
            ("everything that came from this sign-in and needs the auth server is over", "RFC 9700, section 4.14.2")
        }
        EventKind::Revoked { .. } => ("one refresh token is over, the others live", "RFC 7009, section 2"),
        EventKind::Idle(_) | EventKind::TooOld(_) => {
            ("refresh tokens that are not used should end; so should old sign-ins", "RFC 9700, section 4.14.2")
        }
        EventKind::Denied { .. } | EventKind::DenyVisible { .. } | EventKind::DenyGone { .. } => (
            "a list of tokens that are refused before their exp, which every API has to ask",
            "RFC 7519, section 4.1.7 (jti)",
        ),
        EventKind::WrongClient { .. } => {
            ("a refresh token is bound to the client it was issued to", "RFC 6749, section 10.4")
        }
        EventKind::KeyPublished(_)
        | EventKind::KeySigning(_)
        | EventKind::KeyRetiring(_)
        | EventKind::KeyRetired(_)
        | EventKind::KeyCompromised(_)
        | EventKind::JwksFetched { .. }
        | EventKind::JwksStale { .. } => (
            "a token names its key by kid; who verifies has a copy of the key set, of some age",
            "RFC 7517, section 4.5",
        ),
        EventKind::CookieDropped { .. } => {
            ("a browser keeps no cookie of more than 4096 bytes, and tells nobody", "RFC 6265, section 6.1")
        }
        EventKind::Stolen { how: Theft::Xss, .. } => {
            ("a script in the page reads what the page's own scripts can read", "RFC 6749, section 10.3")
        }
        EventKind::Stolen { how: Theft::Referer, .. } | EventKind::Referred { .. } => {
            ("a link tells the next site the address it came from, token included", "RFC 9700, section 4.2")
        }
        EventKind::Stolen { how: Theft::Wire, .. } => {
            ("a bearer token opens to whoever has it: it never travels without TLS", "RFC 6750, section 5.2")
        }
        EventKind::Stolen { .. } | EventKind::NothingStolen { .. } => {
            ("a bearer token opens to whoever has a copy", "RFC 6750, section 5.1")
        }
        EventKind::Forged { .. } => {
            ("a token is made out of another, in the hope that a check is missing", "RFC 8725, section 2")
        }
        EventKind::Cracked { .. } => {
            ("with one token in hand a weak secret is guessed at home, without asking anybody", "RFC 8725, section 3.5")
        }
        EventKind::Changed { .. } => ("something changed by the request: this is what had to be protected", ""),
        EventKind::Registered { .. } => ("an account was made", ""),
        EventKind::ClockSet { .. } => {
            ("dates in a token are judged by the clock of whoever reads it", "RFC 7519, section 4.1.4")
        }
        EventKind::Patched { .. } => ("a setting changed; the Config pane shows all of them", ""),
        _ => return None,
    })
}
