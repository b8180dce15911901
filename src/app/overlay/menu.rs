//! A menu: what can be chosen, each under its key.

use super::{Overlay, Prompt};
use crate::app::chord::{Chord, Key};
use crate::app::copy_forms::{self, CopyForm};
use crate::app::effect::Effect;
use crate::app::keymap::{self, Action, Scope};
use crate::app::notice::Tone;
use crate::app::pasting::open;
use crate::app::state::State;
use crate::app::update::{carry_out, works_everywhere};
use crate::app::words_of_frame as words;
use crate::app::{inspect, mint, session};
use crate::token::sample::{self, Sample};

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

/// Asks in which form to copy the token at hand.
pub(in crate::app) fn open_copy(state: &mut State) {
    let forms = copy_forms::forms(state.at_hand(), state.around()).into_iter();
    let forms = forms.map(|(form, words)| MenuItem { key: form.key(), words, choice: Choice::Copy(form) });
    let items: Vec<_> = forms.chain(state.at_hand().copies()).collect();
    if items.is_empty() {
        state.say(Tone::Note, words::NO_TOKEN);
    } else {
        state.overlay = Some(Overlay::Menu(Menu::of(words::COPY_AS, items)));
    }
}

/// Asks which sample or file to open.
pub(in crate::app) fn open_samples(state: &mut State) {
    let file = MenuItem { key: 'f', words: words::A_FILE.to_owned(), choice: Choice::File };
    let letters = ('a'..='e').chain('g'..='z');
    let samples = letters.zip(sample::all()).map(|(key, sample)| MenuItem {
        key,
        words: words::a_sample(&sample.title),
        choice: Choice::Sample(sample),
    });
    state.overlay = Some(Overlay::Menu(Menu::of(words::OPEN_WHICH, std::iter::once(file).chain(samples).collect())));
}

/// A key while a menu is open; `None` when it does the same as ever.
pub(super) fn key(state: &mut State, chord: Chord) -> Option<Vec<Effect>> {
    let Some(Overlay::Menu(menu)) = &mut state.overlay else { return None };
    let plain = !chord.ctrl && !chord.alt;
    if let Some(item) = menu.items.iter().find(|item| plain && Key::Char(item.key) == chord.key) {
        let choice = item.choice;
        return Some(choose(state, choice));
    }
    let last = menu.items.len().saturating_sub(1);
    match keymap::action(&[Scope::Everywhere], chord) {
        Some(Action::Up) => menu.cursor = menu.cursor.saturating_sub(1),
        Some(Action::Down | Action::NextPane) => menu.cursor = (menu.cursor + 1).min(last),
        Some(Action::Top) => menu.cursor = 0,
        Some(Action::Bottom) => menu.cursor = last,
        Some(Action::Accept) => {
            let choice = menu.items.get(menu.cursor).map(|item| item.choice)?;
            return Some(choose(state, choice));
        }
        Some(action) if works_everywhere(action) => return None,
        // A key that is none of the menu's does nothing but close it: half a chord must not do something else.
        _ => state.overlay = None,
    }
    Some(Vec::new())
}

/// Does what an item says.
fn choose(state: &mut State, choice: Choice) -> Vec<Effect> {
    state.overlay = None;
    match choice {
        Choice::Copy(form) => {
            let copy = copy_forms::copy(state.at_hand(), form, state.around());
            copy.map(Effect::Copy).into_iter().collect()
        }
        Choice::Sample(sample) => open(state, sample.text(state.now)),
        Choice::File => {
            state.overlay = Some(Overlay::Prompt(Prompt::open()));
            Vec::new()
        }
        Choice::Inspect(choice) => {
            let asks = state.inspect.choose(choice, state.around());
            carry_out(state, asks)
        }
        Choice::Mint(choice) => {
            let asks = state.mint.choose(choice, state.around());
            carry_out(state, asks)
        }
        Choice::Session(choice) => {
            let asks = state.session.choose(choice, state.around());
            carry_out(state, asks)
        }
    }
}
