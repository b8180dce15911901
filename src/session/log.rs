//! Both logs of the servers, as functions of what happened: the access log in Combined format, the security log as JSON lines.

use serde_json::{Value, json};

use super::config::{Flaw, Violation};
use super::drbg::fingerprint;
use super::event::{Event, EventKind};
use super::http::Request;
use super::id::{ActorId, TokenId};
use super::message::Message;
use super::world::World;

/// The address of an actor.
#[must_use]
pub const fn address(actor: ActorId) -> &'static str {
    match actor {
        ActorId::Browser(_) => "198.51.100.7",
        ActorId::Attacker => "203.0.113.9",
        ActorId::Bff => "192.0.2.10",
        ActorId::Auth => "192.0.2.1",
        ActorId::Api(_) => "192.0.2.20",
        ActorId::Operator => "192.0.2.99",
    }
}

/// The access log of a server, one line a request that it answered.
#[must_use]
pub fn access(world: &World, server: ActorId) -> Vec<String> {
    let offset = match server {
        ActorId::Auth => world.config().auth_offset_ms.0,
        ActorId::Api(number) => world.config().apis.get(usize::from(number)).map_or(0, |api| api.offset_ms.0),
        ActorId::Browser(_) | ActorId::Bff | ActorId::Attacker | ActorId::Operator => 0,
    };
    let answers = world.messages().filter(|message| message.from == server && message.answers.is_some());
    let line = |answer: &Message| {
        let request = world.message(answer.answers?)?;
        let (asked, response) = (request.request()?, answer.response()?);
        let user: String = whose(world, request).chars().filter(|c| c.is_ascii_graphic() && *c != '"').collect();
        let when = answer.sent.plus(offset).clf();
        let agent = match request.from {
            ActorId::Browser(_) => "browser/1",
            ActorId::Attacker => "attacker/1",
            ActorId::Bff | ActorId::Auth | ActorId::Api(_) | ActorId::Operator => "server/1",
        };
        let shown = extra(world, asked);
        Some(format!(
            r#"{} - {user} [{when}] "{}" {} {} "-" "{agent}"{shown}"#,
            address(request.from),
            asked.first_line(),
            response.status,
            response.body.len(),
        ))
    };
    answers.filter_map(line).collect()
}

/// Whose request it was, as far as the server that was asked believes it: an API by its verdict, the auth server by its own records.
fn whose<'a>(world: &'a World, request: &'a Message) -> &'a str {
    let known = match request.to {
        ActorId::Auth => request.token.and_then(|id| world.token(id)).map(|token| token.sub.as_str()),
        ActorId::Api(_) | ActorId::Browser(_) | ActorId::Bff | ActorId::Attacker | ActorId::Operator => {
            request.verdict.as_ref().and_then(|verdict| verdict.sub.as_deref())
        }
    };
    known.unwrap_or("-")
}

/// The access logs of the auth server and the APIs, one after the other.
#[must_use]
pub fn access_of_all(world: &World) -> Vec<String> {
    let apis = (0..world.apis().len()).filter_map(|number| u8::try_from(number).ok()).map(ActorId::Api);
    std::iter::once(ActorId::Auth).chain(apis).flat_map(|server| access(world, server)).collect()
}

/// V21: the careless log has the credentials too.
fn extra(world: &World, asked: &Request) -> String {
    if !world.config().has(Flaw::TokensLogged) {
        return String::new();
    }
    let credentials = asked.header("Authorization").or_else(|| asked.header("Cookie")).unwrap_or("-");
    format!(r#" "{credentials}""#)
}

/// The security log: one JSON line for each event that concerns it.
#[must_use]
pub fn security(world: &World) -> Vec<String> {
    world.events().filter_map(|event| security_line(world, event)).collect()
}

/// The line of one event, if it has one. Tokens are named by the first digits of their SHA-256.
#[must_use]
pub fn security_line(world: &World, event: &Event) -> Option<String> {
    let hash =
        |id: &TokenId| world.token(*id).map(|token| fingerprint(&token.text).chars().take(8).collect::<String>());
    let user = |family: &super::id::FamilyId| world.auth().families.get(family).map(|family| family.user.clone());
    let (level, name, rest) = match &event.kind {
        EventKind::SignIn { user, family: Some(family) } => {
            ("info", "login", json!({ "fam": family.to_string(), "sub": user }))
        }
        EventKind::SignIn { user, family: None } => ("warn", "login_failed", json!({ "sub": user })),
        EventKind::Registered { user, role } => ("info", "register", json!({ "sub": user, "role": role })),
        EventKind::Rotated { family, new, .. } => {
            let generation = match new {
                TokenId::Refresh(number) => world.auth().refresh.get(number).map(|token| token.generation),
                TokenId::Access(_) | TokenId::Forged(_) => None,
            };
            let rest = json!({ "fam": family.to_string(), "gen": generation, "sub": user(family), "rt": hash(new) });
            ("info", "refresh", rest)
        }
        EventKind::Graced { family, presented, .. } => {
            ("warn", "refresh_graced", json!({ "fam": family.to_string(), "sub": user(family), "rt": hash(presented) }))
        }
        EventKind::ReuseDetected { family, generation, head, from, action, revoked, .. } => {
            let act = match action {
                Violation::Family => "family",
                Violation::FamilyAndAccess => "family_and_access",
                Violation::AllOfUser => "all_of_user",
                Violation::Reject => "reject",
            };
            let rest = json!({
                "fam": family.to_string(), "gen": generation, "head": head, "sub": user(family),
                "ip": address(*from), "act": act, "revoked": revoked,
            });
            ("alert", "refresh_reuse", rest)
        }
        EventKind::WrongClient { presented, client } => {
            ("alert", "refresh_wrong_client", json!({ "rt": hash(presented), "client": client }))
        }
        EventKind::GrantRefused { check, error, .. } => {
            ("warn", "refresh_refused", json!({ "check": check, "error": error }))
        }
        EventKind::FamilyDead { family, reason, revoked } => {
            let rest =
                json!({ "fam": family.to_string(), "sub": user(family), "why": reason.word(), "revoked": revoked });
            ("info", "family_dead", rest)
        }
        EventKind::Denied { .. } => ("info", "denied", json!({})),
        EventKind::KeyCompromised(key) => ("alert", "key_compromised", json!({ "key": key.to_string() })),
        EventKind::KeySigning(key) => ("info", "key_signing", json!({ "key": key.to_string() })),
        _ => return None,
    };
    let mut line = json!({
        "t": event.at.iso(), "seq": event.seq, "srv": event.actor.to_string(), "lvl": level, "ev": name,
    });
    if let (Value::Object(line), Value::Object(rest)) = (&mut line, rest) {
        line.extend(rest);
    }
    Some(line.to_string())
}
