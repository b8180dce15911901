//! What is to be said about a token: its faults and a reviewer's findings in one list, each thing once, the worst first.

use super::anatomy::Token;
use super::fault::{Code, Fault};
use super::findings::{Finding, Id, Severity};
use super::part::{Part, Role};
use super::words;

/// One thing to be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// How much it matters. A fault is an error.
    pub severity: Severity,
    /// What it is, in a sentence; holds no hidden character.
    pub sentence: String,
    /// The places of it: `header, byte 7`; for a fault of its own its sentence says where.
    pub places: Vec<String>,
    /// The specification and section that say so.
    pub source: Option<&'static str>,
    /// More about it, paragraph by paragraph.
    pub more: Vec<String>,
    /// The part and the value that it is about.
    pub at: Option<(Role, u32)>,
    /// A word for it.
    pub title: &'static str,
}

/// The remarks on a token.
#[must_use]
pub fn list(token: &Token, findings: &[Finding]) -> Vec<Remark> {
    // Where a finding says the same as a fault, it says why it matters; the fault then says where.
    let told = |fault: &Fault| findings.iter().any(|finding| same(finding.id, fault.code));
    let faults = token.faults.iter().filter(|fault| !told(fault)).map(of_fault);
    let mut remarks: Vec<Remark> = faults.collect();
    remarks.extend(findings.iter().map(|finding| of_finding(finding, &meant(token, findings, finding))));
    remarks.sort_by_key(|remark| remark.severity);
    remarks
}

fn of_fault(fault: &Fault) -> Remark {
    Remark {
        severity: Severity::Error,
        sentence: format!("{}: {}", fault.place(), fault.why),
        places: Vec::new(),
        source: None,
        more: Vec::new(),
        at: None,
        title: fault.code.word(),
    }
}

/// The faults that `finding`, one of `findings`, speaks of.
fn meant<'a>(token: &'a Token, findings: &[Finding], finding: &Finding) -> Vec<&'a Fault> {
    let of_id = || token.faults.iter().filter(|fault| same(finding.id, fault.code));
    let alike = || findings.iter().filter(|other| other.id == finding.id);
    if finding.at.is_some() {
        return of_id().filter(|fault| stands_at(token, fault, finding)).collect();
    }
    // Findings without a place are made in the order of the faults; the last one told speaks for those that follow.
    let unplaced = || alike().filter(|other| other.at.is_none());
    let nth = unplaced().position(|other| std::ptr::eq(other, finding)).unwrap_or_default();
    let is_last = nth + 1 == unplaced().count();
    let left = of_id().filter(|fault| !alike().any(|other| stands_at(token, fault, other)));
    left.skip(nth).take(if is_last { usize::MAX } else { 1 }).collect()
}

/// Does this fault stand in the value that the finding is about, or in its name?
fn stands_at(token: &Token, fault: &Fault, finding: &Finding) -> bool {
    let Some((role, index)) = finding.at.filter(|(role, _)| fault.part == Some(*role) && fault.nth == 0) else {
        return false;
    };
    let Some(node) = token.part(role).and_then(Part::json).and_then(|document| document.node(index)) else {
        return false;
    };
    let start = if node.name.1 > 0 { node.name.0 } else { node.value.0 };
    fault.at.is_none_or(|at| (start as usize..node.value.1 as usize).contains(&at))
}

fn of_finding(finding: &Finding, faults: &[&Fault]) -> Remark {
    let mut more: Vec<String> = Vec::new();
    more.extend(words::finding(finding.id).map(|entry| entry.text.clone()));
    more.extend(finding.mend.and_then(words::mend).map(str::to_owned));
    more.push(format!("Source: {}.", finding.reference));
    more.extend(faults.iter().map(|fault| format!("{}: {}.", fault.place(), fault.why)));
    Remark {
        severity: finding.severity,
        sentence: finding.message.clone(),
        places: faults.iter().map(|fault| fault.place()).collect(),
        source: Some(finding.reference),
        more,
        at: finding.at,
        title: finding.id.word(),
    }
}

/// Do this finding and this fault speak of the same thing?
fn same(id: Id, code: Code) -> bool {
    match code {
        Code::AlgNone => id == Id::AlgNone,
        Code::AlgMissing | Code::AlgType => id == Id::AlgMissing,
        Code::AlgUnknown => matches!(id, Id::AlgUnknown | Id::AlgProhibited | Id::AlgMisplaced | Id::AlgNone),
        Code::EncMissing => id == Id::EncMissing,
        Code::CritMalformed | Code::CritAbsent | Code::CritRegistered => id == Id::CritMalformed,
        Code::CritUnknown => id == Id::CritUnknown,
        Code::B64WithoutCrit => id == Id::B64WithoutCrit,
        Code::DuplicateMember => id == Id::DuplicateMember,
        Code::ClaimType => id == Id::ClaimType,
        Code::Base64StandardAlphabet | Code::Base64Padding => id == Id::Base64NotUrl,
        Code::Base64TrailingBits => id == Id::Base64TrailingBits,
        Code::Empty
        | Code::SegmentCount
        | Code::Truncated
        | Code::Base64Char
        | Code::Base64Length
        | Code::NotUtf8
        | Code::NotJson
        | Code::NotObject
        | Code::LoneSurrogate
        | Code::TooDeep
        | Code::ParamType
        | Code::UnexpectedWithNone => false,
    }
}

/// How many errors and how many warnings there are, in words.
#[must_use]
pub fn counted(remarks: &[Remark]) -> String {
    let count = |severity| remarks.iter().filter(|remark| remark.severity == severity).count();
    let words = |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
    match (count(Severity::Error), count(Severity::Warning)) {
        (0, 0) => "no errors, no warnings".to_owned(),
        (errors, warnings) => format!("{} · {}", words(errors, "error"), words(warnings, "warning")),
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::super::{anatomy, findings, moment::Moment};
    use super::*;

    /// The places of each remark with this title.
    fn places(token: &str, title: &str) -> Vec<Vec<String>> {
        let token = anatomy::read_all(token).remove(0);
        let remarks = list(&token, &findings::review(&token, Moment::from_seconds(0)));
        remarks.into_iter().filter(|remark| remark.title == title).map(|remark| remark.places).collect()
    }

    #[test]
    fn each_name_that_stands_twice_is_told_at_its_own_place() {
        let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256","alg":"HS256"}"#);
        let payload = URL_SAFE_NO_PAD.encode(r#"{"sub":"a","sub":"b"}"#);
        assert_eq!(
            places(&format!("{header}.{payload}.AAAA"), "duplicate-member"),
            [["header, byte 15"], ["payload, byte 11"]]
        );
    }

    #[test]
    fn stray_bits_are_told_part_by_part() {
        let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256"}"#);
        let payload = URL_SAFE_NO_PAD.encode(r#"{"a":1}"#).replace("fQ", "fR");
        assert_eq!(
            places(&format!("{header}.{payload}.AB"), "base64-trailing-bits"),
            [["payload, character 10"], ["signature, character 2"]]
        );
    }
}
