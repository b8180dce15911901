//! What the Verdict pane says: is the token genuine, is it current, is anything wrong with it.

use super::{Inspect, LABEL};
use crate::app::screen::Around;
use crate::app::words_of_frame as words;
use crate::app::wrap::{brief, sentences};
use crate::token::anatomy::Kind;
use crate::token::duration::Words;
use crate::token::life_words;
use crate::token::moment::Moment;
use crate::token::remarks;
use crate::token::zone::Zone;

/// Columns from which the Verdict pane has room for them.
const LABELLED: usize = 44;

/// Columns of an algorithm's name in the verdict; registered ones have 18 at most.
const ALG_SHOWN: usize = 32;

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

impl Inspect {
    /// Is the signature that is looked at none at all: its `alg` is `none`?
    #[must_use]
    pub fn is_unsecured(&self) -> bool {
        let token = self.current().map(|opened| &opened.token).filter(|token| token.kind == Kind::Jws);
        token.and_then(|token| token.alg_of(self.signer)).as_deref() == Some("none")
    }

    /// What the Verdict pane says.
    #[must_use]
    pub fn verdict(&self, now: Moment, zone: Zone) -> Vec<Verdict> {
        let Some(opened) = self.current() else { return Vec::new() };
        let token = &opened.token;
        let alg = token.alg_of(self.signer).map_or_else(|| words::NO_ALG.to_owned(), |alg| brief(&alg, ALG_SHOWN));
        let signature = match token.kind {
            Kind::Jwe => words::says_encrypted(&alg),
            Kind::Jws if self.is_unsecured() => words::SAYS_UNSECURED.to_owned(),
            Kind::Jws => words::says_not_checked(&alg),
            Kind::Fragment => words::PARTS_MISSING.to_owned(),
            Kind::Unreadable => words::CANNOT_BE_READ.to_owned(),
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

    /// The same as text, one subject a line.
    pub(super) fn verdict_text(&self, around: Around) -> String {
        let line = |(subject, words): Verdict| format!("{}: {}\n", subject.name(), words.text);
        self.verdict(around.now, around.zone).into_iter().map(line).collect()
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
}
