//! What an action does: what belongs to the frame here, everything else on the screen at hand.

use super::carry_out::carry_out;
use super::over::{menu, steps};
use crate::app::effect::Effect;
use crate::app::field::Field;
use crate::app::keymap::Action;
use crate::app::notice::Tone;
use crate::app::overlay::{Commands, Overlay, Page, Prompt};
use crate::app::presenter::Presenter;
use crate::app::screen::Ask;
use crate::app::screens::Screen;
use crate::app::state::State;
use crate::app::words_of_frame as words;
use crate::app::wrap::sentences;
use crate::token::dates;
use crate::token::recipe::Recipe;

/// A second Ctrl-C within this time ends the program, in milliseconds.
const INTERRUPT_WINDOW: i64 = 1000;

/// Does what an action says: what belongs to the frame here, everything else on the screen at hand.
pub(super) fn act(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => {
            let again = state.interrupted.is_some_and(|then| state.now.since(then) <= INTERRUPT_WINDOW);
            match state.session.quits_with().filter(|_| !again) {
                None => return vec![Effect::Quit],
                Some(lost) => {
                    state.interrupted = Some(state.now);
                    state.say(Tone::Note, lost);
                }
            }
        }
        Action::Suspend => return vec![Effect::Suspend],
        Action::Redraw => return vec![Effect::Redraw],
        Action::Doctor => return vec![Effect::Diagnose],
        Action::Messages => messages(state),
        Action::Presenter => present(state),
        Action::Paste => return vec![Effect::ReadClipboard],
        Action::Interrupt => {
            let again = state.interrupted.is_some_and(|then| state.now.since(then) <= INTERRUPT_WINDOW);
            if again {
                return vec![Effect::Quit];
            }
            state.interrupted = Some(state.now);
            state.say(Tone::Note, words::INTERRUPT_AGAIN);
        }
        Action::Screen(screen) => state.go_to(screen),
        Action::Back if state.came_from.is_some() && state.inspect.is_at_rest() => {
            if let Some(from) = state.came_from {
                state.go_to(from);
            }
        }
        Action::Carry => carry(state),
        Action::Present => {
            let asks = match state.at_hand().token() {
                Some(token) => state.session.present(&token.text),
                None => vec![Ask::say(Tone::Note, state.at_hand().no_token())],
            };
            return carry_out(state, asks);
        }
        Action::Help => open_commands(state, None),
        Action::Palette => open_commands(state, Some(Field::default())),
        Action::Copy => menu::open_copy(state),
        Action::Open => menu::open_samples(state),
        Action::Plain => match state.at_hand().content(state.around()) {
            Some((_, text)) => return vec![Effect::Plain(text)],
            None => state.say(Tone::Note, state.at_hand().no_token()),
        },
        Action::Write => match state.at_hand().content(state.around()) {
            Some((what, _)) => state.overlay = Some(Overlay::Prompt(Prompt::write(what))),
            None => state.say(Tone::Note, state.at_hand().no_token()),
        },
        Action::Mouse => {
            state.mouse = !state.mouse;
            state.say(Tone::Ok, if state.mouse { words::MOUSE_ON } else { words::MOUSE_OFF });
            return vec![Effect::Mouse(state.mouse)];
        }
        Action::Steps => steps::open(state),
        Action::Theme => {
            state.look.theme = state.look.theme.next();
            state.say(Tone::Ok, words::theme(state.look.theme.name()));
        }
        _ => {
            let around = state.around();
            let asks = state.at_hand_mut().act(action, around);
            return carry_out(state, asks);
        }
    }
    Vec::new()
}

/// Fills Mint's form from the token at hand.
fn carry(state: &mut State) {
    let Some(token) = state.at_hand().token() else {
        state.say(Tone::Note, state.at_hand().no_token());
        return;
    };
    match Recipe::like(token) {
        Some(recipe) => {
            let around = state.around();
            state.mint.carry(&recipe, &state.inspect.keys(), around);
            let foreign = recipe.kid.filter(|kid| !state.mint.signs_as(kid));
            state.go_to(Screen::Mint);
            match foreign {
                None => state.say(Tone::Ok, "carried into the form: enter mints a fresh token like it"),
                Some(kid) => state.say(Tone::Note, words::carried_with(&kid)),
            }
        }
        None => state
            .say(Tone::Note, "header and payload of this token do not read as JSON objects: there is nothing to carry"),
    }
}

/// Opens the list of keys; with a filter it is the palette.
fn open_commands(state: &mut State, filter: Option<Field>) {
    let width = usize::from(state.layout.body.width.saturating_sub(5)).max(10);
    let about = if filter.is_none() { state.at_hand().about() } else { Vec::new() };
    let about = about.iter().flat_map(|line| sentences(line, width)).collect();
    state.overlay = Some(Overlay::Commands(Commands::open(filter, about, state.screen, state.layout.list_rows())));
}

/// Opens the page of what the status line said so far, the latest first.
fn messages(state: &mut State) {
    let time = |at| state.zone.civil(at).map(|civil| dates::time_of_day(&civil)).unwrap_or_default();
    let rows: Vec<_> = state.messages.latest_first().map(|(at, notice)| (time(*at), notice.text.clone())).collect();
    if rows.is_empty() {
        return state.say(Tone::Note, words::NO_MESSAGES);
    }
    state.overlay = Some(Overlay::Page(Page::of(words::MESSAGES.to_owned(), rows)));
}

/// Begins or ends presenting.
fn present(state: &mut State) {
    state.presenter = match state.presenter {
        Some(_) => None,
        None => Some(Presenter::default()),
    };
    state.arrange();
    state.say(Tone::Ok, if state.presenter.is_some() { words::PRESENTING } else { words::NOT_PRESENTING });
}
