//! A scenario on the screen: what is told, what is asked, and the answer before the outcome.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::session::scenario::parse;
use crate::session::scenario::run::{Answer, Beat, Run};
use crate::session::scenario::shipped::Shipped;
use crate::session::scenario::step::What;
use crate::session::time::Ms;

/// What stands in the bar below all.
#[derive(Debug, Clone, PartialEq)]
pub enum Bar {
    /// This is told.
    Told(String),
    /// This is asked, with these answers.
    Asked(String, Vec<String>),
    /// A question was decided: was the answer right, and what it says.
    Decided(Option<bool>, String),
    /// It is over.
    Over(String),
}

impl Bar {
    /// What is told and stays true; a question and the end are of the present alone.
    #[must_use]
    pub fn caption(&self) -> Option<&str> {
        match self {
            Self::Told(text) | Self::Decided(_, text) => Some(text),
            Self::Asked(..) | Self::Over(_) => None,
        }
    }
}

/// A scenario that is played.
#[derive(Debug, Clone)]
pub struct Lesson {
    run: Run,
    /// What stands in the bar.
    pub bar: Bar,
    /// What the learner had been told when the bar last changed: until this event, at this instant.
    told: (u64, Ms),
    /// Where it stopped for the learner, in steps.
    stops: Vec<usize>,
    /// By the step of its question, the answer that was given first.
    first: BTreeMap<usize, Decision>,
    /// The steps of the questions that were answered wrongly first, and rightly when they were asked again.
    mended: BTreeSet<usize>,
    /// The questions that are asked again at the end, and the run as it was then.
    again: Option<Again>,
}

/// What is asked again.
#[derive(Debug, Clone)]
struct Again {
    /// The run at its end.
    end: Run,
    /// The steps of the questions that are left, the first of which is on.
    left: VecDeque<usize>,
    /// How many were asked again, and how many of those are right now.
    asked: usize,
    right: usize,
}

/// A question that was decided for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Decision {
    given: Given,
    /// What the learner had been told before it was asked.
    told: (u64, Ms),
}

/// What a question came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Given {
    Right,
    Wrong,
    PassedOver,
}

impl Lesson {
    /// A scenario at its first stop.
    ///
    /// # Errors
    /// When its file does not read; those that come with the program do.
    pub fn begin(shipped: &Shipped) -> Result<Self, String> {
        let scenario = parse::parse(shipped.text).map_err(|why| why.to_string())?;
        let run = Run::new(&scenario);
        let bar = Bar::Told(String::new());
        let told = (0, run.world().now());
        let mut lesson =
            Self { run, bar, told, stops: Vec::new(), first: BTreeMap::new(), mended: BTreeSet::new(), again: None };
        lesson.proceed();
        Ok(lesson)
    }

    /// The run.
    #[must_use]
    pub const fn run(&self) -> &Run {
        &self.run
    }

    /// Does a question stand?
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.run.question().is_some()
    }

    /// What the learner had been told before the question that stands: all until this event, at this instant.
    #[must_use]
    pub const fn told(&self) -> (u64, Ms) {
        self.told
    }

    /// Will there be another question?
    #[must_use]
    pub fn will_ask(&self) -> bool {
        let (next, _) = self.run.progress();
        let mut ahead = self.run.scenario().steps.iter().skip(next);
        self.is_on() && ahead.any(|step| matches!(step.what, What::Predict(_)))
    }

    /// Is there more to come? What is over can be played on freely.
    #[must_use]
    pub const fn is_on(&self) -> bool {
        !matches!(self.bar, Bar::Over(_))
    }

    /// Was any question decided?
    #[must_use]
    pub fn was_answered(&self) -> bool {
        !self.first.is_empty()
    }

    /// What it came to, for the list of lessons: `done`, `done, 1 of 2 right`; nothing before it is over.
    #[must_use]
    pub fn result(&self) -> Option<String> {
        if self.is_on() {
            return None;
        }
        let right = self.count(Given::Right);
        Some(match self.run.score().asked {
            0 => "done".to_owned(),
            asked => format!("done, {right} of {asked} right"),
        })
    }

    /// Plays on to where there is something to read or to answer.
    pub fn proceed(&mut self) {
        if self.is_asked() {
            return;
        }
        if self.again.is_some() || !self.is_on() {
            return self.ask_again();
        }
        self.stops.push(self.run.progress().0);
        self.all_is_told();
        self.play_on();
    }

    /// The learner knows everything that happened so far.
    fn all_is_told(&mut self) {
        let last = self.run.record().events().last().map_or(0, |event| event.seq);
        self.told = (last, self.run.world().now());
    }

    /// Asks the next of the questions that were answered wrongly; after the last one the run is at its end again.
    fn ask_again(&mut self) {
        let mut again = match self.again.take() {
            Some(again) => again,
            None => Again { end: self.run.clone(), left: self.left().collect(), asked: 0, right: 0 },
        };
        match again.left.pop_front() {
            Some(step) => {
                self.run = again.end.back_to(step);
                again.asked += 1;
                self.again = Some(again);
                self.told = self.first.get(&step).map_or(self.told, |first| first.told);
                self.play_on();
            }
            None => {
                self.run = again.end;
                let more = if again.asked == 0 {
                    String::new()
                } else {
                    format!(" Asked again: {} of {} right.", again.right, again.asked)
                };
                self.bar = Bar::Over(format!("{}{more}", self.summary()));
            }
        }
    }

    /// The steps of the questions that nobody has answered rightly yet, though they were answered.
    fn left(&self) -> impl Iterator<Item = usize> {
        let wrong = self.first.iter().filter(|(_, first)| first.given == Given::Wrong).map(|(step, _)| *step);
        wrong.filter(|step| !self.mended.contains(step))
    }

    /// How many of the answers were wrong and still are: those questions can be asked again when it is over.
    #[must_use]
    pub fn wrong(&self) -> usize {
        self.left().count()
    }

    fn count(&self, given: Given) -> usize {
        self.first.values().filter(|first| first.given == given).count()
    }

    fn play_on(&mut self) {
        loop {
            match self.run.step() {
                Beat::Time(_) | Beat::Settings(_) | Beat::Done(_) => {}
                Beat::Came { answer: Some(answer), .. } => {
                    self.bar = self.decide(&answer);
                    return;
                }
                Beat::Came { answer: None, .. } => {}
                Beat::Says(text) => {
                    self.bar = Bar::Told(text);
                    return;
                }
                Beat::Asks(question) => {
                    let options = question.options.iter().map(|option| option.text.clone()).collect();
                    self.bar = Bar::Asked(question.text, options);
                    return;
                }
                Beat::Counted { measured, .. } => {
                    let counted: Vec<String> =
                        measured.iter().map(|(measure, amount)| format!("{measure} = {amount}")).collect();
                    self.bar = Bar::Told(format!("Counted: {}", counted.join("; ")));
                    return;
                }
                Beat::Ended => {
                    self.bar = Bar::Over(self.summary());
                    self.stops.pop();
                    return;
                }
            }
        }
    }

    /// Takes note of what a question came to. Whoever goes back has seen the answer: the first one counts.
    fn decide(&mut self, answer: &Answer) -> Bar {
        let before = self.first.contains_key(&answer.step);
        let given = match answer.given {
            None => Given::PassedOver,
            Some(_) if answer.is_right() => Given::Right,
            Some(_) => Given::Wrong,
        };
        let told = self.told;
        self.first.entry(answer.step).or_insert(Decision { given, told });
        if let Some(again) = self.again.as_mut().filter(|_| answer.is_right()) {
            again.right += 1;
            self.mended.insert(answer.step);
        }
        decided(answer, before)
    }

    fn summary(&self) -> String {
        format!("That was {}.{}", self.run.scenario().title, self.score())
    }

    /// ` You had 1 of 2 right, 1 passed over.`; nothing where nothing was asked.
    fn score(&self) -> String {
        let right = self.count(Given::Right);
        match (self.run.score().asked, self.count(Given::PassedOver)) {
            (0, _) => String::new(),
            (asked, 0) => format!(" You had {right} of {asked} right."),
            (asked, passed) => format!(" You had {right} of {asked} right, {passed} passed over."),
        }
    }

    /// Answers the question that stands with the option of this number, from 0, or passes over it; then the outcome is shown.
    pub fn answer(&mut self, option: Option<usize>) {
        let Some(question) = self.run.question() else { return };
        if option.is_some_and(|option| option >= question.options.len()) {
            return;
        }
        self.run.answer(option);
        if self.again.is_none() {
            self.stops.push(self.run.progress().0);
        }
        self.play_on();
    }

    /// Back to the stop before; answers whether there was one.
    pub fn back(&mut self) -> bool {
        if let Some(again) = self.again.take() {
            // Whoever goes back has had enough of being asked again.
            self.run = again.end;
            self.bar = Bar::Over(self.summary());
            return true;
        }
        // The last one led here, the one before it to the stop before.
        self.stops.pop();
        let Some(step) = self.stops.pop() else {
            self.stops.push(0);
            return false;
        };
        self.run = self.run.back_to(step);
        self.stops.push(step);
        self.all_is_told();
        self.play_on();
        true
    }

    /// How many stops were made.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        self.run.progress()
    }
}

/// What a question came to; `again` where it had been decided before.
fn decided(answer: &Answer, again: bool) -> Bar {
    let counts = if again { " Your first answer counts." } else { "" };
    let says = |option: usize| answer.question.options.get(option).map_or("", |option| option.text.as_str());
    let right = says(answer.right);
    match answer.given {
        None => Bar::Decided(None, format!("Passed over. It is: {right}.{counts}")),
        Some(_) if answer.is_right() => Bar::Decided(Some(true), format!("Right: {right}.{counts}")),
        Some(given) => {
            Bar::Decided(Some(false), format!("Wrong: you said {}, and it is: {right}.{counts}", says(given)))
        }
    }
}
