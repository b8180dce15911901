//! Where everything stands on the screen: one function of size and content, used to draw, to scroll and to find what was clicked.

use ratatui::layout::Rect;

use super::words_of_frame;

/// The parts of the Inspect screen, in the order of their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The characters of the token.
    Token,
    /// The JOSE header.
    Header,
    /// The payload, or the sealed parts of an encrypted token.
    Payload,
    /// The times of its life.
    Lifetime,
    /// Is it genuine, is it current?
    Verdict,
    /// What a reviewer would say.
    Findings,
    /// The tokens that were pasted.
    Tokens,
    /// What the member under the cursor means. It follows the cursor and never takes it.
    Explain,
}

impl Pane {
    /// All of them, by number; the ones that keys can go to first.
    pub const ALL: [Self; 8] = [
        Self::Token,
        Self::Header,
        Self::Payload,
        Self::Lifetime,
        Self::Verdict,
        Self::Findings,
        Self::Tokens,
        Self::Explain,
    ];

    /// Can keys go to it?
    #[must_use]
    pub const fn takes_focus(self) -> bool {
        match self {
            Self::Token
            | Self::Header
            | Self::Payload
            | Self::Lifetime
            | Self::Verdict
            | Self::Findings
            | Self::Tokens => true,
            Self::Explain => false,
        }
    }

    /// Its number, from 1.
    #[must_use]
    pub fn number(self) -> usize {
        self.index() + 1
    }

    /// Its place in [`ALL`](Self::ALL).
    #[must_use]
    pub const fn index(self) -> usize {
        match self {
            Self::Token => 0,
            Self::Header => 1,
            Self::Payload => 2,
            Self::Lifetime => 3,
            Self::Verdict => 4,
            Self::Findings => 5,
            Self::Tokens => 6,
            Self::Explain => 7,
        }
    }

    /// Its title.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Token => words_of_frame::TOKEN_PANE,
            Self::Header => words_of_frame::HEADER_PANE,
            Self::Payload => words_of_frame::PAYLOAD_PANE,
            Self::Lifetime => words_of_frame::LIFETIME_PANE,
            Self::Verdict => words_of_frame::VERDICT_PANE,
            Self::Findings => words_of_frame::FINDINGS_PANE,
            Self::Tokens => words_of_frame::TOKENS_PANE,
            Self::Explain => words_of_frame::EXPLAIN_PANE,
        }
    }
}

impl Pane {
    /// Its title where there is little room.
    #[must_use]
    pub const fn short_title(self) -> &'static str {
        match self {
            Self::Lifetime => words_of_frame::LIFETIME_SHORT,
            Self::Findings => words_of_frame::FINDINGS_SHORT,
            Self::Token | Self::Header | Self::Payload | Self::Verdict | Self::Tokens | Self::Explain => self.title(),
        }
    }
}

/// How the screen is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// Everything side by side: from 110 x 30.
    Wide,
    /// Everything that matters: from 70 x 20.
    Normal,
    /// One pane at a time: from 40 x 10.
    Narrow,
    /// No room for anything but a sentence.
    TooSmall,
}

/// A plan is kept until this many columns less than it needs, so that a window being dragged does not flicker between two.
const HYSTERESIS: u16 = 4;

impl Plan {
    /// The plan for a screen of this size, when the plan before was `before`.
    #[must_use]
    pub fn of((width, height): (u16, u16), before: Option<Self>) -> Self {
        let fits = |plan: Self, columns: u16, rows: u16| {
            let kept = if before == Some(plan) { HYSTERESIS } else { 0 };
            width.saturating_add(kept) >= columns && height >= rows
        };
        // Below 40 columns nothing is kept: there is really no room.
        if width < 40 || height < 10 {
            Self::TooSmall
        } else if fits(Self::Wide, 110, 30) {
            Self::Wide
        } else if fits(Self::Normal, 70, 20) {
            Self::Normal
        } else {
            Self::Narrow
        }
    }
}

/// Percent of the width that the left half of each plan takes.
const WIDE_LEFT: u32 = 58;
const NORMAL_LEFT: u32 = 62;

/// Columns inside the panes of the right half.
#[must_use]
pub fn right_half(body: Rect, plan: Plan) -> usize {
    let left = match plan {
        Plan::Wide => WIDE_LEFT,
        Plan::Normal => NORMAL_LEFT,
        Plan::Narrow | Plan::TooSmall => 0,
    };
    let (_, right) = split(body, left);
    inner(right)
}

/// What the content asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Needs {
    /// How many tokens there are.
    pub tokens: usize,
    /// Characters of the token at hand.
    pub characters: usize,
    /// Members of its header.
    pub header: usize,
    /// Rows of its lifetime.
    pub lifetime: usize,
    /// Rows of its verdict.
    pub verdict: usize,
}

/// The places of the frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// How the screen is divided.
    pub plan: Plan,
    /// The title line.
    pub title: Rect,
    /// All between title and status.
    pub body: Rect,
    /// The status line.
    pub status: Rect,
    /// The line of keys.
    pub keys: Rect,
}

impl Layout {
    /// The rows that a list over the screen has.
    #[must_use]
    pub const fn list_rows(&self) -> usize {
        self.body.height.saturating_sub(3) as usize
    }
}

/// The places of the panes of Inspect.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Panes {
    /// The line that names all panes, where only one of them is shown.
    pub tabs: Rect,
    /// The panes in sight.
    pub list: Vec<(Pane, Rect)>,
}

/// Divides a terminal of `size`.
#[must_use]
pub fn frame((width, height): (u16, u16), plan: Plan) -> Layout {
    let whole = Rect::new(0, 0, width, height);
    let (title, rest) = top(whole, 1);
    let (rest, keys) = bottom(rest, 1);
    let (body, status) = bottom(rest, 1);
    Layout { plan, title, body, status, keys }
}

/// Divides the body of Inspect; `alone` says that the pane with the focus has it for itself.
#[must_use]
pub fn lay_out(body: Rect, plan: Plan, needs: Needs, focus: Pane, alone: bool) -> Panes {
    let mut layout = Panes::default();
    if plan == Plan::TooSmall || needs.tokens == 0 {
        return layout;
    }
    if alone || plan == Plan::Narrow {
        let (tabs, body) = top(body, 1);
        layout.tabs = tabs;
        layout.list.push((focus, body));
        return layout;
    }
    match plan {
        Plan::Wide => wide(&mut layout, body, needs),
        Plan::Normal => normal(&mut layout, body, needs),
        Plan::Narrow | Plan::TooSmall => {}
    }
    if !layout.list.iter().any(|(pane, _)| *pane == focus) {
        // A pane that has no room among the others gets it all while it has the focus.
        return lay_out(body, plan, needs, focus, true);
    }
    layout
}

fn wide(layout: &mut Panes, body: Rect, needs: Needs) {
    let (above, lifetime) = bottom(body, rows(needs.lifetime, 1, 5));
    let (left, right) = split(above, WIDE_LEFT);
    let (token, left) = top(left, rows(needs.characters.div_ceil(inner(left)), 1, 5));
    let (header, payload) = top(left, rows(needs.header, 1, usize::from(left.height / 3)));
    layout.list.extend([(Pane::Token, token), (Pane::Header, header), (Pane::Payload, payload)]);
    let right = if needs.tokens > 1 {
        let (tokens, right) = top(right, rows(needs.tokens, 2, 6));
        layout.list.push((Pane::Tokens, tokens));
        right
    } else {
        right
    };
    let (verdict, right) = top(right, rows(needs.verdict, 2, 8));
    // Findings keep what one of them needs.
    let (explain, findings) = top(right, (right.height * 3 / 5).min(right.height.saturating_sub(5)));
    layout.list.extend([(Pane::Verdict, verdict), (Pane::Explain, explain), (Pane::Findings, findings)]);
    layout.list.push((Pane::Lifetime, lifetime));
}

/// Rows of the Findings pane at least, with its border.
const FINDINGS: u16 = 3;

fn normal(layout: &mut Panes, body: Rect, needs: Needs) {
    let (token, below) = top(body, rows(needs.characters.div_ceil(inner(body)), 1, 2));
    let (left, right) = split(below, NORMAL_LEFT);
    let (header, payload) = top(left, rows(needs.header, 1, usize::from(left.height / 3).saturating_sub(2)));
    layout.list.extend([(Pane::Token, token), (Pane::Header, header), (Pane::Payload, payload)]);
    // The list and the verdict go first, then what has room; the payload says the same as the lifetime does, which can do with a row.
    let verdict = rows(needs.verdict, 3, 5);
    let tokens = if needs.tokens > 1 { rows(needs.tokens, 2, 2) } else { 0 };
    let lifetime = right.height.saturating_sub(tokens + verdict + FINDINGS).clamp(rows(1, 1, 1), rows(4, 2, 4));
    let mut wanted = vec![(Pane::Verdict, verdict), (Pane::Lifetime, lifetime), (Pane::Findings, FINDINGS)];
    if tokens > 0 {
        wanted.insert(0, (Pane::Tokens, tokens));
    }
    let mut right = right;
    let mut placed: Vec<(Pane, Rect)> = Vec::new();
    for (pane, height) in wanted {
        if right.height < height {
            break;
        }
        let (area, rest) = top(right, height);
        placed.push((pane, area));
        right = rest;
    }
    if let Some((_, last)) = placed.last_mut() {
        last.height += right.height;
    }
    layout.list.extend(placed);
}

/// The height of a frame around `wanted` rows, of which at least and at most so many are shown.
fn rows(wanted: usize, least: usize, most: usize) -> u16 {
    u16::try_from(wanted.min(most).max(least)).unwrap_or(u16::MAX).saturating_add(2)
}

fn inner(area: Rect) -> usize {
    usize::from(area.width.saturating_sub(2)).max(1)
}

fn top(area: Rect, height: u16) -> (Rect, Rect) {
    let height = height.min(area.height);
    (Rect { height, ..area }, Rect { y: area.y + height, height: area.height - height, ..area })
}

fn bottom(area: Rect, height: u16) -> (Rect, Rect) {
    let (above, below) = top(area, area.height.saturating_sub(height));
    (above, below)
}

fn split(area: Rect, percent: u32) -> (Rect, Rect) {
    let left = u16::try_from(u32::from(area.width) * percent / 100).unwrap_or(area.width).min(area.width);
    (Rect { width: left, ..area }, Rect { x: area.x + left, width: area.width - left, ..area })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_tile_the_body_at_every_size() {
        for width in 0..160 {
            for height in 0..60 {
                for tokens in 0..3 {
                    let needs = Needs { tokens, characters: 300, header: 3, lifetime: 3, verdict: 3 };
                    let plan = Plan::of((width, height), None);
                    for focus in Pane::ALL.into_iter().filter(|pane| pane.takes_focus()) {
                        let body = frame((width, height), plan).body;
                        let layout = lay_out(body, plan, needs, focus, false);
                        let area: u32 = layout.list.iter().map(|(_, rect)| rect.area()).sum();
                        if layout.list.is_empty() {
                            assert!(tokens == 0 || plan == Plan::TooSmall);
                            continue;
                        }
                        assert_eq!(area + layout.tabs.area(), body.area(), "{width}x{height} {focus:?}");
                        assert!(
                            layout.list.iter().any(|(pane, _)| *pane == focus),
                            "{width}x{height}: {focus:?} is out of sight"
                        );
                        for (pane, rect) in &layout.list {
                            assert!(rect.height >= 3 && rect.width >= 10, "{width}x{height}: {pane:?} is {rect}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_window_being_dragged_does_not_flicker() {
        assert_eq!(Plan::of((110, 30), None), Plan::Wide);
        assert_eq!(Plan::of((109, 30), None), Plan::Normal);
        assert_eq!(Plan::of((106, 30), Some(Plan::Wide)), Plan::Wide);
        assert_eq!(Plan::of((105, 30), Some(Plan::Wide)), Plan::Normal);
        assert_eq!(Plan::of((69, 20), Some(Plan::Narrow)), Plan::Narrow);
        assert_eq!(Plan::of((40, 10), None), Plan::Narrow);
        assert_eq!(Plan::of((39, 10), Some(Plan::Narrow)), Plan::TooSmall);
    }
}
