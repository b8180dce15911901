//! The one road from foreign text to a screen or a pipe: what would act, hide or pile up is shown as an escape.
//!
//! One form: `\n` `\r` `\t`, else `\u202e`, and `\u{e0041}` above U+FFFF. A backslash of the text itself stays as it is,
//! so the form is for reading, not for parsing back.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_properties::{GeneralCategory, UnicodeEmoji as _, UnicodeGeneralCategory as _};
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthChar as _;

/// The most combining marks that one grapheme keeps.
pub const MAX_MARKS: usize = 8;

/// The most bytes that one grapheme keeps.
pub const MAX_GRAPHEME: usize = 32;

const JOINER: char = '\u{200d}';
const EMOJI_SELECTOR: char = '\u{fe0f}';
const KEYCAP: char = '\u{20e3}';

/// Foreign text in which every control, format and invisible character is shown as an escape.
///
/// The halves of flags are, too: terminals disagree on how wide a flag is. The result holds no character for which [`is_hidden`] is true,
/// except a zero width joiner between two emoji and U+FE0F after an emoji; no grapheme of it begins with something of no width; none has more than [`MAX_MARKS`] marks or
/// [`MAX_GRAPHEME`] bytes: what is cut off is counted, `…(+4992 marks)`. Applied to its own result it changes nothing.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    Rewrite::of(text).finish()
}

/// The same for octets that may not be UTF-8: those that are not are shown as `\xff`.
#[must_use]
pub fn visible_octets(octets: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = str::from_utf8(octets) {
        return visible(text);
    }
    let mut out = String::with_capacity(octets.len());
    for chunk in octets.utf8_chunks() {
        out.push_str(&visible(chunk.valid()));
        for octet in chunk.invalid() {
            // Writing to a String cannot fail.
            let _ = write!(out, "\\x{octet:02x}");
        }
    }
    Cow::Owned(out)
}

/// How many characters of `text` [`visible`] shows as an escape.
#[must_use]
pub fn hidden_count(text: &str) -> usize {
    Rewrite::of(text).hidden
}

/// Does this character act or hide wherever it stands: control, format, separator of lines, filler, variation selector,
/// private use, unassigned?
///
/// Spaces that are drawn as a gap (U+00A0, U+2003, U+2800) are not of this class, nor are combining marks.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    character.is_ascii_control() || (!character.is_ascii() && hides(character, character.general_category()))
}

fn hides(character: char, category: GeneralCategory) -> bool {
    match character {
        // Default ignorable although its category is a mark or a letter: joiner, fillers, vowels and selectors without a
        // shape. U+FFFC stands for something that is not in the text.
        '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{ffa0}'
        | '\u{fffc}'
        | '\u{e0100}'..='\u{e01ef}' => true,
        _ => matches!(
            category,
            GeneralCategory::Control
                | GeneralCategory::Format
                | GeneralCategory::LineSeparator
                | GeneralCategory::ParagraphSeparator
                | GeneralCategory::PrivateUse
                | GeneralCategory::Surrogate
                | GeneralCategory::Unassigned
        ),
    }
}

/// A text on its way; nothing is copied before the first change.
struct Rewrite<'a> {
    text: &'a str,
    /// Up to here the text is in `out`.
    copied: usize,
    out: String,
    hidden: usize,
    /// Does what comes now follow an escape, or nothing? Then a mark would sit on a foreign letter.
    is_bare: bool,
}

impl<'a> Rewrite<'a> {
    fn of(text: &'a str) -> Self {
        let mut rewrite = Self { text, copied: 0, out: String::new(), hidden: 0, is_bare: true };
        let mut at = 0;
        while let Some(rest) = text.as_bytes().get(at..) {
            let Some(plain) = rest.iter().position(|octet| !matches!(octet, b' '..=b'~')) else {
                break;
            };
            let special = at + plain;
            let foreign = rest.iter().skip(plain).position(u8::is_ascii).unwrap_or(rest.len() - plain);
            if foreign == 0 {
                let control = rest.get(plain).copied().map_or(char::REPLACEMENT_CHARACTER, char::from);
                rewrite.escape(special, control);
                at = special + 1;
                continue;
            }
            // The character before may carry marks that come now.
            let from = special - usize::from(plain > 0);
            at = special + foreign;
            for (offset, grapheme) in text.get(from..at).unwrap_or_default().grapheme_indices(true) {
                rewrite.grapheme(from + offset, grapheme);
            }
        }
        rewrite
    }

    fn finish(mut self) -> Cow<'a, str> {
        if self.copied == 0 {
            return Cow::Borrowed(self.text);
        }
        self.copy_to(self.text.len());
        Cow::Owned(self.out)
    }

    fn copy_to(&mut self, at: usize) {
        self.out.push_str(self.text.get(self.copied..at).unwrap_or_default());
        self.copied = at;
    }

    /// Shows the character at `at` as an escape.
    fn escape(&mut self, at: usize, character: char) {
        self.copy_to(at);
        self.copied = at + character.len_utf8();
        self.hidden += 1;
        self.is_bare = true;
        // Writing to a String cannot fail.
        let _ = match (character, u32::from(character)) {
            ('\n', _) => self.out.write_str("\\n"),
            ('\r', _) => self.out.write_str("\\r"),
            ('\t', _) => self.out.write_str("\\t"),
            (_, code @ ..=0xffff) => write!(self.out, "\\u{code:04x}"),
            (_, code) => write!(self.out, "\\u{{{code:x}}}"),
        };
    }

    /// Says how much of a grapheme was left out from `cut.at` to `to`.
    fn note(&mut self, cut: &mut Option<Cut>, to: usize) {
        if let Some(Cut { at, marks, others }) = cut.take() {
            self.copy_to(at);
            self.copied = to;
            let _ = match (marks + others, others) {
                (1, 0) => self.out.write_str("…(+1 mark)"),
                (1, _) => self.out.write_str("…(+1 character)"),
                (count, 0) => write!(self.out, "…(+{count} marks)"),
                (count, _) => write!(self.out, "…(+{count} characters)"),
            };
        }
    }

    fn grapheme(&mut self, start: usize, grapheme: &str) {
        // What was kept last, and last but for selectors; nothing at the start and after an escape.
        let mut before = None;
        let mut base = None;
        let mut marks = 0;
        let mut kept = 0;
        let mut cut: Option<Cut> = None;
        let mut characters = grapheme.char_indices().peekable();
        while let Some((offset, character)) = characters.next() {
            let at = start + offset;
            let next = characters.peek().map(|&(_, next)| next);
            let joins = character == JOINER && base.is_some_and(is_picture) && next.is_some_and(is_picture);
            let selects = character == EMOJI_SELECTOR
                && before.is_some_and(|before| {
                    is_picture(before) || (matches!(before, '0'..='9' | '#' | '*') && next == Some(KEYCAP))
                });
            let category = character.general_category();
            if !joins && !selects && (hides(character, category) || is_half_of_a_flag(character)) {
                self.note(&mut cut, at);
                self.escape(at, character);
                before = None;
                base = None;
                continue;
            }
            let is_mark = is_mark(category);
            if let Some(cut) = &mut cut {
                cut.count(is_mark);
                continue;
            }
            // A joiner is worth its bytes only together with what it joins.
            let needed = character.len_utf8() + if joins { next.map_or(0, char::len_utf8) } else { 0 };
            if (is_mark && !selects && marks == MAX_MARKS) || kept + needed > MAX_GRAPHEME {
                cut = Some(Cut::new(at, is_mark));
                continue;
            }
            marks += usize::from(is_mark && !selects);
            if before.is_none() && (is_mark || has_no_width(character) || (self.is_bare && clings(character))) {
                self.escape(at, character);
                continue;
            }
            kept += character.len_utf8();
            before = Some(character);
            base = if selects { base } else { Some(character) };
            self.is_bare = false;
        }
        self.note(&mut cut, start + grapheme.len());
    }
}

/// What one grapheme has too much of.
struct Cut {
    at: usize,
    marks: usize,
    others: usize,
}

impl Cut {
    fn new(at: usize, is_mark: bool) -> Self {
        let mut cut = Self { at, marks: 0, others: 0 };
        cut.count(is_mark);
        cut
    }

    fn count(&mut self, is_mark: bool) {
        if is_mark {
            self.marks += 1;
        } else {
            self.others += 1;
        }
    }
}

fn is_mark(category: GeneralCategory) -> bool {
    matches!(category, GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark | GeneralCategory::EnclosingMark)
}

fn has_no_width(character: char) -> bool {
    character.width().unwrap_or(0) == 0
}

/// An emoji that a joiner or a selector may follow: not a digit, not half of a flag.
fn is_picture(character: char) -> bool {
    !character.is_ascii() && !is_half_of_a_flag(character) && character.is_emoji_char()
}

/// A regional indicator (Unicode, UTS #51).
const fn is_half_of_a_flag(character: char) -> bool {
    matches!(character, '\u{1f1e6}'..='\u{1f1ff}')
}

/// Would this character join the letter that an escape ends with?
fn clings(character: char) -> bool {
    let mut pair = String::from("a");
    pair.push(character);
    pair.graphemes(true).nth(1).is_none()
}

#[cfg(test)]
mod tests;
