//! jotlab, a JWT laboratory in the terminal.

pub mod app;
pub mod cli;
#[cfg(unix)]
pub mod runtime;
pub mod token;
pub mod view;
