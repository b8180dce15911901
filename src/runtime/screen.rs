//! Cells → one write. ratatui's backend over memory: a frame is collected whole and goes to `terminal` in one piece, and a frame
//! that changes nothing goes nowhere. It asks the terminal nothing, not even its size: that comes with the resize message, so
//! that what is drawn and what the state believes are never of two sizes. `pen` draws the cells.
//!
//! A row in which something is, or was, of doubtful width is drawn anew as a whole when anything in it changes: what is left of it
//! stands where only the terminal knows.

use std::collections::BTreeSet;
use std::io;
use std::mem::take;

use crossterm::QueueableCommand;
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::terminal::Clear;
use ratatui::Terminal;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Rect, Size};

use super::pen::{Canvas, Pen, is_of_doubtful_width};
use super::terminal;
use crate::app::state::State;
use crate::view;

/// The screen as it was drawn last.
#[derive(Debug)]
pub struct Screen {
    terminal: Terminal<Frame>,
}

impl Screen {
    /// A screen of this many columns and rows, nothing drawn yet.
    ///
    /// # Errors
    /// None that happen: the signature is ratatui's.
    pub fn new(size: (u16, u16)) -> io::Result<Self> {
        Ok(Self { terminal: Terminal::new(Frame::new(Size::from(size)))? })
    }

    /// Forgets what the terminal shows, so that the next frame is a whole one of this size.
    ///
    /// # Errors
    /// None that happen: the signature is ratatui's.
    pub fn resize(&mut self, size: (u16, u16)) -> io::Result<()> {
        let frame = self.terminal.backend_mut();
        frame.size = Size::from(size);
        // The terminal was entered anew, or is not what we left: say again what the cursor is to be.
        frame.cursor = Cursor::Unknown;
        // Never `clear()`: it asks for the cursor.
        self.terminal.resize(Rect::new(0, 0, size.0, size.1))
    }

    /// Shows the state.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn draw(&mut self, state: &State) -> io::Result<()> {
        show(&mut self.terminal, |frame| view::draw(state, frame))?;
        let bytes = &mut self.terminal.backend_mut().bytes;
        if !bytes.is_empty() {
            terminal::write_frame(bytes)?;
            bytes.clear();
        }
        Ok(())
    }
}

/// Draws a frame, and then those rows anew that it touched and in which something is, or was, of doubtful width.
fn show(terminal: &mut Terminal<Frame>, draw: impl FnOnce(&mut ratatui::Frame)) -> io::Result<()> {
    let frame = terminal.backend_mut();
    frame.touched.clear();
    let before = take(&mut frame.doubtful);
    let drawn = terminal.draw(draw)?.buffer;
    let mut rows = Vec::new();
    let mut doubtful = BTreeSet::new();
    for (y, cells) in (0..).zip(drawn.content.chunks(usize::from(drawn.area.width).max(1))) {
        let is = cells.iter().any(is_of_doubtful_width);
        if is {
            doubtful.insert(y);
        }
        if is || before.contains(&y) {
            rows.push((y, cells.to_vec()));
        }
    }
    let frame = terminal.backend_mut();
    frame.doubtful = doubtful;
    frame.draw_rows(&rows)
}

/// The bytes of the frame that is being drawn.
#[derive(Debug)]
struct Frame {
    bytes: Vec<u8>,
    size: Size,
    canvas: Canvas,
    cursor: Cursor,
    /// The rows of which this frame draws something.
    touched: BTreeSet<u16>,
    /// The rows in which something was of doubtful width.
    doubtful: BTreeSet<u16>,
}

/// What the terminal does with its cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cursor {
    /// After a resize or in a fresh terminal.
    Unknown,
    Hidden,
    /// Shown, and where it is by our own last word; `None` after cells were drawn.
    Shown(Option<Position>),
}

impl Frame {
    fn new(size: Size) -> Self {
        Self {
            bytes: Vec::new(),
            size,
            canvas: Canvas::Drawn,
            cursor: Cursor::Hidden,
            touched: BTreeSet::new(),
            doubtful: BTreeSet::new(),
        }
    }

    /// Draws those of these rows anew that were touched.
    fn draw_rows(&mut self, rows: &[(u16, Vec<Cell>)]) -> io::Result<()> {
        let mut rows = rows.iter().filter(|(y, _)| self.touched.contains(y)).peekable();
        if rows.peek().is_none() {
            return Ok(());
        }
        let mut pen = Pen::new(&mut self.bytes, Canvas::Drawn);
        rows.for_each(|(y, cells)| pen.draw_row(*y, cells));
        pen.put_down();
        if let Cursor::Shown(Some(at)) = self.cursor {
            self.bytes.queue(MoveTo(at.x, at.y))?;
        }
        Ok(())
    }
}

impl Backend for Frame {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        // Without this, a frame in which nothing changed would still write resets.
        if content.peek().is_none() {
            return Ok(());
        }
        if let Cursor::Shown(at) = &mut self.cursor {
            *at = None;
        }
        let mut pen = Pen::new(&mut self.bytes, self.canvas);
        for (x, y, cell) in content {
            self.touched.insert(y);
            pen.draw(x, y, cell);
        }
        pen.put_down();
        self.canvas = Canvas::Drawn;
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.cursor != Cursor::Hidden {
            self.cursor = Cursor::Hidden;
            self.bytes.queue(Hide)?;
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if !matches!(self.cursor, Cursor::Shown(_)) {
            self.cursor = Cursor::Shown(None);
            self.bytes.queue(Show)?;
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        // Would be a question to the terminal.
        Err(io::ErrorKind::Unsupported.into())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        if self.cursor != Cursor::Shown(Some(position)) {
            if let Cursor::Shown(at) = &mut self.cursor {
                *at = Some(position);
            }
            self.bytes.queue(MoveTo(position.x, position.y))?;
        }
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        use crossterm::terminal::ClearType as Region;

        self.canvas = match clear_type {
            ClearType::All => Canvas::Blank,
            ClearType::AfterCursor | ClearType::BeforeCursor | ClearType::CurrentLine | ClearType::UntilNewLine => {
                self.canvas
            }
        };
        self.bytes.queue(Clear(match clear_type {
            ClearType::All => Region::All,
            ClearType::AfterCursor => Region::FromCursorDown,
            ClearType::BeforeCursor => Region::FromCursorUp,
            ClearType::CurrentLine => Region::CurrentLine,
            ClearType::UntilNewLine => Region::UntilNewLine,
        }))?;
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        // A frame is written when it is whole: see `Screen::draw`.
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use ratatui::text::Text;

    use super::*;

    fn terminal() -> Terminal<Frame> {
        Terminal::new(Frame::new(Size::new(20, 3))).unwrap()
    }

    fn draw(terminal: &mut Terminal<Frame>, text: &str, cursor: Option<(u16, u16)>) -> String {
        show(terminal, |frame| {
            frame.render_widget(Text::raw(text), frame.area());
            if let Some(at) = cursor {
                frame.set_cursor_position(at);
            }
        })
        .unwrap();
        String::from_utf8(take(&mut terminal.backend_mut().bytes)).unwrap()
    }

    #[test]
    fn a_frame_that_changes_nothing_is_no_bytes() {
        let mut terminal = terminal();
        assert!(draw(&mut terminal, "jotlab", None).contains("jotlab"));
        assert_eq!(draw(&mut terminal, "jotlab", None), "");
        assert!(!draw(&mut terminal, "jotlab", Some((2, 1))).is_empty());
        assert_eq!(draw(&mut terminal, "jotlab", Some((2, 1))), "");
    }

    #[test]
    fn the_cursor_goes_back_to_its_place_after_cells_were_drawn() {
        let mut terminal = terminal();
        draw(&mut terminal, "jotlab", Some((2, 1)));
        assert!(draw(&mut terminal, "jotlob", Some((2, 1))).ends_with("\u{1b}[2;3H"));
        assert!(draw(&mut terminal, "jotlob", None).ends_with("\u{1b}[?25l"));
    }

    #[test]
    fn a_row_with_something_of_doubtful_width_is_drawn_as_a_whole_until_it_is_gone() {
        let mut terminal = terminal();
        assert!(!draw(&mut terminal, "plain ä ✓ 日 1", None).contains("\u{1b}[2K"));
        for (text, is_whole) in [
            ("👍🏽 1", true),
            ("👍🏽 2", true),
            ("👍🏽 2\nx", false),
            ("plain\nx", true),
            ("plane\nx", false),
            ("👩🏽‍🚀", true),
            ("🧌", true),
        ] {
            let bytes = draw(&mut terminal, text, Some((3, 0)));
            assert_eq!(bytes.contains("\u{1b}[2K"), is_whole, "{text:?}: {bytes:?}");
            assert!(bytes.ends_with("\u{1b}[1;4H"), "the cursor is where it was: {bytes:?}");
        }
    }

    #[test]
    fn a_resize_asks_nothing_and_draws_everything_again() {
        let mut terminal = terminal();
        draw(&mut terminal, "jotlab", None);
        terminal.backend_mut().size = Size::new(10, 2);
        terminal.backend_mut().cursor = Cursor::Unknown;
        terminal.resize(Rect::new(0, 0, 10, 2)).unwrap();
        let bytes = draw(&mut terminal, "jotlab", None);
        assert!(bytes.starts_with("\u{1b}[2J"), "{bytes:?}");
        assert!(bytes.contains("jotlab") && bytes.contains("\u{1b}[?25l"));
        assert!(!bytes.contains("6n"));
    }
}
