//! What a run of the program came to: both streams and the exit code.

use std::process::Output;

#[derive(Debug, PartialEq)]
pub struct Ran {
    pub out: String,
    pub err: String,
    pub code: i32,
}

impl Ran {
    /// Whatever goes in, what comes out is UTF-8, and no signal ends it.
    pub fn of(output: Output) -> Self {
        Self {
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
            code: output.status.code().expect("no signal"),
        }
    }
}
