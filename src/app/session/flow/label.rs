//! What is written on the arrow of a message.

use crate::app::session::ink::Ink;
use crate::app::session::record::{Content, Letter, Record};
use crate::session::http::{Request, Response};
use crate::session::id::TokenId;
use crate::token::visible::visible;

/// The words of a message, and how they are meant.
pub fn label(letter: &Letter, record: &Record) -> (String, Ink) {
    let (words, ink) = match &letter.content {
        Content::Request(request) => (request_words(request, &letter.tokens, record), Ink::Plain),
        Content::Response(response) => response_words(response, &letter.tokens),
    };
    // Paths and error codes may hold what an attacker wrote.
    (visible(&words).into_owned(), ink)
}

fn request_words(request: &Request, tokens: &[TokenId], record: &Record) -> String {
    let refresh = tokens.iter().find(|token| matches!(token, TokenId::Refresh(_)));
    if let (Some(token), "/oauth2/token" | "/refresh") = (refresh, request.path()) {
        return format!("refresh {token}");
    }
    if request.path() == "/oauth2/introspect" {
        return tokens.iter().fold("introspect".to_owned(), |words, token| format!("{words} {token}"));
    }
    if request.path() == "/logout" {
        return tokens.iter().fold("log out".to_owned(), |words, token| format!("{words} {token}"));
    }
    // The directory says nothing that its file does not, and takes the room of a lane.
    let path = request.path().strip_prefix("/.well-known/").unwrap_or(request.path());
    let mut words = format!("{} {path}", request.method);
    for token in tokens {
        let text = record.tokens.get(token).map_or("", |written| written.text.as_str());
        match carrier(request, text) {
            "" => words.push_str(&format!(" {token}")),
            carrier => words.push_str(&format!(" {carrier} {token}")),
        }
    }
    words
}

/// How a token travels in a request, in a word; nothing for the usual way, the header.
fn carrier(request: &Request, text: &str) -> &'static str {
    let holds = |name: &str| request.header(name).is_some_and(|value| value.contains(text));
    if holds("Authorization") {
        ""
    } else if holds("Cookie") {
        "cookie"
    } else if request.target.contains(text) {
        "url"
    } else {
        "body"
    }
}

fn response_words(response: &Response, tokens: &[TokenId]) -> (String, Ink) {
    let mut words = response.status.to_string();
    for token in tokens {
        words.push_str(&format!(" {token}"));
    }
    if let Some(error) = error_of(response) {
        words.push_str(&format!(" {}", error.strip_prefix("temporarily_").unwrap_or(&error)));
    }
    let ink = if response.status < 400 { Ink::Good } else { Ink::Bad };
    (words, ink)
}

/// The error code of an answer: in its body, or in its challenge (RFC 6750 §3).
pub fn error_of(response: &Response) -> Option<String> {
    if response.status < 400 {
        return None;
    }
    response.member("error").or_else(|| {
        let challenge = response.header("WWW-Authenticate")?;
        Some(challenge.split_once("error=\"")?.1.split('"').next()?.to_owned())
    })
}
