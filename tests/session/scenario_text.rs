//! Scenario files as text: what reads, and what is said, to the column, of what does not.

use jotlab::session::event::DeathReason;
use jotlab::session::id::{ActorId, FamilyId, TokenId};
use jotlab::session::input::{Action, Call, Input};
use jotlab::session::scenario::deed::Deed;
use jotlab::session::scenario::fact::Fact;
use jotlab::session::scenario::measure::{Amount, Check, Measure};
use jotlab::session::scenario::parse::parse;
use jotlab::session::scenario::setting::Setting;
use jotlab::session::scenario::source::Place;
use jotlab::session::scenario::step::{Choice, Piece, Question, Saying, Step, What, When};
use jotlab::session::verdict::Check as ApiCheck;

fn step(line: usize, column: usize, what: What) -> Step {
    Step { place: Place { line, column }, what }
}

fn deed(words: &str, actor: ActorId, action: Action) -> What {
    What::Do(Deed { words: words.to_owned(), input: Input::Act(actor, action), times: 1, every_ms: 0 })
}

#[test]
fn every_kind_of_line_reads() {
    let text = "\
# a comment
scenario X1 \"A title\"   # another
profile  rfc9700-strict
seed     7
set      access_ttl = 60s ; vulnerable = V1 V3

do       browser login user user-pass      expect 200 ; issued AT1 RT1
at 2:00  do attacker xss-read
at exp AT1 -0:01
         predict \"Why?\" [400, F1 dies | \"it passes\" = yes]
         do attacker GET /admin AT1 at api-b expect 401 invalid_token ; R8 ; family F1 dead reuse
set      leeway_s = 60s
check    exposure AT1 = 3:00 (a note) ; false_alarms = 0 ; detection_latency = none
say      \"It took {exposure AT1}.\"
";
    let scenario = parse(text).expect("it reads");
    assert_eq!((scenario.id.as_str(), scenario.title.as_str(), scenario.seed), ("X1", "A title", 7));
    assert_eq!((scenario.profile, scenario.config.access_ttl), ("rfc9700-strict", 60));
    assert_eq!(scenario.config.get("vulnerable").as_deref(), Some("V1 V3"));
    let (at1, rt1, f1) = (TokenId::Access(1), TokenId::Refresh(1), FamilyId(1));
    let login = Action::Login { username: "user".into(), password: "user-pass".into(), audience: None };
    let call = Call { api: 1, token: Some(at1), ..Call::new("GET", "/admin") };
    assert_eq!(
        scenario.steps,
        [
            step(7, 1, deed("browser login user user-pass", ActorId::Browser(1), login)),
            step(7, 44, What::Expect(vec![Fact::Status(200), Fact::Issued(vec![at1, rt1])])),
            step(8, 1, What::At(When::Since(120_000))),
            step(8, 10, deed("attacker xss-read", ActorId::Attacker, Action::XssRead { tab: 1 })),
            step(9, 1, What::At(When::Expiry(at1, -1000))),
            step(
                10,
                10,
                What::Predict(Question {
                    text: "Why?".into(),
                    options: vec![
                        Choice { text: "400, F1 dies".into(), facts: vec![Fact::Status(400), Fact::Dead(f1, None)] },
                        Choice { text: "it passes".into(), facts: vec![Fact::Passes(true)] },
                    ],
                })
            ),
            step(11, 10, deed("attacker GET /admin AT1 at api-b", ActorId::Attacker, Action::Call(call))),
            step(
                11,
                46,
                What::Expect(vec![
                    Fact::Status(401),
                    Fact::Error("invalid_token".into()),
                    Fact::RefusedAt(ApiCheck::R8),
                    Fact::Dead(f1, Some(DeathReason::Reuse)),
                ])
            ),
            step(12, 1, What::Set(vec![Setting { key: "leeway_s".into(), value: "60s".into() }])),
            step(
                13,
                1,
                What::Check(vec![
                    Check { measure: Measure::Exposure(at1, None), amount: Amount::Span(180_000) },
                    Check { measure: Measure::FalseAlarms, amount: Amount::Count(0) },
                    Check { measure: Measure::DetectionLatency, amount: Amount::Nothing },
                ])
            ),
            step(
                14,
                1,
                What::Say(Saying(vec![
                    Piece::Words("It took ".into()),
                    Piece::Measured(Measure::Exposure(at1, None)),
                    Piece::Words(".".into()),
                ]))
            ),
        ]
    );
}

#[test]
fn what_does_not_read_says_where_what_and_what_instead() {
    const HEAD: &str = "scenario X \"T\"\n";
    for (text, said) in [
        ("", "line 1, column 1: nothing follows, expected scenario ID \"TITLE\" in the first line"),
        ("profile sane", "line 1, column 1: found `profile`, expected scenario ID \"TITLE\" in the first line"),
        ("scenario X T", "line 1, column 12: found `T`, expected the title in quotes"),
        ("scenario X \"T", "line 1, column 12: never closed, expected \" before the end of the line"),
        ("scenario X \"T\" more", "line 1, column 16: found `more`, expected the end of the line"),
        ("{}seed one", "line 2, column 6: found `one`, expected a number"),
        ("{}go home", "line 2, column 1: found `go`, expected at, do, expect, predict, say, check or set"),
        (
            "{}do attaker xss-read",
            "line 2, column 4: found `attaker`, expected who does it: browser, browser-2, attacker, operator or network",
        ),
        ("{}do browser login user", "line 2, column 22: nothing follows, expected a password"),
        ("{}do browser GET profile", "line 2, column 16: found `profile`, expected a path such as /profile"),
        ("{}do browser reload now", "line 2, column 19: found `now`, expected expect, or the end of the line"),
        ("{}do browser logout times 0", "line 2, column 25: found `0`, expected how often, 1 to 1000"),
        ("{}at 5 do browser logout", "line 2, column 4: found `5`, expected a time such as 2:00, or exp AT1"),
        ("{}at exp AT1 0:01", "line 2, column 12: found `0:01`, expected an offset such as -0:01 or +0:01"),
        ("{}expect family F1", "line 2, column 17: nothing follows, expected live or lives or dead or dies"),
        ("{}expect RT1 gone", "line 2, column 12: found `gone`, expected active, rotated, revoked or expired"),
        ("{}say hello", "line 2, column 5: found `hello`, expected what is said, in quotes"),
        (
            "{}say \"a {b} c\"",
            "line 2, column 5: found `b`, expected a measure: exposure, effective_access, detection_latency, \
                               staleness, false_alarms, lookups, requests, bytes_out, bytes_in, ledger, size or signature",
        ),
        ("{}check lookups 3", "line 2, column 15: found `3`, expected ="),
        ("{}check lookups = many", "line 2, column 17: found `many`, expected an amount such as 3, 3:00 or none"),
        ("{}set access_ttl = 0", "line 2, column 18: found `0`, expected another value: out of range: write 1s to 24h"),
        ("{}predict \"Q\" [200]", "line 2, column 14: found `200`, expected two answers or more, separated by |"),
        ("{}predict \"Q\" [200 | 401", "line 2, column 23: nothing follows, expected ]"),
        (
            "{}predict \"Q\" [yes | no]",
            "line 2, column 1: nothing follows, expected an expect after the question, which decides it",
        ),
    ] {
        let mistake = parse(&text.replace("{}", HEAD)).expect_err(text);
        assert_eq!(mistake.to_string(), said, "{text}");
    }
}

#[test]
fn a_setting_or_profile_that_does_not_exist_names_those_that_do() {
    let mistake = parse("scenario X \"T\"\nprofile insane").expect_err("no such profile").to_string();
    assert!(
        mistake.starts_with("line 2, column 9: found `insane`, expected one of the profiles article, sane,"),
        "{mistake}"
    );
    let mistake = parse("scenario X \"T\"\nset acess_ttl = 5").expect_err("no such setting").to_string();
    assert!(mistake.starts_with("line 2, column 5: found `acess_ttl`, expected one of the settings "), "{mistake}");
    assert!(mistake.contains("access_ttl"), "{mistake}");
}

#[test]
fn what_a_foreign_file_holds_reaches_the_terminal_as_escapes() {
    let mistake = parse("scenario X \"T\"\ndo \u{1b}[31mred").expect_err("an escape is no actor").to_string();
    assert!(!mistake.contains('\u{1b}'), "{mistake:?}");
}
