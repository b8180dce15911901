//! The simulated world without a screen: its messages, its rules, its lessons, and what leaves it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking; the lints know only the functions marked as tests, not their helpers"
)]

mod exports;
mod golden;
mod invariants;
mod lessons;
mod scenario_text;
mod scenarios;
mod walk;
