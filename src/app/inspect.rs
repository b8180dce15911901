//! The Inspect screen: the tokens at hand, the one that is looked at, and from when it is judged.

mod before;
mod built;
pub(super) mod change;
mod detached;
mod difference;
mod disclosure_remarks;
mod disclosures;
mod editing;
pub(super) mod editor;
mod findings;
mod fold;
mod history;
pub(super) mod inquiry;
mod judging;
pub(super) mod keys;
mod lifetime;
mod nested;
pub(super) mod opened;
mod payload;
mod place;
pub(super) mod question;
mod questions;
mod said;
pub mod sealed;
mod segment;
mod steps;
mod subject;
mod verdict;
mod wake;
mod way_back;

use std::collections::BTreeSet;

use ratatui::layout::Rect;

use self::before::Before;
use self::built::Built;
pub use self::change::Change;
pub use self::editor::{Edited, Editing};
use self::history::{History, Step};
pub use self::inquiry::{Answer, Inquiry, Standing};
pub use self::lifetime::{LifeRow, ROOMY};
pub use self::opened::Opened;
pub use self::payload::Payload;
pub use self::question::{Choice, Question};
pub use self::verdict::{Grade, Subject, Verdict};
use self::way_back::WayBack;
use super::layout::{Pane, Panes};
use super::outline::Outline;
use super::ring::Ring;
use super::screen::Around;
use super::scroll::Scroll;
use super::search::{Hit, Hits, Needle, RowHit, Way};
use super::wrap::Rows;
use crate::crypto::Key;
use crate::token::dates::{Reader, TimeFormat};
use crate::token::expect::Expectations;
use crate::token::moment::Moment;
use crate::token::part::{Part, Role};
use crate::token::zone::Zone;

/// Columns of the names that stand before dates and verdicts.
pub const LABEL: usize = 12;

/// How the cursor moves in the characters of the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caret {
    /// By characters.
    Characters(isize),
    /// By rows.
    Rows(isize),
}

/// Everything that Inspect remembers.
#[derive(Debug, Clone, PartialEq)]
pub struct Inspect {
    /// The tokens of the last paste, in order of appearance.
    pub tokens: Vec<Opened>,
    /// The one that is looked at.
    pub selected: usize,
    /// The signature or recipient of it that is looked at, from 0.
    pub signer: usize,
    /// Which of the headers of that one is looked at, from 0: the protected one comes first.
    pub header_nth: usize,
    /// The pane that keys go to.
    pub focus: Pane,
    /// Does that pane have the body for itself?
    pub zoomed: bool,
    /// The instant at which tokens are judged; `None` for now.
    pub judged_at: Option<Moment>,
    /// The same as it was asked for: `exp-1s`.
    judged_as: Option<String>,
    /// Seconds by which clocks may differ.
    pub leeway: i64,
    /// The keys that signatures are judged by.
    pub ring: Ring,
    /// What is expected of claims and header.
    pub expectations: Expectations,
    /// How often the keys changed: a verdict from before holds no longer.
    terms: u64,
    /// How many questions were ever given away to be answered: the latest one's ticket.
    tickets: u64,
    /// The question that a verdict is waited for.
    judging: Option<u64>,
    /// The question whether a secret is well known.
    guessing: Option<u64>,
    /// The payload that is being read from a file.
    fetching: Option<u64>,
    /// A question that is to be given away.
    inquiry: Option<Box<Inquiry>>,
    /// How instants are shown.
    pub format: TimeFormat,
    /// Where each pane stands, by its index.
    pub scrolls: [Scroll; Pane::ALL.len()],
    /// Text that is looked for.
    pub needle: Option<Needle>,
    /// Where that is; not known where nobody has asked since the rows were built or folded.
    hits: Option<Hits>,
    /// Where everything was when text was asked for, while it is being typed.
    before_search: Option<Before>,
    /// The containers of the payload that are folded.
    pub folded: BTreeSet<u32>,
    /// From the tokens that were opened in others back to those.
    ways_back: Vec<WayBack>,
    /// What was pasted before, the latest last, and after.
    history: History,
    /// The byte of the token's text under the cursor, where the Token pane has it.
    pub caret: usize,
    /// Where the panes stand.
    pub panes: Panes,
    /// Rows of the verdict for which everything has its place.
    verdict_rows: usize,
    /// For what the rows below were built; what they hold is not built again before this changes.
    built: Built,
    /// The rows of the token's characters.
    pub characters: Rows,
    /// The rows of the header.
    pub header: Outline,
    /// The rows of the payload, or of the sealed parts.
    pub payload: Outline,
}

impl Default for Inspect {
    fn default() -> Self {
        Self {
            tokens: Vec::new(),
            selected: 0,
            signer: 0,
            header_nth: 0,
            focus: Pane::Payload,
            zoomed: false,
            judged_at: None,
            judged_as: None,
            leeway: 0,
            ring: Ring::default(),
            expectations: Expectations::default(),
            terms: 0,
            tickets: 0,
            judging: None,
            guessing: None,
            fetching: None,
            inquiry: None,
            format: TimeFormat::default(),
            scrolls: [Scroll::default(); Pane::ALL.len()],
            needle: None,
            hits: None,
            before_search: None,
            folded: BTreeSet::new(),
            ways_back: Vec::new(),
            history: History::default(),
            caret: 0,
            panes: Panes::default(),
            built: Built::default(),
            verdict_rows: 0,
            characters: Rows::Listed(Vec::new()),
            header: Outline::default(),
            payload: Outline::default(),
        }
    }
}

impl Inspect {
    /// The token that is looked at.
    #[must_use]
    pub fn current(&self) -> Option<&Opened> {
        self.tokens.get(self.selected)
    }

    /// The point of view from which dates are told.
    #[must_use]
    pub fn reader(&self, now: Moment, zone: Zone) -> Reader {
        Reader { now: self.judged_at.unwrap_or(now), zone, format: self.format }
    }

    /// The part that the Header pane shows.
    #[must_use]
    pub fn header_part(&self) -> Option<&Part> {
        self.headers(self.signer).nth(self.header_nth)
    }

    /// The headers of a signature or recipient, the protected one first.
    pub fn headers(&self, signer: usize) -> impl Iterator<Item = &Part> {
        let of = move |role| self.current().into_iter().flat_map(move |opened| opened.token.headers(signer, role));
        of(Role::Header).chain(of(Role::Unprotected))
    }

    /// The part that the Payload pane shows; `None` for an encrypted token.
    #[must_use]
    pub fn payload_part(&self) -> Option<&Part> {
        self.current()?.claimant().part(Role::Payload)
    }

    /// The rows of a pane, all of them.
    #[must_use]
    pub fn rows(&self, pane: Pane, now: Moment, zone: Zone) -> usize {
        match pane {
            Pane::Token => self.characters.len(),
            Pane::Header => self.header.len(),
            Pane::Payload => self.payload.len(),
            Pane::Lifetime => self.lifetime(self.width(pane), now, zone).len(),
            Pane::Verdict => self.verdict_rows(self.width(pane), now, zone).len(),
            Pane::Findings => self.finding_rows(self.width(pane)).len(),
            Pane::Tokens => self.tokens.len(),
            Pane::Explain => self.explain_rows(self.width(pane), now, zone).len(),
        }
    }

    /// The place of a pane, where it is in sight.
    #[must_use]
    pub fn area(&self, wanted: Pane) -> Option<Rect> {
        self.panes.list.iter().find(|(pane, _)| *pane == wanted).map(|(_, area)| *area)
    }

    /// The columns inside a pane; none inside one out of sight.
    #[must_use]
    pub fn width(&self, pane: Pane) -> usize {
        self.area(pane).map_or(0, |area| usize::from(area.width.saturating_sub(2)))
    }

    /// The rows of a pane that are in sight.
    #[must_use]
    pub fn height(&self, pane: Pane) -> usize {
        self.area(pane).map_or(0, |area| usize::from(area.height.saturating_sub(2)))
    }

    /// Does the pane have a cursor, or does it only scroll?
    #[must_use]
    pub const fn has_cursor(pane: Pane) -> bool {
        match pane {
            Pane::Token | Pane::Header | Pane::Payload | Pane::Findings | Pane::Tokens => true,
            Pane::Lifetime | Pane::Verdict | Pane::Explain => false,
        }
    }

    /// Looks at the tokens of a new paste.
    pub fn open(&mut self, tokens: Vec<Opened>) {
        // What was asked of another token is not asked of these.
        self.judged_at = None;
        let before = std::mem::replace(&mut self.tokens, tokens);
        self.history.remember(before);
        self.ways_back.clear();
        self.select(0);
    }

    /// The tokens that were just opened came from another screen: with these keys, and judged at this instant.
    pub fn came_with(&mut self, keys: Vec<Key>, at: Option<Moment>, around: Around) {
        for opened in &mut self.tokens {
            opened.company.clone_from(&keys);
        }
        (self.judged_at, self.judged_as) = (at, None);
        self.ask_again(around);
    }

    /// Goes back by one step; answers which, where there was any.
    fn undo(&mut self) -> Option<Step> {
        let before = self.history.past.pop()?;
        let (step, now) = self.step_to(before);
        self.history.future.push(now);
        Some(step)
    }

    /// Goes forward again; answers over which step, where there was any.
    fn redo(&mut self) -> Option<Step> {
        let after = self.history.future.pop()?;
        let (step, now) = self.step_to(after);
        self.history.past.push(now);
        Some(step)
    }

    /// Puts these tokens in place of those at hand, which it answers.
    fn step_to(&mut self, tokens: Vec<Opened>) -> (Step, Vec<Opened>) {
        let (step, at) = match self.same_place(&tokens) {
            Some(at) => (Step::Edit, at),
            None => (Step::Paste(tokens.len()), 0),
        };
        let now = std::mem::replace(&mut self.tokens, tokens);
        self.ways_back.clear();
        self.select(at);
        (step, now)
    }

    /// Where to look in `tokens`: at the same place, where they are an edit of those at hand.
    fn same_place(&self, tokens: &[Opened]) -> Option<usize> {
        let origin = |opened: &Opened| {
            opened.pasted.as_ref().map_or_else(|| opened.token.text.clone(), |pasted| pasted.text.clone())
        };
        let same = match (self.current(), tokens.get(self.selected)) {
            (Some(one), Some(other)) => tokens.len() == self.tokens.len() && origin(one) == origin(other),
            (_, _) => false,
        };
        same.then_some(self.selected)
    }

    /// The token that is looked at is another: its rows are built again, and the cursors stay.
    fn rebuild(&mut self) {
        self.hits = None;
        self.built = Built::default();
        self.header = Outline::default();
        self.payload = Outline::default();
    }

    /// The pane that is searched: the focused one; the payload, where the focus is on none that can be searched.
    #[must_use]
    pub fn searched(&self) -> Pane {
        match self.focus {
            Pane::Token => Pane::Token,
            Pane::Header => Pane::Header,
            Pane::Tokens => Pane::Tokens,
            _ => Pane::Payload,
        }
    }

    /// Moves the cursor to the next hit in the pane that is searched, which has to be in sight; `None` when there is none.
    pub fn find(&mut self, needle: &Needle, way: Way) -> Option<Hit> {
        let pane = self.searched();
        let cursor = self.scrolls.get(pane.index()).map_or(0, |scroll| scroll.cursor);
        let from = if pane == Pane::Token { self.caret } else { cursor };
        let hits = match self.hits.take().filter(|hits| hits.pane == pane && hits.needle == *needle) {
            Some(hits) => hits,
            None => Hits { pane, needle: needle.clone(), list: self.look(needle, pane)? },
        };
        let mut hit = hits.next(from, way);
        self.hits = Some(hits);
        if let (Pane::Token, Some(Hit { at: RowHit { row, place, .. }, .. })) = (pane, &mut hit) {
            *row = self.characters.row_of(*place);
            self.caret = *place;
        }
        let hit = hit?;
        self.focus = pane;
        if pane == Pane::Tokens && hit.at.row != self.selected {
            self.select(hit.at.row);
        }
        self.scrolls.get_mut(pane.index())?.cursor = hit.at.row;
        Some(hit)
    }

    /// Every hit in a pane; `None` in one that is not searched.
    fn look(&self, needle: &Needle, pane: Pane) -> Option<Vec<RowHit>> {
        Some(match pane {
            Pane::Header => needle.in_rows(self.header_part()?, &self.header),
            Pane::Payload => needle.in_rows(self.payload_part()?, &self.payload),
            Pane::Token => needle.in_text(&self.current()?.token.text),
            Pane::Tokens => {
                let holds = |opened: &Opened| {
                    let parts = opened.token.parts.iter().filter(|part| part.json().is_some());
                    parts.into_iter().any(|part| needle.stands_in(part.octets()))
                };
                let rows = self.tokens.iter().enumerate().filter(|(_, opened)| holds(opened));
                rows.map(|(row, _)| RowHit { row, place: 0, hides: false }).collect()
            }
            Pane::Lifetime | Pane::Verdict | Pane::Findings | Pane::Explain => return None,
        })
    }

    /// Looks at another header, of the same or of another signature or recipient.
    fn look_at_header(&mut self, signer: usize, nth: usize) {
        (self.signer, self.header_nth) = (signer, nth);
        self.hits = None;
        self.header = Outline::default();
        self.built.header = None;
        if let Some(scroll) = self.scrolls.get_mut(Pane::Header.index()) {
            *scroll = Scroll::default();
        }
    }

    /// Looks at another token of the list.
    pub fn select(&mut self, index: usize) {
        self.selected = index.min(self.tokens.len().saturating_sub(1));
        self.scrolls = [Scroll::default(); Pane::ALL.len()];
        self.caret = 0;
        (self.signer, self.header_nth) = (0, 0);
        self.guessing = None;
        self.fetching = None;
        self.folded = BTreeSet::new();
        self.hits = None;
        self.built = Built::default();
        // Those of panes out of sight are not built again at once, and name values of another token.
        self.header = Outline::default();
        self.payload = Outline::default();
        if let Some(scroll) = self.scrolls.get_mut(Pane::Tokens.index()) {
            scroll.cursor = self.selected;
        }
        if self.tokens.len() < 2 && self.focus == Pane::Tokens {
            self.focus = Pane::Payload;
        }
    }

    /// Moves the cursor in the characters of the token.
    pub fn move_caret(&mut self, to: Caret) {
        let last = self.current().map_or(0, |opened| opened.token.text.len()).saturating_sub(1);
        let row = self.characters.row_of(self.caret);
        let column = self.caret.saturating_sub(self.characters.range(row).start);
        self.caret = match to {
            Caret::Characters(n) => self.caret.saturating_add_signed(n).min(last),
            Caret::Rows(n) => {
                let row = row.saturating_add_signed(n).min(self.characters.len().saturating_sub(1));
                let range = self.characters.range(row);
                // An empty row has its beginning all the same.
                range.start.saturating_add(column).min(range.end.saturating_sub(1)).max(range.start)
            }
        };
        if let Some(scroll) = self.scrolls.get_mut(Pane::Token.index()) {
            scroll.cursor = self.characters.row_of(self.caret);
        }
    }
}
