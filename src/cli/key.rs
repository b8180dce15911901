//! `jotlab key`: what a key is, for people or as JSON; or its public half, written as PEM or JWK.

use std::fmt::Write as _;

use serde::Serialize;

use super::arguments::{Describe, Written};
use super::keys::{self, Outside, Refusal};
use super::outcome::{DONE, KEY, Outcome, USAGE};
use super::paint::Paint;
use super::refusal::refused;
use super::safe_json;
use super::setting::Setting;
use crate::crypto::algorithm::KeyKind;
use crate::crypto::export::{self, Half};
use crate::crypto::key::Description;
use crate::crypto::weak::{self, Weakness};
use crate::crypto::{Algorithm, Key, KeyError, Keys, Material};
use crate::token::visible::visible;

/// The member names and their order are the contract of `key --json`.
#[derive(Serialize)]
struct KeyJson<'a> {
    kind: &'static str,
    bits: Option<usize>,
    curve: Option<&'static str>,
    private: bool,
    algorithms: Vec<&'static str>,
    kid: Option<&'a str>,
    source: &'a str,
    thumbprint: &'a str,
}

#[derive(Serialize)]
struct SetJson<'a> {
    keys: Vec<KeyJson<'a>>,
}

/// `jotlab key`: describes the keys of a KEY argument.
#[must_use]
pub fn key(arguments: &Describe, outside: &dyn Outside, setting: Setting) -> Outcome {
    let resolved = match keys::resolve(arguments.key.as_deref().unwrap_or("-"), outside) {
        Ok(resolved) => resolved,
        Err(Refusal::NothingPiped | Refusal::Content(_, KeyError::Empty)) if arguments.key.is_none() => {
            return refused(USAGE, "no key: give it as an argument, or pipe it in");
        }
        Err(why) => return refused(KEY, &why.to_string()),
    };
    let keys = resolved.keys;
    let mut stderr = String::new();
    for skipped in &keys.skipped {
        let _ = writeln!(stderr, "jotlab: {}", keys::left_out(skipped));
    }
    if let Some(warning) = resolved.warning {
        let _ = writeln!(stderr, "jotlab: {warning}");
    }
    let stdout = match arguments.public {
        Some(form) => match public(&keys, form) {
            Some(text) => text,
            None => return refused(KEY, "the key: a secret has no public half"),
        },
        None if arguments.json => json(&keys),
        None => text(&keys, setting.paint),
    };
    Outcome { stdout, stderr, code: DONE }
}

/// The public halves; none when there is not one.
pub(super) fn public(keys: &Keys, form: Written) -> Option<String> {
    let written: Vec<_> = match form {
        Written::Pem => keys.keys.iter().filter_map(|key| export::pem(&key.material, Half::Public)).collect(),
        Written::Jwk => keys.keys.iter().filter_map(|key| export::jwk(key, Half::Public)).collect(),
    };
    match (form, written.as_slice()) {
        (_, []) => None,
        (Written::Pem, blocks) => Some(blocks.iter().map(|block| block.as_str()).collect()),
        (Written::Jwk, [only]) if !keys.set => Some(format!("{}\n", only.as_str())),
        (Written::Jwk, _) => Some(format!("{}\n", export::jwks(&keys.keys))),
    }
}

fn json(keys: &Keys) -> String {
    let descriptions: Vec<Description> = keys.keys.iter().map(Key::describe).collect();
    let mut keys_json: Vec<KeyJson<'_>> = descriptions.iter().map(KeyJson::of).collect();
    match keys_json.pop() {
        Some(only) if !keys.set && keys_json.is_empty() => safe_json::print(&only),
        last => {
            keys_json.extend(last);
            safe_json::print(&SetJson { keys: keys_json })
        }
    }
}

impl<'a> KeyJson<'a> {
    fn of(description: &'a Description) -> Self {
        Self {
            kind: description.kind.name(),
            bits: description.bits,
            curve: description.kind.curve(),
            private: description.private,
            algorithms: description.algorithms.iter().map(|algorithm| algorithm.name()).collect(),
            kid: description.kid.as_deref(),
            source: &description.source,
            thumbprint: &description.thumbprint,
        }
    }
}

fn text(keys: &Keys, paint: Paint) -> String {
    let mut out = String::new();
    for (index, key) in keys.keys.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let of = if keys.keys.len() > 1 { format!("{} of {}: ", index + 1, keys.keys.len()) } else { String::new() };
        let description = key.describe();
        let _ = writeln!(out, "{}", paint.strong(&format!("{of}{}", heading(&description))));
        for (name, value) in rows(key, &description) {
            let _ = writeln!(out, "  {} {}", paint.dim(&format!("{name:<10}")), visible(&value));
        }
    }
    out
}

/// `EC, P-256, private`, `RSA, 2048 bits, public`, `HMAC, 256 bits, secret`.
fn heading(description: &Description) -> String {
    let bits = description.bits.map(|bits| format!("{bits} bits"));
    let size = description.kind.curve().map(str::to_owned).or(bits);
    let half = match (description.kind, description.private) {
        (KeyKind::Secret, _) => "secret",
        (_, true) => "private",
        (_, false) => "public",
    };
    [Some(description.kind.name().to_owned()), size, Some(half.to_owned())]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

fn rows(key: &Key, description: &Description) -> Vec<(&'static str, String)> {
    let algorithms: Vec<&str> = description.algorithms.iter().map(|algorithm| algorithm.name()).collect();
    let operations = key.key_ops.as_ref().map(|operations| operations.join(" "));
    let mut rows = vec![
        ("source", format!("{} ({})", description.source, description.form)),
        ("algorithms", if algorithms.is_empty() { "none of those here".to_owned() } else { algorithms.join(" ") }),
    ];
    let given = [("kid", &key.kid), ("alg", &key.alg), ("use", &key.usage), ("key_ops", &operations)];
    rows.extend(given.into_iter().filter_map(|(name, value)| Some((name, value.clone()?))));
    if let Some(weakness) = weakness(key) {
        rows.push(("weak", weakness));
    }
    rows.push(("thumbprint", description.thumbprint.clone()));
    if description.kind == KeyKind::Secret {
        rows.push(("", "whoever sees the thumbprint of a secret can test guesses with it".to_owned()));
    }
    rows
}

/// What is weak about a key, and what cannot be done with it; none when nothing is known to be.
fn weakness(key: &Key) -> Option<String> {
    let bits = key.material.bits()?;
    match &key.material {
        Material::Secret(secret) => Some(match weak::weakness(Algorithm::Hs256, secret)? {
            Weakness::WellKnown { .. } => "it is well known: whoever attacks a token tries it first".to_owned(),
            Weakness::Short { due, .. } => {
                format!("{bits} bits, where HS256 needs {due}: it can be guessed (RFC 7518 §3.2)")
            }
        }),
        Material::Public(_) | Material::Pair { .. } => {
            let due =
                Algorithm::Rs256.least_bits().filter(|due| matches!(key.kind(), KeyKind::Rsa(_)) && bits < *due)?;
            Some(format!("{bits} bits, where {due} are due: it signs nothing and checks RS256 and RS512 only"))
        }
    }
}
