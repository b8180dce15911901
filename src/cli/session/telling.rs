//! `jotlab session run`: a scenario told as text, step by step; at each question it waits for an answer, or is told to go on.

use super::story::{INDENT, story};
use crate::cli::{DONE, NOT_OK, Paint};
use crate::session::scenario::measure::Measure;
use crate::session::scenario::run::{Answer, Beat, Run};
use crate::session::scenario::step::{Question, Scenario};
use crate::token::visible::visible;

/// What is told next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// This text, which ends with its line.
    Text(String),
    /// A question; [`Telling::answer`] or [`Telling::pass`] goes on.
    Asks(String),
    /// The story is over; the exit code.
    End(u8),
}

/// A scenario that is being told.
#[derive(Debug)]
pub struct Telling {
    run: Run,
    wire: bool,
    paint: Paint,
    begun: bool,
    ended: bool,
    /// How many events are told.
    told: usize,
    /// How many broken expectations are.
    complained: usize,
    /// Does what was told end with an empty line?
    gap: bool,
}

/// Text is folded at this column.
const WIDTH: usize = 100;

impl Telling {
    /// A story that has not begun; with `wire` it shows each message as it travels.
    #[must_use]
    pub fn new(scenario: &Scenario, wire: bool, paint: Paint) -> Self {
        Self { run: Run::new(scenario), wire, paint, begun: false, ended: false, told: 0, complained: 0, gap: false }
    }

    /// What comes next.
    pub fn tell(&mut self) -> Told {
        if !self.begun {
            self.begun = true;
            return Told::Text(self.heading());
        }
        let told = self.next_told();
        if let Told::Text(text) | Told::Asks(text) = &told {
            self.gap = text.ends_with("\n\n");
        }
        told
    }

    fn next_told(&mut self) -> Told {
        loop {
            let beat = self.run.step();
            let mut text = self.happened();
            match beat {
                Beat::Ended if self.ended => {
                    return Told::End(if self.run.broken().is_empty() { DONE } else { NOT_OK });
                }
                Beat::Ended => {
                    self.ended = true;
                    text.push_str(&self.ending());
                }
                Beat::Asks(question) => {
                    self.open_gap(&mut text);
                    text.push_str(&self.asks(&question));
                    return Told::Asks(text);
                }
                Beat::Says(words) => {
                    self.open_gap(&mut text);
                    text.push_str(&folded(&visible(&words), ""));
                    text.push('\n');
                }
                Beat::Came { answer, .. } => {
                    text.push_str(&answer.map(|answer| self.decided(&answer)).unwrap_or_default());
                }
                Beat::Counted { measured, .. } => {
                    for (measure, amount) in measured {
                        text.push_str(&format!("{INDENT}{}: {amount}\n", measured_words(&measure)));
                    }
                }
                Beat::Time(_) | Beat::Settings(_) | Beat::Done(_) => {}
            }
            text.push_str(&self.broken());
            if !text.is_empty() {
                return Told::Text(text);
            }
        }
    }

    /// Answers the question that stands with what was typed: the number of an option from 1. An empty line passes over it.
    ///
    /// # Errors
    /// A sentence on what to type instead; the question still stands.
    pub fn answer(&mut self, typed: &str) -> Result<(), String> {
        let count = self.run.question().map_or(0, |question| question.options.len());
        match typed.trim() {
            "" => self.run.answer(None),
            number => match number.parse::<usize>() {
                Ok(number) if (1..=count).contains(&number) => self.run.answer(number.checked_sub(1)),
                Ok(_) | Err(_) => {
                    return Err(format!("Type a number from 1 to {count}, or nothing to see what happens.\n"));
                }
            },
        }
        Ok(())
    }

    /// Goes on without an answer.
    pub fn pass(&mut self) {
        self.run.answer(None);
    }

    /// An empty line before what follows, if there is none yet.
    fn open_gap(&self, text: &mut String) {
        if !text.is_empty() || !self.gap {
            text.push('\n');
        }
    }

    fn heading(&self) -> String {
        let scenario = self.run.scenario();
        let title = format!("{}  {}", visible(&scenario.id), visible(&scenario.title));
        let world = format!("profile {}, seed {}, virtual time", scenario.profile, scenario.seed);
        format!("{}\n{}\n", self.paint.strong(&title), self.paint.dim(&world))
    }

    /// The events since the last time, a line each.
    fn happened(&mut self) -> String {
        let record = self.run.record();
        let events = record.events().get(self.told..).unwrap_or_default();
        let text = story(events, record, self.run.start(), self.wire, self.paint);
        self.told += events.len();
        text
    }

    fn asks(&self, question: &Question) -> String {
        let mut text = folded(&format!("? {}", visible(&question.text)), "  ");
        for (index, option) in question.options.iter().enumerate() {
            text.push_str(&format!("  [{}] {}\n", index + 1, visible(&option.text)));
        }
        text
    }

    fn decided(&self, answer: &Answer) -> String {
        let right = answer.question.options.get(answer.right).map(|option| visible(&option.text)).unwrap_or_default();
        let number = answer.right + 1;
        match answer.given {
            None => format!("{}\n", self.paint.strong(&format!("= [{number}] {right}"))),
            Some(_) if answer.is_right() => format!("{}\n", self.paint.good(&format!("= [{number}] {right}: right"))),
            Some(given) => {
                let wrong = format!("= [{number}] {right}, not [{}]", given + 1);
                format!("{}\n", self.paint.warn(&wrong))
            }
        }
    }

    /// What was not as expected since the last time.
    fn broken(&mut self) -> String {
        let broken = self.run.broken().get(self.complained..).unwrap_or_default();
        let text = broken.iter().map(|broken| format!("{}\n", self.paint.bad(&format!("broken: {broken}")))).collect();
        self.complained += broken.len();
        text
    }

    fn ending(&self) -> String {
        let score = self.run.score();
        if score.answered == 0 {
            return String::new();
        }
        let gap = if self.gap { "" } else { "\n" };
        format!("{gap}{} of {} answers were right.\n", score.right, score.answered)
    }
}

fn measured_words(measure: &Measure) -> String {
    // Counters run on from one variant of a lesson to the next.
    let so_far = if *measure == Measure::FalseAlarms { " so far" } else { "" };
    measure.to_string().replace('_', " ") + so_far
}

/// Words in lines of at most [`WIDTH`] columns; lines after the first begin with `indent`.
fn folded(text: &str, indent: &str) -> String {
    let mut out = String::new();
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.trim().is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH {
            out.push_str(line.trim_end());
            out.push('\n');
            line = indent.to_owned();
        } else if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    out.push_str(line.trim_end());
    out.push('\n');
    out
}
