//! Header or payload, open to be edited: its text, and what a key does to it.

use super::opened::Opened;
use crate::app::area::Area;
use crate::app::chord::{Chord, Key};
use crate::app::keymap::{self, Action, Edit, Scope};
use crate::app::layout::Pane;
use crate::token::anatomy::Token;
use crate::token::fault::Fault;
use crate::token::part::Role;

/// The text of a part that is being edited.
#[derive(Debug, Clone, PartialEq)]
pub struct Editing {
    /// Header or payload.
    pub role: Role,
    /// Its text.
    pub area: Area,
    /// The text as it was when editing began.
    pub(super) began: String,
    /// The token as it was then.
    pub(super) before: Box<Opened>,
}

/// What a key did to an [`Editing`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edited {
    /// The text or the cursor is another.
    Changed,
    /// It is done, and stays as it is.
    Done,
    /// It is done, and everything is as it was before.
    Dropped,
    /// Nothing.
    Nothing,
}

impl Editing {
    /// Does what a key says.
    pub fn key(&mut self, chord: Chord) -> Edited {
        match (keymap::action(&[Scope::Field], chord), chord.key) {
            (Some(Action::Accept | Action::Back), _) => return Edited::Done,
            (Some(Action::Interrupt), _) => return Edited::Dropped,
            (Some(Action::Edit(edit)), _) => self.area.edit(edit),
            (_, Key::Up) => {
                if !self.area.up() {
                    self.area.edit(Edit::Home);
                }
            }
            (_, Key::Down) => {
                if !self.area.down() {
                    self.area.edit(Edit::End);
                }
            }
            (None, Key::Char(c)) if !chord.ctrl && !chord.alt => self.area.insert(c.encode_utf8(&mut [0; 4])),
            _ => return Edited::Nothing,
        }
        Edited::Changed
    }

    /// The pane that shows the part.
    #[must_use]
    pub const fn pane(&self) -> Pane {
        match self.role {
            Role::Header => Pane::Header,
            _ => Pane::Payload,
        }
    }

    /// What is wrong with the text of the part in `token`: the byte, and why.
    #[must_use]
    pub fn wrong(&self, token: &Token) -> Option<(Option<usize>, String)> {
        let fault = self.fault(token)?;
        Some((fault.at, fault.why.clone()))
    }

    /// Where and why the part in `token` reads as no JSON object, where it does not.
    pub(super) fn broken(&self, token: &Token) -> Option<String> {
        let reads = token.part(self.role).is_some_and(|part| part.object().is_some());
        let fault = self.fault(token).filter(|_| !reads)?;
        Some(format!("{}: {}", fault.place(), fault.why))
    }

    fn fault<'a>(&self, token: &'a Token) -> Option<&'a Fault> {
        token.faults.iter().find(|fault| fault.part == Some(self.role))
    }
}
