//! Plays a scenario step by step against a world: a screen and the command line both drive it, and tests let it run through.

use super::deed::Deed;
use super::fact::Fact;
use super::measure::{Amount, Check, Measure};
use super::record::{Mark, Record};
use super::source::Place;
use super::step::{Piece, Question, Saying, Scenario, Step, What, When};
use super::{observe, tally};
use crate::session::event::{EventKind, Refusal};
use crate::session::export::{Note, Recording};
use crate::session::input::{ConfigPatch, Input};
use crate::session::time::Ms;
use crate::session::world::{T0, World};

/// A scenario that is being played.
#[derive(Debug, Clone)]
pub struct Run {
    scenario: Scenario,
    record: Record,
    /// The step that comes next.
    next: usize,
    /// Where the deeds began whose facts the next expectation is about.
    window: Mark,
    /// The deeds before it are still the same group: nothing was awaited since.
    open: bool,
    asked: Option<Asked>,
    answers: Vec<Answer>,
    broken: Vec<Broken>,
    notes: Vec<Note>,
    counted: Vec<(Measure, Amount)>,
}

/// A question that stands.
#[derive(Debug, Clone)]
struct Asked {
    question: Question,
    step: usize,
    /// What was answered; nothing when it was passed over.
    given: Given,
}

/// What was done about a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Given {
    /// Nothing yet.
    Waiting,
    /// It was answered with this option, or passed over.
    Done(Option<usize>),
}

/// What one step brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Beat {
    /// Time passed until then.
    Time(Ms),
    /// These settings changed.
    Settings(Vec<(String, String)>),
    /// This was done; its messages are on their way.
    Done(Deed),
    /// The answers came, and these expectations were met or broken. A question that stood was decided.
    Came {
        /// What was not as expected.
        broken: Vec<Broken>,
        /// What the question before came to.
        answer: Option<Answer>,
    },
    /// The learner is asked; the run waits for [`Run::answer`].
    Asks(Question),
    /// The learner is told this.
    Says(String),
    /// These were measured.
    Counted {
        /// What, and how much.
        measured: Vec<(Measure, Amount)>,
        /// What was not as it must be.
        broken: Vec<Broken>,
    },
    /// There is nothing more to play.
    Ended,
}

/// A question and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The number of its step.
    pub step: usize,
    /// The question.
    pub question: Question,
    /// What was answered; nothing when it was passed over.
    pub given: Option<usize>,
    /// The option that turned out right, as the world has it.
    pub right: usize,
}

impl Answer {
    /// Was the answer right?
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.given == Some(self.right)
    }
}

/// How many questions were answered, and how many rightly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Score {
    /// Questions that were answered rightly.
    pub right: usize,
    /// Questions that were decided and not passed over.
    pub answered: usize,
    /// Questions of the whole scenario.
    pub asked: usize,
}

/// An expectation that the world did not meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Where it stands in the file.
    pub place: Place,
    /// What was expected, in words.
    pub expected: String,
    /// What was found instead, in words.
    pub found: String,
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        use crate::token::visible::visible;
        write!(f, "{}: expected {}, found {}", self.place, visible(&self.expected), visible(&self.found))
    }
}

impl Run {
    /// A run that stands before its first step.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let world = World::new(scenario.config.clone(), scenario.seed, T0);
        Self {
            scenario: scenario.clone(),
            record: Record::new(world),
            next: 0,
            window: Mark::default(),
            open: false,
            asked: None,
            answers: Vec::new(),
            broken: Vec::new(),
            notes: Vec::new(),
            counted: Vec::new(),
        }
    }

    /// The scenario.
    #[must_use]
    pub const fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The world as it stands.
    #[must_use]
    pub const fn world(&self) -> &World {
        self.record.world()
    }

    /// What happened so far, and what travelled.
    #[must_use]
    pub const fn record(&self) -> &Record {
        &self.record
    }

    /// When its world began.
    #[must_use]
    pub fn start(&self) -> Ms {
        self.world().t0()
    }

    /// How many steps were played, of how many.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.next, self.scenario.steps.len())
    }

    /// The question that waits for an answer.
    #[must_use]
    pub fn question(&self) -> Option<&Question> {
        self.asked.as_ref().filter(|asked| asked.given == Given::Waiting).map(|asked| &asked.question)
    }

    /// The questions that were decided, in order.
    #[must_use]
    pub fn answers(&self) -> &[Answer] {
        &self.answers
    }

    /// The expectations that were broken so far.
    #[must_use]
    pub fn broken(&self) -> &[Broken] {
        &self.broken
    }

    /// How the learner does.
    #[must_use]
    pub fn score(&self) -> Score {
        let asked = self.scenario.steps.iter().filter(|step| matches!(step.what, What::Predict(_))).count();
        let answered = self.answers.iter().filter(|answer| answer.given.is_some()).count();
        Score { right: self.answers.iter().filter(|answer| answer.is_right()).count(), answered, asked }
    }

    /// The steps of the questions that were answered wrongly: each is a place for [`Run::back_to`], to ask again.
    #[must_use]
    pub fn missed(&self) -> Vec<usize> {
        let wrong = self.answers.iter().filter(|answer| answer.given.is_some() && !answer.is_right());
        wrong.map(|answer| answer.step).collect()
    }

    /// Plays the next step. While a question stands it says so again and plays nothing.
    pub fn step(&mut self) -> Beat {
        if let Some(question) = self.question() {
            return Beat::Asks(question.clone());
        }
        let Some(step) = self.scenario.steps.get(self.next).cloned() else { return Beat::Ended };
        let index = self.next;
        self.next += 1;
        self.play(index, step)
    }

    /// Answers the question that stands with the option of this number from 0, or passes over it. Without a question nothing happens.
    pub fn answer(&mut self, option: Option<usize>) {
        if let Some(asked) = self.asked.as_mut().filter(|asked| asked.given == Given::Waiting) {
            asked.given = Given::Done(option.filter(|option| *option < asked.question.options.len()));
        }
    }

    /// Plays to the end, passing over questions.
    pub fn finish(&mut self) {
        loop {
            match self.step() {
                Beat::Ended => return,
                Beat::Asks(_) => self.answer(None),
                Beat::Time(_)
                | Beat::Settings(_)
                | Beat::Done(_)
                | Beat::Came { .. }
                | Beat::Says(_)
                | Beat::Counted { .. } => {}
            }
        }
    }

    /// The same run as it stood before the step of this number: played again from the beginning, with the answers given until then.
    #[must_use]
    pub fn back_to(&self, step: usize) -> Self {
        let mut again = Self::new(&self.scenario);
        while again.next < step {
            match again.step() {
                Beat::Ended => break,
                Beat::Asks(_) => {
                    let index = again.next.saturating_sub(1);
                    let given = self.answers.iter().find(|answer| answer.step == index).and_then(|answer| answer.given);
                    again.answer(given);
                }
                Beat::Time(_)
                | Beat::Settings(_)
                | Beat::Done(_)
                | Beat::Came { .. }
                | Beat::Says(_)
                | Beat::Counted { .. } => {}
            }
        }
        again
    }

    fn play(&mut self, index: usize, step: Step) -> Beat {
        match step.what {
            What::At(when) => self.pass(when, step.place),
            What::Set(settings) => {
                for setting in &settings {
                    let (key, value) = (setting.key.clone(), setting.value.clone());
                    self.record.apply(Input::Patch(ConfigPatch { key, value }));
                }
                Beat::Settings(settings.into_iter().map(|setting| (setting.key, setting.value)).collect())
            }
            What::Do(deed) => self.act(deed, step.place),
            What::Expect(facts) => {
                self.settle();
                let broken: Vec<Broken> = facts
                    .iter()
                    .filter_map(|fact| {
                        let found = observe::differs(fact, &self.record, self.window)?;
                        Some(Broken { place: step.place, expected: observe::words(fact), found })
                    })
                    .collect();
                let mut all = broken;
                let answer = self.decide(&mut all);
                self.broken.extend(all.iter().cloned());
                Beat::Came { broken: all, answer }
            }
            What::Predict(question) => {
                self.settle();
                self.note(format!("Question: {}", question.text));
                self.asked = Some(Asked { question: question.clone(), step: index, given: Given::Waiting });
                Beat::Asks(question)
            }
            What::Say(saying) => {
                self.settle();
                let text = self.said(&saying);
                self.note(text.clone());
                Beat::Says(text)
            }
            What::Check(checks) => self.check(&checks, step.place),
        }
    }

    fn pass(&mut self, when: When, place: Place) -> Beat {
        self.settle();
        let to = match when {
            When::Since(ms) => Some(T0.plus(ms)),
            When::Expiry(token, ms) => self.record.expiry(token).map(|exp| exp.plus(ms)),
        };
        match to {
            Some(to) if to >= self.record.now() => self.record.apply(Input::Advance { to }),
            Some(to) => {
                let since = |at: Ms| super::span::print(at.since(T0));
                let expected = format!("a time not before {}", since(self.record.now()));
                self.broken.push(Broken { place, expected, found: since(to) });
            }
            None => {
                let expected = "an access token that was issued".to_owned();
                self.broken.push(Broken { place, expected, found: "none of this name".to_owned() });
            }
        }
        Beat::Time(self.record.now())
    }

    /// Does what is to be done. What the world refuses to do at all is a mistake of the scenario, unless the next step expects it.
    fn act(&mut self, deed: Deed, place: Place) -> Beat {
        if !self.open {
            self.window = self.record.mark();
            self.open = true;
        }
        for time in 0..deed.times {
            if time > 0 {
                self.record.apply(Input::Advance { to: self.record.now().plus(deed.every_ms) });
            }
            self.record.apply(deed.input.clone());
        }
        let next = self.scenario.steps.get(self.next).map(|step| &step.what);
        if !matches!(next, Some(What::Expect(facts)) if facts.contains(&Fact::Impossible)) {
            let refused = self.record.events_since(self.window).iter().find_map(|event| match &event.kind {
                EventKind::Refused(Refusal::Input(why)) => Some(why.clone()),
                _ => None,
            });
            let expected = deed.words.clone();
            self.broken.extend(refused.map(|found| Broken { place, expected, found }));
        }
        Beat::Done(deed)
    }

    /// Lets time pass until every request that is on its way is answered or lost.
    fn settle(&mut self) {
        self.record.settle();
        self.open = false;
    }

    /// Decides the question that stands, if it was answered or passed over.
    fn decide(&mut self, broken: &mut Vec<Broken>) -> Option<Answer> {
        let Asked { question, step, given } = self.asked.take()?;
        let holds = |facts: &[_]| facts.iter().all(|fact| observe::differs(fact, &self.record, self.window).is_none());
        let right: Vec<usize> = question
            .options
            .iter()
            .enumerate()
            .filter(|(_, option)| holds(&option.facts))
            .map(|(index, _)| index)
            .collect();
        let place = self.scenario.steps.get(step)?.place;
        let [right] = *right.as_slice() else {
            let expected = format!("exactly one answer that is right to: {}", question.text);
            broken.push(Broken { place, expected, found: format!("{}", right.len()) });
            return None;
        };
        let given = match given {
            Given::Waiting => None,
            Given::Done(given) => given,
        };
        let answer = Answer { step, question, given, right };
        if let Some(option) = answer.question.options.get(right) {
            self.note(format!("Answer: {}", option.text));
        }
        self.answers.push(answer.clone());
        Some(answer)
    }

    fn check(&mut self, checks: &[Check], place: Place) -> Beat {
        self.settle();
        let mut measured = Vec::new();
        let mut broken = Vec::new();
        for check in checks {
            let amount = tally::measure(&check.measure, &self.record);
            if amount != check.amount {
                let expected = format!("{} = {}", check.measure, check.amount);
                broken.push(Broken { place, expected, found: amount.to_string() });
            }
            measured.push((check.measure.clone(), amount));
        }
        self.counted.extend(measured.iter().cloned());
        self.broken.extend(broken.iter().cloned());
        Beat::Counted { measured, broken }
    }

    fn said(&self, saying: &Saying) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Measured(measure) => tally::measure(measure, &self.record).to_string(),
        };
        saying.0.iter().map(piece).collect()
    }

    fn note(&mut self, text: String) {
        self.notes.push(Note { at: self.record.now(), text });
    }

    /// The run so far, for the exporters.
    #[must_use]
    pub fn recording(&self) -> Recording {
        let Scenario { id, title, profile, config, .. } = &self.scenario;
        let counted = self.counted.iter().map(|(measure, amount)| (measure.to_string(), amount.to_string()));
        Recording {
            notes: self.notes.clone(),
            counted: counted.collect(),
            ..self.record.recording(id, title, profile, config)
        }
    }
}
