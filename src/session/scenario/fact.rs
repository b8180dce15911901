//! What a scenario expects to have happened: `200`, `400 invalid_grant`, `family F1 dead reuse`, `RT1 rotated`, each something the world can be asked.

use super::mistake::Mistake;
use super::reading::{READINGS, Reading};
use super::source::{Form, Reader};
use crate::session::event::DeathReason;
use crate::session::id::{FamilyId, TokenId};
use crate::session::verdict::Check;

/// A fact about what the deeds before it brought about; it holds or it does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// The last answer has this status.
    Status(u16),
    /// The answers have these statuses, in the order they arrived.
    Statuses(Vec<u16>),
    /// The last answer is a success (`yes`), or it is not, or there is none (`no`).
    Passes(bool),
    /// The last answer names this error.
    Error(String),
    /// The last answer says this in its `error_description`.
    Because(String),
    /// The last answer has this in its body.
    Body(String),
    /// The last answer has this text in this header field.
    Header(String, String),
    /// The last API server that refused did so at this check.
    RefusedAt(Check),
    /// What was to be done cannot be done: the world refused the deed itself.
    Impossible,
    /// No answer came: it was lost, or nothing was asked.
    NoAnswer,
    /// This many requests were sent.
    Requests(usize),
    /// The last request has this many bytes.
    Bytes(usize),
    /// The auth server and the APIs looked something up this often.
    Lookups(u64),
    /// A refresh token was rotated.
    Rotated,
    /// A used refresh token was honoured.
    Graced,
    /// This family is alive.
    Lives(FamilyId),
    /// This family is dead, for this reason if one is given.
    Dead(FamilyId, Option<DeathReason>),
    /// This token is in this state.
    State(TokenId, State),
    /// The security log has an alert of this name.
    Alert(String),
    /// No alert was written.
    NoAlert,
    /// These tokens were issued, and no others.
    Issued(Vec<TokenId>),
    /// The attacker copied these tokens, and no others.
    Stolen(Vec<TokenId>),
    /// The access log has this text in a line.
    Logged(String),
    /// The payload of this token has this member with this value.
    Claim(TokenId, String, String),
    /// The browser dropped a cookie that was too large.
    CookieDropped,
    /// The attacker tried words as the secret, and it was among them or not.
    Cracked(bool),
    /// The signature of this token was made with the configured secret, read so.
    Fits(TokenId, Reading),
}

/// The state of a token, as the world knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It would be accepted (access) or redeemed (refresh).
    Active,
    /// A refresh token that has a successor.
    Rotated,
    /// It was revoked.
    Revoked,
    /// An access token past its `exp`.
    Expired,
}

/// The error codes that answers use.
const ERRORS: [&str; 13] = [
    "invalid_request",
    "invalid_token",
    "insufficient_scope",
    "invalid_grant",
    "invalid_client",
    "unauthorized_client",
    "unsupported_grant_type",
    "unsupported_token_type",
    "invalid_scope",
    "invalid_credentials",
    "csrf_failed",
    "user_exists",
    "header_too_large",
];

const EXPECTED: &str = "a fact: a status such as 200, an error such as invalid_grant, yes, no, answers, because, body, header, R8, no, \
                        requests, bytes, lookups, impossible, rotated, graced, family, a token such as AT1, alert, issued, stolen, logged, claim, cookie, cracked, not, fits";

/// Reads facts separated by `;` or `,`, or side by side as in `400 invalid_grant`.
///
/// # Errors
/// A word that begins no fact, or does not continue one.
pub fn parse(mut words: Reader<'_>) -> Result<Vec<Fact>, Mistake> {
    let mut facts = vec![fact(&mut words)?];
    while words.peek().is_some() {
        // The marks only help the eye.
        if !words.accept(";") {
            words.accept(",");
        }
        facts.push(fact(&mut words)?);
    }
    Ok(facts)
}

fn fact(words: &mut Reader<'_>) -> Result<Fact, Mistake> {
    let Some(first) = words.peek().filter(|word| word.form == Form::Bare) else {
        return Err(words.mistake(EXPECTED));
    };
    let first = first.text.as_str();
    if let Some(status) = status(first) {
        words.word(EXPECTED)?;
        return Ok(Fact::Status(status));
    }
    if ERRORS.contains(&first) {
        words.word(EXPECTED)?;
        return Ok(Fact::Error(first.to_owned()));
    }
    if let Some(check) = Check::from_word(first) {
        words.word(EXPECTED)?;
        return Ok(Fact::RefusedAt(check));
    }
    if let Some(family) = family_id(first) {
        words.word(EXPECTED)?;
        return lives(words, family, &["lives"], &["dies"]);
    }
    if let Some(name) = token_id(first) {
        words.word(EXPECTED)?;
        return Ok(Fact::State(name, words.read("active, rotated, revoked or expired", state)?));
    }
    named(words, first)
}

fn named(words: &mut Reader<'_>, first: &str) -> Result<Fact, Mistake> {
    let begin = *words;
    words.word(EXPECTED)?;
    Ok(match first {
        "yes" => Fact::Passes(true),
        "no" => match words.peek().map(|word| word.text.as_str()) {
            Some("answer") => taking(words, Fact::NoAnswer)?,
            Some("alert") => taking(words, Fact::NoAlert)?,
            Some(_) | None => Fact::Passes(false),
        },
        "answers" => Fact::Statuses(many(words, "a status such as 200", status)?),
        "because" => Fact::Because(words.quoted("the words of the answer in quotes")?.to_owned()),
        "body" => Fact::Body(words.quoted("a part of the body in quotes")?.to_owned()),
        "header" => {
            let name = words.text("the name of a header field")?.to_owned();
            Fact::Header(name, words.quoted("a part of its value in quotes")?.to_owned())
        }
        "requests" => Fact::Requests(words.read("a number", |word| word.parse().ok())?),
        "bytes" => Fact::Bytes(words.read("a number", |word| word.parse().ok())?),
        "lookups" => Fact::Lookups(words.read("a number", |word| word.parse().ok())?),
        "impossible" => Fact::Impossible,
        "rotated" => Fact::Rotated,
        "graced" => Fact::Graced,
        "family" => {
            let family = words.read("a family such as F1", family_id)?;
            lives(words, family, &["live", "lives"], &["dead", "dies"])?
        }
        "alert" => Fact::Alert(words.text("the name of an alert")?.to_owned()),
        "issued" => Fact::Issued(names(words)?),
        "stolen" => Fact::Stolen(names(words)?),
        "logged" => Fact::Logged(words.quoted("a part of a line in quotes")?.to_owned()),
        "claim" => {
            let token = words.read("a token such as AT1", token_id)?;
            let member = words.text("the name of a claim")?.to_owned();
            Fact::Claim(token, member, words.text("its value")?.to_owned())
        }
        "cookie" => {
            words.exactly("dropped")?;
            Fact::CookieDropped
        }
        "cracked" => Fact::Cracked(true),
        "not" => {
            words.exactly("cracked")?;
            Fact::Cracked(false)
        }
        "fits" => {
            let token = words.read("a token such as AT1", token_id)?;
            Fact::Fits(token, words.read(READINGS, Reading::from_word)?)
        }
        _ => return Err(begin.mistake(EXPECTED)),
    })
}

fn taking(words: &mut Reader<'_>, fact: Fact) -> Result<Fact, Mistake> {
    words.word(EXPECTED)?;
    Ok(fact)
}

fn lives(words: &mut Reader<'_>, family: FamilyId, live: &[&str], dead: &[&str]) -> Result<Fact, Mistake> {
    let alive = words.read(&[live, dead].concat().join(" or "), |word| {
        if live.contains(&word) { Some(true) } else { dead.contains(&word).then_some(false) }
    })?;
    if alive {
        return Ok(Fact::Lives(family));
    }
    let reason = words.peek().and_then(|word| DeathReason::from_word(&word.text));
    if reason.is_some() {
        words.word("a reason")?;
    }
    Ok(Fact::Dead(family, reason))
}

fn names(words: &mut Reader<'_>) -> Result<Vec<TokenId>, Mistake> {
    if words.accept("nothing") {
        return Ok(Vec::new());
    }
    many(words, "nothing, or a token such as AT1", token_id)
}

fn many<T>(words: &mut Reader<'_>, expected: &str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Mistake> {
    let mut all = vec![words.read(expected, &read)?];
    while let Some(word) = words.peek()
        && word.form == Form::Bare
        && let Some(next) = read(&word.text)
    {
        words.word(expected)?;
        all.push(next);
    }
    Ok(all)
}

fn status(word: &str) -> Option<u16> {
    let status: u16 = (word.len() == 3).then(|| word.parse().ok()).flatten()?;
    (100..600).contains(&status).then_some(status)
}

fn state(word: &str) -> Option<State> {
    Some(match word {
        "active" => State::Active,
        "rotated" => State::Rotated,
        "revoked" => State::Revoked,
        "expired" => State::Expired,
        _ => return None,
    })
}

fn token_id(word: &str) -> Option<TokenId> {
    word.parse().ok()
}

fn family_id(word: &str) -> Option<FamilyId> {
    word.parse().ok()
}
