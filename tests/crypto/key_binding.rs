//! Key-binding JWTs of SD-JWTs: an example published with its keys, and every way in which one binds nothing.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jotlab::crypto::algorithm::{Algorithm, Curve, Hash};
use jotlab::crypto::digest::digest;
use jotlab::crypto::export::{self, Half};
use jotlab::crypto::key::{Form, Key};
use jotlab::crypto::key_binding::{Binding, Flaw};
use jotlab::crypto::sd_jwt::sd_jwt;
use jotlab::crypto::{NewKey, Question, Verdict, generate, judge, read, sign};
use jotlab::token::anatomy::{self, Token};

/// A presentation of an example of the specification's authors (the identity credential of the SD-JWT drafts), and the issuer's key.
const PUBLISHED: &str = include_str!("../vectors/sd-jwt-presentation.txt");
const ITS_ISSUER: &str = r#"{"kty":"EC","crv":"P-256","x":"b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ","y":"Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8"}"#;

fn token(text: &str) -> Token {
    let mut tokens = anatomy::read_all(text);
    assert_eq!((tokens.len(), tokens[0].text.as_str()), (1, text));
    tokens.remove(0)
}

fn binding(text: &str) -> Binding {
    sd_jwt(&token(text)).unwrap().binding
}

fn coded(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

/// A key for ES256, and the public half of it as a JWK.
fn holder() -> (Key, String) {
    let key = Key::new(generate(NewKey::Ec(Curve::P256)).unwrap(), "generated", Form::Generated);
    let jwk = export::jwk(&key, Half::Public).unwrap().to_string();
    (key, jwk)
}

/// An SD-JWT with this payload, no disclosure, and a key-binding JWT: `claims` behind its `sd_hash`, signed by `by`.
fn bound(payload: &str, header: &str, claims: &str, by: &Key) -> String {
    let issued = format!("{}.{}.{}~{}~", coded(r#"{"alg":"HS256"}"#), coded(payload), "A".repeat(43), "WyJzIiwgMV0");
    let hash = URL_SAFE_NO_PAD.encode(digest(Hash::Sha256, issued.as_bytes()));
    let claims = claims.replace("HASH", &hash);
    let input = format!("{}.{}", coded(header), coded(&claims));
    let signature = sign(Algorithm::Es256, &by.material, input.as_bytes()).unwrap();
    format!("{issued}{input}.{}", URL_SAFE_NO_PAD.encode(signature))
}

const HEADER: &str = r#"{"alg":"ES256","typ":"kb+jwt"}"#;
const CLAIMS: &str = r#"{"iat":1,"aud":"a","nonce":"n","sd_hash":"HASH"}"#;

#[test]
fn the_published_presentation_is_signed_by_issuer_and_holder() {
    let read = token(PUBLISHED.trim());
    let keys = read::read_bytes(ITS_ISSUER.as_bytes(), "the example").unwrap().keys;
    assert!(matches!(judge(&read, 0, &Question { keys: &keys, detached: None }), Verdict::Valid { .. }));
    let shown = sd_jwt(&read).unwrap();
    assert_eq!((shown.binding.clone(), shown.is_acceptable(), shown.disclosures.len()), (Binding::Proven, true, 3));
    // Another character in the signature of the holder; the same presentation with one disclosure less.
    let forged = PUBLISHED.trim().replace(".lg_PZ", ".lg_PY");
    assert!(matches!(binding(&forged), Binding::Broken(Flaw::Signature(_))), "{:?}", binding(&forged));
    let fewer = PUBLISHED.trim().replace("WyI2SWo3dE0tYTVpVlBHYm9TNXRtdlZBIiwgIkRFIl0~", "");
    assert_eq!(binding(&fewer), Binding::Broken(Flaw::OtherDisclosures));
}

#[test]
fn only_the_key_that_the_issuer_put_into_the_token_binds_it() {
    let (key, jwk) = holder();
    let (other, _) = holder();
    let with = |cnf: &str| format!(r#"{{"cnf":{cnf}}}"#);
    let own = with(&format!(r#"{{"jwk":{jwk}}}"#));
    assert_eq!(binding(&bound(&own, HEADER, CLAIMS, &key)), Binding::Proven);
    assert!(matches!(binding(&bound(&own, HEADER, CLAIMS, &other)), Binding::Broken(Flaw::Signature(_))));
    let elsewhere = with(r#"{"kid":"the holder's"}"#);
    assert_eq!(binding(&bound(&elsewhere, HEADER, CLAIMS, &key)), Binding::NotChecked);
    for none in ["{}".to_owned(), with("{}"), with("5")] {
        assert_eq!(binding(&bound(&none, HEADER, CLAIMS, &key)), Binding::Broken(Flaw::NoKey), "{none}");
    }
    for bad in [r#"{"jwk":5}"#, r#"{"jwk":{"kty":"EC"}}"#, r#"{"jwk":{"kty":"oct","k":"c2VjcmV0"}}"#] {
        assert_eq!(binding(&bound(&with(bad), HEADER, CLAIMS, &key)), Binding::Broken(Flaw::BadKey), "{bad}");
    }
}

#[test]
fn a_key_binding_jwt_has_what_it_has_to_have() {
    let (key, jwk) = holder();
    let own = format!(r#"{{"cnf":{{"jwk":{jwk}}}}}"#);
    for name in ["iat", "aud", "nonce", "sd_hash"] {
        let claims = CLAIMS.replace(&format!("\"{name}\""), "\"x\"");
        assert_eq!(binding(&bound(&own, HEADER, &claims, &key)), Binding::Broken(Flaw::Lacks(name)));
    }
    let claims = CLAIMS.replace("HASH", "another");
    assert_eq!(binding(&bound(&own, HEADER, &claims, &key)), Binding::Broken(Flaw::OtherDisclosures));
    let header = r#"{"alg":"ES256","typ":"JWT"}"#;
    assert_eq!(binding(&bound(&own, header, CLAIMS, &key)), Binding::Broken(Flaw::Typ));
    for header in [r#"{"alg":"ES256","typ":"application/kb+jwt"}"#, r#"{"alg":"ES256","typ":"KB+JWT"}"#] {
        assert_eq!(binding(&bound(&own, header, CLAIMS, &key)), Binding::Proven, "{header}");
    }
    let unsecured = bound(&own, r#"{"alg":"none","typ":"kb+jwt"}"#, CLAIMS, &key);
    assert!(matches!(binding(&unsecured), Binding::Broken(Flaw::Signature(_))));
    let unknown = format!(r#"{{"_sd_alg":"md5","cnf":{{"jwk":{jwk}}}}}"#);
    assert_eq!(binding(&bound(&unknown, HEADER, CLAIMS, &key)), Binding::ProvenForSome);
}
