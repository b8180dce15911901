//! A Mermaid sequence diagram: who asked whom for what, as GitHub, GitLab and editors draw it. <https://mermaid.js.org/syntax/sequenceDiagram.html>

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::happening::happening;
use super::{Exchange, Recording, safe};
use crate::session::id::ActorId;
use crate::session::time::Ms;

/// A line of the diagram, and when it belongs.
struct Line {
    at: Ms,
    /// What happens at the same instant keeps this order.
    order: u64,
    attack: bool,
    text: String,
}

/// The run as a diagram, with a newline at its end.
#[must_use]
pub fn mermaid(recording: &Recording) -> String {
    let mut lines: Vec<Line> = Vec::new();
    let mut lanes = BTreeSet::new();
    for exchange in &recording.exchanges {
        lanes.extend([lane(exchange.from), lane(exchange.to)]);
        messages(exchange, &mut lines);
    }
    for event in &recording.events {
        if let Some(text) = happening(event) {
            lanes.insert(lane(event.actor));
            let over = name(lane(event.actor));
            let attack = lane(event.actor) == ActorId::Attacker;
            let text = format!("Note over {over}: {}", label(&text));
            lines.push(Line { at: event.at, order: event.seq, attack, text });
        }
    }
    lines.sort_by_key(|line| (line.at, line.order));
    // What an attack brings about before its answer comes belongs to it.
    let around = |index: usize| {
        [index.checked_sub(1), index.checked_add(1)].map(|near| lines.get(near?).map(|line| line.attack))
    };
    let within: Vec<bool> = (0..lines.len()).map(|index| around(index) == [Some(true), Some(true)]).collect();
    for (line, within) in lines.iter_mut().zip(within) {
        line.attack |= within && line.text.starts_with("Note ");
    }

    let mut out = String::from("sequenceDiagram\n    autonumber\n");
    for lane in &lanes {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "    participant {} as {}", name(*lane), title(*lane));
    }
    let mut attacked = false;
    for line in &lines {
        if line.attack != attacked {
            out.push_str(if line.attack { "    rect rgb(255, 228, 225)\n" } else { "    end\n" });
            attacked = line.attack;
        }
        let _ = writeln!(out, "    {}", line.text);
    }
    if attacked {
        out.push_str("    end\n");
    }
    safe::text(&out)
}

fn messages(exchange: &Exchange, lines: &mut Vec<Line>) {
    let (from, to) = (name(lane(exchange.from)), name(lane(exchange.to)));
    let order = u64::from(exchange.id.0);
    let attack = exchange.is_attack();
    let arrow = if exchange.answer.is_some() { "->>" } else { "-x" };
    let text = format!("{from}{arrow}{to}: {}", label(&exchange.asks()));
    lines.push(Line { at: exchange.sent, order, attack, text });
    if let Some(((at, _), answers)) = exchange.answer.as_ref().zip(exchange.answers()) {
        let text = format!("{to}-->>{from}: {}", label(&answers));
        lines.push(Line { at: *at, order, attack, text });
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
