//! What lies over the screen: its kinds, and which keys it takes before the screen gets them.

pub mod commands;
pub(super) mod menu;
pub(super) mod page;
pub(super) mod prompt;

pub use self::commands::Commands;
pub use self::menu::{Menu, MenuItem, MenuKind};
pub use self::page::Page;
pub use self::prompt::Question;
use super::field::Field;

/// What lies over the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Overlay {
    /// The list of keys.
    Commands(Commands),
    /// A menu.
    Menu(Menu),
    /// A page of rows.
    Page(Page),
    /// The member under the cursor, explained in full; how many rows are scrolled away.
    Explain(usize),
    /// A question with a field for the answer, and what is wrong with it.
    Prompt(Question, Field, Option<String>),
}
