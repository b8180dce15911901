//! The list of everything that can be done: the help, and with a filter the palette, from the keymap.

use super::Overlay;
use crate::app::chord::{Chord, Key};
use crate::app::effect::Effect;
use crate::app::field::{Field, Typed};
use crate::app::keymap::{self, Action, Scope};
use crate::app::notice::Tone;
use crate::app::screen::Screen;
use crate::app::scroll::{Scroll, rows_of};
use crate::app::state::State;
use crate::app::update::{self, works_everywhere};
use crate::app::words_of_frame as words;
use crate::app::wrap::sentences;

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
    let here = |scope: Scope| scope == screen.scope() || !Screen::ALL.iter().any(|other| other.scope() == scope);
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
            // A field's keys work in a field; a pane is reached by its own number.
            let runs = (scope != Scope::Field && !matches!(binding.action, Action::Pane(_))).then_some(binding.action);
            rows.push(Command::Entry(keys, words, runs));
        }
    }
    rows
}

/// Opens the list of keys; with a filter it is the palette.
pub(in crate::app) fn open_commands(state: &mut State, filter: Option<Field>) {
    let width = usize::from(state.layout.body.width.saturating_sub(5)).max(10);
    let about = if filter.is_none() { state.at_hand().about() } else { Vec::new() };
    let about = about.iter().flat_map(|line| sentences(line, width)).collect();
    state.overlay = Some(Overlay::Commands(Commands { filter, about, scroll: Scroll::default() }));
    step_command(state, 0);
}

/// What an action does while the list of keys lies over the screen; `None` when it does the same as ever.
pub(super) fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    let page = isize::try_from(state.layout.body.height.saturating_sub(3)).unwrap_or(1).max(1);
    if let Some(rows) = rows_of(action, page) {
        step_command(state, rows);
        return Some(Vec::new());
    }
    match action {
        Action::Find => {
            if let Some(Overlay::Commands(commands)) = &mut state.overlay {
                commands.filter = Some(Field::default());
            }
            Some(Vec::new())
        }
        Action::Accept => Some(run_command(state)),
        _ if works_everywhere(action) => None,
        _ => {
            state.overlay = None;
            matches!(action, Action::Back | Action::Help).then(Vec::new)
        }
    }
}

/// Moves the cursor in the list of keys, past the headings.
fn step_command(state: &mut State, rows: isize) {
    let height = usize::from(state.layout.body.height.saturating_sub(3));
    let screen = state.screen;
    let Some(Overlay::Commands(shown)) = &mut state.overlay else { return };
    let entries = shown.list(screen);
    shown.scroll.step(rows, entries.len(), height);
    let entry = |index: &usize| entries.get(*index).is_some_and(Command::is_entry);
    let ahead = || (shown.scroll.cursor..entries.len()).find(entry);
    let behind = || (0..=shown.scroll.cursor).rev().find(entry);
    let to = if rows < 0 { behind().or_else(ahead) } else { ahead().or_else(behind) };
    if let Some(to) = to {
        shown.scroll.cursor = to;
        shown.scroll.follow(entries.len(), height);
        if entries.iter().position(Command::is_entry) == Some(to) {
            // What stands above the first entry stays with it.
            shown.scroll.top = 0;
        }
    }
}

/// Does what the row under the cursor says.
fn run_command(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Commands(shown)) = &state.overlay else { return Vec::new() };
    match shown.list(state.screen).get(shown.scroll.cursor) {
        Some(Command::Entry(_, _, Some(action))) => {
            let action = *action;
            state.overlay = None;
            update::act(state, action)
        }
        Some(Command::Entry(keys, ..)) => {
            let text = words::press_it(keys);
            state.say(Tone::Note, text);
            Vec::new()
        }
        Some(Command::Heading(_) | Command::About(_)) | None => Vec::new(),
    }
}

/// A key while the list of keys is being filtered.
pub(super) fn filter_key(state: &mut State, chord: Chord) -> Vec<Effect> {
    let now = state.now;
    let Some(Overlay::Commands(Commands { filter: Some(field), .. })) = &mut state.overlay else { return Vec::new() };
    match (chord.key, field.key(chord, now)) {
        (_, Typed::Changed) => filtered(state),
        (_, Typed::Accepted) => return run_command(state),
        (_, Typed::Left) => state.overlay = None,
        (Key::Up, Typed::Nothing) => step_command(state, -1),
        (Key::Down | Key::Tab, Typed::Nothing) => step_command(state, 1),
        (Key::PageUp, Typed::Nothing) => step_command(state, -10),
        (Key::PageDown, Typed::Nothing) => step_command(state, 10),
        (_, Typed::Nothing) => {}
    }
    Vec::new()
}

/// Puts the cursor on the first entry of a list that is filtered by other words than before.
pub(in crate::app) fn filtered(state: &mut State) {
    if let Some(Overlay::Commands(shown)) = &mut state.overlay {
        shown.scroll = Scroll::default();
    }
    step_command(state, 0);
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
}
