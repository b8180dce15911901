//! What keys do on Mint and nowhere else.

/// What keys do on this screen and nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Switch what is at hand.
    Toggle,
    /// Type in the row at hand.
    Type,
    /// Add a role.
    Add,
    /// Take the role at hand away.
    Remove,
    /// Make a key.
    MakeKey,
    /// Choose a preset.
    Presets,
    /// Open the token in Inspect.
    Inspect,
}
