//! What is looked at: a run, at which instant, and how much of it the learner was told. Every pane of Session is made of one.

use super::panes::Pane;
use super::record::{Past, Scene, Told};
use super::stage::Stage;
use crate::session::time::Ms;

/// What is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Aspect<'a> {
    /// The run.
    pub stage: &'a Stage,
    /// The earlier instant that is looked back at; `None` for the present.
    pub back: Option<&'a Past>,
    /// How everything stood that was told before the question that stands; nothing where none does.
    pub stood: Option<&'a Past>,
}

impl<'a> Aspect<'a> {
    /// What is looked at: all of the run, or the run until an earlier instant, and how much of it may be told.
    #[must_use]
    pub fn scene(&self) -> Scene<'a> {
        let scene = self.back.map_or_else(|| self.stage.scene(), |past| self.stage.record.scene_of(past));
        // Of what was told before the question nothing is held back.
        let told = match (self.stage.tells(), self.back, self.stood) {
            (Told::Until(_), Some(back), Some(stood)) if (back.seq, back.at) <= (stood.seq, stood.at) => {
                Told::NoForecast
            }
            (told, ..) => told,
        };
        Scene { told, ..scene }
    }

    /// What a pane shows of it. While a question stands, one that tells what servers know, or what lies in a browser, stands as it did
    /// when the learner saw it last.
    #[must_use]
    pub fn of(&self, pane: Pane) -> Scene<'a> {
        let scene = self.scene();
        match (scene.told, self.stood) {
            (Told::Until(_), Some(stood)) if pane.shows_what_is_inside() => {
                Scene { told: scene.told, ..self.stage.record.scene_of(stood) }
            }
            _ => scene,
        }
    }

    /// The earlier instant at which a pane stands, because what came since may be the answer. Whether anything did is not told.
    #[must_use]
    pub fn halted(&self, pane: Pane) -> Option<Ms> {
        let (shown, now) = (self.of(pane).now, self.scene().now);
        (shown != now).then_some(shown)
    }
}
