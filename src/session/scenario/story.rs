//! What happened, one sentence an event: who, to whom, what, why. What a lesson does not need is left out.

use super::record::Record;
use crate::session::config::Flaw;
use crate::session::event::{CookieRule, Event, EventKind, Refusal, TabChange, Theft};
use crate::session::id::MessageId;

/// One line of the story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A message left or came; its number leads to its bytes.
    Message {
        /// `browser -> auth  POST /login`
        text: String,
        /// Which.
        id: MessageId,
    },
    /// Something else happened.
    Note(String),
    /// Something happened that should not have: a theft, a forgery, a request that only a mistake lets pass.
    Alarm(String),
}

/// The line for an event; nothing for one that the messages tell already.
#[must_use]
pub fn line(event: &Event, record: &Record) -> Option<Line> {
    Some(match &event.kind {
        EventKind::Sent(id) if record.is_request(*id) => message(*id, record, false)?,
        EventKind::Arrived(id) if !record.is_request(*id) => message(*id, record, false)?,
        EventKind::Dropped(id) => message(*id, record, true)?,
        EventKind::Refused(Refusal::Request { message, check, why, .. }) => {
            let name = check.name(record.judged_by(*message));
            Line::Note(format!("{} refuses at {check} {name}: {why}", event.actor))
        }
        EventKind::Refused(Refusal::Input(why)) => Line::Alarm(format!("that cannot be done: {why}")),
        EventKind::Rotated { old, new, .. } => Line::Note(format!("{old} is used up; {new} takes its place")),
        EventKind::Graced { presented, returned, .. } => {
            Line::Note(format!("{presented} was used before; within its grace it is answered with {returned}"))
        }
        EventKind::ReuseDetected { presented, generation, head, .. } => Line::Alarm(format!(
            "{presented} was used before: generation {generation} came again, the newest is {head}"
        )),
        EventKind::WrongClient { presented, client } => {
            Line::Alarm(format!("{presented} was issued to another client than {client}"))
        }
        EventKind::GrantRefused { check, error, .. } => Line::Note(format!("auth refuses at check {check}: {error}")),
        EventKind::FamilyDead { family, reason, revoked } => {
            let plural = if *revoked == 1 { "token is" } else { "tokens are" };
            Line::Note(format!("family {family} is dead, reason {reason}: {revoked} refresh {plural} revoked"))
        }
        EventKind::Revoked { token } => Line::Note(format!("{token} is revoked")),
        EventKind::Stored { token, place } => Line::Note(format!("{} keeps {token} in {place}", event.actor)),
        EventKind::Evicted { token, place } => {
            Line::Note(format!("{} no longer keeps {token} in {place}", event.actor))
        }
        EventKind::CookieDropped { name, bytes, why } => Line::Alarm(match why {
            CookieRule::Size => format!("the browser drops the cookie {name}: {bytes} bytes, 4096 is the most"),
            CookieRule::NotSecure => format!("the browser drops the cookie {name}: Secure, but the wire is not"),
            CookieRule::Prefix => format!("the browser drops the cookie {name}: its prefix asks for other attributes"),
        }),
        EventKind::Stolen { token, how } => Line::Alarm(match how {
            Theft::Xss => format!("a script in the page copies {token} for the attacker"),
            Theft::Log => format!("the attacker finds {token} in an access log"),
            Theft::Wire => format!("the attacker reads {token} on the wire"),
            Theft::Referer => format!("the attacker finds {token} in a Referer"),
            Theft::Refresh => format!("the attacker now holds {token}"),
            Theft::Elsewhere => format!("the attacker has come by {token}"),
        }),
        EventKind::NothingStolen { .. } => Line::Note("the attacker finds nothing to copy".to_owned()),
        EventKind::Forged { token, from } => Line::Alarm(format!("the attacker makes {token} out of {from}")),
        EventKind::Cracked { words, found: true } => {
            Line::Alarm(format!("the attacker finds the secret, after {words} words of a list"))
        }
        EventKind::Cracked { words, found: false } => {
            Line::Note(format!("the attacker tries {words} words of a list, and none is the secret"))
        }
        EventKind::Ridden { .. } => Line::Alarm("the attacker has the user's own browser send a request".to_owned()),
        EventKind::Changed { sub, .. } => Line::Note(format!("the money of {sub} has moved")),
        EventKind::KeyPublished(key) => Line::Note(format!("{key} is in the key set")),
        EventKind::KeySigning(key) => Line::Note(format!("{key} signs from now on")),
        EventKind::KeyRetiring(key) => Line::Note(format!("{key} no longer signs; it stays in the key set")),
        EventKind::KeyRetired(key) => Line::Note(format!("{key} is out of the key set")),
        EventKind::KeyCompromised(key) => Line::Alarm(format!("{key} was stolen, and is out of the key set")),
        EventKind::JwksStale { kid } => Line::Note(format!("{} does not know the key {kid}", event.actor)),
        EventKind::Denied { entry, .. } => Line::Note(format!("{entry} is on the deny-list")),
        EventKind::DenyVisible { entry } => Line::Note(format!("all servers see {entry} on the deny-list")),
        EventKind::DenyGone { entry } => Line::Note(format!("{entry} is off the deny-list")),
        EventKind::Expired(token) => Line::Note(format!("{token} expires")),
        EventKind::Idle(family) => Line::Note(format!("family {family} was not used for too long")),
        EventKind::TooOld(family) => Line::Note(format!("family {family} is as old as it may be")),
        EventKind::UserChanged { user, what, value } if value.is_empty() => {
            Line::Note(format!("{what} of {user} was changed"))
        }
        EventKind::UserChanged { user, what, value } => Line::Note(format!("{what} of {user} is now {value}")),
        EventKind::Tab { tab, what } => Line::Note(format!("tab {tab} {}", tab_words(*what))),
        EventKind::SignedOut { .. } => Line::Note("the user is signed out".to_owned()),
        EventKind::Referred { referer, token } => {
            let named = token.and_then(|id| Some(referer.replace(record.token(id)?, &id.to_string())));
            Line::Note(format!("the other site is told: Referer: {}", named.as_ref().unwrap_or(referer)))
        }
        EventKind::ClockSet { offset_ms } => {
            let offset = super::span::print(offset_ms.saturating_abs());
            let way = if *offset_ms < 0 { "behind" } else { "ahead" };
            Line::Note(format!("the clock of {} is {offset} {way}", event.actor))
        }
        EventKind::Patched { key, value } => Line::Note(setting(key, value)),
        EventKind::Marked(text) => Line::Note(text.clone()),
        EventKind::Sent(_)
        | EventKind::Arrived(_)
        | EventKind::Registered { .. }
        | EventKind::SignIn { .. }
        | EventKind::Issued { .. }
        | EventKind::Refreshed { .. }
        | EventKind::Accepted { .. }
        | EventKind::JwksFetched { .. }
        | EventKind::Faulted(_) => return None,
    })
}

fn message(id: MessageId, record: &Record, lost: bool) -> Option<Line> {
    let exchange = record.exchange_of(id)?;
    let (from, to) = (exchange.from.to_string(), exchange.to.to_string());
    let text = if exchange.id == id {
        let asks = exchange.asks();
        // It was told when it was sent: told in the same words again it would look like another.
        let asks = if lost { format!("(the request is lost: {asks})") } else { asks };
        format!("{from:<9} -> {to:<9} {asks}")
    } else {
        let answers = exchange.answers().unwrap_or_default();
        if lost {
            format!("{from:<9} <- {to:<9} (the answer is lost)")
        } else {
            format!("{from:<9} <- {to:<9} {answers}")
        }
    };
    Some(Line::Message { text, id })
}

/// A setting, and what the switches of mistakes among its words are.
fn setting(key: &str, value: &str) -> String {
    let mut text = format!("setting {key} = {value}");
    if key == "vulnerable" {
        for flaw in value.split([' ', ',']).filter_map(Flaw::from_word) {
            text.push_str(&format!("; {flaw}: {}", flaw.about()));
        }
    }
    text
}

const fn tab_words(what: TabChange) -> &'static str {
    match what {
        TabChange::Opened => "opens",
        TabChange::Closed => "closes",
        TabChange::Reloaded => "loads again; its memory is empty",
        TabChange::Suspended => "falls asleep",
        TabChange::Resumed => "wakes",
        TabChange::Offline => "has no network",
        TabChange::Online => "has network again",
    }
}
