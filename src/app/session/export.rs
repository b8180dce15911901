//! What leaves a run as a file.

use super::record::Content;
use super::stage::Stage;
use crate::session::event::EventKind;
use crate::session::export::{Exchange, Recording, Secrets, har, jsonl, markdown, mermaid, run_file};
use crate::session::id::MessageId;

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

    /// A name for the file.
    #[must_use]
    pub const fn file(self) -> &'static str {
        match self {
            Self::Har => "session.har",
            Self::Mermaid => "session.mmd",
            Self::Markdown => "session.md",
            Self::Lines => "session.jsonl",
            Self::Run => "session.run.jsonl",
        }
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

fn recording(stage: &Stage) -> Recording {
    if let Some(lesson) = stage.playing() {
        return lesson.run().recording();
    }
    let record = &stage.record;
    Recording {
        id: "free".to_owned(),
        title: format!("A session with the profile {}", stage.name),
        profile: stage.name.clone(),
        config: record.config.clone(),
        seed: stage.seed,
        start: record.t0,
        end: stage.now(),
        inputs: stage.inputs(),
        events: record.events.clone(),
        exchanges: record.letters.keys().filter_map(|id| exchange(stage, *id)).collect(),
        notes: Vec::new(),
        access_log: Vec::new(),
        security_log: Vec::new(),
        counted: Vec::new(),
    }
}

/// A request and what came for it.
fn exchange(stage: &Stage, id: MessageId) -> Option<Exchange> {
    let record = &stage.record;
    let letter = record.letters.get(&id)?;
    let Content::Request(request) = &letter.content else { return None };
    let at = |wanted: EventKind| record.events.iter().find(|event| event.kind == wanted).map(|event| event.at);
    let answer = record.answer_to(id).and_then(|answer| Some((answer, record.letters.get(&answer)?)));
    let names = |tokens: &[crate::session::id::TokenId]| tokens.iter().map(ToString::to_string).collect();
    let brought = answer.map(|(_, letter)| names(&letter.tokens)).unwrap_or_default();
    let answer = answer.and_then(|(id, letter)| match &letter.content {
        Content::Response(response) => Some((at(EventKind::Arrived(id))?, response.clone())),
        Content::Request(_) => None,
    });
    Some(Exchange {
        id,
        from: letter.from,
        to: letter.to,
        sent: at(EventKind::Sent(id))?,
        request: request.clone(),
        answer,
        carried: names(&letter.tokens),
        brought,
    })
}
