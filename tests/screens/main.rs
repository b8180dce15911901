//! The screens without a terminal: keys, pastes and instants in, text and effects out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking; the lints know only the functions marked as tests, not their helpers"
)]

mod copying;
mod inspect;
mod large;
mod long_run;
mod mint;
mod properties;
mod readme;
mod screen;
mod session;
mod tasks;
mod verdict;
mod wakes;
