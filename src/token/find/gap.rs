//! What stands between two pieces of a wrapped token: a line break with all that mail, diffs, tables and shells put around it.

use super::unit::{Unit, What, unit};

/// How two pieces are separated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// By a line break, or two.
    Lines,
    /// By a soft line break of quoted-printable mail.
    Soft,
    /// By one space, where somebody joined lines.
    Space,
    /// By the quotes of two string literals and what joins them in a program.
    Literals,
}

/// The way from one piece to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// How they are separated.
    pub kind: Kind,
    /// What stood before the next piece and is no part of it: the mark of its line.
    pub mark: Option<char>,
    /// The first byte of the next piece.
    pub next: usize,
}

/// What the line before a token may begin with, and then may begin each of its lines with.
const MARKS: [char; 12] = ['>', '+', '-', '#', '*', ';', '|', '│', '┃', '║', '/', '%'];

/// Is this the border of a table or a box?
fn is_border(c: char) -> bool {
    matches!(c, '|' | '│' | '┃' | '║')
}

/// The mark of the line that a token stands on, given what stands before it on that line.
pub fn mark(before: &str) -> Option<char> {
    // A coloured diff has its colour before the mark.
    let mut steps = Steps { text: before, at: 0 };
    steps.unseen();
    let before = before.get(steps.at..)?;
    let trimmed = before.trim_start_matches([' ', '\t']);
    let first = trimmed.chars().next().filter(|c| MARKS.contains(c))?;
    match first {
        // These belong to base64 too: a mark only in a diff's first column, or as a comment's beginning.
        '+' | '-' => before.starts_with(first).then_some(first),
        '/' => trimmed.starts_with("//").then_some(first),
        _ => Some(first),
    }
}

/// What stands before a token on its line of a JSON string, where that is what mail quotes with: `"> ` or `\n> `.
pub fn quoted_in_string(before: &str) -> Option<&str> {
    let start = before.trim_end_matches(['>', ' ']).len();
    let marks = before.get(start..).filter(|marks| marks.contains('>'))?;
    let line_begins = before.get(..start).is_some_and(|outside| outside.ends_with('"') || outside.ends_with("\\n"));
    line_begins.then_some(marks)
}

/// A walk over logical characters.
struct Steps<'t> {
    text: &'t str,
    at: usize,
}

impl Steps<'_> {
    fn peek(&self) -> Option<Unit> {
        unit(self.text, self.at)
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        match self.peek()? {
            Unit { what: What::Char(c), next, .. } if wanted(c) => {
                self.at = next;
                Some(c)
            }
            _ => None,
        }
    }

    /// Passes what joins two strings in a program: `+`, `.`, `..`, `&`, `||`. Answers whether there was any.
    fn operator(&mut self, quote: char) -> bool {
        let from = self.at;
        while self.at - from < 2 && self.take(|c| matches!(c, '+' | '.' | '&' | '|') && c != quote).is_some() {}
        self.at > from
    }

    /// Passes the other dash of a comment of SQL, Lua, Haskell or Ada: a blank behind it says that it is none of the token.
    fn second_dash(&mut self, mark: char) {
        let dash = self.at;
        if mark == '-' && self.take(|c| c == '-').is_some() && !self.peek().is_some_and(|unit| unit.is(' ')) {
            self.at = dash;
        }
    }

    /// Passes what is not seen.
    fn unseen(&mut self) {
        while let Some(Unit { what: What::Unseen(_), next, .. }) = self.peek() {
            self.at = next;
        }
    }

    /// Passes blanks and what is not seen; answers how many blanks there were.
    fn blanks(&mut self) -> usize {
        let mut blanks = 0;
        while let Some(unit) = self.peek() {
            match unit.what {
                What::Char(' ') => blanks += 1,
                What::Unseen(_) => {}
                What::Char(_) => break,
            }
            self.at = unit.next;
        }
        blanks
    }
}

/// What separates a piece that ends at `at` from the next; `None` where no piece follows.
///
/// `mark` is the mark of the token's first line and `quote` the quote before it: a long string in a program is
/// written as several, joined by `+` or by nothing.
pub fn gap(text: &str, at: usize, mark: Option<char>, quote: Option<char>) -> Option<Gap> {
    let mut steps = Steps { text, at };
    let blanks = steps.blanks();
    let mut kind = Kind::Lines;
    let mut reopened = None;
    if steps.take(|c| c == '\n').is_none() {
        if blanks == 0 && steps.take(|c| c == '=').is_some() {
            kind = Kind::Soft;
        } else if steps.take(|c| matches!(c, '\\' | '^' | '`') || is_border(c)).is_none() {
            match quote {
                Some(quote) if steps.take(|c| c == quote).is_some() => {
                    kind = Kind::Literals;
                    reopened = Some(quote);
                    steps.blanks();
                    let joined = steps.operator(quote);
                    steps.blanks();
                    let next = steps.at;
                    if joined && steps.take(|c| c == quote).is_some() {
                        let next = steps.at;
                        return is_piece(text, next).then_some(Gap { kind, mark: None, next });
                    }
                    steps.at = next;
                    // The line goes on: in a shell, in Visual Basic, in PowerShell.
                    steps.take(|c| matches!(c, '\\' | '_' | '`') && c != quote);
                }
                _ => {
                    let next = steps.at;
                    return (blanks == 1 && is_piece(text, next)).then_some(Gap {
                        kind: Kind::Space,
                        mark: None,
                        next,
                    });
                }
            }
        }
        steps.blanks();
        steps.take(|c| c == '\n')?;
    }
    // A diff's mark is its line's first character; behind blanks the same character is the token's own.
    steps.unseen();
    let line = steps.at;
    steps.blanks();
    if reopened.is_none() && steps.take(|c| c == '\n').is_some() {
        steps.blanks();
    }
    let mut marked = None;
    if let Some(mark) = mark {
        let in_place = !matches!(mark, '+' | '-') || steps.at == line;
        while (marked.is_none() || (mark != '+' && mark != '-')) && in_place && steps.take(|c| c == mark).is_some() {
            marked = Some(mark);
            steps.second_dash(mark);
            steps.blanks();
        }
    }
    if let Some(quote) = reopened {
        steps.operator(quote);
        steps.blanks();
        steps.take(|c| c == quote)?;
    }
    let next = steps.at;
    is_piece(text, next).then_some(Gap { kind, mark: marked, next })
}

/// Does a character of a token stand here?
fn is_piece(text: &str, at: usize) -> bool {
    matches!(unit(text, at), Some(Unit { what: What::Char(c), .. }) if is_token_char(c))
}

/// How many octets at the beginning are characters of a compact token.
pub fn token_run(octets: &[u8]) -> usize {
    /// So many are asked at once, without a branch for each: tokens have megabytes.
    const BLOCK: usize = 64;
    let is_one = |octet: &u8| is_token_char(char::from(*octet));
    let whole =
        octets.chunks_exact(BLOCK).take_while(|block| block.iter().fold(true, |all, octet| all & is_one(octet)));
    let sure = whole.count() * BLOCK;
    let rest = octets.get(sure..).unwrap_or_default();
    sure + rest.iter().position(|octet| !is_one(octet)).unwrap_or(rest.len())
}

/// The characters of a compact token in either base64 alphabet.
pub fn is_token_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '/' | '.')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_run_ends_at_the_first_octet_that_is_of_no_token(run in "[A-Za-z0-9+/._-]{0,200}", rest in any::<Vec<u8>>()) {
            let octets = [run.as_bytes(), &rest].concat();
            let end = octets.iter().position(|octet| !is_token_char(char::from(*octet)));
            prop_assert_eq!(token_run(&octets), end.unwrap_or(octets.len()));
        }
    }
}
