//! A text that is nothing but one thing of a token's shape, though nothing in it reads as a header.

use std::ops::Range;

/// Shorter than this, dotted words are names.
const SHORTEST: usize = 48;

/// The thing's place in the text; `None` where the text is something else.
///
/// Three or five runs of base64 characters: the first and the last long, and with capitals, small letters and digits
/// in them, which host names, class names, versions and file names do not have.
pub fn whole(text: &str) -> Option<Range<usize>> {
    let trimmed = text.trim();
    let word = trimmed.get(trimmed.rfind([' ', '\t', '=', ':']).map_or(0, |at| at + 1)..)?;
    let prefix = trimmed.get(..trimmed.len() - word.len())?;
    if prefix.len() > 40 || prefix.split_whitespace().count() > 2 {
        return None;
    }
    let word = word.trim_matches(['"', '\'', '`', ';', ',']);
    let segments: Vec<&str> = word.split('.').take(6).collect();
    let is_base64 = |segment: &&str| {
        segment
            .trim_end_matches('=')
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'+' | b'/'))
    };
    let is_mixed = |segment: &str| {
        segment.bytes().any(|b| b.is_ascii_uppercase())
            && segment.bytes().any(|b| b.is_ascii_lowercase())
            && segment.bytes().any(|b| b.is_ascii_digit())
    };
    let (first, last) = (segments.first()?, segments.last()?);
    let shaped = matches!(segments.len(), 3 | 5)
        && word.len() >= SHORTEST
        && first.len() >= 8
        && last.len() >= 16
        && segments.iter().all(is_base64)
        && is_mixed(last)
        && segments.iter().filter(|segment| is_mixed(segment)).count() >= 2;
    let start = word.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
    shaped.then(|| start..start + word.len())
}
