//! The colour of a token's life, for every place that tells of it.

use ratatui::style::Style;

use super::theme::Theme;
use crate::app::state::State;
use crate::token::lifetime::State as Life;

/// The style of the token's state in time.
pub fn life(state: &State, theme: &Theme) -> Style {
    match state.inspect.life(state.now, state.zone) {
        Some(Life::Active) => theme.good,
        Some(Life::Expiring | Life::Leeway(_) | Life::NoExpiry | Life::NotYet) => theme.warn,
        Some(Life::Expired | Life::Unreadable) => theme.bad,
        None => theme.plain,
    }
}
