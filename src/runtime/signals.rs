//! Signals. One thread waits for those that end, stop or continue the program, and does it; a resize wakes the main thread.
//! Started by `runtime` before the terminal is taken.

use std::io;
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use rustix::process::{Signal, getpid, getsid, kill_current_process_group};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::{flag, low_level};

use super::terminal;
use super::wait::Waker;

/// After a continuation, the terminal is tried so often …
const ENTER_TRIES: u32 = 10;
/// … with this much time between: the shell may still be putting it in order.
const ENTER_PAUSE: Duration = Duration::from_millis(20);

/// What has happened since it was asked last.
#[derive(Debug, Default, Clone)]
pub struct Happened {
    resized: Arc<AtomicBool>,
    continued: Arc<AtomicBool>,
}

impl Happened {
    /// Is the screen no longer what was drawn: of another size, or shown by somebody else meanwhile?
    #[must_use]
    pub fn to_the_screen(&self) -> bool {
        let resized = self.resized.swap(false, Ordering::SeqCst);
        let continued = self.continued.swap(false, Ordering::SeqCst);
        resized || continued
    }
}

/// Watches from now on, and wakes when something has happened. A signal that ends the program gives the terminal back, then calls
/// `at_the_end`.
///
/// # Errors
/// The system gives no pipe, thread or handler.
pub fn watch(waker: &Waker, at_the_end: impl Fn() + Send + 'static) -> io::Result<Happened> {
    let happened = Happened::default();
    // In this order: whoever is woken finds the flag set.
    flag::register(SIGWINCH, Arc::clone(&happened.resized))?;
    low_level::pipe::register(SIGWINCH, waker.stream()?)?;

    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
    let (continued, waker) = (Arc::clone(&happened.continued), waker.clone());
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            match signal {
                SIGTSTP => stop(),
                SIGCONT => {
                    resume();
                    continued.store(true, Ordering::SeqCst);
                    waker.wake();
                }
                ending => {
                    terminal::leave_for_good();
                    at_the_end();
                    process::exit(128 + ending);
                }
            }
        }
    })?;
    Ok(happened)
}

/// Gives the terminal to the shell until it says to continue: what Ctrl-Z asks for. Without a shell that could (the terminal was
/// opened for this program alone) it does nothing, because the window would be dead.
pub fn suspend() {
    let alone = getsid(None).is_ok_and(|session| session == getpid());
    if !alone {
        stop();
    }
}

fn stop() {
    terminal::leave();
    // The whole group, and by a signal that nobody catches: a parent in the same group that waits for us (git, a script, a pipe)
    // would otherwise keep the shell from having its terminal.
    let _ = kill_current_process_group(Signal::STOP);
}

fn resume() {
    for _ in 0..ENTER_TRIES {
        if terminal::enter_again().is_ok() {
            return;
        }
        thread::sleep(ENTER_PAUSE);
    }
}
