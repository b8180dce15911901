//! The network: messages leave, travel, arrive, are lost, come twice.

use super::{Due, World};
use crate::session::event::{EventKind, Theft};
use crate::session::http::{Request, Response};
use crate::session::id::{ActorId, MessageId, TokenId};
use crate::session::message::{Content, Message, Purpose};

/// For how long a sender waits for an answer, in milliseconds beyond the way there and back.
const PATIENCE_MS: i64 = 1000;

impl World {
    /// Sends a request; its number.
    pub(super) fn send(
        &mut self,
        from: ActorId,
        to: ActorId,
        request: Request,
        purpose: Purpose,
        cause: Option<u64>,
    ) -> MessageId {
        let token = self.carried(&request);
        let id = self.put(from, to, Content::Request(request), purpose, None, cause, token);
        if matches!(from, ActorId::Browser(_)) && !self.browser.online {
            self.lose(id);
            self.queue(self.now.plus(PATIENCE_MS), Due::Timeout(id));
            return id;
        }
        self.sniff(id);
        let drop = std::mem::take(&mut self.faults.drop_request);
        let latency = self.latency();
        if drop {
            self.lose(id);
            self.queue(self.now.plus(PATIENCE_MS), Due::Timeout(id));
            return id;
        }
        self.queue(self.now.plus(latency), Due::Arrival(id));
        if std::mem::take(&mut self.faults.duplicate) {
            self.queue(self.now.plus(latency), Due::Arrival(id));
        }
        id
    }

    /// Sends the response to a request.
    pub(super) fn respond(&mut self, to: MessageId, response: Response, cause: Option<u64>) {
        let Some(request) = self.messages.get(&to) else { return };
        let (from, back) = (request.to, request.from);
        let id = self.put(from, back, Content::Response(response), Purpose::Answer, Some(to), cause, None);
        self.sniff(id);
        let latency = self.latency();
        if std::mem::take(&mut self.faults.drop_response) {
            self.lose(id);
            self.queue(self.now.plus(PATIENCE_MS), Due::Timeout(to));
            return;
        }
        self.queue(self.now.plus(latency), Due::Arrival(id));
    }

    fn latency(&mut self) -> i64 {
        i64::from(self.config.latency_ms).saturating_add(i64::from(std::mem::take(&mut self.faults.delay_ms)))
    }

    #[expect(clippy::too_many_arguments, reason = "a message has so many sides")]
    fn put(
        &mut self,
        from: ActorId,
        to: ActorId,
        content: Content,
        purpose: Purpose,
        answers: Option<MessageId>,
        cause: Option<u64>,
        token: Option<TokenId>,
    ) -> MessageId {
        self.messages_sent = self.messages_sent.saturating_add(1);
        let id = MessageId(self.messages_sent);
        let message = Message {
            id,
            from,
            to,
            sent: self.now,
            arrived: None,
            lost: false,
            content,
            answers,
            answered: None,
            purpose,
            token,
            verdict: None,
            sent_seq: 0,
            arrived_seq: None,
        };
        let length = token.and_then(|id| self.tokens.get(&id)).map_or(0, |token| token.text.len());
        self.counters.travels(&message, length);
        self.messages.insert(id, message);
        let seq = self.emit(from, cause, EventKind::Sent(id));
        if let Some(message) = self.messages.get_mut(&id) {
            message.sent_seq = seq;
        }
        id
    }

    /// Which of the world's tokens a request carries.
    fn carried(&self, r: &Request) -> Option<TokenId> {
        let bearer = r.header("Authorization").and_then(|value| value.strip_prefix("Bearer "));
        let cookie =
            [crate::session::auth::access_cookie(&self.config), crate::session::auth::refresh_cookie(&self.config)];
        let in_cookie = cookie.iter().find_map(|name| r.cookie(name));
        let found = bearer.or(in_cookie).and_then(|text| self.token_named(text));
        let named = |fields: Vec<(String, String)>| {
            let wanted = ["access_token", "refresh_token", "token"];
            fields.iter().find(|(name, _)| wanted.contains(&name.as_str())).and_then(|(_, text)| self.token_named(text))
        };
        found.or_else(|| named(r.query())).or_else(|| named(crate::session::http::decode_form(&r.text()))).or_else(
            || {
                let body: serde_json::Value = serde_json::from_slice(&r.body).ok()?;
                self.token_named(body.get("refresh_token")?.as_str()?)
            },
        )
    }

    pub(super) fn lose(&mut self, id: MessageId) {
        let seq = self.messages.get_mut(&id).map(|message| {
            message.lost = true;
            (message.sent_seq, message.from)
        });
        if let Some((seq, from)) = seq {
            self.emit(from, Some(seq), EventKind::Dropped(id));
        }
    }

    /// A message arrives.
    pub(super) fn arrive(&mut self, id: MessageId) {
        let Some(message) = self.messages.get(&id).cloned() else { return };
        if let ActorId::Browser(number) = message.to {
            match self.browser.tabs.get_mut(&number) {
                None => return self.lose(id),
                Some(tab) if tab.suspended => return tab.held.push(id),
                Some(_) if !self.browser.online => {
                    self.lose(id);
                    return self.queue(self.now.plus(PATIENCE_MS), Due::Timeout(message.answers.unwrap_or(id)));
                }
                Some(_) => {}
            }
        }
        if self.faults.down.contains(&message.to.to_string()) {
            self.lose(id);
            let waits = message.answers.is_none();
            if waits {
                self.queue(self.now.plus(PATIENCE_MS), Due::Timeout(id));
            }
            return;
        }
        let seq = self.emit(message.to, Some(message.sent_seq), EventKind::Arrived(id));
        if let Some(kept) = self.messages.get_mut(&id) {
            kept.arrived.get_or_insert(self.now);
            kept.arrived_seq.get_or_insert(seq);
        }
        match &message.content {
            Content::Request(request) => self.serve(&message, request, seq),
            Content::Response(response) => {
                let Some(asked) = message.answers else { return };
                // Of a request that came twice, the first answer counts.
                let first = self.messages.get_mut(&asked).filter(|asked| asked.answered.is_none());
                if let Some(request) = first {
                    request.answered = Some(id);
                    let request = request.clone();
                    self.answered(&request, response, seq);
                }
            }
        }
    }

    /// A sender waited long enough.
    pub(super) fn gave_up(&mut self, id: MessageId) {
        let waiting = |message: &&Message| message.answered.is_none();
        let Some(request) = self.messages.get(&id).filter(waiting).cloned() else { return };
        self.unanswered(&request);
    }

    /// Whoever listens on an open wire has what travels.
    fn sniff(&mut self, id: MessageId) {
        if self.config.tls || !self.attacker.sniffing {
            return;
        }
        let Some(text) = self.messages.get(&id).map(|message| String::from_utf8_lossy(&message.bytes()).into_owned())
        else {
            return;
        };
        self.steal_from(&text, Theft::Wire);
    }

    /// Takes every token of the world that stands in a text; how many.
    pub(super) fn steal_from(&mut self, text: &str, how: Theft) -> usize {
        let mark = |letter: char| !(letter.is_ascii_alphanumeric() || "-_.".contains(letter));
        let found: Vec<TokenId> = text.split(mark).filter_map(|word| self.token_named(word)).collect();
        for token in &found {
            self.steal(*token, how);
        }
        found.len()
    }

    pub(super) fn steal(&mut self, token: TokenId, how: Theft) {
        let now = self.now;
        if self.attacker.take(now, token, how) {
            self.emit(ActorId::Attacker, None, EventKind::Stolen { token, how });
        }
    }
}
