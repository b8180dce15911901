//! What was taken away around or inside a token, counted while reading and said in words.

use super::unit::{Unit, Unseen, What, Writing};

/// Everything that was undone for one token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Undone {
    writing: Writing,
    ansi: usize,
    zero_width: usize,
    soft_hyphens: usize,
    controls: usize,
    spaces: usize,
    line_breaks: usize,
    soft_breaks: usize,
    literals: usize,
    mark: Option<char>,
}

impl Undone {
    /// A character was not written plainly, or is not one that a reader sees.
    pub fn unit(&mut self, unit: &Unit) {
        match unit.what {
            What::Char(_) => {}
            What::Unseen(Unseen::Ansi) => self.ansi += 1,
            What::Unseen(Unseen::ZeroWidth) => self.zero_width += 1,
            What::Unseen(Unseen::SoftHyphen) => self.soft_hyphens += 1,
            What::Unseen(Unseen::Control) => self.controls += 1,
        }
        self.writing(unit.writing);
    }

    /// Something was written this way.
    pub fn writing(&mut self, writing: Writing) {
        self.writing.percent = self.writing.percent.max(writing.percent);
        self.writing.entity = self.writing.entity.max(writing.entity);
        self.writing.backslashes = self.writing.backslashes.max(writing.backslashes);
        self.writing.quoted_printable = self.writing.quoted_printable.max(writing.quoted_printable);
    }

    /// A colour stands directly before it.
    pub fn colour(&mut self) {
        self.ansi += 1;
    }

    /// A space stood where a line was once broken.
    pub fn space(&mut self) {
        self.spaces += 1;
    }

    /// A line break was taken out.
    pub fn line_break(&mut self) {
        self.line_breaks += 1;
    }

    /// A soft line break of quoted-printable mail was taken out (RFC 2045 §6.7).
    pub fn soft_break(&mut self) {
        self.line_breaks += 1;
        self.soft_breaks += 1;
    }

    /// Two string literals of a program were put together.
    pub fn join_literals(&mut self) {
        self.literals += 1;
    }

    /// Has a soft line break been seen in this token?
    pub fn is_soft(&self) -> bool {
        self.soft_breaks > 0
    }

    /// Every line began with this.
    pub fn mark(&mut self, mark: char) {
        self.mark = Some(mark);
    }

    /// In words, always in the same order.
    pub fn words(&self) -> Vec<String> {
        let times = |what: &str, count: u8| match count {
            0 => None,
            1 => Some(what.to_owned()),
            2 => Some(format!("{what} (twice)")),
            more => Some(format!("{what} ({more} times)")),
        };
        let said = |what: &str, count: usize| (count > 0).then(|| what.to_owned());
        let counted = |one: &str, many: &str, count: usize| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            more => Some(format!("{more} {many}")),
        };
        // Strings in strings: one backslash, then three, then seven.
        let strings = u8::try_from((self.writing.backslashes + 1).ilog2()).unwrap_or(u8::MAX);
        [
            times("percent-encoding", self.writing.percent),
            times("HTML entities", self.writing.entity),
            times("JSON string escapes", strings),
            said("quoted-printable encoding", usize::from(self.writing.quoted_printable) + self.soft_breaks),
            said("ANSI colours", self.ansi),
            said("line breaks", self.line_breaks),
            said("the joints of a string literal", self.literals),
            self.mark.map(|mark| format!("line prefixes \"{mark}\"")),
            said("spaces", self.spaces),
            counted("zero-width character", "zero-width characters", self.zero_width),
            counted("soft hyphen", "soft hyphens", self.soft_hyphens),
            counted("control character", "control characters", self.controls),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
