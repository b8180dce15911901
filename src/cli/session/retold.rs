//! `jotlab session run FILE` for a run that was exported: what happened in it, from its inputs, and whether it is the same world again.

use super::story::story;
use crate::cli::{DONE, NOT_OK, Outcome, Paint};
use crate::session::export::{Played, RunFile};
use crate::token::visible::visible;

/// Why a run is not the one that was written, if it is not.
pub(super) fn differs(file: &RunFile, played: &Played) -> Option<&'static str> {
    let other = file.digest().is_some_and(|digest| digest != played.digest());
    other.then_some("it plays to another world than it did: the file was changed, or another version wrote it")
}

/// The story of the run.
pub(super) fn told(file: &RunFile, wire: bool, paint: Paint) -> Outcome {
    let played = file.play();
    let record = played.record();
    let (id, title) = file.title();
    let world = record.world();
    let heading = paint.strong(&format!("{}  {}", visible(id), visible(title)));
    let about = format!("profile {}, seed {}, virtual time, from a file", visible(file.profile()), world.seed());
    let events = story(record.events(), record, world.t0(), wire, paint);
    let mut stdout = format!("{heading}\n{}\n\n{events}", paint.dim(&about));
    let difference = differs(file, &played);
    if difference.is_none() {
        let same = if file.digest().is_some() { ", to the same world as before" } else { "" };
        let sentence = format!("\n{} inputs were played again{same}.\n", record.inputs().len());
        stdout.push_str(&sentence);
    }
    let stderr = difference.map(|why| format!("jotlab: {why}\n")).unwrap_or_default();
    Outcome { stdout, stderr, code: if difference.is_none() { DONE } else { NOT_OK } }
}
