//! What keys do on Mint: in the form, in a field of it, in the result.

use ratatui::layout::Position;

use super::action::Action;
use super::outcome::Outcome;
use super::places::Pane;
use super::question::{Choice, KeyForm, Question};
use super::row::{Kind, Row};
use super::signing_key::Standing;
use super::{Mint, Mistake, said};
use crate::app::area::{self, Area};
use crate::app::chord::{Chord, Key};
use crate::app::effect::Effect;
use crate::app::field::{self, Field, MAX_SECRET};
use crate::app::keymap;
use crate::app::message::Mouse;
use crate::app::notice::Tone;
use crate::app::overlay::{self, Menu, MenuItem, Overlay, Prompt};
use crate::app::screen::{Around, Ask, Component, Leap};
use crate::app::screens::Screen;
use crate::app::scroll::rows_of;
use crate::app::size::size_words;
use crate::app::words_of_frame as words;
use crate::crypto::{Algorithm, KeySpec};
use crate::token::anatomy::{self, Token};
use crate::token::moment::Moment;
use crate::token::preset;
use crate::token::recipe::RolesAs;

/// Rows that a turn of the wheel moves by.
const WHEEL: isize = 3;

impl Mint {
    /// Takes the answer of a prompt.
    ///
    /// # Errors
    /// What is wrong with it, for the line below the field.
    pub fn answer(&mut self, question: Question, field: &Field, _around: Around) -> Result<Vec<Ask>, String> {
        match question {
            Question::PresetFile => Ok(vec![Ask::Do(self.read_preset(field.text().trim().to_owned()))]),
        }
    }

    /// Does what was chosen in a menu.
    pub fn choose(&mut self, choice: Choice, around: Around) -> Vec<Ask> {
        match choice {
            Choice::Preset(index) => {
                preset::all().get(index).map(|preset| self.preset(preset, around)).unwrap_or_default()
            }
            Choice::PresetFile => {
                let (title, hint) = words::PRESET_FILE;
                let question = overlay::Question::Mint(Question::PresetFile);
                vec![Ask::Over(Overlay::Prompt(Prompt::new(question, title, hint, Field::default())))]
            }
            Choice::Make(key) => self.make(key, around),
            Choice::Copy(form) => self.copy_key(form).map(|copy| Ask::Do(Effect::Copy(copy))).into_iter().collect(),
        }
    }

    fn presets() -> Vec<Ask> {
        let items = ('a'..='z').zip(preset::all()).enumerate().map(|(index, (key, preset))| MenuItem {
            key,
            words: preset.title.clone(),
            choice: overlay::Choice::Mint(Choice::Preset(index)),
        });
        let own = MenuItem {
            key: 'o',
            words: words::PRESET_FROM_FILE.to_owned(),
            choice: overlay::Choice::Mint(Choice::PresetFile),
        };
        vec![Ask::Over(Overlay::Menu(Menu::of("Preset", items.chain([own]).collect())))]
    }

    /// Ends the typing in the row at hand: what is named in the key field is read.
    pub(super) fn settle(&mut self, around: Around) -> Vec<Ask> {
        self.changing = None;
        if let Some(field) = self.adding.take() {
            let name = field.text().trim();
            if !name.is_empty() {
                self.switch(Some(name.to_owned()), around);
            }
        }
        if let Standing::Named(place) = &self.key.standing {
            let place = place.clone();
            self.tickets = self.tickets.wrapping_add(1);
            self.key.standing = Standing::Asked(self.tickets);
            self.changed(around);
            return vec![Ask::Do(Effect::ReadKey(Screen::Mint, self.tickets, place))];
        }
        Vec::new()
    }

    /// Leaves the field.
    pub(super) fn leave(&mut self, around: Around) {
        self.typing = false;
        self.adding = None;
        self.changing = None;
        self.place(around);
    }

    /// Goes to a row.
    pub(super) fn go(&mut self, row: Row, around: Around) -> Vec<Ask> {
        let asks = self.settle(around);
        self.row = row;
        self.focus = Pane::Form;
        self.leave(around);
        asks
    }

    /// Opens the row at hand for typing; what it holds is replaced by the first character, as it would be in a browser.
    pub(super) fn open(&mut self, around: Around) {
        if self.takes_text() {
            self.typing = true;
            if let Some(line) = self.form.line_mut(self.row) {
                *line = Field::suggesting(line.text());
            }
            self.place(around);
        }
    }

    /// One row on or back, ready to type; from the last of them to the result, and on to the first.
    pub(super) fn tab(&mut self, on: bool, around: Around) -> Vec<Ask> {
        let (first, last) = (Row::Algorithm, Row::Claims);
        let asks = self.settle(around);
        let end = if on { last } else { first };
        if self.focus == Pane::Form && self.row == end {
            self.leave(around);
            self.focus = Pane::Result;
            self.place(around);
            return asks;
        }
        let row = match self.focus {
            Pane::Form => self.row.step(if on { 1 } else { -1 }),
            Pane::Result => {
                if on {
                    first
                } else {
                    last
                }
            }
        };
        self.row = row;
        self.focus = Pane::Form;
        self.leave(around);
        self.open(around);
        asks
    }

    /// A step to the left or right in the row at hand.
    pub(super) fn step(&mut self, right: bool, around: Around) {
        let by = if right { 1 } else { -1 };
        if self.row == Row::Roles {
            self.role = self.role.saturating_add_signed(by).min(self.form.roles.len());
            return self.place(around);
        }
        match self.row {
            Row::Algorithm => {
                let choices: Vec<_> = Algorithm::ALL.into_iter().map(Some).chain([None]).collect();
                let next = around_the_corner(&choices, &self.form.algorithm, by);
                self.remember(Row::Algorithm);
                self.form.algorithm = next;
            }
            Row::RolesAs => {
                let next = around_the_corner(&RolesAs::ALL, &self.form.roles_as, by);
                self.remember(Row::RolesAs);
                self.form.roles_as = next;
            }
            row => {
                let Some(next) = next_step(row, self.form.text(row), right) else { return };
                self.remember(row);
                let typing = self.typing;
                if let Some(line) = self.form.line_mut(row) {
                    *line = if typing { Field::suggesting(next) } else { Field::holding(next) };
                }
            }
        }
        self.changed(around);
    }

    fn remove_role(&mut self, around: Around) {
        if self.row == Row::Roles && self.role < self.form.roles.len() {
            self.remember_once(Row::Roles);
            self.form.roles.remove(self.role);
            self.changed(around);
        }
    }

    fn own(&mut self, action: Action, around: Around) -> Vec<Ask> {
        match action {
            // Who changes the form looks at it.
            Action::Toggle | Action::Type | Action::Add | Action::Remove => self.focus = Pane::Form,
            Action::MakeKey | Action::Presets | Action::Inspect => {}
        }
        self.place(around);
        match action {
            Action::Toggle => match self.row.kind() {
                Kind::Toggles if self.role < self.form.roles.len() => self.switch(None, around),
                Kind::Toggles => self.adding = Some(Field::default()),
                Kind::Choice => self.step(true, around),
                Kind::Secret | Kind::Line | Kind::Json => self.open(around),
            },
            Action::Type if self.takes_text() => self.open(around),
            Action::Type => return vec![Ask::say(Tone::Note, said::NOTHING_TO_TYPE)],
            Action::Add => {
                self.row = Row::Roles;
                self.role = self.form.roles.len();
                self.focus = Pane::Form;
                self.adding = Some(Field::default());
                self.place(around);
            }
            Action::Remove => self.remove_role(around),
            Action::MakeKey => return self.make_for(around),
            Action::Presets => return Self::presets(),
            Action::Inspect => {
                return match self.token() {
                    Some(token) => vec![Ask::Leap(Leap::OpenInInspect {
                        text: token.text.clone(),
                        keys: self.key_at_hand().cloned().into_iter().collect(),
                        at: None,
                    })],
                    None => vec![Ask::say(Tone::Note, self.no_token())],
                };
            }
        }
        Vec::new()
    }

    /// Moves the cursor by rows, or the result where that has the focus.
    fn walk(&mut self, action: keymap::Action, around: Around) {
        let height = match self.focus {
            Pane::Form => self.places.form_room().1,
            Pane::Result => self.places.result_room().1,
        };
        let Some(rows) = rows_of(action, isize::try_from(height).unwrap_or(1)) else { return };
        match self.focus {
            Pane::Form => self.row = self.row.step(rows),
            Pane::Result => self.result_top = self.result_top.saturating_add_signed(rows),
        }
        self.changing = None;
        self.place(around);
    }
}

/// The next of `choices`, from the last on to the first.
fn around_the_corner<T: PartialEq + Clone>(choices: &[T], at: &T, by: isize) -> T {
    let here = choices.iter().position(|choice| choice == at).unwrap_or(0);
    let count = choices.len().max(1);
    let next = (here + count).saturating_add_signed(by) % count;
    choices.get(next).unwrap_or(at).clone()
}

/// What `←` or `→` make of the text of a row; a lifetime goes to the next that is shorter or longer.
fn next_step(row: Row, text: &str, right: bool) -> Option<&'static str> {
    let steps = row.steps();
    if let Some(here) = steps.iter().position(|step| *step == text.trim()) {
        let next = if row == Row::Lifetime {
            here.saturating_add_signed(if right { 1 } else { -1 }).min(steps.len() - 1)
        } else {
            (here + steps.len()).saturating_add_signed(if right { 1 } else { -1 }) % steps.len()
        };
        return steps.get(next).copied();
    }
    let seconds = |text: &str| crate::token::duration::parse(text).ok();
    let here = seconds(text);
    let mut longer = steps.iter().filter(|step| here.is_some_and(|here| seconds(step).is_some_and(|step| step > here)));
    let mut shorter =
        steps.iter().filter(|step| here.is_some_and(|here| seconds(step).is_some_and(|step| step < here)));
    let near = if right { longer.next() } else { shorter.next_back() };
    near.or_else(|| steps.first()).copied()
}

impl Component for Mint {
    fn arrange(&mut self, around: Around) {
        self.place(around);
    }

    fn act(&mut self, action: keymap::Action, around: Around) -> Vec<Ask> {
        match action {
            keymap::Action::Mint(own) => return self.own(own, around),
            keymap::Action::Accept => return self.mint(around),
            keymap::Action::NextPane => return self.tab(true, around),
            keymap::Action::PreviousPane => return self.tab(false, around),
            keymap::Action::Pane(number @ 1..=2) => {
                self.focus = if number == 1 { Pane::Form } else { Pane::Result };
                self.place(around);
            }
            keymap::Action::Zoom => {
                self.zoomed = !self.zoomed;
                self.place(around);
            }
            keymap::Action::Left | keymap::Action::Right if self.focus == Pane::Form => {
                self.changing = None;
                self.step(action == keymap::Action::Right, around);
            }
            keymap::Action::Undo => return self.travel(true, around),
            keymap::Action::Redo => return self.travel(false, around),
            keymap::Action::Back => {
                self.zoomed = false;
                self.focus = Pane::Form;
                self.place(around);
            }
            _ => self.walk(action, around),
        }
        Vec::new()
    }

    fn next_wake(&self, around: Around) -> Option<Moment> {
        let ticking = self.making.map(|making| {
            let gone = around.now.since(making.since).max(0);
            making.since.plus_ms((gone / 1000 + 1).saturating_mul(1000))
        });
        crate::token::duration::sooner(ticking, self.key.field.hides_at(around.now))
    }

    fn is_typing(&self) -> bool {
        self.typing || self.adding.is_some()
    }

    fn typing_keys(&self) -> &'static [(&'static str, &'static str)] {
        match (self.adding.is_some(), self.row) {
            (true, _) => said::IN_A_ROLE,
            (false, Row::Header | Row::Claims) => said::IN_A_JSON,
            (false, Row::Key) if self.key.field.text().starts_with('@') => said::IN_A_KEY_FILE,
            (false, Row::Key) => said::IN_THE_KEY,
            (false, row) if !row.steps().is_empty() => said::IN_STEPS,
            (false, _) => said::IN_A_LINE,
        }
    }

    fn type_key(&mut self, chord: Chord, around: Around) -> Vec<Ask> {
        if self.adding.is_some() {
            return self.type_role(chord, around);
        }
        match (self.row.kind(), chord.key) {
            (_, Key::Tab) => self.tab(true, around),
            (_, Key::BackTab) => self.tab(false, around),
            (Kind::Json, _) => self.type_json(chord, around),
            (Kind::Choice | Kind::Toggles | Kind::Secret | Kind::Line, _) => self.type_line(chord, around),
        }
    }

    fn key_field(&self) -> Option<&Field> {
        (self.typing && self.row == Row::Key).then_some(&self.key.field)
    }

    fn path_is_whole(&mut self, around: Around) -> Vec<Ask> {
        self.tab(true, around)
    }

    fn type_text(&mut self, text: &str, around: Around) -> Vec<Ask> {
        if let Some(field) = &mut self.adding {
            field.insert(text);
            return Vec::new();
        }
        let row = self.row;
        if let Some(refused) = self.too_large(text) {
            return vec![refused];
        }
        self.remember(row);
        if row == Row::Key {
            self.key.field.insert(text);
        } else {
            if let Some(line) = self.form.line_mut(row) {
                line.insert(text);
            } else if let Some(area) = self.form.area_mut(row) {
                area.insert(text);
            }
        }
        self.typed(around)
    }

    fn token(&self) -> Option<&Token> {
        self.outcome.as_ref()?.token()
    }

    fn no_token(&self) -> String {
        match &self.outcome {
            Some(Outcome::NotMintable(mistakes)) => {
                said::no_token_yet(mistakes.first().map(|first| format!("{}: {}", first.row.label(), first.why)))
            }
            Some(Outcome::Waiting | Outcome::Minted(_)) | None => said::KEY_IS_ON_THE_WAY.to_owned(),
        }
    }

    fn copies(&self) -> Vec<MenuItem> {
        let items = KeyForm::ALL.into_iter().filter_map(|(key, form, words)| {
            let bytes = self.copy_key(form)?.text.len();
            let words = format!("{words}, {}", size_words(bytes));
            Some(MenuItem { key, words, choice: overlay::Choice::Mint(Choice::Copy(form)) })
        });
        items.collect()
    }

    fn paste(&mut self, text: &str, around: Around) -> Option<Vec<Ask>> {
        let text = text.trim();
        let is_meant = self.takes_text() && self.focus == Pane::Form;
        if is_meant && let Some(refused) = self.too_large(text) {
            return Some(vec![refused]);
        }
        let is_key = text.len() <= MAX_SECRET
            && (text.starts_with("-----BEGIN") || matches!(KeySpec::parse(text, "pasted"), Ok(KeySpec::Here(_))));
        if !(is_key || is_meant && !text.is_empty() && anatomy::read_all(text).is_empty()) {
            return None;
        }
        let mut asks = Vec::new();
        if is_key || self.row == Row::Key {
            self.making = None;
            self.remember_once(Row::Key);
            self.key.take(text);
            asks.push(match &self.key.standing {
                Standing::Unreadable(why) => Ask::say(Tone::Fail, why.clone()),
                Standing::Missing | Standing::Named(_) | Standing::Asked(_) | Standing::Ready(_) => {
                    Ask::say(Tone::Ok, said::PASTED_AS_KEY)
                }
            });
            asks.extend(self.follow_key());
        } else {
            self.remember_once(self.row);
            if let Some(line) = self.form.line_mut(self.row) {
                *line = Field::holding(text);
            } else if let Some(area) = self.form.area_mut(self.row) {
                *area = Area::holding(text);
            }
            asks.push(Ask::say(Tone::Ok, said::pasted_as(self.row.label())));
        }
        self.changed(around);
        asks.extend(self.settle(around));
        Some(asks)
    }

    fn mouse(&mut self, did: Mouse, at: Position, around: Around) -> Vec<Ask> {
        if self.places.result.contains(at) {
            match did {
                Mouse::Click => self.focus = Pane::Result,
                Mouse::Drag => {}
                Mouse::WheelUp => self.result_top = self.result_top.saturating_add_signed(-WHEEL),
                Mouse::WheelDown => self.result_top = self.result_top.saturating_add_signed(WHEEL),
            }
            self.place(around);
            return Vec::new();
        }
        if !self.places.form.contains(at) {
            return Vec::new();
        }
        match did {
            Mouse::Drag => {}
            // It ends the typing: the next row may not take any.
            Mouse::WheelUp => return self.go(self.row.step(-1), around),
            Mouse::WheelDown => return self.go(self.row.step(1), around),
            Mouse::Click => {
                let (width, height) = self.places.form_room();
                let line = usize::from(at.y.saturating_sub(self.places.form.y + 1));
                let lines = self.lines(width);
                if let Some(row) =
                    lines.get(self.form_top + line).filter(|_| line < height).map(super::places::Line::row)
                {
                    let asks = self.go(row, around);
                    self.open(around);
                    return asks;
                }
            }
        }
        Vec::new()
    }
}

impl Mint {
    /// Refuses a text that the row at hand would cut off.
    fn too_large(&self, text: &str) -> Option<Ask> {
        let limit = match self.row.kind() {
            Kind::Secret => MAX_SECRET,
            Kind::Line => field::MAX_BYTES,
            Kind::Json => area::MAX_BYTES,
            Kind::Choice | Kind::Toggles => return None,
        };
        let (size, most) = (size_words(text.len()), size_words(limit));
        let words = said::too_large(&size, self.row.label(), &most);
        (text.len() > limit).then(|| Ask::say(Tone::Fail, words))
    }

    /// What is wrong with a row.
    #[must_use]
    pub fn mistake(&self, row: Row) -> Option<&Mistake> {
        self.outcome.as_ref()?.mistake(row)
    }
}
