//! What is to be said about a token: its faults and a reviewer's findings in one list, each thing once, the worst first.

use super::anatomy::Token;
use super::fault::{Code, Fault};
use super::findings::{Finding, Id, Severity};
use super::part::Role;
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
    remarks.extend(findings.iter().map(|finding| of_finding(token, finding)));
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

fn of_finding(token: &Token, finding: &Finding) -> Remark {
    let mut more: Vec<String> = Vec::new();
    more.extend(words::finding(finding.id).map(|entry| entry.text.clone()));
    more.push(format!("Source: {}.", finding.reference));
    let faults = || token.faults.iter().filter(|fault| same(finding.id, fault.code));
    more.extend(faults().map(|fault| format!("{}: {}.", fault.place(), fault.why)));
    Remark {
        severity: finding.severity,
        sentence: finding.message.clone(),
        places: faults().map(Fault::place).collect(),
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
