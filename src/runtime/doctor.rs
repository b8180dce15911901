//! What this terminal and its clipboard can do, for the page of that name and for bug reports. Holds nothing of any token. Runs on a
//! worker: tmux is asked, and may hang.

use std::env;

use super::clipboard::{Choice, Surroundings, describe};

/// The rows of the page: a name, and what was found.
#[must_use]
pub fn examine(choice: Choice, size: (u16, u16), zone: &str) -> Vec<(String, String)> {
    let variable = |name: &str| env::var(name).unwrap_or_else(|_| "not set".to_owned());
    let row = |name: &str, value: String| (name.to_owned(), value);
    let mut rows = vec![
        row("jotlab", env!("CARGO_PKG_VERSION").to_owned()),
        row("system", format!("{} {}", env::consts::OS, env::consts::ARCH)),
    ];
    rows.extend(describe(&Surroundings::gather(choice, Some(size)).with_tmux()));
    rows.push(row(
        "locale",
        ["LC_ALL", "LC_CTYPE", "LANG"].map(|name| format!("{name} {}", variable(name))).join(", "),
    ));
    rows.push(row("NO_COLOR", variable("NO_COLOR")));
    rows.push(row("time zone", format!("{zone} (TZ {})", variable("TZ"))));
    rows.push(row("bracketed paste", "asked for; a burst of keys counts as a paste too".to_owned()));
    rows
}
