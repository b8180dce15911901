//! What things look like: a style for each meaning, and the characters that draw lines and marks.

use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

use crate::app::inspect::Grade;
use crate::app::look::{self, Glyphs, Look};
use crate::token::part::Role;

/// The styles of a theme. Backgrounds are the terminal's own; no meaning rests on colour alone.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    /// The header of a token.
    pub header: Style,
    /// The payload of a token.
    pub payload: Style,
    /// The signature of a token.
    pub signature: Style,
    /// Ordinary text.
    pub plain: Style,
    /// What explains, and borders.
    pub dim: Style,
    /// Titles and names.
    pub strong: Style,
    /// The screen that is shown, the row of the cursor.
    pub chosen: Style,
    /// It is well.
    pub good: Style,
    /// Look at this.
    pub warn: Style,
    /// It is not well.
    pub bad: Style,
    /// A hidden character made visible.
    pub hidden: Style,
    /// What was looked for; added to the style of what it stands in.
    pub found: Style,
    /// Which characters draw lines.
    pub glyphs: Glyphs,
}

impl Theme {
    /// The style of what may be trusted so far.
    pub const fn grade(&self, grade: Grade) -> Style {
        match grade {
            Grade::Good => self.good,
            Grade::Doubtful => self.warn,
            Grade::Bad => self.bad,
        }
    }

    /// The theme for this look.
    #[must_use]
    pub fn of(look: Look) -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let colours = |header, payload, signature, good, warn, bad| Self {
            header: plain.fg(header),
            payload: plain.fg(payload),
            signature: plain.fg(signature),
            plain,
            dim: plain.fg(Color::DarkGray),
            strong: bold,
            chosen: plain.add_modifier(Modifier::REVERSED),
            good: plain.fg(good),
            warn: plain.fg(warn),
            bad: plain.fg(bad).add_modifier(Modifier::BOLD),
            hidden: plain.fg(warn).add_modifier(Modifier::REVERSED),
            found: Style::new().add_modifier(Modifier::UNDERLINED.union(Modifier::BOLD)),
            glyphs: look.glyphs,
        };
        match look.theme {
            look::Theme::Terminal => {
                colours(Color::Magenta, Color::Cyan, Color::Yellow, Color::Green, Color::Yellow, Color::Red)
            }
            // Yellow, cyan and green drown on white.
            look::Theme::Light => {
                colours(Color::Magenta, Color::Blue, Color::Red, Color::Blue, Color::Magenta, Color::Red)
            }
            look::Theme::Mono => Self {
                header: bold,
                payload: plain,
                signature: plain.add_modifier(Modifier::DIM),
                plain,
                dim: plain.add_modifier(Modifier::DIM),
                strong: bold,
                chosen: plain.add_modifier(Modifier::REVERSED),
                good: plain,
                warn: bold,
                bad: bold.add_modifier(Modifier::UNDERLINED),
                hidden: plain.add_modifier(Modifier::REVERSED),
                found: Style::new().add_modifier(Modifier::UNDERLINED.union(Modifier::BOLD)),
                glyphs: look.glyphs,
            },
        }
    }

    /// The same for those who look from afar: nothing is dim, everything else is bold.
    #[must_use]
    pub fn strong(self) -> Self {
        let bold = |style: Style| style.add_modifier(Modifier::BOLD).remove_modifier(Modifier::DIM);
        Self {
            header: bold(self.header),
            payload: bold(self.payload),
            signature: bold(self.signature),
            dim: self.plain,
            good: bold(self.good),
            warn: bold(self.warn),
            bad: bold(self.bad),
            ..self
        }
    }

    /// The style of a part of a token.
    #[must_use]
    pub fn role(&self, role: Role) -> Style {
        match role {
            Role::Header | Role::Unprotected => self.header,
            Role::Payload | Role::Ciphertext | Role::Disclosure => self.payload,
            Role::Signature | Role::Tag | Role::KeyBinding => self.signature,
            Role::EncryptedKey | Role::Iv | Role::Aad => self.plain,
            Role::Surplus => self.bad,
        }
    }

    /// The border of a pane; the focused one is thick.
    #[must_use]
    pub const fn border(&self, focused: bool) -> border::Set<'static> {
        match (self.glyphs, focused) {
            (Glyphs::Unicode, false) => border::ROUNDED,
            (Glyphs::Unicode, true) => border::THICK,
            (Glyphs::Ascii, false) => ASCII,
            (Glyphs::Ascii, true) => ASCII_FOCUS,
        }
    }

    /// `unicode`, or `ascii` where nothing else may be used.
    #[must_use]
    pub const fn glyph(&self, unicode: &'static str, ascii: &'static str) -> &'static str {
        match self.glyphs {
            Glyphs::Unicode => unicode,
            Glyphs::Ascii => ascii,
        }
    }
}

const ASCII: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

const ASCII_FOCUS: border::Set<'static> = border::Set {
    top_left: "#",
    top_right: "#",
    bottom_left: "#",
    bottom_right: "#",
    vertical_left: "#",
    vertical_right: "#",
    horizontal_top: "=",
    horizontal_bottom: "=",
};
