//! jotlab, a JWT laboratory in the terminal.
pub mod token;
