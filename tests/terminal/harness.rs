//! The real program in a real terminal of our own making. It waits for text, never for time, and fails at once on a terminal query.

use std::fmt::Debug;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use filedescriptor::{POLLIN, poll, pollfd};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// Nothing that is waited for takes this long, even on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// What a program asks a terminal, and hangs when nobody answers.
const QUERIES: [&str; 10] = [
    "\x1b[6n",
    "\x1b[5n",
    "\x1b[c",
    "\x1b[0c",
    "\x1b[>c",
    "\x1b[?u",
    "\x1b[18t",
    "\x1b]10;?",
    "\x1b]11;?",
    "\x1b[?2026$p",
];

/// Terminals are a shared thing of the machine: one test at a time.
static SERIAL: Mutex<()> = Mutex::new(());

/// How the program is started.
pub struct Launch {
    script: Option<String>,
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
    size: (u16, u16),
    may_ask: bool,
}

impl Launch {
    /// The program alone.
    pub fn program() -> Self {
        Self { script: None, arguments: Vec::new(), environment: Vec::new(), size: (80, 24), may_ask: false }
    }

    /// A shell script that calls it as `"$JOTLAB"`.
    pub fn script(script: &str) -> Self {
        Self { script: Some(script.to_owned()), ..Self::program() }
    }

    pub fn argument(mut self, text: &str) -> Self {
        self.arguments.push(text.to_owned());
        self
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// In a window of this many columns and rows.
    #[allow(dead_code, reason = "only what is measured depends on it")]
    pub fn sized(self, columns: u16, rows: u16) -> Self {
        Self { size: (columns, rows), ..self }
    }

    /// Somebody stands between the program and this terminal who asks it questions, as tmux does.
    #[allow(dead_code, reason = "only the tests in tmux need it")]
    pub fn through_somebody_who_asks(self) -> Self {
        Self { may_ask: true, ..self }
    }

    pub fn start(self) -> Session {
        let serial = SERIAL.lock().unwrap_or_else(PoisonError::into_inner);
        let (columns, rows) = self.size;
        let pair = native_pty_system().openpty(pty_size(columns, rows)).unwrap();
        let program = env!("CARGO_BIN_EXE_jotlab");
        let mut command = match &self.script {
            Some(script) => {
                let mut command = CommandBuilder::new("sh");
                command.args(["-c", script]);
                command
            }
            None => {
                let mut command = CommandBuilder::new(program);
                command.args(&self.arguments);
                command
            }
        };
        command.env("JOTLAB", program);
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        for (name, value) in &self.environment {
            command.env(name, value);
        }
        let modes_before = modes(&*pair.master);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);

        let seen = Arc::new(Seen::new(columns, rows, self.may_ask));
        let reader = read_all(&*pair.master, Arc::clone(&seen));
        Session {
            writer: pair.master.take_writer().unwrap(),
            master: pair.master,
            child,
            seen,
            reader: Some(reader),
            modes_before,
            _serial: serial,
        }
    }
}

/// A running program and what its terminal has received.
pub struct Session {
    writer: Box<dyn Write + Send>,
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<Seen>,
    reader: Option<JoinHandle<()>>,
    modes_before: String,
    _serial: MutexGuard<'static, ()>,
}

struct Seen {
    inner: Mutex<Inner>,
    changed: Condvar,
}

struct Inner {
    bytes: Vec<u8>,
    screen: vt100::Parser,
    /// The program has closed the terminal, or we have.
    ended: bool,
    may_ask: bool,
}

impl Seen {
    fn new(columns: u16, rows: u16, may_ask: bool) -> Self {
        let screen = vt100::Parser::new(nonzero(rows), nonzero(columns), 0);
        Self { inner: Mutex::new(Inner { bytes: Vec::new(), screen, ended: false, may_ask }), changed: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Session {
    /// Types, or pastes.
    pub fn send(&mut self, text: &str) {
        self.writer.write_all(text.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// Pastes as a terminal with bracketed paste does.
    pub fn paste(&mut self, text: &str) {
        self.send(&format!("\x1b[200~{text}\x1b[201~"));
    }

    /// Waits until the screen shows this.
    #[track_caller]
    pub fn until_screen(&self, needle: &str) {
        self.until(&format!("{needle:?} on the screen"), |inner| inner.screen.screen().contents().contains(needle));
    }

    /// Waits until this was written at or after `from`.
    #[track_caller]
    pub fn until_written(&self, from: usize, needle: &str) {
        self.until(&format!("{needle:?} in the output"), |inner| find(&inner.bytes[from..], needle).is_some());
    }

    #[track_caller]
    fn until(&self, what: &str, is_so: impl Fn(&Inner) -> bool) {
        let end = now() + PATIENCE;
        let mut inner = self.seen.lock();
        loop {
            refuse_queries(&inner);
            if is_so(&inner) {
                return;
            }
            let left = end.saturating_duration_since(now());
            if left.is_zero() || inner.ended {
                let why = if inner.ended { "the program ended" } else { "it took too long" };
                panic!(
                    "no {what}: {why}.\nscreen:\n{}\noutput ends with {:?}",
                    inner.screen.screen().contents(),
                    String::from_utf8_lossy(&inner.bytes[inner.bytes.len().saturating_sub(400)..])
                );
            }
            inner = self.seen.changed.wait_timeout(inner, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// How many bytes the terminal has received.
    pub fn written(&self) -> usize {
        self.seen.lock().bytes.len()
    }

    /// Everything that the terminal has received from `from` on.
    pub fn output(&self, from: usize) -> String {
        String::from_utf8_lossy(&self.seen.lock().bytes[from..]).into_owned()
    }

    pub fn with_screen<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.seen.lock().screen.screen())
    }

    /// Changes the size of the window.
    pub fn resize(&self, columns: u16, rows: u16) {
        let mut inner = self.seen.lock();
        inner.screen.screen_mut().set_size(nonzero(rows), nonzero(columns));
        drop(inner);
        self.master.resize(pty_size(columns, rows)).unwrap();
    }

    /// How the terminal treats input and output, comparable.
    pub fn modes(&self) -> String {
        modes(&*self.master)
    }

    pub fn modes_before(&self) -> &str {
        &self.modes_before
    }

    pub fn tty(&self) -> std::path::PathBuf {
        self.master.tty_name().unwrap()
    }

    /// The process that was started: the program, or the shell around it.
    pub fn pid(&self) -> i32 {
        i32::try_from(self.child.process_id().unwrap()).unwrap()
    }

    /// The program itself.
    #[cfg(target_os = "linux")]
    pub fn program_pid(&self) -> i32 {
        let shell = self.pid();
        let children = std::fs::read_to_string(format!("/proc/{shell}/task/{shell}/children")).unwrap();
        children.split_whitespace().next().unwrap().parse().unwrap()
    }

    pub fn signal(&self, signal: Signal) {
        signal_to(self.pid(), signal);
    }

    /// Waits for the end and answers the exit code; the terminal has everything by then.
    #[track_caller]
    pub fn exit_code(&mut self) -> u32 {
        let end = now() + PATIENCE;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(now() < end, "the program does not end; screen:\n{}", self.with_screen(vt100::Screen::contents));
            thread::sleep(Duration::from_millis(2));
        };
        self.until_end();
        assert_eq!(status.signal(), None, "died of a signal");
        status.exit_code()
    }

    #[track_caller]
    fn until_end(&self) {
        let inner = self.seen.lock();
        let (inner, timeout) = self
            .seen
            .changed
            .wait_timeout_while(inner, PATIENCE, |inner| !inner.ended)
            .unwrap_or_else(PoisonError::into_inner);
        assert!(!timeout.timed_out(), "somebody keeps the terminal open");
        refuse_queries(&inner);
    }

    /// Closes the window. Answers how long it took until `is_gone`, which is asked about the process that was started.
    pub fn close_window(mut self, is_gone: impl Fn(&mut (dyn Child + Send + Sync)) -> bool) -> Duration {
        self.seen.lock().ended = true;
        self.reader.take().unwrap().join().unwrap();
        drop(self.writer);
        let start = now();
        drop(self.master);
        while !is_gone(&mut *self.child) {
            assert!(start.elapsed() < PATIENCE, "it outlives its terminal");
            thread::sleep(Duration::from_millis(1));
        }
        start.elapsed()
    }

    /// The terminal is as the program found it.
    #[track_caller]
    pub fn assert_given_back(&self, from: usize) {
        assert_eq!(self.modes(), self.modes_before, "modes of the terminal");
        let output = self.output(from);
        let order = ["\x1b[?2026l", "\x1b[?1000l", "\x1b[?2004l", "\x1b[?1049l", "\x1b[?25h"];
        let places: Vec<_> = order
            .iter()
            .map(|code| output.rfind(code).unwrap_or_else(|| panic!("no {code:?} in {output:?}")))
            .collect();
        assert!(places.is_sorted(), "{places:?} in {output:?}");
        self.with_screen(|screen| {
            assert!(!screen.alternate_screen(), "still in the alternate screen");
            assert!(!screen.bracketed_paste(), "bracketed paste is still on");
            assert!(!screen.hide_cursor(), "the cursor is still hidden");
        });
    }
}

pub fn signal_to(pid: i32, signal: Signal) {
    kill_process(Pid::from_raw(pid).unwrap(), signal).unwrap();
}

/// Waits until something outside of the terminal is so.
#[track_caller]
pub fn until_so(what: &str, is_so: impl Fn() -> bool) {
    let end = now() + PATIENCE;
    while !is_so() {
        assert!(now() < end, "never: {what}");
        thread::sleep(Duration::from_millis(2));
    }
}

#[allow(clippy::disallowed_methods, reason = "the tests' own patience, not the program's time")]
pub fn now() -> Instant {
    Instant::now()
}

fn read_all(master: &dyn MasterPty, seen: Arc<Seen>) -> JoinHandle<()> {
    let mut reader = master.try_clone_reader().unwrap();
    let fd = master.as_raw_fd().unwrap();
    thread::spawn(move || {
        let mut buffer = vec![0; 64 * 1024];
        loop {
            // In small steps, so that it can be told to let go of the terminal.
            let mut fds = [pollfd { fd, events: POLLIN, revents: 0 }];
            let ready = poll(&mut fds, Some(Duration::from_millis(20))).unwrap() > 0;
            if seen.lock().ended {
                return;
            }
            if !ready {
                continue;
            }
            // Linux answers an error when the program has closed its side.
            let count = reader.read(&mut buffer).unwrap_or(0);
            let mut inner = seen.lock();
            if count == 0 {
                inner.ended = true;
            } else {
                inner.bytes.extend_from_slice(&buffer[..count]);
                inner.screen.process(&buffer[..count]);
            }
            drop(inner);
            seen.changed.notify_all();
        }
    })
}

fn refuse_queries(inner: &Inner) {
    for query in QUERIES.iter().filter(|_| !inner.may_ask) {
        assert!(find(&inner.bytes, query).is_none(), "asks the terminal {query:?}");
    }
}

fn find(bytes: &[u8], needle: &str) -> Option<usize> {
    memchr::memmem::find(bytes, needle.as_bytes())
}

fn modes(master: &dyn MasterPty) -> String {
    fn show(modes: &impl Debug) -> String {
        format!("{modes:?}")
    }
    show(&master.get_termios().unwrap())
}

fn pty_size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn nonzero(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n.max(1)).unwrap()
}
