//! `jotlab decode`, and what all commands have in common: streams, exit codes, the JSON document, what is said of bad input.

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};

use super::ran::Ran;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jotlab::token::visible::is_hidden;
use serde_json::Value;
use serde_json::value::RawValue;

/// The first token of the article: issued 2025-03-26T15:01:45Z, good for 30 minutes.
const USER: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1c2VyIiwicm9sZSI6InVzZXIiLCJpYXQiOjE3NDMwMDEzMDUsImV4cCI6MTc0MzAwMzEwNX0.seqVcPftTCz5p2OzfGtRCingj4_VNyWxgrIhngNmt_U";
const EXP: i64 = 1_743_003_105;
/// 12 min 31 s before it expires.
const NOW: i64 = EXP - 751;

fn coded(octets: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(octets)
}

/// A token with this header and this payload, and a signature of 32 octets.
fn token(header: &str, payload: &str) -> String {
    format!("{}.{}.{}", coded(header), coded(payload), coded([7; 32]))
}

/// The RFC's token of this name.
fn vector(id: &str) -> String {
    let vectors: Value = serde_json::from_str(include_str!("../vectors/rfc.json")).expect("JSON");
    let tokens = vectors["tokens"].as_array().expect("tokens").clone();
    let found = tokens.into_iter().find(|token| token["id"] == id).expect("there is such a vector");
    found["token"].as_str().expect("text").to_owned()
}

fn jotlab(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jotlab"));
    command.args(arguments).env_clear().env("TZ", "Europe/Berlin").env("JOTLAB_CLOCK", NOW.to_string());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str]) -> Ran {
    Ran::of(jotlab(arguments).output().expect("it starts"))
}

fn piped(arguments: &[&str], stdin: &[u8]) -> Ran {
    let mut child = jotlab(arguments).stdin(Stdio::piped()).spawn().expect("it starts");
    let mut pipe = child.stdin.take().expect("a pipe");
    let text = stdin.to_vec();
    // It may stop reading before all is written.
    let writer = std::thread::spawn(move || drop(pipe.write_all(&text)));
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("no panic");
    Ran::of(output)
}

fn json(arguments: &[&str]) -> (Value, i32) {
    let ran = run(arguments);
    (serde_json::from_str(&ran.out).unwrap_or_else(|why| panic!("{why}: {}{}", ran.out, ran.err)), ran.code)
}

/// The first token of the document.
fn first(arguments: &[&str]) -> Value {
    json(arguments).0["tokens"][0].clone()
}

#[test]
fn typical_tokens_in_text() {
    let two =
        format!("{USER}\n{}", token(r#"{"alg":"RS256","kid":"k1","typ":"at+jwt"}"#, r#"{"iss":"https://id.example"}"#));
    let foreign = token(
        r#"{"alg":"HS256","kid":"a very long kid that goes on and on beyond every column there is"}"#,
        "{\"sub\":\"用户\",\"name\":\"日本語\",\"exp\":1743003105000,\"big\":12345678901234567890123,\"f\":1.50,\"evil\":\"\\u001b[31m\u{202e}\",\"realm_access\":{\"roles\":[\"admin\",{}],\"none\":[]}}",
    );
    for (name, arguments) in [
        ("decode-user", vec!["decode", USER]),
        ("decode-several-signatures", vec!["decode", &vector("RFC 7520 4.8")]),
        ("decode-recipients", vec!["decode", &vector("RFC 7520 5.13")]),
        ("decode-detached", vec!["decode", &vector("RFC 7797 4.2, detached")]),
        ("decode-cut", vec!["decode", &format!("Authorization: Bearer {}...", &USER[..90])]),
        ("decode-foreign", vec!["decode", &foreign]),
        ("verify-none", vec!["verify", &token(r#"{"alg":"none","crit":["x"]}"#, r#"{"exp":"1743003105","sub":5}"#)]),
        ("verify-encrypted", vec!["verify", &vector("RFC 7519 A.2")]),
        (
            "verify-two",
            vec![
                "verify",
                "--aud",
                "api",
                "--iss",
                "https://id.example",
                "--typ",
                "at+jwt",
                "--require",
                "sub",
                "--require",
                "preferred_username",
                "--leeway",
                "30s",
                "--at",
                "1743003110",
                &two,
            ],
        ),
    ] {
        let ran = run(&arguments);
        let shown = format!("{}\n[exit code {}]\n{}", ran.out, ran.code, ran.err);
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => true }, {
            insta::assert_snapshot!(name, shown);
        });
    }
}

/// Is this value of the type that the contract gives it? `?` stands for "or null".
fn is_of_type(value: &Value, kind: &str) -> bool {
    match kind {
        "text" => value.is_string(),
        "text?" => value.is_string() || value.is_null(),
        "integer" => value.is_i64(),
        "integer?" => value.is_i64() || value.is_null(),
        "number?" => value.is_number() || value.is_null(),
        "bool" => value.is_boolean(),
        "list" => value.is_array(),
        "any" => true,
        other => panic!("{other} is no type"),
    }
}

/// The object has these members in this order, each of its type, and no others.
#[track_caller]
fn has_members(object: &Value, members: &[(&str, &str)]) {
    let names: Vec<&str> = object.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(names, members.iter().map(|member| member.0).collect::<Vec<_>>());
    for (name, kind) in members {
        let value = &object[name];
        match *kind {
            "object" => assert!(value.is_object(), "{name}: {value}"),
            kind => assert!(is_of_type(value, kind), "{name} is no {kind}: {value}"),
        }
    }
}

const SEALED: [(&str, &str); 2] = [("base64url", "text"), ("bytes", "integer")];
const VERIFICATION: [(&str, &str); 6] =
    [("signature", "text"), ("reason", "text?"), ("key", "any"), ("time", "text"), ("claims", "list"), ("ok", "bool")];

#[test]
fn the_document_has_every_field_of_the_contract_and_no_other() {
    let signed = [
        ("token", "text"),
        ("found_in", "text"),
        ("kind", "text"),
        ("header", "object"),
        ("payload", "object"),
        ("signature", "object"),
        ("faults", "list"),
        ("algorithm", "object"),
        ("time", "object"),
        ("findings", "list"),
    ];
    let (document, code) = json(&["decode", "--json", &token(r#"{"alg":"none"}"#, r#"{"exp":5}"#)]);
    has_members(&document, &[("tokens", "list")]);
    assert_eq!(code, 0);
    let entry = &document["tokens"][0];
    has_members(entry, &signed);
    has_members(&entry["header"], &[("text", "text?"), ("json", "object")]);
    has_members(&entry["payload"], &[("base64url", "text?"), ("text", "text?"), ("json", "object")]);
    has_members(&entry["signature"], &SEALED);
    has_members(&entry["faults"][0], &[("part", "text"), ("code", "text"), ("at", "integer?"), ("why", "text")]);
    has_members(&entry["algorithm"], &[("name", "text"), ("family", "text?"), ("supported", "bool")]);
    let time = [
        ("state", "text"),
        ("iat", "number?"),
        ("nbf", "number?"),
        ("exp", "number?"),
        ("expires_in", "integer?"),
        ("now", "integer"),
    ];
    has_members(&entry["time"], &time);
    has_members(
        &entry["findings"][0],
        &[("id", "text"), ("severity", "text"), ("message", "text"), ("reference", "text")],
    );

    let entry = first(&["verify", "--json", "--aud", "api", USER]);
    has_members(&entry, &[&signed[..], &[("verification", "object")]].concat());
    has_members(&entry["verification"], &VERIFICATION);
    has_members(&entry["verification"]["claims"][0], &[("claim", "text"), ("ok", "bool"), ("why", "text?")]);

    let entry = first(&["decode", "--json", &vector("RFC 7516 A.1")]);
    let names: Vec<&str> = entry.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "token",
            "found_in",
            "kind",
            "header",
            "payload",
            "encrypted_key",
            "iv",
            "ciphertext",
            "tag",
            "faults",
            "algorithm",
            "time",
            "findings",
        ]
    );
    assert_eq!((&entry["kind"], &entry["payload"]), (&Value::from("jwe"), &Value::Null));
    for (part, bytes) in [("encrypted_key", 256), ("iv", 12), ("ciphertext", 63), ("tag", 16)] {
        has_members(&entry[part], &SEALED);
        assert_eq!(entry[part]["bytes"], bytes, "{part}");
    }
}

#[test]
fn the_document_says_what_the_token_says() {
    let entry = first(&["verify", "--json", &format!("Authorization: Bearer {USER}")]);
    let segments: Vec<&str> = USER.split('.').collect();
    assert_eq!(entry["token"], USER);
    assert_eq!(entry["kind"], "jws");
    assert_eq!(entry["header"]["text"], r#"{"alg":"HS256","typ":"JWT"}"#);
    assert_eq!(entry["header"]["json"], serde_json::json!({"alg": "HS256", "typ": "JWT"}));
    assert_eq!(entry["payload"]["base64url"], segments[1]);
    assert_eq!(entry["payload"]["json"]["exp"], EXP);
    assert_eq!(entry["signature"], serde_json::json!({"base64url": segments[2], "bytes": 32}));
    assert_eq!(entry["algorithm"], serde_json::json!({"name": "HS256", "family": "HMAC", "supported": true}));
    assert_eq!(
        entry["time"],
        serde_json::json!({
            "state": "active", "iat": 1_743_001_305, "nbf": null, "exp": EXP, "expires_in": 751, "now": NOW
        })
    );
    assert_eq!(
        entry["verification"],
        serde_json::json!({
            "signature": "not_checked", "reason": "no key was given", "key": null, "time": "active", "claims": [],
            "ok": false
        })
    );
    assert_eq!(entry["faults"], serde_json::json!([]));
}

#[test]
fn every_signature_and_every_recipient_is_in_the_document() {
    let entry = first(&["verify", "--json", &vector("RFC 7520 4.8")]);
    let signatures = entry["signatures"].as_array().expect("signatures");
    assert_eq!(signatures.len(), 3);
    for signature in signatures {
        let members = [("header", "any"), ("unprotected", "any"), ("signature", "object"), ("verification", "object")];
        has_members(signature, &members);
        has_members(&signature["verification"], &VERIFICATION);
    }
    let bytes: Vec<&Value> = signatures.iter().map(|signature| &signature["signature"]["bytes"]).collect();
    assert_eq!(bytes, [256, 132, 32]);
    assert_eq!(signatures[1]["header"], Value::Null);
    assert_eq!(signatures[1]["unprotected"]["json"]["alg"], "ES512");
    assert_eq!((&entry["header"], &entry["signature"]), (&signatures[0]["header"], &signatures[0]["signature"]));

    let entry = first(&["decode", "--json", &vector("RFC 7520 5.13")]);
    let recipients = entry["recipients"].as_array().expect("recipients");
    let algs: Vec<&Value> = recipients.iter().map(|recipient| &recipient["unprotected"]["json"]["alg"]).collect();
    assert_eq!(algs, ["RSA1_5", "ECDH-ES+A256KW", "A256GCMKW"]);
    assert_eq!(entry["unprotected"]["json"]["cty"], "text/plain");
    assert!(first(&["decode", "--json", &vector("RFC 7520 5.10, flattened")])["aad"]["bytes"].is_i64());

    // A fault says whose it is.
    let text = format!(
        r#"{{"payload":"e30","signatures":[{{"protected":"{}","signature":"AAAA"}},{{"protected":"{}","signature":""}}]}}"#,
        coded(r#"{"alg":"HS256"}"#),
        coded(r#"{"alg":"none"}"#)
    );
    let entry = first(&["verify", "--json", &text]);
    assert_eq!(entry["faults"][0]["nth"], 1);
    assert_eq!(entry["signatures"][0]["verification"]["signature"], "not_checked");
    assert_eq!(entry["signatures"][1]["verification"]["signature"], "unsecured");
}

/// The members of an object as they stand in the text, duplicates and all.
fn raw_members(json: &str) -> Vec<(String, String)> {
    struct Members(Vec<(String, String)>);
    impl<'de> serde::Deserialize<'de> for Members {
        fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            struct Each;
            impl<'de> serde::de::Visitor<'de> for Each {
                type Value = Members;
                fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str("an object")
                }
                fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                    let mut members = Vec::new();
                    while let Some((name, value)) = map.next_entry::<String, Box<RawValue>>()? {
                        members.push((name, value.get().to_owned()));
                    }
                    Ok(Members(members))
                }
            }
            from.deserialize_map(Each)
        }
    }
    serde_json::from_str::<Members>(json).expect("an object").0
}

/// The value of a member, of several the last.
fn raw(json: &str, path: &[&str]) -> String {
    path.iter().fold(json.to_owned(), |json, name| {
        raw_members(&json).into_iter().rfind(|member| member.0 == *name).expect("it is there").1
    })
}

#[test]
fn numbers_order_and_duplicates_survive_to_the_digit() {
    let payload =
        r#"{"z":1.50,"a":12345678901234567890123,"exp":1e400,"iat":-0.0,"z":2E+5,"nested":{"b":1.0,"a":0e1},"A":1e-7}"#;
    let ran = run(&["decode", "--json", &token(r#"{"typ":"JWT","alg":"HS256","typ":"JWT"}"#, payload)]);
    let tokens: Vec<Box<RawValue>> = serde_json::from_str(&raw(&ran.out, &["tokens"])).expect("a list");
    let entry = tokens[0].get();
    assert_eq!(raw(entry, &["payload", "json"]), payload, "to the character");
    let members = raw_members(&raw(entry, &["payload", "json"]));
    let names: Vec<&str> = members.iter().map(|member| member.0.as_str()).collect();
    assert_eq!(names, ["z", "a", "exp", "iat", "z", "nested", "A"]);
    assert_eq!(raw(entry, &["header", "json"]), r#"{"typ":"JWT","alg":"HS256","typ":"JWT"}"#);
    assert_eq!(raw(entry, &["time", "exp"]), "1e400");
    assert_eq!(raw(entry, &["time", "iat"]), "-0.0");
    assert_eq!(raw(entry, &["time", "state"]), "\"active\"");
    assert_eq!(raw(entry, &["time", "expires_in"]), "null");

    let text = run(&["decode", &token(r#"{"alg":"HS256"}"#, payload)]).out;
    for number in ["1.50", "12345678901234567890123", "1e400", "-0.0", "2E+5", "1.0", "0e1", "1e-7"] {
        assert!(text.contains(number), "{number} in {text}");
    }
}

#[test]
fn brackets_are_those_of_the_text_and_none_stands_where_the_text_ends_before() {
    for (payload, shown) in [
        (r#"{"a":1}"#, "  \"a\": 1"),
        ("{}", "  {}"),
        ("[1,[2]]", "  [\n    1,\n    [\n      2\n    ]\n  ]"),
        ("[]", "  []"),
        ("5", "  5"),
        (r#"{"a":[1,{"#, "  \"a\": [\n    1,\n    {…\n  …"),
        (r#"{"a":{"b":[],"c":"d"},"e":{}}"#, "  \"a\": {\n    \"b\": [],\n    \"c\": \"d\"\n  },\n  \"e\": {}"),
        (r#"{"a"#, "  {\"a…"),
    ] {
        let out = run(&["decode", &token(r#"{"alg":"HS256"}"#, payload)]).out;
        let (_, behind) = out.split_once("payload\n").expect("a payload");
        let (members, _) = behind.split_once("\n\n").expect("more below");
        assert_eq!(members, shown, "{payload}");
    }
}

#[test]
fn exit_codes_say_how_it_went() {
    let other = format!("{USER} {}", vector("RFC 7515 A.3"));
    let unreadable = format!("{}.{}.{}", "A1b2".repeat(8), "A1b2".repeat(6), "E5f6".repeat(10));
    for (arguments, code) in [
        (vec!["decode", USER], 0),
        (vec!["decode", "--json", &other], 0),
        (vec!["completions", "bash"], 0),
        (vec!["man"], 0),
        (vec!["--help"], 0),
        (vec!["--version"], 0),
        (vec!["verify", USER], 1),
        (vec!["verify", &other], 1),
        (vec!["decode", "--at", "tomorrow", USER], 2),
        (vec!["decode", "--at", "nbf", USER], 2),
        (vec!["decode", "--no-such", USER], 2),
        (vec!["verify", "--leeway", "2d", USER], 2),
        (vec!["verify", "--leeway", "soon", USER], 2),
        (vec!["completions", "cmd"], 2),
        (vec!["decode", "no token here"], 3),
        (vec!["decode", ""], 3),
        (vec!["verify", "no token here"], 3),
        (vec!["decode", &unreadable], 3),
        (vec!["verify", &unreadable], 3),
    ] {
        let ran = run(&arguments);
        assert_eq!(ran.code, code, "{arguments:?}\n{}{}", ran.out, ran.err);
        assert_eq!(
            ran.err.is_empty(),
            code < 2 || arguments.contains(&unreadable.as_str()),
            "{arguments:?}: {}",
            ran.err
        );
        assert!(
            ran.out.is_empty() || code < 2 || arguments.contains(&unreadable.as_str()),
            "{arguments:?}: {}",
            ran.out
        );
    }
    let clock = Ran::of(jotlab(&["decode", USER]).env("JOTLAB_CLOCK", "noon").output().expect("it starts"));
    assert_eq!((clock.code, clock.out.as_str()), (2, ""));
    assert!(clock.err.starts_with("jotlab: JOTLAB_CLOCK: "), "{}", clock.err);
}

#[test]
fn with_json_nothing_but_the_document_is_on_standard_output() {
    for text in ["no token here", ""] {
        let ran = run(&["decode", "--json", text]);
        assert_eq!((ran.code, ran.out.as_str()), (3, "{\n  \"tokens\": []\n}\n"));
        assert!(ran.err.starts_with("jotlab: "), "{}", ran.err);
    }
    let ran = run(&["verify", "--json", "--at", "tomorrow", USER]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert_eq!(run(&["decode", "--json", USER]).err, "");
}

#[test]
fn the_text_comes_from_arguments_or_a_pipe() {
    let whole = run(&["decode", &format!("Authorization: Bearer {USER}")]);
    assert_eq!(whole.code, 0);
    let unquoted = run(&["decode", "Authorization:", "Bearer", USER]);
    assert_eq!(unquoted.out, whole.out, "people forget quotes");
    for arguments in [&["decode"][..], &["decode", "-"]] {
        let ran = piped(arguments, format!("Authorization: Bearer {USER}").as_bytes());
        assert_eq!((ran.out.as_str(), ran.code), (whole.out.as_str(), 0), "{arguments:?}");
    }
    let both = piped(&["decode", USER], b"eyJhbGciOiJub25lIn0.e30.");
    assert_eq!(both.out, run(&["decode", USER]).out, "an argument comes first");

    for stdin in [&b""[..], b" \r\n\t"] {
        let ran = piped(&["decode"], stdin);
        assert_eq!((ran.code, ran.out.as_str()), (3, ""));
        assert_eq!(ran.err, "jotlab: the text is empty: a token looks like eyJ….eyJ….…\n");
    }
    let mixed = [b"\xff\xfe\x00 caf\xe9 ", USER.as_bytes(), b" \xff"].concat();
    assert_eq!(piped(&["decode", "--json"], &mixed).code, 0, "what is not UTF-8 hides no token");
    let entry: Value = serde_json::from_str(&piped(&["decode", "--json"], &mixed).out).expect("JSON");
    assert_eq!(entry["tokens"][0]["token"], USER);

    let limit = 16 * 1024 * 1024;
    let mut large = vec![b' '; limit - USER.len()];
    large.extend(USER.as_bytes());
    assert_eq!(piped(&["decode"], &large).code, 0, "16 MiB are read");
    large.push(b'\n');
    let ran = piped(&["decode"], &large);
    assert_eq!((ran.code, ran.out.as_str()), (5, ""));
    assert_eq!(ran.err, "jotlab: standard input holds more than 16 MiB; pipe in less\n");
}

#[test]
fn a_text_that_begins_with_a_dash_is_taken_after_two_dashes() {
    let ran = run(&["decode", "-H", &format!("Authorization: Bearer {USER}")]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("to pass '-H' as a value, use '-- -H'"), "{}", ran.err);
    let ran = run(&["decode", "--", "-H", &format!("Authorization: Bearer {USER}")]);
    assert_eq!(ran.code, 0);
    assert_eq!(piped(&["decode"], format!("- {USER}").as_bytes()).code, 0);
}

#[test]
#[cfg(target_os = "linux")]
fn without_a_terminal_the_screen_prints_what_decode_prints() {
    let decoded = run(&["decode", USER]);
    for (arguments, stdin) in [(&[USER][..], ""), (&[], USER), (&["-"], USER)] {
        let mut child = detached(arguments).stdin(Stdio::piped()).spawn().expect("it starts");
        child.stdin.take().expect("a pipe").write_all(stdin.as_bytes()).expect("it reads");
        let ran = Ran::of(child.wait_with_output().expect("it ends"));
        assert_eq!((ran.out.as_str(), ran.code), (decoded.out.as_str(), 0), "{arguments:?}: {}", ran.err);
    }
    let foo = Ran::of(detached(&["foo"]).output().expect("it starts"));
    assert_eq!((foo.out.as_str(), foo.code), ("", 3), "a word that is no command is a text");
    assert_eq!(foo.err, "jotlab: no token in the text: a token looks like eyJ….eyJ….…\n");
    let nothing = Ran::of(detached(&[]).output().expect("it starts"));
    assert_eq!((nothing.out.as_str(), nothing.code), ("", 3), "there is no token, as with decode");
    assert_eq!(nothing.err, "jotlab: there is no terminal to show the screen on\n");
}

/// The program in a session of its own, which has no terminal; `setsid` is part of every Linux.
#[cfg(target_os = "linux")]
fn detached(arguments: &[&str]) -> Command {
    let alone = jotlab(&[]);
    let mut command = Command::new("setsid");
    command.arg("--wait").arg(alone.get_program()).args(arguments).env_clear();
    command.envs(alone.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[test]
fn at_sets_the_time_in_every_form() {
    let judged = |at: &str| {
        let entry = first(&["verify", "--json", "--at", at, USER]);
        (entry["time"]["now"].as_i64().expect("an integer"), entry["verification"]["time"].clone())
    };
    for (at, now) in [
        ("now", NOW),
        ("+5m", NOW + 300),
        ("-5m", NOW - 300),
        ("-1h30m", NOW - 5400),
        ("-100", NOW - 100),
        ("1743003104", EXP - 1),
        ("exp", EXP),
        ("exp-1s", EXP - 1),
        ("exp + 1m", EXP + 60),
        ("iat", EXP - 1800),
        ("2025-03-26T15:31:44Z", EXP - 1),
        ("2025-03-26T16:31:44+01:00", EXP - 1),
        ("2025-03-26 16:31:44", EXP - 1),
        ("2025-03-26", 1_742_943_600),
        ("16:31:44", EXP - 1),
    ] {
        let state = if now < EXP { "active" } else { "expired" };
        assert_eq!(judged(at), (now, Value::from(state)), "{at}");
        assert_eq!(run(&["decode", &format!("--at={at}"), USER]).code, 0, "{at}");
    }
    for (at, why) in [
        ("tomorrow", "`tomorrow` is no time: write +5m, exp-1s, 15:04, 2026-11-22"),
        ("nbf", "this token has no nbf that is a date"),
        ("2025-03-30 02:30", "no clock ever shows this time"),
        ("99999999999999999999", "no clock ever shows this time"),
        ("\u{1b}[31m", "`\\u001b[31m` is no time"),
    ] {
        let ran = run(&["verify", "--at", at, USER]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{at}");
        assert!(ran.err.starts_with(&format!("jotlab: --at: {why}")), "{}", ran.err);
    }
    let second = format!("{USER} {}", token(r#"{"alg":"HS256"}"#, "{}"));
    let ran = run(&["decode", "--at", "exp", &second]);
    assert_eq!((ran.code, ran.err.as_str()), (2, "jotlab: --at: token 2 of 2: this token has no exp that is a date\n"));
    // What is judged at another time says so.
    assert!(run(&["decode", "--at", "exp-1s", USER]).out.contains("judged at   2025-03-26 15:31:44 UTC"));
    assert!(!run(&["decode", USER]).out.contains("judged at"));
}

#[test]
fn a_token_expires_at_the_second_of_exp_and_leeway_puts_it_off() {
    let life = token(r#"{"alg":"HS256"}"#, r#"{"nbf":1743001305,"exp":1743003105}"#);
    for (at, leeway, state) in [
        ("nbf-1s", "0s", "not_yet"),
        ("nbf", "0s", "active"),
        ("exp-1s", "0s", "active"),
        ("exp", "0s", "expired"),
        ("nbf-31s", "30s", "not_yet"),
        ("nbf-30s", "30s", "active"),
        ("exp+29s", "30s", "active"),
        ("exp+30s", "30s", "expired"),
        ("exp+86399s", "1d", "active"),
        ("exp+5m", "90", "expired"),
    ] {
        let (document, code) = json(&["verify", "--json", "--at", at, "--leeway", leeway, &life]);
        let entry = &document["tokens"][0];
        assert_eq!((&entry["verification"]["time"], &entry["time"]["state"]), (&state.into(), &state.into()), "{at}");
        assert_eq!((&entry["verification"]["ok"], code), (&Value::Bool(false), 1), "no key, so it is not ok");
    }
}

#[test]
fn what_is_expected_is_checked_one_by_one() {
    let text = token(
        r#"{"alg":"RS256","typ":"application/at+JWT"}"#,
        r#"{"iss":"https://id.example","aud":["web","api"],"exp":1743003105}"#,
    );
    let checks = |arguments: &[&str]| {
        let entry = first(&[&["verify", "--json"], arguments, &[&text]].concat());
        entry["verification"]["claims"].clone()
    };
    let good = |claim: &str| serde_json::json!({"claim": claim, "ok": true, "why": null});
    let bad = |claim: &str, why: &str| serde_json::json!({"claim": claim, "ok": false, "why": why});
    assert_eq!(
        checks(&[
            "--alg",
            "HS256",
            "--alg",
            "RS256",
            "--typ",
            "at+jwt",
            "--iss",
            "https://id.example",
            "--aud",
            "api",
            "--require",
            "exp",
        ]),
        Value::Array(["alg", "typ", "iss", "aud", "exp"].map(good).to_vec())
    );
    assert_eq!(
        checks(&[
            "--alg",
            "ES256",
            "--typ",
            "JWT",
            "--iss",
            "https://id.example/",
            "--aud",
            "ops",
            "--aud",
            "hr",
            "--require",
            "jti",
            "--require",
            "exp",
        ]),
        Value::Array(vec![
            bad("alg", "expected ES256, found RS256"),
            bad("typ", "expected JWT, found application/at+JWT"),
            bad("iss", "expected https://id.example/, found https://id.example"),
            bad("aud", "expected ops or hr, found web, api"),
            bad("jti", "required, but not there"),
            good("exp"),
        ])
    );
    assert_eq!(checks(&[]), serde_json::json!([]));
}

/// Everything that acts on a terminal or hides in a text, in places of a token that are shown.
fn hostile() -> Vec<String> {
    let evil =
        "\u{1b}]52;c;AAAA\u{7}\u{9b}31m\u{202e}\u{2066}\u{200b}\u{feff}\u{ad}\u{2028}\u{e0041}\r\n\t\u{7f}\u{85}";
    let quoted = serde_json::to_string(evil).expect("a string");
    // As serde_json writes them, and raw where JSON allows it.
    let raw = "\u{9b}31m\u{202e}\u{2066}\u{200b}\u{feff}\u{ad}\u{2028}\u{e0041}\u{7f}\u{85}";
    let mut tokens = Vec::new();
    for evil in [quoted.as_str(), &format!("\"{raw}\"")] {
        for header in ["alg", "kid", "typ", "crit", "enc", "jku"] {
            tokens.push(token(&format!(r#"{{"alg":"HS256","{header}":{evil}}}"#), "{}"));
            tokens.push(token(&format!(r#"{{"alg":"HS256","{header}":[{evil}]}}"#), "{}"));
        }
        tokens.push(token(
            r#"{"alg":"HS256"}"#,
            &format!(
                r#"{{{evil}:{evil},{evil}:[{evil}],"exp":{evil},"aud":{evil},"iss":[{evil}],"sub":{{{evil}:1}}}}"#
            ),
        ));
        tokens.push(format!(
            r#"{{"payload":"e30","protected":"{}","header":{{{evil}:{evil},"kid":{evil}}},"signature":"AAAA",{evil}:1,{evil}:2}}"#,
            coded(r#"{"alg":"HS256"}"#)
        ));
    }
    tokens.push(format!("{}.{}.AAAA", coded(r#"{"alg":"HS256"}"#), coded(evil)));
    tokens.push(format!("{}.{}.AAAA", coded(r#"{"alg":"HS256"}"#), coded([0x1b, b'[', 0xff, 0x9b, 0x00])));
    tokens.push(format!("Cookie: {raw}={USER}; \u{1b}]0;x\u{7}={USER}"));
    tokens.push(format!("{raw}: {USER}"));
    tokens.push(format!("{{\"{raw}\": \"{USER}\"}}"));
    tokens
}

#[test]
fn nothing_in_a_token_acts_on_the_terminal_or_hides() {
    for text in hostile() {
        for arguments in [
            &["decode"][..],
            &["decode", "--json"],
            &["verify", "--aud", "a", "--iss", "b", "--alg", "ES256", "--typ", "d", "--require", "\u{202e}\u{1b}[2J"],
            &["verify", "--json", "--require", "\u{202e}\u{1b}[2J"],
        ] {
            let ran = piped(arguments, text.as_bytes());
            assert!(ran.code == 0 || ran.code == 1, "{text:?}: {}", ran.err);
            for shown in [&ran.out, &ran.err] {
                let odd = shown.chars().find(|c| *c != '\n' && (c.is_control() || is_hidden(*c)));
                assert_eq!(odd, None, "{arguments:?} {text:?}\n{shown:?}");
            }
            if arguments.contains(&"--json") {
                assert!(serde_json::from_str::<serde::de::IgnoredAny>(&ran.out).is_ok(), "{}", ran.out);
            }
        }
    }
}

#[test]
fn a_complaint_about_arguments_repeats_nothing_that_acts() {
    for arguments in [
        &["decode", "--\u{1b}]52;c;AAAA\u{7}"][..],
        &["decode", "-\u{9b}31m"],
        &["completions", "\u{1b}[2J\u{202e}"],
        &["verify", "--leeway", "\u{1b}[2J", "x"],
        &["decode", "--at", "\u{1b}[2J\u{202e}", "x"],
        &["--clipboard", "\u{1b}[2J", "x"],
    ] {
        let ran = run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        let odd = ran.err.chars().find(|c| *c != '\n' && (c.is_control() || is_hidden(*c)));
        assert_eq!(odd, None, "{arguments:?}: {:?}", ran.err);
        assert!(!ran.err.trim().is_empty());
    }
}

#[test]
fn a_reader_that_goes_away_does_no_harm() {
    let many = format!("{USER}\n{}", vector("RFC 7520 4.8")).repeat(200);
    let mut child = jotlab(&["decode"]).stdin(Stdio::piped()).spawn().expect("it starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut stdout = child.stdout.take().expect("a pipe");
    stdin.write_all(many.as_bytes()).expect("it reads");
    drop(stdin);
    let mut first = [0; 16];
    stdout.read_exact(&mut first).expect("it writes");
    drop(stdout);
    let ran = Ran::of(child.wait_with_output().expect("it ends"));
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "no panic, no complaint");

    // Nobody there from the start.
    for arguments in [&["decode", USER][..], &["decode", "x"], &["--help"], &["man"], &["decode", "--no-such"]] {
        let script = format!("exec >&- 2>&-; {} \"$@\"", env!("CARGO_BIN_EXE_jotlab"));
        let status = Command::new("sh").arg("-c").arg(script).arg("sh").args(arguments).status().expect("a shell");
        assert!(matches!(status.code(), Some(0 | 2 | 3)), "{arguments:?}: {status}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn what_cannot_be_printed_is_said_with_the_code_of_a_file() {
    for arguments in [
        &["keygen", "RS256"][..],
        &["mint", "--alg", "none"],
        &["decode", USER],
        &["decode", "--json", USER],
        &["verify", USER],
        &["man"],
        &["completions", "bash"],
        &["session", "list"],
        &["session", "run", "S01"],
        &["session", "run", "S01", "--export", "har"],
        &["--help"],
        &["--version"],
    ] {
        let full = std::fs::File::options().write(true).open("/dev/full").expect("a device without room");
        let full = Ran::of(jotlab(arguments).stdout(full).output().expect("it starts"));
        assert_eq!(full.code, 5, "{arguments:?}: {}", full.err);
        let last = full.err.lines().last().expect("a sentence");
        assert_eq!(last, "jotlab: standard output cannot be written: No space left on device (os error 28)");
        // Open, but not for writing.
        let read_only = std::fs::File::open("/dev/null").expect("there is nothing everywhere");
        let code = Ran::of(jotlab(arguments).stdout(read_only).output().expect("it starts")).code;
        assert!(code == 5 || arguments[0].starts_with("--"), "{arguments:?}: {code}");
    }
}

#[test]
fn colours_are_for_terminals_that_want_them() {
    use portable_pty::{CommandBuilder, PtySize, native_pty_system};
    let shown = |environment: &[(&str, &str)]| {
        let size = PtySize { rows: 50, cols: 200, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_jotlab"));
        command.args(["decode", USER]);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("TZ", "UTC");
        command.env("JOTLAB_CLOCK", NOW.to_string());
        environment.iter().for_each(|(name, value)| command.env(name, value));
        let mut child = pty.slave.spawn_command(command).expect("it starts");
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().expect("a reader");
        let mut bytes = Vec::new();
        // A terminal without a program reads as an error.
        let _ = reader.read_to_end(&mut bytes);
        assert_eq!(child.wait().expect("it ends").exit_code(), 0);
        String::from_utf8(bytes).expect("UTF-8").replace("\r\n", "\n")
    };
    let colours = shown(&[]);
    assert!(colours.contains("\u{1b}["), "{colours}");
    let plain = shown(&[("NO_COLOR", "1")]);
    assert!(!plain.contains('\u{1b}'), "{plain}");
    assert_eq!(shown(&[("TERM", "dumb")]), plain);
    assert_eq!(shown(&[("NO_COLOR", "")]), colours, "an empty NO_COLOR asks for nothing (no-color.org)");
    let piped = Ran::of(jotlab(&["decode", USER]).env("TZ", "UTC").output().expect("it starts")).out;
    assert_eq!(piped, plain, "a pipe gets no colours");
    let mut bare = String::new();
    let mut rest = colours.as_str();
    while let Some(at) = rest.find("\u{1b}[") {
        bare.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = &rest[rest.find('m').expect("a style") + 1..];
    }
    bare.push_str(rest);
    assert_eq!(bare, plain, "colours add nothing but colours");
}

#[test]
fn help_completions_and_manual_name_every_command() {
    let commands = ["decode", "verify", "mint", "key", "keygen", "completions", "man"];
    let help = run(&["--help"]).out;
    let page = run(&["man"]).out;
    for command in commands {
        assert!(help.contains(&format!("\n  {command} ")), "{command} in {help}");
        assert!(page.contains(&format!("\n.SH \"JOTLAB {}\"\n", command.to_uppercase())), "{command}");
        let own = run(&[command, "--help"]);
        assert_eq!((own.code, own.err.as_str()), (0, ""));
        assert!(own.out.contains(&format!("Usage: jotlab {command}")), "{}", own.out);
        let readme = include_str!("../../README.md");
        assert!(readme.contains(&format!("| `jotlab {command}")), "{command} in the README");
    }
    assert!(page.starts_with(".ie") && page.contains(".TH jotlab 1"), "{page}");
    for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "\"EXIT STATUS\"", "ENVIRONMENT"] {
        assert!(page.contains(&format!("\n.SH {section}\n")), "{section}");
    }
    for option in ["\\-\\-leeway", "\\-\\-require", "\\-\\-at", "\\-\\-json"] {
        assert!(page.contains(option), "{option}");
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = run(&["completions", shell]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{shell}");
        for word in ["decode", "verify", "leeway", "require"] {
            assert!(ran.out.contains(word), "{shell}: {word}");
        }
    }
    let words = |shell: &str, script: &str| {
        let output =
            Command::new(shell).args(["-c", script]).env("COMPLETE", run(&["completions", shell]).out).output();
        output.map(|output| String::from_utf8(output.stdout).expect("UTF-8"))
    };
    let asked = |line: &str| {
        let script = format!(
            "eval \"$COMPLETE\"; COMP_WORDS=({line} ''); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _jotlab jotlab '' \"${{COMP_WORDS[COMP_CWORD - 1]}}\"; echo \"${{COMPREPLY[@]}}\""
        );
        words("bash", &script).expect("bash is everywhere")
    };
    for (line, values) in [
        ("jotlab verify --alg", "HS256 HS384"),
        ("jotlab mint --alg", "ML-DSA-87 none\n"),
        ("jotlab mint --preset", "article access"),
        ("jotlab mint --roles-as", "role roles scope"),
        ("jotlab keygen", "HS256 HS384"),
        ("jotlab session run", "S01 S02"),
        ("jotlab session check", "S01 S02"),
        ("jotlab session show", "S01 S02"),
    ] {
        let completed = asked(line);
        assert!(completed.contains(values), "{line}: {completed}");
    }
    let codes: Vec<&str> = help.lines().skip_while(|line| *line != "Exit codes:").skip(1).collect();
    assert_eq!(codes.len(), 6);
    for line in codes {
        let (code, means) = line.trim().split_once("  ").expect("a code and what it means");
        let readme = include_str!("../../README.md").replace('`', "");
        assert!(readme.contains(&format!("| {code} | {means} |")), "{line} in the README");
    }
}

#[test]
fn whoever_names_a_file_instead_of_its_text_is_told_how_it_is_read() {
    let ran = run(&["decode", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")]);
    assert_eq!((ran.out.as_str(), ran.code), ("", 3));
    assert!(ran.err.ends_with("that is the name of a file: write < before it to have it read\n"), "{}", ran.err);
    assert!(!run(&["decode", "no/such/file"]).err.contains("name of a file"));
}

#[test]
fn a_key_in_the_place_of_a_text_is_not_repeated() {
    let key = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIHidden\n-----END PRIVATE KEY-----\n";
    for arguments in [vec!["decode", key], vec!["--ascii", key]] {
        let ran = run(&arguments);
        assert_eq!(ran.code, 2, "{arguments:?}");
        assert_eq!(ran.out, "");
        assert_eq!(ran.err, "jotlab: that is a key, where a text with tokens belongs: --key takes it, best as @FILE\n");
    }
}
