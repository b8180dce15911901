//! Which screens there are.

/// The screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Screen {
    /// A token taken apart.
    Inspect,
    /// A token being made.
    Mint,
    /// Tokens in use: login, expiry, refresh, theft, logout.
    Session,
}

impl Screen {
    /// All of them, in the order of the title line.
    pub const ALL: [Self; 3] = [Self::Inspect, Self::Mint, Self::Session];

    /// Its title.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Inspect => "Inspect",
            Self::Mint => "Mint",
            Self::Session => "Session",
        }
    }
}
