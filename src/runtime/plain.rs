//! The plain view: a text without the screen around it, in whole lines, for a mouse to take where no clipboard can be reached. `runtime`
//! shows it through `terminal`, and comes back at a key.

use crate::app::chord::{Chord, Key};
use crate::app::look::Glyphs;
use crate::token::visible::visible;

/// A rule is no longer than this, however wide the window: it has to survive being made narrower.
const LONGEST_RULE: usize = 72;

/// The text between two rules, ready for a terminal in raw mode.
#[must_use]
pub fn page(text: &str, columns: u16, glyphs: Glyphs) -> String {
    let line = match glyphs {
        Glyphs::Unicode => "─",
        Glyphs::Ascii => "-",
    };
    // One less than the window has: a full row leaves the cursor in some terminals behind it, in others below.
    let rule = line.repeat(usize::from(columns).saturating_sub(1).clamp(1, LONGEST_RULE));
    let mut page = format!("\r{rule}\r\n");
    // Not wrapped here: a line that the terminal wraps is taken by the mouse as one.
    for line in text.lines() {
        page.push_str(&visible(line));
        page.push_str("\r\n");
    }
    page.push_str(&format!("{rule}\r\npress Enter to return "));
    page
}

/// Does this key end the view?
#[must_use]
pub fn returns(chord: Chord) -> bool {
    match chord.key {
        Key::Enter | Key::Esc => true,
        Key::Char('q') => !chord.ctrl && !chord.alt,
        Key::Char('c' | 'j') => chord.ctrl,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stands_between_two_rules_with_its_own_lines_only() {
        let text = format!("{}\n  \"a\": 1\r\n", "e".repeat(100));
        let rule = "─".repeat(39);
        assert_eq!(
            page(&text, 40, Glyphs::Unicode),
            format!("\r{rule}\r\n{}\r\n  \"a\": 1\r\n{rule}\r\npress Enter to return ", "e".repeat(100))
        );
    }

    #[test]
    fn nothing_in_it_acts_on_the_terminal() {
        let page = page("a\u{1b}[2J\tb\rc\u{9b}\u{202e}", 80, Glyphs::Ascii);
        assert!(page.contains("\r\na\\u001b[2J\\tb\\rc\\u009b\\u202e\r\n"), "{page:?}");
    }

    #[test]
    fn a_rule_fits_into_every_window() {
        for (columns, length) in [(0, 1), (1, 1), (2, 1), (40, 39), (200, LONGEST_RULE)] {
            let page = page("", columns, Glyphs::Ascii);
            assert_eq!(page.lines().next(), Some(format!("\r{}", "-".repeat(length)).as_str()));
        }
    }

    #[test]
    fn enter_and_its_like_return() {
        let ends =
            [Chord::plain(Key::Enter), Chord::plain(Key::Esc), Chord::char('q'), Chord::ctrl('c'), Chord::ctrl('j')];
        assert!(ends.into_iter().all(returns));
        assert!(
            ![Chord::char('c'), Chord::char('x'), Chord::ctrl('q'), Chord::plain(Key::Up)].into_iter().any(returns)
        );
    }
}
