//! The last step of every export: what hides or acts in a foreign text leaves as an escape.

use crate::token::visible::{is_hidden, visible};

/// Text in which each line shows what it holds.
pub(super) fn text(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", visible(line))).collect()
}

/// JSON in which hidden characters are escapes that every reader undoes. They stand in strings only; line breaks are the document's own.
pub(super) fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '\n' && is_hidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_is_an_escape_and_json_reads_back() {
        let said = "a\u{202e}b\u{e0041}\u{7f}\"\\";
        let document = serde_json::to_string(&[said]).unwrap_or_default();
        let safe = json(&document);
        assert!(safe.is_ascii(), "{safe}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&safe).unwrap_or_default(), [said]);
        assert_eq!(text("a\u{1b}[31m\nb\n"), "a\\u001b[31m\nb\n");
    }
}
