//! A run on stage: a world played freely, or a scenario, with what the screen knows of it.

use std::collections::VecDeque;

use super::flow::Flow;
use super::learn::learn;
use super::lesson::Lesson;
use super::log::Log;
use super::record::{Past, Record, Scene, Told};
use super::story::Act;
use crate::session::config::Config;
use crate::session::event::Event;
use crate::session::input::Input;
use crate::session::time::Ms;
use crate::session::world::World;

/// The seed of a run that nobody chose one for.
const SEED: u64 = 1;

/// Who moves the world.
#[derive(Debug, Clone)]
enum Source {
    /// Whoever sits at the screen.
    Free {
        world: Box<World>,
        /// What went in, each with the instant at which it did.
        inputs: Vec<(Ms, Input)>,
        /// What will go in by itself.
        plan: VecDeque<Act>,
    },
    /// A scenario.
    Lesson(Box<Lesson>),
}

/// A run on stage.
#[derive(Debug, Clone)]
pub struct Stage {
    /// What its bytes are drawn from.
    pub seed: u64,
    /// What it is called: a profile, or a scenario.
    pub name: String,
    /// How it would be set up without the changes since.
    pub profile: Config,
    /// What is known of it.
    pub record: Record,
    /// Its rows in the Flow pane.
    pub flow: Flow,
    /// Its lines in the Log pane.
    pub log: Log,
    /// What is told about it now.
    pub told: Option<&'static str>,
    /// What was told, each with the last event before it.
    captions: Vec<(u64, String)>,
    source: Source,
}

impl PartialEq for Stage {
    /// The world itself follows from what went in, and that shows in the record.
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.record == other.record && self.now() == other.now()
    }
}

impl Stage {
    /// A world at its beginning, with what is to happen in it by itself.
    #[must_use]
    pub fn free(name: &str, config: Config, t0: Ms, plan: Vec<Act>) -> Self {
        Self::seeded(SEED, name, config, t0, plan)
    }

    fn seeded(seed: u64, name: &str, config: Config, t0: Ms, plan: Vec<Act>) -> Self {
        let world = Box::new(World::new(config.clone(), seed, t0));
        let source = Source::Free { world, inputs: Vec::new(), plan: plan.into() };
        Self::of(seed, name, config, t0, source)
    }

    /// A scenario before its first step.
    #[must_use]
    pub fn lesson(lesson: Lesson) -> Self {
        let scenario = lesson.run().scenario();
        let (name, config) = (format!("{} {}", scenario.id, scenario.title), scenario.config.clone());
        let seed = scenario.seed;
        let t0 = lesson.run().world().t0();
        Self::of(seed, &name, config, t0, Source::Lesson(Box::new(lesson)))
    }

    fn of(seed: u64, name: &str, config: Config, t0: Ms, source: Source) -> Self {
        let mut stage = Self {
            seed,
            name: name.to_owned(),
            profile: config.clone(),
            record: Record::new(t0, config),
            flow: Flow::default(),
            log: Log::default(),
            told: None,
            captions: Vec::new(),
            source,
        };
        stage.follow(Vec::new());
        stage
    }

    /// The world.
    #[must_use]
    pub fn world(&self) -> &World {
        match &self.source {
            Source::Free { world, .. } => world,
            Source::Lesson(lesson) => lesson.run().world(),
        }
    }

    /// Its true time.
    #[must_use]
    pub fn now(&self) -> Ms {
        self.world().now()
    }

    /// Everything until now.
    #[must_use]
    pub fn scene(&self) -> Scene<'_> {
        self.record.scene(self.now())
    }

    /// The scenario that is played.
    #[must_use]
    pub fn playing(&self) -> Option<&Lesson> {
        match &self.source {
            Source::Lesson(lesson) => Some(lesson),
            Source::Free { .. } => None,
        }
    }

    /// Is there a scenario that has more to come?
    #[must_use]
    pub fn in_lesson(&self) -> bool {
        self.playing().is_some_and(Lesson::is_on)
    }

    /// Were answers given that a new beginning would lose?
    #[must_use]
    pub fn has_answers(&self) -> bool {
        self.in_lesson() && self.playing().is_some_and(Lesson::was_answered)
    }

    /// Does a question stand? What would give the answer away is not shown then.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.playing().is_some_and(Lesson::is_asked)
    }

    /// How much of it may be told now.
    #[must_use]
    pub fn tells(&self) -> Told {
        match self.playing() {
            Some(lesson) if lesson.is_asked() => Told::Until(lesson.told().0, lesson.told().1),
            Some(lesson) if lesson.will_ask() => Told::NoForecast,
            Some(_) | None => Told::AsItIs,
        }
    }

    /// Plays the scenario with `play`; nothing where none is played.
    pub fn play<T>(&mut self, play: impl FnOnce(&mut Lesson) -> T) -> Option<T> {
        let Source::Lesson(lesson) = &mut self.source else { return None };
        let answer = play(lesson);
        let last = |events: &[Event]| events.last().map_or(0, |event| event.seq);
        if last(lesson.run().record().events()) < last(&self.record.events) {
            // It went back: what is known of it is known anew.
            self.record = Record::new(self.record.t0, self.record.config.clone());
            self.flow = Flow::default();
            self.log = Log::default();
        }
        self.follow(Vec::new());
        let caption = self.playing().and_then(|lesson| lesson.bar.caption().map(str::to_owned));
        self.captioned(caption);
        Some(answer)
    }

    /// Takes note of what is told from here on; what was told of events that have not happened any more is forgotten.
    fn captioned(&mut self, caption: Option<String>) {
        let seq = self.record.events.last().map_or(0, |event| event.seq);
        self.captions.retain(|(before, _)| *before <= seq);
        if let Some(caption) = caption.filter(|caption| self.captions.last().is_none_or(|(_, last)| last != caption)) {
            self.captions.push((seq, caption));
        }
    }

    /// What was told when this event was the last.
    #[must_use]
    pub fn caption_at(&self, seq: u64) -> Option<&str> {
        self.captions.iter().rev().find(|(before, _)| *before <= seq).map(|(_, caption)| caption.as_str())
    }

    /// When something happens next by itself.
    #[must_use]
    pub fn next(&self) -> Option<Ms> {
        let planned = match &self.source {
            Source::Free { plan, .. } => plan.front().map(|act| self.record.t0.plus(act.at)),
            Source::Lesson(_) => None,
        };
        let event = self.world().next_event().map(|(at, _)| at);
        planned.into_iter().chain(event).min()
    }

    /// Is there something that will be done by itself?
    #[must_use]
    pub fn is_planned(&self) -> bool {
        match &self.source {
            Source::Free { plan, .. } => !plan.is_empty(),
            Source::Lesson(_) => false,
        }
    }

    /// Whoever acts takes over: nothing more is told or done by itself.
    pub fn take_over(&mut self) {
        self.told = None;
        if let Source::Free { plan, .. } = &mut self.source {
            plan.clear();
        }
    }

    /// Lets time pass until then, doing what is planned on the way.
    pub fn advance(&mut self, to: Ms) {
        let t0 = self.record.t0;
        loop {
            let Source::Free { plan, .. } = &mut self.source else { return };
            let Some(act) = plan.front().filter(|act| t0.plus(act.at) <= to).cloned() else { break };
            plan.pop_front();
            self.apply(Input::Advance { to: t0.plus(act.at) });
            self.told = Some(act.told);
            self.captioned(Some(act.told.to_owned()));
            if let Some(input) = act.input {
                self.apply(input);
            }
        }
        if to > self.now() {
            self.apply(Input::Advance { to });
        }
    }

    /// Leaves the course of a scenario: from here on it is played freely.
    pub fn leave_lesson(&mut self) {
        if let Source::Lesson(lesson) = &self.source {
            let world = Box::new(lesson.run().world().clone());
            let mut at = self.record.t0;
            let inputs = lesson.run().record().inputs().iter().cloned().map(|input| {
                if let Input::Advance { to } = input {
                    at = to;
                }
                (at, input)
            });
            self.source = Source::Free { world, inputs: inputs.collect(), plan: VecDeque::new() };
            self.told = None;
        }
    }

    /// Puts something into the world. A scenario whose course is left this way is played freely from then on.
    pub fn apply(&mut self, input: Input) {
        self.leave_lesson();
        let Source::Free { world, inputs, .. } = &mut self.source else { return };
        let events = world.apply(&input);
        match (&input, inputs.last_mut()) {
            // Time that passed in two pieces passed in one.
            (Input::Advance { to }, Some((at, Input::Advance { to: before }))) => {
                (*at, *before) = (*to, *to);
            }
            _ => inputs.push((world.now(), input)),
        }
        self.follow(events);
    }

    /// What went in so far.
    #[must_use]
    pub fn inputs(&self) -> Vec<Input> {
        match &self.source {
            Source::Free { inputs, .. } => inputs.iter().map(|(_, input)| input.clone()).collect(),
            Source::Lesson(lesson) => lesson.run().record().inputs().to_vec(),
        }
    }

    /// The same run as it stood at an earlier instant, to be played differently from there.
    #[must_use]
    pub fn fork(&self, past: &Past) -> Self {
        let (seq, then) = (past.seq, past.at);
        let mut fork = Self::seeded(self.seed, &self.name, self.record.config.clone(), self.record.t0, Vec::new());
        fork.profile = self.profile.clone();
        for input in self.inputs() {
            let done = fork.record.events.last().map_or(0, |event| event.seq);
            match input {
                Input::Advance { to } if to > then => break,
                Input::Advance { .. } => fork.apply(input),
                // What brought about later events than the one that is looked at has not happened.
                _ if done >= seq => break,
                _ => fork.apply(input),
            }
        }
        fork.advance(then);
        fork
    }

    /// Learns what happened since it looked last; `events` of a world that is played freely, which are told once.
    fn follow(&mut self, events: Vec<Event>) {
        match &self.source {
            Source::Free { world, .. } => learn(&mut self.record, world, events),
            Source::Lesson(lesson) => {
                let known = self.record.events.last().map_or(0, |event| event.seq);
                let run = lesson.run();
                let events = run.record().events();
                let events = events.iter().skip_while(|event| event.seq <= known).cloned().collect();
                learn(&mut self.record, run.world(), events);
            }
        }
        self.flow.follow(&self.record);
        self.log.follow(&self.record);
        if let Some(from) = self.record.forget() {
            self.flow.forget(from, &self.record);
            self.log.forget(from, &self.record);
        }
    }
}
