//! One message → the next state and what it asks of the world.

use super::chord::{Chord, Key};
use super::effect::Effect;
use super::field::Field;
use super::inspect::keys::{code_points, find, focus, move_caret, rows_of, scroll, step_pane, step_token};
use super::keymap::{self, Action, Scope};
use super::layout::Pane;
use super::message::Message;
use super::mouse::mouse;
use super::notice::Tone;
use super::overlay::commands::{commands_action, filter_key, open_commands};
use super::overlay::menu::{menu_key, open_menu};
use super::overlay::page::page_action;
use super::overlay::prompt::{close_path_prompt, field_key};
use super::overlay::{MenuKind, Overlay, Page, Question};
use super::pasting::{paste, take_in};
use super::search::Way;
use super::state::{State, size_words};
use crate::token::dates;
use crate::token::duration;
use crate::token::find::MAX_TEXT;
use crate::token::moment::Moment;
use crate::token::visible::visible;

/// What is said where a token is needed.
pub(super) const NO_TOKEN: &str = "paste a token first";

/// A second Ctrl-C within this time ends the program, in milliseconds.
const INTERRUPT_WINDOW: i64 = 1000;

/// Changes `state` as `message` says. Never waits, prints, reads or draws.
pub fn update(state: &mut State, now: Moment, message: Message) -> Vec<Effect> {
    state.now = now;
    match message {
        Message::Key(chord) => return key(state, chord),
        Message::Paste(text) => return paste(state, text),
        Message::PasteTooLarge(bytes) => {
            let text =
                format!("the paste of {} was not read: {} is the limit", size_words(bytes), size_words(MAX_TEXT));
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
            close_path_prompt(state);
            state.say(Tone::Ok, written.words());
        }
        // Not `paste`: a field that was opened meanwhile is not meant.
        Message::Opened { result: Ok(text), .. } => {
            close_path_prompt(state);
            return take_in(state, text);
        }
        Message::Clipboard(Ok(text)) => return take_in(state, text),
        Message::Written(Err(why)) | Message::Opened { result: Err(why), .. } => match &mut state.overlay {
            Some(Overlay::Prompt(Question::Open | Question::Write, _, wrong)) => *wrong = Some(why),
            _ => state.say(Tone::Fail, why),
        },
        Message::Clipboard(Err(why)) => state.say(Tone::Note, why),
        Message::Resize(width, height) => {
            state.size = (width, height);
            state.arrange();
        }
        Message::Mouse(did, column, row) => return mouse(state, did, column, row),
        Message::Diagnosed(rows) => {
            state.overlay = Some(Overlay::Page(Page { title: "Doctor".to_owned(), rows, top: 0 }));
        }
        Message::Wake => {
            state.inspect.review(state.now, state.zone);
            state.make_room();
        }
        Message::ClockMoved(ms) => {
            state.inspect.review(state.now, state.zone);
            let way = if ms < 0 { "back" } else { "forward" };
            state.say(Tone::Note, format!("the clock moved {way} by {}", duration::in_words(ms / 1000)));
        }
    }
    Vec::new()
}

fn key(state: &mut State, chord: Chord) -> Vec<Effect> {
    state.notice = None;
    match &state.overlay {
        Some(Overlay::Prompt(question, ..)) => return field_key(state, *question, chord),
        Some(Overlay::Commands(commands)) if commands.filter.is_some() => return filter_key(state, chord),
        Some(Overlay::Menu(menu)) => {
            if let Some(effects) = menu_key(state, *menu, chord) {
                return effects;
            }
        }
        Some(Overlay::Commands(_) | Overlay::Explain(_) | Overlay::Page(_)) | None => {}
    }
    let Some(action) = keymap::action(&[Scope::Inspect, Scope::Everywhere], chord) else {
        if let Key::Char(c) = chord.key
            && !chord.ctrl
        {
            let shown = visible(&c.to_string()).into_owned();
            state.say(Tone::Note, format!("`{shown}` does nothing here: ? shows the keys"));
        }
        return Vec::new();
    };
    if action != Action::Interrupt {
        state.interrupted = None;
    }
    let done = match &state.overlay {
        Some(Overlay::Explain(_) | Overlay::Page(_)) => page_action(state, action),
        Some(Overlay::Commands(_)) => commands_action(state, action),
        Some(Overlay::Menu(_) | Overlay::Prompt(..)) | None => None,
    };
    done.unwrap_or_else(|| act(state, action))
}

/// Actions that do the same whatever lies over the screen.
pub(super) const fn works_everywhere(action: Action) -> bool {
    matches!(action, Action::Quit | Action::Interrupt | Action::Suspend | Action::Redraw | Action::Theme)
}

pub(super) fn act(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => return vec![Effect::Quit],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Redraw => return vec![Effect::Redraw],
        Action::Interrupt => {
            let again = state.interrupted.is_some_and(|then| state.now.since(then) <= INTERRUPT_WINDOW);
            if again {
                return vec![Effect::Quit];
            }
            state.interrupted = Some(state.now);
            state.say(Tone::Note, "ctrl-c once more quits; so does q");
        }
        Action::Back => back(state),
        Action::Help => open_commands(state, None),
        Action::Palette => open_commands(state, Some(Field::default())),
        Action::Copy => open_menu(state, MenuKind::Copy),
        Action::Open => open_menu(state, MenuKind::Open),
        Action::Plain => match state.content() {
            Some((_, text)) => return vec![Effect::Plain(text)],
            None => state.say(Tone::Note, NO_TOKEN),
        },
        Action::Write => match state.content() {
            Some(_) => state.overlay = Some(Overlay::Prompt(Question::Write, Field::default(), None)),
            None => state.say(Tone::Note, NO_TOKEN),
        },
        Action::Find => {
            let field =
                state.inspect.needle.as_ref().map_or_else(Field::default, |needle| Field::suggesting(&needle.text));
            state.overlay = Some(Overlay::Prompt(Question::Find, field, None));
        }
        Action::NextHit => find(state, Way::Forwards),
        Action::PreviousHit => find(state, Way::Backwards),
        Action::Fold => {
            state.inspect.fold();
            state.arrange();
        }
        Action::FoldAll => {
            state.inspect.fold_all();
            state.arrange();
        }
        Action::Undo => {
            if !state.inspect.undo() {
                state.say(Tone::Note, "nothing was pasted before this");
            }
            state.arrange();
        }
        Action::CodePoints => code_points(state),
        Action::Mouse => {
            state.mouse = !state.mouse;
            let words = if state.mouse {
                "the mouse is on: shift-drag selects (option in iTerm2)"
            } else {
                "the mouse is off: the terminal selects"
            };
            state.say(Tone::Ok, words);
            return vec![Effect::Mouse(state.mouse)];
        }
        Action::Doctor => return vec![Effect::Diagnose],
        Action::Redo => {
            if !state.inspect.redo() {
                state.say(Tone::Note, "nothing was pasted after this");
            }
            state.arrange();
        }
        Action::Paste => return vec![Effect::ReadClipboard],
        Action::Theme => {
            state.look.theme = state.look.theme.next();
            state.say(Tone::Ok, format!("theme: {}", state.look.theme.name()));
        }
        Action::TimeFormat => {
            state.inspect.format = state.inspect.format.next();
            state.say(Tone::Ok, format!("times: {}", state.inspect.format.name()));
            state.arrange();
        }
        Action::NextPane => step_pane(state, 1),
        Action::PreviousPane => step_pane(state, -1),
        Action::Pane(number) => {
            if let Some(pane) =
                usize::from(number).checked_sub(1).and_then(|i| Pane::ALL.get(i)).filter(|pane| pane.takes_focus())
            {
                focus(state, *pane);
            }
        }
        Action::Zoom => {
            state.inspect.zoomed = !state.inspect.zoomed && !state.inspect.tokens.is_empty();
            state.arrange();
        }
        Action::Up
        | Action::Down
        | Action::PageUp
        | Action::PageDown
        | Action::HalfUp
        | Action::HalfDown
        | Action::Top
        | Action::Bottom => scroll(state, |page| rows_of(action, page).unwrap_or(0)),
        Action::Left => move_caret(state, -1),
        Action::Right => move_caret(state, 1),
        Action::Accept => {
            if state.inspect.focus == Pane::Tokens {
                focus(state, Pane::Payload);
            } else if state.inspect.explanation(state.now, state.zone).is_some() {
                state.overlay = Some(Overlay::Explain(0));
            }
        }
        Action::NextToken => step_token(state, 1),
        Action::PreviousToken => step_token(state, -1),
        Action::JudgeAt => {
            let zone = state.zone;
            let shown = state.inspect.judged_at.and_then(|at| zone.civil(at)).map(|civil| dates::full(&civil));
            let field = Field::suggesting(&shown.unwrap_or_default());
            state.overlay = Some(Overlay::Prompt(Question::JudgeAt, field, None));
        }
        Action::Leeway => {
            let field = Field::suggesting(&format!("{}s", state.inspect.leeway));
            state.overlay = Some(Overlay::Prompt(Question::Leeway, field, None));
        }
        // Only a field has these.
        Action::Edit(_) => {}
    }
    Vec::new()
}

/// One level back: out of the help, the zoom, the other time.
fn back(state: &mut State) {
    if state.overlay.is_some() {
        state.overlay = None;
    } else if state.inspect.zoomed {
        state.inspect.zoomed = false;
        state.arrange();
    } else if state.inspect.judged_at.is_some() {
        state.inspect.judged_at = None;
        state.say(Tone::Ok, "judged now again");
        state.arrange();
    }
}
