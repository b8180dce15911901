//! The arguments, as `clap` reads them and `--help` shows them.

use std::ffi::OsStr;

use clap::builder::{
    NonEmptyStringValueParser, PossibleValue, StringValueParser, TypedValueParser, UnknownArgumentValueParser,
};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::outcome::{DONE, FILE, KEY, NO_TOKEN, NOT_OK, USAGE};
use crate::crypto::Algorithm;
use crate::session::scenario::shipped::SCENARIOS;
use crate::token::preset;

/// The exit codes, and what they mean.
pub const EXIT_CODES: [(u8, &str); 6] = [
    (DONE, "done; with verify, every token is all right; with session, every expectation holds"),
    (NOT_OK, "a token is not all right, or an expectation fails"),
    (USAGE, "wrong usage"),
    (NO_TOKEN, "no token found, or nothing in it could be read"),
    (KEY, "a key cannot be read, or cannot sign"),
    (FILE, "a file or standard input could not be read, or what was asked for could not be written"),
];

/// The arguments that make up a text: people forget to quote `Authorization: Bearer eyJ…`. None for standard input.
#[must_use]
pub fn text_of(arguments: &[String]) -> Option<String> {
    match arguments {
        [] => None,
        [only] if only == "-" => None,
        words => Some(words.join(" ")),
    }
}

fn exit_codes() -> String {
    let lines: Vec<String> = EXIT_CODES.iter().map(|(code, means)| format!("  {code}  {means}")).collect();
    format!("Exit codes:\n{}", lines.join("\n"))
}

/// A JWT laboratory in the terminal.
///
/// Without a command it opens the screen, with TEXT or with what is piped in.
#[derive(Debug, Parser)]
#[command(
    name = "jotlab",
    version,
    args_conflicts_with_subcommands = true,
    after_help = exit_codes()
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The screen.
    #[command(flatten)]
    pub screen: Screen,
}

/// How the screen is opened.
#[derive(Debug, Args)]
pub struct Screen {
    /// Any text with tokens in it: a header line, a curl command, a URL, a log.
    #[arg(value_name = "TEXT")]
    pub text: Vec<String>,
    /// Draw with ASCII characters only.
    #[arg(long)]
    pub ascii: bool,
    /// Let the mouse click and scroll; shift selects text as before. Also on the key m.
    #[arg(long)]
    pub mouse: bool,
    /// Show it to others: one pane at a time, strong colours, the keys shown, secrets hidden. Also in the palette.
    #[arg(long)]
    pub presenter: bool,
    /// How to copy: auto, tmux, osc52, native, off, or command:PROGRAM ARGUMENTS. Also in JOTLAB_CLIPBOARD.
    #[arg(long, value_name = "HOW")]
    pub clipboard: Option<String>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show header, payload, times, faults and findings of each token in a text.
    Decode(Decode),
    /// Judge each token in a text: signature, time and claims. Without a key no signature is checked, and no token is all right.
    Verify(Verify),
    /// Make a token: it, and nothing else, on standard output; warnings on standard error.
    Mint(Box<Mint>),
    /// Say what a key is: kind, size, algorithms, thumbprint; or write its public half.
    Key(Describe),
    /// Make a key for an algorithm.
    Keygen(Keygen),
    /// Play the life of a session: login, expiry, refresh, theft, logout, in a simulated world with a clock of its own.
    #[command(subcommand)]
    Session(Session),
    /// Print what a shell needs to complete these commands.
    Completions(Completions),
    /// Print the manual page.
    Man,
}

/// The arguments of `decode`.
#[derive(Debug, Args)]
pub struct Decode {
    /// Any text with tokens in it; standard input when there is none.
    #[arg(value_name = "TEXT")]
    pub text: Vec<String>,
    /// Print one JSON document.
    #[arg(long)]
    pub json: bool,
    /// What time it is: +5m, -1h, exp-1s, 2026-11-22, 15:04, RFC 3339, seconds since 1970.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    pub at: Option<String>,
}

/// The arguments of `verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// Any text with tokens in it; standard input when there is none.
    #[arg(value_name = "TEXT")]
    pub text: Vec<String>,
    /// Print one JSON document.
    #[arg(long)]
    pub json: bool,
    /// What time it is: +5m, -1h, exp-1s, 2026-11-22, 15:04, RFC 3339, seconds since 1970.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    pub at: Option<String>,
    /// A key: secret:TEXT, base64:…, base64url:…, hex:…, env:NAME, @FILE, a PEM text, JWK, JWK Set or OpenSSH key as it is, or a path;
    /// - is standard input; may be given several times.
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    pub key: Vec<String>,
    /// An algorithm that is allowed; may be given several times.
    #[arg(long, value_name = "ALG", value_parser = ALGORITHM, hide_possible_values = true)]
    pub alg: Vec<String>,
    /// An issuer that is trusted; may be given several times.
    #[arg(long, value_parser = NonEmptyStringValueParser::new())]
    pub iss: Vec<String>,
    /// A name that the receiver answers to; may be given several times.
    #[arg(long, value_parser = NonEmptyStringValueParser::new())]
    pub aud: Vec<String>,
    /// The media type of the token, such as at+jwt.
    #[arg(long, value_parser = NonEmptyStringValueParser::new())]
    pub typ: Option<String>,
    /// By how much clocks may differ: 90s, 5m.
    #[arg(long, value_name = "TIME", default_value = "0s", allow_hyphen_values = true)]
    pub leeway: String,
    /// A claim that must be there; may be given several times.
    #[arg(long, value_name = "CLAIM", value_parser = NonEmptyStringValueParser::new())]
    pub require: Vec<String>,
    /// The payload of a token that has none in it (RFC 7515, appendix F); - is standard input.
    #[arg(long, value_name = "FILE")]
    pub payload: Option<String>,
}

/// The arguments of `mint`.
#[derive(Debug, Args)]
pub struct Mint {
    /// How it is signed; without, HS256 for a secret and otherwise what the key is made for. `none` signs nothing.
    #[arg(long, value_parser = SIGNED_BY, hide_possible_values = true)]
    pub alg: Option<String>,
    /// secret:TEXT, base64:…, base64url:…, hex:…, env:NAME, @FILE, a PEM text or JWK as it is, or a path; - is standard input.
    #[arg(long, allow_hyphen_values = true)]
    pub key: Option<String>,
    /// What to start from: article, access, id-token, refresh, machine, expired, not-yet, or a file. Flags change it.
    #[arg(long, value_name = "NAME|FILE", value_parser = PRESET, hide_possible_values = true)]
    pub preset: Option<String>,
    /// sub: who the token is about.
    #[arg(long)]
    pub sub: Option<String>,
    /// name: the full name.
    #[arg(long)]
    pub name: Option<String>,
    /// iss: who makes the token.
    #[arg(long)]
    pub iss: Option<String>,
    /// aud: who may accept it; may be given several times.
    #[arg(long)]
    pub aud: Vec<String>,
    /// A role; may be given several times.
    #[arg(long)]
    pub role: Vec<String>,
    /// How roles go into the token; without, one as role and several as roles.
    #[arg(long, value_name = "FORM", value_parser = ["role", "roles", "scope", "realm", "permissions"])]
    pub roles_as: Option<String>,
    /// How long it is good: 30m, 1h30m, 7d, a date, or none. 30m when nothing is said.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    pub ttl: Option<String>,
    /// When it begins to be good: 5m from now, a date.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    pub nbf: Option<String>,
    /// jti: auto for a random UUID, or the name itself.
    #[arg(long, value_name = "auto|NAME")]
    pub jti: Option<String>,
    /// A further claim: JSON where it is JSON, else text; only a claim that is a time, such as auth_time, takes +30m. Wins over the file.
    /// May be given several times.
    #[arg(long, value_name = "NAME=VALUE")]
    pub claim: Vec<String>,
    /// A file with a JSON object of further claims; - is standard input. Its order and its numbers stay.
    #[arg(long, value_name = "FILE|-")]
    pub claims: Option<String>,
    /// A header parameter, as a claim is given; typ=null leaves typ out, kid=null that of the key. May be given several times.
    #[arg(long, value_name = "NAME=VALUE")]
    pub header: Vec<String>,
    /// What time it is: +5m, -1h, 2026-11-22, 15:04, RFC 3339, seconds since 1970.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    pub at: Option<String>,
    /// What people write instead of `--header typ=…`.
    #[arg(long, hide = true, value_parser = UnknownArgumentValueParser::suggest_arg("--header typ=…"))]
    pub typ: Option<String>,
    /// What people write instead of `--header kid=…`.
    #[arg(long, hide = true, value_parser = UnknownArgumentValueParser::suggest_arg("--header kid=…"))]
    pub kid: Option<String>,
    /// What people write instead of `--key secret:…`.
    #[arg(long, hide = true, value_parser = UnknownArgumentValueParser::suggest_arg("--key secret:…"))]
    pub secret: Option<String>,
}

/// The arguments of `key`.
#[derive(Debug, Args)]
pub struct Describe {
    /// secret:TEXT, base64:…, base64url:…, hex:…, env:NAME, @FILE, a PEM text, JWK, JWK Set or OpenSSH key as it is, or a path;
    /// standard input when there is none, or for -.
    #[arg(value_name = "KEY", allow_hyphen_values = true)]
    pub key: Option<String>,
    /// Write the public half, and nothing else.
    #[arg(long, value_name = "FORM")]
    pub public: Option<Written>,
    /// Print one JSON document.
    #[arg(long, conflicts_with = "public")]
    pub json: bool,
}

/// How a key is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Written {
    /// A PEM block: SPKI for a public key, PKCS#8 for a private one.
    Pem,
    /// A JWK, or a JWK Set of several.
    Jwk,
}

/// Any text, of which shells and the help know what it may be; a wrong one is told by who uses it.
#[derive(Debug, Clone, Copy)]
struct OneOf(fn() -> Vec<&'static str>);

/// The name of an algorithm that needs a key.
const ALGORITHM: OneOf = OneOf(|| Algorithm::ALL.map(Algorithm::name).to_vec());
/// What a token can be signed by.
const SIGNED_BY: OneOf = OneOf(|| Algorithm::ALL.map(Algorithm::name).into_iter().chain(["none"]).collect());
/// The name of a preset.
const PRESET: OneOf = OneOf(|| preset::all().iter().map(|preset| preset.id.as_str()).collect());
/// The id of a scenario.
const SCENARIO: OneOf = OneOf(|| SCENARIOS.iter().map(|scenario| scenario.id).collect());

impl TypedValueParser for OneOf {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Self::Value, clap::Error> {
        StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.0)().into_iter().map(PossibleValue::new)))
    }
}

/// The arguments of `keygen`.
#[derive(Debug, Args)]
pub struct Keygen {
    /// The algorithm that the key is for.
    #[arg(value_name = "ALG", value_parser = ALGORITHM)]
    pub alg: String,
    /// How it is written: a secret as secret or else hex or jwk, a key pair as pem or else jwk.
    #[arg(long)]
    pub format: Option<KeyFormat>,
    /// Write the public half, too: to standard output, after the private one if that goes there.
    #[arg(long)]
    pub public: bool,
    /// Write the key into a new file that only you can read; a file that is there is not touched.
    #[arg(short, long = "out", value_name = "FILE")]
    pub out: Option<String>,
}

/// How a new key is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KeyFormat {
    /// Characters that are the secret as they stand, for env:NAME, @FILE and secret:…
    Secret,
    /// The bytes of a secret in hexadecimal digits, for hex:…
    Hex,
    /// A PEM block.
    Pem,
    /// A JWK.
    Jwk,
}

/// The commands of `session`.
#[derive(Debug, Subcommand)]
pub enum Session {
    /// List the scenarios, one a line.
    List,
    /// Tell a scenario as text, and ask before it shows.
    Run(RunScenario),
    /// Print the file of a scenario that comes with the program: an example to write your own after.
    Show(ShowScenario),
    /// Check every expectation of scenarios; without names, of all that come with the program.
    Check(CheckScenarios),
}

/// The arguments of `session run`.
#[derive(Debug, Args)]
pub struct RunScenario {
    /// The id of a scenario, as `session list` has it, or a file: a scenario, or a run that was exported.
    #[arg(value_name = "NAME|FILE", value_parser = SCENARIO, hide_possible_values = true)]
    pub scenario: String,
    /// Show each message as it travels.
    #[arg(long, conflicts_with = "export")]
    pub wire: bool,
    /// Print the run in this form instead of telling it.
    #[arg(long, value_name = "FORM")]
    pub export: Option<Export>,
    /// Leave signatures, refresh tokens, passwords and cookies in the export.
    #[arg(long, requires = "export")]
    pub with_secrets: bool,
}

/// The arguments of `session show`.
#[derive(Debug, Args)]
pub struct ShowScenario {
    /// The id of a scenario, as `session list` has it.
    #[arg(value_name = "NAME", value_parser = SCENARIO, hide_possible_values = true)]
    pub scenario: String,
}

/// The forms in which a run can leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Export {
    /// HAR 1.2, for the developer tools of browsers and for proxies.
    Har,
    /// A Mermaid sequence diagram, for GitHub, GitLab and editors.
    Mermaid,
    /// A transcript in Markdown, for a ticket or a pull request.
    Markdown,
    /// Events and logs, a JSON document a line.
    Jsonl,
    /// The run itself, with the passwords that were typed: `session run` plays the file again.
    Run,
}

/// The arguments of `session check`.
#[derive(Debug, Args)]
pub struct CheckScenarios {
    /// Ids of scenarios, or files.
    #[arg(value_name = "NAME|FILE", value_parser = SCENARIO, hide_possible_values = true)]
    pub scenarios: Vec<String>,
}

/// The arguments of `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell.
    pub shell: Shell,
}
