//! A page of rows, each with a name: what is read and scrolled and left again. Drawing and scrolling both ask for its lines in the width
//! there is.

use unicode_width::UnicodeWidthStr;

use crate::app::size::size_words;
use crate::app::wrap::{brief, sentences};
use crate::token::visible::visible;

/// Columns of a name at most, and what part of the width.
const NAME: usize = 24;
const NAME_PART: usize = 3;

/// Columns before a name, between it and what is said of it, and after that.
const BEFORE_NAME: usize = 1;
const BETWEEN: usize = 2;
const AFTER: usize = 1;

/// So much of a name and of a text is shown, in columns and characters: a value may have megabytes, and is wrapped with every frame.
const NAME_SHOWN: usize = 96;
const TEXT_SHOWN: usize = 4096;

/// A page of rows, each with a name: code points, what the doctor says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What it is about.
    pub title: String,
    /// The rows: a name, and what is said of it.
    pub rows: Vec<(String, String)>,
    /// How many lines are scrolled away; those of a narrower page may be more than it has now.
    pub top: usize,
}

/// The lines of a page in some width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// Columns at which the texts begin.
    pub indent: usize,
    /// Name and text of each line, ready to be shown.
    pub list: Vec<(String, String)>,
}

impl Page {
    /// A page with its first row at the top.
    #[must_use]
    pub const fn of(title: String, rows: Vec<(String, String)>) -> Self {
        Self { title, rows, top: 0 }
    }

    /// Its lines in `width` columns; everything hidden in them is shown.
    #[must_use]
    pub fn lines(&self, width: usize) -> Lines {
        let most = (width / NAME_PART).clamp(1, NAME);
        let names: Vec<String> = self.rows.iter().map(|(name, _)| brief(name, NAME_SHOWN)).collect();
        let column = names.iter().map(|name| name.width()).max().unwrap_or(0).min(most);
        let indent = BEFORE_NAME + column + BETWEEN;
        let mut list = Vec::new();
        for (name, (_, text)) in names.iter().zip(&self.rows) {
            let mut names = sentences(name, column).into_iter();
            let mut texts = sentences(&shown(text), width.saturating_sub(indent + AFTER)).into_iter();
            loop {
                match (names.next(), texts.next()) {
                    (None, None) => break,
                    (name, text) => list.push((name.unwrap_or_default(), text.unwrap_or_default())),
                }
            }
        }
        Lines { indent, list }
    }
}

/// As much of a text as is shown, and how much that is not.
fn shown(text: &str) -> String {
    let head = text.char_indices().nth(TEXT_SHOWN).and_then(|(end, _)| text.get(..end)).unwrap_or(text);
    let more = text.len().saturating_sub(head.len());
    let rest = if more > 0 { format!("… and {} more", size_words(more)) } else { String::new() };
    format!("{}{rest}", visible(head))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_of_a_page_is_in_its_lines_at_every_width() {
        let rows = [
            ("signature", "deadbeef".repeat(20)),
            ("a name that is longer than it may be wide", "said in a few words of that name".to_owned()),
            ("hidden", "a\u{202e}b\nc 日本語 日本語 日本語".to_owned()),
            ("日本語日本語日本語日本語日本語", String::new()),
        ];
        let page = Page::of(String::new(), rows.map(|(name, text)| (name.to_owned(), text)).to_vec());
        let bare = |text: &str| text.replace(' ', "");
        let all: String = page.rows.iter().map(|(name, text)| bare(name) + &bare(&visible(text))).collect();
        for width in 12..160 {
            let lines = page.lines(width);
            let mut characters: Vec<char> =
                lines.list.iter().flat_map(|(n, t)| (bare(n) + &bare(t)).chars().collect::<Vec<_>>()).collect();
            let mut wanted: Vec<char> = all.chars().collect();
            characters.sort_unstable();
            wanted.sort_unstable();
            assert_eq!(characters, wanted, "{width}");
            for (name, text) in &lines.list {
                assert!(name.width() < lines.indent, "{name:?} in {width}");
                assert!(lines.indent + text.width() <= width, "{text:?} in {width}");
            }
        }
    }

    #[test]
    fn a_text_of_megabytes_is_cut_and_says_so() {
        let page = Page::of(String::new(), vec![("n".repeat(1 << 20), "é".repeat(1 << 20))]);
        let lines = page.lines(80).list;
        assert!(lines.len() < 100, "{}", lines.len());
        assert!(lines.last().is_some_and(|(_, text)| text.ends_with("more")), "{lines:?}");
        assert!(lines.iter().any(|(name, _)| name.ends_with('…')), "{lines:?}");
    }
}
