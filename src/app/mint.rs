//! The Mint screen: a form on the left, what comes of it on the right, live.

pub mod action;
pub mod form;
mod key_forms;
mod keys;
pub mod outcome;
mod place;
pub mod places;
pub(super) mod question;
pub mod row;
mod said;
pub mod signing_key;
mod typing;

use std::borrow::Cow;

use super::effect::Effect;
use super::field::Field;
use super::notice::Tone;
use super::screen::{Around, Ask};
use super::screens::Screen;
use super::scroll::Scroll;
use crate::crypto::algorithm::Family;
use crate::crypto::mint::{Signer, mint, warnings};
use crate::crypto::restriction::Act;
use crate::crypto::{Algorithm, Key, Keys, Material, NewKey, random};
use crate::token::anatomy;
use crate::token::moment::Moment;
use crate::token::preset::{self, Preset};
use crate::token::recipe::Recipe;
use form::{Form, Mistake, Role};
use outcome::{Minted, Outcome};
use places::{Pane, Places};
use row::{Kind, Row};
use signing_key::{SigningKey, Standing};

pub use action::Action;
pub use question::{Choice, KeyForm, Question};

/// So many forms can be taken back.
const UNDO: usize = 100;

/// Where random names of tokens come from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Ids {
    /// From the operating system.
    #[default]
    Random,
    /// This one, again and again: for tests and pictures.
    Fixed(String),
}

/// A key that is being made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Making {
    /// Which request.
    pub ticket: u64,
    /// What it will be.
    pub key: NewKey,
    /// Since when.
    pub since: Moment,
}

/// What undo brings back: the form and its key belong together.
#[derive(Debug, Clone, PartialEq)]
struct Kept {
    form: Form,
    key: SigningKey,
}

/// Everything that Mint remembers.
#[derive(Debug, Clone, PartialEq)]
pub struct Mint {
    /// What is filled in.
    pub form: Form,
    /// The key.
    pub key: SigningKey,
    /// The row at hand.
    pub row: Row,
    /// The role at hand; one more than there are is the place for a new one.
    pub role: usize,
    /// Which half has the keys.
    pub focus: Pane,
    /// Has that half the screen for itself?
    pub zoomed: bool,
    /// Has the row the keys, as text?
    pub typing: bool,
    /// A role that is being named.
    pub adding: Option<Field>,
    /// A key that is being made.
    pub making: Option<Making>,
    /// What comes of it; none where it was not asked yet.
    pub outcome: Option<Outcome>,
    /// Where everything stands.
    pub places: Places,
    /// The first line of the form in sight.
    pub form_top: usize,
    /// The first row of the result in sight.
    pub result_top: usize,
    /// Where random names come from.
    pub ids: Ids,
    /// The random name of the token at hand.
    id: String,
    tickets: u64,
    /// The file of a preset that is being read.
    fetching: Option<u64>,
    undo: Vec<Kept>,
    redo: Vec<Kept>,
    /// The row whose typing is one change so far.
    changing: Option<Row>,
}

impl Default for Mint {
    fn default() -> Self {
        Self {
            form: Form::default(),
            key: SigningKey::default(),
            row: Row::Key,
            role: 0,
            focus: Pane::Form,
            zoomed: false,
            typing: false,
            adding: None,
            making: None,
            outcome: None,
            places: Places::default(),
            form_top: 0,
            result_top: 0,
            ids: Ids::default(),
            id: String::new(),
            tickets: 0,
            fetching: None,
            undo: Vec::new(),
            redo: Vec::new(),
            changing: None,
        }
    }
}

impl Mint {
    /// Remembers form and key as they are, before `row` changes; typing in one row is one change.
    fn remember(&mut self, row: Row) {
        if self.changing != Some(row) {
            self.undo.push(Kept { form: self.form.clone(), key: self.key.clone() });
            if self.undo.len() > UNDO {
                self.undo.remove(0);
            }
            self.redo.clear();
        }
        self.changing = Some(row);
    }

    /// Remembers form and key, before one deed changes them.
    fn remember_once(&mut self, row: Row) {
        self.changing = None;
        self.remember(row);
        self.changing = None;
    }

    /// Back to the form before, or forward again.
    fn travel(&mut self, back: bool, around: Around) -> Vec<Ask> {
        if back && self.making.take().is_some() {
            self.changed(around);
            return vec![Ask::say(Tone::Note, said::NO_KEY_IS_MADE)];
        }
        let (from, to) = if back { (&mut self.undo, &mut self.redo) } else { (&mut self.redo, &mut self.undo) };
        let Some(mut kept) = from.pop() else {
            let words = if back { said::NOTHING_TO_UNDO } else { said::NOTHING_TO_REDO };
            return vec![Ask::say(Tone::Note, words)];
        };
        std::mem::swap(&mut self.form, &mut kept.form);
        std::mem::swap(&mut self.key, &mut kept.key);
        to.push(kept);
        self.changing = None;
        // What was asked for then was answered to another key.
        if matches!(self.key.standing, Standing::Asked(_)) {
            self.key.read();
        }
        self.changed(around);
        self.settle(around)
    }

    /// The form or the key is another one: what comes of it is made anew.
    fn changed(&mut self, around: Around) {
        self.outcome = Some(self.result(around));
        self.place(around);
    }

    /// What comes of the form at this instant.
    fn result(&mut self, around: Around) -> Outcome {
        if self.id.is_empty() {
            self.draw_id();
        }
        let mut mistakes = Vec::new();
        let recipe = self.form.recipe().map_err(|wrong| mistakes.extend(wrong)).ok();
        let signer = match (self.form.algorithm, &self.key.standing) {
            (None, _) => Some((Signer::Nobody, None)),
            (Some(_), Standing::Asked(_)) => return Outcome::Waiting,
            (Some(_), _) if self.making.is_some() => return Outcome::Waiting,
            (Some(algorithm), _) => match self.key_or_why(algorithm) {
                Ok(key) => Some((Signer::Key(algorithm, &key.material), key.kid.clone())),
                Err(why) => {
                    mistakes.push(Mistake::of(Row::Key, why));
                    None
                }
            },
        };
        let built = recipe.and_then(|mut recipe| {
            // Who named a key in a JWK wants it found by that name.
            let kid = signer.as_ref().and_then(|(_, kid)| kid.clone());
            recipe.kid = recipe.kid.or(kid);
            let built = recipe.build(around.now, around.zone, &self.id);
            built
                .map_err(|faults| {
                    mistakes.extend(faults.into_iter().map(|fault| self.form.mistake(fault)));
                })
                .ok()
        });
        let (Some(built), Some((signer, _))) = (built, signer) else {
            mistakes.sort_by_key(|mistake| mistake.row);
            return Outcome::NotMintable(mistakes);
        };
        match mint(&built, signer) {
            Ok(text) => match anatomy::read_all(&text).into_iter().next() {
                Some(token) => {
                    let warnings = warnings(&built, signer);
                    Outcome::Minted(Box::new(Minted::new(token, around.now, warnings)))
                }
                None => Outcome::NotMintable(vec![Mistake::of(Row::Claims, said::NOT_READ_AGAIN)]),
            },
            Err(why) => Outcome::NotMintable(vec![Mistake::of(Row::Key, why.to_string())]),
        }
    }

    /// The key for an algorithm, or what to do about it.
    fn key_or_why(&self, algorithm: Algorithm) -> Result<&Key, String> {
        match &self.key.standing {
            Standing::Missing => Err(said::type_or_make(algorithm, algorithm.family() == Family::Hmac)),
            Standing::Named(_) => Err(said::LEAVE_TO_READ.to_owned()),
            Standing::Asked(_) => Err(said::BEING_READ.to_owned()),
            Standing::Unreadable(why) => Err(why.clone()),
            Standing::Ready(_) => {
                let key = self.key.key_for(algorithm).ok_or_else(|| said::THERE_IS_NONE.to_owned())?;
                if algorithm.takes(key.kind()) {
                    key.restriction(Act::Sign, algorithm).map_or(Ok(key), |why| Err(why.to_string()))
                } else {
                    Err(said::another_key(key.kind().words(), algorithm))
                }
            }
        }
    }

    fn draw_id(&mut self) {
        self.id = match &self.ids {
            Ids::Random => random::uuid_v4(),
            Ids::Fixed(id) => id.clone(),
        };
    }

    /// Mints afresh and copies; where that cannot be, goes to what is wrong.
    fn mint(&mut self, around: Around) -> Vec<Ask> {
        let mut asks = self.settle(around);
        self.draw_id();
        self.changed(around);
        match &self.outcome {
            Some(Outcome::Minted(minted)) => {
                let text = minted.token.text.clone();
                self.leave(around);
                let what = self.name_of_token();
                asks.push(Ask::Do(Effect::Copy(super::copying::Copy { what, text })));
            }
            Some(Outcome::NotMintable(mistakes)) => {
                let Some(first) = mistakes.first() else { return asks };
                let (row, why) = (first.row, format!("{}: {}", first.row.label(), first.why));
                let answer = match row.kind() {
                    _ if self.lacks_key() => Ask::say(Tone::Note, said::KEY_COMES_FIRST),
                    // In a text of several lines enter is no way out: it is opened by a key of its own.
                    Kind::Json => Ask::say(Tone::Fail, said::not_minted_and_mended(&why)),
                    Kind::Choice | Kind::Toggles | Kind::Secret | Kind::Line => {
                        Ask::say(Tone::Fail, said::not_minted(&why))
                    }
                };
                asks.extend(self.go(row, around));
                if row.kind() != Kind::Json {
                    self.open(around);
                }
                asks.push(answer);
            }
            Some(Outcome::Waiting) | None => {
                asks.push(Ask::say(Tone::Note, said::KEY_IS_NOT_THERE));
            }
        }
        asks
    }

    /// What was copied, in words: for whom it is.
    fn name_of_token(&self) -> String {
        let mut on = self.form.roles.iter().filter(|role| role.on);
        match (on.next(), on.count()) {
            (None, _) => said::FRESH_WITHOUT_ROLE.to_owned(),
            (Some(role), 0) => said::fresh_for(&role.name),
            (Some(_), more) => said::fresh_with(more + 1),
        }
    }

    /// Is there no key yet, and nothing wrong before it? That is how everybody begins.
    #[must_use]
    pub fn lacks_key(&self) -> bool {
        let first = match &self.outcome {
            Some(Outcome::NotMintable(mistakes)) => mistakes.first().map(|mistake| mistake.row),
            Some(Outcome::Minted(_) | Outcome::Waiting) | None => None,
        };
        first == Some(Row::Key) && self.key.standing == Standing::Missing
    }

    /// What can be done in the row at hand.
    #[must_use]
    pub fn hint(&self) -> Cow<'static, str> {
        let hint = match (self.row, self.typing, &self.key.standing) {
            (Row::Key, true, _) => said::KEY_HINT,
            (Row::Key, false, _) if self.form.algorithm.is_none() => said::NO_KEY_NEEDED_HINT,
            (Row::Key, false, Standing::Missing) => said::NO_KEY_HINT,
            // Letters and digits are keys here, and would do something else.
            (row, false, _) if row.kind() == Kind::Line => return Cow::Owned(said::types(row.hint())),
            (row, _, _) => row.hint(),
        };
        Cow::Borrowed(hint)
    }

    /// The keys of a variable or a file have come.
    pub fn key_read(&mut self, ticket: u64, result: Result<Keys, String>, around: Around) -> Vec<Ask> {
        self.key.answered(ticket, result);
        let asks = self.follow_key();
        self.changed(around);
        asks
    }

    /// A key has been made.
    pub fn key_made(&mut self, ticket: u64, result: Result<Material, String>, around: Around) -> Vec<Ask> {
        let Some(making) = self.making.filter(|making| making.ticket == ticket) else { return Vec::new() };
        self.making = None;
        let answer = match result {
            Ok(material) => {
                self.remember_once(Row::Key);
                self.key.made(&signing_key::text_of(material));
                Ask::say(Tone::Ok, said::made(making.key.words()))
            }
            Err(why) => Ask::say(Tone::Fail, why),
        };
        let mut asks = vec![answer];
        asks.extend(self.follow_key());
        self.changed(around);
        asks
    }

    /// Takes the algorithm that the key asks for, where it cannot serve the one that is chosen: one change with that of the key.
    fn follow_key(&mut self) -> Vec<Ask> {
        let wanted = self.form.algorithm.and_then(|algorithm| self.key.wants(algorithm));
        let Some(wanted) = wanted else { return Vec::new() };
        self.form.algorithm = Some(wanted);
        vec![Ask::say(Tone::Note, said::follows_key(wanted))]
    }

    /// Fills the form from a preset; an algorithm that the key cannot serve is left as it was.
    fn preset(&mut self, preset: &Preset, around: Around) -> Vec<Ask> {
        self.remember_once(Row::Algorithm);
        let before = self.form.algorithm;
        self.form = Form::of(&preset.recipe);
        let ready = matches!(self.key.standing, Standing::Ready(_));
        let kept = before.filter(|before| {
            let serves = self.form.algorithm.is_some_and(|suggested| self.key.wants(suggested).is_none());
            ready && !serves && self.key.wants(*before).is_none()
        });
        if kept.is_some() {
            self.form.algorithm = kept;
        }
        self.changed(around);
        vec![Ask::say(Tone::Ok, said::preset(&preset.title, kept))]
    }

    /// Asks for the preset of a file.
    pub(super) fn read_preset(&mut self, path: String) -> Effect {
        self.tickets = self.tickets.wrapping_add(1);
        self.fetching = Some(self.tickets);
        Effect::ReadFile(Screen::Mint, self.tickets, path)
    }

    /// The file of a preset has come, or a sentence why not; `None` when nobody waits for it.
    pub(super) fn preset_read(
        &mut self,
        ticket: u64,
        path: &str,
        result: Result<Vec<u8>, String>,
        around: Around,
    ) -> Option<Result<Vec<Ask>, String>> {
        self.fetching.take_if(|waits| *waits == ticket)?;
        let octets = match result {
            Ok(octets) => octets,
            Err(why) => return Some(Err(why)),
        };
        let preset = preset::parse(&String::from_utf8_lossy(&octets));
        Some(preset.map_err(|why| why.to_string()).map(|mut preset| {
            if preset.title.is_empty() {
                path.clone_into(&mut preset.title);
            }
            self.preset(&preset, around)
        }))
    }

    /// Fills the form from a recipe that comes from elsewhere; where there is no key yet, one of `keys` that can sign it serves.
    pub(super) fn carry(&mut self, recipe: &Recipe, keys: &[Key], around: Around) {
        self.remember_once(Row::Algorithm);
        self.form = Form::of(recipe);
        let algorithm = self.form.algorithm;
        let signs = |key: &&Key| key.material.signs() && algorithm.is_some_and(|algorithm| algorithm.takes(key.kind()));
        self.key.borrow(keys.iter().filter(signs).cloned().collect());
        self.changed(around);
    }

    /// Is the key that would sign known by this `kid`?
    pub(super) fn signs_as(&self, kid: &str) -> bool {
        let key = self.form.algorithm.and_then(|algorithm| self.key.key_for(algorithm));
        key.is_some_and(|key| key.kid.as_deref() == Some(kid))
    }

    /// Gives everything its place.
    pub(super) fn place(&mut self, around: Around) {
        if self.outcome.is_none() {
            self.outcome = Some(self.result(around));
        }
        self.role = self.role.min(self.form.roles.len());
        self.places = Places::of(around.body, around.plan, self.focus, self.zoomed);
        let (width, height) = self.places.form_room();
        let lines = self.lines(width);
        let at = self.cursor_line(&lines);
        let mut scroll = Scroll { top: self.form_top, cursor: at };
        scroll.follow(lines.len(), height);
        self.form_top = scroll.top;
        let room = self.places.result_room();
        let rows = self.outcome.as_ref().map_or(0, |outcome| outcome.lines(room, around.zone).lines.len());
        self.result_top = self.result_top.min(rows.saturating_sub(room.1));
    }

    /// Switches the role at hand, or takes another one in.
    fn switch(&mut self, name: Option<String>, around: Around) {
        self.remember_once(Row::Roles);
        match name {
            None => {
                if let Some(role) = self.form.roles.get_mut(self.role) {
                    role.on = !role.on;
                }
            }
            Some(name) => match self.form.roles.iter().position(|role| role.name == name) {
                Some(known) => {
                    self.role = known;
                    if let Some(role) = self.form.roles.get_mut(known) {
                        role.on = true;
                    }
                }
                None => {
                    self.role = self.form.roles.len();
                    self.form.roles.push(Role { name, on: true });
                }
            },
        }
        self.changed(around);
    }

    /// Is the row at hand one of text?
    fn takes_text(&self) -> bool {
        matches!(self.row.kind(), Kind::Secret | Kind::Line | Kind::Json)
    }
}
