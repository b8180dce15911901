//! The Inspect screen: the tokens at hand, the one that is looked at, and from when it is judged.

use super::layout::{Layout, Pane};
use super::outline::{Outline, RowKind};
use super::scroll::Scroll;
use super::wrap::Rows;
use crate::token::anatomy::{Kind, Token};
use crate::token::dates::{self, Reader, TimeFormat};
use crate::token::duration::{Words, sooner};
use crate::token::fault::Fault;
use crate::token::gloss;
use crate::token::life_words;
use crate::token::lifetime::{State as Life, Times};
use crate::token::moment::Moment;
use crate::token::part::{Part, Role};
use crate::token::zone::Zone;

/// Columns from which the Lifetime pane says everything in one row.
pub const ROOMY: usize = 60;

/// A token with what is asked of it again and again.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The token.
    pub token: Token,
    /// Its times.
    pub times: Times,
}

impl Opened {
    /// A token to be looked at.
    #[must_use]
    pub fn new(token: Token) -> Self {
        let times = token.times();
        Self { token, times }
    }
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
            Pane::Lifetime => self.lifetime(ROOMY, now, zone).len() + 2,
            Pane::Verdict => self.verdict(now, zone).len(),
            Pane::Findings => self.findings().len(),
            Pane::Tokens => self.tokens.len(),
        }
    }

    /// Does the pane have a cursor, or does it only scroll?
    #[must_use]
    pub const fn has_cursor(pane: Pane) -> bool {
        match pane {
            Pane::Header | Pane::Payload | Pane::Findings | Pane::Tokens => true,
            Pane::Token | Pane::Lifetime | Pane::Verdict => false,
        }
    }

    /// Looks at the tokens of a new paste.
    pub fn open(&mut self, tokens: Vec<Token>) {
        self.tokens = tokens.into_iter().map(Opened::new).collect();
        self.select(0);
    }

    /// Looks at another token of the list.
    pub fn select(&mut self, index: usize) {
        self.selected = index.min(self.tokens.len().saturating_sub(1));
        self.scrolls = [Scroll::default(); Pane::ALL.len()];
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
        let width = |wanted: Pane| {
            layout
                .panes
                .iter()
                .find(|(pane, _)| *pane == wanted)
                .map(|(_, area)| usize::from(area.width.saturating_sub(2)))
        };
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
                    Outline::of(part, width.saturating_sub(1), &|index| gloss::claim(part.json()?, index, reader))
                }
                None => Outline::sealed(
                    (0_u32..)
                        .zip(&token.parts)
                        .filter(|(_, part)| !matches!(part.role, Role::Header | Role::Unprotected))
                        .map(|(i, _)| i),
                ),
            };
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

    /// The rows under the bar of the Lifetime pane: each date with its clock time here, in UTC, and how far away it is.
    /// Where `width` columns have no room for that, how far away it is.
    #[must_use]
    pub fn lifetime(&self, width: usize, now: Moment, zone: Zone) -> Vec<(&'static str, Words)> {
        let Some(opened) = self.current() else {
            return Vec::new();
        };
        let reader = self.reader(now, zone);
        let times = &opened.times;
        [("issued", &times.iat), ("valid from", &times.nbf), ("expires", &times.exp)]
            .into_iter()
            .filter_map(|(label, claim)| {
                let words = match claim.date().and_then(|date| date.moment().filter(|_| date.probably().is_none())) {
                    Some(at) if width < ROOMY => dates::distance(reader.now, at),
                    Some(at) if zone.civil(at).is_some() => {
                        let distance = dates::distance(reader.now, at);
                        let local =
                            if zone == Zone::UTC { String::new() } else { format!("{} · ", dates::local(at, zone)) };
                        Words { text: format!("{} · {local}{}", distance.text, dates::utc(at)), ..distance }
                    }
                    _ => dates::claim(claim, reader)?,
                };
                let label = match claim.date() {
                    Some(date) if label == "expires" && date.reached(reader.now) => "expired",
                    _ => label,
                };
                Some((label, words))
            })
            .collect()
    }

    /// The rows of the Verdict pane: what was judged, and the judgement.
    #[must_use]
    pub fn verdict(&self, now: Moment, zone: Zone) -> Vec<(&'static str, Words)> {
        let Some(opened) = self.current() else {
            return Vec::new();
        };
        let token = &opened.token;
        let alg = token
            .alg()
            .map_or_else(|| "no algorithm".to_owned(), |alg| crate::token::visible::visible(&alg).into_owned());
        let signature = match token.kind {
            Kind::Jwe => Words::lasting(format!("sealed: {alg}, only its key opens it")),
            Kind::Jws if token.unsecured() => Words::lasting("UNSECURED: alg is none, anyone can write this"),
            Kind::Jws => {
                let octets = token.part(Role::Signature).map_or(0, |part| part.octets().len());
                Words::lasting(format!("NOT CHECKED: no key given ({alg}, {octets} octets)"))
            }
            Kind::Fragment => Words::lasting("CANNOT CHECK: parts of the token are missing"),
            Kind::Unreadable => Words::lasting("CANNOT CHECK: nothing in it reads"),
        };
        let mut rows = vec![("signature", signature)];
        if !matches!(token.kind, Kind::Jwe | Kind::Unreadable) {
            rows.push(("time", life_words::verdict(&opened.times, self.reader(now, zone).now, self.leeway)));
        }
        let faults = token.faults.len();
        let findings = match faults {
            0 => "nothing is wrong with its form".to_owned(),
            1 => "1 fault".to_owned(),
            _ => format!("{faults} faults"),
        };
        rows.push(("findings", Words::lasting(findings)));
        rows
    }

    /// What the Findings pane lists.
    #[must_use]
    pub fn findings(&self) -> &[Fault] {
        self.current().map_or(&[], |opened| &opened.token.faults)
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
        for (pane, area) in &layout.panes {
            let height = usize::from(area.height.saturating_sub(2));
            let changes: Vec<Option<Moment>> = match pane {
                Pane::Verdict => self.verdict(now, zone).into_iter().map(|(_, words)| words.until).collect(),
                Pane::Lifetime => self.lifetime(ROOMY, now, zone).into_iter().map(|(_, words)| words.until).collect(),
                Pane::Tokens => self.tokens.iter().map(|opened| self.headline(opened, now, zone).until).collect(),
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
                        .map(|row| gloss::claim(claims, row.node, reader).and_then(|words| words.until))
                        .collect()
                }
                Pane::Token | Pane::Header | Pane::Findings => continue,
            };
            wake = changes.into_iter().fold(wake, sooner);
        }
        wake
    }
}
