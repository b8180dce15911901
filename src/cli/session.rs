//! `jotlab session`: scenarios listed, told as text, exported, checked. `main` reads files and answers, and prints what it is handed.

mod telling;

use std::fmt::Write as _;

use super::arguments::{CheckScenarios, Export, RunScenario, Session};
use super::{DONE, FILE, NOT_OK, Outcome, Paint};
use crate::session::export::{self, Secrets};
use crate::session::scenario::run::Run;
use crate::session::scenario::step::Scenario;
use crate::session::scenario::{parse, shipped};
use crate::token::visible::visible;
pub use telling::{Telling, Told};

/// What becomes of a command.
pub enum Started {
    /// It is done.
    Done(Outcome),
    /// It tells a story, which may ask.
    Tells(Box<Telling>),
}

/// Begins `jotlab session …`; `read` gives the text of a file, or says why it cannot.
#[must_use]
pub fn start(session: &Session, paint: Paint, read: &dyn Fn(&str) -> Result<String, String>) -> Started {
    match session {
        Session::List => Started::Done(list()),
        Session::Check(arguments) => Started::Done(check(arguments, read)),
        Session::Run(arguments) => match (named(&arguments.scenario, read), arguments.export) {
            (Err(complaint), _) => Started::Done(complaint),
            (Ok(scenario), Some(form)) => Started::Done(exported(&scenario, form, arguments)),
            (Ok(scenario), None) => Started::Tells(Box::new(Telling::new(&scenario, arguments.wire, paint))),
        },
    }
}

/// One scenario a line, its id first.
fn list() -> Outcome {
    let mut stdout = String::new();
    for scenario in shipped::SCENARIOS {
        // Writing to a String cannot fail.
        let _ = writeln!(stdout, "{}  {}", scenario.id, scenario.title());
    }
    Outcome { stdout, stderr: String::new(), code: DONE }
}

fn check(arguments: &CheckScenarios, read: &dyn Fn(&str) -> Result<String, String>) -> Outcome {
    let mut outcome = Outcome { code: DONE, ..Outcome::default() };
    let shipped = shipped::SCENARIOS.iter().map(|scenario| scenario.id.to_owned());
    let names = if arguments.scenarios.is_empty() { shipped.collect() } else { arguments.scenarios.clone() };
    for name in names {
        let scenario = match named(&name, read) {
            Ok(scenario) => scenario,
            Err(complaint) => return Outcome { stdout: outcome.stdout, ..complaint },
        };
        let mut run = Run::new(&scenario);
        run.finish();
        let what = format!("{}  {}", visible(&scenario.id), visible(&scenario.title));
        match run.broken().first() {
            None => outcome.stdout.push_str(&format!("ok    {what}\n")),
            Some(broken) => {
                outcome.stdout.push_str(&format!("FAIL  {what}\n"));
                outcome.stderr = format!("jotlab: {}: {broken}\n", visible(&name));
                outcome.code = NOT_OK;
                return outcome;
            }
        }
    }
    outcome
}

fn exported(scenario: &Scenario, form: Export, arguments: &RunScenario) -> Outcome {
    let mut run = Run::new(scenario);
    run.finish();
    let recording = run.recording();
    let secrets = if arguments.with_secrets { Secrets::Kept } else { Secrets::Masked };
    let stdout = match form {
        Export::Har => export::har(&recording, secrets),
        Export::Mermaid => export::mermaid(&recording),
        Export::Markdown => export::markdown(&recording, secrets),
        Export::Jsonl => export::jsonl(&recording, secrets),
    };
    let mut stderr = String::new();
    if arguments.with_secrets {
        stderr.push_str("jotlab: the export holds whole tokens and passwords of the simulated world\n");
    }
    for broken in run.broken() {
        stderr.push_str(&format!("jotlab: {broken}\n"));
    }
    Outcome { stdout, stderr, code: if run.broken().is_empty() { DONE } else { NOT_OK } }
}

/// The scenario with this id, in capitals or not, or in the file of this name.
fn named(name: &str, read: &dyn Fn(&str) -> Result<String, String>) -> Result<Scenario, Outcome> {
    let complain =
        |sentence: String| Outcome { stdout: String::new(), stderr: format!("jotlab: {sentence}\n"), code: FILE };
    let text = match shipped::named(name) {
        Some(scenario) => scenario.text.to_owned(),
        None => read(name).map_err(|why| {
            complain(format!("{why}; no scenario is called that either: jotlab session list names them"))
        })?,
    };
    parse::parse(&text).map_err(|mistake| complain(format!("{}: {mistake}", visible(name))))
}
