//! What the keys of Inspect do beyond its own state: they move focus and rows and say what came of it.

use super::{Caret, Inspect};
use crate::app::keymap::Action;
use crate::app::layout::Pane;
use crate::app::notice::Tone;
use crate::app::overlay::{Overlay, Page};
use crate::app::search::Way;
use crate::app::state::State;
use crate::token::visible::{is_hidden, visible};

/// So many code points are listed.
const CODE_POINTS: usize = 1000;

/// The code points of the text under the cursor, one a row.
pub(in crate::app) fn code_points(state: &mut State) {
    let text = state.copy_forms().into_iter().find(|form| form.key == 'm').map(|form| form.copy);
    let Some(copy) = text else {
        state.say(Tone::Note, "put the cursor on a claim first");
        return;
    };
    let row = |c: char| {
        let what = if is_hidden(c) { "hidden: it is not drawn, or acts" } else { "" };
        (format!("U+{:04X}", u32::from(c)), format!("{}  {what}", visible(&c.to_string())))
    };
    let rows: Vec<_> = copy.text.chars().take(CODE_POINTS).map(row).collect();
    let title = format!("Code points of the {}", copy.what);
    state.overlay = Some(Overlay::Page(Page { title, rows, top: 0 }));
}

/// Goes to the next hit.
pub(in crate::app) fn find(state: &mut State, way: Way) {
    let Some(needle) = state.inspect.needle.clone() else {
        state.say(Tone::Note, "nothing is looked for: / asks what");
        return;
    };
    let pane = state.inspect.searched();
    if state.height(pane) == 0 {
        // Rows out of sight are those of an earlier width, or none.
        focus(state, pane);
    }
    match state.inspect.find(&needle, way) {
        Some(hit) => {
            let text = format!("`{}`: {} of {}", visible(&needle.text), hit.which, hit.of);
            state.say(Tone::Ok, text);
            state.arrange();
        }
        None => {
            let text = format!("`{}` is not in the {}", visible(&needle.text), pane.title().to_lowercase());
            state.say(Tone::Fail, text);
        }
    }
}

pub(in crate::app) fn step_pane(state: &mut State, step: isize) {
    let several = state.inspect.tokens.len() > 1;
    let panes: Vec<Pane> =
        Pane::ALL.into_iter().filter(|pane| pane.takes_focus() && (several || *pane != Pane::Tokens)).collect();
    let at = panes.iter().position(|pane| *pane == state.inspect.focus).unwrap_or(0);
    let next = (at + panes.len()).saturating_add_signed(step) % panes.len().max(1);
    if let Some(pane) = panes.get(next) {
        focus(state, *pane);
    }
}

pub(in crate::app) fn focus(state: &mut State, pane: Pane) {
    if pane == Pane::Tokens && state.inspect.tokens.len() < 2 {
        state.say(Tone::Note, "one token was pasted: there is no list");
        return;
    }
    state.inspect.focus = pane;
    state.arrange();
}

pub(in crate::app) fn step_token(state: &mut State, step: isize) {
    let next = state.inspect.selected.saturating_add_signed(step);
    if next < state.inspect.tokens.len() && next != state.inspect.selected {
        state.inspect.select(next);
        state.arrange();
    } else if state.inspect.tokens.len() < 2 {
        state.say(Tone::Note, "there is no other token");
    } else {
        state.say(Tone::Note, if step > 0 { "this is the last token" } else { "this is the first token" });
    }
}

/// Moves the cursor among the characters of the token.
pub(in crate::app) fn move_caret(state: &mut State, characters: isize) {
    if state.inspect.focus == Pane::Token {
        state.inspect.move_caret(Caret::Characters(characters));
        state.look_at_caret();
    }
}

/// Moves in the focused pane; `rows` says how far, given the size of a page.
pub(in crate::app) fn scroll(state: &mut State, rows: impl Fn(isize) -> isize) {
    let pane = state.inspect.focus;
    let height = state.height(pane);
    let len = state.inspect.rows(pane, state.now, state.zone);
    let page = isize::try_from(height).unwrap_or(isize::MAX).saturating_sub(1).max(1);
    if pane == Pane::Token {
        state.inspect.move_caret(Caret::Rows(rows(page)));
        state.look_at_caret();
        return;
    }
    let Some(position) = state.inspect.scrolls.get_mut(pane.index()) else { return };
    if Inspect::has_cursor(pane) {
        position.step(rows(page), len, height);
    } else {
        position.slide(rows(page), len, height);
    }
    let cursor = position.cursor;
    if pane == Pane::Tokens && cursor != state.inspect.selected {
        state.inspect.select(cursor);
        state.arrange();
    }
    state.look_at_caret();
}

/// How many rows an action moves by, where a page has `page` of them; `None` for one that does not move.
pub(in crate::app) fn rows_of(action: Action, page: isize) -> Option<isize> {
    Some(match action {
        Action::Up => -1,
        Action::Down => 1,
        Action::PageUp => -page,
        Action::PageDown => page,
        Action::HalfUp => -(page / 2).max(1),
        Action::HalfDown => (page / 2).max(1),
        Action::Top => isize::MIN,
        Action::Bottom => isize::MAX,
        _ => return None,
    })
}
