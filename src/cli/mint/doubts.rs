//! What a receiver would refuse a new token for, so that nobody hands out one that is good for nothing.

use crate::cli::judged::Judged;
use crate::token::anatomy;
use crate::token::findings::{self, Id};
use crate::token::lifetime::State;
use crate::token::moment::Moment;

/// The doubts about `token`, minted at `now`, in sentences. That it has expired is none where its preset is made for that.
pub(super) fn doubts(token: &str, now: Moment, life_is_the_presets: bool) -> impl Iterator<Item = String> {
    let mut doubts = Vec::new();
    for token in &anatomy::read_all(token) {
        let judged = Judged::new(token, None, now, None);
        if judged.state() == State::Expired && !life_is_the_presets {
            doubts.push("it has expired already: exp is not after now".to_owned());
        }
        let of_dates = [Id::ExpBeforeNbf, Id::ExpMilliseconds, Id::NbfMilliseconds, Id::DuplicateMember];
        let findings = findings::review(token, now);
        doubts.extend(findings.into_iter().filter(|found| of_dates.contains(&found.id)).map(|found| found.message));
        doubts.extend(token.refused_for().map(|fault| format!("verify refuses it: {}: {}", fault.place(), fault.why)));
    }
    doubts.into_iter()
}
