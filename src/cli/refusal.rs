//! What a command answers that does nothing but complain.

use clap::CommandFactory as _;

use super::arguments::Arguments;
use super::nearest;
use super::outcome::{Outcome, USAGE};
use crate::token::visible::visible;

/// What is said when the arguments themselves are not understood: `clap`'s sentences, with nothing in them that a terminal would obey.
#[must_use]
pub fn misused(complaint: &str) -> Outcome {
    // A key that begins with dashes is taken for an option, and would be repeated.
    if complaint.contains("-----BEGIN") {
        return usage("that is a key, where a text with tokens belongs: --key takes it, best as @FILE".to_owned());
    }
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

/// The command was not used as it must be.
pub(super) fn usage(why: String) -> Outcome {
    refused(USAGE, &why)
}

/// Nothing but a complaint.
pub(super) fn refused(code: u8, why: &str) -> Outcome {
    Outcome { stdout: String::new(), stderr: format!("jotlab: {why}\n"), code }
}
