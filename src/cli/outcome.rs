//! What a command ends with, and the exit codes.

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
