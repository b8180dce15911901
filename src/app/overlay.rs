//! What lies over a screen. A screen puts one there with [`Ask::Over`](super::screen::Ask::Over); [`update`](super::update) gives it the
//! keys, and its answer comes back as the screen's own `Question` or `Choice`.

pub mod commands;
pub mod keys;
pub mod menu;
pub mod page;
pub mod prompt;
pub mod steps;

pub use self::commands::Commands;
pub use self::keys::KeyPanel;
pub use self::menu::{Choice, Menu, MenuItem};
pub use self::page::Page;
pub use self::prompt::{Prompt, Question};
pub use self::steps::StepsPage;
use super::inspect::editor::Editing;
use super::words_of_frame;
use crate::token::moment::Moment;

/// What lies over the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Overlay {
    /// The list of keys.
    Commands(Commands),
    /// A menu.
    Menu(Menu),
    /// A page of rows.
    Page(Page),
    /// The member under the cursor of Inspect, explained in full; how many rows are scrolled away.
    Explain(usize),
    /// A question with a field for the answer.
    Prompt(Prompt),
    /// The keys of Inspect.
    Keys(KeyPanel),
    /// How the signature is made.
    Steps(Box<StepsPage>),
    /// Header or payload, being edited.
    Edit(Box<Editing>),
}

impl Overlay {
    /// Are keys text in it?
    #[must_use]
    pub const fn is_typing(&self) -> bool {
        match self {
            Self::Prompt(_) | Self::Keys(_) | Self::Edit(_) => true,
            Self::Commands(commands) => commands.filter.is_some(),
            Self::Menu(_) | Self::Page(_) | Self::Explain(_) | Self::Steps(_) => false,
        }
    }

    /// The keys that work in it, for the line of keys; none of its own where they are those of a text field.
    #[must_use]
    pub fn keys(&self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Prompt(prompt) if prompt.question.asks_path() => words_of_frame::IN_A_PATH,
            Self::Prompt(_) => &[],
            Self::Keys(panel) if panel.field.text().starts_with('@') => words_of_frame::IN_A_PATH,
            Self::Keys(_) => words_of_frame::IN_THE_KEYS,
            Self::Steps(_) => words_of_frame::IN_THE_STEPS,
            Self::Edit(_) => words_of_frame::IN_THE_EDITOR,
            Self::Menu(_) => words_of_frame::IN_A_MENU,
            Self::Page(_) | Self::Explain(_) => words_of_frame::IN_A_PAGE,
            Self::Commands(Commands { filter: Some(_), .. }) => words_of_frame::IN_THE_PALETTE,
            Self::Commands(Commands { filter: None, .. }) => words_of_frame::IN_THE_HELP,
        }
    }

    /// When what it shows changes by itself.
    #[must_use]
    pub fn next_wake(&self, now: Moment) -> Option<Moment> {
        match self {
            Self::Prompt(prompt) => prompt.field.hides_at(now),
            Self::Keys(panel) => panel.field.hides_at(now),
            Self::Steps(_) | Self::Edit(_) | Self::Commands(_) | Self::Menu(_) | Self::Page(_) | Self::Explain(_) => {
                None
            }
        }
    }
}
