//! `jotlab key` and `jotlab keygen`, as a shell runs them.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::ran::Ran;
use jotlab::crypto::Algorithm;
use serde_json::{Value, json};

fn run_with(arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jotlab"));
    command.args(arguments).env_clear().envs(variables.iter().copied()).stdin(Stdio::null());
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/keys"));
    let output = command.output().expect("it starts");
    Ran::of(output)
}

fn run(arguments: &[&str]) -> Ran {
    run_with(arguments, &[])
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|why| panic!("{why}: {text}"))
}

/// A folder of this test's own, gone when it ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("jotlab-keys-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir(&path).expect("a folder");
        Self(path)
    }

    fn at(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("UTF-8").to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_key_is_described_in_words_and_as_json() {
    let ran = run(&["key", "rfc8037.jwk.json"]);
    let expected = "EdDSA, Ed25519, private
  source     @rfc8037.jwk.json (JWK)
  algorithms Ed25519 EdDSA
  kid        DEMO
  thumbprint kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k
";
    assert_eq!((ran.out.as_str(), ran.err.as_str(), ran.code), (expected, "", 0));
    let ran = run(&["key", "@rfc8037.jwk.json", "--json"]);
    let expected = json!({
        "kind": "EdDSA", "bits": 255, "curve": "Ed25519", "private": true, "algorithms": ["Ed25519", "EdDSA"],
        "kid": "DEMO", "source": "@rfc8037.jwk.json", "thumbprint": "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
    });
    assert_eq!((json(&ran.out), ran.code), (expected, 0));
}

#[test]
fn the_members_of_the_json_have_the_order_of_the_manual() {
    let value: serde_json::Map<String, Value> =
        serde_json::from_str(&run(&["key", "rsa.spki.pem", "--json"]).out).expect("JSON");
    let names: Vec<&String> = value.keys().collect();
    assert_eq!(names, ["kind", "bits", "curve", "private", "algorithms", "kid", "source", "thumbprint"]);
    assert_eq!((&value["kind"], &value["bits"], &value["curve"]), (&json!("RSA"), &json!(2048), &Value::Null));
}

#[test]
fn the_thumbprint_of_a_secret_comes_with_a_warning_and_the_secret_not_at_all() {
    let ran = run_with(&["key", "env:JWT_KEY"], &[("JWT_KEY", "hunter2")]);
    assert!(ran.out.contains("HMAC, 56 bits, secret") && ran.out.contains("test guesses"), "{}", ran.out);
    assert_eq!((ran.err.as_str(), ran.code), ("", 0));
    assert!(!ran.out.contains("hunter2"));
    let ran = run(&["key", "secret:hunter2"]);
    assert!(ran.err.contains("ps shows it") && !ran.err.contains("hunter2") && !ran.out.contains("hunter2"));
    assert_eq!(ran.code, 0);
}

#[test]
fn the_public_half_is_what_other_programs_write() {
    for kind in ["rsa", "p256", "p384", "p521", "secp256k1", "ed25519", "ed448", "mldsa44", "mldsa65", "mldsa87"] {
        let theirs =
            fs::read_to_string(format!("{}/tests/keys/{kind}.spki.pem", env!("CARGO_MANIFEST_DIR"))).expect("a file");
        let ran = run(&["key", &format!("{kind}.pkcs8.pem"), "--public", "pem"]);
        assert_eq!(
            (ran.code, Some(ran.out.as_str())),
            (0, theirs.strip_prefix("DEMO key, for tests only\n")),
            "{kind}"
        );
        let ran = run(&["key", &format!("{kind}.jwk.json"), "--public", "jwk"]);
        let public = json(&ran.out);
        assert_eq!(
            (&public["kid"], &public["d"], &public["priv"]),
            (&json!("DEMO"), &Value::Null, &Value::Null),
            "{kind}"
        );
        assert_eq!(run(&["key", &ran.out, "--json"]).code, 0, "{kind}");
    }
    let ran = run(&["key", "secret:hunter2", "--public", "jwk"]);
    assert_eq!((ran.out.as_str(), ran.code), ("", 4));
}

#[test]
fn a_set_is_a_list_and_what_is_left_out_is_said() {
    let public = run(&["key", "p256.jwk.json", "--public", "jwk"]).out;
    let set = format!(r#"{{"keys":[{public},{{"kty":"\u001b[31m","kid":"\u202e"}},{public}]}}"#);
    let ran = run(&["key", &set, "--json"]);
    let listed = json(&ran.out);
    assert_eq!((listed["keys"].as_array().map(Vec::len), ran.code), (Some(2), 0));
    assert_eq!(listed["keys"][0]["source"], "the arguments");
    assert_eq!(
        ran.err,
        "jotlab: key 2 (\\u202e) is left out: a JWK of the type \\u001b[31m: oct, RSA, EC, OKP and AKP can be used\n"
    );
    let again = json(&run(&["key", &set, "--public", "jwk"]).out);
    assert_eq!(again, json!({ "keys": [json(&public), json(&public)] }));
}

#[test]
fn a_key_from_a_pipe_is_read() {
    let folder = Folder::new("pipe");
    let pipe = folder.at("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("it starts").success());
    let writer = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::write(pipe, "hunter2\n")
    });
    let ran = run(&["key", &pipe, "--json"]);
    writer.join().expect("no panic").expect("it is read");
    assert_eq!((json(&ran.out)["bits"].clone(), ran.code), (json!(56), 0));
}

#[test]
fn what_is_no_key_ends_with_4_and_a_sentence_and_never_with_the_argument() {
    for (arguments, says) in [
        (vec!["key", "hunter2"], "the key: no such file; for a secret write secret:TEXT"),
        (
            vec!["key", "foreign"],
            "the key: it cannot be read as a file, with @FILE it is said why; for a secret write secret:TEXT",
        ),
        (vec!["key", "@hunter2"], "the key: no such file: hunter2"),
        (vec!["key", "env:HUNTER"], "the variable HUNTER is not set"),
        (vec!["key", "env:"], "the key: nothing is named: write env:NAME or @FILE"),
        (
            vec!["key", "hex:hunter2"],
            "the key: this is not hex: it has two of 0-9 a-f for each byte, no 0x and no colons",
        ),
        (vec!["key", "@"], "the key: nothing is named: write env:NAME or @FILE"),
        (vec!["key", "@foreign"], "name a file, this is a folder: foreign"),
        (vec!["key", "@/dev/zero"], "not a file that has an end: /dev/zero"),
        (
            vec!["key", "foreign/x25519.pem"],
            "@foreign/x25519.pem: an X25519 key, which encrypts and does not sign; make a key that signs with: jotlab keygen Ed25519",
        ),
        (vec!["key", ""], "the key: it is empty"),
    ] {
        let ran = run(&arguments);
        assert_eq!((ran.out, ran.err, ran.code), (String::new(), format!("jotlab: {says}\n"), 4), "{arguments:?}");
    }
}

#[test]
fn a_weak_key_is_called_weak() {
    for (arguments, says) in [
        (
            ["key", "rsa1024.pkcs8.pem"],
            "1024 bits, where 2048 are due: it signs nothing and checks RS256 and RS512 only",
        ),
        (["key", "secret:secret"], "it is well known: whoever attacks a token tries it first"),
        (["key", "secret:hunter-2"], "64 bits, where HS256 needs 256: it can be guessed (RFC 7518 §3.2)"),
    ] {
        let ran = run(&arguments);
        assert!(ran.out.contains(&format!("weak       {says}\n")), "{arguments:?}: {}", ran.out);
    }
    assert!(!run(&["key", "rsa.pkcs8.pem"]).out.contains("weak"));
}

#[test]
fn a_command_that_is_mistyped_is_named() {
    for (word, meant) in [("verfy", "verify"), ("decod", "decode"), ("keygn", "keygen"), ("mnt", "mint")] {
        let ran = run(&[word, "eyJ"]);
        let says = format!("jotlab: no command `{word}`; did you mean {meant}?\n");
        assert_eq!((ran.out.as_str(), ran.err, ran.code), ("", says, 2));
    }
    assert_eq!(run(&["keygen", "hs256"]).err, "jotlab: ALG: the name is written HS256\n");
    let unnamed = run(&["keygen"]);
    assert_eq!((unnamed.code, unnamed.out.as_str()), (2, ""));
    assert!(unnamed.err.contains("\n  tip: an algorithm is one of HS256 HS384 HS512 "), "{}", unnamed.err);
}

#[test]
fn each_new_key_is_one_for_its_algorithm() {
    for algorithm in Algorithm::ALL {
        let name = algorithm.name();
        let made = run(&["keygen", name]);
        assert_eq!((made.err.as_str(), made.code), ("", 0), "{name}");
        let described = json(&run_with(&["key", "env:MADE", "--json"], &[("MADE", &made.out)]).out);
        let algorithms = described["algorithms"].as_array().expect("a list");
        assert!(algorithms.contains(&json!(name)) && described["private"] == json!(true), "{name}: {described}");
        let jwk = run(&["keygen", name, "--format", "jwk"]).out;
        assert_eq!(json(&jwk)["alg"], json!(name));
        let described = json(&run_with(&["key", "env:MADE", "--json"], &[("MADE", &jwk)]).out);
        let kid = if described["kind"] == "HMAC" { Value::Null } else { described["thumbprint"].clone() };
        assert_eq!(described["kid"], kid, "{name}");
    }
}

#[test]
fn a_new_secret_is_as_long_as_its_hash() {
    for (name, octets) in [("HS256", 32), ("HS384", 48), ("HS512", 64)] {
        assert_eq!(run(&["keygen", name]).out.trim_end().len(), (octets * 4_usize).div_ceil(3), "{name}");
        let hex = run(&["keygen", name, "--format", "hex"]).out;
        let described = json(&run(&["key", &format!("hex:{hex}"), "--json"]).out);
        assert_eq!(described["bits"], json!(octets * 8), "{name}");
    }
    assert_ne!(run(&["keygen", "HS256"]).out, run(&["keygen", "HS256"]).out);
}

#[test]
fn a_key_file_is_its_owners_alone_and_never_overwritten() {
    let folder = Folder::new("keygen");
    let path = folder.at("key.pem");
    let made = run(&["keygen", "ES256", "--public", "-o", &path]);
    assert_eq!((made.err.as_str(), made.code), ("", 0));
    assert_eq!(made.out, run(&["key", &path, "--public", "pem"]).out);
    assert_eq!(fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o600);
    let before = fs::read(&path).expect("a file");
    let ran = run(&["keygen", "ES256", "--public", "-o", &path]);
    assert_eq!((ran.out.as_str(), ran.code), ("", 5));
    assert_eq!(ran.err, format!("jotlab: choose another name, this one is taken: {path}\n"));
    assert_eq!(fs::read(&path).expect("a file"), before);
}

#[test]
fn both_halves_are_written_where_no_file_is_named() {
    let both = run(&["keygen", "Ed25519", "--public"]).out;
    let described = json(&run_with(&["key", "env:MADE", "--json"], &[("MADE", &both)]).out);
    let private: Vec<&Value> =
        described["keys"].as_array().expect("a list").iter().map(|key| &key["private"]).collect();
    assert_eq!(private, [&json!(true), &json!(false)]);
    assert_eq!(described["keys"][0]["thumbprint"], described["keys"][1]["thumbprint"]);
    let lines = run(&["keygen", "Ed25519", "--public", "--format", "jwk"]).out;
    let halves: Vec<Value> = lines.lines().map(json).collect();
    assert_eq!((halves.len(), halves[0]["d"].is_string(), &halves[1]["d"]), (2, true, &Value::Null));
}

#[test]
fn a_format_that_does_not_fit_is_wrong_usage() {
    for (arguments, says) in [
        (
            vec!["keygen", "HS256", "--format", "pem"],
            "jotlab: --format: a key for HS256 is written as secret, hex and jwk\n",
        ),
        (vec!["keygen", "ES256", "--format", "hex"], "jotlab: --format: a key for ES256 is written as pem and jwk\n"),
        (vec!["keygen", "HS256", "--public"], "jotlab: --public: a secret has no public half\n"),
    ] {
        let ran = run(&arguments);
        assert_eq!((ran.out.as_str(), ran.err.as_str(), ran.code), ("", says, 2), "{arguments:?}");
    }
    for arguments in
        [vec!["keygen", "none"], vec!["keygen"], vec!["key"], vec!["key", "a", "--json", "--public", "pem"]]
    {
        assert_eq!(run(&arguments).code, 2, "{arguments:?}");
    }
}

#[test]
fn a_key_is_read_from_a_pipe_where_none_is_named() {
    let content = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/keys/p256.spki.pem")).expect("a key");
    let der = {
        let text = String::from_utf8(content.clone()).expect("UTF-8");
        let base64: String = text.lines().filter(|line| !line.contains(' ')).collect();
        base64::Engine::decode(&base64::engine::general_purpose::STANDARD, base64).expect("base64")
    };
    for arguments in [&["key"][..], &["key", "-"], &["key", "@-"]] {
        for content in [&content, &der] {
            let mut child = Command::new(env!("CARGO_BIN_EXE_jotlab"))
                .args(arguments)
                .env_clear()
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .expect("it starts");
            std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), content).expect("written");
            let output = child.wait_with_output().expect("it ends");
            let out = String::from_utf8(output.stdout).expect("UTF-8");
            assert!(
                output.status.success() && out.starts_with("EC, P-256, public\n  source     standard input ("),
                "{out}"
            );
        }
    }
    // Nothing in it is no key.
    let ran = run(&["key"]);
    assert_eq!((ran.code, ran.err.as_str()), (2, "jotlab: no key: give it as an argument, or pipe it in\n"));
    let ran = run(&["key", "-"]);
    assert_eq!((ran.code, ran.err.as_str()), (4, "jotlab: standard input: it is empty\n"));
}

#[test]
fn what_people_give_for_a_key_is_told_what_it_is() {
    let token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1c2VyIn0.c2lnbmF0dXJl";
    let folder = Folder::new("people");
    fs::write(folder.at("page"), "<!DOCTYPE html>\n<html><body>404</body></html>\n").expect("written");
    for (argument, why) in [
        ("https://idp.example/.well-known/jwks.json", "the key: an address, and nothing is fetched here"),
        (token, "the key: a token and no key"),
        (&format!("Bearer {token}"), "the key: a token and no key"),
        (&folder.at("page"), "a page of HTML"),
        ("base64:abc-_A", "the key: this is base64url with - or _: write base64url: before it"),
        ("base64url:abc+/A", "the key: this is base64 with + or /: write base64: before it"),
        ("base64:a b c!", "the key: this is not base64:"),
        ("hex:0xff", "no 0x and no colons"),
        ("hex:ff:00", "no 0x and no colons"),
    ] {
        let ran = run(&["key", argument]);
        assert_eq!((ran.code, ran.out.as_str()), (4, ""), "{argument}");
        assert!(ran.err.contains(why), "{argument}: {}", ran.err);
        assert!(!ran.err.contains("c2lnbmF0dXJl") && !ran.err.contains("idp.example"), "{}", ran.err);
    }
}

#[test]
fn the_algorithms_that_are_left_are_shown() {
    for (name, left) in [
        ("rsa-pss", json!(["PS256", "PS384", "PS512"])),
        ("rsa-pss256", json!(["PS256"])),
        ("rsa", json!(["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"])),
    ] {
        let found = json(&run(&["key", &format!("{name}.spki.pem"), "--json"]).out);
        assert_eq!((&found["kind"], &found["algorithms"]), (&json!("RSA"), &left), "{name}");
    }
    let secret = |members: &str| {
        let jwk = format!(r#"{{"kty":"oct","k":"Y29ycmVjdCBob3JzZSBiYXR0ZXJ5IHN0YXBsZSAxMjM"{members}}}"#);
        json(&run(&["key", &jwk, "--json"]).out)["algorithms"].clone()
    };
    assert_eq!(secret(r#","alg":"HS384""#), json!(["HS384"]));
    assert_eq!(secret(r#","use":"enc""#), json!([]));
    assert_eq!(secret(r#","alg":"A128KW""#), json!([]));
}

#[test]
fn a_pipe_into_which_nobody_writes_holds_nobody() {
    let folder = Folder::new("fifo");
    let pipe = folder.at("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("it starts").success());
    let ran = run(&["key", &format!("@{pipe}")]);
    assert_eq!((ran.code, ran.out.as_str()), (4, ""));
    assert_eq!(ran.err, format!("jotlab: nobody writes into this pipe: {pipe}\n"));
    let ran = run(&["verify", "--key", &format!("@{pipe}"), "eyJhbGciOiJub25lIn0.e30."]);
    assert_eq!((ran.code, ran.out.as_str()), (4, ""));
}
