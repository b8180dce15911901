//! From the first character of what may be a compact token to its last, across everything that stands inside it.
//!
//! A token is read in **pieces**: runs of its characters. Between two pieces stands a gap: a line break with its
//! decoration, or one space. A gap is joined when the token itself asks for more, and only then:
//!
//! 1. While header or payload is readable JSON that is not at its end, the next piece belongs to it if the JSON stays
//!    readable and is whole when its dot comes. Once it is whole, the next piece must begin with the dot.
//! 2. A segment that is not JSON (a JWE's, an opaque payload) goes on until its dot; lines do not grow on the way and
//!    do not begin like another token. Where no dot comes, nothing of it was joined.
//! 3. The last segment goes on until it has a length that `alg` or `enc` calls for (43 characters for HS256).
//!    Where that length is not met to the character, only full lines of one width, and the shorter one after them,
//!    are joined.
//! 4. A piece with more text behind it on its line ends the token, and is joined only if the token is whole with it.
//!    Across a space, nothing is joined unless the whole token comes of it.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2, memmem, memrchr, memrchr2};

use super::cut::cut;
use super::disclosures;
use super::form::Form;
use super::gap::{Gap, Kind, gap, is_token_char, mark, token_run};
use super::jose_header::{Announced, Certainty, announced};
use super::json_prefix::{JsonPrefix, Stage};
use super::undone::Undone;
use super::unit::{Unit, What, unit};

/// So many characters of white space may encode before a header's brace, in a wrapped token.
const LONGEST_BLANK: usize = 24;

/// A token as read.
#[derive(Debug)]
pub struct Candidate {
    /// Its characters.
    pub text: String,
    /// Whole, or cut off.
    pub form: Form,
    /// Where it stands.
    pub at: Range<usize>,
    /// What was undone inside it.
    pub undone: Undone,
}

/// What came of reading.
#[derive(Debug)]
pub struct Reading {
    /// The token, if it is one.
    pub candidate: Option<Candidate>,
    /// Where the search goes on; always behind the start.
    pub resume: usize,
}

/// What stands before a token, as far as reading it depends on that.
#[derive(Debug, Clone, Copy)]
pub struct Before<'t> {
    /// The line up to the token, or its beginning where the line is long.
    pub line: &'t str,
    /// The character directly before.
    pub last: Option<char>,
    /// The character before that one.
    pub last_but_one: Option<char>,
}

/// How a piece ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// Something that may separate it from another piece.
    Gap(Gap),
    /// The text, the line, or what encloses the token ends with it.
    Closed,
    /// Other text goes on.
    Text,
    /// The mark of a cut, which ends here.
    Cut(usize),
}

/// What a judge says of a piece behind a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// It belongs to the token.
    Joined,
    /// It does if the token turns out well.
    Pending,
    /// It does by the width of the lines alone.
    ByWidth,
    /// It does not.
    Foreign,
}

/// A state to come back to.
#[derive(Debug, Clone, Copy)]
struct Checkpoint {
    length: usize,
    pieces: usize,
    width: usize,
    equal: usize,
    undone: Undone,
    spans: usize,
    end: End,
    stop: usize,
    dots: usize,
    segment_from: usize,
}

struct Walk<'t> {
    text: &'t str,
    start: usize,
    at: usize,
    mark: Option<char>,
    quote: Option<char>,
    token: String,
    /// For every stretch that was copied: its end in `token`, its end in `text`.
    spans: Vec<(u32, u32)>,
    undone: Undone,
    json: JsonPrefix,
    json_from: usize,
    json_to: usize,
    announced: Option<Announced>,
    dots: usize,
    segment_from: usize,
    pieces: usize,
    width: usize,
    /// How many pieces in a row had this width.
    equal: usize,
}

/// Does what stands at `at` begin like a token's header? Looks at a few characters.
pub fn begins(text: &str, at: usize) -> bool {
    let mut json = JsonPrefix::new();
    let mut next = at;
    let mut count = 0;
    while let Some(Unit { what, next: behind, .. }) = unit(text, next) {
        match what {
            What::Char(c) if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '/') => {
                json.feed(&[u8::try_from(c).unwrap_or_default()]);
            }
            What::Char(_) => break,
            What::Unseen(_) => {}
        }
        if json.is_object() || json.stage() == Stage::Broken || count > 64 {
            break;
        }
        count += 1;
        next = behind;
    }
    // A line of three characters says nothing yet: the next lines will.
    json.is_object() || (json.stage() == Stage::Open && count > 0)
}

/// Reads what begins at `start`.
pub fn read(text: &str, start: usize, before: Before<'_>) -> Reading {
    let quote = before.last.and_then(closing_quote);
    let mut walk = Walk {
        text,
        start,
        at: start,
        mark: mark(before.line),
        quote,
        token: String::new(),
        spans: Vec::new(),
        undone: Undone::default(),
        json: JsonPrefix::new(),
        json_from: 0,
        json_to: 0,
        announced: None,
        dots: 0,
        segment_from: 0,
        pieces: 0,
        width: 0,
        equal: 0,
    };
    let first = walk.piece();
    let first_end = walk.at;
    let end = walk.join(first);
    walk.finish(end, first_end, before)
}

/// The quote that ends what this one begins.
fn closing_quote(open: char) -> Option<char> {
    Some(match open {
        '"' | '\'' | '`' => open,
        '“' | '„' => '”',
        '‘' | '‚' => '’',
        '«' => '»',
        '”' => '”',
        '’' => '’',
        '»' => '«',
        _ => return None,
    })
}

impl Walk<'_> {
    /// Reads one piece onto the token.
    fn piece(&mut self) -> End {
        let from = self.token.len();
        let end = self.piece_characters();
        let width = self.token.len() - from;
        self.pieces += 1;
        self.equal = if width == self.width { self.equal + 1 } else { 1 };
        self.width = width;
        end
    }

    fn piece_characters(&mut self) -> End {
        loop {
            if let Some(ellipsis) = self.plain_run() {
                return End::Cut(ellipsis);
            }
            if self.at > self.start
                && let Some(behind) = cut(self.text, self.at)
            {
                return End::Cut(behind);
            }
            let Some(here) = unit(self.text, self.at) else {
                return End::Closed;
            };
            match here.what {
                What::Char('=') => {
                    if !self.padding(here) {
                        return self.ending();
                    }
                }
                What::Char(c) if is_token_char(c) => {
                    self.undone.unit(&here);
                    self.push(c, here.next);
                }
                What::Unseen(_) => {
                    let Some(behind) = self.behind_unseen() else {
                        return self.ending();
                    };
                    self.at = behind;
                }
                What::Char(_) => return self.ending(),
            }
        }
    }

    /// Copies token characters as long as they are written plainly; answers the end of an ellipsis among them.
    fn plain_run(&mut self) -> Option<usize> {
        let rest = self.text.get(self.at..)?;
        let length = token_run(rest.as_bytes());
        let run = rest.get(..length)?;
        let dots = memmem::find(run.as_bytes(), b"...");
        let taken = run.get(..dots.unwrap_or(length))?;
        if !taken.is_empty() {
            self.dots += memchr_iter(b'.', taken.as_bytes()).count();
            if let Some(dot) = memrchr(b'.', taken.as_bytes()) {
                self.segment_from = self.token.len() + dot + 1;
            }
            self.token.push_str(taken);
            self.at += taken.len();
            self.span();
        }
        // What stands behind the ellipsis is of the same token, and cut off with it.
        dots.map(|_| self.at + length - taken.len())
    }

    fn push(&mut self, c: char, next: usize) {
        self.token.push(c);
        if c == '.' {
            self.dots += 1;
            self.segment_from = self.token.len();
        }
        self.at = next;
        self.span();
    }

    fn span(&mut self) {
        let small = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        self.spans.push((small(self.token.len()), small(self.at)));
    }

    /// The `=` at the end of a segment, one or two; false where it is none.
    fn padding(&mut self, first: Unit) -> bool {
        let mut padding = vec![first];
        if let Some(second) = unit(self.text, first.next).filter(|unit| unit.is('=')) {
            padding.push(second);
        }
        let behind = padding.last().map_or(first.next, |unit| unit.next);
        let segment = self.segment_length();
        if segment == 0 || self.token.ends_with('=') {
            return false;
        }
        match unit(self.text, behind).map(|unit| unit.what) {
            Some(What::Char('.')) => {}
            Some(What::Char('=')) => return false,
            Some(What::Char(c)) if is_token_char(c) => return false,
            Some(What::Char('\n')) if padding.iter().all(|unit| unit.writing.quoted_printable == 0) => {
                // At the end of a line this may be mail's soft break: then the token goes on, or has gone on so before.
                let aligned = (segment + padding.len()).is_multiple_of(4);
                if !(aligned && self.is_whole() && !self.undone.is_soft()) {
                    return false;
                }
            }
            Some(_) | None => {}
        }
        for unit in padding {
            self.undone.unit(&unit);
            self.push('=', unit.next);
        }
        true
    }

    /// Where the token goes on behind characters that are not seen, if it does.
    fn behind_unseen(&mut self) -> Option<usize> {
        let mut undone = self.undone;
        let mut at = self.at;
        let mut here = unit(self.text, at)?;
        while let What::Unseen(_) = here.what {
            undone.unit(&here);
            at = here.next;
            here = unit(self.text, at)?;
        }
        let What::Char(c) = here.what else {
            return None;
        };
        is_token_char(c).then(|| {
            self.undone = undone;
            at
        })
    }

    /// How the piece ends that ends here.
    fn ending(&self) -> End {
        if let Some(gap) = gap(self.text, self.at, self.mark, self.quote) {
            return End::Gap(gap);
        }
        let mut at = self.at;
        loop {
            match unit(self.text, at) {
                None => return End::Closed,
                Some(Unit { what: What::Unseen(_) | What::Char(' '), next, .. }) => at = next,
                Some(Unit { what: What::Char(c), .. }) => {
                    let enclosing = matches!(
                        c,
                        '\n' | '"' | '\'' | '`' | '”' | '’' | '»' | '«' | ',' | ';' | ')' | ']' | '}' | '>'
                    ) || matches!(c, '<' | '&' | '|' | '│' | '┃' | '║' | '~' | '\\' | '^');
                    return if enclosing { End::Closed } else { End::Text };
                }
            }
        }
    }

    /// Joins pieces as long as they belong to the token.
    fn join(&mut self, first: End) -> End {
        let mut end = first;
        let mut good = self.checkpoint(end);
        let mut by_width = None;
        // The segment's state before a piece is judged is the one after the piece before it.
        while let End::Gap(gap) = end {
            if self.is_whole_for_good() {
                break;
            }
            let (length, dots) = (self.token.len(), self.dots);
            let json = self.json();
            let (width, equal) = (self.width, self.equal);
            let segment = self.segment_length();
            match gap.kind {
                Kind::Lines => self.undone.line_break(),
                Kind::Soft => self.undone.soft_break(),
                Kind::Space if self.pieces > 1 && self.equal < self.pieces => break,
                Kind::Space => self.undone.space(),
                Kind::Literals => self.undone.join_literals(),
            }
            if let Some(mark) = gap.mark {
                self.undone.mark(mark);
            }
            self.at = gap.next;
            end = self.piece();
            let judged = Judged { length, dots, json, width, equal, segment, gap: gap.kind };
            match self.judge(judged, end) {
                Verdict::Joined => good = self.checkpoint(end),
                Verdict::Pending => {
                    if !judged.is_spaced() && self.is_full_line(judged) && (by_width.is_some() || good.length == length)
                    {
                        by_width = Some(self.checkpoint(end));
                    }
                }
                Verdict::ByWidth if by_width.is_some() || good.length == length => {
                    by_width = Some(self.checkpoint(end))
                }
                Verdict::ByWidth | Verdict::Foreign => break,
            }
        }
        if let Some(wide) =
            by_width.filter(|wide| wide.length > good.length && good.pieces > 1 && !self.was_whole(good))
        {
            good = wide;
        }
        self.back_to(good)
    }

    /// Was the last segment of a length that fits, there?
    fn was_whole(&self, then: Checkpoint) -> bool {
        let last = then.length - then.segment_from;
        self.announced.is_some_and(|announced| announced.dots == then.dots && announced.last.contains(&last))
    }

    fn checkpoint(&self, end: End) -> Checkpoint {
        Checkpoint {
            length: self.token.len(),
            pieces: self.pieces,
            width: self.width,
            equal: self.equal,
            undone: self.undone,
            spans: self.spans.len(),
            end,
            stop: self.at,
            dots: self.dots,
            segment_from: self.segment_from,
        }
    }

    fn back_to(&mut self, then: Checkpoint) -> End {
        self.token.truncate(then.length);
        self.spans.truncate(then.spans);
        self.pieces = then.pieces;
        self.width = then.width;
        self.equal = then.equal;
        self.undone = then.undone;
        self.at = then.stop;
        self.dots = then.dots;
        self.segment_from = then.segment_from;
        then.end
    }

    /// Does the piece that was just read belong to the token?
    fn judge(&mut self, before: Judged, end: End) -> Verdict {
        let expected = self.announced().map_or(2, |announced| announced.dots);
        let piece = self.token.get(before.length..).unwrap_or_default();
        let bytes = piece.as_bytes();
        let dot = memchr(b'.', bytes);
        let upto_dot = bytes.get(..dot.unwrap_or(bytes.len())).unwrap_or_default();
        let dotted = before.segment == 0 || dot == Some(0);
        let grows = match before.gap {
            Kind::Space => true,
            Kind::Lines | Kind::Soft => self.pieces > 2,
            // Whoever writes it as several strings breaks it where he likes.
            Kind::Literals => false,
        };
        let grows = grows && !dotted && piece.len() > before.width;
        let open_line = match end {
            End::Gap(Gap { kind: Kind::Space, .. }) => before.is_spaced(),
            End::Gap(_) | End::Closed | End::Cut(_) => true,
            End::Text => false,
        };
        let verdict = if before.dots == 0 || (before.dots == 1 && expected == 2 && before.json.is_some()) {
            let mut json = before.json.unwrap_or_else(JsonPrefix::new);
            // A payload need not be JSON, and its first characters do not tell.
            let undecided = before.dots == 1 && !json.is_object();
            let was = json.stage();
            json.feed(upto_dot);
            match (was, json.stage(), dot) {
                (_, Stage::Broken, _) if undecided => self.judge_opaque(before, dot.is_some(), grows),
                (Stage::Broken, ..) => self.judge_opaque(before, dot.is_some(), grows),
                (_, Stage::Broken, _) => Verdict::Foreign,
                // White space before the brace is not waited for without end.
                _ if !json.is_object() && before.segment > LONGEST_BLANK => Verdict::Foreign,
                (_, Stage::Open, Some(_)) => Verdict::Foreign,
                (Stage::Whole, _, None) if upto_dot.len() < 2 || json.stage() != Stage::Whole => Verdict::Foreign,
                (_, _, None) if grows => Verdict::Foreign,
                (_, Stage::Open | Stage::Whole, _) => Verdict::Joined,
            }
        } else if before.dots < expected {
            self.judge_opaque(before, dot.is_some(), grows)
        } else if before.dots == expected {
            self.judge_last(before, dot)
        } else {
            Verdict::Foreign
        };
        match verdict {
            Verdict::Joined if before.is_spaced() && !self.is_whole() => Verdict::Pending,
            Verdict::Joined | Verdict::Pending if !open_line && !self.is_whole() => Verdict::Foreign,
            // Text that goes on behind a whole token goes on behind nothing else.
            Verdict::ByWidth if !open_line || before.is_spaced() => Verdict::Foreign,
            Verdict::Joined | Verdict::Pending | Verdict::ByWidth | Verdict::Foreign => verdict,
        }
    }

    fn judge_opaque(&self, before: Judged, dot: bool, grows: bool) -> Verdict {
        let piece = self.token.get(before.length..).unwrap_or_default();
        let mut json = JsonPrefix::new();
        json.feed(piece.split('.').next().unwrap_or_default().as_bytes());
        let another = json.is_object() && before.segment > 0 && piece.len() > 8;
        match (another || grows, dot) {
            (true, _) => Verdict::Foreign,
            (false, true) => Verdict::Joined,
            (false, false) => Verdict::Pending,
        }
    }

    fn judge_last(&self, before: Judged, dot: Option<usize>) -> Verdict {
        let piece = self.token.get(before.length..).unwrap_or_default().trim_end_matches('.').trim_end_matches('=');
        let lengths = self.announced.map_or(&[] as &[usize], |announced| announced.last);
        let length = before.segment + piece.len();
        let longest = lengths.last().copied().unwrap_or(0);
        if dot.is_some_and(|dot| dot < piece.len()) || longest == 0 {
            return Verdict::Foreign;
        }
        match (lengths.contains(&length), length < longest) {
            (true, _) => Verdict::Joined,
            (false, true) => Verdict::Pending,
            (false, false) if self.is_full_line(before) => Verdict::ByWidth,
            (false, false) => Verdict::Foreign,
        }
    }

    /// Does the piece follow at least two full lines of one width, and is no wider?
    fn is_full_line(&self, before: Judged) -> bool {
        before.equal > 1 && self.token.len() - before.length <= before.width
    }

    fn segment_length(&self) -> usize {
        self.token.len() - self.segment_from
    }

    /// The JSON of the segment that the token ends in; `None` for an empty one and for any but the first two.
    fn json(&mut self) -> Option<JsonPrefix> {
        if self.dots > 1 {
            return None;
        }
        let from = self.segment_from;
        if from != self.json_from || self.json_to > self.token.len() || from > self.json_to {
            self.json = JsonPrefix::new();
            self.json_from = from;
            self.json_to = from;
        }
        self.json.feed(self.token.as_bytes().get(self.json_to..).unwrap_or_default());
        self.json_to = self.token.len();
        (self.json_to > from).then_some(self.json)
    }

    /// What the header announces, once it is there.
    fn announced(&mut self) -> Option<Announced> {
        if self.announced.is_none() && self.dots > 0 {
            let dot = memchr(b'.', self.token.as_bytes())?;
            self.announced = self.token.get(..dot).map(announced);
        }
        self.announced
    }

    /// Has it every segment, and the last one of a length that fits?
    fn is_whole(&mut self) -> bool {
        let Some(announced) = self.announced() else {
            return false;
        };
        let last = self.token.trim_end_matches('=').len().saturating_sub(self.segment_from);
        self.dots == announced.dots && announced.last.contains(&last)
    }

    /// Is it whole, and of the only length that can be?
    fn is_whole_for_good(&mut self) -> bool {
        self.is_whole() && self.announced.is_some_and(|announced| announced.last.len() == 1)
    }

    /// Takes away at the end what is none of it, and says what it is.
    fn finish(mut self, end: End, first_end: usize, before: Before<'_>) -> Reading {
        let mut end = end;
        self.cut_foreign_alphabet(before);
        if !self.is_whole() && matches!(end, End::Closed | End::Text) && self.lenient_rest(before) {
            end = End::Closed;
        }
        let header_end = memchr(b'.', self.token.as_bytes()).unwrap_or(self.token.len());
        let header = self.token.get(..header_end).unwrap_or_default();
        let announced = announced(header);
        self.announced = Some(announced);
        self.drop_full_stop(announced);
        self.drop_emphasis(announced, before);
        self.drop_arrow(announced, before);
        let cut = matches!(end, End::Cut(_)) && !self.is_whole();
        let dots = memchr_iter(b'.', self.token.as_bytes()).count();
        let header = self.token.get(..header_end).unwrap_or(&self.token);
        let mut json = JsonPrefix::new();
        json.feed(header.as_bytes());
        let form = form(header, announced.certainty, json, &self.token, dots, cut);
        // A name before it, as in `v4.public.eyJ…`, makes it part of something else, unless it is surely a token.
        let named = before.last == Some('.') && before.last_but_one.is_some_and(char::is_alphanumeric);
        let form =
            form.filter(|form| !named || (*form == Form::Compact && announced.certainty == Certainty::Algorithm));
        let Some(form) = form else {
            return Reading { candidate: None, resume: first_end.max(self.start + 1) };
        };
        let mut stop = self.raw_end(self.token.len());
        if form == Form::Compact
            && let Some((tail, behind)) = disclosures::behind(self.text, stop, self.mark, self.quote, &mut self.undone)
        {
            self.token.push_str(&tail);
            stop = behind;
        }
        let resume = match end {
            End::Cut(behind) => behind,
            End::Gap(_) | End::Closed | End::Text => stop,
        };
        let candidate = Candidate { text: self.token, form, at: self.start..stop, undone: self.undone };
        Reading { candidate: Some(candidate), resume: resume.max(self.start + 1) }
    }

    /// The byte after the first `length` characters of the token.
    fn raw_end(&self, length: usize) -> usize {
        let index = self.spans.partition_point(|&(end, _)| (end as usize) < length);
        self.spans.get(index).map_or(self.at, |&(end, raw)| raw as usize - (end as usize - length))
    }

    fn shorten(&mut self, length: usize) {
        let stop = self.raw_end(length);
        self.token.truncate(length);
        self.at = stop;
        self.dots = memchr_iter(b'.', self.token.as_bytes()).count();
        self.segment_from = memrchr(b'.', self.token.as_bytes()).map_or(0, |dot| dot + 1);
        let keep = self.spans.partition_point(|&(end, _)| (end as usize) < length);
        self.spans.truncate(keep);
        self.span();
    }

    /// `/` and `+` belong to standard base64, but behind a token they are a path's and a form's.
    fn cut_foreign_alphabet(&mut self, before: Before<'_>) {
        if memrchr2(b'/', b'+', self.token.as_bytes()).is_none() || self.is_whole() {
            return;
        }
        let behind = unit(self.text, self.at).map(|unit| unit.what);
        let alone = match before.last {
            None | Some(' ' | '\t' | '\n' | '\r') => {
                matches!(behind, None | Some(What::Char('\n')))
            }
            Some(_) => self.quote.is_some() && behind == self.quote.map(What::Char),
        };
        let Some(announced) = self.announced() else {
            return;
        };
        let Some(last_dot) = memchr_iter(b'.', self.token.as_bytes()).nth(announced.dots - 1) else {
            return;
        };
        let last = self.token.get(last_dot + 1..).unwrap_or_default();
        let Some(foreign) = memchr2(b'/', b'+', last.as_bytes()) else {
            return;
        };
        let fits = announced.last.contains(&foreign);
        let plain = memchr2(b'/', b'+', self.token.get(..last_dot).unwrap_or_default().as_bytes()).is_none();
        if fits || (plain && foreign > 0 && !alone) || announced.last == [0] {
            self.shorten(last_dot + 1 + foreign);
        }
    }

    /// More dots than segments need are a sentence's.
    fn drop_full_stop(&mut self, announced: Announced) {
        let mut dots = memchr_iter(b'.', self.token.as_bytes()).count();
        let mut length = self.token.len();
        while (dots > announced.dots || dots == 1) && self.token.get(..length).is_some_and(|token| token.ends_with('.'))
        {
            dots -= 1;
            length -= 1;
        }
        if length < self.token.len() {
            self.shorten(length);
        }
    }

    /// `_eyJ…_` is emphasis: the underscore behind it is the one before it.
    fn drop_emphasis(&mut self, announced: Announced, before: Before<'_>) {
        let segment = self.segment_length();
        if before.last == Some('_') && self.token.ends_with('_') {
            let extra = self.token.len() - self.token.trim_end_matches('_').len();
            if let Some(extra) = (1..=extra.min(3)).find(|extra| announced.last.contains(&(segment - extra))) {
                self.shorten(self.token.len() - extra);
            }
        }
    }

    /// The `-` of `->`, `-->` and the `=` of `=>` are an arrow's where the token is whole without them.
    fn drop_arrow(&mut self, announced: Announced, before: Before<'_>) {
        if before.last == Some('<') || !unit(self.text, self.at).is_some_and(|unit| unit.is('>')) {
            return;
        }
        let segment = self.segment_length();
        let shaft = self.token.len() - self.token.trim_end_matches(['-', '=']).len();
        if let Some(shaft) = (1..=shaft.min(2)).find(|shaft| announced.last.contains(&(segment - shaft))) {
            self.shorten(self.token.len() - shaft);
        }
    }

    /// A token alone on its line or in quotes is taken whole, whatever stands in it; false where nothing was added.
    ///
    /// Without quotes there must be a blank or nothing before it, so that no text is walked over twice.
    fn lenient_rest(&mut self, before: Before<'_>) -> bool {
        if self.quote.is_none() && !matches!(before.last, None | Some(' ' | '\t' | '\n' | '\r')) {
            return false;
        }
        let then = self.checkpoint(End::Closed);
        let mut kept = then;
        let mut at = self.at;
        let closed = loop {
            let Some(here) = unit(self.text, at) else {
                break self.quote.is_none() || self.start <= 1;
            };
            at = here.next;
            match here.what {
                What::Char(c) if Some(c) == self.quote => break true,
                What::Char(' ' | '\n') if self.quote.is_none() => break self.line_ends(here),
                What::Char(
                    ' ' | '\n' | '"' | '\'' | '`' | ',' | ';' | '&' | '<' | '>' | '{' | '}' | '\\' | '|' | '~',
                ) => break false,
                What::Char('(' | ')' | '[' | ']' | '#' | '?' | '”' | '’' | '»' | '…' | '│') if self.quote.is_none() =>
                {
                    break false;
                }
                What::Char(c) => {
                    self.undone.unit(&here);
                    self.push(c, here.next);
                    if is_token_char(c) || (c == '=' && kept.length + 2 >= self.token.len()) {
                        kept = self.checkpoint(End::Closed);
                    }
                }
                What::Unseen(_) => self.undone.unit(&here),
            }
        };
        let dots = memchr_iter(b'.', self.token.as_bytes().get(..kept.length).unwrap_or_default()).count();
        let taken = closed && dots >= 2 && kept.length > then.length;
        self.back_to(if taken { kept } else { then });
        taken
    }

    /// Is there nothing but blanks between this blank and the end of the line?
    fn line_ends(&self, blank: Unit) -> bool {
        let mut here = Some(blank);
        while let Some(unit_here) = here.filter(|unit| !unit.is('\n')) {
            if !unit_here.is(' ') {
                return false;
            }
            here = unit(self.text, unit_here.next);
        }
        true
    }
}

/// The state of the token before a piece, for the judge.
#[derive(Debug, Clone, Copy)]
struct Judged {
    length: usize,
    dots: usize,
    json: Option<JsonPrefix>,
    width: usize,
    equal: usize,
    segment: usize,
    gap: Kind,
}

impl Judged {
    fn is_spaced(self) -> bool {
        self.gap == Kind::Space
    }
}

/// The beginnings of headers that are known by sight even when they are cut: `{"alg":`, `{"typ":`, `{"kid":`, `{"enc":`, `{"cty":`, `{"x5`.
const SURE: [&str; 6] = ["eyJhbGciO", "eyJ0eXAiO", "eyJraWQiO", "eyJlbmMiO", "eyJjdHkiO", "eyJ4NX"];

/// A token without an algorithm is longer than this: a shorter thing with dots is a name.
const SHORTEST: usize = 24;

/// What it is; `None` if it is no token.
fn form(header: &str, certainty: Certainty, json: JsonPrefix, token: &str, dots: usize, cut: bool) -> Option<Form> {
    if !json.is_object() {
        return None;
    }
    let sure = SURE.iter().any(|sure| header.starts_with(sure));
    if cut {
        let header_cut = dots == 0 && token.len() > 3 && json.stage() != Stage::Broken;
        let long = dots > 0 && header.len() > 7;
        let fragment = sure || header_cut || long || certainty == Certainty::Algorithm;
        return (fragment && token.len() > 3).then_some(Form::Fragment);
    }
    match (dots, certainty) {
        (2.., Certainty::Algorithm) => Some(Form::Compact),
        // An empty header is three characters: only the right number of dots makes it more than a name.
        (2.., Certainty::Object) => {
            let shaped = header.len() > 7 || matches!(dots, 2 | 4);
            (shaped && token.len() > SHORTEST).then_some(Form::Compact)
        }
        (2.., Certainty::Unreadable) => (header.len() > 7 && token.len() > SHORTEST).then_some(Form::Compact),
        (0 | 1, Certainty::Algorithm) => Some(Form::Fragment),
        (1, Certainty::Object) => {
            let mut payload = JsonPrefix::new();
            payload.feed(token.get(header.len() + 1..).unwrap_or_default().as_bytes());
            payload.is_object().then_some(Form::Fragment)
        }
        (0 | 1, Certainty::Unreadable) => {
            (sure && token.len() > SHORTEST && (dots == 1 || json.stage() == Stage::Open)).then_some(Form::Fragment)
        }
        (0, Certainty::Object) => None,
    }
}
