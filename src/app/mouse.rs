//! What the mouse does.

use ratatui::layout::Position;

use super::effect::Effect;
use super::inspect::keys::{focus, scroll};
use super::keymap::Action;
use super::layout::Pane;
use super::message::Mouse;
use super::overlay::Overlay;
use super::overlay::commands::commands_action;
use super::overlay::page::page_action;
use super::state::State;

/// The mouse: a click goes to a pane and a row, the wheel scrolls what it is over.
pub(in crate::app) fn mouse(state: &mut State, did: Mouse, column: u16, row: u16) -> Vec<Effect> {
    let step = match did {
        Mouse::Click => None,
        Mouse::WheelUp => Some((Action::Up, -3)),
        Mouse::WheelDown => Some((Action::Down, 3)),
    };
    if state.overlay.is_some() {
        // Over the screen the wheel is the arrow keys, and a click closes nothing.
        let Some((action, _)) = step else { return Vec::new() };
        match &state.overlay {
            Some(Overlay::Commands(_)) => drop(commands_action(state, action)),
            Some(Overlay::Explain(_) | Overlay::Page(_)) => drop(page_action(state, action)),
            Some(Overlay::Menu(_) | Overlay::Prompt(..)) | None => {}
        }
        return Vec::new();
    }
    let at = Position { x: column, y: row };
    let Some((pane, area)) = state.layout.panes.iter().find(|(_, area)| area.contains(at)).copied() else {
        return Vec::new();
    };
    if !pane.takes_focus() {
        return Vec::new();
    }
    if state.inspect.focus != pane {
        focus(state, pane);
    }
    match step {
        Some((_, rows)) => scroll(state, |_| rows),
        None => {
            let top = state.inspect.scrolls.get(pane.index()).map_or(0, |scroll| scroll.top);
            let line = usize::from(row.saturating_sub(area.y.saturating_add(1)));
            if pane == Pane::Token {
                let range = state.inspect.characters.range(top + line);
                let column = usize::from(column.saturating_sub(area.x.saturating_add(1)));
                if !range.is_empty() {
                    state.inspect.caret = range.start.saturating_add(column).min(range.end.saturating_sub(1));
                    state.look_at_caret();
                }
            } else {
                let cursor = state.inspect.scrolls.get(pane.index()).map_or(0, |scroll| scroll.cursor);
                let to = isize::try_from(top + line).unwrap_or(0);
                scroll(state, |_| to - isize::try_from(cursor).unwrap_or(0));
            }
        }
    }
    Vec::new()
}
