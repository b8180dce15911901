//! Base64url text as it arrives → is what it encodes the beginning of a JSON object, a whole one, or neither?
//!
//! The evidence by which a wrapped token is put together again: a line that belongs to a segment leaves its JSON
//! readable, a foreign word almost never does.

/// How far the JSON object has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Readable so far, not yet at its end.
    Open,
    /// A whole object, with nothing but white space after it.
    Whole,
    /// Not JSON.
    Broken,
}

/// The reader: a few words of state, so that it can be copied at every line.
#[derive(Debug, Clone, Copy)]
pub struct JsonPrefix {
    bits: u32,
    bit_count: u8,
    state: State,
    /// One bit a container, the innermost lowest: 1 is an object.
    containers: u128,
    depth: u8,
    /// Octets of a UTF-8 sequence that are still to come.
    continuation: u8,
    named: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    NameOrEnd,
    Name,
    Colon,
    Value,
    ValueOrEnd,
    Text(Role),
    Escape(Role),
    Hex(Role, u8),
    Number,
    Literal,
    AfterValue,
    Done,
    Broken,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Name,
    Value,
}

impl JsonPrefix {
    /// Before the first character.
    pub fn new() -> Self {
        Self { bits: 0, bit_count: 0, state: State::Start, containers: 0, depth: 0, continuation: 0, named: false }
    }

    /// How far it has come.
    pub fn stage(&self) -> Stage {
        match self.state {
            State::Done => Stage::Whole,
            State::Broken => Stage::Broken,
            State::Start
            | State::NameOrEnd
            | State::Name
            | State::Colon
            | State::Value
            | State::ValueOrEnd
            | State::Text(_)
            | State::Escape(_)
            | State::Hex(..)
            | State::Number
            | State::Literal
            | State::AfterValue => Stage::Open,
        }
    }

    /// Has it begun like a JSON object: a brace and a quoted name? Or is it an empty one?
    pub fn is_object(&self) -> bool {
        self.named || self.state == State::Done
    }

    /// Takes characters of base64url or base64; padding is passed over, anything else breaks it.
    pub fn feed(&mut self, segment: &[u8]) {
        for &character in segment {
            if self.state == State::Broken {
                return;
            }
            if character == b'=' {
                continue;
            }
            let Some(value) = sextet(character) else {
                self.state = State::Broken;
                return;
            };
            self.bits = self.bits << 6 | u32::from(value);
            self.bit_count += 6;
            if self.bit_count >= 8 {
                self.bit_count -= 8;
                let octet = (self.bits >> self.bit_count).to_le_bytes()[0];
                self.octet(octet);
            }
        }
    }

    fn octet(&mut self, octet: u8) {
        self.state = match self.state {
            State::Start => match octet {
                b' ' | b'\t' | b'\r' | b'\n' | 0xef | 0xbb | 0xbf => State::Start,
                b'{' => self.open(true),
                _ => State::Broken,
            },
            State::NameOrEnd => match octet {
                b' ' | b'\t' | b'\r' | b'\n' => State::NameOrEnd,
                b'"' => {
                    self.named = true;
                    State::Text(Role::Name)
                }
                b'}' => self.close(true),
                _ => State::Broken,
            },
            State::Name => match octet {
                b' ' | b'\t' | b'\r' | b'\n' => State::Name,
                b'"' => State::Text(Role::Name),
                _ => State::Broken,
            },
            State::Colon => match octet {
                b' ' | b'\t' | b'\r' | b'\n' => State::Colon,
                b':' => State::Value,
                _ => State::Broken,
            },
            State::ValueOrEnd if octet == b']' => self.close(false),
            state @ (State::Value | State::ValueOrEnd) => match octet {
                b' ' | b'\t' | b'\r' | b'\n' => state,
                b'"' => State::Text(Role::Value),
                b'{' => self.open(true),
                b'[' => self.open(false),
                b'-' | b'0'..=b'9' => State::Number,
                b't' | b'f' | b'n' => State::Literal,
                _ => State::Broken,
            },
            State::Text(role) => self.text(role, octet),
            State::Escape(role) => match octet {
                b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => State::Text(role),
                b'u' => State::Hex(role, 4),
                _ => State::Broken,
            },
            State::Hex(role, left) => match (octet.is_ascii_hexdigit(), left) {
                (false, _) => State::Broken,
                (true, 0 | 1) => State::Text(role),
                (true, more) => State::Hex(role, more - 1),
            },
            State::Number if matches!(octet, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-') => State::Number,
            State::Literal if octet.is_ascii_lowercase() => State::Literal,
            State::Number | State::Literal | State::AfterValue => self.after_value(octet),
            State::Done if matches!(octet, b' ' | b'\t' | b'\r' | b'\n' | 0) => State::Done,
            State::Done | State::Broken => State::Broken,
        };
    }

    fn text(&mut self, role: Role, octet: u8) -> State {
        if self.continuation > 0 {
            self.continuation -= 1;
            return if matches!(octet, 0x80..=0xbf) { State::Text(role) } else { State::Broken };
        }
        match (octet, role) {
            (b'"', Role::Name) => return State::Colon,
            (b'"', Role::Value) => return State::AfterValue,
            (b'\\', _) => return State::Escape(role),
            (0x20..=0x7f, _) => {}
            (0xc2..=0xdf, _) => self.continuation = 1,
            (0xe0..=0xef, _) => self.continuation = 2,
            (0xf0..=0xf4, _) => self.continuation = 3,
            (0..=0x1f | 0x80..=0xc1 | 0xf5..=0xff, _) => return State::Broken,
        }
        State::Text(role)
    }

    fn after_value(&mut self, octet: u8) -> State {
        let in_object = self.containers & 1 == 1;
        match (octet, in_object) {
            (b' ' | b'\t' | b'\r' | b'\n', _) => State::AfterValue,
            (b',', true) => State::Name,
            (b',', false) => State::Value,
            (b'}', true) => self.close(true),
            (b']', false) => self.close(false),
            _ => State::Broken,
        }
    }

    fn open(&mut self, object: bool) -> State {
        if u32::from(self.depth) >= u128::BITS {
            return State::Broken;
        }
        self.depth += 1;
        self.containers = self.containers << 1 | u128::from(object);
        if object { State::NameOrEnd } else { State::ValueOrEnd }
    }

    fn close(&mut self, object: bool) -> State {
        if self.depth == 0 || (self.containers & 1 == 1) != object {
            return State::Broken;
        }
        self.depth -= 1;
        self.containers >>= 1;
        if self.depth == 0 { State::Done } else { State::AfterValue }
    }
}

/// The value of a character in either alphabet (RFC 4648 §4, §5).
pub fn sextet(character: u8) -> Option<u8> {
    match character {
        b'A'..=b'Z' => Some(character - b'A'),
        b'a'..=b'z' => Some(character - b'a' + 26),
        b'0'..=b'9' => Some(character - b'0' + 52),
        b'-' | b'+' => Some(62),
        b'_' | b'/' => Some(63),
        _ => None,
    }
}
