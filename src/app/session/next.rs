//! What comes next, as far as it is known: the ticks on the axis.

use super::record::{Past, Scene, Told};
use super::stage::Stage;
use crate::session::event::EventKind;
use crate::session::time::Ms;

/// How many are shown.
const TICKS: usize = 5;

/// The next events with their words, the first one first: of the present what is due, of the past what came then. Nothing while a question
/// stands, of which it may be the answer.
#[must_use]
pub fn next(stage: &Stage, scene: &Scene<'_>, past: Option<&Past>) -> Vec<(Ms, String)> {
    // What ended with its session, where every API asks for that, has no exp that anybody waits for.
    let ended = |kind: &EventKind| {
        let EventKind::Expired(id) = kind else { return false };
        scene.standing.tokens.get(id).is_some_and(|token| token.ended.is_some())
    };
    match (stage.tells(), past) {
        (Told::Until(..), _) => Vec::new(),
        (_, Some(past)) => {
            let steps = &stage.flow.steps;
            let after = steps.iter().skip(steps.partition_point(|step| step.seq <= past.seq));
            after.take(TICKS).map(|step| (step.at, step.words.clone())).collect()
        }
        (_, None) => {
            let upcoming = stage.world().upcoming().filter(|(_, kind)| !ended(kind));
            upcoming.filter_map(|(at, kind)| Some((at, words(&kind)?))).take(TICKS).collect()
        }
    }
}

fn words(kind: &EventKind) -> Option<String> {
    Some(match kind {
        EventKind::Arrived(message) => format!("{message} arrives"),
        EventKind::Dropped(message) => format!("{message} given up"),
        EventKind::Expired(token) => format!("{token} exp"),
        EventKind::Evicted { token, .. } => format!("{token} cookie goes"),
        EventKind::Idle(family) => format!("{family} idle"),
        EventKind::TooOld(family) => format!("{family} too old"),
        EventKind::KeySigning(key) => format!("{key} signs"),
        EventKind::KeyRetired(key) => format!("{key} goes"),
        EventKind::DenyVisible { .. } => "deny-list seen".to_owned(),
        EventKind::DenyGone { .. } => "deny-list entry goes".to_owned(),
        _ => return None,
    })
}
