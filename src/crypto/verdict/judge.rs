//! The judgement itself, in the order in which a careful reviewer asks: can the token be read, may its algorithm be obeyed, which key is it,
//! does it match.

use std::borrow::Cow;

use super::choose::{Choice, choose};
use super::{Note, Obstacle, Outcome, Reason, Signer, SigningInput, Tried, Verdict, diagnose, signing_input};
use crate::crypto::algorithm::{Algorithm, Family};
use crate::crypto::key::Key;
use crate::crypto::material::Material;
use crate::crypto::verify::{Mismatch, verify};
use crate::crypto::weak::weakness;
use crate::token::anatomy::{Kind, Token};
use crate::token::fault::{Code, Fault};
use crate::token::part::{Part, Role};

/// So many keys, those that the token names first, are read in other ways: each costs a dozen MACs of a token that may be large.
const MOST_DIAGNOSED: usize = 16;

/// What a signature is judged by.
#[derive(Debug, Clone, Copy, Default)]
pub struct Question<'a> {
    /// The keys at hand, in the order in which they were given.
    pub keys: &'a [Key],
    /// The payload, where it is not in the token (RFC 7515 §F).
    pub detached: Option<&'a [u8]>,
}

/// Judges signature `nth` of `token`, from 0.
#[must_use]
pub fn judge(token: &Token, nth: usize, question: &Question<'_>) -> Verdict {
    let algorithm = match algorithm_of(token, nth) {
        Ok(None) => return Verdict::Unsecured,
        Ok(Some(_)) | Err(_) if question.keys.is_empty() => return Verdict::NotChecked,
        Err(reason) => return Verdict::CannotCheck { reason, tried: Vec::new() },
        Ok(Some(algorithm)) => algorithm,
    };
    match signing_input(token, nth, question.detached) {
        Err(reason) => Verdict::CannotCheck { reason, tried: Vec::new() },
        Ok(input) => Trial::new(token, nth, algorithm, input).hold(question),
    }
}

/// The algorithm of signature `nth`, if the token can be read so far that it binds; `None` where it is `none`.
///
/// # Errors
/// What stands in the way of obeying the header.
pub fn algorithm_of(token: &Token, nth: usize) -> Result<Option<Algorithm>, Obstacle> {
    match token.kind {
        Kind::Jws => {}
        Kind::Jwe => return Err(Obstacle::Encrypted),
        Kind::Fragment => return Err(Obstacle::Fragment),
        Kind::Unreadable => return Err(Obstacle::Unreadable),
    }
    if nth >= token.signatures() {
        return Err(Obstacle::NoSuchSignature);
    }
    let of_header = |fault: &&Fault| fault.nth == nth && matches!(fault.part, Some(Role::Header | Role::Unprotected));
    let header_faults = || token.faults.iter().filter(of_header);
    if let Some(fault) = token.faults.iter().find(|fault| fault.part.is_none() && fault.code == Code::SegmentCount) {
        return Err(Obstacle::Segments(fault.why.clone()));
    }
    let unread = |part: &&Part| {
        matches!(part.role, Role::Header | Role::Unprotected)
            && part.nth == nth
            && !(part.complete && part.object().is_some_and(|header| header.fault.is_none()))
    };
    if let Some(part) = token.parts.iter().find(unread) {
        // Stray bits alone keep nobody from reading it.
        let of_part = || header_faults().filter(|fault| fault.part == Some(part.role));
        let why = of_part().find(|fault| fault.code != Code::Base64TrailingBits).or_else(|| of_part().next());
        let why = why.map(|fault| fault.why.clone());
        return Err(Obstacle::Header(why.unwrap_or_else(|| "it is no JSON object".to_owned())));
    }
    for name in ["alg", "crit", "b64"] {
        let times = [Role::Header, Role::Unprotected]
            .into_iter()
            .filter_map(|role| token.nth_part(role, nth)?.object())
            .map(|header| header.all(name).count())
            .sum::<usize>();
        if times > 1 {
            return Err(Obstacle::Ambiguous(name));
        }
    }
    let name = token.alg_of(nth).ok_or(Obstacle::NoAlgorithm)?;
    if name == "none" {
        return Ok(None);
    }
    let extension = |fault: &&Fault| {
        matches!(
            fault.code,
            Code::CritMalformed | Code::CritUnknown | Code::CritAbsent | Code::CritRegistered | Code::B64WithoutCrit
        )
    };
    if let Some(fault) = header_faults().find(extension) {
        return Err(Obstacle::Critical(fault.why.clone()));
    }
    match Algorithm::from_name(&name) {
        Some(algorithm) => Ok(Some(algorithm)),
        None => Err(Obstacle::UnknownAlgorithm(name.into_owned())),
    }
}

/// One signature on trial.
struct Trial<'a> {
    algorithm: Algorithm,
    input: SigningInput,
    signature: &'a [u8],
    /// What is to be said of how the signature is written.
    spelling: Option<&'a Fault>,
    /// Whether all of the signature was read.
    complete: bool,
    kid: Option<Cow<'a, str>>,
    /// Whether the payload of the token is empty and none was given.
    payload_missing: bool,
}

impl<'a> Trial<'a> {
    fn new(token: &'a Token, nth: usize, algorithm: Algorithm, input: SigningInput) -> Self {
        let signature = token.nth_part(Role::Signature, nth);
        let spelling = token
            .faults
            .iter()
            .find(|fault| fault.part == Some(Role::Signature) && fault.nth == nth && fault.code.is_of_base64());
        Self {
            algorithm,
            payload_missing: input.payload_at == input.bytes.len() && !input.detached,
            input,
            signature: signature.map_or(&[], Part::octets),
            spelling,
            complete: signature.is_none_or(|part| part.complete),
            kid: token.parameter(nth, "kid").and_then(|(_, header, index)| header.string(index)),
        }
    }

    fn hold(&self, question: &Question<'_>) -> Verdict {
        if let Some(fault) = self.spelling.filter(|_| !self.complete) {
            return Verdict::Invalid { reason: Reason::Unreadable(fault.why.clone()), tried: Vec::new() };
        }
        let choice = choose(question.keys, self.algorithm, self.kid.as_deref());
        let mut tried = Vec::new();
        for (nth, key) in &choice.fit {
            match self.attempt(key) {
                Ok(reading) => {
                    let notes = self.notes(key, &choice, reading);
                    return Verdict::Valid { by: Signer::of(*nth, key), notes };
                }
                Err(why) => tried.push(Tried { key: Signer::of(*nth, key), outcome: Outcome::Mismatch(why) }),
            }
        }
        self.not_valid(question, choice, tried)
    }

    /// Does `key` match? Answers which of its readings did, where it has several.
    fn attempt(&self, key: &Key) -> Result<Option<Note>, Mismatch> {
        let check = |material: &Material| verify(self.algorithm, material, &self.input.bytes, self.signature);
        let Err(why) = check(&key.material) else {
            return Ok((!key.other_readings.is_empty()).then_some(Note::WithoutLineBreak));
        };
        let fits = key.other_readings.iter().any(|secret| check(&Material::Secret(secret.clone())).is_ok());
        if fits { Ok(Some(Note::WithLineBreak)) } else { Err(why) }
    }

    fn notes(&self, key: &Key, choice: &Choice<'_>, reading: Option<Note>) -> Vec<Note> {
        let kid = self.kid.as_deref().filter(|kid| key.kid.as_deref() != Some(*kid));
        let kid = kid.and_then(|kid| match (choice.kid_known, &key.kid) {
            (true, _) => Some(Note::KidOfAnother(kid.to_owned())),
            (false, Some(_)) => Some(Note::KidUnknown(kid.to_owned())),
            // A key without a name contradicts nobody.
            (false, None) => None,
        });
        let weak = match &key.material {
            Material::Secret(secret) => weakness(self.algorithm, secret).map(Note::WeakSecret),
            Material::Public(_) | Material::Pair { .. } => {
                let short = self.algorithm.least_bits().zip(key.material.bits()).filter(|(due, bits)| bits < due);
                short.map(|(due, bits)| Note::ShortModulus { bits, due })
            }
        };
        let detached = self.input.detached.then_some(Note::Detached);
        let spelling = self.spelling.map(|fault| Note::Spelling(fault.why.clone()));
        [weak, reading, kid, detached, spelling].into_iter().flatten().collect()
    }

    fn not_valid(&self, question: &Question<'_>, choice: Choice<'_>, mut tried: Vec<Tried>) -> Verdict {
        let mismatches: Vec<Mismatch> = tried
            .iter()
            .filter_map(|tried| match tried.outcome {
                Outcome::Mismatch(why) => Some(why),
                Outcome::Restricted(_) | Outcome::PublicAsSecret(_) | Outcome::PairAsSecret(_) => None,
            })
            .collect();
        tried.extend(choice.passed.iter().cloned());
        if self.algorithm.family() == Family::Hmac
            && let Some(reason) = self.diagnosis(question.keys, &choice)
        {
            return Verdict::Invalid { reason, tried };
        }
        if self.payload_missing {
            // Nothing was compared with what was signed.
            tried.retain(|tried| !matches!(tried.outcome, Outcome::Mismatch(_)));
            return Verdict::CannotCheck { reason: Obstacle::Detached, tried };
        }
        let kid =
            self.kid.as_deref().filter(|_| !choice.kid_known && question.keys.iter().any(|key| key.kid.is_some()));
        let compared: Vec<Mismatch> = mismatches.iter().copied().filter(|why| !why.is_of_the_key()).collect();
        let Some(first) = compared.first().copied() else {
            let reason = match mismatches.first() {
                Some(why) => Obstacle::Key(*why),
                None => self.no_key(&choice, kid),
            };
            return Verdict::CannotCheck { reason, tried };
        };
        let alike = compared.iter().all(|why| *why == first);
        let reason = match (kid, compared.len()) {
            (_, _) if alike && first != Mismatch::Differs => Reason::Mismatch(first),
            (Some(kid), count) => Reason::KidUnknown(kid.to_owned(), count),
            (None, 1) => Reason::Mismatch(first),
            (None, count) => Reason::NoneMatches(count),
        };
        Verdict::Invalid { reason, tried }
    }

    /// Why an HMAC does not match, where it can be found out.
    fn diagnosis(&self, keys: &[Key], choice: &Choice<'_>) -> Option<Reason> {
        let forged = |key: &Key| diagnose::forged_with(self.algorithm, key, &self.input.bytes, self.signature);
        let no_secret = |outcome: &Outcome| matches!(outcome, Outcome::PublicAsSecret(_) | Outcome::PairAsSecret(_));
        let mut public = choice.passed.iter().filter(|tried| no_secret(&tried.outcome)).take(MOST_DIAGNOSED);
        if let Some(tried) = public.find(|tried| keys.get(tried.key.nth).is_some_and(forged)) {
            return Some(Reason::Forged(tried.key.clone()));
        }
        choice.fit.iter().take(MOST_DIAGNOSED).find_map(|(_, key)| match &key.material {
            Material::Secret(secret) => {
                diagnose::fitting(self.algorithm, secret, &self.input.bytes, self.signature).map(Reason::SecretFits)
            }
            Material::Public(_) | Material::Pair { .. } => None,
        })
    }

    /// Why there is no key to try.
    fn no_key(&self, choice: &Choice<'_>, kid: Option<&str>) -> Obstacle {
        let first = |wanted: fn(&Outcome) -> bool| choice.passed.iter().find(|tried| wanted(&tried.outcome));
        if let Some(Tried { outcome: Outcome::PublicAsSecret(kind), .. }) =
            first(|outcome| matches!(outcome, Outcome::PublicAsSecret(_)))
        {
            return Obstacle::PublicAsSecret(self.algorithm, *kind);
        }
        if let Some(Tried { outcome: Outcome::PairAsSecret(kind), .. }) =
            first(|outcome| matches!(outcome, Outcome::PairAsSecret(_)))
        {
            return Obstacle::PairAsSecret(self.algorithm, *kind);
        }
        if let Some(kid) = kid {
            return Obstacle::KidUnknown(kid.to_owned());
        }
        if let Some(Tried { outcome: Outcome::Restricted(why), .. }) =
            first(|outcome| matches!(outcome, Outcome::Restricted(_)))
        {
            return Obstacle::Restricted(why.clone());
        }
        Obstacle::NoKeyFits(self.algorithm, choice.passed.iter().map(|tried| tried.key.kind).collect())
    }
}
