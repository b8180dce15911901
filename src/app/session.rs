//! The Session screen: tokens in use.

pub mod bars;
pub mod credential;
pub mod flow;
pub mod ink;
pub mod log;
pub mod record;
pub mod schedule;
pub mod settings;
pub mod span;
pub mod store;
pub mod verdict;
pub mod wire;

use super::field::Field;
use super::keymap;
use super::screen::{Around, Ask, Component};
use crate::token::moment::Moment;

/// What keys do on this screen and nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {}

/// What this screen asks for in a prompt over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {}

/// What an item of a menu of this screen does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {}

/// Everything that Session remembers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Session {}

impl Session {
    /// Takes the answer of a prompt.
    ///
    /// # Errors
    /// What is wrong with it, for the line below the field.
    pub fn answer(&mut self, question: Question, _field: &Field, _around: Around) -> Result<Vec<Ask>, String> {
        match question {}
    }

    /// Does what was chosen in a menu.
    pub fn choose(&mut self, choice: Choice, _around: Around) -> Vec<Ask> {
        match choice {}
    }
}

impl Component for Session {
    fn arrange(&mut self, _around: Around) {}

    fn act(&mut self, action: keymap::Action, _around: Around) -> Vec<Ask> {
        match action {
            keymap::Action::Session(own) => match own {},
            _ => Vec::new(),
        }
    }

    fn next_wake(&self, _around: Around) -> Option<Moment> {
        None
    }
}
