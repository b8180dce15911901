//! What is worth a note besides the messages, for the diagram and the transcript.

use crate::session::event::{Event, EventKind, Theft};

/// What happened, in a few words without the actor; `None` for what the messages say already.
pub fn happening(event: &Event) -> Option<String> {
    match &event.kind {
        EventKind::Stolen { token, how } => Some(match how {
            Theft::Xss => format!("script copies {token}"),
            Theft::Log => format!("finds {token} in a log"),
            Theft::Wire => format!("reads {token} on the wire"),
            Theft::Referer => format!("finds {token} in a Referer"),
            Theft::Refresh => format!("now holds {token}"),
            Theft::Elsewhere => format!("has {token}"),
        }),
        EventKind::Forged { token, from } => Some(format!("forges {token} out of {from}")),
        EventKind::FamilyDead { family, reason, .. } => Some(format!("family {family} dead: {reason}")),
        EventKind::Patched { key, .. } if key == "secret" => Some("another secret".to_owned()),
        EventKind::Patched { key, value } => Some(format!("{key} = {value}")),
        _ => None,
    }
}
