//! What is different between two tokens: member by member, then character by character. The `d` key shows it.

use std::borrow::Cow;
use std::collections::HashMap;

use super::keys::say;
use super::{Choice, Inspect, Opened, said};
use crate::app::notice::Tone;
use crate::app::outline::broken;
use crate::app::overlay::{self, Menu, MenuItem, Overlay, Page};
use crate::app::screen::Ask;
use crate::app::words_of_frame as words;
use crate::token::anatomy::Token;
use crate::token::json::Document;
use crate::token::part::Role;

/// So many tokens, the one at hand among them, have a digit in the menu of them.
const AROUND: usize = 9;

impl Inspect {
    /// What was changed since it was pasted; of a token as it was pasted, what is different from another of the list,
    /// or from what was pasted before.
    pub(super) fn difference(&self) -> Vec<Ask> {
        let Some(opened) = self.current() else { return vec![say(Tone::Note, words::NO_TOKEN)] };
        if let Some(pasted) = &opened.pasted {
            return page(words::DIFFERENT_FROM_PASTED.to_owned(), pasted, &opened.token);
        }
        match self.tokens.len() {
            0 | 1 => match self.history.past.last().and_then(|before| before.first()) {
                Some(before) => page(words::DIFFERENT_FROM_BEFORE.to_owned(), &before.token, &opened.token),
                None => vec![say(Tone::Note, words::NOTHING_TO_COMPARE)],
            },
            2 => self.difference_from(1_usize.saturating_sub(self.selected)),
            _ => vec![Ask::Over(Overlay::Menu(Menu::of(words::COMPARE_WITH, self.others())))],
        }
    }

    /// What is different between the token that is looked at and this one of the list: from the earlier to the later.
    pub(super) fn difference_from(&self, other: usize) -> Vec<Ask> {
        let (old, new) = (other.min(self.selected), other.max(self.selected));
        let (Some(before), Some(after)) = (self.tokens.get(old), self.tokens.get(new)) else { return Vec::new() };
        page(words::different(old.saturating_add(1), new.saturating_add(1)), &before.token, &after.token)
    }

    /// The tokens that this one can be compared with: those around it, for which there are digits.
    fn others(&self) -> Vec<MenuItem> {
        let from = self.selected.saturating_sub(AROUND / 2).min(self.tokens.len().saturating_sub(AROUND));
        let around = self.tokens.iter().enumerate().skip(from).zip('1'..='9');
        let others = around.filter(|((nth, _), _)| *nth != self.selected);
        let item = |((nth, opened), key): ((usize, &Opened), char)| MenuItem {
            key,
            words: words::listed(
                nth.saturating_add(1),
                &opened.subject().unwrap_or_default(),
                opened.found_in().unwrap_or_default(),
            ),
            choice: overlay::Choice::Inspect(Choice::Compare(nth)),
        };
        others.map(item).collect()
    }
}

fn page(title: String, old: &Token, new: &Token) -> Vec<Ask> {
    vec![Ask::Over(Overlay::Page(Page::of(title, rows(old, new))))]
}

/// The differences, one a row: where, and what was and what is there.
fn rows(old: &Token, new: &Token) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    for role in [Role::Header, Role::Payload] {
        let name = role.name();
        let (before, after) = (old.part(role), new.part(role));
        match (before.and_then(|part| part.object()), after.and_then(|part| part.object())) {
            (Some(before), Some(after)) => members(name, before, after, &mut rows),
            _ if before.map(|part| part.octets()) == after.map(|part| part.octets()) => {}
            _ => rows.push((name.to_owned(), said::ANOTHER_TEXT.to_owned())),
        }
        let octets = (before.map_or(0, |part| part.octets().len()), after.map_or(0, |part| part.octets().len()));
        if octets.0 != octets.1 {
            rows.push((name.to_owned(), said::other_bytes(octets.0, octets.1)));
        }
    }
    for role in [Role::Header, Role::Payload, Role::Signature] {
        let segment = |token: &Token| token.part(role).map(|part| token.segment(part).to_owned()).unwrap_or_default();
        let (before, after) = (segment(old), segment(new));
        if let Some((at, was, is)) = characters(&before, &after) {
            let end = at.saturating_add(is.chars().count());
            let place = format!("{} {}-{end}", role.name(), at.saturating_add(1));
            rows.push((place, or_nothing(was).to_owned()));
            rows.push(("→".to_owned(), or_nothing(is).to_owned()));
        }
    }
    if rows.is_empty() {
        rows.push((String::new(), said::NO_DIFFERENCE.to_owned()));
    }
    rows
}

/// Members that are not the same in two objects.
fn members(part: &str, before: &Document, after: &Document, rows: &mut Vec<(String, String)>) {
    let (mut old, mut new) = (values(before), values(after));
    let mut same = true;
    for name in before.members(0).filter_map(|index| before.name(index)) {
        // A name that stands there again was told with its first place.
        let Some(was) = old.remove(&name) else { continue };
        let change = match new.remove(&name) {
            Some(is) if is == was => continue,
            // Behind a fault nobody knows what is there.
            Some(is) if after.fault.is_some() && is.is_empty() => said::unread(&was),
            None if after.fault.is_some() => said::unread(&was),
            Some(is) => format!("{was} → {is}"),
            None => said::gone(&was),
        };
        same = false;
        rows.push((format!("{part} {name}"), change));
    }
    for name in after.members(0).filter_map(|index| after.name(index)) {
        let Some(is) = new.remove(&name) else { continue };
        same = false;
        rows.push((format!("{part} {name}"), said::new(&is)));
    }
    if before.fault != after.fault {
        same = false;
        let change = after.fault.as_ref().map_or_else(|| said::READS_AGAIN.to_owned(), broken);
        rows.push((part.to_owned(), change));
    }
    if same && before.octets != after.octets {
        rows.push((part.to_owned(), said::SAME_MEMBERS.to_owned()));
    }
}

/// The values of an object by their names, as received; all of them where a name stands there again.
fn values(document: &Document) -> HashMap<Cow<'_, str>, String> {
    let mut values = HashMap::new();
    for index in document.members(0) {
        let Some(name) = document.name(index) else { continue };
        let value = String::from_utf8_lossy(document.raw(index));
        values
            .entry(name)
            .and_modify(|values: &mut String| values.push_str(&said::and_again(&value)))
            .or_insert_with(|| value.into_owned());
    }
    values
}

/// Where two segments part and meet again: the place, what was there and what is.
fn characters<'a>(before: &'a str, after: &'a str) -> Option<(usize, &'a str, &'a str)> {
    if before == after {
        return None;
    }
    let same = before.bytes().zip(after.bytes()).take_while(|(one, other)| one == other).count();
    let (was, is) = (before.get(same..)?, after.get(same..)?);
    let end = was.bytes().rev().zip(is.bytes().rev()).take_while(|(one, other)| one == other).count();
    Some((same, was.get(..was.len().checked_sub(end)?)?, is.get(..is.len().checked_sub(end)?)?))
}

fn or_nothing(text: &str) -> &str {
    if text.is_empty() { said::NOTHING } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::anatomy;

    fn token(header: &str, payload: &str, signature: &str) -> Token {
        use base64::Engine as _;
        let coded = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
        anatomy::read_all(&format!("{}.{}.{signature}", coded(header), coded(payload))).remove(0)
    }

    #[test]
    fn every_member_that_is_not_the_same_is_told_and_the_characters_too() {
        let old = token(r#"{"alg":"HS256"}"#, r#"{"sub":"user","role":"user","iat":1}"#, "AAAA");
        let new = token(r#"{"alg":"HS256"}"#, r#"{"sub":"user","role":"admin","exp":2}"#, "AAAB");
        let found: Vec<String> = rows(&old, &new).into_iter().map(|(name, text)| format!("{name}: {text}")).collect();
        assert_eq!(
            found,
            [
                "payload role: \"user\" → \"admin\"",
                "payload iat: 1 → (gone)",
                "payload exp: (new) → 2",
                "payload: 36 bytes → 37",
                "payload 30-50: nVzZXIiLCJpYXQiOjF9",
                "→: mFkbWluIiwiZXhwIjoyfQ",
                "signature 4-4: A",
                "→: B"
            ]
        );
        assert_eq!(rows(&old, &old).len(), 1);
    }

    #[test]
    fn what_no_longer_reads_or_stands_there_again_is_told() {
        let first = |payload: &str| {
            let old = token(r#"{"alg":"HS256"}"#, r#"{"sub":"user","exp":9}"#, "AAAA");
            rows(&old, &token(r#"{"alg":"HS256"}"#, payload, "AAAA")).remove(0).1
        };
        assert_eq!(first(r#"{"sub":"user","exp":9}X"#), r#"byte 22: expected nothing more, found "X""#);
        assert_eq!(first(r#"{"sub":"user","exp":9,}"#), r#"byte 22: expected a name in double quotes, found "}""#);
        assert_eq!(first(r#"{"exp":1,"sub":"user","exp":9}"#), "9 → 1, and again 9");
        assert_eq!(first(r#"{ "exp":9,"sub":"user"}"#), said::SAME_MEMBERS);
    }
}
