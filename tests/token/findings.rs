//! What a reviewer says: every finding both ways, every threshold on both sides, real tokens without alarm.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "the measurements are printed")]

use std::collections::BTreeSet;
use std::time::Instant;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jotlab::token::anatomy::{Token, read_all};
use jotlab::token::find::{Form, Found};
use jotlab::token::findings::{Finding, Id, MAX_MESSAGE, Mend, Severity, next_change, review};
use jotlab::token::moment::Moment;
use jotlab::token::part::Role;
use jotlab::token::visible::{hidden_count, visible};
use jotlab::token::words;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// 2026-11-22T11:43:03Z.
const NOW: i64 = 1_795_347_783;
const HS256: &str = r#"{"alg":"HS256","typ":"JWT"}"#;
const DAY: i64 = 86_400;
const TEN_YEARS: i64 = 315_576_000;

fn now() -> Moment {
    Moment::from_seconds(NOW)
}

fn read(text: String, form: Form) -> Token {
    let at = 0..text.len();
    Token::read(Found { text, form, place: "text".to_owned(), stripped: Vec::new(), at })
}

fn coded(octets: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(octets)
}

fn signed(header: &str, payload: impl AsRef<[u8]>, signature: usize) -> Token {
    read(format!("{}.{}.{}", coded(header), coded(payload), coded(vec![7; signature])), Form::Compact)
}

/// An HS256 token with this payload.
fn with(payload: &str) -> Token {
    signed(HS256, payload, 32)
}

/// An HS256 token that nothing is to be said about, but for these claims.
fn plus(claims: &Value) -> Token {
    with(&perfect(claims).to_string())
}

fn perfect(claims: &Value) -> Value {
    let mut all = json!({
        "iss": "https://issuer.example", "sub": "user-1", "aud": "api", "iat": NOW - 60, "exp": NOW + 840, "jti": "5e0c"
    });
    for (name, value) in claims.as_object().unwrap() {
        match value {
            // Takes a claim away.
            Value::String(text) if text == "-" => drop(all.as_object_mut().unwrap().remove(name)),
            value => drop(all.as_object_mut().unwrap().insert(name.clone(), value.clone())),
        }
    }
    all
}

/// The same under this header.
fn under(header: &str) -> Token {
    signed(header, perfect(&json!({})).to_string(), 32)
}

fn jwe(header: &str) -> Token {
    let text = format!("{}.{}.{}.{}.{}", coded(header), coded([1; 40]), coded([1; 12]), coded([1; 30]), coded([1; 16]));
    read(text, Form::Compact)
}

/// An encrypted token whose parts have these lengths.
fn sealed(alg: &str, enc: &str, lengths: [usize; 4]) -> Token {
    let header = URL_SAFE_NO_PAD.encode(format!(r#"{{"alg":"{alg}","enc":"{enc}"}}"#));
    let parts = lengths.map(|length| URL_SAFE_NO_PAD.encode(vec![7; length]));
    let text = format!("{header}.{}", parts.join("."));
    let mut tokens = read_all(&text);
    assert_eq!((tokens.len(), tokens[0].text.as_str()), (1, text.as_str()));
    tokens.remove(0)
}

fn ids(token: &Token) -> Vec<Id> {
    review(token, now()).iter().map(|finding| finding.id).collect()
}

fn says(token: &Token, id: Id) -> bool {
    ids(token).contains(&id)
}

fn the(token: &Token, id: Id) -> Finding {
    review(token, now()).into_iter().find(|finding| finding.id == id).unwrap()
}

#[test]
fn a_good_token_gives_nothing_to_say() {
    assert_eq!(review(&plus(&json!({})), now()), []);
}

#[test]
fn the_token_of_the_article_gets_two_warnings_and_no_error() {
    let token = with(r#"{"sub":"user","role":"user","iat":1743001305,"exp":1743003105}"#);
    let told: Vec<_> = review(&token, now()).into_iter().map(|f| (f.severity.word(), f.message, f.reference)).collect();
    assert_eq!(
        told,
        [
            ("warning", "no aud: any service with the key accepts it".to_owned(), "RFC 8725 §3.9"),
            ("warning", "no jti: a single token cannot be revoked".to_owned(), "RFC 7519 §4.1.7"),
            ("note", "no iss: nothing says whose key has to verify it".to_owned(), "RFC 8725 §3.8"),
        ]
    );
}

/// For each finding a token that has it and the nearest that has not.
#[allow(clippy::too_many_lines)]
fn pairs() -> Vec<(Id, Token, Token)> {
    let claims = |has: Value, has_not: Value| (plus(&has), plus(&has_not));
    let headers = |has: &str, has_not: &str| (under(has), under(has_not));
    let raw = |text: &str| read(text.to_owned(), Form::Compact);
    let header = coded(HS256);
    let payload = coded(perfect(&json!({})).to_string());
    let signature = coded([7; 32]);
    let epoch = 1_000_000_000;
    let mut pairs = Vec::new();
    let mut add = |id: Id, (has, has_not): (Token, Token)| pairs.push((id, has, has_not));

    add(Id::AlgNone, (signed(r#"{"alg":"none"}"#, "{}", 0), signed(r#"{"alg":"HS256"}"#, "{}", 32)));
    add(Id::AlgNone, headers(r#"{"alg":"nOnE"}"#, r#"{"alg":"HS256"}"#));
    add(Id::AlgMissing, headers(r#"{"typ":"JWT"}"#, HS256));
    add(Id::AlgMissing, headers(r#"{"alg":256}"#, HS256));
    add(Id::AlgUnknown, headers(r#"{"alg":"HS257"}"#, HS256));
    add(Id::AlgUnknown, headers(r#"{"alg":"hs256"}"#, HS256));
    add(Id::AlgProhibited, headers(r#"{"alg":"A128CTR"}"#, HS256));
    add(Id::AlgProhibited, (jwe(r#"{"alg":"dir","enc":"A128CTR"}"#), jwe(r#"{"alg":"dir","enc":"A128GCM"}"#)));
    add(Id::AlgMisplaced, headers(r#"{"alg":"A128KW"}"#, HS256));
    add(Id::AlgMisplaced, (jwe(r#"{"alg":"HS256","enc":"A128GCM"}"#), jwe(r#"{"alg":"A128KW","enc":"A128GCM"}"#)));
    add(Id::EncMissing, (jwe(r#"{"alg":"dir"}"#), jwe(r#"{"alg":"dir","enc":"A128GCM"}"#)));
    add(Id::CritMalformed, headers(r#"{"alg":"HS256","crit":[]}"#, r#"{"alg":"HS256","crit":["x"],"x":1}"#));
    add(Id::CritMalformed, headers(r#"{"alg":"HS256","crit":["x"]}"#, r#"{"alg":"HS256","crit":["x"],"x":1}"#));
    add(Id::CritMalformed, headers(r#"{"alg":"HS256","crit":["alg"]}"#, r#"{"alg":"HS256","crit":["x"],"x":1}"#));
    add(Id::CritUnknown, headers(r#"{"alg":"HS256","crit":["x"],"x":1}"#, r#"{"alg":"HS256","x":1}"#));
    add(Id::B64WithoutCrit, headers(r#"{"alg":"HS256","b64":false}"#, r#"{"alg":"HS256","b64":false,"crit":["b64"]}"#));
    add(
        Id::UnencodedPayload,
        headers(r#"{"alg":"HS256","b64":false,"crit":["b64"]}"#, r#"{"alg":"HS256","b64":true}"#),
    );
    add(
        Id::PrivateKey,
        claims(
            json!({"key": "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2Vw\n-----END PRIVATE KEY-----"}),
            json!({"key": "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----"}),
        ),
    );
    let x = coded([9; 32]);
    add(
        Id::PrivateKey,
        claims(
            json!({"cnf": {"jwk": {"kty": "EC", "crv": "P-256", "x": x, "y": x, "d": x}}}),
            json!({"cnf": {"jwk": {"kty": "EC", "crv": "P-256", "x": x, "y": x}}, "d": x}),
        ),
    );
    add(Id::PrivateKey, claims(json!({"key": {"k": x, "kty": "oct"}}), json!({"key": {"k": x, "kty": "RSA"}})));
    add(
        Id::PrivateKey,
        headers(
            r#"{"alg":"HS256","jwk":{"kty":"RSA","d":"AQAB"}}"#,
            r#"{"alg":"HS256","jwk":{"kty":"RSA","n":"AQAB"}}"#,
        ),
    );
    for (attack, harmless) in [
        ("../../../../dev/null", "2026-11/dev"),
        ("keys/..\\\\..\\\\secret", "keys..2026/secret"),
        ("/etc/passwd", "/etcZ9k+7Q=="),
        ("x' UNION SELECT 'key", "O'Brien's key"),
        ("1' or '1'='1", "1 or 1"),
        ("key'--", "key--"),
        ("k; sleep 10", "k;v=1"),
        ("|whoami", "a|b"),
        ("$(id)", "$id"),
        ("`id`", "id"),
        ("*)(uid=*", "uid(*"),
    ] {
        let kid = |kid: &str| format!(r#"{{"alg":"HS256","kid":"{kid}"}}"#);
        add(Id::KidInjection, headers(&kid(attack), &kid(harmless)));
    }
    add(
        Id::KidUrl,
        headers(r#"{"alg":"HS256","kid":"https://evil.example/k"}"#, r#"{"alg":"HS256","kid":"did:web:a.example#k"}"#),
    );
    for (name, address) in [("jku", Id::JkuInHeader), ("x5u", Id::X5uInHeader)] {
        let to = |scheme: &str| format!(r#"{{"alg":"HS256","{name}":"{scheme}://a.example/k"}}"#);
        add(Id::KeyUrlInsecure, headers(&to("http"), &to("HTTPS")));
        add(address, headers(&to("https"), r#"{"alg":"HS256","x5t":"AQAB"}"#));
    }
    add(
        Id::JwkInHeader,
        headers(r#"{"alg":"HS256","jwk":{"kty":"RSA"}}"#, r#"{"alg":"HS256","typ":"dpop+jwt","jwk":{"kty":"RSA"}}"#),
    );
    add(Id::X5cInHeader, headers(r#"{"alg":"HS256","x5c":["MIIB"]}"#, r#"{"alg":"HS256","x5t":"AQAB"}"#));
    for (alg, right, wrong) in [
        ("HS256", 32, 31),
        ("HS512", 64, 65),
        ("ES256", 64, 63),
        ("ES512", 132, 131),
        ("EdDSA", 64, 65),
        ("EdDSA", 114, 113),
        ("Ed25519", 64, 114),
        ("RS256", 128, 127),
        ("PS384", 256, 0),
        ("ML-DSA-44", 2420, 2419),
    ] {
        let of = |n| signed(&format!(r#"{{"alg":"{alg}"}}"#), "{}", n);
        add(Id::SignatureLength, (of(wrong), of(right)));
    }
    for (enc, iv, tag) in [
        ("A128CBC-HS256", 16, 16),
        ("A192CBC-HS384", 16, 24),
        ("A256CBC-HS512", 16, 32),
        ("A128GCM", 12, 16),
        ("A256GCM", 12, 16),
    ] {
        let of = |key: usize, iv: usize, tag: usize| {
            let alg = if key == 0 { "dir" } else { "RSA-OAEP" };
            sealed(alg, enc, [key, iv, 16, tag])
        };
        add(Id::SealedLength, (of(0, iv - 1, tag), of(0, iv, tag)));
        add(Id::SealedLength, (of(256, iv, tag + 1), of(256, iv, tag)));
    }
    add(Id::SealedLength, (sealed("dir", "A128GCM", [1, 12, 0, 16]), sealed("dir", "A128GCM", [0, 12, 0, 16])));
    add(
        Id::SealedLength,
        (sealed("ECDH-ES", "A128GCM", [24, 12, 9, 16]), sealed("ECDH-ES+A128KW", "A128GCM", [24, 12, 9, 16])),
    );
    let rsa = |n| signed(r#"{"alg":"RS256"}"#, "{}", n);
    add(Id::RsaShortKey, (rsa(128), rsa(256)));
    add(Id::RsaShortKey, (rsa(255), rsa(512)));
    add(Id::DuplicateMember, (with(r#"{"exp":1,"exp":2}"#), with(r#"{"exp":1,"Exp":2}"#)));
    add(Id::DuplicateMember, (with(r#"{"a":{"b":1,"\u0062":2}}"#), with(r#"{"a":{"b":1},"b":2}"#)));
    add(Id::DuplicateMember, headers(r#"{"alg":"HS256","alg":"none"}"#, r#"{"alg":"HS256","alg2":"none"}"#));
    for (has, has_not) in [
        (json!({"exp": "1743003105"}), json!({"exp": NOW + 9})),
        (json!({"aud": 7}), json!({"aud": ["a", "b"]})),
        (json!({"aud": ["a", 7]}), json!({"aud": []})),
        (json!({"sub": 42}), json!({"sub": "42"})),
        (json!({"nbf": null}), json!({"nbf": 0})),
    ] {
        add(Id::ClaimType, claims(has, has_not));
    }
    add(Id::OddType, claims(json!({"updated_at": "2026-01-01T00:00:00Z"}), json!({"updated_at": epoch})));
    add(Id::OddType, claims(json!({"amr": [{"method": "password"}]}), json!({"amr": ["pwd"]})));
    add(Id::OddType, claims(json!({"email_verified": "true"}), json!({"my_verified": "true"})));
    for unit in [1000, 1_000_000, 1_000_000_000] {
        let exp = NOW + 840;
        add(Id::ExpMilliseconds, claims(json!({"exp": exp * unit}), json!({ "exp": exp })));
        add(Id::NbfMilliseconds, claims(json!({"nbf": epoch * unit}), json!({ "nbf": epoch })));
        add(Id::DateMilliseconds, claims(json!({"iat": epoch * unit}), json!({ "iat": NOW - 5 })));
        add(Id::DateMilliseconds, claims(json!({"auth_time": epoch * unit}), json!({ "auth_time": epoch })));
    }
    add(Id::ExpBeforeIat, claims(json!({"iat": NOW, "exp": NOW}), json!({"iat": NOW, "exp": NOW + 1})));
    add(Id::ExpBeforeIat, claims(json!({"iat": 7, "exp": -1}), json!({"iat": 7, "exp": 7.001})));
    // Beyond what milliseconds can count; and beyond what anything here can, where none is known to be the later.
    add(
        Id::ExpBeforeIat,
        (
            with(r#"{"iat":9000000000000000000,"exp":8000000000000000000}"#),
            with(r#"{"iat":9223372036854775807,"exp":99999999999999999999}"#),
        ),
    );
    add(Id::ExpBeforeNbf, claims(json!({"nbf": NOW + 840}), json!({"nbf": NOW + 839})));
    add(Id::IatFuture, claims(json!({"iat": NOW + 61}), json!({"iat": NOW + 60})));
    let access = |life: i64| json!({"scope": "read", "iat": NOW, "exp": NOW + life});
    add(Id::LongLived, claims(access(DAY + 1), access(DAY)));
    add(Id::LongLived, claims(access(DAY + 1), json!({"iat": NOW, "exp": NOW + DAY + 1})));
    add(
        Id::LongLived,
        claims(
            json!({"scope": "a", "iat": "-", "exp": NOW + DAY + 1}),
            json!({"scope": "a", "iat": "-", "exp": NOW + DAY}),
        ),
    );
    let life = |life: i64| json!({"iat": NOW, "exp": NOW + life});
    add(Id::TenYears, claims(life(TEN_YEARS + 1), life(TEN_YEARS)));
    add(Id::TenYears, claims(json!({"exp": 1e30}), json!({"exp": NOW + 9})));
    add(Id::TenYears, claims(json!({"nbf": 0, "exp": NOW + TEN_YEARS + 9}), json!({"nbf": 0, "exp": NOW + 9})));
    add(Id::NoExp, claims(json!({"exp": "-"}), json!({})));
    add(Id::NoAud, claims(json!({"aud": "-"}), json!({})));
    add(Id::NoAud, claims(json!({"aud": []}), json!({"aud": ["api"]})));
    add(Id::NoJti, claims(json!({"jti": "-"}), json!({})));
    add(Id::NoJti, claims(json!({"jti": "-"}), json!({"jti": "-", "uti": "x"})));
    add(Id::NoJti, claims(json!({"jti": "-"}), json!({"jti": "-", "nonce": "x"})));
    add(Id::NoIss, claims(json!({"iss": "-"}), json!({})));
    add(Id::NoSub, claims(json!({"sub": "-"}), json!({})));
    let scoped = perfect(&json!({"scope": "read"})).to_string();
    add(
        Id::NoTyp,
        (signed(r#"{"alg":"HS256"}"#, &scoped, 32), signed(r#"{"alg":"HS256","typ":"at+jwt"}"#, &scoped, 32)),
    );
    add(Id::NoTyp, (signed(r#"{"alg":"HS256"}"#, &scoped, 32), under(r#"{"alg":"HS256"}"#)));
    for (has, has_not) in [
        (json!({"password": "hunter2"}), json!({"password": ""})),
        (json!({"db-Password": "hunter2"}), json!({"password_changed": "2026"})),
        (json!({"a": [{"clientSecret": "s3cr3t"}]}), json!({"a": [{"secret_name": "s3cr3t"}]})),
        (json!({"api_key": "AKIA12"}), json!({"api_keys": 2})),
        (json!({"secret": "s"}), json!({"secret": true})),
        (
            json!({"pwd": "s"}),
            json!({"pwd_exp": "1000", "pwd_url": "s", "kubernetes.io/serviceaccount/secret.name": "s"}),
        ),
        (json!({"password": "secret"}), json!({"password": "********"})),
        (json!({"refresh_token": "8xLOxBtZp8"}), json!({"token_use": "refresh_token"})),
    ] {
        add(Id::SecretInClaims, claims(has, has_not));
    }
    for (has, has_not) in [
        (json!({"card": "4111111111111111"}), json!({"card": "4111111111111112"})),
        (json!({"card": "4111 1111 1111 1111"}), json!({"card": "4111  1111 1111 1111"})),
        (json!({"card": "paid with 4111-1111-1111-1111, thanks"}), json!({"id": "a4111111111111111"})),
        (json!({"n": 4_111_111_111_111_111_i64}), json!({"n": 411_111_111_111_111_i64})),
        (json!({"amex": ["378282246310005"]}), json!({"amex": ["378282246310006"]})),
        (json!({"thirteen": "4222222222222"}), json!({"twelve": "422222222222"})),
        (json!({"nineteen": "6212345678901234569"}), json!({"twenty": "62123456789012345670"})),
        // No issuer begins with a 1: no date in milliseconds is a card.
        (json!({"n": 5_555_555_555_554_444_i64}), json!({"n": 1_743_003_105_001_i64, "m": "+4917012345678"})),
    ] {
        add(Id::CardNumber, claims(has, has_not));
    }
    for (has, has_not) in [
        (json!({"email": "ann@example.com"}), json!({"email": ""})),
        (json!({"contact": "ann@mail.example.com"}), json!({"contact": "ann@example"})),
        (json!({"phone_number": "+4917012345678"}), json!({"phone_number_verified": true})),
        (json!({"phone": 4_917_012_345_678_i64}), json!({"phone": ""})),
        (json!({"sub": "ann@example.com"}), json!({"iss": "svc@project.example.com"})),
        (json!({"birthdate": "1990-01-01"}), json!({"note": "@ a.b"})),
    ] {
        add(Id::PersonalData, claims(has, has_not));
    }
    for (has, has_not) in [
        (json!({"role": "ad\u{200b}min"}), json!({"role": "admin"})),
        (json!({"ro\u{200d}le": "admin"}), json!({"address": {"formatted": "Main St\r\n\t12345 Town"}})),
        (json!({"name": "abc\u{202e}def"}), json!({"name": "ابجد אבג"})),
        (json!({"name": "a\u{200c}b"}), json!({"name": "می\u{200c}خواهم", "other": "क्\u{200d}ष"})),
        (json!({"name": "A\u{e0100}"}), json!({"name": "葛\u{e0100}城", "emoji": "👩\u{200d}👩\u{200d}👧 ❤\u{fe0f}"})),
        (json!({"list": ["x", ["\u{2066}"]]}), json!({"list": ["x", ["é"]]})),
    ] {
        add(Id::HiddenCharacters, claims(has, has_not));
    }
    add(Id::HiddenCharacters, headers("{\"alg\":\"HS256\",\"kid\":\"a\u{feff}\"}", r#"{"alg":"HS256","kid":"a"}"#));
    for (has, has_not) in [
        (json!({"role": "аdmin"}), json!({"role": "администратор"})),
        (json!({"roles": ["user", "rооt"]}), json!({"roles": ["user", "корень root", "root_корень"]})),
        (json!({"realm_access": {"roles": ["аdmin"]}}), json!({"realm_access": {"roles": ["管理者admin"]}})),
        (json!({"sub": "αdmin"}), json!({"sub": "Αθήνα", "scope": "日本語 한국어"})),
        (json!({"iss": "https://gооgle.com"}), json!({"iss": "https://пример.example"})),
        (json!({"rоle": "admin"}), json!({"роль": "admin"})),
        (json!({"role": "аdmin"}), json!({"remark": "аdmin"})),
    ] {
        add(Id::MixedScripts, claims(has, has_not));
    }
    let inner = "eyJhbGciOiJub25lIn0.e30.";
    add(Id::NestedJwt, headers(r#"{"alg":"HS256","cty":"jwt"}"#, r#"{"alg":"HS256","cty":"text/plain"}"#));
    add(Id::NestedJwt, (jwe(r#"{"alg":"dir","enc":"A128GCM","cty":"JWT"}"#), jwe(r#"{"alg":"dir","enc":"A128GCM"}"#)));
    add(Id::NestedJwt, (with(inner), with("eyJhbGciOiJub25lIn0.e30")));
    add(Id::NestedJwt, (with(&format!("\"{inner}\"")), with("\"text\"")));
    add(Id::TokenInClaims, claims(json!({"provider_token": inner}), json!({"provider_token": "eyJhbGciOiJub25lIn0"})));
    let zipped = |zip: &str| jwe(&format!(r#"{{"alg":"dir","enc":"A128GCM"{zip}}}"#));
    add(Id::JweZip, (zipped(r#","zip":"DEF""#), zipped("")));
    add(Id::Rsa15, (jwe(r#"{"alg":"RSA1_5","enc":"A128GCM"}"#), jwe(r#"{"alg":"RSA-OAEP-256","enc":"A128GCM"}"#)));
    let pbes2 = |p2c: &str| jwe(&format!(r#"{{"alg":"PBES2-HS256+A128KW","enc":"A128GCM","p2s":"AQAB","p2c":{p2c}}}"#));
    add(Id::P2cLarge, (pbes2("1000001"), pbes2("1000000")));
    add(Id::P2cLarge, (pbes2("99999999999999999999"), pbes2("600000")));
    add(Id::P2cSmall, (pbes2("999"), pbes2("1000")));
    add(
        Id::Base64NotUrl,
        (raw(&format!("{header}.{payload}.{signature}=")), raw(&format!("{header}.{payload}.{signature}"))),
    );
    let slash = format!("{}/", &signature[..42]);
    add(
        Id::Base64NotUrl,
        (raw(&format!("{header}.{payload}.{slash}")), raw(&format!("{header}.{payload}.{signature}"))),
    );
    let stray = format!("{}d", &signature[..42]);
    add(
        Id::Base64TrailingBits,
        (raw(&format!("{header}.{payload}.{stray}")), raw(&format!("{header}.{payload}.{signature}"))),
    );
    add(Id::TooLongForCookie, (of_length(4097), of_length(4096)));
    add(Id::TooLongForHeader, (of_length(8193), of_length(8192)));
    add(Id::TooLongForCookie, (of_length(8192), of_length(8193)));
    pairs
}

/// A token of so many bytes.
fn of_length(length: usize) -> Token {
    let mut filler = length * 3 / 4 - 300;
    loop {
        let token = plus(&json!({"filler": "x".repeat(filler)}));
        // The signature takes up what three bytes of payload cannot hit.
        match length.checked_sub(token.text.len()) {
            Some(0) => return token,
            Some(1 | 2) | None => {
                let text = format!("{}{}", token.text, "A".repeat(length - token.text.len().min(length)));
                assert_eq!(text.len(), length);
                return read(text, Form::Compact);
            }
            Some(_) => filler += 1,
        }
    }
}

#[test]
fn every_finding_is_told_where_it_is_and_not_where_it_is_not() {
    let pairs = pairs();
    for (id, has, has_not) in &pairs {
        assert!(says(has, *id), "{} is not told of {}", id.word(), has.text);
        assert!(!says(has_not, *id), "{} is told of {}: {:?}", id.word(), has_not.text, the(has_not, *id).message);
    }
    let tried: BTreeSet<Id> = pairs.iter().map(|(id, ..)| *id).collect();
    let untried: Vec<&Id> = Id::ALL.iter().filter(|id| !tried.contains(id)).collect();
    assert_eq!(untried, Vec::<&Id>::new());
}

#[test]
fn every_sentence_is_short_and_shows_what_hides() {
    for (_, has, has_not) in pairs() {
        for finding in review(&has, now()).into_iter().chain(review(&has_not, now())) {
            assert_sound(&finding);
        }
    }
}

fn assert_sound(finding: &Finding) {
    let message = &finding.message;
    assert!(message.chars().count() <= MAX_MESSAGE, "{} characters: {message}", message.chars().count());
    assert_eq!(hidden_count(message), 0, "{message:?}");
    assert_eq!(visible(message), *message);
    assert!(!message.is_empty() && !message.ends_with('.'));
    assert_eq!(finding.severity, finding.id.severity());
    assert!(!finding.reference.is_empty());
}

#[test]
fn there_are_words_for_every_finding_and_no_others() {
    let file: Map<String, Value> =
        serde_json::from_str(include_str!("../../assets/words/en.json")).expect("the file of words reads");
    let written: BTreeSet<&str> = file["findings"].as_object().unwrap().keys().map(String::as_str).collect();
    let known: BTreeSet<&str> = Id::ALL.iter().map(|id| id.word()).collect();
    assert_eq!(written, known);
    assert_eq!(known.len(), Id::ALL.len(), "no word twice");
    for id in Id::ALL {
        let entry = words::finding(*id).unwrap();
        assert!(
            !entry.title.is_empty() && entry.title.chars().count() <= 50 && !entry.title.ends_with('.'),
            "{}",
            entry.title
        );
        assert!(entry.text.ends_with('.') && entry.text.chars().count() <= 260, "{}", entry.text);
        let word = id.word();
        assert!(word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{word}");
    }
}

#[test]
fn findings_stand_in_order_of_severity_then_place() {
    let token = signed(
        r#"{"kid":"../../x","jku":"https://a.example","alg":"none"}"#,
        r#"{"email":"a@b.example","password":"p","exp":5,"iat":5}"#,
        0,
    );
    let told: Vec<_> = review(&token, now()).iter().map(|f| (f.id, f.at)).collect();
    assert_eq!(
        told,
        [
            (Id::KidInjection, Some((Role::Header, 1))),
            (Id::AlgNone, Some((Role::Header, 3))),
            (Id::SecretInClaims, Some((Role::Payload, 2))),
            (Id::ExpBeforeIat, Some((Role::Payload, 3))),
            (Id::JkuInHeader, Some((Role::Header, 2))),
            (Id::NoAud, None),
            (Id::NoJti, None),
            (Id::PersonalData, Some((Role::Payload, 1))),
            (Id::NoIss, None),
            (Id::NoSub, None),
        ]
    );
    assert!(Severity::Error < Severity::Warning && Severity::Warning < Severity::Note);
    assert_eq!(review(&token, now()), review(&token, now()));
}

#[test]
fn of_a_million_faults_of_one_kind_three_are_told_and_counted() {
    let members: Vec<String> = (0..1000).map(|i| format!("\"password{i}\":\"x\",\"db{i}_password\":\"x\"")).collect();
    let token = with(&format!("{{{}}}", members.join(",")));
    let told: Vec<_> = review(&token, now()).into_iter().filter(|f| f.id == Id::SecretInClaims).collect();
    assert_eq!(told.len(), 3);
    assert!(told[2].message.ends_with("; 997 more such"), "{}", told[2].message);
    assert_eq!(told.iter().map(|f| f.at).collect::<Vec<_>>(), [2, 4, 6].map(|i| Some((Role::Payload, i))));
}

#[test]
fn long_and_hostile_names_leave_sentences_short() {
    let long = "Ж".repeat(500);
    let zalgo = format!("e{}", "\u{301}".repeat(5000));
    for name in [long.as_str(), zalgo.as_str(), "\u{202e}\u{2066}\u{1b}[2J", "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "`\u{301}`"]
    {
        let mut object = Map::new();
        for end in ["password", "secret", "apikey", "privatekey", "passwd"] {
            object.insert(format!("{name}_{end}"), json!("4111111111111111\u{200b}"));
            object.insert(format!("{name}{end}"), json!("a\u{200b}@b.example"));
        }
        object.insert(format!("{name}\u{200b}"), json!("eyJhbGciOiJub25lIn0.e30."));
        object.insert(format!("{name}аdmin"), json!("-----BEGIN PRIVATE KEY-----"));
        for finding in review(&plus(&Value::Object(object)), now()) {
            assert_sound(&finding);
        }
        let header = json!({"alg": name, "enc": name, "kid": name, name: 1, "crit": [name, name]}).to_string();
        for finding in review(&under(&header), now()).into_iter().chain(review(&jwe(&header), now())) {
            assert_sound(&finding);
        }
    }
}

#[test]
fn claims_that_cannot_be_seen_are_not_missed() {
    let missing = [Id::NoExp, Id::NoAud, Id::NoJti, Id::NoIss, Id::NoSub, Id::NoTyp];
    let payload = coded(r#"{"sub":"user"}"#);
    let header = coded(HS256);
    let cut = |n: usize| read(format!("{header}.{}", &payload[..n]), Form::Fragment);
    for token in [
        jwe(r#"{"alg":"dir","enc":"A128GCM"}"#),
        with("[1]"),
        with("text"),
        with(""),
        with(r#"{"sub":"user""#),
        read(header.clone(), Form::Fragment),
        cut(payload.len() - 2),
        cut(4),
        read(format!("{header}.{payload}!x.{}", coded([7; 32])), Form::Compact),
        read("e30x.x.x".to_owned(), Form::Compact),
    ] {
        let told = ids(&token);
        assert!(!told.iter().any(|id| missing.contains(id)), "{}: {told:?}", token.text);
    }
    // What is complete is judged, although the signature is not there.
    assert!(says(&cut(payload.len()), Id::NoAud));
    assert!(says(&with("{}"), Id::NoAud));
}

#[test]
fn tokens_with_rules_of_their_own_are_not_judged_as_access_tokens() {
    let bare = json!({"iat": NOW, "jti": "1"}).to_string();
    for typ in ["dpop+jwt", "application/secevent+jwt", "Logout+JWT", "dc+sd-jwt", "passport", "statuslist+jwt"] {
        let token = signed(&format!(r#"{{"alg":"HS256","typ":"{typ}"}}"#), &bare, 32);
        assert_eq!(review(&token, now()), [], "{typ}");
    }
    let event = plus(&json!({"exp": "-", "aud": "-", "events": {}}));
    assert_eq!(review(&event, now()), []);
}

#[test]
fn an_access_token_is_known_by_its_type_scope_or_client() {
    let long = json!({"iat": NOW, "exp": NOW + 30 * DAY});
    let payload = |claims: Value| {
        let mut all = long.clone();
        all.as_object_mut().unwrap().extend(claims.as_object().unwrap().clone());
        perfect(&all).to_string()
    };
    for access in [
        json!({"scope": "read"}),
        json!({"scp": ["read"]}),
        json!({"client_id": "web"}),
        json!({"cid": "web"}),
        json!({"permissions": []}),
        json!({"authorities": ["a"]}),
        json!({"token_use": "access"}),
        json!({"typ": "Bearer"}),
        json!({"token_type": "access"}),
        json!({"type": "access", "nonce": "x"}),
    ] {
        assert!(says(&with(&payload(access.clone())), Id::LongLived), "{access}");
    }
    for other in [
        json!({}),
        json!({"nonce": "x", "scope": "read"}),
        json!({"token_use": "id", "client_id": "web"}),
        json!({"typ": "Refresh", "scope": "read"}),
        json!({"type": "refresh"}),
        json!({"scope": null}),
        json!({"role": "admin"}),
    ] {
        assert!(!says(&with(&payload(other.clone())), Id::LongLived), "{other}");
    }
    let typed = |typ: &str| signed(&format!(r#"{{"alg":"HS256","typ":"{typ}"}}"#), payload(json!({})), 32);
    assert!(says(&typed("at+jwt"), Id::LongLived) && says(&typed("application/AT+JWT"), Id::LongLived));
    assert!(!says(&typed("JWT"), Id::LongLived));
    let finding = the(&typed("at+jwt"), Id::LongLived);
    assert_eq!(finding.message, "an access token good for 30 d: so long can a thief use it");
    assert_eq!(finding.mend, Some(Mend::ShortenLifetime));
}

#[test]
fn what_time_changes_is_told_until_the_instant_that_is_announced() {
    let access = |claims: Value| {
        let mut all = json!({"scope": "read"});
        all.as_object_mut().unwrap().extend(claims.as_object().unwrap().clone());
        plus(&all)
    };
    for (token, changes) in [
        (plus(&json!({"iat": NOW + 3600, "exp": NOW + 7200})), vec![NOW + 3540]),
        (access(json!({"iat": "-", "exp": NOW + TEN_YEARS + 100})), vec![NOW + 100, NOW + TEN_YEARS + 100 - DAY]),
        (access(json!({"iat": NOW + 61, "exp": NOW + 600})), vec![NOW + 1]),
    ] {
        let mut at = now();
        for change in changes {
            assert_eq!(next_change(&token, at), Some(Moment::from_seconds(change)));
            let before = Moment::from_seconds(change).plus_ms(-1);
            assert_eq!(review(&token, at), review(&token, before));
            assert_ne!(review(&token, before), review(&token, Moment::from_seconds(change)));
            at = Moment::from_seconds(change);
        }
        assert_eq!(next_change(&token, at), None);
    }
    assert_eq!(next_change(&plus(&json!({})), now()), None);
    assert_eq!(next_change(&plus(&json!({"iat": "-", "exp": NOW + 2 * DAY})), now()), None);
    assert_eq!(next_change(&jwe(r#"{"alg":"dir","enc":"A128GCM"}"#), now()), None);
}

#[test]
fn dates_in_another_unit_are_not_compared_with_those_in_seconds() {
    let told = ids(&plus(&json!({"iat": NOW * 1000, "exp": NOW + 60})));
    assert_eq!(told, [Id::DateMilliseconds]);
    let told = ids(&plus(&json!({"exp": NOW * 1000})));
    assert_eq!(told, [Id::ExpMilliseconds]);
    assert!(the(&plus(&json!({"exp": NOW * 1_000_000})), Id::ExpMilliseconds).message.contains("microseconds"));
    assert!(the(&plus(&json!({"exp": NOW * 1_000_000_000})), Id::ExpMilliseconds).message.contains("nanoseconds"));
}

#[test]
fn a_prohibited_algorithm_is_explained() {
    let token = jwe(r#"{"alg":"A128CTR","enc":"A128GCM"}"#);
    assert_eq!(
        the(&token, Id::AlgProhibited).message,
        "`A128CTR` may only label a key and is prohibited in tokens: use A128GCM"
    );
    assert!(!says(&under(r#"{"alg":"EdDSA"}"#), Id::AlgUnknown), "the deprecated name is no finding");
}

#[test]
fn the_source_is_the_one_for_this_kind_of_token() {
    let reference = |token: &Token, id| the(token, id).reference;
    let jwk = r#"{"alg":"dir","enc":"A128GCM","jwk":{},"crit":[]}"#;
    assert_eq!(reference(&under(jwk), Id::JwkInHeader), "RFC 7515 §4.1.3");
    assert_eq!(reference(&jwe(jwk), Id::JwkInHeader), "RFC 7516 §4.1.5");
    assert_eq!(reference(&jwe(jwk), Id::CritMalformed), "RFC 7516 §4.1.13");
    assert_eq!(reference(&signed(r#"{"alg":"ES256"}"#, "{}", 9), Id::SignatureLength), "RFC 7518 §3.4");
    assert_eq!(reference(&plus(&json!({"exp": "1"})), Id::ClaimType), "RFC 7519 §4.1.4");
    let amr = plus(&json!({"amr": [1]}));
    assert_eq!(the(&amr, Id::OddType).message, "`amr` holds other values, it should be an array of strings");
    assert_eq!(reference(&amr, Id::OddType), "OpenID Connect Core 1.0 §2");
}

#[test]
fn a_signature_in_der_is_recognised() {
    let mut der = vec![0x30, 0x45];
    der.resize(71, 2);
    let token = read(format!("{}.{}.{}", coded(r#"{"alg":"ES256"}"#), coded("{}"), coded(der)), Form::Compact);
    assert_eq!(
        the(&token, Id::SignatureLength).message,
        "a DER signature of 71 bytes: ES256 in a token is r and s, 64 bytes"
    );
}

#[test]
fn personal_data_is_told_once_however_much_there_is() {
    let token = plus(
        &json!({"email": "a@b.example", "phone_number": "+1 555", "upn": "a@b.example", "list": ["c@d.example", "e@f.example"]}),
    );
    let told: Vec<_> = review(&token, now()).into_iter().map(|f| (f.id, f.message)).collect();
    let message = "`email` and 3 more: personal data, open to whoever sees the token or a log of it".to_owned();
    assert_eq!(told, [(Id::PersonalData, message)]);
}

#[test]
fn each_signature_of_several_is_judged() {
    let protected = |alg: &str| coded(format!(r#"{{"alg":"{alg}"}}"#));
    let text = json!({
        "payload": coded(perfect(&json!({})).to_string()),
        "signatures": [
            {"protected": protected("HS256"), "signature": coded([7; 32])},
            {"protected": protected("HS512"), "signature": coded([7; 32])},
            {"protected": protected("none"), "signature": ""},
            {"header": {"alg": "ES256", "kid": "../../x"}, "signature": coded([7; 64])},
        ]
    });
    let told: Vec<_> = review(&read(text.to_string(), Form::Json), now()).into_iter().map(|f| (f.id, f.at)).collect();
    // The second header and the third cannot be named by role alone; the unprotected one is the first of its kind.
    assert_eq!(
        told,
        [(Id::KidInjection, Some((Role::Unprotected, 2))), (Id::AlgNone, None), (Id::SignatureLength, None)]
    );
}

/// Payloads with the members that the issuers really use; the values are made up.
fn real() -> Vec<(&'static str, &'static str, Value)> {
    let rs256 = r#"{"alg":"RS256","kid":"2f9a1c","typ":"JWT"}"#;
    vec![
        (
            "Google ID token",
            rs256,
            json!({
                "iss": "https://accounts.google.com", "azp": "1234.apps.googleusercontent.com", "aud": "1234.apps.googleusercontent.com",
                "sub": "110169484474386276334", "email": "ann@example.com", "email_verified": true, "at_hash": "HK6E_P6Dh8Y93mRNtsDB1Q",
                "name": "Ann Example", "picture": "https://lh3.googleusercontent.com/a-/x", "given_name": "Ann",
                "family_name": "Example", "locale": "en", "iat": NOW - 10, "exp": NOW + 3590
            }),
        ),
        (
            "Auth0 access token",
            r#"{"alg":"RS256","typ":"at+jwt","kid":"x"}"#,
            json!({
                "iss": "https://tenant.eu.auth0.com/", "sub": "auth0|5f7c8ec7c33c6c004bbafe82",
                "aud": ["https://api.example", "https://tenant.eu.auth0.com/userinfo"], "iat": NOW, "exp": NOW + 86400,
                "azp": "my_client_id", "scope": "openid profile read:users", "permissions": ["read:users"], "gty": "password"
            }),
        ),
        (
            "Auth0 ID token",
            rs256,
            json!({
                "nickname": "ann", "name": "ann@example.com", "picture": "https://s.gravatar.com/avatar/x.png",
                "updated_at": "2026-11-22T10:00:00.000Z", "email": "ann@example.com", "email_verified": false,
                "iss": "https://tenant.eu.auth0.com/", "aud": "client", "sub": "auth0|5f7c", "iat": NOW, "exp": NOW + 36000,
                "sid": "Qx1", "nonce": "abc", "auth_time": NOW - 5
            }),
        ),
        (
            "Entra access token v1",
            r#"{"typ":"JWT","alg":"RS256","x5t":"nOo3ZDrODXEK1jKWhXslHR_KXEg","kid":"nOo3ZDrODXEK1jKWhXslHR_KXEg"}"#,
            json!({
                "aud": "https://graph.microsoft.com", "iss": "https://sts.windows.net/72f988bf-86f1-41af-91ab-2d7cd011db47/",
                "iat": NOW, "nbf": NOW, "exp": NOW + 5000, "acct": 0, "acr": "1", "aio": "ATQAy/8TAAAA", "amr": ["pwd", "mfa"],
                "app_displayname": "App", "appid": "00000003-0000-0000-c000-000000000000", "appidacr": "0", "family_name": "Example",
                "given_name": "Ann", "idtyp": "user", "ipaddr": "203.0.113.4", "name": "Ann Example", "oid": "690222be-ff1a-4d56-abd1-7e4f7d38e474",
                "onprem_sid": "S-1-5-21-1", "platf": "3", "puid": "1003200000000000", "rh": "0.AQ.", "scp": "User.Read profile",
                "signin_state": ["kmsi"], "sub": "HKZpfaHyWadeOouYlitjrI-KffTm222X5rrV3xDqfKQ", "tenant_region_scope": "EU",
                "tid": "72f988bf-86f1-41af-91ab-2d7cd011db47", "unique_name": "ann@example.com", "upn": "ann@example.com",
                "uti": "fqiBqXLPj0eQa82S-IYFAA", "ver": "1.0", "wids": ["b79fbf4d-3ef9-4689-8143-76b194e85509"], "xms_tcdt": 1289241547, "pwd_exp": "1234", "pwd_url": "https://portal.example"
            }),
        ),
        (
            "Keycloak access token",
            rs256,
            json!({
                "exp": NOW + 300, "iat": NOW, "auth_time": NOW - 2, "jti": "onrtac:0f6b2d5e", "iss": "https://id.example/realms/main", "aud": "account",
                "sub": "f:1:ann", "typ": "Bearer", "azp": "web", "sid": "92", "acr": "1", "allowed-origins": ["https://app.example"],
                "realm_access": {"roles": ["offline_access", "uma_authorization"]},
                "resource_access": {"account": {"roles": ["manage-account"]}}, "scope": "openid email profile",
                "email_verified": true, "name": "Ann Example", "preferred_username": "ann", "given_name": "Ann", "email": "ann@example.com"
            }),
        ),
        (
            "Supabase access token",
            r#"{"alg":"HS256","kid":"tz+8AfVPc9u","typ":"JWT"}"#,
            json!({
                "iss": "https://abc.supabase.co/auth/v1", "sub": "6f5c", "aud": "authenticated", "exp": NOW + 3600, "iat": NOW,
                "email": "ann@example.com", "phone": "", "app_metadata": {"provider": "email", "providers": ["email"]},
                "user_metadata": {"email": "ann@example.com", "email_verified": true, "phone_verified": false, "sub": "6f5c"},
                "role": "authenticated", "aal": "aal1", "amr": [{"method": "password", "timestamp": NOW}], "session_id": "8f", "is_anonymous": false
            }),
        ),
        (
            "Supabase anon key",
            HS256,
            json!({
                "iss": "supabase", "ref": "abcdefghijklmnop", "role": "anon", "iat": 1_613_531_985, "exp": 1_929_107_985
            }),
        ),
        (
            "Cognito access token",
            rs256,
            json!({
                "sub": "aaaaaaaa-bbbb", "cognito:groups": ["admins"], "iss": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_x",
                "client_id": "xxxxxxxx", "origin_jti": "a", "event_id": "b", "token_use": "access", "scope": "aws.cognito.signin.user.admin",
                "auth_time": NOW, "exp": NOW + 3600, "iat": NOW, "jti": "c", "username": "ann"
            }),
        ),
        (
            "Cognito ID token",
            rs256,
            json!({
                "sub": "aaaaaaaa-bbbb", "email_verified": true, "iss": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_x",
                "cognito:username": "ann", "aud": "xxxxxxxx", "event_id": "b", "token_use": "id", "auth_time": NOW,
                "phone_number": "+15555550100", "exp": NOW + 3600, "iat": NOW, "jti": "c", "email": "ann@example.com"
            }),
        ),
        (
            "Firebase ID token",
            rs256,
            json!({
                "name": "Ann", "picture": "https://x.example/p", "iss": "https://securetoken.google.com/project", "aud": "project",
                "auth_time": NOW - 9, "user_id": "uid", "sub": "uid", "iat": NOW, "exp": NOW + 3600, "email": "ann@example.com",
                "email_verified": true, "firebase": {"identities": {"email": ["ann@example.com"]}, "sign_in_provider": "password"}
            }),
        ),
        (
            "GitHub OIDC token",
            r#"{"typ":"JWT","alg":"RS256","x5t":"example-thumbprint","kid":"example-key-id"}"#,
            json!({
                "jti": "example-id", "sub": "repo:octo-org/octo-repo:environment:prod", "environment": "prod",
                "aud": "https://github.com/octo-org", "ref": "refs/heads/main", "sha": "00000000000000000000000000000000deadbeef",
                "repository": "octo-org/octo-repo", "repository_owner": "octo-org", "actor_id": "12", "repository_visibility": "private",
                "repository_id": "74", "repository_owner_id": "65", "run_id": "12345678901", "run_number": "10", "run_attempt": "2",
                "runner_environment": "github-hosted", "actor": "octocat", "workflow": "example", "head_ref": "", "base_ref": "",
                "event_name": "workflow_dispatch", "ref_type": "branch", "job_workflow_ref": "octo-org/a/.github/workflows/b.yml@refs/heads/main",
                "iss": "https://token.actions.githubusercontent.com", "nbf": NOW, "exp": NOW + 900, "iat": NOW
            }),
        ),
    ]
}

#[test]
fn real_tokens_give_no_error_and_few_warnings() {
    for (name, header, payload) in real() {
        let token = signed(header, payload.to_string(), if header.contains("HS256") { 32 } else { 256 });
        let told = review(&token, now());
        let of = |severity| told.iter().filter(|f| f.severity == severity).map(|f| f.id.word()).collect::<Vec<_>>();
        assert_eq!(of(Severity::Error), Vec::<&str>::new(), "{name}");
        assert!(of(Severity::Warning).len() <= 2, "{name}: {:?}", of(Severity::Warning));
        assert!(of(Severity::Note).len() <= 2, "{name}: {:?}", of(Severity::Note));
    }
}

fn value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        4 => "[ -~]{0,24}",
        1 => prop::collection::vec(any::<char>(), 0..12).prop_map(String::from_iter),
        1 => "[0-9 -]{10,24}",
        1 => Just("eyJhbGciOiJub25lIn0.e30.".to_owned()),
        1 => Just("-----BEGIN PRIVATE KEY-----".to_owned()),
        1 => Just("аdmin@\u{202e}b.example".to_owned()),
    ];
    let leaf = prop_oneof![
        text.prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
    ];
    leaf.prop_recursive(4, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((name(), inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => prop::sample::select(vec![
            "alg", "enc", "kid", "jku", "x5u", "x5c", "jwk", "crit", "b64", "cty", "typ", "zip", "p2c", "iss", "sub", "aud", "exp",
            "nbf", "iat", "jti", "scope", "events", "password", "email", "phone_number", "roles", "kty", "d", "k", "updated_at",
        ]).prop_map(str::to_owned),
        1 => prop::collection::vec(any::<char>(), 0..8).prop_map(String::from_iter),
    ]
}

fn object() -> impl Strategy<Value = String> {
    prop::collection::vec((name(), value()), 0..10).prop_map(|members| {
        // Written by hand: a name may stand there twice.
        let members: Vec<String> = members.iter().map(|(name, value)| format!("{}:{value}", json!(name))).collect();
        format!("{{{}}}", members.join(","))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_token_makes_the_review_panic_or_speak_in_hidden_characters(
        header in object(), payload in object(), rest in "[A-Za-z0-9_+/=.-]{0,60}", seconds in any::<i64>(), cut in 0_usize..400,
    ) {
        let text = format!("{}.{}.{rest}", coded(&header), coded(&payload));
        let general = json!({"payload": coded(&payload), "signatures": [{"protected": coded(&header)}, {"header": {"alg": rest}}]});
        for (text, form) in [
            (text.clone(), Form::Compact),
            (text.chars().take(cut).collect(), Form::Fragment),
            (general.to_string(), Form::Json),
        ] {
            let token = read(text, form);
            for now in [now(), Moment::from_seconds(seconds), Moment::from_ms(seconds)] {
                let told = review(&token, now);
                told.iter().for_each(assert_sound);
                prop_assert!(told.is_sorted_by_key(|finding| finding.severity));
                prop_assert!(told.len() <= 3 * Id::ALL.len());
                for finding in &told {
                    if let Some((role, index)) = finding.at {
                        prop_assert!(token.part(role).and_then(|part| part.json()?.node(index)).is_some());
                    }
                }
                if let Some(change) = next_change(&token, now) {
                    prop_assert!(change > now);
                }
            }
        }
    }
}

#[test]
fn ten_megabytes_are_reviewed_in_one_pass() {
    // Without optimization most of the time goes into building the tokens.
    const SIZE: usize = if cfg!(debug_assertions) { 2 } else { 10 } * 1024 * 1024;
    let filled = |one: &dyn Fn(usize) -> String| {
        let mut payload = String::from("{");
        for i in 0.. {
            if payload.len() > SIZE {
                break;
            }
            payload.push_str(&one(i));
        }
        payload.push_str("\"z\":1}");
        payload
    };
    let nested = format!("{{\"a\":[{}1]}}", "{\"kty\":1,\"d\":\"x\",\"roles\":[\"а\"]},".repeat(SIZE / 36));
    let signatures = format!(
        "{{\"payload\":\"e30\",\"signatures\":[{}{{}}]}}",
        r#"{"header":{"alg":"HS256"},"signature":"AA"},"#.repeat(2000)
    );
    for (what, token) in [
        ("small members", with(&filled(&|i| format!("\"m{i}\":\"v{i}\",")))),
        ("small hostile members", with(&filled(&|i| format!("\"аm{i}\u{200b}\":\"v@{i}.ab\",")))),
        ("passwords", with(&filled(&|i| format!("\"password\":\"v{i}\",")))),
        ("keys", with(&nested)),
        ("numbers", with(&format!("{{\"a\":[{}1]}}", "4111111111111111,".repeat(SIZE / 17)))),
        ("one string", with(&format!("{{\"a\":\"{}\"}}", "x".repeat(SIZE)))),
        ("one string of digits", with(&format!("{{\"a\":\"{}\"}}", "4111 1111 ".repeat(SIZE / 10)))),
        ("one Cyrillic string", with(&format!("{{\"sub\":\"{}\"}}", "я".repeat(SIZE / 2)))),
        ("one hidden string", with(&format!("{{\"sub\":\"{}\"}}", "\u{200b}a".repeat(SIZE / 4)))),
        ("one name", with(&format!("{{\"{}\":1}}", "аa".repeat(SIZE / 3)))),
        ("2000 signatures", read(signatures, Form::Json)),
    ] {
        let start = Instant::now();
        let told = review(&token, now());
        let took = start.elapsed();
        println!("{what}: {} findings in {took:?}", told.len());
        // On a busy machine; what is quadratic takes hours.
        assert!(took.as_secs() < 30, "{what} took {took:?}");
        told.iter().for_each(assert_sound);
    }
}
