//! `jotlab session`, as a shell runs it.

use std::process::{Command, Stdio};

use super::ran::Ran;
use jotlab::cli::Paint;
use jotlab::cli::session::{Telling, Told};
use jotlab::session::scenario::parse;

fn run(arguments: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jotlab"));
    command.args(["session"]).args(arguments).env_clear().env("TZ", "UTC").stdin(Stdio::null());
    let output = command.output().expect("it starts");
    Ran::of(output)
}

/// A scenario file of one's own, gone with the value.
struct Own(std::path::PathBuf);

impl Own {
    fn new(name: &str, text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("jotlab-{}-{name}.jotlab", std::process::id()));
        std::fs::write(&path, text).expect("it can be written");
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("UTF-8")
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn the_list_has_one_scenario_a_line_with_its_id_first() {
    let ran = run(&["list"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out.lines().count(), 24);
    assert!(ran.out.lines().all(|line| line.split("  ").next().is_some_and(|id| id.len() == 3 && id.starts_with('S'))));
    assert!(ran.out.contains("S14  A stolen refresh token is replayed\n"), "{}", ran.out);
}

#[test]
fn a_refusal_names_the_check_after_what_was_asked() {
    let asked = run(&["run", "S07"]).out;
    assert!(asked.contains("refuses at R15 introspection: the auth server does not answer\n"), "{asked}");
    assert!(!asked.contains("R15 deny-list"), "{asked}");
    let listed = run(&["run", "S29"]).out;
    assert!(listed.contains("refuses at R15 deny-list: The access token was revoked\n"), "{listed}");
}

#[test]
fn a_run_that_was_exported_is_told_checked_and_exported_again() {
    let exported = run(&["run", "S14", "--export", "run"]);
    assert_eq!(exported.code, 0);
    assert_eq!(exported.err, "jotlab: a run that plays again holds the passwords and the secret of its world\n");
    let file = Own::new("run", &exported.out);
    let told = run(&["run", file.path()]);
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{}", told.out);
    let heading =
        "S14  A stolen refresh token is replayed\nprofile rfc9700-strict, seed 1, virtual time, from a file\n\n";
    assert!(told.out.starts_with(heading), "{}", told.out);
    // The same lines as those of the scenario, without what is said between them.
    let scenario = run(&["run", "S14"]);
    let events = |text: &str| {
        text.lines()
            .filter(|line| line.starts_with(['0', '1', '2', '3', '4', '5', '6', '7']))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (last, lines) = (told.out.lines().last().expect("a line"), events(&told.out));
    assert!(last.ends_with(" inputs were played again, to the same world as before."), "{last}");
    let inputs = exported.out.lines().count() - 2;
    assert!(last.starts_with(&format!("{inputs} ")), "{last}");
    let played: Vec<String> = lines.into_iter().filter(|line| !line.contains("inputs were played")).collect();
    assert_eq!(played, events(&scenario.out));
    assert_eq!(run(&["check", file.path()]).out, "ok    S14  A stolen refresh token is replayed\n");
    for form in ["har", "jsonl", "run"] {
        assert_eq!(
            run(&["run", file.path(), "--export", form]).out,
            run(&["run", "S14", "--export", form]).out,
            "{form}"
        );
    }
}

#[test]
fn a_run_that_plays_to_another_world_says_so() {
    let other = run(&["run", "S14", "--export", "run"]).out.replacen("\"seed\":1", "\"seed\":2", 1);
    let file = Own::new("other", &other);
    for command in ["run", "check"] {
        let ran = run(&[command, file.path()]);
        let why = "it plays to another world than it did: the file was changed, or another version wrote it\n";
        assert!(ran.code == 1 && ran.err.ends_with(why), "{}", ran.err);
    }
    let broken = Own::new("broken", &other.replacen("\"Act\"", "\"Akt\"", 1));
    let ran = run(&["run", broken.path()]);
    assert_eq!(ran.code, 5);
    assert!(ran.err.contains("line 3, column 6 does not read: unknown variant `Akt`, expected one of"), "{}", ran.err);
}

#[test]
fn the_file_of_a_scenario_is_printed_as_an_example() {
    let shown = run(&["show", "s06"]);
    assert_eq!(shown.out, jotlab::session::scenario::shipped::named("S06").expect("it is shipped").text);
    let ran = run(&["show", "S99"]);
    assert_eq!((ran.code, ran.out.as_str()), (5, ""));
    assert_eq!(ran.err, "jotlab: no scenario is called S99: jotlab session list names them\n");
}

#[test]
fn what_a_scenario_cannot_do_is_said_where_it_is_told() {
    let file = Own::new("back", "scenario X \"T\"\nat 2:00\nat 1:00\n");
    let ran = run(&["run", file.path()]);
    assert!(
        ran.out.ends_with("broken: line 3, column 1: expected a time not before 2:00, found 1:00\n"),
        "{}",
        ran.out
    );
    assert_eq!(ran.code, 1);
}

#[test]
fn what_repeats_is_counted() {
    let ran = run(&["run", "S07"]);
    let calls = ran.out.lines().filter(|line| line.contains("api-a     GET /profile AT1")).count();
    assert!((3..10).contains(&calls), "{calls}");
    assert!(ran.out.contains("and 661 more lines like these\n"), "{}", ran.out);
}

#[test]
fn every_scenario_is_checked_on_a_line_of_its_own() {
    let ran = run(&["check"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    assert_eq!(ran.out.lines().filter(|line| line.starts_with("ok    S")).count(), 24, "{}", ran.out);
    let one = run(&["check", "s03"]);
    assert_eq!((one.code, one.out.as_str()), (0, "ok    S03  Expiry and refresh\n"));
}

#[test]
fn the_first_broken_expectation_ends_the_check_with_its_line() {
    let own = Own::new("broken", "scenario X1 \"Mine\"\ndo browser login user wrong\nexpect 200\n");
    let ran = run(&["check", own.path(), "S01"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, "FAIL  X1  Mine\n"));
    assert_eq!(ran.err, format!("jotlab: {}: line 3, column 1: expected 200, found 401\n", own.path()));
}

#[test]
fn a_file_that_does_not_read_says_where_and_one_that_is_not_there_says_so() {
    let own = Own::new("unread", "scenario X1 \"Mine\"\ndo attaker xss-read\n");
    let ran = run(&["check", own.path()]);
    assert_eq!((ran.code, ran.out.as_str()), (5, ""));
    assert!(ran.err.contains(": line 2, column 4: found `attaker`, expected who does it: "), "{}", ran.err);
    let ran = run(&["run", "S99"]);
    assert_eq!((ran.code, ran.out.as_str()), (5, ""));
    assert_eq!(
        ran.err,
        "jotlab: there is no file S99; no scenario is called that either: jotlab session list names them\n"
    );
}

#[test]
fn a_pipe_is_told_the_story_with_each_question_and_its_answer() {
    let ran = run(&["run", "S14"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!("s14_story", ran.out);
    assert!(!ran.out.contains('\u{1b}'));
}

#[test]
fn with_wire_the_story_shows_the_messages_as_they_travel() {
    let ran = run(&["run", "S03", "--wire"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for line in ["            | POST /oauth2/token HTTP/1.1", "            | HTTP/1.1 401 Unauthorized"] {
        assert!(ran.out.lines().any(|found| found == line), "{line}\n{}", ran.out);
    }
}

#[test]
fn an_export_comes_alone_on_standard_output() {
    let ran = run(&["run", "S14", "--export", "mermaid"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("sequenceDiagram\n"));
    for scenario in run(&["list"]).out.lines() {
        let id = scenario.split(' ').next().expect("an id");
        let ran = run(&["run", id, "--export", "har"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{id}");
        let har: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON and nothing else");
        assert_eq!(har["log"]["version"], "1.2");
    }
}

#[test]
fn secrets_leave_only_when_asked_for_and_with_a_word_about_it() {
    let masked = run(&["run", "S14", "--export", "har"]);
    let kept = run(&["run", "S14", "--export", "har", "--with-secrets"]);
    assert_eq!((masked.code, kept.code), (0, 0));
    assert!(!masked.out.contains("user-pass") && kept.out.contains("user-pass"));
    assert_eq!(kept.err, "jotlab: the export holds whole tokens and passwords of the simulated world\n");
    assert_eq!(run(&["run", "S14", "--with-secrets"]).code, 2, "without an export there is nothing to leave");
}

#[test]
fn nothing_that_a_terminal_obeys_leaves_a_foreign_file() {
    let text = "scenario X\u{1b}1 \"Mi\u{202e}ne\"\nset refresh_when = never\n\
                do browser login 'user\u{1b}[31m' pass\u{7f} expect 401\nsay \"A\u{1b}]0;title\u{7}\"\n";
    let own = Own::new("hostile", text);
    let mut outputs = vec![run(&["run", own.path()]), run(&["run", own.path(), "--wire"]), run(&["check", own.path()])];
    outputs.extend(["har", "mermaid", "markdown", "jsonl"].map(|form| run(&["run", own.path(), "--export", form])));
    for ran in outputs {
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        let hidden: Vec<char> =
            ran.out.chars().filter(|c| *c != '\n' && jotlab::token::visible::is_hidden(*c)).collect();
        assert_eq!(hidden, [], "{}", ran.out);
    }
}

#[test]
fn a_scenario_of_ones_own_is_told_from_a_file() {
    let own = Own::new(
        "own",
        "scenario X1 \"Mine\"\ndo browser login user user-pass expect 200\nsay \"Done at {size AT1}.\"\n",
    );
    let ran = run(&["run", own.path()]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("X1  Mine\n") && ran.out.contains("Done at 420."), "{}", ran.out);
}

/// A story with one question, told up to it.
fn asked() -> (Telling, String) {
    let text = "scenario X1 \"Mine\"\nset refresh_when = never\ndo browser login user user-pass expect 200\n\
                predict \"Does it pass?\" [yes | no]\ndo browser GET /profile expect 200\nsay \"It did.\"\n";
    let mut telling = Telling::new(&parse::parse(text).expect("it reads"), false, Paint::Plain);
    loop {
        match telling.tell() {
            Told::Text(_) => {}
            Told::Asks(question) => return (telling, question),
            Told::End(_) => panic!("it asks before it ends"),
        }
    }
}

/// What is told from here to the end, and the exit code.
fn rest(mut telling: Telling) -> (String, u8) {
    let mut told = String::new();
    loop {
        match telling.tell() {
            Told::Text(text) | Told::Asks(text) => told.push_str(&text),
            Told::End(code) => return (told, code),
        }
    }
}

#[test]
fn a_question_waits_for_the_number_of_an_answer_and_the_score_is_told_at_the_end() {
    let (mut telling, question) = asked();
    assert!(question.ends_with("? Does it pass?\n  [1] yes\n  [2] no\n"), "{question}");
    for typed in ["0", "3", "yes", "-1"] {
        let said = telling.answer(typed).expect_err(typed);
        assert_eq!(said, "Type a number from 1 to 2, or nothing to see what happens.\n");
        assert!(matches!(telling.tell(), Told::Asks(_)), "the question still stands");
    }
    telling.answer(" 2\n").expect("a number");
    let (told, code) = rest(telling);
    assert_eq!(code, 0, "a wrong answer breaks nothing");
    assert!(told.contains("\n= [1] yes, not [2]\n"), "{told}");
    assert!(told.ends_with("\nIt did.\n\n0 of 1 answers were right.\n"), "{told}");
    let (mut telling, _) = asked();
    telling.answer("1").expect("a number");
    assert!(rest(telling).0.contains("\n= [1] yes: right\n"));
}

#[test]
fn an_empty_line_passes_over_the_question_and_nothing_is_scored() {
    let (mut telling, _) = asked();
    telling.answer("\n").expect("nothing is an answer");
    let (told, code) = rest(telling);
    assert_eq!(code, 0);
    assert!(told.contains("\n= [1] yes\n") && !told.contains("answers were right"), "{told}");
}
