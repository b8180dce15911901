//! The Verdict pane: what an API server checked of a request, in its order, up to the first check that failed.

use super::ink::{Ink, Row};
use super::record::{Content, Letter};
use crate::app::wrap::sentences;
use crate::session::verdict::{Outcome, Row as Judged, Verdict};
use crate::token::visible::visible;

/// The least columns of a check's number and name: `R15 deny-list`.
const NAMED: usize = 14;

/// `api-a  GET /admin`.
#[must_use]
pub fn title(letter: &Letter) -> String {
    match &letter.content {
        Content::Request(request) => format!("{}  {} {}", letter.to, request.method, visible(request.path())),
        Content::Response(response) => format!("{}  {}", letter.from, response.status),
    }
}

/// The rows, in a pane of `width`: what came of it, then every check.
#[must_use]
pub fn rows(verdict: &Verdict, width: usize) -> Vec<Row> {
    let mut rows = vec![outcome(verdict)];
    let mut skipped: Vec<&str> = Vec::new();
    let name = |row: &Judged| format!("{} {} ", row.check.word(), row.check.name(verdict.by));
    let reached = verdict.rows.iter().filter(|row| row.outcome != Outcome::NotReached);
    let wide = reached.map(|row| name(row).len()).max().unwrap_or(0).max(NAMED);
    for row in &verdict.rows {
        if row.outcome == Outcome::NotReached {
            skipped.push(row.check.word());
            continue;
        }
        let ink = match row.outcome {
            Outcome::Passed => Ink::Good,
            Outcome::Failed => Ink::Bad,
            Outcome::NotReached | Outcome::Off => Ink::Dim,
        };
        let failed = row.outcome == Outcome::Failed;
        let said = match (failed, row.found.is_empty()) {
            (_, false) => visible(&row.found).into_owned(),
            (true, true) => format!("not so: {}", row.check.about(verdict.by)),
            (false, true) => row.check.about(verdict.by).to_owned(),
        };
        let text = if failed { format!("{said} ({})", row.check.source(verdict.by)) } else { said };
        let named = name(row);
        for (number, line) in sentences(&text, width.saturating_sub(5 + wide).max(10)).into_iter().enumerate() {
            let (outcome, named) = if number == 0 { (row.outcome.word(), named.as_str()) } else { ("", "") };
            rows.push(
                Row::of(ink, format!("{outcome:<5}"))
                    .and(Ink::Strong, format!("{named:<wide$}"))
                    .and(if failed { Ink::Bad } else { Ink::Plain }, line),
            );
        }
    }
    if let (Some(first), Some(last)) = (skipped.first(), skipped.last()) {
        let which = if first == last { (*first).to_owned() } else { format!("{first} to {last}") };
        let row = Row::of(Ink::Dim, format!("{:<5}", Outcome::NotReached.word()));
        rows.push(row.and(Ink::Dim, which).and(Ink::Dim, " not reached"));
    }
    rows
}

/// The status, the check that failed, and what was asked. It comes first: where there is no room, the failed check is out of sight.
fn outcome(verdict: &Verdict) -> Row {
    let asked = if verdict.lookups == 1 { "1 look-up".to_owned() } else { format!("{} look-ups", verdict.lookups) };
    let who = verdict.sub.as_deref().map_or_else(String::new, |sub| format!(", sub {}", visible(sub)));
    let ink = if verdict.status < 400 { Ink::Good } else { Ink::Bad };
    let row = Row::of(ink, verdict.status.to_string());
    let row = match verdict.failed() {
        Some(failed) => {
            row.and(Ink::Bad, format!("  failed {} {}", failed.check.word(), failed.check.name(verdict.by)))
        }
        None => row,
    };
    row.and(Ink::Dim, format!("  {asked}{who}"))
}
