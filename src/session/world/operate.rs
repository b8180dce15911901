//! What operators do, and what breaks.

use std::collections::BTreeSet;

use serde::Serialize;

use super::World;
use crate::session::event::{DeathReason, EventKind};
use crate::session::id::{ActorId, MessageId};
use crate::session::input::{Action, Fault};

/// The faults that are set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Faults {
    /// The next request is lost.
    pub drop_request: bool,
    /// The next response is lost.
    pub drop_response: bool,
    /// The next message takes so many milliseconds longer.
    pub delay_ms: u32,
    /// The next request comes twice.
    pub duplicate: bool,
    /// The next request is answered with this status.
    pub next_status: Option<u16>,
    /// The servers that do not run, by name.
    pub down: BTreeSet<String>,
    /// The requests that were sent again.
    pub retried: BTreeSet<MessageId>,
}

impl World {
    pub(super) fn operate(&mut self, action: &Action) -> Result<(), String> {
        let now = self.now;
        let changed = |user: &str, what: &str, value: &str| EventKind::UserChanged {
            user: user.to_owned(),
            what: what.to_owned(),
            value: value.to_owned(),
        };
        match action {
            Action::Enable { user, enabled } => {
                let record = self.auth.users.get_mut(user).ok_or("there is no such user")?;
                record.enabled = *enabled;
                let word = if *enabled { "on" } else { "off" };
                self.emit(ActorId::Operator, None, changed(user, "enabled", word));
                if !enabled {
                    self.end_all(user, DeathReason::Disabled);
                }
            }
            Action::SetRole { user, role } => {
                if !matches!(role.as_str(), "user" | "admin") {
                    return Err("a role is user or admin".to_owned());
                }
                let record = self.auth.users.get_mut(user).ok_or("there is no such user")?;
                if record.role != *role {
                    record.role.clone_from(role);
                    record.role_changed_at = Some(now);
                }
                self.emit(ActorId::Operator, None, changed(user, "role", role));
            }
            Action::NotBefore { user } => {
                self.auth.users.get_mut(user).ok_or("there is no such user")?.not_before = Some(now);
                self.emit(ActorId::Operator, None, changed(user, "not_before", &now.iso()));
            }
            Action::Kill { family } => {
                if !self.auth.families.contains_key(family) {
                    return Err(format!("there is no family {family}"));
                }
                let log = self.auth.end_by_operator(now, &mut self.drbg(), *family, DeathReason::Admin);
                let seq = self.seq;
                self.report(ActorId::Auth, seq, log);
            }
            Action::RotateKey => {
                let events = self.auth.rotate_key(&mut self.drbg(), now);
                self.key_events(None, events);
            }
            Action::CompromiseKey => {
                let events = self.auth.compromise_key(&mut self.drbg(), now);
                self.key_events(None, events);
            }
            _ => return Err("the operator cannot do that".to_owned()),
        }
        Ok(())
    }

    fn end_all(&mut self, user: &str, why: DeathReason) {
        let families = self.auth.families.values();
        let mine: Vec<_> = families.filter(|f| f.user == user && f.dead.is_none()).map(|f| f.id).collect();
        for family in mine {
            let log = self.auth.end_by_operator(self.now, &mut self.drbg(), family, why);
            let seq = self.seq;
            self.report(ActorId::Auth, seq, log);
        }
    }

    pub(super) fn fault(&mut self, fault: &Fault) {
        match fault {
            Fault::DropRequest => self.faults.drop_request = true,
            Fault::DropResponse => self.faults.drop_response = true,
            Fault::Delay { ms } => self.faults.delay_ms = (*ms).min(60_000),
            Fault::Duplicate => self.faults.duplicate = true,
            Fault::NextStatus(status) => {
                if !(400..=599).contains(status) {
                    return self.refuse(ActorId::Operator, "a status of a fault is 400 to 599");
                }
                self.faults.next_status = Some(*status);
            }
            Fault::Skew { actor, offset_ms } => return self.skew(*actor, *offset_ms),
            Fault::Server { actor, up } => {
                let known = match actor {
                    ActorId::Auth | ActorId::Bff => true,
                    ActorId::Api(number) => usize::from(*number) < self.apis.len(),
                    ActorId::Browser(_) | ActorId::Attacker | ActorId::Operator => false,
                };
                if !known {
                    return self.refuse(ActorId::Operator, format!("{actor} is no server"));
                }
                if *up {
                    self.faults.down.remove(&actor.to_string());
                } else {
                    self.faults.down.insert(actor.to_string());
                }
            }
            Fault::DenyStore { up } => self.auth.deny.down = !up,
        }
        self.emit(ActorId::Operator, None, EventKind::Faulted(fault.clone()));
    }

    fn skew(&mut self, actor: ActorId, offset_ms: i64) {
        let key = match actor {
            ActorId::Auth => "auth_offset_ms".to_owned(),
            ActorId::Api(number) => format!("{}.offset_ms", char::from(b'a'.saturating_add(number))),
            ActorId::Browser(_) | ActorId::Bff | ActorId::Attacker | ActorId::Operator => String::new(),
        };
        let mut config = self.config.clone();
        match config.set(&key, &offset_ms.to_string()) {
            Ok(()) => {
                self.reconfigure(config);
                self.emit(actor, None, EventKind::ClockSet { offset_ms });
            }
            Err(why) => self.refuse(actor, why.to_string()),
        }
    }
}
