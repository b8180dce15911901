//! Where somebody cut a token off: an ellipsis, asterisks, `[truncated]`, `<redacted>`.

use super::unit::{Unit, What, unit};

/// Words that stand in brackets in the place of what was cut away.
const WORDS: [&str; 13] =
    ["redact", "truncat", "snip", "cut", "omit", "remov", "mask", "hidden", "more", "signature", "elided", "..", "…"];
/// The longest bracket that is read.
const LONGEST: usize = 40;

/// The byte after the mark of a cut at `at`, if there is one; at most one blank may stand before it.
pub fn cut(text: &str, at: usize) -> Option<usize> {
    let mut here = unit(text, at)?;
    let glued = !here.is(' ');
    if !glued {
        here = unit(text, here.next)?;
    }
    match here.what {
        What::Char('…') => Some(here.next),
        What::Char(c @ ('.' | '*' | '•')) if glued => repeated(text, here, c),
        What::Char('[') => bracket(text, here.next, ']'),
        What::Char('<') => bracket(text, here.next, '>'),
        What::Char('(') if glued => bracket(text, here.next, ')'),
        What::Char('{') if glued => bracket(text, here.next, '}'),
        What::Char(_) | What::Unseen(_) => None,
    }
}

/// Three of a kind, or more.
fn repeated(text: &str, first: Unit, c: char) -> Option<usize> {
    let mut next = first.next;
    let mut count = 1;
    while let Some(more) = unit(text, next).filter(|unit| unit.is(c)) {
        next = more.next;
        count += 1;
    }
    (count >= 3).then_some(next)
}

/// Brackets with nothing in them but such a word and what belongs to it.
fn bracket(text: &str, from: usize, close: char) -> Option<usize> {
    let mut inside = String::new();
    let mut next = from;
    loop {
        let unit = unit(text, next)?;
        next = unit.next;
        match unit.what {
            What::Char(c) if c == close => break,
            What::Char(c)
                if inside.len() < LONGEST && (c.is_alphanumeric() || matches!(c, ' ' | '.' | '…' | '-' | '_')) =>
            {
                inside.push(c.to_ascii_lowercase());
            }
            What::Char(_) => return None,
            What::Unseen(_) => {}
        }
    }
    WORDS.iter().any(|word| inside.contains(word)).then_some(next)
}
