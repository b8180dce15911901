//! What the screen is about: its state, the messages that change it, the effects that follow. Pure.

pub mod chord;
pub mod effect;
pub mod message;
pub mod state;
pub mod update;
