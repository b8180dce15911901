//! `jotlab man`: the manual page, one for the program and all its commands, in the language of `man`.

use std::io;

use clap::CommandFactory as _;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::arguments::{Arguments, EXIT_CODES};
use super::outcome::{DONE, Outcome};

/// Variables of the environment, and what they do.
const ENVIRONMENT: [(&str, &str); 3] = [
    ("NO_COLOR", "Without colours, when it is set and not empty."),
    ("TZ", "The time zone, by its IANA name."),
    ("JOTLAB_CLIPBOARD", "How to copy, as --clipboard says it."),
];

/// The page.
#[must_use]
pub fn manual() -> Outcome {
    let mut out = Vec::new();
    // A Vec takes everything.
    let _ = page(&mut out);
    let stdout = String::from_utf8(out).unwrap_or_default();
    Outcome { stdout, stderr: String::new(), code: DONE }
}

fn page(out: &mut Vec<u8>) -> io::Result<()> {
    let mut command = Arguments::command();
    command.build();
    let man = Man::new(command.clone());
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        let mut heading = Roff::new();
        heading.control("SH", [format!("jotlab {}", sub.get_name()).to_uppercase().as_str()]);
        heading.to_writer(out)?;
        let part = Man::new(sub.clone());
        for render in [Man::render_synopsis_section, Man::render_description_section, Man::render_options_section] {
            let mut section = Vec::new();
            render(&part, &mut section)?;
            // Sections of a command stand below its own heading.
            out.extend(String::from_utf8_lossy(&section).replace("\n.SH ", "\n.SS ").into_bytes());
        }
    }
    let mut rest = Roff::new();
    rest.control("SH", ["EXIT STATUS"]);
    for (code, means) in EXIT_CODES {
        rest.control("TP", []);
        rest.text([bold(code.to_string())]);
        rest.text([roman(means)]);
    }
    rest.control("SH", ["ENVIRONMENT"]);
    for (name, does) in ENVIRONMENT {
        rest.control("TP", []);
        rest.text([bold(name)]);
        rest.text([roman(does)]);
    }
    rest.to_writer(out)
}
