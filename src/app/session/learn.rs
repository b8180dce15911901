//! How the record of a run grows: what the world tells in events, the messages and tokens they name.

use super::record::{Content, Letter, Record, Written};
use crate::session::event::{Event, EventKind, Refusal};
use crate::session::id::{MessageId, TokenId};
use crate::session::message;
use crate::session::time::Ms;
use crate::session::world::World;

/// Takes in events that the world told last.
pub fn learn(record: &mut Record, world: &World, events: Vec<Event>) {
    // Names first: a message is sent after its token was made.
    for event in &events {
        match &event.kind {
            EventKind::Issued { access, refresh, .. } => {
                name(record, world, *access);
                if let Some(refresh) = refresh {
                    name(record, world, *refresh);
                }
            }
            EventKind::Forged { token, .. } => name(record, world, *token),
            _ => {}
        }
    }
    for event in &events {
        match &event.kind {
            EventKind::Sent(id) => {
                if let Some(message) = world.message(*id) {
                    let letter = letter(message, world, event.at);
                    if let Some(request) = letter.answers.and_then(|request| record.letters.get_mut(&request)) {
                        request.answered = Some(*id);
                    }
                    record.letters.insert(*id, letter);
                }
            }
            EventKind::Arrived(id) => {
                if let Some(letter) = record.letters.get_mut(id) {
                    letter.came.get_or_insert((event.seq, event.at));
                }
            }
            EventKind::Accepted { message, .. } | EventKind::Refused(Refusal::Request { message, .. }) => {
                judged(record, world, *message);
            }
            _ => {}
        }
    }
    record.happened(events);
}

fn name(record: &mut Record, world: &World, id: TokenId) {
    if let Some(token) = world.token(id) {
        record.tokens.entry(id).or_insert_with(|| {
            let written = Written::read(&token.text);
            let opaque = matches!(id, TokenId::Access(_)) && written.header.is_none();
            let jwt = opaque.then(|| world.auth().as_jwt(token)).flatten();
            Written { as_jwt: jwt.map(|text| text.len()), ..written }
        });
    }
}

fn letter(message: &message::Message, world: &World, sent: Ms) -> Letter {
    let bytes = message.bytes();
    let mark = |octet: &u8| !(octet.is_ascii_alphanumeric() || b"-_.".contains(octet));
    let words = bytes.split(mark).filter_map(|word| std::str::from_utf8(word).ok());
    let mut tokens: Vec<TokenId> = Vec::new();
    for token in words.filter_map(|word| world.token_named(word)) {
        if !tokens.contains(&token) {
            tokens.push(token);
        }
    }
    let content = match &message.content {
        message::Content::Request(request) => Content::Request(request.clone()),
        message::Content::Response(response) => Content::Response(response.clone()),
    };
    Letter {
        from: message.from,
        to: message.to,
        content,
        answers: message.answers,
        tokens,
        verdict: None,
        answered: None,
        sent,
        came: None,
    }
}

/// The check of a request by an API server is over.
fn judged(record: &mut Record, world: &World, id: MessageId) {
    if let Some(letter) = record.letters.get_mut(&id) {
        letter.verdict = world.message(id).and_then(|message| message.verdict.clone());
    }
}
