//! What the screen asks of the outside world, as data.

use super::copying::Copy;
use super::inspect::inquiry::Inquiry;
use super::screens::Screen;
use crate::crypto::NewKey;

/// Where a key is, when it is not in the field itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyPlace {
    /// An environment variable of this name.
    Variable(String),
    /// A file; `~` is the home folder.
    File(String),
}

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
    /// Put this into the clipboard; [`Copied`](super::message::Message::Copied) says what became of it.
    Copy(Copy),
    /// Show this text without the screen around it, for the mouse to take, until the user comes back.
    Plain(String),
    /// Write a new file; answers with [`Written`](super::message::Message::Written).
    Write {
        /// Where, as the user typed it; `~` is the home folder.
        path: String,
        /// Its whole content.
        text: String,
        /// What is to be known of it once it is written.
        note: Option<String>,
    },
    /// Read a file; answers with [`Opened`](super::message::Message::Opened).
    Open {
        /// Where, as the user typed it; `~` is the home folder.
        path: String,
    },
    /// Read the keys of a variable or a file for a screen; answers with [`KeyRead`](super::message::Message::KeyRead) and this number.
    ReadKey(Screen, u64, KeyPlace),
    /// Read the bytes of a file for a screen; answers with [`FileRead`](super::message::Message::FileRead) and this number. The path is as
    /// the user typed it; `~` is the home folder.
    ReadFile(Screen, u64, String),
    /// List the files and folders in a folder whose names begin so; answers with [`Listed`](super::message::Message::Listed).
    List {
        /// The number of the request.
        ticket: u64,
        /// The folder with `/` at its end, as the user typed it; `~` is the home folder, nothing the one at hand.
        folder: String,
        /// What their names begin with.
        beginning: String,
    },
    /// Answer a question about a signature off the frame, with [`Judged`](super::message::Message::Judged).
    Judge(Box<Inquiry>),
    /// Make a key off the frame; answers with [`KeyMade`](super::message::Message::KeyMade) and this number.
    MakeKey(u64, NewKey),
    /// Let the terminal report the mouse, or no longer.
    Mouse(bool),
    /// Look at terminal and clipboard; answers with [`Diagnosed`](super::message::Message::Diagnosed).
    Diagnose,
    /// Read the clipboard, because the user asked for it; answers with [`Clipboard`](super::message::Message::Clipboard).
    ReadClipboard,
}
