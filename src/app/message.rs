//! Everything that can happen to the screen.

use super::chord::Chord;
use super::copying::{Report, Written};
use super::inspect::inquiry::Answer;
use super::inspect::opened::Opened;
use super::screens::Screen;
use crate::crypto::{Keys, Material};

/// One thing that happened. The instant comes beside it.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// A key was pressed (or repeats).
    Key(Chord),
    /// A key came together with the one before it, faster than anybody types: it acts on nothing but what that one acted on.
    NextKey(Chord),
    /// Text was pasted: in brackets, or as a burst of keys that nobody types.
    Paste(String),
    /// A paste above the limit was thrown away; its size in bytes.
    PasteTooLarge(usize),
    /// A large paste was read elsewhere: which, what it held, and its size in bytes.
    Read(u64, Vec<Opened>, usize),
    /// What became of a copy.
    Copied(Report),
    /// A file was written, or a sentence why not.
    Written(Result<Written, String>),
    /// A file was read: its text, or a sentence why not.
    Opened {
        /// Where it is, as the user typed it.
        path: String,
        /// What it holds; bytes that are not UTF-8 are replaced.
        result: Result<String, String>,
    },
    /// The keys of a variable or a file were read: for which screen, which request, and the keys or a sentence why there are none.
    KeyRead(Screen, u64, Result<Keys, String>),
    /// A file was read: for which screen, which request, its path, and its bytes or a sentence why there are none.
    FileRead(Screen, u64, String, Result<Vec<u8>, String>),
    /// A folder was read: which request, and the names, those of folders with `/` at their end, or a sentence why there are none.
    Listed(u64, Result<Vec<String>, String>),
    /// A question about a signature was answered: which, and how.
    Judged(u64, Answer),
    /// A key was made: which request, and the key or a sentence why there is none.
    KeyMade(u64, Result<Material, String>),
    /// What the clipboard holds, or a sentence why that cannot be told.
    Clipboard(Result<String, String>),
    /// What the newest buffer of tmux holds, read in the place of a clipboard that cannot be.
    TmuxBuffer(String),
    /// What the doctor says, a name and a value a row.
    Diagnosed(Vec<(String, String)>),
    /// The mouse did this at this column and row.
    Mouse(Mouse, u16, u16),
    /// The terminal now has this many columns and rows.
    Resize(u16, u16),
    /// The instant that [`next_wake`](super::state::State::next_wake) asked for has come.
    Wake,
    /// The wall clock was set, or the machine slept: milliseconds that it moved beyond the time that passed.
    ClockMoved(i64),
}

/// What a mouse can do here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mouse {
    /// A button was pressed.
    Click,
    /// The mouse moved with the button down.
    Drag,
    /// The wheel was turned away from the user.
    WheelUp,
    /// The wheel was turned towards the user.
    WheelDown,
}
