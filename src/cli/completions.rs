//! `jotlab completions SHELL`: what a shell has to know to complete the arguments.

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::arguments::Arguments;
use super::outcome::{DONE, Outcome};

/// The script for `shell`, to be read by it at its start.
#[must_use]
pub fn completions(shell: Shell) -> Outcome {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "jotlab", &mut out);
    let stdout = String::from_utf8(out).unwrap_or_default();
    Outcome { stdout, stderr: String::new(), code: DONE }
}
