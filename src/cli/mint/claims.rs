//! Further members of a token as the command line gives them: a file, and single ones that come after it and win.

use std::collections::BTreeSet;
use std::fmt;

use crate::token::json::{Document, Fault, Kind};
use crate::token::lifetime::Times;
use crate::token::moment::Moment;
use crate::token::registry::{self, Type};
use crate::token::time_spec::TimeSpec;
use crate::token::visible::visible;
use crate::token::zone::Zone;

/// Members in their order: a name, and its value as JSON.
#[derive(Debug, Default)]
pub(super) struct Members(Vec<(String, String)>);

/// Why a text is no object of members.
#[derive(Debug)]
pub(super) enum NoMembers {
    /// It is no JSON, at this line and character.
    Json(Fault, usize, usize),
    /// It is JSON, but no object.
    Kind(Kind),
    /// A name stands twice in it.
    Twice(String),
}

impl fmt::Display for NoMembers {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(why, line, character) => write!(out, "line {line}, character {character}: {why}"),
            Self::Kind(kind) => {
                write!(out, "expected an object such as {{\"tenant\":\"acme\"}}, found {}", kind.words())
            }
            Self::Twice(name) => write!(out, "`{}` stands twice: take one of them away", visible(name)),
        }
    }
}

impl Members {
    /// The members of an object; an empty text has none.
    pub fn read(text: &str) -> Result<Self, NoMembers> {
        let mut members = Self::default();
        if text.trim().is_empty() {
            return Ok(members);
        }
        let document = Document::read(text.as_bytes().to_vec());
        if let Some(fault) = document.fault {
            let before = text.get(..fault.at).unwrap_or(text);
            let line = before.rsplit('\n').next().unwrap_or_default();
            return Err(NoMembers::Json(fault, before.matches('\n').count() + 1, line.chars().count() + 1));
        }
        match document.root().map(|root| root.kind) {
            Some(Kind::Object) | None => {}
            Some(kind) => return Err(NoMembers::Kind(kind)),
        }
        for index in document.members(0) {
            let (Some(name), Some(value)) = (document.name(index), document.compact(index)) else { continue };
            if members.0.iter().any(|(known, _)| *known == name) {
                return Err(NoMembers::Twice(name.into_owned()));
            }
            members.0.push((name.into_owned(), value));
        }
        Ok(members)
    }

    /// Gives a member this value: in its place where it has one, else at the end.
    pub fn set(&mut self, name: String, value: String) {
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name, value)),
        }
    }

    /// The text of the object; empty where there is no member.
    pub fn text(&self) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        let members: Vec<String> = self.0.iter().map(|(name, value)| format!("{}:{value}", quoted(name))).collect();
        format!("{{{}}}", members.join(","))
    }

    /// The members themselves.
    pub fn into_iter(self) -> impl Iterator<Item = (String, String)> {
        self.0.into_iter()
    }
}

/// The value of `--claim NAME=TEXT`: JSON where it is JSON, seconds since 1970 where the claim is a time and the text names one, else a string.
pub(super) fn value(name: &str, text: &str, now: Moment, zone: Zone) -> String {
    if let Some(json) = json(text) {
        return json;
    }
    let instant = time(name, text).and_then(|spec| spec.resolve(now, zone, &Times::endless()).ok());
    instant.map_or_else(|| quoted(text), |instant| instant.seconds().to_string())
}

/// A warning, where `given` is a NAME=VALUE whose value begins like JSON, but is none and so is taken as text.
pub(super) fn almost_json(flag: &str, given: &str) -> Option<String> {
    let (name, text) = given.split_once('=').filter(|(_, text)| text.trim_start().starts_with(['{', '[', '"']))?;
    let fault = Document::read(text.as_bytes().to_vec()).fault?;
    Some(format!(
        "warning: {flag}: `{}` is taken as text, for it is no JSON: byte {}: {fault}",
        visible(name),
        fault.at
    ))
}

/// A warning for each name among NAME=VALUE that comes again: the last one counts.
pub(super) fn again(flag: &str, given: &[String]) -> Vec<String> {
    let names = given.iter().filter_map(|given| given.split_once('=')).map(|(name, _)| name);
    let mut seen = BTreeSet::new();
    let again: BTreeSet<&str> = names.filter(|name| !seen.insert(*name)).collect();
    let warn = |name| format!("warning: {flag}: `{}` is given more than once: the last counts", visible(name));
    again.into_iter().map(warn).collect()
}

/// The instant that `text` names, where the claim is a time and the text no JSON.
pub(super) fn time(name: &str, text: &str) -> Option<TimeSpec> {
    let is_time = registry::claim(name).is_some_and(|claim| claim.kind == Type::NumericDate);
    (is_time && json(text).is_none()).then(|| TimeSpec::parse(text).ok()).flatten()
}

fn json(text: &str) -> Option<String> {
    let document = Document::read(text.as_bytes().to_vec());
    if document.fault.is_none() { document.compact(0) } else { None }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
