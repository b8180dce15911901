//! What a JWT is: found in text, taken apart, judged in time. Knows no key, no clock, no file, no screen.

pub mod base64url;
pub mod find;
pub mod json;
pub mod moment;
pub mod visible;
pub mod zone;
