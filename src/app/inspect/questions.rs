//! What Inspect asks for in a prompt over it, and what it makes of the answers.

use super::before::Before;
use super::question::{Choice, Expected, Question};
use super::{Inspect, said};
use crate::app::field::Field;
use crate::app::layout::Pane;
use crate::app::notice::Tone;
use crate::app::overlay::{self, Menu, MenuItem, Overlay, Prompt};
use crate::app::screen::{Around, Ask};
use crate::app::search::{Needle, Way};
use crate::app::words_of_frame as words;
use crate::crypto::Algorithm;
use crate::token::dates;
use crate::token::duration;
use crate::token::lifetime::{MAX_LEEWAY, Times};
use crate::token::time_spec::TimeSpec;
use crate::token::visible::visible;

/// In so many bytes every key looks again; in more only whoever has typed this many bytes, or is ready.
const SEARCHED_AT_ONCE: usize = 1 << 20;
const LONG_ENOUGH: usize = 3;

impl Inspect {
    /// The prompt for a question, with what is so now as a suggestion.
    pub(super) fn ask(&mut self, question: Question, around: Around) -> Vec<Ask> {
        if question == Question::Payload {
            return self.ask_payload();
        }
        let ((title, hint), suggested) = match question {
            Question::JudgeAt => {
                let at = self.judged_at.and_then(|at| around.zone.civil(at)).map(|civil| dates::full(&civil));
                // As it was written, where it was.
                let shown = at.map(|at| self.judged_as.clone().unwrap_or(at));
                (words::JUDGE_AT, shown.unwrap_or_default())
            }
            Question::Leeway => (words::LEEWAY, format!("{}s", self.leeway)),
            Question::Expect(Expected::Issuer) => (words::EXPECTED_ISSUER, self.expectations.issuers.join(" ")),
            Question::Expect(Expected::Audience) => (words::EXPECTED_AUDIENCE, self.expectations.audiences.join(" ")),
            Question::Expect(Expected::Type) => {
                (words::EXPECTED_TYPE, self.expectations.typ.clone().unwrap_or_default())
            }
            Question::Expect(Expected::Algorithm) => (words::ALLOWED_ALGORITHMS, self.expectations.algs.join(" ")),
            Question::Payload => (words::PAYLOAD, String::new()),
            Question::Find => {
                let (needle, scrolls) = (self.needle.clone(), self.scrolls);
                let (focus, caret, selected) = (self.focus, self.caret, self.selected);
                self.before_search = Some(Before { needle, focus, scrolls, caret, selected, typed: false });
                let suggested = self.needle.as_ref().map(|needle| needle.text.clone());
                let title = match self.searched() {
                    Pane::Token => words::FIND_IN_TOKEN,
                    Pane::Header => words::FIND_IN_HEADER,
                    Pane::Tokens => words::FIND_IN_TOKENS,
                    _ => words::FIND_IN_PAYLOAD,
                };
                ((title, words::FIND_HINT), suggested.unwrap_or_default())
            }
        };
        let question = overlay::Question::Inspect(question);
        vec![Ask::Over(Overlay::Prompt(Prompt::new(question, title, hint, Field::suggesting(&suggested))))]
    }

    /// Takes the answer of a prompt.
    ///
    /// # Errors
    /// What is wrong with it, for the line below the field.
    pub fn answer(&mut self, question: Question, field: &Field, around: Around) -> Result<Vec<Ask>, String> {
        let asks = match question {
            Question::Payload => vec![Ask::Do(self.read_payload(field.text().trim().to_owned()))],
            Question::Find => self.look_for(field.text(), around),
            Question::JudgeAt => vec![Ask::say(Tone::Ok, self.judge_at(field.text().trim(), around)?)],
            Question::Leeway => vec![Ask::say(Tone::Ok, self.set_leeway(field.text().trim())?)],
            Question::Expect(what) => vec![Ask::say(Tone::Ok, self.expect(what, field.text())?)],
        };
        self.place(around);
        Ok(asks)
    }

    /// What can be expected, and what is.
    pub(super) fn expectations_menu(&self) -> Vec<Ask> {
        let set = |values: &[String]| if values.is_empty() { said::ANY.to_owned() } else { values.join(" ") };
        let item = |key, question, name: &str, value: String| MenuItem {
            key,
            words: format!("{name:<12}{value}"),
            choice: overlay::Choice::Inspect(Choice::Ask(question)),
        };
        let typ = self.expectations.typ.clone().unwrap_or_else(|| said::ANY.to_owned());
        let items = vec![
            item('i', Question::Expect(Expected::Issuer), said::ISSUER, set(&self.expectations.issuers)),
            item('a', Question::Expect(Expected::Audience), said::AUDIENCE, set(&self.expectations.audiences)),
            item('t', Question::Expect(Expected::Type), said::TYPE, typ),
            item('g', Question::Expect(Expected::Algorithm), said::ALGORITHM, set(&self.expectations.algs)),
            item('l', Question::Leeway, said::LEEWAY, duration::in_words(self.leeway)),
        ];
        vec![Ask::Over(Overlay::Menu(Menu::of(said::EXPECTED, items)))]
    }

    /// Does what was chosen in a menu.
    pub fn choose(&mut self, choice: Choice, around: Around) -> Vec<Ask> {
        match choice {
            Choice::Ask(question) => self.ask(question, around),
            Choice::Compare(other) => self.difference_from(other),
        }
    }

    fn expect(&mut self, what: Expected, text: &str) -> Result<String, String> {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let unknown = || words.iter().find(|name| Algorithm::from_name(name).is_none());
        let name = match what {
            Expected::Issuer => "iss",
            Expected::Audience => "aud",
            Expected::Type => "typ",
            Expected::Algorithm => "alg",
        };
        let said = if words.is_empty() { said::ANY.to_owned() } else { visible(&words.join(" or ")).into_owned() };
        match what {
            Expected::Issuer => self.expectations.issuers = words,
            Expected::Audience => self.expectations.audiences = words,
            Expected::Type => self.expectations.typ = words.into_iter().next(),
            Expected::Algorithm => {
                if let Some(name) = unknown() {
                    return Err(said::no_algorithm(&visible(name)));
                }
                self.expectations.algs = words;
            }
        }
        Ok(said::expected(name, &said))
    }

    /// Another character was typed: what is looked for shows while it is.
    pub fn typed(&mut self, question: Question, field: &Field, around: Around) -> Vec<Ask> {
        let Question::Find = question else { return Vec::new() };
        let text = field.text();
        self.back_to_before();
        let size = self.current().map_or(0, |opened| opened.token.text.len());
        if size > SEARCHED_AT_ONCE && text.len() < LONG_ENOUGH {
            return Vec::new();
        }
        if let Some(before) = &mut self.before_search {
            before.typed = true;
        }
        self.needle = (!text.is_empty()).then(|| Needle { text: text.to_owned() });
        if self.needle.is_some() {
            return self.go_to_hit(Way::Here, around);
        }
        self.place(around);
        Vec::new()
    }

    /// The prompt was left without an answer.
    pub fn left(&mut self, question: Question, around: Around) {
        if question == Question::Find {
            self.back_to_before();
            self.before_search = None;
            self.place(around);
        }
    }

    fn back_to_before(&mut self) {
        let Some(before) = self.before_search.take() else { return };
        if self.selected != before.selected {
            self.select(before.selected);
        }
        self.needle.clone_from(&before.needle);
        (self.focus, self.scrolls, self.caret) = (before.focus, before.scrolls, before.caret);
        self.before_search = Some(before);
    }

    /// Takes what is looked for, and goes to the next hit; to none further where typing went to one already.
    fn look_for(&mut self, text: &str, around: Around) -> Vec<Ask> {
        let typed = self.before_search.take().is_some_and(|before| before.typed);
        self.needle = (!text.is_empty()).then(|| Needle { text: text.to_owned() });
        match (&self.needle, typed) {
            (None, _) => Vec::new(),
            (Some(_), true) => self.go_to_hit(Way::Here, around),
            (Some(_), false) => self.go_to_hit(Way::Forwards, around),
        }
    }

    fn judge_at(&mut self, text: &str, around: Around) -> Result<String, String> {
        if text.is_empty() || text == "now" {
            self.judged_at = None;
            return Ok(words::JUDGED_NOW.to_owned());
        }
        let none = Times::none();
        let times = self.current().map_or(&none, |opened| &opened.times);
        let at = TimeSpec::parse(text)
            .and_then(|spec| spec.resolve(around.now, around.zone, times))
            .map_err(|why| why.to_string())?;
        let issued = times.iat.date().is_none_or(|iat| iat.reached(at));
        self.judged_at = Some(at);
        self.judged_as = Some(text.to_owned());
        Ok(words::judged_at(&dates::local(at, around.zone), issued))
    }

    fn set_leeway(&mut self, text: &str) -> Result<String, String> {
        let seconds = duration::parse(text).map_err(|why| why.to_string())?;
        if seconds > MAX_LEEWAY {
            return Err(words::leeway_too_large(&duration::in_words(MAX_LEEWAY)));
        }
        self.leeway = seconds;
        Ok(words::leeway_set(&duration::in_words(seconds)))
    }
}
