//! The one place where the program waits: for keys, for a wake, for an instant. `runtime` calls it once a round.
//!
//! crossterm is not asked to wait: it cannot be woken, hears nothing of an instant on the wall, and spins at full load when the
//! terminal is gone. It waits here on the descriptor that crossterm reads from, and crossterm is asked once there is something.
//! What crossterm has read and not yet given out is invisible from here: `input` empties it before the next wait.

use std::io::{self, Read, Write};
use std::os::fd::{AsRawFd, BorrowedFd, RawFd};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::time::Duration;

use filedescriptor::{POLLERR, POLLHUP, POLLIN, poll, pollfd};

use super::alarm::Alarm;
use crate::token::moment::Moment;

/// `poll` sets it for a descriptor that is not open; not among the names that `filedescriptor` lends.
const POLLNVAL: i16 = 0x20;

/// Ends a wait from any thread.
#[derive(Debug, Clone)]
pub struct Waker(Arc<UnixStream>);

impl Waker {
    /// Ends the wait that is, or else the next.
    pub fn wake(&self) {
        // A full pipe wakes as well.
        let _ = (&*self.0).write(&[1]);
    }

    /// A descriptor whose every byte wakes: for a signal handler, which may only write.
    pub(super) fn stream(&self) -> io::Result<UnixStream> {
        self.0.try_clone()
    }
}

/// What ended a wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ready {
    /// The terminal has sent something.
    pub input: bool,
    /// The terminal is gone.
    pub gone: bool,
}

/// Everything that is waited for.
#[derive(Debug)]
pub struct Wait {
    terminal: BorrowedFd<'static>,
    woken: UnixStream,
    alarm: Alarm,
}

impl Wait {
    /// Waits on this terminal.
    ///
    /// # Errors
    /// The system gives no pipe.
    pub fn new(terminal: BorrowedFd<'static>) -> io::Result<(Self, Waker)> {
        let (woken, wakes) = UnixStream::pair()?;
        woken.set_nonblocking(true)?;
        wakes.set_nonblocking(true)?;
        let wait = Self { terminal, woken, alarm: Alarm::new() };
        Ok((wait, Waker(Arc::new(wakes))))
    }

    /// Sleeps until the terminal sends, somebody wakes, `due` comes (it is `now`), the wall clock is set, or `at_most` has passed.
    ///
    /// # Errors
    /// The system cannot wait on these descriptors.
    pub fn wait(&mut self, now: Moment, due: Option<Moment>, at_most: Option<Duration>) -> io::Result<Ready> {
        self.alarm.set(due);
        let patience = [at_most, self.alarm.patience(now, due)].into_iter().flatten().min().map(whole_milliseconds);
        let alarm = self.alarm.descriptor();
        let mut fds =
            [watched(self.terminal.as_raw_fd()), watched(self.woken.as_raw_fd()), watched(alarm.unwrap_or_default())];
        // Without a timer of the system the third is nothing: not waited for, its answer stays 0.
        let count = if alarm.is_some() { 3 } else { 2 };
        match poll(fds.get_mut(..count).unwrap_or_default(), patience) {
            Ok(_) => {}
            // A signal: what it means comes through the pipe.
            Err(filedescriptor::Error::Poll(error) | filedescriptor::Error::Io(error))
                if error.kind() == io::ErrorKind::Interrupted =>
            {
                return Ok(Ready::default());
            }
            Err(error) => return Err(io::Error::other(error)),
        }
        let [terminal, woken, alarm] = fds;
        if woken.revents != 0 {
            self.empty_pipe();
        }
        if alarm.revents != 0 {
            self.alarm.rang();
        }
        let input = terminal.revents & POLLIN != 0;
        Ok(Ready {
            input,
            gone: terminal.revents & (POLLHUP | POLLERR | POLLNVAL) != 0 || input && self.is_at_its_end(),
        })
    }

    /// macOS waits by `select`, which calls a terminal that is gone readable and says no more.
    #[cfg(not(target_os = "linux"))]
    fn is_at_its_end(&self) -> bool {
        rustix::io::ioctl_fionread(self.terminal).is_ok_and(|bytes| bytes == 0)
    }

    /// Linux has said so already.
    #[cfg(target_os = "linux")]
    #[allow(clippy::unused_self, reason = "the other systems need it")]
    const fn is_at_its_end(&self) -> bool {
        false
    }

    fn empty_pipe(&mut self) {
        let mut bytes = [0; 256];
        while matches!(self.woken.read(&mut bytes), Ok(1..)) {}
    }
}

const fn watched(fd: RawFd) -> pollfd {
    pollfd { fd, events: POLLIN, revents: 0 }
}

/// The system counts whole milliseconds and rounds down: rounded up, nobody wakes before the time and has to sleep again.
fn whole_milliseconds(span: Duration) -> Duration {
    let ms = span.as_nanos().div_ceil(1_000_000);
    Duration::from_millis(u64::try_from(ms).unwrap_or(u64::MAX))
}
