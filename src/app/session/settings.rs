//! The Config pane: every setting, its value, and where that is other than the profile has it.

use super::ink::{Ink, Row};
use super::stage::Stage;
use crate::session::config::Config;
use crate::session::profile;
use crate::token::visible::visible;

/// What the settings are held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Against {
    /// Those that the world began with.
    #[default]
    Profile,
    /// Those of a sane design.
    Sane,
}

impl Against {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Profile => Self::Sane,
            Self::Sane => Self::Profile,
        }
    }

    /// What it is, after "not as".
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Profile => "in the profile",
            Self::Sane => "in sane",
        }
    }

    /// The settings themselves.
    #[must_use]
    pub fn config(self, stage: &Stage) -> Config {
        match self {
            Self::Profile => stage.profile.clone(),
            Self::Sane => profile::named("sane").map_or_else(Config::default, |sane| sane.config()),
        }
    }
}

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

/// A row for every setting, in a pane of `width`; `*` marks those that are other than what they are held against.
#[must_use]
pub fn rows(config: &Config, other: &Config, width: usize) -> Vec<Row> {
    let mut before = "";
    Config::keys()
        .map(|(group, key, _)| {
            let name = if group == before { "" } else { group };
            before = group;
            let value = config.get(key).unwrap_or_default();
            let other = other.get(key).unwrap_or_default();
            let row = if width < ROOMY { Row::default() } else { Row::of(Ink::Dim, format!("{name:<10}")) };
            if value == other {
                return row.and(Ink::Plain, format!("  {key:<24}")).and(Ink::Plain, visible(&value));
            }
            row.and(Ink::Warn, format!("* {key:<24}"))
                .and(Ink::Warn, visible(&value))
                .and(Ink::Dim, format!("  not {}", visible(&other)))
        })
        .collect()
}
