//! How the screen may look: colours and line characters. The runtime finds out, `t` changes it.

/// Which colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// The terminal's own sixteen colours, on its own background.
    #[default]
    Terminal,
    /// The terminal's own colours without those that a light background swallows.
    Light,
    /// No colour at all: bold, reverse and underline do the work.
    Mono,
}

impl Theme {
    /// The one after this.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Terminal => Self::Light,
            Self::Light => Self::Mono,
            Self::Mono => Self::Terminal,
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Light => "light",
            Self::Mono => "mono",
        }
    }
}

/// Which characters draw lines, bars and marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Glyphs {
    /// Box drawing and blocks.
    #[default]
    Unicode,
    /// Nothing beyond ASCII.
    Ascii,
}

/// Colours and characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// The colours.
    pub theme: Theme,
    /// The characters.
    pub glyphs: Glyphs,
}
