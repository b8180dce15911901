//! Programs of others that take or tell a text, and that may hang: each is given a time, then killed. Called on the clipboard's thread.

use std::fmt;
use std::io::{self, Read, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};

/// What tmux may take; it answers in a few milliseconds, or its server hangs.
pub const TMUX_LIMIT: Duration = Duration::from_secs(2);

/// What other programs may take. Some start a service first.
pub const LIMIT: Duration = Duration::from_secs(5);

/// Nobody is asked more often than this whether it has ended.
const STEP: Duration = Duration::from_millis(2);

/// An answer to [`ask`] is cut here.
const LONGEST_ANSWER: u64 = 4096;

/// Why a route did not take a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The program is not installed.
    Missing,
    /// It did not start, or nothing could be written to it.
    Broken(io::ErrorKind),
    /// It did not end in time and was killed, or did not answer.
    NoAnswer(Duration),
    /// It ended with this code, or by a signal.
    Ended(Option<i32>),
    /// There is no clipboard to be reached.
    Unreachable,
    /// The terminal is somebody else's at the moment.
    NoTerminal,
    /// So many bytes of base64 are more than a terminal takes.
    TooLarge(usize),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("is not installed"),
            Self::Broken(kind) => write!(f, "does not work ({kind})"),
            Self::NoAnswer(limit) => write!(f, "gave no answer in {} s", limit.as_secs()),
            Self::Ended(Some(code)) => write!(f, "ended with code {code}"),
            Self::Ended(None) => f.write_str("was killed"),
            Self::Unreachable => f.write_str("cannot be reached"),
            Self::NoTerminal => f.write_str("has no terminal now"),
            Self::TooLarge(_) => f.write_str("takes no text of this size"),
        }
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            kind => Self::Broken(kind),
        }
    }
}

/// Runs a program with `bytes` as its standard input.
///
/// # Errors
/// It does not start, does not end within `limit` (then it is killed, with all that it started), or does not end well.
pub fn feed(program: &str, arguments: &[&str], bytes: &[u8], limit: Duration) -> Result<(), Fault> {
    let mut child = command(program, arguments).stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        let bytes = bytes.to_vec();
        // On a thread of its own: a program that reads nothing must not hold us. What it did not want, its exit code tells.
        let feeding = thread::Builder::new().name("feed".to_owned()).spawn(move || {
            let _ = stdin.write_all(&bytes);
        });
        if let Err(error) = feeding {
            end(&mut child);
            return Err(error.into());
        }
    }
    check(wait(&mut child, limit)?)
}

/// What a program says on its standard output, the first line; `None` when it says nothing in time.
#[must_use]
pub fn ask(program: &str, arguments: &[&str], limit: Duration) -> Option<String> {
    let mut child = command(program, arguments).stdin(Stdio::null()).stdout(Stdio::piped()).spawn().ok()?;
    let stdout = child.stdout.take()?;
    check(wait(&mut child, limit).ok()?).ok()?;
    // It has ended: what it has said is in the pipe, and what does not fit there nobody wants.
    let mut answer = String::new();
    stdout.take(LONGEST_ANSWER).read_to_string(&mut answer).ok()?;
    answer.lines().next().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned)
}

/// What a program says on its standard output: all of it, up to `most` bytes.
///
/// # Errors
/// It does not start, does not end within `limit` (then it is killed), does not end well, or says more.
pub fn listen(program: &str, arguments: &[&str], most: usize, limit: Duration) -> Result<Vec<u8>, Fault> {
    let mut child = command(program, arguments).stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let (said, heard) = channel();
    if let Some(stdout) = child.stdout.take() {
        // On a thread of its own: a pipe holds less than a program may have to say, and one that says nothing must not hold us.
        let listening = thread::Builder::new().name("listen".to_owned()).spawn(move || {
            let mut octets = Vec::new();
            let read = stdout.take(most.saturating_add(1) as u64).read_to_end(&mut octets);
            let _ = said.send(read.map(|_| octets));
        });
        if let Err(error) = listening {
            end(&mut child);
            return Err(error.into());
        }
    }
    let ended = wait(&mut child, limit)?;
    let octets = heard.recv_timeout(limit).map_err(|_| Fault::NoAnswer(limit))??;
    if octets.len() > most {
        return Err(Fault::TooLarge(octets.len()));
    }
    check(ended)?;
    Ok(octets)
}

fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    // A group of its own: it can be killed with its children, and one that stays to serve the clipboard is not stopped by ctrl-z nor
    // ended with the window.
    command.args(arguments).stderr(Stdio::null()).process_group(0);
    command
}

fn wait(child: &mut Child, limit: Duration) -> Result<ExitStatus, Fault> {
    let mut waited = Duration::ZERO;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if waited < limit => {}
            Ok(None) => {
                end(child);
                return Err(Fault::NoAnswer(limit));
            }
            Err(error) => {
                end(child);
                return Err(error.into());
            }
        }
        thread::sleep(STEP);
        waited += STEP;
    }
}

fn end(child: &mut Child) {
    if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        let _ = kill_process_group(group, Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

fn check(status: ExitStatus) -> Result<(), Fault> {
    if status.success() { Ok(()) } else { Err(Fault::Ended(status.code())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, bytes: &[u8], limit: Duration) -> Result<(), Fault> {
        feed("sh", &["-c", script], bytes, limit)
    }

    #[test]
    fn a_program_is_judged_by_its_end() {
        assert_eq!(shell("test \"$(cat)\" = token", b"token", LIMIT), Ok(()));
        assert_eq!(shell("cat > /dev/null; exit 3", b"token", LIMIT), Err(Fault::Ended(Some(3))));
        assert_eq!(shell("kill -9 $$", b"token", LIMIT), Err(Fault::Ended(None)));
        assert_eq!(feed("jotlab-is-not-a-program", &[], b"token", LIMIT), Err(Fault::Missing));
    }

    #[test]
    fn a_program_that_reads_nothing_and_ends_well_has_ended_well() {
        assert_eq!(shell("exec 0<&-", &[b'a'; 1 << 20], LIMIT), Ok(()));
    }

    #[test]
    fn a_program_that_hangs_is_killed_with_its_children() {
        let limit = Duration::from_millis(200);
        // More than a pipe holds: whoever writes it is held until nobody can read it any more.
        assert_eq!(shell("sleep 1000 | sleep 1000", &[b'a'; 1 << 20], limit), Err(Fault::NoAnswer(limit)));
        let marked = format!("sleep 997.{}", std::process::id());
        assert_eq!(shell(&format!("{marked} & wait"), b"", limit), Err(Fault::NoAnswer(limit)));
        // Who was killed is gone as soon as it gets a turn, which takes a while on a busy machine.
        assert!((0..100).any(|_| ask("pgrep", &["-f", &marked], LIMIT).is_none()), "{marked} lives on");
    }

    #[test]
    fn a_program_is_listened_to_up_to_a_limit() {
        let said = |script: &str, most: usize| listen("sh", &["-c", script], most, LIMIT);
        assert_eq!(said("printf 'a\\nb\\n'", 4), Ok(b"a\nb\n".to_vec()));
        assert_eq!(said("printf 'a\\nb\\n'", 3), Err(Fault::TooLarge(4)));
        // More than a pipe holds.
        assert_eq!(said("head -c 1000000 /dev/zero", 1_000_000).map(|octets| octets.len()), Ok(1_000_000));
        assert_eq!(said("echo a; exit 1", 9), Err(Fault::Ended(Some(1))));
        let limit = Duration::from_millis(50);
        assert_eq!(listen("sh", &["-c", "sleep 1000"], 9, limit), Err(Fault::NoAnswer(limit)));
    }

    #[test]
    fn a_program_is_asked_for_one_line() {
        assert_eq!(ask("sh", &["-c", "echo external; echo more"], LIMIT), Some("external".to_owned()));
        assert_eq!(ask("sh", &["-c", "echo external; exit 1"], LIMIT), None);
        assert_eq!(ask("sh", &["-c", "sleep 1000"], Duration::from_millis(50)), None);
    }
}
