//! Keys as people have them: every format, every algorithm that can use it, and what is no key. The files under `keys/` were written by other
//! programs than this one: `keys/make.py` says how.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jotlab::crypto::export::{self, Half};
use jotlab::crypto::key::{Form, Structure};
use jotlab::crypto::read::{self, read_bytes};
use jotlab::crypto::{Algorithm, Key, KeyError, KeySpec, Keys, Material, Secret, sign, verify};
use proptest::prelude::*;

/// Every kind of key pair, by the name of its files.
const KINDS: [&str; 10] =
    ["rsa", "p256", "p384", "p521", "secp256k1", "ed25519", "ed448", "mldsa44", "mldsa65", "mldsa87"];

/// Those of RSA that are kept to RSASSA-PSS, and the algorithms that are left; a JWK cannot say so.
const PSS: [(&str, &[Algorithm]); 3] = [
    ("rsa-pss", &[Algorithm::Ps256, Algorithm::Ps384, Algorithm::Ps512]),
    ("rsa-pss256", &[Algorithm::Ps256]),
    ("rsa-pss384", &[Algorithm::Ps384]),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/keys")
}

fn file(name: &str) -> Vec<u8> {
    fs::read(folder().join(name)).unwrap_or_else(|why| panic!("{name}: {why}"))
}

/// The files of a kind: each holds the same key, or its public half.
fn files(kind: &str) -> Vec<(String, Vec<u8>)> {
    let names = fs::read_dir(folder()).expect("the folder").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = names.map(|name| name.into_string().expect("UTF-8")).collect();
    names.retain(|name| name.starts_with(&format!("{kind}.")));
    names.sort();
    names.into_iter().map(|name| (name.clone(), file(&name))).collect()
}

/// The ways in which a file comes to be pasted, stored in a variable, or converted.
fn variations(name: &str, content: &[u8]) -> Vec<(String, Vec<u8>)> {
    let text = String::from_utf8(content.to_vec()).expect("UTF-8");
    let mut all = vec![(name.to_owned(), content.to_vec())];
    let mut add = |how: &str, content: Vec<u8>| all.push((format!("{name}, {how}"), content));
    add("with CRLF", text.replace('\n', "\r\n").into_bytes());
    add("with a byte order mark", format!("\u{feff}{text}").into_bytes());
    add("indented", text.lines().map(|line| format!("\t  {line}  \n")).collect::<String>().into_bytes());
    if name.ends_with(".pem") {
        add("on one line", text.trim_end().replace('\n', "\\n").into_bytes());
        add("on one line, escaped twice", text.trim_end().replace('\n', "\\\\n").into_bytes());
        add("in quotes", format!("KEY={:?}\n", text.trim_end()).into_bytes());
        add("with its line breaks lost", text.replace('\n', " ").into_bytes());
        let (before, block) = text.rsplit_once("-----BEGIN ").expect("a block");
        let (label, block) = block.split_once("-----").expect("a label");
        let block = block.split_once("-----END ").expect("an end").0;
        // The curve of SEC 1 is inside it, too; the format of OpenSSH is no DER.
        if label != "OPENSSH PRIVATE KEY" {
            let base64: String = block.split_whitespace().collect();
            let der = STANDARD.decode(&base64).expect("base64");
            add("as DER", der);
            add("as base64 of DER", base64.clone().into_bytes());
            add("as base64 of DER without padding", base64.trim_end_matches('=').as_bytes().to_vec());
            add("with another label", format!("{before}-----BEGIN KEY-----{block}-----END KEY-----").into_bytes());
        }
    }
    all
}

fn only(keys: Result<Keys, KeyError>, what: &str) -> Key {
    let mut keys = keys.unwrap_or_else(|why| panic!("{what}: {why}"));
    assert_eq!((keys.keys.len(), keys.skipped.len()), (1, 0), "{what}");
    keys.keys.remove(0)
}

#[test]
fn every_format_of_a_key_signs_and_verifies_with_every_algorithm_that_takes_it() {
    let message = b"DEMO";
    let mut read = 0;
    for kind in KINDS.into_iter().chain(PSS.map(|(kind, _)| kind)) {
        let all: Vec<(String, Key)> = files(kind)
            .iter()
            .flat_map(|(name, content)| variations(name, content))
            .map(|(what, content)| (what.clone(), only(read_bytes(&content, "@file"), &what)))
            .collect();
        let algorithms: Vec<Algorithm> = all[0].1.kind().algorithms().collect();
        assert!(!algorithms.is_empty());
        let thumbprint = all[0].1.describe().thumbprint;
        for (what, key) in &all {
            assert_eq!(key.describe().thumbprint, thumbprint, "{what}");
        }
        // What two ways of writing made the same is one key.
        let mut different: Vec<&(String, Key)> = Vec::new();
        for entry in &all {
            if !different.iter().any(|(_, key)| key.material == entry.1.material) {
                different.push(entry);
            }
        }
        assert!(
            different.iter().any(|(_, key)| key.material.signs())
                && different.iter().any(|(_, key)| !key.material.signs())
        );
        for algorithm in algorithms {
            for (signer, private) in different.iter().filter(|(_, key)| key.material.signs()) {
                let signature =
                    sign(algorithm, &private.material, message).unwrap_or_else(|why| panic!("{signer}: {why}"));
                for (verifier, key) in &different {
                    let what = format!("{} signed by {signer}, verified by {verifier}", algorithm.name());
                    assert_eq!(verify(algorithm, &key.material, message, &signature), Ok(()), "{what}");
                    assert!(verify(algorithm, &key.material, b"DEMo", &signature).is_err(), "{what}");
                }
            }
        }
        read += all.len();
    }
    assert!(read > 300, "{read}");
}

#[test]
fn a_key_that_is_kept_to_pss_signs_and_verifies_with_nothing_else() {
    for (kind, left) in PSS {
        let private = only(read_bytes(&file(&format!("{kind}.pkcs8.pem")), "@file"), kind);
        let public = only(read_bytes(&file(&format!("{kind}.spki.pem")), "@file"), kind);
        assert_eq!((private.describe().algorithms.as_slice(), public.describe().algorithms.as_slice()), (left, left));
        // The same numbers, marked with nothing: what they sign is good, and the key is still not for it.
        let free =
            only(export::jwk(&private, Half::Private).map(|jwk| read_bytes(jwk.as_bytes(), "")).expect("a JWK"), kind);
        for algorithm in Algorithm::ALL.into_iter().filter(|algorithm| algorithm.takes(free.kind())) {
            let signature = sign(algorithm, &free.material, b"DEMO").expect("it signs");
            let is_left = left.contains(&algorithm);
            assert_eq!(sign(algorithm, &private.material, b"DEMO").is_ok(), is_left, "{kind} {}", algorithm.name());
            let verified = verify(algorithm, &public.material, b"DEMO", &signature);
            assert_eq!(verified.is_ok(), is_left, "{kind} {}", algorithm.name());
            if let Err(why) = verified {
                let names = left.iter().map(|left| left.name()).collect::<Vec<_>>().join(", ");
                let names = names.replace(", PS512", " and PS512");
                assert!(why.to_string().contains(&format!("an RSA-PSS key ({names} only)")), "{why}");
            }
        }
    }
}

#[test]
fn what_a_key_is_kept_to_is_written_with_it() {
    for (kind, left) in PSS {
        let key = only(read_bytes(&file(&format!("{kind}.pkcs8.pem")), "@file"), kind);
        for (half, name) in [(Half::Private, "pkcs8"), (Half::Public, "spki")] {
            let ours = export::pem(&key.material, half).expect("it is there").to_string();
            let theirs = String::from_utf8(file(&format!("{kind}.{name}.pem"))).expect("UTF-8");
            assert_eq!(format!("DEMO key, for tests only\n{ours}"), theirs, "{kind} {name}");
        }
        let jwk = export::jwk(&key, Half::Public).expect("a JWK");
        let jwk: serde_json::Value = serde_json::from_str(&jwk).expect("JSON");
        let only = if let [only] = left { Some(only.name()) } else { None };
        assert_eq!(jwk["alg"].as_str(), only, "{kind}");
    }
}

#[test]
fn parameters_that_no_token_has_make_no_key() {
    let der = |content: &[u8]| {
        let text = String::from_utf8(content.to_vec()).expect("UTF-8");
        let base64: String = text.lines().filter(|line| !line.contains("--") && !line.contains(' ')).collect();
        STANDARD.decode(base64).expect("base64")
    };
    let whole = der(&file("rsa-pss256.spki.pem"));
    let at = |what: &[u8]| whole.windows(what.len()).position(|window| window == what).expect("it is there");
    let hash = [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1];
    let changed = |at: usize, to: u8| {
        let mut changed = whole.clone();
        changed[at] = to;
        read_bytes(&changed, "@file")
    };
    let first = at(&hash) + hash.len() - 1;
    let second = first
        + 1
        + whole[first + 1..].windows(hash.len()).position(|window| window == hash).expect("twice")
        + hash.len()
        - 1;
    let salt = at(&[0xa2, 3, 2, 1, 32]) + 4;
    // Another hash for the message than for the mask, one that is none of ours, a salt longer than the hash.
    for (place, to) in [(first, 2), (second, 2), (first, 4), (salt, 33)] {
        assert_eq!(changed(place, to), Err(KeyError::PssParameters), "{place} {to}");
    }
    assert_eq!(changed(salt, 31).map(|keys| keys.keys[0].describe().algorithms), Ok(vec![Algorithm::Ps256]));
    assert!(matches!(changed(at(&[0xa2, 3, 2, 1, 32]), 0xa7), Err(KeyError::BrokenDer(_))));
}

#[test]
fn what_is_written_reads_back_as_the_same_key() {
    for kind in KINDS {
        let key = only(read_bytes(&file(&format!("{kind}.jwk.json")), "@file"), kind);
        assert_eq!(key.kid.as_deref(), Some("DEMO"));
        let public = Material::Public(key.material.public().expect("it has a public half").clone());
        for (half, due) in [(Half::Private, &key.material), (Half::Public, &public)] {
            let pem = export::pem(&key.material, half).expect("it is there");
            assert_eq!(only(read_bytes(pem.as_bytes(), "@file"), kind).material, *due, "{kind}");
            let jwk = export::jwk(&key, half).expect("it is there");
            let read = only(read_bytes(jwk.as_bytes(), "@file"), kind);
            assert_eq!((&read.material, read.kid.as_deref()), (due, Some("DEMO")), "{kind}");
        }
        let without = only(read_bytes(export::pem(&public, Half::Public).expect("a text").as_bytes(), "@file"), kind);
        assert_eq!(export::pem(&without.material, Half::Private), None);
        assert_eq!(export::jwk(&without, Half::Private), None);
    }
}

#[test]
fn what_is_written_is_what_other_programs_write() {
    for kind in KINDS {
        let key = only(read_bytes(&file(&format!("{kind}.jwk.json")), "@file"), kind);
        let pem = |half| export::pem(&key.material, half).expect("it is there").to_string();
        let lead = "DEMO key, for tests only\n";
        for (half, name) in [(Half::Private, "pkcs8"), (Half::Public, "spki")] {
            let theirs = String::from_utf8(file(&format!("{kind}.{name}.pem"))).expect("UTF-8");
            assert_eq!(format!("{lead}{}", pem(half)), theirs, "{kind} {name}");
        }
        let theirs: serde_json::Value = serde_json::from_slice(&file(&format!("{kind}.jwk.json"))).expect("JSON");
        let ours: serde_json::Value =
            serde_json::from_str(&export::jwk(&key, Half::Private).expect("a text")).expect("JSON");
        assert_eq!(ours, theirs, "{kind}");
    }
}

#[test]
fn the_members_of_a_written_jwk_have_one_order() {
    let names = |text: &str| -> Vec<String> {
        let value: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).expect("JSON");
        value.keys().cloned().collect()
    };
    let mut key = only(read_bytes(&file("rsa.jwk.json"), "@file"), "rsa");
    key.usage = Some("sig".to_owned());
    key.alg = Some("RS256".to_owned());
    let all = ["kty", "kid", "use", "alg", "n", "e", "d", "p", "q", "dp", "dq", "qi"];
    assert_eq!(names(&export::jwk(&key, Half::Private).expect("a text")), all);
    assert_eq!(names(&export::jwk(&key, Half::Public).expect("a text")), all[..6]);
    let key = only(read_bytes(&file("mldsa44.jwk.json"), "@file"), "mldsa44");
    assert_eq!(names(&export::jwk(&key, Half::Private).expect("a text")), ["kty", "kid", "alg", "pub", "priv"]);
}

#[test]
fn a_written_kid_hides_nothing() {
    let mut key = only(read::secret("DEMO", "typed"), "secret");
    key.kid = Some("a\"\u{202e}\u{1b}".to_owned());
    let jwk = export::jwk(&key, Half::Private).expect("a text");
    assert_eq!(jwk.as_str(), r#"{"kty":"oct","kid":"a\"\u202e\u001b","k":"REVNTw"}"#);
    assert_eq!(only(read_bytes(jwk.as_bytes(), "@file"), "jwk").kid, key.kid);
    assert_eq!((export::jwk(&key, Half::Public), export::jwks([&key])), (None, r#"{"keys":[]}"#.to_owned()));
}

#[test]
fn what_is_no_key_is_named_with_the_command_that_converts_it() {
    let cases = [
        ("chain.p7b", "a PKCS#7 file", "openssl pkcs7"),
        ("dsa-traditional.pem", "a DSA key", "jotlab keygen"),
        ("dsa.pem", "a DSA key", "jotlab keygen"),
        ("encrypted-pkcs8.pem", "an encrypted private key", "openssl pkcs8"),
        ("encrypted-traditional.pem", "an encrypted private key", "openssl pkey"),
        ("explicit-curve-pkcs8.pem", "an EC key whose curve", "openssl ec"),
        ("explicit-curve.pem", "an EC key whose curve", "openssl ec"),
        ("openssh-encrypted.pem", "an encrypted OpenSSH private key", "ssh-keygen"),
        ("openssh-rsa.pem", "an OpenSSH private key of RSA", "ssh-keygen"),
        ("p224.pem", "a key on the curve 1.3.132.0.33", "P-256"),
        ("parameters.pem", "parameters without a key", "jotlab keygen"),
        ("request.pem", "a certificate signing request", "openssl req"),
        ("rsa-pss-sha1.pem", "an RSA-PSS key that is bound to parameters", "jotlab keygen PS256"),
        ("rsa512.pem", "an RSA key of 512 bits", "1024"),
        ("ssh-cert.pub", "an OpenSSH certificate", ".pub"),
        ("ssh2.pub", "an SSH2 public key", "ssh-keygen -i"),
        ("store.p12", "a PKCS#12 file", "openssl pkcs12"),
        ("x25519.pem", "an X25519 key", "jotlab keygen Ed25519"),
        ("x448.pem", "an X448 key", "jotlab keygen Ed448"),
    ];
    let mut names: Vec<_> = fs::read_dir(folder().join("foreign"))
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    names.sort();
    assert_eq!(names, cases.map(|(name, ..)| name));
    for (name, is, converts) in cases {
        let content = file(&format!("foreign/{name}"));
        let why = read_bytes(&content, "@file").expect_err(name).to_string();
        assert!(why.starts_with(is) && why.contains(converts), "{name}: {why}");
    }
    let texts = [
        (
            "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nDEMO\n-----END PGP PRIVATE KEY BLOCK-----\n",
            "something of OpenPGP",
        ),
        ("PuTTY-User-Key-File-3: ssh-ed25519\nDEMO", "a PuTTY private key"),
        ("sk-ssh-ed25519@openssh.com AAAADEMO", "a key that lives in a security key"),
        ("ssh-dss AAAADEMO", "a DSA key"),
        ("eyJhbGciOiJub25lIn0.e30.", "a token and no key"),
        ("eyJhbGciOiJkaXIifQ..aa.bb.cc", "a JWE"),
        ("\u{feff}{\"a\":1}", "this begins like JSON and is no key"),
        ("{\"kty\":\"oct\",\"k\":", "this begins like a JWK"),
        ("{\"alg\":RS256,\"kty\":\"RSA\"}", "this begins like a JWK"),
        ("{\"keys\":[]}", "the JWK Set has no key"),
        ("-----BEGIN PRIVATE KEY-----\nMC4C", "the PEM block PRIVATE KEY is broken"),
        ("-----BEGIN PRIVATE KEY-----\nDEMO\n-----END PRIVATE KEY-----", "the PEM block PRIVATE KEY is broken"),
        (" \n", "it is empty"),
    ];
    for (text, is) in texts {
        let why = read_bytes(text.as_bytes(), "@file").expect_err(text).to_string();
        assert!(why.starts_with(is), "{text}: {why}");
    }
    assert!(
        read_bytes(&[0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2], "@file")
            .expect_err("JKS")
            .to_string()
            .starts_with("a Java key store")
    );
}

#[test]
fn a_damaged_key_is_a_bad_key_and_no_secret() {
    let x = |hex: &str| -> String {
        URL_SAFE_NO_PAD.encode(
            (0..hex.len() / 2)
                .map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).expect("hex"))
                .collect::<Vec<u8>>(),
        )
    };
    let okp = |x: &str| format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}"}}"#);
    // y = 2 is on no point; y = 1 is the neutral point, for which anyone can sign.
    let (off, neutral) = (okp(&x(&format!("02{}", "00".repeat(31)))), okp(&x(&format!("01{}", "00".repeat(31)))));
    assert_eq!(read_bytes(off.as_bytes(), "@file"), Err(KeyError::NotOnCurve("Ed25519")));
    assert_eq!(read_bytes(neutral.as_bytes(), "@file"), Err(KeyError::LowOrder("Ed25519")));
    assert_eq!(read_bytes(okp("AAAA").as_bytes(), "@file"), Err(KeyError::Length("an Ed25519 public key", 32, 3)));
    for kind in ["p256", "p384", "p521", "secp256k1"] {
        let mut jwk: serde_json::Value = serde_json::from_slice(&file(&format!("{kind}.jwk.json"))).expect("JSON");
        let y = jwk["y"].clone();
        jwk["y"] = jwk["x"].clone();
        let why = read_bytes(jwk.to_string().as_bytes(), "@file").expect_err(kind).to_string();
        assert!(why.starts_with("not a key"), "{why}");
        jwk["y"] = y;
        jwk["d"] = URL_SAFE_NO_PAD.encode([1]).into();
        assert_eq!(read_bytes(jwk.to_string().as_bytes(), "@file"), Err(KeyError::Mismatch), "{kind}");
        jwk["d"] = URL_SAFE_NO_PAD.encode([0; 32]).into();
        assert!(matches!(read_bytes(jwk.to_string().as_bytes(), "@file"), Err(KeyError::PrivateNumber(_))), "{kind}");
    }
    let mut other: serde_json::Value = serde_json::from_slice(&file("rsa.jwk.json")).expect("JSON");
    other["dp"] = other["dq"].clone();
    assert_eq!(read_bytes(other.to_string().as_bytes(), "@file"), Err(KeyError::RsaNumbers));
    other.as_object_mut().expect("an object").remove("dp");
    assert_eq!(read_bytes(other.to_string().as_bytes(), "@file"), Err(KeyError::NoPrimes));
    for (kind, private) in [("ed25519", "d"), ("ed448", "d"), ("mldsa44", "priv")] {
        let mut jwk: serde_json::Value = serde_json::from_slice(&file(&format!("{kind}.jwk.json"))).expect("JSON");
        let length = if kind == "ed448" { 57 } else { 32 };
        jwk[private] = URL_SAFE_NO_PAD.encode(vec![7; length]).into();
        assert_eq!(read_bytes(jwk.to_string().as_bytes(), "@file"), Err(KeyError::Mismatch), "{kind}");
    }
}

#[test]
fn what_a_jwk_says_of_itself_is_kept_and_its_members_must_be_what_they_are() {
    let read = |text: &str| read_bytes(text.as_bytes(), "@file");
    let key = only(
        read(
            r#"{"kty":"oct","k":"REVNTw","kid":"DEMO","use":"sig","alg":"HS256","key_ops":["sign","verify"],"x":null}"#,
        ),
        "oct",
    );
    assert_eq!(key.material, Material::Secret(Secret::new(b"DEMO".to_vec())));
    assert_eq!(
        (key.kid.as_deref(), key.usage.as_deref(), key.alg.as_deref()),
        (Some("DEMO"), Some("sig"), Some("HS256"))
    );
    assert_eq!((key.key_ops, key.form), (Some(vec!["sign".to_owned(), "verify".to_owned()]), Form::Jwk));
    assert_eq!(only(read(r#"{"kty":"oct","k":"REVNTw","kid":null}"#), "null").kid, None);
    let cases = [
        (r#"{"kty":"oct"}"#, KeyError::MissingMember("k")),
        (r#"{"kty":"oct","k":""}"#, KeyError::Empty),
        (r#"{"kty":"oct","k":"a+b/"}"#, KeyError::WrongMember("k", "base64url")),
        (r#"{"kty":"oct","k":"REVNTw","k":"REVNTx"}"#, KeyError::DuplicateMember("k".to_owned())),
        (r#"{"kty":"oct","k":"REVNTw","\u006b":"REVNTx"}"#, KeyError::DuplicateMember("k".to_owned())),
        (r#"{"kty":"oct","k":"REVNTw","kid":1}"#, KeyError::WrongMember("kid", "a string")),
        (r#"{"kty":"oct","k":"REVNTw","key_ops":"sign"}"#, KeyError::WrongMember("key_ops", "a list of strings")),
        (r#"{"kty":1}"#, KeyError::WrongMember("kty", "a string")),
        (r#"{"kty":"DEMO"}"#, KeyError::UnknownKty("DEMO".to_owned())),
        (r#"{"kty":"EC","crv":"P-224","x":"AA","y":"AA"}"#, KeyError::UnknownCurve("P-224".to_owned())),
        (r#"{"kty":"AKP","alg":"SLH-DSA","pub":"AA"}"#, KeyError::UnknownAkp("SLH-DSA".to_owned())),
        (r#"{"keys":{}}"#, KeyError::WrongMember("keys", "a list")),
    ];
    for (text, why) in cases {
        assert_eq!(read(text), Err(why), "{text}");
    }
}

#[test]
fn a_set_gives_the_keys_that_can_be_used_and_names_the_others() {
    let public = |kind: &str| {
        let key = only(read_bytes(&file(&format!("{kind}.jwk.json")), "@file"), kind);
        export::jwk(&key, Half::Public).expect("a text").to_string()
    };
    let text = format!(
        r#"{{"keys":[{},{{"kty":"EC","crv":"P-224","x":"AA","y":"AA","kid":"old"}},{},7]}}"#,
        public("p256"),
        public("rsa")
    );
    let keys = read_bytes(text.as_bytes(), "@file").expect("keys");
    assert!(keys.set);
    let forms: Vec<_> = keys.keys.iter().map(|key| (key.kind().name(), key.form)).collect();
    assert_eq!(forms, [("EC", Form::Jwks), ("RSA", Form::Jwks)]);
    let skipped: Vec<_> =
        keys.skipped.iter().map(|skipped| (skipped.place, skipped.kid.as_deref(), &skipped.why)).collect();
    let curve = KeyError::UnknownCurve("P-224".to_owned());
    assert_eq!(skipped, [(2, Some("old"), &curve), (4, None, &KeyError::MissingMember("kty"))]);
    let again = export::jwks(&keys.keys);
    assert_eq!(again, format!(r#"{{"keys":[{},{}]}}"#, public("p256"), public("rsa")));
}

#[test]
fn all_blocks_and_all_lines_of_a_file_are_read() {
    let chain = [file("p256.cert.pem"), file("foreign/request.pem"), file("p256.pkcs8.pem")].concat();
    let keys = read_bytes(&chain, "@file").expect("keys");
    let forms: Vec<_> = keys.keys.iter().map(|key| key.form).collect();
    assert_eq!(forms, [Form::Pem(Structure::Certificate), Form::Pem(Structure::Pkcs8)]);
    assert_eq!((keys.skipped.len(), keys.skipped[0].place, keys.set), (1, 2, true));
    let lines =
        [b"# who may come in\n\nno-pty ".to_vec(), file("ed25519.ssh.pub"), b"\n".to_vec(), file("rsa.ssh.pub")]
            .concat();
    let keys = read_bytes(&lines, "@file").expect("keys");
    let names: Vec<_> = keys.keys.iter().map(|key| (key.kind().name(), key.form)).collect();
    assert_eq!(names, [("EdDSA", Form::OpenSsh), ("RSA", Form::OpenSsh)]);
}

#[test]
fn a_block_that_is_not_closed_costs_the_others_nothing() {
    let whole = String::from_utf8(file("p256.spki.pem")).expect("UTF-8");
    let text = format!("-----BEGIN PUBLIC KEY-----\nMC4C\n{whole}{}", whole.replace("-----END PUBLIC KEY-----", ""));
    let keys = read_bytes(text.as_bytes(), "@file").expect("one key");
    assert_eq!(keys.keys.len(), 1);
    let broken = || KeyError::BrokenPem("PUBLIC KEY".to_owned());
    let skipped: Vec<_> = keys.skipped.into_iter().map(|skipped| (skipped.place, skipped.why)).collect();
    assert_eq!(skipped, [(1, broken()), (3, broken())]);
    // If each looked for its end in all that follows, this would take minutes.
    let many = "-----BEGIN A-----\n".repeat(500_000);
    assert_eq!(read_bytes(many.as_bytes(), "@file"), Err(KeyError::BrokenPem("A".to_owned())));
}

#[test]
fn what_openssl_adds_to_a_trusted_certificate_is_left_aside() {
    let mut der = inside(&file("p256.cert.pem")).expect("a block");
    der.extend([0x30, 0]);
    let pem =
        format!("-----BEGIN TRUSTED CERTIFICATE-----\n{}\n-----END TRUSTED CERTIFICATE-----", STANDARD.encode(der));
    let key = only(read_bytes(pem.as_bytes(), "@file"), "trusted");
    assert_eq!((key.kind().name(), key.form), ("EC", Form::Pem(Structure::Certificate)));
}

#[test]
fn der_that_is_no_key_is_no_secret_either() {
    let mut der = inside(&file("p256.spki.pem")).expect("a block");
    assert_eq!(der[2], 0x30);
    der[2] = 0x31;
    assert_eq!(read_bytes(&der, "@file"), Err(KeyError::UnknownDer));
    assert_eq!(read_bytes(STANDARD.encode(&der).as_bytes(), "@file"), Err(KeyError::UnknownDer));
    let pem = format!("-----BEGIN DEMO-----\n{}\n-----END DEMO-----", STANDARD.encode(&der));
    assert_eq!(read_bytes(pem.as_bytes(), "@file"), Err(KeyError::UnknownDer));
}

#[test]
fn a_key_that_is_broken_off_or_wrapped_up_is_no_secret_either() {
    for name in ["rsa.spki.pem", "rsa.public.pem", "rsa.cert.pem", "p256.spki.pem", "p256.cert.pem", "ed25519.spki.pem"]
    {
        let der = inside(&file(name)).expect("a block");
        let why = |content: &[u8]| read_bytes(content, "@file").expect_err(name);
        let base64 = STANDARD.encode(&der);
        for cut in [16, 30, base64.len() / 2, base64.len() - 5] {
            assert_eq!(why(&base64.as_bytes()[..cut]), KeyError::BrokenDer("the key in base64"), "{name} to {cut}");
        }
        for cut in [12, der.len() / 2, der.len() - 1] {
            assert_eq!(why(&der[..cut]), KeyError::BrokenDer("the key in DER"), "{name} to {cut}");
        }
        assert_eq!(why(&[&der[..], b"\n"].concat()), KeyError::BrokenDer("the key in DER"), "{name}");
        let whole = only(read_bytes(&der, "@file"), name).material;
        assert_eq!(only(read_bytes(URL_SAFE_NO_PAD.encode(&der).as_bytes(), "@file"), name).material, whole);
        let pem = String::from_utf8(file(name)).expect("UTF-8");
        for (order, mark) in [
            (u16::to_le_bytes as fn(u16) -> [u8; 2], "\u{feff}"),
            (u16::to_be_bytes, "\u{feff}"),
            (u16::to_le_bytes, ""),
            (u16::to_be_bytes, ""),
        ] {
            let wide: Vec<u8> = format!("{mark}{pem}").encode_utf16().flat_map(order).collect();
            assert_eq!(only(read_bytes(&wide, "@file"), name).material, whole, "{name} in UTF-16");
        }
    }
    let jwk = String::from_utf8(file("p256.jwk.json")).expect("UTF-8");
    let jwk = jwk.trim();
    let list = read_bytes(format!("[{jwk},{{\"kty\":\"DEMO\"}}]").as_bytes(), "@file").expect("a list");
    assert_eq!((list.keys.len(), list.skipped.len(), list.set), (1, 1, true));
    for text in [format!("'{jwk}'"), format!("{jwk:?}"), format!("const key = {jwk};"), "x = {'kty': 'oct'}".to_owned()]
    {
        assert_eq!(read_bytes(text.as_bytes(), "@file"), Err(KeyError::BuriedJwk), "{text}");
    }
    // What only resembles a key is still a secret.
    for text in [&b"[1,2]"[..], b"[DEMO", b"MIIDEMO", b"MAMA", b"\xff\xfeD\0E\0", b"\0\x01\xd8\0", b"0\x82ab"] {
        let key = only(read_bytes(text, "@file"), "a secret");
        assert_eq!((&key.material, key.form), (&Material::Secret(Secret::new(text.to_vec())), Form::Text));
    }
}

#[test]
fn the_file_of_a_service_account_is_a_key_with_its_id() {
    let pem = String::from_utf8(file("rsa.pkcs8.pem")).expect("UTF-8");
    let account = serde_json::json!({ "type": "service_account", "private_key_id": "DEMO", "private_key": pem });
    let key = only(read_bytes(account.to_string().as_bytes(), "@account.json"), "account");
    assert_eq!((key.form, key.kid.as_deref(), key.kind().name()), (Form::ServiceAccount, Some("DEMO"), "RSA"));
    assert!(key.material.signs());
}

#[test]
fn what_holds_no_key_is_a_secret_without_its_last_line_break_or_with_it() {
    let readings = |content: &[u8]| {
        let key = only(read_bytes(content, "env:JWT_KEY"), "secret");
        let Material::Secret(secret) = &key.material else { panic!("no secret") };
        let others: Vec<Vec<u8>> = key.other_readings.iter().map(|secret| secret.reveal().to_vec()).collect();
        (secret.reveal().to_vec(), others)
    };
    assert_eq!(readings(b"DEMO"), (b"DEMO".to_vec(), vec![]));
    assert_eq!(readings(b"DEMO\n"), (b"DEMO".to_vec(), vec![b"DEMO\n".to_vec()]));
    assert_eq!(readings(b"DEMO\r\n"), (b"DEMO".to_vec(), vec![b"DEMO\r\n".to_vec()]));
    assert_eq!(readings(b" DEMO\n\n"), (b" DEMO\n".to_vec(), vec![b" DEMO\n\n".to_vec()]));
    assert_eq!(readings(b"{DEMO"), (b"{DEMO".to_vec(), vec![]));
    assert_eq!(readings(b"\x30\x02\xff\xff").0, b"\x30\x02\xff\xff");
    assert_eq!(readings(b"MDEMO").0, b"MDEMO");
}

#[test]
fn an_argument_is_read_in_the_order_of_the_manual() {
    let parse = |text: &str| KeySpec::parse(text, "typed");
    let here = |text: &str| match parse(text) {
        Ok(KeySpec::Here(keys)) => only(Ok(keys), text),
        other => panic!("{text}: {other:?}"),
    };
    let secret = |text: &str| match here(text).material {
        Material::Secret(secret) => secret.reveal().to_vec(),
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(secret("secret:-----BEGIN DEMO"), b"-----BEGIN DEMO");
    assert_eq!(secret("secret: DEMO "), b" DEMO ");
    assert_eq!(secret("base64:++8="), [0xfb, 0xef]);
    assert_eq!(secret("base64:++8"), [0xfb, 0xef]);
    assert_eq!(secret("base64url:--8"), [0xfb, 0xef]);
    assert_eq!(secret("hex:00fFA0"), [0, 0xff, 0xa0]);
    for (text, why) in [
        ("base64:--8", "this is base64url"),
        ("base64url:++8", "this is base64 with"),
        ("base64:?", "this is not base64:"),
        ("base64url:?", "this is not base64url:"),
        ("env:", "nothing is named"),
        ("@", "nothing is named"),
        ("hex:0", "this is not hex:"),
        ("hex:0g", "this is not hex:"),
        ("secret:", "it is empty"),
        ("hex:", "it is empty"),
        ("", "it is empty"),
        ("{DEMO", "this begins like JSON and is no key"),
        ("-----BEGIN DEMO", "the PEM block"),
    ] {
        assert!(parse(text).expect_err(text).to_string().starts_with(why), "{text}");
    }
    assert_eq!(parse("env:JWT_KEY"), Ok(KeySpec::Variable("JWT_KEY".to_owned())));
    assert_eq!(parse("@ssh-rsa"), Ok(KeySpec::File("ssh-rsa".to_owned())));
    assert_eq!(parse("hunter2"), Ok(KeySpec::Bare));
    assert_eq!(parse("MDEMO"), Ok(KeySpec::Bare));
    for name in ["p256.pkcs8.pem", "p256.jwk.json", "p256.ssh.pub"] {
        let key = here(&String::from_utf8(file(name)).expect("UTF-8"));
        assert_eq!((key.kind().name(), key.source.as_str()), ("EC", "typed"), "{name}");
    }
    assert_eq!(here("secret:DEMO").source, "secret:…");
}

#[test]
fn the_thumbprint_of_rfc_8037_is_that_of_its_key() {
    let text = r#"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    let description = only(read_bytes(text.as_bytes(), "@file"), "RFC 8037").describe();
    assert_eq!(description.thumbprint, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    assert_eq!((description.bits, description.private, description.kind.curve()), (Some(255), true, Some("Ed25519")));
}

#[test]
fn no_secret_is_printed() {
    for kind in KINDS {
        for (name, content) in files(kind) {
            let key = only(read_bytes(&content, "@file"), &name);
            let Material::Pair { private, .. } = &key.material else { continue };
            let printed = format!("{key:?} {:?}", key.describe());
            assert!(printed.contains("Secret(…)"), "{name}");
            let octets = private.reveal();
            let middle = &octets[octets.len() / 2..octets.len() / 2 + 8];
            let [decimal, base64] = [format!("{middle:?}"), URL_SAFE_NO_PAD.encode(&middle[..6])];
            assert!(!printed.contains(decimal.trim_matches(['[', ']'])) && !printed.contains(&base64), "{name}");
        }
    }
    // A dash is lost, and the whole key looks like the label.
    let one_line = String::from_utf8(file("rsa.pkcs8.pem")).expect("UTF-8").replace('\n', "");
    let why = read_bytes(one_line.replace("KEY-----M", "KEY----M").as_bytes(), "@file").expect_err("broken");
    assert_eq!(why, KeyError::BrokenPem(String::new()));
    assert!(why.to_string().starts_with("the PEM block is broken:"), "{why}");
    let keys = read_bytes(b"hunter2\n", "env:JWT_KEY").expect("a secret");
    assert!(!format!("{keys:?}").contains("hunter2"));
}

/// All files, those that are no keys included.
fn everything() -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = KINDS.iter().flat_map(|kind| files(kind)).map(|(_, content)| content).collect();
    let foreign = fs::read_dir(folder().join("foreign")).expect("the folder");
    all.extend(foreign.map(|entry| fs::read(entry.expect("an entry").path()).expect("it reads")));
    all
}

/// The octets inside a text with one block of base64, if it is one.
fn inside(content: &[u8]) -> Option<Vec<u8>> {
    let text = str::from_utf8(content).ok()?;
    let block = text.rsplit_once("-----BEGIN ")?.1.split_once("-----")?.1.split_once("-----END")?.0;
    STANDARD.decode(block.split_whitespace().collect::<String>()).ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_mutated_key_is_refused_or_read_and_never_worse(
        which in any::<prop::sample::Index>(),
        der in any::<bool>(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), 1u8..), 0..4),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let all = everything();
        let content = &all[which.index(all.len())];
        let mut octets = if der { inside(content).unwrap_or_else(|| content.clone()) } else { content.clone() };
        for (at, flip) in flips {
            let at = at.index(octets.len());
            octets[at] ^= flip;
        }
        if let Some(cut) = cut {
            octets.truncate(cut.index(octets.len()));
        }
        match read_bytes(&octets, "@file") {
            // Whatever was read is a key: it can be written, and what was written reads the same.
            Ok(keys) => for key in keys.keys {
                if let Some(jwk) = export::jwk(&key, Half::Private).or_else(|| export::jwk(&key, Half::Public)) {
                    let again = only(read_bytes(jwk.as_bytes(), "@file"), "again");
                    prop_assert_eq!(again.material, key.material);
                }
            },
            Err(why) => prop_assert!(!why.to_string().is_empty()),
        }
    }

    #[test]
    fn any_bytes_after_the_start_of_a_key_do_no_harm(
        start in prop::sample::select(vec!["", "-----BEGIN ", "-----BEGIN PRIVATE KEY-----\n", "{\"kty\":\"", "{\"keys\":[", "ssh-rsa AAAA", "\u{30}", "MIIB"]),
        rest in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let content = [start.as_bytes(), &rest].concat();
        let _ = read_bytes(&content, "@file");
        let _ = KeySpec::parse(&String::from_utf8_lossy(&content), "typed");
    }
}
