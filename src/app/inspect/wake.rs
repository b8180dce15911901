//! Until when every word in sight of the Inspect screen is true.

use super::opened::ALWAYS;
use super::{Inspect, LifeRow, ROOMY};
use crate::app::layout::Pane;
use crate::app::outline::{RowKind, Shown, beneath, goes_on};
use crate::token::anatomy::Kind;
use crate::token::dates::{Reader, When};
use crate::token::duration::sooner;
use crate::token::gloss::{self, Gloss};
use crate::token::json::Document;
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
                    // One column for the cursor.
                    let width = self.width(*pane).saturating_sub(1);
                    wake = sooner(wake, self.dates_move(claims, width, reader));
                    self.payload
                        .from(top)
                        .take(height)
                        .filter(|(_, shown)| claims.node(shown.row.node).is_some_and(|node| node.depth == 1))
                        .map(|(place, Shown { row, .. })| match (row.kind, gloss::claim(claims, row.node, reader)?) {
                            (RowKind::Words, Gloss::Date(when)) => {
                                beneath(&when, width).get(row.from as usize).and_then(|words| words.until)
                            }
                            (RowKind::Member, gloss) => {
                                let next = self.payload.at(place + 1).map(|next| next.row);
                                gloss.until().filter(|_| !goes_on(&row, next))
                            }
                            _ => None,
                        })
                        .collect()
                }
                Pane::Explain => vec![self.explanation_changes(now, zone)],
                Pane::Token | Pane::Header | Pane::Findings => continue,
            };
            wake = changes.into_iter().fold(wake, sooner);
        }
        wake
    }

    /// The next instant at which a date is told by its clock in another way and so needs another number of rows, wherever it stands.
    fn dates_move(&self, claims: &Document, width: usize, reader: Reader) -> Option<Moment> {
        let told = self.payload.changing().filter_map(|index| match gloss::claim(claims, index, reader)? {
            Gloss::Date(When { clock: Some(clock), .. }) => clock.until,
            Gloss::Date(_) | Gloss::Title(_) => None,
        });
        let has_room =
            |now| self.payload.has_room(width, &|index| gloss::claim(claims, index, Reader { now, ..reader }));
        told.filter(|until| !has_room(*until)).min()
    }
}
