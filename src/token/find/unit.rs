//! One logical character of a pasted text: percent-encoding, string escapes, entities, colours and invisible characters undone.
//!
//! Reached by every part of `find` that walks through text. It reads in place, at any offset, without a copy of the
//! text, so that a token of 10 MiB costs no more than its own bytes; each call looks at a bounded number of bytes
//! (a terminal sequence: up to the next ESC).

/// What stands at an offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A character; every kind of line break is `'\n'`, every kind of blank `' '`.
    Char(char),
    /// Something that a reader does not see.
    Unseen(Unseen),
}

/// What a reader does not see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unseen {
    /// A terminal's control sequence.
    Ansi,
    /// A zero-width or direction character.
    ZeroWidth,
    /// U+00AD.
    SoftHyphen,
    /// A control character.
    Control,
}

/// How the character was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Writing {
    /// How often it is percent-encoded.
    pub percent: u8,
    /// How often it is written as a character reference of HTML.
    pub entity: u8,
    /// How many backslashes stand before it.
    pub backslashes: u8,
    /// How often it is quoted-printable (0 or 1).
    pub quoted_printable: u8,
}

/// One logical character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// What it is.
    pub what: What,
    /// How it is written.
    pub writing: Writing,
    /// The byte after it.
    pub next: usize,
}

impl Unit {
    /// Is it this character, however written?
    pub fn is(&self, c: char) -> bool {
        self.what == What::Char(c)
    }
}

/// Encoded more often than this is taken for noise.
const MAX_LAYERS: u8 = 4;
/// More backslashes in a row than this are taken for noise.
const MAX_BACKSLASHES: u8 = 31;

/// The logical character at `at`; `None` at the end of the text, or where `at` is inside a character.
pub fn unit(text: &str, at: usize) -> Option<Unit> {
    let first = single(text, at)?;
    if first.is('\\') {
        return Some(escaped(text, first));
    }
    Some(coloured(text, first))
}

/// Everything but backslash escapes.
fn single(text: &str, at: usize) -> Option<Unit> {
    let bytes = text.as_bytes();
    let byte = *bytes.get(at)?;
    let plain = |what, length| Unit { what, writing: Writing::default(), next: at + length };
    Some(match byte {
        b'%' => percent(bytes, at + 1).unwrap_or(plain(What::Char('%'), 1)),
        b'&' => entity(bytes, at).unwrap_or(plain(What::Char('&'), 1)),
        b'=' => quoted_printable(bytes, at + 1).unwrap_or(plain(What::Char('='), 1)),
        b'<' => match ["<wbr>", "<wbr/>", "<wbr />"]
            .iter()
            .find(|tag| bytes.get(at..).is_some_and(|b| b.starts_with(tag.as_bytes())))
        {
            Some(tag) => plain(What::Unseen(Unseen::ZeroWidth), tag.len()),
            None => plain(What::Char('<'), 1),
        },
        b'\r' if bytes.get(at + 1) == Some(&b'\n') => plain(What::Char('\n'), 2),
        b'\r' | b'\n' | 0x0b | 0x0c => plain(What::Char('\n'), 1),
        b'\t' => plain(What::Char(' '), 1),
        0x1b => plain(What::Char('\u{1b}'), 1),
        0..=0x1f | 0x7f => plain(What::Unseen(Unseen::Control), 1),
        0x20..=0x7e => plain(What::Char(char::from(byte)), 1),
        _ => {
            let c = text.get(at..)?.chars().next()?;
            plain(seen(c), c.len_utf8())
        }
    })
}

/// What a character beyond ASCII is to a reader.
fn seen(c: char) -> What {
    match c {
        '\u{ad}' => What::Unseen(Unseen::SoftHyphen),
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{180e}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{fe00}'..='\u{fe0f}' => What::Unseen(Unseen::ZeroWidth),
        '\u{85}' | '\u{2028}' | '\u{2029}' => What::Char('\n'),
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => What::Char(' '),
        other => What::Char(other),
    }
}

/// A code written in digits, as a reader sees it.
fn coded(code: u32) -> What {
    match code {
        0x0a | 0x0d => What::Char('\n'),
        0x09 => What::Char(' '),
        0x1b => What::Char('\u{1b}'),
        0..=0x1f | 0x7f => What::Unseen(Unseen::Control),
        _ => char::from_u32(code).map_or(What::Char('\u{fffd}'), seen),
    }
}

fn hex(bytes: &[u8], from: usize, digits: usize) -> Option<u32> {
    bytes.get(from..from + digits)?.iter().try_fold(0, |code, &b| Some(code * 16 + char::from(b).to_digit(16)?))
}

/// What follows the `%` of `%2E`, `%252E`, … (RFC 3986 §2.1), and the UTF-8 of a longer character.
fn percent(bytes: &[u8], at: usize) -> Option<Unit> {
    let mut digits = at;
    let mut layers = 1;
    while layers < MAX_LAYERS && bytes.get(digits..digits + 2) == Some(b"25") && hex(bytes, digits + 2, 2).is_some() {
        digits += 2;
        layers += 1;
    }
    let code = hex(bytes, digits, 2)?;
    let mut next = digits + 2;
    let mut what = coded(code);
    if code >= 0x80 {
        what = What::Char('\u{fffd}');
        // Three octets are enough for the zero-width characters, which are why this is read at all.
        let follows = |from: usize| (bytes.get(from) == Some(&b'%')).then(|| hex(bytes, from + 1, 2)).flatten();
        if let (0xe0..=0xef, Some(second @ 0x80..=0xbf), Some(third @ 0x80..=0xbf)) =
            (code, follows(next), follows(next + 3))
        {
            what = coded((code & 0xf) << 12 | (second & 0x3f) << 6 | third & 0x3f);
            next += 6;
        }
    }
    Some(Unit { what, writing: Writing { percent: layers, ..Writing::default() }, next })
}

/// The named references that stand in and around tokens.
const ENTITIES: [(&[u8], char); 24] = [
    (b"amp;", '&'),
    (b"quot;", '"'),
    (b"apos;", '\''),
    (b"lt;", '<'),
    (b"gt;", '>'),
    (b"nbsp;", ' '),
    (b"period;", '.'),
    (b"lowbar;", '_'),
    (b"UnderBar;", '_'),
    (b"hyphen;", '-'),
    (b"dash;", '-'),
    (b"equals;", '='),
    (b"plus;", '+'),
    (b"sol;", '/'),
    (b"colon;", ':'),
    (b"num;", '#'),
    (b"lbrace;", '{'),
    (b"rbrace;", '}'),
    (b"comma;", ','),
    (b"shy;", '\u{ad}'),
    (b"zwnj;", '\u{200c}'),
    (b"ZeroWidthSpace;", '\u{200b}'),
    (b"NewLine;", '\n'),
    (b"Tab;", ' '),
];

/// `&quot;`, `&#46;`, `&#x2e;`, also when the `&` is itself written `&amp;`.
fn entity(bytes: &[u8], at: usize) -> Option<Unit> {
    let mut name = at + 1;
    let mut layers = 1;
    while layers < MAX_LAYERS && bytes.get(name..name + 4) == Some(b"amp;") && reference(bytes, name + 4).is_some() {
        name += 4;
        layers += 1;
    }
    let (what, next) = reference(bytes, name)?;
    Some(Unit { what, writing: Writing { entity: layers, ..Writing::default() }, next })
}

/// What follows the `&` of a character reference.
fn reference(bytes: &[u8], at: usize) -> Option<(What, usize)> {
    let rest = bytes.get(at..)?;
    if rest.first() == Some(&b'#') {
        let (radix, digits) = if matches!(rest.get(1), Some(b'x' | b'X')) { (16, 2) } else { (10, 1) };
        let length = rest.get(digits..)?.iter().take(7).position(|&b| b == b';').filter(|&length| length > 0)?;
        let digits = at + digits;
        let code = bytes
            .get(digits..digits + length)?
            .iter()
            .try_fold(0, |code, &b| Some(code * radix + char::from(b).to_digit(radix)?))?;
        return Some((coded(code), digits + length + 1));
    }
    let (name, c) = ENTITIES.iter().find(|(name, _)| rest.starts_with(name))?;
    Some((if *c == '\n' { What::Char('\n') } else { seen(*c) }, at + name.len()))
}

/// What follows the `=` of `=3D` and `=2E` (RFC 2045 §6.7): the two that mail puts into a token or before it.
fn quoted_printable(bytes: &[u8], at: usize) -> Option<Unit> {
    let what = match bytes.get(at..at + 2)? {
        b"3D" => What::Char('='),
        b"2E" => What::Char('.'),
        _ => return None,
    };
    Some(Unit { what, writing: Writing { quoted_printable: 1, ..Writing::default() }, next: at + 2 })
}

/// A run of backslashes and what it makes of the character behind it; a string in a string in a string has many.
fn escaped(text: &str, first: Unit) -> Unit {
    let bytes = text.as_bytes();
    let mut unit = first;
    let mut backslashes = 1;
    let behind = loop {
        let Some(behind) = single(text, unit.next) else {
            return unit;
        };
        if behind.is('\\') && backslashes < MAX_BACKSLASHES {
            backslashes += 1;
            unit = Unit { next: behind.next, ..unit };
        } else {
            break behind;
        }
    };
    let (what, next) = match behind.what {
        What::Char(c @ ('"' | '\'' | '/')) => (What::Char(c), behind.next),
        What::Char('u') => match hex(bytes, behind.next, 4) {
            Some(code) => (coded(code), behind.next + 4),
            None => return unit,
        },
        What::Char('x') => match hex(bytes, behind.next, 2) {
            Some(code) => (coded(code), behind.next + 2),
            None => return unit,
        },
        What::Char('n') => (What::Char('\n'), behind.next),
        What::Char('t') => (What::Char(' '), behind.next),
        What::Char('r') => {
            // `\r\n` is one line break.
            let mut next = behind.next;
            while bytes.get(next) == Some(&b'\\') && next - behind.next < usize::from(MAX_BACKSLASHES) {
                next += 1;
            }
            let pair = next > behind.next && bytes.get(next) == Some(&b'n');
            (What::Char('\n'), if pair { next + 1 } else { behind.next })
        }
        What::Char(_) | What::Unseen(_) => return unit,
    };
    // JSON writers that escape for HTML write `%` and `=` so.
    let inner = match what {
        What::Char('%') => percent(bytes, next),
        What::Char('=') => quoted_printable(bytes, next),
        What::Char(_) | What::Unseen(_) => None,
    };
    if let Some(inner) = inner {
        return coloured(text, Unit { writing: Writing { backslashes, ..inner.writing }, ..inner });
    }
    let writing = Writing { backslashes, percent: first.writing.percent.max(behind.writing.percent), ..behind.writing };
    coloured(text, Unit { what, writing, next })
}

/// A terminal sequence is one unseen unit, its ESC written in whatever way (ECMA-48 §5.4).
fn coloured(text: &str, unit: Unit) -> Unit {
    if !unit.is('\u{1b}') {
        return unit;
    }
    let bytes = text.as_bytes();
    let run = |from: usize, wanted: fn(&u8) -> bool| {
        from + bytes.get(from..).map_or(0, |rest| rest.iter().position(|b| !wanted(b)).unwrap_or(rest.len()))
    };
    let next = match bytes.get(unit.next) {
        Some(b'[') => {
            let last = run(run(unit.next + 1, |b| matches!(b, 0x30..=0x3f)), |b| matches!(b, 0x20..=0x2f));
            if matches!(bytes.get(last), Some(0x40..=0x7e)) { last + 1 } else { last }
        }
        Some(b']') => {
            let last = run(unit.next + 1, |b| !matches!(b, 0x07 | 0x1b | b'\n' | b'\r'));
            match (bytes.get(last), bytes.get(last + 1)) {
                (Some(0x07), _) => last + 1,
                (Some(0x1b), Some(b'\\')) => last + 2,
                _ => unit.next + 1,
            }
        }
        Some(b'(' | b')') if matches!(bytes.get(unit.next + 1), Some(0x20..=0x7e)) => unit.next + 2,
        Some(_) | None => unit.next,
    };
    Unit { what: What::Unseen(Unseen::Ansi), next, ..unit }
}
