//! From the first character of what may be a compact token to its last, across everything that stands inside it.
//!
//! A token is read in **pieces**: runs of its characters. Between two pieces stands a gap: a line break with its
//! decoration, or one space. A gap is joined when the token itself asks for more, and only then:
//!
//! 1. While header or payload is readable JSON that is not at its end, the next piece belongs to it if the JSON stays
//!    readable and is whole when its dot comes. Once it is whole, the next piece must begin with the dot.
//! 2. A segment that is not JSON (a JWE's, an opaque payload) goes on until its dot; lines do not grow on the way and
//!    do not begin like another token. Where no dot comes, nothing of it was joined.
//! 3. The last segment goes on until it has a length that `alg` or `enc` calls for (43 characters for HS256).
//!    Where that length is not met to the character, only full lines of one width, and the shorter one after them,
//!    are joined.
//! 4. A piece with more text behind it on its line ends the token, and is joined only if the token is whole with it.
//!    Across a space, nothing is joined unless the whole token comes of it.

mod join;
mod judge;
mod reading;
mod shape;
mod tail;
mod walk;

pub use self::reading::{Before, Candidate, Reading};
use self::walk::Walk;
use super::json_prefix::{JsonPrefix, Stage};
use super::unit::{Unit, What, unit};

/// Does what stands at `at` begin like a token's header? Looks at a few characters.
pub fn begins(text: &str, at: usize) -> bool {
    let mut json = JsonPrefix::new();
    let mut next = at;
    let mut count = 0;
    while let Some(Unit { what, next: behind, .. }) = unit(text, next) {
        match what {
            What::Char(c) if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '/') => {
                json.feed(&[u8::try_from(c).unwrap_or_default()]);
            }
            What::Char(_) => break,
            What::Unseen(_) => {}
        }
        if json.is_object() || json.stage() == Stage::Broken || count > 64 {
            break;
        }
        count += 1;
        next = behind;
    }
    // A line of three characters says nothing yet: the next lines will.
    json.is_object() || (json.stage() == Stage::Open && count > 0)
}

/// Reads what begins at `start`.
pub fn read(text: &str, start: usize, before: Before<'_>) -> Reading {
    let mut walk = Walk::new(text, start, before);
    let first = walk.piece();
    let first_end = walk.at;
    let end = walk.join(first);
    walk.finish(end, first_end, before)
}
