//! What the screen asks of the outside world, as data.

/// One request to the runtime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Leave the screen and end.
    Quit,
    /// Give the terminal back to the shell until it is continued.
    Suspend,
    /// Draw every cell again, whatever the terminal is thought to show.
    Redraw,
    /// Find and read the tokens of this text off the frame, and answer with [`Read`](super::message::Message::Read) and this number.
    Read(u64, String),
}
