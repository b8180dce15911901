//! The `jotlab` binary: arguments → the screen → exit code.

use std::io::{self, Write};
use std::process::ExitCode;

#[cfg(unix)]
fn main() -> ExitCode {
    use jotlab::runtime::clock::Clock;
    use jotlab::runtime::{self, Error, Start, privacy};

    privacy::close();
    let clock = match Clock::from_environment() {
        Ok(clock) => clock,
        Err(error) => return complain(2, &format!("{}: {error}", runtime::clock::FIXED)),
    };
    let text = std::env::args_os().nth(1).map(|text| text.to_string_lossy().into_owned());
    match runtime::run(Start { text, clock }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error @ Error::Gone) => ExitCode::from(error.exit_code()),
        Err(error) => complain(error.exit_code(), &error.to_string()),
    }
}

#[cfg(not(unix))]
fn main() -> ExitCode {
    complain(1, "the screen needs a Unix terminal")
}

fn complain(code: u8, sentence: &str) -> ExitCode {
    // Not `eprintln!`, which panics where standard error is closed.
    let _ = writeln!(io::stderr(), "jotlab: {sentence}");
    ExitCode::from(code)
}
