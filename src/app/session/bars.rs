//! The Time pane: a bar for everything that has a life, on one axis with the cursor of now, and in words what is left of it.

use super::axis::{Axis, NAMES};
use super::credential::Credential;
use super::ink::{Canvas, Ink, Row, cut};
use super::lives::{self, Life};
use super::record::{Scene, Told};
use super::standing::{Denial, Family, KeyLife};
use super::{schedule, span};
use crate::session::id::{ActorId, FamilyId, KeyId, TokenId};
use crate::session::time::Ms;
use crate::token::visible::visible;

/// The sign for what has passed and is not told while a question stands.
const NOT_TOLD: char = '?';

/// Rows above the bars: the scale and the cursor.
pub const HEAD: usize = 2;

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

    /// It was there until this was told; what became of it since is not.
    fn known_until(self, from: Ms, scene: &Scene<'_>, over: Option<Ms>) -> Self {
        let told = scene.told_until(over).max(from);
        let stretches = vec![
            (from, over, '.', Ink::Dim),
            (from, Some(scene.now.max(from)), NOT_TOLD, Ink::Dim),
            (from, Some(told), '=', Ink::Good),
        ];
        Self { stretches, words: String::new(), ..self }
    }

    fn says(self, words: String, ink: Ink) -> Self {
        Self { words, ink, ..self }
    }
}

/// The bar of a life.
fn of(scene: &Scene<'_>, life: &Life<'_>) -> Bar {
    match life {
        Life::Token(token) => match scene.told {
            Told::Until(..) => claimed(scene, token),
            Told::AsItIs | Told::NoForecast => bar(scene, token, lives::leeway(scene)),
        },
        Life::Window(token, number) => window(scene, token, *number),
        Life::Theft => theft(scene),
        Life::Denial(entry, denial) => denied(scene, entry, *denial),
        Life::Family(id, life) => family(scene, *id, life),
        Life::Key(id, life) => key(scene, *id, life),
    }
}

/// A token while a question stands: an access token says itself until when it is good; of what goes on as far as is known, that it goes on
/// was told until then.
fn claimed(scene: &Scene<'_>, token: &Credential) -> Bar {
    let whole = bar(scene, token, 0);
    match (token.id, token.rotated.or(token.withdrawn())) {
        (TokenId::Access(_) | TokenId::Forged(_), None) => {
            let exp = token.ends.map(|end| format!("exp {}", span::coarse(scene.record.t0, end)));
            whole.says(exp.unwrap_or_default(), Ink::Dim)
        }
        (TokenId::Refresh(_), None) => whole.known_until(token.issued, scene, token.ends),
        (_, Some(_)) => whole,
    }
}

fn name(scene: &Scene<'_>, token: &Credential) -> String {
    match token.id {
        TokenId::Access(_) if scene.config().by_session_cookie() => format!("{} cookie", token.id),
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
                && let (Some(end), None) = (token.ends, token.withdrawn())
            {
                bar.stretches.push((end, Some(end.plus(leeway)), '~', Ink::Warn));
            }
            bar.stretches.extend(token.withdrawn().map(|at| (at, token.ends, 'x', Ink::Bad)));
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
    match (token.withdrawn(), token.ends) {
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

/// Where the clocks of the servers differ: when one of them takes a token.
fn window(scene: &Scene<'_>, token: &Credential, number: u8) -> Bar {
    let api = scene.config().apis.get(usize::from(number));
    let (begin, end) = api.map_or((token.issued, token.ends), |api| lives::window(token, api));
    let begin = begin.max(scene.record.t0);
    let name = format!("{} {}", token.id, ActorId::Api(number));
    let words = end.map_or_else(String::new, |end| format!("until {}", span::coarse(scene.record.t0, end)));
    Bar::new(name, begin, end).says(words, Ink::Dim)
}

/// When the attacker holds something that is good.
fn theft(scene: &Scene<'_>) -> Bar {
    let mut bar = Bar::new("theft window".to_owned(), scene.now, None);
    bar.stretches = lives::held(scene).map(|(token, at)| (at, token.over(), '!', Ink::Bad)).collect();
    let good: Vec<String> = lives::held(scene)
        .filter(|(token, _)| token.is_good(scene.now))
        .map(|(token, _)| token.id.to_string())
        .collect();
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
        None => match scene.told {
            Told::Until(..) => bar.known_until(family.begun, scene, family.ends),
            Told::AsItIs | Told::NoForecast => {
                let (words, ink) = ends_words(scene, family.ends);
                bar.says(words, ink)
            }
        },
    }
}

/// A key of the auth server: published, signing, retiring, gone.
fn key(scene: &Scene<'_>, id: KeyId, life: &KeyLife) -> Bar {
    let signed = life.retiring.or(life.gone);
    let mut bar = Bar::new(format!("{id} key"), life.signs.unwrap_or(life.published), signed);
    let published = (life.published, life.signs, '.', Ink::Dim);
    // Of a key that signs no longer it was told until then that it is still there.
    let told = life.retiring.zip(scene.told.instant()).filter(|_| life.gone.is_none()).map(|(at, told)| told.max(at));
    let retiring = life.retiring.map(|at| (at, life.gone.or(told), 'o', Ink::Warn));
    let not_told = told.map(|told| (told, Some(scene.now.max(told)), NOT_TOLD, Ink::Dim));
    let gone = life.gone.map(|at| (at, Some(scene.now.max(at)), 'x', if life.stolen { Ink::Bad } else { Ink::Dim }));
    if life.signs.is_none() {
        bar.stretches.clear();
    }
    bar.stretches.extend([Some(published), retiring, not_told, gone].into_iter().flatten());
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
    lives::in_order(scene, axis).len().saturating_add(HEAD)
}

/// How many rows the pane has, and the rows, of which `height` are in sight at once; `next` is what comes next, with its words.
pub fn rows<'a>(
    scene: &Scene<'a>,
    axis: Axis,
    next: &[(Ms, String)],
    height: usize,
) -> (usize, impl Iterator<Item = Row> + use<'a>) {
    let head = [axis.scale(scene.record.t0), axis.cursor(scene, next)];
    let scene = *scene;
    let lives = lives::fitted(&scene, axis, height.saturating_sub(HEAD).max(1));
    let count = lives.len().saturating_add(HEAD);
    (count, head.into_iter().chain(lives.into_iter().map(move |life| drawn(&of(&scene, &life), &scene, axis))))
}
