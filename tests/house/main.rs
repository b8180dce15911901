//! What the house asks of its source: arrows between rooms, no circles, what stays outside each room.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking; the lints know only the functions marked as tests, not their helpers"
)]

mod circles;
mod rules;
mod source;
