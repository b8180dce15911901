//! Which rows of the flow are shown: all until the instant that is looked at, or those that hold what is looked for.

use super::filter::Filter;
use super::flow::{Flow, Step};
use super::record::{Record, Told};

/// The rows that are shown. It is kept from picture to picture: of a long run only what is new is looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown {
    /// The places of the rows in the flow; nothing where all are shown.
    places: Option<Vec<usize>>,
    /// How many rows of the flow were looked at.
    read: usize,
    /// The first row that there was, and what was asked for.
    of: (Option<u64>, Filter, Told),
}

impl Shown {
    /// Looks at the rows of a flow until the event `until`, or at all.
    pub fn follow(&mut self, flow: &Flow, record: &Record, filter: &Filter, told: Told, until: Option<u64>) {
        let steps = &flow.steps;
        let count = until.map_or(steps.len(), |seq| steps.partition_point(|step| step.seq <= seq));
        let of = (steps.first().map(|step| step.seq), filter.clone(), told);
        if filter.is_empty() && !matches!(told, Told::Until(..)) {
            *self = Self { places: None, read: count, of };
            return;
        }
        // The last row may have got more words since, and the answers to the last requests may have come.
        const AGAIN: usize = 64;
        let from = if self.of == of && count >= self.read { self.read.saturating_sub(AGAIN) } else { 0 };
        let mut places = self.places.take().unwrap_or_default();
        places.truncate(places.partition_point(|place| *place < from));
        let rows = steps.iter().enumerate().take(count).skip(from);
        let holds = |step: &Step| (!step.inside || told.tells(step.seq)) && filter.holds(step, record);
        places.extend(rows.filter(|(_, step)| holds(step)).map(|(place, _)| place));
        *self = Self { places: Some(places), read: count, of };
    }

    /// How many rows are shown.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.as_ref().map_or(self.read, Vec::len)
    }

    /// The row of this number among those that are shown.
    #[must_use]
    pub fn step<'a>(&self, flow: &'a Flow, row: usize) -> Option<&'a Step> {
        let place = match &self.places {
            Some(places) => *places.get(row)?,
            None => Some(row).filter(|row| *row < self.read)?,
        };
        flow.steps.get(place)
    }

    /// The number, among the rows that are shown, of the row of an event.
    #[must_use]
    pub fn row_of(&self, flow: &Flow, seq: u64) -> Option<usize> {
        let place = flow.steps.partition_point(|step| step.seq < seq);
        flow.steps.get(place).filter(|step| step.seq == seq)?;
        match &self.places {
            Some(places) => places.binary_search(&place).ok(),
            None => Some(place).filter(|place| *place < self.read),
        }
    }
}
