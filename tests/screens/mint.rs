//! Journeys through Mint: keys and pastes in, screens and effects out. Clock, zone and random names stand still.

use super::screen::*;
use jotlab::app::effect::{Effect, KeyPlace};
use jotlab::app::look::{Glyphs, Look, Theme};
use jotlab::app::message::{Message, Mouse};
use jotlab::app::mint::outcome::Outcome;
use jotlab::app::mint::row::Row;
use jotlab::app::mint::{Ids, Mint};
use jotlab::app::screens::Screen as Which;
use jotlab::crypto::generate::RsaSize;
use jotlab::crypto::{Algorithm, Material, NewKey, Secret, generate, read, verify};
use jotlab::token::anatomy::Token;
use jotlab::token::json::Document;
use jotlab::token::moment::Moment;
use jotlab::token::part::Role;
use proptest::prelude::*;

/// 2025-03-26T15:01:45Z, when the article's first token was issued.
const NOW: Moment = Moment::from_seconds(1_743_001_305);
const SECRET: &str = "0123456789abcdef0123456789abcdefX";

fn mint(width: u16, height: u16) -> Screen {
    fixed(Screen::at(width, height, NOW))
}

fn fixed(mut screen: Screen) -> Screen {
    screen.state.mint.ids = Ids::Fixed("00000000-0000-4000-8000-000000000000".to_owned());
    screen.keys("M");
    screen
}

fn with_key(width: u16, height: u16) -> Screen {
    let mut screen = mint(width, height);
    screen.keys("e").type_text(SECRET).keys("esc");
    screen
}

fn minted(screen: &Screen) -> Option<&Token> {
    screen.state.mint.outcome.as_ref()?.token()
}

fn text(screen: &Screen, role: Role) -> String {
    let token = minted(screen).unwrap_or_else(|| panic!("no token:\n{}", screen.text()));
    token.part(role).unwrap().utf8().unwrap().to_owned()
}

fn payload(screen: &Screen) -> String {
    text(screen, Role::Payload)
}

/// What was copied last.
fn copied(screen: &Screen) -> Option<(&str, &str)> {
    screen.effects.iter().rev().find_map(|effect| match effect {
        Effect::Copy(copy) => Some((copy.what.as_str(), copy.text.as_str())),
        _ => None,
    })
}

/// Makes the keys that were asked for, as the runtime does.
fn make_keys(screen: &mut Screen) {
    for effect in std::mem::take(&mut screen.effects) {
        if let Effect::MakeKey(ticket, key) = effect {
            screen.send(Message::KeyMade(ticket, generate(key).map_err(|why| why.to_string())));
        }
    }
}

#[test]
fn five_seconds_a_token_for_an_admin_for_15_minutes_with_an_own_secret() {
    let mut screen = Screen::at(80, 24, NOW);
    // Nine keys and the secret: who ends a field has not asked for the token yet.
    screen.keys("M enter").type_text("hunter2").keys("tab right space tab left enter");
    assert_eq!(copied(&screen), None);
    screen.shows("enter mint and copy").keys("enter");
    let (what, token) = copied(&screen).expect("it is copied");
    assert_eq!(what, "a fresh token for admin");
    assert_eq!(Some(token), minted(&screen).map(|token| token.text.as_str()));
    assert_eq!(payload(&screen), r#"{"role":"admin","iat":1743001305,"exp":1743002205}"#);
    // Change one thing, and mint again.
    screen.now = NOW.plus_seconds(60);
    screen.keys("right enter");
    assert_eq!(payload(&screen), r#"{"role":"admin","iat":1743001365,"exp":1743003165}"#);
    assert_eq!(copied(&screen).map(|(_, token)| token), minted(&screen).map(|token| token.text.as_str()));
}

#[test]
fn the_form_and_its_result_at_the_three_sizes() {
    let mono = Look { theme: Theme::Mono, glyphs: Glyphs::Ascii };
    for (width, height) in [(120, 36), (80, 24), (60, 20)] {
        let screen = mint(width, height);
        insta::assert_snapshot!(format!("empty-{width}x{height}"), screen.text());
        let mut screen = mint(width, height);
        screen.keys("enter").type_text("hunter2").keys("enter P b");
        insta::assert_snapshot!(format!("access-{width}x{height}"), screen.text());
        screen.keys("2");
        insta::assert_snapshot!(format!("access-result-{width}x{height}"), screen.text());
        let mut screen = with_key(width, height);
        screen
            .keys("shift-tab shift-tab shift-tab")
            .type_text("{\"a\": 1,")
            .keys("enter")
            .type_text(" \"b\": }")
            .keys("esc 2");
        insta::assert_snapshot!(format!("wrong-{width}x{height}"), screen.text());
        let mut screen = fixed(Screen::looking(width, height, NOW, mono));
        screen.keys("enter").type_text("hunter2").keys("tab right space");
        assert!(screen.buffer().content.iter().all(|cell| cell.symbol().is_ascii()), "{}", screen.text());
        insta::assert_snapshot!(format!("ascii-{width}x{height}"), screen.text());
    }
}

#[test]
fn enter_without_a_key_opens_the_field_that_wants_one() {
    let mut screen = mint(80, 24);
    screen.shows("no key yet").shows("· key: type a secret, or K makes");
    assert!(!screen.has("✗") && !screen.has("not mintable"), "nobody did anything wrong:\n{}", screen.text());
    screen.keys("w").shows("there is no token yet: key: type a secret");
    screen.keys("down down enter").shows("the key comes first").shows("keys are text").shows("a-z are text");
    assert_eq!(screen.state.mint.row, Row::Key);
    assert_eq!(copied(&screen), None, "nothing is copied that was not minted");
    screen.type_text("x").keys("enter");
    assert_eq!(copied(&screen), None, "the field is ended, nothing more");
    screen.keys("enter");
    assert_eq!(copied(&screen).map(|(what, _)| what), Some("a fresh token without a role"));
}

#[test]
fn a_key_and_its_algorithm_are_taken_back_and_brought_back_together() {
    let mut screen = with_key(120, 36);
    let own = payload(&screen);
    let signed = minted(&screen).unwrap().text.clone();
    screen.keys("K");
    make_keys(&mut screen);
    screen.shows("256 random bits in 43 characters").shows("u takes it back");
    let made = minted(&screen).unwrap().text.clone();
    assert_ne!(made, signed);
    screen.keys("u").shows("264 bits");
    assert_eq!((payload(&screen), minted(&screen).unwrap().text.clone()), (own, signed.clone()));
    screen.keys("U").shows("256 random bits in 43 characters");
    assert_eq!(minted(&screen).unwrap().text, made);
    screen.keys("u").paste(include_str!("../keys/p256.pkcs8.pem")).shows("a P-256 key, 256 bits").shows("ES256");
    screen.keys("u").shows("264 bits").shows("HS256");
    assert_eq!(minted(&screen).unwrap().text, signed, "one step: the key and the algorithm it brought");
    screen.keys("u").shows("no key yet").keys("U").shows("264 bits");
    // A key that is still being made is not made at all.
    screen.keys("g right right right K 4").shows("making an RSA key").keys("u").shows("no key is made");
    screen.send(Message::KeyMade(2, Err("late".to_owned())));
    assert!(!screen.has("late"));
}

#[test]
fn a_key_of_a_file_is_read_again_when_it_is_brought_back() {
    let mut screen = mint(120, 36);
    screen.keys("e").type_text("@key").keys("esc K");
    let made = screen.effects.iter().rev().find_map(|effect| match effect {
        Effect::MakeKey(ticket, _) => Some(*ticket),
        _ => None,
    });
    screen
        .send(Message::KeyMade(made.unwrap(), Ok(Material::Secret(Secret::new(vec![8; 32])))))
        .shows("256 random bits in 43 characters");
    screen.keys("u").shows("waiting for the key");
    let Some(Effect::ReadKey(_, ticket, place)) = screen.effects.last().cloned() else { panic!("it is not asked for") };
    assert_eq!(place, KeyPlace::File("key".to_owned()));
    screen.send(Message::KeyRead(Which::Mint, ticket, Ok(read::read_bytes(b"abc", "@key").unwrap()))).shows("24 bits");
}

#[test]
fn a_secret_that_was_made_is_what_its_characters_say() {
    let mut screen = mint(120, 36);
    screen.keys("K");
    make_keys(&mut screen);
    screen.keys("y 4");
    let (_, secret) = copied(&screen).expect("it is copied");
    assert_eq!((secret.len(), secret.contains(':')), (43, false));
    let token = minted(&screen).unwrap();
    let (input, _) = token.text.rsplit_once('.').unwrap();
    let key = Material::Secret(Secret::new(secret.as_bytes().to_vec()));
    let signature = token.part(Role::Signature).unwrap().octets();
    assert_eq!(verify(Algorithm::Hs256, &key, input.as_bytes(), signature), Ok(()));
    assert_eq!(screen.state.mint.key.key_for(Algorithm::Hs256).unwrap().source, "Mint, made there");
    let typed = with_key(120, 36);
    assert_eq!(typed.state.mint.key.key_for(Algorithm::Hs256).unwrap().source, "Mint, typed there");
}

#[test]
fn a_fault_in_json_is_shown_and_opened_by_a_key_of_its_own() {
    let mut screen = with_key(120, 36);
    screen.keys("G e").type_text("{").keys("esc g enter").shows("not minted, e mends it: claims: line 1");
    assert_eq!(screen.state.mint.row, Row::Claims);
    screen.keys("P esc");
    assert_eq!(screen.state.mint.form.text(Row::Claims), "{", "no command has become text");
}

#[test]
fn a_paste_fills_the_row_that_it_is_made_on() {
    let mut screen = mint(80, 24);
    screen.keys("down down down down").paste("ada\n").shows("pasted as subject");
    assert_eq!(screen.state.mint.form.text(Row::Subject), "ada");
    screen.keys("u");
    assert_eq!(screen.state.mint.form.text(Row::Subject), "");
    screen.paste(&"x".repeat(4097)).shows("too large for subject");
    screen.keys("g down").paste(&"QUFB".repeat(1 << 20)).shows("the paste of 4.0 MiB is too large for key");
    screen.keys("e").paste(&"QUFB".repeat(1 << 20)).shows("too large for key");
    assert!(screen.state.mint.key.field.is_empty(), "no half of it is taken");
    screen.keys("esc").paste(include_str!("../keys/foreign/encrypted-pkcs8.pem"));
    assert!(!screen.has("✓"), "{}", screen.text());
}

#[test]
fn what_can_be_done_is_said_in_whole_at_every_size() {
    for (width, height) in [(80, 24), (60, 20)] {
        let mut screens = [mint(width, height), with_key(width, height)];
        for screen in &mut screens {
            for row in Row::ALL {
                let end = |screen: &mut Screen| {
                    let hint = screen.state.mint.hint();
                    let last = hint.rsplit(' ').next().unwrap_or_default();
                    let room = screen.state.layout.body;
                    let foot =
                        screen.text().lines().skip(usize::from(room.y + room.height) - 3).take(3).collect::<String>();
                    assert!(foot.contains(last), "{hint}\n{}", screen.text());
                };
                screen.state.mint.row = row;
                end(screen);
                screen.keys("e");
                end(screen);
                screen.keys("esc");
            }
        }
    }
}

#[test]
fn a_word_in_place_of_a_time_is_told_that_dates_are_possible() {
    let mut screen = with_key(120, 36);
    screen.state.mint.row = Row::NotBefore;
    screen.keys("e").type_text("tomorrow").shows("`tomorrow` is no time").shows("2026-11-22");
}

#[test]
fn a_token_that_every_verifier_refuses_says_so() {
    let mut screen = with_key(120, 36);
    screen.state.mint.row = Row::NotBefore;
    screen.keys("e").type_text("+31m").shows("exp is not after nbf: there is no instant at which");
    screen.keys("ctrl-u").type_text("+29m");
    assert!(!screen.has("no instant"));
    screen.keys("esc P f").shows("! exp has passed: every verifier refuses it").keys("u");
    screen.state.mint.row = Row::Header;
    screen.keys("e").type_text("{\"crit\": [\"x\"], \"x\": 1}").shows("! every verifier refuses it: ");
}

#[test]
fn the_token_is_shown_to_an_api_of_the_session() {
    let mut screen = mint(120, 36);
    screen.keys("x").shows("there is no token yet");
    let mut screen = with_key(120, 36);
    screen.keys("x").shows("there is no API yet");
    screen.keys("S space M x").shows("GET /profile with this token");
}

#[test]
fn a_mistake_takes_the_token_away_and_says_where_it_is() {
    let mut screen = with_key(120, 36);
    screen.keys("2").shows("enter mints and copies");
    screen.keys("1 tab tab ctrl-c").type_text("30x");
    screen.shows("not mintable because").shows("✗ lifetime: `x` is not a unit of time");
    assert_eq!(minted(&screen), None, "no old token is left");
    screen.keys("esc y").shows("Copy as");
    assert!(!screen.has("Authorization line"), "no token to copy");
    screen.keys("esc");
    screen.keys("i").shows("there is no token yet");
    screen.keys("enter").shows("not minted: lifetime");
    assert_eq!(screen.state.mint.row, Row::Lifetime);
    screen.type_text("45m").shows("good for 45 min");
}

#[test]
fn further_claims_show_the_fault_at_its_place() {
    let mut screen = with_key(120, 36);
    screen.keys("G e").type_text("{\"tenant\": \"acme\",").keys("enter").type_text("\"n\": 1.50}");
    assert_eq!(payload(&screen), r#"{"iat":1743001305,"exp":1743003105,"tenant":"acme","n":1.50}"#);
    screen
        .keys("backspace")
        .shows("line 2, character 10: expected a comma or the closing")
        .shows("brace, found the end of the text");
    screen
        .type_text(", \"iat\": 1}")
        .shows("line 2, character 12: `iat` is already given as issued:")
        .shows("clear it there or here");
    screen.keys("esc u").shows("good for 30 min").keys("u").shows("no key yet").keys("u").shows("nothing to undo");
    screen.keys("U U").shows("not mintable");
}

#[test]
fn what_is_pasted_into_a_field_goes_there() {
    let mut screen = mint(120, 36);
    screen.keys("e").paste(include_str!("../keys/p256.pkcs8.pem"));
    screen.shows("algorithm: ES256, which the key is for").shows("ES256");
    let token = minted(&screen).expect("it signs").clone();
    assert_eq!(token.alg().as_deref(), Some("ES256"));
    let keys = read::read_bytes(include_bytes!("../keys/p256.spki.pem"), "test").unwrap();
    let (input, _) = token.text.rsplit_once('.').unwrap();
    let signature = token.part(Role::Signature).unwrap().octets();
    assert_eq!(verify(Algorithm::Es256, &keys.keys[0].material, input.as_bytes(), signature), Ok(()));
    screen.keys("esc").shows("a P-256 key, 256 bits");
    // A public key says so.
    screen.keys("e ctrl-c").paste(include_str!("../keys/p256.spki.pem"));
    screen.shows("signing needs the private one");
}

#[test]
fn a_pasted_key_is_the_key_and_a_pasted_token_is_opened() {
    let mut screen = mint(120, 36);
    screen.keys("down").paste(include_str!("../keys/p256.pkcs8.pem")).shows("ES256").shows("a P-256 key, 256 bits");
    screen.keys("up").paste(SECRET).shows("HS256, which the key is for").shows("264 bits");
    screen.paste(USER).shows("▐Inspect▌").keys("M down").paste("no key and no token").shows("no token in the");
    screen.shows("264 bits");
}

#[test]
fn keys_of_files_and_variables_are_read_when_the_field_is_left() {
    let mut screen = mint(120, 36);
    screen.keys("e").type_text("env:JWT_KEY");
    assert!(!screen.effects.iter().any(|effect| matches!(effect, Effect::ReadKey(..))), "not while it is typed");
    screen.keys("tab").shows("waiting for the key");
    let asked = Effect::ReadKey(jotlab::app::screens::Screen::Mint, 1, KeyPlace::Variable("JWT_KEY".to_owned()));
    assert_eq!(screen.effects.last(), Some(&asked));
    screen
        .send(Message::KeyRead(jotlab::app::screens::Screen::Mint, 9, Err("late".to_owned())))
        .shows("waiting for the key");
    screen.send(Message::KeyRead(
        jotlab::app::screens::Screen::Mint,
        1,
        Ok(read::read_bytes(SECRET.as_bytes(), "env:JWT_KEY").unwrap()),
    ));
    screen.shows("264 bits");
    assert!(minted(&screen).is_some());
    screen.keys("esc up e ctrl-c").type_text("@nowhere").keys("esc");
    screen
        .send(Message::KeyRead(jotlab::app::screens::Screen::Mint, 2, Err("no such file: nowhere".to_owned())))
        .shows("✗ key: no such file: nowhere");
}

#[test]
fn a_key_is_made_that_is_right_for_the_algorithm() {
    let mut screen = mint(120, 36);
    for (algorithm, key) in [
        ("HS256", "256 random bits in 43 characters"),
        ("HS384", "384 random bits in 64 characters"),
        ("HS512", "512 random bits in 86 characters"),
        ("ES256", "a P-256 key, 256 bits"),
        ("ES512", "a P-521 key, 521 bits"),
        ("ES256K", "a secp256k1 key"),
        ("Ed25519", "an Ed25519 key"),
        ("ML-DSA-44", "an ML-DSA-44 key"),
    ] {
        screen.keys("g");
        for _ in 0..Algorithm::ALL.len() {
            if screen.state.mint.form.algorithm.map(Algorithm::name) == Some(algorithm) {
                break;
            }
            screen.keys("right");
        }
        screen.keys("K");
        make_keys(&mut screen);
        screen.shows(key).shows("made ");
        assert_eq!(
            minted(&screen).and_then(|token| token.alg().map(|alg| alg.into_owned())).as_deref(),
            Some(algorithm)
        );
    }
}

#[test]
fn an_rsa_key_is_made_elsewhere_and_the_screen_lives_on() {
    let mut screen = mint(120, 36);
    screen.keys("g right right right").shows("RS256").keys("K").shows("an RSA key of 4096 bits").keys("4");
    assert_eq!(screen.effects.last(), Some(&Effect::MakeKey(1, NewKey::Rsa(RsaSize::Bits4096))));
    screen.shows("making an RSA key of 4096 bits, 0 s").shows("waiting for the key");
    let woken = screen.run_to(NOW.plus_seconds(3));
    assert_eq!(woken.len(), 3, "a sign of life a second");
    screen.shows("making an RSA key of 4096 bits, 3 s");
    screen.keys("G e").type_text("{}").keys("esc");
    let rsa = read::read_bytes(include_bytes!("../keys/rsa.pkcs8.pem"), "test").unwrap().keys[0].material.clone();
    screen.send(Message::KeyMade(1, Ok(rsa)));
    screen.shows("made an RSA key");
    assert_eq!(screen.state.next_wake(), None, "nothing moves any more");
    // Who types a key meanwhile wants that one.
    screen.keys("g K 2 down e ctrl-c").type_text("x");
    screen.send(Message::KeyMade(2, Ok(Material::Secret(Secret::new(vec![8; 32]))))).keys("esc").shows("8 bits");
}

#[test]
fn roles_are_switched_added_and_taken_away() {
    let mut screen = with_key(120, 36);
    screen.keys("down space right right space");
    assert!(payload(&screen).contains(r#""roles":["user","editor"]"#));
    screen.keys("+").type_text("ops").keys("enter").shows("[x] ops");
    assert!(payload(&screen).contains(r#""roles":["user","editor","ops"]"#));
    screen.keys("del").shows("[ ] viewer");
    assert!(payload(&screen).contains(r#""roles":["user","editor"]"#));
    screen.keys("u").shows("[x] ops").keys("U");
    assert!(!screen.has("ops"));
    screen.keys("down down right").shows("`role` holds one role and here are 2");
    for form in [
        r#""roles":["user","editor"]"#,
        r#""scope":"user editor""#,
        r#""realm_access":{"roles":["user","editor"]}"#,
        r#""permissions":["user","editor"]"#,
    ] {
        screen.keys("right");
        assert!(payload(&screen).contains(form), "{form}: {}", payload(&screen));
    }
}

#[test]
fn every_row_goes_into_the_token() {
    let mut screen = with_key(120, 36);
    screen.keys("down down tab tab");
    for words in ["1234", "Ada", "https://issuer.example", "a, b", "+5m", "-1m", "my-id", "at+jwt", "key-1"] {
        assert!(screen.state.is_typing());
        screen.type_text(words).keys("tab");
    }
    screen.type_text("{\"cty\":\"x\"}").keys("tab").type_text("{\"z\":0}");
    assert_eq!(text(&screen, Role::Header), r#"{"alg":"HS256","typ":"at+jwt","kid":"key-1","cty":"x"}"#);
    assert_eq!(
        payload(&screen),
        r#"{"sub":"1234","name":"Ada","iss":"https://issuer.example","aud":["a","b"],"nbf":1743001605,"iat":1743001245,"exp":1743003045,"jti":"my-id","z":0}"#
    );
}

#[test]
fn presets_fill_the_form_and_undo_brings_it_back() {
    let mut screen = with_key(120, 36);
    screen.keys("P a").shows("preset: as many tutorials build it");
    assert_eq!(payload(&screen), r#"{"sub":"user","role":"user","iat":1743001305,"exp":1743003105}"#);
    let before = payload(&screen);
    screen.keys("P f").shows("expired already, at 15:56:45");
    screen.keys("P b").shows("HS256 stays, as the key is for it");
    assert_eq!(text(&screen, Role::Header), r#"{"alg":"HS256","typ":"at+jwt"}"#);
    screen.keys("u u");
    assert_eq!(payload(&screen), before);
    screen.keys("P g").shows("valid from 16:06:45");
}

#[test]
fn who_types_sees_the_form() {
    let mut screen = with_key(60, 20);
    screen.keys("2").shows("▐Result▌").keys("e").shows("▐Form▌").shows("keys are text");
}

#[test]
fn none_is_marked_and_needs_no_key() {
    let mut screen = mint(120, 36);
    screen.keys("g left").shows("none").shows("unsecured").shows("! alg none: nothing protects this token");
    assert!(minted(&screen).is_some_and(|token| token.text.ends_with('.')));
    screen.keys("K").shows("alg none needs no key");
    screen.keys("g down").shows("none is needed").shows("choose an algorithm above");
}

#[test]
fn a_secret_is_not_shown_unless_it_is_asked_for() {
    let mut screen = with_key(120, 36);
    assert!(!screen.has(SECRET));
    screen.keys("e").type_text("").keys("ctrl-r").shows(SECRET);
    assert_eq!(screen.state.next_wake(), Some(NOW.plus_seconds(5)));
    screen.run_to(NOW.plus_seconds(5));
    assert!(!screen.has(SECRET));
}

#[test]
fn the_token_is_opened_in_inspect_and_copied_in_every_form() {
    let mut screen = with_key(120, 36);
    screen.keys("y").shows("token").shows("Authorization line").shows("the key that signs, to keep secret").keys("b");
    let token = minted(&screen).unwrap().text.clone();
    assert_eq!(copied(&screen), Some(("Authorization line", format!("Authorization: Bearer {token}").as_str())));
    screen.keys("y 4");
    assert_eq!(copied(&screen), Some(("the key that signs, to keep secret", SECRET)));
    screen.keys("i");
    assert_eq!(screen.state.screen, Which::Inspect);
    assert_eq!(screen.state.inspect.current().map(|opened| opened.token.text.clone()), Some(token));
    let pem = include_str!("../keys/p256.spki.pem");
    let pem = pem[pem.find("-----BEGIN").unwrap()..].to_owned();
    let mut screen = mint(120, 36);
    screen.keys("e").paste(include_str!("../keys/p256.pkcs8.pem")).keys("esc y").shows("public key, JWKS").keys("1");
    assert_eq!(copied(&screen), Some(("public key, PEM", pem.as_str())));
}

#[test]
fn the_palette_carries_a_token_into_the_form() {
    let mut screen = Screen::at(120, 36, NOW);
    screen.paste(ADMIN).keys(":").type_text("carry").keys("enter").shows("carried into the form").shows("▐Mint▌");
    screen.keys("enter").type_text(SECRET).keys("enter enter");
    assert_eq!(payload(&screen), r#"{"sub":"admin","role":"admin","iat":1743001305,"exp":1743003105}"#);
    // It comes back with its key, and a key of Inspect serves where there is none.
    screen.keys("i");
    assert_eq!(screen.state.inspect.keys().len(), 1);
    screen.state.mint = Mint::default();
    screen.keys(":").type_text("carry").keys("enter").shows("carried into the form").shows("264 bits");
    assert!(minted(&screen).is_some());
}

/// What a user may do to the form.
#[derive(Debug, Clone)]
enum Deed {
    Keys(&'static str),
    Type(String),
    Paste(String),
    Resize(u16, u16),
    Later(i64),
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let keys = prop::sample::select(vec![
        "tab",
        "shift-tab",
        "up",
        "down",
        "left",
        "right",
        "space",
        "enter",
        "esc",
        "e",
        "+",
        "del",
        "u",
        "U",
        "P a",
        "P b",
        "P c",
        "P e",
        "P f",
        "1",
        "2",
        "z",
        "G",
        "g",
        "y esc",
        "backspace",
        "ctrl-c",
        "ctrl-u",
        "i M",
        "? esc",
    ]);
    let typed = prop_oneof![
        "[a-z0-9:+,.{}\"\\[\\] -]{1,12}",
        prop::sample::select(vec![
            "30m",
            "none",
            "auto",
            "{\"a\":1}",
            "{\"exp\":1,\"x\":[1e999]}",
            "secret:x",
            "hex:00",
            "1h30m"
        ])
        .prop_map(str::to_owned),
    ];
    let pasted = prop_oneof![
        "\\PC{0,40}",
        prop::sample::select(vec![
            "{\n \"a\": {\"b\": [1.50, \"\\u202e\"]},\n \"a\": 2\n}",
            "a\u{202e}b\u{1b}[31m\n",
            include_str!("../keys/p256.pkcs8.pem"),
            include_str!("../keys/ed25519.spki.pem"),
            "{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"named\"}",
        ])
        .prop_map(str::to_owned),
    ];
    let deed = prop_oneof![
        8 => keys.prop_map(Deed::Keys),
        3 => typed.prop_map(Deed::Type),
        2 => pasted.prop_map(Deed::Paste),
        1 => (20_u16..130, 5_u16..40).prop_map(|(width, height)| Deed::Resize(width, height)),
        1 => (0_i64..100_000).prop_map(Deed::Later),
    ];
    prop::collection::vec(deed, 1..40)
}

/// The token says what the form shows.
fn agrees(screen: &Screen) {
    let form = &screen.state.mint.form;
    match screen.state.mint.outcome.as_ref().expect("there is an outcome") {
        Outcome::Waiting => {}
        Outcome::NotMintable(mistakes) => {
            assert!(!mistakes.is_empty());
            assert!(mistakes.iter().all(|mistake| !mistake.why.is_empty()), "{mistakes:?}");
        }
        Outcome::Minted(minted) => {
            let token = &minted.token;
            assert_eq!(token.alg().as_deref(), Some(form.algorithm.map_or("none", Algorithm::name)));
            let claims = token.part(Role::Payload).unwrap().json().expect("the payload is JSON");
            assert_eq!(claims.fault, None);
            for (row, name) in [(Row::Subject, "sub"), (Row::Name, "name"), (Row::Issuer, "iss")] {
                let shown = form.text(row);
                let said = claims.get(name).and_then(|index| claims.string(index));
                if !shown.is_empty() {
                    assert_eq!(said.as_deref(), Some(shown));
                }
            }
            let on: Vec<&str> = form.roles.iter().filter(|role| role.on).map(|role| role.name.as_str()).collect();
            for role in on {
                let quoted = serde_json::Value::from(role).to_string();
                let text = String::from_utf8_lossy(&claims.octets).into_owned();
                assert!(text.contains(quoted.trim_matches('"')), "{role} in {text}");
            }
            let further = Document::read(form.text(Row::Claims).as_bytes().to_vec());
            for index in further.members(0) {
                let name = further.name(index).unwrap();
                let said = claims.get(&name).expect("every further claim is in the token");
                assert_eq!(claims.compact(said), further.compact(index), "{name}");
            }
            // It reads as what it is: the same texts, the same token.
            assert_eq!(
                Token::read(jotlab::token::find::find(&token.text).into_iter().next().unwrap()).text,
                token.text
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_form_renders_and_mints_or_says_why(deeds in deeds(), size in prop::sample::select(vec![(120, 36), (80, 24), (60, 20), (40, 10)])) {
        let mut screen = mint(size.0, size.1);
        for deed in deeds {
            match deed {
                Deed::Keys(keys) => { screen.keys(keys); }
                Deed::Type(text) => { screen.type_text(&text); }
                Deed::Paste(text) => { screen.paste(&text); }
                Deed::Resize(width, height) => { screen.send(Message::Resize(width, height)); }
                Deed::Later(ms) => screen.now = screen.now.plus_ms(ms),
            }
            if screen.state.screen != Which::Mint {
                screen.state.overlay = None;
                screen.state.go_to(Which::Mint);
            }
            screen.text();
            agrees(&screen);
        }
    }
}

#[test]
fn a_path_is_completed_in_the_key_field_and_a_whole_one_goes_on() {
    let mut screen = mint(80, 24);
    let names = |screen: &mut Screen, names: &[&str]| {
        let Some(Effect::List { ticket, .. }) = screen.effects.last().cloned() else { panic!("no folder is read") };
        screen.send(Message::Listed(ticket, Ok(names.iter().map(|name| (*name).to_owned()).collect())));
    };
    screen.keys("e").type_text("@k").keys("tab");
    names(&mut screen, &["key.pem", "keys/"]);
    screen.shows("@key").shows("key.pem  keys/").type_text(".").keys("tab");
    names(&mut screen, &["key.pem"]);
    screen.shows("@key.pem").keys("tab");
    assert_eq!(screen.state.mint.row, Row::Key);
    names(&mut screen, &["key.pem"]);
    assert_ne!(screen.state.mint.row, Row::Key, "{}", screen.text());
    let Some(Effect::ReadKey(Which::Mint, _, KeyPlace::File(path))) = screen.effects.last() else { panic!("not read") };
    assert_eq!(path, "key.pem");
}

#[test]
fn a_preset_of_ones_own_is_opened_from_a_file() {
    let mut screen = mint(80, 24);
    screen.keys("P").shows("a preset of your own, from a file").keys("o").type_text("mine.json").keys("enter");
    let Some(Effect::ReadFile(Which::Mint, ticket, path)) = screen.effects.last().cloned() else { panic!("not read") };
    let wrong = Message::FileRead(Which::Mint, ticket, path, Ok(br#"{"who":"me"}"#.to_vec()));
    screen.send(wrong).shows("`who` is no member of a preset").keys("enter");
    let Some(Effect::ReadFile(_, ticket, path)) = screen.effects.last().cloned() else { panic!("not read") };
    let preset = br#"{"alg":"HS512","sub":"carol","role":"editor","ttl":"7d"}"#.to_vec();
    screen.send(Message::FileRead(Which::Mint, ticket, path, Ok(preset)));
    screen.shows("preset: mine.json").shows("carol").shows("HS512").shows("7d").keys("u");
    assert!(!screen.has("carol"), "{}", screen.text());
}

#[test]
fn a_key_that_is_not_for_signing_is_refused_at_its_field() {
    let mut screen = mint(120, 36);
    screen.paste(r#"{"kty":"oct","use":"enc","k":"Y29ycmVjdCBob3JzZSBiYXR0ZXJ5IHN0YXBsZSAxMjM"}"#);
    screen.shows("the `use` of the key is \"enc\"");
}

#[test]
fn the_wheel_ends_the_typing_keeps_what_was_typed_and_locks_nobody_in() {
    let mut screen = mint(120, 36);
    screen.keys("enter").type_text("correct horse battery staple").shows("a-z are text");
    screen.send(Message::Mouse(Mouse::WheelUp, 2, 3));
    assert_eq!(screen.state.mint.row, Row::Algorithm, "{}", screen.text());
    assert!(!screen.has("a-z are text"), "{}", screen.text());
    screen.send(Message::Mouse(Mouse::WheelDown, 2, 3)).shows("224 bits").keys("e").shows("a-z are text");
    screen.send(Message::Mouse(Mouse::WheelUp, 2, 3)).keys("esc q q");
    assert!(screen.effects.contains(&Effect::Quit), "{}", screen.text());
}
