//! What keys do while a menu is open, and what its items do.

use super::prompt;
use crate::app::chord::{Chord, Key};
use crate::app::copy_forms;
use crate::app::effect::Effect;
use crate::app::keymap::{self, Action, Scope};
use crate::app::notice::Tone;
use crate::app::overlay::{Choice, Menu, MenuItem, Overlay, Prompt};
use crate::app::session;
use crate::app::state::State;
use crate::app::update::carry_out::carry_out;
use crate::app::update::take_in::open;
use crate::app::words_of_frame as words;
use crate::token::sample;

/// Asks in which form to copy the token at hand.
pub(in crate::app::update) fn open_copy(state: &mut State) {
    let forms = copy_forms::forms(state.at_hand(), state.around()).into_iter();
    let forms = forms.map(|(form, words)| MenuItem { key: form.key(), words, choice: Choice::Copy(form) });
    let items: Vec<_> = forms.chain(state.at_hand().copies()).collect();
    if items.is_empty() {
        state.say(Tone::Note, state.at_hand().no_token());
    } else {
        let title =
            state.at_hand().token_name().map_or_else(|| words::COPY_AS.to_owned(), |name| words::copy_as(&name));
        state.overlay = Some(Overlay::Menu(Menu::of(&title, items)));
    }
}

/// Asks which sample or file to open.
pub(in crate::app::update) fn open_samples(state: &mut State) {
    let file = MenuItem { key: 'f', words: words::A_FILE.to_owned(), choice: Choice::File };
    // Without f, which is the file, and j and k, which move.
    let letters = ('a'..='z').filter(|letter| !matches!(letter, 'f' | 'j' | 'k'));
    let samples = letters.zip(sample::all()).map(|(key, sample)| MenuItem {
        key,
        words: words::a_sample(&sample.title),
        choice: Choice::Sample(sample),
    });
    state.overlay = Some(Overlay::Menu(Menu::of(words::OPEN_WHICH, std::iter::once(file).chain(samples).collect())));
}

/// What asks for an instant.
const ASK_TIME: Choice = Choice::Session(session::Choice::AskTime);

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
        Some(action) if action.works_everywhere() => return None,
        Some(Action::Back) => state.overlay = None,
        // Nothing else does anything: half a chord must not. A slip of the finger leaves the menu as it is.
        _ => match chord.key {
            // An instant is typed without being asked for first.
            Key::Char('0'..='9' | '+') if plain && menu.items.iter().any(|item| item.choice == ASK_TIME) => {
                let mut effects = choose(state, ASK_TIME);
                effects.extend(prompt::key(state, chord));
                return Some(effects);
            }
            Key::Char(letter) if plain => state.say(Tone::Note, words::no_such_item(letter)),
            _ => state.overlay = None,
        },
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
