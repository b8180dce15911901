//! The parts of the title line: what a screen says of itself, and how it is said where there is little room.

use ratatui::style::Style;

/// What stands between parts, and where there is no room for that.
const GAP: &str = "   ";
const NARROW_GAP: &str = "  ";

/// One thing that the title line says.
#[derive(Debug, Clone)]
pub struct Part {
    /// What it says.
    pub text: String,
    /// What it looks like.
    pub style: Style,
    /// The same in fewer words; nothing, where it is the first to be left out.
    short: Option<String>,
}

impl Part {
    /// A part that is said in full or not at all.
    pub fn new(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style, short: None }
    }

    /// A part that leaves before anything is said in fewer words.
    pub fn spare(text: impl Into<String>, style: Style) -> Self {
        Self { short: Some(String::new()), ..Self::new(text, style) }
    }

    /// The same, with fewer words for little room.
    pub fn or(self, short: &str) -> Self {
        Self { short: Some(short.to_owned()), ..self }
    }

    fn is_spare(&self) -> bool {
        self.short.as_ref().is_some_and(String::is_empty)
    }
}

/// Makes parts, of which the most important is the last that cannot be spared, fit into `room` columns, and answers what stands between them.
///
/// What can be spared leaves first; then there are fewer words; then fewer blanks; then the least important leave. The
/// last one stays, whatever its width.
pub fn fit(parts: &mut Vec<Part>, room: usize) -> &'static str {
    let fits = |parts: &[Part], gap: &str| {
        let words: usize = parts.iter().map(|part| part.text.chars().count()).sum();
        words + gap.len() * parts.len().saturating_sub(1) <= room
    };
    while !fits(parts, GAP) {
        if let Some(spare) = parts.iter().position(Part::is_spare) {
            parts.remove(spare);
        } else if let Some((part, short)) =
            parts.iter_mut().find_map(|part| part.short.take().map(|short| (part, short)))
        {
            part.text = short;
        } else if fits(parts, NARROW_GAP) {
            return NARROW_GAP;
        } else if parts.len() > 1 {
            parts.remove(0);
        } else {
            break;
        }
    }
    GAP
}
