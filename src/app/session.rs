//! The Session screen: tokens in use. A world runs, its clock is the user's, and everything shown is a fold over what happened.

mod about;
mod act;
pub mod action;
mod aspect;
pub mod axis;
pub mod bars;
pub mod clock;
pub mod cost;
mod course;
pub mod credential;
mod export;
pub mod filter;
pub mod flow;
pub mod ink;
mod jwt;
mod learn;
pub mod lesson;
pub mod letter;
pub mod lives;
pub mod log;
pub mod log_line;
mod menus;
mod moving;
mod next;
pub mod offer;
pub mod panes;
mod present;
pub(super) mod question;
mod questions;
pub mod record;
pub mod schedule;
pub mod settings;
mod shown;
pub mod sight;
pub mod span;
pub mod stage;
pub mod standing;
pub mod store;
pub mod story;
pub mod tally;
mod theft;
mod tokens;
pub mod verdict;
pub mod wire;
pub mod written;

use std::collections::BTreeMap;

pub use self::action::Action;
pub use self::export::Format;
pub use self::question::{Choice, Question};

use self::axis::Zoom;
use self::clock::Clock;
use self::filter::Filter;
use self::ink::{Ink, Row};
use self::jwt::Jwt;
use self::offer::Offer;
use self::panes::{Pane, Places, Sight};
use self::record::Past;
use self::settings::Against;
use self::shown::Shown;
use self::stage::Stage;
use super::scroll::Scroll;
use crate::session::id::ActorId;

/// Everything that Session remembers.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// The run on stage; nothing before the first.
    pub stage: Option<Stage>,
    /// The runs that were left, the latest last.
    left: Vec<Stage>,
    /// What the lessons that were played to their end came to, by their id.
    results: BTreeMap<String, String>,
    /// The clock of the world.
    pub clock: Clock,
    /// The pane that keys go to.
    pub focus: Pane,
    /// The pane beside the flow.
    beside: Pane,
    /// Does that pane have the body for itself?
    zoomed: bool,
    /// Where each pane stands, by its index.
    scrolls: [Scroll; Pane::ALL.len()],
    /// Does the cursor of the flow stay with the newest row?
    follows: bool,
    /// The instant that is looked back at; `None` for the present.
    back: Option<Past>,
    /// The instant that is looked at as far as the learner can know while a question stands; nothing where none does.
    known: Option<Past>,
    /// How messages are shown.
    form: wire::Form,
    /// How much of the time is shown.
    zoom: Zoom,
    /// What rows of the flow and lines of the log have to hold.
    filter: Filter,
    /// The rows of the flow that do.
    shown: Shown,
    /// The lanes of the flow that were moved, from the left.
    lanes: Vec<ActorId>,
    /// What the settings are held against.
    against: Against,
    /// What the open menu offers.
    offers: Vec<Offer>,
    /// The token under the cursor.
    token: Option<Jwt>,
    /// The panes in sight.
    pub sights: Vec<Sight>,
    /// Where they stand.
    pub places: Places,
    /// What is told or asked, below all.
    pub bar: Vec<Row>,
    /// What the title line says of the world: the least important first.
    pub headline: Vec<(Ink, String)>,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            stage: None,
            left: Vec::new(),
            results: BTreeMap::new(),
            clock: Clock::default(),
            focus: Pane::Flow,
            beside: Pane::Wire,
            zoomed: false,
            scrolls: [Scroll::default(); Pane::ALL.len()],
            follows: true,
            back: None,
            known: None,
            form: wire::Form::Text,
            zoom: Zoom::default(),
            filter: Filter::default(),
            shown: Shown::default(),
            lanes: Vec::new(),
            against: Against::Profile,
            offers: Vec::new(),
            token: None,
            sights: Vec::new(),
            places: Places::default(),
            bar: Vec::new(),
            headline: Vec::new(),
        }
    }
}
