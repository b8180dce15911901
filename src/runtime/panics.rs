//! What happens on a bug: the terminal is given back, one sentence says where, and nothing of a token is printed. Installed by
//! `runtime` before it takes the terminal.

use std::any::Any;
use std::cell::Cell;
use std::env;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::process;

use super::terminal;

/// Set to `full`, it shows a bug's message, which may quote what was being read.
const SHOW: &str = "JOTLAB_PANIC";

/// The exit code of Rust's own panics.
const EXIT_CODE: i32 = 101;

thread_local! {
    static EXPECTED: Cell<bool> = const { Cell::new(false) };
}

/// From now on a panic of any thread ends the program, with the terminal as it was.
pub fn install() {
    panic::set_hook(Box::new(|info| {
        if EXPECTED.get() {
            return;
        }
        terminal::leave_for_good();
        let text = report(info, env::var_os(SHOW).is_some_and(|value| value == "full"));
        // Not `eprintln!`: where standard error is closed it would panic inside the hook.
        let _ = io::stderr().write_all(text.as_bytes());
        // A thread of ours that dies alone would leave a screen that waits for it for ever.
        process::exit(EXIT_CODE);
    }));
}

fn report(info: &PanicHookInfo<'_>, full: bool) -> String {
    let place = info.location().map_or_else(|| "unknown".to_owned(), ToString::to_string);
    let mut text = format!("jotlab stopped on a bug. The terminal is restored. Location: {place}.\n");
    if full {
        // Escaped: the message may quote a token, and a token may hold control characters.
        let message = message(info.payload()).escape_debug();
        text.push_str(&format!("Message: {message}\n"));
    } else {
        text.push_str(&format!("Run with {SHOW}=full to see the message (it may contain your token).\n"));
    }
    text
}

fn message(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("none")
}

/// Calls somebody else's code that is known to panic on some input; `None` when it did.
pub fn survive<T>(call: impl FnOnce() -> T) -> Option<T> {
    let before = EXPECTED.replace(true);
    let answer = catch_unwind(AssertUnwindSafe(call)).ok();
    EXPECTED.set(before);
    answer
}

/// A bug on request, for the tests of all this: `JOTLAB_TEST_PANIC` names the occasion. Not in a release build.
#[cfg(debug_assertions)]
#[allow(clippy::panic, reason = "panicking is what it is for")]
pub fn on_request(occasion: &str) {
    if env::var_os("JOTLAB_TEST_PANIC").is_some_and(|wanted| wanted == occasion) {
        panic!("a bug that quotes \u{1b}[31m eyJhbGciOiJIUzI1NiJ9.SECRET");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_of_others_is_survived() {
        assert_eq!(survive(|| 1), Some(1));
        assert_eq!(survive(|| panic!("expected by this test")), None::<i32>);
        assert!(!EXPECTED.get());
    }
}
