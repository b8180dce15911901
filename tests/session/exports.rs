//! What leaves a run: the same bytes each time, nothing in them that opens a door, and a run file that plays again.

use jotlab::session::drbg::hex;
use jotlab::session::export::{self, Recording, RunFile, Secrets};
use jotlab::session::id::TokenId;
use jotlab::session::scenario::run::Run;
use jotlab::session::scenario::{parse, shipped};
use serde_json::Value;

fn played(id: &str) -> Run {
    let text = shipped::named(id).expect("it is shipped").text;
    let mut run = Run::new(&parse::parse(text).expect("it reads"));
    run.finish();
    run
}

fn recording(id: &str) -> Recording {
    played(id).recording()
}

/// All forms of a run, without secrets.
fn forms(recording: &Recording) -> [(&'static str, String); 4] {
    [
        ("har", export::har(recording, Secrets::Masked)),
        ("mermaid", export::mermaid(recording)),
        ("markdown", export::markdown(recording, Secrets::Masked)),
        ("jsonl", export::jsonl(recording, Secrets::Masked)),
    ]
}

#[test]
fn the_happy_path_in_every_form() {
    for (form, text) in forms(&recording("S01")) {
        insta::assert_snapshot!(format!("s01_{form}"), text);
    }
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    for scenario in shipped::SCENARIOS {
        assert_eq!(forms(&recording(scenario.id)), forms(&recording(scenario.id)), "{}", scenario.id);
    }
}

#[test]
fn nothing_that_opens_a_door_leaves_without_being_asked_for() {
    for scenario in shipped::SCENARIOS {
        let run = played(scenario.id);
        let recording = run.recording();
        let mut doors: Vec<String> = vec!["user-pass".into(), "admin-pass".into(), "secret-pass".into()];
        for token in run.world().tokens() {
            doors.push(match token.id {
                TokenId::Refresh(_) => token.text.clone(),
                // An empty signature opens nothing by being seen.
                TokenId::Access(_) | TokenId::Forged(_) => token.text.rsplit('.').next().unwrap_or_default().to_owned(),
            });
        }
        doors.retain(|door| !door.is_empty());
        for (form, text) in forms(&recording) {
            for door in &doors {
                assert!(!text.contains(door.as_str()), "{} as {form} holds {door}", scenario.id);
            }
        }
    }
}

#[test]
fn with_secrets_the_tokens_are_whole_and_nothing_else_changes() {
    let run = played("S03");
    let recording = run.recording();
    let (masked, kept) = (export::har(&recording, Secrets::Masked), export::har(&recording, Secrets::Kept));
    assert!(kept.contains(&run.world().token(TokenId::Refresh(1)).expect("it was issued").text));
    let shape = |text: &str| text.lines().map(str::len).collect::<Vec<_>>();
    let comment = |text: &str| text.lines().filter(|line| !line.contains("\"comment\"")).collect::<Vec<_>>().join("\n");
    assert_eq!(shape(&comment(&masked)), shape(&comment(&kept)), "lengths are kept");
}

#[test]
fn a_har_entry_says_who_asked_and_how_long_it_took() {
    let har: Value = serde_json::from_str(&export::har(&recording("S14"), Secrets::Masked)).expect("JSON");
    let entries = har["log"]["entries"].as_array().expect("entries");
    let first = &entries[0];
    assert_eq!(first["startedDateTime"], "2025-03-26T15:01:45.000Z");
    assert_eq!(first["request"]["url"], "http://auth.shop.test/login");
    assert_eq!(
        (&first["_actor"], &first["time"], &first["timings"]["wait"]),
        (&"browser".into(), &40.into(), &40.into())
    );
    assert!(entries.iter().any(|entry| entry["_actor"] == "attacker"));
    let numbers: Vec<u64> = entries.iter().filter_map(|entry| entry["_seq"].as_u64()).collect();
    assert!(numbers.is_sorted() && numbers.len() == entries.len());
    for entry in entries {
        for part in ["request", "response"] {
            let sizes = (&entry[part]["headersSize"], &entry[part]["bodySize"]);
            assert!(sizes.0.is_i64() && sizes.1.is_i64(), "{part}: {sizes:?}");
        }
    }
}

#[test]
fn a_diagram_holds_no_bare_word_that_closes_a_block() {
    for scenario in shipped::SCENARIOS {
        let diagram = export::mermaid(&recording(scenario.id));
        assert!(diagram.starts_with("sequenceDiagram\n    autonumber\n"));
        let opens = |line: &str| ["rect ", "loop "].iter().any(|block| line.trim().starts_with(block));
        let opened = diagram.lines().filter(|line| opens(line)).count();
        let closed = diagram.lines().filter(|line| line.trim() == "end").count();
        assert_eq!(opened, closed, "{}", scenario.id);
        for line in diagram.lines().map(str::trim).filter(|line| line.contains(": ")) {
            assert!(!line.contains([';', '#']), "{}: {line}", scenario.id);
            assert!(!line.split(' ').any(|word| word == "end"), "{}: {line}", scenario.id);
        }
    }
}

#[test]
fn every_line_of_the_event_log_is_json() {
    let lines = export::jsonl(&recording("S14"), Secrets::Masked);
    let kinds: Vec<String> = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["line"].as_str().expect("a kind").to_owned())
        .collect();
    for kind in ["run", "event", "access", "security"] {
        assert!(kinds.iter().any(|found| found == kind), "{kind}");
    }
    assert_eq!(kinds[0], "run");
}

#[test]
fn a_run_file_plays_again_to_the_same_world() {
    for scenario in shipped::SCENARIOS {
        let run = played(scenario.id);
        let file = export::run_file(&run.recording());
        let again = RunFile::parse(&file).expect("it reads");
        let digest = again.play().digest();
        assert_eq!(digest, hex(&run.world().digest()), "{}", scenario.id);
        assert_eq!(again.digest(), Some(digest.as_str()), "{}", scenario.id);
        assert_eq!(export::run_file(&again.recording()), file, "{}", scenario.id);
    }
}

#[test]
fn a_run_file_that_does_not_read_says_which_line() {
    assert_eq!(
        RunFile::parse("").expect_err("nothing").to_string(),
        "the file is empty: its first line should be the settings of the run"
    );
    let file = export::run_file(&recording("S01"));
    let broken = file.replacen("\"Act\"", "\"Akt\"", 1);
    let said = RunFile::parse(&broken).expect_err("no such input").to_string();
    assert!(said.starts_with("line ") && said.contains("Akt"), "{said}");
    let newer = file.replacen("\"jotlab_run\":1", "\"jotlab_run\":2", 1);
    assert_eq!(
        RunFile::parse(&newer).expect_err("newer").to_string(),
        "the run is of form 2, this program reads form 1"
    );
}

#[test]
fn a_transcript_tells_of_thefts_and_deaths_and_shows_the_messages_around_them() {
    let text = export::markdown(&recording("S14"), Secrets::Masked);
    let (table, rest) = text.split_once("## The messages that matter").unwrap();
    for row in [
        "| | 2:00 | attacker | | **script copies AT1** | |",
        "| | 2:00 | attacker | | **script copies RT1** | |",
        "| | 6:40.02 | auth | | **family F1 dead: reuse** | |",
    ] {
        assert!(table.lines().any(|line| line == row), "{row} is not in {table}");
    }
    let at = |row: &str| table.find(row).unwrap_or_else(|| panic!("{row} is not in {table}"));
    assert!(
        at("| attacker | api-a | GET /profile AT1 |") < at("family F1 dead")
            && at("**script copies RT1**") < at("| 3:00 |")
    );
    // The sign-in, the thief who is let in, the one who ends the family, the last.
    let shown: Vec<&str> = rest.lines().filter(|line| line.starts_with("GET ") || line.starts_with("POST ")).collect();
    assert_eq!(shown.len(), 4, "{shown:#?}");
    assert!(shown[0].starts_with("POST /login") && shown[1].starts_with("GET /profile"), "{shown:#?}");
    assert!(shown[2].starts_with("POST /oauth2/token") && shown[3].starts_with("POST /oauth2/token"), "{shown:#?}");
}

/// Where a line of a text that holds this stands.
fn place(text: &str, line: &str) -> usize {
    text.lines().position(|other| other.contains(line)).unwrap_or_else(|| panic!("{line} is not in {text}"))
}

#[test]
fn a_setting_stands_before_the_request_that_it_governs() {
    let (diagram, page) = (export::mermaid(&recording("S18")), export::markdown(&recording("S18"), Secrets::Masked));
    for (text, setting, refused) in [
        (&diagram, "defence = custom_header", "403 csrf_failed"),
        (&page, "**defence = custom_header**", "| 403 csrf_failed |"),
    ] {
        let (setting, refused) = (place(text, setting), place(text, refused));
        let between = text.lines().skip(setting).take(refused - setting + 1);
        let asked = between.filter(|line| line.contains("POST /transfer")).count();
        assert_eq!(asked, 1, "the request that is refused comes after it: {text}");
    }
}

#[test]
fn what_the_attacker_has_the_browser_send_is_marked_as_his() {
    let (diagram, page) = (export::mermaid(&recording("S18")), export::markdown(&recording("S18"), Secrets::Masked));
    assert!(diagram.contains("participant attacker as Attacker"), "{diagram}");
    let mut within = false;
    for line in diagram.lines().map(str::trim) {
        within = within && line != "end" || line.starts_with("rect ");
        let driven = line.contains("/transfer");
        assert!(!driven || within && line.ends_with(", driven by the attacker"), "{line}");
        assert!(!within || !line.starts_with("Note over operator"), "no setting is an attack: {line}");
    }
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| ") && line.contains("/transfer")).collect();
    assert!(
        !rows.is_empty() && rows.iter().all(|row| row.contains("| browser, driven by the attacker |")),
        "{rows:#?}"
    );
}

#[test]
fn a_diagram_says_which_tab_asks() {
    let diagram = export::mermaid(&recording("S23"));
    for line in ["browser->>auth: refresh RT1", "browser->>auth: t2: refresh RT1", "browser->>auth: t3: refresh RT1"] {
        assert!(diagram.lines().any(|other| other.trim() == line), "{line} is not in {diagram}");
    }
}

#[test]
fn an_exchange_that_comes_again_and_again_is_a_loop_and_a_diagram_is_small_enough_to_be_drawn_or_says_so() {
    let diagram = export::mermaid(&recording("S07"));
    assert!(export::draws(&diagram) && !diagram.contains("%%"), "{} characters", diagram.len());
    let times = |line: &str| line.trim().strip_prefix("loop ")?.strip_suffix(" times")?.parse::<usize>().ok();
    let told: usize = diagram.lines().filter_map(times).sum();
    let asked = |text: &str| text.lines().filter(|line| line.contains("->>api_")).count();
    let loops = diagram.lines().filter(|line| times(line).is_some()).count();
    assert_eq!(
        asked(&diagram) - loops + told,
        recording("S07").exchanges.iter().filter(|asked| asked.to != jotlab::session::id::ActorId::Auth).count()
    );
    let mut long = recording("S07");
    for (number, exchange) in (0..).zip(&mut long.exchanges) {
        exchange.request.target = format!("/profile/{number}");
    }
    let diagram = export::mermaid(&long);
    assert!(!export::draws(&diagram));
    assert_eq!(
        diagram.lines().nth(2),
        Some("    %% more than the 50,000 characters that Mermaid draws unless its maxTextSize is set higher")
    );
}

#[test]
fn every_message_that_an_event_names_has_a_line_of_its_own() {
    for scenario in shipped::SCENARIOS {
        let lines = export::jsonl(&recording(scenario.id), Secrets::Masked);
        let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let known: Vec<&Value> =
            lines.iter().filter(|line| line["line"] == "message").map(|line| &line["id"]).collect();
        let kinds = ["Sent", "Arrived", "Dropped"];
        let named = lines.iter().flat_map(|line| kinds.iter().filter_map(|kind| line["kind"].get(kind)));
        for id in named {
            assert!(known.binary_search_by_key(&id.as_u64(), |known| known.as_u64()).is_ok(), "{}: {id}", scenario.id);
        }
    }
    let lines = export::jsonl(&recording("S14"), Secrets::Masked);
    let first = "{\"line\":\"message\",\"id\":1,\"from\":{\"Browser\":1},\"to\":\"Auth\",\"says\":\"POST /login HTTP/1.1\",\"tokens\":[]}";
    let second = "{\"line\":\"message\",\"id\":2,\"from\":\"Auth\",\"to\":{\"Browser\":1},\"answers\":1,\"says\":\"HTTP/1.1 200 OK\",\"tokens\":[\"AT1\",\"RT1\"]}";
    for line in [first, second] {
        assert!(lines.lines().any(|other| other == line), "{line}");
    }
}

#[test]
fn a_har_file_says_why_its_urls_begin_with_http() {
    let har: Value = serde_json::from_str(&export::har(&recording("S14"), Secrets::Masked)).expect("JSON");
    let comment = har["log"]["comment"].as_str().expect("a comment");
    assert!(
        comment.contains("URLs begin with http: over TLS too, as hosts below .test have no certificates"),
        "{comment}"
    );
}
