//! `jotlab verify`: everything that `decode` shows, and the verdict on each token.

use std::fmt::Write as _;

use super::algorithm::named;
use super::arguments::{Verify, text_of};
use super::decode::run;
use super::judged::Judge;
use super::keys::{self, Outside, Unreadable};
use super::outcome::{FILE, KEY, Outcome};
use super::refusal::{refused, usage};
use super::setting::Setting;
use super::standard_input;
use crate::crypto::Key;
use crate::token::duration;
use crate::token::expect::Expectations;
use crate::token::lifetime::MAX_LEEWAY;
use crate::token::visible::visible;

/// Judges signature, time and claims of every token in `text`.
#[must_use]
pub fn verify(arguments: &Verify, text: &str, outside: &dyn Outside, setting: Setting) -> Outcome {
    let leeway = match duration::parse(&arguments.leeway) {
        Ok(seconds) if seconds <= MAX_LEEWAY => seconds,
        Ok(_) => return usage(format!("--leeway: {} is the largest", duration::in_words(MAX_LEEWAY))),
        Err(why) => return usage(format!("--leeway: {why}")),
    };
    if let Some(why) = arguments.alg.iter().find_map(|name| named(name).err()) {
        return usage(format!("--alg: {why}"));
    }
    let text_is_piped = text_of(&arguments.text).is_none();
    let keys_piped = arguments.key.iter().map(|key| ("--key", standard_input::is_meant(key)));
    let payload_is_piped = arguments.payload.as_deref().is_some_and(standard_input::is_meant);
    let wanting = [("TEXT", text_is_piped), ("--payload", payload_is_piped)].into_iter().chain(keys_piped);
    if let Err(why) = standard_input::is_for_one(wanting) {
        return usage(why);
    }
    let Given { keys, warnings } = match given(&arguments.key, outside) {
        Ok(given) => given,
        Err(why) => return refused(KEY, &why),
    };
    let payload = match arguments.payload.as_deref().map(|path| payload(path, outside)).transpose() {
        Ok(payload) => payload,
        Err(why) => return refused(FILE, &why),
    };
    let judge = Judge {
        leeway,
        expectations: Expectations {
            algs: arguments.alg.clone(),
            issuers: arguments.iss.clone(),
            audiences: arguments.aud.clone(),
            typ: arguments.typ.clone(),
            required: arguments.require.clone(),
        },
        keys,
        payload,
    };
    let outcome = run(text, arguments.at.as_deref(), Some(&judge), arguments.json, setting);
    Outcome { stderr: format!("{warnings}{}", outcome.stderr), ..outcome }
}

/// The keys of all KEY arguments, and what is to be said about them.
struct Given {
    keys: Vec<Key>,
    warnings: String,
}

fn given(arguments: &[String], outside: &dyn Outside) -> Result<Given, String> {
    let mut given = Given { keys: Vec::new(), warnings: String::new() };
    for (index, argument) in arguments.iter().enumerate() {
        let resolved = keys::resolve(argument, outside).map_err(|why| match arguments.len() {
            1 => why.to_string(),
            count => format!("--key {} of {count}: {why}", index + 1),
        })?;
        let skipped = resolved.keys.skipped.iter().map(keys::left_out);
        let warning = resolved.warning.map(str::to_owned).filter(|warning| !given.warnings.contains(warning.as_str()));
        for line in skipped.chain(warning) {
            // Writing into a String cannot fail.
            let _ = writeln!(given.warnings, "jotlab: {line}");
        }
        given.keys.extend(resolved.keys.keys);
    }
    Ok(given)
}

fn payload(path: &str, outside: &dyn Outside) -> Result<Vec<u8>, String> {
    let is_piped = standard_input::is_meant(path);
    match if is_piped { outside.standard_input() } else { outside.file(path) } {
        Ok(content) => Ok(content.reveal().to_vec()),
        Err(Unreadable::Missing) if is_piped => Err(format!("--payload: {}", keys::NOTHING_PIPED)),
        Err(Unreadable::Missing) => Err(format!("--payload: there is no file {}", visible(path))),
        Err(Unreadable::Refused(why)) => Err(format!("--payload: {why}")),
    }
}
