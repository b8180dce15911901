//! jotlab, a JWT laboratory in the terminal.
pub mod app;
pub mod cli;
pub mod token;
pub mod view;
