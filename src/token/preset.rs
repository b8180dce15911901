//! Tokens worth minting again and again, as data: `assets/presets.json`, and files of the same form that users write.
//!
//! The members of a preset are the options of `jotlab mint`: `alg`, `header`, `sub`, `name`, `iss`, `aud`, `role`, `roles-as`, `ttl`, `nbf`,
//! `iat`, `jti`, `claims`; beside them `id` and `title`. Who leaves one out gets what the command does without it.

use std::fmt;
use std::sync::OnceLock;

use super::json::{self, Document, Kind};
use super::recipe::{Jti, Lifetime, Recipe, RolesAs};
use super::time_spec::{NoInstant, TimeSpec};
use super::visible::visible;

/// A recipe with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preset {
    /// The word by which it is chosen; empty in a file that gives none.
    pub id: String,
    /// What it makes, in words.
    pub title: String,
    /// Does it say which algorithm? Then the key must serve that one, else the key decides.
    pub names_algorithm: bool,
    /// The recipe.
    pub recipe: Recipe,
}

/// The presets that come with the program, in the order of the file.
#[must_use]
pub fn all() -> &'static [Preset] {
    static PRESETS: OnceLock<Vec<Preset>> = OnceLock::new();
    PRESETS.get_or_init(|| {
        let document = Document::read(include_str!("../../assets/presets.json").as_bytes().to_vec());
        // A test holds that each of them reads.
        document.members(0).filter_map(|index| read(&document, index).ok()).collect()
    })
}

/// The preset of this name.
#[must_use]
pub fn named(id: &str) -> Option<&'static Preset> {
    all().iter().find(|preset| preset.id == id)
}

/// Where and why a text is no preset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PresetFault {
    /// The line, from 1.
    pub line: usize,
    /// The character of the line, from 1.
    pub column: usize,
    /// What is wrong.
    pub why: Why,
}

/// The reasons for which a text is no preset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It is no JSON.
    Json(json::FaultKind),
    /// A value is of another kind than it must be.
    Kind(&'static str, Kind),
    /// No member of a preset has this name.
    Unknown(String),
    /// A name stands twice.
    Twice(String),
    /// There is no such way to write roles.
    RolesAs(String),
    /// A text that names no time.
    Time(NoInstant),
}

impl fmt::Display for Why {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(why) => write!(out, "{}", json::Fault { at: 0, why: *why }),
            Self::Kind(expected, found) => write!(out, "expected {expected}, found {}", found.words()),
            Self::Unknown(name) => {
                write!(out, "`{}` is no member of a preset: they are {}", visible(name), MEMBERS.join(" "))
            }
            Self::Twice(name) => write!(out, "`{}` stands twice: take one of them away", visible(name)),
            Self::RolesAs(word) => {
                let words: Vec<&str> = RolesAs::ALL.into_iter().map(RolesAs::word).collect();
                write!(out, "`{}` is no way to write roles: they are {}", visible(word), words.join(" "))
            }
            Self::Time(why) => why.fmt(out),
        }
    }
}

impl fmt::Display for PresetFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}, character {}: {}", self.line, self.column, self.why)
    }
}

impl std::error::Error for PresetFault {}

/// The members of a preset.
const MEMBERS: [&str; 15] = [
    "id", "title", "alg", "header", "sub", "name", "iss", "aud", "role", "roles-as", "ttl", "nbf", "iat", "jti",
    "claims",
];

/// Reads the preset of a file: one JSON object.
///
/// # Errors
/// When it is not JSON, when a member is unknown, stands twice or holds what it cannot; with the line and the character.
pub fn parse(text: &str) -> Result<Preset, PresetFault> {
    let document = Document::read(text.as_bytes().to_vec());
    if let Some(fault) = document.fault {
        return Err(place(text.as_bytes(), fault.at, Why::Json(fault.why)));
    }
    read(&document, 0)
}

fn place(octets: &[u8], at: usize, why: Why) -> PresetFault {
    let before = octets.get(..at).unwrap_or(octets);
    let line = before.split(|octet| *octet == b'\n').next_back().unwrap_or_default();
    PresetFault {
        line: before.iter().filter(|octet| **octet == b'\n').count() + 1,
        column: String::from_utf8_lossy(line).chars().count() + 1,
        why,
    }
}

/// The preset that the object at `object` is.
fn read(document: &Document, object: u32) -> Result<Preset, PresetFault> {
    let reader = Reader { document };
    reader.expect(object, Kind::Object, "an object")?;
    let mut preset =
        Preset { id: String::new(), title: String::new(), names_algorithm: false, recipe: Recipe::default() };
    let recipe = &mut preset.recipe;
    let mut seen: Vec<String> = Vec::new();
    for index in document.members(object) {
        let name = document.name(index).unwrap_or_default().into_owned();
        if seen.contains(&name) {
            return Err(reader.at_name(index, Why::Twice(name)));
        }
        match name.as_str() {
            "id" => preset.id = reader.text(index)?,
            "title" => preset.title = reader.text(index)?,
            "alg" => {
                recipe.alg = reader.text(index)?;
                preset.names_algorithm = true;
            }
            "header" => reader.header(index, recipe)?,
            "sub" => recipe.sub = Some(reader.text(index)?),
            "name" => recipe.name = Some(reader.text(index)?),
            "iss" => recipe.iss = Some(reader.text(index)?),
            "aud" => recipe.aud = reader.texts(index)?,
            "role" => recipe.roles = reader.texts(index)?,
            "roles-as" => {
                let word = reader.text(index)?;
                recipe.roles_as =
                    RolesAs::from_word(&word).ok_or_else(|| reader.at_value(index, Why::RolesAs(word)))?;
            }
            "ttl" => {
                let lifetime = Lifetime::parse(&reader.text(index)?);
                recipe.lifetime = lifetime.map_err(|why| reader.at_value(index, Why::Time(why)))?;
            }
            "nbf" => recipe.nbf = reader.instant(index)?,
            "iat" => recipe.iat = reader.instant(index)?,
            "jti" => recipe.jti = Jti::from_word(&reader.text(index)?),
            "claims" => {
                reader.expect(index, Kind::Object, "an object")?;
                recipe.claims = reader.raw(index);
            }
            _ => return Err(reader.at_name(index, Why::Unknown(name))),
        }
        seen.push(name);
    }
    Ok(preset)
}

struct Reader<'a> {
    document: &'a Document,
}

impl Reader<'_> {
    fn at_value(&self, index: u32, why: Why) -> PresetFault {
        place(&self.document.octets, self.document.node(index).map_or(0, |node| node.value.0 as usize), why)
    }

    fn at_name(&self, index: u32, why: Why) -> PresetFault {
        place(&self.document.octets, self.document.node(index).map_or(0, |node| node.name.0 as usize), why)
    }

    fn kind(&self, index: u32) -> Kind {
        self.document.node(index).map_or(Kind::Broken, |node| node.kind)
    }

    fn expect(&self, index: u32, kind: Kind, words: &'static str) -> Result<(), PresetFault> {
        let found = self.kind(index);
        if found == kind { Ok(()) } else { Err(self.at_value(index, Why::Kind(words, found))) }
    }

    fn text(&self, index: u32) -> Result<String, PresetFault> {
        self.expect(index, Kind::String, "a string")?;
        Ok(self.document.string(index).unwrap_or_default().into_owned())
    }

    fn texts(&self, index: u32) -> Result<Vec<String>, PresetFault> {
        match self.kind(index) {
            Kind::Array => self.document.members(index).map(|element| self.text(element)).collect(),
            Kind::String | Kind::Object | Kind::Number | Kind::True | Kind::False | Kind::Null | Kind::Broken => {
                Ok(vec![self.text(index)?])
            }
        }
    }

    fn instant(&self, index: u32) -> Result<Option<TimeSpec>, PresetFault> {
        Lifetime::parse_begin(&self.text(index)?).map_err(|why| self.at_value(index, Why::Time(why)))
    }

    fn raw(&self, index: u32) -> String {
        String::from_utf8_lossy(self.document.raw(index)).into_owned()
    }

    /// `typ` and `kid` have their own places; `null` takes `typ` away.
    fn header(&self, object: u32, recipe: &mut Recipe) -> Result<(), PresetFault> {
        self.expect(object, Kind::Object, "an object")?;
        let mut others = Vec::new();
        for index in self.document.members(object) {
            let name = self.document.name(index).unwrap_or_default();
            match (name.as_ref(), self.kind(index)) {
                ("typ", Kind::Null) => recipe.typ = None,
                ("typ", Kind::String) => recipe.typ = Some(self.text(index)?),
                ("kid", Kind::String) => recipe.kid = Some(self.text(index)?),
                _ => {
                    let raw_name = String::from_utf8_lossy(self.document.raw_name(index).unwrap_or_default());
                    others.push(format!("{raw_name}:{}", self.raw(index)));
                }
            }
        }
        recipe.header = if others.is_empty() { String::new() } else { format!("{{{}}}", others.join(",")) };
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::moment::Moment;
    use super::super::recipe::Built;
    use super::super::zone::Zone;
    use super::*;

    /// 2025-03-26T15:01:45Z
    const NOW: Moment = Moment::from_seconds(1_743_001_305);
    const UUID: &str = "00000000-0000-4000-8000-000000000000";

    fn built(preset: &Preset) -> Built {
        preset.recipe.build(NOW, Zone::UTC, UUID).expect("it builds")
    }

    #[test]
    fn the_preset_of_the_article_makes_its_token() {
        assert_eq!(
            built(named("article").expect("it is there")).signing_input(),
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1c2VyIiwicm9sZSI6InVzZXIiLCJpYXQiOjE3NDMwMDEzMDUsImV4cCI6MTc0MzAwMzEwNX0"
        );
    }

    #[test]
    fn every_preset_makes_what_its_title_says() {
        let ids: Vec<&str> = all().iter().map(|preset| preset.id.as_str()).collect();
        assert_eq!(ids, ["article", "access", "id-token", "refresh", "machine", "expired", "not-yet"]);
        let payload = |id| built(named(id).expect("it is there")).payload;
        assert_eq!(
            built(named("access").expect("it is there")),
            Built {
                header: r#"{"alg":"RS256","typ":"at+jwt"}"#.to_owned(),
                payload: r#"{"sub":"user","iss":"https://issuer.example","aud":"https://api.example","scope":"read write","iat":1743001305,"exp":1743002205,"jti":"00000000-0000-4000-8000-000000000000","client_id":"web-app"}"#.to_owned(),
            }
        );
        assert_eq!(payload("expired"), r#"{"sub":"user","role":"user","iat":1742999205,"exp":1743001005}"#);
        assert_eq!(
            payload("not-yet"),
            r#"{"sub":"user","role":"user","nbf":1743001605,"iat":1743001305,"exp":1743003405}"#
        );
    }

    #[test]
    fn a_file_keeps_its_order_and_its_numbers() {
        let preset = parse(
            r#"{ "claims": { "z": 1.50, "a": [1e2, {"y": 2, "x": 12345678901234567890}] }, "ttl": "none", "iat": "none",
                 "header": { "kid": "k", "typ": null, "x5t": "a" } }"#,
        )
        .expect("it reads");
        assert!(!preset.names_algorithm);
        assert_eq!(
            built(&preset),
            Built {
                header: r#"{"alg":"HS256","kid":"k","x5t":"a"}"#.to_owned(),
                payload: r#"{"z":1.50,"a":[1e2,{"y":2,"x":12345678901234567890}]}"#.to_owned(),
            }
        );
    }

    #[test]
    fn what_is_no_preset_says_where() {
        for (text, sentence) in [
            ("", "line 1, character 1: expected a value, found nothing but white space"),
            ("[]", "line 1, character 1: expected an object, found an array"),
            ("{\n  \"ttl\": 30\n}", "line 2, character 10: expected a string, found a number"),
            ("{\n  \"ä\": 1, \"ttl\": x}", "line 2, character 18: expected a value, found \"x\""),
            (
                "{\n\"ttl\": \"30 parsecs\"}",
                "line 2, character 8: `parsecs` is not a unit of time: write 90s, 30m, 1h30m or 7d",
            ),
            (
                "{\"roles-as\":\"groups\"}",
                "line 1, character 13: `groups` is no way to write roles: they are auto role roles scope realm permissions",
            ),
            ("{\"sub\":\"a\",\"sub\":\"b\"}", "line 1, character 12: `sub` stands twice: take one of them away"),
            (
                "{\"ttl \":\"30m\"}",
                "line 1, character 2: `ttl ` is no member of a preset: they are id title alg header sub name iss aud role roles-as ttl nbf iat jti claims",
            ),
            ("{\"aud\":[\"a\",1]}", "line 1, character 13: expected a string, found a number"),
        ] {
            assert_eq!(parse(text).expect_err("it is none").to_string(), sentence);
        }
    }
}
