//! The scenarios that come with the program, each played to its end; and runs that stop, ask, go back and fail.

use jotlab::session::exposure::staleness;
use jotlab::session::scenario::measure::{Amount, Measure};
use jotlab::session::scenario::run::{Beat, Run, Score};
use jotlab::session::scenario::step::{Piece, Scenario, What};
use jotlab::session::scenario::{parse, shipped};

fn read(text: &str) -> Scenario {
    parse::parse(text).unwrap_or_else(|mistake| panic!("{mistake}"))
}

fn played(text: &str) -> Run {
    let mut run = Run::new(&read(text));
    run.finish();
    run
}

/// A world in which a user has signed in.
const SIGNED_IN: &str = "scenario X \"T\"\nset refresh_when = never\ndo browser login user user-pass expect 200\n";

#[test]
fn every_shipped_scenario_holds_what_it_claims() {
    let mut broken = Vec::new();
    for scenario in shipped::SCENARIOS {
        let run = played(scenario.text);
        broken.extend(run.broken().iter().map(|broken| format!("{} {broken}", scenario.id)));
        assert_eq!(run.answers().len(), run.score().asked, "{}: every question is decided", scenario.id);
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn every_shipped_scenario_has_its_own_id_a_title_a_question_or_a_number_and_a_last_word() {
    assert_eq!(shipped::SCENARIOS.len(), 24);
    for shipped in shipped::SCENARIOS {
        let scenario = read(shipped.text);
        assert_eq!(scenario.id, shipped.id);
        assert_eq!(scenario.title, shipped.title());
        assert!(scenario.steps.iter().any(|step| matches!(step.what, What::Expect(_))), "{}", scenario.id);
        assert!(scenario.steps.iter().any(|step| matches!(step.what, What::Predict(_))), "{}", scenario.id);
        assert!(matches!(scenario.steps.last().expect("steps").what, What::Say(_)), "{} ends with a word", scenario.id);
    }
}

#[test]
fn a_broken_expectation_is_reported_with_its_place_and_what_was_found() {
    let run = played(&format!("{SIGNED_IN}do browser GET /profile expect 401 invalid_token ; lookups 0\n"));
    let said: Vec<String> = run.broken().iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "line 4, column 25: expected 401, found 200",
            "line 4, column 25: expected invalid_token, found 200 without error"
        ]
    );
}

#[test]
fn what_cannot_be_done_breaks_the_scenario_unless_that_is_what_it_shows() {
    let deed = "do attacker GET /profile AT1";
    let run = played(&format!("{SIGNED_IN}{deed}\n"));
    let said: Vec<String> = run.broken().iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("line 4, column 1: expected attacker GET /profile AT1, found "), "{said:?}");
    assert_eq!(played(&format!("{SIGNED_IN}{deed} expect impossible\n")).broken(), []);
}

#[test]
fn a_check_that_does_not_hold_is_reported_with_what_was_measured() {
    let run = played(&format!("{SIGNED_IN}check false_alarms = 2\n"));
    let said: Vec<String> = run.broken().iter().map(ToString::to_string).collect();
    assert_eq!(said, ["line 4, column 1: expected false_alarms = 2, found 0"]);
}

#[test]
fn a_question_of_which_not_exactly_one_answer_comes_true_is_broken() {
    for (options, found) in [("200 | yes", "2"), ("401 | 403", "0")] {
        let run = played(&format!("{SIGNED_IN}predict \"Q\" [{options}]\ndo browser GET /profile expect 200\n"));
        let said: Vec<String> = run.broken().iter().map(ToString::to_string).collect();
        assert_eq!(said, [format!("line 4, column 1: expected exactly one answer that is right to: Q, found {found}")]);
    }
}

#[test]
fn time_that_has_passed_is_no_time_to_go_to() {
    let run = played(&format!("{SIGNED_IN}at 0:10\nat 0:05\n"));
    let said: Vec<String> = run.broken().iter().map(ToString::to_string).collect();
    assert_eq!(said, ["line 5, column 1: expected a time not before 0:10, found 0:05"]);
}

/// Steps until a question stands.
fn to_question(run: &mut Run) {
    while !matches!(run.step(), Beat::Asks(_)) {
        assert!(run.progress().0 < run.progress().1, "a question comes");
    }
}

#[test]
fn a_question_stops_the_run_until_it_is_answered_and_is_decided_by_what_happens() {
    let text = format!("{SIGNED_IN}predict \"Does it pass?\" [yes | no]\ndo browser GET /profile expect 200\n");
    let mut run = Run::new(&read(&text));
    to_question(&mut run);
    let before = run.progress();
    assert!(matches!(run.step(), Beat::Asks(_)), "it asks again");
    assert_eq!(run.progress(), before);
    run.answer(Some(1));
    assert!(run.question().is_none());
    assert!(matches!(run.step(), Beat::Done(_)));
    assert_eq!(run.score(), Score { right: 0, answered: 0, asked: 1 }, "nothing is decided yet");
    let Beat::Came { broken, answer: Some(answer) } = run.step() else { panic!("the answers come") };
    assert_eq!((broken.len(), answer.given, answer.right, answer.is_right()), (0, Some(1), 0, false));
    assert_eq!(run.score(), Score { right: 0, answered: 1, asked: 1 });
    assert_eq!(run.step(), Beat::Ended);
    let [missed] = *run.missed().as_slice() else { panic!("one answer was wrong") };
    let mut again = run.back_to(missed);
    to_question(&mut again);
    again.answer(Some(0));
    again.finish();
    assert_eq!((again.score(), again.missed()), (Score { right: 1, answered: 1, asked: 1 }, vec![]));
}

#[test]
fn going_back_is_the_same_as_never_having_gone_on() {
    let scenario = read(shipped::named("S14").expect("it is shipped").text);
    let mut run = Run::new(&scenario);
    to_question(&mut run);
    let (here, digest) = (run.progress().0, run.world().digest());
    run.answer(Some(2));
    run.finish();
    assert_ne!(run.world().digest(), digest);
    let back = run.back_to(here - 1);
    assert_eq!(back.progress().0, here - 1);
    let mut again = back.clone();
    to_question(&mut again);
    assert_eq!(again.world().digest(), digest);
    again.answer(Some(2));
    again.finish();
    assert_eq!(again.world().digest(), run.world().digest());
    assert_eq!(again.answers(), run.answers());
}

#[test]
fn the_story_of_the_stolen_refresh_token_measures_what_it_says() {
    let run = played(shipped::named("S14").expect("it is shipped").text);
    let counted = run.recording().counted;
    assert!(counted.contains(&("effective_access".to_owned(), Amount::Span(180_000).to_string())), "{counted:?}");
    assert!(counted.contains(&(Measure::FalseAlarms.to_string(), "0".to_owned())), "{counted:?}");
}

#[test]
fn for_how_long_a_role_was_honoured_is_said_when_that_is_over() {
    let mut said = 0;
    for shipped in shipped::SCENARIOS {
        let scenario = read(shipped.text);
        let mut run = Run::new(&scenario);
        loop {
            let what = scenario.steps.get(run.progress().0).map(|step| &step.what);
            if let Some(What::Say(saying)) = what
                && saying.0.contains(&Piece::Measured(Measure::Staleness))
            {
                let changed = run.world().auth().users.values().filter_map(|user| user.role_changed_at).max();
                let since = run.world().now().since(changed.expect("a role was changed"));
                let measured = staleness(run.world()).expect("a role was changed");
                assert!(measured <= since, "{}: {measured} ms are told {since} ms after the change", scenario.id);
                said += 1;
            }
            match run.step() {
                Beat::Asks(_) => run.answer(None),
                Beat::Ended => break,
                _ => {}
            }
        }
    }
    assert!(said > 0, "some scenario says it");
}
