//! Whose signature is it? The examples of the RFCs, an independent library in both directions, and what attackers and mistakes make of tokens.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jotlab::crypto::algorithm::{Curve, Family, Hash, KeyKind, Scheme};
use jotlab::crypto::export::{self, Half};
use jotlab::crypto::generate::RsaSize;
use jotlab::crypto::key::Form;
use jotlab::crypto::restriction::Act;
use jotlab::crypto::steps::{Work, steps};
use jotlab::crypto::verdict::{
    Note, Obstacle, Question, Reading, Reason, Restriction, Verdict, judge, judge_with_own_key,
};
use jotlab::crypto::{
    Algorithm, Key, Material, Mismatch, NewKey, Public, Secret, digest, ecdsa, generate, read, sign, verify, well_known,
};
use jotlab::token::anatomy::{Token, read_all};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Vectors {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    id: String,
    token: String,
    key: Option<String>,
    detached: Option<String>,
    result: String,
}

impl Case {
    fn all() -> Vec<Self> {
        let vectors: Vectors = serde_json::from_str(include_str!("../vectors/rfc-signatures.json")).expect("they read");
        vectors.cases
    }

    fn keys(&self) -> Vec<Key> {
        self.key.as_ref().map_or_else(Vec::new, |key| keys(key))
    }

    fn detached(&self) -> Option<Vec<u8>> {
        self.detached.as_ref().map(|payload| URL_SAFE_NO_PAD.decode(payload).expect("base64url"))
    }
}

fn keys(text: &str) -> Vec<Key> {
    read::read_bytes(text.as_bytes(), "@key").expect("a key").keys
}

fn secret(text: &str) -> Key {
    Key::new(Material::Secret(Secret::new(text.as_bytes().to_vec())), "typed", Form::Text)
}

/// The first token of a text: where several signatures are found as tokens of their own, the whole comes first.
#[track_caller]
fn token(text: &str) -> Token {
    read_all(text).into_iter().next().unwrap_or_else(|| panic!("no token in {text}"))
}

fn judged(text: &str, keys: &[Key]) -> Verdict {
    judge(&token(text), 0, &Question { keys, ..Question::default() })
}

/// A compact token with this header and payload, signed by `key`.
fn signed(header: &str, payload: &str, algorithm: Algorithm, key: &Material) -> String {
    let input = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload));
    let signature = sign(algorithm, key, input.as_bytes()).expect("it signs");
    format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn header(algorithm: Algorithm) -> String {
    format!(r#"{{"alg":"{}"}}"#, algorithm.name())
}

fn new(new: NewKey) -> Key {
    Key::new(generate(new).expect("it is made"), "generated", Form::Generated)
}

fn reason(verdict: &Verdict) -> String {
    verdict.reason().unwrap_or_else(|| panic!("no reason: {verdict:?}"))
}

#[test]
fn the_examples_of_the_rfcs_are_judged_as_they_expect() {
    for case in Case::all() {
        let (keys, detached) = (case.keys(), case.detached());
        let token = token(&case.token);
        for nth in 0..token.signatures() {
            let verdict = judge(&token, nth, &Question { keys: &keys, detached: detached.as_deref() });
            // The negative example is `none` with an extension that nobody knows: that it is unsecured says more than that it is refused.
            let due = if case.id == "rfc7515-E-negative" { "unsecured" } else { &case.result };
            assert_eq!(verdict.word(), due, "{} {nth}: {verdict:?}", case.id);
        }
    }
}

#[test]
fn one_bit_flipped_in_header_payload_or_signature_is_never_valid() {
    for case in Case::all().into_iter().filter(|case| case.result == "valid" && !case.token.starts_with('{')) {
        let (keys, detached) = (case.keys(), case.detached());
        let segments: Vec<&str> = case.token.split('.').collect();
        for (place, segment) in segments.iter().enumerate() {
            let Ok(octets) = URL_SAFE_NO_PAD.decode(segment) else { continue };
            // All of short parts, and of long ones the ends and every seventh bit between.
            let bits = octets.len() * 8;
            for bit in (0..bits).filter(|bit| bits < 300 || *bit < 16 || bit + 16 > bits || bit % 7 == 0) {
                let mut flipped = octets.clone();
                flipped[bit / 8] ^= 1 << (bit % 8);
                let mut parts: Vec<String> = segments.iter().map(|segment| (*segment).to_owned()).collect();
                parts[place] = URL_SAFE_NO_PAD.encode(&flipped);
                for token in read_all(&parts.join(".")) {
                    let verdict = judge(&token, 0, &Question { keys: &keys, detached: detached.as_deref() });
                    assert_ne!(verdict.word(), "valid", "{} part {place} bit {bit}", case.id);
                }
            }
        }
        if let Some(payload) = detached {
            let mut changed = payload.clone();
            changed[0] ^= 1;
            let verdict = judge(&token(&case.token), 0, &Question { keys: &keys, detached: Some(&changed) });
            assert_ne!(verdict.word(), "valid", "{}", case.id);
        }
    }
}

/// What the JWT library calls an algorithm, and its keys from ours.
fn of_library(
    algorithm: Algorithm,
    key: &Material,
) -> Option<(jsonwebtoken::EncodingKey, jsonwebtoken::DecodingKey, jsonwebtoken::Algorithm)> {
    use jsonwebtoken::{DecodingKey, EncodingKey};
    let name: jsonwebtoken::Algorithm = algorithm.name().parse().ok()?;
    let pem = |half| export::pem(key, half).expect("PEM").to_string().into_bytes();
    let (private, public) = (|| pem(Half::Private), || pem(Half::Public));
    let pair = match key.kind() {
        KeyKind::Secret => {
            let Material::Secret(secret) = key else { return None };
            (EncodingKey::from_secret(secret.reveal()), DecodingKey::from_secret(secret.reveal()))
        }
        KeyKind::Rsa(_) => {
            (EncodingKey::from_rsa_pem(&private()).unwrap(), DecodingKey::from_rsa_pem(&public()).unwrap())
        }
        KeyKind::Ec(_) => (EncodingKey::from_ec_pem(&private()).unwrap(), DecodingKey::from_ec_pem(&public()).unwrap()),
        KeyKind::Ed25519 => {
            (EncodingKey::from_ed_pem(&private()).unwrap(), DecodingKey::from_ed_pem(&public()).unwrap())
        }
        KeyKind::Ed448 | KeyKind::MlDsa(_) => return None,
    };
    Some((pair.0, pair.1, name))
}

#[test]
fn what_the_library_encodes_is_valid_here_and_what_is_signed_here_the_library_decodes() {
    let mut compared = 0;
    for algorithm in Algorithm::ALL {
        let key = new(NewKey::fit_for(algorithm));
        let Some((encoding, decoding, name)) = of_library(algorithm, &key.material) else { continue };
        let claims = serde_json::json!({"sub": "user"});
        let theirs = jsonwebtoken::encode(&jsonwebtoken::Header::new(name), &claims, &encoding).expect("it signs");
        let verdict = judged(&theirs, std::slice::from_ref(&key));
        assert_eq!((verdict.word(), verdict.notes()), ("valid", &[][..]), "{}", algorithm.name());
        let ours = signed(&header(algorithm), r#"{"sub":"user"}"#, algorithm, &key.material);
        let mut validation = jsonwebtoken::Validation::new(name);
        validation.required_spec_claims.clear();
        validation.validate_exp = false;
        let decoded = jsonwebtoken::decode::<serde_json::Value>(&ours, &decoding, &validation).expect("it is valid");
        assert_eq!(decoded.claims, claims, "{}", algorithm.name());
        compared += 1;
    }
    assert_eq!(compared, 12);
}

#[test]
fn a_key_of_another_kind_or_curve_is_named_and_nothing_is_called_invalid() {
    let made: Vec<Key> = [
        NewKey::Secret(Hash::Sha512),
        NewKey::Rsa(RsaSize::Bits2048),
        NewKey::Ec(Curve::P256),
        NewKey::Ec(Curve::P384),
        NewKey::Ec(Curve::P521),
        NewKey::Ec(Curve::Secp256k1),
        NewKey::Ed25519,
        NewKey::Ed448,
    ]
    .map(new)
    .to_vec();
    for algorithm in Algorithm::ALL {
        let text = signed(&header(algorithm), "{}", algorithm, &new(NewKey::fit_for(algorithm)).material);
        for key in &made {
            let kind = key.kind();
            let verdict = judged(&text, std::slice::from_ref(key));
            match &verdict {
                Verdict::Invalid { reason: Reason::Mismatch(Mismatch::Differs), .. } => assert!(algorithm.takes(kind)),
                // An RSA key of another size, an Edwards key on the other curve.
                Verdict::Invalid {
                    reason: Reason::Mismatch(Mismatch::Length { .. } | Mismatch::Modulus { .. }),
                    ..
                } => {
                    assert!(algorithm.takes(kind));
                }
                Verdict::CannotCheck { reason: Obstacle::NoKeyFits(_, kinds), .. } => {
                    assert!(!algorithm.takes(kind));
                    assert_eq!(kinds, &[kind]);
                }
                Verdict::CannotCheck { reason: Obstacle::PairAsSecret(..), .. } => {
                    assert_eq!(algorithm.family(), Family::Hmac);
                }
                _ => panic!("{} {kind:?}: {verdict:?}", algorithm.name()),
            }
        }
    }
}

#[test]
fn es256_with_r_or_s_out_of_range_or_in_der_is_named_for_what_it_is() {
    let key = new(NewKey::Ec(Curve::P256)).material;
    let good = sign(Algorithm::Es256, &key, b"message").expect("it signs");
    let check = |signature: &[u8]| verify(Algorithm::Es256, &key, b"message", signature);
    let with = |r: &[u8], s: &[u8]| check(&[r, s].concat());
    let (r, s) = good.split_at(32);
    let zero = [0; 32];
    let order = ecdsa::order(Curve::P256);
    assert_eq!(check(&good), Ok(()));
    assert_eq!(with(&zero, s).unwrap_err().to_string(), "r is zero: no key makes such a signature, it was forged");
    assert_eq!(with(r, &zero).unwrap_err().to_string(), "s is zero: no key makes such a signature, it was forged");
    assert!(matches!(with(&zero, &zero), Err(Mismatch::Range(..))));
    assert!(matches!(with(order, s), Err(Mismatch::Range(ecdsa::Half::R, ecdsa::OutOfRange::TooLarge))));
    assert!(matches!(with(r, &[0xff; 32]), Err(Mismatch::Range(ecdsa::Half::S, ecdsa::OutOfRange::TooLarge))));
    let integer = |number: &[u8]| {
        let digits: Vec<u8> = number.iter().copied().skip_while(|byte| *byte == 0).collect();
        let sign: &[u8] = if digits.first().is_some_and(|byte| byte & 0x80 != 0) { &[0] } else { &[] };
        [&[0x02, (sign.len() + digits.len()) as u8], sign, &digits].concat()
    };
    let body = [integer(r), integer(s)].concat();
    let der = [&[0x30, body.len() as u8][..], &body].concat();
    assert_eq!(check(&der), Err(Mismatch::Der));
    assert_eq!(check(&good[..63]), Err(Mismatch::Length { found: 63, due: 64 }));
    assert_eq!(check(&[&good[..], &[0]].concat()), Err(Mismatch::Length { found: 65, due: 64 }));
}

/// `number + addend`, big-endian, in as many bytes; none where it does not fit.
fn plus(number: &[u8], addend: &[u8]) -> Option<Vec<u8>> {
    let mut sum = number.to_vec();
    let mut carry = 0_u16;
    for (place, digit) in sum.iter_mut().rev().enumerate() {
        let other = addend.len().checked_sub(place + 1).map_or(0, |at| u16::from(addend[at]));
        let value = u16::from(*digit) + other + carry;
        (*digit, carry) = (value as u8, value >> 8);
    }
    (carry == 0).then_some(sum)
}

#[test]
fn an_altered_signature_of_any_family_is_never_valid() {
    let message = b"header.payload";
    let kinds = [
        (Algorithm::Hs256, NewKey::fit_for(Algorithm::Hs256)),
        (Algorithm::Rs256, NewKey::Rsa(RsaSize::Bits2048)),
        (Algorithm::Ps384, NewKey::Rsa(RsaSize::Bits2048)),
        (Algorithm::Es256, NewKey::Ec(Curve::P256)),
        (Algorithm::Es384, NewKey::Ec(Curve::P384)),
        (Algorithm::Es512, NewKey::Ec(Curve::P521)),
        (Algorithm::Es256k, NewKey::Ec(Curve::Secp256k1)),
        (Algorithm::Ed25519, NewKey::Ed25519),
        (Algorithm::Ed448, NewKey::Ed448),
        (Algorithm::MlDsa44, NewKey::fit_for(Algorithm::MlDsa44)),
    ];
    for (algorithm, new_key) in kinds {
        let key = new(new_key).material;
        let good = sign(algorithm, &key, message).expect("it signs");
        assert_eq!(verify(algorithm, &key, message, &good), Ok(()), "{}", algorithm.name());
        let mut altered: Vec<(String, Vec<u8>)> = vec![
            ("empty".into(), Vec::new()),
            ("one byte".into(), vec![0]),
            ("without its last byte".into(), good[..good.len() - 1].to_vec()),
            ("without its first byte".into(), good[1..].to_vec()),
            ("with a byte after it".into(), [&good[..], &[0]].concat()),
            ("with a zero before it".into(), [&[0], &good[..]].concat()),
            ("twice".into(), good.repeat(2)),
            ("zeros".into(), vec![0; good.len()]),
            ("ones".into(), vec![0xff; good.len()]),
            ("backwards".into(), good.iter().rev().copied().collect()),
        ];
        for bit in [0, 1, 7, good.len() * 4, good.len() * 8 - 1] {
            let mut flipped = good.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            altered.push((format!("bit {bit}"), flipped));
        }
        let (first, second) = good.split_at(good.len() / 2);
        match key.kind() {
            KeyKind::Ec(curve) => {
                let order = ecdsa::order(curve);
                let next = plus(order, &[1]).expect("it fits");
                let zero = vec![0; order.len()];
                for wrong in [&zero, &order.to_vec(), &next] {
                    altered.push(("r out of range".into(), [wrong, second].concat()));
                    altered.push(("s out of range".into(), [first, wrong].concat()));
                    altered.push(("both out of range".into(), [&wrong[..], wrong].concat()));
                }
                altered.push(("r and s in the other order".into(), [second, first].concat()));
                altered.extend(plus(first, order).map(|r| ("r and the order".into(), [&r, second].concat())));
                altered.extend(plus(second, order).map(|s| ("s and the order".into(), [first, &s].concat())));
            }
            KeyKind::Ed25519 => {
                // S and the order of the group, little-endian: the same point, and no signature (RFC 8032 §5.1.7).
                let mut order = [0_u8; 32];
                order[31] = 0x10;
                order[..16].copy_from_slice(&0x14de_f9de_a2f7_9cd6_5812_631a_5cf5_d3ed_u128.to_le_bytes());
                let reversed = |octets: &[u8]| octets.iter().rev().copied().collect::<Vec<u8>>();
                let s = plus(&reversed(second), &reversed(&order)).expect("it fits");
                altered.push(("S and the order".into(), [first, &reversed(&s)].concat()));
                // The neutral point, for which S = 0 fits every message under a key of low order.
                let mut neutral = vec![0; 64];
                neutral[0] = 1;
                altered.push(("the neutral point".into(), neutral));
            }
            KeyKind::Rsa(_) => {
                let Some(Public::Rsa { n, .. }) = key.public() else { panic!("an RSA key") };
                altered.extend(plus(&good, n).map(|sum| ("the signature and the modulus".into(), sum)));
                altered.push(("the modulus".into(), n.clone()));
                let mut one = vec![0; good.len()];
                one[good.len() - 1] = 1;
                altered.push(("one".into(), one));
            }
            KeyKind::Secret | KeyKind::Ed448 | KeyKind::MlDsa(_) => {}
        }
        for (what, signature) in altered {
            assert!(verify(algorithm, &key, message, &signature).is_err(), "{}: {what}", algorithm.name());
        }
        // What the same key makes by another algorithm is none of this one.
        for other in Algorithm::ALL.into_iter().filter(|other| *other != algorithm && other.takes(key.kind())) {
            let signature = sign(other, &key, message).expect("it signs");
            let same = other.family() == Family::EdDsa && algorithm.family() == Family::EdDsa;
            assert_eq!(verify(algorithm, &key, message, &signature).is_ok(), same, "{}", other.name());
        }
    }
}

#[test]
fn of_keys_with_one_name_the_one_that_may_verify_is_tried() {
    let (good, other) = (new(NewKey::Ec(Curve::P256)), new(NewKey::Ec(Curve::P256)));
    let text = signed(r#"{"alg":"ES256","kid":"one"}"#, "{}", Algorithm::Es256, &good.material);
    let jwk = |key: &Key, members: &str| {
        export::jwk(key, Half::Public).expect("a JWK").replacen('{', &format!("{{\"kid\":\"one\",{members}"), 1)
    };
    let set = |jwks: &[String]| keys(&format!(r#"{{"keys":[{}]}}"#, jwks.join(",")));
    let mixed = set(&[
        jwk(&other, r#""use":"sig","#),
        jwk(&good, r#""use":"enc","#),
        jwk(&other, r#""alg":"ES384","#),
        r#"{"kty":"RSA","kid":"one","n":"AQAB","e":"AQAB"}"#.to_owned(),
        jwk(&good, r#""use":"sig","alg":"ES256","#),
    ]);
    assert_eq!(judged(&text, &mixed).by().map(|by| by.nth), Some(3));
    // The same key for something else alone does not make it valid.
    let only = judged(&text, &set(&[jwk(&good, r#""use":"enc","#)]));
    assert!(
        matches!(only, Verdict::CannotCheck { reason: Obstacle::Restricted(Restriction::Usage(_)), .. }),
        "{only:?}"
    );
    let wrong = judged(&text, &set(&[jwk(&other, ""), jwk(&good, r#""key_ops":["encrypt"],"#)]));
    assert_eq!(wrong.word(), "invalid");
}

#[test]
fn a_cut_hmac_says_how_many_bytes_are_due() {
    let text = signed(&header(Algorithm::Hs256), "{}", Algorithm::Hs256, &secret("secret").material);
    let (input, signature) = text.rsplit_once('.').expect("three parts");
    let cut = &URL_SAFE_NO_PAD.decode(signature).expect("base64url")[..31];
    let verdict = judged(&format!("{input}.{}", URL_SAFE_NO_PAD.encode(cut)), &[secret("secret")]);
    assert_eq!(reason(&verdict), "the signature has 31 bytes where 32 are due");
}

#[test]
fn a_token_forged_with_the_public_key_is_said_to_be() {
    for kind in [NewKey::Rsa(RsaSize::Bits2048), NewKey::Ec(Curve::P256), NewKey::Ed25519] {
        let key = new(kind);
        let pem = export::pem(&key.material, Half::Public).expect("PEM").to_string();
        for text in [pem.clone(), pem.trim_end().to_owned(), pem.replace('\n', "\r\n")] {
            let forged =
                signed(&header(Algorithm::Hs256), r#"{"role":"admin"}"#, Algorithm::Hs256, &secret(&text).material);
            let given = [keys(&pem), vec![secret(&pem)], vec![key.clone()]];
            for given in given {
                let verdict = judged(&forged, &given);
                assert!(matches!(verdict, Verdict::Invalid { reason: Reason::Forged(_), .. }), "{verdict:?}");
                assert!(reason(&verdict).starts_with("a forgery: this token was signed with the public text of a key"));
            }
            let shown = |key: &Key| steps(&token(&forged), 0, key, None).expect_err("no secret");
            let obstacles = [
                Obstacle::PublicAsSecret(Algorithm::Hs256, key.kind()),
                Obstacle::PairAsSecret(Algorithm::Hs256, key.kind()),
            ];
            assert_eq!([shown(&secret(&pem)), shown(&key)], obstacles);
        }
        // Made with another secret it is no forgery, but the public key is no secret either.
        let other = signed(&header(Algorithm::Hs256), "{}", Algorithm::Hs256, &secret("secret").material);
        for given in [keys(&pem), vec![secret(&pem)]] {
            let verdict = judged(&other, &given);
            let Verdict::CannotCheck { reason, .. } = &verdict else { panic!("{verdict:?}") };
            assert_eq!(*reason, Obstacle::PublicAsSecret(Algorithm::Hs256, key.kind()));
            assert!(reason.to_string().contains("algorithm confusion"), "{reason}");
        }
    }
}

#[test]
fn a_forgery_with_any_public_text_that_a_key_is_given_in_is_refused_and_named() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/keys");
    let mut names: Vec<String> = std::fs::read_dir(folder.clone())
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .filter(|name| {
            [".spki.pem", ".cert.pem", ".ssh.pub", ".public.pem", ".compressed.pem"]
                .iter()
                .any(|end| name.ends_with(end))
        })
        .collect();
    names.sort();
    assert!(names.len() > 25, "{names:?}");
    for name in names {
        let content = std::fs::read(folder.join(&name)).expect("a file");
        let key = keys(str::from_utf8(&content).expect("UTF-8"));
        let mut texts = vec![(name.clone(), content.clone())];
        let text = String::from_utf8(content).expect("UTF-8");
        texts.push((
            format!("{name} without its first line"),
            text.split_once('\n').expect("lines").1.as_bytes().to_vec(),
        ));
        if text.contains("-----BEGIN") {
            let base64: String = text.lines().filter(|line| !line.contains(' ')).collect();
            texts.push((format!("{name} as DER"), STANDARD.decode(&base64).expect("base64")));
            texts.push((format!("{name} in base64"), base64.into_bytes()));
        } else {
            texts.remove(1);
        }
        let jwk = export::jwk(&key[0], Half::Public).expect("a JWK");
        texts.push((format!("{name} as JWK"), jwk.as_bytes().to_vec()));
        texts.push((format!("{name} as JWK Set"), export::jwks(&key).into_bytes()));
        for (what, text) in texts {
            // DER may end in what would be white space in a text.
            let bare = if what.ends_with("DER") { &text[..] } else { text.trim_ascii_end() };
            for text in [text.clone(), bare.to_vec(), [bare, b"\n"].concat(), [bare, b"\r\n"].concat()] {
                let secret = Material::Secret(Secret::new(text.clone()));
                let forged = signed(&header(Algorithm::Hs256), "{}", Algorithm::Hs256, &secret);
                // The file that it was made from, the same text as a file of its own, and the text itself as a secret.
                // DER with a line break after it is no file of a key.
                let as_file = read::read_bytes(&text, "@file").map_or_else(|_| key.clone(), |keys| keys.keys);
                let as_secret = Key::new(secret, "secret:…", Form::Text);
                for given in [key.clone(), as_file, vec![as_secret]] {
                    let verdict = judged(&forged, &given);
                    assert!(
                        matches!(verdict, Verdict::Invalid { reason: Reason::Forged(_), .. }),
                        "{what}: {verdict:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_forgery_with_a_jwk_as_it_was_written_is_named() {
    let key = new(NewKey::Ec(Curve::P256));
    let jwk: serde_json::Value = serde_json::from_str(&export::jwk(&key, Half::Public).expect("a JWK")).expect("JSON");
    let pretty = serde_json::to_string_pretty(&jwk).expect("a text");
    let set = format!("{{ \"keys\" : [ {pretty} ] }}\n");
    for text in [pretty.clone(), set.clone()] {
        let forged = signed(&header(Algorithm::Hs512), "{}", Algorithm::Hs512, &secret(&text).material);
        let verdict = judged(&forged, &keys(&set));
        assert!(matches!(verdict, Verdict::Invalid { reason: Reason::Forged(_), .. }), "{text}: {verdict:?}");
    }
    // The text of a file that holds a private key is known to its owner alone.
    let private = export::pem(&key.material, Half::Private).expect("PEM");
    let own = signed(&header(Algorithm::Hs256), "{}", Algorithm::Hs256, &secret(&private).material);
    assert!(!matches!(judged(&own, &keys(&private)), Verdict::Invalid { .. }));
}

#[test]
fn a_secret_that_fits_in_another_reading_is_a_hint_and_no_valid_verdict() {
    let bytes: Vec<u8> = (0..40_u8).map(|i| i.wrapping_mul(37).wrapping_add(200)).collect();
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let signer = |bytes: &[u8]| Material::Secret(Secret::new(bytes.to_vec()));
    let given = |bytes: &[u8]| Key::new(signer(bytes), "typed", Form::Text);
    let cases: Vec<(&[u8], Vec<u8>, Reading)> = vec![
        (b"hunter2", b" hunter2 ".to_vec(), Reading::Trimmed),
        (b"hunter2", b"\"hunter2\"".to_vec(), Reading::Unquoted),
        (b"hunter2\n", b"hunter2".to_vec(), Reading::LineFeed),
        (b"hunter2\r\n", b"hunter2".to_vec(), Reading::CarriageReturnLineFeed),
        (&bytes, STANDARD.encode(&bytes).into_bytes(), Reading::Base64),
        (b"\xfb\xff\xfe", b"-__-".to_vec(), Reading::Base64url),
        (&bytes, hex.clone().into_bytes(), Reading::Hex),
        (hex.as_bytes(), bytes.clone(), Reading::AsHex),
        (b"DEADBEEF", vec![0xde, 0xad, 0xbe, 0xef], Reading::AsHexCapitals),
        (b"3q2+7w==", vec![0xde, 0xad, 0xbe, 0xef], Reading::AsBase64),
        (b"3q2-7w", vec![0xde, 0xad, 0xbe, 0xef], Reading::AsBase64url),
    ];
    for (signed_with, typed, reading) in cases {
        let text = signed(&header(Algorithm::Hs256), "{}", Algorithm::Hs256, &signer(signed_with));
        let verdict = judged(&text, &[given(&typed)]);
        assert!(
            matches!(&verdict, Verdict::Invalid { reason: Reason::SecretFits(found), .. } if *found == reading),
            "{reading:?}: {verdict:?}"
        );
    }
}

#[test]
fn the_line_break_of_a_file_counts_as_the_secret_or_not_and_it_is_said_which() {
    let from_file = keys("a long enough secret that nobody would guess\n");
    let verdict = |text: &str| {
        judged(&signed(&header(Algorithm::Hs256), "{}", Algorithm::Hs256, &secret(text).material), &from_file)
    };
    let without = verdict("a long enough secret that nobody would guess");
    assert_eq!((without.word(), without.notes()), ("valid", &[Note::WithoutLineBreak][..]));
    let with = verdict("a long enough secret that nobody would guess\n");
    assert_eq!((with.word(), with.notes()), ("valid", &[Note::WithLineBreak][..]));
}

#[test]
fn keys_are_chosen_by_kid_first_and_then_by_whether_they_fit() {
    let named = |kid: &str| {
        let mut key = new(NewKey::Ed25519);
        key.kid = Some(kid.to_owned());
        key
    };
    let (a, b, other_b) = (named("a"), named("b"), named("b"));
    let text = |kid: &str, key: &Key| {
        signed(&format!(r#"{{"alg":"Ed25519","kid":"{kid}"}}"#), "{}", Algorithm::Ed25519, &key.material)
    };
    let ring = [a.clone(), b.clone(), other_b.clone()];
    let by = |verdict: &Verdict| verdict.by().map(|by| by.nth);
    assert_eq!(by(&judged(&text("a", &a), &ring)), Some(0));
    assert_eq!(by(&judged(&text("b", &b), &ring)), Some(1));
    // The second of two with the same name.
    let verdict = judged(&text("b", &other_b), &ring);
    assert_eq!((by(&verdict), verdict.notes()), (Some(2), &[][..]));
    // The name of another key is a hint that leads astray, the signature still is this one's.
    let verdict = judged(&text("b", &a), &ring);
    assert_eq!((by(&verdict), verdict.notes()), (Some(0), &[Note::KidOfAnother("b".to_owned())][..]));
    let verdict = judged(&text("z", &a), &ring);
    assert_eq!((by(&verdict), verdict.notes()), (Some(0), &[Note::KidUnknown("z".to_owned())][..]));
    let stranger = named("z");
    let verdict = judged(&text("z", &stranger), &ring);
    assert_eq!(reason(&verdict), "no key has the kid \"z\", and none of the 3 that fit made the signature");
    let verdict = judged(&text("b", &stranger), &ring);
    assert_eq!(reason(&verdict), "the signature matches none of the 3 keys that fit");
}

#[test]
fn what_the_owner_of_a_key_keeps_it_for_is_respected() {
    let key = new(NewKey::Ec(Curve::P256));
    let text = signed(&header(Algorithm::Es256), "{}", Algorithm::Es256, &key.material);
    let with = |change: fn(&mut Key)| {
        let mut key = key.clone();
        change(&mut key);
        judged(&text, &[key])
    };
    let refused = |verdict: &Verdict| match verdict {
        Verdict::CannotCheck { reason: Obstacle::Restricted(why), .. } => Some(why.clone()),
        _ => None,
    };
    let usage = with(|key| key.usage = Some("enc".to_owned()));
    assert_eq!(refused(&usage), Some(Restriction::Usage("enc".to_owned())));
    let operations = with(|key| key.key_ops = Some(vec!["deriveKey".to_owned()]));
    assert_eq!(refused(&operations), Some(Restriction::Operations(Act::Verify)));
    let algorithm = with(|key| key.alg = Some("ES384".to_owned()));
    assert_eq!(reason(&algorithm), "the key is for ES384 only, by its own `alg`, and the token says ES256");
    for good in [
        with(|key| key.usage = Some("sig".to_owned())),
        with(|key| key.key_ops = Some(vec!["verify".to_owned()])),
        with(|key| key.alg = Some("ES256".to_owned())),
    ] {
        assert_eq!(good.word(), "valid");
    }
}

#[test]
fn what_must_not_be_obeyed_is_not_checked_at_all() {
    let key = secret("a secret of thirty-two characters");
    let verdict =
        |header: &str| judged(&signed(header, "{}", Algorithm::Hs256, &key.material), std::slice::from_ref(&key));
    for (header, why) in [
        (r#"{"alg":"HS256","crit":["exp"],"exp":1}"#, "extension that jotlab does not know"),
        (r#"{"alg":"HS256","crit":[]}"#, "`crit` must be"),
        (r#"{"alg":"HS256","b64":false}"#, "`b64` is false"),
        (r#"{"alg":"hs256"}"#, "`hs256` is no signature algorithm"),
        (r#"{"typ":"JWT"}"#, "names no algorithm"),
        (r#"{"alg":"HS256","alg":"HS256"}"#, "stands there twice"),
    ] {
        let verdict = verdict(header);
        assert_eq!(verdict.word(), "cannot_check", "{header}");
        assert!(reason(&verdict).contains(why), "{header}: {}", reason(&verdict));
    }
    assert_eq!(
        judged(&signed(r#"{"alg":"none"}"#, "{}", Algorithm::Hs256, &key.material), std::slice::from_ref(&key)),
        Verdict::Unsecured
    );
    assert_eq!(judged(&signed(r#"{"alg":"HS256"}"#, "{}", Algorithm::Hs256, &key.material), &[]), Verdict::NotChecked);
}

#[test]
fn a_detached_payload_must_be_given_and_no_other_than_the_one_inside() {
    let key = secret("a secret of thirty-two characters");
    let whole = signed(r#"{"alg":"HS256"}"#, r#"{"sub":"user"}"#, Algorithm::Hs256, &key.material);
    let parts: Vec<&str> = whole.split('.').collect();
    let detached = format!("{}..{}", parts[0], parts[2]);
    let judge = |text: &str, payload: Option<&[u8]>| {
        judge(&token(text), 0, &Question { keys: std::slice::from_ref(&key), detached: payload })
    };
    assert!(matches!(judge(&detached, None), Verdict::CannotCheck { reason: Obstacle::Detached, .. }));
    let given = judge(&detached, Some(br#"{"sub":"user"}"#));
    assert_eq!((given.word(), given.notes()), ("valid", &[Note::Detached][..]));
    assert_eq!(judge(&detached, Some(b"{}")).word(), "invalid");
    assert!(matches!(judge(&whole, Some(b"{}")), Verdict::CannotCheck { reason: Obstacle::TwoPayloads, .. }));
    assert_eq!(judge(&whole, Some(br#"{"sub":"user"}"#)).word(), "valid");
}

#[test]
fn a_header_that_brings_its_own_key_is_only_asked_on_request() {
    let key = new(NewKey::Ed25519);
    let jwk = export::jwk(&key, Half::Public).expect("a JWK").to_string();
    let text = signed(&format!(r#"{{"alg":"EdDSA","jwk":{jwk}}}"#), "{}", Algorithm::EdDsa, &key.material);
    assert_eq!(judged(&text, &[]), Verdict::NotChecked);
    let stranger = new(NewKey::Ed25519);
    assert_eq!(judged(&text, &[stranger]).word(), "invalid");
    let verdict = judge_with_own_key(&token(&text), 0, None);
    assert_eq!((verdict.word(), verdict.notes()), ("valid", &[Note::OwnKey][..]));
    assert!(verdict.notes()[0].to_string().starts_with("the token vouches for itself"));
    // What is read as a secret there, or as a certificate in the place of a JWK, is no key of the token's.
    for (parameter, octets) in [(r#""x5c":["c2VjcmV0"]"#, "secret"), (r#""jwk":"secret""#, r#""secret""#)] {
        let text =
            signed(&format!(r#"{{"alg":"HS256",{parameter}}}"#), "{}", Algorithm::Hs256, &secret(octets).material);
        let verdict = judge_with_own_key(&token(&text), 0, None);
        assert!(matches!(verdict, Verdict::CannotCheck { reason: Obstacle::OwnKey(_), .. }), "{verdict:?}");
    }
    let without = signed(&header(Algorithm::EdDsa), "{}", Algorithm::EdDsa, &key.material);
    assert!(matches!(
        judge_with_own_key(&token(&without), 0, None),
        Verdict::CannotCheck { reason: Obstacle::NoOwnKey, .. }
    ));
}

#[test]
fn a_well_known_secret_is_found_and_a_short_one_is_weighed() {
    let text = signed(r#"{"alg":"HS256"}"#, "{}", Algorithm::Hs256, &secret("secret").material);
    assert_eq!(well_known::behind(&token(&text), 0, None), Some("secret"));
    let verdict = judged(&text, &[secret("secret")]);
    let notes: Vec<String> = verdict.notes().iter().map(ToString::to_string).collect();
    assert_eq!(notes, ["the secret is well known: whoever guesses tries it first, anyone can write such a token"]);
    let short = signed(r#"{"alg":"HS256"}"#, "{}", Algorithm::Hs256, &secret("hjklö").material);
    let notes: Vec<String> = judged(&short, &[secret("hjklö")]).notes().iter().map(ToString::to_string).collect();
    assert_eq!(notes, ["the secret has 6 bytes = 48 bits, where 256 are due"]);
    let other = signed(r#"{"alg":"HS256"}"#, "{}", Algorithm::Hs256, &secret("not on any list").material);
    assert_eq!(well_known::behind(&token(&other), 0, None), None);
}

#[test]
fn a_point_beside_its_curve_is_a_bad_key_and_not_a_bad_signature() {
    let key = new(NewKey::Ec(Curve::P256)).material;
    let signature = sign(Algorithm::Es256, &key, b"message").expect("it signs");
    let Some(Public::Ec(curve, point)) = key.public() else { panic!("a pair") };
    let mut beside = point.clone();
    *beside.last_mut().expect("a coordinate") ^= 1;
    let bad = Material::Public(Public::Ec(*curve, beside));
    assert_eq!(verify(Algorithm::Es256, &bad, b"message", &signature), Err(Mismatch::UnusableKey(bad.kind())));
}

#[test]
fn an_rsa_key_below_2048_bits_is_checked_where_the_library_can_and_named_weak() {
    // Made with OpenSSL over the bytes of "message".
    let modulus = "yH-QSGCL_UqwKObN-TcxMSMdqzCY4YdPujfUqeViFcF8avd8Lmh84BpDMn0Z6NlMGtqoSPUWveT0ZiVUFUhLVmJI3q\
         8dqxFj8Vaa8PidGaJEg5jpfWHqUb2gyjGOBvkCKlgrlWiS7w8CQ1TWIeD8nJvgRCKugE6ZYyYnKDihUAc";
    let rs256 = "Vklri21u6God811PznGpolhwVfhe13ZofpvVLn7bFmfiVckwt-Ekag2UozsNlTxN1eJjGM63wfVscaaJgtAbgvrkwX\
         qYr-bHmgDdGwe2RQkcjBoYx0R96wLi2z-bFZWgPLbuxPu95TW65C2dZVoj2FaJVqgsBa6E-_EYMygQVDI";
    let rs384 = "jaxKZtd5-b7Vlw_rMq4YEnvhbpiW5h3CsnONyCRpGIl-16PloN51Ddq4YE3LuNUTkrE8MTppjbIaFBlTGisARqbgqE\
         ChfQ6sBoTzNuAVfY9W8zF7mwHnNIa8NUToqLuw3-AHfquTWkcbXJ51aj2Y-fr9D35N0Be7qnq7Jirnfto";
    let rs512 = "khK-iCODmV9TIp1npCwVV-hO-Bh2bXAfuczgu9ysfbacPuAgKt8UlOzyLK6uyWlf0YrJ5Gi8mwNQzTIANj2Cc4YxyZ\
         Yz4nBch89rmfIqIewA9E1CCJWu9P4uSHkBS2AH7zIDLuc_JyVCsT8qqY89nm7llIgwzyI3vKDdpb04ID4";
    let decoded = |text: &str| URL_SAFE_NO_PAD.decode(text).expect("base64url");
    let key = Material::Public(Public::Rsa { n: decoded(modulus), e: vec![1, 0, 1], scheme: Scheme::Any });
    let check = |algorithm, signature: &str| verify(algorithm, &key, b"message", &decoded(signature));
    assert_eq!(check(Algorithm::Rs256, rs256), Ok(()));
    assert_eq!(check(Algorithm::Rs512, rs512), Ok(()));
    assert_eq!(check(Algorithm::Rs256, rs512), Err(Mismatch::Differs));
    let why = check(Algorithm::Rs384, rs384).unwrap_err();
    assert!(why.is_of_the_key());
    assert_eq!(why.to_string(), "the RSA key has 1024 bits: RS384 is checked with 2048 to 8192");
}

#[test]
fn nothing_that_is_printed_holds_a_secret() {
    let key = secret("correct horse battery staple");
    let text = signed(r#"{"alg":"HS256"}"#, "{}", Algorithm::Hs256, &secret("another").material);
    let mac = digest::hmac_sha256(b"correct horse battery staple", text.rsplit_once('.').expect("parts").0.as_bytes());
    for verdict in
        [judged(&text, std::slice::from_ref(&key)), judged("eyJhbGciOiJSUzI1NiJ9.e30.AAAA", std::slice::from_ref(&key))]
    {
        let printed = format!("{verdict:?} {:?} {key:?}", verdict.reason());
        assert!(!printed.contains("correct horse"), "{printed}");
        // Nor the MAC that was due: who has it has a valid token.
        assert!(!printed.contains(&URL_SAFE_NO_PAD.encode(mac)), "{printed}");
        assert!(!printed.contains(&format!("{mac:?}")), "{printed}");
    }
}

#[test]
fn the_steps_show_the_bytes_that_the_verdict_rests_on() {
    for algorithm in Algorithm::ALL {
        let key = new(NewKey::fit_for(algorithm));
        let text = signed(&header(algorithm), r#"{"sub":"user"}"#, algorithm, &key.material);
        let (input, signature) = text.rsplit_once('.').expect("three parts");
        let shown = steps(&token(&text), 0, &key, None).expect("nothing is in the way");
        assert_eq!((shown.outcome, shown.algorithm), (Ok(()), algorithm));
        assert_eq!(shown.input.bytes, input.as_bytes());
        assert_eq!(
            &shown.input.bytes[shown.input.payload_at..],
            input.split_once('.').expect("a payload").1.as_bytes()
        );
        assert_eq!(shown.signature, URL_SAFE_NO_PAD.decode(signature).expect("base64url"));
        assert!(shown.last_characters.contains(&signature.chars().last().expect("a character")));
        let joined = |halves: Option<(Vec<u8>, Vec<u8>)>| halves.map(|(first, second)| [first, second].concat());
        match shown.work {
            Work::Mac { computed, key_bytes, .. } => {
                assert_eq!((computed.reveal(), key_bytes), (&shown.signature[..], key.material.bits().unwrap() / 8));
            }
            Work::RsaPkcs1 { digest, recovered, .. } => {
                let recovered = recovered.expect("the length is right");
                assert_eq!(recovered.encoded.len(), 256);
                assert_eq!(recovered.digest, Some(digest));
            }
            // The last byte of a PSS encoding is always the same (RFC 8017 §9.1.1).
            Work::RsaPss { recovered, .. } => assert_eq!(recovered.expect("the length is right").last(), Some(&0xbc)),
            Work::Ecdsa { numbers, .. } => assert_eq!(joined(numbers), Some(shown.signature)),
            Work::EdDsa { halves, .. } => assert_eq!(joined(halves), Some(shown.signature)),
            Work::MlDsa => {}
        }
        // One bit of the payload changes the digest and not what the signature turns back into.
        let changed =
            text.replacen(input.split_once('.').expect("a payload").1, &URL_SAFE_NO_PAD.encode(r#"{"sub":"usez"}"#), 1);
        let shown = steps(&token(&changed), 0, &key, None).expect("nothing is in the way");
        assert_eq!(shown.outcome, Err(Mismatch::Differs), "{}", algorithm.name());
        match shown.work {
            Work::Mac { computed, .. } => assert_ne!(computed.reveal(), shown.signature),
            Work::RsaPkcs1 { digest, recovered, .. } => {
                assert_ne!(recovered.and_then(|shown| shown.digest), Some(digest))
            }
            Work::RsaPss { .. } | Work::Ecdsa { .. } | Work::EdDsa { .. } | Work::MlDsa => {}
        }
    }
}

#[test]
fn spare_bits_of_the_last_character_change_nothing_and_it_is_said() {
    let key = secret("a secret of thirty-two characters");
    let text = signed(r#"{"alg":"HS256"}"#, "{}", Algorithm::Hs256, &key.material);
    let shown = steps(&token(&text), 0, &key, None).expect("nothing is in the way");
    assert_eq!(shown.last_characters.len(), 4);
    let other = shown.last_characters.iter().find(|other| !text.ends_with(**other)).expect("three others");
    let respelled = format!("{}{other}", &text[..text.len() - 1]);
    let verdict = judged(&respelled, &[key]);
    assert_eq!(verdict.word(), "valid");
    assert!(matches!(verdict.notes(), [Note::Spelling(_)]), "{verdict:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_mutation_of_a_token_or_a_signature_panics(
        case in 0..20_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        message in prop::collection::vec(any::<u8>(), 0..80),
        signature in prop::collection::vec(any::<u8>(), 0..600),
        coordinate in prop::collection::vec(any::<u8>(), 0..140),
    ) {
        let cases = Case::all();
        let case = &cases[case % cases.len()];
        let keys = case.keys();
        let mut bytes = case.token.clone().into_bytes();
        for (place, byte) in &changes {
            let place = place.index(bytes.len());
            bytes[place] = byte & 0x7f;
        }
        for token in read_all(&String::from_utf8_lossy(&bytes)) {
            for nth in 0..=token.signatures() {
                let verdict = judge(&token, nth, &Question { keys: &keys, ..Question::default() });
                if let Some(why) = verdict.reason() {
                    prop_assert!(!why.chars().any(char::is_control), "{:?}", why);
                }
                let _ = judge_with_own_key(&token, nth, Some(&message));
            }
        }
        let any = [
            Public::Rsa { n: coordinate.clone(), e: signature.iter().take(9).copied().collect(), scheme: Scheme::Any },
            Public::Ec(Curve::P256, coordinate.clone()),
            Public::Ec(Curve::P521, coordinate.clone()),
            Public::Ed25519(coordinate.clone()),
            Public::Ed448(coordinate.clone()),
        ];
        for public in any {
            let pair = Material::Pair { public: public.clone(), private: Secret::new(coordinate.clone()) };
            for algorithm in Algorithm::ALL {
                let _ = verify(algorithm, &Material::Public(public.clone()), &message, &signature);
                let _ = sign(algorithm, &pair, &message);
            }
        }
    }
}
