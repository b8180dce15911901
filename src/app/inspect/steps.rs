//! How the signature that is looked at is made, in rows: the bytes that are signed, what the algorithm does with them, and what stands in
//! the token; also when one character of it is another.

use super::change::Change;
use super::segment::with_segment;
use super::{Inspect, said};
use crate::app::ring;
use crate::app::wrap::sentences;
use crate::crypto::steps::{Steps, Work, steps};
use crate::crypto::{Key, Material, Secret};
use crate::token::anatomy::Token;
use crate::token::base64url::last_characters;
use crate::token::part::Role;

/// So many rows of one value are shown.
const MOST_ROWS: usize = 8;

impl Inspect {
    /// The rows for `key`, with `change` made, in `width` columns.
    #[must_use]
    pub fn step_rows(&self, key: &Key, change: Change, width: usize) -> Vec<(String, String)> {
        let Some(opened) = self.current() else { return Vec::new() };
        let (token, key, said) = changed(&opened.token, self.signer, key, change);
        let mut rows = vec![("key".to_owned(), ring::words(&key))];
        for (index, line) in sentences(&said, width).into_iter().enumerate() {
            rows.push((if index == 0 { "changed".to_owned() } else { String::new() }, line));
        }
        let payload = opened.payload.as_ref().map(|payload| payload.octets.as_slice());
        match steps(&token, self.signer, &key, payload) {
            Ok(steps) => tell(&steps, width, &mut rows),
            Err(why) => {
                let lines = sentences(&said::cannot_check(why), width);
                rows.extend(lines.into_iter().map(|line| ("result".to_owned(), line)));
            }
        }
        rows
    }
}

/// The token and the key with one character changed, and what was changed in words.
fn changed(token: &Token, signer: usize, key: &Key, change: Change) -> (Token, Key, String) {
    let as_it_is = |said: &str| (token.clone(), key.clone(), said.to_owned());
    let role = match change {
        Change::None if matches!(key.material, Material::Secret(_)) => {
            return as_it_is(said::CHANGE_NOTHING_OF_A_SECRET);
        }
        Change::None => return as_it_is(said::CHANGE_NOTHING),
        Change::Header => Role::Header,
        Change::Payload => Role::Payload,
        Change::Signature | Change::SpareBits => Role::Signature,
        Change::Secret => {
            let Material::Secret(secret) = &key.material else { return as_it_is(said::NO_SECRET) };
            let mut octets = secret.reveal().to_vec();
            if let Some(last) = octets.last_mut() {
                *last ^= 1;
            }
            let mut other = key.clone();
            other.material = Material::Secret(Secret::new(octets));
            other.other_readings.clear();
            return (token.clone(), other, said::ONE_BIT.to_owned());
        }
    };
    let nth = if role == Role::Payload { 0 } else { signer };
    let Some(part) = token.nth_part(role, nth) else { return as_it_is(said::NO_SUCH_PART) };
    let segment = token.segment(part);
    let at = if change == Change::SpareBits { segment.len().saturating_sub(1) } else { segment.len() / 2 };
    let Some(was) = segment.get(at..).and_then(|rest| rest.chars().next()) else {
        return as_it_is(said::EMPTY_PART);
    };
    let is = if change == Change::SpareBits {
        last_characters(segment).into_iter().find(|other| *other != was)
    } else {
        Some(if was == 'A' { 'B' } else { 'A' })
    };
    let Some(is) = is else { return as_it_is(said::NO_SPARE_BITS) };
    let (before, after) = (segment.get(..at), segment.get(at.saturating_add(was.len_utf8())..));
    let other = format!("{}{is}{}", before.unwrap_or_default(), after.unwrap_or_default());
    let said = said::character(at.saturating_add(1), role.name(), was, is);
    (with_segment(token, part, &other), key.clone(), said)
}

fn tell(steps: &Steps, width: usize, rows: &mut Vec<(String, String)>) {
    let mut say = |name: &str, lines: Vec<String>| {
        for (index, line) in lines.into_iter().enumerate() {
            rows.push((if index == 0 { name.to_owned() } else { String::new() }, line));
        }
    };
    let words = |text: &str| sentences(text, width);
    let input = &steps.input.bytes;
    say("signing input", words(&said::signing_input(input.len())));
    say("", text_rows(&String::from_utf8_lossy(input), width));
    let bytes = |octets: &[u8]| hex_rows(octets, width);
    let in_the_token = ("in the token", bytes(&steps.signature));
    let (step, values) = match &steps.work {
        Work::Mac { key_bytes, computed, .. } => {
            (said::step_mac(*key_bytes), vec![("computed", bytes(computed.reveal())), in_the_token])
        }
        Work::RsaPkcs1 { digest, recovered, .. } => {
            let mut values = vec![("digest of input", bytes(digest)), in_the_token];
            if let Some(recovered) = recovered {
                values.push(("turned back", bytes(&recovered.encoded)));
                values.extend(recovered.digest.as_ref().map(|digest| ("digest in it", bytes(digest))));
            }
            (said::STEP_RSA.to_owned(), values)
        }
        Work::RsaPss { digest, recovered, .. } => {
            let mut values = vec![("digest of input", bytes(digest)), in_the_token];
            values.extend(recovered.as_ref().map(|recovered| ("turned back", bytes(recovered))));
            (said::STEP_PSS.to_owned(), values)
        }
        Work::Ecdsa { digest, numbers, .. } => {
            let mut values = vec![("digest of input", bytes(digest))];
            if let Some((r, s)) = numbers {
                values.extend([("r in the token", bytes(r)), ("s in the token", bytes(s))]);
            }
            (said::STEP_ECDSA.to_owned(), values)
        }
        Work::EdDsa { halves, .. } => {
            let halves = halves
                .iter()
                .flat_map(|(point, number)| [("R in the token", bytes(point)), ("S in the token", bytes(number))]);
            (said::STEP_EDDSA.to_owned(), halves.collect())
        }
        Work::MlDsa => (said::STEP_ML_DSA.to_owned(), vec![in_the_token]),
    };
    say("step", words(&format!("{}: {step}", steps.algorithm.name())));
    for (name, lines) in values {
        say(name, lines);
    }
    let result = match &steps.outcome {
        Ok(()) => said::THEY_MATCH.to_owned(),
        Err(why) => said::invalid(&why.to_string()),
    };
    say("result", words(&result));
    if let [_, _, ..] = steps.last_characters.as_slice() {
        let same: Vec<String> = steps.last_characters.iter().map(char::to_string).collect();
        let same = same.join(" ");
        say("spare bits", words(&said::spare_bits(&same)));
    }
}

fn text_rows(text: &str, width: usize) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    limited(characters.chunks(width.max(1)).map(|row| row.iter().collect()))
}

fn hex_rows(octets: &[u8], width: usize) -> Vec<String> {
    let a_row = (width / 3).clamp(4, 32);
    let row = |row: &[u8]| row.iter().map(|octet| format!("{octet:02x}")).collect::<Vec<_>>().join(" ");
    limited(octets.chunks(a_row).map(row))
}

fn limited(rows: impl ExactSizeIterator<Item = String>) -> Vec<String> {
    let more = rows.len().saturating_sub(MOST_ROWS);
    let mut shown: Vec<String> = rows.take(MOST_ROWS).collect();
    if more > 0 {
        shown.push(said::rows_more(more));
    }
    shown
}
