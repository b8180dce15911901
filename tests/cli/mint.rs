//! `jotlab mint` as a shell runs it: arguments, files and a pipe in, one token out. Clock and zone stand still.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::ran::Ran;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// 2025-03-26T15:01:45Z
const NOW: &str = "1743001305";
/// Header and payload of the article's first token.
const ARTICLE: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1c2VyIiwicm9sZSI6InVzZXIiLCJpYXQiOjE3NDMwMDEzMDUsImV4cCI6MTc0MzAwMzEwNX0";
const KEY: &str = "env:JWT_KEY";

fn run(arguments: &[&str], stdin: &str) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jotlab"));
    command.arg("mint").args(arguments).env_clear();
    command.env("TZ", "Europe/Berlin").env("JOTLAB_CLOCK", NOW).env("JWT_KEY", "0123456789abcdef0123456789abcdefX");
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut pipe = child.stdin.take().expect("a pipe");
    // Who has no use for it closes it.
    let _ = pipe.write_all(stdin.as_bytes());
    drop(pipe);
    let output = child.wait_with_output().expect("it ends");
    Ran::of(output)
}

/// Header and payload of the token that these arguments and a good key make; nothing is complained about.
fn minted(arguments: &[&str]) -> (String, String) {
    let ran = run(&[&["--key", KEY], arguments].concat(), "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments:?}");
    texts(&ran.out)
}

fn texts(token: &str) -> (String, String) {
    let parts: Vec<&str> = token.trim_end().split('.').collect();
    assert_eq!(parts.len(), 3, "{token}");
    let text = |part: &str| String::from_utf8(URL_SAFE_NO_PAD.decode(part).expect("base64url")).expect("UTF-8");
    (text(parts[0]), text(parts[1]))
}

fn file(name: &str, text: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cli_mint");
    fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(name);
    fs::write(&path, text).expect("a file");
    path
}

#[test]
fn the_preset_of_the_article_makes_its_token_byte_for_byte() {
    let ran = run(&["--preset", "article", "--key", KEY, "--at", "2025-03-26T15:01:45Z"], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out.rsplit_once('.').expect("a signature").0, ARTICLE);
    assert_eq!(ran.out.matches('\n').count(), 1, "a token and nothing else");
}

#[test]
fn without_flags_it_is_good_for_30_minutes_and_says_no_more() {
    assert_eq!(
        minted(&[]),
        (r#"{"alg":"HS256","typ":"JWT"}"#.to_owned(), r#"{"iat":1743001305,"exp":1743003105}"#.to_owned())
    );
}

#[test]
fn every_flag_has_its_place() {
    let flags = [
        "--role",
        "admin",
        "--role",
        "editor",
        "--aud",
        "a",
        "--aud",
        "b",
        "--jti",
        "id-1",
        "--iss",
        "i",
        "--name",
        "N",
        "--sub",
        "s",
        "--ttl",
        "1h30m",
        "--nbf",
        "5m",
        "--header",
        "cty=JWT",
        "--header",
        "kid=k1",
        "--claim",
        "z=1.50",
        "--claim",
        "deep={\"b\": 1, \"a\": [1e2]}",
        "--claim",
        "text=no json",
    ];
    assert_eq!(
        minted(&flags),
        (
            r#"{"alg":"HS256","typ":"JWT","kid":"k1","cty":"JWT"}"#.to_owned(),
            r#"{"sub":"s","name":"N","iss":"i","aud":["a","b"],"roles":["admin","editor"],"nbf":1743001605,"iat":1743001305,"exp":1743006705,"jti":"id-1","z":1.50,"deep":{"b":1,"a":[1e2]},"text":"no json"}"#
                .to_owned()
        )
    );
}

#[test]
fn time_claims_take_durations_and_keep_their_places() {
    let payload = |arguments: &[&str]| minted(arguments).1;
    assert_eq!(
        payload(&["--claim", "exp=+1m", "--claim", "sub=s"]),
        r#"{"iat":1743001305,"exp":1743001365,"sub":"s"}"#
    );
    assert_eq!(payload(&["--claim", "iat=-25m"]), r#"{"iat":1742999805,"exp":1743001605}"#);
    assert_eq!(payload(&["--claim", "auth_time=-1h"]), r#"{"iat":1743001305,"exp":1743003105,"auth_time":1742997705}"#);
    assert_eq!(payload(&["--claim", "note=+1m"]), r#"{"iat":1743001305,"exp":1743003105,"note":"+1m"}"#);
    assert_eq!(payload(&["--ttl", "2025-03-27 00:00"]), r#"{"iat":1743001305,"exp":1743030000}"#);
}

#[test]
fn a_claims_file_keeps_its_order_and_its_numbers_and_wins_over_what_is_there_by_default() {
    let path = file("claims.json", "{\n  \"z\": 12345678901234567890,\n  \"exp\": 1e10,\n  \"a\": 1.0\n}\n");
    let path = path.to_str().expect("UTF-8");
    assert_eq!(minted(&["--claims", path]).1, r#"{"iat":1743001305,"z":12345678901234567890,"exp":1e10,"a":1.0}"#);
    assert_eq!(
        minted(&["--claims", path, "--claim", "exp=2000000000"]).1,
        r#"{"iat":1743001305,"z":12345678901234567890,"exp":2000000000,"a":1.0}"#,
        "a single claim wins, in its place"
    );
    let ran = run(&["--claims", "-", "--key", KEY], "{\"b\":1}");
    assert_eq!(texts(&ran.out).1, r#"{"iat":1743001305,"exp":1743003105,"b":1}"#);
}

#[test]
fn at_and_jti_make_it_reproducible() {
    let once = |arguments: &[&str]| run(&[&["--key", KEY], arguments].concat(), "").out;
    let fixed = ["--at", "2025-03-26T15:01:45Z", "--jti", "x"];
    assert_eq!(once(&fixed), once(&fixed));
    assert_ne!(once(&["--jti", "auto"]), once(&["--jti", "auto"]));
}

#[test]
fn a_users_preset_is_a_file_of_the_same_form() {
    let path = file("preset.json", r#"{"alg":"HS384","role":["a"],"roles-as":"realm","ttl":"none","iat":"none"}"#);
    let ran = run(&["--preset", path.to_str().expect("UTF-8"), "--key", KEY], "");
    assert_eq!(
        texts(&ran.out),
        (r#"{"alg":"HS384","typ":"JWT"}"#.to_owned(), r#"{"realm_access":{"roles":["a"]}}"#.to_owned())
    );
    assert_eq!(
        ran.err,
        "jotlab: warning: the secret has 264 bits, HS384 asks for 384 or more: it can be guessed (RFC 7518 §3.2)\n\
         jotlab: warning: no exp: this token is good for ever\n"
    );
}

#[test]
fn a_key_signs_by_what_it_is_for() {
    let alg = |arguments: &[&str]| {
        let ran = run(arguments, "");
        assert_eq!(ran.code, 0, "{}", ran.err);
        texts(&ran.out).0
    };
    let keys = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/keys");
    let path = |name: &str| keys.join(name).to_str().expect("UTF-8").to_owned();
    assert_eq!(alg(&["--key", &path("ed25519.pkcs8.pem")]), r#"{"alg":"Ed25519","typ":"JWT"}"#);
    assert_eq!(alg(&["--key", &path("ed25519.pkcs8.pem"), "--alg", "EdDSA"]), r#"{"alg":"EdDSA","typ":"JWT"}"#);
    assert_eq!(
        alg(&["--key", KEY, "--preset", "access"]),
        r#"{"alg":"HS256","typ":"at+jwt"}"#,
        "the preset suggests RS256, the key decides"
    );
    assert_eq!(alg(&["--alg", "none"]), r#"{"alg":"none","typ":"JWT"}"#);
}

#[test]
fn warnings_never_block() {
    let ran = run(&["--key", "secret:secret"], "");
    assert_eq!(ran.code, 0);
    assert_eq!(
        ran.err,
        "jotlab: warning: the key stands in the arguments, where ps shows it: env:NAME or @FILE keeps it out\n\
         jotlab: warning: the secret (48 bits) is well known: whoever attacks a token tries it first\n"
    );
    let ran = run(&["--alg", "none", "--ttl", "none"], "");
    assert_eq!(ran.code, 0);
    assert!(ran.out.ends_with(".\n"), "no signature: {}", ran.out);
    assert_eq!(
        ran.err,
        "jotlab: warning: alg none: nothing protects this token, anyone can change it\n\
         jotlab: warning: no exp: this token is good for ever\n"
    );
}

#[test]
fn a_token_that_receivers_refuse_is_minted_with_a_warning() {
    for (arguments, says) in [
        (vec!["--ttl", "0"], "it has expired already: exp is not after now"),
        (vec!["--ttl", "-5m"], "it has expired already: exp is not after now"),
        (vec!["--ttl", "2020-01-01"], "it has expired already: exp is not after now"),
        (vec!["--nbf", "1h"], "exp is not after nbf: there is no instant at which it is valid"),
        (vec!["--claim", "exp=abc"], "verify refuses it: payload, byte "),
        (vec!["--claim", "aud=1"], "verify refuses it: payload, byte "),
        (vec!["--header", "crit=[\"x\"]", "--header", "x=1"], "verify refuses it: header, byte "),
        (
            vec!["--claim", "a={bad"],
            "--claim: `a` is taken as text, for it is no JSON: byte 1: expected a name in double quotes",
        ),
        (vec!["--header", "x=[1,"], "--header: `x` is taken as text, for it is no JSON: byte 3: expected "),
        (vec!["--claim", "a=\"b"], "--claim: `a` is taken as text, for it is no JSON: byte "),
        (vec!["--ttl", "15"], "--ttl 15 is 15 s: for minutes write 15m"),
        (vec!["--claim", "a=1", "--claim", "b=1", "--claim", "a=2"], "--claim: `a` is given more than once: the last"),
        (vec!["--header", "x=1", "--header", "x=1"], "--header: `x` is given more than once: the last counts"),
    ] {
        let ran = run(&[&["--key", KEY], arguments.as_slice()].concat(), "");
        assert_eq!((ran.code, ran.out.matches('.').count()), (0, 2), "{arguments:?}");
        assert!(ran.err.starts_with(&format!("jotlab: warning: {says}")), "{arguments:?}: {}", ran.err);
        assert_eq!(ran.err.matches('\n').count(), 1, "{arguments:?}: {}", ran.err);
    }
    assert_eq!(run(&["--key", KEY, "--preset", "expired"], "").err, "", "that is what it is for");
}

#[test]
fn flags_that_do_not_exist_have_a_hint() {
    for (arguments, says) in [
        (["--typ", "x"], "--header typ=…"),
        (["--kid", "x"], "--header kid=…"),
        (["--secret", "x"], "--key secret:…"),
        (["--header", "alg=HS512"], "use --alg"),
        (["--alg=HS256", "role=admin"], "  tip: a claim is written --claim role=admin, or --role admin\n"),
        (["--alg=HS256", "tenant=a\u{1b}"], "  tip: a claim is written --claim tenant=a\\u001b\n"),
    ] {
        let ran = run(&[&["--key", KEY], arguments.as_slice()].concat(), "");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.err.contains(says), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn what_cannot_be_minted_says_why() {
    let twice = file("twice.json", "{\"a\":1,\"a\":2}");
    let broken = file("broken.json", "{\n \"a\": 1,\n}");
    let preset = file("wrong.json", "{\n \"ttl\": 5\n}");
    let [twice, broken, preset] = [&twice, &broken, &preset].map(|path| path.to_str().expect("UTF-8"));
    let says = |path: &str, why: &str| format!("{path}: {why}");
    let cases: [(&[&str], i32, String); 20] = [
        (&[], 2, "no key: give one with --key, such as --key env:NAME, or write --alg none".to_owned()),
        (
            &["--alg", "none", "--key", KEY],
            2,
            "--alg none takes no key: leave --key out, or choose an algorithm".to_owned(),
        ),
        (&["--alg", "hs256", "--key", KEY], 2, "--alg: the name is written HS256".to_owned()),
        (&["--alg", "HS1", "--key", KEY], 2, "--alg: `HS1` is no algorithm: take one of HS256".to_owned()),
        (&["--alg", "RS256", "--key", KEY], 4, "the key is an HMAC secret, RS256 signs with an RSA key".to_owned()),
        (&["--key", "nosuchfile"], 4, "the key: no such file; for a secret write secret:TEXT".to_owned()),
        (&["--key", "env:NOT_SET"], 4, "the variable NOT_SET is not set".to_owned()),
        (
            &["--key", KEY, "--ttl", "30x"],
            2,
            "--ttl: `x` is not a unit of time: write 90s, 30m, 1h30m or 7d".to_owned(),
        ),
        (&["--key", KEY, "--ttl", "1h30"], 2, "--ttl: a unit is missing behind `30`: write 90s".to_owned()),
        (&["--key", KEY, "--nbf", "soon"], 2, "--nbf: a number is missing before `soon`".to_owned()),
        (&["--key", KEY, "--at", "soon"], 2, "--at: `soon` is no time".to_owned()),
        (&["--key", KEY, "--claim", "x"], 2, "--claim: `x` is no NAME=VALUE".to_owned()),
        (&["--key", KEY, "--header", "=x"], 2, "--header: `=x` is no NAME=VALUE".to_owned()),
        (
            &["--key", KEY, "--sub", "a", "--claim", "sub=b"],
            2,
            "`sub` is given by --sub and by --claim: leave one of them out".to_owned(),
        ),
        (
            &["--key", KEY, "--role", "a", "--role", "b", "--roles-as", "role"],
            2,
            "--role: `role` holds one role and here are 2".to_owned(),
        ),
        (&["--key", KEY, "--claims", twice], 2, says(twice, "`a` stands twice: take one of them away")),
        (&["--key", KEY, "--claims", broken], 2, says(broken, "line 3, character 1: expected a name in double quotes")),
        (&["--key", KEY, "--claims", "/no/such"], 5, "--claims: no such file: /no/such".to_owned()),
        (
            &["--key", KEY, "--preset", preset],
            2,
            says(preset, "line 2, character 9: expected a string, found a number"),
        ),
        (&["--key", KEY, "--preset", "nix"], 2, "--preset: `nix` is no file and none of article access".to_owned()),
    ];
    for (arguments, code, sentence) in cases {
        let ran = run(arguments, "");
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{arguments:?}: {}", ran.err);
        assert!(ran.err.starts_with("jotlab: ") && ran.err.contains(&sentence), "{arguments:?}: {}", ran.err);
    }
    let ran = run(&["--key", KEY, "--claims", "-"], "[1]");
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("jotlab: --claims: standard input: expected an object"), "{}", ran.err);
    let ran = run(&["--key", KEY, "--roles-as", "groups"], "");
    assert_eq!(ran.code, 2);
}

#[test]
fn a_key_that_is_only_public_does_not_sign() {
    let keys = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/keys/ed25519.spki.pem");
    let ran = run(&["--key", keys.to_str().expect("UTF-8")], "");
    assert_eq!((ran.code, ran.out.as_str()), (4, ""));
    assert!(ran.err.contains("signing needs the private one"), "{}", ran.err);
}

/// A JWK of a secret that is long enough, with these members besides.
fn jwk(members: &str) -> String {
    format!(r#"{{"kty":"oct","k":"{}"{members}}}"#, URL_SAFE_NO_PAD.encode("correct horse battery staple 123"))
}

#[test]
fn the_kid_of_a_key_goes_into_the_header_unless_another_is_given_or_none() {
    let key = file("kid.jwk.json", &jwk(r#","kid":"spring""#));
    let key = key.to_str().expect("UTF-8");
    let header = |arguments: &[&str]| {
        let ran = run(&[&["--key", key], arguments].concat(), "");
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments:?}");
        texts(&ran.out).0
    };
    assert_eq!(header(&[]), r#"{"alg":"HS256","typ":"JWT","kid":"spring"}"#);
    assert_eq!(header(&["--header", "kid=autumn"]), r#"{"alg":"HS256","typ":"JWT","kid":"autumn"}"#);
    assert_eq!(header(&["--header", "kid=null"]), r#"{"alg":"HS256","typ":"JWT"}"#);
    assert_eq!(header(&["--header", "typ=null"]), r#"{"alg":"HS256","kid":"spring"}"#);
}

#[test]
fn what_the_owner_of_a_key_keeps_it_for_is_respected_and_said() {
    for (members, why) in [
        (r#","use":"enc""#, "the `use` of the key is \"enc\": it is not for signatures"),
        (r#","key_ops":["verify"]"#, "the `key_ops` of the key do not list \"sign\": it is not for this"),
    ] {
        let ran = run(&["--key", "-"], &jwk(members));
        assert_eq!((ran.code, ran.out.as_str()), (4, ""), "{members}");
        assert_eq!(ran.err, format!("jotlab: the key is not for this: {why}\n"));
    }
    let ran = run(&["--key", "-", "--alg", "HS512"], &jwk(r#","alg":"HS256""#));
    assert_eq!(ran.code, 4, "{}", ran.out);
    assert!(ran.err.contains("the key is for HS256 only, by its own `alg`, and the token says HS512"), "{}", ran.err);
    for members in [r#","use":"sig""#, r#","key_ops":["sign"]"#, r#","alg":"HS256""#] {
        assert_eq!(run(&["--key", "-"], &jwk(members)).code, 0, "{members}");
    }
    // Of a set, one that may sign is taken.
    let set = format!(r#"{{"keys":[{},{}]}}"#, jwk(r#","use":"enc","kid":"a""#), jwk(r#","kid":"b""#));
    assert_eq!(texts(&run(&["--key", "-"], &set).out).0, r#"{"alg":"HS256","typ":"JWT","kid":"b"}"#);
}

#[test]
fn claims_that_hold_nothing_are_a_mistake_and_no_claims_are_written_as_such() {
    for empty in ["", " \n"] {
        let ran = run(&["--key", KEY, "--claims", "-"], empty);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert_eq!(ran.err, "jotlab: --claims: standard input is empty; for no claims write {}\n");
    }
    assert_eq!(run(&["--key", KEY, "--claims", "-"], "{}").code, 0);
}

#[test]
fn standard_input_is_the_key_or_the_claims() {
    let ran = run(&["--key", "-", "--claims", "-"], "secret");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.starts_with("jotlab: --key and --claims both want standard input"), "{}", ran.err);
}

#[test]
fn a_key_that_is_given_as_it_is_may_begin_with_dashes() {
    let pem = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/keys/ed25519.pkcs8.pem")).expect("a key");
    let (_, pem) = pem.split_once('\n').expect("a line that says what it is for");
    let ran = run(&["--key", pem], "");
    assert_eq!((ran.code, texts(&ran.out).0.as_str()), (0, r#"{"alg":"Ed25519","typ":"JWT"}"#));
}

#[test]
fn a_key_that_is_kept_to_pss_signs_with_pss() {
    let key = |name: &str| format!("{}/tests/keys/{name}", env!("CARGO_MANIFEST_DIR"));
    let ran = run(&["--key", &key("rsa-pss384.pkcs8.pem")], "");
    assert_eq!((ran.code, texts(&ran.out).0.as_str()), (0, r#"{"alg":"PS384","typ":"JWT"}"#));
    let ran = run(&["--key", &key("rsa-pss384.pkcs8.pem"), "--alg", "RS384"], "");
    assert_eq!(ran.code, 4);
    assert_eq!(ran.err, "jotlab: the key is an RSA-PSS key (PS384 only), RS384 signs with an RSA key\n");
}
