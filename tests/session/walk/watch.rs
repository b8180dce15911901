//! The invariants, watched while a world goes on. Each violation begins with the name of the rule.

use std::collections::{BTreeMap, BTreeSet};

use jotlab::session::auth::{AuthServer, DenyEntry, KeyState, RefreshState};
use jotlab::session::config::{Carry, DenyKey, DenyList, Flaw, Graced, Logout, Validation, Violation, Who};
use jotlab::session::event::{DeathReason, Event, EventKind, Refusal};
use jotlab::session::exposure;
use jotlab::session::http::{Request, Response};
use jotlab::session::id::{ActorId, FamilyId, MessageId, TokenId};
use jotlab::session::log;
use jotlab::session::message::{Content, Message, Purpose};
use jotlab::session::time::Ms;
use jotlab::session::verdict::Check;
use jotlab::session::world::World;

/// What the events say about a refresh token.
#[derive(Clone, Copy, PartialEq)]
enum Model {
    Active,
    Rotated(TokenId),
    Revoked,
}

/// The watch.
#[derive(Default)]
pub struct Watch {
    pub broken: Vec<String>,
    last: (i64, u64),
    refresh: BTreeMap<TokenId, (FamilyId, Model)>,
    graced: BTreeMap<FamilyId, usize>,
    dead: BTreeMap<FamilyId, DeathReason>,
    logged_out: BTreeSet<FamilyId>,
    ends: BTreeMap<FamilyId, Option<Ms>>,
    used: BTreeMap<FamilyId, Ms>,
    refused: BTreeSet<(TokenId, ActorId)>,
    denied: Vec<DenyEntry>,
    clients: BTreeMap<FamilyId, String>,
    deny_ever_down: bool,
    /// Who redeemed a token first: the attacker, or not.
    redeemed: BTreeMap<TokenId, bool>,
    /// The families that two parties redeemed the same token of.
    contested: BTreeSet<FamilyId>,
    /// The keys that were stolen, and when.
    stolen_keys: BTreeMap<String, Ms>,
    /// Until when stolen tokens are of use, by server.
    exposed: BTreeMap<(TokenId, usize), Ms>,
    /// The requests by the number of the event of their arrival.
    arrived: BTreeMap<u64, MessageId>,
}

impl Watch {
    pub fn new(world: &World) -> Self {
        Self { last: (world.now().get(), 0), ..Self::default() }
    }

    fn broke(&mut self, name: &str, event: &Event, why: impl std::fmt::Display) {
        self.broken.push(format!("{name}: {why} at #{} {:?}", event.seq, event.kind));
    }

    pub fn see(&mut self, world: &World, events: &[Event]) {
        for event in events {
            if event.at.get() < self.last.0 || event.seq != self.last.1 + 1 {
                self.broke("T1", event, "time or number goes back");
            }
            self.last = (event.at.get(), event.seq);
            self.one(world, event);
        }
        self.deny_ever_down |= world.auth().deny.down;
        self.state(world, events);
    }

    fn one(&mut self, world: &World, event: &Event) {
        match &event.kind {
            EventKind::Issued { access, refresh, family: Some(family) } => {
                self.issued(world, event, *access, *refresh, *family)
            }
            EventKind::Rotated { family, old, new } => {
                if old == new {
                    self.broke("F8", event, "the presented token came back");
                }
                if self.refresh.get(old).map(|(_, model)| *model) != Some(Model::Active) {
                    self.broke("F1", event, "a token that is not active was rotated");
                }
                self.refresh.insert(*old, (*family, Model::Rotated(*new)));
                let from = event.cause.and_then(|seq| world.message(*self.arrived.get(&seq)?)).map(|m| m.from);
                self.redeemed.entry(*old).or_insert(from == Some(ActorId::Attacker));
            }
            EventKind::Graced { family, presented, returned } => {
                *self.graced.entry(*family).or_default() += 1;
                let reuse = &world.config().reuse;
                if let Some((_, Model::Rotated(successor))) = self.refresh.get(presented).copied() {
                    let unused = self.refresh.get(&successor).is_some_and(|(_, model)| *model == Model::Active);
                    if reuse.who == Who::Parent && !unused && reuse.result != Graced::Replace {
                        self.broke("F9", event, "a grand-ancestor succeeded");
                    }
                    if reuse.result == Graced::Replace {
                        self.refresh.insert(*presented, (*family, Model::Rotated(*returned)));
                    }
                    if presented == returned {
                        self.broke("F8", event, "the presented token came back");
                    }
                }
            }
            EventKind::Revoked { token } => {
                if let Some((_, model)) = self.refresh.get_mut(token) {
                    *model = Model::Revoked;
                }
            }
            EventKind::FamilyDead { family, reason, .. } => {
                if self.dead.insert(*family, *reason).is_some() {
                    self.broke("F2", event, "a family died twice");
                }
                let narrow = world.config().logout != Logout::AllOfUser && *reason == DeathReason::Logout;
                // Where one input brings more than the world remembers, what was presented is not known any more.
                let presented = self.presented(world, event).filter(|_| narrow);
                if presented.is_some_and(|families| !families.contains(&Some(*family))) {
                    self.broke("S3", event, "a logout ended another family");
                }
            }
            EventKind::Accepted { message, token } => {
                self.judged(world, event, *message);
                if let Some(token) = token {
                    self.accepted(world, event, *message, *token);
                }
            }
            EventKind::Refused(Refusal::Request { message, token: None, .. }) => self.judged(world, event, *message),
            EventKind::Refused(Refusal::Request { message, token: Some(token), check, status, .. }) => {
                self.judged(world, event, *message);
                self.turned_away(world, event, *token, *check, *status);
                if matches!(check, Check::R12 | Check::R15) && *status == 401 {
                    self.refused.insert((*token, event.actor));
                }
                let live =
                    world.token(*token).is_some_and(|token| token.exp.is_some_and(|exp| event.at.seconds() < exp));
                let stolen_key = world.auth().keys.iter().any(|key| key.state == KeyState::Compromised);
                if *check == Check::R7 && *status == 401 && matches!(token, TokenId::Access(_)) && live && !stolen_key {
                    self.broke("K1", event, "a live token was refused for its key");
                }
            }
            EventKind::Denied { entry, visible_from, until } => {
                let (key, value) = entry.split_once(' ').unwrap();
                let cutoff = world.auth().local(event.at).seconds();
                let (key, value) = (DenyKey::from_word(key).unwrap(), value.to_owned());
                self.denied.push(DenyEntry { key, value, cutoff, visible_from: *visible_from, until: *until });
            }
            EventKind::UserChanged { user, what, .. } if what == "password" => {
                let mine = |id: &&FamilyId| world.auth().families[id].user == *user;
                let lives = |id: &&FamilyId| world.auth().families[id].dead.is_none();
                if world.config().password_change_revokes && self.ends.keys().filter(mine).any(|id| lives(&id)) {
                    self.broke("S4", event, "an older family survived a new password");
                }
            }
            EventKind::KeyCompromised(id) => {
                let key = world.auth().keys.iter().find(|key| key.id == *id).unwrap();
                self.stolen_keys.insert(key.key.kid.clone(), event.at);
            }
            EventKind::Registered { user, role } if role != "user" => {
                self.broke("R2", event, format!("{user} registered as {role}"));
            }
            EventKind::Changed { message, .. } => {
                let method = world.message(*message).and_then(|m| m.request()).map(|r| r.method.clone());
                if method.as_deref() == Some("GET") {
                    self.broke("G1", event, "a safe method changed something");
                }
            }
            EventKind::Sent(message) => {
                let Some(message) = world.message(*message) else { return };
                let config = world.config();
                let kept = world.browser().jar.value(world.now(), if config.secure { "__Secure-rt" } else { "rt" });
                // An application that could refresh could say which session it leaves. A request that is sent again is as old as the first.
                if message.purpose == Purpose::Logout
                    && event.cause.is_none()
                    && message.token.is_none()
                    && config.carry == Carry::Cookie
                    && kept.is_some()
                {
                    self.broke("S1", event, "a logout that names no session");
                }
            }
            EventKind::Arrived(message) => {
                self.arrived.insert(event.seq, *message);
                let Some(message) = world.message(*message) else { return };
                self.contest(world, message);
                let whole = !world.config().has(Flaw::None) && world.config().logout == Logout::Family;
                let family = message.token.and_then(|id| world.token(id)).and_then(|token| token.family);
                if let (Purpose::Logout, ActorId::Auth, Some(family), true) =
                    (&message.purpose, message.to, family, whole)
                {
                    self.logged_out.insert(family);
                }
            }
            _ => {}
        }
    }

    /// The families of the tokens that stand in the request that brought an event about; `None` where that was forgotten.
    fn presented(&self, world: &World, event: &Event) -> Option<Vec<Option<FamilyId>>> {
        let Some(request) = event.cause.and_then(|seq| self.arrived.get(&seq)) else { return Some(Vec::new()) };
        let request = world.message(*request)?;
        let text = String::from_utf8(request.bytes()).unwrap();
        Some(world.tokens().filter(|token| text.contains(&token.text)).map(|token| token.family).collect())
    }

    /// E2: under strict rotation, two parties with the same token end the family.
    fn contest(&mut self, world: &World, message: &Message) {
        let (config, reuse) = (world.config(), &world.config().reuse);
        let strict = config.rotation && config.atomic && reuse.window_s == 0 && !reuse.until_used;
        let honest = config.vulnerable.is_empty() && reuse.on_violation != Violation::Reject;
        let redeems =
            matches!(message.purpose, Purpose::Refresh { .. } | Purpose::Redeem) && message.to == ActorId::Auth;
        let other = message.request().is_some_and(|r| r.text().contains("client_id=partner-app"));
        let Some(token) = message.token.filter(|_| strict && honest && redeems && !other) else { return };
        let first = self.redeemed.get(&token).copied();
        if first.is_some_and(|attacker| attacker != (message.from == ActorId::Attacker)) {
            self.contested.extend(world.token(token).and_then(|token| token.family));
        }
    }

    /// A2 and A7, of a token that an API server refused: not before its time, and with the status that fits.
    fn turned_away(&mut self, world: &World, event: &Event, id: TokenId, check: Check, status: u16) {
        let ActorId::Api(number) = event.actor else { return };
        let own = &world.config().apis[usize::from(number)];
        if status == 403 && !matches!(check, Check::R4 | Check::R16) {
            self.broke("A7", event, "403 for a token that is not in order");
        }
        let forged = matches!(id, TokenId::Forged(_));
        if forged && check as u8 >= Check::R5 as u8 && !matches!(status, 401 | 503) {
            self.broke("A5", event, "a forged token is not refused with 401");
        }
        let Some(token) = world.token(id).filter(|_| !forged && own.validation == Validation::Local) else { return };
        let local = event.at.plus(own.offset_ms.0);
        let begin = Ms::from_seconds(token.iat - own.leeway_s);
        let end = Ms::from_seconds(token.exp.unwrap_or(0) + own.leeway_s);
        if check == Check::R12 && local < end || check == Check::R13 && local >= begin {
            self.broke("A2", event, "refused inside its window");
        }
    }

    /// A11, and every check of a verdict once and in order.
    fn judged(&mut self, world: &World, event: &Event, message: MessageId) {
        let Some(verdict) = world.message(message).and_then(|message| message.verdict.as_ref()) else { return };
        let ActorId::Api(number) = event.actor else { return };
        if !verdict.rows.iter().map(|row| row.check).eq(Check::ALL.iter().copied()) {
            self.broke("R", event, format!("the verdict is {:?}", verdict.rows));
        }
        let local = world.config().apis[usize::from(number)].validation == Validation::Local;
        if local && world.config().deny_list == DenyList::Off && verdict.lookups > 0 {
            self.broke("A11", event, "a local validation looked something up");
        }
    }

    /// E1: what was stolen is of use as long as its window says, and the window never grows.
    fn exposed(&mut self, world: &World) {
        for (token, api) in world.attacker().loot.keys().flat_map(|token| [(*token, 0), (*token, 1)]) {
            let Some((_, end)) = exposure::window(world, token, api) else { continue };
            let before = self.exposed.insert((token, api), end);
            if before.is_some_and(|before| before < end) {
                self.broken.push(format!("E1: {token} is exposed for longer than it was, until {}", end.iso()));
            }
        }
    }

    fn issued(&mut self, world: &World, event: &Event, access: TokenId, refresh: Option<TokenId>, family: FamilyId) {
        let Some(state) = world.auth().families.get(&family) else { return };
        let local = world.auth().local(event.at);
        let first = !self.ends.contains_key(&family);
        if first {
            let end = world.config().refresh_absolute.map(|life| local.plus_seconds(life));
            self.ends.insert(family, end);
            self.clients.insert(family, state.client.clone());
        } else {
            if self.ends[&family].is_some_and(|end| local >= end) {
                self.broke("F6", event, "a refresh after the absolute end");
            }
            let idle = world.config().refresh_idle;
            let graced = refresh.is_some_and(|id| self.refresh.contains_key(&id));
            let late = idle.zip(self.used.get(&family)).is_some_and(|(idle, used)| local >= used.plus_seconds(idle));
            // A grace is judged by its window, not by the idle time (check 12 before 13).
            let graceful = graced || world.config().reuse.window_s > 0 || world.config().reuse.until_used;
            if late && !graceful {
                self.broke("F7", event, "a refresh after the idle time");
            }
        }
        if !(world.config().reuse.freeze_in_window && refresh.is_some_and(|id| self.refresh.contains_key(&id))) {
            self.used.insert(family, local);
        }
        if self.dead.contains_key(&family) {
            self.broke("F13", event, "a dead family gave tokens");
        }
        let request = event.cause.and_then(|seq| world.message(*self.arrived.get(&seq)?)?.request());
        if request.is_some_and(|r| r.text().contains("client_id=partner-app")) && world.config().bind_client {
            self.broke("F15", event, "another client was given tokens");
        }
        for token in refresh.into_iter().chain([access]).filter_map(|id| world.token(id)) {
            let refreshes = matches!(token.id, TokenId::Refresh(_));
            let ends = refreshes && token.exp != self.ends[&family].map(Ms::seconds);
            if token.family != Some(family) || token.sid != state.sid || ends {
                self.broke("F5", event, format!("{} is not like its family", token.id));
            }
        }
        if self.logged_out.contains(&family) {
            self.broke("S1", event, "a session went on after its logout");
        }
        if let Some(token) = world.token(access) {
            if token.sub != state.user {
                self.broke("F11", event, format!("the token is for {}", token.sub));
            }
            let Some(user) = world.auth().users.get(&token.sub) else { return };
            // Roles change only between inputs, so the record of now is the record of then.
            if token.role != user.role && !first {
                self.broke("R1", event, format!("the token says {}, the record {}", token.role, user.role));
            }
            if !user.enabled {
                self.broke("S5", event, "a closed account gave tokens");
            }
        }
        if let Some(refresh) = refresh {
            self.refresh.entry(refresh).or_insert((family, Model::Active));
        }
    }

    fn accepted(&mut self, world: &World, event: &Event, message: MessageId, id: TokenId) {
        let ActorId::Api(number) = event.actor else { return };
        let own = &world.config().apis[usize::from(number)];
        let Some(token) = world.token(id) else { return };
        let path = world.message(message).and_then(|m| m.request()).map(|r| r.path().to_owned()).unwrap_or_default();
        if matches!(id, TokenId::Forged(_)) {
            return self.broke("A5", event, "a forged token passed");
        }
        if path == "/admin" && token.role != "admin" {
            self.broke("A5", event, "a token without the role passed");
        }
        if !token.aud.is_empty() && token.aud != own.audience {
            self.broke("A6", event, "a token for another audience passed");
        }
        let local = event.at.plus(own.offset_ms.0);
        let begin = Ms::from_seconds(token.iat - own.leeway_s);
        let end = Ms::from_seconds(token.exp.unwrap_or(i64::MAX / 2000) + own.leeway_s);
        let locally = own.validation == Validation::Local;
        // What another server said was true when it left there.
        let alone = locally && world.config().alg.is_hmac();
        let travel = if alone { 0 } else { i64::from(world.config().latency_ms) + 300 };
        let late = |end: Ms| event.at >= end.plus(travel);
        let attacks = world.message(message).is_some_and(|message| message.from == ActorId::Attacker);
        // The world is as it is after this instant; what is denied in it, but later in the order, was not denied yet.
        let names = |entry: &&DenyEntry| entry.names(&token.jti, &token.sid, &token.sub, token.iat);
        let listed = world.auth().deny.entries.iter().filter(names).map(|entry| entry.visible_from);
        let forgotten = world.attacker().loot.get(&id).and_then(|loot| loot.denied);
        let comes = listed.chain(forgotten).any(|from| from == event.at)
            && !self.denied.iter().filter(names).any(|entry| entry.visible_from == event.at);
        let passed = exposure::window(world, id, usize::from(number))
            .is_some_and(|(_, end)| if comes { event.at > end } else { late(end) });
        if attacks && passed {
            self.broke("E1", event, "the attacker's token passed after its window");
        }
        let trusted = if world.config().alg.is_hmac() { 0 } else { own.jwks_ttl };
        if locally && self.stolen_keys.get(&token.kid).is_some_and(|at| late(at.plus_seconds(trusted))) {
            self.broke("K2", event, "a token of a stolen key passed");
        }
        if locally && (local < begin || local >= end) {
            self.broke("A2", event, "accepted outside its window");
        }
        if self.refused.contains(&(id, event.actor)) && locally {
            self.broke("A4", event, "accepted after it was refused for good");
        }
        let visible = self.denied.iter().filter(names).any(|entry| entry.visible_from <= event.at);
        if visible && locally && !self.deny_ever_down && world.config().deny_list != DenyList::Off {
            self.broke("A3", event, "accepted though it is on the deny-list");
        }
    }

    /// What must hold of the state after each input.
    fn state(&mut self, world: &World, events: &[Event]) {
        let reuse = &world.config().reuse;
        let mut active: BTreeMap<FamilyId, usize> = BTreeMap::new();
        for token in world.auth().refresh.values() {
            if token.state == RefreshState::Active {
                *active.entry(token.family).or_default() += 1;
            }
            let family = &world.auth().families[&token.family];
            if family.dead.is_some() && token.state != RefreshState::Revoked {
                self.broken.push(format!("F13: RT{} of a dead family is {:?}", token.number, token.state));
            }
            let model = self.refresh.get(&token.id()).map(|(_, model)| *model);
            if matches!(model, Some(Model::Rotated(_))) && token.state == RefreshState::Active {
                self.broken.push(format!("F3: RT{} is active again", token.number));
            }
            if model == Some(Model::Revoked) && token.state != RefreshState::Revoked {
                self.broken.push(format!("F3: RT{} came back", token.number));
            }
        }
        for (family, count) in active {
            let siblings =
                if reuse.result == Graced::Replace { 0 } else { self.graced.get(&family).copied().unwrap_or(0) };
            if count > 1 + siblings {
                self.broken.push(format!("F1: {family} has {count} active tokens"));
            }
        }
        for (family, reason) in &self.dead {
            if world.auth().families[family].dead.map(|(_, why)| why) != Some(*reason) {
                self.broken.push(format!("F13: {family} died of {reason} and lives"));
            }
        }
        for event in events {
            if let EventKind::ReuseDetected { family, action, .. } = &event.kind
                && *action != Violation::Reject
                && !events
                    .iter()
                    .any(|e| matches!(&e.kind, EventKind::FamilyDead { family: dead, .. } if dead == family))
            {
                self.broke("F4", event, "a reuse did not end the family");
            }
        }
        for family in std::mem::take(&mut self.contested) {
            if !self.dead.contains_key(&family) {
                self.broken.push(format!("E2: two parties redeemed the same token of {family}, and it lives"));
            }
        }
        self.exposed(world);
        self.subjects(world.auth());
        self.challenges(world, events);
    }

    /// F11, F5: whatever came with a request, the token is for the family's user.
    pub fn subjects(&mut self, auth: &AuthServer) {
        for token in auth.access.values() {
            if let Some(family) = token.family.and_then(|id| auth.families.get(&id))
                && family.user != token.sub
            {
                self.broken.push(format!("F11: {} is for {}, its family for {}", token.id, token.sub, family.user));
            }
        }
    }

    /// A7, A8, A10: what stands in answers.
    fn challenges(&mut self, world: &World, events: &[Event]) {
        for event in events {
            let EventKind::Sent(id) = event.kind else { continue };
            let Some(message) = world.message(id) else { continue };
            let bytes = message.bytes();
            if bytes.len() != message.size() {
                self.broke("A10", event, "the size is not the length");
            }
            let same = match &message.content {
                Content::Request(request) => Request::parse(&bytes).as_ref() == Ok(request),
                Content::Response(response) => Response::parse(&bytes).as_ref() == Ok(response),
            };
            if !same {
                self.broke("B3", event, "the bytes read back as another message");
            }
            let Some(response) = message.response() else { continue };
            let challenge = response.header("WWW-Authenticate");
            let asked = message.answers.and_then(|id| world.message(id)?.verdict.as_ref()?.failed());
            let nothing = asked.is_some_and(|row| row.check == Check::R2 && row.found == "no credentials");
            if nothing && challenge != Some("Bearer realm=\"shop\"") {
                self.broke("A7", event, "an error without credentials");
            }
            if response.status == 401 && challenge.is_none() && matches!(message.from, ActorId::Api(_)) {
                self.broke("A7", event, "401 without a challenge");
            }
            let body = response.text();
            let set = |(name, value): &(String, String)| name == "Set-Cookie" && !value.contains("=; ");
            let secret =
                body.contains("access_token\"") || body.contains("\"JWT\"") || response.headers.iter().any(set);
            if secret && response.header("Cache-Control") != Some("no-store") {
                self.broke("A8", event, "a token may be stored");
            }
        }
    }

    /// What must hold at the end: A9, no token in a log; A10, the counted bytes are those that were sent.
    pub fn finish(&mut self, world: &World) {
        let (mut out, mut back) = (0, 0);
        for message in world.messages() {
            *(if message.request().is_some() { &mut out } else { &mut back }) += message.size() as u64;
        }
        let whole = world.messages().next().is_none_or(|message| message.id == MessageId(1));
        if whole && (out, back) != (world.counters().bytes_out, world.counters().bytes_in) {
            self.broken.push(format!("A10: {out} and {back} bytes were sent, {:?} counted", world.counters()));
        }
        let servers = (0..world.apis().len()).map(|number| ActorId::Api(u8::try_from(number).unwrap()));
        let mut lines: Vec<String> =
            servers.chain([ActorId::Auth]).flat_map(|server| log::access(world, server)).collect();
        lines.extend(log::security(world));
        let mark = |letter: char| !(letter.is_ascii_alphanumeric() || "-_.".contains(letter));
        for token in lines.iter().flat_map(|line| line.split(mark)).filter_map(|word| world.token_named(word)) {
            self.broken.push(format!("A9: {token} stands in a log"));
        }
    }
}
