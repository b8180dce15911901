//! What the Verdict pane says: is the token genuine, is it current, is it as expected, is anything wrong with it.

use super::{Inspect, LABEL, said};
use crate::app::screen::Around;
use crate::app::words_of_frame as words;
use crate::app::wrap::{brief, sentences};
use crate::crypto::Verdict as Judgement;
use crate::crypto::key_binding::Binding;
use crate::crypto::sd_jwt::SdJwt;
use crate::crypto::verdict::{Note, Obstacle, Signer};
use crate::token::anatomy::{Kind, Token};
use crate::token::duration::Words;
use crate::token::explain::Explanation;
use crate::token::life_words;
use crate::token::lifetime::State;
use crate::token::moment::Moment;
use crate::token::part::Role;
use crate::token::remarks;
use crate::token::zone::Zone;

/// Columns from which the Verdict pane has room for them.
const LABELLED: usize = 44;

/// Columns of an algorithm's name in the verdict; registered ones have 18 at most.
const ALG_SHOWN: usize = 32;

/// Columns of where a key came from.
const SOURCE_SHOWN: usize = 40;

/// So many keys that were tried are listed; a key set may hold thousands.
const MOST_TRIED: usize = 32;

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
    /// Where does a payload come from that is not in the token?
    Payload,
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
            Self::Payload => "payload",
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
        if let Some(verdict) = self.judgement() {
            // Which payload that is has a row of its own.
            let notes = verdict.notes().iter().filter(|note| **note != Note::Detached);
            rows.extend(notes.map(|note| (Subject::Note, Words::lasting(note.to_string()))));
        }
        rows.extend(self.other_signatures().map(|words| (Subject::Note, Words::lasting(words))));
        if let Some(payload) = &opened.payload {
            rows.push((Subject::Payload, Words::lasting(payload.words())));
        }
        if !matches!(token.kind, Kind::Jwe | Kind::Unreadable) {
            let words = life_words::verdict(&opened.times, self.reader(now, zone).now, self.leeway);
            rows.push((Subject::Time, words));
        }
        for fault in opened.claimant().refused_for() {
            let name = if fault.part == Some(Role::Payload) { "claims" } else { "header" };
            let row = (Subject::Expected(name, Grade::Bad), Words::lasting(fault.why.clone()));
            // Where each of several is, the findings say.
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
        let disclosed = opened.sd_jwt.as_ref().and_then(SdJwt::refused_for);
        rows.extend(disclosed.map(|why| (Subject::Expected("disclosed", Grade::Bad), Words::lasting(why))));
        let binding = opened.sd_jwt.as_ref().map(|read| &read.binding).filter(|binding| **binding != Binding::None);
        rows.extend(binding.map(|binding| {
            let grade = match binding {
                Binding::Proven | Binding::ProvenForSome => Grade::Good,
                Binding::None | Binding::NotChecked => Grade::Doubtful,
                Binding::Broken(_) => Grade::Bad,
            };
            (Subject::Expected("holder", grade), Words::lasting(binding.to_string()))
        }));
        if matches!(token.kind, Kind::Jws | Kind::Fragment) {
            rows.extend(self.expectations.check(opened.claimant(), self.signer).into_iter().map(|check| {
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

    /// What is to be said of the signatures that are not looked at: the token is good only when all of them are.
    fn other_signatures(&self) -> Option<String> {
        // Whoever an encrypted token is for signs nothing.
        self.current().filter(|opened| opened.token.kind != Kind::Jwe)?;
        let verdicts = self.judgements();
        let bad = |(nth, verdict): &(usize, &Judgement)| {
            *nth != self.signer && !matches!(verdict, Judgement::Valid { .. } | Judgement::NotChecked)
        };
        let (first, verdict) = verdicts.iter().enumerate().find(bad)?;
        let more = verdicts.iter().enumerate().filter(bad).count().saturating_sub(1);
        Some(said::another_signature(first + 1, verdicts.len(), verdict, more))
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
        if self.is_waiting() {
            return (Grade::Doubtful, said::being_checked(&alg));
        }
        let verdict = self.judgement().unwrap_or(&Judgement::NotChecked);
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
            Judgement::CannotCheck { reason: Obstacle::Detached, .. } => {
                (Grade::Doubtful, said::cannot_check_without_payload(because()))
            }
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
        match self.judgement() {
            None if self.is_waiting() => (Grade::Doubtful, said::BEING_CHECKED),
            None | Some(Judgement::NotChecked) => (Grade::Doubtful, words::NOT_CHECKED),
            Some(Judgement::Unsecured) => (Grade::Bad, words::UNSECURED),
            Some(Judgement::Valid { .. }) if self.by_own_key() => (Grade::Doubtful, said::VOUCHES_FOR_ITSELF),
            Some(Judgement::Valid { .. }) => (Grade::Good, said::VALID),
            Some(Judgement::Invalid { .. }) => (Grade::Bad, said::INVALID),
            Some(Judgement::CannotCheck { .. }) => (Grade::Doubtful, said::CANNOT_CHECK),
        }
    }

    /// May the token be accepted, all in all: by every one of its signatures, the time, what is expected, and what nobody may accept?
    /// `None` while nobody can say.
    #[must_use]
    pub fn is_acceptable(&self, now: Moment, zone: Zone) -> Option<bool> {
        let token = self.current()?.claimant();
        match token.kind {
            Kind::Jws => {}
            // Nobody can accept what is not all there.
            Kind::Fragment | Kind::Unreadable => return Some(false),
            Kind::Jwe => return None,
        }
        let in_time = self.life(now, zone).is_some_and(State::acceptable);
        let checks = (0..token.signatures().max(1)).flat_map(|nth| self.expectations.check(token, nth));
        let as_expected = checks.into_iter().all(|check| check.why.is_none());
        let discloses_more = self.current()?.sd_jwt.as_ref().is_some_and(|read| !read.is_acceptable());
        if !in_time || !as_expected || token.refused_for().next().is_some() || discloses_more || self.is_edited() {
            return Some(false);
        }
        let verdicts = self.judgements();
        let refused = |verdict: &Judgement| match verdict {
            Judgement::Unsecured | Judgement::Invalid { .. } | Judgement::CannotCheck { .. } => true,
            Judgement::NotChecked | Judgement::Valid { .. } => false,
        };
        if verdicts.iter().any(refused) {
            return Some(false);
        }
        let valid = !verdicts.is_empty() && verdicts.iter().all(|verdict| matches!(verdict, Judgement::Valid { .. }));
        (valid && !self.by_own_key()).then_some(true)
    }

    /// Is the secret of one of its signatures a well-known one, so that a valid signature proves nothing?
    #[must_use]
    pub fn anyone_signs(&self) -> bool {
        self.judgements().iter().any(Judgement::proves_nothing)
    }

    /// The verdict in full: the reason, what became of each key, what is to be known besides.
    pub(super) fn verdict_explained(&self, now: Moment, zone: Zone) -> Option<Explanation> {
        let opened = self.current()?;
        let mut paragraphs = Vec::new();
        let mut say = |text: String| paragraphs.push(Words::lasting(text));
        let signature = self.signature_words(&opened.token).1;
        say(format!("{signature}."));
        if let Some(verdict) = self.judgement() {
            for note in verdict.notes() {
                say(format!("{note}."));
            }
            for tried in verdict.tried().iter().take(MOST_TRIED) {
                let (number, key) = (tried.key.nth.saturating_add(1), self.key_words(&tried.key));
                let outcome = tried.outcome.to_string();
                // What the verdict says of the one key is not said twice.
                let outcome = if signature.ends_with(&outcome) { "" } else { &outcome };
                say(said::tried(number, &key, outcome));
            }
            let more = verdict.tried().len().saturating_sub(MOST_TRIED);
            if more > 0 {
                say(said::keys_more(more));
            }
            let advice = if self.is_edited() { words::EDITED_ADVICE } else { advice(verdict, self.by_own_key()) };
            say(advice.to_owned());
        }
        paragraphs.push(life_words::verdict(&opened.times, self.reader(now, zone).now, self.leeway));
        // Whatever else speaks against it.
        paragraphs.extend(self.verdict(now, zone).into_iter().filter_map(|(subject, words)| match subject {
            Subject::Expected(name, Grade::Bad) => Some(Words::lasting(said::against(name, &words.text))),
            _ => None,
        }));
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
                Subject::Payload => format!("payload {}", words.text),
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
