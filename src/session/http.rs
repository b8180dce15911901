//! HTTP/1.1 messages as values: in canonical form to bytes, and back. What travels in the world and what a socket would carry.

mod form;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::time::Ms;
pub use form::{Fields, decode_form, encode_form};

/// The fields of a message, in their order.
pub type Headers = Vec<(String, String)>;

/// A request. `Host` says which server it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// `GET`, `POST`…
    pub method: String,
    /// The path, and the query after `?`.
    pub target: String,
    /// The fields in order, `Content-Length` included.
    pub headers: Headers,
    /// The body.
    pub body: Vec<u8>,
}

/// A response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// The fields in order, `Content-Length` included.
    pub headers: Headers,
    /// The body.
    pub body: Vec<u8>,
}

/// Why octets are not one message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadMessage {
    /// The empty line that ends the fields is missing.
    NoEnd,
    /// The fields are not UTF-8.
    NotText,
    /// The first line is neither a request line nor a status line.
    FirstLine,
    /// A field has no `: `.
    Field,
    /// The body is not as long as `Content-Length` says.
    Length,
}

impl fmt::Display for BadMessage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::NoEnd => "the fields do not end: put an empty line after them, with CRLF",
            Self::NotText => "the fields are not UTF-8: write them in ASCII",
            Self::FirstLine => "the first line is not one of HTTP/1.1: write `GET /path HTTP/1.1` or `HTTP/1.1 200 OK`",
            Self::Field => "a field has no colon and space: write `Name: value`",
            Self::Length => "the body is not as long as Content-Length says: count its bytes again",
        })
    }
}

impl std::error::Error for BadMessage {}

impl Request {
    /// A request without a body.
    #[must_use]
    pub fn new(method: &str, target: &str, host: &str) -> Self {
        Self { method: method.into(), target: target.into(), headers: vec![("Host".into(), host.into())], body: vec![] }
    }

    /// With one field more; control characters in its value are left out.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl AsRef<str>) -> Self {
        push(&mut self.headers, name, value.as_ref());
        self
    }

    /// With a body, and the two fields that describe it.
    #[must_use]
    pub fn with_body(mut self, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        push(&mut self.headers, "Content-Type", kind);
        push(&mut self.headers, "Content-Length", &self.body.len().to_string());
        self
    }

    /// The value of a field that stands once or first; names compare without case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }

    /// The target without its query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The parameters of the query.
    #[must_use]
    pub fn query(&self) -> Fields {
        decode_form(self.target.split_once('?').map_or("", |(_, query)| query))
    }

    /// Which server it is for.
    #[must_use]
    pub fn host(&self) -> &str {
        self.header("Host").unwrap_or_default()
    }

    /// The body as text; what is not UTF-8 is replaced.
    #[must_use]
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// The value of a cookie it carries.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.header("Cookie")?
            .split("; ")
            .find_map(|pair| pair.split_once('=').filter(|(n, _)| *n == name))
            .map(|p| p.1)
    }

    /// `GET /path HTTP/1.1`.
    #[must_use]
    pub fn first_line(&self) -> String {
        format!("{} {} HTTP/1.1", self.method, self.target)
    }

    /// The canonical form: CRLF, fields in their order.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        written(&self.first_line(), &self.headers, &self.body)
    }

    /// How long the canonical form is, in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.method.len()
            + self.target.len()
            + " ".len()
            + " HTTP/1.1".len()
            + 2
            + size(&self.headers)
            + self.body.len()
    }

    /// Reads the canonical form.
    ///
    /// # Errors
    /// When it is something else.
    pub fn parse(bytes: &[u8]) -> Result<Self, BadMessage> {
        let (first, headers, body) = parsed(bytes)?;
        let mut words = first.split(' ');
        let (Some(method), Some(target), Some("HTTP/1.1"), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(BadMessage::FirstLine);
        };
        Ok(Self { method: method.into(), target: target.into(), headers, body })
    }
}

impl Response {
    /// A response that begins with the server's date.
    #[must_use]
    pub fn new(status: u16, date: Ms) -> Self {
        Self { status, headers: vec![("Date".into(), date.imf())], body: vec![] }
    }

    /// With one field more; control characters in its value are left out.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl AsRef<str>) -> Self {
        push(&mut self.headers, name, value.as_ref());
        self
    }

    /// With `Cache-Control: no-store` and `Pragma: no-cache` (RFC 6749 §5.1).
    #[must_use]
    pub fn no_store(self) -> Self {
        self.with("Cache-Control", "no-store").with("Pragma", "no-cache")
    }

    /// With a JSON body, which may be empty, and the two fields that describe it.
    #[must_use]
    pub fn json(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        push(&mut self.headers, "Content-Type", "application/json");
        push(&mut self.headers, "Content-Length", &self.body.len().to_string());
        self
    }

    /// The value of a field that stands once or first; names compare without case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }

    /// The body as text; what is not UTF-8 is replaced.
    #[must_use]
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// A string member of the JSON body.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<String> {
        let value: serde_json::Value = serde_json::from_slice(&self.body).ok()?;
        value.get(name)?.as_str().map(str::to_owned)
    }

    /// `HTTP/1.1 200 OK`.
    #[must_use]
    pub fn first_line(&self) -> String {
        format!("HTTP/1.1 {} {}", self.status, reason(self.status))
    }

    /// The canonical form: CRLF, fields in their order.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        written(&self.first_line(), &self.headers, &self.body)
    }

    /// How long the canonical form is, in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        "HTTP/1.1 200 ".len() + reason(self.status).len() + 2 + size(&self.headers) + self.body.len()
    }

    /// Reads the canonical form.
    ///
    /// # Errors
    /// When it is something else.
    pub fn parse(bytes: &[u8]) -> Result<Self, BadMessage> {
        let (first, headers, body) = parsed(bytes)?;
        let status = first.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)).and_then(|code| code.parse().ok());
        let status = status.ok_or(BadMessage::FirstLine)?;
        let response = Self { status, headers, body };
        if response.first_line() == first { Ok(response) } else { Err(BadMessage::FirstLine) }
    }
}

/// The reason phrase of a status that the world's servers use (RFC 9110 §15).
#[must_use]
pub const fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        204 => "No Content",
        302 => "Found",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        _ => "Unknown",
    }
}

fn push(headers: &mut Headers, name: &str, value: &str) {
    let value = value.chars().filter(|letter| !letter.is_control()).collect();
    headers.push((name.into(), value));
}

fn header<'a>(headers: &'a Headers, name: &str) -> Option<&'a str> {
    headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// The fields and the empty line after them.
fn size(headers: &Headers) -> usize {
    headers.iter().map(|(name, value)| name.len() + value.len() + 4).sum::<usize>() + 2
}

fn written(first: &str, headers: &Headers, body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(first.len() + 2 + size(headers) + body.len());
    out.extend_from_slice(first.as_bytes());
    out.extend_from_slice(b"\r\n");
    for (name, value) in headers {
        for piece in [name, ": ", value, "\r\n"] {
            out.extend_from_slice(piece.as_bytes());
        }
    }
    out.extend_from_slice(b"\r\n");
    out.extend_from_slice(body);
    out
}

fn parsed(bytes: &[u8]) -> Result<(&str, Headers, Vec<u8>), BadMessage> {
    let end = memchr::memmem::find(bytes, b"\r\n\r\n").ok_or(BadMessage::NoEnd)?;
    let (head, rest) = bytes.split_at(end);
    let body = rest.strip_prefix(b"\r\n\r\n").unwrap_or_default();
    let head = std::str::from_utf8(head).map_err(|_| BadMessage::NotText)?;
    let mut lines = head.split("\r\n");
    let first = lines.next().ok_or(BadMessage::FirstLine)?;
    let headers = lines
        .map(|line| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned())))
        .collect::<Option<Headers>>()
        .ok_or(BadMessage::Field)?;
    let length = match header(&headers, "Content-Length") {
        Some(length) => length.parse().map_err(|_| BadMessage::Length)?,
        None => 0_usize,
    };
    if body.len() == length { Ok((first, headers, body.to_vec())) } else { Err(BadMessage::Length) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_reads_back_as_what_it_was_written_from() {
        let request =
            Request::new("POST", "/login?a=b", "auth.shop.test").with("Cookie", "a=1; b=2").with_body("t", "{}");
        assert_eq!(Request::parse(&request.to_bytes()), Ok(request.clone()));
        assert_eq!(request.to_bytes().len(), request.size());
        assert_eq!(request.cookie("b"), Some("2"));
        assert_eq!((request.path(), request.query()), ("/login", vec![("a".into(), "b".into())]));
        let response = Response::new(404, Ms::new(0)).no_store().json("");
        assert_eq!(Response::parse(&response.to_bytes()), Ok(response.clone()));
        assert_eq!(response.to_bytes().len(), response.size());
    }

    #[test]
    fn a_field_cannot_smuggle_another_line() {
        let request = Request::new("GET", "/", "a").with("X", "1\r\nEvil: 2");
        assert_eq!(Request::parse(&request.to_bytes()), Ok(request));
    }

    #[test]
    fn what_is_no_message_says_why() {
        for (text, why) in [
            ("GET / HTTP/1.1\r\n", BadMessage::NoEnd),
            ("GET /\r\n\r\n", BadMessage::FirstLine),
            ("GET / HTTP/1.1\r\nHost\r\n\r\n", BadMessage::Field),
            ("GET / HTTP/1.1\r\nContent-Length: 2\r\n\r\nabc", BadMessage::Length),
            ("GET / HTTP/1.1\r\n\r\nabc", BadMessage::Length),
        ] {
            assert_eq!(Request::parse(text.as_bytes()), Err(why), "{text}");
        }
        assert_eq!(Response::parse(b"HTTP/1.1 200 Fine\r\n\r\n"), Err(BadMessage::FirstLine));
    }
}
