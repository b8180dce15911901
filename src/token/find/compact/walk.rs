//! The walk along a token: its characters as far as they were read, piece by piece, and what is known of them.

use memchr::{memchr, memchr_iter, memmem, memrchr};

use super::reading::Before;
use crate::token::find::cut::cut;
use crate::token::find::gap::{Gap, gap, is_token_char, mark, token_run};
use crate::token::find::jose_header::{Announced, announced};
use crate::token::find::json_prefix::JsonPrefix;
use crate::token::find::undone::Undone;
use crate::token::find::unit::{Unit, What, unit};

/// How a piece ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Something that may separate it from another piece.
    Gap(Gap),
    /// The text, the line, or what encloses the token ends with it.
    Closed,
    /// Other text goes on.
    Text,
    /// The mark of a cut, which ends here.
    Cut(usize),
}

/// A state to come back to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Checkpoint {
    pub(super) length: usize,
    pub(super) pieces: usize,
    pub(super) width: usize,
    pub(super) equal: usize,
    pub(super) undone: Undone,
    spans: usize,
    pub(super) end: End,
    pub(super) stop: usize,
    pub(super) dots: usize,
    pub(super) segment_from: usize,
}

/// What was read of a token so far, and where the walk stands in the text.
pub(super) struct Walk<'t> {
    pub(super) text: &'t str,
    pub(super) start: usize,
    pub(super) at: usize,
    pub(super) mark: Option<char>,
    pub(super) quote: Option<char>,
    pub(super) token: String,
    /// For every stretch that was copied: its end in `token`, its end in `text`.
    spans: Vec<(u32, u32)>,
    pub(super) undone: Undone,
    pub(super) json: JsonPrefix,
    json_from: usize,
    json_to: usize,
    pub(super) announced: Option<Announced>,
    pub(super) dots: usize,
    pub(super) segment_from: usize,
    pub(super) pieces: usize,
    pub(super) width: usize,
    /// How many pieces in a row had this width.
    pub(super) equal: usize,
}

impl<'t> Walk<'t> {
    /// Nothing read yet of what begins at `start`.
    pub(super) fn new(text: &'t str, start: usize, before: Before<'_>) -> Self {
        Self {
            text,
            start,
            at: start,
            mark: mark(before.line),
            quote: before.last.and_then(closing_quote),
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
        }
    }

    /// Reads one piece onto the token.
    pub(super) fn piece(&mut self) -> End {
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

    /// Takes a character onto the token, which ends before `next` in the text.
    pub(super) fn push(&mut self, c: char, next: usize) {
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

    /// The state now; `end` is how the last piece ended.
    pub(super) fn checkpoint(&self, end: End) -> Checkpoint {
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

    /// Forgets what was read since then.
    pub(super) fn back_to(&mut self, then: Checkpoint) -> End {
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

    /// Characters of the segment that the token ends in.
    pub(super) fn segment_length(&self) -> usize {
        self.token.len() - self.segment_from
    }

    /// The JSON of the segment that the token ends in; `None` for an empty one and for any but the first two.
    pub(super) fn json(&mut self) -> Option<JsonPrefix> {
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
    pub(super) fn announced(&mut self) -> Option<Announced> {
        if self.announced.is_none() && self.dots > 0 {
            let dot = memchr(b'.', self.token.as_bytes())?;
            self.announced = self.token.get(..dot).map(announced);
        }
        self.announced
    }

    /// Has it every segment, and the last one of a length that fits?
    pub(super) fn is_whole(&mut self) -> bool {
        let Some(announced) = self.announced() else {
            return false;
        };
        let last = self.token.trim_end_matches('=').len().saturating_sub(self.segment_from);
        self.dots == announced.dots && announced.last.contains(&last)
    }

    /// Is it whole, and of the only length that can be?
    pub(super) fn is_whole_for_good(&mut self) -> bool {
        self.is_whole() && self.announced.is_some_and(|announced| announced.last.len() == 1)
    }

    /// The byte after the first `length` characters of the token.
    pub(super) fn raw_end(&self, length: usize) -> usize {
        let index = self.spans.partition_point(|&(end, _)| (end as usize) < length);
        self.spans.get(index).map_or(self.at, |&(end, raw)| raw as usize - (end as usize - length))
    }

    /// Gives back to the text what is behind the first `length` characters of the token.
    pub(super) fn shorten(&mut self, length: usize) {
        let stop = self.raw_end(length);
        self.token.truncate(length);
        self.at = stop;
        self.dots = memchr_iter(b'.', self.token.as_bytes()).count();
        self.segment_from = memrchr(b'.', self.token.as_bytes()).map_or(0, |dot| dot + 1);
        let keep = self.spans.partition_point(|&(end, _)| (end as usize) < length);
        self.spans.truncate(keep);
        self.span();
    }
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
