//! What Session asks for in a prompt over it, and what it makes of the answers.

use super::filter::Filter;
use super::question::Question;
use super::{Session, settings};
use crate::app::effect::Effect;
use crate::app::field::Field;
use crate::app::notice::Tone;
use crate::app::overlay::{self, Overlay, Prompt};
use crate::app::screen::{Around, Ask};
use crate::session::id::TokenId;
use crate::session::input::{ConfigPatch, Input};
use crate::session::time::Ms;
use crate::token::duration;
use crate::token::visible::visible;

impl Session {
    /// The prompt for a question.
    pub(super) fn ask(&self, question: Question) -> Vec<Ask> {
        let (title, hint, field) = match question {
            Question::GoTo => {
                let title = "Go to the time".to_owned();
                (title, "5:00 or 1d 2:00:00 after the beginning, +90s from now, or exp AT1 -1s", Field::default())
            }
            Question::Filter => {
                let title = "Show only rows and lines that hold".to_owned();
                (
                    title,
                    "an actor, a status, a token, a log: attacker, 401, AT1, security; empty for all",
                    Field::suggesting(self.filter.text()),
                )
            }
            Question::Setting(place) => {
                let Some(key) = settings::keys().nth(usize::from(place)) else { return Vec::new() };
                let value =
                    self.stage.as_ref().and_then(|stage| self.scene(stage).config().get(key)).unwrap_or_default();
                (format!("Set {key} to"), settings::values(key), Field::suggesting(&value))
            }
            Question::Export(format) => {
                let title = format!("Write the {} to", format.words());
                let file = self.stage.as_ref().map(|stage| format.file(stage)).unwrap_or_default();
                (title, "a path; a file that exists is not overwritten", Field::suggesting(&file))
            }
        };
        let question = overlay::Question::Session(question);
        vec![Ask::Over(Overlay::Prompt(Prompt::new(question, title, hint, field)))]
    }

    /// Takes the answer of a prompt.
    ///
    /// # Errors
    /// What is wrong with it, for the line below the field.
    pub fn answer(&mut self, question: Question, field: &Field, around: Around) -> Result<Vec<Ask>, String> {
        let text = field.text().trim();
        let asks = match question {
            Question::GoTo => {
                let to = self.instant(text)?;
                self.go_to(to, around)?
            }
            Question::Filter => {
                self.filter = Filter::new(text);
                self.follows = true;
                Vec::new()
            }
            Question::Setting(place) => {
                let key = settings::keys().nth(usize::from(place)).unwrap_or_default();
                let mut config =
                    self.stage.as_ref().map(|stage| self.scene(stage).config().clone()).unwrap_or_default();
                config.set(key, text).map_err(|why| why.to_string())?;
                let patch = ConfigPatch { key: key.to_owned(), value: text.to_owned() };
                let mut asks = self.put(Input::Patch(patch), around);
                asks.push(Ask::say(Tone::Ok, format!("{key} is {} from now on", visible(text))));
                asks
            }
            Question::Export(_) if text.is_empty() => return Err("write the path of a new file".to_owned()),
            Question::Export(format) => {
                let stage = self.stage.as_ref().ok_or("nothing has happened that could be written")?;
                let written = super::export::write(stage, format);
                let note = super::export::note(stage, self.back.as_ref(), format, &written);
                vec![Ask::Do(Effect::Write { path: text.to_owned(), text: written, note })]
            }
        };
        self.refresh(around);
        Ok(asks)
    }

    /// Reads an instant of the world.
    fn instant(&self, text: &str) -> Result<Ms, String> {
        const HOW: &str = "write 5:00, 1d 2:00:00, +90s from now, or exp AT1 -1s";
        let stage = self.stage.as_ref().ok_or("there is no world yet: press P")?;
        if let Some(rest) = text.strip_prefix("exp") {
            let mut words = rest.split_whitespace();
            let token: TokenId =
                words.next().and_then(|word| word.parse().ok()).ok_or_else(|| format!("no token is named: {HOW}"))?;
            let exp = stage.record.tokens.get(&token).and_then(|written| written.exp);
            let exp = exp.ok_or_else(|| format!("{token} has no exp here: {HOW}"))?;
            return match words.next() {
                None => Ok(exp),
                Some(offset) => Ok(exp.plus_seconds(signed(offset).ok_or(HOW)?)),
            };
        }
        if let Some(seconds) = text.strip_prefix('+') {
            let seconds = duration::parse(seconds).map_err(|why| why.to_string())?;
            return Ok(stage.now().plus_seconds(seconds));
        }
        let ms = super::span::parse(text).ok_or_else(|| format!("`{}` is no time: {HOW}", visible(text)))?;
        Ok(stage.record.t0.plus(ms))
    }
}

/// `-1s`, `+1s`.
fn signed(text: &str) -> Option<i64> {
    match text.strip_prefix('-') {
        Some(rest) => duration::parse(rest).ok().map(|seconds| -seconds),
        None => duration::parse(text.strip_prefix('+')?).ok(),
    }
}
