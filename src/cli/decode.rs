//! `jotlab decode`: header, payload, times, faults and findings of every token in a text; with a judge, as `verify` has one, the verdict too.

use super::arguments::Decode;
use super::judged::{Judge, Judged};
use super::outcome::{DONE, NO_TOKEN, NOT_OK, Outcome};
use super::refusal::usage;
use super::setting::Setting;
use super::{document, report};
use crate::token::anatomy::{self, Kind, Token};
use crate::token::lifetime::Times;
use crate::token::moment::Moment;
use crate::token::time_spec::TimeSpec;

/// `jotlab decode`: header, payload, times and faults of every token in `text`.
#[must_use]
pub fn decode(arguments: &Decode, text: &str, setting: Setting) -> Outcome {
    run(text, arguments.at.as_deref(), None, arguments.json, setting)
}

/// Reads the tokens of a text, has each judged, and tells of them.
pub(super) fn run(text: &str, at: Option<&str>, judge: Option<&Judge>, json: bool, setting: Setting) -> Outcome {
    let spec = match at.map(TimeSpec::parse).transpose() {
        Ok(spec) => spec,
        Err(why) => return usage(format!("--at: {why}")),
    };
    let tokens = anatomy::read_all(text);
    let over: Vec<Option<Token>> = tokens.iter().map(|token| judge?.over(token)).collect();
    let mut judged = Vec::new();
    for (index, (token, over)) in tokens.iter().zip(&over).enumerate() {
        // `exp-1s` is another instant for each token.
        let times = over.as_ref().unwrap_or(token).times();
        match resolve(spec, &times, setting) {
            Ok(now) => judged.push(Judged::new(token, over.as_ref(), now, judge)),
            Err(why) if tokens.len() == 1 => return usage(format!("--at: {why}")),
            Err(why) => return usage(format!("--at: token {} of {}: {why}", index + 1, tokens.len())),
        }
    }
    let stdout = if json { document::print(&judged) } else { report::print(&judged, setting) };
    let nothing_reads = tokens.iter().all(|token: &Token| token.kind == Kind::Unreadable);
    let (stderr, code) = if tokens.is_empty() {
        let what = if text.trim().is_empty() { "the text is empty" } else { "no token in the text" };
        (format!("jotlab: {what}: a token looks like eyJ….eyJ….…\n"), NO_TOKEN)
    } else if nothing_reads {
        (String::new(), NO_TOKEN)
    } else if judged.iter().any(|judged| judged.judge.is_some() && !judged.ok()) {
        (String::new(), NOT_OK)
    } else {
        (String::new(), DONE)
    };
    Outcome { stdout: if tokens.is_empty() && !json { String::new() } else { stdout }, stderr, code }
}

fn resolve(spec: Option<TimeSpec>, times: &Times, setting: Setting) -> Result<Moment, String> {
    spec.map_or(Ok(setting.now), |spec| spec.resolve(setting.now, setting.zone, times).map_err(|why| why.to_string()))
}
