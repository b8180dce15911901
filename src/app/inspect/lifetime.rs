//! What the Lifetime pane says: the bar, and the dates in words.

use super::{Inspect, LABEL, Opened};
use crate::app::wrap::sentences;
use crate::token::dates;
use crate::token::duration::Words;
use crate::token::gloss;
use crate::token::life_words;
use crate::token::lifetime::State as Life;
use crate::token::moment::Moment;
use crate::token::zone::Zone;

/// Columns from which the Lifetime pane says everything about a date in one row.
pub const ROOMY: usize = 92;

/// A row of the Lifetime pane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LifeRow {
    /// The bar.
    Bar,
    /// A date: what happens then, and when.
    Text(&'static str, Words),
    /// The date of the row above by a clock, where it did not fit there.
    Clock(String),
}

impl Inspect {
    /// The state of the token in time.
    #[must_use]
    pub fn life(&self, now: Moment, zone: Zone) -> Option<Life> {
        let reader = self.reader(now, zone);
        self.current().map(|opened| opened.times.state(reader.now, self.leeway))
    }

    /// The state in a few words for the title line: `12:31 left`, `expired 1 y 240 d ago`.
    #[must_use]
    pub fn headline(&self, opened: &Opened, now: Moment, zone: Zone) -> Words {
        life_words::headline(&opened.times, self.reader(now, zone).now, self.leeway)
    }

    /// The dates at the two ends of the bar; none for a life without both ends.
    #[must_use]
    pub fn ends(&self, opened: &Opened, now: Moment, zone: Zone) -> Option<(Words, Words)> {
        let reader = self.reader(now, zone);
        let (begin, end) = opened.times.span()?;
        Some((dates::short(begin, reader), dates::short(end, reader)))
    }

    /// The rows of the Lifetime pane in `width` columns: the bar, then each date by the clock here and in UTC, and how far away
    /// it is; in a row of its own each where there is no room for all three.
    #[must_use]
    pub fn lifetime(&self, width: usize, now: Moment, zone: Zone) -> Vec<LifeRow> {
        let Some(opened) = self.current() else { return Vec::new() };
        let reader = self.reader(now, zone);
        let times = &opened.times;
        let counted = times.countdown_to(reader.now, self.leeway);
        let mut rows = vec![LifeRow::Bar];
        let mut dates = [("iat", &times.iat), ("nbf", &times.nbf), ("exp", &times.exp)];
        if width < ROOMY {
            // What matters most must be in sight.
            dates.reverse();
        }
        for (name, claim) in dates {
            let date = claim.date();
            let label = gloss::verb(name, date, reader.now);
            let instant = date.filter(|date| date.probably().is_none()).and_then(|date| date.moment());
            let Some(at) = instant.filter(|at| zone.civil(*at).is_some()) else {
                if let Some(words) = dates::claim(claim, reader).map(|when| when.words()) {
                    let lines = sentences(&words.text, width.saturating_sub(LABEL));
                    let labels = std::iter::once(label).chain(std::iter::repeat(""));
                    let row = |(label, text)| LifeRow::Text(label, Words { text, until: words.until });
                    rows.extend(labels.zip(lines).map(row));
                }
                continue;
            };
            let distance = dates::distance(reader.now, at);
            let mut clocks = vec![dates::utc(at)];
            if zone != Zone::UTC {
                clocks.insert(0, dates::local(at, zone));
            }
            if width < ROOMY {
                rows.push(LifeRow::Text(label, distance));
                rows.extend(clocks.into_iter().map(LifeRow::Clock));
            } else if counted == Some(at) {
                // The bar above counts the seconds.
                rows.push(LifeRow::Text(label, Words::lasting(clocks.join(" · "))));
            } else {
                let text = format!("{} · {}", clocks.join(" · "), distance.text);
                rows.push(LifeRow::Text(label, Words { text, ..distance }));
            }
        }
        rows
    }
}
