//! Keys while a row of the form has them as text.

use super::Mint;
use super::row::Row;
use crate::app::area::Area;
use crate::app::chord::{Chord, Key};
use crate::app::field::Typed;
use crate::app::keymap::{self, Scope};
use crate::app::screen::{Around, Ask};

impl Mint {
    /// A key in a JSON text.
    pub(super) fn type_json(&mut self, chord: Chord, around: Around) -> Vec<Ask> {
        let row = self.row;
        let plain = !chord.ctrl && !chord.alt;
        let action = keymap::action(&[Scope::Field], chord);
        match (chord.key, action) {
            (Key::Up, _) if self.form.area_mut(row).is_some_and(|area| !area.up()) => return self.tab(false, around),
            (Key::Down, _) if self.form.area_mut(row).is_some_and(|area| !area.down()) => {
                return self.tab(true, around);
            }
            (Key::Up | Key::Down, _) => {}
            (_, Some(keymap::Action::Back)) => {
                let asks = self.settle(around);
                self.leave(around);
                return asks;
            }
            (_, Some(keymap::Action::Interrupt)) => {
                if self.form.text(row).is_empty() {
                    self.leave(around);
                    return Vec::new();
                }
                self.edit_json(row, Area::clear, around);
            }
            (_, Some(keymap::Action::Edit(edit))) => self.edit_json(row, |area| area.edit(edit), around),
            (Key::Enter, _) => self.edit_json(row, |area| area.insert("\n"), around),
            (Key::Char(c), None) if plain => {
                self.edit_json(row, |area| area.insert(c.encode_utf8(&mut [0; 4])), around);
            }
            _ => {}
        }
        self.place(around);
        Vec::new()
    }

    fn edit_json(&mut self, row: Row, edit: impl FnOnce(&mut Area), around: Around) {
        self.remember(row);
        if let Some(area) = self.form.area_mut(row) {
            edit(area);
        }
        self.changed(around);
    }

    /// A key while a new role is being named.
    pub(super) fn type_role(&mut self, chord: Chord, around: Around) -> Vec<Ask> {
        let Some(field) = &mut self.adding else { return Vec::new() };
        match field.key(chord, around.now) {
            Typed::Changed => {}
            Typed::Accepted => {
                let asks = self.settle(around);
                self.leave(around);
                return asks;
            }
            Typed::Left => self.leave(around),
            Typed::Nothing => {
                return match chord.key {
                    Key::Tab | Key::Down => self.tab(true, around),
                    Key::BackTab | Key::Up => self.tab(false, around),
                    _ => Vec::new(),
                };
            }
        }
        Vec::new()
    }

    /// A key in a line of text.
    pub(super) fn type_line(&mut self, chord: Chord, around: Around) -> Vec<Ask> {
        let row = self.row;
        // What is still a suggestion is stepped through; what was typed is walked through.
        if let (Key::Left | Key::Right, false, false) = (chord.key, chord.ctrl, chord.alt)
            && !row.steps().is_empty()
            && self.form.line(row).is_some_and(|line| line.is_suggestion() || line.is_empty())
        {
            self.step(chord.key == Key::Right, around);
            return Vec::new();
        }
        let (typed, same) = if row == Row::Key {
            let before = self.key.clone();
            let typed = self.key.field.key(chord, around.now);
            let same = before.field.text() == self.key.field.text();
            if !same {
                let after = std::mem::replace(&mut self.key, before);
                self.remember(row);
                self.key = after;
            }
            (typed, same)
        } else {
            let before = self.form.clone();
            let Some(line) = self.form.line_mut(row) else { return Vec::new() };
            let typed = line.key(chord, around.now);
            let same = before.text(row) == self.form.text(row);
            if !same {
                let after = std::mem::replace(&mut self.form, before);
                self.remember(row);
                self.form = after;
            }
            (typed, same)
        };
        match typed {
            Typed::Changed if same => self.place(around),
            Typed::Changed => return self.typed(around),
            // Who ends a field has not asked for a token yet.
            Typed::Accepted | Typed::Left => {
                let asks = self.settle(around);
                self.leave(around);
                return asks;
            }
            Typed::Nothing => {
                return match chord.key {
                    Key::Tab | Key::Down => self.tab(true, around),
                    Key::BackTab | Key::Up => self.tab(false, around),
                    _ => Vec::new(),
                };
            }
        }
        Vec::new()
    }

    /// The text of the row at hand is another one.
    pub(super) fn typed(&mut self, around: Around) -> Vec<Ask> {
        let mut asks = Vec::new();
        if self.row == Row::Key {
            self.making = None;
            self.key.read();
            asks = self.follow_key();
        }
        self.changed(around);
        asks
    }
}
