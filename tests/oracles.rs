//! Other people's programs as judges: PyJWT, jose, OpenSSL verify what jotlab signs and the other way round; Mermaid's parser and the HAR
//! schema read what it exports. Needs what `.ci/oracles FOLDER` installs, and the folder in `JOTLAB_ORACLES`:
//! `cargo test --test oracles -- --ignored`.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

/// What PyJWT 2.15 knows.
const PYJWT: [&str; 14] = [
    "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
    "ES256K", "EdDSA",
];

/// What jose 6 knows on the Node that is in wide use.
const JOSE: [&str; 14] = [
    "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
    "Ed25519", "EdDSA",
];

fn oracles() -> PathBuf {
    let folder = std::env::var_os("JOTLAB_ORACLES").expect("JOTLAB_ORACLES names the folder that .ci/oracles filled");
    fs::canonicalize(folder).expect("JOTLAB_ORACLES is a folder")
}

/// A folder of this test's own, gone with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("jotlab-oracles-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Runs jotlab and gives what it printed; it must exit with 0.
fn jotlab(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_jotlab"))
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "jotlab {arguments:?} exits with {:?}: {said}", output.status.code());
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

/// A program that answers each JSON line with one.
struct Oracle {
    program: Child,
    asks: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Oracle {
    fn start(command: &mut Command) -> Self {
        let mut program = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the oracle runs");
        let asks = program.stdin.take().unwrap();
        let answers = BufReader::new(program.stdout.take().unwrap());
        Self { program, asks, answers }
    }

    fn pyjwt() -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles/pyjwt.py");
        Self::start(Command::new("python3").arg(script).env("PYTHONPATH", oracles().join("python")))
    }

    fn jose() -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles/jose.mjs");
        Self::start(Command::new("node").arg(script).arg(oracles()))
    }

    fn ask(&mut self, question: &Value) -> Value {
        writeln!(self.asks, "{question}").unwrap();
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|_| panic!("no answer to {question}"))
    }
}

impl Drop for Oracle {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// What a script prints, a line a case, for a JSON array on its standard input.
fn lines_of(script: &str, cases: &Value) -> Vec<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles").join(script);
    let mut program = Command::new("node")
        .arg(script)
        .arg(oracles())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node is installed");
    program.stdin.take().unwrap().write_all(cases.to_string().as_bytes()).unwrap();
    let output = program.wait_with_output().unwrap();
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// The payload of every token here.
fn payload() -> Value {
    json!({ "sub": "user", "role": "admin", "n": 7 })
}

/// Mints the payload with the key in `file`.
fn mint(alg: &str, file: &str) -> String {
    let key = format!("@{file}");
    jotlab(&[
        "mint", "--alg", alg, "--key", &key, "--sub", "user", "--role", "admin", "--ttl", "none", "--claim", "n=7",
    ])
}

/// What is in the payload, without the instant of its making.
fn without_iat(mut payload: Value) -> Value {
    payload.as_object_mut().unwrap().remove("iat");
    payload
}

/// Verifies `token` with the key in `file`.
fn verify(token: &str, file: &str) -> String {
    let text = jotlab(&["verify", token, "--key", &format!("@{file}"), "--json"]);
    let document: Value = serde_json::from_str(&text).unwrap();
    document["tokens"][0]["verification"]["signature"].as_str().unwrap_or("no verdict").to_owned()
}

fn is_hmac(alg: &str) -> bool {
    alg.starts_with("HS")
}

#[test]
#[ignore = "needs PyJWT"]
fn pyjwt_and_we_believe_each_other() {
    let folder = Folder::new("pyjwt");
    let mut oracle = Oracle::pyjwt();
    for alg in PYJWT {
        let (private, public) = (folder.file(&format!("{alg}.key")), folder.file(&format!("{alg}.pub")));
        let form = if is_hmac(alg) { "hex" } else { "pem" };
        jotlab(&["keygen", alg, "--format", form, "-o", &private]);
        let (signing, verifying, ours) = if is_hmac(alg) {
            let hex = fs::read_to_string(&private).unwrap().trim().to_owned();
            fs::write(folder.file("hex"), &hex).unwrap();
            let raw: Vec<u8> =
                (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect();
            fs::write(&public, raw).unwrap();
            (hex.clone(), hex, public.clone())
        } else {
            fs::write(&public, jotlab(&["key", &format!("@{private}"), "--public", "pem"])).unwrap();
            (fs::read_to_string(&private).unwrap(), fs::read_to_string(&public).unwrap(), private.clone())
        };
        let answer = oracle.ask(&json!({ "do": "verify", "alg": alg, "key": verifying, "token": mint(alg, &ours) }));
        assert!(answer.get("payload").is_some(), "{alg}: {answer}");
        assert_eq!(without_iat(answer["payload"].clone()), payload(), "{alg}");
        let answer = oracle.ask(&json!({ "do": "sign", "alg": alg, "key": signing, "payload": payload() }));
        let token = answer["token"].as_str().unwrap_or_else(|| panic!("{alg}: {answer}"));
        assert_eq!(verify(token, &public), "valid", "{alg}");
    }
}

#[test]
#[ignore = "needs jose"]
fn jose_and_we_believe_each_other() {
    let folder = Folder::new("jose");
    let mut oracle = Oracle::jose();
    for alg in JOSE {
        let (private, public) = (folder.file(&format!("{alg}.key")), folder.file(&format!("{alg}.pub")));
        jotlab(&["keygen", alg, "--format", "jwk", "-o", &private]);
        let signing: Value = serde_json::from_str(&fs::read_to_string(&private).unwrap()).unwrap();
        let verifying = if is_hmac(alg) {
            signing.clone()
        } else {
            serde_json::from_str(&jotlab(&["key", &format!("@{private}"), "--public", "jwk"])).unwrap()
        };
        fs::write(&public, verifying.to_string()).unwrap();
        let answer = oracle.ask(&json!({ "do": "verify", "alg": alg, "jwk": verifying, "token": mint(alg, &private) }));
        assert!(answer.get("payload").is_some(), "{alg}: {answer}");
        assert_eq!(without_iat(answer["payload"].clone()), payload(), "{alg}");
        let answer = oracle.ask(&json!({ "do": "sign", "alg": alg, "jwk": signing, "payload": payload() }));
        let token = answer["token"].as_str().unwrap_or_else(|| panic!("{alg}: {answer}"));
        assert_eq!(verify(token, &public), "valid", "{alg}");
    }
}

#[test]
#[ignore = "needs openssl"]
fn openssl_verifies_what_we_sign_and_we_its_signatures() {
    let folder = Folder::new("openssl");
    let cases: [(&str, &[&str]); 4] = [
        ("RS256", &["-sha256"]),
        ("RS512", &["-sha512"]),
        ("PS256", &["-sha256", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest"]),
        ("PS384", &["-sha384", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest"]),
    ];
    for (alg, options) in cases {
        let (private, public) = (folder.file(&format!("{alg}.key")), folder.file(&format!("{alg}.pub")));
        jotlab(&["keygen", alg, "--format", "pem", "-o", &private]);
        fs::write(&public, jotlab(&["key", &format!("@{private}"), "--public", "pem"])).unwrap();
        let token = mint(alg, &private);
        let (input, signature) = token.rsplit_once('.').unwrap();
        fs::write(folder.file("input"), input).unwrap();
        fs::write(folder.file("signature"), base64url(signature)).unwrap();
        let dgst = |more: &[&str]| {
            let output =
                Command::new("openssl").arg("dgst").args(options).args(more).arg(folder.file("input")).output();
            let output = output.expect("openssl is installed");
            assert!(output.status.success(), "{alg} {more:?}: {}", String::from_utf8_lossy(&output.stderr));
        };
        dgst(&["-verify", &public, "-signature", &folder.file("signature")]);
        dgst(&["-sign", &private, "-out", &folder.file("theirs")]);
        let theirs = fs::read(folder.file("theirs")).unwrap();
        assert_eq!(verify(&format!("{input}.{}", to_base64url(&theirs)), &public), "valid", "{alg}");
    }
}

fn base64url(text: &str) -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(text).unwrap()
}

fn to_base64url(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

/// The ids of the scenarios, as `session list` prints them first on each line.
fn scenarios() -> Vec<String> {
    jotlab(&["session", "list"]).lines().filter_map(|line| line.split_whitespace().next().map(str::to_owned)).collect()
}

#[test]
#[ignore = "needs Mermaid"]
fn mermaid_reads_every_scenario() {
    let ids = scenarios();
    let diagrams: Vec<String> = ids.iter().map(|id| jotlab(&["session", "run", id, "--export", "mermaid"])).collect();
    assert!(diagrams.len() >= 20, "{ids:?}");
    let said = lines_of("mermaid.mjs", &json!(diagrams));
    let wrong: Vec<_> = ids.iter().zip(&said).filter(|(_, said)| *said != "ok").collect();
    assert_eq!((said.len(), wrong), (ids.len(), Vec::new()));
}

#[test]
#[ignore = "needs the HAR schema"]
fn the_har_schema_holds_for_every_scenario() {
    let ids = scenarios();
    let archives: Vec<Value> = ids
        .iter()
        .map(|id| serde_json::from_str(&jotlab(&["session", "run", id, "--export", "har"])).expect("JSON"))
        .collect();
    let said = lines_of("har.mjs", &json!(archives));
    let wrong: Vec<_> = ids.iter().zip(&said).filter(|(_, said)| *said != "ok").collect();
    assert_eq!((said.len(), wrong), (ids.len(), Vec::new()));
}
