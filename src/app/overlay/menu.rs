//! A menu: what can be chosen, each under its key.

use super::{Overlay, Question};
use crate::app::chord::{Chord, Key};
use crate::app::copy_forms::CopyForm;
use crate::app::effect::Effect;
use crate::app::field::Field;
use crate::app::keymap::{self, Action, Scope};
use crate::app::notice::Tone;
use crate::app::pasting::take_in;
use crate::app::state::{State, size_words};
use crate::app::update::{NO_TOKEN, works_everywhere};
use crate::token::sample;

/// What a menu is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MenuKind {
    /// In which form to copy.
    Copy,
    /// Which sample or file to open.
    Open,
}

/// A menu, as it lies over the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Menu {
    /// What it is about.
    pub kind: MenuKind,
    /// The item under the cursor.
    pub cursor: usize,
}

/// An item of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuItem {
    /// The key that chooses it.
    pub key: char,
    /// What it does.
    pub words: String,
}

impl State {
    /// The items of a menu.
    #[must_use]
    pub fn menu_items(&self, kind: MenuKind) -> Vec<MenuItem> {
        match kind {
            MenuKind::Copy => {
                let item = |form: CopyForm| {
                    let size = size_words(form.copy.text.len());
                    MenuItem { key: form.key, words: format!("{}, {size}", form.copy.what) }
                };
                self.copy_forms().into_iter().map(item).collect()
            }
            MenuKind::Open => {
                let file = MenuItem { key: 'f', words: "a file: its path is asked for".to_owned() };
                let letters = ('a'..='e').chain('g'..='z');
                let samples = letters.zip(sample::all());
                let samples = samples.map(|(key, sample)| MenuItem { key, words: format!("sample: {}", sample.title) });
                std::iter::once(file).chain(samples).collect()
            }
        }
    }
}

pub(in crate::app) fn open_menu(state: &mut State, kind: MenuKind) {
    if state.menu_items(kind).is_empty() {
        state.say(Tone::Note, NO_TOKEN);
    } else {
        state.overlay = Some(Overlay::Menu(Menu { kind, cursor: 0 }));
    }
}

/// A key while a menu is open; `None` when it does the same as ever.
pub(in crate::app) fn menu_key(state: &mut State, menu: Menu, chord: Chord) -> Option<Vec<Effect>> {
    let items = state.menu_items(menu.kind);
    let plain = !chord.ctrl && !chord.alt;
    if let Some(index) = items.iter().position(|item| plain && Key::Char(item.key) == chord.key) {
        return Some(choose(state, menu.kind, index));
    }
    let action = keymap::action(&[Scope::Everywhere], chord);
    let step = |by: isize| menu.cursor.saturating_add_signed(by).min(items.len().saturating_sub(1));
    let cursor = match action {
        Some(Action::Up) => step(-1),
        Some(Action::Down | Action::NextPane) => step(1),
        Some(Action::Top) => 0,
        Some(Action::Bottom) => items.len().saturating_sub(1),
        Some(Action::Accept) => return Some(choose(state, menu.kind, menu.cursor)),
        Some(action) if works_everywhere(action) => return None,
        // A key that is none of the menu's does nothing but close it: half a chord must not do something else.
        _ => {
            state.overlay = None;
            return Some(Vec::new());
        }
    };
    state.overlay = Some(Overlay::Menu(Menu { cursor, ..menu }));
    Some(Vec::new())
}

/// Does what item `index` of a menu says.
fn choose(state: &mut State, kind: MenuKind, index: usize) -> Vec<Effect> {
    state.overlay = None;
    match kind {
        MenuKind::Copy => {
            let form = state.copy_forms().into_iter().nth(index);
            form.map(|form| Effect::Copy(form.copy)).into_iter().collect()
        }
        MenuKind::Open => match index.checked_sub(1).and_then(|i| sample::all().get(i)) {
            Some(sample) => take_in(state, sample.text(state.now)),
            None => {
                state.overlay = Some(Overlay::Prompt(Question::Open, Field::default(), None));
                Vec::new()
            }
        },
    }
}
