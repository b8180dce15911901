//! What a JWT is: found in text, taken apart, judged in time. Knows no key, no clock, no file, no screen.

pub mod anatomy;
pub mod base64url;
pub mod claims;
pub mod dates;
pub mod duration;
pub mod expect;
pub mod explain;
pub mod fault;
pub mod find;
pub mod findings;
pub mod gloss;
pub mod header;
pub mod json;
pub mod life_words;
pub mod lifetime;
pub mod moment;
pub mod numeric_date;
pub mod part;
pub mod registry;
pub mod remarks;
pub mod sample;
pub mod time_spec;
pub mod visible;
pub mod words;
pub mod zone;
