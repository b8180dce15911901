//! What happened as lines of text: the time, and what it was. Reached by whoever tells a scenario or a run; what repeats is counted.

use std::collections::BTreeMap;

use crate::cli::Paint;
use crate::session::event::Event;
use crate::session::id::MessageId;
use crate::session::scenario::record::Record;
use crate::session::scenario::{span, story as line};
use crate::session::time::Ms;
use crate::token::visible::visible;

/// Where what happens begins; left of it stands the time.
pub(super) const INDENT: &str = "            ";

/// How often the same words are told before they are only counted.
const TOLD: usize = 3;

/// A line for each event that has one. With `wire` each message is shown as it travels.
pub(super) fn story(events: &[Event], record: &Record, start: Ms, wire: bool, paint: Paint) -> String {
    let mut text = String::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for event in events {
        let Some(line) = line::line(event, record) else { continue };
        let (words, message) = match line {
            line::Line::Message { text, id } => (visible(&text).into_owned(), Some(id)),
            line::Line::Note(text) => (paint.dim(&visible(&text)), None),
            line::Line::Alarm(text) => (paint.warn(&visible(&text)), None),
        };
        let times = seen.entry(words.clone()).or_default();
        *times += 1;
        if *times > TOLD {
            continue;
        }
        let time = span::print(event.at.since(start));
        text.push_str(&format!("{time:<12}{words}\n"));
        if let Some(id) = message.filter(|_| wire) {
            text.push_str(&raw(record, id));
        }
    }
    let more: usize = seen.values().map(|times| times.saturating_sub(TOLD)).sum();
    if more > 0 {
        text.push_str(&format!("{INDENT}{}\n", paint.dim(&format!("and {more} more lines like these"))));
    }
    text
}

fn raw(record: &Record, id: MessageId) -> String {
    let bytes = record.bytes(id).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.lines().map(|line| format!("{INDENT}| {}", visible(line)).trim_end().to_owned() + "\n");
    lines.collect()
}
