//! A line of text that is being typed: the text, a cursor, and the keys of readline. What is typed into a masked one is a secret: dots
//! are shown, no copy of it is left in memory, and what it held is zeroed when it goes.

use std::fmt;

use unicode_segmentation::UnicodeSegmentation;
use zeroize::Zeroize;

use super::chord::{Chord, Key};
use super::keymap::{self, Action, Edit, Scope};
use crate::token::moment::Moment;

/// The longest line, in bytes: what is pasted beyond it is left out.
pub const MAX_BYTES: usize = 4096;

/// The longest secret, in bytes: the private keys of RSA in a set have room.
pub const MAX_SECRET: usize = 32 << 10;

/// For so long `ctrl-r` shows what is masked, in milliseconds.
pub const REVEALED: i64 = 5000;

/// What a key did to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// It moved the cursor, or changed the text or how it is shown.
    Changed,
    /// The text is to be taken as it is.
    Accepted,
    /// The field is to be left.
    Left,
    /// It means nothing in a field: `tab`, or an arrow up.
    Nothing,
}

/// Who may see the text?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mask {
    /// Everybody.
    Open,
    /// Nobody.
    Masked,
    /// Everybody until this instant.
    Until(Moment),
}

/// A line of text with a cursor.
#[derive(PartialEq, Eq)]
pub struct Field {
    text: String,
    /// The byte of the cursor; always between two characters.
    at: usize,
    /// Is the text only a suggestion, which the first typed character replaces?
    suggested: bool,
    mask: Mask,
}

impl Default for Field {
    fn default() -> Self {
        Self { text: String::new(), at: 0, suggested: false, mask: Mask::Open }
    }
}

impl Drop for Field {
    fn drop(&mut self) {
        self.text.zeroize();
    }
}

impl Clone for Field {
    fn clone(&self) -> Self {
        let mut text = String::with_capacity(self.limit());
        text.push_str(&self.text);
        Self { text, ..*self }
    }
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = if self.is_masked() { "…" } else { &self.text };
        f.debug_struct("Field").field("text", &text).field("at", &self.at).finish_non_exhaustive()
    }
}

impl Field {
    /// A field that holds `text`, with the cursor at its end.
    #[must_use]
    pub fn holding(text: &str) -> Self {
        let mut field = Self::default();
        field.insert(text);
        field
    }

    /// A field that suggests `text`: the first character typed or pasted replaces it, a key that edits or moves accepts it.
    #[must_use]
    pub fn suggesting(text: &str) -> Self {
        let mut field = Self::holding(text);
        field.suggested = !text.is_empty();
        field
    }

    /// An empty field for a secret.
    #[must_use]
    pub fn masked() -> Self {
        Self { text: String::new(), at: 0, suggested: false, mask: Mask::Masked }
    }

    /// Is its text only a suggestion?
    #[must_use]
    pub const fn is_suggestion(&self) -> bool {
        self.suggested
    }

    /// Is what it holds a secret?
    #[must_use]
    pub const fn is_masked(&self) -> bool {
        match self.mask {
            Mask::Open => false,
            Mask::Masked | Mask::Until(_) => true,
        }
    }

    /// Does what it holds only name where a secret is? A variable or a file is no secret, and has to be seen to be typed.
    #[must_use]
    pub fn names_a_place(&self) -> bool {
        self.text.starts_with('@') || self.text.starts_with("env:")
    }

    /// Does it show its text at `now`, instead of dots?
    #[must_use]
    pub fn is_shown(&self, now: Moment) -> bool {
        match self.mask {
            Mask::Masked | Mask::Until(_) if self.names_a_place() => true,
            Mask::Open => true,
            Mask::Masked => false,
            Mask::Until(end) => now < end,
        }
    }

    /// When a secret that is shown at `now` hides again.
    #[must_use]
    pub fn hides_at(&self, now: Moment) -> Option<Moment> {
        match self.mask {
            Mask::Until(end) if now < end => Some(end),
            Mask::Open | Mask::Masked | Mask::Until(_) => None,
        }
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text before the cursor.
    #[must_use]
    pub fn before(&self) -> &str {
        self.text.get(..self.at).unwrap_or_default()
    }

    /// The text after the cursor.
    #[must_use]
    pub fn after(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Is there nothing in it?
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Takes everything away.
    pub fn clear(&mut self) {
        self.suggested = false;
        // Keeps its room, and leaves nothing in it.
        self.text.zeroize();
        self.at = 0;
    }

    /// Inserts `text` at the cursor. In a line that can be seen, line breaks and other control characters become spaces, at the ends
    /// nothing; a secret keeps them, but for the line break that ends a copied one.
    pub fn insert(&mut self, text: &str) {
        if self.suggested {
            self.clear();
        }
        let secret = self.is_masked();
        let text = match text.chars().nth(1) {
            None => text,
            Some(_) if secret => text.trim_end_matches(['\r', '\n']),
            Some(_) => text.trim_matches(|c: char| c.is_control() || c == ' '),
        };
        let limit = self.limit();
        if self.text.capacity() < limit {
            // All of it at once: a text that grew would leave copies behind.
            let mut roomy = String::with_capacity(limit);
            roomy.push_str(&self.text);
            self.text.zeroize();
            self.text = roomy;
        }
        for c in text.chars() {
            let c = if c.is_control() && !secret { ' ' } else { c };
            if self.text.len() + c.len_utf8() > limit {
                break;
            }
            self.text.insert(self.at, c);
            self.at += c.len_utf8();
        }
    }

    /// Moves the cursor or deletes.
    pub fn edit(&mut self, edit: Edit) {
        self.suggested = false;
        // Where a word ends is told by its letters, which nobody is to learn from the dots.
        let secret = self.is_masked() && !self.names_a_place();
        let last_word = |text: &str| if secret { text.len() } else { last_word(text) };
        let first_word = |text: &str| if secret { text.len() } else { first_word(text) };
        let (before, after) = (self.before(), self.after());
        match edit {
            Edit::Left => self.at -= last_grapheme(before),
            Edit::Right => self.at += first_grapheme(after),
            Edit::WordLeft => self.at -= last_word(before),
            Edit::WordRight => self.at += first_word(after),
            Edit::Home => self.at = 0,
            Edit::End => self.at = self.text.len(),
            Edit::Backspace => self.cut(self.at - last_grapheme(before), self.at),
            Edit::DeleteWord => self.cut(self.at - last_word(before), self.at),
            Edit::DeleteToHome => self.cut(0, self.at),
            Edit::Delete => self.cut(self.at, self.at + first_grapheme(after)),
            Edit::DeleteToEnd => self.cut(self.at, self.text.len()),
        }
    }

    /// Does what a key says, at `now`.
    pub fn key(&mut self, chord: Chord, now: Moment) -> Typed {
        match (keymap::action(&[Scope::Field], chord), chord.key) {
            (Some(Action::Accept), _) => return Typed::Accepted,
            (Some(Action::Back), _) => return Typed::Left,
            (Some(Action::Interrupt), _) if self.is_empty() => return Typed::Left,
            (Some(Action::Interrupt), _) => self.clear(),
            (Some(Action::Edit(edit)), _) => self.edit(edit),
            (Some(Action::Reveal), _) if self.is_masked() => {
                self.mask = if self.is_shown(now) { Mask::Masked } else { Mask::Until(now.plus_ms(REVEALED)) };
            }
            (None, Key::Char(c)) if !chord.ctrl && !chord.alt => self.insert(c.encode_utf8(&mut [0; 4])),
            _ => return Typed::Nothing,
        }
        Typed::Changed
    }

    const fn limit(&self) -> usize {
        if self.is_masked() { MAX_SECRET } else { MAX_BYTES }
    }

    /// Takes the bytes from `from` to `to` away, with the cursor where they were.
    fn cut(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.at = from;
    }
}

/// The bytes of the last character as a reader sees it.
pub(super) fn last_grapheme(text: &str) -> usize {
    text.graphemes(true).next_back().map_or(0, str::len)
}

pub(super) fn first_grapheme(text: &str) -> usize {
    text.graphemes(true).next().map_or(0, str::len)
}

/// The bytes of the last word with the blanks after it.
pub(super) fn last_word(text: &str) -> usize {
    let word = text.trim_end();
    let begin = word.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    text.len() - begin
}

pub(super) fn first_word(text: &str) -> usize {
    let word = text.trim_start();
    let blanks = text.len() - word.len();
    blanks + word.find(char::is_whitespace).unwrap_or(word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str, edits: &[Edit]) -> (String, String) {
        let mut field = Field::holding(text);
        for edit in edits {
            field.edit(*edit);
        }
        (field.before().to_owned(), field.after().to_owned())
    }

    #[test]
    fn readline_keys_move_and_delete() {
        use Edit::*;
        let is = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(after("one two", &[Left, Left]), is("one t", "wo"));
        assert_eq!(after("one two", &[WordLeft]), is("one ", "two"));
        assert_eq!(after("one two", &[Home, WordRight]), is("one", " two"));
        assert_eq!(after("one two", &[DeleteWord]), is("one ", ""));
        assert_eq!(after("one two", &[WordLeft, DeleteToHome]), is("", "two"));
        assert_eq!(after("one two", &[Home, Delete, Right, DeleteToEnd]), is("n", ""));
        assert_eq!(after("e\u{301}", &[Backspace]), is("", ""), "a letter and its accent are one character");
        assert_eq!(after("", &[Left, Right, Backspace, Delete, DeleteWord, WordLeft, WordRight]), is("", ""));
        assert_eq!(after("ä€", &[Home, Right]), is("ä", "€"));
    }

    #[test]
    fn a_paste_becomes_one_line_and_stops_at_the_limit() {
        let mut field = Field::default();
        field.insert(" a\r\nb\n");
        assert_eq!(field.text(), "a  b");
        field.insert(&"€".repeat(MAX_BYTES));
        assert!(field.text().len() <= MAX_BYTES);
        field.clear();
        field.insert(" ");
        assert_eq!(field.text(), " ", "a typed blank stays");
    }

    #[test]
    fn a_suggestion_is_replaced_by_typing_and_kept_by_editing() {
        let mut field = Field::suggesting("5m");
        field.insert("3");
        field.insert("0");
        assert_eq!(field.text(), "30");
        let mut field = Field::suggesting("5m");
        field.edit(Edit::End);
        field.insert("30s");
        assert_eq!(field.text(), "5m30s");
        assert_eq!(Field::suggesting("5m").text(), "5m", "enter takes it as it is");
    }

    #[test]
    fn a_secret_shows_nothing_of_itself_until_it_is_asked_for_and_then_for_five_seconds() {
        let now = Moment::from_ms(0);
        let mut field = Field::masked();
        field.insert("correct horse\n");
        assert_eq!((field.text(), field.is_shown(now), field.hides_at(now)), ("correct horse", false, None));
        assert!(!format!("{field:?}").contains("horse"), "{field:?}");
        assert_eq!(field.key(Chord::ctrl('r'), now), Typed::Changed);
        let end = now.plus_ms(REVEALED);
        assert_eq!((field.is_shown(end.plus_ms(-1)), field.is_shown(end)), (true, false));
        assert_eq!((field.hides_at(end.plus_ms(-1)), field.hides_at(end)), (Some(end), None));
        field.key(Chord::ctrl('r'), now.plus_ms(1));
        assert!(!field.is_shown(now.plus_ms(1)), "the same key hides it again");
        field.edit(Edit::WordLeft);
        assert_eq!(field.before(), "", "the cursor does not tell where its words end");
        let mut open = Field::holding("x");
        assert_eq!(open.key(Chord::ctrl('r'), now), Typed::Nothing);
    }

    #[test]
    fn a_secret_never_moves_while_it_is_typed() {
        let mut field = Field::masked();
        field.insert("a");
        let place = field.text().as_ptr();
        field.insert(&"b".repeat(MAX_SECRET));
        field.edit(Edit::Home);
        field.edit(Edit::Delete);
        assert_eq!((field.text().as_ptr(), field.text().len()), (place, MAX_SECRET - 1));
        field.clear();
        field.insert("c");
        assert_eq!((field.text().as_ptr(), field.text()), (place, "c"));
    }

    #[test]
    fn keys_edit_leave_and_accept() {
        let now = Moment::from_ms(0);
        let mut field = Field::default();
        let mut key = |chord| (field.key(chord, now), field.text().to_owned());
        assert_eq!(key(Chord::char('a')), (Typed::Changed, "a".to_owned()));
        assert_eq!(key(Chord::plain(Key::Tab)), (Typed::Nothing, "a".to_owned()));
        assert_eq!(key(Chord::plain(Key::Enter)), (Typed::Accepted, "a".to_owned()));
        assert_eq!(key(Chord::ctrl('c')), (Typed::Changed, String::new()));
        assert_eq!(key(Chord::ctrl('c')), (Typed::Left, String::new()));
        assert_eq!(key(Chord::plain(Key::Esc)), (Typed::Left, String::new()));
    }
}
