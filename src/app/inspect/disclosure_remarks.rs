//! What a reviewer says of the disclosures of an SD-JWT.

use crate::app::words_of_frame as words;
use crate::crypto::key_binding::Binding;
use crate::crypto::sd_jwt::{Disclosed, SdJwt};
use crate::token::findings::Severity;
use crate::token::remarks::Remark;

/// What a reviewer says of the disclosures.
pub(super) fn remarks(read: &SdJwt) -> Vec<Remark> {
    let remark = |severity, sentence: String, title| Remark {
        severity,
        sentence,
        places: Vec::new(),
        source: Some("RFC 9901 §7.1"),
        more: vec![words::ABOUT_DISCLOSURES.to_owned(), "Source: RFC 9901 §7.1.".to_owned()],
        at: None,
        title,
    };
    let flawed = |(nth, disclosed): (usize, &Disclosed)| {
        let sentence = format!("{}: {}", words::disclosure(nth.saturating_add(1)), disclosed.flaw?);
        Some(remark(Severity::Error, sentence, "disclosure"))
    };
    let mut remarks: Vec<Remark> = read.disclosures.iter().enumerate().filter_map(flawed).take(3).collect();
    match &read.binding {
        Binding::None | Binding::Proven | Binding::ProvenForSome => {}
        Binding::NotChecked => {
            remarks.push(remark(Severity::Warning, words::key_binding(&read.binding), "key-binding"))
        }
        Binding::Broken(_) => remarks.push(remark(Severity::Error, words::key_binding(&read.binding), "key-binding")),
    }
    remarks.push(remark(Severity::Note, words::discloses(read.disclosures.len()), "sd-jwt"));
    remarks
}
