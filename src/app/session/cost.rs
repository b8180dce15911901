//! The Cost pane: what this run cost, and what the same requests would have cost with three other designs.

use super::credential::Credential;
use super::ink::{Ink, Row};
use super::record::Scene;
use super::theft::{Theft, thefts};
use super::{lives, span};
use crate::session::config::Validation;
use crate::session::scenario::span::print;
use crate::session::time::Ms;

/// The designs, in the order of the columns.
const DESIGNS: [&str; 4] = ["JWT", "JWT+list", "introsp.", "session"];

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// The rows.
#[must_use]
pub fn rows(scene: &Scene<'_>) -> Vec<Row> {
    let tally = &scene.standing.tally;
    let exposed = exposed(scene);
    // Lengths of many days take more room than the rest: only their own columns are wider, as the pane is not.
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
    let known = |bytes: Option<u64>| bytes.map_or_else(|| "-".to_owned(), |bytes| bytes.to_string());
    let request = tally.request();
    let (token, session) = (known(request.map(|(token, _)| token)), known(request.map(|(_, session)| session)));
    rows.push(line("bytes/req", [token.clone(), token.clone(), token, session]));
    rows.push(match exposed {
        Some(exposed) => row("exposed", Ink::Bad, exposed),
        None => line("exposed", ["-"; 4].map(str::to_owned)),
    });
    rows.push(line("asks auth", [0, 0, tally.asked, 0].map(|count| count.to_string())));
    if let Some(theft) = worst(scene, Credential::over)
        && let Some((first, from)) = theft.first()
    {
        let t0 = scene.record.t0;
        let end = theft.ended.map_or_else(
            || "the sign-in goes on".to_owned(),
            |at| format!("the sign-in ended {}", span::coarse(t0, at)),
        );
        let words = format!("{} copied {}; {end}", first.id, span::coarse(t0, from));
        rows.push(Row::of(Ink::Dim, "         ").and(Ink::Plain, words));
        rows.extend(of_use(scene, &theft).map(|words| Row::of(Ink::Dim, "this run ").and(Ink::Bad, words)));
    }
    let asked = format!("to APIs: {}, refreshes: {}, look-ups: {}", tally.requests, tally.refreshes, tally.lookups);
    rows.push(Row::of(Ink::Dim, "this run ").and(Ink::Plain, asked));
    if tally.weighed > 0 {
        let of = match tally.weighed {
            1 => "of the one request with a token".to_owned(),
            many => format!("the mean of {many} requests with a token"),
        };
        rows.push(Row::of(Ink::Dim, "bytes/req").and(Ink::Plain, format!(" {of}")));
    }
    rows.push(Row::of(Ink::Dim, "bytes    ").and(Ink::Plain, format!("{} out, {} back", tally.out, tally.back)));
    if tally.false_alarms > 0 {
        let words = format!("false alarms: {}, innocent users signed out", tally.false_alarms);
        rows.push(Row::of(Ink::Bad, words));
    }
    rows
}

/// The theft that lets a bearer in for longest, of those whose access tokens' `end` may be told.
fn worst<'a>(scene: &Scene<'a>, end: fn(&Credential) -> Option<Ms>) -> Option<Theft<'a>> {
    let told = |theft: &Theft<'_>| theft.access().all(|token| scene.may_tell_end(end(token)));
    let leeway = lives::leeway(scene);
    // Half of it would be another story: of a theft of which something may not be told, nothing is.
    thefts(scene).into_iter().filter(told).max_by_key(|theft| theft.lets_in(|token| exp(scene, token).plus(leeway)))
}

/// When a token ends by itself.
fn exp(scene: &Scene<'_>, token: &Credential) -> Ms {
    token.ends.unwrap_or(scene.now)
}

/// For how long this run lets a thief in, as lessons count it: until exp and leeway, or until the deny-list or whoever is asked says no.
/// `None` where a key that went decides, or a server that is asked and remembers.
fn of_use(scene: &Scene<'_>, theft: &Theft<'_>) -> Option<String> {
    let apis = &scene.config().apis;
    if !scene.standing.keys.is_empty() || apis.iter().any(|api| api.validation != Validation::Local) {
        return None;
    }
    let leeway = lives::leeway(scene);
    let end = |token: &Credential| {
        let exp = exp(scene, token).plus(leeway);
        token.withdrawn().map_or(exp, |at| at.min(exp))
    };
    if !theft.access().all(|token| scene.may_tell_end(Some(end(token)))) {
        return None;
    }
    let (first, last) = (theft.access().next()?.id, theft.access().next_back()?.id);
    let whole = print(theft.lets_in(end));
    Some(match first == last {
        true => format!("{first} is of use to the thief for {whole}"),
        false => format!("{first} to {last} are of use to the thief for {whole}"),
    })
}

/// For how long a thief is let in, by design; `+` where it may go on, as nothing ended it yet.
fn exposed(scene: &Scene<'_>) -> Option<[String; 4]> {
    let theft = worst(scene, |token| token.ends)?;
    let (_, from) = theft.first()?;
    let until_noticed = |end: Ms| theft.ended.map_or(end, |at| at.min(end));
    // A bearer is let in until exp by the server's own clock, and whoever is asked goes by that of the one who issued.
    let leeway = lives::leeway(scene);
    let ahead = scene.config().auth_offset_ms.0;
    let jwt = theft.lets_in(|token| exp(scene, token).plus(leeway));
    // Who keeps state can end it with the sign-in, but exp may come first.
    let listed = theft.lets_in(|token| until_noticed(exp(scene, token).plus(leeway)));
    let asked = theft.lets_in(|token| until_noticed(exp(scene, token).plus(-ahead)));
    // A session has no exp of minutes: it ends with the sign-in and no earlier.
    let session = theft.ended.unwrap_or(scene.now).since(from);
    let refreshed = theft.goes_on(scene.now);
    let goes_on = [refreshed, refreshed, refreshed, theft.ended.is_none()];
    let mut goes_on = goes_on.into_iter();
    Some([jwt, listed, asked, session].map(|ms| {
        let more = if goes_on.next().unwrap_or(false) { "+" } else { "" };
        format!("{}{more}", length(from, ms))
    }))
}

/// How long it is, to the nearest second: answers take hundredths, which nobody means here. From the first full hour on without seconds,
/// as four such lengths have to stand beside each other.
fn length(from: Ms, ms: i64) -> String {
    let seconds = ms.max(0).saturating_add(500) / 1000;
    match seconds {
        HOUR..DAY => format!("{}h{:02}", seconds / HOUR, seconds / 60 % 60),
        _ => span::short(from, from.plus_seconds(seconds)),
    }
}
