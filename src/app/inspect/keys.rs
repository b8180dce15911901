//! What keys and mouse do on Inspect.

use ratatui::layout::{Position, Rect};

use super::{Caret, Inspect, Opened, Question, said};
use crate::app::copy_form::CopyForm;
use crate::app::copy_forms;
use crate::app::copying::Copy;
use crate::app::keymap::Action;
use crate::app::layout::Pane;
use crate::app::message::Mouse;
use crate::app::notice::Tone;
use crate::app::overlay::{KeyPanel, Overlay, Page};
use crate::app::screen::{Around, Ask, Component};
use crate::app::scroll::rows_of;
use crate::app::search::Way;
use crate::app::words_of_frame as words;
use crate::token::anatomy::Token;
use crate::token::explain::Member;
use crate::token::moment::Moment;
use crate::token::visible::{is_hidden, visible};

/// So many code points are listed.
const CODE_POINTS: usize = 1000;

/// Rows that a turn of the wheel moves by.
const WHEEL: isize = 3;

pub(super) fn say(tone: Tone, text: impl Into<String>) -> Ask {
    Ask::say(tone, text)
}

pub(super) fn note(text: &str) -> Vec<Ask> {
    vec![say(Tone::Note, text)]
}

impl Component for Inspect {
    fn arrange(&mut self, around: Around) {
        self.place(around);
    }

    fn act(&mut self, action: Action, around: Around) -> Vec<Ask> {
        let mut asks = Vec::new();
        match action {
            Action::Find => asks = self.ask(Question::Find, around),
            Action::JudgeAt => asks = self.ask(Question::JudgeAt, around),
            Action::Expect => asks = self.expectations_menu(),
            Action::EditPart => asks = self.edit(),
            Action::SignAgain => asks = self.sign_again(around),
            Action::Revert => asks = self.revert(around),
            Action::Difference => asks = self.difference(),
            Action::Keys => asks.push(Ask::Over(Overlay::Keys(KeyPanel::default()))),
            Action::WellKnown => asks = self.ask_well_known(),
            Action::OwnKey => asks = self.ask_own_key(around),
            Action::Payload => asks = self.ask_payload(),
            Action::NextHit => asks = self.go_to_hit(Way::Forwards, around),
            Action::PreviousHit => asks = self.go_to_hit(Way::Backwards, around),
            Action::NextPane => asks = self.step_pane(1, around),
            Action::PreviousPane => asks = self.step_pane(-1, around),
            Action::NextSignature => asks = self.step_header(1, around),
            Action::PreviousSignature => asks = self.step_header(-1, around),
            Action::Disclosures => asks = self.disclosures(),
            Action::GoIn => asks = self.go_in(around),
            Action::PreviousToken if self.is_inside() && self.come_out(around) => {}
            Action::NextToken => asks = self.step_token(1, around),
            Action::PreviousToken => asks = self.step_token(-1, around),
            Action::CodePoints => asks = self.code_points(around),
            Action::Fold => {
                self.fold();
                self.place(around);
            }
            Action::FoldAll => {
                self.fold_all();
                self.place(around);
            }
            Action::Undo => {
                asks = self
                    .undo()
                    .map_or_else(|| note(words::NOTHING_TO_UNDO), |step| vec![say(Tone::Ok, said::undone(step))]);
                self.place(around);
            }
            Action::Redo => {
                asks = self
                    .redo()
                    .map_or_else(|| note(words::NOTHING_TO_REDO), |step| vec![say(Tone::Ok, said::redone(step))]);
                self.place(around);
            }
            Action::TimeFormat => {
                self.format = self.format.next();
                asks.push(say(Tone::Ok, words::times(self.format.name())));
                self.place(around);
            }
            Action::Pane(number) => {
                let pane = usize::from(number).checked_sub(1).and_then(|i| Pane::ALL.get(i)).copied();
                if let Some(pane) = pane.filter(|pane| pane.takes_focus()) {
                    asks = self.focus_on(pane, around);
                }
            }
            Action::Zoom => {
                self.zoomed = !self.zoomed && !self.tokens.is_empty();
                self.place(around);
            }
            Action::Back => asks = self.back(around),
            Action::Left => self.step_caret(-1),
            Action::Right => self.step_caret(1),
            Action::Accept if self.focus == Pane::Tokens => asks = self.focus_on(Pane::Payload, around),
            Action::Accept if self.explanation(around.now, around.zone).is_some() => {
                asks.push(Ask::Over(Overlay::Explain(0)));
            }
            Action::Up
            | Action::Down
            | Action::PageUp
            | Action::PageDown
            | Action::HalfUp
            | Action::HalfDown
            | Action::Top
            | Action::Bottom => self.scroll(|page| rows_of(action, page).unwrap_or(0), around),
            _ => {}
        }
        asks
    }

    fn next_wake(&self, around: Around) -> Option<Moment> {
        self.changes(around.now, around.zone)
    }

    fn wake(&mut self, around: Around) -> Vec<Ask> {
        self.review(around.now, around.zone);
        self.make_room(around);
        Vec::new()
    }

    fn token(&self) -> Option<&Token> {
        self.current().map(Opened::claimant)
    }

    fn member(&self) -> Option<Member> {
        self.subject()
    }

    fn signer(&self) -> usize {
        self.signer
    }

    fn remark(&self, around: Around) -> Option<Copy> {
        match self.focus {
            Pane::Findings => {
                let remark = self.remark()?;
                let paragraphs: Vec<&str> =
                    std::iter::once(&remark.sentence).chain(&remark.more).map(String::as_str).collect();
                Some(Copy { what: format!("finding {}", remark.title), text: paragraphs.join("\n") })
            }
            Pane::Verdict => Some(Copy { what: "verdict".to_owned(), text: self.verdict_text(around) }),
            Pane::Token | Pane::Header | Pane::Payload | Pane::Lifetime | Pane::Tokens | Pane::Explain => None,
        }
    }

    fn content(&self, around: Around) -> Option<(&'static str, String)> {
        let token = self.token()?;
        let part = match self.focus {
            Pane::Header => self.header_part(),
            Pane::Payload => self.payload_part(),
            Pane::Findings => return Some(("findings", self.findings_text())),
            Pane::Verdict => return Some(("verdict", self.verdict_text(around))),
            Pane::Token | Pane::Lifetime | Pane::Tokens | Pane::Explain => None,
        };
        let part = part.filter(|part| !part.octets().is_empty());
        Some(match part.and_then(|part| Some((part.role.name(), part.utf8()?))) {
            Some((name, text)) => (name, text.to_owned()),
            None => ("token", token.text.clone()),
        })
    }

    /// A click goes to a pane and a row, the wheel scrolls what it is over.
    fn mouse(&mut self, did: Mouse, at: Position, around: Around) -> Vec<Ask> {
        let Some((pane, area)) = self.panes.list.iter().find(|(_, area)| area.contains(at)).copied() else {
            return Vec::new();
        };
        if !pane.takes_focus() {
            return Vec::new();
        }
        let asks = if self.focus == pane { Vec::new() } else { self.focus_on(pane, around) };
        match did {
            Mouse::WheelUp => self.scroll(|_| -WHEEL, around),
            Mouse::WheelDown => self.scroll(|_| WHEEL, around),
            Mouse::Click => self.click(pane, area, at, around),
            Mouse::Drag => {}
        }
        asks
    }
}

impl Inspect {
    /// One level back: out of the search, the token in a token, the zoom, the other time.
    /// Has esc nothing to lead out of: no search, no token in a token, no zoom?
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        self.needle.is_none() && !self.is_inside() && !self.zoomed
    }

    fn back(&mut self, around: Around) -> Vec<Ask> {
        let mut asks = Vec::new();
        if self.needle.take().is_some() {
            return asks;
        } else if self.is_inside() {
            self.come_out(around);
            return asks;
        } else if self.zoomed {
            self.zoomed = false;
        } else if self.judged_at.take().is_some() {
            asks.push(say(Tone::Ok, words::JUDGED_NOW_AGAIN));
        } else {
            return asks;
        }
        self.place(around);
        asks
    }

    fn click(&mut self, pane: Pane, area: Rect, at: Position, around: Around) {
        let scroll = self.scrolls.get(pane.index()).copied().unwrap_or_default();
        let line = scroll.top + usize::from(at.y.saturating_sub(area.y.saturating_add(1)));
        if pane == Pane::Token {
            let range = self.characters.range(line);
            let column = usize::from(at.x.saturating_sub(area.x.saturating_add(1)));
            if !range.is_empty() {
                self.caret = range.start.saturating_add(column).min(range.end.saturating_sub(1));
                self.look_at_caret();
            }
        } else {
            let rows = isize::try_from(line).unwrap_or(0) - isize::try_from(scroll.cursor).unwrap_or(0);
            self.scroll(|_| rows, around);
        }
    }

    /// The code points of the text under the cursor, one a row.
    fn code_points(&self, around: Around) -> Vec<Ask> {
        let copy = copy_forms::copy(self, CopyForm::Member, around);
        let Some(copy) = copy else {
            return note(words::NO_CLAIM);
        };
        let row = |c: char| {
            let what = if is_hidden(c) { words::HIDDEN_CHARACTER } else { "" };
            (format!("U+{:04X}", u32::from(c)), format!("{}  {what}", visible(&c.to_string())))
        };
        let rows: Vec<_> = match copy_forms::octets_here(self) {
            None => copy.text.chars().take(CODE_POINTS).map(row).collect(),
            Some(octets) => {
                let no_text = |octet: &u8| (format!("\\x{octet:02x}"), words::NO_UTF_8.to_owned());
                let chunk = |chunk: std::str::Utf8Chunk<'_>| -> Vec<_> {
                    chunk.valid().chars().map(row).chain(chunk.invalid().iter().map(no_text)).collect()
                };
                octets.utf8_chunks().flat_map(chunk).take(CODE_POINTS).collect()
            }
        };
        let title = words::code_points(&copy.what);
        vec![Ask::Over(Overlay::Page(Page::of(title, rows)))]
    }

    /// Goes to the next hit.
    pub(super) fn go_to_hit(&mut self, way: Way, around: Around) -> Vec<Ask> {
        let Some(needle) = self.needle.clone() else {
            return note(words::NOTHING_LOOKED_FOR);
        };
        let pane = self.searched();
        if self.height(pane) == 0 {
            // Rows out of sight are those of an earlier width, or none.
            self.focus = pane;
            self.place(around);
        }
        let mut found = self.find(&needle, way);
        // What is looked for has to be seen, however deep it is folded away.
        while let Some(hit) = found.filter(|hit| hit.at.hides)
            && self.unfold(hit.at.row)
        {
            self.place(around);
            found = self.find(&needle, Way::Here);
        }
        match found {
            Some(hit) => {
                self.place(around);
                vec![say(Tone::Ok, words::hit(&visible(&needle.text), hit.which, hit.of))]
            }
            None => {
                let pane = match pane {
                    Pane::Token => words::THE_CHARACTERS.to_owned(),
                    _ => pane.title().to_lowercase(),
                };
                vec![say(Tone::Fail, words::not_found(&visible(&needle.text), &pane))]
            }
        }
    }

    fn step_pane(&mut self, step: isize, around: Around) -> Vec<Ask> {
        let several = self.tokens.len() > 1;
        let panes: Vec<Pane> =
            Pane::ALL.into_iter().filter(|pane| pane.takes_focus() && (several || *pane != Pane::Tokens)).collect();
        let at = panes.iter().position(|pane| *pane == self.focus).unwrap_or(0);
        let next = (at + panes.len()).saturating_add_signed(step) % panes.len().max(1);
        panes.get(next).map(|pane| self.focus_on(*pane, around)).unwrap_or_default()
    }

    fn focus_on(&mut self, pane: Pane, around: Around) -> Vec<Ask> {
        if pane == Pane::Tokens && self.tokens.len() < 2 {
            return note(words::NO_LIST);
        }
        self.focus = pane;
        self.place(around);
        Vec::new()
    }

    fn step_token(&mut self, step: isize, around: Around) -> Vec<Ask> {
        let next = self.selected.saturating_add_signed(step);
        if next < self.tokens.len() && next != self.selected {
            self.select(next);
            self.place(around);
            return Vec::new();
        }
        note(match (self.tokens.len(), step) {
            (..2, _) => words::NO_OTHER_TOKEN,
            (_, 1..) => words::LAST_TOKEN,
            (_, _) => words::FIRST_TOKEN,
        })
    }

    /// To another header of the token at hand: of this signature or recipient, else of the next.
    fn step_header(&mut self, step: isize, around: Around) -> Vec<Ask> {
        let count = self.token().map_or(0, Token::signatures);
        let headers = |signer: usize| self.headers(signer).count().max(1);
        let (signer, nth) = (self.signer, self.header_nth);
        let next = if step > 0 {
            Some(if nth + 1 < headers(signer) { (signer, nth + 1) } else { (signer + 1, 0) })
        } else {
            let before = || signer.checked_sub(1).map(|signer| (signer, headers(signer) - 1));
            nth.checked_sub(1).map(|nth| (signer, nth)).or_else(before)
        };
        let is_only = count < 2 && headers(0) < 2;
        if let Some((signer, nth)) = next.filter(|(signer, _)| *signer < count) {
            self.look_at_header(signer, nth);
            self.place(around);
            return Vec::new();
        }
        note(match step {
            _ if is_only => words::NO_OTHER_HEADER,
            1.. => words::LAST_HEADER,
            _ => words::FIRST_HEADER,
        })
    }

    /// Moves the cursor among the characters of the token.
    fn step_caret(&mut self, characters: isize) {
        if self.focus == Pane::Token {
            self.move_caret(Caret::Characters(characters));
            self.look_at_caret();
        }
    }

    /// Moves in the focused pane; `rows` says how far, given the size of a page.
    fn scroll(&mut self, rows: impl Fn(isize) -> isize, around: Around) {
        let pane = self.focus;
        let height = self.height(pane);
        let len = self.rows(pane, around.now, around.zone);
        let page = isize::try_from(height).unwrap_or(isize::MAX).saturating_sub(1).max(1);
        if pane == Pane::Token {
            self.move_caret(Caret::Rows(rows(page)));
            self.look_at_caret();
            return;
        }
        let Some(position) = self.scrolls.get_mut(pane.index()) else { return };
        if Self::has_cursor(pane) {
            position.step(rows(page), len, height);
        } else {
            position.slide(rows(page), len, height);
        }
        let cursor = position.cursor;
        if pane == Pane::Tokens && cursor != self.selected {
            self.select(cursor);
            self.place(around);
        }
        self.look_at_caret();
    }
}
