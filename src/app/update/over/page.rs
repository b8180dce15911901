//! What keys do while a page, the steps or an explanation are read.

use crate::app::effect::Effect;
use crate::app::keymap::Action;
use crate::app::overlay::Overlay;
use crate::app::scroll::rows_of;
use crate::app::state::State;

/// What an action does while a page lies over the screen; `None` when it does the same as ever.
pub(super) fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    let page = usize::from(state.layout.body.height.saturating_sub(2)).max(1);
    let width = usize::from(state.layout.body.width.saturating_sub(2));
    let (top, rows) = match &state.overlay {
        Some(Overlay::Explain(top)) => (*top, state.inspect.explain_rows(width, state.now, state.zone).len()),
        Some(Overlay::Page(shown)) => (shown.top, shown.lines(width).list.len()),
        Some(Overlay::Steps(shown)) => (shown.page.top, shown.page.lines(width).list.len()),
        Some(Overlay::Commands(_) | Overlay::Menu(_) | Overlay::Prompt(_) | Overlay::Keys(_) | Overlay::Edit(_))
        | None => return None,
    };
    let last = rows.saturating_sub(page);
    if let Some(step) = rows_of(action, isize::try_from(page).unwrap_or(isize::MAX)) {
        let to = top.min(last).saturating_add_signed(step).min(last);
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
    if action.works_everywhere() {
        return None;
    }
    // Every other key is meant for the screen below, which is not in sight.
    if matches!(action, Action::Back | Action::Accept) {
        state.overlay = None;
    }
    Some(Vec::new())
}
