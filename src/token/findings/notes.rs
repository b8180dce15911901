//! The reviewer's notes while the token is read: a few of each kind, and how many more there are.

use unicode_segmentation::UnicodeSegmentation as _;

use super::finding::Finding;
use super::id::Id;
use super::message;
use crate::token::anatomy::{Kind, Token};
use crate::token::part::{Part, Role};
use crate::token::visible::visible;

/// How many findings of one kind are told; a hostile token has millions.
const TOLD: usize = 3;

/// How many characters of a foreign name are shown.
const NAME_SHOWN: usize = 20;

/// What was found so far.
pub(super) struct Notes<'a> {
    /// The token under review.
    pub token: &'a Token,
    findings: Vec<Finding>,
    /// How many there are of each kind, in the order of [`Id::ALL`].
    counts: Vec<usize>,
}

impl<'a> Notes<'a> {
    pub(super) fn new(token: &'a Token) -> Self {
        Self { token, findings: Vec::new(), counts: vec![0; Id::ALL.len()] }
    }

    /// Notes `id`, which is about the token as a whole or about what is not there.
    pub(super) fn whole(&mut self, id: Id, message: impl FnOnce() -> String) {
        self.add(id, None, id.reference(), message);
    }

    /// The same with a source of its own.
    pub(super) fn whole_by(&mut self, id: Id, reference: &'static str, message: impl FnOnce() -> String) {
        self.add(id, None, reference, message);
    }

    /// Notes `id`, which is about the node `index` of `part`.
    pub(super) fn at(&mut self, id: Id, part: &Part, index: u32, message: impl FnOnce() -> String) {
        self.at_by(id, id.reference(), part, index, message);
    }

    /// The same with a source of its own.
    pub(super) fn at_by(
        &mut self,
        id: Id,
        reference: &'static str,
        part: &Part,
        index: u32,
        message: impl FnOnce() -> String,
    ) {
        // A role alone names the first part that has it, so a place in another one cannot be named.
        let first = self.token.part(part.role).is_some_and(|first| std::ptr::eq(first, part));
        self.add(id, first.then_some((part.role, index)), reference, message);
    }

    fn add(&mut self, id: Id, at: Option<(Role, u32)>, reference: &'static str, message: impl FnOnce() -> String) {
        let Some(count) = self.counts.get_mut(id as usize) else { return };
        *count += 1;
        if *count <= TOLD {
            self.findings.push(Finding {
                id,
                severity: id.severity(),
                message: message(),
                reference: if self.token.kind == Kind::Jwe { of_jwe(reference) } else { reference },
                at,
                mend: id.mend(),
            });
        }
    }

    /// How many of `id` were noted.
    pub(super) fn count(&self, id: Id) -> usize {
        self.counts.get(id as usize).copied().unwrap_or(0)
    }

    /// The findings in order.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        for (&id, &count) in Id::ALL.iter().zip(&self.counts) {
            if count > TOLD
                && let Some(last) = self.findings.iter_mut().rfind(|finding| finding.id == id)
            {
                last.message.push_str(&message::and_more(count - TOLD));
            }
        }
        let parts = &self.token.parts;
        let place = |role: Role| parts.iter().position(|part| part.role == role);
        self.findings.sort_by_key(|finding| {
            let at = finding.at.map(|(role, index)| (place(role), index));
            (finding.severity, at.is_none(), at, finding.id)
        });
        self.findings
    }
}

/// Where RFC 7516 says of the header of a JWE what RFC 7515 says of that of a JWS.
fn of_jwe(reference: &'static str) -> &'static str {
    match reference {
        "RFC 7515 §4" => "RFC 7516 §4",
        "RFC 7515 §4.1.1" => "RFC 7516 §4.1.1",
        "RFC 7515 §4.1.2" => "RFC 7516 §4.1.4",
        "RFC 7515 §4.1.3" => "RFC 7516 §4.1.5",
        "RFC 7515 §4.1.5" => "RFC 7516 §4.1.7",
        "RFC 7515 §4.1.6" => "RFC 7516 §4.1.8",
        "RFC 7515 §4.1.11" => "RFC 7516 §4.1.13",
        other => other,
    }
}

/// A foreign name in backticks: what hides is shown, what is long is cut.
pub(super) fn quoted(name: &str) -> String {
    // A name may have megabytes; what is beyond this is cut off in any case.
    let head = name.char_indices().nth(NAME_SHOWN * 2).map_or(name, |(at, _)| name.get(..at).unwrap_or(name));
    let shown = visible(head);
    let mut room = NAME_SHOWN;
    let mut out = String::from("`");
    for grapheme in shown.graphemes(true) {
        match room.checked_sub(grapheme.chars().count()) {
            Some(left) if left > 0 || shown.chars().count() <= NAME_SHOWN => {
                out.push_str(grapheme);
                room = left;
            }
            _ => {
                out.push('…');
                break;
            }
        }
    }
    out.push('`');
    out
}
