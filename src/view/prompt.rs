//! A question with a field for the answer, at the bottom of the body.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Widget};
use unicode_segmentation::UnicodeSegmentation;

use super::text::{cut, foreign};
use super::theme::Theme;
use crate::app::field::Field;
use crate::app::overlay::Question;
use crate::app::state::State;
use crate::app::wrap::columns;

/// Draws the question, the field with its cursor, and what is wrong with the answer.
pub fn draw(state: &State, question: Question, field: &Field, wrong: Option<&str>, theme: &Theme, buffer: &mut Buffer) {
    let body = state.layout.body;
    let height = 4.min(body.height);
    let area = Rect { y: body.y + body.height - height, height, ..body };
    Clear.render(area, buffer);
    let (title, hint) = match question {
        Question::JudgeAt => {
            (" Judge the token at ".to_owned(), "+5m, exp-1s, 2026-11-22 15:04, seconds since 1970; empty for now")
        }
        Question::Leeway => (" Leeway between clocks ".to_owned(), "90s, 5m; 0s for none"),
        Question::Find => (" Find in the pane ".to_owned(), "capitals count once you type one; n and N go on"),
        Question::Open => (" Open the file ".to_owned(), "its path; every token in it is found"),
        Question::Write => {
            let what = state.content().map_or("token", |(what, _)| what);
            (format!(" Write the {what} to "), "a path; a file that exists is not overwritten")
        }
    };
    let block = Block::bordered().border_set(theme.border(true)).title(Span::styled(title, theme.strong));
    let inner = block.inner(area);
    block.render(area, buffer);
    let mut rows = inner.rows();
    if let Some(row) = rows.next() {
        // When the text is longer than the field, what stands before the cursor is cut off at its beginning.
        let room = usize::from(row.width).saturating_sub(2);
        let before = tail(field.before(), room);
        let style = if field.is_suggestion() { theme.dim } else { theme.plain };
        let mut spans = foreign(before, style, theme.hidden);
        let mut after = field.after().graphemes(true);
        let under = after.next().unwrap_or(" ");
        spans.extend(foreign(under, theme.chosen, theme.chosen));
        spans.extend(foreign(after.as_str(), theme.plain, theme.hidden));
        Line::from(spans)
            .render(Rect { x: row.x + 1.min(row.width), width: row.width.saturating_sub(1), ..row }, buffer);
    }
    if let Some(row) = rows.next() {
        let (text, style) = match wrong {
            Some(why) => (format!(" {}{why}", theme.glyph("✗ ", "fail: ")), theme.bad),
            None => (format!(" {hint}"), theme.dim),
        };
        Line::styled(cut(&text, usize::from(row.width), theme.glyph("…", "~")), style).render(row, buffer);
    }
}

/// The end of a text that fits into `width` columns.
fn tail(text: &str, width: usize) -> &str {
    let mut at = text.len();
    let mut used = 0;
    for (index, grapheme) in text.grapheme_indices(true).rev() {
        used += columns(grapheme);
        if used > width {
            break;
        }
        at = index;
    }
    text.get(at..).unwrap_or_default()
}
