//! The disclosures of an SD-JWT held against what its issuer signed (RFC 9901 §7.1): what each says, its digest, and where that stands.

use std::collections::HashMap;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use memchr::memchr;

use super::algorithm::Hash;
use super::digest::digest;
use super::key_binding::{Binding, judge_binding};
use crate::token::anatomy::Token;
use crate::token::json::{Document, Kind};
use crate::token::part::{Part, Role};
use crate::token::visible::visible;

/// What an SD-JWT shows beside what its issuer signed in the open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SdJwt {
    /// Its disclosures, in their order.
    pub disclosures: Vec<Disclosed>,
    /// The hash of the digests; `None` for one that is not computed here.
    pub hash: Option<Hash>,
    /// What binds the presentation to a key.
    pub binding: Binding,
}

/// A disclosure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosed {
    /// Its salt; foreign text.
    pub salt: String,
    /// The name of the claim; `None` for the element of an array. Foreign text.
    pub name: Option<String>,
    /// The value as received; foreign text.
    pub value: String,
    /// The digest of its characters in base64url; empty where the hash is not computed here.
    pub digest: String,
    /// Where that stands: in words.
    pub held_by: Option<Holder>,
    /// Why the whole SD-JWT must be refused for it.
    pub flaw: Option<Flaw>,
}

/// Who holds a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// The payload: the value with this index.
    Payload(u32),
    /// Another disclosure, from 0.
    Disclosure(usize),
}

/// Why a disclosure makes an SD-JWT one to refuse (RFC 9901 §7.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// It is no array of a salt, a name and a value, or of a salt and a value.
    Malformed,
    /// Nothing that the issuer signed has its digest.
    NotHeld,
    /// Its digest stands in several places.
    Twice,
    /// It was shown before.
    Repeated,
    /// It names a claim that no disclosure may name: `_sd` or `...`.
    Forbidden,
    /// It is for an array and its digest stands in an object, or the other way round.
    Misplaced,
}

impl SdJwt {
    /// Why the whole of it must be refused for one of its disclosures; `None` where nothing speaks against them.
    #[must_use]
    pub fn refused_for(&self) -> Option<String> {
        let flawed = |(nth, disclosed): (usize, &Disclosed)| {
            disclosed.flaw.map(|flaw| format!("disclosure {}: {flaw}", nth.saturating_add(1)))
        };
        self.disclosures.iter().enumerate().find_map(flawed)
    }

    /// May it be accepted, if its signature is valid?
    #[must_use]
    pub fn is_acceptable(&self) -> bool {
        self.refused_for().is_none() && self.binding.refused_for().is_none()
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "it is no array of a salt, a name and a value, or of a salt and a value",
            Self::NotHeld => "the issuer signed no digest of it: it was changed, or belongs to another token",
            Self::Twice => "its digest stands there twice",
            Self::Repeated => "it stands there twice",
            Self::Forbidden => "it names a claim that no disclosure may name",
            Self::Misplaced => "its digest stands where that of another kind of disclosure belongs",
        })
    }
}

/// A place where a digest stands.
#[derive(Clone, Copy)]
struct Place {
    holder: Holder,
    /// In an array, as the value of `...`?
    is_element: bool,
}

/// Holds the disclosures of a token against what was signed; `None` for a token that has no `~`.
#[must_use]
pub fn sd_jwt(token: &Token) -> Option<SdJwt> {
    let tilde = memchr(b'~', token.text.as_bytes()).filter(|_| token.part(Role::Payload).is_some())?;
    let claims = token.claims();
    let named = claims.and_then(|claims| claims.string(claims.get("_sd_alg")?));
    let hash = match named.as_deref() {
        None | Some("sha-256") => Some(Hash::Sha256),
        Some("sha-384") => Some(Hash::Sha384),
        Some("sha-512") => Some(Hash::Sha512),
        Some(_) => None,
    };
    let parts: Vec<&Part> = token.parts.iter().filter(|part| part.role == Role::Disclosure).collect();
    let mut places: HashMap<String, Vec<Place>> = HashMap::new();
    if let Some(claims) = claims {
        digests(claims, Holder::Payload, &mut places);
    }
    for (nth, document) in parts.iter().enumerate().filter_map(|(nth, part)| Some((nth, part.json()?))) {
        digests(document, |_| Holder::Disclosure(nth), &mut places);
    }
    let digest_of = |text: &str| hash.map(|hash| URL_SAFE_NO_PAD.encode(digest(hash, text.as_bytes())));
    let mut disclosures: Vec<Disclosed> = Vec::with_capacity(parts.len());
    for part in parts {
        let digest = digest_of(token.segment(part)).unwrap_or_default();
        let held = places.get(&digest).map(Vec::as_slice).unwrap_or_default();
        let repeated = hash.is_some() && disclosures.iter().any(|other| other.digest == digest);
        disclosures.push(disclosed(part, digest, held, repeated, hash.is_some()));
    }
    let binding = token.part(Role::KeyBinding).map_or(Binding::None, |part| {
        let shown = token.text.get(..part.at.start.max(tilde)).and_then(digest_of);
        judge_binding(token, part, shown.as_deref())
    });
    Some(SdJwt { disclosures, hash, binding })
}

fn disclosed(part: &Part, digest: String, held: &[Place], repeated: bool, is_compared: bool) -> Disclosed {
    let elements = |document: &Document| -> Option<Vec<u32>> {
        (document.root()?.kind == Kind::Array).then(|| document.members(0).take(4).collect())
    };
    let read = part.json().filter(|document| document.fault.is_none()).and_then(|document| {
        let text = |index: u32| document.string(index).map(|text| text.into_owned());
        let raw = |index: u32| String::from_utf8_lossy(document.raw(index)).into_owned();
        Some(match *elements(document)?.as_slice() {
            [salt, value] => (text(salt)?, None, raw(value)),
            [salt, name, value] => (text(salt)?, Some(text(name)?), raw(value)),
            _ => return None,
        })
    });
    let place = held.first();
    let held_by = place.map(|place| place.holder);
    let Some((salt, name, value)) = read else {
        let value = visible(&String::from_utf8_lossy(part.octets())).into_owned();
        return Disclosed { salt: String::new(), name: None, value, digest, held_by, flaw: Some(Flaw::Malformed) };
    };
    let flaw = match (place, name.as_deref()) {
        (_, Some("_sd" | "...")) => Some(Flaw::Forbidden),
        _ if !is_compared => None,
        (None, _) => Some(Flaw::NotHeld),
        _ if held.len() > 1 => Some(Flaw::Twice),
        _ if repeated => Some(Flaw::Repeated),
        (Some(place), name) => (place.is_element == name.is_some()).then_some(Flaw::Misplaced),
    };
    Disclosed { salt, name, value, digest, held_by, flaw }
}

/// Notes every digest in a document: the strings of each `_sd`, and each `...`.
fn digests(document: &Document, holder: impl Fn(u32) -> Holder, places: &mut HashMap<String, Vec<Place>>) {
    let mut note = |index: u32, is_element: bool| {
        if let Some(digest) = document.string(index) {
            places.entry(digest.into_owned()).or_default().push(Place { holder: holder(index), is_element });
        }
    };
    for index in (0_u32..).take(document.nodes.len()) {
        match document.raw_name(index) {
            Some(b"\"_sd\"") => document.members(index).for_each(|element| note(element, false)),
            Some(b"\"...\"") => note(index, true),
            Some(_) | None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::anatomy;

    /// The example of RFC 9901 §4.2.1 and §4.2.3: these characters, and this digest.
    const FAMILY_NAME: &str = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0";
    const ITS_DIGEST: &str = "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0";
    /// That of §4.2.2, the element of an array.
    const FR: &str = "WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIkZSIl0";
    const ITS_DIGEST_TOO: &str = "w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs";

    fn token(payload: &str, tail: &str) -> Token {
        let coded = |text: &str| URL_SAFE_NO_PAD.encode(text);
        let text = format!("{}.{}.{}{tail}", coded(r#"{"alg":"HS256"}"#), coded(payload), "A".repeat(43));
        let mut tokens = anatomy::read_all(&text);
        assert_eq!((tokens.len(), tokens[0].text.as_str()), (1, text.as_str()));
        tokens.remove(0)
    }

    fn flaws(payload: &str, tail: &str) -> Vec<Option<Flaw>> {
        sd_jwt(&token(payload, tail)).unwrap().disclosures.into_iter().map(|disclosed| disclosed.flaw).collect()
    }

    #[test]
    fn the_examples_of_the_specification_are_found_where_their_digests_stand() {
        let payload = format!(r#"{{"_sd":["{ITS_DIGEST}"],"nationalities":[{{"...":"{ITS_DIGEST_TOO}"}},"DE"]}}"#);
        let read = sd_jwt(&token(&payload, &format!("~{FAMILY_NAME}~{FR}~"))).unwrap();
        let said = |disclosed: &Disclosed| {
            (disclosed.name.clone(), disclosed.value.clone(), disclosed.digest.clone(), disclosed.flaw)
        };
        let name = Some("family_name".to_owned());
        assert_eq!(said(&read.disclosures[0]), (name, "\"Möbius\"".to_owned(), ITS_DIGEST.to_owned(), None));
        assert_eq!(said(&read.disclosures[1]), (None, "\"FR\"".to_owned(), ITS_DIGEST_TOO.to_owned(), None));
        assert_eq!(read.disclosures[0].salt, "_26bc4LT-ac6q2KI6cBW5es");
        assert_eq!((&read.binding, read.refused_for()), (&Binding::None, None));
    }

    #[test]
    fn what_the_issuer_did_not_sign_is_told_and_what_he_did_is_not() {
        let both = format!(r#"{{"_sd":["{ITS_DIGEST}"],"n":[{{"...":"{ITS_DIGEST_TOO}"}}]}}"#);
        assert_eq!(flaws(&both, &format!("~{FAMILY_NAME}~{FR}~")), [None, None]);
        assert_eq!(flaws(r#"{"_sd":["a decoy"]}"#, &format!("~{FAMILY_NAME}~")), [Some(Flaw::NotHeld)]);
        let twice = format!(r#"{{"_sd":["{ITS_DIGEST}"],"x":{{"_sd":["{ITS_DIGEST}"]}}}}"#);
        assert_eq!(flaws(&twice, &format!("~{FAMILY_NAME}~")), [Some(Flaw::Twice)]);
        let again = format!("~{FAMILY_NAME}~{FAMILY_NAME}~");
        assert_eq!(flaws(&format!(r#"{{"_sd":["{ITS_DIGEST}"]}}"#), &again), [None, Some(Flaw::Repeated)]);
        let misplaced = format!(r#"{{"n":[{{"...":"{ITS_DIGEST}"}}]}}"#);
        assert_eq!(flaws(&misplaced, &format!("~{FAMILY_NAME}~")), [Some(Flaw::Misplaced)]);
        let forbidden = URL_SAFE_NO_PAD.encode(r#"["salt","_sd",["x"]]"#);
        assert_eq!(flaws("{}", &format!("~{forbidden}~")), [Some(Flaw::Forbidden)]);
        let short = URL_SAFE_NO_PAD.encode(r#"["salt"]"#);
        assert_eq!(flaws("{}", &format!("~{short}~")), [Some(Flaw::Malformed)]);
        assert_eq!(flaws(r#"{"_sd_alg":"md5","_sd":[]}"#, &format!("~{FAMILY_NAME}~")), [None], "not compared");
    }

    #[test]
    fn a_disclosure_may_stand_in_another() {
        let outer = URL_SAFE_NO_PAD.encode(format!(r#"["salt","address",{{"_sd":["{ITS_DIGEST}"]}}]"#));
        let its = URL_SAFE_NO_PAD.encode(digest(Hash::Sha256, outer.as_bytes()));
        let read = sd_jwt(&token(&format!(r#"{{"_sd":["{its}"]}}"#), &format!("~{FAMILY_NAME}~{outer}~"))).unwrap();
        assert_eq!(read.disclosures[0].held_by, Some(Holder::Disclosure(1)));
        assert!(matches!(read.disclosures[1].held_by, Some(Holder::Payload(_))));
        assert_eq!(read.refused_for(), None);
    }

    #[test]
    fn a_token_without_a_tilde_discloses_nothing() {
        assert_eq!(sd_jwt(&token("{}", "")), None);
    }
}
