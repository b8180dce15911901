//! Until when every word in sight of the Inspect screen is true.

use super::opened::ALWAYS;
use super::{Inspect, LifeRow, ROOMY};
use crate::app::layout::Pane;
use crate::app::outline::RowKind;
use crate::token::anatomy::Kind;
use crate::token::duration::sooner;
use crate::token::gloss;
use crate::token::moment::Moment;
use crate::token::zone::Zone;

impl Inspect {
    /// The next instant at which a word of this screen changes by itself.
    #[must_use]
    pub fn changes(&self, now: Moment, zone: Zone) -> Option<Moment> {
        if self.judged_at.is_some() {
            return None;
        }
        let current = self.current()?;
        let reader = self.reader(now, zone);
        let mut wake = self.headline(current, now, zone).until;
        if self.panes.list.iter().any(|(pane, _)| matches!(pane, Pane::Findings | Pane::Verdict)) {
            wake = sooner(wake, Some(current.holds.end).filter(|end| *end < ALWAYS));
        }
        for (pane, area) in &self.panes.list {
            let height = usize::from(area.height.saturating_sub(2));
            let changes: Vec<Option<Moment>> = match pane {
                Pane::Verdict => self.verdict(now, zone).into_iter().map(|(_, words)| words.until).collect(),
                Pane::Lifetime => self
                    .lifetime(self.width(*pane), now, zone)
                    .into_iter()
                    .map(|row| match row {
                        LifeRow::Text(_, words) => words.until,
                        LifeRow::Bar if self.width(*pane) >= ROOMY => {
                            self.ends(current, now, zone).and_then(|(from, to)| sooner(from.until, to.until))
                        }
                        LifeRow::Bar | LifeRow::Clock(_) => None,
                    })
                    .collect(),
                Pane::Tokens => {
                    let top = self.scrolls.get(pane.index()).map_or(0, |scroll| scroll.top);
                    // Of other kinds the list says no time.
                    let told = self.tokens.iter().skip(top).take(height).filter(|other| other.token.kind == Kind::Jws);
                    told.map(|opened| self.headline(opened, now, zone).until).collect()
                }
                Pane::Payload => {
                    let Some(claims) = current.token.claims() else {
                        continue;
                    };
                    let top = self.scrolls.get(pane.index()).map_or(0, |scroll| scroll.top);
                    self.payload
                        .from(top)
                        .take(height)
                        .map(|(_, shown)| shown.row)
                        .filter(|row| matches!(row.kind, RowKind::Member | RowKind::Words))
                        .filter(|row| claims.node(row.node).is_some_and(|node| node.depth == 1))
                        .map(|row| gloss::claim(claims, row.node, reader).and_then(|gloss| gloss.until()))
                        .collect()
                }
                Pane::Explain => vec![self.explanation_changes(now, zone)],
                Pane::Token | Pane::Header | Pane::Findings => continue,
            };
            wake = changes.into_iter().fold(wake, sooner);
        }
        wake
    }
}
