//! What leaves a run as a file.

use std::collections::BTreeSet;

use super::record::{Content, Letter, Past, Record};
use super::span;
use super::stage::Stage;
use crate::session::event::EventKind;
use crate::session::export::{
    BEYOND_MERMAID, Exchange, Heading, Recording, Secrets, draws, har, jsonl, markdown, mermaid, run_file,
};
use crate::session::id::{MessageId, TokenId};
use crate::session::log;

/// The forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// HAR 1.2.
    Har,
    /// A Mermaid sequence diagram.
    Mermaid,
    /// A Markdown transcript.
    Markdown,
    /// JSON lines.
    Lines,
    /// The run itself, to be played again.
    Run,
}

impl Format {
    /// All of them, each with its key.
    pub const ALL: [(char, Self); 5] =
        [('m', Self::Markdown), ('d', Self::Mermaid), ('h', Self::Har), ('j', Self::Lines), ('r', Self::Run)];

    /// What it is.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Har => "HAR file",
            Self::Mermaid => "Mermaid diagram",
            Self::Markdown => "Markdown transcript",
            Self::Lines => "event log in JSON lines",
            Self::Run => "run that plays again, passwords and all",
        }
    }

    /// A name for the file, after the run.
    #[must_use]
    pub fn file(self, stage: &Stage) -> String {
        let run = stage.name.split(' ').next().unwrap_or("session");
        let ending = match self {
            Self::Har => "har",
            Self::Mermaid => "mmd",
            Self::Markdown => "md",
            Self::Lines => "jsonl",
            Self::Run => "run.jsonl",
        };
        format!("{run}.{ending}")
    }
}

/// The run in this form, with signatures, refresh tokens, passwords and cookies masked; what plays again cannot be masked.
#[must_use]
pub fn write(stage: &Stage, format: Format) -> String {
    let recording = recording(stage);
    match format {
        Format::Har => har(&recording, Secrets::Masked),
        Format::Mermaid => mermaid(&recording),
        Format::Markdown => markdown(&recording, Secrets::Masked),
        Format::Lines => jsonl(&recording, Secrets::Masked),
        Format::Run => run_file(&recording),
    }
}

/// What is to be known of what was written: that it is more than what is looked at, or more than Mermaid draws.
#[must_use]
pub fn note(stage: &Stage, back: Option<&Past>, format: Format, written: &str) -> Option<String> {
    let until = span::coarse(stage.record.t0, stage.now());
    let whole = back.map(|_| format!("the whole run until t+{until}, not only what is looked at"));
    let large = (format == Format::Mermaid && !draws(written)).then(|| BEYOND_MERMAID.to_owned());
    whole.into_iter().chain(large).reduce(|whole, large| format!("{whole}; {large}"))
}

fn recording(stage: &Stage) -> Recording {
    if let Some(lesson) = stage.playing() {
        return lesson.run().recording();
    }
    let record = &stage.record;
    let ridden: BTreeSet<MessageId> = record
        .events
        .iter()
        .filter_map(|event| match event.kind {
            EventKind::Ridden { message } => Some(message),
            _ => None,
        })
        .collect();
    Recording {
        id: "Session".to_owned(),
        title: format!("with the profile {}", stage.name),
        profile: stage.name.clone(),
        config: record.config.clone(),
        seed: stage.seed,
        start: record.t0,
        end: stage.now(),
        inputs: stage.inputs(),
        events: record.events.clone(),
        exchanges: record.letters.keys().filter_map(|id| exchange(record, *id, ridden.contains(id))).collect(),
        headings: record.letters.iter().map(|(id, letter)| heading(*id, letter)).collect(),
        notes: Vec::new(),
        access_log: log::access_of_all(stage.world()),
        security_log: log::security(stage.world()),
        counted: Vec::new(),
    }
}

/// A request and what came for it.
fn exchange(record: &Record, id: MessageId, ridden: bool) -> Option<Exchange> {
    let letter = record.letters.get(&id)?;
    let Content::Request(request) = &letter.content else { return None };
    let answer = letter.answered.and_then(|answer| record.letters.get(&answer));
    let brought = answer.map(|letter| names(&letter.tokens)).unwrap_or_default();
    let answer = answer.and_then(|letter| match &letter.content {
        Content::Response(response) => Some((letter.came?.1, response.clone())),
        Content::Request(_) => None,
    });
    Some(Exchange {
        id,
        from: letter.from,
        to: letter.to,
        sent: letter.sent,
        request: request.clone(),
        answer,
        carried: names(&letter.tokens),
        brought,
        ridden,
    })
}

fn heading(id: MessageId, letter: &Letter) -> Heading {
    let first_line = match &letter.content {
        Content::Request(request) => request.first_line(),
        Content::Response(response) => response.first_line(),
    };
    let &Letter { from, to, answers, .. } = letter;
    Heading { id, from, to, answers, first_line, tokens: names(&letter.tokens) }
}

fn names(tokens: &[TokenId]) -> Vec<String> {
    tokens.iter().map(ToString::to_string).collect()
}
