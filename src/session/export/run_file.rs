//! A run as a file: its settings, its seed and everything that came from outside, as JSON lines that play again to the same digest.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Recording;
use crate::session::config::Config;
use crate::session::input::Input;
use crate::session::time::Ms;
use crate::session::world::World;

/// The first line.
#[derive(Serialize, Deserialize)]
struct Head {
    /// The version of the form.
    jotlab_run: u32,
    seed: u64,
    start: Ms,
    config: Config,
}

const VERSION: u32 = 1;

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
        /// Why not.
        why: String,
    },
}

impl fmt::Display for BadRunFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the file is empty: its first line should be the settings of the run"),
            Self::Version(version) => write!(f, "the run is of form {version}, this program reads form {VERSION}"),
            Self::Line { number, why } => {
                write!(f, "line {number} does not read: {}", crate::token::visible::visible(why))
            }
        }
    }
}

impl std::error::Error for BadRunFile {}

/// The run as a file.
#[must_use]
pub fn run_file(recording: &Recording) -> String {
    let Recording { seed, start, config, inputs, .. } = recording;
    let head = Head { jotlab_run: VERSION, seed: *seed, start: *start, config: config.clone() };
    let mut out = line(&head);
    for input in inputs {
        out.push_str(&line(input));
    }
    out
}

/// The world at the end of a run from a file.
///
/// # Errors
/// When a line is not what [`run_file`] writes.
pub fn replay(text: &str) -> Result<World, BadRunFile> {
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let (number, first) = lines.next().ok_or(BadRunFile::Empty)?;
    let head: Head = read(number, first)?;
    if head.jotlab_run != VERSION {
        return Err(BadRunFile::Version(head.jotlab_run));
    }
    let mut world = World::new(head.config, head.seed, head.start);
    for (number, line) in lines {
        let input: Input = read(number, line)?;
        world.apply(&input);
    }
    Ok(world)
}

fn line(value: &impl Serialize) -> String {
    // Structs of strings and numbers always serialise.
    let mut text = serde_json::to_string(value).unwrap_or_default();
    text.push('\n');
    text
}

fn read<T: for<'de> Deserialize<'de>>(index: usize, line: &str) -> Result<T, BadRunFile> {
    serde_json::from_str(line).map_err(|why| BadRunFile::Line { number: index + 1, why: why.to_string() })
}
