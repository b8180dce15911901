//! Tokens as text: what is found in a paste, what each part says, what is wrong with it, and what a reviewer says.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking; the lints know only the functions marked as tests, not their helpers"
)]

mod faults;
mod find;
mod findings;
mod vectors;
