//! The Inspect screen: the tokens at hand, the one that is looked at, and from when it is judged.

use std::collections::BTreeSet;
use std::ops::Range;

use super::layout::{Layout, Pane};
use super::outline::{Outline, RowKind};
use super::scroll::Scroll;
use super::search::{Hit, Needle, Way};
use super::wrap::{Rows, brief, sentences};
use crate::token::anatomy::{self, Kind, Token};
use crate::token::dates::{self, Reader, TimeFormat};
use crate::token::duration::{Words, sooner};
use crate::token::explain::{self, Explanation};
use crate::token::findings;
use crate::token::gloss;
use crate::token::json::Document;
use crate::token::life_words;
use crate::token::lifetime::{State as Life, Times};
use crate::token::moment::Moment;
use crate::token::part::{Part, Role};
use crate::token::remarks::{self, Remark};
use crate::token::zone::Zone;

/// Columns from which the Lifetime pane says everything about a date in one row.
pub const ROOMY: usize = 92;

/// Columns of the names that stand before dates and verdicts.
pub const LABEL: usize = 12;

/// Columns from which the Verdict pane has room for them.
const LABELLED: usize = 44;

/// Columns of an algorithm's name in the verdict; registered ones have 18 at most.
const ALG_SHOWN: usize = 32;

/// A row of the Lifetime pane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LifeRow {
    /// The bar.
    Bar,
    /// A date: what happens then, and when.
    Text(&'static str, Words),
    /// The date of the row above by a clock, where it did not fit there.
    Clock(String),
}

/// How the cursor moves in the characters of the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caret {
    /// By characters.
    Characters(isize),
    /// By rows.
    Rows(isize),
}

/// What a row of the Verdict pane is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Is it genuine?
    Signature,
    /// Is it current?
    Time,
    /// Is anything wrong with it?
    Findings,
}

impl Subject {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Time => "time",
            Self::Findings => "findings",
        }
    }
}

/// What the Verdict pane says of one subject.
pub type Verdict = (Subject, Words);

/// A token with what is asked of it again and again.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The token.
    pub token: Token,
    /// Its times.
    pub times: Times,
    /// What is to be said about it, at the instants for which that holds.
    remarks: Vec<Remark>,
    holds: Range<Moment>,
}

/// The end of time, as far as remarks are concerned.
const ALWAYS: Moment = Moment::from_ms(i64::MAX);

impl Opened {
    /// A token to be looked at from `now` on.
    #[must_use]
    pub fn new(token: Token, now: Moment) -> Self {
        let times = token.times();
        let mut opened = Self { token, times, remarks: Vec::new(), holds: now..now };
        opened.review(now);
        opened
    }

    /// Finds and reads the tokens of a text.
    #[must_use]
    pub fn all(text: &str, now: Moment) -> Vec<Self> {
        anatomy::read_all(text).into_iter().map(|token| Self::new(token, now)).collect()
    }

    /// What is to be said about it.
    #[must_use]
    pub fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// Reviews it again where what was said no longer holds at `now`.
    pub fn review(&mut self, now: Moment) {
        if self.holds.contains(&now) {
            return;
        }
        self.remarks = remarks::list(&self.token, &findings::review(&self.token, now));
        self.holds = now..findings::next_change(&self.token, now).unwrap_or(ALWAYS);
    }
}

/// What was pasted before and after what is looked at.
#[derive(Debug, Clone, PartialEq, Default)]
struct History {
    past: Vec<Vec<Opened>>,
    future: Vec<Vec<Opened>>,
}

/// So much text is kept of earlier pastes, in bytes; the oldest go first.
const KEPT: usize = 32 << 20;

impl History {
    fn remember(&mut self, tokens: Vec<Opened>) {
        self.future.clear();
        if tokens.is_empty() {
            return;
        }
        self.past.push(tokens);
        let size = |tokens: &Vec<Opened>| tokens.iter().map(|opened| opened.token.text.len()).sum::<usize>();
        while self.past.iter().map(size).sum::<usize>() > KEPT {
            self.past.remove(0);
        }
    }
}

/// Is the value at `index` a container with something in it?
fn holds_any(document: &Document, index: u32) -> bool {
    document.node(index).is_some_and(|node| node.next > index + 1)
}

/// The container at `index`, or the one that it stands in; `None` for a member of the outermost object that holds nothing.
fn foldable(document: &Document, index: u32) -> Option<u32> {
    let around =
        |inner: u32| (1..inner).rev().find(|outer| document.node(*outer).is_some_and(|node| node.next > inner));
    if holds_any(document, index) { Some(index) } else { around(index) }
}

/// Everything that Inspect remembers.
#[derive(Debug, Clone, PartialEq)]
pub struct Inspect {
    /// The tokens of the last paste, in order of appearance.
    pub tokens: Vec<Opened>,
    /// The one that is looked at.
    pub selected: usize,
    /// The pane that keys go to.
    pub focus: Pane,
    /// Does that pane have the body for itself?
    pub zoomed: bool,
    /// The instant at which tokens are judged; `None` for now.
    pub judged_at: Option<Moment>,
    /// Seconds by which clocks may differ.
    pub leeway: i64,
    /// How instants are shown.
    pub format: TimeFormat,
    /// Where each pane stands, by its index.
    pub scrolls: [Scroll; Pane::ALL.len()],
    /// Text that is looked for.
    pub needle: Option<Needle>,
    /// The containers of the payload that are folded.
    pub folded: BTreeSet<u32>,
    /// What was pasted before, the latest last, and after.
    history: History,
    /// The value that the cursor stays with while rows come and go.
    follow: Option<u32>,
    /// The byte of the token's text under the cursor, where the Token pane has it.
    pub caret: usize,
    /// How many columns each pane has inside, by its index; 0 for one out of sight.
    pub widths: [usize; Pane::ALL.len()],
    /// The rows of the token's characters.
    pub characters: Rows,
    /// The rows of the header.
    pub header: Outline,
    /// The rows of the payload, or of the sealed parts.
    pub payload: Outline,
}

impl Default for Inspect {
    fn default() -> Self {
        Self {
            tokens: Vec::new(),
            selected: 0,
            focus: Pane::Payload,
            zoomed: false,
            judged_at: None,
            leeway: 0,
            format: TimeFormat::default(),
            scrolls: [Scroll::default(); Pane::ALL.len()],
            needle: None,
            folded: BTreeSet::new(),
            history: History::default(),
            follow: None,
            caret: 0,
            widths: [0; Pane::ALL.len()],
            characters: Rows::Listed(Vec::new()),
            header: Outline::default(),
            payload: Outline::default(),
        }
    }
}

impl Inspect {
    /// The token that is looked at.
    #[must_use]
    pub fn current(&self) -> Option<&Opened> {
        self.tokens.get(self.selected)
    }

    /// The point of view from which dates are told.
    #[must_use]
    pub fn reader(&self, now: Moment, zone: Zone) -> Reader {
        Reader { now: self.judged_at.unwrap_or(now), zone, format: self.format }
    }

    /// The part that the Header pane shows.
    #[must_use]
    pub fn header_part(&self) -> Option<&Part> {
        let token = &self.current()?.token;
        token.part(Role::Header).or_else(|| token.part(Role::Unprotected))
    }

    /// The part that the Payload pane shows; `None` for an encrypted token.
    #[must_use]
    pub fn payload_part(&self) -> Option<&Part> {
        self.current()?.token.part(Role::Payload)
    }

    /// The rows of a pane, all of them.
    #[must_use]
    pub fn rows(&self, pane: Pane, now: Moment, zone: Zone) -> usize {
        match pane {
            Pane::Token => self.characters.len(),
            Pane::Header => self.header.rows.len(),
            Pane::Payload => self.payload.rows.len(),
            Pane::Lifetime => self.lifetime(self.width(pane), now, zone).len(),
            Pane::Verdict => self.verdict_rows(self.width(pane), now, zone).len(),
            Pane::Findings => self.finding_rows(self.width(pane)).len(),
            Pane::Tokens => self.tokens.len(),
            Pane::Explain => self.explain_rows(self.width(pane), now, zone).len(),
        }
    }

    /// The columns inside a pane.
    #[must_use]
    pub fn width(&self, pane: Pane) -> usize {
        self.widths.get(pane.index()).copied().unwrap_or(0)
    }

    /// Does the pane have a cursor, or does it only scroll?
    #[must_use]
    pub const fn has_cursor(pane: Pane) -> bool {
        match pane {
            Pane::Token | Pane::Header | Pane::Payload | Pane::Findings | Pane::Tokens => true,
            Pane::Lifetime | Pane::Verdict | Pane::Explain => false,
        }
    }

    /// Looks at the tokens of a new paste.
    pub fn open(&mut self, tokens: Vec<Opened>) {
        // What was asked of another token is not asked of these.
        self.judged_at = None;
        let before = std::mem::replace(&mut self.tokens, tokens);
        self.history.remember(before);
        self.select(0);
    }

    /// Goes back to what was pasted before; answers whether there was anything.
    pub fn undo(&mut self) -> bool {
        let Some(before) = self.history.past.pop() else { return false };
        self.history.future.push(std::mem::replace(&mut self.tokens, before));
        self.select(0);
        true
    }

    /// Goes forward again; answers whether there was anything.
    pub fn redo(&mut self) -> bool {
        let Some(after) = self.history.future.pop() else { return false };
        self.history.past.push(std::mem::replace(&mut self.tokens, after));
        self.select(0);
        true
    }

    /// Folds or unfolds the container that the cursor is on or in.
    pub fn fold(&mut self) {
        let Some((Role::Payload, index)) = self.subject() else { return };
        let Some(document) = self.payload_part().and_then(Part::json) else { return };
        let Some(container) = foldable(document, index) else { return };
        if !self.folded.remove(&container) {
            self.folded.insert(container);
        }
        self.follow = Some(container);
    }

    /// Unfolds everything, or folds every container of the outermost object.
    pub fn fold_all(&mut self) {
        let Some(document) = self.payload_part().and_then(Part::json) else { return };
        let all: BTreeSet<u32> = document.members(0).filter(|index| holds_any(document, *index)).collect();
        let subject = self.subject().and_then(|(_, index)| explain::outermost(document, index));
        self.folded = if self.folded.is_empty() { all } else { BTreeSet::new() };
        self.follow = subject;
    }

    /// The pane that is searched: the focused one; the payload, where the focus is on none that can be searched.
    #[must_use]
    pub fn searched(&self) -> Pane {
        match self.focus {
            Pane::Token => Pane::Token,
            Pane::Header => Pane::Header,
            _ => Pane::Payload,
        }
    }

    /// Moves the cursor to the next hit in the pane that is searched, which has to be in sight; `None` when there is none.
    pub fn find(&mut self, needle: &Needle, way: Way) -> Option<Hit> {
        let pane = self.searched();
        let cursor = self.scrolls.get(pane.index()).map_or(0, |scroll| scroll.cursor);
        let hit = match pane {
            Pane::Header => needle.find(self.header_part()?, &self.header, cursor, way)?,
            Pane::Payload => needle.find(self.payload_part()?, &self.payload, cursor, way)?,
            Pane::Token => {
                let (at, which, of) = needle.find_in(&self.current()?.token.text, self.caret, way)?;
                self.caret = at;
                Hit { row: self.characters.row_of(at), which, of }
            }
            Pane::Lifetime | Pane::Verdict | Pane::Findings | Pane::Tokens | Pane::Explain => return None,
        };
        self.focus = pane;
        self.scrolls.get_mut(pane.index())?.cursor = hit.row;
        Some(hit)
    }

    /// Looks at another token of the list.
    pub fn select(&mut self, index: usize) {
        self.selected = index.min(self.tokens.len().saturating_sub(1));
        self.scrolls = [Scroll::default(); Pane::ALL.len()];
        self.caret = 0;
        self.folded = BTreeSet::new();
        // Those of panes out of sight are not built again at once, and name values of another token.
        self.header = Outline::default();
        self.payload = Outline::default();
        if let Some(scroll) = self.scrolls.get_mut(Pane::Tokens.index()) {
            scroll.cursor = self.selected;
        }
        if self.tokens.len() < 2 && self.focus == Pane::Tokens {
            self.focus = Pane::Payload;
        }
    }

    /// Builds the rows of the panes as wide as they are now.
    pub fn fill(&mut self, layout: &Layout, now: Moment, zone: Zone) {
        let reader = self.reader(now, zone);
        self.widths = [0; Pane::ALL.len()];
        for (pane, area) in &layout.panes {
            if let Some(width) = self.widths.get_mut(pane.index()) {
                *width = usize::from(area.width.saturating_sub(2));
            }
        }
        let width = |pane: Pane| self.widths.get(pane.index()).copied().filter(|width| *width > 0);
        let Some(opened) = self.tokens.get(self.selected) else {
            return;
        };
        let token = &opened.token;
        if let Some(width) = width(Pane::Token) {
            self.characters = Rows::of(&token.text, width);
        }
        // One column for the cursor.
        if let (Some(width), Some(part)) =
            (width(Pane::Header), token.part(Role::Header).or_else(|| token.part(Role::Unprotected)))
        {
            self.header = Outline::of(part, width.saturating_sub(1), &|index| gloss::parameter(part.json()?, index));
        }
        if let Some(width) = width(Pane::Payload) {
            self.payload = match token.part(Role::Payload) {
                Some(part) => {
                    let words = |index| gloss::claim(part.json()?, index, reader);
                    Outline::folded(part, width.saturating_sub(1), &self.folded, &words)
                }

                None => Outline::sealed(
                    (0_u32..)
                        .zip(&token.parts)
                        .filter(|(_, part)| !matches!(part.role, Role::Header | Role::Unprotected))
                        .map(|(i, _)| i),
                ),
            };
        }
        if let Some(node) = self.follow.take() {
            let row = self.payload.rows.iter().position(|row| row.node == node);
            if let (Some(row), Some(scroll)) = (row, self.scrolls.get_mut(Pane::Payload.index())) {
                scroll.cursor = row;
            }
        }
    }

    /// The state of the token in time.
    #[must_use]
    pub fn life(&self, now: Moment, zone: Zone) -> Option<Life> {
        let reader = self.reader(now, zone);
        self.current().map(|opened| opened.times.state(reader.now, self.leeway))
    }

    /// The state in a few words for the title line: `12:31 left`, `expired 1 y 240 d ago`.
    #[must_use]
    pub fn headline(&self, opened: &Opened, now: Moment, zone: Zone) -> Words {
        life_words::headline(&opened.times, self.reader(now, zone).now, self.leeway)
    }

    /// The rows of the Lifetime pane in `width` columns: the bar, then each date with how far away it is, its clock time here, and in
    /// UTC; in a row of its own each where there is no room for all three.
    #[must_use]
    pub fn lifetime(&self, width: usize, now: Moment, zone: Zone) -> Vec<LifeRow> {
        let Some(opened) = self.current() else { return Vec::new() };
        let reader = self.reader(now, zone);
        let times = &opened.times;
        let mut rows = vec![LifeRow::Bar];
        let mut dates = [("issued", &times.iat), ("valid from", &times.nbf), ("expires", &times.exp)];
        if width < ROOMY {
            // What matters most must be in sight.
            dates.reverse();
        }
        for (label, claim) in dates {
            let date = claim.date();
            let past = date.is_some_and(|date| date.reached(reader.now));
            let label = if label == "expires" && past { "expired" } else { label };
            let instant = date.filter(|date| date.probably().is_none()).and_then(|date| date.moment());
            let Some(at) = instant.filter(|at| zone.civil(*at).is_some()) else {
                if let Some(words) = dates::claim(claim, reader) {
                    let lines = sentences(&words.text, width.saturating_sub(LABEL));
                    let labels = std::iter::once(label).chain(std::iter::repeat(""));
                    let row = |(label, text)| LifeRow::Text(label, Words { text, until: words.until });
                    rows.extend(labels.zip(lines).map(row));
                }
                continue;
            };
            let distance = dates::distance(reader.now, at);
            let mut clocks = vec![dates::utc(at)];
            if zone != Zone::UTC {
                clocks.insert(0, dates::local(at, zone));
            }
            if width < ROOMY {
                rows.push(LifeRow::Text(label, distance));
                rows.extend(clocks.into_iter().map(LifeRow::Clock));
            } else {
                let text = format!("{} · {}", distance.text, clocks.join(" · "));
                rows.push(LifeRow::Text(label, Words { text, ..distance }));
            }
        }
        rows
    }

    /// What the Verdict pane says.
    #[must_use]
    pub fn verdict(&self, now: Moment, zone: Zone) -> Vec<Verdict> {
        let Some(opened) = self.current() else { return Vec::new() };
        let token = &opened.token;
        let alg = token.alg().map_or_else(|| "no alg".to_owned(), |alg| brief(&alg, ALG_SHOWN));
        let signature = match token.kind {
            Kind::Jwe => format!("ENCRYPTED: {alg}, only the key opens it"),
            Kind::Jws if token.unsecured() => "UNSECURED: alg is none, anyone can write this".to_owned(),
            Kind::Jws => format!("NOT CHECKED: no key was given ({alg})"),
            Kind::Fragment => "CANNOT CHECK: parts of the token are missing".to_owned(),
            Kind::Unreadable => "CANNOT CHECK: nothing in it reads".to_owned(),
        };
        let mut rows = vec![(Subject::Signature, Words::lasting(signature))];
        if !matches!(token.kind, Kind::Jwe | Kind::Unreadable) {
            let words = life_words::verdict(&opened.times, self.reader(now, zone).now, self.leeway);
            rows.push((Subject::Time, words));
        }
        let findings = remarks::counted(opened.remarks());
        rows.push((Subject::Findings, Words::lasting(findings)));
        rows
    }

    /// The rows of the Verdict pane in `width` columns: what they are about, its name where there is room for it, and the words.
    #[must_use]
    pub fn verdict_rows(&self, width: usize, now: Moment, zone: Zone) -> Vec<(Subject, &'static str, String)> {
        let labelled = width >= LABELLED;
        let room = if labelled { width.saturating_sub(LABEL) } else { width.saturating_sub(2) };
        let mut rows = Vec::new();
        for (subject, words) in self.verdict(now, zone) {
            // Where every column counts, so does every word.
            let text = if labelled { words.text } else { words.text.replacen("for another ", "for ", 1) };
            for (i, line) in sentences(&text, room).into_iter().enumerate() {
                rows.push((subject, if labelled && i == 0 { subject.name() } else { "" }, line));
            }
        }
        rows
    }

    /// The rows of the Findings pane in `width` columns: which remark, and a line of it.
    #[must_use]
    pub fn finding_rows(&self, width: usize) -> Vec<(usize, String)> {
        let room = width.saturating_sub(4);
        let mut rows = Vec::new();
        for (i, remark) in self.remarks().iter().enumerate() {
            rows.extend(sentences(&remark.sentence, room).into_iter().map(|line| (i, line)));
        }
        rows
    }

    /// The remark under the cursor of the Findings pane.
    #[must_use]
    pub fn remark(&self) -> Option<&Remark> {
        let cursor = self.scrolls.get(Pane::Findings.index())?.cursor;
        let (index, _) = *self.finding_rows(self.width(Pane::Findings)).get(cursor)?;
        self.remarks().get(index)
    }

    /// What the Findings pane lists.
    #[must_use]
    pub fn remarks(&self) -> &[Remark] {
        self.current().map_or(&[], Opened::remarks)
    }

    /// Reviews the token that is looked at, where what was said no longer holds.
    pub fn review(&mut self, now: Moment, zone: Zone) {
        let now = self.reader(now, zone).now;
        if let Some(opened) = self.tokens.get_mut(self.selected) {
            opened.review(now);
        }
    }

    /// The member that the cursor is on: its part and its place among the values there.
    #[must_use]
    pub fn subject(&self) -> Option<(Role, u32)> {
        let token = &self.current()?.token;
        let of_row = |outline: &Outline, pane: Pane, role: Role| {
            let cursor = self.scrolls.get(pane.index())?.cursor;
            let row = outline.rows.get(cursor)?;
            token.part(role)?.json()?;
            matches!(row.kind, RowKind::Member | RowKind::More | RowKind::Words | RowKind::Close)
                .then_some((role, row.node))
        };
        match self.focus {
            Pane::Token => explain::at_character(token, self.caret),
            Pane::Findings => self.remark()?.at,
            Pane::Lifetime => {
                let claims = token.claims()?;
                ["exp", "iat", "nbf"].into_iter().find_map(|name| Some((Role::Payload, claims.get(name)?)))
            }
            Pane::Header => of_row(&self.header, Pane::Header, self.header_part()?.role),
            _ => of_row(&self.payload, Pane::Payload, Role::Payload),
        }
    }

    /// The characters of the token that encode the member under the cursor, as bytes of its text.
    #[must_use]
    pub fn highlight(&self) -> Option<Range<usize>> {
        let (role, index) = self.subject()?;
        let part = self.current()?.token.part(role)?;
        let characters = explain::encoded_by(part, part.json()?, index)?;
        Some(part.at.start + characters.start..part.at.start + characters.end)
    }

    /// What the member under the cursor means.
    #[must_use]
    pub fn explanation(&self, now: Moment, zone: Zone) -> Option<Explanation> {
        if self.focus == Pane::Findings {
            let remark = self.remark()?;
            let paragraphs = std::iter::once(&remark.sentence).chain(&remark.more);
            let paragraphs = paragraphs.map(|text| Words::lasting(text.as_str())).collect();
            return Some(Explanation { title: remark.title.to_owned(), paragraphs });
        }
        let (role, index) = self.subject()?;
        explain::member(&self.current()?.token, role, index, self.reader(now, zone))
    }

    /// The next instant at which a word of the explanation changes by itself.
    #[must_use]
    pub fn explanation_changes(&self, now: Moment, zone: Zone) -> Option<Moment> {
        if self.judged_at.is_some() {
            return None;
        }
        let paragraphs = self.explanation(now, zone).map(|explanation| explanation.paragraphs).unwrap_or_default();
        paragraphs.into_iter().map(|words| words.until).fold(None, sooner)
    }

    /// The rows of the explanation in `width` columns.
    #[must_use]
    pub fn explain_rows(&self, width: usize, now: Moment, zone: Zone) -> Vec<String> {
        let Some(explanation) = self.explanation(now, zone) else { return Vec::new() };
        explanation.paragraphs.iter().flat_map(|words| sentences(&words.text, width.saturating_sub(2))).collect()
    }

    /// Moves the cursor in the characters of the token.
    pub fn move_caret(&mut self, to: Caret) {
        let last = self.current().map_or(0, |opened| opened.token.text.len()).saturating_sub(1);
        let row = self.characters.row_of(self.caret);
        let column = self.caret.saturating_sub(self.characters.range(row).start);
        self.caret = match to {
            Caret::Characters(n) => self.caret.saturating_add_signed(n).min(last),
            Caret::Rows(n) => {
                let row = row.saturating_add_signed(n).min(self.characters.len().saturating_sub(1));
                let range = self.characters.range(row);
                // An empty row has its beginning all the same.
                range.start.saturating_add(column).min(range.end.saturating_sub(1)).max(range.start)
            }
        };
        if let Some(scroll) = self.scrolls.get_mut(Pane::Token.index()) {
            scroll.cursor = self.characters.row_of(self.caret);
        }
    }

    /// The next instant at which a word of this screen changes by itself.
    #[must_use]
    pub fn next_wake(&self, layout: &Layout, now: Moment, zone: Zone) -> Option<Moment> {
        if self.judged_at.is_some() {
            return None;
        }
        let current = self.current()?;
        let reader = self.reader(now, zone);
        let mut wake = self.headline(current, now, zone).until;
        if layout.panes.iter().any(|(pane, _)| matches!(pane, Pane::Findings | Pane::Verdict)) {
            wake = sooner(wake, Some(current.holds.end).filter(|end| *end < ALWAYS));
        }
        for (pane, area) in &layout.panes {
            let height = usize::from(area.height.saturating_sub(2));
            let changes: Vec<Option<Moment>> = match pane {
                Pane::Verdict => self.verdict(now, zone).into_iter().map(|(_, words)| words.until).collect(),
                Pane::Lifetime => self
                    .lifetime(self.width(*pane), now, zone)
                    .into_iter()
                    .map(|row| match row {
                        LifeRow::Text(_, words) => words.until,
                        LifeRow::Bar | LifeRow::Clock(_) => None,
                    })
                    .collect(),
                Pane::Tokens => {
                    let top = self.scrolls.get(pane.index()).map_or(0, |scroll| scroll.top);
                    // Of other kinds the list says no time.
                    let told = self.tokens.iter().skip(top).take(height).filter(|other| other.token.kind == Kind::Jws);
                    told.map(|opened| self.headline(opened, now, zone).until).collect()
                }
                Pane::Payload => {
                    let Some(claims) = current.token.claims() else {
                        continue;
                    };
                    let top = self.scrolls.get(pane.index()).map_or(0, |scroll| scroll.top);
                    self.payload
                        .rows
                        .iter()
                        .skip(top)
                        .take(height)
                        .filter(|row| matches!(row.kind, RowKind::Member | RowKind::Words))
                        .filter(|row| claims.node(row.node).is_some_and(|node| node.depth == 1))
                        .map(|row| gloss::claim(claims, row.node, reader).and_then(|gloss| gloss.until()))
                        .collect()
                }
                Pane::Explain => vec![self.explanation_changes(now, zone)],
                Pane::Token | Pane::Header | Pane::Findings => continue,
            };
            wake = changes.into_iter().fold(wake, sooner);
        }
        wake
    }
}
