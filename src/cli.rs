//! The command line: arguments and text in, text or JSON and an exit code out. Pure but for what `main` hands it.

mod algorithm;
pub mod arguments;
mod completions;
mod document;
mod judged;
mod key;
mod keygen;
pub mod keys;
mod manual;
mod mint;
mod nearest;
mod paint;
mod report;
mod safe_json;
pub mod session;
mod standard_input;
mod verify;

use clap::CommandFactory as _;

use crate::token::anatomy::{self, Kind, Token};
use crate::token::lifetime::Times;
use crate::token::moment::Moment;
use crate::token::time_spec::TimeSpec;
use crate::token::visible::visible;
use crate::token::zone::Zone;
use arguments::{Arguments, Decode};
pub use completions::completions;
use judged::{Judge, Judged};
pub use key::key;
pub use keygen::keygen;
pub use manual::manual;
pub use mint::mint;
pub use paint::Paint;
pub use verify::verify;

/// What a command is run with.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// The clock on the wall.
    pub now: Moment,
    /// Where it hangs.
    pub zone: Zone,
    /// Are colours welcome?
    pub paint: Paint,
}

/// What a command ends with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// The results.
    pub stdout: String,
    /// The complaints.
    pub stderr: String,
    /// The exit code.
    pub code: u8,
}

/// Everything was done; with `verify`, every token is all right; with `session`, every expectation holds.
pub const DONE: u8 = 0;
/// A token is not all right, or an expectation fails.
pub const NOT_OK: u8 = 1;
/// The command was not used as it must be.
pub const USAGE: u8 = 2;
/// There is no token, or nothing in it reads.
pub const NO_TOKEN: u8 = 3;
/// A key cannot be read, or cannot do what it is asked to.
pub const KEY: u8 = 4;
/// A file could not be read or written.
pub const FILE: u8 = 5;

/// `jotlab decode`: header, payload, times and faults of every token in `text`.
#[must_use]
pub fn decode(arguments: &Decode, text: &str, setting: Setting) -> Outcome {
    run(text, arguments.at.as_deref(), None, arguments.json, setting)
}

fn run(text: &str, at: Option<&str>, judge: Option<&Judge>, json: bool, setting: Setting) -> Outcome {
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

/// What is said when the arguments themselves are not understood: `clap`'s sentences, with nothing in them that a terminal would obey.
#[must_use]
pub fn misused(complaint: &str) -> Outcome {
    let lines: Vec<_> = complaint.lines().map(visible).collect();
    Outcome { stdout: String::new(), stderr: format!("{}\n", lines.join("\n")), code: USAGE }
}

/// What is said of a first word that is almost the name of a command, and so is hardly a text.
#[must_use]
pub fn mistyped(first: &str) -> Option<Outcome> {
    let arguments = Arguments::command();
    let names = || arguments.get_subcommands().map(clap::Command::get_name);
    if names().any(|name| name == first) {
        return None;
    }
    let meant = nearest::nearest(first, names())?;
    Some(usage(format!("no command `{}`; did you mean {meant}?", visible(first))))
}

fn usage(why: String) -> Outcome {
    refused(USAGE, &why)
}

/// Nothing but a complaint.
fn refused(code: u8, why: &str) -> Outcome {
    Outcome { stdout: String::new(), stderr: format!("jotlab: {why}\n"), code }
}
