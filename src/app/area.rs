//! Text of several lines that is being typed: the JSON of a form, the header or payload of a token.

use std::ops::Range;

use crate::app::field::{first_grapheme, first_word, last_grapheme, last_word};
use crate::app::keymap::Edit;
use crate::app::wrap::fitting;

/// The longest text, in bytes: what is pasted beyond it is left out.
pub const MAX_BYTES: usize = 64 << 10;

/// Lines of text with a cursor.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Area {
    text: String,
    /// The byte of the cursor; always between two characters.
    at: usize,
}

impl Area {
    /// A text with the cursor at its end.
    #[must_use]
    pub fn holding(text: &str) -> Self {
        let mut area = Self::default();
        area.insert(text);
        area
    }

    /// A text as it is, every character of it, with the cursor at byte `at`.
    #[must_use]
    pub fn exactly(text: &str, at: usize) -> Self {
        let area = Self { text: text.to_owned(), at: 0 };
        Self { at: area.boundary(at.min(text.len())), ..area }
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte of the cursor.
    #[must_use]
    pub const fn caret(&self) -> usize {
        self.at
    }

    /// Inserts text at the cursor; a tab becomes two blanks.
    pub fn insert(&mut self, text: &str) {
        for c in text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "  ").chars() {
            if self.text.len() + c.len_utf8() > MAX_BYTES {
                break;
            }
            self.text.insert(self.at, c);
            self.at += c.len_utf8();
        }
    }

    /// Takes everything away.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Moves the cursor or deletes, as in a line; the ends are those of the line.
    pub fn edit(&mut self, edit: Edit) {
        let (before, after) = self.text.split_at(self.at);
        let line_before = before.rsplit('\n').next().unwrap_or_default().len();
        let line_after = after.split('\n').next().unwrap_or_default().len();
        match edit {
            Edit::Left => self.at -= last_grapheme(before),
            Edit::Right => self.at += first_grapheme(after),
            Edit::WordLeft => self.at -= last_word(before),
            Edit::WordRight => self.at += first_word(after),
            Edit::Home => self.at -= line_before,
            Edit::End => self.at += line_after,
            Edit::Backspace => self.cut(self.at - last_grapheme(before)..self.at),
            Edit::DeleteWord => self.cut(self.at - last_word(before)..self.at),
            Edit::DeleteToHome => self.cut(self.at - line_before..self.at),
            Edit::Delete => self.cut(self.at..self.at + first_grapheme(after)),
            Edit::DeleteToEnd => self.cut(self.at..self.at + line_after),
        }
    }

    /// Moves the cursor a line up, to the same column; false on the first.
    pub fn up(&mut self) -> bool {
        let (before, _) = self.text.split_at(self.at);
        let Some(end) = before.rfind('\n') else { return false };
        let column = before.len() - end - 1;
        let begin = before.get(..end).and_then(|above| above.rfind('\n')).map_or(0, |at| at + 1);
        self.at = self.boundary((begin + column).min(end));
        true
    }

    /// Moves the cursor a line down, to the same column; false on the last.
    pub fn down(&mut self) -> bool {
        let (before, after) = self.text.split_at(self.at);
        let Some(end) = after.find('\n') else { return false };
        let column = before.len() - before.rfind('\n').map_or(0, |at| at + 1);
        let begin = self.at + end + 1;
        let length = self.text.get(begin..).and_then(|below| below.split('\n').next()).unwrap_or_default().len();
        self.at = self.boundary(begin + column.min(length));
        true
    }

    /// The rows of `width` columns in which it is shown: their bytes. Never none: an empty line is a row.
    #[must_use]
    pub fn rows(&self, width: usize) -> Vec<Range<usize>> {
        let mut rows = Vec::new();
        let mut begin = 0;
        for line in self.text.split('\n') {
            let mut rest = line;
            let mut at = begin;
            loop {
                let bytes = fitting(rest, width).min(rest.len());
                rows.push(at..at + bytes);
                at += bytes;
                rest = rest.get(bytes..).unwrap_or_default();
                if rest.is_empty() {
                    break;
                }
            }
            begin += line.len() + 1;
        }
        rows
    }

    /// The line and the character of a byte, both from 1.
    #[must_use]
    pub fn place(&self, at: usize) -> (usize, usize) {
        let before = self.text.get(..at).unwrap_or(&self.text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        (before.matches('\n').count() + 1, line.chars().count() + 1)
    }

    fn boundary(&self, at: usize) -> usize {
        (0..=at).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0)
    }

    fn cut(&mut self, bytes: Range<usize>) {
        self.at = bytes.start;
        self.text.replace_range(bytes, "");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_walks_through_lines() {
        let mut area = Area::holding("{\n  \"ä\": 1\n}");
        assert!(!area.down());
        assert!(area.up());
        assert_eq!(area.caret(), 3, "the same column, one line up");
        area.edit(Edit::End);
        assert_eq!(area.caret(), 11);
        assert!(area.up());
        assert_eq!(area.caret(), 1, "no further than the line is long");
        assert!(!area.up());
        area.edit(Edit::DeleteToHome);
        area.insert("\r\n\t");
        assert_eq!(area.text(), "\n  \n  \"ä\": 1\n}");
        assert_eq!(area.place(9), (3, 5));
    }

    #[test]
    fn every_line_is_a_row_and_long_ones_are_several() {
        let rows = |text: &str| -> Vec<String> {
            let area = Area::holding(text);
            area.rows(3).into_iter().map(|row| area.text().get(row).unwrap_or_default().to_owned()).collect()
        };
        assert_eq!(rows(""), [""]);
        assert_eq!(rows("ab\n"), ["ab", ""]);
        assert_eq!(rows("abcde\n\nf"), ["abc", "de", "", "f"]);
    }

    #[test]
    fn a_text_has_an_end() {
        let area = Area::holding(&"€".repeat(MAX_BYTES));
        assert_eq!(area.text().len(), MAX_BYTES / 3 * 3);
    }
}
