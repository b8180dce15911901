//! A token with other characters in one of its parts: by an edit, by a new signature, by a change that is to break it.

use crate::token::anatomy::Token;
use crate::token::find::Found;
use crate::token::part::Part;

/// The token with other characters for a part.
pub(super) fn with_segment(token: &Token, part: &Part, segment: &str) -> Token {
    let (before, after) = (token.text.get(..part.at.start), token.text.get(part.at.end..));
    let text = [before.unwrap_or_default(), segment, after.unwrap_or_default()].concat();
    let found = Found {
        at: 0..text.len(),
        text,
        form: token.form,
        place: token.place.clone(),
        stripped: token.stripped.clone(),
    };
    Token::read(found)
}
