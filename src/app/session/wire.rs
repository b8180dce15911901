//! The Wire pane: a request and its response as they were sent, tokens in their three parts and decoded in place.

use super::ink::{Ink, Row};
use super::record::{Letter, Record, Scene};
use crate::app::wrap::{columns, fitting};
use crate::session::id::{MessageId, TokenId};
use crate::token::visible::visible;

/// How messages are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// As text, tokens decoded.
    #[default]
    Text,
    /// As octets.
    Hex,
    /// What is other than in the message of the same kind before.
    Difference,
}

/// The messages that belong to one: the request, and its response once it has come.
#[must_use]
pub fn pair(scene: &Scene<'_>, id: MessageId) -> Vec<MessageId> {
    let record = scene.record;
    let request = record.letters.get(&id).and_then(|letter| letter.answers).unwrap_or(id);
    let last = scene.events.last().map_or(0, |event| event.seq);
    let came = |answer: &MessageId| record.letters.get(answer)?.came.filter(|(seq, _)| *seq <= last);
    let answer = record.letters.get(&request).and_then(|letter| letter.answered);
    let answer = answer.filter(|answer| *answer == id || came(answer).is_some());
    std::iter::once(request).chain(answer).collect()
}

/// `#11 -> #12`.
#[must_use]
pub fn title(pair: &[MessageId]) -> String {
    pair.iter().map(ToString::to_string).collect::<Vec<_>>().join(" -> ")
}

/// The rows of both, in a pane of `width`.
#[must_use]
pub fn rows(scene: &Scene<'_>, pair: &[MessageId], form: Form, width: usize) -> Vec<Row> {
    let record = scene.record;
    let mut rows = Vec::new();
    let mut sizes = Vec::new();
    for (id, way) in pair.iter().zip(["out", "back"]) {
        let Some(letter) = record.letters.get(id) else { continue };
        if !rows.is_empty() {
            rows.push(Row::default());
        }
        let bytes = letter.content.to_bytes();
        match form {
            Form::Text => text(&bytes, letter, record, width, &mut rows),
            Form::Hex => hex(&bytes, &mut rows),
            Form::Difference => difference(*id, letter, record, width, &mut rows),
        }
        sizes.push(format!("{} B {way}", bytes.len()));
    }
    if !sizes.is_empty() {
        let more = match form {
            Form::Text => "C curl  # hex  d difference",
            Form::Hex => "# text",
            Form::Difference => "d text",
        };
        rows.push(Row::default());
        rows.push(Row::of(Ink::Dim, sizes.join(", ")));
        rows.push(Row::of(Ink::Dim, more));
    }
    rows
}

fn lines(letter: &Letter) -> Vec<String> {
    let bytes = letter.content.to_bytes();
    let text = String::from_utf8_lossy(&bytes);
    text.split("\r\n").map(str::to_owned).collect()
}

fn text(bytes: &[u8], letter: &Letter, record: &Record, width: usize, rows: &mut Vec<Row>) {
    for (number, line) in String::from_utf8_lossy(bytes).split("\r\n").enumerate() {
        let plain = if number == 0 { Ink::Strong } else { Ink::Plain };
        let (pieces, found) = split(line, plain, letter, record);
        wrap(pieces, width, rows);
        if !found.is_empty() {
            let names: Vec<String> = found.iter().map(ToString::to_string).collect();
            rows.push(Row::of(Ink::Dim, format!("  ^ {}", names.join(", then "))));
        }
        for token in found {
            decode(token, record, width, rows);
        }
    }
}

/// A line in pieces: the tokens in it by their parts, with their names, which stand below the line: what was sent is shown as it was.
fn split(line: &str, plain: Ink, letter: &Letter, record: &Record) -> (Row, Vec<TokenId>) {
    let mut places: Vec<(usize, TokenId, &str)> = letter
        .tokens
        .iter()
        .filter_map(|id| {
            let text = record.tokens.get(id)?.text.as_str();
            // Most lines are shorter than any token.
            let is_possible = !text.is_empty() && text.len() <= line.len();
            Some((is_possible.then(|| line.find(text)).flatten()?, *id, text))
        })
        .collect();
    places.sort_unstable_by_key(|(at, ..)| *at);
    let mut row = Row::default();
    let mut found = Vec::new();
    let mut done = 0;
    for (at, id, text) in places {
        // One that begins inside another has been passed.
        let Some(before) = line.get(done..at) else { continue };
        row = row.and(plain, visible(before));
        let inks = [Ink::Header, Ink::Payload, Ink::Signature];
        if text.matches('.').count() == 2 {
            for (number, (part, ink)) in text.split('.').zip(inks).enumerate() {
                if number > 0 {
                    row = row.and(Ink::Dim, ".");
                }
                row = row.and(ink, visible(part));
            }
        } else {
            row = row.and(Ink::Signature, visible(text));
        }
        found.push(id);
        done = at + text.len();
    }
    (row.and(plain, visible(line.get(done..).unwrap_or_default())), found)
}

/// What a token says, below the line that it stands in.
fn decode(id: TokenId, record: &Record, width: usize, rows: &mut Vec<Row>) {
    let Some(written) = record.tokens.get(&id) else { return };
    let parts = [("header ", Ink::Header, &written.header), ("payload", Ink::Payload, &written.payload)];
    for (name, ink, json) in parts {
        if let Some(json) = json {
            wrap(Row::of(Ink::Dim, format!("  {name} ")).and(ink, visible(json)), width, rows);
        }
    }
}

/// Breaks a row where the pane ends.
fn wrap(row: Row, width: usize, rows: &mut Vec<Row>) {
    let width = width.max(1);
    let mut out = Row::default();
    let mut room = width;
    for (ink, text) in row.0 {
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(fitting(rest, room).min(rest.len()));
            let wide = columns(piece);
            if wide > room && room < width {
                rows.push(std::mem::take(&mut out));
                room = width;
                continue;
            }
            out.0.push((ink, piece.to_owned()));
            room = room.saturating_sub(wide);
            rest = after;
            if room == 0 && !rest.is_empty() {
                rows.push(std::mem::take(&mut out));
                room = width;
            }
        }
    }
    rows.push(out);
}

fn hex(bytes: &[u8], rows: &mut Vec<Row>) {
    for (number, chunk) in bytes.chunks(8).enumerate() {
        let octets: String = chunk.iter().map(|octet| format!("{octet:02x} ")).collect();
        let letters: String =
            chunk.iter().map(|octet| if octet.is_ascii_graphic() { char::from(*octet) } else { '.' }).collect();
        let row = Row::of(Ink::Dim, format!("{:04x}  ", number * 8)).and(Ink::Plain, format!("{octets:<25}"));
        rows.push(row.and(Ink::Dim, letters));
    }
}

/// The request of the same kind to the same server before this one: of the same sender, else of anybody, as where a thief repeats it.
fn before<'a>(id: MessageId, request: &Letter, record: &'a Record) -> Option<(MessageId, &'a Letter)> {
    let kind = |letter: &Letter| {
        let first = lines(letter).into_iter().next().unwrap_or_default();
        first.split(['?', ' ']).take(2).map(str::to_owned).collect::<Vec<_>>()
    };
    let wanted = kind(request);
    let like = |other: &&Letter| other.answers.is_none() && other.to.same_lane(request.to) && kind(other) == wanted;
    let earlier = || record.letters.range(..id).rev().map(|(id, other)| (*id, other)).filter(|(_, other)| like(other));
    earlier().find(|(_, other)| other.from.same_lane(request.from)).or_else(|| earlier().next())
}

/// The lines that are other than in the message of the same kind before: the request before, or its answer.
fn difference(id: MessageId, letter: &Letter, record: &Record, width: usize, rows: &mut Vec<Row>) {
    let request = letter.answers.unwrap_or(id);
    let asked = record.letters.get(&request).and_then(|asked| before(request, asked, record));
    let other = match letter.answers {
        None => asked,
        Some(_) => asked.and_then(|(_, asked)| asked.answered).and_then(|id| Some((id, record.letters.get(&id)?))),
    };
    let Some((other_id, other)) = other else {
        rows.push(Row::of(Ink::Dim, format!("{id}: nothing of this kind was sent before")));
        return;
    };
    rows.push(Row::of(Ink::Dim, format!("{id} against {other_id}")));
    let (old, new) = (lines(other), lines(letter));
    for line in old.iter().filter(|line| !new.contains(line)) {
        wrap(Row::of(Ink::Bad, format!("- {}", visible(line))), width, rows);
    }
    for line in &new {
        let (mark, ink) = if old.contains(line) { (' ', Ink::Dim) } else { ('+', Ink::Good) };
        wrap(Row::of(ink, format!("{mark} {}", visible(line))), width, rows);
    }
}

/// A request as a curl command; `None` for a response.
#[must_use]
pub fn curl(letter: &Letter) -> Option<String> {
    let super::record::Content::Request(request) = &letter.content else { return None };
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "'\\''"));
    let mut command =
        format!("curl -i -X {} {}", request.method, quoted(&format!("https://{}{}", request.host(), request.target)));
    for (name, value) in &request.headers {
        if !["host", "content-length"].contains(&name.to_ascii_lowercase().as_str()) {
            command.push_str(&format!(" \\\n  -H {}", quoted(&format!("{name}: {value}"))));
        }
    }
    if !request.body.is_empty() {
        command.push_str(&format!(" \\\n  --data-raw {}", quoted(&request.text())));
    }
    Some(command)
}
