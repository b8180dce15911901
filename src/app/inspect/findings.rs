//! What the Findings pane lists, and when it is reviewed again.

use super::{Inspect, Opened};
use crate::app::layout::Pane;
use crate::app::wrap::sentences;
use crate::token::moment::Moment;
use crate::token::remarks::Remark;
use crate::token::zone::Zone;

impl Inspect {
    /// The rows of the Findings pane in `width` columns: which remark, and a line of it.
    #[must_use]
    pub fn finding_rows(&self, width: usize) -> Vec<(usize, String)> {
        let room = width.saturating_sub(4);
        let mut rows = Vec::new();
        for (i, remark) in self.remarks().iter().enumerate() {
            rows.extend(sentences(&remark.sentence, room).into_iter().map(|line| (i, line)));
        }
        rows
    }

    /// The remark under the cursor of the Findings pane.
    #[must_use]
    pub fn remark(&self) -> Option<&Remark> {
        let cursor = self.scrolls.get(Pane::Findings.index())?.cursor;
        let (index, _) = *self.finding_rows(self.width(Pane::Findings)).get(cursor)?;
        self.remarks().get(index)
    }

    /// What the Findings pane lists.
    #[must_use]
    pub fn remarks(&self) -> &[Remark] {
        self.current().map_or(&[], Opened::remarks)
    }

    /// All of them as text, one a paragraph.
    pub(super) fn findings_text(&self) -> String {
        self.remarks().iter().map(|remark| format!("{}: {}\n", remark.title, remark.sentence)).collect()
    }

    /// Reviews the token that is looked at, where what was said no longer holds.
    pub fn review(&mut self, now: Moment, zone: Zone) {
        let now = self.reader(now, zone).now;
        if let Some(opened) = self.tokens.get_mut(self.selected) {
            opened.review(now);
        }
    }
}
