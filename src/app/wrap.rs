//! Text in rows of a width: where each row begins, without building the rows.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::token::visible::visible;

/// The columns that foreign `text` takes once everything hidden in it is shown.
#[must_use]
pub fn columns(text: &str) -> usize {
    if is_printable_ascii(text.as_bytes()) { text.len() } else { visible(text).width() }
}

/// How many bytes of `text` fit into `width` columns once everything hidden in it is shown; at least one character, so that it goes on.
#[must_use]
pub fn fitting(text: &str, width: usize) -> usize {
    let width = width.max(1);
    let ahead = text.as_bytes().get(..width.min(text.len())).unwrap_or_default();
    let next_is_ascii = text.as_bytes().get(width).is_none_or(u8::is_ascii);
    if next_is_ascii && is_printable_ascii(ahead) {
        return ahead.len();
    }
    // Letters that take a column each and join with nothing, up to the one behind the edge: most of what people write.
    let mut letters = text.char_indices().skip_while({
        let mut count = 0;
        move |(_, c)| {
            count += 1;
            count <= width && is_letter_of_one_column(*c)
        }
    });
    match letters.next() {
        None => return text.len(),
        Some((at, c)) if is_letter_of_one_column(c) => return at,
        Some(_) => {}
    }
    let mut bytes = 0;
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += columns(grapheme);
        if used > width && bytes > 0 {
            break;
        }
        bytes += grapheme.len();
    }
    bytes
}

/// Is every octet a character that takes a column of its own?
fn is_printable_ascii(octets: &[u8]) -> bool {
    // A block is looked at as a whole, which takes a tenth of the time that it takes octet by octet.
    octets.chunks(64).all(|block| block.iter().fold(true, |all, octet| all & (0x20..0x7f).contains(octet)))
}

/// Latin, Greek and Cyrillic letters, and what stands between them: one column each, nothing to hide, no marks that join.
const fn is_letter_of_one_column(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{17f}' | 'Α'..='Ρ' | 'Σ'..='ώ' | 'Ѐ'..='ҁ')
}

/// As much of foreign `text` as `width` columns hold, with everything hidden in it shown; an ellipsis says that there is more.
#[must_use]
pub fn brief(text: &str, width: usize) -> String {
    let (head, rest) = text.split_at(fitting(text, width).min(text.len()));
    format!("{}{}", visible(head), if rest.is_empty() { "" } else { "…" })
}

/// Where the rows of a text begin and end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rows {
    /// Every row has the same number of bytes: ASCII on one line, of any size.
    Even {
        /// Bytes of the text.
        len: usize,
        /// Columns of a row.
        width: usize,
    },
    /// Each row by its bytes.
    Listed(Vec<(u32, u32)>),
}

impl Rows {
    /// The rows of `text` in `width` columns; its own line breaks are kept.
    #[must_use]
    pub fn of(text: &str, width: usize) -> Self {
        let width = width.max(1);
        if is_printable_ascii(text.as_bytes()) {
            return Self::Even { len: text.len(), width };
        }
        let mut rows = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let shown = line.strip_suffix('\n').unwrap_or(line);
            let shown = shown.strip_suffix('\r').unwrap_or(shown);
            let mut rest = shown;
            loop {
                let bytes = fitting(rest, width).min(rest.len());
                let begin = at + (shown.len() - rest.len());
                rows.push((u32::try_from(begin).unwrap_or(u32::MAX), u32::try_from(begin + bytes).unwrap_or(u32::MAX)));
                rest = rest.get(bytes..).unwrap_or_default();
                if rest.is_empty() {
                    break;
                }
            }
            at += line.len();
        }
        Self::Listed(rows)
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Even { len, width } => len.div_ceil(*width),
            Self::Listed(rows) => rows.len(),
        }
    }

    /// Are there none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row in which byte `at` stands.
    #[must_use]
    pub fn row_of(&self, at: usize) -> usize {
        match self {
            Self::Even { width, .. } => at / width,
            Self::Listed(rows) => rows.partition_point(|(from, _)| *from as usize <= at).saturating_sub(1),
        }
    }

    /// The bytes of row `index`; empty beyond the last.
    #[must_use]
    pub fn range(&self, index: usize) -> Range<usize> {
        match self {
            Self::Even { len, width } => (index * width).min(*len)..((index + 1) * width).min(*len),
            Self::Listed(rows) => rows.get(index).map_or(0..0, |(from, to)| *from as usize..*to as usize),
        }
    }
}

/// Sentences of ours in rows of `width` columns, broken between words where that is possible.
#[must_use]
pub fn sentences(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut rows = vec![String::new()];
    for word in text.split(' ') {
        let mut word = word;
        while let Some(row) = rows.last_mut() {
            let blank = usize::from(!row.is_empty());
            if width.checked_sub(row.width() + blank).is_some_and(|room| fits(word, room)) {
                if blank == 1 {
                    row.push(' ');
                }
                row.push_str(word);
                break;
            }
            if blank == 1 {
                rows.push(String::new());
                continue;
            }
            let bytes = fitting(word, width);
            let (now, later) = word.split_at(bytes.min(word.len()));
            row.push_str(now);
            if later.is_empty() {
                break;
            }
            rows.push(String::new());
            word = later;
        }
    }
    rows
}

/// Does `text` fit into `width` columns? A word may have megabytes: no more of it is looked at than fits.
fn fits(text: &str, width: usize) -> bool {
    let mut used = 0;
    text.graphemes(true).all(|grapheme| {
        used += grapheme.width();
        used <= width
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_cover_the_text_and_fit() {
        for text in [
            "",
            "abc",
            "abcdefgh",
            "añb€c",
            "a\nbc\r\n\ndefg",
            "\u{202e}abc",
            "日本語テキスト",
            "e\u{301}e\u{301}e\u{301}",
        ] {
            for width in 1..12 {
                let rows = Rows::of(text, width);
                let shown: String = (0..rows.len()).map(|i| text.get(rows.range(i)).unwrap()).collect();
                assert_eq!(shown, text.replace("\r\n", "").replace('\n', ""), "{text:?} at {width}");
                for i in 0..rows.len() {
                    let row = text.get(rows.range(i)).unwrap();
                    assert!(columns(row) <= width || row.graphemes(true).count() == 1, "{row:?} at {width}");
                }
            }
        }
    }

    #[test]
    fn letters_of_one_column_are_just_that() {
        for c in ('\0'..'\u{3000}').filter(|c| is_letter_of_one_column(*c)) {
            let text = format!("{c}{c}");
            assert_eq!(
                (visible(&text), text.width(), text.graphemes(true).count()),
                (text.as_str().into(), 2, 2),
                "{c}"
            );
        }
        assert_eq!(fitting("añb€c", 3), 4);
        assert_eq!(fitting("añbe\u{301}c", 3), 4);
        assert_eq!(fitting("aße\u{301}c", 3), "aße\u{301}".len(), "a letter and its accent are not torn apart");
        assert_eq!(fitting("жжж", 9), 6);
    }

    #[test]
    fn what_is_brief_says_when_there_is_more() {
        assert_eq!(brief("HS256", 5), "HS256");
        assert_eq!(brief("HS256x", 5), "HS256…");
        assert_eq!(brief("a\u{202e}b", 7), "a\\u202e…");
    }

    #[test]
    fn sentences_break_between_words() {
        assert_eq!(sentences("one two three", 7), ["one two", "three"]);
        assert_eq!(sentences("abcdefghij k", 4), ["abcd", "efgh", "ij k"]);
        assert_eq!(sentences("", 4), [""]);
        assert_eq!(sentences("abcd  e", 4), ["abcd", "e"]);
    }
}
