//! The text of a scenario as words that know their place; the parser reads nothing else.

use super::mistake::Mistake;
pub use super::word::{Form, Place, Word};

const MARKS: [char; 5] = [';', ',', '[', ']', '|'];

/// The lines of a scenario that say something, each as its words: comments (`#` to the end of the line) and notes (in parentheses) are left out.
///
/// # Errors
/// A quote or a parenthesis that is not closed on its line.
pub fn lines(text: &str) -> Result<Vec<Vec<Word>>, Mistake> {
    let mut lines = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let words = words(line, index + 1)?;
        if !words.is_empty() {
            lines.push(words);
        }
    }
    Ok(lines)
}

fn words(line: &str, number: usize) -> Result<Vec<Word>, Mistake> {
    let mut words = Vec::new();
    let mut rest = line.chars().enumerate().map(|(index, c)| (index + 1, c)).peekable();
    while let Some((column, c)) = rest.next() {
        let place = Place { line: number, column };
        match c {
            '#' => break,
            '"' | '\'' => {
                let text = until(&mut rest, c).ok_or_else(|| Mistake::open(place, c))?;
                words.push(Word { text, form: Form::Quoted, place });
            }
            '(' => {
                until(&mut rest, ')').ok_or_else(|| Mistake::open(place, ')'))?;
            }
            _ if c.is_whitespace() => {}
            _ if MARKS.contains(&c) => words.push(Word { text: c.to_string(), form: Form::Mark, place }),
            _ => {
                let mut text = c.to_string();
                while let Some((_, c)) = rest.next_if(|(_, c)| !c.is_whitespace() && !MARKS.contains(c)) {
                    text.push(c);
                }
                words.push(Word { text, form: Form::Bare, place });
            }
        }
    }
    Ok(words)
}

fn until(rest: &mut impl Iterator<Item = (usize, char)>, end: char) -> Option<String> {
    let mut text = String::new();
    for (_, c) in rest {
        if c == end {
            return Some(text);
        }
        text.push(c);
    }
    None
}

/// Words that are read one after the other, and the place where they end.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    words: &'a [Word],
    end: Place,
}

impl<'a> Reader<'a> {
    /// All of `words`; `after` is the place behind the last.
    #[must_use]
    pub fn new(words: &'a [Word], after: Place) -> Self {
        Self { words, end: words.last().map_or(after, end_of) }
    }

    /// The next word, which stays.
    #[must_use]
    pub fn peek(&self) -> Option<&'a Word> {
        self.words.first()
    }

    /// Where the next word stands, or where one could follow.
    #[must_use]
    pub fn place(&self) -> Place {
        self.peek().map_or(self.end, |word| word.place)
    }

    /// The next word.
    ///
    /// # Errors
    /// There is none.
    pub fn word(&mut self, expected: &str) -> Result<&'a Word, Mistake> {
        let (first, rest) = self.words.split_first().ok_or_else(|| Mistake::ends(self.end, expected))?;
        self.words = rest;
        Ok(first)
    }

    /// The next word if it is this one.
    pub fn accept(&mut self, text: &str) -> bool {
        match self.words.split_first() {
            Some((first, rest)) if first.is(text) => {
                self.words = rest;
                true
            }
            _ => false,
        }
    }

    /// This word.
    ///
    /// # Errors
    /// Another, or none.
    pub fn exactly(&mut self, text: &str) -> Result<(), Mistake> {
        if self.accept(text) { Ok(()) } else { Err(self.mistake(text)) }
    }

    /// A text, quoted or not.
    ///
    /// # Errors
    /// A mark, or nothing.
    pub fn text(&mut self, expected: &str) -> Result<&'a str, Mistake> {
        match self.peek() {
            Some(word) if word.form != Form::Mark => Ok(&self.word(expected)?.text),
            _ => Err(self.mistake(expected)),
        }
    }

    /// A text in quotes.
    ///
    /// # Errors
    /// Anything else.
    pub fn quoted(&mut self, expected: &str) -> Result<&'a str, Mistake> {
        match self.peek() {
            Some(word) if word.form == Form::Quoted => Ok(&self.word(expected)?.text),
            _ => Err(self.mistake(expected)),
        }
    }

    /// The next word, read by `read`, which answers `None` for what it does not know.
    ///
    /// # Errors
    /// A word that `read` does not know, or none.
    pub fn read<T>(&mut self, expected: &str, read: impl FnOnce(&str) -> Option<T>) -> Result<T, Mistake> {
        let found = self.peek().filter(|word| word.form != Form::Mark).and_then(|word| read(&word.text));
        let value = found.ok_or_else(|| self.mistake(expected))?;
        self.word(expected)?;
        Ok(value)
    }

    /// Nothing may follow.
    ///
    /// # Errors
    /// Something does.
    pub fn done(&self, expected: &str) -> Result<(), Mistake> {
        if self.words.is_empty() { Ok(()) } else { Err(self.mistake(expected)) }
    }

    /// Everything up to the next mark of this kind, which is taken too; `None` at the end.
    pub fn part(&mut self, mark: &str) -> Option<Self> {
        if self.words.is_empty() {
            return None;
        }
        let length = self.words.iter().position(|word| word.is(mark)).unwrap_or(self.words.len());
        let (part, rest) = self.words.split_at_checked(length)?;
        let end = rest.first().map_or(self.end, |word| word.place);
        self.words = rest.split_first().map_or(rest, |(_, rest)| rest);
        Some(Self { words: part, end })
    }

    /// Where the words end.
    #[must_use]
    pub fn end(&self) -> Place {
        self.end
    }

    /// Does this mark stand among the words?
    #[must_use]
    pub fn closed_by(&self, mark: &str) -> bool {
        self.words.iter().any(|word| word.is(mark))
    }

    /// The words as they are read aloud: one space between them, none before a mark.
    #[must_use]
    pub fn written(&self) -> String {
        let mut text = String::new();
        for word in self.words {
            if !text.is_empty() && word.form != Form::Mark {
                text.push(' ');
            }
            text.push_str(&word.text);
        }
        text
    }

    /// What is wrong with the next word: something else was expected.
    #[must_use]
    pub fn mistake(&self, expected: &str) -> Mistake {
        match self.peek() {
            Some(word) => Mistake::found(word, expected),
            None => Mistake::ends(self.end, expected),
        }
    }
}

/// The place behind a word.
fn end_of(word: &Word) -> Place {
    let quotes = if word.form == Form::Quoted { 2 } else { 0 };
    Place { line: word.place.line, column: word.place.column + word.text.chars().count() + quotes }
}
