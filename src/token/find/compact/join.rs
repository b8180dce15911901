//! Joins pieces of a token across the gaps between them.

use super::judge::{Judged, Verdict};
use super::walk::{Checkpoint, End, Walk};
use crate::token::find::gap::Kind;

impl Walk<'_> {
    /// Joins pieces as long as they belong to the token.
    pub(super) fn join(&mut self, first: End) -> End {
        let mut end = first;
        let mut good = self.checkpoint(end);
        let mut by_width = None;
        // The segment's state before a piece is judged is the one after the piece before it.
        while let End::Gap(gap) = end {
            if self.is_whole_for_good() {
                break;
            }
            let (length, dots) = (self.token.len(), self.dots);
            let json = self.json();
            let (width, equal) = (self.width, self.equal);
            let segment = self.segment_length();
            match gap.kind {
                Kind::Lines => self.undone.line_break(),
                Kind::Soft => self.undone.soft_break(),
                Kind::Space if self.pieces > 1 && self.equal < self.pieces => break,
                Kind::Space => self.undone.space(),
                Kind::Literals => self.undone.join_literals(),
            }
            if let Some(mark) = gap.mark {
                self.undone.mark(mark);
            }
            self.at = gap.next;
            end = self.piece();
            let judged = Judged { length, dots, json, width, equal, segment, gap: gap.kind };
            match self.judge(judged, end) {
                Verdict::Joined => good = self.checkpoint(end),
                Verdict::Pending => {
                    if !judged.is_spaced() && self.is_full_line(judged) && (by_width.is_some() || good.length == length)
                    {
                        by_width = Some(self.checkpoint(end));
                    }
                }
                Verdict::ByWidth if by_width.is_some() || good.length == length => {
                    by_width = Some(self.checkpoint(end))
                }
                Verdict::ByWidth | Verdict::Foreign => break,
            }
        }
        if let Some(wide) =
            by_width.filter(|wide| wide.length > good.length && good.pieces > 1 && !self.was_whole(good))
        {
            good = wide;
        }
        self.back_to(good)
    }

    /// Was the last segment of a length that fits, there?
    fn was_whole(&self, then: Checkpoint) -> bool {
        let last = then.length - then.segment_from;
        self.announced.is_some_and(|announced| announced.dots == then.dots && announced.last.contains(&last))
    }
}
