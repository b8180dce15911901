//! JSON lines: the run, its events and both logs, one document a line, for jq and the like.

use serde::Serialize;

use super::{Heading, Recording, Secrets, safe, sanitise};
use crate::session::event::{Event, EventKind};
use crate::session::id::{ActorId, MessageId};

#[derive(Serialize)]
#[serde(tag = "line", rename_all = "lowercase")]
enum Line<'a> {
    Run {
        scenario: &'a str,
        title: &'a str,
        profile: &'a str,
        seed: u64,
        start: String,
    },
    Message {
        id: MessageId,
        from: ActorId,
        to: ActorId,
        #[serde(skip_serializing_if = "Option::is_none")]
        answers: Option<MessageId>,
        says: &'a str,
        tokens: &'a [String],
    },
    Event(&'a Event),
    Access {
        text: String,
    },
    Security {
        entry: serde_json::Value,
    },
}

/// The run as lines: first what it is, then the messages and the events that name them, then the access logs and the security log, each in
/// order.
///
/// A token can stand in the access log, in a `Referer`, and nowhere else.
#[must_use]
pub fn jsonl(recording: &Recording, secrets: Secrets) -> String {
    let Recording { id, title, profile, seed, start, headings, events, access_log, security_log, .. } = recording;
    let run = Line::Run { scenario: id, title, profile, seed: *seed, start: start.iso() };
    let masked: Vec<Event> = match secrets {
        Secrets::Masked => events.iter().cloned().map(without_secret).collect(),
        Secrets::Kept => events.clone(),
    };
    let messages = headings.iter().map(|heading| {
        let Heading { id, from, to, answers, first_line, tokens } = heading;
        Line::Message { id: *id, from: *from, to: *to, answers: *answers, says: first_line, tokens }
    });
    let events = masked.iter().map(Line::Event);
    let access = access_log.iter().map(|text| Line::Access { text: text.clone() });
    let security =
        security_log.iter().filter_map(|text| Some(Line::Security { entry: serde_json::from_str(text).ok()? }));
    let mut out = String::new();
    for line in std::iter::once(run).chain(messages).chain(events).chain(access).chain(security) {
        // Structs of strings and numbers always serialise.
        let line = serde_json::to_string(&line).unwrap_or_default();
        out.push_str(&match secrets {
            Secrets::Masked => sanitise::text(&line),
            Secrets::Kept => line,
        });
        out.push('\n');
    }
    safe::json(&out)
}

/// The one setting that is a secret, however short.
fn without_secret(mut event: Event) -> Event {
    if let EventKind::Patched { key, value } = &mut event.kind
        && key == "secret"
    {
        *value = sanitise::masked(value);
    }
    event
}
