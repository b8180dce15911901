//! Where the panes of Session stand: one function of size and focus.

use ratatui::layout::Rect;

use super::ink::Row;
use crate::app::layout::Plan;

/// The parts of the Session screen, in the order of their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pane {
    /// What happened between whom.
    Flow,
    /// The messages themselves.
    Wire,
    /// Who keeps what where.
    Store,
    /// How long everything lives.
    Time,
    /// What the servers wrote down.
    Log,
    /// What it cost, and what other designs would have.
    Cost,
    /// The keys of the auth server.
    Keys,
    /// The settings.
    Config,
    /// What an API server checked.
    Verdict,
}

impl Pane {
    /// All of them, by number.
    pub const ALL: [Self; 9] = [
        Self::Flow,
        Self::Wire,
        Self::Store,
        Self::Time,
        Self::Log,
        Self::Cost,
        Self::Keys,
        Self::Config,
        Self::Verdict,
    ];

    /// Its number, from 1.
    #[must_use]
    pub const fn number(self) -> usize {
        self.index() + 1
    }

    /// Its place in [`ALL`](Self::ALL).
    #[must_use]
    pub const fn index(self) -> usize {
        match self {
            Self::Flow => 0,
            Self::Wire => 1,
            Self::Store => 2,
            Self::Time => 3,
            Self::Log => 4,
            Self::Cost => 5,
            Self::Keys => 6,
            Self::Config => 7,
            Self::Verdict => 8,
        }
    }

    /// Its title.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Flow => "Flow",
            Self::Wire => "Wire",
            Self::Store => "Store",
            Self::Time => "Time",
            Self::Log => "Log",
            Self::Cost => "Cost",
            Self::Keys => "Keys",
            Self::Config => "Config",
            Self::Verdict => "Verdict",
        }
    }

    /// Does it tell what only servers know, or what lies in a browser?
    #[must_use]
    pub const fn shows_what_is_inside(self) -> bool {
        match self {
            Self::Store | Self::Time | Self::Cost | Self::Keys => true,
            Self::Flow | Self::Wire | Self::Log | Self::Config | Self::Verdict => false,
        }
    }

    /// Does it share the place beside the flow with others?
    #[must_use]
    pub const fn is_beside(self) -> bool {
        match self {
            Self::Wire | Self::Store | Self::Keys | Self::Config | Self::Verdict => true,
            Self::Flow | Self::Time | Self::Log | Self::Cost => false,
        }
    }
}

/// One pane as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    /// Which.
    pub pane: Pane,
    /// Where.
    pub area: Rect,
    /// What stands in its border.
    pub title: String,
    /// The rows that fit.
    pub rows: Vec<Row>,
    /// The row of those under the cursor.
    pub cursor: Option<usize>,
    /// At which of how many rows one is, where not all of them fit.
    pub far: Option<(usize, usize)>,
}

/// The places.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    /// The line that names all panes, where not all are shown.
    pub tabs: Rect,
    /// The panes in sight.
    pub list: Vec<(Pane, Rect)>,
    /// What is told or asked, below all.
    pub bar: Rect,
}

/// Divides the body. `beside` is the pane shown beside the flow, `bars` the rows of the Time pane, `bar` the rows below all, and
/// `kept` those that the panes keep before it.
#[must_use]
pub fn lay_out(
    body: Rect,
    plan: Plan,
    focus: Pane,
    beside: Pane,
    alone: bool,
    bars: u16,
    (bar, kept): (u16, u16),
) -> Places {
    let mut places = Places::default();
    if plan == Plan::TooSmall {
        return places;
    }
    let below = bar.min(body.height.saturating_sub(kept));
    // Where no pane has room, the bar has all of it.
    let (body, below) = split_bottom(body, if body.height - below < 4 { body.height } else { below });
    places.bar = below;
    if body.height == 0 {
        return places;
    }
    let wide = plan == Plan::Wide && !alone;
    if !wide {
        let (tabs, rest) = split_bottom(body, body.height.saturating_sub(1));
        places.tabs = tabs;
        let shares = plan == Plan::Normal && !alone && focus != Pane::Time && rest.height >= 14;
        if shares {
            let (above, time) = split_bottom(rest, bars.saturating_add(2).clamp(5, 7));
            places.list.extend([(focus, above), (Pane::Time, time)]);
        } else {
            places.list.push((focus, rest));
        }
        return places;
    }
    let (rest, last) = split_bottom(body, 6);
    let (above, time) = split_bottom(rest, bars.saturating_add(2).clamp(6, 10));
    let flow = above.width * 64 / 100;
    let (flow, right) = split_left(above, flow);
    let (log, cost) = split_left(last, last.width * 59 / 100);
    places.list.extend([(Pane::Flow, flow), (beside, right), (Pane::Time, time), (Pane::Log, log), (Pane::Cost, cost)]);
    places
}

fn split_bottom(area: Rect, height: u16) -> (Rect, Rect) {
    let height = height.min(area.height);
    let above = Rect { height: area.height - height, ..area };
    (above, Rect { y: area.y + above.height, height, ..area })
}

fn split_left(area: Rect, width: u16) -> (Rect, Rect) {
    let width = width.min(area.width);
    (Rect { width, ..area }, Rect { x: area.x + width, width: area.width - width, ..area })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::layout::frame;

    #[test]
    fn panes_tile_the_body_at_every_size_and_the_focus_is_in_sight() {
        for (width, height) in (40..150).flat_map(|width| (10..50).map(move |height| (width, height))) {
            let plan = Plan::of((width, height), None);
            let body = frame((width, height), plan).body;
            for focus in Pane::ALL {
                for bar in [0, 3, 5] {
                    let beside = if focus.is_beside() { focus } else { Pane::Wire };
                    let places = lay_out(body, plan, focus, beside, false, 6, (bar, 6));
                    let panes: u32 = places.list.iter().map(|(_, area)| area.area()).sum();
                    assert_eq!(
                        panes + places.tabs.area() + places.bar.area(),
                        body.area(),
                        "{width}x{height} {focus:?}"
                    );
                    assert!(places.list.iter().any(|(pane, _)| *pane == focus), "{width}x{height} {focus:?}");
                    assert!(places.list.iter().all(|(_, area)| area.height >= 3), "{width}x{height} {places:?}");
                }
            }
        }
    }
}
