//! The end of a token: what is none of it is taken away, what belongs to it is added, and what it is comes out.

use memchr::{memchr, memchr_iter, memchr2, memrchr2};

use super::reading::{Before, Candidate, Reading};
use super::shape::form;
use super::walk::{End, Walk};
use crate::token::find::disclosures;
use crate::token::find::form::Form;
use crate::token::find::gap::is_token_char;
use crate::token::find::jose_header::{Announced, Certainty, announced};
use crate::token::find::json_prefix::JsonPrefix;
use crate::token::find::unit::{Unit, What, unit};

impl Walk<'_> {
    /// Takes away at the end what is none of it, and says what it is.
    pub(super) fn finish(mut self, end: End, first_end: usize, before: Before<'_>) -> Reading {
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
