//! A question with a field for the answer.

use crate::app::field::Field;
use crate::app::inspect::question as inspect;
use crate::app::mint::question as mint;
use crate::app::session::question as session;
use crate::app::words_of_frame as words;

/// Rows that a prompt takes at the bottom of the body, as long as nothing is wrong with the answer.
pub const ROWS: u16 = 4;

/// What a prompt asks for, and thereby who takes the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// A file to read.
    Open,
    /// A file to write.
    Write,
    /// Something for Inspect.
    Inspect(inspect::Question),
    /// Something for Mint.
    Mint(mint::Question),
    /// Something for Session.
    Session(session::Question),
}

impl Question {
    /// Is the answer the path of a file?
    #[must_use]
    pub const fn asks_path(self) -> bool {
        match self {
            Self::Open
            | Self::Write
            | Self::Inspect(inspect::Question::Payload)
            | Self::Mint(mint::Question::PresetFile)
            | Self::Session(session::Question::Export(_)) => true,
            Self::Inspect(_) | Self::Session(_) => false,
        }
    }
}

/// A prompt, as it lies over the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Prompt {
    /// What it asks for.
    pub question: Question,
    /// The same in words, above the field.
    pub title: String,
    /// What may be typed, below the field.
    pub hint: &'static str,
    /// The answer so far.
    pub field: Field,
    /// What is wrong with it; stands in place of the hint.
    pub wrong: Option<String>,
}

impl Prompt {
    /// A prompt with this field.
    #[must_use]
    pub fn new(question: Question, title: impl Into<String>, hint: &'static str, field: Field) -> Self {
        Self { question, title: title.into(), hint, field, wrong: None }
    }

    /// Asks for a file to read.
    #[must_use]
    pub fn open() -> Self {
        let (title, hint) = words::OPEN;
        Self::new(Question::Open, title, hint, Field::default())
    }

    /// Asks for a file to write, in which `what` will stand.
    #[must_use]
    pub fn write(what: &str) -> Self {
        Self::new(Question::Write, words::write_title(what), words::WRITE_HINT, Field::default())
    }
}
