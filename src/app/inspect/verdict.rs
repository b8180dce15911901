//! What the Verdict pane says: is the token genuine, is it current, is it as expected, is anything wrong with it.

use super::{Inspect, LABEL, Standing, said};
use crate::app::screen::Around;
use crate::app::words_of_frame as words;
use crate::app::wrap::{brief, sentences};
use crate::crypto::Verdict as Judgement;
use crate::crypto::verdict::Signer;
use crate::token::anatomy::{Kind, Token};
use crate::token::duration::Words;
use crate::token::explain::Explanation;
use crate::token::life_words;
use crate::token::lifetime::State;
use crate::token::moment::Moment;
use crate::token::remarks;
use crate::token::zone::Zone;

/// Columns from which the Verdict pane has room for them.
const LABELLED: usize = 44;

/// Columns of an algorithm's name in the verdict; registered ones have 18 at most.
const ALG_SHOWN: usize = 32;

/// Columns of where a key came from.
const SOURCE_SHOWN: usize = 40;

/// How much a token may be trusted for what a row says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grade {
    /// As it should be.
    Good,
    /// Nobody knows, or there is something to know.
    Doubtful,
    /// Not at all.
    Bad,
}

/// What a row of the Verdict pane is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Is it genuine?
    Signature(Grade),
    /// What is to be known of that besides.
    Note,
    /// Is it current?
    Time,
    /// Is this claim or parameter as expected?
    Expected(&'static str, Grade),
    /// Is anything wrong with it?
    Findings,
}

impl Subject {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Signature(_) => "signature",
            Self::Note => "",
            Self::Time => "time",
            Self::Expected(name, _) => name,
            Self::Findings => "findings",
        }
    }
}

/// What the Verdict pane says of one subject.
pub type Verdict = (Subject, Words);

impl Inspect {
    /// What the Verdict pane says.
    #[must_use]
    pub fn verdict(&self, now: Moment, zone: Zone) -> Vec<Verdict> {
        let Some(opened) = self.current() else { return Vec::new() };
        let token = &opened.token;
        let (grade, signature) = self.signature_words(token);
        let mut rows = vec![(Subject::Signature(grade), Words::lasting(signature))];
        if let Standing::Known(verdict) = self.standing() {
            rows.extend(verdict.notes().iter().map(|note| (Subject::Note, Words::lasting(note.to_string()))));
        }
        if !matches!(token.kind, Kind::Jwe | Kind::Unreadable) {
            let words = life_words::verdict(&opened.times, self.reader(now, zone).now, self.leeway);
            rows.push((Subject::Time, words));
        }
        if matches!(token.kind, Kind::Jws | Kind::Fragment) {
            rows.extend(self.expectations.check(token).into_iter().map(|check| {
                let name = ["alg", "typ", "iss", "aud"].into_iter().find(|name| *name == check.claim);
                let grade = if check.why.is_none() { Grade::Good } else { Grade::Bad };
                let words = check.why.unwrap_or_else(|| said::AS_EXPECTED.to_owned());
                (Subject::Expected(name.unwrap_or("required"), grade), Words::lasting(words))
            }));
        }
        let findings = remarks::counted(opened.remarks());
        rows.push((Subject::Findings, Words::lasting(findings)));
        rows
    }

    /// What is known of the signature, in one sentence.
    fn signature_words(&self, token: &Token) -> (Grade, String) {
        let alg = token.alg_of(self.signer).map_or_else(|| words::NO_ALG.to_owned(), |alg| brief(&alg, ALG_SHOWN));
        match token.kind {
            Kind::Jws => {}
            Kind::Jwe => return (Grade::Doubtful, words::says_encrypted(&alg)),
            Kind::Fragment => return (Grade::Doubtful, words::PARTS_MISSING.to_owned()),
            Kind::Unreadable => return (Grade::Doubtful, words::CANNOT_BE_READ.to_owned()),
        }
        let verdict = match self.standing() {
            Standing::Known(verdict) => verdict,
            Standing::Waiting(_) => return (Grade::Doubtful, said::being_checked(&alg)),
            Standing::Unasked => &Judgement::NotChecked,
        };
        let because = || verdict.reason().unwrap_or_default();
        match verdict {
            Judgement::NotChecked | Judgement::Invalid { .. } | Judgement::CannotCheck { .. } if self.is_edited() => {
                (Grade::Bad, words::says_edited(&alg))
            }
            Judgement::NotChecked => (Grade::Doubtful, words::says_not_checked(&alg)),
            Judgement::Unsecured => (Grade::Bad, words::SAYS_UNSECURED.to_owned()),
            Judgement::Valid { .. } if self.by_own_key() => (Grade::Doubtful, said::matches_its_own_key(&alg)),
            Judgement::Valid { by, .. } => (Grade::Good, said::valid(&alg, &self.key_words(by))),
            Judgement::Invalid { .. } => (Grade::Bad, said::invalid(&because())),
            Judgement::CannotCheck { .. } => (Grade::Doubtful, said::cannot_check(because())),
        }
    }

    /// A key as a row names it; with its number where several came from one place.
    fn key_words(&self, key: &Signer) -> String {
        let source = brief(&key.source, SOURCE_SHOWN);
        let same = self.keys().iter().filter(|other| other.source == key.source).count();
        let number = if same > 1 { format!(" (key {})", key.nth.saturating_add(1)) } else { String::new() };
        let kid = key.kid.as_deref().map(|kid| format!(", kid {}", brief(kid, ALG_SHOWN))).unwrap_or_default();
        format!("{} from {source}{kid}{number}", key.kind.words())
    }

    /// The verdict on the signature in a word or two, for the title line.
    #[must_use]
    pub fn signature_state(&self) -> (Grade, &'static str) {
        match self.current().map(|opened| opened.token.kind) {
            None | Some(Kind::Jws) => {}
            Some(Kind::Jwe) => return (Grade::Doubtful, words::ENCRYPTED),
            Some(Kind::Fragment) => return (Grade::Doubtful, words::FRAGMENT),
            Some(Kind::Unreadable) => return (Grade::Doubtful, words::UNREADABLE),
        }
        if self.is_edited() {
            return (Grade::Bad, words::EDITED);
        }
        match self.standing() {
            Standing::Unasked | Standing::Known(Judgement::NotChecked) => (Grade::Doubtful, words::NOT_CHECKED),
            Standing::Waiting(_) => (Grade::Doubtful, said::BEING_CHECKED),
            Standing::Known(Judgement::Unsecured) => (Grade::Bad, words::UNSECURED),
            Standing::Known(Judgement::Valid { .. }) if self.by_own_key() => {
                (Grade::Doubtful, said::VOUCHES_FOR_ITSELF)
            }
            Standing::Known(Judgement::Valid { .. }) => (Grade::Good, said::VALID),
            Standing::Known(Judgement::Invalid { .. }) => (Grade::Bad, said::INVALID),
            Standing::Known(Judgement::CannotCheck { .. }) => (Grade::Doubtful, said::CANNOT_CHECK),
        }
    }

    /// May the token be accepted, all in all: by the signature that is looked at, the time, what is expected, and what nobody may accept?
    /// `None` while nobody can say.
    #[must_use]
    pub fn is_acceptable(&self, now: Moment, zone: Zone) -> Option<bool> {
        let token = &self.current().filter(|opened| opened.token.kind == Kind::Jws)?.token;
        let in_time = self.life(now, zone).is_some_and(State::acceptable);
        let as_expected = self.expectations.check(token).iter().all(|check| check.why.is_none());
        let discloses_more = self.current()?.sd_jwt.as_ref().is_some_and(|read| read.refused_for().is_some());
        if !in_time || !as_expected || token.refused_for().next().is_some() || discloses_more || self.is_edited() {
            return Some(false);
        }
        match self.standing() {
            Standing::Unasked | Standing::Waiting(_) | Standing::Known(Judgement::NotChecked) => None,
            Standing::Known(Judgement::Valid { .. }) => (!self.by_own_key()).then_some(true),
            Standing::Known(Judgement::Unsecured | Judgement::Invalid { .. } | Judgement::CannotCheck { .. }) => {
                Some(false)
            }
        }
    }

    /// The verdict in full: the reason, what became of each key, what is to be known besides.
    pub(super) fn verdict_explained(&self, now: Moment, zone: Zone) -> Option<Explanation> {
        let opened = self.current()?;
        let mut paragraphs = Vec::new();
        let mut say = |text: String| paragraphs.push(Words::lasting(text));
        say(format!("{}.", self.signature_words(&opened.token).1));
        if let Standing::Known(verdict) = self.standing() {
            for note in verdict.notes() {
                say(format!("{note}."));
            }
            for tried in verdict.tried() {
                say(said::tried(tried.key.nth.saturating_add(1), &self.key_words(&tried.key), &tried.outcome));
            }
            let advice = if self.is_edited() { words::EDITED_ADVICE } else { advice(verdict, self.by_own_key()) };
            say(advice.to_owned());
        }
        paragraphs.push(life_words::verdict(&opened.times, self.reader(now, zone).now, self.leeway));
        Some(Explanation { title: said::THE_VERDICT.to_owned(), paragraphs })
    }

    /// The same as text, one subject a line.
    pub(super) fn verdict_text(&self, around: Around) -> String {
        let line = |(subject, words): Verdict| match subject.name() {
            "" => format!("{}\n", words.text),
            name => format!("{name}: {}\n", words.text),
        };
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
            let text = match subject {
                _ if labelled => words.text,
                Subject::Expected(name, _) => format!("{name}: {}", words.text),
                Subject::Signature(_) | Subject::Note | Subject::Time | Subject::Findings => {
                    words.text.replacen("for another ", "for ", 1)
                }
            };
            for (i, line) in sentences(&text, room).into_iter().enumerate() {
                rows.push((subject, if labelled && i == 0 { subject.name() } else { "" }, line));
            }
        }
        rows
    }
}

/// What to do about a verdict.
const fn advice(verdict: &Judgement, by_own_key: bool) -> &'static str {
    match verdict {
        Judgement::NotChecked => said::GIVE_A_KEY,
        Judgement::Unsecured => said::ABOUT_UNSECURED,
        Judgement::Valid { .. } if by_own_key => said::ABOUT_ITS_OWN_KEY,
        Judgement::Valid { .. } => said::ABOUT_VALID,
        Judgement::Invalid { .. } => said::ABOUT_INVALID,
        Judgement::CannotCheck { .. } => said::ABOUT_CANNOT_CHECK,
    }
}
