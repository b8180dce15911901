//! The terminal: taken, given back, written to, measured. The only file that knows its escape codes, but for those that draw a cell
//! (`pen`); `runtime` takes it, and whoever ends or stops the program (`signals`, `panics`, `runtime`) gives it back.
//!
//! Nothing here ever asks the terminal anything: an answer may never come, or be read by somebody else.

use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError, TryLockError};
use std::thread;
use std::time::Duration;

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, Show};
use crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::style::{Attribute, SetAttribute};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{Command, QueueableCommand};
use filedescriptor::{POLLOUT, poll, pollfd};
use rustix::termios::{OptionalActions, SpecialCodeIndex, tcgetattr, tcgetwinsize, tcsetattr};

/// So long is the terminal waited for by those who give it back: a terminal that takes no bytes must not keep the program.
const RESTORE_PATIENCE: Duration = Duration::from_millis(100);

/// What is assumed of a terminal that does not know its size (a serial line).
const UNKNOWN_SIZE: (u16, u16) = (80, 24);

static DEVICE: OnceLock<Device> = OnceLock::new();
/// What the terminal shows of us: one of the three that follow.
static SHOWS: AtomicU8 = AtomicU8::new(NOTHING);
/// The terminal is somebody else's.
const NOTHING: u8 = 0;
/// The screen is ours. Frames are written only while it is.
const SCREEN: u8 = 1;
/// A text among those of the shell, while keys still come to us.
const PLAIN: u8 = 2;
/// Is the program ending? Then nobody takes the screen again.
static CLOSED: AtomicBool = AtomicBool::new(false);
/// Is the mouse to be reported?
static MOUSE: AtomicBool = AtomicBool::new(false);
/// Held while bytes go to the terminal, so that nobody writes into the middle of a frame.
static WRITING: Mutex<()> = Mutex::new(());

#[derive(Debug)]
struct Device {
    /// What crossterm reads keys from.
    input: OwnedFd,
    output: File,
}

/// Finds the terminal: standard input and output where they are one, `/dev/tty` where they are not. Changes nothing yet.
///
/// # Errors
/// There is no terminal.
pub fn open() -> io::Result<()> {
    let tty = || OpenOptions::new().read(true).write(true).open("/dev/tty");
    // crossterm chooses the same way; waiting on another descriptor than it reads from would miss keys.
    let input = if io::stdin().is_terminal() { io::stdin().as_fd().try_clone_to_owned()? } else { tty()?.into() };
    let output = if io::stdout().is_terminal() { io::stdout().as_fd().try_clone_to_owned()?.into() } else { tty()? };
    let _ = DEVICE.set(Device { input, output });
    Ok(())
}

fn device() -> io::Result<&'static Device> {
    DEVICE.get().ok_or_else(|| io::Error::new(io::ErrorKind::NotConnected, "the terminal is not open"))
}

/// The descriptor that keys come from.
///
/// # Errors
/// The terminal is not open.
pub fn input() -> io::Result<BorrowedFd<'static>> {
    Ok(device()?.input.as_fd())
}

/// Columns and rows.
///
/// # Errors
/// The terminal is gone.
pub fn size() -> io::Result<(u16, u16)> {
    let size = tcgetwinsize(&device()?.output)?;
    Ok(match (size.ws_col, size.ws_row) {
        (0, _) | (_, 0) => UNKNOWN_SIZE,
        known => known,
    })
}

/// Takes the screen, unless it is ours already.
///
/// # Errors
/// The terminal is gone, or cannot be made raw.
pub fn enter() -> io::Result<()> {
    let device = device()?;
    let writing = patient_lock();
    if CLOSED.load(Ordering::SeqCst) {
        return Err(io::ErrorKind::NotConnected.into());
    }
    let shows = SHOWS.load(Ordering::SeqCst);
    let mut bytes = Vec::new();
    match shows {
        SCREEN => return Ok(()),
        // What comes after us in the shell's window begins on a line of its own.
        PLAIN => bytes.extend_from_slice(b"\r\n"),
        _ => make_raw(device)?,
    }
    add(&mut bytes, EnterAlternateScreen);
    add(&mut bytes, Hide);
    add(&mut bytes, EnableBracketedPaste);
    if MOUSE.load(Ordering::SeqCst) {
        add(&mut bytes, EnableMouseCapture);
    }
    if let Err(error) = (&device.output).write_all(&bytes) {
        if shows == NOTHING {
            let _ = disable_raw_mode();
        }
        return Err(error);
    }
    SHOWS.store(SCREEN, Ordering::SeqCst);
    drop(writing);
    Ok(())
}

/// Lets the terminal report the mouse while the screen is ours, or no longer. Remembered until it is said otherwise.
///
/// # Errors
/// The terminal is gone.
pub fn report_mouse(on: bool) -> io::Result<()> {
    MOUSE.store(on, Ordering::SeqCst);
    let mut bytes = Vec::new();
    if on {
        add(&mut bytes, EnableMouseCapture);
    } else {
        add(&mut bytes, DisableMouseCapture);
    }
    let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    if SHOWS.load(Ordering::SeqCst) != SCREEN {
        return Ok(());
    }
    (&device()?.output).write_all(&bytes)
}

/// Leaves the screen for `page` among the lines of the shell, and goes on to take keys; [`enter`] comes back. Nothing, when the screen
/// is not ours.
///
/// # Errors
/// The terminal is gone.
pub fn show_plainly(page: &str) -> io::Result<()> {
    let device = device()?;
    let mut bytes = Vec::new();
    add(&mut bytes, DisableMouseCapture);
    add(&mut bytes, DisableBracketedPaste);
    add(&mut bytes, SetAttribute(Attribute::Reset));
    add(&mut bytes, LeaveAlternateScreen);
    add(&mut bytes, Show);
    bytes.extend_from_slice(page.as_bytes());
    let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    if SHOWS.compare_exchange(SCREEN, PLAIN, Ordering::SeqCst, Ordering::SeqCst).is_err() {
        return Ok(());
    }
    (&device.output).write_all(&bytes)
}

/// Is it a plain page that the terminal shows?
#[must_use]
pub fn shows_plainly() -> bool {
    SHOWS.load(Ordering::SeqCst) == PLAIN
}

/// Asks the terminal to put `text` into the clipboard (OSC 52); it never answers. Any thread: it waits for the frame that is being
/// written.
///
/// # Errors
/// The terminal is gone, or somebody else's at the moment.
pub fn set_clipboard(text: &str) -> io::Result<()> {
    let device = device()?;
    let mut bytes = Vec::new();
    add(&mut bytes, CopyToClipboard::to_clipboard_from(text));
    let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    if SHOWS.load(Ordering::SeqCst) == NOTHING {
        return Err(io::ErrorKind::NotConnected.into());
    }
    (&device.output).write_all(&bytes)
}

/// Takes the screen anew, after the program was stopped. A shell may have had it even where we never gave it back (SIGSTOP).
///
/// # Errors
/// As [`enter`].
pub fn enter_again() -> io::Result<()> {
    if SHOWS.swap(NOTHING, Ordering::SeqCst) != NOTHING {
        // Raw mode is remembered, not looked up: only a change back makes the next change happen.
        let _ = disable_raw_mode();
    }
    enter()
}

fn make_raw(device: &Device) -> io::Result<()> {
    enable_raw_mode()?;
    // A read with nothing to read answers at once. crossterm reads on while a sequence is unfinished, as if its descriptor did
    // not block: half a paste would hold the program until the other half comes.
    let mut modes = tcgetattr(&device.input)?;
    modes.special_codes[SpecialCodeIndex::VMIN] = 0;
    modes.special_codes[SpecialCodeIndex::VTIME] = 0;
    tcsetattr(&device.input, OptionalActions::Now, &modes)?;
    Ok(())
}

/// Gives the terminal back as it was. Any thread, any number of times; answers when it is done, or when the terminal took nothing
/// for a tenth of a second.
pub fn leave() {
    // Before the lock: a frame that is not begun yet is not begun any more. And again behind it: somebody may just have entered.
    let before = SHOWS.swap(NOTHING, Ordering::SeqCst);
    let writing = patient_lock();
    let shown = match SHOWS.swap(NOTHING, Ordering::SeqCst) {
        NOTHING => before,
        meanwhile => meanwhile,
    };
    // Somebody else gave it back, and is ready, as the lock shows.
    if shown == NOTHING {
        return;
    }
    if let Some(device) = DEVICE.get() {
        let mut bytes = Vec::new();
        if writing.is_none() {
            // A frame is stuck half-way: whatever sequence it is in, this ends it.
            bytes.push(0x18);
        }
        add(&mut bytes, EndSynchronizedUpdate);
        add(&mut bytes, DisableMouseCapture);
        add(&mut bytes, DisableBracketedPaste);
        add(&mut bytes, DisableFocusChange);
        add(&mut bytes, SetAttribute(Attribute::Reset));
        if shown == PLAIN {
            // Not the other screen once more: that would put the cursor back above the page.
            bytes.extend_from_slice(b"\r\n");
        } else {
            add(&mut bytes, LeaveAlternateScreen);
        }
        add(&mut bytes, Show);
        if takes_bytes(&device.output) {
            let _ = (&device.output).write_all(&bytes);
        }
    }
    let _ = disable_raw_mode();
    drop(writing);
}

/// [`leave`] before the program ends: no continuation and no start that is still under way takes the screen again.
pub fn leave_for_good() {
    CLOSED.store(true, Ordering::SeqCst);
    leave();
}

/// Writes one frame, whole, inside a synchronized update; while the screen is not ours, nothing.
///
/// # Errors
/// The terminal is gone.
pub fn write_frame(frame: &[u8]) -> io::Result<()> {
    let device = device()?;
    let mut bytes = Vec::with_capacity(frame.len() + 16);
    add(&mut bytes, BeginSynchronizedUpdate);
    bytes.extend_from_slice(frame);
    add(&mut bytes, EndSynchronizedUpdate);
    let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    if SHOWS.load(Ordering::SeqCst) != SCREEN {
        return Ok(());
    }
    (&device.output).write_all(&bytes)
}

fn add(bytes: &mut Vec<u8>, command: impl Command) {
    // Writing to memory cannot fail.
    let _ = bytes.queue(command);
}

/// The lock, or `None` when its owner is stuck in the terminal.
fn patient_lock() -> Option<MutexGuard<'static, ()>> {
    const STEP: Duration = Duration::from_millis(2);
    let mut waited = Duration::ZERO;
    loop {
        match WRITING.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) if waited >= RESTORE_PATIENCE => return None,
            Err(TryLockError::WouldBlock) => thread::sleep(STEP),
        }
        waited += STEP;
    }
}

/// Has the terminal room, now or shortly?
fn takes_bytes(output: &File) -> bool {
    let mut fds = [pollfd { fd: output.as_raw_fd(), events: POLLOUT, revents: 0 }];
    poll(&mut fds, Some(RESTORE_PATIENCE)).is_ok_and(|ready| ready > 0)
}
