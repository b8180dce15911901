//! The clipboard of the system, by arboard. On X11 and Wayland a text lives in the program that copied it, so one thread holds the one
//! handle until the end; and because a display that hangs holds whoever asks it, nobody waits for that thread longer than a moment.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use super::program::{self, Fault};
use super::surroundings::Helper;
use crate::runtime::panics::survive;

/// What a display may take to answer.
const LIMIT: Duration = Duration::from_secs(2);

/// What another program may take to say what it copied; arboard itself gives up after four seconds.
const READ_LIMIT: Duration = Duration::from_secs(5);

/// What the program that takes over at the end may take.
const KEEPER_LIMIT: Duration = Duration::from_millis(700);

/// Why the clipboard was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// It holds no text.
    NoText,
    /// Nobody answers.
    Unreachable,
}

/// The thread that holds the handle.
#[derive(Debug)]
pub struct Native {
    asks: Sender<Ask>,
}

enum Ask {
    Set(String, Answer<Result<bool, Fault>>),
    Get(Answer<Result<String, Unread>>),
    HandOver(Vec<Helper>, Answer<()>),
}

/// The way back to one who may have stopped waiting.
struct Answer<T> {
    to: Sender<T>,
    wanted: Arc<AtomicBool>,
}

impl<T> Answer<T> {
    /// A text that came to the clipboard after another was copied elsewhere would be a text that nobody asked for.
    fn is_wanted(&self) -> bool {
        self.wanted.load(Ordering::SeqCst)
    }

    fn give(self, value: T) {
        let _ = self.to.send(value);
    }
}

impl Native {
    /// Starts the thread. The display is opened when it is first needed.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start() -> io::Result<Self> {
        let (asks, asked) = channel();
        thread::Builder::new().name("native clipboard".to_owned()).spawn(move || Holder::default().serve(&asked))?;
        Ok(Self { asks })
    }

    /// Copies `text`, and answers whether it was read back.
    ///
    /// # Errors
    /// There is no clipboard, or it does not answer.
    pub fn set(&self, text: String) -> Result<bool, Fault> {
        self.ask(|answer| Ask::Set(text, answer), LIMIT).unwrap_or(Err(Fault::NoAnswer(LIMIT)))
    }

    /// The text of the clipboard.
    ///
    /// # Errors
    /// It holds none, or does not answer.
    pub fn get(&self) -> Result<String, Unread> {
        self.ask(Ask::Get, READ_LIMIT).unwrap_or(Err(Unread::Unreachable))
    }

    /// Lets the first of `keepers` that can take over what we hold, and lets go.
    pub fn hand_over(&self, keepers: Vec<Helper>) {
        let _ = self.ask(|answer| Ask::HandOver(keepers, answer), LIMIT);
    }

    fn ask<T>(&self, question: impl FnOnce(Answer<T>) -> Ask, limit: Duration) -> Option<T> {
        let (to, from) = channel();
        let wanted = Arc::new(AtomicBool::new(true));
        self.asks.send(question(Answer { to, wanted: Arc::clone(&wanted) })).ok()?;
        let answer = from.recv_timeout(limit).ok();
        wanted.store(false, Ordering::SeqCst);
        answer
    }
}

/// What that thread holds.
#[derive(Default)]
struct Holder {
    handle: Option<arboard::Clipboard>,
    /// What was copied last. Somebody else may have copied since.
    copied: Option<String>,
}

impl Holder {
    fn serve(mut self, asked: &Receiver<Ask>) {
        for ask in asked {
            match ask {
                Ask::Set(text, answer) => {
                    let outcome = self.set(text, || answer.is_wanted());
                    answer.give(outcome);
                }
                Ask::Get(answer) => {
                    let outcome = self.get();
                    answer.give(outcome);
                }
                Ask::HandOver(keepers, answer) => {
                    self.hand_over(&keepers);
                    answer.give(());
                }
            }
        }
    }

    fn open(&mut self) -> Option<&mut arboard::Clipboard> {
        if self.handle.is_none() {
            // What it says when it fails is a guess, and not ours to show.
            self.handle = survive(arboard::Clipboard::new)?.ok();
        }
        self.handle.as_mut()
    }

    fn set(&mut self, text: String, is_wanted: impl Fn() -> bool) -> Result<bool, Fault> {
        // Twice: the display may have been started anew since.
        for _ in 0..2 {
            let handle = self.open().ok_or(Fault::Unreachable)?;
            if !is_wanted() {
                return Err(Fault::NoAnswer(LIMIT));
            }
            if matches!(survive(|| handle.set_text(text.as_str())), Some(Ok(()))) {
                let verified = survive(|| handle.get_text()).is_some_and(|back| back.is_ok_and(|back| back == text));
                self.copied = Some(text);
                return Ok(verified);
            }
            self.handle = None;
        }
        Err(Fault::Unreachable)
    }

    fn get(&mut self) -> Result<String, Unread> {
        for _ in 0..2 {
            let handle = self.open().ok_or(Unread::Unreachable)?;
            match survive(|| handle.get_text()) {
                Some(Ok(text)) => return Ok(text),
                Some(Err(arboard::Error::ContentNotAvailable | arboard::Error::ConversionFailure)) => {
                    return Err(Unread::NoText);
                }
                Some(Err(_)) | None => self.handle = None,
            }
        }
        Err(Unread::Unreachable)
    }

    fn hand_over(&mut self, keepers: &[Helper]) {
        let (Some(mut handle), Some(text)) = (self.handle.take(), self.copied.take()) else {
            return;
        };
        // Only what is still ours: a text that the user has copied elsewhere since must stay. There is no other way to know; what is
        // read is compared and dropped.
        if !keepers.is_empty() && survive(|| handle.get_text()).is_some_and(|now| now.is_ok_and(|now| now == text)) {
            keepers.iter().find(|keeper| {
                program::feed(keeper.program(), keeper.arguments(), &keeper.bytes(&text), KEEPER_LIMIT).is_ok()
            });
        }
        // A clipboard manager is asked to take it now, where it is ours still.
        drop(handle);
    }
}
