//! A screen without a terminal: keys, pastes and instants in, text and effects out.
#![allow(dead_code, clippy::unwrap_used, clippy::print_stdout, clippy::missing_panics_doc)]

use jotlab::app::chord::{Chord, Key};
use jotlab::app::effect::Effect;
use jotlab::app::inspect::Opened;
use jotlab::app::look::{Glyphs, Look, Theme};
use jotlab::app::message::Message;
use jotlab::app::state::{Boot, State};
use jotlab::app::update::update;
use jotlab::token::moment::Moment;
use jotlab::token::zone::Zone;
use jotlab::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

/// The first token of the article: user, issued 2025-03-26T15:01:45Z, good for 30 minutes.
pub const USER: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1c2VyIiwicm9sZSI6InVzZXIiLCJpYXQiOjE3NDMwMDEzMDUsImV4cCI6MTc0MzAwMzEwNX0.seqVcPftTCz5p2OzfGtRCingj4_VNyWxgrIhngNmt_U";
/// The second: admin.
pub const ADMIN: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhZG1pbiIsInJvbGUiOiJhZG1pbiIsImlhdCI6MTc0MzAwMjY3OCwiZXhwIjoxNzQzMDA0NDc4fQ.sA8Wpv6zK8qHXTWi_WMKaM31XY9XhUi3QDR7alxgqOU";
/// When the first one expires.
pub const USER_EXP: Moment = Moment::from_seconds(1_743_003_105);

/// A screen that lives in memory.
pub struct Screen {
    pub state: State,
    pub now: Moment,
    pub effects: Vec<Effect>,
}

impl Screen {
    pub fn new(width: u16, height: u16) -> Self {
        Self::at(width, height, Moment::from_seconds(1_795_347_783)) // 2026-11-22T11:43:03Z
    }

    pub fn at(width: u16, height: u16, now: Moment) -> Self {
        Self::looking(width, height, now, Look { theme: Theme::Terminal, glyphs: Glyphs::Unicode })
    }

    pub fn looking(width: u16, height: u16, now: Moment, look: Look) -> Self {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let state = State::new(Boot { now, zone, size: (width, height), look });
        Self { state, now, effects: Vec::new() }
    }

    pub fn send(&mut self, message: Message) -> &mut Self {
        let effects = update(&mut self.state, self.now, message);
        for effect in &effects {
            // What runs elsewhere in the program answers here at once.
            if let Effect::Read(ticket, text) = effect {
                let tokens = Opened::all(text, self.now);
                let late = update(&mut self.state, self.now, Message::Read(*ticket, tokens, text.len()));
                self.effects.extend(late);
            }
        }
        self.effects.extend(effects);
        self
    }

    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.send(Message::Paste(text.to_owned()))
    }

    /// Presses keys by name, separated by blanks: `tab ] T + 5 m enter`.
    pub fn keys(&mut self, names: &str) -> &mut Self {
        for name in names.split(' ').filter(|name| !name.is_empty()) {
            self.send(Message::Key(chord(name)));
        }
        self
    }

    /// Types text, a key a character.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.send(Message::Key(Chord::char(c)));
        }
        self
    }

    /// Lets the clock run to `now`, waking the screen exactly when it asks for it; returns the instants.
    pub fn run_to(&mut self, now: Moment) -> Vec<Moment> {
        let mut woken = Vec::new();
        while let Some(wake) = self.state.next_wake().filter(|wake| *wake <= now) {
            assert!(wake > self.now, "woken for an instant that has passed: {wake:?}");
            self.now = wake;
            woken.push(wake);
            self.send(Message::Wake);
        }
        self.now = now;
        woken
    }

    pub fn buffer(&self) -> Buffer {
        let (width, height) = self.state.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| view::draw(&self.state, frame)).unwrap();
        terminal.backend().buffer().clone()
    }

    pub fn text(&self) -> String {
        text_of(&self.buffer())
    }

    pub fn has(&self, needle: &str) -> bool {
        self.text().contains(needle)
    }

    #[track_caller]
    pub fn shows(&mut self, needle: &str) -> &mut Self {
        let text = self.text();
        assert!(text.contains(needle), "{needle:?} is not on the screen:\n{text}");
        self
    }
}

pub fn text_of(buffer: &Buffer) -> String {
    let area = buffer.area;
    let mut text = String::new();
    for y in 0..area.height {
        let mut row = String::new();
        let mut skip = 0;
        for x in 0..area.width {
            let symbol = buffer.cell((x, y)).unwrap().symbol();
            if skip > 0 {
                skip -= 1;
                continue;
            }
            row.push_str(symbol);
            skip = unicode_width::UnicodeWidthStr::width(symbol).saturating_sub(1);
        }
        text.push_str(row.trim_end());
        text.push('\n');
    }
    text
}

pub fn chord(name: &str) -> Chord {
    if let Some(c) = name.strip_prefix("ctrl-") {
        return Chord::ctrl(c.chars().next().unwrap());
    }
    let key = match name {
        "enter" => Key::Enter,
        "esc" => Key::Esc,
        "tab" => Key::Tab,
        "shift-tab" => Key::BackTab,
        "up" => Key::Up,
        "down" => Key::Down,
        "left" => Key::Left,
        "right" => Key::Right,
        "home" => Key::Home,
        "end" => Key::End,
        "pgup" => Key::PageUp,
        "pgdn" => Key::PageDown,
        "backspace" => Key::Backspace,
        "del" => Key::Delete,
        "space" => Key::Char(' '),
        "F1" => Key::F(1),
        other => Key::Char(other.chars().next().unwrap()),
    };
    Chord::plain(key)
}
