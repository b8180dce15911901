//! A member of a header or payload, explained: what it is, what this value says, which characters of the token say it.

use std::ops::Range;

use super::anatomy::Token;
use super::base64url;
use super::dates::{self, Reader};
use super::duration::Words;
use super::gloss;
use super::json::{Document, Kind};
use super::numeric_date::DateClaim;
use super::part::{Coding, Part, Role};
use super::registry;
use super::visible::visible;
use super::words;

/// The longest name, in characters, that panes show whole; and how much of a longer one is told. A hostile name has megabytes.
const SHORT_NAME: usize = 24;
const LONGEST_NAME: usize = 1000;

/// An explanation: a title, and paragraphs in the order of their worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The name of the member.
    pub title: String,
    /// Sentences; foreign text in them is visible text already.
    pub paragraphs: Vec<Words>,
}

/// A JSON value of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// What its part is for.
    pub role: Role,
    /// To which signature or recipient that part belongs, from 0.
    pub nth: usize,
    /// Its place among the values of the part.
    pub index: u32,
}

impl Member {
    /// A value in the first part with this role.
    #[must_use]
    pub const fn of(role: Role, index: u32) -> Self {
        Self { role, nth: 0, index }
    }

    /// Its part.
    #[must_use]
    pub fn part(self, token: &Token) -> Option<&Part> {
        token.nth_part(self.role, self.nth)
    }
}

/// Explains a value; members of nested containers are explained by the outermost one.
#[must_use]
pub fn member(token: &Token, member: Member, reader: Reader) -> Option<Explanation> {
    let Member { role, index, .. } = member;
    let part = member.part(token)?;
    let document = part.json()?;
    let top = document.outermost(index)?;
    if role == Role::Disclosure {
        return Some(disclosure(part, document, member));
    }
    let name = document.name(top)?;
    let mut paragraphs: Vec<Words> = Vec::new();
    let mut say = |text: String| paragraphs.push(Words::lasting(text));
    let is_claim = role == Role::Payload;
    let entry = if is_claim { words::claim(&name) } else { words::parameter(&name) };
    match entry {
        Some(entry) => say(format!("{}. {}", capital(&entry.title), entry.text)),
        None if is_claim => say("A private claim: its meaning is between the issuer and its readers.".to_owned()),
        None => say("Not a registered parameter: a receiver that does not know it ignores it.".to_owned()),
    }
    for text in value(document, &name, top, is_claim) {
        say(text);
    }
    if is_claim && gloss::is_date(&name) {
        paragraphs.extend(date(&DateClaim::at(document, top), reader));
    }
    if let Some(known) = source(&name, is_claim) {
        paragraphs.push(Words::lasting(known));
    }
    if name.chars().nth(SHORT_NAME).is_some() {
        let more = if name.chars().nth(LONGEST_NAME).is_some() { "…" } else { "" };
        let whole: String = name.chars().take(LONGEST_NAME).collect();
        paragraphs.push(Words::lasting(format!("Its whole name: {}{more}", visible(&whole))));
    }
    if let Some(characters) = encoded_by(part, document, index) {
        let Range { start, end } = characters;
        let last = end.saturating_sub(1);
        paragraphs.push(Words::lasting(format!("Encoded by characters {start}-{last} of the {}.", role.name())));
    }
    Some(Explanation { title: visible(&name).into_owned(), paragraphs })
}

/// Explains a part in which nothing can be read: a signature, or what an encrypted token consists of.
#[must_use]
pub fn part(part: &Part) -> Option<Explanation> {
    let empty = part.octets().is_empty();
    let name = match part.role {
        Role::Signature => "signature",
        Role::EncryptedKey if empty => "no_encrypted_key",
        Role::EncryptedKey => "encrypted_key",
        Role::Iv => "iv",
        Role::Ciphertext => "ciphertext",
        Role::Tag => "tag",
        Role::Aad => "aad",
        Role::KeyBinding => "key_binding",
        Role::Header | Role::Unprotected | Role::Payload | Role::Disclosure | Role::Surplus => return None,
    };
    let text = words::value("parts", name)?;
    Some(Explanation { title: part.role.name().to_owned(), paragraphs: vec![Words::lasting(text)] })
}

/// A disclosure of an SD-JWT, or what stands in it.
fn disclosure(part: &Part, document: &Document, member: Member) -> Explanation {
    let title = format!("{} {}", part.role.name(), member.nth.saturating_add(1));
    let mut paragraphs = vec![Words::lasting(words::value("parts", "disclosure").unwrap_or_default())];
    if let Some(characters) = encoded_by(part, document, member.index) {
        let last = characters.end.saturating_sub(1);
        paragraphs.push(Words::lasting(format!("Encoded by characters {}-{last} of the {title}.", characters.start)));
    }
    Explanation { title, paragraphs }
}

/// The characters of the part's segment that encode the value at `index` with its name, counted from 0.
///
/// The first and the last can belong to the neighbours too: a character holds six bits, an octet eight.
#[must_use]
pub fn encoded_by(part: &Part, document: &Document, index: u32) -> Option<Range<usize>> {
    let node = document.node(index)?;
    let begin = if node.name == (0, 0) { node.value.0 } else { node.name.0 };
    let octets = begin as usize..node.value.1 as usize;
    match part.coding {
        // What was given beside the token is not in its text.
        Coding::Plain if part.at.is_empty() => None,
        Coding::Plain => Some(octets),
        // With white space or padding inside, places no longer correspond.
        Coding::Base64url if part.at.len() != encoded_length(part.octets().len()) => None,
        Coding::Base64url => Some(base64url::characters_of(octets, part.at.len())),
    }
}

/// The innermost value whose name or value the character `at` of the token's text encodes, and its part.
#[must_use]
pub fn at_character(token: &Token, at: usize) -> Option<Member> {
    let part = token.parts.iter().find(|part| part.at.contains(&at))?;
    let document = part.json()?;
    let inside = at.checked_sub(part.at.start)?;
    let octets = match part.coding {
        Coding::Plain => inside..inside + 1,
        Coding::Base64url if part.at.len() != encoded_length(part.octets().len()) => return None,
        Coding::Base64url => base64url::octets_of(inside..inside + 1, part.at.len()),
    };
    // Nodes stand in the order of the text: the last one that begins before the octet's end and reaches it is the innermost.
    let begin = |index: u32| {
        document.node(index).map_or(0, |node| if node.name == (0, 0) { node.value.0 } else { node.name.0 } as usize)
    };
    let count = u32::try_from(document.nodes.len()).unwrap_or(u32::MAX);
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if begin(middle) < octets.end {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    let mut index = low.checked_sub(1)?;
    // Between two members the character belongs to what encloses them.
    let reaches = |index: &u32| document.node(*index).is_some_and(|node| (node.value.1 as usize) > octets.start);
    if !reaches(&index) {
        index = document.ancestors(index).into_iter().rfind(reaches)?;
    }
    (index > 0).then_some(Member { role: part.role, nth: part.nth, index })
}

/// How many base64url characters encode this many octets (RFC 7515 §2: no padding).
const fn encoded_length(octets: usize) -> usize {
    (octets * 4).div_ceil(3)
}

/// So many values of a list are said in words: an explanation follows the cursor, and a list can be as long as a token.
const VALUES: usize = 50;

/// What the value says, where its words are known.
fn value(document: &Document, name: &str, index: u32, is_claim: bool) -> Vec<String> {
    let kind = document.node(index).map(|node| node.kind);
    let text = document.string(index);
    let strings = || -> Vec<String> {
        match kind {
            Some(Kind::Array) => {
                let strings = document.members(index).take(VALUES + 1).filter_map(|i| document.string(i));
                strings.map(|s| s.into_owned()).collect()
            }
            _ => text.iter().map(|s| s.to_string()).collect(),
        }
    };
    let scopes =
        || -> Vec<String> { strings().iter().flat_map(|s| s.split(' ')).map(str::to_owned).take(VALUES).collect() };
    let list = |set: &str, values: Vec<String>| -> Vec<String> {
        let known = |value: &String| Some(format!("{}: {}.", visible(value), words::value(set, value)?));
        values.iter().filter_map(known).collect()
    };
    match (name, is_claim) {
        ("alg" | "enc", false) => {
            let entry = text.as_deref().and_then(words::algorithm);
            entry.map(|entry| format!("Here: {}. {}", entry.title, entry.text)).into_iter().collect()
        }
        ("crit", false) => match strings().as_slice() {
            [] => Vec::new(),
            names => vec![format!("Here: whoever does not know {} has to refuse the token.", listed(names))],
        },
        ("kid", false) => text
            .as_deref()
            .map(key_name)
            .and_then(|set| words::value("kid", set))
            .map(str::to_owned)
            .into_iter()
            .collect(),
        ("jwk", false) => {
            let kind = document.get_in(index, "kty").and_then(|i| document.string(i));
            let curve = document.get_in(index, "crv").and_then(|i| document.string(i));
            let curve = curve.map(|curve| format!(", {}", visible(&curve))).unwrap_or_default();
            let said = kind.as_deref().and_then(|kind| words::value("kty", kind));
            said.map(|kind| format!("Here: {kind}{curve}.")).into_iter().collect()
        }
        ("typ", false) => list("typ", strings().iter().map(|typ| media_type(typ)).collect()),
        ("cty", false) => list("cty", strings().iter().map(|typ| media_type(typ)).collect()),
        ("zip", false) => list("zip", strings()),
        ("aud", true) => match strings().as_slice() {
            [] => Vec::new(),
            [one] => vec![format!("Here: for {} only.", visible(one))],
            many => vec![format!("Here: for any of {}.", listed(many))],
        },
        ("scope" | "scp", true) => list("scopes", scopes()),
        ("amr", true) => list("amr", strings()),
        ("acr", true) => list("acr", strings()),
        ("typ", true) => list("typ_claim", strings()),
        ("attest" | "dbgstat" | "intuse", true) => list(name, strings()),
        ("token_use", true) => list("token_use", strings()),
        ("gty", true) => list("gty", strings()),
        ("cnf", true) => {
            let members = document.members(index).filter_map(|i| document.name(i)).map(|s| s.into_owned()).take(VALUES);
            list("cnf", members.collect())
        }
        _ => Vec::new(),
    }
}

/// Names in a row, as many as are said.
fn listed(names: &[String]) -> String {
    let more = if names.len() > VALUES { " and others" } else { "" };
    let named: Vec<_> = names.iter().take(VALUES).map(|name| visible(name)).collect();
    format!("{}{more}", named.join(", "))
}

/// What the name of a key looks like: one of the set `kid`.
fn key_name(kid: &str) -> &'static str {
    let is = |octet: &u8| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_');
    let groups: Vec<usize> = kid.split('-').map(str::len).collect();
    let hexadecimal = kid.bytes().all(|octet| octet.is_ascii_hexdigit() || octet == b'-');
    match kid.len() {
        // 32 octets of SHA-256.
        43 if kid.as_bytes().iter().all(is) => "thumbprint",
        36 if hexadecimal && groups == [8, 4, 4, 4, 12] => "uuid",
        _ => "name",
    }
}

/// A media type as the words know it: without `application/`.
fn media_type(text: &str) -> String {
    text.strip_prefix("application/").unwrap_or(text).to_owned()
}

/// A date in local time and UTC, and how far away it is.
fn date(claim: &DateClaim, reader: Reader) -> Option<Words> {
    let instant = claim.date().filter(|date| date.probably().is_none()).and_then(|date| date.moment());
    match instant.filter(|at| reader.zone.civil(*at).is_some()) {
        Some(at) => {
            let distance = dates::distance(reader.now, at);
            let clocks = format!("{}, {}", dates::local(at, reader.zone), dates::utc(at));
            Some(Words { text: format!("Here: {clocks}, {}.", distance.text), ..distance })
        }
        None => dates::claim(claim, reader).map(|when| {
            let words = when.words();
            Words { text: format!("Here: {}.", words.text), ..words }
        }),
    }
}

/// Type and source of a registered name.
fn source(name: &str, is_claim: bool) -> Option<String> {
    let (kind, source, vendor) = if is_claim {
        let known = registry::claim(name)?;
        (known.kind, known.source.as_deref(), known.vendor.as_deref())
    } else {
        let known = registry::parameter(name)?;
        (known.kind, known.source.as_deref(), None)
    };
    let by = match (source, vendor) {
        (Some(source), _) => format!(" ({source})"),
        (None, Some(vendor)) => format!(" ({vendor}; not registered)"),
        (None, None) => " (not registered)".to_owned(),
    };
    Some(format!("{}{by}.", capital(kind.words())))
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::super::find::{Form, Found};
    use super::super::moment::Moment;
    use super::super::zone::Zone;
    use super::*;

    const USER: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1c2VyIiwicm9sZSI6InVzZXIiLCJpYXQiOjE3NDMwMDEzMDUsImV4cCI6MTc0MzAwMzEwNX0.seqVcPftTCz5p2OzfGtRCingj4_VNyWxgrIhngNmt_U";

    fn token(text: &str) -> Token {
        Token::read(Found {
            text: text.to_owned(),
            form: Form::Compact,
            place: "text".into(),
            stripped: Vec::new(),
            at: 0..text.len(),
        })
    }

    fn reader() -> Reader {
        Reader {
            now: Moment::from_seconds(1_743_002_354),
            zone: Zone::named("Europe/Berlin").unwrap(),
            format: dates::TimeFormat::Local,
        }
    }

    #[test]
    fn a_claim_is_explained_with_its_value_its_source_and_its_characters() {
        let token = token(USER);
        let exp = token.claims().unwrap().get("exp").unwrap();
        let explanation = member(&token, Member::of(Role::Payload, exp), reader()).unwrap();
        assert_eq!(explanation.title, "exp");
        let said: Vec<&str> = explanation.paragraphs.iter().map(|words| words.text.as_str()).collect();
        assert!(said[0].starts_with("Expiration time. On or after this instant"), "{}", said[0]);
        assert_eq!(
            said[1..],
            [
                "Here: 2025-03-26 16:31:45 +01:00, 2025-03-26 15:31:45 UTC, in 12 min 31 s.",
                "A number of seconds since 1970 (RFC 7519 §4.1.4).",
                "Encoded by characters 60-81 of the payload.",
            ]
        );
        let payload = token.part(Role::Payload).unwrap();
        let characters = encoded_by(payload, payload.json().unwrap(), exp).unwrap();
        assert_eq!(token.segment(payload).get(characters), Some("ImV4cCI6MTc0MzAwMzEwNX"));
    }

    #[test]
    fn every_character_of_a_token_leads_back_to_the_member_that_it_encodes() {
        let token = token(USER);
        let payload = token.part(Role::Payload).unwrap();
        let claims = token.claims().unwrap();
        for index in claims.members(0) {
            let characters = encoded_by(payload, claims, index).unwrap();
            for at in characters.start + 1..characters.end - 1 {
                assert_eq!(
                    at_character(&token, payload.at.start + at),
                    Some(Member::of(Role::Payload, index)),
                    "character {at}"
                );
            }
        }
        assert_eq!(at_character(&token, token.text.len() - 1), None, "a signature has no members");
        assert_eq!(at_character(&token, token.text.len() + 5), None);
    }

    #[test]
    fn values_are_said_in_words() {
        let text = |payload: &str, name: &str| {
            use base64::Engine as _;
            let coded = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(payload);
            let token = token(&format!("eyJhbGciOiJIUzI1NiJ9.{coded}.AAAA"));
            let index = token.claims().unwrap().get(name).unwrap();
            let explanation = member(&token, Member::of(Role::Payload, index), reader()).unwrap();
            explanation.paragraphs.into_iter().map(|words| words.text).collect::<Vec<_>>().join("\n")
        };
        assert!(text(r#"{"aud":"api"}"#, "aud").contains("Here: for api only."));
        assert!(text(r#"{"aud":["api","web"]}"#, "aud").contains("Here: for any of api, web."));
        assert!(text(r#"{"amr":["pwd","xx"]}"#, "amr").contains("pwd: password."));
        assert!(text(r#"{"scope":"openid xx"}"#, "scope").contains("openid: log in"));
        assert!(text(r#"{"zzz":1}"#, "zzz").contains("A private claim"));
        assert!(text(r#"{"exp":1743003105000}"#, "exp").contains("milliseconds? then 2025-03-26 16:31:45"));
    }

    #[test]
    fn every_registered_name_is_explained() {
        for name in ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "scope", "cnf", "amr", "role"] {
            assert!(words::claim(name).is_some() && registry::claim(name).is_some(), "{name}");
        }
        for name in ["alg", "typ", "kid", "crit", "b64", "enc", "zip", "jwk", "x5c", "p2c"] {
            assert!(words::parameter(name).is_some() && registry::parameter(name).is_some(), "{name}");
        }
        for name in ["HS256", "ES512", "Ed25519", "ML-DSA-65", "none", "A128CTR", "RSA-OAEP", "A256GCM"] {
            assert!(words::algorithm(name).is_some() && registry::algorithm(name).is_some(), "{name}");
        }
    }
}
