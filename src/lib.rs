//! jotlab, a JWT laboratory in the terminal.
pub mod app;
#[cfg(unix)]
pub mod runtime;
pub mod token;
pub mod view;
