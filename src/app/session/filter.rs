//! What rows are looked for: an actor, a status, a token, or words that stand in them.

use super::flow::{Shape, Step};
use super::letter::{Content, Letter};
use super::log_line::Line;
use super::record::Record;
use crate::session::id::TokenId;

/// What rows have to hold, all of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// As it was typed.
    text: String,
    wanted: Vec<Wanted>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Wanted {
    /// Messages with this token, their answers, and notes about it; with its name as it is written.
    Token(TokenId, String),
    /// Answers of this status, and the requests that got them.
    Status(u16),
    /// An actor, or anything else that a row says.
    Words(String),
}

impl Filter {
    /// What was typed, word by word; without words every row holds it.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let read = |word: &str| {
            let status = || word.parse().ok().filter(|status| (100..600).contains(status));
            let token = word.to_uppercase().parse().map(|token: TokenId| Wanted::Token(token, token.to_string())).ok();
            token.or_else(|| status().map(Wanted::Status)).unwrap_or_else(|| Wanted::Words(word.to_lowercase()))
        };
        Self { text: text.to_owned(), wanted: text.split_whitespace().map(read).collect() }
    }

    /// Does every row hold it?
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }

    /// As it was typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Does a row of the flow hold it?
    #[must_use]
    pub fn holds(&self, step: &Step, record: &Record) -> bool {
        let letter = step.letter().and_then(|id| record.letters.get(&id));
        let pair = letter.and_then(|letter| record.letters.get(&letter.answers.or(letter.answered)?));
        let both = || letter.into_iter().chain(pair);
        self.wanted.iter().all(|wanted| match wanted {
            Wanted::Token(token, name) => {
                both().any(|letter| letter.tokens.contains(token)) || names(&step.words, name)
            }
            Wanted::Status(status) => both().any(|letter| is_status(letter, *status)),
            Wanted::Words(words) => {
                let (from, to) = match step.shape {
                    Shape::Arrow { from, to, .. } => (from.to_string(), to.to_string()),
                    Shape::Note(actor) => (actor.to_string(), String::new()),
                };
                from.contains(words) || to.contains(words) || step.words.to_lowercase().contains(words)
            }
        })
    }

    /// Does a line of the log hold it?
    #[must_use]
    pub fn holds_line(&self, line: &Line) -> bool {
        self.wanted.iter().all(|wanted| match wanted {
            Wanted::Token(_, name) => names(&line.words, name),
            Wanted::Status(status) => line.words.split(' ').any(|word| word.parse() == Ok(*status)),
            Wanted::Words(words) => line.source.word().contains(words) || line.words.to_lowercase().contains(words),
        })
    }
}

fn is_status(letter: &Letter, status: u16) -> bool {
    matches!(&letter.content, Content::Response(response) if response.status == status)
}

/// Does the name of a token stand in a text as a word?
fn names(text: &str, name: &str) -> bool {
    text.split(|letter: char| !letter.is_ascii_alphanumeric()).any(|word| word == name)
}
