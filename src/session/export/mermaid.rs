//! A Mermaid sequence diagram: who asked whom for what, as GitHub, GitLab and editors draw it. <https://mermaid.js.org/syntax/sequenceDiagram.html>

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::happening::happening;
use super::recording::Moment;
use super::{Exchange, Recording, safe};
use crate::session::id::{ActorId, MessageId};

/// The most characters that Mermaid draws unless it is set otherwise: its `maxTextSize`, which a diagram cannot set for itself.
const DRAWN: usize = 50_000;

/// How often an exchange has to come in a row before it is told as a loop.
const LOOP: usize = 3;

/// A line of the diagram.
#[derive(Clone, PartialEq, Eq)]
struct Line {
    attack: bool,
    text: String,
}

/// The run as a diagram, with a newline at its end.
#[must_use]
pub fn mermaid(recording: &Recording) -> String {
    let mut lines: Vec<Line> = Vec::new();
    let mut lanes = BTreeSet::new();
    // What an attack brings about before its answer comes belongs to it.
    let mut attacks: BTreeSet<MessageId> = BTreeSet::new();
    for moment in recording.moments() {
        match moment {
            Moment::Asks(exchange) => {
                lanes.extend([lane(exchange.from), lane(exchange.to)]);
                if exchange.is_attack() {
                    lanes.insert(ActorId::Attacker);
                    attacks.extend(exchange.answer.is_some().then_some(exchange.id));
                }
                lines.push(asked(exchange));
            }
            Moment::Answers(exchange) => {
                attacks.remove(&exchange.id);
                lines.extend(answered(exchange));
            }
            Moment::Happens(event) => {
                if let Some(text) = happening(event) {
                    let lane = lane(event.actor);
                    lanes.insert(lane);
                    let text = format!("Note over {}: {}", name(lane), label(&text));
                    lines.push(Line { attack: lane == ActorId::Attacker || !attacks.is_empty(), text });
                }
            }
        }
    }
    let mut participants = String::new();
    for lane in &lanes {
        // Writing to a String cannot fail.
        let _ = writeln!(participants, "    participant {} as {}", name(*lane), title(*lane));
    }
    let whole = safe::text(&format!("{HEAD}{participants}{}", body(&lines)));
    if draws(&whole) { whole } else { whole.replacen(HEAD, &format!("{HEAD}    %% {BEYOND_MERMAID}\n"), 1) }
}

/// Does Mermaid draw a diagram as it is set by itself?
#[must_use]
pub fn draws(diagram: &str) -> bool {
    diagram.chars().count() <= DRAWN
}

/// What is to be known of a diagram that it does not.
pub const BEYOND_MERMAID: &str =
    "more than the 50,000 characters that Mermaid draws unless its maxTextSize is set higher";

const HEAD: &str = "sequenceDiagram\n    autonumber\n";

/// The lines, with what encloses them.
fn body(lines: &[Line]) -> String {
    let mut out = String::new();
    let mut attacked = false;
    let mut rest = lines;
    while let Some(line) = rest.first() {
        if line.attack != attacked {
            out.push_str(if line.attack { "    rect rgb(255, 228, 225)\n" } else { "    end\n" });
            attacked = line.attack;
        }
        let (exchange, times) = repeated(rest);
        let (told, taken) = match times >= LOOP {
            true => (exchange, exchange.len().saturating_mul(times)),
            false => (std::slice::from_ref(line), 1),
        };
        // Writing to a String cannot fail.
        if times >= LOOP {
            let _ = writeln!(out, "    loop {times} times");
        }
        for line in told {
            let _ = writeln!(out, "    {}", line.text);
        }
        if times >= LOOP {
            out.push_str("    end\n");
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    if attacked {
        out.push_str("    end\n");
    }
    out
}

/// A message and the one after it, and how many times they come in a row.
fn repeated(lines: &[Line]) -> (&[Line], usize) {
    let exchange = lines.get(..2).unwrap_or(lines);
    let alike = exchange.iter().all(|line| Some(line.attack) == exchange.first().map(|first| first.attack));
    let times = lines.chunks(2).take_while(|pair| alike && *pair == exchange).count();
    (exchange, times)
}

fn asked(exchange: &Exchange) -> Line {
    let (from, to) = (name(lane(exchange.from)), name(lane(exchange.to)));
    let arrow = if exchange.answer.is_some() { "->>" } else { "-x" };
    let driven = if exchange.ridden { ", driven by the attacker" } else { "" };
    let text = format!("{from}{arrow}{to}: {}{}{driven}", tab(exchange), label(&exchange.asks()));
    Line { attack: exchange.is_attack(), text }
}

fn answered(exchange: &Exchange) -> Option<Line> {
    let (from, to) = (name(lane(exchange.from)), name(lane(exchange.to)));
    let text = format!("{to}-->>{from}: {}{}", tab(exchange), label(&exchange.answers()?));
    Some(Line { attack: exchange.is_attack(), text })
}

/// As all tabs are one lane, those after the first say which they are.
fn tab(exchange: &Exchange) -> String {
    match exchange.from {
        ActorId::Browser(tab @ 2..) => format!("t{tab}: "),
        ActorId::Browser(_)
        | ActorId::Bff
        | ActorId::Auth
        | ActorId::Api(_)
        | ActorId::Attacker
        | ActorId::Operator => String::new(),
    }
}

/// All tabs are one browser.
const fn lane(actor: ActorId) -> ActorId {
    match actor {
        ActorId::Browser(_) => ActorId::Browser(1),
        ActorId::Bff | ActorId::Auth | ActorId::Api(_) | ActorId::Attacker | ActorId::Operator => actor,
    }
}

/// A name that Mermaid takes for one: without a dash, which could begin an arrow.
fn name(lane: ActorId) -> String {
    lane.to_string().replace('-', "_")
}

fn title(lane: ActorId) -> String {
    match lane {
        ActorId::Browser(_) => "Browser".to_owned(),
        ActorId::Bff => "Backend".to_owned(),
        ActorId::Auth => "Auth server".to_owned(),
        ActorId::Api(number) => format!("API {}", char::from(b'A'.saturating_add(number % 26))),
        ActorId::Attacker => "Attacker".to_owned(),
        ActorId::Operator => "Operator".to_owned(),
    }
}

/// A text that ends where its line ends: `;` would end it earlier, `#` begins an entity, and the bare word `end` closes a block.
fn label(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| match c {
            ';' => ',',
            '#' | '%' | '<' | '>' | '{' | '}' => ' ',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect();
    text.split(' ')
        .map(|word| if word.eq_ignore_ascii_case("end") { format!("({word})") } else { word.to_owned() })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_holds_nothing_that_mermaid_obeys() {
        assert_eq!(label("a;b #1 end END bend"), "a,b  1 (end) (END) bend");
    }
}
