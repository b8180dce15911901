//! The list of everything that can be done: what the help shows and the palette runs, from the keymap.

use super::keymap::{self, Action, Scope};

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The heading of a group.
    Heading(&'static str),
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

/// The list, of which only rows remain that hold every word of `filter`; headings go while it is filtered.
#[must_use]
pub fn list(filter: &str) -> Vec<Command> {
    let wanted: Vec<String> = filter.split_whitespace().map(str::to_lowercase).collect();
    let mut rows = Vec::new();
    for (scope, lines) in keymap::groups() {
        if wanted.is_empty() {
            rows.push(Command::Heading(scope.title()));
        }
        for (keys, binding) in lines {
            let words = binding.words();
            let text = format!("{keys} {words} {}", binding.id).to_lowercase();
            if !wanted.iter().all(|word| text.contains(word.as_str())) {
                continue;
            }
            // A field's keys work in a field; a pane is reached by its own number.
            let runs = (scope != Scope::Field && !matches!(binding.action, Action::Pane(_))).then_some(binding.action);
            rows.push(Command::Entry(keys, words, runs));
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_filtered_by_every_word() {
        let entries = |filter: &str| list(filter).into_iter().filter(Command::is_entry).count();
        assert_eq!(entries("quit"), 2, "q, and ctrl-c that does it when pressed twice");
        assert_eq!(entries("QUIT twice"), 1);
        assert_eq!(entries("no such thing"), 0);
        assert!(list("").iter().any(|row| matches!(row, Command::Heading(_))));
        assert!(!list("q").iter().any(|row| matches!(row, Command::Heading(_))));
    }
}
