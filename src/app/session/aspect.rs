//! What is looked at: a run, at which instant, and how much of it the learner was told. Every pane of Session is made of one.

use super::panes::Pane;
use super::record::{Past, Scene, Told};
use super::stage::Stage;

/// What is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Aspect<'a> {
    /// The run.
    pub stage: &'a Stage,
    /// The earlier instant that is looked back at; `None` for the present.
    pub back: Option<&'a Past>,
    /// The same instant as far as the learner can know while a question stands; nothing where none does.
    pub known: Option<&'a Past>,
}

impl<'a> Aspect<'a> {
    /// What is looked at: all of the run, or the run until an earlier instant, and how much of it may be told.
    #[must_use]
    pub fn scene(&self) -> Scene<'a> {
        let scene = self.back.map_or_else(|| self.stage.scene(), |past| self.stage.record.scene_of(past));
        // Of what was told before the question nothing is held back.
        let told = match (self.stage.tells(), self.back) {
            (Told::Until(seq, at), Some(back)) if (back.seq, back.at) <= (seq, at) => Told::NoForecast,
            (told, _) => told,
        };
        Scene { told, ..scene }
    }

    /// What a pane shows of it: of what only servers know, or what lies in a browser, no more than the learner can know.
    #[must_use]
    pub fn of(&self, pane: Pane) -> Scene<'a> {
        let scene = self.scene();
        match (scene.told, self.known) {
            (Told::Until(..), Some(known)) if pane.shows_what_is_inside() => {
                Scene { told: scene.told, ..self.stage.record.scene_of(known) }
            }
            _ => scene,
        }
    }
}
