//! What is in sight: the rows of every pane that has a place, made when something changed, drawn as they are.

use ratatui::layout::Rect;

use super::credential::{Credential, credentials};
use super::ink::{Ink, Row, folded};
use super::lesson::Bar;
use super::panes::{Pane, Sight, lay_out};
use super::record::Scene;
use super::stage::Stage;
use super::{Session, bars, cost, flow, schedule, settings, span, store, verdict, wire};
use crate::app::layout::Plan;
use crate::app::screen::Around;
use crate::app::wrap::sentences;
use crate::session::id::TokenId;

impl Session {
    /// Makes everything in sight anew.
    pub(super) fn look(&mut self, around: Around) {
        self.sights.clear();
        self.bar.clear();
        let Some(stage) = self.stage.take() else { return };
        self.keep_cursor(&stage);
        let scene = self.scene_of(&stage);
        let all = credentials(&scene);
        self.bar = bar_rows(&stage, usize::from(around.body.width.saturating_sub(2)));
        let height = match (self.bar.len(), around.plan) {
            (0, _) => 0,
            (rows, Plan::Wide) => rows + 2,
            (rows, Plan::Normal | Plan::Narrow | Plan::TooSmall) => rows + 1,
        };
        let bar = u16::try_from(height).unwrap_or(u16::MAX);
        let tokens = u16::try_from(all.len()).unwrap_or(u16::MAX).saturating_add(3);
        // A question that stands is in sight before anything else.
        let kept = if stage.is_asked() { 0 } else { 6 };
        self.places = lay_out(around.body, around.plan, self.focus, self.beside, self.zoomed, tokens, (bar, kept));
        for (pane, area) in self.places.list.clone() {
            let sight = self.sight(pane, area, &stage, &scene, &all);
            self.sights.push(sight);
        }
        self.stage = Some(stage);
    }

    /// What is looked at: all of the run, or the run until an earlier event.
    pub(super) fn scene_of<'a>(&self, stage: &'a Stage) -> Scene<'a> {
        match self.back {
            Some(seq) => stage.record.scene_at(seq),
            None => stage.scene(),
        }
    }

    /// The rows of the flow that are looked at, by their places.
    pub(super) fn steps_of(&self, stage: &Stage) -> Vec<usize> {
        let steps = &stage.flow.steps;
        let count = match self.back {
            Some(seq) => steps.partition_point(|step| step.seq <= seq),
            None => steps.len(),
        };
        // That a token ends at this very instant may be what is asked.
        let (asked, now) = (stage.is_asked(), stage.now());
        let answers = |step: &flow::Step| asked && step.at == now && step.end;
        let wanted = self.filter.to_lowercase();
        let shown = |step: &flow::Step| {
            let (from, to) = match step.shape {
                flow::Shape::Arrow { from, to, .. } => (from.to_string(), to.to_string()),
                flow::Shape::Note(actor) => (actor.to_string(), String::new()),
            };
            format!("{from} {to} {}", step.words).to_lowercase().contains(&wanted)
        };
        let all = steps.iter().enumerate().take(count);
        all.filter(|(_, step)| !answers(step))
            .filter(|(_, step)| wanted.is_empty() || shown(step))
            .map(|(place, _)| place)
            .collect()
    }

    /// Brings the cursor of the flow to its last row, unless it was moved away from there.
    fn keep_cursor(&mut self, stage: &Stage) {
        let count = self.steps_of(stage).len();
        if let Some(scroll) = self.scrolls.get_mut(Pane::Flow.index())
            && (self.follows || scroll.cursor >= count)
        {
            scroll.cursor = count.saturating_sub(1);
        }
    }

    /// The row of the flow under the cursor.
    pub(super) fn step_here<'a>(&self, stage: &'a Stage) -> Option<&'a flow::Step> {
        let cursor = self.scrolls.get(Pane::Flow.index())?.cursor;
        stage.flow.steps.get(*self.steps_of(stage).get(cursor)?)
    }

    /// The messages that Wire and Verdict show: those under the cursor, or the nearest above.
    pub(super) fn pair_here(&self, stage: &Stage) -> Vec<crate::session::id::MessageId> {
        let cursor = self.scrolls.get(Pane::Flow.index()).map_or(0, |scroll| scroll.cursor);
        let steps = self.steps_of(stage);
        let above = steps.iter().take(cursor.saturating_add(1)).rev();
        let letter = above.filter_map(|place| stage.flow.steps.get(*place)).find_map(flow::Step::letter);
        letter.map(|id| wire::pair(&self.scene_of(stage), id)).unwrap_or_default()
    }

    /// Every row of a pane of `width` but the flow.
    pub(super) fn pane_rows(
        &self,
        pane: Pane,
        width: usize,
        stage: &Stage,
        scene: &Scene<'_>,
        all: &[Credential],
    ) -> Vec<Row> {
        match pane {
            Pane::Flow => {
                let lanes = flow::lanes(&stage.record.config, stage.flow.tabs);
                let step = |place: usize| stage.flow.steps.get(place);
                let steps = self.steps_of(stage);
                steps
                    .into_iter()
                    .filter_map(step)
                    .map(|step| flow::row(step, &lanes, stage.record.t0, width, false))
                    .collect()
            }
            Pane::Wire => {
                let pair = self.pair_here(stage);
                if pair.is_empty() {
                    let hint = if stage.in_lesson() { "no message yet" } else { "no message yet: a acts as the user" };
                    return vec![Row::of(Ink::Dim, hint)];
                }
                wire::rows(scene, &pair, self.form, width)
            }
            Pane::Verdict => {
                let pair = self.pair_here(stage);
                let judged = pair.iter().find_map(|id| scene.record.letters.get(id)?.verdict.as_ref());
                match judged {
                    Some(verdict) => verdict::rows(verdict, width),
                    None => vec![Row::of(Ink::Dim, "no API server judged this message")],
                }
            }
            Pane::Store => store::rows(scene, all).into_iter().flat_map(|row| folded(row, width)).collect(),
            Pane::Time => bars::pane(scene, self.zoom, told(stage), width),
            Pane::Log => stage.log.rows(scene).collect(),
            Pane::Cost if stage.is_asked() => vec![Row::of(Ink::Dim, "told after the answer")],
            Pane::Cost => cost::rows(scene, all),
            Pane::Keys => schedule::rows(scene).into_iter().flat_map(|row| folded(row, width)).collect(),
            Pane::Config => settings::rows(&scene.config(), &stage.profile, width),
        }
    }

    fn sight(&mut self, pane: Pane, area: Rect, stage: &Stage, scene: &Scene<'_>, all: &[Credential]) -> Sight {
        let width = usize::from(area.width.saturating_sub(2));
        let height = usize::from(area.height.saturating_sub(2));
        let title = self.pane_title(pane, stage);
        let focused = self.focus == pane;
        let mut scroll = self.scrolls.get(pane.index()).copied().unwrap_or_default();
        let sight = if pane == Pane::Flow {
            // Only the rows in sight are made: there may be thousands.
            let lanes = flow::lanes(&stage.record.config, stage.flow.tabs);
            let steps = self.steps_of(stage);
            let room = height.saturating_sub(1);
            scroll.follow(steps.len(), room);
            let here = |index: usize| index == scroll.cursor;
            let mut rows = vec![flow::heading(&lanes, width)];
            if steps.is_empty() {
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
            rows.extend(steps.iter().enumerate().skip(scroll.top).take(room).filter_map(|(index, place)| {
                Some(flow::row(stage.flow.steps.get(*place)?, &lanes, stage.record.t0, width, here(index)))
            }));
            Sight { pane, area, title, rows, cursor: None }
        } else {
            let rows = match pane {
                // Of thousands of lines only those until the last in sight are made.
                Pane::Log => stage.log.rows(scene).take(scroll.top.saturating_add(height)).collect(),
                _ => self.pane_rows(pane, width, stage, scene, all),
            };
            let cursor = if pane == Pane::Config {
                scroll.follow(rows.len(), height);
                focused.then(|| scroll.cursor.saturating_sub(scroll.top))
            } else {
                scroll.slide(0, rows.len(), height);
                None
            };
            let rows = rows.into_iter().skip(scroll.top).take(height).collect();
            Sight { pane, area, title, rows, cursor }
        };
        if let Some(kept) = self.scrolls.get_mut(pane.index()) {
            *kept = scroll;
        }
        sight
    }

    fn pane_title(&self, pane: Pane, stage: &Stage) -> String {
        let name = format!("{} {}", pane.number(), pane.title());
        match pane {
            Pane::Flow => {
                let lesson = stage.playing().map(|lesson| {
                    let (done, of) = lesson.progress();
                    format!("  {}  step {done}/{of}", stage.name)
                });
                let filter = if self.filter.is_empty() { String::new() } else { format!("  only `{}`", self.filter) };
                format!("{name}{filter}{}", lesson.unwrap_or_default())
            }
            Pane::Wire => format!("{name}  {}", wire::title(&self.pair_here(stage))),
            Pane::Verdict => {
                let pair = self.pair_here(stage);
                let judged = pair.iter().filter_map(|id| stage.record.letters.get(id)).find(|l| l.verdict.is_some());
                format!("{name}  {}", judged.map(verdict::title).unwrap_or_default())
            }
            Pane::Time => format!("{name}  = live . future o rotated ~ leeway x revoked ! exposed"),
            Pane::Config => format!("{name}  * other than the profile, enter changes"),
            Pane::Store | Pane::Log | Pane::Cost | Pane::Keys => name,
        }
    }

    /// How many answers the question has that stands; nothing where none does.
    #[must_use]
    pub fn answers(&self) -> Option<usize> {
        let question = self.stage.as_ref()?.playing()?.run().question()?;
        Some(question.options.len())
    }

    /// What the title line says of the world: the least important first.
    #[must_use]
    pub fn headline(&self) -> Vec<(Ink, String)> {
        let Some(stage) = &self.stage else { return Vec::new() };
        let scene = self.scene_of(stage);
        let name =
            if stage.playing().is_some() { stage.name.split(' ').next().unwrap_or_default() } else { &stage.name };
        let mut words = vec![(Ink::Dim, name.to_owned())];
        let all = credentials(&scene);
        let access = |token: &&Credential| matches!(token.id, TokenId::Access(_));
        let next = all.iter().filter(access).filter_map(|token| Some((token.id, token.over()?)));
        let next = next.filter(|(_, over)| *over > scene.now).min_by_key(|(_, over)| *over);
        if let Some((id, over)) = next {
            words.push((Ink::Plain, format!("{id} exp in {}", span::left(over.since(scene.now)))));
        }
        words.push((Ink::Strong, format!("t+{}", span::coarse(stage.record.t0, scene.now))));
        words.push(match (self.back, stage.playing(), self.clock.runs()) {
            (Some(_), ..) => (Ink::Warn, "<< LOOKING BACK".to_owned()),
            (None, Some(_), _) => (Ink::Good, "lesson".to_owned()),
            (None, None, true) => (Ink::Good, format!("> {}x", self.clock.speed)),
            (None, None, false) => (Ink::Warn, format!("|| PAUSED {}x", self.clock.speed)),
        });
        words
    }
}

/// How much may be told now.
fn told(stage: &Stage) -> bars::Told {
    if stage.is_asked() { bars::Told::NoAnswer } else { bars::Told::AsItIs }
}

/// What is told or asked, as rows of `width`.
fn bar_rows(stage: &Stage, width: usize) -> Vec<Row> {
    let lines = |ink: Ink, text: &str| sentences(text, width.max(10)).into_iter().map(move |line| Row::of(ink, line));
    let Some(lesson) = stage.playing() else {
        return stage.told.map(|told| lines(Ink::Plain, told).collect()).unwrap_or_default();
    };
    match &lesson.bar {
        Bar::Told(text) => lines(Ink::Plain, text).chain([Row::of(Ink::Dim, "space goes on, u goes back")]).collect(),
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
            lines(ink, text).chain([Row::of(Ink::Dim, "space goes on, u goes back")]).collect()
        }
        Bar::Over(text) => lines(Ink::Good, text)
            .chain([Row::of(Ink::Dim, "r lists the lessons, u goes back, a and x play on from here")])
            .collect(),
    }
}
