//! What Session asks for in a prompt or a menu over it.

use super::export::Format;
use crate::session::config::Flaw;

/// What Session asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// An instant to go to.
    GoTo,
    /// What rows of the flow have to hold.
    Filter,
    /// The value of the setting of this place in the form.
    Setting(u16),
    /// The file for an export.
    Export(Format),
}

/// What an item of a menu of this screen does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Do what this item of the list offers.
    Offer(u16),
    /// Begin with this profile.
    Profile(u16),
    /// Play this scenario.
    Scenario(u16),
    /// Go back to this run.
    Stage(u16),
    /// Go to this instant, in milliseconds after the beginning.
    GoTo(i64),
    /// Ask for an instant.
    AskTime,
    /// Write the run in this form.
    Export(Format),
    /// Switch this mistake on, or off where it is on.
    Mistake(Flaw),
}
