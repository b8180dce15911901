//! Cells → the fewest bytes that draw them. `screen` draws each frame with one pen; it is put down as it was taken up, in the terminal's
//! own colours, so that nothing of a frame leaks into what others write.
//!
//! Bytes count where a token is looked at over a slow line: ratatui's own translation names both colours and the place anew at each
//! change, which is twice as long.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr as _;

/// What is on the screen where a frame draws nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Canvas {
    /// Blanks: it was just cleared.
    Blank,
    /// The frame before.
    Drawn,
}

/// What a cell is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Ink {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// Where the terminal's cursor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct At {
    x: u16,
    y: u16,
    /// Do all terminals agree on that? They do not on how wide some characters are.
    surely: bool,
}

/// What can be seen on a blank, too.
const SEEN_ON_BLANK: Modifier = Modifier::UNDERLINED
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

/// Each modifier with the parameter that sets it and the one that takes it back, with its neighbour where they share that (ECMA-48
/// §8.3.117, Select Graphic Rendition).
const MODIFIERS: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// The pen of one frame.
#[derive(Debug)]
pub struct Pen<'b> {
    bytes: &'b mut Vec<u8>,
    canvas: Canvas,
    ink: Ink,
    at: Option<At>,
}

impl<'b> Pen<'b> {
    /// A pen that adds to `bytes`. The terminal writes in its own colours, and its cursor is anywhere.
    pub fn new(bytes: &'b mut Vec<u8>, canvas: Canvas) -> Self {
        Self { bytes, canvas, ink: Ink::default(), at: None }
    }

    /// Draws a cell in this column and row, from 0.
    pub fn draw(&mut self, x: u16, y: u16, cell: &Cell) {
        self.go_to(x, y);
        let ink = Ink { fg: cell.fg, bg: cell.bg, modifier: cell.modifier };
        let symbol = cell.symbol();
        if symbol != " " || !self.ink.leaves_blank_like(ink) {
            self.change_to(ink);
        }
        self.bytes.extend_from_slice(symbol.as_bytes());
        let surely = self.at.is_some_and(|at| at.surely) && symbol.chars().all(is_one_wide);
        self.at = Some(At { x: x.saturating_add(1), y, surely });
    }

    /// Draws a whole row anew, in which nothing is left of what stood there.
    pub fn draw_row(&mut self, y: u16, cells: &[Cell]) {
        self.go_to(0, y);
        self.change_to(Ink::default());
        // Erase in Line, all of it (ECMA-48 §8.3.41).
        self.control(&[2], b'K');
        let mut covered = 0;
        for (x, cell) in (0..).zip(cells) {
            if x < covered || *cell == Cell::default() {
                continue;
            }
            self.draw(x, y, cell);
            covered = x.saturating_add(u16::try_from(cell.symbol().width()).unwrap_or(u16::MAX));
        }
    }

    /// Puts the pen down.
    pub fn put_down(mut self) {
        self.change_to(Ink::default());
    }

    fn go_to(&mut self, x: u16, y: u16) {
        let gap = self.at.filter(|at| at.y == y).and_then(|at| Some((x.checked_sub(at.x)?, at.surely)));
        match gap {
            Some((0, _)) => return,
            Some((gap @ 1..=3, true)) if self.canvas == Canvas::Blank && self.ink.leaves_blank_like(Ink::default()) => {
                self.bytes.resize(self.bytes.len() + usize::from(gap), b' ');
                self.at = Some(At { x, y, surely: true });
                return;
            }
            Some((1, true)) => self.control(&[], b'C'),
            Some((gap, true)) => self.control(&[gap], b'C'),
            Some((_, false)) | None if x == 0 => self.control(&[y.saturating_add(1)], b'H'),
            Some((_, false)) | None => self.control(&[y.saturating_add(1), x.saturating_add(1)], b'H'),
        }
        self.at = Some(At { x, y, surely: true });
    }

    fn change_to(&mut self, ink: Ink) {
        if self.ink == ink {
            return;
        }
        // From what it is, or from nothing: whichever is shorter.
        let start = self.bytes.len();
        let changes = self.ink.parameters_to(ink);
        self.control(&changes, b'm');
        let middle = self.bytes.len();
        let mut anew = vec![0];
        anew.extend(Ink::default().parameters_to(ink));
        self.control(&anew, b'm');
        if self.bytes.len() - middle < middle - start {
            self.bytes.drain(start..middle);
        } else {
            self.bytes.truncate(middle);
        }
        self.ink = ink;
    }

    /// A control sequence (ECMA-48 §5.4).
    fn control(&mut self, parameters: &[u16], last: u8) {
        self.bytes.extend_from_slice(b"\x1b[");
        for (nth, parameter) in parameters.iter().enumerate() {
            if nth > 0 {
                self.bytes.push(b';');
            }
            self.bytes.extend_from_slice(parameter.to_string().as_bytes());
        }
        self.bytes.push(last);
    }
}

impl Ink {
    /// Does a blank look the same in both?
    fn leaves_blank_like(self, other: Self) -> bool {
        self.bg == other.bg && !self.modifier.union(other.modifier).intersects(SEEN_ON_BLANK)
    }

    /// The parameters of Select Graphic Rendition that make this ink the other.
    fn parameters_to(self, other: Self) -> Vec<u16> {
        let mut parameters = Vec::new();
        let mut kept = self.modifier;
        for (modifier, _, off) in MODIFIERS {
            if kept.contains(modifier) && !other.modifier.contains(modifier) {
                parameters.push(u16::from(off));
                for (gone, _, _) in MODIFIERS.into_iter().filter(|(_, _, shared)| *shared == off) {
                    kept.remove(gone);
                }
            }
        }
        let missing = other.modifier.difference(kept);
        parameters
            .extend(MODIFIERS.iter().filter(|(modifier, ..)| missing.contains(*modifier)).map(|m| u16::from(m.1)));
        if self.fg != other.fg {
            add_colour(&mut parameters, other.fg, 0);
        }
        if self.bg != other.bg {
            add_colour(&mut parameters, other.bg, 10);
        }
        parameters
    }
}

/// Adds the parameters of a colour; `layer` is 0 for the character and 10 for what is behind it.
fn add_colour(parameters: &mut Vec<u16>, colour: Color, layer: u16) {
    parameters.push(match colour {
        Color::Reset => 39 + layer,
        Color::Black => 30 + layer,
        Color::Red => 31 + layer,
        Color::Green => 32 + layer,
        Color::Yellow => 33 + layer,
        Color::Blue => 34 + layer,
        Color::Magenta => 35 + layer,
        Color::Cyan => 36 + layer,
        Color::Gray => 37 + layer,
        Color::DarkGray => 90 + layer,
        Color::LightRed => 91 + layer,
        Color::LightGreen => 92 + layer,
        Color::LightYellow => 93 + layer,
        Color::LightBlue => 94 + layer,
        Color::LightMagenta => 95 + layer,
        Color::LightCyan => 96 + layer,
        Color::White => 97 + layer,
        Color::Indexed(index) => return parameters.extend([38 + layer, 5, u16::from(index)]),
        Color::Rgb(red, green, blue) => {
            return parameters.extend([38 + layer, 2, u16::from(red), u16::from(green), u16::from(blue)]);
        }
    });
}

/// Do all terminals give this character one column? ASCII, lines and blocks.
const fn is_one_wide(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{2500}'..='\u{259f}')
}

/// May this be of another width in the terminal than here, so that it leaves something behind when it goes? Characters that are put together
/// of several, and those beyond the first plane, of which the older terminals know fewer.
pub fn is_of_doubtful_width(cell: &Cell) -> bool {
    let mut characters = cell.symbol().chars();
    let first = characters.next();
    characters.next().is_some() || first.is_some_and(|c| c > '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    const AREA: Rect = Rect { x: 0, y: 0, width: 24, height: 5 };

    fn written(canvas: Canvas, cells: &[(u16, u16, &str, Style)]) -> String {
        let mut bytes = Vec::new();
        let mut pen = Pen::new(&mut bytes, canvas);
        for (x, y, symbol, style) in cells {
            let mut cell = Cell::default();
            cell.set_symbol(symbol).set_style(*style);
            pen.draw(*x, *y, &cell);
        }
        pen.put_down();
        String::from_utf8(bytes).unwrap().replace('\u{1b}', "^")
    }

    #[test]
    fn a_digit_in_its_colour_is_a_place_a_colour_and_the_digit() {
        let green = Style::new().fg(Color::Green);
        let dim = Style::new().fg(Color::DarkGray);
        assert_eq!(written(Canvas::Drawn, &[(98, 0, "8", green)]), "^[1;99H^[32m8^[0m");
        assert_eq!(
            written(
                Canvas::Drawn,
                &[(11, 30, "▏", green), (102, 30, "7", green), (102, 31, "7", dim), (0, 32, "x", dim)]
            ),
            "^[31;12H^[32m▏^[90C7^[32;103H^[90m7^[33Hx^[0m"
        );
    }

    #[test]
    fn behind_a_character_of_doubtful_width_the_place_is_named() {
        let plain = Style::new();
        assert_eq!(
            written(Canvas::Drawn, &[(0, 0, "✓", plain), (1, 0, "a", plain), (9, 0, "b", plain)]),
            "^[1H✓a^[1;10Hb"
        );
        assert_eq!(written(Canvas::Drawn, &[(0, 0, "日", plain), (2, 0, "b", plain)]), "^[1H日^[1;3Hb");
    }

    #[test]
    fn short_gaps_are_blanks_only_on_a_blank_canvas_and_with_a_pen_that_leaves_no_trace() {
        let (plain, reversed) = (Style::new(), Style::new().add_modifier(Modifier::REVERSED));
        let gap = |style| [(0, 0, "a", style), (3, 0, "b", style)];
        assert_eq!(written(Canvas::Blank, &gap(plain)), "^[1Ha  b");
        assert_eq!(written(Canvas::Drawn, &gap(plain)), "^[1Ha^[2Cb");
        assert_eq!(written(Canvas::Blank, &gap(reversed)), "^[1H^[7ma^[2Cb^[0m");
    }

    #[test]
    fn of_the_two_ways_to_another_ink_the_shorter_is_written() {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let all =
            bold.add_modifier(Modifier::DIM).add_modifier(Modifier::UNDERLINED).fg(Color::Red).bg(Color::Indexed(7));
        assert_eq!(
            written(Canvas::Drawn, &[(0, 0, "a", all), (1, 0, "b", bold)]),
            "^[1H^[1;2;4;31;48;5;7ma^[0;1mb^[0m"
        );
        let red = Style::new().fg(Color::Red);
        assert_eq!(
            written(Canvas::Drawn, &[(0, 0, "a", red), (1, 0, " ", bold), (2, 0, "b", red)]),
            "^[1H^[31ma b^[0m"
        );
    }

    fn style() -> impl Strategy<Value = Style> {
        let colour = prop_oneof![
            3 => Just(Color::Reset),
            3 => (0_u8..16).prop_map(|n| {
                use Color::*;
                [
                    Black, Red, Green, Yellow, Blue, Magenta, Cyan, Gray, DarkGray, LightRed, LightGreen, LightYellow, LightBlue,
                    LightMagenta, LightCyan, White,
                ][usize::from(n)]
            }),
            1 => (16_u8..).prop_map(Color::Indexed),
            1 => any::<(u8, u8, u8)>().prop_map(|(r, g, b)| Color::Rgb(r, g, b)),
        ];
        let modifier = prop_oneof![
            2 => Just(Modifier::empty()),
            1 => prop::sample::select(vec![Modifier::BOLD, Modifier::DIM, Modifier::BOLD | Modifier::DIM]),
            1 => prop::sample::subsequence(
                vec![Modifier::BOLD, Modifier::DIM, Modifier::ITALIC, Modifier::UNDERLINED, Modifier::REVERSED], 0..=5,
            ).prop_map(|some| some.into_iter().collect()),
        ];
        (colour.clone(), colour, modifier)
            .prop_map(|(fg, bg, modifier)| Style::new().fg(fg).bg(bg).add_modifier(modifier))
    }

    fn shown(colour: Color) -> vt100::Color {
        use Color::*;
        let named = [
            Black,
            Red,
            Green,
            Yellow,
            Blue,
            Magenta,
            Cyan,
            Gray,
            DarkGray,
            LightRed,
            LightGreen,
            LightYellow,
            LightBlue,
            LightMagenta,
            LightCyan,
            White,
        ];
        match colour {
            Reset => vt100::Color::Default,
            Indexed(index) => vt100::Color::Idx(index),
            Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
            named_one => {
                vt100::Color::Idx(u8::try_from(named.iter().position(|colour| *colour == named_one).unwrap()).unwrap())
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_terminal_shows_exactly_the_cells_of_every_frame(
            frames in prop::collection::vec(
                prop::collection::vec((0..AREA.width, 0..AREA.height, "[ -~│─█▏✓ä ]{1,12}", style()), 0..12), 1..6,
            ),
        ) {
            let mut terminal = vt100::Parser::new(AREA.height.try_into().unwrap(), AREA.width.try_into().unwrap(), 0);
            let mut before = Buffer::empty(AREA);
            let mut canvas = Canvas::Blank;
            for words in frames {
                let mut next = Buffer::empty(AREA);
                for (x, y, text, style) in words {
                    next.set_stringn(x, y, text, usize::from(AREA.width - x), style);
                }
                let mut bytes = Vec::new();
                let mut pen = Pen::new(&mut bytes, canvas);
                for (x, y, cell) in before.diff_iter(&next) {
                    pen.draw(x, y, cell);
                }
                pen.put_down();
                terminal.process(&bytes);
                canvas = Canvas::Drawn;
                for y in 0..AREA.height {
                    for x in 0..AREA.width {
                        let cell = &next[(x, y)];
                        let seen = terminal.screen().cell(y, x).unwrap();
                        let symbol = if seen.contents().is_empty() { " " } else { seen.contents() };
                        prop_assert_eq!(symbol, cell.symbol(), "at {}, {}: {:?}", x, y, String::from_utf8_lossy(&bytes));
                        prop_assert_eq!(seen.bgcolor(), shown(cell.bg));
                        prop_assert_eq!(seen.underline(), cell.modifier.contains(Modifier::UNDERLINED));
                        prop_assert_eq!(seen.inverse(), cell.modifier.contains(Modifier::REVERSED));
                        // Nobody sees the colour of a blank, unless it is the ground of what is reversed.
                        if symbol != " " || cell.modifier.intersects(SEEN_ON_BLANK) {
                            prop_assert_eq!(seen.fgcolor(), shown(cell.fg));
                            // This terminal knows one or the other.
                            if !cell.modifier.contains(Modifier::BOLD | Modifier::DIM) {
                                prop_assert_eq!(seen.bold(), cell.modifier.contains(Modifier::BOLD));
                                prop_assert_eq!(seen.dim(), cell.modifier.contains(Modifier::DIM));
                            }
                            prop_assert_eq!(seen.italic(), cell.modifier.contains(Modifier::ITALIC));
                        }
                    }
                }
                before = next;
            }
        }
    }
}
