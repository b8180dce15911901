//! `jotlab session`: scenarios listed, told as text, exported, checked. `main` reads files and answers, and prints what it is handed.

mod retold;
mod story;
mod telling;

use std::fmt::Write as _;

use super::arguments::{CheckScenarios, Export, RunScenario, Session, ShowScenario};
use super::{DONE, FILE, NOT_OK, Outcome, Paint};
use crate::session::export::{self, Recording, RunFile, Secrets};
use crate::session::scenario::run::{Broken, Run};
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
        Session::Show(arguments) => Started::Done(show(arguments)),
        Session::Run(arguments) => match (named(&arguments.scenario, read), arguments.export) {
            (Err(complaint), _) => Started::Done(complaint),
            (Ok(Named::Scenario(scenario)), Some(form)) => {
                let mut run = Run::new(&scenario);
                run.finish();
                Started::Done(exported(&run.recording(), run.broken(), form, arguments))
            }
            (Ok(Named::Run(file)), Some(form)) => Started::Done(exported(&file.recording(), &[], form, arguments)),
            (Ok(Named::Scenario(scenario)), None) => {
                Started::Tells(Box::new(Telling::new(&scenario, arguments.wire, paint)))
            }
            (Ok(Named::Run(file)), None) => Started::Done(retold::told(&file, arguments.wire, paint)),
        },
    }
}

/// What a name stands for.
enum Named {
    /// A scenario, shipped or in a file.
    Scenario(Box<Scenario>),
    /// A run that was exported.
    Run(Box<RunFile>),
}

/// The file of a shipped scenario.
fn show(arguments: &ShowScenario) -> Outcome {
    match shipped::named(&arguments.scenario) {
        Some(scenario) => Outcome { stdout: scenario.text.to_owned(), stderr: String::new(), code: DONE },
        None => {
            let name = visible(&arguments.scenario);
            let stderr = format!("jotlab: no scenario is called {name}: jotlab session list names them\n");
            Outcome { stdout: String::new(), stderr, code: FILE }
        }
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
        let (id, title, broken) = match named(&name, read) {
            Ok(Named::Scenario(scenario)) => {
                let mut run = Run::new(&scenario);
                run.finish();
                (scenario.id.clone(), scenario.title.clone(), run.broken().first().map(ToString::to_string))
            }
            Ok(Named::Run(file)) => {
                let (id, title) = file.title();
                (id.to_owned(), title.to_owned(), retold::differs(&file, &file.play()).map(str::to_owned))
            }
            Err(complaint) => return Outcome { stdout: outcome.stdout, ..complaint },
        };
        let what = format!("{}  {}", visible(&id), visible(&title));
        match broken {
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

fn exported(recording: &Recording, broken: &[Broken], form: Export, arguments: &RunScenario) -> Outcome {
    let secrets = if arguments.with_secrets { Secrets::Kept } else { Secrets::Masked };
    let stdout = match form {
        Export::Har => export::har(recording, secrets),
        Export::Mermaid => export::mermaid(recording),
        Export::Markdown => export::markdown(recording, secrets),
        Export::Jsonl => export::jsonl(recording, secrets),
        Export::Run => export::run_file(recording),
    };
    let mut stderr = String::new();
    if form == Export::Run {
        stderr.push_str("jotlab: a run that plays again holds the passwords and the secret of its world\n");
    } else if arguments.with_secrets {
        stderr.push_str("jotlab: the export holds whole tokens and passwords of the simulated world\n");
    }
    if form == Export::Mermaid && !export::draws(&stdout) {
        stderr.push_str(&format!("jotlab: the diagram is {}\n", export::BEYOND_MERMAID));
    }
    for broken in broken {
        stderr.push_str(&format!("jotlab: {broken}\n"));
    }
    Outcome { stdout, stderr, code: if broken.is_empty() { DONE } else { NOT_OK } }
}

/// The scenario with this id, in capitals or not, or what stands in the file of this name.
fn named(name: &str, read: &dyn Fn(&str) -> Result<String, String>) -> Result<Named, Outcome> {
    let complain =
        |sentence: String| Outcome { stdout: String::new(), stderr: format!("jotlab: {sentence}\n"), code: FILE };
    let text = match shipped::named(name) {
        Some(scenario) => scenario.text.to_owned(),
        None => read(name).map_err(|why| {
            complain(format!("{why}; no scenario is called that either: jotlab session list names them"))
        })?,
    };
    if RunFile::begins(&text) {
        let run = RunFile::parse(&text).map_err(|why| complain(format!("{}: {why}", visible(name))))?;
        return Ok(Named::Run(Box::new(run)));
    }
    let scenario = parse::parse(&text).map_err(|mistake| complain(format!("{}: {mistake}", visible(name))))?;
    Ok(Named::Scenario(Box::new(scenario)))
}
