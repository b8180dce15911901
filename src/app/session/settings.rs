//! The Config pane: every setting, its value, and where that is other than the profile has it.

use super::ink::{Ink, Row};
use crate::session::config::Config;
use crate::token::visible::visible;

/// Columns from which groups have room.
const ROOMY: usize = 60;

/// The keys in the order of the form.
pub fn keys() -> impl Iterator<Item = &'static str> {
    Config::keys().map(|(_, key, _)| key)
}

/// What may be written for a setting.
#[must_use]
pub fn values(key: &str) -> &'static str {
    Config::keys().find(|(_, other, _)| *other == key).map_or("", |(_, _, values)| values)
}

/// A row for every setting, in a pane of `width`; `*` marks those that are not as in the profile.
#[must_use]
pub fn rows(config: &Config, profile: &Config, width: usize) -> Vec<Row> {
    let mut before = "";
    Config::keys()
        .map(|(group, key, _)| {
            let name = if group == before { "" } else { group };
            before = group;
            let value = config.get(key).unwrap_or_default();
            let other = profile.get(key).unwrap_or_default();
            let row = if width < ROOMY { Row::default() } else { Row::of(Ink::Dim, format!("{name:<10}")) };
            if value == other {
                return row.and(Ink::Plain, format!("  {key:<24}")).and(Ink::Plain, visible(&value));
            }
            row.and(Ink::Warn, format!("* {key:<24}"))
                .and(Ink::Warn, visible(&value))
                .and(Ink::Dim, format!("  profile: {}", visible(&other)))
        })
        .collect()
}
