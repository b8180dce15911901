//! Copying: the way out of the program for a token. `runtime` hands it what is to be copied or read; one thread of its own does it, text
//! after text, and its messages say what became of each. Nothing is started before the first copy.
//!
//! [`routes`] decides where a text goes, from [`surroundings`] that were gathered once; this file goes there. The terminal is written to
//! by `terminal` alone, between two frames.

pub mod choice;
pub mod native;
pub mod program;
pub mod routes;
pub mod surroundings;

use std::io;
use std::mem::replace;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

pub use self::choice::{Choice, VARIABLE};
use self::native::{Native, Unread};
use self::program::Fault;
pub use self::routes::describe;
use self::routes::{Route, Source, routes, source};
pub use self::surroundings::Surroundings;
use self::surroundings::System;
use super::terminal;
use super::work::Reply;
use crate::app::copying::{By, Copy, OSC52_LIMIT, Outcome, Report};
use crate::app::message::Message;
use crate::token::find::MAX_TEXT;

/// So long does the end of the program wait for what is still to be copied or handed over.
const AT_THE_END: Duration = Duration::from_secs(1);

/// The sentences for whom we cannot paste for.
const PASTE_YOURSELF: &str = "use your terminal's paste (ctrl-shift-v, cmd-v)";
const FAR_AWAY: &str = "use your terminal's paste (ctrl-shift-v, cmd-v): over SSH no clipboard is in reach";
const EMPTY_TMUX: &str = "use your terminal's paste (ctrl-shift-v, cmd-v): tmux has no buffer";

/// The clipboard, from any thread.
#[derive(Debug, Clone)]
pub struct Clipboard {
    thread: Arc<Mutex<Thread>>,
}

#[derive(Debug)]
enum Thread {
    /// Nothing was copied yet.
    Due(Choice, Reply),
    Running(Sender<Job>),
    Ended,
}

#[derive(Debug)]
enum Job {
    Copy(Copy),
    Read,
    /// The last one; says when it is done.
    End(Sender<()>),
}

impl Clipboard {
    /// One that goes the chosen way, and answers by `reply`.
    #[must_use]
    pub fn new(choice: Choice, reply: Reply) -> Self {
        Self { thread: Arc::new(Mutex::new(Thread::Due(choice, reply))) }
    }

    /// Copies; [`Message::Copied`] follows.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn copy(&self, copy: Copy) -> io::Result<()> {
        self.hand(Job::Copy(copy))
    }

    /// Reads the clipboard; [`Message::Clipboard`] follows.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn read(&self) -> io::Result<()> {
        self.hand(Job::Read)
    }

    fn hand(&self, job: Job) -> io::Result<()> {
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if let Thread::Due(choice, reply) = &*thread {
            let (jobs, to_do) = channel();
            let (choice, reply) = (choice.clone(), reply.clone());
            thread::Builder::new().name("clipboard".to_owned()).spawn(move || {
                Copier::new(Surroundings::gather(choice, terminal::size().ok())).serve(&to_do, &reply)
            })?;
            *thread = Thread::Running(jobs);
        }
        if let Thread::Running(jobs) = &*thread {
            // The thread lives as long as this end of the channel does.
            let _ = jobs.send(job);
        }
        Ok(())
    }

    /// Finishes what is begun and hands over what would be lost with us. For the end of the program, after the terminal is given back;
    /// whoever calls it while another thread does waits for that one.
    pub fn finish(&self) {
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if let Thread::Running(jobs) = replace(&mut *thread, Thread::Ended) {
            let (done, is_done) = channel();
            if jobs.send(Job::End(done)).is_ok() {
                let _ = is_done.recv_timeout(AT_THE_END);
            }
        }
    }
}

/// The thread that copies.
struct Copier {
    surroundings: Surroundings,
    native: Option<Native>,
    /// Has the user been told that a text of ours goes with us?
    told_until_quit: bool,
}

impl Copier {
    fn new(surroundings: Surroundings) -> Self {
        Self { surroundings, native: None, told_until_quit: false }
    }

    fn serve(mut self, jobs: &Receiver<Job>, reply: &Reply) {
        for job in jobs {
            match job {
                Job::Copy(copy) => reply.send(Message::Copied(self.copy(&copy))),
                Job::Read => reply.send(self.read()),
                Job::End(done) => {
                    if let Some(native) = &self.native {
                        native.hand_over(self.surroundings.keepers().collect());
                    }
                    let _ = done.send(());
                    return;
                }
            }
        }
    }

    fn copy(&mut self, copy: &Copy) -> Report {
        let mut tries = Vec::new();
        if self.surroundings.set_clipboard.is_none() {
            // On this thread, which may wait: tmux may hang.
            self.surroundings = std::mem::take(&mut self.surroundings).with_tmux();
        }
        for row in routes(&self.surroundings) {
            for route in row {
                let outcome = self.take(&route, &copy.text);
                let took = outcome.is_ok();
                tries.push((route, outcome));
                if took {
                    break;
                }
            }
        }
        let mut outcome = judge(&self.surroundings, &tries);
        self.warn_once(&mut outcome);
        Report { what: copy.what.clone(), bytes: copy.text.len(), outcome }
    }

    fn warn_once(&mut self, outcome: &mut Outcome) {
        if let Outcome::Clipboard { until_quit, .. } = outcome
            && *until_quit
        {
            *until_quit = !replace(&mut self.told_until_quit, true);
        }
    }

    /// Goes one way; answers whether the text was read back.
    fn take(&mut self, route: &Route, text: &str) -> Result<bool, Fault> {
        match route {
            Route::Tmux => program::feed("tmux", &["load-buffer", "-w", "-"], text.as_bytes(), program::TMUX_LIMIT)?,
            Route::Osc52 => {
                let encoded = text.len().div_ceil(3).saturating_mul(4);
                if encoded > OSC52_LIMIT {
                    return Err(Fault::TooLarge(encoded));
                }
                terminal::set_clipboard(text).map_err(|_| Fault::NoTerminal)?;
            }
            Route::Native => return self.native()?.set(text.to_owned()),
            Route::Helper(helper) => {
                program::feed(helper.program(), helper.arguments(), &helper.bytes(text), program::LIMIT)?;
            }
            Route::Command(name, arguments) => {
                let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
                program::feed(name, &arguments, text.as_bytes(), program::LIMIT)?;
            }
        }
        Ok(false)
    }

    fn native(&mut self) -> Result<&Native, Fault> {
        if self.native.is_none() {
            self.native = Some(Native::start()?);
        }
        self.native.as_ref().ok_or(Fault::Unreachable)
    }

    fn read(&mut self) -> Message {
        match source(&self.surroundings) {
            Source::Clipboard => match self.native().map(Native::get) {
                Ok(Ok(text)) => Message::Clipboard(Ok(text)),
                Ok(Err(Unread::NoText)) => Message::Clipboard(Err("the clipboard holds no text".to_owned())),
                Ok(Err(Unread::Unreachable)) | Err(_) if self.surroundings.tmux => read_tmux(),
                Ok(Err(Unread::Unreachable)) | Err(_) => {
                    Message::Clipboard(Err(format!("{PASTE_YOURSELF}: the clipboard cannot be read")))
                }
            },
            Source::Tmux => read_tmux(),
            Source::FarAway => Message::Clipboard(Err(FAR_AWAY.to_owned())),
            Source::Nothing => Message::Clipboard(Err(PASTE_YOURSELF.to_owned())),
        }
    }
}

/// What was copied last in the tmux around us.
fn read_tmux() -> Message {
    match program::listen("tmux", &["show-buffer"], MAX_TEXT, program::TMUX_LIMIT) {
        Ok(octets) => Message::TmuxBuffer(String::from_utf8_lossy(&octets).into_owned()),
        Err(Fault::Ended(_)) => Message::Clipboard(Err(EMPTY_TMUX.to_owned())),
        Err(fault) => Message::Clipboard(Err(format!("{PASTE_YOURSELF}: tmux {fault}"))),
    }
}

/// What all the tries come to.
fn judge(surroundings: &Surroundings, tries: &[(Route, Result<bool, Fault>)]) -> Outcome {
    let taken = |wanted: fn(&Route) -> bool| {
        tries.iter().find_map(|(route, outcome)| match outcome {
            Ok(verified) if wanted(route) => Some((route, *verified)),
            _ => None,
        })
    };
    let clipboard =
        || taken(|route| !matches!(route, Route::Tmux | Route::Osc52)).map(|took| in_clipboard(surroundings, took));
    let terminal = || {
        if taken(|route| *route == Route::Tmux).is_some() {
            return Some(Outcome::Tmux { off: surroundings.set_clipboard.as_deref() == Some("off") });
        }
        taken(|route| *route == Route::Osc52).map(|_| Outcome::Terminal { iterm: surroundings.iterm })
    };
    // A display that came through SSH is the user's own or that of the machine over there; the terminal is the user's own.
    let best = if surroundings.ssh { terminal().or_else(clipboard) } else { clipboard().or_else(terminal) };
    best.unwrap_or_else(|| nowhere(surroundings, tries))
}

fn in_clipboard(surroundings: &Surroundings, (route, verified): (&Route, bool)) -> Outcome {
    let (by, until_quit) = match route {
        Route::Native => (By::Ourselves, surroundings.system != System::Mac && surroundings.keepers().next().is_none()),
        other => (By::Program(other.name()), false),
    };
    Outcome::Clipboard { by, verified, until_quit }
}

fn nowhere(surroundings: &Surroundings, tries: &[(Route, Result<bool, Fault>)]) -> Outcome {
    let mut faults = tries.iter().filter_map(|(route, outcome)| outcome.as_ref().err().map(|fault| (route, fault)));
    if let Some(encoded) = faults.clone().find_map(|(_, fault)| match fault {
        Fault::TooLarge(encoded) => Some(*encoded),
        _ => None,
    }) {
        return Outcome::TooLarge { encoded };
    }
    let why = match faults.next() {
        Some((route, fault)) => faults.fold(format!("{} {fault}", route.name()), |why, (route, fault)| {
            format!("{why}, {} {fault}", route.name())
        }),
        None if surroundings.choice == Choice::Off => "copying is switched off".to_owned(),
        None => "no display, and a terminal that has no clipboard".to_owned(),
    };
    Outcome::Nowhere(why)
}

#[cfg(test)]
mod tests {
    use super::*;
    use surroundings::Helper;

    fn local() -> Surroundings {
        Surroundings { term: Some("xterm".to_owned()), display: Some(":0".to_owned()), ..Surroundings::default() }
    }

    fn ours(verified: bool, until_quit: bool) -> Outcome {
        Outcome::Clipboard { by: By::Ourselves, verified, until_quit }
    }

    #[test]
    fn the_best_place_is_named() {
        let tmux_and_native = [(Route::Tmux, Ok(false)), (Route::Native, Ok(true))];
        assert_eq!(judge(&local(), &tmux_and_native), ours(true, true));
        let tmux_alone = [(Route::Tmux, Ok(false)), (Route::Native, Err(Fault::Unreachable))];
        assert_eq!(judge(&local(), &tmux_alone), Outcome::Tmux { off: false });
        let off = Surroundings { set_clipboard: Some("off".to_owned()), ..local() };
        assert_eq!(judge(&off, &tmux_alone), Outcome::Tmux { off: true });
        let helper = [(Route::Native, Err(Fault::Unreachable)), (Route::Helper(Helper::Xclip), Ok(false))];
        assert_eq!(
            judge(&local(), &helper),
            Outcome::Clipboard { by: By::Program("xclip".to_owned()), verified: false, until_quit: false }
        );
        let iterm = Surroundings { iterm: true, ..local() };
        assert_eq!(judge(&iterm, &[(Route::Osc52, Ok(false))]), Outcome::Terminal { iterm: true });
    }

    #[test]
    fn through_ssh_only_the_terminal_is_certainly_the_users() {
        let ssh = Surroundings { ssh: true, ..local() };
        let both = [(Route::Osc52, Ok(false)), (Route::Native, Ok(true))];
        assert_eq!(judge(&ssh, &both), Outcome::Terminal { iterm: false });
        let large = [(Route::Osc52, Err(Fault::TooLarge(1))), (Route::Native, Ok(true))];
        assert_eq!(judge(&ssh, &large), ours(true, true));
    }

    #[test]
    fn what_is_handed_over_at_the_end_needs_no_warning() {
        let keeper = Surroundings { helpers: vec![Helper::Xclip], ..local() };
        assert_eq!(judge(&keeper, &[(Route::Native, Ok(true))]), ours(true, false));
        let mac = Surroundings { system: System::Mac, ..local() };
        assert_eq!(judge(&mac, &[(Route::Native, Ok(true))]), ours(true, false));
    }

    #[test]
    fn nowhere_says_what_was_tried() {
        let tries =
            [(Route::Native, Err(Fault::Unreachable)), (Route::Helper(Helper::Xclip), Err(Fault::Ended(Some(1))))];
        assert_eq!(
            judge(&local(), &tries),
            Outcome::Nowhere("the clipboard cannot be reached, xclip ended with code 1".to_owned())
        );
        let large = [(Route::Native, Err(Fault::Unreachable)), (Route::Osc52, Err(Fault::TooLarge(80_000)))];
        assert_eq!(judge(&local(), &large), Outcome::TooLarge { encoded: 80_000 });
        let off = Surroundings { choice: Choice::Off, ..local() };
        assert_eq!(judge(&off, &[]), Outcome::Nowhere("copying is switched off".to_owned()));
    }

    fn copier(command: &str) -> Copier {
        let choice = Choice::Command("sh".to_owned(), vec!["-c".to_owned(), command.to_owned()]);
        Copier::new(Surroundings { choice, ..Surroundings::default() })
    }

    fn token(text: &str) -> Copy {
        Copy { what: "token".to_owned(), text: text.to_owned() }
    }

    #[test]
    fn a_command_of_the_users_gets_the_text_and_nothing_else() {
        let report = copier("test \"$(od -An -c | tr -d ' ')\" = 'eyJ\\n'").copy(&token("eyJ\n"));
        let by = By::Program("sh".to_owned());
        let outcome = Outcome::Clipboard { by, verified: false, until_quit: false };
        assert_eq!(report, Report { what: "token".to_owned(), bytes: 4, outcome });
        let report = copier("exit 7").copy(&token("eyJ"));
        assert_eq!(report.outcome, Outcome::Nowhere("sh ended with code 7".to_owned()));
    }

    #[test]
    fn the_limit_of_a_terminal_is_counted_in_what_is_sent() {
        let mut copier = Copier::new(Surroundings { choice: Choice::Osc52, ..Surroundings::default() });
        // 18,748 groups of three bytes are 74,992 characters; one byte more makes 74,996.
        let fits = token(&"a".repeat(18_748 * 3));
        assert_eq!(copier.copy(&fits).outcome, Outcome::Nowhere("OSC 52 has no terminal now".to_owned()));
        let large = token(&"a".repeat(18_748 * 3 + 1));
        assert_eq!(copier.copy(&large).outcome, Outcome::TooLarge { encoded: 74_996 });
    }

    #[test]
    fn where_there_is_no_clipboard_of_ours_the_user_is_told_how_to_paste() {
        let mut copier = Copier::new(Surroundings { ssh: true, ..local() });
        assert!(matches!(copier.read(), Message::Clipboard(Err(why)) if why == FAR_AWAY));
        let mut copier = Copier::new(Surroundings { display: None, ..local() });
        assert!(matches!(copier.read(), Message::Clipboard(Err(why)) if why == PASTE_YOURSELF));
    }

    #[test]
    fn the_warning_comes_once() {
        let mut copier = Copier::new(local());
        let mut tell = |until_quit: bool| {
            let mut outcome = ours(true, until_quit);
            copier.warn_once(&mut outcome);
            outcome
        };
        assert_eq!([tell(false), tell(true), tell(true)], [ours(true, false), ours(true, true), ours(true, false)]);
    }
}
