//! The name of a token: `jti`, which it may have none of.

/// Where `jti` comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Jti {
    /// There is none.
    #[default]
    Absent,
    /// A random UUID, another one each time.
    Random,
    /// This text.
    Own(String),
}

impl Jti {
    /// Reads `auto` for a random one, `none` or nothing for none; anything else is the name itself.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        match word {
            "" | "none" => Self::Absent,
            "auto" => Self::Random,
            own => Self::Own(own.to_owned()),
        }
    }
}
