//! What keys do on Session and nowhere else.

/// What keys do on this screen and nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Let time pass, or halt it; on the empty screen play the article's story; in a lesson go on.
    Run,
    /// Go to the next event.
    NextEvent,
    /// Go through all events of the next instant that has any.
    NextInstant,
    /// Slower.
    Slower,
    /// Faster.
    Faster,
    /// Go to a time.
    GoTo,
    /// Look back.
    Earlier,
    /// Look forward again.
    Later,
    /// Do something as the user.
    AsUser,
    /// Do something as the attacker.
    AsAttacker,
    /// Choose a lesson.
    Scenarios,
    /// Choose a profile.
    Profiles,
    /// Go to what brought this about.
    Cause,
    /// Show this token in Inspect.
    Inspect,
    /// Copy this message as curl.
    Curl,
    /// Show the octets.
    Hex,
    /// Show what is other than in the message before.
    Difference,
    /// Pass over the question and see what happens.
    Explain,
    /// Write the run to a file.
    Export,
    /// A shorter stretch of time.
    ZoomIn,
    /// A longer one.
    ZoomOut,
    /// The lane of the row's sender one to the left.
    LaneLeft,
    /// One to the right.
    LaneRight,
}
