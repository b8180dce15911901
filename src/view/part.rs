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
    /// What becomes of it where there is little room.
    little: Little,
}

/// What becomes of a part where there is little room.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Little {
    /// It leaves before anything is said in fewer words.
    Leaves,
    /// It is said in these words.
    Says(String),
    /// It is said in full, until it is the least important of those that are left.
    Stays,
}

impl Part {
    /// A part that is said in full or not at all.
    pub fn new(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style, little: Little::Stays }
    }

    /// A part that leaves before anything is said in fewer words.
    pub fn spare(text: impl Into<String>, style: Style) -> Self {
        Self { little: Little::Leaves, ..Self::new(text, style) }
    }

    /// The same, with fewer words for little room.
    pub fn or(self, words: &str) -> Self {
        Self { little: Little::Says(words.to_owned()), ..self }
    }

    /// Goes over to fewer words; answers whether there were any.
    fn shorten(&mut self) -> bool {
        match std::mem::replace(&mut self.little, Little::Stays) {
            Little::Says(words) => self.text = words,
            other => {
                self.little = other;
                return false;
            }
        }
        true
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
        if let Some(spare) = parts.iter().position(|part| part.little == Little::Leaves) {
            parts.remove(spare);
        } else if parts.iter_mut().any(Part::shorten) {
            // The least important that had fewer words has them now.
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
