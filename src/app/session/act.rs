//! What keys and the mouse do on Session.

use ratatui::layout::Position;

use super::course::{IN_LESSON, NO_WORLD, note};
use super::panes::Pane;
use super::stage::Stage;
use super::{Action, Question, Session, wire};
use crate::app::copying::Copy;
use crate::app::effect::Effect;
use crate::app::keymap;
use crate::app::message::Mouse;
use crate::app::notice::Tone;
use crate::app::screen::{Around, Ask, Component, Leap};
use crate::app::scroll::{Scroll, rows_of};
use crate::crypto::key::{Form, Key};
use crate::session::key::NamedKey;
use crate::session::world::T0;
use crate::token::anatomy::Token;
use crate::token::moment::Moment;

/// How far a scrubbed zoom goes.
const MAX_ZOOM: u8 = 10;

/// Rows that a turn of the wheel moves by.
const WHEEL: isize = 3;

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

    /// Among the rows that hold what is looked for, to the next.
    fn step_hit(&mut self, way: keymap::Action) -> Vec<Ask> {
        if self.filter.is_empty() {
            return note("nothing is looked for: / asks what");
        }
        self.focus_on(Pane::Flow);
        self.scroll(way);
        Vec::new()
    }

    /// A digit answers the question that stands, else it is the number of a pane; so is one that is no answer.
    fn digit(&mut self, number: u8) -> Vec<Ask> {
        let question = self.stage.as_ref().and_then(Stage::playing).and_then(|lesson| lesson.run().question());
        let answers = question.map_or(0, |question| question.options.len());
        if (1..=answers).contains(&usize::from(number)) {
            return self.decide(usize::from(number).checked_sub(1));
        }
        if let Some(pane) = usize::from(number).checked_sub(1).and_then(|index| Pane::ALL.get(index)) {
            self.focus_on(*pane);
        }
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
        } else if self.focus == Pane::Flow && self.stage.as_ref().is_some_and(Stage::in_lesson) {
            self.leave_lesson();
            return note("the lesson is left: a and x play on from here, r comes back to it");
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
            Pane::Config if self.stage.as_ref().is_some_and(Stage::in_lesson) => note(IN_LESSON),
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
                let at = self.stage.as_ref().map(|stage| stage.now().moment());
                vec![Ask::Leap(Leap::OpenInInspect { text: token.text.clone(), keys, at })]
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

    pub(super) fn focus_on(&mut self, pane: Pane) {
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
