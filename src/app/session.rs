//! The Session screen: tokens in use. A world runs, its clock is the user's, and everything shown is a fold over what happened.

mod act;
pub mod action;
pub mod bars;
pub mod clock;
pub mod cost;
mod course;
pub mod credential;
mod export;
pub mod flow;
pub mod ink;
mod learn;
pub mod lesson;
pub mod log;
mod menus;
pub mod offer;
pub mod panes;
mod present;
mod question;
mod questions;
pub mod record;
pub mod schedule;
pub mod settings;
pub mod sight;
pub mod span;
pub mod stage;
pub mod store;
pub mod story;
mod tokens;
pub mod verdict;
pub mod wire;

pub use self::action::Action;
pub use self::export::Format;
pub use self::question::{Choice, Question};

use self::clock::Clock;
use self::ink::Row;
use self::offer::Offer;
use self::panes::{Pane, Places, Sight};
use self::stage::Stage;
use super::scroll::Scroll;
use crate::token::anatomy::Token;

/// Everything that Session remembers.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// The run on stage; nothing before the first.
    pub stage: Option<Stage>,
    /// The runs that were left, the latest last.
    left: Vec<Stage>,
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
    /// The event until which is looked back; `None` for the present.
    back: Option<u64>,
    /// How messages are shown.
    form: wire::Form,
    /// How much of the time is shown: each step halves it.
    zoom: u8,
    /// What rows of the flow have to hold.
    filter: String,
    /// What the open menu offers.
    offers: Vec<Offer>,
    /// The token under the cursor.
    token: Option<Token>,
    /// The panes in sight.
    pub sights: Vec<Sight>,
    /// Where they stand.
    pub places: Places,
    /// What is told or asked, below all.
    pub bar: Vec<Row>,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            stage: None,
            left: Vec::new(),
            clock: Clock::default(),
            focus: Pane::Flow,
            beside: Pane::Wire,
            zoomed: false,
            scrolls: [Scroll::default(); Pane::ALL.len()],
            follows: true,
            back: None,
            form: wire::Form::Text,
            zoom: 0,
            filter: String::new(),
            offers: Vec::new(),
            token: None,
            sights: Vec::new(),
            places: Places::default(),
            bar: Vec::new(),
        }
    }
}
