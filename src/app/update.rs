//! One message → the next state and what it asks of the world.

mod act;
mod carry_out;
mod complete;
mod mouse;
mod over;
mod paste;
mod take_in;

use super::chord::{Chord, Key};
use super::effect::Effect;
use super::keymap::{self, Action, Scope};
use super::layout::Plan;
use super::message::Message;
use super::notice::Tone;
use super::overlay::{Overlay, Page};
use super::screens::Screen;
use super::state::State;
use super::words_of_frame as words;
use crate::token::duration;
use crate::token::moment::Moment;
use crate::token::visible::visible;
use act::act;
use carry_out::carry_out;
use complete::{complete, listed};
use over::prompt::asked_path;
use paste::{offer, paste};
use take_in::{open, too_large};

/// Changes `state` as `message` says. Never waits, prints, reads or draws.
pub fn update(state: &mut State, now: Moment, message: Message) -> Vec<Effect> {
    state.now = now;
    let mut effects = decide(state, message);
    effects.extend(state.inspect.work());
    effects
}

fn decide(state: &mut State, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(chord) => {
            state.burst_in_field = state.is_typing();
            return key(state, chord);
        }
        // What was pasted into a field that is gone meanwhile is no command.
        Message::NextKey(_) if state.burst_in_field && !state.is_typing() => {}
        Message::NextKey(chord) => return key(state, chord),
        Message::Paste(text) => return paste(state, text),
        Message::PasteTooLarge(bytes) => too_large(state, bytes),
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
        Message::KeyRead(Screen::Inspect, ticket, result) => over::keys::key_read(state, ticket, result),
        Message::Listed(ticket, result) => return listed(state, ticket, result),
        Message::FileRead(screen, ticket, path, result) => {
            let around = state.around();
            let taken = match screen {
                Screen::Inspect => state.inspect.payload_read(ticket, &path, result, around),
                Screen::Mint | Screen::Session => state.mint.preset_read(ticket, &path, result, around),
            };
            match (taken, asked_path(state)) {
                (None, _) => {}
                (Some(Ok(asks)), prompt) => {
                    if prompt.is_some() {
                        state.overlay = None;
                    }
                    return carry_out(state, asks);
                }
                (Some(Err(why)), Some(prompt)) => prompt.wrong = Some(why),
                (Some(Err(why)), None) => state.say(Tone::Fail, why),
            }
        }
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
        Message::Mouse(did, column, row) => return mouse::mouse(state, did, column, row),
        Message::Diagnosed(rows) => {
            state.overlay = Some(Overlay::Page(Page::of(words::DOCTOR.to_owned(), rows)));
        }
        Message::Wake => return wake(state),
        Message::ClockMoved(ms) => {
            let effects = wake(state);
            state.say(Tone::Note, words::clock_moved(ms < 0, &duration::in_words(ms / 1000)));
            return effects;
        }
    }
    Vec::new()
}

fn wake(state: &mut State) -> Vec<Effect> {
    let around = state.around();
    let asks = state.at_hand_mut().wake(around);
    carry_out(state, asks)
}

fn key(state: &mut State, chord: Chord) -> Vec<Effect> {
    state.notice = None;
    if state.layout.plan == Plan::TooSmall {
        // Nobody sees what anything else does.
        match keymap::action(&[Scope::Everywhere], chord) {
            Some(action @ (Action::Quit | Action::Interrupt | Action::Suspend | Action::Redraw)) => {
                return act(state, action);
            }
            Some(Action::Back) => {}
            _ => return Vec::new(),
        }
    }
    if state.is_typing() {
        match keymap::action(&[Scope::Field], chord) {
            Some(Action::Reveal) if state.presenter.is_some() => {
                state.say(Tone::Note, words::STAYS_HIDDEN);
                return Vec::new();
            }
            Some(Action::Suspend) => return vec![Effect::Suspend],
            Some(Action::Redraw) => return vec![Effect::Redraw],
            Some(Action::Complete) => {
                if let Some(effects) = complete(state) {
                    return effects;
                }
            }
            _ => {}
        }
    } else if let Some(presenter) = &mut state.presenter {
        presenter.pressed(chord);
    }
    if let Some(effects) = over::key(state, chord) {
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
    over::act(state, action).unwrap_or_else(|| act(state, action))
}
