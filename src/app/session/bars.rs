//! The Time pane: a bar a token on one axis, the cursor of now, and in words what is left.

use super::credential::{Credential, credentials};
use super::ink::{Canvas, Ink, Row, cut};
use super::record::Scene;
use super::span;
use crate::session::id::TokenId;
use crate::session::time::Ms;

/// Columns of the names.
const NAMES: usize = 14;

/// How much the bars say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// All.
    AsItIs,
    /// While a question stands: nothing that would answer it, so no words and no theft window.
    NoAnswer,
}

/// The axis: which stretch of time is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Axis {
    /// Its left end.
    pub from: Ms,
    /// Its right end.
    pub to: Ms,
}

impl Axis {
    /// From the beginning to the end of the last access token, or somewhat beyond now; each step of `zoom` halves it around now.
    #[must_use]
    pub fn of(scene: &Scene<'_>, all: &[Credential], zoom: u8) -> Self {
        let t0 = scene.record.t0;
        let access = all.iter().filter(|token| matches!(token.id, TokenId::Access(_)));
        let last = access.filter_map(|token| token.ends).max().unwrap_or(t0).max(scene.now);
        let whole = last.since(t0).max(60_000);
        // Some room on the right: what ends there is to be seen ending.
        let whole = whole.saturating_add(whole / 16);
        let length = (whole >> zoom.min(12)).max(10_000);
        let from = if zoom == 0 { t0 } else { scene.now.plus(-length * 2 / 3).max(t0) };
        Self { from, to: from.plus(length) }
    }

    /// The column of an instant, in a bar of `width`.
    fn column(self, at: Ms, width: usize) -> Option<usize> {
        let length = self.to.since(self.from).max(1);
        let into = at.since(self.from);
        if into < 0 || into >= length {
            return None;
        }
        usize::try_from(i128::from(into) * i128::try_from(width).unwrap_or(0) / i128::from(length)).ok()
    }

    /// The instant at the left edge of a column.
    fn instant(self, column: usize, width: usize) -> Ms {
        let length = i128::from(self.to.since(self.from));
        let into = length * i128::try_from(column).unwrap_or(0) / i128::try_from(width.max(1)).unwrap_or(1);
        self.from.plus(i64::try_from(into).unwrap_or(0))
    }
}

/// One bar: its name, what stands at each instant, and the words at its right.
struct Bar {
    name: String,
    /// Stretches, the later ones over the earlier: from, to (`None` for ever), sign, and how it is meant.
    stretches: Vec<(Ms, Option<Ms>, char, Ink)>,
    /// Single instants.
    points: Vec<(Ms, char, Ink)>,
    words: String,
    ink: Ink,
}

/// The rows above the bars: the scale, and the cursor of now.
#[must_use]
pub fn scale(scene: &Scene<'_>, axis: Axis, width: usize) -> [Row; 2] {
    let bar = bar_width(width);
    let t0 = scene.record.t0;
    let length = axis.to.since(axis.from);
    let wanted = i64::try_from(bar / 9).unwrap_or(1).max(1);
    const STEPS: [i64; 15] = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400, 604_800];
    let step = STEPS.iter().map(|seconds| seconds * 1000).find(|step| length / step <= wanted).unwrap_or(length.max(1));
    let mut canvas = Canvas::new(width);
    let mut at = t0.plus(axis.from.since(t0).div_euclid(step) * step);
    while at < axis.to {
        let words = span::coarse(t0, at);
        if let Some(column) = axis.column(at, bar).filter(|column| column + words.len() <= bar) {
            canvas.put(NAMES + column, Ink::Dim, &words);
        }
        at = at.plus(step);
    }
    let mut cursor = Canvas::new(width);
    if let Some(column) = axis.column(scene.now, bar) {
        let words = format!("v now {}", span::coarse(t0, scene.now));
        // Near the right edge the words stand before their sign.
        if column + words.len() <= bar {
            cursor.put(NAMES + column, Ink::Strong, &words);
        } else {
            let words = format!("now {} v", span::coarse(t0, scene.now));
            cursor.put((NAMES + column + 1).saturating_sub(words.len()), Ink::Strong, &words);
        }
    }
    [canvas.row(), cursor.row()]
}

/// Columns of the bars in a pane of `width`; words take the rest.
fn bar_width(width: usize) -> usize {
    width.saturating_sub(NAMES + if width >= 100 { 28 } else { 21 }).max(1)
}

/// The bars, one a row.
#[must_use]
pub fn rows(scene: &Scene<'_>, all: &[Credential], axis: Axis, told: Told, width: usize) -> Vec<Row> {
    let config = scene.config();
    let leeway = config.apis.iter().map(|api| api.leeway_s.saturating_mul(1000) - api.offset_ms.0).max().unwrap_or(0);
    let in_sight = |token: &&Credential| token.over().is_none_or(|over| over.plus(leeway.max(0)) >= axis.from);
    let mut bars: Vec<Bar> = all.iter().filter(in_sight).map(|token| bar(scene, token, leeway)).collect();
    let newest = all.iter().rev().find(|token| matches!(token.id, TokenId::Access(_)));
    let apart = config.apis.iter().any(|api| api.offset_ms.0 != 0);
    if let Some(token) = newest.filter(|_| apart) {
        for (number, api) in (0_u8..).zip(&config.apis) {
            bars.push(window(scene, token, number, api.leeway_s.saturating_mul(1000), api.offset_ms.0));
        }
    }
    if told == Told::AsItIs {
        bars.extend(theft(scene, all));
    } else {
        for bar in &mut bars {
            bar.words.clear();
        }
    }
    bars.into_iter().map(|bar| drawn(&bar, scene.now, axis, width)).collect()
}

fn bar(scene: &Scene<'_>, token: &Credential, leeway: i64) -> Bar {
    let now = scene.now;
    let mut stretches = vec![(token.issued, token.over(), '=', Ink::Good)];
    let mut points = Vec::new();
    let (name, words, ink);
    match token.id {
        TokenId::Access(_) | TokenId::Forged(_) => {
            let sub = scene.record.tokens.get(&token.id).and_then(|written| written.sub.clone());
            name = format!("{} {}", token.id, crate::token::visible::visible(&sub.unwrap_or_default()));
            if leeway > 0
                && let (Some(end), None) = (token.ends, token.revoked)
            {
                stretches.push((end, Some(end.plus(leeway)), '~', Ink::Warn));
            }
            if let Some(at) = token.revoked {
                stretches.push((at, token.ends, 'x', Ink::Bad));
            }
            (words, ink) = access_words(scene, token, leeway);
        }
        TokenId::Refresh(_) => {
            name = format!("{} gen {}", token.id, token.generation);
            if let Some(at) = token.rotated {
                stretches.push((at, Some(token.revoked.unwrap_or(now).max(at)), 'o', Ink::Dim));
            }
            if let Some(at) = token.revoked {
                stretches.push((at, Some(now.max(at)), 'x', Ink::Bad));
            }
            points.extend(token.reused.iter().map(|at| (*at, '!', Ink::Bad)));
            (words, ink) = refresh_words(scene, token);
        }
    }
    Bar { name, stretches, points, words, ink }
}

fn access_words(scene: &Scene<'_>, token: &Credential, leeway: i64) -> (String, Ink) {
    let (t0, now) = (scene.record.t0, scene.now);
    match (token.revoked, token.ends) {
        (Some(at), _) if at <= now => (format!("revoked {}", span::coarse(t0, at)), Ink::Bad),
        (_, Some(end)) if now < end => {
            (format!("exp {}  {} left", span::coarse(t0, end), span::left(end.since(now))), Ink::Good)
        }
        (_, Some(end)) if now < end.plus(leeway) => {
            (format!("leeway {}", span::left(end.plus(leeway).since(now))), Ink::Warn)
        }
        (_, Some(end)) => (format!("expired {}", span::coarse(t0, end)), Ink::Dim),
        (_, None) => ("never expires".to_owned(), Ink::Warn),
    }
}

fn refresh_words(scene: &Scene<'_>, token: &Credential) -> (String, Ink) {
    let (t0, now) = (scene.record.t0, scene.now);
    let reused = token.reused.last().map(|at| format!("reused {}", span::coarse(t0, *at)));
    match (token.rotated, token.revoked, reused) {
        (Some(_), _, Some(reused)) => (format!("rotated, {reused}"), Ink::Bad),
        (_, Some(at), _) => (format!("revoked {}", span::coarse(t0, at)), Ink::Bad),
        (Some(at), None, None) => (format!("rotated {}", span::coarse(t0, at)), Ink::Dim),
        (None, None, _) => match token.ends {
            Some(end) if now < end => (format!("{} left", span::left(end.since(now))), Ink::Good),
            Some(end) => (format!("ended {}", span::coarse(t0, end)), Ink::Dim),
            None => ("no end".to_owned(), Ink::Warn),
        },
    }
}

/// When one server takes a token, by its own clock.
fn window(scene: &Scene<'_>, token: &Credential, api: u8, leeway: i64, offset: i64) -> Bar {
    let begin = token.issued.plus(-leeway - offset).max(scene.record.t0);
    let end = token.ends.map(|end| end.plus(leeway - offset));
    let name = format!("{} api-{}", token.id, char::from(b'a'.saturating_add(api % 26)));
    let words = end.map_or_else(String::new, |end| format!("until {}", span::coarse(scene.record.t0, end)));
    Bar { name, stretches: vec![(begin, end, '=', Ink::Good)], points: Vec::new(), words, ink: Ink::Dim }
}

/// When the attacker holds something that is good.
fn theft(scene: &Scene<'_>, all: &[Credential]) -> Option<Bar> {
    let held: Vec<(&Credential, Ms)> = all
        .iter()
        .filter_map(|token| Some((token, token.stolen?.0)))
        .filter(|(token, at)| token.is_good(*at))
        .collect();
    if held.is_empty() {
        return None;
    }
    let stretches = held.iter().map(|(token, at)| (*at, token.over(), '!', Ink::Bad)).collect();
    let good: Vec<String> =
        held.iter().filter(|(token, _)| token.is_good(scene.now)).map(|(token, _)| token.id.to_string()).collect();
    let words = if good.is_empty() { "all of it over".to_owned() } else { format!("good: {}", good.join(" ")) };
    let ink = if good.is_empty() { Ink::Dim } else { Ink::Bad };
    Some(Bar { name: "theft window".to_owned(), stretches, points: Vec::new(), words, ink })
}

fn drawn(bar: &Bar, now: Ms, axis: Axis, width: usize) -> Row {
    let room = bar_width(width);
    let mut canvas = Canvas::new(width);
    canvas.put(0, Ink::Strong, &cut(&bar.name, NAMES - 1));
    for column in 0..room {
        let at = axis.instant(column, room);
        let here = bar.stretches.iter().rev().find(|(from, to, ..)| *from <= at && to.is_none_or(|to| at < to));
        if let Some((_, _, sign, ink)) = here {
            let ahead = at > now && matches!(sign, '=' | '!');
            let (sign, ink) = if ahead { ('.', Ink::Dim) } else { (*sign, *ink) };
            canvas.fill(NAMES + column, NAMES + column + 1, ink, sign);
        }
    }
    // A stretch too short for a column of its own is shown all the same.
    for (from, to, sign, ink) in &bar.stretches {
        let short = to.is_some_and(|to| axis.column(*from, room) == axis.column(to, room));
        if let Some(column) = axis.column(*from, room).filter(|_| short && *from <= now) {
            canvas.fill(NAMES + column, NAMES + column + 1, *ink, *sign);
        }
    }
    for (at, sign, ink) in &bar.points {
        if let Some(column) = axis.column(*at, room) {
            canvas.fill(NAMES + column, NAMES + column + 1, *ink, *sign);
        }
    }
    if let Some(column) = axis.column(now, room) {
        canvas.fill(NAMES + column, NAMES + column + 1, Ink::Strong, '|');
    }
    let words = cut(&bar.words, width.saturating_sub(NAMES + room + 1));
    canvas.put(width.saturating_sub(words.chars().count()), bar.ink, &words);
    canvas.row()
}

/// All bars of a scene with their scale, as the pane shows them.
#[must_use]
pub fn pane(scene: &Scene<'_>, zoom: u8, told: Told, width: usize) -> Vec<Row> {
    let all = credentials(scene);
    let axis = Axis::of(scene, &all, zoom);
    scale(scene, axis, width).into_iter().chain(rows(scene, &all, axis, told, width)).collect()
}
