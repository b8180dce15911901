//! The Time pane: a bar for everything that has a life, on one axis with the cursor of now, and in words what is left of it.

use super::axis::{Axis, NAMES};
use super::credential::Credential;
use super::ink::{Canvas, Ink, Row, cut};
use super::record::{Scene, Told};
use super::standing::{Denial, Family, KeyLife};
use super::{schedule, span};
use crate::session::id::{ActorId, FamilyId, KeyId, TokenId};
use crate::session::time::Ms;
use crate::token::visible::visible;

/// Rows above the bars: the scale and the cursor.
const HEAD: usize = 2;

/// One bar: its name, what stands at each instant, and the words at its right.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Bar {
    name: String,
    /// Stretches, the later ones over the earlier: from, to (`None` for ever), sign, and how it is meant.
    stretches: Vec<(Ms, Option<Ms>, char, Ink)>,
    /// Single instants.
    points: Vec<(Ms, char, Ink)>,
    words: String,
    ink: Ink,
}

impl Bar {
    fn new(name: String, from: Ms, over: Option<Ms>) -> Self {
        let stretches = vec![(from, over, '=', Ink::Good)];
        Self { name, stretches, points: Vec::new(), words: String::new(), ink: Ink::Dim }
    }

    fn says(self, words: String, ink: Ink) -> Self {
        Self { words, ink, ..self }
    }
}

/// What has a life.
#[derive(Debug, Clone, Copy)]
enum Life<'a> {
    Token(&'a Credential),
    /// The newest access token at one API.
    Window(&'a Credential, u8),
    Theft,
    Denial(&'a str, Denial),
    Family(FamilyId, &'a Family),
    Key(KeyId, KeyLife),
}

impl Life<'_> {
    /// When it was over, as far as it may be told.
    fn over(&self, scene: &Scene<'_>) -> Option<Ms> {
        match self {
            Self::Token(token) if scene.told == Told::NoAnswer => said(token),
            Self::Token(token) => token.over(),
            Self::Denial(_, denial) => Some(denial.until),
            Self::Family(_, family) => family.dead.map_or(family.ends, |(at, _)| Some(at)),
            Self::Key(_, life) => life.gone,
            Self::Window(..) | Self::Theft => None,
        }
    }

    fn bar(&self, scene: &Scene<'_>) -> Bar {
        match self {
            Self::Token(token) if scene.told == Told::NoAnswer => claimed(scene, token),
            Self::Token(token) => bar(scene, token, leeway(scene)),
            Self::Window(token, number) => window(scene, token, *number),
            Self::Theft => theft(scene),
            Self::Denial(entry, denial) => denied(scene, entry, *denial),
            Self::Family(id, life) => family(scene, *id, life),
            Self::Key(id, life) => key(scene, *id, life),
        }
    }
}

/// Everything that has a life, in the order of the pane. Where there is room for `height` of it and not for all, what ended long ago
/// comes last.
fn lives<'a>(scene: &Scene<'a>, axis: Axis, height: usize) -> Vec<Life<'a>> {
    let mut lives = in_order(scene, axis);
    if lives.len() > height {
        let mut order: Vec<(Option<std::cmp::Reverse<Ms>>, usize)> = lives
            .iter()
            .enumerate()
            .map(|(place, life)| (life.over(scene).filter(|over| *over <= scene.now).map(std::cmp::Reverse), place))
            .collect();
        order.sort_unstable();
        if let Some(shown) = order.get_mut(..height) {
            shown.sort_unstable_by_key(|(_, place)| *place);
        }
        lives = order.iter().filter_map(|(_, place)| lives.get(*place).copied()).collect();
    }
    lives
}

fn in_order<'a>(scene: &Scene<'a>, axis: Axis) -> Vec<Life<'a>> {
    let leeway = leeway(scene).max(0);
    let in_sight = |token: &&Credential| token.over().is_none_or(|over| over.plus(leeway) >= axis.from);
    let tokens = scene.tokens();
    if scene.told == Told::NoAnswer {
        return tokens.map(Life::Token).collect();
    }
    let mut lives: Vec<Life<'a>> = tokens.filter(in_sight).map(Life::Token).collect();
    let apis = &scene.config().apis;
    let newest = scene.tokens().rev().find(|token| token.is_access());
    if let Some(token) = newest.filter(|_| apis.iter().any(|api| api.offset_ms.0 != 0)) {
        lives.extend((0_u8..).zip(apis).map(|(number, _)| Life::Window(token, number)));
    }
    if held(scene).next().is_some() {
        lives.push(Life::Theft);
    }
    let standing = scene.standing;
    lives.extend(standing.denied.iter().map(|(entry, denial)| Life::Denial(entry, *denial)));
    lives.extend(standing.families.iter().map(|(id, life)| Life::Family(*id, life)));
    // One key that signs from the beginning says nothing.
    if !standing.keys.is_empty() {
        lives.extend(schedule::lives(scene).map(|(id, life)| Life::Key(id, life)));
    }
    lives
}

/// For how long after exp some API takes a token, in milliseconds of true time.
fn leeway(scene: &Scene<'_>) -> i64 {
    let apis = &scene.config().apis;
    apis.iter().map(|api| api.leeway_s.saturating_mul(1000) - api.offset_ms.0).max().unwrap_or(0)
}

/// When an access token says that it ends.
fn said(token: &Credential) -> Option<Ms> {
    token.ends.filter(|_| !matches!(token.id, TokenId::Refresh(_)))
}

/// What everybody knows of a token while a question stands: since when it is there, until when it says that it is good, and that another
/// took its place.
fn claimed(scene: &Scene<'_>, token: &Credential) -> Bar {
    let until = said(token).map_or(scene.now, |end| end.min(scene.now));
    let mut bar = Bar::new(name(scene, token), token.issued, Some(until));
    bar.stretches.extend(token.rotated.map(|at| (at, Some(scene.now), 'o', Ink::Dim)));
    bar
}

fn name(scene: &Scene<'_>, token: &Credential) -> String {
    match token.id {
        TokenId::Access(_) | TokenId::Forged(_) => {
            let sub = scene.record.tokens.get(&token.id).and_then(|written| written.sub.as_deref());
            format!("{} {}", token.id, visible(sub.unwrap_or_default()))
        }
        TokenId::Refresh(_) => format!("{} gen {}", token.id, token.generation),
    }
}

fn bar(scene: &Scene<'_>, token: &Credential, leeway: i64) -> Bar {
    let now = scene.now;
    let mut bar = Bar::new(name(scene, token), token.issued, token.over());
    match token.id {
        TokenId::Access(_) | TokenId::Forged(_) => {
            if leeway > 0
                && let (Some(end), None) = (token.ends, token.revoked)
            {
                bar.stretches.push((end, Some(end.plus(leeway)), '~', Ink::Warn));
            }
            bar.stretches.extend(token.revoked.map(|at| (at, token.ends, 'x', Ink::Bad)));
            let (words, ink) = access_words(scene, token, leeway);
            bar.says(words, ink)
        }
        TokenId::Refresh(_) => {
            let used = token.rotated.map(|at| (at, Some(token.revoked.unwrap_or(now).max(at)), 'o', Ink::Dim));
            let dead = token.revoked.map(|at| (at, Some(now.max(at)), 'x', Ink::Bad));
            bar.stretches.extend(used.into_iter().chain(dead));
            bar.points.extend(token.reused.iter().map(|at| (*at, '!', Ink::Bad)));
            let (words, ink) = refresh_words(scene, token);
            bar.says(words, ink)
        }
    }
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
    let t0 = scene.record.t0;
    let reused = token.reused.last().map(|at| format!("reused {}", span::coarse(t0, *at)));
    match (token.rotated, token.revoked, reused) {
        (Some(_), _, Some(reused)) => (format!("rotated, {reused}"), Ink::Bad),
        (_, Some(at), _) => (format!("revoked {}", span::coarse(t0, at)), Ink::Bad),
        (Some(at), None, None) => (format!("rotated {}", span::coarse(t0, at)), Ink::Dim),
        (None, None, _) => ends_words(scene, token.ends),
    }
}

fn ends_words(scene: &Scene<'_>, ends: Option<Ms>) -> (String, Ink) {
    match ends {
        Some(end) if scene.now < end => (format!("{} left", span::left(end.since(scene.now))), Ink::Good),
        Some(end) => (format!("ended {}", span::coarse(scene.record.t0, end)), Ink::Dim),
        None => ("no end".to_owned(), Ink::Warn),
    }
}

/// Where the clocks of the servers differ: when one of them takes a token, `[iat - leeway - offset, exp + leeway - offset)` in true time.
fn window(scene: &Scene<'_>, token: &Credential, number: u8) -> Bar {
    let api = scene.config().apis.get(usize::from(number));
    let (leeway, offset) = api.map_or((0, 0), |api| (api.leeway_s.saturating_mul(1000), api.offset_ms.0));
    let begin = token.issued.plus(-leeway - offset).max(scene.record.t0);
    let end = token.ends.map(|end| end.plus(leeway - offset));
    let name = format!("{} {}", token.id, ActorId::Api(number));
    let words = end.map_or_else(String::new, |end| format!("until {}", span::coarse(scene.record.t0, end)));
    Bar::new(name, begin, end).says(words, Ink::Dim)
}

/// What the attacker had while it was good, and since when.
fn held<'a>(scene: &Scene<'a>) -> impl Iterator<Item = (&'a Credential, Ms)> + use<'a> {
    let stolen = scene.tokens().filter_map(|token| Some((token, token.stolen?.0)));
    stolen.filter(|(token, at)| token.is_good(*at))
}

/// When the attacker holds something that is good.
fn theft(scene: &Scene<'_>) -> Bar {
    let mut bar = Bar::new("theft window".to_owned(), scene.now, None);
    bar.stretches = held(scene).map(|(token, at)| (at, token.over(), '!', Ink::Bad)).collect();
    let good: Vec<String> =
        held(scene).filter(|(token, _)| token.is_good(scene.now)).map(|(token, _)| token.id.to_string()).collect();
    if good.is_empty() {
        bar.says("all of it over".to_owned(), Ink::Dim)
    } else {
        bar.says(format!("good: {}", good.join(" ")), Ink::Bad)
    }
}

/// An entry of the deny-list: on its way to all servers, then in force until it need not be kept.
fn denied(scene: &Scene<'_>, entry: &str, denial: Denial) -> Bar {
    let mut bar = Bar::new(format!("deny {}", visible(entry)), denial.written, Some(denial.until));
    bar.stretches.push((denial.written, Some(denial.visible), 'o', Ink::Warn));
    let until = span::coarse(scene.record.t0, denial.until);
    if scene.now < denial.visible {
        bar.says(format!("seen by all in {}", span::left(denial.visible.since(scene.now))), Ink::Warn)
    } else if scene.now < denial.until {
        bar.says(format!("in force until {until}"), Ink::Good)
    } else {
        bar.says(format!("dropped {until}"), Ink::Dim)
    }
}

/// What one sign-in began.
fn family(scene: &Scene<'_>, id: FamilyId, family: &Family) -> Bar {
    let name = format!("{id} {}", visible(family.user.as_deref().unwrap_or("family")));
    let dead = family.dead.map(|(at, _)| at);
    let mut bar = Bar::new(name, family.begun, dead.or(family.ends));
    bar.stretches.extend(dead.map(|at| (at, Some(scene.now.max(at)), 'x', Ink::Bad)));
    match family.dead {
        Some((at, reason)) => bar.says(format!("DEAD {}: {reason}", span::coarse(scene.record.t0, at)), Ink::Bad),
        None => {
            let (words, ink) = ends_words(scene, family.ends);
            bar.says(words, ink)
        }
    }
}

/// A key of the auth server: published, signing, retiring, gone.
fn key(scene: &Scene<'_>, id: KeyId, life: &KeyLife) -> Bar {
    let mut bar = Bar::new(format!("{id} key"), life.signs.unwrap_or(life.published), life.gone);
    let published = (life.published, life.signs, '.', Ink::Dim);
    let retiring = life.retiring.map(|at| (at, life.gone, 'o', Ink::Warn));
    let gone = life.gone.map(|at| (at, Some(scene.now.max(at)), 'x', if life.stolen { Ink::Bad } else { Ink::Dim }));
    if life.signs.is_none() {
        bar.stretches.clear();
    }
    bar.stretches.extend([Some(published), retiring, gone].into_iter().flatten());
    let (words, ink) = schedule::state(scene, life, None);
    bar.says(words, ink)
}

fn drawn(bar: &Bar, scene: &Scene<'_>, axis: Axis) -> Row {
    let now = scene.now;
    let width = axis.width;
    let mut canvas = Canvas::new(width);
    canvas.put(0, Ink::Strong, &cut(&bar.name, NAMES - 1));
    for column in NAMES..NAMES + axis.room() {
        let Some(at) = axis.instant(column) else { continue };
        let here = bar.stretches.iter().rev().find(|(from, to, ..)| *from <= at && to.is_none_or(|to| at < to));
        if let Some((_, _, sign, ink)) = here {
            let ahead = at > now && matches!(sign, '=' | '!');
            let (sign, ink) = if ahead { ('.', Ink::Dim) } else { (*sign, *ink) };
            canvas.fill(column, column + 1, ink, sign);
        }
    }
    // A stretch too short for a column of its own is shown all the same.
    for (from, to, sign, ink) in &bar.stretches {
        let short = to.is_some_and(|to| from < &to && axis.column(*from) == axis.column(to));
        if let Some(column) = axis.column(*from).filter(|_| short && *from <= now) {
            canvas.fill(column, column + 1, *ink, *sign);
        }
    }
    for (at, sign, ink) in &bar.points {
        if let Some(column) = axis.column(*at) {
            canvas.fill(column, column + 1, *ink, *sign);
        }
    }
    if let Some(column) = axis.column(now) {
        canvas.fill(column, column + 1, Ink::Strong, '|');
    }
    let words = cut(&bar.words, axis.words());
    canvas.put(width.saturating_sub(words.chars().count()), bar.ink, &words);
    canvas.row()
}

/// How many rows the pane has.
#[must_use]
pub fn count(scene: &Scene<'_>, axis: Axis) -> usize {
    in_order(scene, axis).len().saturating_add(HEAD)
}

/// The rows of the pane, of which `height` are in sight at once; `next` is what comes next, with its words.
pub fn rows<'a>(
    scene: &Scene<'a>,
    axis: Axis,
    next: &[(Ms, String)],
    height: usize,
) -> impl Iterator<Item = Row> + use<'a> {
    let head = [axis.scale(scene.record.t0), axis.cursor(scene, next)];
    let scene = *scene;
    let lives = lives(&scene, axis, height.saturating_sub(HEAD).max(1));
    head.into_iter().chain(lives.into_iter().map(move |life| drawn(&life.bar(&scene), &scene, axis)))
}
