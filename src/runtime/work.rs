//! What takes longer than a frame: a closure on a thread of its own, whose message comes back to the loop. Handed out by `runtime`.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::wait::Waker;
use crate::app::message::Message;

/// The way back to the loop, from any thread.
#[derive(Debug, Clone)]
pub struct Reply {
    done: Sender<Message>,
    waker: Waker,
}

impl Reply {
    /// Hands a message to the loop.
    pub fn send(&self, message: Message) {
        // The loop has ended when nobody listens.
        if self.done.send(message).is_ok() {
            self.waker.wake();
        }
    }
}

/// The way back from all workers.
#[derive(Debug)]
pub struct Work {
    done: Sender<Message>,
    results: Receiver<Message>,
    waker: Waker,
}

impl Work {
    /// Wakes the loop by `waker` when a message is there.
    #[must_use]
    pub fn new(waker: Waker) -> Self {
        let (done, results) = channel();
        Self { done, results, waker }
    }

    /// The way back for a thread that answers more than once.
    #[must_use]
    pub fn reply(&self) -> Reply {
        Reply { done: self.done.clone(), waker: self.waker.clone() }
    }

    /// Runs `job` on a thread. Its message comes in [`Self::results`]; whether it is still wanted is for `update` to judge.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start(&self, job: impl FnOnce() -> Message + Send + 'static) -> io::Result<()> {
        let reply = self.reply();
        thread::Builder::new().name("work".to_owned()).spawn(move || reply.send(job()))?;
        Ok(())
    }

    /// The messages that have come.
    pub fn results(&self) -> impl Iterator<Item = Message> + '_ {
        self.results.try_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::wait::Wait;
    use crate::token::moment::Moment;

    #[test]
    fn a_result_ends_the_wait() {
        let (pipe, _keep) = io::pipe().unwrap();
        let pipe: &'static io::PipeReader = Box::leak(Box::new(pipe));
        let (mut wait, waker) = Wait::new(std::os::fd::AsFd::as_fd(pipe)).unwrap();
        let work = Work::new(waker);
        work.start(|| Message::Paste("done".to_owned())).unwrap();
        // Without the wake this would sleep for ever.
        wait.wait(Moment::from_ms(0), None, None).unwrap();
        let results: Vec<_> = work.results().collect();
        assert_eq!(results, [Message::Paste("done".to_owned())]);
    }
}
