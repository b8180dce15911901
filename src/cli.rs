//! The command line: arguments and text in, text or JSON and an exit code out. Pure but for what `main` hands it.

mod algorithm;
pub mod arguments;
mod completions;
mod decode;
mod document;
mod judged;
mod key;
mod keygen;
pub mod keys;
mod manual;
mod mint;
mod nearest;
mod outcome;
mod paint;
mod refusal;
mod report;
mod safe_json;
pub mod session;
mod setting;
mod standard_input;
mod verify;

pub use completions::completions;
pub use decode::decode;
pub use key::key;
pub use keygen::keygen;
pub use manual::manual;
pub use mint::mint;
pub use outcome::{DONE, FILE, KEY, NO_TOKEN, NOT_OK, Outcome, USAGE};
pub use paint::Paint;
pub use refusal::{mistyped, misused};
pub use setting::Setting;
pub use verify::verify;
