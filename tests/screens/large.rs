//! Tokens that somebody made to be slow: what grows with their size must not grow with its square. A test that never ends has failed.

use super::screen::*;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

fn jws(header: &str, payload: &str) -> String {
    format!("{}.{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload), "A".repeat(43))
}

fn hs256(payload: &str) -> String {
    jws(r#"{"alg":"HS256"}"#, payload)
}

#[test]
fn a_value_with_a_hit_in_each_of_its_rows_is_searched_in_one_pass() {
    let mut screen = Screen::new(80, 24);
    screen.paste(&hs256(&format!(r#"{{"a":"{}"}}"#, "needle ".repeat(500_000))));
    screen.keys("/").type_text("needle").keys("enter n n").shows("`needle`: 3 of");
}

#[test]
fn members_without_number_are_folded_in_one_pass() {
    let members: String = (0..300_000).map(|i| format!(r#""{i}":{i},"#)).collect();
    let mut screen = Screen::new(80, 24);
    screen.paste(&hs256(&format!(r#"{{{members}"last":[1]}}"#))).keys("*").keys("G").shows("\"last\": [ 1 … ]");
}

#[test]
fn a_word_of_a_mebibyte_is_broken_into_rows_in_one_pass() {
    let long = "a".repeat(1_000_000);
    let mut screen = Screen::new(120, 36);
    screen.paste(&hs256(&format!(r#"{{"aud":"{long}"}}"#))).shows("Here: for").keys("G enter j").shows("aaaaaaaa");
    screen.paste(&jws(&format!(r#"{{"alg":"{long}"}}"#), "{}")).shows("NOT CHECKED");
}

#[test]
fn of_faults_without_number_the_first_few_of_a_kind_are_told() {
    let names: String = (0..100_000).map(|i| format!(r#""x{i}","#)).collect();
    let kids = r#""kid":1,"#.repeat(100_000);
    let times = r#""exp":"","#.repeat(100_000);
    let mut screen = Screen::new(120, 36);
    screen
        .paste(&jws(&format!(r#"{{"alg":"HS256",{kids}"crit":[{names}"exp"]}}"#), &format!(r#"{{{times}"sub":"a"}}"#)));
    let faults = &screen.state.inspect.tokens[0].token.faults;
    assert!(faults.len() < 200, "{} faults", faults.len());
}

#[test]
fn two_headers_with_the_same_names_are_compared_in_one_pass() {
    let names: String = (0..50_000).map(|i| format!(r#""x{i}":0,"#)).collect();
    let header = format!(r#"{{{names}"alg":"HS256"}}"#);
    let mut screen = Screen::new(120, 36);
    screen.paste(&format!(
        r#"{{"payload":"e30","protected":"{}","header":{header},"signature":"{}"}}"#,
        URL_SAFE_NO_PAD.encode(&header),
        "A".repeat(43)
    ));
    let faults = &screen.state.inspect.tokens[0].token.faults;
    assert!((1..200).contains(&faults.len()), "{} faults", faults.len());
}

#[test]
fn a_token_with_thousands_of_signatures_is_read_as_far_as_anybody_has_signatures() {
    let one = r#"{"protected":"eyJhbGciOiJIUzI1NiJ9","signature":"AAAA"}"#;
    let text = format!(r#"{{"payload":"e30","signatures":[{}]}}"#, vec![one; 10_000].join(","));
    let tokens = jotlab::token::anatomy::read_all(&text);
    assert_eq!((tokens.len(), tokens[0].signatures()), (1, 100));
    assert!(tokens[0].faults.iter().any(|fault| fault.why.contains("only the first 100 are read")));
}

#[test]
fn a_long_value_with_one_bad_octet_is_shown_to_its_end() {
    let mut payload = b"{\"sub\":\"a\xff".to_vec();
    payload.extend("b".repeat(500).bytes());
    payload.extend(b"THE END\"}");
    let payload = URL_SAFE_NO_PAD.encode(payload);
    let mut screen = Screen::new(120, 36);
    screen.paste(&format!("eyJhbGciOiJIUzI1NiJ9.{payload}.{}", "A".repeat(43))).shows("\\xff").shows("THE END");
}

#[test]
fn rows_are_built_again_only_when_what_they_show_has_changed() {
    let mut screen = Screen::new(120, 36);
    screen.paste(&hs256(r#"{"sub":"a","exp":1743003105,"list":[1,2,[3]]}"#));
    let built = |screen: &Screen| screen.state.inspect.payload.built();
    let mut before = built(&screen);
    for keys in ["tab", "shift-tab", "3", "j", "/ s enter", "n", "c l 5 s enter", "v s enter", "y esc", "? esc", "M I"]
    {
        screen.keys(keys);
        assert_eq!(built(&screen), before, "{keys} builds rows that are the same as before");
    }
    for keys in ["f", "T + 5 m enter", "esc esc", "z"] {
        screen.keys(keys);
        assert_ne!(built(&screen), before, "{keys} shows rows of before");
        before = built(&screen);
    }
    for keys in ["G space", "*", "*", "g space space", "u"] {
        screen.keys(keys);
        assert_eq!(built(&screen), before, "{keys} hides rows and builds none");
    }
}
