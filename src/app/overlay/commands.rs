//! The list of everything that can be done: the help, and with a filter the palette, from the keymap.

use crate::app::field::Field;
use crate::app::keymap::{self, Action, Scope};
use crate::app::screens::Screen;
use crate::app::scroll::Scroll;
use crate::app::words_of_frame as words;

/// The list of keys, as it lies over the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commands {
    /// What is typed to filter it, where keys are text.
    pub filter: Option<Field>,
    /// What the row under the cursor of the screen is.
    pub about: Vec<String>,
    /// The row of the cursor.
    pub scroll: Scroll,
}

impl Commands {
    /// The list for `screen` in `height` rows, with what is said `about` a row of it; with a filter it is the palette.
    #[must_use]
    pub fn open(filter: Option<Field>, about: Vec<String>, screen: Screen, height: usize) -> Self {
        let mut commands = Self { filter, about, scroll: Scroll::default() };
        commands.step(0, screen, height);
        commands
    }

    /// Moves the cursor by `rows`, past the headings.
    pub fn step(&mut self, rows: isize, screen: Screen, height: usize) {
        let entries = self.list(screen);
        self.scroll.step(rows, entries.len(), height);
        let entry = |index: &usize| entries.get(*index).is_some_and(Command::is_entry);
        let ahead = || (self.scroll.cursor..entries.len()).find(entry);
        let behind = || (0..=self.scroll.cursor).rev().find(entry);
        let to = if rows < 0 { behind().or_else(ahead) } else { ahead().or_else(behind) };
        if let Some(to) = to {
            self.scroll.cursor = to;
            self.scroll.follow(entries.len(), height);
            if entries.iter().position(Command::is_entry) == Some(to) {
                // What stands above the first entry stays with it.
                self.scroll.top = 0;
            }
        }
    }

    /// Puts the cursor on the first entry, when it is filtered by other words than before.
    pub fn filtered(&mut self, screen: Screen, height: usize) {
        self.scroll = Scroll::default();
        self.step(0, screen, height);
    }

    /// The words by which it is filtered.
    #[must_use]
    pub fn filter_text(&self) -> &str {
        self.filter.as_ref().map_or("", Field::text)
    }

    /// The rows that `screen` has for it.
    #[must_use]
    pub fn list(&self, screen: Screen) -> Vec<Command> {
        let mut rows = list(self.filter_text(), screen);
        if self.filter.is_some() {
            // A palette lists what it can run.
            rows.retain(|row| !matches!(row, Command::Entry(_, _, None)));
            rows.pop_if(|row| matches!(row, Command::Heading(_)));
        } else if !self.about.is_empty() {
            let about = self.about.iter().cloned().map(Command::About);
            rows.splice(0..0, std::iter::once(Command::Heading(words::THIS_ROW)).chain(about));
        }
        rows
    }
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The heading of a group.
    Heading(&'static str),
    /// A line about the row under the cursor of the screen.
    About(String),
    /// A key or two, what they do in words, and the action itself where it can be run from here.
    Entry(String, &'static str, Option<Action>),
}

impl Command {
    /// Can the cursor stand on it?
    #[must_use]
    pub const fn is_entry(&self) -> bool {
        matches!(self, Self::Entry(..))
    }
}

/// What can be done on `screen`, of which only rows remain that hold every word of `filter`; headings go while it is filtered.
fn list(filter: &str, screen: Screen) -> Vec<Command> {
    let wanted: Vec<String> = filter.split_whitespace().map(str::to_lowercase).collect();
    let mut rows = Vec::new();
    let mut ranks = Vec::new();
    let here = |scope: Scope| scope == Scope::of(screen) || !Screen::ALL.iter().any(|other| Scope::of(*other) == scope);
    for (scope, lines) in keymap::groups().into_iter().filter(|(scope, _)| here(*scope)) {
        if wanted.is_empty() {
            rows.push(Command::Heading(scope.title()));
        }
        for (keys, binding) in lines {
            let words = binding.words();
            let text = format!("{keys} {words} {}", binding.id).to_lowercase();
            if !wanted.iter().all(|word| text.contains(word.as_str())) {
                continue;
            }
            // What has no key is run by its name.
            let keys = if keys.is_empty() { format!(":{}", binding.id) } else { keys };
            // A field's keys work in a field; a pane is reached by its own number.
            let runs = (scope != Scope::Field && !matches!(binding.action, Action::Pane(_))).then_some(binding.action);
            rows.push(Command::Entry(keys, words, runs));
            ranks.push(rank(binding.id, words, filter.trim()));
        }
    }
    if wanted.is_empty() {
        return rows;
    }
    // Who types a name and enter means what is called so.
    let mut ranked: Vec<_> = ranks.into_iter().zip(rows).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, row)| row).collect()
}

/// How near a command is to what was typed: its name, the beginning of its name, the shorter the nearer, or of its words, anything else.
fn rank(id: &str, words: &str, filter: &str) -> (u8, usize) {
    let filter = filter.to_lowercase();
    match (id == filter, id.starts_with(&filter), words.to_lowercase().starts_with(&filter)) {
        (true, _, _) => (0, 0),
        (_, true, _) => (1, id.len()),
        (_, _, true) => (2, 0),
        (_, _, _) => (3, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_filtered_by_every_word() {
        let entries = |filter: &str| list(filter, Screen::Inspect).into_iter().filter(Command::is_entry).count();
        assert_eq!(entries("quit"), 2, "q, and ctrl-c that does it when pressed twice");
        assert_eq!(entries("QUIT twice"), 1);
        assert_eq!(entries("no such thing"), 0);
        assert!(list("", Screen::Mint).iter().any(|row| matches!(row, Command::Heading(_))));
        assert!(!list("q", Screen::Session).iter().any(|row| matches!(row, Command::Heading(_))));
    }

    #[test]
    fn what_is_called_so_comes_first() {
        let first = |filter: &str, screen| match list(filter, screen).first() {
            Some(Command::Entry(_, _, action)) => *action,
            other => panic!("{filter}: {other:?}"),
        };
        assert_eq!(first("messages", Screen::Session), Some(Action::Messages));
        assert_eq!(first("mess", Screen::Session), Some(Action::Messages));
        assert_eq!(first("help", Screen::Mint), Some(Action::Help));
        assert_eq!(first("Payload", Screen::Inspect), Some(Action::Payload));
    }
}
