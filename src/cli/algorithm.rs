//! The name of an algorithm on the command line. `verify`, `mint` and `keygen` ask.

use super::nearest::nearest;
use crate::crypto::Algorithm;
use crate::token::visible::visible;

/// The algorithm of this name: by its exact characters, as in a token.
///
/// # Errors
/// A sentence with the name that was meant, or with all there are.
pub(super) fn named(name: &str) -> Result<Algorithm, String> {
    if let Some(algorithm) = Algorithm::from_name(name) {
        return Ok(algorithm);
    }
    let names = Algorithm::ALL.map(Algorithm::name);
    if let Some(meant) = names.iter().find(|known| known.eq_ignore_ascii_case(name)) {
        return Err(format!("the name is written {meant}"));
    }
    let name_shown = visible(name);
    Err(match nearest(&name.to_ascii_uppercase(), names) {
        Some(meant) => format!("`{name_shown}` is no algorithm; did you mean {meant}?"),
        None => format!("`{name_shown}` is no algorithm: take one of {}", names.join(" ")),
    })
}
