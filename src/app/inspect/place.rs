//! Where the panes of Inspect stand, and the rows in them; built again only when what they show has changed.

use super::built::Built;
use super::{Inspect, Opened, ROOMY, sealed};
use crate::app::layout::{Needs, Pane, lay_out, right_half};
use crate::app::outline::Outline;
use crate::app::overlay::prompt;
use crate::app::screen::Around;
use crate::app::wrap::Rows;
use crate::token::dates::Reader;
use crate::token::gloss;
use crate::token::part::Role;

impl Inspect {
    /// Gives everything its place again, after the room, the token or the focus changed.
    pub fn place(&mut self, around: Around) {
        self.judge();
        self.review(around.now, around.zone);
        let header =
            self.header_part().and_then(|part| part.json()).map_or(1, |header| header.members(0).count().max(1));
        self.verdict_rows = self.needed_verdict_rows(around);
        let needs = Needs {
            tokens: self.tokens.len(),
            characters: self.current().map_or(0, |opened| opened.token.text.len()),
            header,
            lifetime: self.lifetime(ROOMY, around.now, around.zone).len(),
            verdict: self.verdict_rows,
        };
        self.panes = lay_out(around.body, around.plan, needs, self.focus, self.zoomed);
        self.fill(self.reader(around.now, around.zone));
        self.scroll_into_sight(around);
        self.look_at_caret();
    }

    /// Gives everything its place again where the verdict, or the words about a date, have come to need another number of rows.
    pub(super) fn make_room(&mut self, around: Around) {
        let has_room = self.has_room_for_dates(self.reader(around.now, around.zone));
        if !has_room || self.needed_verdict_rows(around) != self.verdict_rows {
            self.place(around);
        }
    }

    fn has_room_for_dates(&self, reader: Reader) -> bool {
        let claims = self.current().and_then(|opened| opened.claimant().claims());
        self.built.payload.zip(claims).is_none_or(|((width, ..), claims)| {
            self.payload.has_room(width, &|index| gloss::claim(claims, index, reader))
        })
    }

    fn needed_verdict_rows(&self, around: Around) -> usize {
        self.verdict_rows(right_half(around.body, around.plan), around.now, around.zone).len()
    }

    /// Brings every pane's position back into its rows.
    fn scroll_into_sight(&mut self, around: Around) {
        // What was found is not looked for beneath the field in which it is typed.
        let covered = if self.before_search.is_some() { prompt::ROWS } else { 0 };
        let free = around.body.bottom().saturating_sub(covered);
        for pane in Pane::ALL {
            let Some(area) = self.area(pane) else { continue };
            let over_the_field = usize::from(free.saturating_sub(area.y.saturating_add(1)).max(1));
            let height = self.height(pane).min(over_the_field);
            let len = self.rows(pane, around.now, around.zone);
            if let Some(scroll) = self.scrolls.get_mut(pane.index()) {
                if Self::has_cursor(pane) {
                    scroll.follow(len, height);
                } else {
                    scroll.slide(0, len, height);
                }
            }
        }
    }

    /// Brings the characters that the cursor is about into sight of the Token pane.
    pub(super) fn look_at_caret(&mut self) {
        let height = self.height(Pane::Token);
        let at = match (self.focus, self.highlight()) {
            (Pane::Token, _) => self.caret,
            (_, Some(characters)) => characters.start,
            (_, None) => return,
        };
        let rows = self.characters.len();
        let row = self.characters.row_of(at);
        if let Some(scroll) = self.scrolls.get_mut(Pane::Token.index()) {
            scroll.cursor = row;
            scroll.follow(rows, height);
        }
    }

    /// Builds the rows of the panes as wide as they are now, where they are not.
    fn fill(&mut self, reader: Reader) {
        if !self.has_room_for_dates(reader) {
            self.built.payload = None;
        }
        let width = |pane: Pane| Some(self.width(pane)).filter(|width| *width > 0);
        let wanted = Built {
            characters: width(Pane::Token),
            // One column for the cursor.
            header: width(Pane::Header).map(|width| width.saturating_sub(1)),
            payload: width(Pane::Payload).map(|width| (width.saturating_sub(1), self.format, self.judged_at)),
        };
        let Some(token) = self.tokens.get(self.selected).map(Opened::claimant) else { return };
        if let Some(width) = wanted.characters.filter(|_| wanted.characters != self.built.characters) {
            self.characters = Rows::of(&token.text, width);
            self.built.characters = wanted.characters;
        }
        if let Some(width) = wanted.header.filter(|_| wanted.header != self.built.header)
            && let Some(part) = self.header_part()
        {
            self.header = Outline::of(part, width, &|index| gloss::parameter(part.json()?, index));
            self.built.header = wanted.header;
            self.hits = None;
        }
        if let Some((width, ..)) = wanted.payload.filter(|_| wanted.payload != self.built.payload) {
            let before = self.payload_cursor();
            self.payload = match token.part(Role::Payload) {
                Some(part) => {
                    let told = part.json().map(gloss::told).unwrap_or_default();
                    let words = |index| {
                        told.binary_search(&index).ok()?;
                        gloss::claim(part.json()?, index, reader)
                    };
                    Outline::of(part, width, &words)
                }
                None => Outline::sealed(
                    (0_u32..)
                        .zip(&token.parts)
                        .filter(|(_, part)| !matches!(part.role, Role::Header | Role::Unprotected))
                        .map(|(index, part)| (index, sealed::beneath(part, width).len())),
                ),
            };
            self.built.payload = wanted.payload;
            self.hide_folded(before);
        }
    }
}
