//! The menus of Session: what can be done, profiles, lessons, times, exports.

use super::course::{IN_LESSON, LESSON_TIMES, NO_WORLD, note};
use super::lesson::Lesson;
use super::stage::Stage;
use super::{Choice, Format, Question, Session, offer};
use crate::app::notice::Tone;
use crate::app::overlay::{self, Menu, MenuItem, Overlay};
use crate::app::screen::{Around, Ask};
use crate::session::config::Flaw;
use crate::session::id::TokenId;
use crate::session::input::{ConfigPatch, Input};
use crate::session::profile::PROFILES;
use crate::session::scenario::shipped::SCENARIOS;
use crate::session::time::Ms;
use crate::session::world::T0;

/// The setting that holds the mistakes.
pub(super) const MISTAKES: &str = "vulnerable";

/// The letters of lists, but for those that move the cursor.
fn letters() -> impl Iterator<Item = char> {
    ('a'..='z').chain('A'..='Z').filter(|letter| !"jkgG".contains(*letter))
}

fn menu(title: &str, items: Vec<MenuItem>) -> Vec<Ask> {
    vec![Ask::Over(Overlay::Menu(Menu::of(title, items)))]
}

fn item(key: char, words: String, choice: Choice) -> MenuItem {
    MenuItem { key, words, choice: overlay::Choice::Session(choice) }
}

impl Session {
    /// What can be done now, as the user or as the attacker.
    pub(super) fn open_offers(&mut self, attacker: bool) -> Vec<Ask> {
        let Some(stage) = &self.stage else {
            return vec![Ask::say(
                Tone::Note,
                "there is no world yet: space plays the story of a first sign-in, P chooses a profile",
            )];
        };
        if stage.in_lesson() {
            return note(IN_LESSON);
        }
        let scene = self.scene(stage);
        let (title, offers) = if attacker {
            ("As the attacker", offer::as_attacker(&scene))
        } else {
            ("As the user", offer::as_user(&scene))
        };
        let items =
            (0..).zip(&offers).map(|(number, offer)| item(offer.key, offer.words.clone(), Choice::Offer(number)));
        let asks = menu(title, items.collect());
        self.offers = offers;
        asks
    }

    /// The profiles.
    pub(super) fn open_profiles() -> Vec<Ask> {
        let items = letters().zip((0..).zip(PROFILES)).map(|(key, (number, profile))| {
            item(key, format!("{:<16} {}", profile.name, profile.about), Choice::Profile(number))
        });
        menu("A new world with the profile", items.collect())
    }

    /// The lessons, and the runs that were left.
    pub(super) fn open_scenarios(&self) -> Vec<Ask> {
        let shipped = (0..).zip(SCENARIOS).map(|(number, scenario)| {
            let result = self.results.get(scenario.id).map_or_else(String::new, |result| format!("  ({result})"));
            (format!("{}  {}{result}", scenario.id, scenario.title()), Choice::Scenario(number))
        });
        let left = (0..).zip(&self.left).map(|(number, stage)| {
            let at = super::span::coarse(stage.record.t0, stage.now());
            (format!("back to {} at {at}", stage.name), Choice::Stage(number))
        });
        // Each lesson keeps its letter, however many runs there are to go back to; those are nearest.
        let mut items: Vec<MenuItem> =
            letters().zip(shipped.chain(left)).map(|(key, (words, choice))| item(key, words, choice)).collect();
        let lessons = SCENARIOS.len().min(items.len());
        items.rotate_left(lessons);
        menu("Lessons", items)
    }

    /// The token that the attacker made last.
    fn newest_forged(&self) -> Option<TokenId> {
        let tokens = &self.stage.as_ref()?.record.standing.tokens;
        tokens.keys().rev().copied().find(|id| matches!(id, TokenId::Forged(_)))
    }

    /// The times that are worth going to.
    pub(super) fn open_times(&self) -> Vec<Ask> {
        let Some(stage) = &self.stage else { return vec![Ask::say(Tone::Note, "there is no world yet")] };
        if stage.in_lesson() {
            return note(LESSON_TIMES);
        }
        let (t0, now) = (stage.record.t0, stage.now());
        let mut items = vec![item('@', "another time; or type it at once".to_owned(), Choice::AskTime)];
        let keys: Vec<char> = letters().collect();
        let access = stage.record.standing.tokens.values().rev().filter(|token| token.is_access());
        for (id, exp) in access.filter_map(|token| Some((token.id, token.ends?))).take(3) {
            let TokenId::Access(number) = id else { continue };
            for ((offset, words), own) in
                [(-1, "one second before"), (0, "at"), (1, "one second after")].iter().zip(0..)
            {
                let to: Ms = exp.plus_seconds(*offset);
                // A letter belongs to the token: it means the same however far the clock went, and whatever was issued since.
                let place = (usize::try_from(number).unwrap_or(1).saturating_sub(1) * 3 + own) % keys.len().max(1);
                if let Some(key) = keys.get(place).filter(|_| to > now) {
                    let words = format!("{words} the exp of {id}, {}", super::span::coarse(t0, to));
                    items.push(item(*key, words, Choice::GoTo(to.since(t0))));
                }
            }
        }
        menu("Go to", items)
    }

    /// The mistakes that servers can make, with those that are switched on.
    pub(super) fn open_mistakes(&self) -> Vec<Ask> {
        let Some(stage) = &self.stage else { return note(NO_WORLD) };
        let scene = self.scene(stage);
        let words = |flaw: Flaw| {
            let on = if scene.config().has(flaw) { "on" } else { "" };
            format!("{on:<3}{:<4} {}", flaw.word(), flaw.about())
        };
        let items = letters().zip(Flaw::ALL).map(|(key, flaw)| item(key, words(*flaw), Choice::Mistake(*flaw)));
        menu("Switch a mistake on or off", items.collect())
    }

    /// Switches a mistake on, or off where it is on.
    fn switch(&mut self, flaw: Flaw, around: Around) -> Vec<Ask> {
        let Some(mut config) = self.stage.as_ref().map(|stage| self.scene(stage).config().clone()) else {
            return note(NO_WORLD);
        };
        let on = config.vulnerable.insert(flaw);
        if !on {
            config.vulnerable.remove(&flaw);
        }
        let value = config.get(MISTAKES).unwrap_or_default();
        let mut asks = self.put(Input::Patch(ConfigPatch { key: MISTAKES.to_owned(), value }), around);
        let state = if on { "on" } else { "off" };
        asks.push(Ask::say(Tone::Ok, format!("{flaw} is {state} from now on: {}", flaw.about())));
        asks
    }

    /// The forms of an export.
    pub(super) fn open_exports(&self) -> Vec<Ask> {
        if self.stage.is_none() {
            return vec![Ask::say(Tone::Note, "nothing has happened that could be written")];
        }
        let items = Format::ALL.map(|(key, format)| item(key, format.words().to_owned(), Choice::Export(format)));
        menu("Write the run as", items.into())
    }

    /// Does what was chosen in a menu.
    pub fn choose(&mut self, choice: Choice, around: Around) -> Vec<Ask> {
        let asks = match choice {
            Choice::Offer(number) => {
                let Some(offer) = self.offers.get(usize::from(number)).cloned() else { return Vec::new() };
                let before = self.newest_forged();
                let asks = self.put(offer.input, around);
                match self.newest_forged().filter(|made| Some(*made) != before) {
                    Some(made) => {
                        let what = offer.words.split_once(": ").map_or(offer.words.as_str(), |(_, what)| what);
                        vec![Ask::say(Tone::Ok, format!("{made} is made: {what}; x again, then x, presents it"))]
                    }
                    None => asks,
                }
            }
            Choice::Profile(number) => {
                if let Some(profile) = PROFILES.get(usize::from(number)) {
                    self.enter(Stage::free(profile.name, profile.config(), T0, Vec::new()));
                    // The story has a speed of its own.
                    self.clock.speed = 1;
                }
                vec![Ask::say(Tone::Ok, "a new world, at rest: a acts as the user, space lets time pass")]
            }
            Choice::Scenario(number) => match SCENARIOS.get(usize::from(number)).map(Lesson::begin) {
                Some(Ok(lesson)) => {
                    self.enter(Stage::lesson(lesson));
                    Vec::new()
                }
                Some(Err(why)) => vec![Ask::say(Tone::Fail, why)],
                None => Vec::new(),
            },
            Choice::Stage(number) => {
                if usize::from(number) < self.left.len() {
                    let stage = self.left.remove(usize::from(number));
                    self.enter(stage);
                }
                Vec::new()
            }
            Choice::GoTo(ms) => {
                let to = self.stage.as_ref().map(|stage| stage.record.t0.plus(ms));
                match to.map(|to| self.go_to(to, around)) {
                    Some(Ok(asks)) => asks,
                    Some(Err(why)) => vec![Ask::say(Tone::Note, why)],
                    None => Vec::new(),
                }
            }
            Choice::Mistake(flaw) => self.switch(flaw, around),
            Choice::AskTime => self.ask(Question::GoTo),
            Choice::Export(format) => self.ask(Question::Export(format)),
        };
        self.refresh(around);
        asks
    }
}
