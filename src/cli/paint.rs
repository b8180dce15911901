//! Colours of the text output: the terminal's own, and only where they are welcome.

use anstyle::{AnsiColor, Style};

/// Are colours welcome?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// The output goes to a terminal that shows them.
    Colour,
    /// It goes to a pipe, or the user does not want any.
    Plain,
}

impl Paint {
    /// A heading.
    #[must_use]
    pub fn strong(self, text: &str) -> String {
        self.with(Style::new().bold(), text)
    }

    /// What explains.
    #[must_use]
    pub fn dim(self, text: &str) -> String {
        self.with(Style::new().dimmed(), text)
    }

    /// It is well.
    #[must_use]
    pub fn good(self, text: &str) -> String {
        self.with(AnsiColor::Green.on_default(), text)
    }

    /// Look at this.
    #[must_use]
    pub fn warn(self, text: &str) -> String {
        self.with(AnsiColor::Yellow.on_default(), text)
    }

    /// It is not well.
    #[must_use]
    pub fn bad(self, text: &str) -> String {
        self.with(AnsiColor::Red.on_default().bold(), text)
    }

    fn with(self, style: Style, text: &str) -> String {
        match self {
            Self::Colour => format!("{style}{text}{style:#}"),
            Self::Plain => text.to_owned(),
        }
    }
}
