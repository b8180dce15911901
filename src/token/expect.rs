//! What a receiver expects of a token, beyond signature and time: checked claim by claim, each with its reason.

use std::borrow::Cow;

use super::anatomy::Token;
use super::json::{Document, Kind};
use super::visible::visible;

/// What a receiver expects; what is empty is not checked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expectations {
    /// The algorithms that are allowed.
    pub algs: Vec<String>,
    /// The issuers that are trusted.
    pub issuers: Vec<String>,
    /// The names that the receiver answers to: `aud` must hold one of them.
    pub audiences: Vec<String>,
    /// The media type in `typ`; `application/` and case do not count (RFC 7515 §4.1.9).
    pub typ: Option<String>,
    /// The claims that must be there.
    pub required: Vec<String>,
}

/// A claim or header parameter, and whether it is as expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Its name.
    pub claim: String,
    /// Why it is not as expected; `None` when it is.
    pub why: Option<String>,
}

impl Expectations {
    /// Checks `token` and the headers of its signature `nth` against every expectation, in the order alg, typ, iss, aud, required claims.
    #[must_use]
    pub fn check(&self, token: &Token, nth: usize) -> Vec<Check> {
        let mut checks = Vec::new();
        let mut add = |claim: &str, why: Option<String>| checks.push(Check { claim: claim.to_owned(), why });
        if !self.algs.is_empty() {
            let found = token.alg_of(nth);
            let ok = found.as_deref().is_some_and(|alg| self.algs.iter().any(|allowed| allowed == alg));
            add("alg", (!ok).then(|| mismatch(&self.algs, found.as_deref())));
        }
        if let Some(typ) = &self.typ {
            let value = token.parameter(nth, "typ").map(|(_, header, index)| (header, index));
            let found = value.and_then(|(header, index)| header.string(index));
            let ok = found.as_deref().is_some_and(|found| same_media_type(found, typ));
            add("typ", (!ok).then(|| mismatch(std::slice::from_ref(typ), found.as_deref().or(kind(value)))));
        }
        let claims = token.claims();
        let claim = |name| claims.and_then(|claims| Some((claims, claims.get(name)?)));
        if !self.issuers.is_empty() {
            let value = claim("iss");
            let found = value.and_then(|(claims, index)| claims.string(index));
            let ok = found.as_deref().is_some_and(|iss| self.issuers.iter().any(|trusted| trusted == iss));
            add("iss", (!ok).then(|| mismatch(&self.issuers, found.as_deref().or(kind(value)))));
        }
        if !self.audiences.is_empty() {
            let found = claims.map(audiences).unwrap_or_default();
            let ok = found.iter().any(|aud| self.audiences.iter().any(|own| own == aud));
            let shown = (!found.is_empty()).then(|| found.join(", "));
            add("aud", (!ok).then(|| mismatch(&self.audiences, shown.as_deref().or(kind(claim("aud"))))));
        }
        for name in &self.required {
            add(name, claim(name).is_none().then(|| "required, but not there".to_owned()));
        }
        checks
    }
}

/// The names in `aud`: a string, or an array of strings (RFC 7519 §4.1.3).
#[must_use]
pub fn audiences(claims: &Document) -> Vec<Cow<'_, str>> {
    let Some(index) = claims.get("aud") else { return Vec::new() };
    match claims.node(index).map(|node| node.kind) {
        Some(Kind::Array) => claims.members(index).filter_map(|i| claims.string(i)).collect(),
        _ => claims.string(index).into_iter().collect(),
    }
}

/// What a value is that holds no text to compare with.
fn kind(value: Option<(&Document, u32)>) -> Option<&'static str> {
    let (document, index) = value?;
    document.node(index).map(|node| node.kind.words())
}

fn mismatch(expected: &[String], found: Option<&str>) -> String {
    let expected = expected.join(" or ");
    match found {
        Some(found) => format!("expected {}, found {}", visible(&expected), visible(found)),
        None => format!("expected {}, but it is not there", visible(&expected)),
    }
}

/// Are these the same media type? `application/` may be left out where no other slash follows (RFC 7515 §4.1.9).
#[must_use]
pub fn same_media_type(one: &str, other: &str) -> bool {
    let bare = |name: &str| {
        let name = name.to_ascii_lowercase();
        match name.strip_prefix("application/") {
            Some(rest) if !rest.contains('/') => rest.to_owned(),
            _ => name,
        }
    };
    bare(one) == bare(other)
}

#[cfg(test)]
mod tests {
    use super::super::find::{Form, Found};
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    fn token(header: &str, payload: &str) -> Token {
        let text = format!("{}.{}.AAAA", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload));
        Token::read(Found { at: 0..text.len(), text, form: Form::Compact, place: "text".into(), stripped: Vec::new() })
    }

    fn all() -> Expectations {
        Expectations {
            algs: vec!["HS256".into(), "RS256".into()],
            issuers: vec!["https://id.test".into()],
            audiences: vec!["api".into()],
            typ: Some("at+jwt".into()),
            required: vec!["exp".into()],
        }
    }

    #[test]
    fn a_token_that_is_as_expected_passes_every_check() {
        for aud in [r#""api""#, r#"["web","api"]"#] {
            let token = token(
                r#"{"alg":"RS256","typ":"application/AT+JWT"}"#,
                &format!(r#"{{"iss":"https://id.test","aud":{aud},"exp":1}}"#),
            );
            assert_eq!(
                all().check(&token, 0).into_iter().filter_map(|check| check.why).collect::<Vec<_>>(),
                Vec::<String>::new()
            );
        }
    }

    #[test]
    fn every_mismatch_names_what_was_expected_and_what_was_found() {
        let token = token(r#"{"alg":"HS512","typ":"JWT"}"#, r#"{"iss":"https://id.test/","aud":["web","ops"]}"#);
        let whys: Vec<(String, Option<String>)> =
            all().check(&token, 0).into_iter().map(|check| (check.claim, check.why)).collect();
        let expected = [
            ("alg", "expected HS256 or RS256, found HS512"),
            ("typ", "expected at+jwt, found JWT"),
            ("iss", "expected https://id.test, found https://id.test/"),
            ("aud", "expected api, found web, ops"),
            ("exp", "required, but not there"),
        ];
        assert_eq!(whys, expected.map(|(claim, why)| (claim.to_owned(), Some(why.to_owned()))));
    }

    #[test]
    fn what_is_not_expected_is_not_checked() {
        assert_eq!(Expectations::default().check(&token("{}", "{}"), 0), []);
    }
}
