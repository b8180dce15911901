//! What the screen is about: its state, the messages that change it, the effects that follow. Pure.

pub mod area;
pub mod chord;
pub mod copy_forms;
pub mod copying;
pub mod effect;
pub mod field;
pub mod inspect;
pub mod keymap;
pub mod layout;
pub mod look;
pub mod message;
pub mod mint;
mod mouse;
pub mod notice;
pub mod outline;
pub mod overlay;
pub mod paste_words;
mod pasting;
pub mod ring;
pub mod screen;
pub mod scroll;
pub mod search;
pub mod session;
pub mod state;
pub mod update;
pub mod words_of_frame;
pub mod wrap;
