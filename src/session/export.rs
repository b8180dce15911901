//! What leaves a run: HAR, a Mermaid diagram, a Markdown transcript, JSON lines. Pure functions: the same run gives the same bytes.

mod happening;
mod har;
mod lines;
mod markdown;
mod mermaid;
mod recording;
mod run_file;
mod safe;
mod sanitise;

pub use har::har;
pub use lines::jsonl;
pub use markdown::markdown;
pub use mermaid::{BEYOND_MERMAID, draws, mermaid};
pub use recording::{Exchange, Heading, Note, Recording};
pub use run_file::{BadRunFile, Played, RunFile, run_file};

/// May what opens doors leave with an export?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secrets {
    /// Signatures, refresh tokens, passwords and cookies become as many `x`.
    Masked,
    /// Everything stays: whoever has the file has the tokens.
    Kept,
}
