//! The tokens that the RFCs print are found exactly and taken apart as an independent decoder takes them apart.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jotlab::token::anatomy::{Kind, Token, read_all};
use jotlab::token::fault::Code;
use jotlab::token::find::Form;
use jotlab::token::part::{Coding, Part, Role};
use serde::Deserialize;
use serde_json::Value;

/// General serialization without a payload: the finder gives its one signature, which is a flattened token by itself.
const FOUND_IN_PART: &str = "RFC 7520 4.5, general";

#[derive(Deserialize)]
struct Vectors {
    tokens: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    id: String,
    form: String,
    kind: String,
    token: String,
}

fn vectors() -> Vec<Vector> {
    let vectors: Vectors = serde_json::from_str(include_str!("../vectors/rfc.json")).expect("the vectors read");
    vectors.tokens
}

fn vector(id: &str) -> Vector {
    vectors().into_iter().find(|vector| vector.id == id).expect("there is such a vector")
}

/// The one token of a text.
#[track_caller]
fn one(text: &str) -> Token {
    let mut tokens = read_all(text);
    assert_eq!(tokens.len(), 1, "{text}");
    tokens.remove(0)
}

fn decoded(base64url: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(base64url).expect("RFCs print strict base64url")
}

/// A part as told by role, signature or recipient, and octets.
type Told = (Role, usize, Vec<u8>);

fn told(token: &Token) -> Vec<Told> {
    token.parts.iter().map(|part: &Part| (part.role, part.nth, part.octets().to_vec())).collect()
}

/// The parts of a compact token by the base64 crate alone.
fn compact_parts(vector: &Vector) -> Vec<Told> {
    let roles: &[Role] = match vector.kind.as_str() {
        "jwe" => &[Role::Header, Role::EncryptedKey, Role::Iv, Role::Ciphertext, Role::Tag],
        _ => &[Role::Header, Role::Payload, Role::Signature],
    };
    let segments: Vec<&str> = vector.token.split('.').collect();
    assert_eq!(segments.len(), roles.len(), "{}", vector.id);
    roles.iter().zip(segments).map(|(role, segment)| (*role, 0, decoded(segment))).collect()
}

/// The parts of a JSON serialization by serde_json and the base64 crate alone, in the order in which they are told.
fn json_parts(vector: &Vector) -> Vec<Told> {
    let whole: Value = serde_json::from_str(&vector.token).expect("JSON");
    let mut parts = Vec::new();
    let coded = |parts: &mut Vec<Told>, of: &Value, name: &str, role, nth| {
        if let Some(text) = of.get(name).and_then(Value::as_str) {
            parts.push((role, nth, decoded(text)));
        }
    };
    let plain = |parts: &mut Vec<Told>, of: &Value, name: &str, nth| {
        if let Some(object) = of.get(name) {
            parts.push((Role::Unprotected, nth, object.to_string().into_bytes()));
        }
    };
    let several = |name: &str| whole.get(name).and_then(Value::as_array).cloned();
    if vector.kind == "jwe" {
        coded(&mut parts, &whole, "protected", Role::Header, 0);
        plain(&mut parts, &whole, "unprotected", 0);
        for (nth, recipient) in several("recipients").unwrap_or_else(|| vec![whole.clone()]).iter().enumerate() {
            plain(&mut parts, recipient, "header", nth);
            coded(&mut parts, recipient, "encrypted_key", Role::EncryptedKey, nth);
        }
        for (name, role) in [("iv", Role::Iv), ("ciphertext", Role::Ciphertext), ("tag", Role::Tag), ("aad", Role::Aad)]
        {
            coded(&mut parts, &whole, name, role, 0);
        }
        return parts;
    }
    for (nth, signature) in several("signatures").unwrap_or_else(|| vec![whole.clone()]).iter().enumerate() {
        coded(&mut parts, signature, "protected", Role::Header, nth);
        plain(&mut parts, signature, "header", nth);
        if nth == 0 && vector.id == "RFC 7797 4.2, JSON" {
            let text = whole.get("payload").and_then(Value::as_str).expect("a payload");
            parts.push((Role::Payload, 0, text.as_bytes().to_vec()));
        } else if nth == 0 {
            coded(&mut parts, &whole, "payload", Role::Payload, 0);
        }
        coded(&mut parts, signature, "signature", Role::Signature, nth);
    }
    parts
}

/// White space between JSON tokens does not count: `Value` leaves it out.
fn without_blanks(mut parts: Vec<Told>) -> Vec<Told> {
    for (role, _, octets) in &mut parts {
        if *role == Role::Unprotected {
            let value: Value = serde_json::from_slice(octets).expect("JSON");
            *octets = value.to_string().into_bytes();
        }
    }
    parts
}

#[test]
fn every_token_is_found_bare_and_in_a_header_line_exactly() {
    for Vector { id, token, form, .. } in vectors() {
        let form = if form == "json" { Form::Json } else { Form::Compact };
        for text in [
            token.clone(),
            format!("Authorization: Bearer {token}"),
            format!("> GET / HTTP/1.1\r\n> Authorization: Bearer {token}\r\n> Accept: */*\r\n"),
        ] {
            let found = one(&text);
            if id == FOUND_IN_PART {
                assert_eq!(found.text, vector("RFC 7520 4.5, flattened").token);
                continue;
            }
            assert_eq!((found.text.as_str(), found.form), (token.as_str(), form), "{id}");
        }
    }
}

#[test]
fn every_part_has_the_octets_that_an_independent_decoder_sees() {
    for vector in vectors() {
        let token = one(&vector.token);
        let expected = if vector.form == "json" { json_parts(&vector) } else { compact_parts(&vector) };
        assert_eq!(without_blanks(told(&token)), without_blanks(expected), "{}", vector.id);
        assert!(token.parts.iter().all(|part| part.complete), "{}", vector.id);
        for part in token.parts.iter().filter(|part| part.coding == Coding::Base64url) {
            assert_eq!(
                decoded(token.segment(part)),
                part.octets(),
                "{}: {:?} is where it stands",
                vector.id,
                part.role
            );
        }
    }
}

#[test]
fn signed_and_encrypted_are_told_apart() {
    for vector in vectors() {
        let kind = if vector.kind == "jwe" { Kind::Jwe } else { Kind::Jws };
        assert_eq!(one(&vector.token).kind, kind, "{}", vector.id);
    }
}

#[test]
fn nothing_but_what_the_rfc_itself_does_oddly_is_a_fault() {
    for Vector { id, token, .. } in vectors() {
        let codes: Vec<Code> = one(&token).faults.iter().map(|fault| fault.code).collect();
        let expected: &[Code] = match id.as_str() {
            "RFC 7515 A.5" => &[Code::AlgNone],
            "RFC 7515 E" => &[Code::AlgNone, Code::CritUnknown, Code::NotJson],
            "RFC 7797 4.2, detached" | "RFC 7520 4.5" | "RFC 7520 4.5, general" | "RFC 7520 4.5, flattened" => {
                &[Code::Empty]
            }
            // Payloads that are no claims: "Payload", "$.02", "Example of Ed25519 signing", a line of Frodo's.
            "RFC 7515 A.4" | "RFC 7797 4.1" | "RFC 7797 4.2, JSON" | "RFC 8037 A.5" => &[Code::NotJson],
            other if other.starts_with("RFC 7520 4") => &[Code::NotJson],
            _ => &[],
        };
        assert_eq!(codes, expected, "{id}");
    }
}

#[test]
fn the_algorithm_of_every_signature_and_recipient_is_its_own() {
    let algs = |id: &str| -> Vec<String> {
        let token = one(&vector(id).token);
        (0..token.signatures())
            .map(|nth| {
                let (_, header, index) = token.parameter(nth, "alg").expect("each has one");
                header.string(index).expect("a string").into_owned()
            })
            .collect()
    };
    assert_eq!(algs("RFC 7515 A.6"), ["RS256", "ES256"]);
    assert_eq!(algs("RFC 7520 4.8"), ["RS256", "ES512", "HS256"]);
    assert_eq!(algs("RFC 7520 4.7, flattened"), ["HS256"]);
    assert_eq!(algs("RFC 7520 5.11, flattened"), ["A128KW"]);
    assert_eq!(algs("RFC 7520 5.12, general"), ["A128KW"]);
    assert_eq!(algs("RFC 7520 5.13"), ["RSA1_5", "ECDH-ES+A256KW", "A256GCMKW"]);
}

#[test]
fn what_all_recipients_share_is_seen_from_each_and_what_one_has_from_no_other() {
    let token = one(&vector("RFC 7520 5.13").token);
    assert_eq!(token.signatures(), 3);
    for nth in 0..3 {
        let string = |name: &str| {
            token.parameter(nth, name).and_then(|(_, header, index)| Some(header.string(index)?.into_owned()))
        };
        assert_eq!(string("enc").as_deref(), Some("A128CBC-HS256"), "protected");
        assert_eq!(string("cty").as_deref(), Some("text/plain"), "shared, unprotected");
        assert_eq!(token.parameter(nth, "epk").is_some(), nth == 1);
        assert_eq!(token.parameter(nth, "iv").is_some(), nth == 2);
    }
}

#[test]
fn an_unencoded_payload_is_shown_as_it_stands() {
    let token = one(&vector("RFC 7797 4.2, JSON").token);
    let payload = token.part(Role::Payload).expect("a payload");
    assert_eq!((payload.octets(), payload.coding), (&b"$.02"[..], Coding::Plain));
    assert_eq!(token.segment(payload), "$.02");

    // The compact form cannot carry dots; any other text it can (RFC 7797 §5.2). The signature is not that of this payload.
    let text =
        "eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19.402.A5dxf2s96_n5FLueVuW1Z_vh161FwXZC4YLPff6dmDY";
    let token = one(text);
    let payload = token.part(Role::Payload).expect("a payload");
    assert_eq!((payload.octets(), payload.coding), (&b"402"[..], Coding::Plain));
}

#[test]
fn the_token_inside_a_token_reads_by_itself() {
    let outer = one(&vector("RFC 7519 A.2").token);
    let (_, header, index) = outer.parameter(0, "cty").expect("a content type");
    assert_eq!(header.string(index).as_deref(), Some("JWT"));
    let inner = one(&vector("RFC 7519 A.2, the token inside").token);
    let claims = inner.claims().expect("claims");
    assert_eq!(claims.string(claims.get("iss").expect("iss")).as_deref(), Some("joe"));
}

#[test]
fn all_of_them_in_one_text_are_found_in_order() {
    let vectors = vectors();
    let text: Vec<String> = vectors.iter().map(|vector| format!("# {}\n\n{}\n\n", vector.id, vector.token)).collect();
    let mut expected: Vec<&str> = Vec::new();
    for vector in &vectors {
        // Some RFCs print the same token.
        if vector.id != FOUND_IN_PART && !expected.contains(&vector.token.as_str()) {
            expected.push(&vector.token);
        }
    }
    let found: Vec<String> = read_all(&text.concat()).into_iter().map(|token| token.text).collect();
    assert_eq!(found, expected);
}
