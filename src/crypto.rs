//! Keys and what they do: read, described, generated; signatures made and judged. The one room that names a cryptographic library.
//!
//! [`algorithm`] is the list of what can sign; [`material`] is what a key is once it is read, whatever it was written in; [`key`] adds where
//! it came from and what it is for. Nothing here knows a clock, a file or the screen: the bytes of a file come in as an argument.

pub mod algorithm;
mod check;
mod der;
pub mod export;
pub mod key;
pub mod key_error;
pub mod material;
mod oid;
pub mod read;
pub mod secret;
pub mod thumbprint;

pub use algorithm::Algorithm;
pub use key::Key;
pub use key_error::KeyError;
pub use material::{Material, Public};
pub use read::{KeySpec, Keys};
pub use secret::Secret;
