//! Keys and signatures: what is a key, whose signature it is, and what no attacker gets through.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking; the lints know only the functions marked as tests, not their helpers"
)]

mod key_binding;
mod keys;
mod signatures;
