//! The Mint screen: a form on the left, what comes of it on the right, live.

pub mod form;
mod key_forms;
mod keys;
pub mod outcome;
pub mod places;
pub mod row;
pub mod signing_key;
mod typing;

use super::effect::Effect;
use super::field::Field;
use super::notice::Tone;
use super::screen::{Around, Ask};
use super::scroll::Scroll;
use crate::crypto::algorithm::Family;
use crate::crypto::mint::{Signer, mint, warnings};
use crate::crypto::{Algorithm, Key, Keys, Material, NewKey, random};
use crate::token::anatomy;
use crate::token::moment::Moment;
use crate::token::preset;
use crate::token::recipe::Recipe;
use form::{Form, Mistake, Role};
use outcome::{Minted, Outcome};
use places::{Pane, Places};
use row::{Kind, Row};
use signing_key::{SigningKey, Standing};

pub use key_forms::KeyForm;
pub use keys::{Action, Choice, Question};

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
    undo: Vec<Form>,
    redo: Vec<Form>,
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
            undo: Vec::new(),
            redo: Vec::new(),
            changing: None,
        }
    }
}

impl Mint {
    /// Remembers the form as it is, before `row` changes; typing in one row is one change.
    fn remember(&mut self, row: Row) {
        if self.changing != Some(row) {
            self.undo.push(self.form.clone());
            if self.undo.len() > UNDO {
                self.undo.remove(0);
            }
            self.redo.clear();
        }
        self.changing = Some(row);
    }

    /// Back to the form before, or forward again.
    fn travel(&mut self, back: bool, around: Around) -> Vec<Ask> {
        let (from, to) = if back { (&mut self.undo, &mut self.redo) } else { (&mut self.redo, &mut self.undo) };
        let Some(form) = from.pop() else {
            let words = if back { "nothing to undo: this is how the form began" } else { "nothing to redo" };
            return vec![Ask::say(Tone::Note, words)];
        };
        to.push(std::mem::replace(&mut self.form, form));
        self.changing = None;
        self.changed(around);
        Vec::new()
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
                    Outcome::Minted(Box::new(Minted { token, at: around.now, warnings }))
                }
                None => Outcome::NotMintable(vec![Mistake::of(Row::Claims, "the token could not be read again")]),
            },
            Err(why) => Outcome::NotMintable(vec![Mistake::of(Row::Key, why.to_string())]),
        }
    }

    /// The key for an algorithm, or what to do about it.
    fn key_or_why(&self, algorithm: Algorithm) -> Result<&Key, String> {
        match &self.key.standing {
            Standing::Missing => Err(format!("there is none: type {}, or K makes one", key_words(algorithm))),
            Standing::Named(_) => Err("leave the field to read it".to_owned()),
            Standing::Asked(_) => Err("it is being read".to_owned()),
            Standing::Unreadable(why) => Err(why.clone()),
            Standing::Ready(_) => {
                let key = self.key.key_for(algorithm).ok_or_else(|| "there is none".to_owned())?;
                if algorithm.takes(key.kind()) {
                    Ok(key)
                } else {
                    let (due, here) = (algorithm.key_words(), key.kind().words());
                    Err(format!("it is {here}, {} signs with {due}: K makes one", algorithm.name()))
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
                let what = "a fresh token".to_owned();
                asks.push(Ask::Do(Effect::Copy(super::copying::Copy { what, text })));
            }
            Some(Outcome::NotMintable(mistakes)) => {
                let Some(first) = mistakes.first() else { return asks };
                let (row, words) = (first.row, format!("not minted: {}: {}", first.row.label(), first.why));
                asks.extend(self.go(row, around));
                self.open(around);
                asks.push(Ask::say(Tone::Fail, words));
            }
            Some(Outcome::Waiting) | None => {
                asks.push(Ask::say(Tone::Note, "the key is not there yet: enter again when it is"));
            }
        }
        asks
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
        let said = match result {
            Ok(material) => {
                self.key.take(&key_forms::text_of(material));
                Ask::say(Tone::Ok, format!("made {}: ctrl-r in its field shows it, y copies it", making.key.words()))
            }
            Err(why) => Ask::say(Tone::Fail, why),
        };
        let mut asks = vec![said];
        asks.extend(self.follow_key());
        self.changed(around);
        asks
    }

    /// Takes the algorithm that the key asks for, where it cannot serve the one that is chosen.
    fn follow_key(&mut self) -> Vec<Ask> {
        let wanted = self.form.algorithm.and_then(|algorithm| self.key.wants(algorithm));
        let Some(wanted) = wanted else { return Vec::new() };
        self.changing = None;
        self.remember(Row::Algorithm);
        self.form.algorithm = Some(wanted);
        self.changing = None;
        vec![Ask::say(Tone::Note, format!("algorithm: {}, which the key is for", wanted.name()))]
    }

    /// Fills the form from a preset; an algorithm that the key cannot serve is left as it was.
    fn preset(&mut self, index: usize, around: Around) -> Vec<Ask> {
        let Some(preset) = preset::all().get(index) else { return Vec::new() };
        self.changing = None;
        self.remember(Row::Algorithm);
        self.changing = None;
        let before = self.form.algorithm;
        self.form = Form::of(&preset.recipe);
        let ready = matches!(self.key.standing, Standing::Ready(_));
        let kept = before.filter(|before| {
            let serves = self.form.algorithm.is_some_and(|suggested| self.key.wants(suggested).is_none());
            ready && !serves && self.key.wants(*before).is_none()
        });
        let mut words = format!("preset: {}", preset.title);
        if let Some(kept) = kept {
            self.form.algorithm = Some(kept);
            words.push_str(&format!("; {} stays, as the key is for it", kept.name()));
        }
        self.changed(around);
        vec![Ask::say(Tone::Ok, words)]
    }

    /// Fills the form from a recipe that comes from elsewhere; where there is no key yet, one of `keys` that can sign it serves.
    pub(super) fn carry(&mut self, recipe: &Recipe, keys: &[Key], around: Around) {
        self.changing = None;
        self.remember(Row::Algorithm);
        self.changing = None;
        self.form = Form::of(recipe);
        let algorithm = self.form.algorithm;
        let signs = |key: &&Key| key.material.signs() && algorithm.is_some_and(|algorithm| algorithm.takes(key.kind()));
        self.key.borrow(keys.iter().filter(signs).cloned().collect());
        self.changed(around);
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
        self.changing = None;
        self.remember(Row::Roles);
        self.changing = None;
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

/// What is typed as a key for an algorithm.
fn key_words(algorithm: Algorithm) -> String {
    if algorithm.family() == Family::Hmac {
        "a secret".to_owned()
    } else {
        format!("@FILE or paste {}", algorithm.key_words())
    }
}
