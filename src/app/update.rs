//! One message → the next state and what it asks of the world.

use super::chord::{Chord, Key};
use super::effect::Effect;
use super::field::Field;
use super::keymap::{self, Action, Scope};
use super::message::Message;
use super::mouse::mouse;
use super::notice::Tone;
use super::overlay::commands::open_commands;
use super::overlay::menu::{open_copy, open_samples};
use super::overlay::prompt::asked_path;
use super::overlay::{self, Overlay, Page, Prompt};
use super::pasting::{offer, open, paste, take_in};
use super::screen::{Ask, Leap, Screen};
use super::state::{State, size_words};
use super::words_of_frame as words;
use crate::token::duration;
use crate::token::find::MAX_TEXT;
use crate::token::moment::Moment;
use crate::token::recipe::Recipe;
use crate::token::visible::visible;

/// A second Ctrl-C within this time ends the program, in milliseconds.
const INTERRUPT_WINDOW: i64 = 1000;

/// Changes `state` as `message` says. Never waits, prints, reads or draws.
pub fn update(state: &mut State, now: Moment, message: Message) -> Vec<Effect> {
    state.now = now;
    let mut effects = decide(state, message);
    effects.extend(state.inspect.work());
    effects
}

fn decide(state: &mut State, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(chord) => return key(state, chord),
        Message::Paste(text) => return paste(state, text),
        Message::PasteTooLarge(bytes) => {
            let text = words::too_large(&size_words(bytes), &size_words(MAX_TEXT));
            state.say(Tone::Fail, text);
        }
        Message::Read(ticket, tokens, bytes) => {
            if state.reading.is_some_and(|reading| reading.ticket == ticket) {
                state.reading = None;
                state.show(tokens, bytes);
            }
        }
        Message::Copied(report) => {
            let (tone, words) = report.words();
            state.say(tone, words);
        }
        Message::Written(Ok(written)) => {
            if asked_path(state).is_some() {
                state.overlay = None;
            }
            state.say(Tone::Ok, written.words());
        }
        // Not `paste`: a field that was opened meanwhile is not meant.
        Message::Opened { result: Ok(text), .. } => {
            if asked_path(state).is_some() {
                state.overlay = None;
            }
            return open(state, text);
        }
        Message::KeyRead(Screen::Inspect, ticket, result) => overlay::keys::key_read(state, ticket, result),
        Message::Judged(ticket, answer) => {
            let around = state.around();
            let asks = state.inspect.answered(ticket, answer, around);
            return carry_out(state, asks);
        }
        Message::KeyRead(Screen::Mint | Screen::Session, ticket, result) => {
            let around = state.around();
            let asks = state.mint.key_read(ticket, result, around);
            return carry_out(state, asks);
        }
        Message::KeyMade(ticket, result) => {
            let around = state.around();
            let asks = state.mint.key_made(ticket, result, around);
            return carry_out(state, asks);
        }
        Message::Clipboard(Ok(text)) => return offer(state, text),
        Message::TmuxBuffer(text) => {
            let effects = offer(state, text);
            // Only the user knows whether that was what they had in mind.
            match &mut state.notice {
                Some(notice) => notice.text.insert_str(0, words::OUT_OF_TMUX),
                None => state.say(Tone::Note, words::READ_FROM_TMUX),
            }
            return effects;
        }
        Message::Written(Err(why)) | Message::Opened { result: Err(why), .. } => match asked_path(state) {
            Some(prompt) => prompt.wrong = Some(why),
            None => state.say(Tone::Fail, why),
        },
        Message::Clipboard(Err(why)) => state.say(Tone::Note, why),
        Message::Resize(width, height) => {
            state.size = (width, height);
            state.arrange();
        }
        Message::Mouse(did, column, row) => return mouse(state, did, column, row),
        Message::Diagnosed(rows) => {
            state.overlay = Some(Overlay::Page(Page { title: words::DOCTOR.to_owned(), rows, top: 0 }));
        }
        Message::Wake => wake(state),
        Message::ClockMoved(ms) => {
            wake(state);
            state.say(Tone::Note, words::clock_moved(ms < 0, &duration::in_words(ms / 1000)));
        }
    }
    Vec::new()
}

fn wake(state: &mut State) {
    let around = state.around();
    state.at_hand_mut().wake(around);
}

fn key(state: &mut State, chord: Chord) -> Vec<Effect> {
    state.notice = None;
    if state.is_typing() {
        match keymap::action(&[Scope::Field], chord) {
            Some(Action::Suspend) => return vec![Effect::Suspend],
            Some(Action::Redraw) => return vec![Effect::Redraw],
            _ => {}
        }
    }
    if let Some(effects) = overlay::key(state, chord) {
        return effects;
    }
    if state.is_typing() {
        let around = state.around();
        let asks = state.at_hand_mut().type_key(chord, around);
        return carry_out(state, asks);
    }
    let Some(action) = keymap::action(state.scopes(), chord) else {
        if let Key::Char(c) = chord.key
            && !chord.ctrl
        {
            let shown = visible(&c.to_string()).into_owned();
            state.say(Tone::Note, words::no_such_key(&shown));
        }
        return Vec::new();
    };
    if action != Action::Interrupt {
        state.interrupted = None;
    }
    overlay::act(state, action).unwrap_or_else(|| act(state, action))
}

/// Actions that do the same whatever lies over the screen.
pub(super) const fn works_everywhere(action: Action) -> bool {
    matches!(action, Action::Quit | Action::Interrupt | Action::Suspend | Action::Redraw | Action::Theme)
}

/// Does what an action says: what belongs to the frame here, everything else on the screen at hand.
pub(super) fn act(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => return vec![Effect::Quit],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Redraw => return vec![Effect::Redraw],
        Action::Doctor => return vec![Effect::Diagnose],
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
        Action::Copy => open_copy(state),
        Action::Open => open_samples(state),
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
        Action::Steps => overlay::steps::open(state),
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
            state.go_to(Screen::Mint);
            state.say(Tone::Ok, "carried into the form: enter mints a fresh token like it");
        }
        None => state
            .say(Tone::Note, "header and payload of this token do not read as JSON objects: there is nothing to carry"),
    }
}

/// Carries out what a screen asks for, in its order.
pub(super) fn carry_out(state: &mut State, asks: Vec<Ask>) -> Vec<Effect> {
    let mut effects = Vec::new();
    for ask in asks {
        match ask {
            Ask::Do(effect) => effects.push(effect),
            Ask::Say(tone, text) => state.say(tone, text),
            Ask::Over(overlay) => state.overlay = Some(overlay),
            Ask::Leap(Leap::OpenInInspect { text, keys, at }) => {
                effects.extend(take_in(state, text));
                // That it is there is seen; it was not pasted.
                state.notice.take_if(|notice| notice.tone == Tone::Ok);
                let around = state.around();
                // What is still being read elsewhere comes without them.
                if state.reading.is_none() {
                    state.inspect.came_with(keys, at, around);
                }
            }
        }
    }
    effects
}
