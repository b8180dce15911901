//! What is in sight: the rows of every pane that has a place, made when something changed, drawn as they are.

use ratatui::layout::Rect;

use super::aspect::Aspect;
use super::axis::Axis;
use super::ink::{Ink, Row, folded};
use super::lesson::Bar;
use super::next::next;
use super::panes::{Pane, Sight, lay_out};
use super::record::{Past, Scene, Told};
use super::stage::Stage;
use super::{Session, bars, cost, flow, log, schedule, settings, span, store, verdict, wire};
use crate::app::layout::Plan;
use crate::app::screen::Around;
use crate::app::scroll::Scroll;
use crate::app::wrap::sentences;
use crate::session::id::MessageId;

/// Columns from which a line of the log is one row.
const ROOMY_LOG: usize = 70;

impl Session {
    /// Makes everything in sight anew.
    pub(super) fn look(&mut self, around: Around) {
        self.sights.clear();
        self.bar.clear();
        self.headline.clear();
        let Some(stage) = self.stage.take() else { return };
        self.keep_cursor();
        let (back, known) = (self.back.take(), self.known.take());
        let aspect = Aspect { stage: &stage, back: back.as_ref(), known: known.as_ref() };
        self.headline = self.heads(&aspect);
        self.bar = bar_rows(&stage, back.as_ref(), usize::from(around.body.width.saturating_sub(2)));
        let height = match (self.bar.len(), around.plan) {
            (0, _) => 0,
            (rows, Plan::Wide) => rows + 2,
            (rows, Plan::Normal | Plan::Narrow | Plan::TooSmall) => rows + 1,
        };
        let bar = u16::try_from(height).unwrap_or(u16::MAX);
        let scene = aspect.of(Pane::Time);
        let lives = u16::try_from(bars::count(&scene, self.axis(&aspect, &scene, 0))).unwrap_or(u16::MAX);
        // A question that stands is in sight before anything else.
        let kept = if stage.is_asked() { 0 } else { 6 };
        self.places = lay_out(around.body, around.plan, self.focus, self.beside, self.zoomed, lives, (bar, kept));
        for (pane, area) in self.places.list.clone() {
            let sight = self.sight(pane, area, &aspect);
            self.sights.push(sight);
        }
        self.stage = Some(stage);
        (self.back, self.known) = (back, known);
    }

    /// What is looked at: all of the run, or the run until an earlier instant.
    pub(super) fn scene<'a>(&'a self, stage: &'a Stage) -> Scene<'a> {
        self.aspect(stage).scene()
    }

    /// What is looked at of a run.
    pub(super) fn aspect<'a>(&'a self, stage: &'a Stage) -> Aspect<'a> {
        Aspect { stage, back: self.back.as_ref(), known: self.known.as_ref() }
    }

    /// Looks which rows of the flow are shown, and what the learner can know while a question stands.
    pub(super) fn follow(&mut self) {
        let Some(stage) = &self.stage else { return };
        let scene = self.scene(stage);
        self.known = match scene.told {
            Told::Until(told, _) => {
                let (last, now) = (scene.events.last().map_or(0, |event| event.seq), scene.now);
                // A fold over all of the run: once for an instant, not for each key.
                let kept = self.known.take().filter(|known| (known.seq, known.at) == (last, now));
                Some(kept.unwrap_or_else(|| stage.record.known(told, last, now)))
            }
            Told::AsItIs | Told::NoForecast => None,
        };
        let until = self.back.as_ref().map(|past| past.seq);
        self.shown.follow(&stage.flow, &stage.record, &self.filter, stage.tells(), until);
    }

    /// Brings the cursor of the flow to its last row, unless it was moved away from there.
    fn keep_cursor(&mut self) {
        let count = self.shown.len();
        if let Some(scroll) = self.scrolls.get_mut(Pane::Flow.index())
            && (self.follows || scroll.cursor >= count)
        {
            scroll.cursor = count.saturating_sub(1);
        }
    }

    /// The row of the flow under the cursor.
    pub(super) fn step_here<'a>(&self, stage: &'a Stage) -> Option<&'a flow::Step> {
        let cursor = self.scrolls.get(Pane::Flow.index())?.cursor;
        self.shown.step(&stage.flow, cursor)
    }

    /// The messages that Wire and Verdict show: those under the cursor, or the nearest above.
    pub(super) fn pair_here(&self, stage: &Stage, scene: &Scene<'_>) -> Vec<MessageId> {
        let cursor = self.scrolls.get(Pane::Flow.index()).map_or(0, |scroll| scroll.cursor);
        let mut above = (0..=cursor).rev().filter_map(|row| self.shown.step(&stage.flow, row));
        let letter = above.find_map(flow::Step::letter);
        letter.map(|id| wire::pair(scene, id)).unwrap_or_default()
    }

    /// The axis of time in a pane of `width`: that of the present, on which a look back moves the cursor, as far as it reaches.
    pub(super) fn axis(&self, aspect: &Aspect<'_>, scene: &Scene<'_>, width: usize) -> Axis {
        let present = Axis::of(&aspect.stage.scene(), self.zoom, width);
        if present.column(scene.now).is_some() { present } else { Axis::of(scene, self.zoom, width) }
    }

    /// The lanes of the flow in a pane of `width`.
    pub(super) fn lanes(&self, scene: &Scene<'_>, width: usize) -> flow::Lanes {
        flow::Lanes::new(&scene.record.config, scene.standing.tabs.len(), &self.lanes, width)
    }

    /// How many rows a pane of `width` has, or lines where they are folded.
    pub(super) fn pane_len(&self, pane: Pane, width: usize, aspect: &Aspect<'_>) -> usize {
        let (stage, scene) = (aspect.stage, aspect.of(pane));
        match pane {
            Pane::Flow => self.shown.len(),
            Pane::Log => stage.log.shown(&scene, &self.filter).count(),
            Pane::Time => bars::count(&scene, self.axis(aspect, &scene, width)),
            _ => self.pane_rows(pane, width, aspect).len(),
        }
    }

    /// Every row of a pane of `width`.
    pub(super) fn pane_rows(&self, pane: Pane, width: usize, aspect: &Aspect<'_>) -> Vec<Row> {
        let (stage, scene) = (aspect.stage, &aspect.of(pane));
        let fold = |rows: Vec<Row>| rows.into_iter().flat_map(|row| folded(row, width)).collect();
        match pane {
            Pane::Flow => {
                let lanes = self.lanes(scene, width);
                let steps = (0..self.shown.len()).filter_map(|row| self.shown.step(&stage.flow, row));
                steps.map(|step| lanes.row(step, stage.record.t0, false)).collect()
            }
            Pane::Wire => {
                let pair = self.pair_here(stage, scene);
                if pair.is_empty() {
                    let hint = if stage.in_lesson() { "no message yet" } else { "no message yet: a acts as the user" };
                    return vec![Row::of(Ink::Dim, hint)];
                }
                wire::rows(scene, &pair, self.form, width)
            }
            Pane::Verdict => {
                let pair = self.pair_here(stage, scene);
                let judged = pair.iter().find_map(|id| scene.record.letters.get(id)?.verdict.as_ref());
                match judged {
                    Some(verdict) => verdict::rows(verdict, width),
                    None => vec![Row::of(Ink::Dim, "no API server judged this message")],
                }
            }
            Pane::Time => {
                let axis = self.axis(aspect, scene, width);
                bars::rows(scene, axis, &next(stage, scene, aspect.back), usize::MAX).1.collect()
            }
            Pane::Log => stage.log.shown(scene, &self.filter).map(|line| log::row(line, stage.record.t0)).collect(),
            Pane::Store => fold(store::rows(scene)),
            Pane::Cost => fold(cost::rows(scene)),
            Pane::Keys => fold(schedule::rows(scene, &stage.world().auth().keys)),
            Pane::Config => settings::rows(scene.config(), &self.against.config(stage), width),
        }
    }

    fn sight(&mut self, pane: Pane, area: Rect, aspect: &Aspect<'_>) -> Sight {
        let (stage, scene) = (aspect.stage, &aspect.of(pane));
        let width = usize::from(area.width.saturating_sub(2));
        let height = usize::from(area.height.saturating_sub(2));
        let title = self.pane_title(pane, aspect, usize::from(area.width.saturating_sub(4)));
        let focused = self.focus == pane;
        let mut scroll = self.scrolls.get(pane.index()).copied().unwrap_or_default();
        // Of what may be thousands of rows only those in sight are made.
        let mut far = None;
        let mut told = |at: usize, count: usize, room: usize| far = (count > room).then_some((at + 1, count));
        let (rows, cursor) = match pane {
            Pane::Flow => {
                let room = height.saturating_sub(1);
                scroll.follow(self.shown.len(), room);
                told(scroll.cursor, self.shown.len(), room);
                (self.flow_rows(stage, scene, scroll, (width, room)), None)
            }
            Pane::Log => {
                let wide = if width < ROOMY_LOG { 2 } else { 1 };
                // Whoever is at the newest line stays there, however many there are.
                if scroll != Scroll::default() {
                    scroll.follow(stage.log.shown(scene, &self.filter).count(), (height / wide).max(1));
                }
                let mut rows = Vec::new();
                let mut cursor = None;
                let lines = stage.log.shown(scene, &self.filter).enumerate().skip(scroll.top).take(height);
                for (number, line) in lines {
                    if focused && number == scroll.cursor {
                        cursor = Some(rows.len());
                    }
                    rows.extend(folded(log::row(line, stage.record.t0), width));
                }
                rows.truncate(height);
                (rows, cursor)
            }
            Pane::Time => {
                let axis = self.axis(aspect, scene, width);
                let (count, mut rows) = bars::rows(scene, axis, &next(stage, scene, aspect.back), height);
                scroll.slide(0, count, height);
                told(scroll.top, count.saturating_sub(bars::HEAD), height.saturating_sub(bars::HEAD));
                // The axis stays: without it no bar says when.
                let mut shown: Vec<Row> = rows.by_ref().take(bars::HEAD.min(height)).collect();
                shown.extend(rows.skip(scroll.top).take(height.saturating_sub(bars::HEAD)));
                (shown, None)
            }
            Pane::Config => {
                let rows = self.pane_rows(pane, width, aspect);
                scroll.follow(rows.len(), height);
                told(scroll.cursor, rows.len(), height);
                let cursor = focused.then(|| scroll.cursor.saturating_sub(scroll.top));
                (rows.into_iter().skip(scroll.top).take(height).collect(), cursor)
            }
            Pane::Wire | Pane::Store | Pane::Cost | Pane::Keys | Pane::Verdict => {
                let rows = self.pane_rows(pane, width, aspect);
                scroll.slide(0, rows.len(), height);
                told(scroll.top, rows.len(), height);
                (rows.into_iter().skip(scroll.top).take(height).collect(), None)
            }
        };
        if let Some(kept) = self.scrolls.get_mut(pane.index()) {
            *kept = scroll;
        }
        Sight { pane, area, title, rows, cursor, far }
    }

    fn flow_rows(&self, stage: &Stage, scene: &Scene<'_>, scroll: Scroll, (width, room): (usize, usize)) -> Vec<Row> {
        let lanes = self.lanes(scene, width);
        let mut rows = Vec::with_capacity(room + 1);
        rows.push(lanes.heading());
        if self.shown.len() == 0 {
            let hint = if !self.filter.is_empty() {
                "no row holds that: esc shows all"
            } else if stage.is_asked() {
                "nothing happened yet: the question below comes first"
            } else if stage.in_lesson() {
                "nothing happened yet: space goes on"
            } else {
                "nothing happened yet: a acts as the user"
            };
            rows.push(Row::of(Ink::Dim, format!("  {hint}")));
        }
        let row = |number| {
            let step = self.shown.step(&stage.flow, number)?;
            Some(lanes.row(step, stage.record.t0, number == scroll.cursor))
        };
        rows.extend((scroll.top..scroll.top.saturating_add(room)).map_while(row));
        rows
    }

    fn pane_title(&self, pane: Pane, aspect: &Aspect<'_>, room: usize) -> String {
        let (stage, scene) = (aspect.stage, &aspect.of(pane));
        // While a question stands the digits are its answers.
        let name =
            if stage.is_asked() { pane.title().to_owned() } else { format!("{} {}", pane.number(), pane.title()) };
        match pane {
            Pane::Flow => {
                // What matters comes first: the end is cut where there is no room.
                let lesson = stage.playing().map(|lesson| {
                    let (done, of) = lesson.progress();
                    let scenario = lesson.run().scenario();
                    format!("  {} step {done}/{of}  {}", scenario.id, scenario.title)
                });
                format!("{name}{}{}", self.filter_words(), lesson.unwrap_or_default())
            }
            Pane::Wire => format!("{name}  {}", wire::title(&self.pair_here(stage, scene))),
            Pane::Verdict => {
                let pair = self.pair_here(stage, scene);
                let judged = pair.iter().filter_map(|id| stage.record.letters.get(id)).find(|l| l.verdict.is_some());
                format!("{name}  {}", judged.map(verdict::title).unwrap_or_default())
            }
            Pane::Time => {
                // While a question stands no leeway is drawn, and something is not told.
                let mark = if stage.is_asked() { "? not told" } else { "~ leeway" };
                if room < 66 {
                    format!("{name}  = live . ahead o used {mark} x dead ! theft")
                } else {
                    format!("{name}  = live . future o rotated {mark} x revoked ! exposed")
                }
            }
            Pane::Config => format!("{name}  * not as {}; enter, d", self.against.words()),
            Pane::Log => format!("{name}{}", self.filter_words()),
            Pane::Store | Pane::Cost | Pane::Keys => name,
        }
    }

    fn filter_words(&self) -> String {
        if self.filter.is_empty() { String::new() } else { format!("  only `{}`", self.filter.text()) }
    }

    /// How many answers the question has that stands; nothing where none does.
    #[must_use]
    pub fn answers(&self) -> Option<usize> {
        let question = self.stage.as_ref()?.playing()?.run().question()?;
        Some(question.options.len())
    }

    /// What the title line says of the world: the least important first.
    fn heads(&self, aspect: &Aspect<'_>) -> Vec<(Ink, String)> {
        let (stage, scene) = (aspect.stage, aspect.of(Pane::Time));
        let name =
            if stage.playing().is_some() { stage.name.split(' ').next().unwrap_or_default() } else { &stage.name };
        let mut words = vec![(Ink::Dim, name.to_owned())];
        let next = scene.tokens().filter(|token| token.is_access()).filter(|token| token.is_good(scene.now));
        let next = next
            .filter_map(|token| Some((token.id, token.ends?)))
            .filter(|(_, over)| *over > scene.now)
            .min_by_key(|(_, over)| *over);
        if let Some((id, over)) = next {
            words.push((Ink::Plain, format!("{id} exp in {}", span::left(over.since(scene.now)))));
        }
        words.push((Ink::Strong, format!("t+{}", span::coarse(stage.record.t0, scene.now))));
        words.push(match (aspect.back.is_some(), stage.playing(), self.clock.runs()) {
            (true, ..) => (Ink::Warn, "<< LOOKING BACK".to_owned()),
            (false, Some(_), _) => (Ink::Good, "lesson".to_owned()),
            (false, None, true) => (Ink::Good, format!("> {}x", self.clock.speed)),
            (false, None, false) => (Ink::Warn, format!("|| PAUSED {}x", self.clock.speed)),
        });
        words
    }
}

/// What is told or asked, as rows of `width`.
fn bar_rows(stage: &Stage, back: Option<&Past>, width: usize) -> Vec<Row> {
    let lines = |ink: Ink, text: &str| sentences(text, width.max(10)).into_iter().map(move |line| Row::of(ink, line));
    if let Some(past) = back.filter(|_| !stage.is_asked()) {
        return stage.caption_at(past.seq).map(|told| lines(Ink::Plain, told).collect()).unwrap_or_default();
    }
    let Some(lesson) = stage.playing() else {
        return stage.told.map(|told| lines(Ink::Plain, told).collect()).unwrap_or_default();
    };
    match &lesson.bar {
        Bar::Told(text) => lines(Ink::Plain, text).chain(lines(Ink::Dim, "space goes on, u goes back")).collect(),
        Bar::Asked(text, options) => {
            let numbered = (1..).zip(options).map(|(number, option)| (format!("[{number}] "), option.as_str()));
            let answers = numbered.chain([("[e] ".to_owned(), "tell me (passed over)")]);
            let mut rows: Vec<Row> = lines(Ink::Strong, &format!("? {text}")).collect();
            let mut row = Row::default();
            for (key, words) in answers {
                if !row.0.is_empty() && row.text().chars().count() + key.len() + words.chars().count() > width {
                    rows.push(std::mem::take(&mut row));
                }
                row = row.and(Ink::Strong, key).and(Ink::Plain, format!("{words}   "));
            }
            rows.push(row);
            rows
        }
        Bar::Decided(right, text) => {
            let ink = match right {
                Some(true) => Ink::Good,
                Some(false) => Ink::Bad,
                None => Ink::Plain,
            };
            lines(ink, text).chain(lines(Ink::Dim, "space goes on, u goes back")).collect()
        }
        Bar::Over(text) => {
            let again = match lesson.wrong() {
                0 => String::new(),
                1 => "space asks the wrong one again, ".to_owned(),
                wrong => format!("space asks the {wrong} wrong ones again, "),
            };
            let keys = format!("{again}r lists the lessons, u goes back, a and x play on from here");
            lines(Ink::Good, text).chain(lines(Ink::Dim, &keys)).collect()
        }
    }
}

#[cfg(test)]
mod tests;
