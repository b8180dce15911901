//! The `jotlab` binary: arguments → the screen or a command → exit code.

use std::io::{self, Write};
use std::process::ExitCode;

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io::{self, IsTerminal, Write as _};
    use std::os::fd::AsFd as _;
    use std::path::Path;
    use std::process::ExitCode;

    use std::os::unix::ffi::OsStringExt as _;

    use clap::Parser as _;
    use jotlab::app::look::{Glyphs, Look, Theme};
    use jotlab::cli::arguments::{Arguments, Command, Completions, Decode, Screen, Session, text_of};
    use jotlab::cli::keys::{Outside, Unreadable};
    use jotlab::cli::session::{Started, Telling, Told};
    use jotlab::cli::{self, Outcome, Paint, Setting};
    use jotlab::crypto::Secret;
    use jotlab::runtime::clipboard;
    use jotlab::runtime::clock::{self, Clock};
    use jotlab::runtime::files;
    use jotlab::runtime::input::{self, Piped};
    use jotlab::runtime::{self, Error, Start, privacy};

    use super::complain;

    pub fn main() -> ExitCode {
        privacy::close();
        let first = std::env::args_os()
            .nth(1)
            .and_then(|first| first.into_string().ok())
            .filter(|first| !Path::new(first).exists());
        if let Some(outcome) = first.and_then(|first| cli::mistyped(&first)) {
            return finish(&outcome);
        }
        let arguments = match Arguments::try_parse() {
            Ok(arguments) => arguments,
            Err(answer) if answer.use_stderr() => return finish(&cli::misused(&answer)),
            Err(answer) => {
                let printed = answer.print().and_then(|()| io::stdout().flush());
                return ended(printed, cli::DONE);
            }
        };
        let clock = match Clock::from_environment() {
            Ok(clock) => clock,
            Err(error) => return complain(cli::USAGE, &format!("{}: {error}", clock::FIXED)),
        };
        match &arguments.command {
            None => screen(arguments.screen, clock),
            Some(Command::Completions(Completions { shell })) => finish(&cli::completions(*shell)),
            Some(Command::Man) => finish(&cli::manual()),
            Some(Command::Mint(mint)) => finish(&cli::mint(mint, &Machine, setting(&clock))),
            Some(Command::Key(describe)) => finish(&cli::key(describe, &Machine, setting(&clock))),
            Some(Command::Keygen(keygen)) => finish(&cli::keygen(keygen, &Machine)),
            Some(Command::Session(session)) => story(session, setting(&clock).paint),
            Some(Command::Decode(decode)) => {
                command(&decode.text, &clock, |text, setting| cli::decode(decode, text, setting))
            }
            Some(Command::Verify(verify)) => {
                command(&verify.text, &clock, |text, setting| cli::verify(verify, text, &Machine, setting))
            }
        }
    }

    fn screen(arguments: Screen, clock: Clock) -> ExitCode {
        let setting = setting(&clock);
        let (from, choice) = match arguments.clipboard {
            Some(option) => ("--clipboard", option),
            None => (clipboard::VARIABLE, std::env::var(clipboard::VARIABLE).unwrap_or_default()),
        };
        let clipboard = match clipboard::Choice::parse(&choice) {
            Ok(choice) => choice,
            Err(error) => return complain(cli::USAGE, &format!("{from}: {error}")),
        };
        let text = text_of(&arguments.text);
        let hint = names_a_file(&arguments.text)
            .then_some("that is the name of a file: press o and f to open it, or start jotlab with < before it");
        let (look, presenter) = (look(arguments.ascii), arguments.presenter);
        let start = Start { text, hint, clock, look, clipboard, mouse: arguments.mouse, presenter };
        match runtime::run(start) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error @ Error::Gone) => ExitCode::from(error.exit_code()),
            // Without a terminal, what can be said is printed.
            Err(Error::NoTerminal(Some(text))) => {
                let decode = Decode { text: Vec::new(), json: false, at: None };
                finish(&cli::decode(&decode, &text, setting))
            }
            Err(error) => complain(error.exit_code(), &error.to_string()),
        }
    }

    fn command(text: &[String], clock: &Clock, run: impl FnOnce(&str, Setting) -> Outcome) -> ExitCode {
        let is_a_file = names_a_file(text);
        let text = match text_of(text) {
            Some(text) => text,
            None if io::stdin().is_terminal() => {
                return complain(cli::USAGE, "no text: give it as an argument, or pipe it in");
            }
            None => match input::piped() {
                Ok(Piped::Text(text)) => text,
                Ok(Piped::Nothing) => String::new(),
                Ok(Piped::TooLarge) => return complain(cli::FILE, &Error::PipedTooLarge.to_string()),
                Err(error) => return complain(cli::FILE, &Error::Piped(error).to_string()),
            },
        };
        let mut outcome = run(&text, setting(clock));
        if is_a_file && outcome.code == cli::NO_TOKEN {
            outcome.stderr.push_str("jotlab: that is the name of a file: write < before it to have it read\n");
        }
        finish(&outcome)
    }

    /// Is the text only the name of a file, whose content was perhaps meant?
    fn names_a_file(arguments: &[String]) -> bool {
        matches!(arguments, [only] if Path::new(only).is_file())
    }

    /// Tells a scenario as it goes on, and asks where somebody can answer.
    fn story(session: &Session, paint: Paint) -> ExitCode {
        let read = |name: &str| files::read(name).map_err(|fault| fault.to_string());
        let mut telling = match cli::session::start(session, paint, &read) {
            Started::Done(outcome) => return finish(&outcome),
            Started::Tells(telling) => telling,
        };
        let asks = io::stdin().is_terminal();
        loop {
            let (text, question) = match telling.tell() {
                Told::Text(text) => (text, false),
                Told::Asks(text) => (text, true),
                Told::End(code) => return ExitCode::from(code),
            };
            if let Err(why) = print(&text) {
                return ended(Err(why), cli::DONE);
            }
            if question && asks {
                answer(&mut telling);
            } else if question {
                telling.pass();
            }
        }
    }

    /// Reads lines until one answers the question; the end of the input passes over it.
    fn answer(telling: &mut Telling) {
        loop {
            let mut line = String::new();
            let _ = print("> ");
            match io::stdin().read_line(&mut line) {
                Ok(0) | Err(_) => return telling.pass(),
                Ok(_) => match telling.answer(&line) {
                    Ok(()) => return,
                    Err(sentence) => {
                        let _ = print(&sentence);
                    }
                },
            }
        }
    }

    /// Prints what a command has to say.
    fn finish(outcome: &Outcome) -> ExitCode {
        let printed = print(&outcome.stdout);
        let _ = io::stderr().write_all(outcome.stderr.as_bytes());
        ended(printed, outcome.code)
    }

    /// Writes to standard output itself: `io::stdout` keeps lines back, and calls one that is closed or cannot be written a success.
    fn print(text: &str) -> io::Result<()> {
        File::from(io::stdout().as_fd().try_clone_to_owned()?).write_all(text.as_bytes())
    }

    /// The exit code, once everything is printed. A reader that has gone away has heard enough; any other reason is to be known, or half
    /// a key in a file passes for one.
    fn ended(printed: io::Result<()>, code: u8) -> ExitCode {
        match printed {
            Err(why) if why.kind() != io::ErrorKind::BrokenPipe => {
                complain(cli::FILE, &format!("standard output cannot be written: {why}"))
            }
            Ok(()) | Err(_) => ExitCode::from(code),
        }
    }

    fn setting(clock: &Clock) -> Setting {
        let plain = no_colour() || !io::stdout().is_terminal();
        let clock::WallZone { zone, complaint } = clock::zone();
        if let Some(complaint) = complaint {
            let _ = writeln!(io::stderr(), "jotlab: {complaint}");
        }
        Setting { now: clock.now(), zone, paint: if plain { Paint::Plain } else { Paint::Colour } }
    }

    /// This machine.
    struct Machine;

    impl Outside for Machine {
        fn variable(&self, name: &str) -> Option<Secret> {
            std::env::var_os(name).map(|value| Secret::new(value.into_vec()))
        }

        fn file(&self, path: &str) -> Result<Secret, Unreadable> {
            files::read_octets(path).map(Secret::new).map_err(|fault| match fault {
                files::Fault::Missing(_) | files::Fault::NoName => Unreadable::Missing,
                fault => Unreadable::Refused(fault.to_string()),
            })
        }

        fn standard_input(&self) -> Result<Secret, Unreadable> {
            if io::stdin().is_terminal() {
                return Err(Unreadable::Missing);
            }
            match input::octets() {
                Ok(Some(octets)) => Ok(Secret::new(octets)),
                Ok(None) => Err(Unreadable::Refused(Error::PipedTooLarge.to_string())),
                Err(error) => Err(Unreadable::Refused(Error::Piped(error).to_string())),
            }
        }

        fn create(&self, path: &str, text: &str) -> Result<String, String> {
            files::write(path, text).map(|written| written.path).map_err(|fault| fault.to_string())
        }
    }

    fn look(ascii: bool) -> Look {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        // The first of these that is set counts (POSIX, "Internationalization Variables").
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable).unwrap_or_default().to_lowercase();
        let ascii = ascii || !(locale.contains("utf-8") || locale.contains("utf8")) || is_poor(variable("TERM"));
        Look {
            theme: if no_colour() { Theme::Mono } else { Theme::Terminal },
            glyphs: if ascii { Glyphs::Ascii } else { Glyphs::Unicode },
        }
    }

    /// Terminals that have no more than ASCII, whatever the locale says.
    fn is_poor(term: Option<String>) -> bool {
        matches!(term.as_deref(), None | Some("dumb" | "linux" | "vt100" | "vt220"))
    }

    fn no_colour() -> bool {
        std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|term| term == "dumb")
    }
}

#[cfg(unix)]
fn main() -> ExitCode {
    unix::main()
}

#[cfg(not(unix))]
fn main() -> ExitCode {
    complain(1, "jotlab runs on Linux and macOS; on Windows it runs in WSL")
}

fn complain(code: u8, sentence: &str) -> ExitCode {
    // Not `eprintln!`, which panics where standard error is closed.
    let _ = writeln!(io::stderr(), "jotlab: {sentence}");
    ExitCode::from(code)
}
