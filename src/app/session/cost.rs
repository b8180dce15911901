//! The Cost pane: what this run cost, and what the same requests would have cost with three other designs.

use super::credential::Credential;
use super::ink::{Ink, Row};
use super::record::Scene;
use super::{lives, span};
use crate::session::config::Validation;
use crate::session::scenario::span::print;
use crate::session::time::Ms;

/// The designs, in the order of the columns.
const DESIGNS: [&str; 4] = ["JWT", "JWT+list", "introsp.", "session"];

/// The rows.
#[must_use]
pub fn rows(scene: &Scene<'_>) -> Vec<Row> {
    let tally = &scene.standing.tally;
    let exposed = exposed(scene);
    // `11:00:00+` and lengths of days take more room than the rest: only their own columns are wider, as the pane is not.
    let lengths = exposed.clone().unwrap_or_default();
    let row = |name: &str, ink: Ink, values: [String; 4]| {
        let cells =
            values.iter().zip(&lengths).map(|(value, length)| format!("{value:>0$}", (length.len() + 1).max(9)));
        Row::of(Ink::Dim, format!("{name:<9}")).and(ink, cells.collect::<String>())
    };
    let line = |name: &str, values: [String; 4]| row(name, Ink::Plain, values);
    let mut rows = vec![row("", Ink::Strong, DESIGNS.map(str::to_owned))];
    // Introspection looks up as often as a session does, at the auth server, which has to be asked each time.
    let lookups = [0, tally.listed, tally.asked, tally.asked];
    rows.push(line("look-ups", lookups.map(|count| count.to_string())));
    let (token, session) = tally
        .request
        .map_or_else(|| ("-".to_owned(), "-".to_owned()), |(token, session)| (token.to_string(), session.to_string()));
    rows.push(line("bytes/req", [token.clone(), token.clone(), token, session]));
    rows.push(match exposed {
        Some(exposed) => row("exposed", Ink::Bad, exposed),
        None => line("exposed", ["-"; 4].map(str::to_owned)),
    });
    rows.push(line("asks auth", [0, 0, tally.asked, 0].map(|count| count.to_string())));
    if let Some((token, from, _)) = worst(scene, Credential::over) {
        let end = token.noticed.map_or_else(
            || "the sign-in goes on".to_owned(),
            |at| format!("the sign-in ended {}", span::coarse(scene.record.t0, at)),
        );
        let words = format!("{} copied {}; {end}", token.id, span::coarse(scene.record.t0, from));
        rows.push(Row::of(Ink::Dim, "         ").and(Ink::Plain, words));
        if let Some(length) = of_use(scene, token, from) {
            let words = format!("{} is of use to the thief for {length}", token.id);
            rows.push(Row::of(Ink::Dim, "this run ").and(Ink::Bad, words));
        }
    }
    let asked = format!("to APIs: {}, refreshes: {}, look-ups: {}", tally.requests, tally.refreshes, tally.lookups);
    rows.push(Row::of(Ink::Dim, "this run ").and(Ink::Plain, asked));
    rows.push(Row::of(Ink::Dim, "bytes    ").and(Ink::Plain, format!("{} out, {} back", tally.out, tally.back)));
    if tally.false_alarms > 0 {
        let words = format!("false alarms: {}, innocent users signed out", tally.false_alarms);
        rows.push(Row::of(Ink::Bad, words));
    }
    rows
}

/// The access token whose theft lasts longest, of those whose `end` may be told, with the instants of the theft and of its exp.
fn worst<'a>(scene: &Scene<'a>, end: fn(&Credential) -> Option<Ms>) -> Option<(&'a Credential, Ms, Ms)> {
    let stolen = scene.tokens().filter(|token| token.is_access() && scene.may_tell_end(end(token)));
    stolen.filter_map(|token| Some((token, token.stolen?.0, token.ends?))).max_by_key(|(_, from, to)| to.since(*from))
}

/// For how long this run lets a thief in, as lessons count it: until exp and leeway, or until the deny-list or whoever is asked says no.
/// `None` where a key that went decides, or a server that is asked and remembers.
fn of_use(scene: &Scene<'_>, token: &Credential, from: Ms) -> Option<String> {
    let apis = &scene.config().apis;
    if !scene.standing.keys.is_empty() || apis.iter().any(|api| api.validation != Validation::Local) {
        return None;
    }
    let exp = token.ends?.plus(lives::leeway(scene));
    let end = token.withdrawn().map_or(exp, |at| at.min(exp));
    scene.may_tell_end(Some(end)).then(|| print(end.since(from).max(0)))
}

/// For how long a thief is let in, by design.
fn exposed(scene: &Scene<'_>) -> Option<[String; 4]> {
    let (token, from, exp) = worst(scene, |token| token.ends)?;
    let jwt = length(from, exp);
    // Who keeps state can end it with the sign-in, but exp may come first.
    let asked = length(from, token.noticed.map_or(exp, |at| at.min(exp)));
    // A session has no exp of minutes: it ends with the sign-in and no earlier.
    let session = match token.noticed {
        Some(at) => length(from, at),
        None => format!("{}+", length(from, scene.now)),
    };
    Some([jwt, asked.clone(), asked, session])
}

/// How long it is from one to the other, to the nearest second: answers take hundredths, which nobody means here.
fn length(from: Ms, to: Ms) -> String {
    span::short(from, to.plus(500))
}
