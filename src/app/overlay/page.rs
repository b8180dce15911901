//! A page of rows, each with a name, and the explanation in full: what is read and scrolled and left again.

use super::Overlay;
use crate::app::effect::Effect;
use crate::app::keymap::Action;
use crate::app::scroll::rows_of;
use crate::app::state::State;
use crate::app::update::works_everywhere;

/// A page of rows, each with a name: code points, what the doctor says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What it is about.
    pub title: String,
    /// The rows: a name, and what is said of it.
    pub rows: Vec<(String, String)>,
    /// How many are scrolled away.
    pub top: usize,
}

/// What an action does while a page lies over the screen; `None` when it does the same as ever.
pub(super) fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    let page = usize::from(state.layout.body.height.saturating_sub(2)).max(1);
    let width = usize::from(state.layout.body.width.saturating_sub(2));
    let (top, rows) = match &state.overlay {
        Some(Overlay::Explain(top)) => (*top, state.inspect.explain_rows(width, state.now, state.zone).len()),
        Some(Overlay::Page(shown)) => (shown.top, shown.rows.len()),
        Some(Overlay::Steps(shown)) => (shown.page.top, shown.page.rows.len()),
        Some(Overlay::Commands(_) | Overlay::Menu(_) | Overlay::Prompt(_) | Overlay::Keys(_) | Overlay::Edit(_))
        | None => return None,
    };
    let last = rows.saturating_sub(page);
    if let Some(step) = rows_of(action, isize::try_from(page).unwrap_or(isize::MAX)) {
        let to = top.saturating_add_signed(step).min(last);
        match &mut state.overlay {
            Some(Overlay::Explain(top)) => *top = to,
            Some(Overlay::Page(shown)) => shown.top = to,
            Some(Overlay::Steps(shown)) => shown.page.top = to,
            Some(
                Overlay::Commands(_) | Overlay::Menu(_) | Overlay::Prompt(_) | Overlay::Keys(_) | Overlay::Edit(_),
            )
            | None => {}
        }
        return Some(Vec::new());
    }
    if works_everywhere(action) {
        return None;
    }
    state.overlay = None;
    matches!(action, Action::Back | Action::Accept).then(Vec::new)
}
