//! The words that stand beside a member: what it is, and for a date when that is.

use std::borrow::Cow;

use super::dates::{self, Reader, When};
use super::json::Document;
use super::moment::Moment;
use super::numeric_date::{DateClaim, NumericDate};
use super::registry::{self, Type};
use super::words;

/// Words beside a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gloss {
    /// What the member is.
    Title(String),
    /// When the date in it is, or why it is none.
    Date(When),
}

impl Gloss {
    /// The words.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Title(text) => Cow::Borrowed(text),
            Self::Date(when) => Cow::Owned(when.words().text),
        }
    }

    /// The instant from which they read differently.
    #[must_use]
    pub fn until(&self) -> Option<Moment> {
        match self {
            Self::Title(_) => None,
            Self::Date(when) => when.until(),
        }
    }
}

/// The members of the payload that [`claim`] has words for, in order: a payload of megabytes has few of them.
#[must_use]
pub fn told(claims: &Document) -> Vec<u32> {
    // Whatever is registered has its words, and nothing else has.
    registry::known_claims(claims).into_iter().map(|(index, ..)| index).collect()
}

/// The words beside the claim at `index`, a member of the payload; `None` when nothing is known of it.
#[must_use]
pub fn claim(claims: &Document, index: u32, reader: Reader) -> Option<Gloss> {
    let name = claims.name(index)?;
    if is_date(&name) {
        let date = DateClaim::at(claims, index);
        let when = dates::claim(&date, reader)?;
        return Some(Gloss::Date(match date {
            // What is no date as it stands has no verb.
            DateClaim::Date(date) if date.probably().is_some() => when,
            DateClaim::Date(date) => {
                // The verb of these changes at the date itself.
                let until = date.moment().filter(|at| matches!(&*name, "exp" | "iat") && *at > reader.now);
                match verb(&name, Some(date), reader.now) {
                    "" => when,
                    verb => when.led_by(&format!("{verb} "), until),
                }
            }
            DateClaim::Wrong(..) | DateClaim::Absent | DateClaim::Unseen => when,
        }));
    }
    let title = &words::claim(&name)?.title;
    let private = registry::claim(&name).is_some_and(|known| !known.registered());
    Some(Gloss::Title(if private { format!("private claim: {title}") } else { title.clone() }))
}

/// The words beside the header parameter at `index`.
#[must_use]
pub fn parameter(header: &Document, index: u32) -> Option<Gloss> {
    let name = header.name(index)?;
    if matches!(&*name, "alg" | "enc")
        && let Some(entry) = header.string(index).and_then(|algorithm| words::algorithm(&algorithm))
    {
        return Some(Gloss::Title(entry.title.clone()));
    }
    let set = matches!(&*name, "typ" | "cty" | "zip").then_some(&*name);
    if let Some(meaning) = set.zip(header.string(index)).and_then(|(set, value)| words::value(set, &value)) {
        return Some(Gloss::Title(meaning.to_owned()));
    }
    words::parameter(&name).map(|entry| Gloss::Title(entry.title.clone()))
}

/// Is the claim of this name a date?
#[must_use]
pub fn is_date(name: &str) -> bool {
    registry::claim(name).is_some_and(|known| known.kind == Type::NumericDate)
}

/// What happens at the date of this claim, where there is a word for it; `date` is nothing where what stands there is none.
#[must_use]
pub fn verb(name: &str, date: Option<NumericDate>, now: Moment) -> &'static str {
    let reached = date.map(|date| date.reached(now));
    match name {
        "exp" if reached == Some(true) => "expired",
        "exp" => "expires",
        // Nothing is issued in the future.
        "iat" if reached == Some(false) => "dated",
        "iat" => "issued",
        "nbf" => "valid from",
        "auth_time" => "signed in",
        "updated_at" => "updated",
        _ => "",
    }
}
