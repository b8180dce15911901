//! A scenario once it is read: its world, and its steps in order.

use super::deed::Deed;
use super::fact::Fact;
use super::measure::{Check, Measure};
use super::setting::Setting;
use super::source::Place;
use crate::session::config::Config;
use crate::session::id::TokenId;

/// A lesson, a test and a recording in one.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// What it is called by: `S14`.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// The profile that its world begins with.
    pub profile: &'static str,
    /// How its world is set up: the profile, and what the head of the file changes.
    pub config: Config,
    /// What its world draws its bytes from.
    pub seed: u64,
    /// What happens.
    pub steps: Vec<Step>,
}

/// One step, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Where it stands in its file.
    pub place: Place,
    /// What it is.
    pub what: What,
}

/// What a step is.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// Time passes until then.
    At(When),
    /// Settings change.
    Set(Vec<Setting>),
    /// Somebody does something. Deeds that follow each other directly happen at the same instant.
    Do(Deed),
    /// The answers are awaited; then these facts hold.
    Expect(Vec<Fact>),
    /// The learner is asked what will happen.
    Predict(Question),
    /// The learner is told something.
    Say(Saying),
    /// These measures amount to this.
    Check(Vec<Check>),
}

/// An instant of the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Milliseconds after the beginning.
    Since(i64),
    /// Milliseconds after the `exp` of this access token; before it when negative.
    Expiry(TokenId, i64),
}

/// A question, which is decided by the facts of the expectation that follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The question.
    pub text: String,
    /// What it may be answered with, of which exactly one turns out right.
    pub options: Vec<Choice>,
}

/// One answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it says.
    pub text: String,
    /// It is right if these hold.
    pub facts: Vec<Fact>,
}

/// What the learner is told; numbers in it are measured when it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saying(pub Vec<Piece>);

/// A part of a saying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// These words.
    Words(String),
    /// What this amounts to.
    Measured(Measure),
}
