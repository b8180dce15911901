//! What a command is run with.

use super::paint::Paint;
use crate::token::moment::Moment;
use crate::token::zone::Zone;

/// What a command is run with.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// The clock on the wall.
    pub now: Moment,
    /// Where it hangs.
    pub zone: Zone,
    /// Are colours welcome?
    pub paint: Paint,
}
