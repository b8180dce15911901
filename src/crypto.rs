//! Keys and what they do: read, described, generated; signatures made and judged. The one room that names a cryptographic library.
//!
//! [`algorithm`] is the list of what can sign; [`material`] is what a key is once it is read, whatever it was written in; [`key`] adds where
//! it came from and what it is for. [`read`] reads keys, [`export`] writes them, [`generate`](mod@generate) makes new ones;
//! [`sign`](mod@sign) and [`verify`](mod@verify) work on bytes, [`verdict`], [`steps`], [`sd_jwt`] and [`key_binding`] on a token. Nothing here
//! knows a clock, a file or the screen: the bytes of a file come in as an argument.

pub mod algorithm;
mod check;
mod der;
pub mod digest;
pub mod ecdsa;
pub mod export;
pub mod generate;
pub mod key;
pub mod key_binding;
pub mod key_error;
pub mod material;
pub mod mint;
mod oid;
mod pss;
mod public_text;
pub mod random;
pub mod read;
pub mod restriction;
pub mod sd_jwt;
pub mod secret;
pub mod sign;
pub mod steps;
pub mod thumbprint;
pub mod verdict;
pub mod verify;
pub mod weak;
pub mod well_known;

pub use algorithm::Algorithm;
pub use generate::{NewKey, generate};
pub use key::Key;
pub use key_error::KeyError;
pub use material::{Material, Public};
pub use read::{KeySpec, Keys};
pub use secret::Secret;
pub use sign::{SignError, sign};
pub use verdict::{Question, Verdict, judge};
pub use verify::{Mismatch, verify};
