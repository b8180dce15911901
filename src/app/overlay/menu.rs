//! A menu: what can be chosen, each under its key.

use crate::app::copy_form::CopyForm;
use crate::app::inspect::question as inspect;
use crate::app::mint::question as mint;
use crate::app::session::question as session;
use crate::token::sample::Sample;

/// A menu, as it lies over the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Menu {
    /// What it is about: `Copy as`.
    pub title: String,
    /// What can be chosen, the most useful first.
    pub items: Vec<MenuItem>,
    /// The item under the cursor.
    pub cursor: usize,
}

/// An item of a menu.
#[derive(Debug, Clone, PartialEq)]
pub struct MenuItem {
    /// The key that chooses it.
    pub key: char,
    /// What it does; may hold names from a token.
    pub words: String,
    /// The same for the program.
    pub choice: Choice,
}

/// What an item of a menu does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Choice {
    /// Copy the token at hand in this form.
    Copy(CopyForm),
    /// Show this sample.
    Sample(&'static Sample),
    /// Ask for the path of a file, and show its tokens.
    File,
    /// What Inspect knows to do.
    Inspect(inspect::Choice),
    /// What Mint knows to do.
    Mint(mint::Choice),
    /// What Session knows to do.
    Session(session::Choice),
}

impl Menu {
    /// A menu with the cursor on its first item.
    #[must_use]
    pub fn of(title: &str, items: Vec<MenuItem>) -> Self {
        Self { title: title.to_owned(), items, cursor: 0 }
    }
}
