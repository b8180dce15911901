//! Characters that nobody sees and every program compares.

use crate::token::visible::{hidden_count, is_hidden};

/// How many characters of `text` hide, and the first of them.
///
/// Line breaks and tabs do not: an address has them. Nor do the joiners that the scripts of Persian or Hindi are written with, nor the
/// selectors that name one form of a Chinese character.
pub(super) fn hidden(text: &str) -> Option<(usize, char)> {
    let mut first = None;
    let mut pardoned = 0_usize;
    let mut before = ' ';
    for character in text.chars() {
        if is_hidden(character) {
            if is_layout(character) || belongs(before, character) {
                pardoned += 1;
            } else if first.is_none() {
                first = Some(character);
            }
        }
        before = character;
    }
    let first = first?;
    // The joiner inside of an emoji is none of those that are counted: it is seen.
    let count = hidden_count(text).saturating_sub(pardoned);
    (count > 0).then_some((count, first))
}

const fn is_layout(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\t')
}

/// Does this joiner or selector belong to the script of the letter before it?
const fn belongs(before: char, character: char) -> bool {
    match character {
        // Arabic to Tibetan, Myanmar, Khmer, Mongolian.
        '\u{200c}' | '\u{200d}' => {
            matches!(before, '\u{620}'..='\u{fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{18af}')
        }
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => {
            matches!(before, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
        }
        _ => false,
    }
}
