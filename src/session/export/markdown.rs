//! A Markdown transcript: what was said, the table of messages and of what happened between them, the messages that matter, the lives of
//! the tokens, what was counted.

use std::fmt::Write as _;

use super::happening::happening;
use super::recording::Moment;
use super::{Exchange, Recording, Secrets, safe, sanitise};
use crate::session::event::EventKind;
use crate::session::http::{Request, Response};
use crate::session::id::TokenId;
use crate::session::time::Ms;

/// The run as a page that reads well in a ticket or a pull request.
#[must_use]
pub fn markdown(recording: &Recording, secrets: Secrets) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(out, "# {} {}\n", recording.id, recording.title);
    let _ = writeln!(
        out,
        "Profile `{}`, seed {}, from {} (virtual time). Simulated by jotlab {}.\n",
        recording.profile,
        recording.seed,
        recording.start.iso(),
        env!("CARGO_PKG_VERSION")
    );
    story(&mut out, recording);
    table(&mut out, recording);
    raw(&mut out, recording, secrets);
    bars(&mut out, recording);
    counted(&mut out, recording);
    safe::text(&out)
}

fn story(out: &mut String, recording: &Recording) {
    if recording.notes.is_empty() {
        return;
    }
    out.push_str("## What happens\n\n");
    for note in &recording.notes {
        let _ = writeln!(out, "- **{}** {}", recording.since(note.at), cell(&note.text));
    }
    out.push('\n');
}

fn table(out: &mut String, recording: &Recording) {
    out.push_str("## Messages\n\n| # | time | from | to | request | answer |\n| --- | --- | --- | --- | --- | --- |\n");
    let rows = recording.moments().into_iter().filter_map(|moment| match moment {
        Moment::Asks(exchange) => Some(message_row(recording, exchange)),
        // It stands beside what was asked.
        Moment::Answers(_) => None,
        Moment::Happens(event) => {
            let words = cell(&happening(event)?);
            Some(format!("| | {} | {} | | **{words}** | |", recording.since(event.at), event.actor))
        }
    });
    for row in rows {
        let _ = writeln!(out, "{row}");
    }
    out.push('\n');
}

fn message_row(recording: &Recording, exchange: &Exchange) -> String {
    let driven = if exchange.ridden { ", driven by the attacker" } else { "" };
    format!(
        "| {} | {} | {}{driven} | {} | {} | {} |",
        exchange.id.0,
        recording.since(exchange.sent),
        exchange.from,
        exchange.to,
        cell(&exchange.asks()),
        cell(&exchange.answers().unwrap_or_else(|| "no answer".to_owned()))
    )
}

/// The most of those that ended a sign-in.
const MOST_DEATHS: usize = 3;

/// The first that brings tokens, the first that is refused, the first that lets the attacker in, those that ended a sign-in, and the last,
/// each once.
fn important(recording: &Recording) -> Vec<&Exchange> {
    let all = &recording.exchanges;
    let status = |exchange: &Exchange| exchange.answer.as_ref().map(|(_, answer)| answer.status);
    let refused = |exchange: &&Exchange| status(exchange).is_some_and(|status| status >= 400);
    let let_in = |exchange: &&Exchange| exchange.is_attack() && status(exchange).is_some_and(|status| status < 400);
    let arrived = |seq: u64| {
        recording.events.iter().find_map(|event| match event.kind {
            EventKind::Arrived(id) if event.seq == seq => Some(id),
            _ => None,
        })
    };
    let deaths = recording.events.iter().filter(|event| matches!(event.kind, EventKind::FamilyDead { .. }));
    let fatal = deaths.filter_map(|event| arrived(event.cause?)).take(MOST_DEATHS);
    let fatal = fatal.filter_map(|id| all.iter().find(|exchange| exchange.id == id));
    let first = [all.iter().find(|exchange| !exchange.brought.is_empty()), all.iter().find(refused)];
    let others = [all.iter().find(let_in), all.last()];
    let mut chosen: Vec<&Exchange> = Vec::new();
    for exchange in first.into_iter().chain(others).flatten().chain(fatal) {
        if !chosen.iter().any(|other| other.id == exchange.id) {
            chosen.push(exchange);
        }
    }
    chosen.sort_by_key(|exchange| exchange.id);
    chosen
}

fn raw(out: &mut String, recording: &Recording, secrets: Secrets) {
    let important = important(recording);
    if important.is_empty() {
        return;
    }
    out.push_str("## The messages that matter\n\n");
    for exchange in important {
        let _ = writeln!(out, "```http\n{}", request(&exchange.request, secrets));
        if let Some((_, answer)) = &exchange.answer {
            let _ = writeln!(out, "\n{}", response(answer, secrets));
        }
        out.push_str("```\n\n");
    }
}

fn request(request: &Request, secrets: Secrets) -> String {
    let first = request.first_line();
    match secrets {
        Secrets::Masked => {
            message(&sanitise::text(&first), &request.headers, &sanitise::body(&request.text()), secrets)
        }
        Secrets::Kept => message(&first, &request.headers, &request.text(), secrets),
    }
}

fn response(response: &Response, secrets: Secrets) -> String {
    match secrets {
        Secrets::Masked => {
            message(&response.first_line(), &response.headers, &sanitise::body(&response.text()), secrets)
        }
        Secrets::Kept => message(&response.first_line(), &response.headers, &response.text(), secrets),
    }
}

fn message(first: &str, headers: &[(String, String)], body: &str, secrets: Secrets) -> String {
    let mut text = first.to_owned();
    for (name, value) in headers {
        let value = match secrets {
            Secrets::Masked => sanitise::header(name, value),
            Secrets::Kept => value.clone(),
        };
        let _ = write!(text, "\n{name}: {value}");
    }
    if !body.is_empty() {
        let _ = write!(text, "\n\n{body}");
    }
    text
}

/// How many characters the whole run is wide.
const WIDTH: i64 = 60;

/// The life of each token as text: `=` while it is good, `o` after it was rotated, `x` after it was revoked.
fn bars(out: &mut String, recording: &Recording) {
    let length = recording.end.since(recording.start);
    let tokens = issued(recording);
    if length <= 0 || tokens.is_empty() {
        return;
    }
    let column = |at: Ms| usize::try_from((at.since(recording.start) * WIDTH / length).clamp(0, WIDTH)).unwrap_or(0);
    out.push_str("## Lives\n\n```\n");
    for (token, from) in tokens {
        let ends = ends(recording, token);
        let (mut bar, mut mark) = (" ".repeat(column(from)), '=');
        for (at, next) in &ends {
            // A life too short for a column of its own is shown all the same.
            let least = usize::from(mark == '=');
            bar.extend(std::iter::repeat_n(mark, column(*at).saturating_sub(bar.len()).max(least)));
            mark = *next;
        }
        bar.extend(std::iter::repeat_n(mark, column(recording.end).saturating_sub(bar.len())));
        let _ = writeln!(out, "{:<5}{}", token.to_string(), bar.trim_end());
    }
    let _ = writeln!(
        out,
        "{:<5}0:00{:>width$}\n```\n",
        "",
        recording.since(recording.end),
        width = usize::try_from(WIDTH).unwrap_or(60) - 4
    );
    out.push_str("`=` good, `o` rotated, `x` revoked, nothing: expired.\n\n");
}

fn issued(recording: &Recording) -> Vec<(TokenId, Ms)> {
    let mut tokens: Vec<(TokenId, Ms)> = Vec::new();
    for event in &recording.events {
        if let EventKind::Issued { access, refresh, .. } = &event.kind {
            for token in std::iter::once(*access).chain(*refresh) {
                if !tokens.iter().any(|(other, _)| *other == token) {
                    tokens.push((token, event.at));
                }
            }
        }
    }
    tokens
}

/// When a token became something else, and the mark of what.
fn ends(recording: &Recording, token: TokenId) -> Vec<(Ms, char)> {
    let family = recording.events.iter().find_map(|event| match &event.kind {
        EventKind::Issued { access, refresh, family } if *access == token || *refresh == Some(token) => *family,
        _ => None,
    });
    let refresh = matches!(token, TokenId::Refresh(_));
    let mark = |kind: &EventKind| match kind {
        EventKind::Expired(expired) if *expired == token => Some(' '),
        EventKind::Rotated { old, .. } if *old == token => Some('o'),
        EventKind::Revoked { token: revoked } if *revoked == token => Some('x'),
        EventKind::FamilyDead { family: dead, .. } if refresh && Some(*dead) == family => Some('x'),
        _ => None,
    };
    recording.events.iter().filter_map(|event| mark(&event.kind).map(|mark| (event.at, mark))).collect()
}

fn counted(out: &mut String, recording: &Recording) {
    if recording.counted.is_empty() {
        return;
    }
    out.push_str("## Counted\n\n| what | how much |\n| --- | --- |\n");
    for (name, amount) in &recording.counted {
        let _ = writeln!(out, "| {} | {} |", cell(name), cell(amount));
    }
    out.push('\n');
}

/// A text within a table or a list: nothing in it begins another cell or line.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\r', '\n'], " ")
}
