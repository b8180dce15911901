//! A KEY argument → keys: one way for `verify`, `mint` and `key`. Files and variables are `main`'s.

use std::fmt;

use super::standard_input;
use crate::crypto::read::Skipped;
use crate::crypto::{KeyError, KeySpec, Keys, Secret, read};
use crate::token::visible::visible;

/// The files and variables of the machine.
pub trait Outside {
    /// The content of an environment variable; none when it is not set.
    fn variable(&self, name: &str) -> Option<Secret>;

    /// The content of a file, or of a pipe that has a name.
    ///
    /// # Errors
    /// It is not there, or cannot be read.
    fn file(&self, path: &str) -> Result<Secret, Unreadable>;

    /// All of standard input.
    ///
    /// # Errors
    /// It is the terminal, from which nothing is read, or it cannot be read.
    fn standard_input(&self) -> Result<Secret, Unreadable>;

    /// Writes a new file that only its owner can read; answers its path.
    ///
    /// # Errors
    /// A sentence: there is one of this name, or it cannot be written.
    fn create(&self, path: &str, text: &str) -> Result<String, String>;
}

/// Why a file or standard input has no content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// There is no such file; nothing is piped in.
    Missing,
    /// It cannot be read; a sentence that names it.
    Refused(String),
}

/// Why a KEY argument gives no key. Nothing of a secret is in it: an argument that is not understood may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// What the argument holds is no key.
    Argument(KeyError),
    /// It is understood as a file, and there is none of this name.
    NotUnderstood,
    /// It is understood as a file, which cannot be read.
    NotRead,
    /// There is no file at this path.
    NoSuchFile(String),
    /// This variable is not set.
    NoSuchVariable(String),
    /// What a file or variable holds is no key; the source.
    Content(String, KeyError),
    /// A file or standard input cannot be read; a sentence that names it.
    File(String),
    /// Nothing is piped into standard input.
    NothingPiped,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Argument(why) => write!(f, "the key: {why}"),
            Self::NotUnderstood => f.write_str("the key: no such file; for a secret write secret:TEXT"),
            Self::NotRead => f.write_str(
                "the key: it cannot be read as a file, with @FILE it is said why; for a secret write secret:TEXT",
            ),
            Self::NoSuchFile(path) => write!(f, "the key: no such file: {}", visible(path)),
            Self::NoSuchVariable(name) => write!(f, "the variable {} is not set", visible(name)),
            Self::Content(source, why) => write!(f, "{}: {why}", visible(source)),
            Self::File(why) => f.write_str(why),
            Self::NothingPiped => f.write_str(NOTHING_PIPED),
        }
    }
}

/// What a KEY argument gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The keys.
    pub keys: Keys,
    /// What is to be said on standard error.
    pub warning: Option<&'static str>,
}

/// Said of a secret that stands in the arguments.
pub const SHOWN_BY_PS: &str =
    "warning: the key stands in the arguments, where ps shows it: env:NAME or @FILE keeps it out";

/// Said where standard input is named and is the terminal.
pub(super) const NOTHING_PIPED: &str = "standard input is the terminal: pipe something in, or name a file";

/// The source of what was piped in.
pub(super) const STANDARD_INPUT: &str = "standard input";

/// The keys of a KEY argument; `-` is standard input.
///
/// # Errors
/// [`Refusal`]; the exit code is [`KEY`](super::KEY).
pub fn resolve(argument: &str, outside: &dyn Outside) -> Result<Resolved, Refusal> {
    let from = |content: Secret, source: String| {
        let keys = read::read_bytes(content.reveal(), &source).map_err(|why| Refusal::Content(source, why))?;
        Ok(Resolved { keys, warning: None })
    };
    if standard_input::is_meant(argument) {
        return match outside.standard_input() {
            Ok(content) => from(content, STANDARD_INPUT.to_owned()),
            Err(Unreadable::Missing) => Err(Refusal::NothingPiped),
            Err(Unreadable::Refused(why)) => Err(Refusal::File(why)),
        };
    }
    match KeySpec::parse(argument, "the arguments").map_err(Refusal::Argument)? {
        KeySpec::Here(keys) => {
            let private = keys.keys.iter().any(|key| key.material.signs());
            Ok(Resolved { keys, warning: private.then_some(SHOWN_BY_PS) })
        }
        KeySpec::Variable(name) => match outside.variable(&name) {
            Some(content) => from(content, format!("env:{name}")),
            None => Err(Refusal::NoSuchVariable(name)),
        },
        KeySpec::File(path) => match outside.file(&path) {
            Ok(content) => from(content, format!("@{path}")),
            Err(Unreadable::Missing) => Err(Refusal::NoSuchFile(path)),
            Err(Unreadable::Refused(why)) => Err(Refusal::File(why)),
        },
        // What cannot be read as a file may be a secret: it is not named.
        KeySpec::Bare => match outside.file(argument) {
            Ok(content) => from(content, format!("@{argument}")),
            Err(Unreadable::Missing) => Err(Refusal::NotUnderstood),
            Err(Unreadable::Refused(_)) => Err(Refusal::NotRead),
        },
    }
}

/// What is said of a key of a set that cannot be used.
#[must_use]
pub fn left_out(skipped: &Skipped) -> String {
    let kid = skipped.kid.as_deref().map(|kid| format!(" ({})", visible(kid))).unwrap_or_default();
    format!("key {}{kid} is left out: {}", skipped.place, skipped.why)
}
