//! Scenarios: lesson, test and recording in one. A text is read into steps; a run plays them against a world and asks before it shows.

pub mod deed;
pub mod fact;
pub mod measure;
pub mod mistake;
mod observe;
pub mod parse;
pub mod reading;
pub mod record;
pub mod run;
pub mod setting;
pub mod shipped;
pub mod source;
pub mod span;
pub mod step;
pub mod story;
mod tally;
pub mod word;
