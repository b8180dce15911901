//! A token in the token: the one that the cursor is on, or that the payload is, opened beside it and left again. The `i` key goes in, `esc`
//! and `[` come back to where it was.

use super::keys::note;
use super::way_back::WayBack;
use super::{Inspect, Opened};
use crate::app::layout::Pane;
use crate::app::screen::{Around, Ask};
use crate::app::words_of_frame as words;
use crate::token::anatomy;
use crate::token::explain::Member;
use crate::token::findings::holds_token;
use crate::token::part::{Content, Part, Role};
use crate::token::visible::visible;

/// In a longer value it is not said unasked whether that is a token, in bytes.
const SEEN_AT_ONCE: usize = 64 << 10;

/// A value without what an Authorization header has before its token.
fn bare(value: &[u8]) -> &[u8] {
    const SCHEME: &[u8] = b"bearer ";
    value
        .split_at_checked(SCHEME.len())
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case(SCHEME))
        .map_or(value, |(_, rest)| rest)
}

impl Inspect {
    /// Opens the token that the cursor is on, else the one that the payload is.
    pub(super) fn go_in(&mut self, around: Around) -> Vec<Ask> {
        let Some((text, place)) = self.inner() else {
            return note(if self.tokens.is_empty() { words::NO_TOKEN } else { words::NO_INNER_TOKEN });
        };
        let Some(mut token) = anatomy::read_all(&text).into_iter().next() else {
            return note(words::NO_INNER_TOKEN);
        };
        token.place = place;
        let same = |opened: &Opened| opened.token.text == token.text && opened.token.place == token.place;
        let inner = self.tokens.iter().position(same).unwrap_or_else(|| self.selected.saturating_add(1));
        if !self.tokens.get(inner).is_some_and(same) {
            let mut opened = Opened::new(token, around.now);
            if let Some(outer) = self.current() {
                opened.company.clone_from(&outer.company);
                opened.depth = outer.depth.saturating_add(1);
            }
            self.tokens.insert(inner.min(self.tokens.len()), opened);
        }
        self.ways_back.retain(|way| way.inner <= self.selected);
        self.ways_back.push(WayBack {
            inner,
            outer: self.selected,
            signer: (self.signer, self.header_nth),
            focus: self.focus,
            zoomed: self.zoomed,
            scrolls: self.scrolls,
            caret: self.caret,
            folded: self.folded.clone(),
        });
        self.focus = Pane::Payload;
        self.select(inner);
        self.place(around);
        note(words::WENT_IN)
    }

    /// Back to the token that this one was opened in, where it was.
    pub(super) fn come_out(&mut self, around: Around) -> bool {
        let Some(way) = self.ways_back.pop_if(|way| way.inner == self.selected) else { return false };
        self.select(way.outer);
        ((self.signer, self.header_nth), self.focus, self.zoomed) = (way.signer, way.focus, way.zoomed);
        (self.scrolls, self.caret, self.folded) = (way.scrolls, way.caret, way.folded);
        self.place(around);
        true
    }

    /// Was the token that is looked at opened in another, and is nothing of it enlarged since?
    pub(super) fn is_inside(&self) -> bool {
        self.ways_back.last().is_some_and(|way| way.inner == self.selected && way.zoomed == self.zoomed)
    }

    /// Is the value of this member a token?
    pub(super) fn holds_token(&self, member: Member) -> bool {
        let part = self.current().and_then(|opened| member.part(&opened.token));
        let document = part.filter(|part| part.role == Role::Payload).and_then(Part::json);
        let raw = document.map(|document| document.raw(member.index)).unwrap_or_default();
        let inside = raw.strip_prefix(b"\"").and_then(|raw| raw.strip_suffix(b"\""));
        // It is asked for with every frame.
        inside.is_some_and(|inside| inside.len() <= SEEN_AT_ONCE && holds_token(bare(inside)))
    }

    /// The text that a token may be in, and where it stands.
    fn inner(&self) -> Option<(String, String)> {
        let token = &self.current()?.token;
        let number = self.selected.saturating_add(1);
        if let Some(member) = self.subject()
            && let Some(document) = member.part(token).and_then(Part::json)
            && let Some(text) = document.string(member.index)
            && holds_token(bare(text.as_bytes()))
        {
            let name = document.name(member.index).or_else(|| document.name(document.outermost(member.index)?));
            let name = name.map_or_else(|| member.role.name().to_owned(), |name| visible(&name).into_owned());
            return Some((text.into_owned(), words::inside(&name, number)));
        }
        if self.focus == Pane::Token
            && let Some(binding) = token.part(Role::KeyBinding).filter(|part| part.at.contains(&self.caret))
        {
            return Some((token.segment(binding).to_owned(), words::inside(Role::KeyBinding.name(), number)));
        }
        let payload = token.part(Role::Payload)?;
        let text = match &payload.content {
            Content::Text(text) => text.clone(),
            Content::Json(document) => document.string(0)?.into_owned(),
            Content::Octets(_) => return None,
        };
        Some((text, words::inside(Role::Payload.name(), number)))
    }
}
