//! The course of the world: time passes or stands, goes on or is looked back at, and what is done in the past is another run.

use super::axis::Zoom;
use super::filter::Filter;
use super::lesson::Lesson;
use super::panes::Pane;
use super::record::Past;
use super::stage::Stage;
use super::{Session, story};
use crate::app::notice::Tone;
use crate::app::screen::{Around, Ask};
use crate::session::input::Input;
use crate::session::profile;
use crate::session::time::Ms;
use crate::session::world::T0;
use crate::token::moment::Moment;

/// How many runs that were left are kept.
const KEPT: usize = 8;

pub(super) fn note(text: &str) -> Vec<Ask> {
    vec![Ask::say(Tone::Note, text)]
}

/// What is said to whoever acts while a lesson is on.
pub(super) const IN_LESSON: &str = "a lesson is on: esc in the Flow leaves it, r comes back to it";

/// What is said to whoever goes to a time while a lesson is on.
pub(super) const LESSON_TIMES: &str = "the lesson has its own times: space goes on, esc leaves the lesson";

/// What is said to whoever asks for a verdict while a question stands.
pub(super) const ASKED: &str = "answer first, or press e: this would tell";

/// What is said where a world is needed.
pub(super) const NO_WORLD: &str =
    "there is no world yet: space plays the story of a first sign-in, r lists lessons, P chooses a profile";

impl Session {
    /// Puts a run on stage; the one that was there can be gone back to.
    pub(super) fn enter(&mut self, stage: Stage) {
        self.clock.pause();
        // What is the same as a run that was left, or has not begun, leads nowhere.
        let begun = |left: &Stage| !left.record.events.is_empty() || left.is_asked();
        let worth = |left: &Stage| begun(left) && !self.left.contains(left);
        let left = self.stage.take().filter(worth);
        self.stage = Some(stage);
        if let Some(left) = left {
            self.left.push(left);
            if self.left.len() > KEPT {
                self.left.remove(0);
            }
        }
        self.back = None;
        self.known = None;
        self.follows = true;
        self.zoom = Zoom::default();
        self.filter = Filter::default();
        self.scrolls = Default::default();
        self.focus_on(Pane::Flow);
    }

    /// Lets the world catch up with the wall; says so where that ends the story.
    pub(super) fn pass(&mut self, wall: Moment) -> Vec<Ask> {
        let Some(stage) = &mut self.stage else { return Vec::new() };
        let Some(to) = self.clock.read(wall, stage.now()) else { return Vec::new() };
        let planned = stage.is_planned();
        stage.advance(to);
        if !planned || stage.is_planned() {
            return Vec::new();
        }
        // What comes next is the user's.
        self.clock.pause();
        note("the story is over and the clock stands; space lets it run on")
    }

    /// Puts something into the world; while an earlier time is looked at, into a new run that begins there.
    pub(super) fn put(&mut self, input: Input, around: Around) -> Vec<Ask> {
        self.pass(around.now);
        let Some(stage) = &self.stage else { return Vec::new() };
        let mut asks = Vec::new();
        if let Some(past) = self.back.take() {
            let fork = stage.fork(&past);
            self.enter(fork);
            asks = note("another run begins here; r leads back to the one that was");
        }
        self.leave_lesson();
        let Some(stage) = &mut self.stage else { return Vec::new() };
        stage.take_over();
        stage.apply(input);
        self.follows = true;
        if !self.clock.runs() {
            // Nobody wants to press a key for each of the milliseconds until the answer.
            settle(stage);
        }
        asks
    }

    /// Plays on freely from where a lesson stands; the lesson itself is kept among the runs that were left.
    pub(super) fn leave_lesson(&mut self) {
        let free = self.stage.as_ref().filter(|stage| stage.playing().is_some()).cloned();
        if let Some(mut free) = free {
            free.leave_lesson();
            self.enter(free);
        }
    }

    /// Goes to an instant that lies ahead, or looks back at one that has passed.
    ///
    /// # Errors
    /// When there is nothing to look back at.
    pub(super) fn go_to(&mut self, to: Ms, around: Around) -> Result<Vec<Ask>, String> {
        let Some(stage) = &mut self.stage else { return Err(NO_WORLD.to_owned()) };
        if to < stage.now() {
            return Ok(self.look_at(to));
        }
        if stage.playing().is_some() {
            if stage.in_lesson() {
                return Err(LESSON_TIMES.to_owned());
            }
            self.leave_lesson();
        }
        let Some(stage) = &mut self.stage else { return Err(NO_WORLD.to_owned()) };
        self.back = None;
        stage.advance(to);
        if self.clock.runs() {
            self.clock.start(around.now, to);
        }
        Ok(Vec::new())
    }

    /// `space`.
    pub(super) fn run(&mut self, around: Around) -> Vec<Ask> {
        let Some(world) = self.stage.as_ref().map(Stage::now) else {
            let Some(article) = profile::named("article") else { return Vec::new() };
            self.enter(Stage::free(article.name, article.config(), T0, story::article()));
            self.clock.speed = story::SPEED;
            self.clock.start(around.now, T0);
            if let Some(stage) = &mut self.stage {
                stage.advance(T0);
            }
            return vec![Ask::say(Tone::Ok, "a first sign-in, a minute a second; space halts it")];
        };
        if self.back.is_some() {
            return self.return_to_present();
        }
        if let Some(asks) = self.proceed() {
            return asks;
        }
        if self.clock.runs() {
            self.clock.pause();
        } else {
            self.clock.start(around.now, world);
        }
        Vec::new()
    }

    /// Goes on in a lesson, up to a question, which is answered first; `None` where no lesson is on.
    fn proceed(&mut self) -> Option<Vec<Ask>> {
        let stage = self.stage.as_mut()?;
        stage.play(Lesson::proceed)?;
        self.follows = true;
        Some(if stage.is_asked() { note("answer with the digit, or e to be told") } else { Vec::new() })
    }

    /// To the next event, or through the whole next instant.
    pub(super) fn step(&mut self, instant: bool) -> Vec<Ask> {
        if self.back.is_some() {
            return self.look_forward();
        }
        if let Some(asks) = self.proceed() {
            return asks;
        }
        self.clock.pause();
        let Some(stage) = &mut self.stage else { return Vec::new() };
        // What is queued and will not be, because what it is about is over, is not waited for.
        let comes = stage.is_planned() || stage.world().upcoming().next().is_some();
        let Some(next) = stage.next().filter(|_| comes) else {
            return note("nothing is due: a acts as the user, x as the attacker");
        };
        let rows = stage.flow.steps.len();
        stage.advance(next);
        // What nobody sees is not worth a key.
        while !instant && stage.flow.steps.len() == rows {
            let Some(next) = stage.next() else { break };
            stage.advance(next);
        }
        self.follows = true;
        Vec::new()
    }

    pub(super) fn look_back(&mut self) -> Vec<Ask> {
        let Some(stage) = &self.stage else { return Vec::new() };
        let steps = &stage.flow.steps;
        let shown = self.back.as_ref().map_or(steps.len(), |past| steps.partition_point(|step| step.seq <= past.seq));
        let before = shown.checked_sub(2).and_then(|index| steps.get(index));
        match before.and_then(|step| stage.record.past_event(step.seq)) {
            Some(past) => self.look_back_at(past),
            None => note("this is the beginning"),
        }
    }

    /// Looks at an instant that has passed.
    pub(super) fn look_at(&mut self, to: Ms) -> Vec<Ask> {
        match self.stage.as_ref().and_then(|stage| stage.record.past(to)) {
            Some(past) => self.look_back_at(past),
            None => note("nothing had happened at that time"),
        }
    }

    fn look_back_at(&mut self, past: Past) -> Vec<Ask> {
        self.clock.pause();
        self.back = Some(past);
        self.follows = true;
        note("looking back: } forward, esc to now; what you do here begins another run")
    }

    pub(super) fn return_to_present(&mut self) -> Vec<Ask> {
        self.back = None;
        self.follows = true;
        note("the present again")
    }

    pub(super) fn look_forward(&mut self) -> Vec<Ask> {
        let (Some(past), Some(stage)) = (&self.back, &self.stage) else { return note("this is the present") };
        let after = stage.flow.steps.iter().map(|step| step.seq).find(|other| *other > past.seq);
        let last = stage.flow.steps.last().map(|step| step.seq);
        match after.filter(|seq| Some(*seq) != last).and_then(|seq| stage.record.past_event(seq)) {
            Some(past) => {
                self.back = Some(past);
                self.follows = true;
                Vec::new()
            }
            None => self.return_to_present(),
        }
    }

    /// In a lesson a step back, else a look back.
    pub(super) fn undo(&mut self) -> Vec<Ask> {
        let Some(stage) = &mut self.stage else { return note(NO_WORLD) };
        match stage.play(Lesson::back) {
            Some(true) => {
                self.back = None;
                self.follows = true;
                Vec::new()
            }
            Some(false) => note("this is the beginning of the lesson"),
            None => self.look_back(),
        }
    }

    pub(super) fn decide(&mut self, option: Option<usize>) -> Vec<Ask> {
        let Some(stage) = &mut self.stage else { return note(NO_WORLD) };
        let asked = stage.playing().is_some_and(Lesson::is_asked);
        if !asked {
            return note("no question stands: r lists the lessons");
        }
        stage.play(|lesson| lesson.answer(option));
        self.follows = true;
        Vec::new()
    }
}

/// Lets time pass until every message that is under way has come or is lost.
fn settle(stage: &mut Stage) {
    while let Some(at) = stage.world().busy_until() {
        stage.advance(at);
    }
}
