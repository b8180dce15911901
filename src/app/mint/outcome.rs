//! What the form gives: a token and what is to be known of it, or why there is none. Never an old token.

use std::ops::Range;

use super::form::Mistake;
use super::row::Row;
use crate::app::outline::{CHANGING_WORDS, Outline};
use crate::app::wrap::sentences;
use crate::crypto::mint::Warning;
use crate::token::anatomy::Token;
use crate::token::dates::{self, Reader, TimeFormat};
use crate::token::duration;
use crate::token::findings;
use crate::token::gloss;
use crate::token::lifetime::State;
use crate::token::moment::Moment;
use crate::token::numeric_date::DateClaim;
use crate::token::part::{Part, Role};
use crate::token::visible::visible;
use crate::token::zone::Zone;

/// The most that browsers keep in one cookie, in bytes (RFC 6265 §6.1).
pub const COOKIE: usize = 4096;

/// What many servers take as header lines before they answer 431, in bytes.
pub const HEADERS: usize = 8192;

/// The rows of characters that are shown of a token: a quarter of all, between these.
const LEAST_ROWS: usize = 4;
const MOST_ROWS: usize = 8;

/// What the form gives.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A token.
    Minted(Box<Minted>),
    /// No token, because of these.
    NotMintable(Vec<Mistake>),
    /// No token yet: the key is being read or made.
    Waiting,
}

/// A token that was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Minted {
    /// The token, taken apart as any other.
    pub token: Token,
    /// When.
    pub at: Moment,
    /// What is to be known of it.
    pub warnings: Vec<Warning>,
    /// Why a verifier refuses it at that instant.
    pub refusals: Vec<String>,
}

/// A row of the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// These characters of the token.
    Token(Range<usize>),
    /// So many more are not shown.
    More(usize),
    /// How large the token is.
    Size(usize),
    /// A sentence about the token.
    Said(String),
    /// What its size means.
    Noted(String),
    /// Something to know.
    Warned(String),
    /// The first row of why there is no token.
    Wrong(Row, String),
    /// More of a sentence about what is wrong.
    WrongToo(String),
    /// Row so many of the header or payload.
    Part(Role, usize),
    /// The name of what follows.
    Heading(Role),
    /// Nothing.
    Blank,
}

/// The result in rows of a width.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lines {
    /// The rows.
    pub lines: Vec<Line>,
    /// Those of the header.
    pub header: Outline,
    /// Those of the payload.
    pub payload: Outline,
}

/// Dates in the result stand still: they are told from when the token was made.
#[must_use]
pub const fn reader(minted: &Minted, zone: Zone) -> Reader {
    Reader { now: minted.at, zone, format: TimeFormat::Local }
}

impl Outcome {
    /// The token, where there is one.
    #[must_use]
    pub fn token(&self) -> Option<&Token> {
        match self {
            Self::Minted(minted) => Some(&minted.token),
            Self::NotMintable(_) | Self::Waiting => None,
        }
    }

    /// What is wrong with a row.
    #[must_use]
    pub fn mistake(&self, row: Row) -> Option<&Mistake> {
        match self {
            Self::NotMintable(mistakes) => mistakes.iter().find(|mistake| mistake.row == row),
            Self::Minted(_) | Self::Waiting => None,
        }
    }

    /// All of it in rows of `width` columns, of which `height` are in sight.
    #[must_use]
    pub fn lines(&self, (width, height): (usize, usize), zone: Zone) -> Lines {
        let mut all = Lines::default();
        match self {
            Self::Waiting => {}
            Self::NotMintable(mistakes) => {
                for mistake in mistakes {
                    let sentence = format!("{}: {}", mistake.row.label(), visible(&mistake.why));
                    for (index, text) in sentences(&sentence, width.saturating_sub(3)).into_iter().enumerate() {
                        all.lines.push(if index == 0 { Line::Wrong(mistake.row, text) } else { Line::WrongToo(text) });
                    }
                }
            }
            Self::Minted(minted) => minted.lines((width, height), zone, &mut all),
        }
        all
    }
}

impl Minted {
    /// A token as it was made at `at`.
    #[must_use]
    pub fn new(token: Token, at: Moment, warnings: Vec<Warning>) -> Self {
        let faults = token.refused_for().map(|fault| format!("every verifier refuses it: {}", fault.why));
        let contradicts =
            |id| matches!(id, findings::Id::ExpBeforeNbf | findings::Id::ExpBeforeIat | findings::Id::IatFuture);
        let findings = findings::review(&token, at).into_iter().filter(|finding| contradicts(finding.id));
        let dates = findings.map(|finding| finding.message);
        let expired = matches!(token.times().state(at, 0), State::Expired)
            .then(|| "exp has passed: every verifier refuses it".to_owned());
        let refusals = expired.into_iter().chain(dates).chain(faults).collect();
        Self { token, at, warnings, refusals }
    }

    fn lines(&self, (width, height): (usize, usize), zone: Zone, all: &mut Lines) {
        let text = self.token.text.len();
        let row = width.saturating_sub(1).max(1);
        let most = (height / 4).clamp(LEAST_ROWS, MOST_ROWS);
        let shown = if text.div_ceil(row) > most { row * (most - 1) } else { text };
        all.lines.extend((0..shown).step_by(row).map(|at| Line::Token(at..(at + row).min(shown))));
        if shown < text {
            all.lines.push(Line::More(text - shown));
        }
        all.lines.push(Line::Size(text));
        // That it fits is worth a row where there is one to spare.
        let meaning = sentences(size_meaning(text), width.saturating_sub(1));
        if text > COOKIE || meaning.len() == 1 {
            all.lines.extend(meaning.into_iter().map(Line::Noted));
        }
        all.lines.extend(sentences(&self.life(zone), width.saturating_sub(1)).into_iter().map(Line::Said));
        let warnings = self.warnings.iter().map(ToString::to_string);
        for warning in self.refusals.iter().cloned().chain(warnings) {
            for (index, text) in sentences(&visible(&warning), width.saturating_sub(3)).into_iter().enumerate() {
                all.lines.push(Line::Warned(format!("{}{text}", if index == 0 { "! " } else { "  " })));
            }
        }
        for role in [Role::Header, Role::Payload] {
            let Some(part) = self.token.part(role) else { continue };
            let outline = self.outline(part, width.saturating_sub(1), zone);
            all.lines.push(Line::Blank);
            all.lines.push(Line::Heading(role));
            all.lines.extend((0..outline.len()).map(|index| Line::Part(role, index)));
            if role == Role::Header {
                all.header = outline;
            } else {
                all.payload = outline;
            }
        }
    }

    fn outline(&self, part: &Part, width: usize, zone: Zone) -> Outline {
        let reader = reader(self, zone);
        let room = width.min(CHANGING_WORDS * 3);
        Outline::of(part, room, &|index| {
            let document = part.json()?;
            match part.role {
                Role::Header => gloss::parameter(document, index),
                Role::Unprotected
                | Role::Payload
                | Role::Signature
                | Role::EncryptedKey
                | Role::Iv
                | Role::Ciphertext
                | Role::Tag
                | Role::Aad
                | Role::Disclosure
                | Role::KeyBinding
                | Role::Surplus => gloss::claim(document, index, reader),
            }
        })
    }

    /// How long it lives, in words.
    #[must_use]
    pub fn life(&self, zone: Zone) -> String {
        let times = self.token.times();
        let told = |moment| dates::short(moment, reader(self, zone)).text;
        let moment = |claim: &DateClaim| claim.date().and_then(|date| date.moment());
        let begin = moment(&times.nbf).filter(|nbf| *nbf > self.at).map(|nbf| format!("valid from {}", told(nbf)));
        let end = match (moment(&times.exp), times.span_seconds()) {
            (None, _) => "no expiry".to_owned(),
            (Some(exp), _) if exp <= self.at => format!("expired already, at {}", told(exp)),
            (Some(exp), Some(span)) => format!("good for {}, until {}", duration::in_words(span), told(exp)),
            (Some(exp), None) => format!("good until {}", told(exp)),
        };
        begin.into_iter().chain([end]).collect::<Vec<_>>().join(", ")
    }
}

/// What a size means for how a token travels.
const fn size_meaning(bytes: usize) -> &'static str {
    if bytes <= COOKIE {
        "fits a cookie (4096) and a request's headers (8192)"
    } else if bytes <= HEADERS {
        "too large for a cookie (4096), fits a request's headers (8192)"
    } else {
        "too large for a cookie (4096) and for the headers most servers take (8192)"
    }
}
