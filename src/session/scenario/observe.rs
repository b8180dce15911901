//! Whether a fact holds: answered from the events, the messages and the tokens of the world since the deeds it is about.

use serde_json::Value;

use super::fact::{Fact, State};
use super::record::{Mark, Record};
use crate::session::event::{EventKind, Refusal};
use crate::session::http::Response;
use crate::session::id::{FamilyId, TokenId};

/// What was found where `fact` should hold; nothing when it does.
pub(super) fn differs(fact: &Fact, record: &Record, since: Mark) -> Option<String> {
    let seen = Seen { record, since };
    match fact {
        Fact::Status(status) => seen.of_last(|answer| (answer.status == *status, answer.status.to_string())),
        Fact::Statuses(statuses) => {
            let found: Vec<u16> = seen.answers().map(|answer| answer.status).collect();
            unless(found == *statuses, || list(&found))
        }
        Fact::Passes(passes) => {
            let last = seen.answers().last().map(|answer| answer.status);
            let passed = last.is_some_and(|status| (200..300).contains(&status));
            unless(passed == *passes, || last.map_or_else(|| "no answer".to_owned(), |status| status.to_string()))
        }
        Fact::Error(error) => seen.member("error", |found| found == error),
        Fact::Because(words) => seen.member("error_description", |found| found.contains(words.as_str())),
        Fact::Body(part) => seen.of_last(|answer| (answer.text().contains(part.as_str()), answer.text().into_owned())),
        Fact::Header(name, part) => seen.of_last(|answer| {
            let of_name = |(found, _): &&(String, String)| found.eq_ignore_ascii_case(name);
            let values: Vec<&str> = answer.headers.iter().filter(of_name).map(|(_, value)| value.as_str()).collect();
            (values.iter().any(|value| value.contains(part.as_str())), list(&values))
        }),
        Fact::RefusedAt(check) => {
            let last = seen.kinds().filter_map(|kind| match kind {
                EventKind::Refused(Refusal::Request { check, .. }) => Some(*check),
                _ => None,
            });
            let last = last.last();
            unless(last == Some(*check), || {
                last.map_or_else(|| "no check failed".to_owned(), |check| check.to_string())
            })
        }
        Fact::Impossible => seen.has("it was done", |kind| matches!(kind, EventKind::Refused(Refusal::Input(_)))),
        Fact::NoAnswer => seen.answers().last().map(|answer| answer.status.to_string()),
        Fact::Requests(count) => same(*count, seen.record.requests_since(since)),
        Fact::Bytes(bytes) => {
            let last = record.last_request_since(since).map(|request| request.size());
            unless(last == Some(*bytes), || last.map_or_else(|| "no request".to_owned(), |bytes| bytes.to_string()))
        }
        Fact::Lookups(count) => same(*count, record.lookups().saturating_sub(since.lookups)),
        Fact::Rotated => seen.has("no rotation", |kind| matches!(kind, EventKind::Rotated { .. })),
        Fact::Graced => seen.has("no grace", |kind| matches!(kind, EventKind::Graced { .. })),
        Fact::Lives(family) => match seen.death(*family) {
            Fate::Unknown => Some("no such family".to_owned()),
            Fate::Live => None,
            Fate::Dead(reason) => Some(format!("dead: {reason}")),
        },
        Fact::Dead(family, wanted) => match seen.death(*family) {
            Fate::Unknown => Some("no such family".to_owned()),
            Fate::Live => Some("it lives".to_owned()),
            Fate::Dead(reason) => {
                unless(wanted.is_none_or(|wanted| wanted.word() == reason), || format!("dead: {reason}"))
            }
        },
        Fact::State(token, state) => seen.state(*token, *state),
        Fact::Alert(name) => {
            let alerts = record.alerts_since(since);
            unless(alerts.contains(name), || list(&alerts))
        }
        Fact::NoAlert => {
            let alerts = record.alerts_since(since);
            unless(alerts.is_empty(), || list(&alerts))
        }
        Fact::Issued(names) => same_tokens(names, seen.issued()),
        Fact::Stolen(names) => same_tokens(names, seen.stolen()),
        Fact::Logged(part) => {
            let there = record.access_log().iter().any(|line| line.contains(part.as_str()));
            unless(there, || "no such line in the access logs".to_owned())
        }
        Fact::Claim(token, member, value) => seen.claim(*token, member, value),
        Fact::CookieDropped => {
            seen.has("no cookie was dropped", |kind| matches!(kind, EventKind::CookieDropped { .. }))
        }
        Fact::Cracked(wanted) => {
            let tried = seen.kinds().find_map(|kind| match kind {
                EventKind::Cracked { found, .. } => Some(*found),
                _ => None,
            });
            unless(tried == Some(*wanted), || match tried {
                Some(true) => "the secret was found".to_owned(),
                Some(false) => "the secret was not found".to_owned(),
                None => "nobody tried".to_owned(),
            })
        }
        Fact::Fits(token, reading) => match (record.token(*token), record.secret()) {
            (Some(text), Some(secret)) => {
                let made = reading.signature(text, secret);
                let of_token = text.rsplit('.').next().unwrap_or_default();
                unless(made.as_deref() == Some(of_token), || made.unwrap_or_else(|| "it does not read so".to_owned()))
            }
            (None, _) => Some("no such token".to_owned()),
            (_, None) => Some("no secret is set".to_owned()),
        },
    }
}

/// A fact in words, as a scenario has it.
pub(super) fn words(fact: &Fact) -> String {
    match fact {
        Fact::Status(status) => status.to_string(),
        Fact::Statuses(statuses) => format!("answers {}", list(statuses)),
        Fact::Passes(true) => "yes".to_owned(),
        Fact::Passes(false) => "no".to_owned(),
        Fact::Error(error) => error.clone(),
        Fact::Because(words) => format!("because \"{words}\""),
        Fact::Body(part) => format!("body \"{part}\""),
        Fact::Header(name, part) => format!("header {name} \"{part}\""),
        Fact::RefusedAt(check) => check.to_string(),
        Fact::Impossible => "impossible".to_owned(),
        Fact::NoAnswer => "no answer".to_owned(),
        Fact::Requests(count) => format!("requests {count}"),
        Fact::Bytes(bytes) => format!("bytes {bytes}"),
        Fact::Lookups(count) => format!("lookups {count}"),
        Fact::Rotated => "rotated".to_owned(),
        Fact::Graced => "graced".to_owned(),
        Fact::Lives(family) => format!("family {family} live"),
        Fact::Dead(family, None) => format!("family {family} dead"),
        Fact::Dead(family, Some(reason)) => format!("family {family} dead {reason}"),
        Fact::State(token, State::Active) => format!("{token} active"),
        Fact::State(token, State::Rotated) => format!("{token} rotated"),
        Fact::State(token, State::Revoked) => format!("{token} revoked"),
        Fact::State(token, State::Expired) => format!("{token} expired"),
        Fact::Alert(name) => format!("alert {name}"),
        Fact::NoAlert => "no alert".to_owned(),
        Fact::Issued(names) => format!("issued {}", list(names)),
        Fact::Stolen(names) => format!("stolen {}", list(names)),
        Fact::Logged(part) => format!("logged \"{part}\""),
        Fact::Claim(token, member, value) => format!("claim {token} {member} {value}"),
        Fact::CookieDropped => "cookie dropped".to_owned(),
        Fact::Cracked(true) => "cracked".to_owned(),
        Fact::Cracked(false) => "not cracked".to_owned(),
        Fact::Fits(token, reading) => format!("fits {token} {reading}"),
    }
}

/// What became of a family.
enum Fate {
    Unknown,
    Live,
    Dead(String),
}

/// The record, and from where on it counts.
struct Seen<'a> {
    record: &'a Record,
    since: Mark,
}

impl<'a> Seen<'a> {
    fn kinds(&self) -> impl Iterator<Item = &'a EventKind> {
        self.record.events_since(self.since).iter().map(|event| &event.kind)
    }

    fn answers(&self) -> impl Iterator<Item = &'a Response> {
        self.record.answers_since(self.since)
    }

    fn of_last(&self, holds: impl FnOnce(&Response) -> (bool, String)) -> Option<String> {
        match self.answers().last() {
            Some(answer) => {
                let (holds, found) = holds(answer);
                unless(holds, || found)
            }
            None => Some("no answer".to_owned()),
        }
    }

    fn member(&self, name: &str, holds: impl FnOnce(&str) -> bool) -> Option<String> {
        self.of_last(|answer| match answer.member(name) {
            Some(found) => (holds(&found), found),
            None => (false, format!("{} without {name}", answer.status)),
        })
    }

    fn has(&self, missing: &str, is: impl Fn(&EventKind) -> bool) -> Option<String> {
        unless(self.kinds().any(is), || missing.to_owned())
    }

    /// The whole story of a family counts, not only what the last deeds did.
    fn death(&self, family: FamilyId) -> Fate {
        let mut fate = Fate::Unknown;
        for event in self.record.events() {
            match &event.kind {
                EventKind::SignIn { family: Some(begun), .. } | EventKind::Issued { family: Some(begun), .. }
                    if *begun == family && matches!(fate, Fate::Unknown) =>
                {
                    fate = Fate::Live;
                }
                EventKind::FamilyDead { family: dead, reason, .. } if *dead == family => {
                    fate = Fate::Dead(reason.to_string());
                }
                _ => {}
            }
        }
        fate
    }

    fn state(&self, token: TokenId, wanted: State) -> Option<String> {
        let mut found = None;
        let mut family = None;
        for event in self.record.events() {
            match &event.kind {
                EventKind::Issued { access, refresh, family: of } if *access == token || *refresh == Some(token) => {
                    (found, family) = (found.or(Some(State::Active)), *of);
                }
                EventKind::Rotated { old, .. } if *old == token => found = Some(State::Rotated),
                EventKind::Revoked { token: revoked } if *revoked == token => found = Some(State::Revoked),
                EventKind::FamilyDead { family: dead, .. }
                    if Some(*dead) == family && matches!(token, TokenId::Refresh(_)) =>
                {
                    found = Some(State::Revoked);
                }
                _ => {}
            }
        }
        if self.record.expiry(token).is_some_and(|exp| self.record.now() >= exp) && matches!(token, TokenId::Access(_))
        {
            found = Some(State::Expired);
        }
        unless(found == Some(wanted), || match found {
            Some(State::Active) => "active".to_owned(),
            Some(State::Rotated) => "rotated".to_owned(),
            Some(State::Revoked) => "revoked".to_owned(),
            Some(State::Expired) => "expired".to_owned(),
            None => "no such token".to_owned(),
        })
    }

    fn issued(&self) -> Vec<TokenId> {
        let pairs = self.kinds().filter_map(|kind| match kind {
            EventKind::Issued { access, refresh, .. } => Some((*access, *refresh)),
            _ => None,
        });
        pairs.flat_map(|(access, refresh)| std::iter::once(access).chain(refresh)).collect()
    }

    fn stolen(&self) -> Vec<TokenId> {
        self.kinds()
            .filter_map(|kind| match kind {
                EventKind::Stolen { token, .. } => Some(*token),
                _ => None,
            })
            .collect()
    }

    fn claim(&self, token: TokenId, member: &str, value: &str) -> Option<String> {
        let Some(text) = self.record.token(token) else { return Some("no such token".to_owned()) };
        let read = crate::token::anatomy::read_all(text);
        let payload = read.first().and_then(|token| token.claims());
        let json: Value = payload.and_then(|claims| serde_json::from_slice(&claims.octets).ok()).unwrap_or_default();
        let found = match json.get(member) {
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => return Some(format!("{token} without {member}")),
        };
        unless(found == value, || found)
    }
}

fn unless(holds: bool, found: impl FnOnce() -> String) -> Option<String> {
    (!holds).then(found)
}

fn same<T: PartialEq + ToString>(wanted: T, found: T) -> Option<String> {
    unless(wanted == found, || found.to_string())
}

/// The order of names does not matter.
fn same_tokens(wanted: &[TokenId], mut found: Vec<TokenId>) -> Option<String> {
    found.sort_unstable();
    found.dedup();
    let mut wanted = wanted.to_vec();
    wanted.sort_unstable();
    unless(wanted == found, || list(&found))
}

fn list<T: ToString>(items: &[T]) -> String {
    if items.is_empty() { "nothing".to_owned() } else { items.iter().map(T::to_string).collect::<Vec<_>>().join(" ") }
}
