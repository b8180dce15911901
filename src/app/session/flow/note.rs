//! What is written where something changed that is no message.

use crate::app::session::ink::Ink;
use crate::session::event::{Event, EventKind, Place, Refusal, TabChange, Theft};
use crate::session::id::TokenId;
use crate::session::input::Fault;
use crate::token::visible::visible;

/// How the attacker came by a token, as the beginning of a sentence.
pub const fn theft(how: Theft) -> &'static str {
    match how {
        Theft::Xss => "script in the page copies",
        Theft::Log => "the access log gives away",
        Theft::Wire => "the open wire gives away",
        Theft::Referer => "the Referer gives away",
        Theft::Refresh => "the stolen refresh token gives",
        Theft::Elsewhere => "comes by a copy of",
    }
}

/// The words of a note, and how they are meant; `None` for what the messages say already.
pub fn note(event: &Event) -> Option<(String, Ink)> {
    let (words, ink) = match &event.kind {
        EventKind::Sent(_)
        | EventKind::Arrived(_)
        | EventKind::Dropped(_)
        | EventKind::Issued { .. }
        | EventKind::Rotated { .. }
        | EventKind::Refreshed { .. }
        | EventKind::GrantRefused { .. }
        | EventKind::Accepted { .. }
        | EventKind::Refused(Refusal::Request { .. })
        | EventKind::Stored { .. }
        | EventKind::Ridden { .. }
        | EventKind::SignIn { .. } => return None,
        // Nothing else says that a cookie goes by itself, or that a script deletes it.
        EventKind::Evicted { token, place: Place::Cookie } if event.cause.is_none() => {
            (format!("the cookie of {token} is gone"), Ink::Dim)
        }
        EventKind::Evicted { .. } => return None,
        EventKind::Registered { user, role } => (format!("account {user}, role {role}"), Ink::Dim),
        EventKind::Graced { presented, returned, .. } => {
            (format!("{presented} came again, in grace: {returned} returned"), Ink::Warn)
        }
        EventKind::ReuseDetected { presented, generation, head, .. } => {
            (format!("reuse! {presented} is generation {generation}, the newest is {head}"), Ink::Bad)
        }
        EventKind::WrongClient { presented, client } => (format!("{presented} was not issued to {client}"), Ink::Bad),
        EventKind::FamilyDead { family, reason, revoked } => {
            (format!("family {family} DEAD: {reason}, {revoked} refresh revoked"), Ink::Bad)
        }
        EventKind::Revoked { token } => (format!("{token} revoked"), Ink::Warn),
        EventKind::Refused(Refusal::Input(why)) => (format!("not done: {why}"), Ink::Warn),
        EventKind::CookieDropped { name, bytes, why } => (format!("drops cookie {name}: {bytes} B, {why}"), Ink::Bad),
        EventKind::Stolen { token, how } => (format!("{} {token}", theft(*how)), Ink::Bad),
        EventKind::NothingStolen { how } => (format!("{} nothing", theft(*how)), Ink::Good),
        EventKind::Forged { token, from } => (format!("makes {token} out of {from}"), Ink::Bad),
        EventKind::Cracked { words, found: true } => (format!("finds the secret after {words} words"), Ink::Bad),
        EventKind::Cracked { words, found: false } => (format!("tries {words} words, none is the secret"), Ink::Good),
        EventKind::Changed { sub, .. } => (format!("money of {sub} moved"), Ink::Warn),
        EventKind::KeyPublished(key) => (format!("key {key} published"), Ink::Dim),
        EventKind::KeySigning(key) => (format!("key {key} signs from now on"), Ink::Dim),
        EventKind::KeyRetiring(key) => (format!("key {key} no longer signs"), Ink::Dim),
        EventKind::KeyRetired(key) => (format!("key {key} is gone"), Ink::Dim),
        EventKind::KeyCompromised(key) => (format!("key {key} was stolen, out at once"), Ink::Bad),
        EventKind::JwksFetched { keys: 1 } => ("fetches the key set: 1 key".to_owned(), Ink::Dim),
        EventKind::JwksFetched { keys } => (format!("fetches the key set: {keys} keys"), Ink::Dim),
        EventKind::JwksStale { kid } => (format!("does not know key {kid}"), Ink::Warn),
        EventKind::Denied { entry, .. } => (format!("deny-list: {}", short(entry)), Ink::Warn),
        EventKind::DenyVisible { entry } => (format!("all servers see {} denied", short(entry)), Ink::Dim),
        EventKind::DenyGone { entry } => (format!("{} is off the deny-list", short(entry)), Ink::Dim),
        EventKind::Expired(token) => (format!("{token} expired"), Ink::Dim),
        EventKind::Idle(family) => (format!("family {family} was idle too long"), Ink::Dim),
        EventKind::TooOld(family) => (format!("family {family} is as old as it may be"), Ink::Dim),
        EventKind::UserChanged { user, what, value } if value.is_empty() => {
            (format!("{user} has a new {what}"), Ink::Warn)
        }
        EventKind::UserChanged { user, what, value } => (format!("{user}: {what} is {value}"), Ink::Warn),
        EventKind::Tab { tab, what } => (format!("tab {tab} {}", tab_words(*what)), Ink::Dim),
        EventKind::SignedOut { tab } => (format!("tab {tab}: signed out"), Ink::Warn),
        EventKind::Referred { referer, token } => (referred(referer, *token), Ink::Warn),
        EventKind::Faulted(fault) => (fault_words(fault), Ink::Warn),
        EventKind::ClockSet { offset_ms } => (clock_words(*offset_ms), Ink::Warn),
        EventKind::Patched { key, value } => (format!("setting: {key} = {value}"), Ink::Warn),
        EventKind::Marked(text) => (text.clone(), Ink::Dim),
    };
    // Names, notes and settings are foreign text.
    Some((visible(&words).into_owned(), ink))
}

/// An entry of the deny-list with so much of its value that it is told from another: the Log has all of it.
fn short(entry: &str) -> String {
    const TELLING: usize = 8;
    match entry.split_once(' ') {
        Some((claim, value)) if value.chars().count() > TELLING + 2 => {
            format!("{claim} {}..", value.chars().take(TELLING).collect::<String>())
        }
        _ => entry.to_owned(),
    }
}

/// What the next site is told of the address before, the token by its name.
fn referred(referer: &str, token: Option<TokenId>) -> String {
    let address = referer.strip_prefix("https://").unwrap_or(referer);
    match (address.split_once('?'), token) {
        (Some((page, _)), Some(token)) => format!("Referer tells {page}?{token}"),
        (Some((page, _)), None) => format!("Referer tells {page}?.."),
        (None, _) => format!("Referer tells {address}"),
    }
}

/// How far a clock is off.
fn clock_words(offset_ms: i64) -> String {
    let seconds = offset_ms.saturating_abs() / 1000;
    match offset_ms {
        0 => "its clock is right".to_owned(),
        1.. => format!("its clock is {seconds} s ahead"),
        _ => format!("its clock is {seconds} s behind"),
    }
}

fn fault_words(fault: &Fault) -> String {
    let runs = |up: bool| if up { "runs again" } else { "is down" };
    match fault {
        Fault::DropRequest => "the next request will be lost".to_owned(),
        Fault::DropResponse => "the next response will be lost".to_owned(),
        Fault::Delay { ms } => format!("the next message takes {ms} ms longer"),
        Fault::Duplicate => "the next request will come twice".to_owned(),
        Fault::NextStatus(status) => format!("the next request will be answered {status}"),
        Fault::Skew { actor, offset_ms } => format!("{actor}: {}", clock_words(*offset_ms)),
        Fault::Server { actor, up } => format!("{actor} {}", runs(*up)),
        Fault::DenyStore { up } => format!("the deny-list {}", runs(*up)),
    }
}

const fn tab_words(what: TabChange) -> &'static str {
    match what {
        TabChange::Opened => "opens",
        TabChange::Closed => "closes",
        TabChange::Reloaded => "loads again: its memory is gone",
        TabChange::Suspended => "sleeps",
        TabChange::Resumed => "wakes",
        TabChange::Offline => "is offline",
        TabChange::Online => "is online",
    }
}
