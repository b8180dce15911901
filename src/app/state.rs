//! The whole state of the screen: a value that is a screenshot.

use super::completing::Completing;
use super::inspect::{Inspect, Opened};
use super::keymap::Scope;
use super::layout::{Layout, Plan, frame};
use super::look::Look;
use super::mint::Mint;
use super::notice::{Messages, Notice, Tone};
use super::overlay::Overlay;
use super::presenter::Presenter;
use super::screen::{Around, Component};
use super::screens::Screen;
use super::session::Session;
use super::size::size_words;
use super::words_of_frame;
use crate::token::duration::sooner;
use crate::token::moment::Moment;
use crate::token::zone::Zone;

/// What the program is started with.
#[derive(Debug, Clone, PartialEq)]
pub struct Boot {
    /// The instant of the start.
    pub now: Moment,
    /// The zone of the clock on the wall.
    pub zone: Zone,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// Colours and characters that the terminal can take.
    pub look: Look,
}

/// A large paste that is being read elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Which of them; an answer to another one is late.
    pub ticket: u64,
    /// Its size in bytes.
    pub bytes: usize,
}

/// The state.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The instant for which everything is shown.
    pub now: Moment,
    /// The zone of the clock on the wall.
    pub zone: Zone,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// Colours and characters.
    pub look: Look,
    /// The screen at hand.
    pub screen: Screen,
    /// The screen that led to this one with a token, to which esc goes back.
    pub came_from: Option<Screen>,
    /// The Inspect screen.
    pub inspect: Inspect,
    /// The Mint screen.
    pub mint: Mint,
    /// The Session screen.
    pub session: Session,
    /// What lies over the screen at hand.
    pub overlay: Option<Overlay>,
    /// The message of the status line.
    pub notice: Option<Notice>,
    /// What it said so far.
    pub messages: Messages,
    /// Whoever shows this to others; `None` for whoever works with it.
    pub presenter: Option<Presenter>,
    /// A large paste that is being read.
    pub reading: Option<Reading>,
    /// How many large pastes were ever given away to be read: the latest one's ticket.
    pub tickets: u64,
    /// A path that is being completed.
    pub completing: Completing,
    /// Does the mouse work here, instead of in the terminal?
    pub mouse: bool,
    /// When Ctrl-C was pressed last.
    pub interrupted: Option<Moment>,
    /// Did the keys that come together begin in a text field?
    pub burst_in_field: bool,
    /// Where the frame stands.
    pub layout: Layout,
}

impl State {
    /// The state at the start.
    #[must_use]
    pub fn new(boot: Boot) -> Self {
        let mut state = Self {
            now: boot.now,
            zone: boot.zone,
            size: boot.size,
            look: boot.look,
            screen: Screen::Inspect,
            came_from: None,
            inspect: Inspect::default(),
            mint: Mint::default(),
            session: Session::default(),
            overlay: None,
            notice: None,
            messages: Messages::default(),
            presenter: None,
            reading: None,
            tickets: 0,
            completing: Completing::default(),
            mouse: false,
            interrupted: None,
            burst_in_field: false,
            layout: frame(boot.size, Plan::of(boot.size, None)),
        };
        state.arrange();
        state
    }

    /// The screen at hand.
    #[must_use]
    pub fn at_hand(&self) -> &dyn Component {
        match self.screen {
            Screen::Inspect => &self.inspect,
            Screen::Mint => &self.mint,
            Screen::Session => &self.session,
        }
    }

    /// The screen at hand, to be changed.
    pub(super) fn at_hand_mut(&mut self) -> &mut dyn Component {
        match self.screen {
            Screen::Inspect => &mut self.inspect,
            Screen::Mint => &mut self.mint,
            Screen::Session => &mut self.session,
        }
    }

    /// What a screen may know of the frame.
    #[must_use]
    pub const fn around(&self) -> Around {
        Around { now: self.now, zone: self.zone, plan: self.layout.plan, body: self.layout.body }
    }

    /// Are keys text?
    #[must_use]
    pub fn is_typing(&self) -> bool {
        match &self.overlay {
            Some(overlay) => overlay.is_typing(),
            None => self.at_hand().is_typing(),
        }
    }

    /// Where keys are looked up, the nearest first.
    #[must_use]
    pub fn scopes(&self) -> &'static [Scope] {
        match self.screen {
            _ if self.is_typing() => &[Scope::Field],
            Screen::Inspect => &[Scope::Inspect, Scope::Everywhere],
            Screen::Mint => &[Scope::Mint, Scope::Everywhere],
            Screen::Session => &[Scope::Session, Scope::Everywhere],
        }
    }

    /// Gives everything its place again, after the size or the screen changed.
    pub fn arrange(&mut self) {
        let plan = match (Plan::of(self.size, Some(self.layout.plan)), &self.presenter) {
            (Plan::TooSmall, _) => Plan::TooSmall,
            // Who looks from afar reads one pane at a time.
            (_, Some(_)) => Plan::Narrow,
            (plan, None) => plan,
        };
        self.layout = frame(self.size, plan);
        let around = self.around();
        self.at_hand_mut().arrange(around);
    }

    /// Goes to a screen.
    pub fn go_to(&mut self, screen: Screen) {
        self.came_from = None;
        self.screen = screen;
        self.arrange();
    }

    /// The next instant at which a visible word changes by itself; `None` when nothing does.
    #[must_use]
    pub fn next_wake(&self) -> Option<Moment> {
        if self.layout.plan == Plan::TooSmall {
            return None;
        }
        let over = match &self.overlay {
            // It may lie over a screen that has no pane for it.
            Some(Overlay::Explain(_)) => self.inspect.explanation_changes(self.now, self.zone),
            Some(overlay) => overlay.next_wake(self.now),
            None => None,
        };
        sooner(self.at_hand().next_wake(self.around()), over)
    }

    /// Shows the tokens that were found in a paste of `bytes` bytes, and says so.
    pub fn show(&mut self, tokens: Vec<Opened>, bytes: usize) {
        if tokens.is_empty() {
            let size = size_words(bytes);
            let has_one = !self.inspect.tokens.is_empty();
            self.say(Tone::Fail, words_of_frame::no_token_in(&size, has_one));
            return;
        }
        let text = super::paste_words::pasted(&tokens);
        self.inspect.open(tokens);
        self.say(Tone::Ok, text);
        self.go_to(Screen::Inspect);
    }

    /// Puts a message into the status line.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>) {
        let notice = Notice { tone, text: text.into() };
        self.messages.keep(self.now, notice.clone());
        self.notice = Some(notice);
    }
}
