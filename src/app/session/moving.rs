//! Where the cursor of Session is and what is in sight: panes, rows, causes, lanes, the stretch of time. Keys and the mouse move it.

use super::Session;
use super::axis::{Axis, Zoom};
use super::course::note;
use super::filter::Filter;
use super::flow::Shape;
use super::panes::Pane;
use crate::app::keymap;
use crate::app::screen::Ask;
use crate::app::scroll::{Scroll, rows_of};
use crate::session::id::ActorId;

/// Which way a lane moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

impl Session {
    /// Shows a shorter or a longer stretch of time, where there is one.
    pub(super) fn zoom_to(&mut self, zoom: Zoom) -> Vec<Ask> {
        let Some(stage) = &self.stage else { return Vec::new() };
        let scene = self.scene(stage);
        if Axis::of(&scene, zoom, 0) == Axis::of(&scene, self.zoom, 0) {
            return note(if zoom > self.zoom { "ten seconds are the least" } else { "this is the whole run" });
        }
        self.zoom = zoom;
        Vec::new()
    }

    /// Looks at the instant of a column of the Time pane, where it has passed.
    pub(super) fn scrub(&mut self, column: Option<usize>, width: usize) -> Vec<Ask> {
        let Some(stage) = &self.stage else { return Vec::new() };
        let aspect = self.aspect(stage);
        let axis = self.axis(&aspect, &aspect.of(Pane::Time), width);
        match column.and_then(|column| axis.instant(column)) {
            Some(to) if to < stage.now() => self.look_at(to),
            Some(_) if self.back.is_some() => self.return_to_present(),
            Some(_) => note("that has not happened yet: @ goes there"),
            None => Vec::new(),
        }
    }

    /// Moves the lane of whoever the row under the cursor comes from.
    pub(super) fn move_lane(&mut self, side: Side) -> Vec<Ask> {
        let Some(stage) = &self.stage else { return Vec::new() };
        let Some(step) = self.step_here(stage) else { return note("put the cursor on a row: its sender's lane moves") };
        let actor = match step.shape {
            Shape::Arrow { from, .. } => from,
            Shape::Note(actor) => actor,
        };
        let lanes = self.lanes(&self.scene(stage), 0);
        let mut order: Vec<ActorId> = lanes.order().collect();
        let Some(place) = lanes.place(actor) else { return Vec::new() };
        let to = match side {
            Side::Left => place.checked_sub(1),
            Side::Right => Some(place + 1).filter(|to| *to < order.len()),
        };
        let Some(to) = to else { return note("its lane is the last on this side") };
        order.swap(place, to);
        self.lanes = order;
        Vec::new()
    }

    /// Among the rows that hold what is looked for, to the next.
    pub(super) fn step_hit(&mut self, way: keymap::Action) -> Vec<Ask> {
        if self.filter.is_empty() {
            return note("nothing is looked for: / asks what");
        }
        if self.focus != Pane::Log {
            self.focus_on(Pane::Flow);
        }
        self.scroll(way)
    }

    pub(super) fn jump_to_cause(&mut self) -> Vec<Ask> {
        let Some(stage) = &self.stage else { return Vec::new() };
        let mut cause = self.step_here(stage).and_then(|step| step.cause);
        // Not every event has a row: the cause of the cause may.
        while let Some(seq) = cause {
            if let Some(row) = self.shown.row_of(&stage.flow, seq) {
                self.put_cursor(row);
                return Vec::new();
            }
            let event = stage.record.event(seq);
            cause = event.and_then(|event| event.cause).filter(|earlier| *earlier < seq);
        }
        note("nothing in sight brought this about")
    }

    /// From a line of the log to the row of its message, or of what it is about.
    pub(super) fn jump_to_line(&mut self) -> Vec<Ask> {
        let Some(stage) = &self.stage else { return Vec::new() };
        let scene = self.scene(stage);
        let cursor = self.scrolls.get(Pane::Log.index()).map_or(0, |scroll| scroll.cursor);
        let Some(line) = stage.log.shown(&scene, &self.filter).nth(cursor) else { return note("there is no line yet") };
        let Some(seq) = stage.flow.row_before(line.seq) else { return note("its message is not known any more") };
        if self.shown.row_of(&stage.flow, seq).is_none() {
            // The line holds what is looked for and its message does not.
            self.filter = Filter::default();
            self.follow();
        }
        let row = self.stage.as_ref().and_then(|stage| self.shown.row_of(&stage.flow, seq));
        let Some(row) = row else { return note("its message is not in sight") };
        self.focus_on(Pane::Flow);
        self.put_cursor(row);
        Vec::new()
    }

    /// Puts the cursor of the flow on a row, from which it does not follow what comes.
    fn put_cursor(&mut self, row: usize) {
        if let Some(scroll) = self.scrolls.get_mut(Pane::Flow.index()) {
            scroll.cursor = row;
        }
        self.follows = false;
        self.read_anew();
    }

    /// Another message is read from its beginning.
    fn read_anew(&mut self) {
        for beside in [Pane::Wire, Pane::Verdict] {
            if let Some(scroll) = self.scrolls.get_mut(beside.index()) {
                *scroll = Scroll::default();
            }
        }
    }

    pub(super) fn focus_on(&mut self, pane: Pane) {
        self.focus = pane;
        if pane.is_beside() {
            self.beside = pane;
        }
    }

    pub(super) fn step_pane(&mut self, step: isize) -> Vec<Ask> {
        let count = Pane::ALL.len();
        let next = (self.focus.index() + count).saturating_add_signed(step) % count;
        if let Some(pane) = Pane::ALL.get(next) {
            self.focus_on(*pane);
        }
        Vec::new()
    }

    pub(super) fn scroll(&mut self, action: keymap::Action) -> Vec<Ask> {
        let page = isize::try_from(self.height(self.focus)).unwrap_or(1).saturating_sub(1).max(1);
        rows_of(action, page).map_or_else(Vec::new, |rows| self.scroll_by(rows))
    }

    pub(super) fn area(&self, pane: Pane) -> (usize, usize) {
        let area = self.places.list.iter().find(|(other, _)| *other == pane).map(|(_, area)| *area);
        let inner = |length: u16| usize::from(length.saturating_sub(2));
        area.map_or((78, 0), |area| (inner(area.width), inner(area.height)))
    }

    fn height(&self, pane: Pane) -> usize {
        self.area(pane).1
    }

    pub(super) fn scroll_by(&mut self, rows: isize) -> Vec<Ask> {
        let pane = self.focus;
        let Some(stage) = &self.stage else { return Vec::new() };
        let (width, height) = self.area(pane);
        let len = self.pane_len(pane, width, &self.aspect(stage));
        let Some(scroll) = self.scrolls.get_mut(pane.index()) else { return Vec::new() };
        match pane {
            Pane::Flow => {
                scroll.step(rows, len, height.saturating_sub(1));
                self.follows = scroll.cursor.saturating_add(1) >= len;
                self.read_anew();
            }
            Pane::Config | Pane::Log => scroll.step(rows, len, height),
            Pane::Wire | Pane::Store | Pane::Time | Pane::Cost | Pane::Keys | Pane::Verdict => {
                scroll.slide(rows, len, height);
            }
        }
        Vec::new()
    }
}
