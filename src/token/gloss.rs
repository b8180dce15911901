//! The words that stand beside a member: what it is, and for a date when that is.

use super::dates::{self, Reader};
use super::duration::Words;
use super::json::Document;
use super::moment::Moment;
use super::numeric_date::{DateClaim, NumericDate};
use super::registry::{self, Type};
use super::words;

/// The words beside the claim at `index`, a member of the payload; `None` when nothing is known of it.
#[must_use]
pub fn claim(claims: &Document, index: u32, reader: Reader) -> Option<Words> {
    let name = claims.name(index)?;
    if is_date(&name) {
        let date = DateClaim::at(claims, index);
        return dates::claim(&date, reader).map(|when| match date {
            DateClaim::Date(date) => Words { text: format!("{}{}", verb(&name, date, reader.now), when.text), ..when },
            DateClaim::Wrong(..) | DateClaim::Absent => when,
        });
    }
    words::claim(&name).map(|entry| Words::lasting(&entry.title))
}

/// The words beside the header parameter at `index`.
#[must_use]
pub fn parameter(header: &Document, index: u32) -> Option<Words> {
    let name = header.name(index)?;
    if matches!(&*name, "alg" | "enc")
        && let Some(entry) = header.string(index).and_then(|algorithm| words::algorithm(&algorithm))
    {
        return Some(Words::lasting(&entry.title));
    }
    words::parameter(&name).map(|entry| Words::lasting(&entry.title))
}

/// Is the claim of this name a date?
#[must_use]
pub fn is_date(name: &str) -> bool {
    registry::claim(name).is_some_and(|known| known.kind == Type::NumericDate)
}

/// What happens at the date of this claim, with a space after it.
fn verb(name: &str, date: NumericDate, now: Moment) -> &'static str {
    match name {
        "exp" if date.reached(now) => "expired ",
        "exp" => "expires ",
        "iat" => "issued ",
        "nbf" => "valid from ",
        "auth_time" => "signed in ",
        "updated_at" => "updated ",
        _ => "",
    }
}
