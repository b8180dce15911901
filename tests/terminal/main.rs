//! The real program in a real terminal: one of our own making, a clipboard, tmux. What needs Xvfb, xclip or tmux is ignored unless asked for.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking; the lints know only the functions marked as tests, not their helpers"
)]

mod clipboard;
#[cfg(target_os = "linux")]
mod clipboard_real;
mod harness;
mod life;
mod tmux;
