//! How the signature that is looked at is made, in rows: the bytes that are signed, what the algorithm does with them, and what stands in
//! the token; also when one character of it is another.

use super::change::Change;
use super::segment::with_segment;
use super::{Inspect, said};
use crate::app::ring;
use crate::crypto::steps::{Steps, Work, steps};
use crate::crypto::{Key, Material, Secret};
use crate::token::anatomy::Token;
use crate::token::base64url::last_characters;
use crate::token::part::Role;

/// So many characters of a text and so many bytes of a value are shown.
const MOST_CHARACTERS: usize = 768;
const MOST_BYTES: usize = 256;

impl Inspect {
    /// The rows for `key`, with `change` made.
    #[must_use]
    pub fn step_rows(&self, key: &Key, change: Change) -> Vec<(String, String)> {
        let Some(opened) = self.current() else { return Vec::new() };
        let (token, key, said) = changed(&opened.token, self.signer, key, change);
        let mut rows = vec![("key".to_owned(), ring::words(&key)), ("changed".to_owned(), said)];
        let payload = opened.payload.as_ref().map(|payload| payload.octets.as_slice());
        match steps(&token, self.signer, &key, payload) {
            Ok(steps) => tell(&steps, &mut rows),
            Err(why) => rows.push(("result".to_owned(), said::cannot_check(why))),
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

fn tell(steps: &Steps, rows: &mut Vec<(String, String)>) {
    let mut say = |name: &str, text: String| rows.push((name.to_owned(), text));
    let input = &steps.input.bytes;
    say("signing input", said::signing_input(input.len()));
    say("", text(&String::from_utf8_lossy(input)));
    let in_the_token = ("in the token", hex(&steps.signature));
    let (step, values) = match &steps.work {
        Work::Mac { key_bytes, computed, .. } => {
            (said::step_mac(*key_bytes), vec![("computed", hex(computed.reveal())), in_the_token])
        }
        Work::RsaPkcs1 { digest, recovered, .. } => {
            let mut values = vec![("digest of input", hex(digest)), in_the_token];
            if let Some(recovered) = recovered {
                values.push(("turned back", hex(&recovered.encoded)));
                values.extend(recovered.digest.as_ref().map(|digest| ("digest in it", hex(digest))));
            }
            (said::STEP_RSA.to_owned(), values)
        }
        Work::RsaPss { digest, recovered, .. } => {
            let mut values = vec![("digest of input", hex(digest)), in_the_token];
            values.extend(recovered.as_ref().map(|recovered| ("turned back", hex(recovered))));
            (said::STEP_PSS.to_owned(), values)
        }
        Work::Ecdsa { digest, numbers, .. } => {
            let mut values = vec![("digest of input", hex(digest))];
            if let Some((r, s)) = numbers {
                values.extend([("r in the token", hex(r)), ("s in the token", hex(s))]);
            }
            (said::STEP_ECDSA.to_owned(), values)
        }
        Work::EdDsa { halves, .. } => {
            let halves = halves
                .iter()
                .flat_map(|(point, number)| [("R in the token", hex(point)), ("S in the token", hex(number))]);
            (said::STEP_EDDSA.to_owned(), halves.collect())
        }
        Work::MlDsa => (said::STEP_ML_DSA.to_owned(), vec![in_the_token]),
    };
    say("step", format!("{}: {step}", steps.algorithm.name()));
    for (name, value) in values {
        say(name, value);
    }
    let result = match &steps.outcome {
        Ok(()) => said::THEY_MATCH.to_owned(),
        Err(why) => said::invalid(&why.to_string()),
    };
    say("result", result);
    if let [_, _, ..] = steps.last_characters.as_slice() {
        let same: Vec<String> = steps.last_characters.iter().map(char::to_string).collect();
        let same = same.join(" ");
        say("spare bits", said::spare_bits(&same));
    }
}

fn text(text: &str) -> String {
    let shown: String = text.chars().take(MOST_CHARACTERS).collect();
    let more = text.len().saturating_sub(shown.len());
    if more > 0 { format!("{shown} {}", said::bytes_more(more)) } else { shown }
}

fn hex(octets: &[u8]) -> String {
    let mut shown: Vec<String> = octets.iter().take(MOST_BYTES).map(|octet| format!("{octet:02x}")).collect();
    let more = octets.len().saturating_sub(MOST_BYTES);
    if more > 0 {
        shown.push(said::bytes_more(more));
    }
    shown.join(" ")
}
