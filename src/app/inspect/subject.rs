//! What the cursor is on: the member, the characters that encode it, and what it means.

use std::ops::Range;

use super::Inspect;
use crate::app::layout::Pane;
use crate::app::outline::{Outline, RowKind};
use crate::app::wrap::sentences;
use crate::token::duration::{Words, sooner};
use crate::token::explain::{self, Explanation};
use crate::token::moment::Moment;
use crate::token::part::Role;
use crate::token::zone::Zone;

impl Inspect {
    /// The member that the cursor is on: its part and its place among the values there.
    #[must_use]
    pub fn subject(&self) -> Option<(Role, u32)> {
        let token = &self.current()?.token;
        let of_row = |outline: &Outline, pane: Pane, role: Role| {
            let cursor = self.scrolls.get(pane.index())?.cursor;
            let row = outline.rows.get(cursor)?;
            token.part(role)?.json()?;
            matches!(row.kind, RowKind::Member | RowKind::More | RowKind::Words | RowKind::Close)
                .then_some((role, row.node))
        };
        match self.focus {
            Pane::Token => explain::at_character(token, self.caret),
            Pane::Findings => self.remark()?.at,
            Pane::Lifetime => {
                let claims = token.claims()?;
                ["exp", "iat", "nbf"].into_iter().find_map(|name| Some((Role::Payload, claims.get(name)?)))
            }
            Pane::Header => of_row(&self.header, Pane::Header, self.header_part()?.role),
            _ => of_row(&self.payload, Pane::Payload, Role::Payload),
        }
    }

    /// The characters of the token that encode the member under the cursor, as bytes of its text.
    #[must_use]
    pub fn highlight(&self) -> Option<Range<usize>> {
        let (role, index) = self.subject()?;
        let part = self.current()?.token.part(role)?;
        let characters = explain::encoded_by(part, part.json()?, index)?;
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
        let (role, index) = self.subject()?;
        explain::member(&self.current()?.token, role, index, self.reader(now, zone))
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
