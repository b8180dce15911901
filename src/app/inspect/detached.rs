//! A payload is asked for and read from a file, where the token has none in it.

use super::payload::Payload;
use super::{Inspect, Question};
use crate::app::effect::Effect;
use crate::app::field::Field;
use crate::app::notice::Tone;
use crate::app::overlay::{self, Overlay, Prompt};
use crate::app::screen::{Around, Ask};
use crate::app::screens::Screen;
use crate::app::words_of_frame as words;

impl Inspect {
    /// May a payload be given beside the token that is looked at?
    #[must_use]
    pub fn lacks_payload(&self) -> bool {
        self.current().is_some_and(|opened| opened.token.is_detached())
    }

    /// Asks for the file of the payload.
    pub(super) fn ask_payload(&mut self) -> Vec<Ask> {
        match self.current() {
            None => vec![Ask::say(Tone::Note, words::NO_TOKEN)],
            Some(_) if !self.lacks_payload() => vec![Ask::say(Tone::Note, words::HAS_PAYLOAD)],
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
        self.rebuild();
        self.place(around);
        Some(Ok(vec![Ask::say(Tone::Ok, said)]))
    }
}
