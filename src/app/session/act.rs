//! What keys and the mouse do on Session.

use ratatui::layout::Position;

use super::course::{ASKED, IN_LESSON, NO_WORLD, note};
use super::filter::Filter;
use super::menus::MISTAKES;
use super::moving::Side;
use super::panes::Pane;
use super::stage::Stage;
use super::tokens::Here;
use super::{Action, Question, Session, settings, wire};
use crate::app::copying::Copy;
use crate::app::effect::Effect;
use crate::app::keymap;
use crate::app::message::Mouse;
use crate::app::notice::Tone;
use crate::app::screen::{Around, Ask, Component, Leap};
use crate::crypto::key::{Form, Key};
use crate::session::key::NamedKey;
use crate::session::world::T0;
use crate::token::anatomy::Token;
use crate::token::moment::Moment;

/// Rows that a turn of the wheel moves by.
const WHEEL: isize = 3;

impl Component for Session {
    fn arrange(&mut self, around: Around) {
        self.refresh(around);
    }

    fn act(&mut self, action: keymap::Action, around: Around) -> Vec<Ask> {
        // What the status line said is gone with the key, and nothing comes in its place but what the key does.
        self.pass(around.now);
        self.follow();
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
            other => self.scroll(other),
        };
        self.refresh(around);
        asks
    }

    fn next_wake(&self, around: Around) -> Option<Moment> {
        let stage = self.stage.as_ref()?;
        self.clock.next_wake(around.now, stage.now(), stage.record.t0, stage.next())
    }

    fn wake(&mut self, around: Around) -> Vec<Ask> {
        let asks = self.pass(around.now);
        self.refresh(around);
        asks
    }

    fn token(&self) -> Option<&Token> {
        self.token.as_ref()?.token()
    }

    fn token_name(&self) -> Option<String> {
        match self.token_here(self.stage.as_ref()?) {
            Here::Jwt(id) => Some(id.to_string()),
            Here::Opaque(_) | Here::Nothing => None,
        }
    }

    fn no_token(&self) -> String {
        self.nothing_to_read()
    }

    fn content(&self, around: Around) -> Option<(&'static str, String)> {
        let stage = self.stage.as_ref()?;
        let width = usize::from(around.body.width);
        let heading = (self.focus == Pane::Flow).then(|| self.lanes(&self.scene(stage), width).heading());
        let rows = heading.into_iter().chain(self.pane_rows(self.focus, width, &self.aspect(stage)));
        let lines: Vec<String> = rows.map(|row| row.text().trim_end().to_owned()).collect();
        Some((self.focus.title(), lines.join("\n")))
    }

    fn mouse(&mut self, did: Mouse, at: Position, around: Around) -> Vec<Ask> {
        let Some((pane, area)) = self.places.list.iter().find(|(_, area)| area.contains(at)).copied() else {
            return Vec::new();
        };
        let mut asks = self.pass(around.now);
        self.follow();
        self.focus_on(pane);
        let column = usize::from(at.x.saturating_sub(area.x)).checked_sub(1);
        asks.extend(match (did, pane) {
            (Mouse::WheelUp, Pane::Time) => self.zoom_to(self.zoom.closer()),
            (Mouse::WheelDown, Pane::Time) => self.zoom_to(self.zoom.wider()),
            (Mouse::Click | Mouse::Drag, Pane::Time) => self.scrub(column, usize::from(area.width.saturating_sub(2))),
            (Mouse::WheelUp, _) => self.scroll_by(-WHEEL),
            (Mouse::WheelDown, _) => self.scroll_by(WHEEL),
            (Mouse::Click, _) => {
                let above = if pane == Pane::Flow { 2 } else { 1 };
                let row = usize::from(at.y.saturating_sub(area.y)).checked_sub(above);
                let scroll = self.scrolls.get(pane.index()).copied().unwrap_or_default();
                row.map_or_else(Vec::new, |row| {
                    let to = isize::try_from(scroll.top + row).unwrap_or(0);
                    self.scroll_by(to - isize::try_from(scroll.cursor).unwrap_or(0))
                })
            }
            (Mouse::Drag, _) => Vec::new(),
        });
        self.refresh(around);
        asks
    }

    fn about(&self) -> Vec<String> {
        self.about_row()
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
            Action::Difference if self.focus == Pane::Config => {
                self.against = self.against.other();
                Vec::new()
            }
            Action::Difference => self.toggle(wire::Form::Difference),
            Action::Explain => self.decide(None),
            Action::Export => self.open_exports(),
            Action::ZoomIn => self.zoom_to(self.zoom.closer()),
            Action::ZoomOut => self.zoom_to(self.zoom.wider()),
            Action::LaneLeft => self.move_lane(Side::Left),
            Action::LaneRight => self.move_lane(Side::Right),
        }
    }

    /// Makes everything in sight anew.
    pub(super) fn refresh(&mut self, around: Around) {
        self.follow();
        self.look(around);
        self.take_token();
        self.take_result();
    }

    /// Keeps what a lesson came to when it is over, for the list of lessons.
    fn take_result(&mut self) {
        let Some(lesson) = self.stage.as_ref().and_then(Stage::playing) else { return };
        if let Some(result) = lesson.result() {
            self.results.insert(lesson.run().scenario().id.clone(), result);
        }
    }

    /// What would be lost by quitting now, as the sentence of who asks once; `None` where nothing would.
    #[must_use]
    pub fn quits_with(&self) -> Option<&'static str> {
        self.stage
            .as_ref()
            .filter(|stage| stage.has_answers())
            .map(|_| "the answers of this lesson are lost: q again quits")
    }

    /// Would this key do something now that is worth a word?
    #[must_use]
    pub fn is_offered(&self, action: Action) -> bool {
        let Some(stage) = &self.stage else {
            return matches!(action, Action::Run | Action::Scenarios | Action::Profiles);
        };
        match action {
            // A lesson has its own times, and its own words for going on.
            Action::Run | Action::AsUser | Action::AsAttacker | Action::GoTo | Action::Slower | Action::Faster => {
                !stage.in_lesson()
            }
            Action::NextEvent | Action::NextInstant => !stage.is_asked(),
            _ => true,
        }
    }

    /// Is there a lesson that has more to come, and no question of it that stands?
    #[must_use]
    pub fn tells_lesson(&self) -> bool {
        self.stage.as_ref().is_some_and(|stage| stage.in_lesson() && !stage.is_asked())
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
        if self.back.is_some() {
            return self.return_to_present();
        }
        if self.zoomed {
            self.zoomed = false;
        } else if !self.filter.is_empty() {
            self.filter = Filter::default();
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
            _ if self.stage.is_none() => self.run(around),
            Pane::Flow if self.stage.as_ref().and_then(Stage::playing).is_some() => self.run(around),
            Pane::Flow => {
                self.focus_on(Pane::Wire);
                Vec::new()
            }
            Pane::Log => self.jump_to_line(),
            Pane::Config if self.stage.as_ref().is_some_and(Stage::in_lesson) => note(IN_LESSON),
            Pane::Config if self.stage.is_some() => {
                let place = self.scrolls.get(Pane::Config.index()).map_or(0, |scroll| scroll.cursor);
                if settings::keys().nth(place) == Some(MISTAKES) {
                    return self.open_mistakes();
                }
                self.ask(Question::Setting(u16::try_from(place).unwrap_or(0)))
            }
            Pane::Wire => {
                self.focus_on(Pane::Verdict);
                Vec::new()
            }
            Pane::Config | Pane::Verdict | Pane::Store | Pane::Time | Pane::Cost | Pane::Keys => Vec::new(),
        }
    }

    fn inspect(&mut self) -> Vec<Ask> {
        if self.stage.as_ref().is_some_and(Stage::is_asked) {
            // Inspect judges by the world's keys and clock.
            return note(ASKED);
        }
        self.take_token();
        match self.token().map(|token| token.text.clone()) {
            Some(text) => {
                self.clock.pause();
                let keys = self.stage.as_ref().map(verifiers).unwrap_or_default();
                let at = self.stage.as_ref().map(|stage| stage.now().moment());
                vec![Ask::Leap(Leap::OpenInInspect { text, keys, at })]
            }
            None => vec![Ask::say(Tone::Note, self.nothing_to_read())],
        }
    }

    /// Why the row under the cursor has nothing that opens in Inspect.
    fn nothing_to_read(&self) -> String {
        match self.stage.as_ref().map(|stage| self.token_here(stage)) {
            Some(Here::Opaque(id)) => format!("{id} is opaque: nothing in it to read"),
            Some(Here::Jwt(_) | Here::Nothing) => "no token in this row: go to one that names a token".to_owned(),
            None => NO_WORLD.to_owned(),
        }
    }

    fn curl(&self) -> Vec<Ask> {
        let Some(stage) = &self.stage else { return Vec::new() };
        let pair = self.pair_here(stage, &self.scene(stage));
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
