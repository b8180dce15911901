//! A question with a field for the answer.

use super::Overlay;
use crate::app::chord::{Chord, Key};
use crate::app::effect::Effect;
use crate::app::inspect::keys::find;
use crate::app::keymap::{self, Action, Scope};
use crate::app::notice::Tone;
use crate::app::search::{Needle, Way};
use crate::app::state::State;
use crate::token::dates;
use crate::token::duration;
use crate::token::lifetime::{MAX_LEEWAY, Times};
use crate::token::time_spec::TimeSpec;

/// What a prompt asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// The instant at which to judge tokens.
    JudgeAt,
    /// The leeway.
    Leeway,
    /// Text to look for.
    Find,
    /// A file to read.
    Open,
    /// A file to write.
    Write,
}

/// The file was read or written: its path is no longer asked for.
pub(in crate::app) fn close_path_prompt(state: &mut State) {
    if matches!(state.overlay, Some(Overlay::Prompt(Question::Open | Question::Write, ..))) {
        state.overlay = None;
    }
}

pub(in crate::app) fn field_key(state: &mut State, question: Question, chord: Chord) -> Vec<Effect> {
    let action = keymap::action(&[Scope::Field], chord);
    match (action, &mut state.overlay) {
        (Some(Action::Suspend), _) => return vec![Effect::Suspend],
        (Some(Action::Redraw), _) => return vec![Effect::Redraw],
        (Some(Action::Accept), _) => return accept(state, question),
        (Some(Action::Back), _) => state.overlay = None,
        (Some(Action::Interrupt), Some(Overlay::Prompt(_, field, wrong))) => {
            if field.is_empty() {
                state.overlay = None;
            } else {
                field.clear();
                *wrong = None;
            }
        }
        (Some(Action::Edit(edit)), Some(Overlay::Prompt(_, field, wrong))) => {
            field.edit(edit);
            *wrong = None;
        }
        (None, Some(Overlay::Prompt(_, field, wrong))) => {
            if let Key::Char(c) = chord.key
                && !chord.ctrl
                && !chord.alt
            {
                field.insert(&c.to_string());
                *wrong = None;
            }
        }
        _ => {}
    }
    Vec::new()
}

/// Takes the answer of a prompt, or says at the field what is wrong with it.
fn accept(state: &mut State, question: Question) -> Vec<Effect> {
    let Some(Overlay::Prompt(_, field, _)) = &state.overlay else {
        return Vec::new();
    };
    let text = field.text();
    let outcome = match question {
        Question::Find => return look_for(state, &text),
        Question::Open => return open_file(state, text.trim()),
        Question::Write => return write_file(state, text.trim()),
        Question::JudgeAt => judge_at(state, text.trim()),
        Question::Leeway => set_leeway(state, text.trim()),
    };
    match (outcome, &mut state.overlay) {
        (Ok(said), _) => {
            state.overlay = None;
            state.say(Tone::Ok, said);
            state.arrange();
        }
        (Err(why), Some(Overlay::Prompt(_, _, wrong))) => *wrong = Some(why),
        (Err(_), _) => {}
    }
    Vec::new()
}

/// Takes what is looked for, and goes to the first hit.
fn look_for(state: &mut State, text: &str) -> Vec<Effect> {
    state.overlay = None;
    state.inspect.needle = (!text.is_empty()).then(|| Needle { text: text.to_owned() });
    if state.inspect.needle.is_some() {
        find(state, Way::Forwards);
    }
    Vec::new()
}

/// The prompt stays until the file was read, so that a path can be mended.
fn open_file(state: &mut State, path: &str) -> Vec<Effect> {
    if path.is_empty() {
        state.overlay = None;
        return Vec::new();
    }
    vec![Effect::Open { path: path.to_owned() }]
}

/// Writes what the focused pane shows into a new file.
fn write_file(state: &mut State, path: &str) -> Vec<Effect> {
    if path.is_empty() {
        state.overlay = None;
    }
    match state.content() {
        Some((_, text)) if !path.is_empty() => vec![Effect::Write { path: path.to_owned(), text }],
        _ => Vec::new(),
    }
}

fn judge_at(state: &mut State, text: &str) -> Result<String, String> {
    if text.is_empty() || text == "now" {
        state.inspect.judged_at = None;
        return Ok("judged now".to_owned());
    }
    let none = Times::none();
    let times = state.inspect.current().map_or(&none, |opened| &opened.times);
    let at = TimeSpec::parse(text)
        .and_then(|spec| spec.resolve(state.now, state.zone, times))
        .map_err(|why| why.to_string())?;
    state.inspect.judged_at = Some(at);
    Ok(format!("judged at {}; esc goes back to now", dates::local(at, state.zone)))
}

fn set_leeway(state: &mut State, text: &str) -> Result<String, String> {
    let seconds = duration::parse(text).map_err(|why| why.to_string())?;
    if seconds > MAX_LEEWAY {
        return Err(format!("{} is the largest leeway", duration::in_words(MAX_LEEWAY)));
    }
    state.inspect.leeway = seconds;
    Ok(format!("leeway: {}", duration::in_words(seconds)))
}
