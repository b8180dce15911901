//! The axis of the Time pane: which stretch of time is shown, its scale, the cursor of now, and what comes next as ticks.

use super::ink::{Canvas, Ink, Row, cut};
use super::record::Scene;
use super::span;
use crate::session::time::Ms;

/// Columns of the names.
pub const NAMES: usize = 14;

/// The longest stretch that is shown unasked, in milliseconds: beyond it a life of minutes is a speck.
const LONGEST: i64 = 2 * 3600 * 1000;

/// How many lives of an access token are shown at least.
const LIVES: i64 = 12;

/// How far the axis is zoomed in; less than nothing is out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Zoom(i8);

impl Zoom {
    /// A shorter stretch.
    #[must_use]
    pub fn closer(self) -> Self {
        Self(self.0.saturating_add(1).min(10))
    }

    /// A longer one.
    #[must_use]
    pub fn wider(self) -> Self {
        Self(self.0.saturating_sub(1).max(-20))
    }
}

/// The axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Axis {
    /// Its left end.
    pub from: Ms,
    /// Its right end.
    pub to: Ms,
    /// The columns of the pane.
    pub width: usize,
}

impl Axis {
    /// From the beginning to the end of the last access token, or somewhat beyond now; of a long run a part around now. Each step of
    /// `zoom` halves or doubles it.
    #[must_use]
    pub fn of(scene: &Scene<'_>, zoom: Zoom, width: usize) -> Self {
        let t0 = scene.record.t0;
        let access = scene.tokens().filter(|token| token.is_access());
        let last = access.filter_map(|token| token.ends).max().unwrap_or(t0).max(scene.now);
        let whole = last.since(t0).max(60_000);
        // Some room on the right: what ends there is to be seen ending.
        let whole = whole.saturating_add(whole / 16);
        let usual = whole.min(LONGEST.max(scene.config().access_ttl.saturating_mul(1000 * LIVES)));
        let length = if zoom.0 >= 0 {
            (usual >> zoom.0).max(10_000)
        } else {
            usual.saturating_mul(1 << zoom.0.unsigned_abs().min(20)).min(whole)
        };
        let from = if length >= whole { t0 } else { scene.now.plus(-length * 2 / 3).max(t0) };
        Self { from, to: from.plus(length), width }
    }

    /// Columns of the bars; words at their right take the rest.
    #[must_use]
    pub fn room(self) -> usize {
        self.width.saturating_sub(NAMES + self.words() + 1).max(1)
    }

    /// Columns of the words at the right.
    #[must_use]
    pub const fn words(self) -> usize {
        if self.width >= 100 { 27 } else { 20 }
    }

    /// The column of the pane at which an instant stands.
    #[must_use]
    pub fn column(self, at: Ms) -> Option<usize> {
        let length = self.to.since(self.from).max(1);
        let into = at.since(self.from);
        if into < 0 || into >= length {
            return None;
        }
        let column = i128::from(into) * i128::try_from(self.room()).unwrap_or(0) / i128::from(length);
        Some(NAMES + usize::try_from(column).ok()?)
    }

    /// The instant at the left edge of a column of the pane; `None` beside the bars.
    #[must_use]
    pub fn instant(self, column: usize) -> Option<Ms> {
        let into = column.checked_sub(NAMES).filter(|into| *into < self.room())?;
        let length = i128::from(self.to.since(self.from));
        let into = length * i128::try_from(into).unwrap_or(0) / i128::try_from(self.room()).unwrap_or(1);
        Some(self.from.plus(i64::try_from(into).unwrap_or(0)))
    }

    /// The scale: instants at round distances.
    #[must_use]
    pub fn scale(self, t0: Ms) -> Row {
        const STEPS: [i64; 19] = [
            1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 43_200, 86_400, 172_800, 604_800, 2_592_000,
            5_184_000,
        ];
        let length = self.to.since(self.from);
        let wanted = i64::try_from(self.room() / (span::short(t0, self.to).len().max(6) + 3)).unwrap_or(2).max(2);
        let step = STEPS.iter().map(|seconds| seconds * 1000).find(|step| length / step <= wanted);
        let step = step.unwrap_or(length.max(1));
        let mut canvas = Canvas::new(self.width);
        let mut free = NAMES;
        let mut at = t0.plus(self.from.since(t0).div_euclid(step) * step);
        while at < self.to {
            let words = if step < 60_000 { span::coarse(t0, at) } else { span::short(t0, at) };
            let fits = |column: &usize| *column >= free && column + words.len() <= NAMES + self.room();
            if let Some(column) = self.column(at).filter(fits) {
                canvas.put(column, Ink::Dim, &words);
                free = column + words.len() + 2;
            }
            at = at.plus(step);
        }
        if free == NAMES {
            // No round instant has room: then the one at the edge.
            canvas.put(NAMES, Ink::Dim, &span::short(t0, self.from));
        }
        canvas.row()
    }

    /// The cursor of now, what comes next as ticks, and the first of it in words.
    #[must_use]
    pub fn cursor(self, scene: &Scene<'_>, next: &[(Ms, String)]) -> Row {
        let mut canvas = Canvas::new(self.width);
        if let Some(column) = self.column(scene.now) {
            let now = format!("now {}", span::coarse(scene.record.t0, scene.now));
            // What comes is on the right: the words stand on the left where there is room.
            let words = format!("{now} v");
            match (column + 1).checked_sub(words.len()) {
                Some(at) => canvas.put(at, Ink::Strong, &words),
                None => canvas.put(column, Ink::Strong, &format!("v {now}")),
            }
            for tick in next.iter().filter_map(|(at, _)| self.column(*at)).filter(|tick| *tick > column) {
                canvas.put(tick, Ink::Warn, "'");
            }
        }
        if let Some((at, words)) = next.first() {
            let words = cut(&format!("' {words} in {}", span::left(at.since(scene.now))), self.words());
            canvas.put(self.width.saturating_sub(words.chars().count()), Ink::Warn, &words);
        }
        canvas.row()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_labels_are_alike_and_none_touch_however_late_it_is_and_however_near_one_looks() {
        let t0 = Ms::from_seconds(1000);
        for begin in [0, 3599, 86_400, 90_061, 150 * 86_400] {
            for length in [10, 59, 300, 3600, 86_400, 7 * 86_400, 150 * 86_400] {
                for width in [58, 78, 118] {
                    let from = t0.plus_seconds(begin);
                    let row = Axis { from, to: from.plus_seconds(length), width }.scale(t0).text();
                    let labels: Vec<&str> = row.split("  ").map(str::trim).filter(|label| !label.is_empty()).collect();
                    let instants: Vec<i64> = labels.iter().filter_map(|label| span::parse(&full(label))).collect();
                    assert_eq!(instants.len(), labels.len(), "not all of {labels:?} are instants");
                    assert!(instants.is_sorted_by(|one, next| one < next), "{labels:?}");
                    assert!(labels.len() > usize::from(width >= 118), "{begin} {length} {width}: {labels:?}");
                }
            }
        }
    }

    /// A label with seconds: beyond a day it has none.
    fn full(label: &str) -> String {
        if label.contains('h') { format!("{}:00", label.replace('h', ":")) } else { label.to_owned() }
    }
}
