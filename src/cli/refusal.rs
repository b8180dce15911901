//! What a command answers that does nothing but complain.

use clap::CommandFactory as _;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::arguments::Arguments;
use super::nearest;
use super::outcome::{Outcome, USAGE};
use crate::crypto::Algorithm;
use crate::token::visible::visible;

/// What is said when the arguments themselves are not understood: `clap`'s sentences, with nothing in them that a terminal would obey, and
/// what it cannot know.
#[must_use]
pub fn misused(complaint: &clap::Error) -> Outcome {
    let rendered = complaint.render().to_string();
    // A key that begins with dashes is taken for an option, and would be repeated.
    if rendered.contains("-----BEGIN") {
        return usage("that is a key, where a text with tokens belongs: --key takes it, best as @FILE".to_owned());
    }
    let mut lines: Vec<_> = rendered.lines().map(visible).collect();
    if let Some(tip) = tip(complaint) {
        let place = lines.iter().position(|line| line.is_empty()).unwrap_or(lines.len());
        lines.splice(place..place, ["".into(), format!("  tip: {tip}").into()]);
    }
    Outcome { stdout: String::new(), stderr: format!("{}\n", lines.join("\n")), code: USAGE }
}

/// What was meant, where it can be told.
fn tip(complaint: &clap::Error) -> Option<String> {
    match (complaint.kind(), complaint.get(ContextKind::InvalidArg)?) {
        (ErrorKind::MissingRequiredArgument, ContextValue::Strings(missing)) if missing == &["<ALG>"] => {
            Some(format!("an algorithm is one of {}", Algorithm::ALL.map(Algorithm::name).join(" ")))
        }
        (ErrorKind::UnknownArgument, ContextValue::String(word)) if is_about_mint(complaint) => {
            let (name, value) = word.split_once('=').filter(|(name, _)| !name.is_empty() && !name.starts_with('-'))?;
            let claim = format!("a claim is written --claim {}", visible(word));
            Some(match name {
                "sub" | "name" | "iss" | "aud" | "role" | "jti" => format!("{claim}, or --{name} {}", visible(value)),
                _ => claim,
            })
        }
        _ => None,
    }
}

fn is_about_mint(complaint: &clap::Error) -> bool {
    let usage = complaint.get(ContextKind::Usage);
    matches!(usage, Some(ContextValue::StyledStr(usage)) if usage.to_string().contains("jotlab mint "))
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
