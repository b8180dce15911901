//! What a reviewer says because of a verdict: beside the findings, which know no key.

use std::fmt::Display;

use super::{Note, Reason, Verdict};
use crate::crypto::weak::Weakness;
use crate::token::findings::Severity;
use crate::token::remarks::Remark;

/// What is to be said because of these verdicts on the signatures of one token, each thing once.
#[must_use]
pub fn suspicions(verdicts: &[Verdict]) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = Vec::new();
    for remark in verdicts.iter().flat_map(of_verdict) {
        if !remarks.contains(&remark) {
            remarks.push(remark);
        }
    }
    remarks
}

fn of_verdict(verdict: &Verdict) -> Vec<Remark> {
    let forged = match verdict {
        Verdict::Invalid { reason: Reason::Forged(_), .. } => Some(remark(
            Severity::Error,
            "forged: the text of the public key was used as an HMAC secret",
            "RFC 8725 §2.1",
            "Everybody has the public key. A verifier that lets the token choose its algorithm takes such a token for genuine: \
             fix the algorithm where the key is configured.",
            "forged",
        )),
        _ => None,
    };
    let weak = verdict.notes().iter().filter_map(|note| match note {
        Note::WeakSecret(Weakness::WellKnown { listed, .. }) => Some(remark(
            Severity::Error,
            format_args!("the secret is well known, `{listed}`: anyone can sign tokens like this one"),
            "RFC 8725 §3.5",
            "It stands in documentation, tutorials or the defaults of a framework, and is what an attacker tries first. \
             Replace it with 32 random bytes or more: jotlab keygen HS256.",
            "well-known-secret",
        )),
        Note::WeakSecret(Weakness::Short { .. }) => Some(remark(
            Severity::Warning,
            note,
            "RFC 7518 §3.2",
            "A secret that is shorter than the hash can be guessed by anyone who has one token, on as many computers as they like.",
            "weak-secret",
        )),
        _ => None,
    });
    forged.into_iter().chain(weak).collect()
}

fn remark(severity: Severity, sentence: impl Display, source: &'static str, more: &str, title: &'static str) -> Remark {
    let more = vec![more.to_owned(), format!("Source: {source}.")];
    Remark { severity, sentence: sentence.to_string(), places: Vec::new(), source: Some(source), more, at: None, title }
}
