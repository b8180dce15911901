//! Text as pasted → the tokens in it, and what was stripped to get at them.
//!
//! Four readers go over the text, each at its own kind of token, and every one of them reads it through [`unit`],
//! which gives one logical character at a time: percent-encoding, string escapes, entities, colours and invisible
//! characters are undone there and nowhere else.
//!
//! 1. [`json_serialization`] takes the JSON objects that are a JWS or a JWE, also those inside strings.
//! 2. [`compact`] is asked at each place where a header may begin; it reads to the token's last character and holds
//!    the rule by which wrapped lines are joined; [`disclosures`] takes what an SD-JWT has behind it.
//! 3. [`encoded`] decodes base64 that holds text; the search is repeated in that text.
//! 4. [`whole`] is asked last, when nothing was found: is the whole text one thing of a token's shape?
//!
//! [`surroundings`] then says where each was found. Every reader goes forward only, or goes back over what none has
//! been over before it, so that the time is linear in the text, whatever stands in it.

use std::collections::HashMap;
use std::hash::BuildHasher as _;
use std::ops::Range;

use memchr::memrchr2;

mod compact;
mod cut;
mod disclosures;
mod encoded;
mod form;
mod gap;
mod jose_header;
mod json_prefix;
mod json_serialization;
mod surroundings;
mod undone;
mod unit;
mod whole;

use compact::{Before, Candidate};
pub use form::Form;
use surroundings::surroundings;
use unit::{Unit, What, unit};

/// The longest text that is searched: 16 MiB.
pub const MAX_TEXT: usize = 16 * 1024 * 1024;

/// How often base64 inside base64 is decoded.
const MAX_ENCODINGS: u8 = 2;
/// How much of a line is looked at for the mark that each of its lines may begin with, in bytes.
const MARK_WINDOW: usize = 64;

/// One token of a pasted text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The token exactly as its sender wrote it: wrapping, escapes and invisible characters undone.
    pub text: String,
    /// How it is written down.
    pub form: Form,
    /// Where it stood, in words: `Authorization header`, `cookie "session"`, `JSON member "access_token"`, `text`.
    pub place: String,
    /// What had to be taken away around or inside it, in words, in a fixed order: `"Authorization: Bearer"`, `line breaks`.
    pub stripped: Vec<String>,
    /// The bytes of the pasted text from its first to its last character.
    pub at: Range<usize>,
}

/// Finds every JWS and JWE in `text`, in order of appearance, each once.
///
/// Text behind [`MAX_TEXT`] is not searched.
#[must_use]
pub fn find(text: &str) -> Vec<Found> {
    let mut end = text.len().min(MAX_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = text.get(..end).unwrap_or_default();
    let mut found = search(text, 0);
    if found.is_empty()
        && let Some(at) = whole::whole(text)
    {
        let surroundings = surroundings(text, 0, at.start, at.end);
        let text = text.get(at.clone()).unwrap_or_default().to_owned();
        found.push(Found { text, form: Form::Compact, place: surroundings.place, stripped: surroundings.stripped, at });
    }
    found
}

/// Finds what is in a text that was decoded `encodings` times.
fn search(text: &str, encodings: u8) -> Vec<Found> {
    let mut finds = Finds { text, line_start: 0, seen_to: 0, found: Vec::new(), texts: HashMap::new() };
    let mut at = 0;
    for object in json_serialization::objects(text) {
        scan(&mut finds, at..object.at.start, encodings);
        at = object.at.end;
        finds.add(object);
    }
    scan(&mut finds, at..text.len(), encodings);
    finds.found
}

/// What was found, in a text whose lines are followed along the way.
struct Finds<'t> {
    text: &'t str,
    line_start: usize,
    /// Up to here the text was searched for line breaks.
    seen_to: usize,
    found: Vec<Found>,
    /// The hash of each text that was found, and which it is.
    texts: HashMap<u64, usize>,
}

impl<'t> Finds<'t> {
    /// Where the line begins on which `at` is.
    fn line_start(&mut self, at: usize) -> usize {
        if at > self.seen_to {
            let since = self.text.as_bytes().get(self.seen_to..at).unwrap_or_default();
            if let Some(line_break) = memrchr2(b'\n', b'\r', since) {
                self.line_start = self.seen_to + line_break + 1;
            }
            self.seen_to = at;
        }
        self.line_start
    }

    fn before(&mut self, at: usize) -> Before<'t> {
        let line_start = self.line_start(at);
        let mut line_end = at.min(line_start + MARK_WINDOW);
        while !self.text.is_char_boundary(line_end) {
            line_end -= 1;
        }
        let mut last = self.text.get(..at).unwrap_or_default().chars().rev();
        let line = self.text.get(line_start..line_end).unwrap_or_default();
        Before {
            line: gap::quoted_in_string(self.text.get(line_start..at).unwrap_or_default()).unwrap_or(line),
            last: last.next(),
            last_but_one: last.next(),
        }
    }

    /// Is this text found for the first time? Notes that it is the next to be kept.
    fn is_new(&mut self, text: &str) -> bool {
        // Nearly every paste holds one token, which may have megabytes: it is not hashed before there is another.
        let Some(first) = self.found.first() else { return true };
        if self.texts.is_empty() {
            self.texts.insert(self.texts.hasher().hash_one(first.text.as_str()), 0);
        }
        let hash = self.texts.hasher().hash_one(text);
        let first = *self.texts.entry(hash).or_insert(self.found.len());
        self.found.get(first).is_none_or(|found| found.text != text)
    }

    fn add(&mut self, candidate: Candidate) {
        if !self.is_new(&candidate.text) {
            return;
        }
        let line_start = self.line_start(candidate.at.start);
        let around = surroundings(self.text, line_start, candidate.at.start, candidate.at.end);
        let mut undone = candidate.undone;
        if around.coloured {
            undone.colour();
        }
        let mut stripped = around.stripped;
        stripped.extend(undone.words());
        self.found.push(Found {
            text: candidate.text,
            form: candidate.form,
            place: around.place,
            stripped,
            at: candidate.at,
        });
    }

    /// Adds what was found in a text that stands here in base64.
    fn add_encoded(&mut self, at: &Range<usize>, inner: Vec<Found>) {
        let line_start = self.line_start(at.start);
        let around = surroundings(self.text, line_start, at.start, at.end);
        for mut found in inner {
            if !self.is_new(&found.text) {
                continue;
            }
            found.place = match (around.place.as_str(), found.place.as_str()) {
                ("text", "text") => "base64 text".to_owned(),
                ("text", inner) => format!("base64 text, {inner}"),
                (outer, "text") => format!("{outer}, base64 text"),
                (outer, inner) => format!("{outer}, base64 text, {inner}"),
            };
            let inside = std::mem::replace(&mut found.stripped, around.stripped.clone());
            found.stripped.push("base64 wrapping".to_owned());
            found.stripped.extend(inside);
            found.at = at.clone();
            self.found.push(found);
        }
    }
}

/// Looks for compact tokens, and for base64 of text, at every place where a word begins.
fn scan(finds: &mut Finds<'_>, range: Range<usize>, encodings: u8) {
    let text = finds.text.get(..range.end).unwrap_or_default();
    let bytes = text.as_bytes();
    let mut at = range.start;
    let mut word_begins = true;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                if word_begins && let Some(resume) = word(finds, text, at, encodings) {
                    at = resume;
                    continue;
                }
                let rest = bytes.get(at..).unwrap_or_default();
                at += rest.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(rest.len());
                word_begins = false;
            }
            b'%' | b'\\' | b'&' | b'=' | 0x1b | 0x80.. => {
                let Some(Unit { what, next, .. }) = unit(text, at) else {
                    break;
                };
                word_begins = match what {
                    What::Char(c) if c.is_ascii_alphanumeric() => {
                        if word_begins && let Some(resume) = word(finds, text, at, encodings) {
                            at = resume;
                            continue;
                        }
                        false
                    }
                    What::Char(_) => true,
                    What::Unseen(_) => word_begins || byte == 0x1b,
                };
                at = next;
            }
            _ => {
                word_begins = true;
                at += 1;
            }
        }
    }
}

/// Takes the token, or the base64, that begins at `at`; answers where the search goes on if it is not right here.
fn word(finds: &mut Finds<'_>, text: &str, at: usize, encodings: u8) -> Option<usize> {
    // A header begins with a brace, which may have white space or U+FEFF before it: these are their first characters.
    if matches!(text.as_bytes().get(at), Some(b'e' | b'I' | b'C' | b'D' | b'7' | b'%' | b'\\' | b'&'))
        && compact::begins(text, at)
    {
        let before = finds.before(at);
        let reading = compact::read(text, at, before);
        if let Some(candidate) = reading.candidate {
            finds.add(candidate);
            return Some(reading.resume);
        }
        if let Some(resume) = decode(finds, text, at, encodings) {
            return Some(resume);
        }
        return Some(reading.resume);
    }
    decode(finds, text, at, encodings)
}

fn decode(finds: &mut Finds<'_>, text: &str, at: usize, encodings: u8) -> Option<usize> {
    if encodings >= MAX_ENCODINGS {
        return None;
    }
    let encoded = encoded::encoded(text, at)?;
    let inner = search(&encoded.text, encodings + 1);
    if !inner.is_empty() {
        finds.add_encoded(&encoded.at, inner);
    }
    Some(encoded.at.end)
}
