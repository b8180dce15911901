//! What the cursor is on: the member, the characters that encode it, and what it means.

use std::ops::Range;

use super::Inspect;
use crate::app::layout::Pane;
use crate::app::outline::{Outline, RowKind};
use crate::app::words_of_frame as words;
use crate::app::wrap::sentences;
use crate::token::duration::{Words, sooner};
use crate::token::explain::{self, Explanation, Member};
use crate::token::moment::Moment;
use crate::token::part::{Part, Role};
use crate::token::zone::Zone;

impl Inspect {
    /// The member that the cursor is on.
    #[must_use]
    pub fn subject(&self) -> Option<Member> {
        let token = self.current()?.claimant();
        let of_row =
            |outline: &Outline, pane: Pane, part: &Part| {
                let cursor = self.scrolls.get(pane.index())?.cursor;
                let row = outline.at(cursor)?.row;
                part.json()?;
                matches!(row.kind, RowKind::Member | RowKind::More | RowKind::Words | RowKind::Close)
                    .then_some(Member { role: part.role, nth: part.nth, index: row.node })
            };
        match self.focus {
            Pane::Token => explain::at_character(token, self.caret),
            Pane::Findings => self.remark()?.at.map(|(role, index)| Member::of(role, index)),
            Pane::Lifetime => {
                let claims = token.claims()?;
                let dated = ["exp", "iat", "nbf"].into_iter().find_map(|name| claims.get(name))?;
                Some(Member::of(Role::Payload, dated))
            }
            Pane::Header => of_row(&self.header, Pane::Header, self.header_part()?),
            _ => of_row(&self.payload, Pane::Payload, self.payload_part()?),
        }
    }

    /// The part that the cursor is in: in the characters, or among the parts of an encrypted token.
    fn part_here(&self) -> Option<&Part> {
        let token = self.current()?.claimant();
        match self.focus {
            Pane::Token => token.parts.iter().find(|part| part.at.contains(&self.caret)),
            Pane::Payload if self.payload_part().is_none() => {
                let cursor = self.scrolls.get(Pane::Payload.index())?.cursor;
                token.parts.get(self.payload.at(cursor)?.row.node as usize)
            }
            _ => None,
        }
    }

    /// The characters of the token that encode the member under the cursor, as bytes of its text.
    #[must_use]
    pub fn highlight(&self) -> Option<Range<usize>> {
        let Some(member) = self.subject() else {
            // The part under the caret is seen as it is.
            return self.part_here().filter(|_| self.focus != Pane::Token).map(|part| part.at.clone());
        };
        let part = member.part(self.current()?.claimant())?;
        let characters = explain::encoded_by(part, part.json()?, member.index)?;
        Some(part.at.start + characters.start..part.at.start + characters.end)
    }

    /// What the member under the cursor means.
    #[must_use]
    pub fn explanation(&self, now: Moment, zone: Zone) -> Option<Explanation> {
        if self.focus == Pane::Findings {
            let remark = self.remark()?;
            let paragraphs = std::iter::once(&remark.sentence).chain(&remark.more);
            let paragraphs = paragraphs.map(|text| Words::lasting(text.as_str())).collect();
            return Some(Explanation { title: remark.title.to_owned(), paragraphs });
        }
        if self.focus == Pane::Verdict {
            return self.verdict_explained(now, zone);
        }
        let token = self.current()?.claimant();
        let Some(member) = self.subject() else { return self.part_here().and_then(explain::part) };
        let mut explanation = explain::member(token, member, self.reader(now, zone))?;
        explanation.paragraphs.extend(self.disclosed_by(member).map(Words::lasting));
        if self.holds_token(member) {
            explanation.paragraphs.push(Words::lasting(words::HOLDS_A_TOKEN));
        }
        Some(explanation)
    }

    /// The next instant at which a word of the explanation changes by itself.
    #[must_use]
    pub fn explanation_changes(&self, now: Moment, zone: Zone) -> Option<Moment> {
        if self.judged_at.is_some() {
            return None;
        }
        let paragraphs = self.explanation(now, zone).map(|explanation| explanation.paragraphs).unwrap_or_default();
        paragraphs.into_iter().map(|words| words.until).fold(None, sooner)
    }

    /// The rows of the explanation in `width` columns.
    #[must_use]
    pub fn explain_rows(&self, width: usize, now: Moment, zone: Zone) -> Vec<String> {
        let Some(explanation) = self.explanation(now, zone) else { return Vec::new() };
        explanation.paragraphs.iter().flat_map(|words| sentences(&words.text, width.saturating_sub(2))).collect()
    }
}
