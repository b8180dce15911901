//! The whole state of the screen: a value that is a screenshot.

use crate::token::moment::Moment;
use crate::token::zone::Zone;

/// What the program is started with.
#[derive(Debug, Clone, PartialEq)]
pub struct Boot {
    /// The instant of the start.
    pub now: Moment,
    /// The zone of the clock on the wall.
    pub zone: Zone,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
}

/// The state.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The instant for which everything is shown.
    pub now: Moment,
}

impl State {
    /// The state at the start.
    #[must_use]
    pub fn new(boot: Boot) -> Self {
        Self { now: boot.now }
    }

    /// The next instant at which a visible word changes by itself; `None` when nothing does.
    #[must_use]
    pub fn next_wake(&self) -> Option<Moment> {
        None
    }
}
