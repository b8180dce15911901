//! The program as a shell runs it: arguments and a pipe in, two streams and an exit code out.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking; the lints know only the functions marked as tests, not their helpers"
)]

mod decode;
mod keys;
mod mint;
mod ran;
mod session;
mod verify;
