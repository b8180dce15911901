//! Every fault, both ways: a token that has it, at its place, with all that still reads; and the nearest token that has it not.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jotlab::token::anatomy::{Kind, Token};
use jotlab::token::fault::Code;
use jotlab::token::find::{Form, Found};
use jotlab::token::lifetime::State;
use jotlab::token::moment::Moment;
use jotlab::token::part::{Coding, Role};

const HS256: &str = r#"{"alg":"HS256"}"#;
const CLAIMS: &str = r#"{"sub":"user","exp":1743003105}"#;
/// 32 octets, as HS256 makes them.
const SIGNATURE: &str = "seqVcPftTCz5p2OzfGtRCingj4_VNyWxgrIhngNmt_U";

/// A fault by what programs go by.
type Seen = (Option<Role>, Code, Option<usize>);

fn coded(octets: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(octets)
}

fn token(text: &str, form: Form) -> Token {
    Token::read(Found { at: 0..text.len(), text: text.to_owned(), form, place: "text".into(), stripped: Vec::new() })
}

fn compact(text: &str) -> Token {
    token(text, Form::Compact)
}

/// A token with this header and this payload.
fn jws(header: impl AsRef<[u8]>, payload: impl AsRef<[u8]>) -> Token {
    compact(&format!("{}.{}.{SIGNATURE}", coded(header), coded(payload)))
}

fn jwe(header: &str) -> Token {
    compact(&format!("{}.AAAA.AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA", coded(header)))
}

fn json(text: &str) -> Token {
    token(text, Form::Json)
}

fn seen(token: &Token) -> Vec<Seen> {
    token.faults.iter().map(|fault| (fault.part, fault.code, fault.at)).collect()
}

fn whys(token: &Token) -> Vec<&str> {
    token.faults.iter().map(|fault| fault.why.as_str()).collect()
}

/// The token has these faults and no others, told in these words.
#[track_caller]
fn has(token: &Token, faults: &[(Option<Role>, Code, Option<usize>, &str)]) {
    let expected: Vec<Seen> = faults.iter().map(|(part, code, at, _)| (*part, *code, *at)).collect();
    assert_eq!(seen(token), expected, "{}\n{:#?}", token.text, token.faults);
    let words: Vec<&str> = faults.iter().map(|fault| fault.3).collect();
    assert_eq!(whys(token), words, "{}", token.text);
}

#[track_caller]
fn is_clean(token: &Token) {
    assert_eq!(seen(token), [], "{}\n{:#?}", token.text, token.faults);
}

/// Each claim as it reads, to show that a fault elsewhere takes nothing away.
fn reads(token: &Token, role: Role) -> bool {
    token.part(role).and_then(|part| part.object()).is_some_and(|object| object.fault.is_none())
}

const HEADER: Option<Role> = Some(Role::Header);
const UNPROTECTED: Option<Role> = Some(Role::Unprotected);
const PAYLOAD: Option<Role> = Some(Role::Payload);
const SIGNED: Option<Role> = Some(Role::Signature);

#[test]
fn a_plain_token_has_no_fault() {
    is_clean(&jws(HS256, CLAIMS));
    is_clean(&jwe(r#"{"alg":"RSA-OAEP","enc":"A128GCM"}"#));
}

#[test]
fn an_empty_part_is_a_fault_where_something_belongs() {
    let (header, claims) = (coded(HS256), coded(CLAIMS));
    let detached = "no payload: the content is detached, or lost";
    has(&compact(&format!("{header}..{SIGNATURE}")), &[(PAYLOAD, Code::Empty, None, detached)]);
    let unsigned = compact(&format!("{header}.{claims}."));
    has(&unsigned, &[(SIGNED, Code::Empty, None, "no signature: it was cut off, or never made")]);
    assert!(reads(&unsigned, Role::Payload));
    let headless = compact(&format!(".{claims}.{SIGNATURE}"));
    has(&headless, &[(HEADER, Code::Empty, None, "nothing stands here: a header is a JSON object")]);
    assert!(reads(&headless, Role::Payload));
    assert_eq!(headless.kind, Kind::Jws);

    // Unsecured tokens end with a dot (RFC 7515 §6), and a key that is agreed on is not sent (RFC 7518 §4.5).
    let none = compact(&format!("{}.{claims}.", coded(r#"{"alg":"none"}"#)));
    assert!(!none.faults.iter().any(|fault| fault.code == Code::Empty));
    let direct = coded(r#"{"alg":"dir","enc":"A128GCM"}"#);
    is_clean(&compact(&format!("{direct}..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA")));
    has(
        &compact(&format!("{direct}....")),
        &[
            (Some(Role::Iv), Code::Empty, None, "no initialization vector: it was cut off, or never made"),
            (Some(Role::Ciphertext), Code::Empty, None, "no ciphertext: it was cut off, or never made"),
            (Some(Role::Tag), Code::Empty, None, "no authentication tag: it was cut off, or never made"),
        ],
    );
}

#[test]
fn segments_are_counted() {
    let (header, claims) = (coded(HS256), coded(CLAIMS));
    let count = |text: &str, kind: Kind, why: &str| {
        let token = compact(text);
        assert_eq!(token.kind, kind, "{text}");
        has(&token, &[(None, Code::SegmentCount, None, why)]);
    };
    let signed = "a signed token has three, an encrypted one five";
    count(&header, Kind::Fragment, &format!("1 segment, {signed}"));
    count(&format!("{header}.{claims}"), Kind::Fragment, &format!("2 segments, {signed}"));
    count(&format!("{header}.{claims}.{SIGNATURE}.AAAA"), Kind::Jws, &format!("4 segments, {signed}"));
    count(&format!("{header}.{claims}.{SIGNATURE}.AAAA.AAAA.AAAA"), Kind::Jws, &format!("6 segments, {signed}"));
    let encrypted = coded(r#"{"alg":"dir","enc":"A128GCM"}"#);
    count(&encrypted, Kind::Fragment, "1 segment, an encrypted token has five");
    count(&format!("{encrypted}..AAAA.AAAA"), Kind::Fragment, "4 segments, an encrypted token has five");
    // Every segment is there to be seen.
    assert_eq!(compact(&format!("{header}.{claims}.{SIGNATURE}.AAAA")).parts.len(), 4);
}

#[test]
fn five_segments_under_a_header_that_signs_are_read_as_encrypted_and_say_what_is_missing() {
    let token = compact(&format!("{}.AAAA.AAAA.AAAA.AAAA", coded(HS256)));
    assert_eq!(token.kind, Kind::Jwe);
    has(
        &token,
        &[
            (HEADER, Code::EncMissing, None, "no `enc`: nothing says how the content is encrypted"),
            (
                HEADER,
                Code::AlgUnknown,
                Some(7),
                "`HS256` is for signed tokens; as `alg` of an encrypted one it means nothing",
            ),
        ],
    );
}

#[test]
fn a_token_that_was_cut_off_says_where_and_shows_what_is_left() {
    let (header, claims) = (coded(HS256), coded(CLAIMS));
    let cut = "the token was cut off here: what follows is missing";
    let whole_claims = token(&format!("{header}.{claims}"), Form::Fragment);
    has(&whole_claims, &[(None, Code::Truncated, Some(63), cut)]);
    assert_eq!((whole_claims.kind, reads(&whole_claims, Role::Payload)), (Kind::Fragment, true));
    let half = token(&format!("{header}.{}", &claims[..30]), Form::Fragment);
    has(
        &half,
        &[
            (None, Code::Truncated, Some(51), cut),
            (PAYLOAD, Code::NotJson, Some(22), "expected a comma or the closing brace, found the end of the text"),
        ],
    );
    let sub = half.claims().and_then(|claims| claims.string(claims.get("sub")?).map(String::from));
    assert_eq!(sub.as_deref(), Some("user"), "what came before the cut reads");
    assert_eq!(token(&header, Form::Fragment).kind, Kind::Fragment);
}

#[test]
fn a_cut_encrypted_token_is_not_told_that_its_algorithm_cannot_sign() {
    let header = coded(r#"{"alg":"RSA-OAEP","enc":"A128GCM"}"#);
    for text in [header.clone(), format!("{header}.AAAA"), format!("{header}.AAAA.AAAA"), format!("{header}.AA.AA.AA")]
    {
        let cut = token(&text, Form::Fragment);
        assert_eq!(cut.kind, Kind::Fragment, "{text}");
        let codes: Vec<Code> = cut.faults.iter().map(|fault| fault.code).collect();
        assert_eq!(codes, [Code::Truncated], "{text}");
        assert_eq!(cut.part(Role::Payload), None, "{text}");
    }
}

#[test]
fn base64url_leniencies_are_named_and_the_part_reads() {
    let (header, claims) = (coded(HS256), coded(CLAIMS));
    let forgiven = |text: String, part: Option<Role>, code: Code, at: usize, why: &str| {
        let token = compact(&text);
        has(&token, &[(part, code, Some(at), why)]);
        assert!(reads(&token, Role::Header) && reads(&token, Role::Payload), "{text}");
        assert!(token.parts.iter().all(|part| part.complete), "{text}");
    };
    forgiven(
        format!("{header}=.{claims}.{SIGNATURE}"),
        HEADER,
        Code::Base64Padding,
        20,
        "padding \"=\" at the end: leave it out",
    );
    forgiven(
        format!("{header}.{claims}==.{SIGNATURE}"),
        PAYLOAD,
        Code::Base64Padding,
        42,
        "padding \"=\" at the end: leave it out (2 times)",
    );
    forgiven(
        format!("{header}.{claims}.ab+/"),
        SIGNED,
        Code::Base64StandardAlphabet,
        2,
        "\"+\" is of the standard base64 alphabet: write \"-\" (2 times)",
    );
    forgiven(
        format!("{header}.{} {}.{SIGNATURE}", &claims[..8], &claims[8..]),
        PAYLOAD,
        Code::Base64Char,
        8,
        "white space \" \": take it out",
    );
    forgiven(
        format!("{header}.{claims}.AB"),
        SIGNED,
        Code::Base64TrailingBits,
        1,
        "the last character \"B\" has bits that belong to no octet: write \"A\"",
    );
    is_clean(&compact(&format!("{header}.{claims}.ab-_")));
    is_clean(&compact(&format!("{header}.{claims}.AA")));
}

#[test]
fn base64url_that_cannot_be_read_says_where_and_shows_what_stands_before() {
    let (header, claims) = (coded(HS256), coded(CLAIMS));
    let length = compact(&format!("{header}.{claims}.AAAAA"));
    has(
        &length,
        &[(SIGNED, Code::Base64Length, Some(4), "5 characters are no whole number of bytes: copy the whole segment")],
    );
    assert_eq!(length.part(Role::Signature).map(|part| (part.octets().len(), part.complete)), Some((3, false)));
    let foreign = compact(&format!("{header}.{}!{}.{SIGNATURE}", &claims[..20], &claims[20..]));
    has(
        &foreign,
        &[
            (PAYLOAD, Code::Base64Char, Some(20), "\"!\" is no base64url character: take it out or decode it first"),
            (PAYLOAD, Code::NotJson, Some(15), "expected the closing quote of the string, found the end of the text"),
        ],
    );
    let sub = foreign.claims().and_then(|claims| claims.string(claims.get("sub")?).map(String::from));
    assert_eq!(sub.as_deref(), Some("user"));
    // Characters are counted, not bytes; what hides is shown.
    let wide = compact(&format!("{header}.ö\u{202e}{claims}.{SIGNATURE}"));
    let why = "\"ö\" is no base64url character: take it out or decode it first (2 times)";
    has(&wide, &[(PAYLOAD, Code::Base64Char, Some(0), why)]);
}

#[test]
fn octets_that_are_no_text_are_a_fault_in_header_and_payload() {
    let why = "these octets are not UTF-8: write the text in UTF-8";
    let header = jws(b"{\"alg\":\"HS256\",\"kid\":\"\xff\"}", CLAIMS);
    has(&header, &[(HEADER, Code::NotUtf8, Some(22), why)]);
    assert_eq!(header.alg().as_deref(), Some("HS256"), "the other members read");
    let claims = jws(HS256, b"{\"sub\":\"a\xff\",\"exp\":1743003105}");
    has(&claims, &[(PAYLOAD, Code::NotUtf8, Some(9), why)]);
    assert!(claims.times().exp.date().is_some());
    has(
        &jws(HS256, b"\xff\xfe\x00"),
        &[(PAYLOAD, Code::NotUtf8, Some(0), "octets that are not UTF-8: no JSON, so no claims")],
    );
    is_clean(&jws("{\"alg\":\"HS256\",\"kid\":\"ÿ\"}", CLAIMS));
}

#[test]
fn text_that_is_no_json_is_a_fault_where_it_stops() {
    for (header, at, why) in [
        (r#"{"alg":"HS256""#, 14, "expected a comma or the closing brace, found the end of the text"),
        (r#"{"alg":"HS256",}"#, 15, "expected a name in double quotes, found \"}\""),
        (r#"{"alg":"HS256"}x"#, 15, "expected nothing more, found \"x\""),
        ("{'alg':'HS256'}", 1, "expected a name in double quotes or the closing brace, found \"'\""),
        ("\u{feff}{\"alg\":\"HS256\"}", 0, "a byte order mark stands before the text: leave it out"),
    ] {
        let token = jws(header, CLAIMS);
        has(&token, &[(HEADER, Code::NotJson, Some(at), why)]);
        assert!(reads(&token, Role::Payload), "{header}");
    }
    let said = "text, not JSON: a JWS may carry anything, a JWT carries a JSON object";
    for (payload, at, why) in [
        ("Hello", 0, said),
        ("tru", 3, said),
        ("   ", 3, said),
        (r#"{"a":1}{"b":2}"#, 7, "expected nothing more, found \"{\""),
        (r#"{"a":NaN}"#, 5, "expected a value, found \"N\""),
        (r#"{"exp":01}"#, 8, "expected no digit after a leading zero, found one"),
    ] {
        has(&jws(HS256, payload), &[(PAYLOAD, Code::NotJson, Some(at), why)]);
    }
    is_clean(&jws(" {\"alg\":\"HS256\"}\r\n", "\n{}"));
}

#[test]
fn json_that_is_no_object_is_a_fault() {
    for (text, is) in
        [("[1,2]", "an array"), ("\"a\"", "a string"), ("12", "a number"), ("null", "null"), ("true", "true")]
    {
        let payload = jws(HS256, text);
        let why = format!("{is}: the claims of a JWT must be a JSON object");
        has(&payload, &[(PAYLOAD, Code::NotObject, Some(0), &why)]);
        assert_eq!(payload.kind, Kind::Jws);
        let header = jws(text, CLAIMS);
        has(&header, &[(HEADER, Code::NotObject, Some(0), &format!("{is}: a header must be a JSON object"))]);
        assert!(reads(&header, Role::Payload));
    }
    is_clean(&jws(HS256, "{}"));
}

#[test]
fn a_name_that_comes_twice_is_a_fault_escaped_or_not() {
    let why = |name: &str| {
        format!("`{name}`: this name stands in the same object before: readers disagree on which of them counts")
    };
    has(&jws(HS256, r#"{"sub":"a","sub":"b"}"#), &[(PAYLOAD, Code::DuplicateMember, Some(11), &why("sub"))]);
    has(
        &jws(HS256, r#"{"sub":"a","s\u0075b":"b","x":{"k":1,"k":2}}"#),
        &[
            (PAYLOAD, Code::DuplicateMember, Some(11), &why("sub")),
            (PAYLOAD, Code::DuplicateMember, Some(37), &why("k")),
        ],
    );
    has(
        &jws(r#"{"alg":"HS256","\u0061lg":"ES256"}"#, CLAIMS),
        &[(HEADER, Code::DuplicateMember, Some(15), &why("alg"))],
    );
    has(&jws(HS256, "{\"\u{202e}\":1,\"\u{202e}\":2}"), &[(PAYLOAD, Code::DuplicateMember, Some(9), &why("\\u202e"))]);
    // The same name in another object, or in other letters, is another member.
    is_clean(&jws(HS256, r#"{"sub":"a","Sub":"b","x":{"sub":1},"y":[{"sub":1},{"sub":2}]}"#));
}

#[test]
fn half_of_a_surrogate_pair_is_a_fault() {
    let why = "half of a surrogate pair stands alone: it is no character, write the other half too";
    has(&jws(HS256, r#"{"a":"\udc00\ud800"}"#), &[(PAYLOAD, Code::LoneSurrogate, Some(6), why)]);
    has(&jws(r#"{"alg":"HS256","\ud800":1}"#, CLAIMS), &[(HEADER, Code::LoneSurrogate, Some(16), why)]);
    is_clean(&jws(HS256, r#"{"a":"\ud83d\ude00"}"#));
}

#[test]
fn nesting_has_an_end() {
    let nested = |depth: usize| format!("{{\"sub\":\"user\",\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
    // The object around it is one of the 128.
    is_clean(&jws(HS256, nested(127)));
    let deep = jws(HS256, nested(128));
    let why = "expected at most 128 containers in each other, found one more";
    has(&deep, &[(PAYLOAD, Code::TooDeep, Some(145), why)]);
    assert!(deep.claims().is_some_and(|claims| claims.get("sub").is_some()), "what stands before reads");
    assert_eq!(seen(&jws(HS256, "[".repeat(100_000))).len(), 1);
}

#[test]
fn the_seven_registered_claims_have_types() {
    let token =
        jws(HS256, r#"{"iss":1,"sub":null,"aud":[1],"exp":"1743003105","nbf":true,"iat":[],"jti":5,"name":5,"azp":1}"#);
    has(
        &token,
        &[
            (PAYLOAD, Code::ClaimType, Some(7), "`iss` is a number, it should be a string"),
            (PAYLOAD, Code::ClaimType, Some(15), "`sub` is null, it should be a string"),
            (PAYLOAD, Code::ClaimType, Some(26), "`aud` is an array, it should be a string or an array of strings"),
            (
                PAYLOAD,
                Code::ClaimType,
                Some(36),
                "`exp` is a string, it should be a number of seconds since 1970: take away the quotes",
            ),
            (PAYLOAD, Code::ClaimType, Some(55), "`nbf` is true, it should be a number of seconds since 1970"),
            (PAYLOAD, Code::ClaimType, Some(66), "`iat` is an array, it should be a number of seconds since 1970"),
            (PAYLOAD, Code::ClaimType, Some(75), "`jti` is a number, it should be a string"),
        ],
    );
    has(
        &jws(HS256, r#"{"aud":{},"exp":"soon"}"#),
        &[
            (PAYLOAD, Code::ClaimType, Some(7), "`aud` is an object, it should be a string or an array of strings"),
            (PAYLOAD, Code::ClaimType, Some(16), "`exp` is a string, it should be a number of seconds since 1970"),
        ],
    );
    // Of two, each is looked at.
    let twice = jws(HS256, r#"{"iss":1,"iss":2}"#);
    assert_eq!(twice.faults.iter().filter(|fault| fault.code == Code::ClaimType).count(), 2);
    is_clean(&jws(HS256, r#"{"iss":"a","sub":"b","aud":[],"exp":1e400,"nbf":-0.5,"iat":0,"jti":"","x":{"iss":1}}"#));
    is_clean(&jws(HS256, r#"{"aud":["a","b"]}"#));
}

#[test]
fn registered_header_parameters_have_types() {
    let header =
        r#"{"alg":"HS256","typ":5,"kid":1,"jku":[],"x5c":"a","x5t":1,"jwk":[],"cty":null,"p2c":1.5,"b64":"no"}"#;
    has(
        &jws(header, CLAIMS),
        &[
            (HEADER, Code::ParamType, Some(21), "`typ` is a number, it should be a string"),
            (HEADER, Code::ParamType, Some(29), "`kid` is a number, it should be a string"),
            (HEADER, Code::ParamType, Some(37), "`jku` is an array, it should be a URI"),
            (HEADER, Code::ParamType, Some(46), "`x5c` is a string, it should be an array of strings"),
            (HEADER, Code::ParamType, Some(56), "`x5t` is a number, it should be a string"),
            (HEADER, Code::ParamType, Some(64), "`jwk` is an array, it should be an object"),
            (HEADER, Code::ParamType, Some(73), "`cty` is null, it should be a string"),
            (HEADER, Code::ParamType, Some(84), "`p2c` is a number, it should be a whole number"),
            (HEADER, Code::ParamType, Some(94), "`b64` is a string, it should be true or false"),
        ],
    );
    is_clean(&jws(r#"{"alg":"HS256","typ":"JWT","kid":"1","x5c":["a"],"jwk":{},"p2c":1,"own":5}"#, CLAIMS));
}

#[test]
fn alg_in_all_its_forms() {
    let alg = |value: &str| jws(format!(r#"{{"alg":{value}}}"#), CLAIMS);
    has(
        &jws(r#"{"typ":"JWT"}"#, CLAIMS),
        &[(HEADER, Code::AlgMissing, None, "no `alg`: nothing says how this token is protected")],
    );
    for value in ["5", "null", "[\"HS256\"]", "{}", "true"] {
        let why = "`alg` is no string: it names an algorithm, such as \"HS256\"";
        has(&alg(value), &[(HEADER, Code::AlgType, Some(7), why)]);
        assert_eq!(alg(value).alg(), None);
    }
    for (value, why) in [
        ("None", "`None` is no registered algorithm: names are case-sensitive, `none` is one"),
        ("NONE", "`NONE` is no registered algorithm: names are case-sensitive, `none` is one"),
        ("hs256", "`hs256` is no registered algorithm: names are case-sensitive, `HS256` is one"),
        ("eddsa", "`eddsa` is no registered algorithm: names are case-sensitive, `EdDSA` is one"),
        ("HS257", "`HS257` is no registered algorithm: only its own maker can say what it is"),
        ("HS256 ", "`HS256 ` is no registered algorithm: only its own maker can say what it is"),
        ("\u{202e}", "`\\u202e` is no registered algorithm: only its own maker can say what it is"),
        ("", "`alg` is empty: it names an algorithm, such as \"HS256\""),
        ("RSA-OAEP", "`RSA-OAEP` is for encrypted tokens, it does not sign"),
        ("dir", "`dir` is for encrypted tokens, it does not sign"),
        ("A128GCM", "`A128GCM` encrypts content and belongs in `enc`, not in `alg`"),
        (
            "A128CTR",
            "`A128CTR` is registered for use in a JWK only and prohibited in JOSE messages: no conforming library can verify this",
        ),
    ] {
        let token = alg(&format!("\"{value}\""));
        has(&token, &[(HEADER, Code::AlgUnknown, Some(7), why)]);
        assert_eq!(token.alg().as_deref(), Some(value));
        assert!(!token.unsecured(), "only the exact name says none: {value}");
    }
    for value in
        ["HS256", "HS384", "HS512", "RS256", "PS512", "ES256", "ES256K", "ES512", "EdDSA", "Ed25519", "ML-DSA-44"]
    {
        is_clean(&alg(&format!("\"{value}\"")));
    }
}

#[test]
fn alg_none_is_a_fault_and_a_signature_under_it_another() {
    let none = r#"{"alg":"none"}"#;
    let why = "`alg` is `none`: no signature protects this token, anyone can write it";
    let proper = compact(&format!("{}.{}.", coded(none), coded(CLAIMS)));
    has(&proper, &[(HEADER, Code::AlgNone, Some(7), why)]);
    assert!(proper.unsecured());
    let signed = jws(none, CLAIMS);
    has(
        &signed,
        &[
            (HEADER, Code::AlgNone, Some(7), why),
            (SIGNED, Code::UnexpectedWithNone, Some(0), "a signature, although `alg` is `none`: it proves nothing"),
        ],
    );
    assert!(signed.unsecured(), "whatever stands in the signature");
}

#[test]
fn an_encrypted_token_needs_an_algorithm_for_the_key_and_one_for_the_content() {
    has(
        &jwe(r#"{"alg":"RSA-OAEP"}"#),
        &[(HEADER, Code::EncMissing, None, "no `enc`: nothing says how the content is encrypted")],
    );
    has(
        &jwe(r#"{"alg":"RSA-OAEP","enc":5}"#),
        &[(HEADER, Code::EncMissing, Some(24), "`enc` is no string: it names an algorithm, such as \"A256GCM\"")],
    );
    has(
        &jwe(r#"{"enc":"A128GCM"}"#),
        &[(HEADER, Code::AlgMissing, None, "no `alg`: nothing says how the key of the content is protected")],
    );
    for (header, at, why) in [
        (
            r#"{"alg":"RSA-OAEP","enc":"A128CTR"}"#,
            24,
            "`A128CTR` is registered for use in a JWK only and prohibited in JOSE messages: no conforming library can decrypt this; A128GCM or A128CBC-HS256 was probably meant",
        ),
        (
            r#"{"alg":"RSA-OAEP","enc":"a128gcm"}"#,
            24,
            "`a128gcm` is no registered algorithm: names are case-sensitive, `A128GCM` is one",
        ),
        (r#"{"alg":"RSA-OAEP","enc":""}"#, 24, "`enc` is empty: it names an algorithm, such as \"A256GCM\""),
        (r#"{"alg":"RSA-OAEP","enc":"A128KW"}"#, 24, "`A128KW` protects the key and belongs in `alg`, not in `enc`"),
        (
            r#"{"alg":"RSA-OAEP","enc":"HS256"}"#,
            24,
            "`HS256` is for signed tokens; as `enc` of an encrypted one it means nothing",
        ),
        (
            r#"{"alg":"HS256","enc":"A128GCM"}"#,
            7,
            "`HS256` is for signed tokens; as `alg` of an encrypted one it means nothing",
        ),
        (
            r#"{"alg":"none","enc":"A128GCM"}"#,
            7,
            "`none` is for unsecured tokens; as `alg` of an encrypted one it means nothing",
        ),
        (r#"{"alg":"A128GCM","enc":"A128GCM"}"#, 7, "`A128GCM` encrypts content and belongs in `enc`, not in `alg`"),
    ] {
        has(&jwe(header), &[(HEADER, Code::AlgUnknown, Some(at), why)]);
    }
}

#[test]
fn a_key_that_has_to_be_there_is_missed() {
    let without = |alg: &str| {
        let header = coded(format!(r#"{{"alg":"{alg}","enc":"A128GCM"}}"#));
        compact(&format!("{header}..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA"))
    };
    for alg in ["RSA-OAEP", "A128KW", "ECDH-ES+A256KW", "PBES2-HS256+A128KW", "A256GCMKW"] {
        let why = format!("no encrypted key, although `{alg}` needs one: it was cut off, or never made");
        has(&without(alg), &[(Some(Role::EncryptedKey), Code::Empty, None, &why)]);
    }
    let header = coded(r#"{"alg":"A128KW","enc":"A128GCM"}"#);
    let token = json(&format!(
        r#"{{"protected":"{header}","iv":"AAAAAAAAAAAAAAAA","ciphertext":"AAAA","tag":"AAAA","recipients":[{{"encrypted_key":"AAAA"}},{{}}]}}"#
    ));
    assert_eq!(seen(&token), [(Some(Role::EncryptedKey), Code::Empty, None)]);
    assert_eq!(token.faults[0].nth, 1, "of the second recipient");
    is_clean(&without("dir"));
    is_clean(&without("ECDH-ES"));
}

#[test]
fn crit_in_all_its_forms() {
    let header = |crit: &str| jws(format!(r#"{{"alg":"HS256","exp":1,"crit":{crit}}}"#), CLAIMS);
    let malformed = "`crit` must be a non-empty array of names: this token has to be refused";
    for crit in ["[]", "\"b64\"", "[1]", "[[\"exp\"]]", "null", "{}", "[\"exp\",1]"] {
        has(&header(crit), &[(HEADER, Code::CritMalformed, Some(30), malformed)]);
    }
    let unknown =
        "`crit` names `exp`, an extension that jotlab does not know: whoever does not know it has to refuse the token";
    has(&header(r#"["exp"]"#), &[(HEADER, Code::CritUnknown, Some(31), unknown)]);
    has(
        &header(r#"["exp","\u0065xp"]"#),
        &[
            (HEADER, Code::CritUnknown, Some(31), unknown),
            (HEADER, Code::CritMalformed, Some(37), "`crit` names `exp` twice: this token has to be refused"),
        ],
    );
    for name in ["alg", "typ", "kid", "crit", "jwk", "x5t#S256"] {
        let why = format!("`crit` names `{name}`, which every implementation knows: this token has to be refused");
        has(&header(&format!("[\"{name}\"]")), &[(HEADER, Code::CritRegistered, Some(31), &why)]);
    }
    for name in ["b64", "x", "none", ""] {
        let why = format!("`crit` names `{name}`, which is not in the header: this token has to be refused");
        has(&header(&format!("[\"{name}\"]")), &[(HEADER, Code::CritAbsent, Some(31), &why)]);
    }
    is_clean(&jws(r#"{"alg":"HS256","b64":true,"crit":["b64"]}"#, CLAIMS));
    is_clean(&jws(r#"{"alg":"HS256","exp":1}"#, CLAIMS));
    // `b64` is of signed tokens only (RFC 7797 §3).
    let encrypted = jwe(r#"{"alg":"RSA-OAEP","enc":"A128GCM","b64":true,"crit":["b64"]}"#);
    assert_eq!(seen(&encrypted), [(HEADER, Code::CritUnknown, Some(53))]);
}

#[test]
fn an_unencoded_payload_needs_crit() {
    let named = compact(&format!("{}.402.{SIGNATURE}", coded(r#"{"alg":"HS256","b64":false,"crit":["b64"]}"#)));
    let why = "a number: the claims of a JWT must be a JSON object";
    has(&named, &[(PAYLOAD, Code::NotObject, Some(0), why)]);
    let payload = named.part(Role::Payload).expect("a payload");
    assert_eq!((payload.coding, payload.octets()), (Coding::Plain, &b"402"[..]));
    let unnamed = jws(r#"{"alg":"HS256","b64":false}"#, CLAIMS);
    has(
        &unnamed,
        &[(
            HEADER,
            Code::B64WithoutCrit,
            Some(21),
            "`b64` is false but `crit` does not name it: some will decode the payload, some will not",
        )],
    );
    assert!(reads(&unnamed, Role::Payload), "read in the way that every old implementation reads it");
    is_clean(&jws(r#"{"alg":"HS256","b64":true}"#, CLAIMS));
}

#[test]
fn what_a_cut_took_away_is_not_called_wrong() {
    // A value that broke off may have been all right; a header that broke off may have gone on.
    for header in [
        r#"{"alg":"HS2"#,
        r#"{"alg":"#,
        r#"{"alg""#,
        r#"{"typ":"JW"#,
        r#"{"alg":"HS256","crit":["exp"]"#,
        r#"{"alg":"HS256","b64":false"#,
    ] {
        let token = jws(header, CLAIMS);
        assert_eq!(seen(&token).iter().map(|seen| seen.1).collect::<Vec<_>>(), [Code::NotJson], "{header}");
    }
    assert_eq!(jws(r#"{"alg":"HS2"#, CLAIMS).alg(), None, "half a name is none");
    for payload in [r#"{"sub":"#, r#"{"sub""#, r#"{"exp":17430"#, r#"{"aud":["a""#, r#"{"aud":["a",5"#] {
        let token = jws(HS256, payload);
        assert_eq!(seen(&token).iter().map(|seen| seen.1).collect::<Vec<_>>(), [Code::NotJson], "{payload}");
    }
    // What was read before the cut is still called what it is.
    let token = jws(HS256, r#"{"sub":5,"exp":17430"#);
    assert_eq!(seen(&token).iter().map(|seen| seen.1).collect::<Vec<_>>(), [Code::ClaimType, Code::NotJson]);
}

#[test]
fn a_token_whose_claims_cannot_be_seen_is_not_said_to_live_for_ever() {
    let now = Moment::from_seconds(1_743_003_000);
    let state = |token: &Token| token.times().state(now, 0);
    let (header, claims) = (coded(HS256), coded(CLAIMS));
    for token in [
        jwe(r#"{"alg":"dir","enc":"A128GCM"}"#),
        compact(&header),
        token(&format!("{header}.{}", &claims[..12]), Form::Fragment),
        jws(HS256, r#"{"sub":"user","#),
        jws(HS256, r#"{"sub":"user"}x"#),
        jws(HS256, r#"["#),
        jws(HS256, "Hello"),
        // Detached, or lost.
        jws(HS256, ""),
        compact(&format!("{header}.AAA!AAA.{SIGNATURE}")),
        json(&format!(r#"{{"protected":"{header}","signature":"{SIGNATURE}""#)),
    ] {
        assert_eq!(state(&token), State::Unreadable, "{}", token.text);
    }
    // What was read of a life is told.
    assert_eq!(state(&jws(HS256, r#"{"exp":1743003105,"sub"#)), State::Active);
    assert_eq!(state(&jws(HS256, r#"{"exp":1743003000,"sub"#)), State::Expired);
    // Beside a detached one the claims may be given, and what is given is all there is.
    let beside = |payload: &str| state(&jws(HS256, "").over(payload.as_bytes()));
    assert_eq!((beside(r#"{"exp":1743003105}"#), beside("Hello")), (State::Active, State::NoExpiry));
    for payload in ["{}", "12"] {
        assert_eq!(state(&jws(HS256, payload)), State::NoExpiry, "{payload}: no claims, no end");
    }
}

/// A flattened JWS with these members besides.
fn flattened(members: &str) -> Token {
    json(&format!("{{{members}}}"))
}

#[test]
fn members_of_a_json_serialization_must_not_be_empty_or_missing() {
    let (header, claims) = (coded(HS256), coded(CLAIMS));
    is_clean(&flattened(&format!(r#""payload":"{claims}","protected":"{header}","signature":"{SIGNATURE}""#)));
    let unsigned = "no signature: it was cut off, or never made";
    for members in ["", r#","signature":"""#, r#","signatures":[]"#] {
        let token = flattened(&format!(r#""payload":"{claims}","protected":"{header}"{members}"#));
        has(&token, &[(SIGNED, Code::Empty, None, unsigned)]);
        assert!(reads(&token, Role::Header) && reads(&token, Role::Payload));
    }
    let detached = "no payload: the content is detached, or lost";
    for members in ["", r#""payload":"","#] {
        let token = flattened(&format!(r#"{members}"protected":"{header}","signature":"{SIGNATURE}""#));
        has(&token, &[(PAYLOAD, Code::Empty, None, detached)]);
    }
    // An empty protected header is left out, not written (RFC 7515 §7.2.1).
    let token =
        flattened(&format!(r#""payload":"{claims}","protected":"","header":{HS256},"signature":"{SIGNATURE}""#));
    has(&token, &[(HEADER, Code::Empty, None, "nothing stands here: a header is a JSON object")]);
    assert_eq!(token.alg().as_deref(), Some("HS256"));

    let encrypted = coded(r#"{"alg":"dir","enc":"A128GCM"}"#);
    for (name, role, of) in [("iv", Role::Iv, "initialization vector"), ("tag", Role::Tag, "authentication tag")] {
        let other = if name == "iv" { "tag" } else { "iv" };
        let why = format!("no {of}: it was cut off, or never made");
        for members in [String::new(), format!(r#","{name}":"""#)] {
            let token = json(&format!(
                r#"{{"protected":"{encrypted}","{other}":"AAAAAAAAAAAAAAAA","ciphertext":"AAAA"{members}}}"#
            ));
            assert_eq!(token.kind, Kind::Jwe);
            has(&token, &[(Some(role), Code::Empty, None, &why)]);
        }
    }
}

#[test]
fn a_json_serialization_has_one_of_its_two_forms() {
    let (claims, header) = (coded(CLAIMS), coded(HS256));
    let one = format!(r#"{{"protected":"{header}","signature":"{SIGNATURE}"}}"#);
    let both =
        format!(r#"{{"payload":"{claims}","protected":"{header}","signature":"{SIGNATURE}","signatures":[{one}]}}"#);
    let token = json(&both);
    let why = |name: &str| format!("`{name}` stands beside `signatures`: each reader takes the form that it knows");
    let found: Vec<_> = token.faults.iter().map(|fault| (fault.code, fault.at, fault.why.clone())).collect();
    let at = |name: &str| both.find(&format!("\"{name}\""));
    let due = |name: &str| (Code::DuplicateMember, at(name), why(name));
    assert_eq!(found, [due("protected"), due("signature")]);
    assert_eq!(token.refused_for().count(), 2, "no verifier accepts it");
    is_clean(&json(&format!(r#"{{"payload":"{claims}","signatures":[{one}]}}"#)));
}

#[test]
fn members_of_a_json_serialization_have_types() {
    let (header, claims) = (coded(HS256), coded(CLAIMS));
    let (payload, protected) = (format!(r#""payload":"{claims}""#), format!(r#""protected":"{header}""#));
    let signature = format!(r#""signature":"{SIGNATURE}""#);
    let string = |name: &str, is: &str| format!("`{name}` is {is}, it should be a string in base64url");

    let token = flattened(&format!(r#""payload":5,{protected},{signature}"#));
    has(&token, &[(None, Code::ParamType, Some(11), &string("payload", "a number"))]);
    assert!(reads(&token, Role::Header));
    let token = flattened(&format!(r#""payload":null,{protected},{signature}"#));
    has(&token, &[(None, Code::ParamType, Some(11), &string("payload", "null"))]);
    let token = flattened(&format!(r#""signature":true,{payload},{protected}"#));
    has(&token, &[(None, Code::ParamType, Some(13), &string("signature", "true"))]);
    let token = flattened(&format!(r#""protected":{{}},"header":{HS256},{payload},{signature}"#));
    has(&token, &[(None, Code::ParamType, Some(13), &string("protected", "an object"))]);
    assert!(reads(&token, Role::Payload));
    let token = flattened(&format!(r#""header":"x",{protected},{payload},{signature}"#));
    has(&token, &[(UNPROTECTED, Code::NotObject, Some(0), "a string: a header must be a JSON object")]);

    let token = json(&format!(r#"{{"signatures":{{}},{payload}}}"#));
    has(
        &token,
        &[
            (None, Code::ParamType, Some(14), "`signatures` is an object, it should be an array of objects"),
            (HEADER, Code::AlgMissing, None, "no `alg`: nothing says how this token is protected"),
            (SIGNED, Code::Empty, None, "no signature: it was cut off, or never made"),
        ],
    );
    let text = format!(r#"{{"signatures":[{{{protected},{signature}}},5],{payload}}}"#);
    let why = "`signatures` holds a number, it should be an array of objects";
    has(&json(&text), &[(None, Code::ParamType, text.find("5]"), why)]);
}

#[test]
fn every_signature_has_faults_of_its_own() {
    let (header, claims) = (coded(HS256), coded(CLAIMS));
    let token = json(&format!(
        r#"{{"payload":"{claims}","signatures":[{{"protected":"{header}","signature":"{SIGNATURE}"}},{{"protected":"{}","signature":"{SIGNATURE}"}},{{"protected":"{}","signature":""}},{{"protected":"{}"}}]}}"#,
        coded(r#"{"kid":"2"}"#),
        coded(r#"{"alg":"none"}"#),
        coded(HS256),
    ));
    let seen: Vec<_> = token.faults.iter().map(|fault| (fault.nth, fault.part, fault.code, fault.place())).collect();
    assert_eq!(
        seen,
        [
            (1, HEADER, Code::AlgMissing, "header 2".to_owned()),
            (2, HEADER, Code::AlgNone, "header 3, byte 7".to_owned()),
            (3, SIGNED, Code::Empty, "signature 4".to_owned()),
        ]
    );
    assert_eq!(token.signatures(), 4);
}

#[test]
fn what_nothing_protects_cannot_be_critical() {
    let (header, claims) = (coded(HS256), coded(CLAIMS));
    let with = |unprotected: &str| {
        flattened(&format!(
            r#""payload":"{claims}","protected":"{header}","header":{unprotected},"signature":"{SIGNATURE}""#
        ))
    };
    has(
        &with(r#"{"exp":1,"crit":["exp"]}"#),
        &[(
            UNPROTECTED,
            Code::CritMalformed,
            Some(16),
            "`crit` stands in a header that nothing protects: this token has to be refused",
        )],
    );
    let token = with(r#"{"b64":false}"#);
    has(
        &token,
        &[(
            UNPROTECTED,
            Code::B64WithoutCrit,
            Some(7),
            "`b64` stands in a header that nothing protects: some will decode the payload, some will not",
        )],
    );
    assert!(reads(&token, Role::Payload));
    let token = with(r#"{"b64":false,"crit":["b64"]}"#);
    assert!(reads(&token, Role::Payload), "an attacker can write it there");
    is_clean(&with(r#"{"kid":"1"}"#));
}

#[test]
fn a_parameter_must_stand_in_one_header_only() {
    let claims = coded(CLAIMS);
    let token = flattened(&format!(
        r#""payload":"{claims}","protected":"{}","header":{{"kid":"1","alg":"none"}},"signature":"{SIGNATURE}""#,
        coded(HS256)
    ));
    let why = "`alg` stands in the protected header too: readers disagree on which of them counts";
    has(&token, &[(UNPROTECTED, Code::DuplicateMember, Some(11), why)]);
    assert_eq!(token.alg().as_deref(), Some("HS256"), "what is protected counts");
    // Two signatures may each have one.
    is_clean(&json(&format!(
        r#"{{"payload":"{claims}","signatures":[{{"protected":"{0}","signature":"AAAA"}},{{"header":{HS256},"signature":"AAAA"}}]}}"#,
        coded(HS256)
    )));
}

#[test]
fn a_fault_of_an_unprotected_header_is_told_once() {
    let claims = coded(CLAIMS);
    let token = flattened(&format!(
        r#""payload":"{claims}","header":{{"alg":"HS256","kid":"a","kid":"\ud800"}},"signature":"{SIGNATURE}""#
    ));
    assert_eq!(
        seen(&token),
        [(UNPROTECTED, Code::DuplicateMember, Some(25)), (UNPROTECTED, Code::LoneSurrogate, Some(32))]
    );
    let text = format!(
        r#"{{"payload":"{claims}","payload":"{claims}","header":{HS256},"signature":"{SIGNATURE}","x":"\udfff"}}"#
    );
    let lone = text.find("\\udfff");
    assert_eq!(
        seen(&json(&text)),
        [(None, Code::DuplicateMember, Some(56)), (None, Code::LoneSurrogate, lone)],
        "of the token itself"
    );
}

#[test]
fn a_json_serialization_that_breaks_off_shows_what_came_before() {
    let (header, claims) = (coded(HS256), coded(CLAIMS));
    let whole = format!(r#"{{"payload":"{claims}","protected":"{header}","signature":"{SIGNATURE}"}}"#);
    let cut = whole.len() - 10;
    let token = json(&whole[..cut]);
    has(
        &token,
        &[(
            None,
            Code::Truncated,
            Some(cut),
            "the JSON breaks off: expected the closing quote of the string, found the end of the text",
        )],
    );
    assert!(reads(&token, Role::Header) && reads(&token, Role::Payload));
    for cut in 1..whole.len() {
        let token = json(&whole[..cut]);
        assert!(token.faults.iter().any(|fault| fault.code == Code::Truncated), "{cut}");
    }
}

#[test]
fn base64url_in_json_is_judged_as_everywhere() {
    let token =
        flattened(&format!(r#""payload":"{}!","protected":"{}","signature":"A+B/""#, coded(CLAIMS), coded(HS256)));
    assert_eq!(seen(&token), [(PAYLOAD, Code::Base64Char, Some(42)), (SIGNED, Code::Base64StandardAlphabet, Some(1))]);
    // Escapes of the JSON text are undone first.
    let claims = coded(CLAIMS);
    let token = flattened(&format!(
        r#""payload":"\u00{:x}{}","protected":"{}","signature":"{SIGNATURE}""#,
        claims.as_bytes()[0],
        &claims[1..],
        coded(HS256)
    ));
    is_clean(&token);
    assert!(reads(&token, Role::Payload));
}

#[test]
fn faults_come_in_the_order_of_the_token_and_of_reading() {
    let token = compact(&format!("{}!.{}!{}.A", coded(r#"{"alg":"HS"}"#), &coded(CLAIMS)[..24], "AAAA"));
    let order: Vec<_> = token.faults.iter().map(|fault| (fault.part, fault.code)).collect();
    assert_eq!(
        order,
        [
            (HEADER, Code::Base64Char),
            (HEADER, Code::AlgUnknown),
            (PAYLOAD, Code::Base64Char),
            (PAYLOAD, Code::NotJson),
            (SIGNED, Code::Base64Length),
        ]
    );
}

#[test]
fn every_sentence_is_one_line_and_every_code_is_raised_here() {
    // The codes of the contract; a new one has to be added here and proved above.
    let words = [
        Code::Empty,
        Code::SegmentCount,
        Code::Truncated,
        Code::Base64Char,
        Code::Base64StandardAlphabet,
        Code::Base64Padding,
        Code::Base64Length,
        Code::Base64TrailingBits,
        Code::NotUtf8,
        Code::NotJson,
        Code::NotObject,
        Code::DuplicateMember,
        Code::LoneSurrogate,
        Code::TooDeep,
        Code::ClaimType,
        Code::ParamType,
        Code::AlgMissing,
        Code::AlgType,
        Code::AlgNone,
        Code::AlgUnknown,
        Code::UnexpectedWithNone,
        Code::EncMissing,
        Code::CritMalformed,
        Code::CritUnknown,
        Code::CritAbsent,
        Code::CritRegistered,
        Code::B64WithoutCrit,
    ]
    .map(Code::word);
    let contract = "empty segment-count truncated base64-char base64-standard-alphabet base64-padding base64-length \
        base64-trailing-bits not-utf8 not-json not-object duplicate-member lone-surrogate too-deep claim-type param-type \
        alg-missing alg-type alg-none alg-unknown unexpected-with-none enc-missing crit-malformed crit-unknown \
        crit-absent crit-registered b64-without-crit";
    assert_eq!(words.to_vec(), contract.split_whitespace().collect::<Vec<_>>());
    let source = include_str!("faults.rs");
    for code in contract.split_whitespace() {
        let name: String =
            code.split('-').map(|word| format!("{}{}", word[..1].to_ascii_uppercase(), &word[1..])).collect();
        assert!(source.matches(&format!("Code::{name}")).count() >= 2, "{name}");
    }
}

#[test]
fn a_token_that_wraps_a_token_is_no_fault_and_leaves_the_dates_to_it() {
    let inner = format!("{}.{}.{SIGNATURE}", coded(HS256), coded(CLAIMS));
    let wrapped =
        |cty: &str| compact(&format!("{}.{}.{SIGNATURE}", coded(format!(r#"{{"alg":"HS256"{cty}}}"#)), coded(&inner)));
    let now = Moment::from_seconds(1_743_000_000);
    for cty in [r#","cty":"JWT""#, r#","cty":"application/jwt""#] {
        let token = wrapped(cty);
        assert!(token.faults.is_empty(), "{:?}", token.faults);
        assert_eq!(token.times().state(now, 0), State::Unreadable);
    }
    let unannounced = wrapped("");
    assert_eq!(unannounced.faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), [Code::NotJson]);
    assert_eq!(unannounced.times().state(now, 0), State::Unreadable);
}
