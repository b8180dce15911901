//! Rings at an instant of the wall clock, or when somebody sets that clock. One more descriptor for `wait`.
//!
//! A waiting time in milliseconds stands still while the machine sleeps and does not hear that the clock was set; a Linux timer
//! on the wall clock hears both. Elsewhere [`Alarm::patience`] answers how long `wait` may sleep before it looks at the clock.

use std::time::Duration;

use crate::token::moment::Moment;

/// Where no timer watches the wall clock, nobody sleeps longer than this while something is due.
const BLIND: Duration = Duration::from_secs(60);

/// The alarm.
#[derive(Debug)]
pub struct Alarm {
    #[cfg(target_os = "linux")]
    timer: Option<timer::Timer>,
}

impl Alarm {
    /// One that is not set. Without a timer of the system it still works, by [`Self::patience`].
    #[must_use]
    pub fn new() -> Self {
        Self {
            #[cfg(target_os = "linux")]
            timer: timer::Timer::new().ok(),
        }
    }

    /// Sets it to `due`; `None` listens only for a clock that is set.
    pub fn set(&mut self, due: Option<Moment>) {
        #[cfg(target_os = "linux")]
        if let Some(timer) = &mut self.timer
            && timer.set(due).is_err()
        {
            self.timer = None;
        }
        #[cfg(not(target_os = "linux"))]
        let _ = due;
    }

    /// Takes note that it rang.
    pub fn rang(&mut self) {
        #[cfg(target_os = "linux")]
        if let Some(timer) = &mut self.timer {
            timer.rang();
        }
    }

    /// What `wait` watches for reading.
    #[must_use]
    pub fn descriptor(&self) -> Option<std::os::fd::RawFd> {
        #[cfg(target_os = "linux")]
        return self.timer.as_ref().map(timer::Timer::descriptor);
        #[cfg(not(target_os = "linux"))]
        None
    }

    /// How long `wait` may sleep at `now` when the alarm cannot wake it; `None` when it can, or when nothing is due.
    #[must_use]
    pub fn patience(&self, now: Moment, due: Option<Moment>) -> Option<Duration> {
        if self.descriptor().is_some() {
            return None;
        }
        let left = u64::try_from(due?.since(now)).unwrap_or(0);
        Some(Duration::from_millis(left).min(BLIND))
    }
}

impl Default for Alarm {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(target_os = "linux")]
mod timer {
    use std::os::fd::{AsRawFd, OwnedFd, RawFd};

    use rustix::io::Errno;
    use rustix::time::{
        Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, timerfd_create, timerfd_settime,
    };

    use crate::token::moment::Moment;

    /// The year 2200: what "never" is set to, so that the timer still listens for a clock that is set.
    const NEVER: Moment = Moment::from_seconds(7_258_118_400);

    #[derive(Debug)]
    pub(super) struct Timer {
        fd: OwnedFd,
        /// What it is set to; asked for again, it costs nothing.
        set_to: Option<Moment>,
    }

    impl Timer {
        pub(super) fn new() -> rustix::io::Result<Self> {
            let fd = timerfd_create(TimerfdClockId::Realtime, TimerfdFlags::CLOEXEC | TimerfdFlags::NONBLOCK)?;
            Ok(Self { fd, set_to: None })
        }

        pub(super) fn descriptor(&self) -> RawFd {
            self.fd.as_raw_fd()
        }

        pub(super) fn set(&mut self, due: Option<Moment>) -> rustix::io::Result<()> {
            // Zero would switch it off, the past rings at once: the first millisecond of 1970 is past enough.
            let at = due.unwrap_or(NEVER).clamp(Moment::from_ms(1), NEVER);
            if self.set_to == Some(at) {
                return Ok(());
            }
            let value = Itimerspec {
                it_interval: Timespec { tv_sec: 0, tv_nsec: 0 },
                it_value: Timespec { tv_sec: at.seconds(), tv_nsec: at.ms().rem_euclid(1000) * 1_000_000 },
            };
            let flags = TimerfdTimerFlags::ABSTIME | TimerfdTimerFlags::CANCEL_ON_SET;
            match timerfd_settime(&self.fd, flags, &value) {
                Ok(_) => self.set_to = Some(at),
                // The clock was set since the last time. The timer may run or not: set it again, and not for ever.
                Err(Errno::CANCELED) => {
                    timerfd_settime(&self.fd, flags, &value)?;
                    self.set_to = Some(at);
                }
                Err(error) => return Err(error),
            }
            Ok(())
        }

        pub(super) fn rang(&mut self) {
            // The count, or "canceled" because the clock was set: either way it has to be set anew.
            let mut count = [0; 8];
            let _ = rustix::io::read(&self.fd, &mut count);
            self.set_to = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_timer_nobody_sleeps_past_what_is_due() {
        let alarm = Alarm {
            #[cfg(target_os = "linux")]
            timer: None,
        };
        let now = Moment::from_seconds(1_000);
        assert_eq!(alarm.patience(now, None), None);
        for (due_ms, patience_ms) in [(-5_000, 0), (0, 0), (1, 1), (90_000, 60_000)] {
            assert_eq!(
                alarm.patience(now, Some(now.plus_ms(due_ms))),
                Some(Duration::from_millis(patience_ms)),
                "due in {due_ms} ms"
            );
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn an_instant_in_the_past_rings_and_one_in_the_future_does_not() {
        use filedescriptor::{POLLIN, poll, pollfd};

        let mut alarm = Alarm::new();
        let rings = |alarm: &Alarm| {
            let mut fds = [pollfd { fd: alarm.descriptor().unwrap(), events: POLLIN, revents: 0 }];
            poll(&mut fds, Some(Duration::ZERO)).unwrap() == 1
        };
        for due in [None, Some(Moment::from_seconds(i64::MAX))] {
            alarm.set(due);
            assert!(!rings(&alarm), "{due:?}");
        }
        for due in [0, -5, 1_000] {
            alarm.set(Some(Moment::from_seconds(due)));
            assert!(rings(&alarm), "{due}");
            alarm.rang();
            assert!(!rings(&alarm), "{due} is heard once");
        }
    }
}
