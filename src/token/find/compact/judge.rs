//! Judges whether a piece behind a gap belongs to the token.

use memchr::memchr;

use super::walk::{End, Walk};
use crate::token::find::gap::{Gap, Kind};
use crate::token::find::json_prefix::{JsonPrefix, Stage};

/// So many characters of white space may encode before a header's brace, in a wrapped token.
const LONGEST_BLANK: usize = 24;

/// What a judge says of a piece behind a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It belongs to the token.
    Joined,
    /// It does if the token turns out well.
    Pending,
    /// It does by the width of the lines alone.
    ByWidth,
    /// It does not.
    Foreign,
}

/// The state of the token before a piece, for the judge.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged {
    pub(super) length: usize,
    pub(super) dots: usize,
    pub(super) json: Option<JsonPrefix>,
    pub(super) width: usize,
    pub(super) equal: usize,
    pub(super) segment: usize,
    pub(super) gap: Kind,
}

impl Judged {
    pub(super) fn is_spaced(self) -> bool {
        self.gap == Kind::Space
    }
}

impl Walk<'_> {
    /// Does the piece that was just read belong to the token?
    pub(super) fn judge(&mut self, before: Judged, end: End) -> Verdict {
        let expected = self.announced().map_or(2, |announced| announced.dots);
        let piece = self.token.get(before.length..).unwrap_or_default();
        let bytes = piece.as_bytes();
        let dot = memchr(b'.', bytes);
        let upto_dot = bytes.get(..dot.unwrap_or(bytes.len())).unwrap_or_default();
        let dotted = before.segment == 0 || dot == Some(0);
        let grows = match before.gap {
            Kind::Space => true,
            Kind::Lines | Kind::Soft => self.pieces > 2,
            // Whoever writes it as several strings breaks it where he likes.
            Kind::Literals => false,
        };
        let grows = grows && !dotted && piece.len() > before.width;
        let open_line = match end {
            End::Gap(Gap { kind: Kind::Space, .. }) => before.is_spaced(),
            End::Gap(_) | End::Closed | End::Cut(_) => true,
            End::Text => false,
        };
        let verdict = if before.dots == 0 || (before.dots == 1 && expected == 2 && before.json.is_some()) {
            let mut json = before.json.unwrap_or_else(JsonPrefix::new);
            // A payload need not be JSON, and its first characters do not tell.
            let undecided = before.dots == 1 && !json.is_object();
            let was = json.stage();
            json.feed(upto_dot);
            match (was, json.stage(), dot) {
                (_, Stage::Broken, _) if undecided => self.judge_opaque(before, dot.is_some(), grows),
                (Stage::Broken, ..) => self.judge_opaque(before, dot.is_some(), grows),
                (_, Stage::Broken, _) => Verdict::Foreign,
                // White space before the brace is not waited for without end.
                _ if !json.is_object() && before.segment > LONGEST_BLANK => Verdict::Foreign,
                (_, Stage::Open, Some(_)) => Verdict::Foreign,
                (Stage::Whole, _, None) if upto_dot.len() < 2 || json.stage() != Stage::Whole => Verdict::Foreign,
                (_, _, None) if grows => Verdict::Foreign,
                (_, Stage::Open | Stage::Whole, _) => Verdict::Joined,
            }
        } else if before.dots < expected {
            self.judge_opaque(before, dot.is_some(), grows)
        } else if before.dots == expected {
            self.judge_last(before, dot)
        } else {
            Verdict::Foreign
        };
        match verdict {
            Verdict::Joined if before.is_spaced() && !self.is_whole() => Verdict::Pending,
            Verdict::Joined | Verdict::Pending if !open_line && !self.is_whole() => Verdict::Foreign,
            // Text that goes on behind a whole token goes on behind nothing else.
            Verdict::ByWidth if !open_line || before.is_spaced() => Verdict::Foreign,
            Verdict::Joined | Verdict::Pending | Verdict::ByWidth | Verdict::Foreign => verdict,
        }
    }

    fn judge_opaque(&self, before: Judged, dot: bool, grows: bool) -> Verdict {
        let piece = self.token.get(before.length..).unwrap_or_default();
        let mut json = JsonPrefix::new();
        json.feed(piece.split('.').next().unwrap_or_default().as_bytes());
        let another = json.is_object() && before.segment > 0 && piece.len() > 8;
        match (another || grows, dot) {
            (true, _) => Verdict::Foreign,
            (false, true) => Verdict::Joined,
            (false, false) => Verdict::Pending,
        }
    }

    fn judge_last(&self, before: Judged, dot: Option<usize>) -> Verdict {
        let piece = self.token.get(before.length..).unwrap_or_default().trim_end_matches('.').trim_end_matches('=');
        let lengths = self.announced.map_or(&[] as &[usize], |announced| announced.last);
        let length = before.segment + piece.len();
        let longest = lengths.last().copied().unwrap_or(0);
        if dot.is_some_and(|dot| dot < piece.len()) || longest == 0 {
            return Verdict::Foreign;
        }
        match (lengths.contains(&length), length < longest) {
            (true, _) => Verdict::Joined,
            (false, true) => Verdict::Pending,
            (false, false) if self.is_full_line(before) => Verdict::ByWidth,
            (false, false) => Verdict::Foreign,
        }
    }

    /// Does the piece follow at least two full lines of one width, and is no wider?
    pub(super) fn is_full_line(&self, before: Judged) -> bool {
        before.equal > 1 && self.token.len() - before.length <= before.width
    }
}
