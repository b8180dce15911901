//! The scenarios that come with the program, in the order of their ids.

use super::parse;

/// A scenario that comes with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shipped {
    /// What it is called by: `S14`.
    pub id: &'static str,
    /// Its file.
    pub text: &'static str,
}

macro_rules! shipped {
    ($($id:literal)+) => {
        &[$(Shipped { id: $id, text: include_str!(concat!("../../../assets/scenarios/", $id, ".jotlab")) }),+]
    };
}

/// All of them.
pub const SCENARIOS: &[Shipped] = shipped![
    "S01" "S02" "S03" "S04" "S05" "S06" "S07" "S08" "S10" "S14" "S16" "S17" "S18" "S19" "S23" "S24" "S28" "S29" "S31" "S33" "S34" "S35" "S37" "S38"
];

/// The one with this id, written in capitals or not.
#[must_use]
pub fn named(id: &str) -> Option<&'static Shipped> {
    SCENARIOS.iter().find(|scenario| scenario.id.eq_ignore_ascii_case(id))
}

impl Shipped {
    /// What it is about; empty only if its file did not read, which a test rules out.
    #[must_use]
    pub fn title(&self) -> String {
        parse::head(self.text).map(|(_, title)| title).unwrap_or_default()
    }
}
