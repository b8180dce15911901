//! A run as a file: its settings, its seed and everything that came from outside, as JSON lines that play again to the same digest.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Recording, safe};
use crate::session::config::Config;
use crate::session::drbg::hex;
use crate::session::input::Input;
use crate::session::scenario::record::Record;
use crate::session::time::Ms;
use crate::session::world::World;

/// The first line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Head {
    /// The version of the form.
    jotlab_run: u32,
    id: String,
    title: String,
    profile: String,
    seed: u64,
    start: Ms,
    config: Config,
}

/// The last line.
#[derive(Serialize, Deserialize)]
struct End {
    /// SHA-256 of the world at the end, in hexadecimal digits.
    digest: String,
}

const VERSION: u32 = 1;

/// A run as it stands in a file.
#[derive(Debug, Clone, PartialEq)]
pub struct RunFile {
    head: Head,
    inputs: Vec<Input>,
    digest: Option<String>,
}

/// Why a file is no run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadRunFile {
    /// There is no first line.
    Empty,
    /// The form is of another version.
    Version(u32),
    /// A line does not read.
    Line {
        /// Which, from 1.
        number: usize,
        /// At which character, from 1.
        column: usize,
        /// Why not.
        why: String,
    },
}

impl fmt::Display for BadRunFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the file is empty: its first line should be the settings of the run"),
            Self::Version(version) => write!(f, "the run is of form {version}, this program reads form {VERSION}"),
            Self::Line { number, column, why } => {
                write!(f, "line {number}, column {column} does not read: {}", crate::token::visible::visible(why))
            }
        }
    }
}

impl std::error::Error for BadRunFile {}

/// The run as a file. It holds the passwords that were typed: without them it would be another run.
#[must_use]
pub fn run_file(recording: &Recording) -> String {
    let Recording { id, title, profile, seed, start, config, inputs, .. } = recording.clone();
    let head = Head { jotlab_run: VERSION, id, title, profile, seed, start, config };
    let run = RunFile { head, inputs, digest: None };
    let mut out = line(&run.head);
    for input in &run.inputs {
        out.push_str(&line(input));
    }
    out.push_str(&line(&End { digest: run.play().digest() }));
    safe::json(&out)
}

impl RunFile {
    /// Does a text begin as [`run_file`] writes one? A scenario does not.
    #[must_use]
    pub fn begins(text: &str) -> bool {
        text.trim_start().starts_with('{')
    }

    /// Reads what [`run_file`] writes; the last line, the digest, may be missing.
    ///
    /// # Errors
    /// When a line is something else.
    pub fn parse(text: &str) -> Result<Self, BadRunFile> {
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).peekable();
        let (number, first) = lines.next().ok_or(BadRunFile::Empty)?;
        let head: Head = read(number, first)?;
        if head.jotlab_run != VERSION {
            return Err(BadRunFile::Version(head.jotlab_run));
        }
        let mut run = Self { head, inputs: Vec::new(), digest: None };
        while let Some((number, line)) = lines.next() {
            match serde_json::from_str(line) {
                Ok(End { digest }) if lines.peek().is_none() => run.digest = Some(digest),
                Ok(_) | Err(_) => run.inputs.push(read(number, line)?),
            }
        }
        Ok(run)
    }

    /// Plays it from its first input to its last.
    #[must_use]
    pub fn play(&self) -> Played {
        let Head { config, seed, start, .. } = &self.head;
        Played(Record::played(World::new(config.clone(), *seed, *start), &self.inputs))
    }

    /// What it is called, and what it is about.
    #[must_use]
    pub fn title(&self) -> (&str, &str) {
        (&self.head.id, &self.head.title)
    }

    /// The profile that its world began with.
    #[must_use]
    pub fn profile(&self) -> &str {
        &self.head.profile
    }

    /// The digest that was written with it.
    #[must_use]
    pub fn digest(&self) -> Option<&str> {
        self.digest.as_deref()
    }

    /// The run for the exporters.
    #[must_use]
    pub fn recording(&self) -> Recording {
        let Head { id, title, profile, config, .. } = &self.head;
        self.play().0.recording(id, title, profile, config)
    }
}

/// A run from a file, played to its end.
#[derive(Debug, Clone)]
pub struct Played(Record);

impl Played {
    /// What happened.
    #[must_use]
    pub const fn record(&self) -> &Record {
        &self.0
    }

    /// SHA-256 of the world at its end, in hexadecimal digits.
    #[must_use]
    pub fn digest(&self) -> String {
        hex(&self.0.world().digest())
    }
}

fn line(value: &impl Serialize) -> String {
    // Structs of strings and numbers always serialise.
    let mut text = serde_json::to_string(value).unwrap_or_default();
    text.push('\n');
    text
}

fn read<T: for<'de> Deserialize<'de>>(index: usize, line: &str) -> Result<T, BadRunFile> {
    serde_json::from_str(line).map_err(|fault| {
        let words = fault.to_string();
        // A line is a document of its own: that it is its first is nothing to say.
        let place = format!(" at line {} column {}", fault.line(), fault.column());
        let why = words.strip_suffix(&place).unwrap_or(&words).to_owned();
        BadRunFile::Line { number: index + 1, column: fault.column(), why }
    })
}
