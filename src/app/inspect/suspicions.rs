//! What a verdict gives a reviewer to say: a forgery, a secret that is weak.

use crate::crypto::verdict::{Note, Reason, Verdict};
use crate::crypto::weak::Weakness;
use crate::token::findings::Severity;
use crate::token::remarks::Remark;

/// What a reviewer says because of a verdict.
pub(super) fn remarks(verdict: &Verdict) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut add = |severity, sentence: String, source, more: &str, title| {
        let more = vec![more.to_owned(), format!("Source: {source}.")];
        let source = Some(source);
        remarks.push(Remark { severity, sentence, places: Vec::new(), source, more, at: None, title });
    };
    if let Verdict::Invalid { reason: Reason::Forged, .. } = verdict {
        let sentence = "forged: the text of the public key was used as an HMAC secret".to_owned();
        let more = "Everybody has the public key. A verifier that lets the token choose its algorithm takes such a token for genuine: \
                    fix the algorithm where the key is configured.";
        add(Severity::Error, sentence, "RFC 8725 §2.1", more, "forged");
    }
    for note in verdict.notes() {
        let Note::WeakSecret(weakness) = note else { continue };
        match weakness {
            Weakness::WellKnown { .. } => {
                let sentence = "the secret is well known: anyone can sign tokens like this one".to_owned();
                let more = "It stands in documentation, tutorials or the defaults of a framework, and is what an attacker tries first. \
                            Replace it with 32 random bytes or more: jotlab keygen HS256.";
                add(Severity::Error, sentence, "RFC 8725 §3.5", more, "well-known-secret");
            }
            Weakness::Short { .. } => {
                let more = "A secret that is shorter than the hash can be guessed by anyone who has one token, on as many computers as \
                            they like.";
                add(Severity::Warning, note.to_string(), "RFC 7518 §3.2", more, "weak-secret");
            }
        }
    }
    remarks
}
