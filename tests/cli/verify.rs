//! `jotlab verify` with keys, as a shell runs it: whose signature is it, is it the time, and what does the exit code say?

use std::process::{Command, Stdio};

use super::ran::Ran;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jotlab::crypto::{Algorithm, Material, Secret, read, sign};
use serde_json::{Value, json};

const NOW: i64 = 1_743_002_354;
const EXP: i64 = NOW + 751;

/// A secret of 32 bytes: nothing is to be said about it.
const SECRET: &str = "correct horse battery staple 123";
const KEYS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/keys");

fn key_file(name: &str) -> String {
    format!("{KEYS}/{name}")
}

fn material(name: &str) -> Material {
    let content = std::fs::read(key_file(name)).expect("a key");
    read::read_bytes(&content, name).expect("it reads").keys.remove(0).material
}

fn secret(text: &str) -> Material {
    Material::Secret(Secret::new(text.as_bytes().to_vec()))
}

fn coded(octets: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(octets)
}

/// A token of this algorithm, payload and key.
fn signed(algorithm: Algorithm, payload: &str, key: &Material) -> String {
    let header = format!(r#"{{"alg":"{}","typ":"JWT"}}"#, algorithm.name());
    let input = format!("{}.{}", coded(header), coded(payload));
    let signature = sign(algorithm, key, input.as_bytes()).expect("it signs");
    format!("{input}.{}", coded(signature))
}

fn payload() -> String {
    format!(r#"{{"sub":"alice","iss":"https://id.test","aud":"api","iat":{},"exp":{EXP}}}"#, NOW - 60)
}

fn hs256() -> String {
    signed(Algorithm::Hs256, &payload(), &secret(SECRET))
}

fn run(arguments: &[&str]) -> Ran {
    run_with(arguments, &[])
}

fn run_with(arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jotlab"));
    command.arg("verify").args(arguments).env_clear().env("TZ", "Europe/Berlin").env("JOTLAB_CLOCK", NOW.to_string());
    command.envs(variables.iter().copied()).stdin(Stdio::null());
    let output = command.output().expect("it starts");
    let ran = Ran::of(output);
    assert!(!ran.out.contains(SECRET) && !ran.err.contains(SECRET), "the secret is said:\n{}{}", ran.out, ran.err);
    ran
}

fn verification(arguments: &[&str], variables: &[(&str, &str)]) -> (Value, i32) {
    let ran = run_with(&[&["--json"], arguments].concat(), variables);
    let document: Value = serde_json::from_str(&ran.out).unwrap_or_else(|why| panic!("{why}: {}{}", ran.out, ran.err));
    (document["tokens"][0]["verification"].clone(), ran.code)
}

#[test]
fn a_valid_token_is_valid_by_a_key_that_is_named() {
    let token = hs256();
    let variables = [("JWT_KEY", SECRET)];
    let (found, code) = verification(&["--key", "env:JWT_KEY", "--aud", "api", &token], &variables);
    assert_eq!(
        (found, code),
        (
            json!({
                "signature": "valid", "reason": null, "key": {"source": "env:JWT_KEY", "kind": "HMAC", "kid": null},
                "time": "active", "claims": [{"claim": "aud", "ok": true, "why": null}], "ok": true
            }),
            0
        )
    );
    let ran = run_with(&["--key", "env:JWT_KEY", &token], &variables);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for words in ["verdict  OK", "VALID: by ", "env:JWT_KEY", "leeway      0 s"] {
        assert!(ran.out.contains(words), "{words:?} is missing:\n{}", ran.out);
    }
}

#[test]
fn every_family_is_verified_by_its_public_key() {
    for (algorithm, private, public) in [
        (Algorithm::Rs256, "rsa.pkcs8.pem", "rsa.spki.pem"),
        (Algorithm::Ps384, "rsa.pkcs8.pem", "rsa.cert.pem"),
        (Algorithm::Es256, "p256.pkcs8.pem", "p256.spki.pem"),
        (Algorithm::EdDsa, "ed25519.pkcs8.pem", "ed25519.ssh.pub"),
        (Algorithm::Ed448, "ed448.pkcs8.pem", "ed448.spki.pem"),
        (Algorithm::MlDsa44, "mldsa44.pkcs8.pem", "mldsa44.spki.pem"),
    ] {
        let token = signed(algorithm, &payload(), &material(private));
        for key in [private, public] {
            let ran = run(&["--key", &key_file(key), &token]);
            assert_eq!(ran.code, 0, "{}: {key}\n{}{}", algorithm.name(), ran.out, ran.err);
        }
    }
}

#[test]
fn a_token_is_good_until_the_second_before_its_end() {
    let token = hs256();
    let at = |at: &str| {
        let ran = run_with(&["--key", "env:K", "--at", at, &token], &[("K", SECRET)]);
        (ran.code, ran.out)
    };
    assert_eq!(at("exp-1s").0, 0);
    for late in ["exp", "exp+1s"] {
        let (code, out) = at(late);
        assert_eq!(code, 1, "{out}");
        assert!(out.contains("EXPIRED") && out.contains("VALID: by "), "the signature is another matter:\n{out}");
    }
    let late = ["--key", "env:K", "--at", "exp+1s", "--leeway", "2s", &token];
    assert_eq!(run_with(&late, &[("K", SECRET)]).code, 0);
}

#[test]
fn a_token_forged_with_the_text_of_a_public_key_is_refused_and_said_to_be() {
    let text = std::fs::read_to_string(key_file("rsa.spki.pem")).expect("a key");
    let (_, pem) = text.split_once('\n').expect("a line that says what it is for");
    let forged = signed(Algorithm::Hs256, &payload(), &secret(pem));
    let ran = run(&["--key", &key_file("rsa.spki.pem"), &forged]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.out.contains("INVALID: a forgery: this token was signed with the public text of a key"), "{}", ran.out);
    let ran = run(&["--json", "--key", &key_file("rsa.spki.pem"), &forged]);
    let document: Value = serde_json::from_str(&ran.out).expect("JSON");
    let findings = document["tokens"][0]["findings"].as_array().expect("a list");
    assert!(findings.iter().any(|finding| finding["id"] == "forged" && finding["severity"] == "error"), "{findings:?}");
    assert!(!ran.out.contains("VALID: by"), "{}", ran.out);
    // A public key is none, even where the token is no forgery.
    let (found, code) = verification(&["--key", &key_file("rsa.spki.pem"), &hs256()], &[]);
    assert_eq!((found["signature"].as_str(), code), (Some("cannot_check"), 1));
    assert!(found["reason"].as_str().is_some_and(|why| why.contains("algorithm confusion")), "{found}");
}

#[test]
fn a_private_key_is_no_secret_and_is_not_called_public() {
    let (found, code) = verification(&["--key", &key_file("rsa.pkcs8.pem"), &hs256()], &[]);
    assert_eq!((found["signature"].as_str(), code), (Some("cannot_check"), 1));
    assert_eq!(
        found["reason"],
        "HS256 needs a secret that both sides share, and the private half of an RSA key is none: give the secret"
    );
    let text = std::fs::read_to_string(key_file("rsa.spki.pem")).expect("a key");
    let (_, pem) = text.split_once('\n').expect("a line that says what it is for");
    let forged = signed(Algorithm::Hs256, &payload(), &secret(pem));
    let (found, _) = verification(&["--key", &key_file("rsa.pkcs8.pem"), &forged], &[]);
    assert!(found["reason"].as_str().is_some_and(|why| why.contains("a forgery")), "its public half is known: {found}");
}

#[test]
fn the_time_of_a_payload_that_does_not_read_is_unreadable() {
    for (payload, state, claims) in
        [("no JSON", "unreadable", "claims"), (r#"{"exp":"#, "unreadable", "claims"), ("{}", "no_expiry", "")]
    {
        let token = signed(Algorithm::Hs256, payload, &secret(SECRET));
        let (found, code) = verification(&["--key", "env:K", &token], &[("K", SECRET)]);
        assert_eq!((&found["signature"], &found["time"]), (&json!("valid"), &json!(state)), "{payload}: {found}");
        assert_eq!(code == 1, state == "unreadable", "{payload}");
        let ran = run_with(&["--key", "env:K", &token], &[("K", SECRET)]);
        assert!(claims.is_empty() || ran.out.contains("! claims"), "{payload}: {}", ran.out);
    }
    let ran = run(&["eyJhbGciOiJIUzI1NiJ9.xxx.yyy"]);
    assert!(ran.out.contains("UNREADABLE: exp cannot be seen") && !ran.out.contains("NO EXPIRY"), "{}", ran.out);
}

#[test]
fn what_is_wrong_is_a_sentence_of_its_own() {
    let token = hs256();
    let (head, signature) = token.rsplit_once('.').expect("a signature");
    let short = format!("{head}.{}", signature.get(..40).unwrap_or_default());
    let other = signature.replace(signature.chars().next().unwrap_or('A'), "-");
    let changed = format!("{head}.{other}");
    let rs256 = signed(Algorithm::Rs256, &payload(), &material("rsa.pkcs8.pem"));
    for (token, word, why) in [
        (&changed, "invalid", "does not match"),
        (&short, "invalid", "30 bytes where 32 are due"),
        (&rs256, "cannot_check", "RS256 needs"),
    ] {
        let (found, code) = verification(&["--key", "env:K", token], &[("K", SECRET)]);
        assert_eq!((found["signature"].as_str(), code), (Some(word), 1), "{found}");
        assert!(found["reason"].as_str().is_some_and(|reason| reason.contains(why)), "{found}");
        assert_eq!(found["key"], Value::Null);
    }
    let coded = base64::engine::general_purpose::STANDARD.encode(SECRET);
    let (found, _) = verification(&["--key", &format!("secret:{coded}"), &token], &[]);
    assert!(found["reason"].as_str().is_some_and(|why| why.contains("read as base64")), "{found}");
}

#[test]
fn an_sd_jwt_is_good_only_if_the_holder_signed_what_is_shown() {
    const PRESENTATION: &str = include_str!("../vectors/sd-jwt-presentation.txt");
    const ISSUER: &str = r#"{"kty":"EC","crv":"P-256","x":"b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ","y":"Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8"}"#;
    let keys = [("K", ISSUER)];
    let good = run_with(&["--key", "env:K", PRESENTATION], &keys);
    assert_eq!(good.code, 0, "{}", good.out);
    assert!(
        good.out.contains("key binding  VALID: signed by the key in cnf, for exactly these disclosures"),
        "{}",
        good.out
    );
    let forged = PRESENTATION.replace(".lg_PZ", ".lg_PY");
    let bad = run_with(&["--key", "env:K", &forged], &keys);
    assert_eq!(bad.code, 1, "{}", bad.out);
    assert!(bad.out.contains("! key binding  NOT VALID: "), "{}", bad.out);
    let (document, code) = verification(&["--key", "env:K", &forged], &keys);
    assert_eq!((&document["signature"], &document["ok"], code), (&json!("valid"), &json!(false), 1));
}

#[test]
fn several_keys_are_tried_and_the_one_that_fits_is_named() {
    let token = hs256();
    let variables = [("WRONG", "not this one, although it is as long"), ("RIGHT", SECRET)];
    let rsa = key_file("rsa.spki.pem");
    let keys = ["--key", "env:WRONG", "--key", &rsa, "--key", "env:RIGHT"];
    let (found, code) = verification(&[&keys[..], &[&token]].concat(), &variables);
    assert_eq!((found["key"]["source"].as_str(), code), (Some("env:RIGHT"), 0), "{found}");
    let ran = run_with(&[&keys[..4], &[&token]].concat(), &variables);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("env:WRONG: ") && ran.out.contains("rsa.spki.pem: "), "{}", ran.out);
}

#[test]
fn of_several_tokens_every_one_has_to_be_all_right() {
    let good = hs256();
    let bad = signed(Algorithm::Hs256, &payload(), &secret("somebody else's"));
    assert_eq!(run_with(&["--key", "env:K", &format!("{good} {good}")], &[("K", SECRET)]).code, 0);
    assert_eq!(run_with(&["--key", "env:K", &format!("{good} {bad}")], &[("K", SECRET)]).code, 1);
}

#[test]
fn an_algorithm_that_is_not_allowed_is_refused_on_its_own_line() {
    let token = hs256();
    let with = |alg: &[&str]| verification(&[alg, &["--key", "env:K", &token]].concat(), &[("K", SECRET)]);
    assert_eq!(with(&["--alg", "RS256", "--alg", "HS256"]).1, 0);
    for alg in ["RS256", "ES256"] {
        let (found, code) = with(&["--alg", alg]);
        assert_eq!(
            (found["signature"].as_str(), found["ok"].as_bool(), code),
            (Some("valid"), Some(false), 1),
            "{alg}: {found}"
        );
        let why = format!("expected {alg}, found HS256");
        assert_eq!(found["claims"], json!([{ "claim": "alg", "ok": false, "why": why }]));
    }
    // Without a key, too; and a secret is none the less for being tried where RS256 alone is allowed.
    let (found, code) = verification(&["--alg", "RS256", &token], &[]);
    assert_eq!((found["signature"].as_str(), found["ok"].as_bool(), code), (Some("not_checked"), Some(false), 1));
    let ran = run_with(&["--alg", "RS256", "--key", "env:K", &token], &[("K", SECRET)]);
    assert!(
        ran.out.contains("verdict  NOT OK") && ran.out.contains("! alg        expected RS256, found HS256"),
        "{}",
        ran.out
    );
}

#[test]
fn of_several_signatures_each_header_is_held_to_what_is_expected() {
    let payload = coded(payload());
    let one = |alg: Algorithm, key: &Material| {
        let header = coded(format!(r#"{{"alg":"{}"}}"#, alg.name()));
        let signature = coded(sign(alg, key, format!("{header}.{payload}").as_bytes()).expect("it signs"));
        json!({ "protected": header, "signature": signature })
    };
    let both = [one(Algorithm::Hs256, &secret(SECRET)), one(Algorithm::Ps256, &material("rsa.pkcs8.pem"))];
    let text = json!({ "payload": payload, "signatures": both }).to_string();
    let keys = ["--json", "--key", "env:K", "--key", &key_file("rsa.spki.pem")];
    let oks = |extra: &[&str]| {
        let ran = run_with(&[&keys[..], extra, &[&text]].concat(), &[("K", SECRET)]);
        let document: Value = serde_json::from_str(&ran.out).expect("JSON");
        let signatures = document["tokens"][0]["signatures"].as_array().expect("a list").clone();
        let whole = document["tokens"][0]["verification"]["ok"].as_bool().expect("a word");
        assert_eq!(whole, ran.code == 0, "the document says what the exit code says: {document}");
        (
            signatures.iter().map(|one| one["verification"]["ok"].as_bool().expect("a word")).collect::<Vec<_>>(),
            ran.code,
        )
    };
    assert_eq!(oks(&[]), (vec![true, true], 0));
    assert_eq!(oks(&["--alg", "HS256"]), (vec![true, false], 1));
    assert_eq!(oks(&["--alg", "PS256"]), (vec![false, true], 1));
    let text_keys = [&keys[1..], &["--alg", "PS256", "--require", "exp", &text]].concat();
    let ran = run_with(&text_keys, &[("K", SECRET)]);
    let verdict = ran.out.split_once("verdict").expect("a verdict").1;
    assert!(verdict.contains("! alg 1        expected PS256, found HS256"), "{verdict}");
    assert!(verdict.contains("alg 2        as expected"), "{verdict}");
    assert_eq!(verdict.matches("exp ").count(), 1, "{verdict}");
}

#[test]
fn what_readers_disagree_on_is_not_ok_though_its_signature_is_valid() {
    let sign_it = |payload: &str| {
        let (header, payload) = (coded(r#"{"alg":"HS256"}"#), coded(payload));
        let input = format!("{header}.{payload}");
        (header, payload, coded(sign(Algorithm::Hs256, &secret(SECRET), input.as_bytes()).expect("it signs")))
    };
    let (header, payload, signature) = sign_it(r#"{"sub":"user"}"#);
    let one = format!(r#"{{"payload":"{payload}","protected":"{header}","signature":"{signature}"}}"#);
    let other = coded(r#"{"sub":"admin"}"#);
    let twice = one.replacen('{', &format!(r#"{{"payload":"{other}","#), 1);
    let (header, payload, signature) = sign_it("\u{feff}{\"sub\":\"user\"}");
    let marked = format!("{header}.{payload}.{signature}");
    for (text, ok) in [(&one, true), (&twice, false), (&marked, false)] {
        let (found, code) = verification(&["--key", "env:K", text], &[("K", SECRET)]);
        assert_eq!(found["signature"], "valid", "{text}");
        assert_eq!((found["ok"].as_bool(), code), (Some(ok), i32::from(!ok)), "{text}");
    }
}

#[test]
fn a_claim_that_is_no_text_is_not_said_to_be_missing() {
    let token = signed(Algorithm::Hs256, r#"{"aud":5,"iss":["a"]}"#, &secret(SECRET));
    let arguments = ["--key", "env:K", "--iss", "a", "--aud", "5", &token];
    let (found, code) = verification(&arguments, &[("K", SECRET)]);
    assert_eq!(code, 1);
    assert_eq!(found["claims"][0]["why"], "expected a, found an array");
    assert_eq!(found["claims"][1]["why"], "expected 5, found a number");
}

#[test]
fn standard_input_is_a_key_or_the_token_and_never_both() {
    let token = hs256();
    let piped = |arguments: &[&str], text: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jotlab"));
        command.arg("verify").args(arguments).env_clear().env("JOTLAB_CLOCK", NOW.to_string());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it starts");
        // Who does not read it may have ended.
        let _ = std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), text.as_bytes());
        let output = child.wait_with_output().expect("it ends");
        let text = |octets| String::from_utf8(octets).expect("UTF-8");
        (output.status.code().expect("no signal"), text(output.stdout), text(output.stderr))
    };
    for name in ["-", "@-"] {
        let (code, out, err) = piped(&["--key", name, &token], &format!("{SECRET}\n"));
        assert_eq!((code, err.as_str()), (0, ""), "{out}");
        assert!(out.contains("VALID: by an HMAC secret from standard input"), "{out}");
        let (code, out, err) = piped(&["--key", name], &token);
        assert_eq!((code, out.as_str()), (2, ""));
        assert_eq!(
            err,
            "jotlab: TEXT and --key both want standard input: give one of them in another way, a key as env:NAME or @FILE\n"
        );
    }
    assert_eq!(piped(&["--key", "-", "--key", "-", &token], "").0, 2);
    assert_eq!(piped(&["--key", "-", "--payload", "-", &token], "").0, 2);
    let (code, _, err) = piped(&["--key", "-", &token], "");
    assert_eq!((code, err.as_str()), (4, "jotlab: standard input: it is empty\n"));
}

#[test]
fn a_name_that_is_no_algorithm_is_wrong_usage_and_an_empty_expectation_too() {
    let token = hs256();
    for (alg, says) in [
        ("hs256", "--alg: the name is written HS256"),
        ("RS255", "--alg: `RS255` is no algorithm; did you mean RS256?"),
        ("FOO", "--alg: `FOO` is no algorithm: take one of HS256 "),
    ] {
        let ran = run(&["--alg", alg, &token]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{alg}");
        assert!(ran.err.starts_with(&format!("jotlab: {says}")), "{alg}: {}", ran.err);
    }
    for flag in ["--iss", "--aud", "--typ", "--require"] {
        assert_eq!(run(&[flag, "", &token]).code, 2, "{flag}");
    }
}

#[test]
fn of_several_keys_the_one_that_cannot_be_read_is_named() {
    let ran = run(&["--key", &key_file("rsa.spki.pem"), "--key", "env:NOT_SET", &hs256()]);
    assert_eq!((ran.err.as_str(), ran.code), ("jotlab: --key 2 of 2: the variable NOT_SET is not set\n", 4));
}

#[test]
fn a_signature_of_an_rsa_key_of_another_size_says_so() {
    let token = signed(Algorithm::Rs256, &payload(), &material("rsa.pkcs8.pem"));
    let (found, _) = verification(&["--key", &key_file("rsa1024.pkcs8.pem"), &token], &[]);
    assert_eq!(found["reason"], "the signature was made with an RSA key of 2048 bits, and this one has 1024");
}

#[test]
fn a_secret_among_the_arguments_works_and_is_warned_about() {
    let token = hs256();
    for text in [format!("secret:{SECRET}"), format!("base64url:{}", coded(SECRET))] {
        let ran = run(&["--key", &text, "--key", &text, &token]);
        assert_eq!(ran.code, 0, "{}", ran.out);
        assert_eq!(ran.err.matches("ps shows it").count(), 1, "once is enough: {}", ran.err);
    }
    assert_eq!(run(&["--key", &key_file("rsa.spki.pem"), &token]).err, "");
}

#[test]
fn a_weak_secret_is_warned_about_and_does_not_block() {
    let token = signed(Algorithm::Hs256, &payload(), &secret("hunter2"));
    let ran = run_with(&["--key", "env:K", &token], &[("K", "hunter2")]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.out.contains("56 bits, where 256 are due"), "{}", ran.out);
    assert!(ran.out.contains("verdict  OK\n"), "{}", ran.out);
    let token = signed(Algorithm::Hs256, &payload(), &secret("secret"));
    let ran = run_with(&["--key", "env:K", &token], &[("K", "secret")]);
    assert!(ran.out.contains("verdict  OK, no proof: anyone can sign such a token\n"), "{}", ran.out);
}

#[test]
fn a_zone_that_nobody_knows_is_told() {
    let ran = run_with(&[&hs256()], &[("TZ", "Atlantis")]);
    assert_eq!(ran.err.lines().next(), Some("jotlab: TZ=\"Atlantis\" is no IANA zone; times are shown in UTC"));
    assert_eq!(run_with(&[&hs256()], &[("TZ", "JST-9")]).err, "");
}

#[test]
fn a_key_that_cannot_be_read_ends_with_4_and_a_payload_with_5() {
    let token = hs256();
    for key in ["no-such-file", SECRET, "env:NOT_SET", "@no-such-file", "hex:xyz", "-----BEGIN PUBLIC KEY-----\nxx"] {
        let ran = run(&["--key", key, &token]);
        assert_eq!((ran.code, ran.out.as_str()), (4, ""), "{key}");
        assert!(ran.err.starts_with("jotlab: "), "{}", ran.err);
    }
    let ran = run_with(&["--key", "env:K", "--payload", "no-such-file", &token], &[("K", SECRET)]);
    assert_eq!((ran.code, ran.out.as_str()), (5, ""));
    assert_eq!(ran.err, "jotlab: --payload: there is no file no-such-file\n");
}

#[test]
fn a_payload_beside_the_token_is_verified() {
    let token = hs256();
    let mut segments = token.split('.');
    let detached = format!("{}..{}", segments.next().unwrap_or(""), segments.nth(1).unwrap_or(""));
    let file = std::env::temp_dir().join(format!("jotlab-payload-{}", std::process::id()));
    std::fs::write(&file, payload()).expect("written");
    let path = file.to_string_lossy().into_owned();
    let (found, _) = verification(&["--key", "env:K", "--payload", &path, &detached], &[("K", SECRET)]);
    assert_eq!((&found["signature"], &found["time"], &found["ok"]), (&json!("valid"), &json!("active"), &json!(true)));
    // It is told like one that stands in the token, and so is what there is to say about it.
    let ran = run_with(&["--key", "env:K", "--payload", &path, &detached], &[("K", SECRET)]);
    assert!(ran.out.contains("\"sub\": \"alice\"") && !ran.out.contains("no payload"), "{}", ran.out);
    let whole = run_with(&["--json", "--key", "env:K", "--payload", &path, &detached], &[("K", SECRET)]);
    let document: Value = serde_json::from_str(&whole.out).expect("JSON");
    assert_eq!(document["tokens"][0]["payload"]["json"]["aud"], "api");
    assert_eq!(document["tokens"][0]["faults"], json!([]));
    // Its claims are those of the payload that was given.
    let late = ["--key", "env:K", "--payload", &path, "--at", "exp+1s", "--aud", "web", &detached];
    let (found, code) = verification(&late, &[("K", SECRET)]);
    assert_eq!((&found["signature"], &found["time"], code), (&json!("valid"), &json!("expired"), 1), "{found}");
    assert_eq!(found["claims"], json!([{ "claim": "aud", "ok": false, "why": "expected web, found api" }]));
    std::fs::remove_file(&file).expect("removed");
    let (found, _) = verification(&["--key", "env:K", &detached], &[("K", SECRET)]);
    assert_eq!(found["signature"], "cannot_check", "{found}");
}

#[test]
fn what_is_no_claims_set_is_not_all_right_however_well_it_is_signed() {
    for (payload, why) in [
        (r#"["a",1]"#.as_bytes(), "the claims of a JWT must be a JSON object"),
        (b"", "no payload"),
        (b"plain text", "a JWT carries a JSON object"),
        (b"{\"sub\":\"\xff\"}", "UTF-8"),
        (br#"{"exp":1743003105,"exp":9999999999}"#, "`exp`"),
        (br#"{"sub":"alice","sub":"admin"}"#, "`sub`"),
    ] {
        let input = format!("{}.{}", coded(r#"{"alg":"HS256"}"#), coded(payload));
        let signature = sign(Algorithm::Hs256, &secret(SECRET), input.as_bytes()).expect("it signs");
        let token = format!("{input}.{}", coded(signature));
        let (found, code) = verification(&["--key", "env:K", &token], &[("K", SECRET)]);
        let said = String::from_utf8_lossy(payload).into_owned();
        assert_eq!(
            (found["signature"].as_str(), found["ok"].as_bool(), code),
            (Some("valid"), Some(false), 1),
            "{said}"
        );
        let ran = run_with(&["--key", "env:K", &token], &[("K", SECRET)]);
        let verdict = ran.out.split_once("verdict").expect("a verdict").1;
        assert!(verdict.contains("! claims") && verdict.contains(why), "{said}: {verdict}");
    }
    // The same value twice is a flaw, and no question; so is a claim of one's own.
    for payload in [r#"{"sub":"alice","sub":"alice"}"#, r#"{"role":"user","role":"admin"}"#] {
        let token = signed(Algorithm::Hs256, payload, &secret(SECRET));
        assert_eq!(verification(&["--key", "env:K", &token], &[("K", SECRET)]).1, 0, "{payload}");
    }
}

#[test]
fn a_detached_payload_may_be_anything() {
    let header = coded(r#"{"alg":"HS256"}"#);
    let body = b"\xff not JSON";
    let signature =
        sign(Algorithm::Hs256, &secret(SECRET), format!("{header}.{}", coded(body)).as_bytes()).expect("it signs");
    let file = std::env::temp_dir().join(format!("jotlab-body-{}", std::process::id()));
    std::fs::write(&file, body).expect("written");
    let token = format!("{header}..{}", coded(signature));
    let (found, code) =
        verification(&["--key", "env:K", "--payload", &file.to_string_lossy(), &token], &[("K", SECRET)]);
    std::fs::remove_file(&file).expect("removed");
    assert_eq!((found["signature"].as_str(), found["time"].as_str(), code), (Some("valid"), Some("no_expiry"), 0));
}

#[test]
fn a_token_without_its_payload_says_how_to_give_it() {
    let token = hs256();
    let mut segments = token.split('.');
    let detached = format!("{}..{}", segments.next().unwrap_or(""), segments.nth(1).unwrap_or(""));
    let (found, code) = verification(&["--key", "env:K", &detached], &[("K", SECRET)]);
    let why = "the payload is not in the token, and was not given beside it: --payload FILE gives it";
    assert_eq!((found["reason"].as_str(), code), (Some(why), 1));
}

#[test]
fn without_a_key_nothing_is_checked_and_nothing_is_all_right() {
    let (found, code) = verification(&[&hs256()], &[]);
    assert_eq!((found["signature"].as_str(), found["ok"].as_bool(), code), (Some("not_checked"), Some(false), 1));
}

/// The examples of RFC 9901 §4.2.1 and §4.2.3.
const FAMILY_NAME: &str = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0";
const ITS_DIGEST: &str = "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0";

#[test]
fn an_sd_jwt_is_ok_only_with_disclosures_that_its_issuer_signed() {
    let payload = format!(r#"{{"iss":"https://id.test","exp":{EXP},"_sd":["{ITS_DIGEST}"]}}"#);
    let issued = signed(Algorithm::Hs256, &payload, &secret(SECRET));
    let judged = |text: &str| {
        let ran = run_with(&["--json", "--key", "env:JWT_KEY", text], &[("JWT_KEY", SECRET)]);
        let document: Value = serde_json::from_str(&ran.out).expect("JSON");
        (ran.code, document["tokens"][0].clone())
    };
    let whole = format!("{issued}~{FAMILY_NAME}~");
    let (code, token) = judged(&whole);
    assert_eq!((code, &token["token"]), (0, &json!(whole)));
    assert_eq!(
        token["disclosures"],
        json!([{
            "salt": "_26bc4LT-ac6q2KI6cBW5es",
            "name": "family_name",
            "value": "Möbius",
            "digest": ITS_DIGEST,
            "ok": true,
            "why": null,
        }])
    );
    let forged = coded(r#"["salt","admin",true]"#);
    let (code, token) = judged(&format!("{issued}~{FAMILY_NAME}~{forged}~"));
    assert_eq!((code, &token["verification"]["signature"]), (1, &json!("valid")));
    assert_eq!((&token["verification"]["ok"], &token["disclosures"][1]["ok"]), (&json!(false), &json!(false)));
    let (code, token) = judged(&issued);
    assert_eq!((code, token.get("disclosures")), (0, None), "a token without disclosures has no such member");
    let told = run_with(&[&format!("{issued}~{forged}~"), "--key", "env:JWT_KEY"], &[("JWT_KEY", SECRET)]).out;
    assert!(told.contains("disclosure 1: the issuer signed no digest of it"), "{told}");
}
