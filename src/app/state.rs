//! The whole state of the screen: a value that is a screenshot.

use super::copy_forms::{self, CopyForm};
use super::inspect::{Inspect, Opened};
use super::layout::{Layout, Needs, Pane, Plan, lay_out, right_half};
use super::look::Look;
use super::notice::{Notice, Tone};
use super::overlay::Overlay;

use crate::token::duration::sooner;
use crate::token::moment::Moment;
use crate::token::part::Role;
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
    /// The Inspect screen.
    pub inspect: Inspect,
    /// What lies over it.
    pub overlay: Option<Overlay>,
    /// The message of the status line.
    pub notice: Option<Notice>,
    /// A large paste that is being read.
    pub reading: Option<Reading>,
    /// How many large pastes were ever given away to be read: the latest one's ticket.
    pub tickets: u64,
    /// Does the mouse work here, instead of in the terminal?
    pub mouse: bool,
    /// When Ctrl-C was pressed last.
    pub interrupted: Option<Moment>,
    /// Rows of the verdict for which everything has its place.
    verdict_rows: usize,
    /// Where everything stands.
    pub layout: Layout,
}

impl State {
    /// The state at the start.
    #[must_use]
    pub fn new(boot: Boot) -> Self {
        let plan = Plan::of(boot.size, None);
        let mut state = Self {
            now: boot.now,
            zone: boot.zone,
            size: boot.size,
            look: boot.look,
            inspect: Inspect::default(),
            overlay: None,
            notice: None,
            reading: None,
            tickets: 0,
            mouse: false,
            verdict_rows: 0,
            interrupted: None,
            layout: lay_out(boot.size, plan, Needs::default(), Pane::Payload, false),
        };
        state.arrange();
        state
    }

    /// Gives everything its place again, after the size, the token or the focus changed.
    pub fn arrange(&mut self) {
        self.inspect.review(self.now, self.zone);
        let plan = Plan::of(self.size, Some(self.layout.plan));
        let inspect = &self.inspect;
        let header =
            inspect.header_part().and_then(|part| part.json()).map_or(1, |header| header.members(0).count().max(1));
        let needs = Needs {
            tokens: inspect.tokens.len(),
            characters: inspect.current().map_or(0, |opened| opened.token.text.len()),
            header,
            lifetime: inspect.lifetime(super::inspect::ROOMY, self.now, self.zone).len(),
            verdict: inspect.verdict_rows(right_half(self.size, plan), self.now, self.zone).len(),
        };
        self.layout = lay_out(self.size, plan, needs, inspect.focus, inspect.zoomed);
        self.verdict_rows = needs.verdict;
        self.inspect.fill(&self.layout, self.now, self.zone);
        self.scroll_into_sight();
        self.look_at_caret();
    }

    /// Gives everything its place again where the verdict has come to need another number of rows.
    pub fn make_room(&mut self) {
        let rows = self.inspect.verdict_rows(right_half(self.size, self.layout.plan), self.now, self.zone).len();
        if rows != self.verdict_rows {
            self.arrange();
        }
    }

    /// Brings every pane's position back into its rows.
    fn scroll_into_sight(&mut self) {
        for (pane, area) in self.layout.panes.clone() {
            let len = self.inspect.rows(pane, self.now, self.zone);
            let height = usize::from(area.height.saturating_sub(2));
            if let Some(scroll) = self.inspect.scrolls.get_mut(pane.index()) {
                if Inspect::has_cursor(pane) {
                    scroll.follow(len, height);
                } else {
                    scroll.slide(0, len, height);
                }
            }
        }
    }

    /// Brings the characters that the cursor is about into sight of the Token pane.
    pub fn look_at_caret(&mut self) {
        let height = self.height(Pane::Token);
        let at = match (self.inspect.focus, self.inspect.highlight()) {
            (Pane::Token, _) => self.inspect.caret,
            (_, Some(characters)) => characters.start,
            (_, None) => return,
        };
        let rows = self.inspect.characters.len();
        let row = self.inspect.characters.row_of(at);
        if let Some(scroll) = self.inspect.scrolls.get_mut(Pane::Token.index()) {
            scroll.cursor = row;
            scroll.follow(rows, height);
        }
    }

    /// Rows of a pane that are in sight.
    #[must_use]
    pub fn height(&self, wanted: Pane) -> usize {
        self.layout
            .panes
            .iter()
            .find(|(pane, _)| *pane == wanted)
            .map_or(0, |(_, area)| usize::from(area.height.saturating_sub(2)))
    }

    /// What the token at hand can be copied as.
    #[must_use]
    pub fn copy_forms(&self) -> Vec<CopyForm> {
        let token = self.inspect.current().map(|opened| &opened.token);
        token.map(|token| copy_forms::forms(token, self.inspect.subject())).unwrap_or_default()
    }

    /// What the focused pane shows, as a whole: its name and its text.
    #[must_use]
    pub fn content(&self) -> Option<(&'static str, String)> {
        let token = &self.inspect.current()?.token;
        let role = match self.inspect.focus {
            Pane::Header => Some(Role::Header),
            Pane::Payload => Some(Role::Payload),
            Pane::Token | Pane::Lifetime | Pane::Verdict | Pane::Findings | Pane::Tokens | Pane::Explain => None,
        };
        let part = role.and_then(|role| token.part(role)).filter(|part| !part.octets().is_empty());
        Some(match part.and_then(|part| Some((part.role.name(), part.utf8()?))) {
            Some((name, text)) => (name, text.to_owned()),
            None => ("token", token.text.clone()),
        })
    }

    /// The next instant at which a visible word changes by itself; `None` when nothing does.
    #[must_use]
    pub fn next_wake(&self) -> Option<Moment> {
        if self.layout.plan == Plan::TooSmall {
            return None;
        }
        let screen = self.inspect.next_wake(&self.layout, self.now, self.zone);
        match self.overlay {
            // It may lie over a screen that has no pane for it.
            Some(Overlay::Explain(_)) => sooner(screen, self.inspect.explanation_changes(self.now, self.zone)),
            Some(Overlay::Commands(_) | Overlay::Menu(_) | Overlay::Page(_) | Overlay::Prompt(..)) | None => screen,
        }
    }

    /// Shows the tokens that were found in a paste of `bytes` bytes, and says so.
    pub fn show(&mut self, tokens: Vec<Opened>, bytes: usize) {
        if tokens.is_empty() {
            let size = size_words(bytes);
            let kept = if self.inspect.tokens.is_empty() { "" } else { "; what was here stays" };
            self.say(Tone::Fail, format!("no token in the {size} pasted{kept}: one looks like eyJ….eyJ….…"));
            return;
        }
        let text = super::paste_words::pasted(&tokens);
        self.inspect.open(tokens);
        self.say(Tone::Ok, text);
        self.arrange();
    }

    /// Puts a message into the status line.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.notice = Some(Notice { tone, text: text.into() });
    }
}

/// A size in words: `312 bytes`, `1.4 MiB`.
#[must_use]
pub fn size_words(bytes: usize) -> String {
    const KIB: usize = 1024;
    const MIB: usize = 1024 * KIB;
    match bytes {
        1 => "1 byte".to_owned(),
        ..10_240 => format!("{bytes} bytes"),
        10_240..MIB => format!("{} KiB", bytes / KIB),
        _ => format!("{}.{} MiB", bytes / MIB, bytes % MIB * 10 / MIB),
    }
}
