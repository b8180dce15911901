//! Rows of a pane before they have colours: text in pieces, each with what it is. The model makes them, the view draws them.

/// What a piece of text is; the theme gives each a style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Ordinary text.
    Plain,
    /// What explains.
    Dim,
    /// Names and titles.
    Strong,
    /// It is well.
    Good,
    /// Look at this.
    Warn,
    /// It is not well.
    Bad,
    /// The header of a token.
    Header,
    /// The payload of a token.
    Payload,
    /// The signature of a token.
    Signature,
    /// Lanes and arrows: `-`, `|`, `<`, `>`, for which a terminal may have better signs.
    Line,
}

/// A row in its pieces, from the left.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row(pub Vec<(Ink, String)>);

impl Row {
    /// A row of one piece.
    #[must_use]
    pub fn of(ink: Ink, text: impl Into<String>) -> Self {
        Self(vec![(ink, text.into())])
    }

    /// With a piece more.
    #[must_use]
    pub fn and(mut self, ink: Ink, text: impl Into<String>) -> Self {
        self.0.push((ink, text.into()));
        self
    }

    /// Its text without what it is.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.iter().map(|(_, text)| text.as_str()).collect()
    }
}

/// Rows that fit into `width` columns of one letter each, broken between words; what follows is set in by two.
#[must_use]
pub fn folded(row: Row, width: usize) -> Vec<Row> {
    // Nearly all of them.
    if row.0.iter().map(|(_, text)| text.chars().count()).sum::<usize>() <= width {
        return vec![row];
    }
    let mut rows = vec![Row::default()];
    let mut used = 0;
    for (ink, text) in row.0 {
        for word in text.split_inclusive(' ') {
            let wide = word.trim_end().chars().count();
            if used > 2 && used + wide > width {
                rows.push(Row::of(Ink::Plain, "  "));
                used = 2;
            }
            used += word.chars().count();
            if let Some(Row(pieces)) = rows.last_mut() {
                match pieces.last_mut() {
                    Some((last, text)) if *last == ink => text.push_str(word),
                    _ => pieces.push((ink, word.to_owned())),
                }
            }
        }
    }
    rows
}

/// A row on which pieces are placed by column; what is placed later covers what was there.
#[derive(Debug)]
pub struct Canvas(Vec<(Ink, char)>);

impl Canvas {
    /// An empty row of `width` columns.
    #[must_use]
    pub fn new(width: usize) -> Self {
        Self(vec![(Ink::Plain, ' '); width])
    }

    /// Places text; what is beyond the row is left out.
    pub fn put(&mut self, column: usize, ink: Ink, text: &str) {
        for (cell, letter) in self.0.iter_mut().skip(column).zip(text.chars()) {
            *cell = (ink, letter);
        }
    }

    /// Places one character from column to column, the last one excluded.
    pub fn fill(&mut self, from: usize, to: usize, ink: Ink, letter: char) {
        for cell in self.0.iter_mut().take(to).skip(from) {
            *cell = (ink, letter);
        }
    }

    /// The row.
    #[must_use]
    pub fn row(self) -> Row {
        let runs = || self.0.chunk_by(|(left, _), (right, _)| left == right);
        let piece = |run: &[(Ink, char)]| Some((run.first()?.0, run.iter().map(|(_, letter)| letter).collect()));
        // A screen has hundreds of these: none of them grows piece by piece.
        let mut pieces = Vec::with_capacity(runs().count());
        pieces.extend(runs().filter_map(piece));
        Row(pieces)
    }
}

/// As much of a text as fits into `width` columns of one letter each; what was cut off ends in `~`.
#[must_use]
pub fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let mut kept: String = text.chars().take(width.saturating_sub(1)).collect();
    if width > 0 {
        kept.push('~');
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_row_breaks_between_words() {
        let row = Row::of(Ink::Strong, "ab cd ").and(Ink::Dim, "efg hi");
        let texts: Vec<String> = folded(row, 8).iter().map(Row::text).collect();
        assert_eq!(texts, ["ab cd ", "  efg hi"]);
        assert_eq!(folded(Row::of(Ink::Plain, "abcdefghij"), 3).len(), 1, "a word that fits nowhere stays whole");
    }

    #[test]
    fn what_is_placed_later_covers_and_what_is_beyond_is_left_out() {
        let mut canvas = Canvas::new(8);
        canvas.fill(1, 6, Ink::Line, '-');
        canvas.put(2, Ink::Plain, "ab");
        canvas.put(7, Ink::Bad, "xyz");
        let row = canvas.row();
        assert_eq!(row.text(), " -ab-- x");
        assert_eq!(row.0.len(), 6);
        assert_eq!((cut("abcd", 4), cut("abcde", 4), cut("a", 0)), ("abcd".into(), "abc~".into(), String::new()));
    }
}
