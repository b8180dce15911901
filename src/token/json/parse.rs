//! Octets → nodes, the fault that ended reading, and flaws. A loop over open containers, no recursion.

use memchr::memchr_iter;

use super::ancestry::Ancestry;
use super::escape::{short, unescape, unit};
use super::names::{Names, hash};
use super::{Document, Expected, Extent, Fault, FaultKind, Flaw, Found, Kind, MAX_DEPTH, Node, inside, members, range};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl Document {
    /// Takes `octets` apart; in time and memory that grow with their length only.
    #[must_use]
    pub fn read(octets: Vec<u8>) -> Self {
        let (nodes, names, fault, flaws) = parse(&octets);
        let ancestry = Ancestry::of(&nodes);
        Self { octets, nodes, fault, flaws, ancestry, names }
    }
}

fn parse(text: &[u8]) -> (Vec<Node>, Names, Option<Fault>, Vec<Flaw>) {
    if u32::try_from(text.len()).is_err() {
        let why = FaultKind::TooLong { octets: text.len() };
        return (Vec::new(), Names::default(), Some(Fault { at: 0, why }), Vec::new());
    }
    let not_utf8 = str::from_utf8(text).err().map(|error| error.valid_up_to());
    let nodes = Vec::with_capacity(room(text));
    let mut parser = Parser { text, at: 0, nodes, open: Vec::new(), flaws: Vec::new(), names: Vec::new(), not_utf8 };
    let fault = parser.document().err();
    if fault.is_some() {
        while let Some(container) = parser.open.pop() {
            parser.close(container, Extent::Cut);
        }
    }
    // It may stand where nothing was read.
    if let Some(flaw) = not_utf8.map(|at| Flaw::NotUtf8 { at }).filter(|flaw| !parser.flaws.contains(flaw)) {
        parser.flaws.push(flaw);
    }
    parser.flaws.sort_by_key(Flaw::at);
    parser.nodes.shrink_to_fit();
    // The outermost object closes last, whether the text ends it or the fault.
    let is_object = parser.nodes.first().is_some_and(|root| root.kind == Kind::Object);
    let names = if is_object { Names::new(parser.names) } else { Names::default() };
    (parser.nodes, names, fault, parser.flaws)
}

/// For how many values to make room: a vector that grows with a text of megabytes is moved again and again.
///
/// Each value but the first stands behind a comma or an opening bracket. Those in strings are counted too, but a text of nothing else gets
/// no more room than three times its own.
fn room(text: &[u8]) -> usize {
    let most = text.len() * 3 / size_of::<Node>();
    let count = |octet| memchr_iter(octet, text).count();
    (1 + count(b',') + count(b'{') + count(b'[')).min(most)
}

/// The value that comes next.
struct Due {
    /// The bytes of its name; both 0 without one.
    name: (u32, u32),
    /// What to ask for where there is none.
    expected: Expected,
}

struct Parser<'a> {
    text: &'a [u8],
    /// The next octet; where reading ended, after a fault.
    at: usize,
    nodes: Vec<Node>,
    /// The containers around the next value, the innermost last.
    open: Vec<u32>,
    flaws: Vec<Flaw>,
    /// Room for the names of the object that closes; in the end, those of the outermost one.
    names: Vec<(u32, u32)>,
    /// The first octet of the text that is not UTF-8: before it nothing has to be looked at again.
    not_utf8: Option<usize>,
}

impl Parser<'_> {
    fn document(&mut self) -> Result<(), Fault> {
        if self.text.starts_with(BYTE_ORDER_MARK) {
            self.flaws.push(Flaw::ByteOrderMark);
            self.at = BYTE_ORDER_MARK.len();
        }
        self.skip_white();
        if self.at == self.text.len() {
            return Err(Fault { at: self.at, why: FaultKind::Empty });
        }
        let mut due = Some(Due { name: (0, 0), expected: Expected::Value });
        while let Some(Due { name, expected }) = due {
            let has_opened = self.value(name, expected)?;
            due = self.step(has_opened)?;
        }
        Ok(())
    }

    /// From behind a value or an opening bracket to the next value. None at the end of the text.
    fn step(&mut self, mut has_opened: bool) -> Result<Option<Due>, Fault> {
        loop {
            self.skip_white();
            let Some(&container) = self.open.last() else {
                return if self.at == self.text.len() { Ok(None) } else { Err(self.unexpected(Expected::End)) };
            };
            let is_object = self.nodes.get(container as usize).is_some_and(|node| node.kind == Kind::Object);
            match (self.peek(), is_object, has_opened) {
                (Some(b'}'), true, _) | (Some(b']'), false, _) => {
                    self.at += 1;
                    self.open.pop();
                    self.close(container, Extent::Whole);
                    has_opened = false;
                }
                (_, true, true) => return self.name(Expected::NameOrBrace).map(Some),
                (_, false, true) => {
                    return Ok(Some(Due { name: (0, 0), expected: Expected::ValueOrBracket }));
                }
                (Some(b','), true, false) => {
                    self.at += 1;
                    self.skip_white();
                    return self.name(Expected::Name).map(Some);
                }
                (Some(b','), false, false) => {
                    self.at += 1;
                    self.skip_white();
                    return Ok(Some(Due { name: (0, 0), expected: Expected::Value }));
                }
                (_, true, false) => return Err(self.unexpected(Expected::CommaOrBrace)),
                (_, false, false) => return Err(self.unexpected(Expected::CommaOrBracket)),
            }
        }
    }

    /// A name, and the colon when it is there. Without one the value is asked for all the same, to keep the name.
    fn name(&mut self, expected: Expected) -> Result<Due, Fault> {
        if self.peek() != Some(b'"') {
            return Err(self.unexpected(expected));
        }
        let start = self.at;
        self.string()?;
        let name = (offset(start), offset(self.at));
        self.skip_white();
        if self.peek() != Some(b':') {
            return Ok(Due { name, expected: Expected::Colon });
        }
        self.at += 1;
        self.skip_white();
        Ok(Due { name, expected: Expected::Value })
    }

    /// One value, of a container only its opening bracket. Answers whether it is one.
    fn value(&mut self, name: (u32, u32), expected: Expected) -> Result<bool, Fault> {
        let kind = match (expected, self.peek()) {
            // The fault is here, whatever stands here.
            (Expected::Colon, _) => Kind::Broken,
            (_, Some(b'{')) => Kind::Object,
            (_, Some(b'[')) => Kind::Array,
            (_, Some(b'"')) => Kind::String,
            (_, Some(b'-' | b'0'..=b'9')) => Kind::Number,
            (_, Some(b't')) => Kind::True,
            (_, Some(b'f')) => Kind::False,
            (_, Some(b'n')) => Kind::Null,
            _ => Kind::Broken,
        };
        if kind == Kind::Broken && name == (0, 0) {
            return Err(self.unexpected(expected));
        }
        let index = self.nodes.len();
        let start = offset(self.at);
        let depth = u8::try_from(self.open.len()).unwrap_or(u8::MAX);
        let next = offset(index + 1);
        self.nodes.push(Node { kind, extent: Extent::Cut, depth, name, value: (start, start), next });
        let read = match kind {
            Kind::Object | Kind::Array => {
                if self.open.len() == MAX_DEPTH {
                    return Err(Fault { at: self.at, why: FaultKind::TooDeep });
                }
                self.open.push(offset(index));
                self.at += 1;
                return Ok(true);
            }
            Kind::String => self.string(),
            Kind::Number => self.number(),
            Kind::True => self.word("true"),
            Kind::False => self.word("false"),
            Kind::Null => self.word("null"),
            Kind::Broken => Err(self.unexpected(expected)),
        };
        // A number has no end of its own: where the text breaks off, digits may be missing.
        let may_be_cut = kind == Kind::Number && self.at == self.text.len() && !self.open.is_empty();
        if let Some(node) = self.nodes.get_mut(index) {
            node.value.1 = offset(self.at);
            match (read.is_ok(), kind) {
                (true, _) if may_be_cut => {}
                (true, _) => node.extent = Extent::Whole,
                (false, Kind::True | Kind::False | Kind::Null) => node.kind = Kind::Broken,
                (false, _) => {}
            }
        }
        read.map(|()| false)
    }

    /// A container that ends here.
    fn close(&mut self, container: u32, extent: Extent) {
        let next = offset(self.nodes.len());
        if let Some(node) = self.nodes.get_mut(container as usize) {
            node.value.1 = offset(self.at);
            node.next = next;
            node.extent = extent;
            if node.kind == Kind::Object {
                self.find_duplicates(container);
            }
        }
    }

    /// Sorted by a hash, then by name where hashes agree: a hostile choice of names costs no more than sorting them.
    fn find_duplicates(&mut self, object: u32) {
        let (text, nodes) = (self.text, &self.nodes);
        let span = |index: u32| nodes.get(index as usize).map_or((0, 0), |node| node.name);
        let name = |index: u32| unescape(inside(text.get(range(span(index))).unwrap_or_default()));
        self.names.clear();
        self.names.extend(members(nodes, object).map(|index| (hash(&name(index)), index)));
        self.names.sort_unstable();
        for alike in self.names.chunk_by_mut(|left, right| left.0 == right.0).filter(|alike| alike.len() > 1) {
            alike.sort_by_cached_key(|&(_, index)| (name(index), index));
            for same in alike.chunk_by(|left, right| name(left.1) == name(right.1)) {
                let Some((&(_, first), others)) = same.split_first() else {
                    continue;
                };
                self.flaws.extend(others.iter().map(|&(_, again)| Flaw::Duplicate {
                    at: span(again).0 as usize,
                    first,
                    again,
                }));
            }
        }
    }

    /// A string from its opening quote.
    fn string(&mut self) -> Result<(), Fault> {
        let start = self.at;
        let mut lone = None;
        let read = self.string_after_quote(&mut lone);
        self.flaws.extend(lone.map(|at| Flaw::LoneSurrogate { at }));
        if self.not_utf8.is_some_and(|first| first < self.at)
            && let Err(error) = str::from_utf8(self.text.get(start..self.at).unwrap_or_default())
        {
            self.flaws.push(Flaw::NotUtf8 { at: start + error.valid_up_to() });
        }
        read
    }

    fn string_after_quote(&mut self, lone: &mut Option<usize>) -> Result<(), Fault> {
        self.at += 1;
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let plain = rest.iter().position(|octet| matches!(octet, b'"' | b'\\' | ..b' '));
            self.at += plain.unwrap_or(rest.len());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => self.escape(lone)?,
                Some(control) => {
                    return Err(Fault { at: self.at, why: FaultKind::Control { found: char::from(control) } });
                }
                None => return Err(self.unexpected(Expected::Quote)),
            }
        }
    }

    /// An escape from its backslash; a surrogate pair is one.
    fn escape(&mut self, lone: &mut Option<usize>) -> Result<(), Fault> {
        let start = self.at;
        self.at += 1;
        match self.peek() {
            Some(b'u') => {}
            Some(letter) if short(letter).is_some() => {
                self.at += 1;
                return Ok(());
            }
            _ => return Err(self.unexpected(Expected::Escape)),
        }
        self.at += 1;
        let digits = self.text.get(self.at..).unwrap_or_default();
        let Some(first) = unit(digits) else {
            self.at += digits.iter().take_while(|digit| digit.is_ascii_hexdigit()).count();
            return Err(self.unexpected(Expected::HexDigit));
        };
        self.at += 4;
        let low = match digits.get(4..) {
            Some([b'\\', b'u', more @ ..]) => unit(more).filter(|unit| matches!(unit, 0xdc00..=0xdfff)),
            _ => None,
        };
        match (first, low) {
            (0xd800..=0xdbff, Some(_)) => self.at += 6,
            (0xd800..=0xdfff, _) => *lone = lone.or(Some(start)),
            _ => {}
        }
        Ok(())
    }

    fn number(&mut self) -> Result<(), Fault> {
        self.at += usize::from(self.peek() == Some(b'-'));
        if self.peek() == Some(b'0') {
            self.at += 1;
            if self.peek().is_some_and(|octet| octet.is_ascii_digit()) {
                return Err(Fault { at: self.at, why: FaultKind::LeadingZero });
            }
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            self.digits()?;
        }
        Ok(())
    }

    /// One digit or more.
    fn digits(&mut self) -> Result<(), Fault> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let count = rest.iter().take_while(|octet| octet.is_ascii_digit()).count();
        self.at += count;
        if count == 0 { Err(self.unexpected(Expected::Digit)) } else { Ok(()) }
    }

    fn word(&mut self, word: &'static str) -> Result<(), Fault> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let alike = rest.iter().zip(word.as_bytes()).take_while(|(found, due)| found == due).count();
        self.at += alike;
        if alike == word.len() { Ok(()) } else { Err(self.unexpected(Expected::Word(word))) }
    }

    fn skip_white(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// The fault that something else stands here.
    fn unexpected(&self, expected: Expected) -> Fault {
        // No character is longer than four octets.
        let rest = self.text.get(self.at..).unwrap_or_default();
        let near = rest.get(..4).unwrap_or(rest);
        let found = match near.utf8_chunks().next() {
            None => Found::End,
            Some(chunk) => match (chunk.valid().chars().next(), chunk.invalid()) {
                (Some(character), _) => Found::Char(character),
                (None, [octet, ..]) => Found::Octet(*octet),
                (None, []) => Found::End,
            },
        };
        Fault { at: self.at, why: FaultKind::Unexpected { expected, found } }
    }
}

/// Cannot fail: no text is longer than `u32::MAX`, and no node is without an octet of its own, or two around it.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
