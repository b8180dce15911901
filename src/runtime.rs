//! The only impure room: waits, gathers what happened, lets `update` decide, does what it asks, draws. `main` calls [`run`].
//!
//! A round: wait (`wait`) → take what has come (`input`, `signals`, `work`, `clock`) → one [`update`] for each message → its effects
//! → one frame (`screen` over `terminal`). Nothing ticks: without keys and without a word that is about to change, nothing runs.

pub mod alarm;
pub mod burst;
pub mod clipboard;
pub mod clock;
pub mod doctor;
pub mod events;
pub mod files;
pub mod input;
pub mod key_source;
pub mod keys;
pub mod panics;
pub mod pen;
pub mod plain;
pub mod privacy;
pub mod screen;
pub mod signals;
pub mod terminal;
pub mod wait;
pub mod work;

use std::fmt;
use std::io;
use std::time::Duration;

use self::clipboard::{Choice, Clipboard};
use self::clock::{Clock, WallZone};
use self::events::{Gather, LARGEST_PASTE};
use self::input::Piped;
use self::screen::Screen;
use self::signals::Happened;
use self::wait::{Ready, Wait};
use self::work::Work;
use crate::app::chord::Chord;
use crate::app::copying::Written;
use crate::app::effect::Effect;
use crate::app::inspect::Opened;
use crate::app::look::Look;
use crate::app::message::Message;
use crate::app::notice::Tone;
use crate::app::presenter::Presenter;
use crate::app::state::{Boot, State};
use crate::app::update::update;

use crate::token::moment::Moment;

/// Whole frames are at least so far apart: a window that is dragged larger asks for hundreds.
const WHOLE_FRAMES_APART: Duration = Duration::from_millis(16);

/// A wake that did not move on to a later one is not sent again at once: a mistake in `next_wake` must not become full load.
const SAME_WAKE_AGAIN_MS: i64 = 1_000;

/// What the screen is started with.
#[derive(Debug)]
pub struct Start {
    /// Text that is shown as if it had been pasted; without it, what is piped in.
    pub text: Option<String>,
    /// What is said where no token is in that text.
    pub hint: Option<&'static str>,
    /// The clock to go by.
    pub clock: Clock,
    /// Colours and characters.
    pub look: Look,
    /// How to copy.
    pub clipboard: Choice,
    /// Is the mouse on from the start?
    pub mouse: bool,
    /// Is it shown to others?
    pub presenter: bool,
}

/// Why the screen did not start, or ended by itself.
#[derive(Debug)]
pub enum Error {
    /// There is no terminal; the text that was to be shown is handed back.
    NoTerminal(Option<String>),
    /// Standard input could not be read.
    Piped(io::Error),
    /// More was piped in than the largest paste.
    PipedTooLarge,
    /// The terminal went away. Nobody is there to be told.
    Gone,
    /// The terminal, or what waits for it, does not work.
    Terminal(io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTerminal(_) => f.write_str("there is no terminal to show the screen on"),
            Self::Piped(error) => write!(f, "standard input cannot be read: {error}"),
            Self::PipedTooLarge => {
                write!(f, "standard input holds more than {} MiB; pipe in less", LARGEST_PASTE >> 20)
            }
            Self::Gone => f.write_str("the terminal is gone"),
            Self::Terminal(error) => write!(f, "the terminal does not work: {error}"),
        }
    }
}

impl std::error::Error for Error {}

impl Error {
    /// What the program ends with.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Terminal(_) => 1,
            // With a text that would be `decode`'s to answer, and so it is without one.
            Self::NoTerminal(_) => 3,
            Self::Piped(_) | Self::PipedTooLarge => 5,
            // As if by the signal that says the same.
            Self::Gone => 129,
        }
    }

    fn of_terminal(error: io::Error) -> Self {
        if error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error()) {
            Self::Gone
        } else {
            Self::Terminal(error)
        }
    }
}

/// Opens the screen and stays until the user leaves it.
///
/// # Errors
/// See [`Error`]. In every case the terminal is as it was before.
pub fn run(start: Start) -> Result<(), Error> {
    let text = match start.text {
        Some(text) => Some(text),
        None => match input::piped().map_err(Error::Piped)? {
            Piped::Nothing => None,
            Piped::Text(text) => Some(text),
            Piped::TooLarge => return Err(Error::PipedTooLarge),
        },
    };
    if terminal::open().is_err() {
        return Err(Error::NoTerminal(text));
    }
    panics::install();
    let result = Running::new(start.clock, start.look, start.clipboard).and_then(|mut running| {
        running.state.mouse = start.mouse;
        running.state.presenter = start.presenter.then(Presenter::default);
        running.state.arrange();
        terminal::report_mouse(start.mouse)?;
        let ending = running.until_quit(text, start.hint);
        // In this order: nobody has to look at a dead screen while a copy is handed over.
        terminal::leave_for_good();
        running.clipboard.finish();
        ending
    });
    terminal::leave_for_good();
    let result = result.map_err(Error::of_terminal);
    match result? {
        Ending::Quit => Ok(()),
        Ending::Gone => Err(Error::Gone),
    }
}

enum Ending {
    Quit,
    Gone,
}

/// What the next frame has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    Nothing,
    /// Draw what has changed.
    Changes,
    /// Draw every cell.
    Everything,
}

/// The loop and all that it holds.
struct Running {
    state: State,
    clock: Clock,
    screen: Screen,
    size: (u16, u16),
    due: Due,
    /// When every cell was drawn last.
    whole_frame: Option<Duration>,
    wait: Wait,
    gather: Gather,
    happened: Happened,
    work: Work,
    clipboard: Clipboard,
    choice: Choice,
    /// The instant for which a wake was sent last.
    woken_at: Option<Moment>,
}

impl Running {
    fn new(clock: Clock, look: Look, copying: Choice) -> io::Result<Self> {
        let (wait, waker) = Wait::new(terminal::input()?)?;
        let work = Work::new(waker.clone());
        let clipboard = Clipboard::new(copying.clone(), work.reply());
        let at_the_end = clipboard.clone();
        let happened = signals::watch(&waker, move || at_the_end.finish())?;
        let size = terminal::size()?;
        let WallZone { zone, complaint } = clock::zone();
        let mut state = State::new(Boot { now: clock.now(), zone, size, look });
        if let Some(complaint) = complaint {
            state.say(Tone::Note, complaint);
        }
        Ok(Self {
            state,
            clock,
            screen: Screen::new(size)?,
            size,
            // Where there is no alternate screen, a terminal shows what the shell left there.
            due: Due::Everything,
            whole_frame: None,
            wait,
            gather: Gather::default(),
            happened,
            work,
            clipboard,
            choice: copying,
            woken_at: None,
        })
    }

    fn until_quit(&mut self, text: Option<String>, hint: Option<&str>) -> io::Result<Ending> {
        // Before the first frame, so that it shows the text already.
        if let Some(text) = text {
            let message =
                if text.len() > LARGEST_PASTE { Message::PasteTooLarge(text.len()) } else { Message::Paste(text) };
            if let Some(ending) = self.handle(self.clock.now(), message)? {
                return Ok(ending);
            }
            if let Some(hint) = hint.filter(|_| self.state.inspect.tokens.is_empty()) {
                self.state.say(Tone::Note, hint);
            }
        }
        terminal::enter()?;

        // crossterm answers "nothing" when it was not given the processor in time, although it holds keys. Only after a second
        // "nothing" in a row does the program sleep.
        let mut asked_twice = true;
        loop {
            let pause = self.show()?;
            let ready = if asked_twice && !self.gather.is_unfinished() {
                let now = self.clock.now();
                self.wait.wait(now, self.next_wake(), pause)?
            } else {
                Ready { input: true, gone: false }
            };
            if ready.gone {
                return Ok(Ending::Gone);
            }
            let came = ready.input && input::drain(&mut self.gather, &self.clock)?;
            asked_twice = !came && (asked_twice || ready.input);

            let now = self.clock.now();
            for message in self.messages(now)? {
                if let Some(ending) = self.handle(now, message)? {
                    return Ok(ending);
                }
            }
        }
    }

    /// Draws what is due, or answers in how long it may.
    fn show(&mut self) -> io::Result<Option<Duration>> {
        match self.due {
            // What has changed is drawn when the user comes back.
            _ if terminal::shows_plainly() => return Ok(None),
            Due::Nothing => return Ok(None),
            Due::Changes => {}
            Due::Everything => {
                let now = self.clock.elapsed();
                let apart = self.whole_frame.map(|last| now.saturating_sub(last));
                if let Some(apart) = apart
                    && apart < WHOLE_FRAMES_APART
                {
                    return Ok(Some(WHOLE_FRAMES_APART.saturating_sub(apart)));
                }
                self.whole_frame = Some(now);
                self.screen.resize(self.size)?;
            }
        }
        self.screen.draw(&self.state)?;
        self.due = Due::Nothing;
        Ok(None)
    }

    /// The instant at which the state wants to be woken. A clock that stands still never gets there.
    fn next_wake(&self) -> Option<Moment> {
        let due = self.state.next_wake().filter(|_| self.clock.runs())?;
        Some(match self.woken_at {
            Some(woken) if due <= woken => woken.plus_ms(SAME_WAKE_AGAIN_MS),
            _ => due,
        })
    }

    /// Everything that has happened by `now`.
    fn messages(&mut self, now: Moment) -> io::Result<Vec<Message>> {
        let mut messages = Vec::new();
        if let Some(ms) = self.clock.jump() {
            self.woken_at = None;
            messages.push(Message::ClockMoved(ms));
        }
        if self.happened.to_the_screen() {
            self.size = terminal::size()?;
            self.due = Due::Everything;
            messages.push(Message::Resize(self.size.0, self.size.1));
        }
        messages.extend(self.gather.finish(self.clock.elapsed()));
        messages.extend(self.work.results());
        if self.next_wake().is_some_and(|due| due <= now) {
            self.woken_at = Some(now);
            messages.push(Message::Wake);
        }
        Ok(messages)
    }

    /// Lets the state decide about one message and does what it asks.
    fn handle(&mut self, now: Moment, message: Message) -> io::Result<Option<Ending>> {
        if terminal::shows_plainly() && !self.leaves_plain_view(&message)? {
            return Ok(None);
        }
        #[cfg(debug_assertions)]
        if matches!(message, Message::Key(_) | Message::NextKey(_)) {
            panics::on_request("key");
        }
        self.due = self.due.max(Due::Changes);
        for effect in update(&mut self.state, now, message) {
            if let Some(ending) = self.perform(effect)? {
                return Ok(Some(ending));
            }
        }
        Ok(None)
    }

    /// Over the plain view a message is not for the state where it is a key: that one only comes back, or does not. Answers whether the
    /// message is still to be handled.
    fn leaves_plain_view(&mut self, message: &Message) -> io::Result<bool> {
        let (returns, goes_on) = match message {
            Message::Key(chord) | Message::NextKey(chord) if *chord == Chord::ctrl('z') => {
                signals::suspend();
                (false, false)
            }
            Message::Key(chord) | Message::NextKey(chord) => (plain::returns(*chord), false),
            // Pasting works everywhere.
            Message::Paste(_) | Message::PasteTooLarge(_) => (true, true),
            _ => (false, true),
        };
        if returns {
            terminal::enter()?;
            self.due = Due::Everything;
        }
        Ok(goes_on)
    }

    /// Does what an effect asks for.
    fn perform(&mut self, effect: Effect) -> io::Result<Option<Ending>> {
        let started = match effect {
            Effect::Quit => return Ok(Some(Ending::Quit)),
            Effect::Suspend => {
                signals::suspend();
                Ok(())
            }
            Effect::Redraw => {
                self.due = Due::Everything;
                Ok(())
            }
            Effect::Read(ticket, text) => {
                let bytes = text.len();
                let now = self.clock.now();
                let started = self.work.start(move || Message::Read(ticket, Opened::all(&text, now), bytes));
                if started.is_err() {
                    self.state.reading = None;
                }
                started
            }
            Effect::Copy(copy) => self.clipboard.copy(copy),
            Effect::ReadClipboard => self.clipboard.read(),
            Effect::Mouse(on) => {
                terminal::report_mouse(on)?;
                Ok(())
            }
            Effect::Diagnose => {
                let (choice, size) = (self.choice.clone(), self.size);
                let zone = self.state.zone.name();
                self.work.start(move || Message::Diagnosed(doctor::examine(choice, size, zone)))
            }
            Effect::Plain(text) => {
                terminal::show_plainly(&plain::page(&text, self.size.0, self.state.look.glyphs))?;
                Ok(())
            }
            Effect::Judge(inquiry) => self.work.start(move || Message::Judged(inquiry.ticket, inquiry.answer())),
            Effect::ReadKey(screen, ticket, place) => {
                self.work.start(move || Message::KeyRead(screen, ticket, key_source::read_key(&place)))
            }
            Effect::ReadFile(screen, ticket, path) => self.work.start(move || {
                let result = files::read_octets(&path).map_err(|fault| fault.to_string());
                Message::FileRead(screen, ticket, path, result)
            }),
            Effect::List { ticket, folder, beginning } => self.work.start(move || {
                let result = files::names(&folder, &beginning).map_err(|fault| fault.to_string());
                Message::Listed(ticket, result)
            }),
            Effect::MakeKey(ticket, key) => self
                .work
                .start(move || Message::KeyMade(ticket, crate::crypto::generate(key).map_err(|why| why.to_string()))),
            Effect::Write { path, text, note } => self.work.start(move || {
                let written = files::write(&path, &text).map(|written| Written { note, ..written });
                Message::Written(written.map_err(|fault| fault.to_string()))
            }),
            Effect::Open { path } => self.work.start(move || {
                let result = files::read(&path).map_err(|fault| fault.to_string());
                Message::Opened { path, result }
            }),
        };
        if started.is_err() {
            self.due = self.due.max(Due::Changes);
            self.state.say(Tone::Fail, "the system gives no thread to do it on");
        }
        Ok(None)
    }
}
