//! A line of text that is being typed: the text, a cursor, and the keys of readline.

use unicode_segmentation::UnicodeSegmentation;

use super::keymap::Edit;

/// The longest line, in bytes: what is pasted beyond it is left out.
pub const MAX_BYTES: usize = 4096;

/// A line of text with a cursor.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Field {
    before: String,
    after: String,
    /// Is the text only a suggestion, which the first typed character replaces?
    suggested: bool,
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
        Self { suggested: !text.is_empty(), ..Self::holding(text) }
    }

    /// Is its text only a suggestion?
    #[must_use]
    pub const fn is_suggestion(&self) -> bool {
        self.suggested
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}{}", self.before, self.after)
    }

    /// The text before the cursor.
    #[must_use]
    pub fn before(&self) -> &str {
        &self.before
    }

    /// The text after the cursor.
    #[must_use]
    pub fn after(&self) -> &str {
        &self.after
    }

    /// Is there nothing in it?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }

    /// Takes everything away.
    pub fn clear(&mut self) {
        self.suggested = false;
        self.before.clear();
        self.after.clear();
    }

    /// Inserts `text` at the cursor; line breaks and other control characters become spaces, at the ends nothing.
    pub fn insert(&mut self, text: &str) {
        if self.suggested {
            self.clear();
        }
        let text =
            if text.chars().count() > 1 { text.trim_matches(|c: char| c.is_control() || c == ' ') } else { text };
        for c in text.chars() {
            let c = if c.is_control() { ' ' } else { c };
            if self.before.len() + self.after.len() + c.len_utf8() > MAX_BYTES {
                break;
            }
            self.before.push(c);
        }
    }

    /// Moves the cursor or deletes.
    pub fn edit(&mut self, edit: Edit) {
        self.suggested = false;
        match edit {
            Edit::Left => self.move_left(last_grapheme),
            Edit::Right => self.move_right(first_grapheme),
            Edit::WordLeft => self.move_left(last_word),
            Edit::WordRight => self.move_right(first_word),
            Edit::Home => self.move_left(str::len),
            Edit::End => self.move_right(str::len),
            Edit::Backspace => self.cut_before(last_grapheme),
            Edit::DeleteWord => self.cut_before(last_word),
            Edit::DeleteToHome => self.cut_before(str::len),
            Edit::Delete => {
                let rest = self.after.split_off(first_grapheme(&self.after));
                self.after = rest;
            }
            Edit::DeleteToEnd => self.after.clear(),
        }
    }

    fn move_left(&mut self, size: fn(&str) -> usize) {
        let moved = self.before.split_off(self.before.len() - size(&self.before));
        self.after.insert_str(0, &moved);
    }

    fn move_right(&mut self, size: fn(&str) -> usize) {
        let rest = self.after.split_off(size(&self.after));
        self.before.push_str(&self.after);
        self.after = rest;
    }

    fn cut_before(&mut self, size: fn(&str) -> usize) {
        self.before.truncate(self.before.len() - size(&self.before));
    }
}

/// The bytes of the last character as a reader sees it.
fn last_grapheme(text: &str) -> usize {
    text.graphemes(true).next_back().map_or(0, str::len)
}

fn first_grapheme(text: &str) -> usize {
    text.graphemes(true).next().map_or(0, str::len)
}

/// The bytes of the last word with the blanks after it.
fn last_word(text: &str) -> usize {
    let word = text.trim_end();
    let begin = word.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    text.len() - begin
}

fn first_word(text: &str) -> usize {
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
}
