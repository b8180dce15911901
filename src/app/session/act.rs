//! What keys and the mouse do on Session.

use ratatui::layout::Position;

use super::panes::Pane;
use super::stage::Stage;
use super::{Action, Question, Session, story, wire};
use crate::app::copying::Copy;
use crate::app::effect::Effect;
use crate::app::keymap;
use crate::app::message::Mouse;
use crate::app::notice::Tone;
use crate::app::screen::{Around, Ask, Component, Leap};
use crate::app::scroll::{Scroll, rows_of};
use crate::crypto::key::{Form, Key};
use crate::session::input::Input;
use crate::session::key::NamedKey;
use crate::session::profile;
use crate::session::time::Ms;
use crate::session::world::T0;
use crate::token::anatomy::Token;
use crate::token::moment::Moment;

/// How many runs that were left are kept.
const KEPT: usize = 8;

/// How far a scrubbed zoom goes.
const MAX_ZOOM: u8 = 10;

/// Rows that a turn of the wheel moves by.
const WHEEL: isize = 3;

fn note(text: &str) -> Vec<Ask> {
    vec![Ask::say(Tone::Note, text)]
}

const NO_WORLD: &str = "there is no world yet: space plays the article's story, r lists lessons, P chooses a profile";

impl Component for Session {
    fn arrange(&mut self, around: Around) {
        self.refresh(around);
    }

    fn act(&mut self, action: keymap::Action, around: Around) -> Vec<Ask> {
        self.pass(around.now);
        let asks = match action {
            keymap::Action::Session(own) => self.act_own(own, around),
            keymap::Action::Pane(number) => self.digit(number),
            keymap::Action::NextPane => self.step_pane(1),
            keymap::Action::PreviousPane => self.step_pane(-1),
            keymap::Action::Zoom => {
                self.zoomed = !self.zoomed;
                Vec::new()
            }
            keymap::Action::Find if self.stage.is_some() => self.ask(Question::Filter),
            keymap::Action::Back => self.level_back(),
            keymap::Action::Undo => self.undo(),
            keymap::Action::Redo => self.look_forward(),
            keymap::Action::Accept => self.accept(around),
            keymap::Action::TimeFormat => note("times are minutes and seconds since the world began"),
            keymap::Action::NextHit => self.step_hit(keymap::Action::Down),
            keymap::Action::PreviousHit => self.step_hit(keymap::Action::Up),
            other => {
                self.scroll(other);
                Vec::new()
            }
        };
        self.refresh(around);
        asks
    }

    fn next_wake(&self, around: Around) -> Option<Moment> {
        let stage = self.stage.as_ref()?;
        self.clock.next_wake(around.now, stage.now(), stage.record.t0, stage.next())
    }

    fn wake(&mut self, around: Around) {
        self.pass(around.now);
        self.refresh(around);
    }

    fn token(&self) -> Option<&Token> {
        self.token.as_ref()
    }

    fn content(&self, _around: Around) -> Option<(&'static str, String)> {
        let stage = self.stage.as_ref()?;
        let scene = self.scene_of(stage);
        let all = super::credential::credentials(&scene);
        let rows = self.pane_rows(self.focus, 100, stage, &scene, &all);
        let lines: Vec<String> = rows.iter().map(|row| row.text().trim_end().to_owned()).collect();
        Some((self.focus.title(), lines.join("\n")))
    }

    fn mouse(&mut self, did: Mouse, at: Position, around: Around) -> Vec<Ask> {
        let Some((pane, area)) = self.places.list.iter().find(|(_, area)| area.contains(at)).copied() else {
            return Vec::new();
        };
        self.pass(around.now);
        self.focus_on(pane);
        match did {
            Mouse::WheelUp => self.scroll_by(-WHEEL),
            Mouse::WheelDown => self.scroll_by(WHEEL),
            Mouse::Click => {
                let above = if pane == Pane::Flow { 2 } else { 1 };
                let row = usize::from(at.y.saturating_sub(area.y)).checked_sub(above);
                let scroll = self.scrolls.get(pane.index()).copied().unwrap_or_default();
                if let Some(row) = row {
                    let by =
                        isize::try_from(scroll.top + row).unwrap_or(0) - isize::try_from(scroll.cursor).unwrap_or(0);
                    self.scroll_by(by);
                }
            }
        }
        self.refresh(around);
        Vec::new()
    }
}

impl Session {
    fn act_own(&mut self, action: Action, around: Around) -> Vec<Ask> {
        if self.stage.is_none() && !matches!(action, Action::Run | Action::Scenarios | Action::Profiles) {
            return note(NO_WORLD);
        }
        match action {
            Action::Run => self.run(around),
            Action::NextEvent => self.step(false),
            Action::NextInstant => self.step(true),
            Action::Slower | Action::Faster => {
                let world = self.stage.as_ref().map_or(T0, Stage::now);
                self.clock.shift(action == Action::Faster, around.now, world);
                vec![Ask::say(Tone::Ok, format!("{}x: a second is {}", self.clock.speed, of_world(self.clock.speed)))]
            }
            Action::GoTo => self.open_times(),
            Action::Earlier => self.look_back(),
            Action::Later => self.look_forward(),
            Action::AsUser => self.open_offers(false),
            Action::AsAttacker => self.open_offers(true),
            Action::Scenarios => self.open_scenarios(),
            Action::Profiles => Self::open_profiles(),
            Action::Cause => self.jump_to_cause(),
            Action::Inspect => self.inspect(),
            Action::Curl => self.curl(),
            Action::Hex => self.toggle(wire::Form::Hex),
            Action::Difference => self.toggle(wire::Form::Difference),
            Action::Explain => self.decide(None),
            Action::Export => self.open_exports(),
            Action::ZoomIn => {
                self.zoom = self.zoom.saturating_add(1).min(MAX_ZOOM);
                Vec::new()
            }
            Action::ZoomOut => {
                self.zoom = self.zoom.saturating_sub(1);
                Vec::new()
            }
        }
    }

    /// Makes everything in sight anew.
    pub(super) fn refresh(&mut self, around: Around) {
        self.look(around);
        self.take_token();
    }

    /// Puts a run on stage; the one that was there can be gone back to.
    pub(super) fn enter(&mut self, stage: Stage) {
        self.clock.pause();
        if let Some(left) = self.stage.replace(stage) {
            self.left.push(left);
            if self.left.len() > KEPT {
                self.left.remove(0);
            }
        }
        self.back = None;
        self.follows = true;
        self.zoom = 0;
        self.filter.clear();
        self.scrolls = Default::default();
        self.focus_on(Pane::Flow);
    }

    /// Lets the world catch up with the wall.
    fn pass(&mut self, wall: Moment) {
        let Some(stage) = &mut self.stage else { return };
        let Some(to) = self.clock.read(wall, stage.now()) else { return };
        let planned = stage.is_planned();
        stage.advance(to);
        if planned && !stage.is_planned() {
            // The story is over: what comes next is the user's.
            self.clock.pause();
        }
    }

    /// Puts something into the world; while an earlier time is looked at, into a new run that begins there.
    pub(super) fn put(&mut self, input: Input, around: Around) {
        self.pass(around.now);
        let Some(stage) = &self.stage else { return };
        if let Some(seq) = self.back.take() {
            let fork = stage.fork(seq);
            self.enter(fork);
        }
        let Some(stage) = &mut self.stage else { return };
        stage.take_over();
        stage.apply(input);
        self.follows = true;
        if !self.clock.runs() {
            // Nobody wants to press a key for each of the milliseconds until the answer.
            settle(stage);
        }
    }

    /// Goes to an instant that lies ahead, or looks back at one that has passed.
    ///
    /// # Errors
    /// When there is nothing to look back at.
    pub(super) fn go_to(&mut self, to: Ms, around: Around) -> Result<Vec<Ask>, String> {
        let Some(stage) = &mut self.stage else { return Err(NO_WORLD.to_owned()) };
        if to < stage.now() {
            let before = stage.record.events.iter().rev().find(|event| event.at <= to);
            let seq = before.map(|event| event.seq).ok_or("nothing had happened at that time")?;
            self.back = Some(seq);
            self.follows = true;
            return Ok(note("looking back: } goes forward, esc to the present; what you do here begins another run"));
        }
        if stage.playing().is_some() {
            return Err("the lesson has its own times: space goes on".to_owned());
        }
        self.back = None;
        stage.advance(to);
        if self.clock.runs() {
            self.clock.start(around.now, to);
        }
        Ok(Vec::new())
    }

    /// Among the rows that hold what is looked for, to the next.
    fn step_hit(&mut self, way: keymap::Action) -> Vec<Ask> {
        if self.filter.is_empty() {
            return note("nothing is looked for: / asks what");
        }
        self.focus_on(Pane::Flow);
        self.scroll(way);
        Vec::new()
    }

    /// `space`.
    fn run(&mut self, around: Around) -> Vec<Ask> {
        let Some(stage) = &mut self.stage else {
            let Some(article) = profile::named("article") else { return Vec::new() };
            self.enter(Stage::free(article.name, article.config(), T0, story::article()));
            self.clock.speed = story::SPEED;
            self.clock.start(around.now, T0);
            if let Some(stage) = &mut self.stage {
                stage.advance(T0);
            }
            return vec![Ask::say(Tone::Ok, "the article's story, a minute a second; space halts it")];
        };
        if self.back.take().is_some() {
            self.follows = true;
            return note("the present again");
        }
        if stage.play(super::lesson::Lesson::proceed).is_some() {
            self.follows = true;
            let asked = stage.playing().is_some_and(super::lesson::Lesson::is_asked);
            return if asked { note("answer with the digit, or e to be told") } else { Vec::new() };
        }
        if self.clock.runs() {
            self.clock.pause();
        } else {
            self.clock.start(around.now, stage.now());
        }
        Vec::new()
    }

    /// To the next event, or through the whole next instant.
    fn step(&mut self, instant: bool) -> Vec<Ask> {
        if self.back.is_some() {
            return self.look_forward();
        }
        let Some(stage) = &mut self.stage else { return Vec::new() };
        if stage.play(super::lesson::Lesson::proceed).is_some() {
            self.follows = true;
            return Vec::new();
        }
        self.clock.pause();
        let Some(next) = stage.next() else { return note("nothing is due: a acts as the user, x as the attacker") };
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

    fn look_back(&mut self) -> Vec<Ask> {
        self.clock.pause();
        let Some(stage) = &self.stage else { return Vec::new() };
        let steps = &stage.flow.steps;
        let shown = self.back.map_or(steps.len(), |seq| steps.partition_point(|step| step.seq <= seq));
        let Some(before) = shown.checked_sub(2).and_then(|index| steps.get(index)) else {
            return note("this is the beginning");
        };
        self.back = Some(before.seq);
        self.follows = true;
        note("looking back: } goes forward, esc to the present; what you do here begins another run")
    }

    fn look_forward(&mut self) -> Vec<Ask> {
        let (Some(seq), Some(stage)) = (self.back, &self.stage) else { return note("this is the present") };
        let after = stage.flow.steps.iter().map(|step| step.seq).find(|other| *other > seq);
        let last = stage.flow.steps.last().map(|step| step.seq);
        self.back = after.filter(|seq| Some(*seq) != last);
        self.follows = true;
        if self.back.is_none() { note("the present again") } else { Vec::new() }
    }

    /// In a lesson a step back, else a look back.
    fn undo(&mut self) -> Vec<Ask> {
        let Some(stage) = &mut self.stage else { return note(NO_WORLD) };
        match stage.play(super::lesson::Lesson::back) {
            Some(true) => {
                self.back = None;
                self.follows = true;
                Vec::new()
            }
            Some(false) => note("this is the beginning of the lesson"),
            None => self.look_back(),
        }
    }

    /// A digit answers the question that stands, else it is the number of a pane.
    fn digit(&mut self, number: u8) -> Vec<Ask> {
        let asked = self.stage.as_ref().and_then(Stage::playing).is_some_and(super::lesson::Lesson::is_asked);
        if asked {
            return self.decide(usize::from(number).checked_sub(1));
        }
        if let Some(pane) = usize::from(number).checked_sub(1).and_then(|index| Pane::ALL.get(index)) {
            self.focus_on(*pane);
        }
        Vec::new()
    }

    fn decide(&mut self, option: Option<usize>) -> Vec<Ask> {
        let Some(stage) = &mut self.stage else { return note(NO_WORLD) };
        let asked = stage.playing().is_some_and(super::lesson::Lesson::is_asked);
        if !asked {
            return note("no question stands: r lists the lessons");
        }
        stage.play(|lesson| lesson.answer(option));
        self.follows = true;
        Vec::new()
    }

    /// One level back: to the present, out of the zoom, all rows, the flow.
    fn level_back(&mut self) -> Vec<Ask> {
        if self.back.take().is_some() {
            self.follows = true;
            return note("the present again");
        }
        if self.zoomed {
            self.zoomed = false;
        } else if !self.filter.is_empty() {
            self.filter.clear();
        } else if self.form != wire::Form::Text {
            self.form = wire::Form::Text;
        } else {
            self.focus_on(Pane::Flow);
        }
        Vec::new()
    }

    /// `enter`: the message of the row, or the setting of the row.
    fn accept(&mut self, around: Around) -> Vec<Ask> {
        match self.focus {
            Pane::Flow if self.stage.as_ref().and_then(Stage::playing).is_some() => self.run(around),
            Pane::Flow => {
                self.focus_on(Pane::Wire);
                Vec::new()
            }
            Pane::Config if self.stage.is_some() => {
                let place = self.scrolls.get(Pane::Config.index()).map_or(0, |scroll| scroll.cursor);
                self.ask(Question::Setting(u16::try_from(place).unwrap_or(0)))
            }
            Pane::Wire => {
                self.focus_on(Pane::Verdict);
                Vec::new()
            }
            Pane::Config | Pane::Verdict | Pane::Store | Pane::Time | Pane::Log | Pane::Cost | Pane::Keys => Vec::new(),
        }
    }

    fn jump_to_cause(&mut self) -> Vec<Ask> {
        let Some(stage) = &self.stage else { return Vec::new() };
        let steps = self.steps_of(stage);
        let mut cause = self.step_here(stage).and_then(|step| step.cause);
        // Not every event has a row: the cause of the cause may.
        while let Some(seq) = cause {
            let row = steps.iter().position(|place| stage.flow.steps.get(*place).is_some_and(|step| step.seq == seq));
            if let (Some(row), Some(scroll)) = (row, self.scrolls.get_mut(Pane::Flow.index())) {
                scroll.cursor = row;
                self.follows = false;
                return Vec::new();
            }
            let event = stage.record.events.iter().find(|event| event.seq == seq);
            cause = event.and_then(|event| event.cause).filter(|earlier| *earlier < seq);
        }
        note("nothing in sight brought this about")
    }

    fn inspect(&mut self) -> Vec<Ask> {
        self.take_token();
        match &self.token {
            Some(token) => {
                self.clock.pause();
                let keys = self.stage.as_ref().map(verifiers).unwrap_or_default();
                vec![Ask::Leap(Leap::OpenInInspect(token.text.clone(), keys))]
            }
            None => note("no token here yet"),
        }
    }

    fn curl(&self) -> Vec<Ask> {
        let Some(stage) = &self.stage else { return Vec::new() };
        let pair = self.pair_here(stage);
        let command = pair.first().and_then(|id| stage.record.letters.get(id)).and_then(wire::curl);
        match command {
            Some(text) => vec![Ask::Do(Effect::Copy(Copy { what: "curl command".to_owned(), text }))],
            None => note("put the cursor on a message first"),
        }
    }

    fn toggle(&mut self, form: wire::Form) -> Vec<Ask> {
        self.form = if self.form == form { wire::Form::Text } else { form };
        if self.beside != Pane::Wire || self.focus != Pane::Wire {
            self.focus_on(Pane::Wire);
        }
        Vec::new()
    }

    fn focus_on(&mut self, pane: Pane) {
        self.focus = pane;
        if pane.is_beside() {
            self.beside = pane;
        }
    }

    fn step_pane(&mut self, step: isize) -> Vec<Ask> {
        let count = Pane::ALL.len();
        let next = (self.focus.index() + count).saturating_add_signed(step) % count;
        if let Some(pane) = Pane::ALL.get(next) {
            self.focus_on(*pane);
        }
        Vec::new()
    }

    fn scroll(&mut self, action: keymap::Action) {
        let page = isize::try_from(self.height(self.focus)).unwrap_or(1).saturating_sub(1).max(1);
        if let Some(rows) = rows_of(action, page) {
            self.scroll_by(rows);
        }
    }

    fn height(&self, pane: Pane) -> usize {
        let area = self.places.list.iter().find(|(other, _)| *other == pane).map(|(_, area)| *area);
        area.map_or(0, |area| usize::from(area.height.saturating_sub(2)))
    }

    fn scroll_by(&mut self, rows: isize) {
        let pane = self.focus;
        let Some(stage) = &self.stage else { return };
        let height = self.height(pane);
        let len = if pane == Pane::Flow {
            self.steps_of(stage).len()
        } else {
            let scene = self.scene_of(stage);
            let all = super::credential::credentials(&scene);
            let width = self.places.list.iter().find(|(other, _)| *other == pane).map_or(80, |(_, area)| area.width);
            self.pane_rows(pane, usize::from(width.saturating_sub(2)), stage, &scene, &all).len()
        };
        let Some(scroll) = self.scrolls.get_mut(pane.index()) else { return };
        match pane {
            Pane::Flow => {
                scroll.step(rows, len, height.saturating_sub(1));
                self.follows = scroll.cursor.saturating_add(1) >= len;
                // Another message is read from its beginning.
                for beside in [Pane::Wire, Pane::Verdict] {
                    if let Some(scroll) = self.scrolls.get_mut(beside.index()) {
                        *scroll = Scroll::default();
                    }
                }
            }
            Pane::Config => scroll.step(rows, len, height),
            Pane::Wire | Pane::Store | Pane::Time | Pane::Log | Pane::Cost | Pane::Keys | Pane::Verdict => {
                scroll.slide(rows, len, height);
            }
        }
    }
}

/// Lets time pass until every message that is under way has come or is lost.
fn settle(stage: &mut Stage) {
    while let Some(at) = stage.world().busy_until() {
        stage.advance(at);
    }
}

/// The keys by which the world's own servers verify.
fn verifiers(stage: &Stage) -> Vec<Key> {
    let published = stage.world().auth().published();
    let key = |named: &NamedKey| {
        let half = named.public().unwrap_or_else(|| named.clone());
        Key { kid: Some(named.kid.clone()), ..Key::new(half.material(), "the session", Form::Generated) }
    };
    published.iter().map(key).collect()
}

/// `10 s of the world`.
fn of_world(speed: u32) -> String {
    match speed {
        1 => "a second".to_owned(),
        _ => crate::token::duration::in_words(i64::from(speed)),
    }
}
