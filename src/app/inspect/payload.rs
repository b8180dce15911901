//! The payload of a token that has none in it, given from a file beside it (RFC 7515, appendix F).

use super::keys::say;
use super::{Inspect, Question};
use crate::app::effect::Effect;
use crate::app::field::Field;
use crate::app::notice::Tone;
use crate::app::overlay::{self, Overlay, Prompt};
use crate::app::screen::{Around, Ask, Screen};
use crate::app::state::size_words;
use crate::app::words_of_frame as words;
use crate::app::wrap::brief;
use crate::token::anatomy::Token;

/// Columns of where it came from.
const SOURCE_SHOWN: usize = 40;

/// A payload that was given beside the token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payload {
    /// The file that it came from. Foreign text.
    pub source: String,
    /// Its bytes.
    pub octets: Vec<u8>,
    /// The token over it: by its claims the token is judged.
    pub over: Box<Token>,
}

impl Payload {
    /// A payload for this token.
    #[must_use]
    pub fn of(token: &Token, source: &str, octets: Vec<u8>) -> Self {
        Self { source: source.to_owned(), over: Box::new(token.over(&octets)), octets }
    }

    /// It in a row: `120 bytes from body.json, beside the token`.
    #[must_use]
    pub fn words(&self) -> String {
        let size = size_words(self.octets.len());
        format!("{size} from {}, beside the token", brief(&self.source, SOURCE_SHOWN))
    }
}

impl Inspect {
    /// May a payload be given beside the token that is looked at?
    #[must_use]
    pub fn lacks_payload(&self) -> bool {
        self.current().is_some_and(|opened| opened.token.is_detached())
    }

    /// Asks for the file of the payload.
    pub(super) fn ask_payload(&mut self) -> Vec<Ask> {
        match self.current() {
            None => vec![say(Tone::Note, words::NO_TOKEN)],
            Some(_) if !self.lacks_payload() => vec![say(Tone::Note, words::HAS_PAYLOAD)],
            Some(_) => {
                let (title, hint) = words::PAYLOAD;
                let question = overlay::Question::Inspect(Question::Payload);
                vec![Ask::Over(Overlay::Prompt(Prompt::new(question, title, hint, Field::default())))]
            }
        }
    }

    /// Asks for the bytes of the file that was typed.
    pub(in crate::app) fn read_payload(&mut self, path: String) -> Effect {
        let ticket = self.next_ticket();
        self.fetching = Some(ticket);
        Effect::ReadFile(Screen::Inspect, ticket, path)
    }

    /// The bytes have come, or a sentence why not: the token that they were asked for is judged over them. `None` when nobody waits for them.
    pub(in crate::app) fn payload_read(
        &mut self,
        ticket: u64,
        path: &str,
        result: Result<Vec<u8>, String>,
        around: Around,
    ) -> Option<Result<Vec<Ask>, String>> {
        if self.fetching != Some(ticket) {
            return None;
        }
        self.fetching = None;
        let octets = match result {
            Ok(octets) => octets,
            Err(why) => return Some(Err(why)),
        };
        let opened = self.tokens.get_mut(self.selected)?;
        let payload = Payload::of(&opened.token, path, octets);
        let said = format!("judged over {}", payload.words());
        opened.over(payload);
        self.place(around);
        Some(Ok(vec![say(Tone::Ok, said)]))
    }
}
