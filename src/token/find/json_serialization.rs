//! JWS and JWE in JSON serialization (RFC 7515 §7.2, RFC 7516 §7.2), anywhere in a text, also inside strings.
//!
//! One pass over the logical characters: at a brace with a quoted name behind it a JSON reader starts. Where it fails,
//! every container that it holds open would fail there too, so the search goes on from there: the pass is linear.
//! Inside a string the quotes have backslashes before them; the reader takes the first one's number for its own.

use memchr::memmem;

use super::compact::Candidate;
use super::form::Form;
use super::json_prefix::JsonPrefix;
use super::undone::Undone;
use super::unit::{Unit, What, Writing, unit};

/// The deepest nesting that is followed.
const MAX_DEPTH: usize = 256;

/// The members by which a JWS and a JWE are told from other objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Members(u16);

impl Members {
    const PAYLOAD: u16 = 1;
    const SIGNATURE: u16 = 2;
    const SIGNATURES: u16 = 4;
    const CIPHERTEXT: u16 = 8;
    /// A `protected` that begins like a JSON object.
    const PROTECTED: u16 = 16;
    /// An object: `header`, `unprotected`.
    const HEADER: u16 = 32;
    const RECIPIENTS: u16 = 64;
    /// In an array: one of its objects has a `signature` and a header.
    const SIGNED: u16 = 128;

    fn has(self, members: u16) -> bool {
        self.0 & members == members
    }

    fn has_header(self) -> bool {
        self.has(Self::PROTECTED) || self.has(Self::HEADER)
    }

    fn is_signed(self) -> bool {
        self.has(Self::SIGNATURE) && self.has_header()
    }

    /// Is an object with these members a JWS or a JWE?
    fn is_token(self) -> bool {
        // A detached payload may be left out (RFC 7515 appendix F), but then nothing else shows that it is a token
        // than a protected header.
        let flattened_jws = self.is_signed() && (self.has(Self::PAYLOAD) || self.has(Self::PROTECTED));
        let general_jws = self.has(Self::PAYLOAD | Self::SIGNATURES);
        let jwe = self.has(Self::CIPHERTEXT) && (self.has_header() || self.has(Self::RECIPIENTS));
        flattened_jws || general_jws || jwe
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Container {
    Object,
    Array,
}

struct Frame {
    container: Container,
    start: usize,
    members: Members,
    /// The member whose value comes next.
    member: u16,
    /// How many candidates there were before it.
    candidates: usize,
}

/// What the reader waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    NameOrEnd,
    Name,
    Colon,
    Value,
    ValueOrEnd,
    CommaOrEnd,
}

/// Every object of the text that is a token, in order, none inside another.
pub fn objects(text: &str) -> Vec<Candidate> {
    let bytes = text.as_bytes();
    if memmem::find(bytes, b"signature").is_none() && memmem::find(bytes, b"ciphertext").is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, brace)) = next_brace(text, at) {
        at = match quote_behind(text, brace.next) {
            Some(level) => read_object(text, start, level, 0, &mut found).max(brace.next),
            None => brace.next,
        };
    }
    found.sort_unstable_by_key(|&(start, ..)| start);
    let mut end = 0;
    found.retain(|&(start, stop, _)| {
        let outside = start >= end;
        end = if outside { stop } else { end };
        outside
    });
    found.into_iter().map(|(start, end, level)| candidate(text, start, end, level)).collect()
}

/// Strings in strings deeper than this are not read.
const MAX_LEVELS: u8 = 5;

/// Reads the object at `start` and those in its strings; answers where the search goes on.
fn read_object(text: &str, start: usize, level: Writing, depth: u8, found: &mut Vec<(usize, usize, Writing)>) -> usize {
    let mut reader =
        Reader { text, level, stack: Vec::new(), candidates: Vec::new(), inner: Vec::new(), failed: start };
    let resume = reader.read(start).unwrap_or(reader.failed);
    found.append(&mut reader.candidates);
    let mut to = start;
    for (start, level) in reader.inner {
        if start >= to && depth < MAX_LEVELS {
            to = read_object(text, start, level, depth + 1, found);
        }
    }
    resume
}

/// The next `{`, however written, and where it stands.
fn next_brace(text: &str, from: usize) -> Option<(usize, Unit)> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += memchr::memchr3(b'{', b'%', b'&', bytes.get(at..)?)?;
        let here = unit(text, at)?;
        if here.is('{') {
            return Some((at, here));
        }
        at += 1;
    }
}

/// How the quote is written that stands behind a brace.
fn quote_behind(text: &str, at: usize) -> Option<Writing> {
    let mut at = at;
    loop {
        let here = unit(text, at)?;
        match here.what {
            What::Char('"') => return Some(here.writing),
            What::Char(' ' | '\n' | '>' | '+' | '|' | '#' | '-') | What::Unseen(_) => at = here.next,
            What::Char(_) => return None,
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    level: Writing,
    stack: Vec<Frame>,
    candidates: Vec<(usize, usize, Writing)>,
    /// The braces in strings that have a quote behind them, and how that is written.
    inner: Vec<(usize, Writing)>,
    /// Where the search goes on when the reader fails.
    failed: usize,
}

/// Is this quote one of the structure at a level? Deeper ones have more backslashes.
fn is_structural(quote: Writing, level: Writing) -> bool {
    let period = (u16::from(level.backslashes) + 1) * 2;
    quote.percent == level.percent
        && quote.entity == level.entity
        && u16::from(quote.backslashes) % period == u16::from(level.backslashes)
}

impl Reader<'_> {
    /// Reads the object that begins at `start`; answers the byte after it.
    fn read(&mut self, start: usize) -> Option<usize> {
        let mut wanted = Wanted::Value;
        let mut at = start;
        loop {
            let here = unit(self.text, at);
            self.failed = at;
            let here = here?;
            self.failed = here.next;
            let What::Char(c) = here.what else {
                at = here.next;
                continue;
            };
            let begun = at;
            at = here.next;
            wanted = match (wanted, c) {
                // The marks of quoted lines, diffs and tables stand between members as blanks do.
                (_, ' ' | '\n' | '>' | '+' | '|' | '#') => wanted,
                (Wanted::NameOrEnd | Wanted::Name | Wanted::CommaOrEnd, '-') => wanted,
                (Wanted::Value | Wanted::ValueOrEnd, '{') => {
                    self.push(Container::Object, begun)?;
                    Wanted::NameOrEnd
                }
                (Wanted::Value | Wanted::ValueOrEnd, '[') => {
                    self.push(Container::Array, begun)?;
                    Wanted::ValueOrEnd
                }
                (Wanted::NameOrEnd | Wanted::Name, '"') if is_structural(here.writing, self.level) => {
                    let string = self.string(at)?;
                    at = string.next;
                    let member = member(&string.beginning);
                    self.stack.last_mut()?.member = member;
                    Wanted::Colon
                }
                (Wanted::Colon, ':') => Wanted::Value,
                (Wanted::Value | Wanted::ValueOrEnd, '"') if is_structural(here.writing, self.level) => {
                    let string = self.string(at)?;
                    at = string.next;
                    self.value(&string.beginning);
                    Wanted::CommaOrEnd
                }
                (Wanted::Value | Wanted::ValueOrEnd, 'a'..='z' | '0'..='9' | '-') => {
                    while let Some(more) = unit(self.text, at)
                        && let What::Char('a'..='z' | '0'..='9' | '-' | '+' | '.' | 'E') = more.what
                    {
                        at = more.next;
                    }
                    Wanted::CommaOrEnd
                }
                (Wanted::CommaOrEnd, ',') => match self.stack.last()?.container {
                    Container::Object => Wanted::Name,
                    Container::Array => Wanted::Value,
                },
                (Wanted::NameOrEnd | Wanted::CommaOrEnd, '}') => {
                    self.pop(Container::Object, at)?;
                    if self.stack.is_empty() {
                        return Some(at);
                    }
                    Wanted::CommaOrEnd
                }
                (Wanted::ValueOrEnd | Wanted::CommaOrEnd, ']') => {
                    self.pop(Container::Array, at)?;
                    Wanted::CommaOrEnd
                }
                _ => {
                    // A brace that breaks this object may begin another.
                    self.failed = begun.max(start + 1);
                    return None;
                }
            };
        }
    }

    fn push(&mut self, container: Container, start: usize) -> Option<()> {
        let candidates = self.candidates.len();
        let frame = Frame { container, start, members: Members::default(), member: 0, candidates };
        (self.stack.len() < MAX_DEPTH).then(|| self.stack.push(frame))
    }

    fn pop(&mut self, container: Container, end: usize) -> Option<()> {
        let frame = self.stack.pop().filter(|frame| frame.container == container)?;
        let members = frame.members;
        if let Some(outer) = self.stack.last_mut() {
            match (container, outer.container) {
                (Container::Object, Container::Object) if outer.member == Members::HEADER => {
                    outer.members.0 |= Members::HEADER
                }
                (Container::Object, Container::Array) if members.is_signed() => outer.members.0 |= Members::SIGNED,
                (Container::Array, Container::Object) => {
                    let signed = outer.member == Members::SIGNATURES && members.has(Members::SIGNED);
                    let received = outer.member == Members::RECIPIENTS;
                    outer.members.0 |= if signed || received { outer.member } else { 0 };
                }
                (Container::Object | Container::Array, Container::Object | Container::Array) => {}
            }
        }
        if container == Container::Object && members.is_token() {
            self.candidates.truncate(frame.candidates);
            self.candidates.push((frame.start, end, self.level));
        }
        Some(())
    }

    /// A string is the value of a member.
    fn value(&mut self, beginning: &str) {
        let Some(frame) = self.stack.last_mut().filter(|frame| frame.container == Container::Object) else {
            return;
        };
        let counts = match frame.member {
            Members::PROTECTED => {
                let mut json = JsonPrefix::new();
                json.feed(beginning.as_bytes());
                json.is_object() || beginning.is_empty()
            }
            Members::PAYLOAD | Members::SIGNATURE | Members::CIPHERTEXT => true,
            _ => false,
        };
        // An empty protected header counts for nothing, but it is no fault.
        if counts && !(beginning.is_empty() && frame.member == Members::PROTECTED) {
            frame.members.0 |= frame.member;
        }
    }

    /// Reads a string up to its closing quote. On failure the search goes on inside it: it may be none.
    fn string(&mut self, from: usize) -> Option<StringRead> {
        let mut beginning = String::new();
        let mut at = from;
        self.failed = from;
        loop {
            // Letters and digits, which most of every token is, are passed in one stride.
            let rest = self.text.as_bytes().get(at..)?;
            let plain = rest.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(rest.len());
            if beginning.len() < BEGINNING {
                beginning.push_str(self.text.get(at..at + plain.min(BEGINNING))?);
            }
            at += plain;
            let here = unit(self.text, at)?;
            let begun = at;
            at = here.next;
            match here.what {
                What::Char('{') => {
                    if let Some(level) = quote_behind(self.text, at).filter(|&level| !is_structural(level, self.level))
                    {
                        self.inner.push((begun, level));
                    }
                }
                What::Char('"') if is_structural(here.writing, self.level) => {
                    return Some(StringRead { beginning, next: at });
                }
                // A quote with fewer backslashes ends the string that all of this is in.
                What::Char('"') if here.writing.backslashes < self.level.backslashes => {
                    return None;
                }
                What::Char(' ' | '\n') | What::Unseen(_) => {}
                What::Char(c) if beginning.len() < BEGINNING => beginning.push(c),
                What::Char(_) => {}
            }
        }
    }
}

/// So much of a string is kept, to know a name or a header by.
const BEGINNING: usize = 32;

struct StringRead {
    beginning: String,
    next: usize,
}

fn member(name: &str) -> u16 {
    match name {
        "payload" => Members::PAYLOAD,
        "signature" => Members::SIGNATURE,
        "signatures" => Members::SIGNATURES,
        "ciphertext" => Members::CIPHERTEXT,
        "protected" => Members::PROTECTED,
        "header" | "unprotected" => Members::HEADER,
        "recipients" => Members::RECIPIENTS,
        _ => 0,
    }
}

/// The object's text, its escapes, marks and wrapping undone.
fn candidate(text: &str, start: usize, end: usize, level: Writing) -> Candidate {
    let raw = text.get(start..end).unwrap_or_default();
    let mut undone = Undone::default();
    undone.writing(level);
    let token = if level == Writing::default() && !is_decorated(raw) {
        raw.to_owned()
    } else {
        rewritten(raw, level, &mut undone)
    };
    Candidate { text: token, form: Form::Json, at: start..end, undone }
}

/// Is there something in it that JSON does not have: a line break in a string, a mark, a colour?
fn is_decorated(raw: &str) -> bool {
    let mut inside = false;
    let mut at = 0;
    while let Some(here) = unit(raw, at) {
        at = here.next;
        match here.what {
            What::Char('"') if is_structural(here.writing, Writing::default()) => inside = !inside,
            What::Char('\n') if inside && here.writing == Writing::default() => return true,
            What::Char('>' | '+' | '|' | '#') if !inside => return true,
            What::Unseen(_) => return true,
            What::Char(_) => {}
        }
    }
    false
}

/// The same JSON text with one level of writing taken away from every character.
fn rewritten(raw: &str, level: Writing, undone: &mut Undone) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut inside = false;
    let mut at = 0;
    while let Some(here) = unit(raw, at) {
        let from = at;
        at = here.next;
        let deeper = here.writing.backslashes > level.backslashes;
        match here.what {
            What::Unseen(_) => undone.unit(&here),
            What::Char('"') if is_structural(here.writing, level) => {
                inside = !inside;
                out.push('"');
            }
            What::Char('\n') if inside && !deeper => {
                undone.line_break();
                // The indentation of the next line is no part of the string.
                while let Some(blank) = unit(raw, at).filter(|unit| unit.is(' ')) {
                    at = blank.next;
                }
            }
            What::Char(mark @ ('>' | '+' | '|' | '#')) if !inside => undone.mark(mark),
            What::Char(c) if deeper && level == Writing::default() => {
                let _ = c;
                out.push_str(raw.get(from..at).unwrap_or_default());
            }
            What::Char(c) if deeper => escape(c, &mut out),
            What::Char(c) => out.push(c),
        }
    }
    out
}

/// A character that was escaped inside the string too.
fn escape(c: char, out: &mut String) {
    match c {
        '"' => out.push_str("\\\""),
        '\n' => out.push_str("\\n"),
        '\\' => out.push_str("\\\\"),
        other => out.push(other),
    }
}
