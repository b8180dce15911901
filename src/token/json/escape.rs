//! The inside of a JSON string → its text, escapes undone (RFC 8259 §7).

use std::borrow::Cow;

use memchr::memchr;

/// One piece of a string.
enum Piece<'a> {
    /// Stands for itself. Also what is no escape: the string was cut off there.
    Plain(&'a [u8]),
    /// An escape.
    Char(char),
    /// An escape that is half of a surrogate pair.
    Lone(u16),
}

struct Pieces<'a>(&'a [u8]);

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let (piece, length) = match self.0 {
            [] => return None,
            [b'\\', b'u', digits @ ..] => match (unit(digits), digits.get(4..)) {
                (Some(high @ 0xd800..=0xdbff), Some([b'\\', b'u', more @ ..])) => match unit(more) {
                    Some(low @ 0xdc00..=0xdfff) => (Piece::Char(pair(high, low)), 12),
                    _ => (Piece::Lone(high), 6),
                },
                (Some(unit), _) => (char::from_u32(u32::from(unit)).map_or(Piece::Lone(unit), Piece::Char), 6),
                (None, _) => (Piece::Plain(self.0), self.0.len()),
            },
            [b'\\', letter, ..] => match short(*letter) {
                Some(character) => (Piece::Char(character), 2),
                None => (Piece::Plain(self.0), self.0.len()),
            },
            [b'\\'] => (Piece::Plain(self.0), 1),
            plain => {
                let length = memchr(b'\\', plain).unwrap_or(plain.len());
                (Piece::Plain(plain.get(..length).unwrap_or_default()), length)
            }
        };
        self.0 = self.0.get(length..).unwrap_or_default();
        Some(piece)
    }
}

/// The text; a lone surrogate and octets that are not UTF-8 are U+FFFD.
pub(super) fn text(body: &[u8]) -> Cow<'_, str> {
    if memchr(b'\\', body).is_none() {
        // Nearly all of them are UTF-8, and then this is the fast way.
        return str::from_utf8(body).map_or_else(|_| String::from_utf8_lossy(body), Cow::Borrowed);
    }
    let mut text = String::with_capacity(body.len());
    for piece in Pieces(body) {
        match piece {
            Piece::Plain(octets) => text.push_str(&String::from_utf8_lossy(octets)),
            Piece::Char(character) => text.push(character),
            Piece::Lone(_) => text.push(char::REPLACEMENT_CHARACTER),
        }
    }
    Cow::Owned(text)
}

/// The octets of the text, for comparing: different lone surrogates and different broken octets stay different.
pub(super) fn unescape(body: &[u8]) -> Cow<'_, [u8]> {
    if memchr(b'\\', body).is_none() {
        return Cow::Borrowed(body);
    }
    let mut octets = Vec::with_capacity(body.len());
    for piece in Pieces(body) {
        match piece {
            Piece::Plain(plain) => octets.extend_from_slice(plain),
            Piece::Char(character) => octets.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
            // The three octets that UTF-8 would have for it, were it a character.
            Piece::Lone(unit) => {
                octets.extend([0xe0 | (unit >> 12) as u8, 0x80 | (unit >> 6 & 0x3f) as u8, 0x80 | (unit & 0x3f) as u8]);
            }
        }
    }
    Cow::Owned(octets)
}

/// The character of a two-character escape.
pub(super) fn short(letter: u8) -> Option<char> {
    Some(match letter {
        b'"' | b'\\' | b'/' => char::from(letter),
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        _ => return None,
    })
}

/// Four hexadecimal digits.
pub(super) fn unit(digits: &[u8]) -> Option<u16> {
    digits.get(..4)?.iter().try_fold(0, |unit, &digit| Some(unit << 4 | char::from(digit).to_digit(16)? as u16))
}

fn pair(high: u16, low: u16) -> char {
    char::decode_utf16([high, low]).next().and_then(Result::ok).unwrap_or(char::REPLACEMENT_CHARACTER)
}
