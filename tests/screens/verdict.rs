//! Journeys of a signature: keys are given, the verdict is read, the token is edited and signed again.

use super::screen::*;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jotlab::app::effect::{Effect, KeyPlace};
use jotlab::app::message::Message;
use jotlab::app::overlay::Overlay;
use jotlab::app::screens::Screen as Which;
use jotlab::crypto::{Algorithm, Material, Secret, read, sign};
use jotlab::token::moment::Moment;

/// A secret of 32 bytes: nothing is to be said about it.
const SECRET: &str = "correct horse battery staple 123";
const SIZES: [(u16, u16); 3] = [(120, 36), (80, 24), (60, 20)];

fn key_text(name: &str) -> String {
    std::fs::read_to_string(format!("{}/tests/keys/{name}", env!("CARGO_MANIFEST_DIR"))).expect("a key")
}

fn material(name: &str) -> Material {
    read::read_bytes(key_text(name).as_bytes(), name).expect("it reads").keys.remove(0).material
}

fn secret(text: &str) -> Material {
    Material::Secret(Secret::new(text.as_bytes().to_vec()))
}

fn signed_with(header: &str, payload: &str, algorithm: Algorithm, key: &Material) -> String {
    let input = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload));
    format!("{input}.{}", URL_SAFE_NO_PAD.encode(sign(algorithm, key, input.as_bytes()).expect("it signs")))
}

fn signed(algorithm: Algorithm, key: &Material) -> String {
    let header = format!(r#"{{"alg":"{}","typ":"JWT"}}"#, algorithm.name());
    let (iat, exp) = (USER_EXP.seconds() - 1800, USER_EXP.seconds());
    let payload = format!(r#"{{"sub":"alice","iss":"https://id.test","aud":"api","iat":{iat},"exp":{exp}}}"#);
    signed_with(&header, &payload, algorithm, key)
}

fn hs256() -> String {
    signed(Algorithm::Hs256, &secret(SECRET))
}

/// A screen of this size, 12 min 31 s before the tokens here expire.
fn screen((width, height): (u16, u16)) -> Screen {
    Screen::at(width, height, USER_EXP.plus_seconds(-751))
}

/// Gives a key as a user pastes it.
fn give<'a>(screen: &'a mut Screen, key: &str) -> &'a mut Screen {
    screen.keys("v").paste(key).keys("enter")
}

#[test]
fn a_key_makes_the_verdict_and_none_of_its_characters_is_ever_shown() {
    for size in SIZES {
        let mut screen = screen(size);
        screen.paste(&hs256()).shows("HS256 not checked").keys("v").shows("Keys, in memory only");
        for c in SECRET.chars() {
            screen.send(Message::Key(jotlab::app::chord::Chord::char(c)));
            assert!(!SECRET.as_bytes().windows(4).any(|part| screen.has(std::str::from_utf8(part).unwrap())));
        }
        insta::assert_snapshot!(format!("typing-{}x{}", size.0, size.1), screen.text());
        screen.keys("enter").shows("HS256 valid").shows("key added: an HMAC secret, 256 bits, from the key field");
        assert!(!screen.has("correct") && !screen.has("staple"), "{}", screen.text());
        assert!(!format!("{:?}", screen.state).contains("staple"));
        screen.keys("5");
        insta::assert_snapshot!(format!("valid-{}x{}", size.0, size.1), screen.text());
    }
}

#[test]
fn a_secret_is_shown_when_asked_for_and_for_five_seconds() {
    let mut screen = screen(SIZES[1]);
    screen.paste(&hs256()).keys("v").paste(SECRET);
    assert!(!screen.has("staple"));
    screen.keys("ctrl-r").shows("staple");
    screen.run_to(screen.now.plus_ms(5000));
    assert!(!screen.has("staple"), "{}", screen.text());
}

#[test]
fn each_reason_is_a_sentence_of_its_own() {
    let token = hs256();
    let (head, signature) = token.rsplit_once('.').unwrap();
    let rs256 = signed(Algorithm::Rs256, &material("rsa.pkcs8.pem"));
    let coded = base64::engine::general_purpose::STANDARD.encode(SECRET);
    for (name, token, key, state, words) in [
        (
            "differs",
            token.as_str(),
            "another secret, of another one..",
            "HS256 invalid",
            "INVALID: the signature does not",
        ),
        ("short", &format!("{head}.{}", &signature[..40]), SECRET, "HS256 invalid", "30 bytes where 32"),
        ("base64", &token, &coded, "HS256 invalid", "fits if read as"),
        ("another-key", &rs256, SECRET, "RS256 cannot check", "CANNOT CHECK: the key is an HMAC secret"),
        ("confusion", &token, &key_text("rsa.spki.pem"), "HS256 cannot check", "algorithm confusion"),
    ] {
        let mut screen = screen(SIZES[0]);
        give(screen.paste(token), key).shows(state).keys("5");
        let text = screen.text().split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = words;
        insta::assert_snapshot!(format!("because-{name}"), screen.text());
        assert!(!text.contains("HS256 valid") && !text.contains("VALID: HS256"), "{text}");
    }
}

#[test]
fn a_token_forged_with_a_public_key_is_said_to_be() {
    let text = key_text("rsa.spki.pem");
    let (_, pem) = text.split_once('\n').unwrap();
    let forged = signed(Algorithm::Hs256, &secret(pem));
    for size in SIZES {
        let mut screen = screen(size);
        give(screen.paste(&forged), &text).shows("HS256 invalid").keys("5 z");
        insta::assert_snapshot!(format!("forged-{}x{}", size.0, size.1), screen.text());
    }
}

#[test]
fn keys_are_several_and_can_be_taken_away() {
    let mut screen = screen(SIZES[0]);
    give(screen.paste(&hs256()), "not this one, although it is as long");
    screen.shows("HS256 invalid");
    give(&mut screen, SECRET).shows("HS256 valid").shows("(key 2)");
    give(&mut screen, SECRET).shows("this key was there already");
    give(&mut screen, &key_text("p256.spki.pem")).shows("a P-256 key, public");
    screen.keys("v down down del").shows("INVALID").shows("taken away: an HMAC secret");
    screen.keys("up up").type_text(SECRET).keys("enter").shows("HS256 valid");
    // The next token is judged by them as well.
    screen.paste(&signed(Algorithm::Es256, &material("p256.pkcs8.pem"))).shows("ES256 valid");
}

#[test]
fn a_key_is_read_from_a_file_or_a_variable() {
    let mut screen = screen(SIZES[1]);
    screen.paste(&hs256()).keys("v").type_text("env:JWT_KEY").keys("enter").shows("reading it");
    let Some(Effect::ReadKey(Which::Inspect, ticket, place)) = screen.effects.pop() else {
        panic!("{:?}", screen.effects)
    };
    assert_eq!(place, KeyPlace::Variable("JWT_KEY".to_owned()));
    screen.send(Message::KeyRead(Which::Inspect, ticket, Err("the variable JWT_KEY is not set".to_owned())));
    screen.shows("the variable JWT_KEY is not set").keys("ctrl-u").type_text("@secret.txt").keys("enter");
    let Some(Effect::ReadKey(Which::Inspect, ticket, _)) = screen.effects.pop() else { panic!("{:?}", screen.effects) };
    let keys = read::read_bytes(format!("{SECRET}\n").as_bytes(), "@secret.txt").unwrap();
    screen.send(Message::KeyRead(Which::Inspect, ticket - 1, Ok(keys.clone()))).shows("NOT CHECKED");
    screen.send(Message::KeyRead(Which::Inspect, ticket, Ok(keys))).shows("HS256 valid").shows("@secret.txt");
}

#[test]
fn expectations_stand_on_their_own_lines() {
    for size in SIZES {
        let mut screen = screen(size);
        give(screen.paste(&hs256()), SECRET);
        screen.keys("c").shows("issuer      any").keys("i").type_text("https://id.test").keys("enter");
        screen.keys("c a").type_text("web").keys("enter").shows("expected aud: web");
        screen
            .keys("c g")
            .type_text("RS256")
            .keys("enter")
            .shows("NOT ok")
            .keys("5 z")
            .shows("VALID: HS256")
            .shows("expected RS256, found HS256");
        insta::assert_snapshot!(format!("expected-{}x{}", size.0, size.1), screen.text());
        screen.keys("c g").type_text("hs256").keys("enter").shows("`hs256` is no algorithm that signs");
    }
}

#[test]
fn a_well_known_secret_is_found_on_request_and_is_an_error() {
    let weak = signed(Algorithm::Hs256, &secret("your-256-bit-secret"));
    let mut screen = screen(SIZES[0]);
    screen.paste(&weak).keys("v down enter");
    let Some(Effect::Judge(inquiry)) = screen.effects.pop() else { panic!("{:?}", screen.effects) };
    screen.shows("HS256 not checked");
    screen.send(Message::Judged(inquiry.ticket, inquiry.answer()));
    screen.shows("HS256 valid").shows("1 error").shows("5 Verdict  ok, no proof");
    screen.shows("`your-256-bit-secret`: anyone can sign tokens").keys("6 g");
    screen.shows("Explain  well-known-secret").send(Message::Resize(60, 20)).keys("5").shows("5 Verdict  ok, no proof");
    screen.send(Message::Resize(120, 36));
    screen.paste(&hs256()).keys("v up").keys("down down enter");
    let Some(Effect::Judge(inquiry)) = screen.effects.pop() else { panic!("{:?}", screen.effects) };
    screen.send(Message::Judged(inquiry.ticket, inquiry.answer())).shows("well-known secrets made this signature");
}

#[test]
fn a_token_that_brings_its_key_vouches_for_itself_and_is_not_called_valid() {
    let jwk: serde_json::Value = serde_json::from_str(&key_text("p256.jwk.json")).unwrap();
    let public = format!(r#"{{"kty":"EC","crv":"P-256","x":{},"y":{}}}"#, jwk["x"], jwk["y"]);
    let key = material("p256.jwk.json");
    let token = signed_with(&format!(r#"{{"alg":"ES256","jwk":{public}}}"#), r#"{"sub":"x"}"#, Algorithm::Es256, &key);
    let mut screen = screen(SIZES[0]);
    screen.paste(&token).keys(":").type_text("brings along").keys("enter").shows("ES256 vouches for itself");
    assert!(!screen.has("VALID") && !screen.has("ES256 valid"), "{}", screen.text());
    screen.paste(&hs256()).keys(":").type_text("brings along").keys("enter").shows("brings no key along");
    screen.shows("HS256 not checked");
}

#[test]
fn a_large_token_is_judged_elsewhere_and_a_late_answer_is_dropped() {
    let payload = format!(r#"{{"sub":"large","pad":"{}"}}"#, "x".repeat(300 << 10));
    let large = signed_with(r#"{"alg":"HS256"}"#, &payload, Algorithm::Hs256, &secret(SECRET));
    let mut screen = screen(SIZES[1]);
    give(screen.paste(&large), "another one");
    let Some(Effect::Judge(late)) = screen.effects.pop() else { panic!("{:?}", screen.effects) };
    screen.shows("HS256 being checked");
    give(&mut screen, SECRET);
    let Some(Effect::Judge(inquiry)) = screen.effects.pop() else { panic!("{:?}", screen.effects) };
    screen.send(Message::Judged(late.ticket, late.answer())).shows("HS256 being checked");
    screen.send(Message::Judged(inquiry.ticket, inquiry.answer())).shows("HS256 valid");
    screen.send(Message::Wake);
    assert_eq!(screen.effects.iter().filter(|effect| matches!(effect, Effect::Judge(_))).count(), 0, "never on a wake");
}

#[test]
fn a_paste_of_a_key_goes_into_the_panel_and_never_into_the_list_of_tokens() {
    let mut screen = screen(SIZES[1]);
    screen.paste(&hs256()).keys("v").paste(&key_text("rsa.spki.pem"));
    assert!(!screen.has("BEGIN"), "{}", screen.text());
    screen.keys("enter").shows("an RSA key, public, 2048 bits");
    screen.keys("v").paste(&hs256()).keys("enter").shows("a token and no key");
    screen.keys("esc v enter").shows("type or paste a key");
}

#[test]
fn the_payload_is_edited_in_place_and_the_token_is_written_as_it_is_typed() {
    for size in SIZES {
        let mut screen = screen(size);
        let token = hs256();
        give(screen.paste(&token), SECRET).shows("HS256 valid").keys("3 g e").shows("Edit the payload");
        // The cursor stands before the quote that ends the value of `sub`.
        screen.type_text("2").shows("edited, not signed again");
        insta::assert_snapshot!(format!("editing-{}x{}", size.0, size.1), screen.text());
        let text = screen.state.inspect.current().unwrap().token.text.clone();
        let payload = URL_SAFE_NO_PAD.decode(text.split('.').nth(1).unwrap()).unwrap();
        assert!(String::from_utf8(payload).unwrap().starts_with(r#"{"sub":"alice2","iss""#));
        assert_eq!(
            (text.split('.').next(), text.split('.').nth(2)),
            (token.split('.').next(), token.split('.').nth(2))
        );
        screen.keys("backspace");
        assert_eq!(screen.state.inspect.current().unwrap().token.text, token, "to the character");
        screen.keys("X").keys("esc").shows("HS256 edited").keys("5");
        insta::assert_snapshot!(format!("edited-{}x{}", size.0, size.1), screen.text());
        screen.keys("s").shows("HS256 valid").shows("signed by an HMAC secret, 256 bits").keys("d");
        insta::assert_snapshot!(format!("difference-{}x{}", size.0, size.1), screen.text());
        screen.keys("esc u").shows("HS256 edited").shows("the change is undone: U makes it again");
        screen.keys("u").shows("HS256 valid");
        assert_eq!(screen.state.inspect.current().unwrap().token.text, token);
        screen.keys("u").shows("nothing was pasted before this").keys("U U R").shows("back to what was pasted");
        assert_eq!(screen.state.inspect.current().unwrap().token.text, token);
        screen.keys("R").shows("this is what was pasted").keys("u 3").shows("aliceX");
    }
}

#[test]
fn what_is_typed_wrongly_is_said_where_it_is_typed() {
    let mut screen = screen(SIZES[0]);
    screen.paste(&hs256()).keys("2 e").shows("Edit the header").keys("home").type_text("x").shows("✗ ");
    insta::assert_snapshot!("editing-wrong", screen.text());
    screen.keys("ctrl-c").shows("HS256 not checked");
    assert_eq!(screen.state.inspect.current().unwrap().token.text, hs256());
}

#[test]
fn what_is_no_json_when_editing_ends_is_said_and_where() {
    let mut screen = screen(SIZES[0]);
    screen.paste(&hs256()).keys("2 e home").type_text("x").keys("enter");
    screen.shows("✗ edited, but no JSON object: header, byte 0: expected a value, found \"x\"");
    screen.keys("u e home").type_text(" ").keys("enter").shows("✓ edited, not signed again");
}

#[test]
fn a_part_that_cannot_be_edited_says_why() {
    let mut screen = screen(SIZES[0]);
    let coded = |octets: &[u8]| URL_SAFE_NO_PAD.encode(octets);
    let header = coded(br#"{"alg":"HS256"}"#);
    for (payload, why) in [
        (coded(&vec![b'x'; 70_000]), "the payload has 68 KiB: up to 64 KiB can be edited here"),
        (coded(b"a\xffb"), "the payload is not UTF-8: only text is edited here"),
    ] {
        screen.paste(&format!("{header}.{payload}.{}", "A".repeat(43))).keys("3 e").shows(why);
    }
    screen.paste(&header).keys("3 e").shows("there is no payload to edit");
}

#[test]
fn signing_again_says_what_it_lacks() {
    let mut screen = screen(SIZES[0]);
    screen.paste(&signed(Algorithm::Rs256, &material("rsa.pkcs8.pem"))).keys("s").shows("there is no key to sign with");
    give(&mut screen, SECRET).keys("s").shows("RS256 needs an RSA key");
    give(&mut screen, &key_text("rsa.spki.pem")).shows("RS256 valid").keys("s").shows("only the public half");
    give(&mut screen, &key_text("rsa.pkcs8.pem")).keys("e").type_text("!").keys("enter").shows("RS256 edited");
    screen.keys("s").shows("RS256 valid");
}

#[test]
fn every_algorithm_signs_again_what_was_edited() {
    for (algorithm, key) in [
        (Algorithm::Hs512, secret(&SECRET.repeat(2))),
        (Algorithm::Ps256, material("rsa.pkcs8.pem")),
        (Algorithm::Es384, material("p384.pkcs8.pem")),
        (Algorithm::Es256k, material("secp256k1.pkcs8.pem")),
        (Algorithm::EdDsa, material("ed25519.pkcs8.pem")),
        (Algorithm::MlDsa65, material("mldsa65.pkcs8.pem")),
    ] {
        let mut screen = screen(SIZES[0]);
        let token = signed(algorithm, &key);
        let key = jotlab::crypto::Key::new(key, "a test", jotlab::crypto::key::Form::Text);
        screen.state.inspect.take_keys(vec![key], screen.state.around());
        screen.paste(&token).shows(&format!("{} valid", algorithm.name()));
        screen
            .keys("e")
            .type_text("!")
            .keys("esc")
            .shows("edited")
            .keys("s")
            .shows(&format!("{} valid", algorithm.name()));
    }
}

#[test]
fn two_tokens_of_one_paste_are_compared() {
    let mut screen = screen(SIZES[1]);
    screen.paste(&format!("{USER} {ADMIN}")).keys("] d").shows("From token 1 to token 2");
    screen.shows("payload role").shows("\"user\" → \"admin\"");
    screen.keys("esc").paste(USER).keys("d").shows("Different from the token pasted before");
}

#[test]
fn the_signature_is_made_step_by_step_and_breaks_by_one_character() {
    for size in SIZES {
        let mut screen = screen(size);
        screen.paste(&hs256()).keys("a").shows("v takes a key first");
        give(&mut screen, SECRET).keys("a").shows("How the signature is made");
        insta::assert_snapshot!(format!("steps-{}x{}", size.0, size.1), screen.text());
        assert!(!screen.has("staple"));
        let outcome = |screen: &mut Screen, change: &str| {
            screen.keys(change).keys("G");
            screen.text().contains("VALID: they match")
        };
        for (change, valid) in [("0", true), ("1", false), ("2", false), ("3", false), ("4", true), ("5", false)] {
            assert_eq!(outcome(&mut screen, change), valid, "{change}\n{}", screen.text());
        }
        // Nothing of it is left in the token.
        screen.keys("esc").shows("HS256 valid");
        assert_eq!(screen.state.inspect.current().unwrap().token.text, hs256());
    }
}

#[test]
fn a_page_is_wrapped_again_when_the_window_is_resized_and_hides_nothing() {
    let mut screen = screen(SIZES[0]);
    give(screen.paste(&hs256()), SECRET).keys("a G").send(Message::Resize(60, 20));
    let mut text = String::new();
    for key in ["G", "g"] {
        text = screen.keys(key).text();
        assert!(!text.contains('…'), "{text}");
    }
    let said = text.lines().filter_map(|line| line.get("┃ signing input  ".len()..));
    let lines: String = said.collect::<String>().chars().filter(char::is_ascii_alphanumeric).collect();
    let signed: String = hs256().rsplit_once('.').unwrap().0.chars().filter(char::is_ascii_alphanumeric).collect();
    assert!(lines.contains(&signed), "{lines}");
    // As far down as there is nothing more in a wider window.
    screen.keys("G").send(Message::Resize(120, 36)).shows("signing input").shows("VALID: they match");
}

#[test]
fn keys_of_the_screen_below_do_nothing_while_a_page_is_read() {
    let mut screen = screen(SIZES[1]);
    give(screen.paste(&hs256()), SECRET).keys("a");
    let (page, before) = (screen.text(), screen.state.inspect.clone());
    for key in ["left", "right", "h", "l", "tab", "shift-tab", "]", "d", "e", "s", "M", "T", "?", "x"] {
        screen.keys(key);
        let rows = |text: &str| text.lines().skip(1).take(20).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(rows(&screen.text()), rows(&page), "{key}");
        assert_eq!(screen.state.inspect, before, "{key}");
    }
    screen.keys("esc").shows("HS256 valid").send(Message::Resize(60, 20));
    screen.keys("T").type_text("exp-1s").keys("enter").shows("valid   0:01 left   not now").keys("a q");
    assert!(matches!(screen.effects.last(), Some(Effect::Quit)));
}

#[test]
fn every_family_shows_its_steps() {
    for (algorithm, name, words) in [
        (Algorithm::Rs256, "rsa.pkcs8.pem", "turned back"),
        (Algorithm::Ps256, "rsa.pkcs8.pem", "unmasked"),
        (Algorithm::Es256, "p256.pkcs8.pem", "r in the token"),
        (Algorithm::EdDsa, "ed25519.pkcs8.pem", "S in the token"),
        (Algorithm::MlDsa44, "mldsa44.pkcs8.pem", "lattices"),
    ] {
        let mut screen = screen(SIZES[0]);
        screen.paste(&signed(algorithm, &material(name)));
        give(&mut screen, &key_text(name)).keys("a").shows(words).keys("G").shows("VALID: they match");
        screen.keys("2 G").shows("INVALID: ").keys("esc").shows("valid");
    }
}

/// Opens a token on Inspect as another screen hands it over, with a key of its own.
fn leap(screen: &mut Screen, token: &str, key: &str, at: Option<Moment>) {
    let mut keys = read::secret(key, "the session").expect("it reads").keys;
    for key in &mut keys {
        key.kid = Some("its own".to_owned());
    }
    screen.paste(token);
    let around = screen.state.around();
    screen.state.inspect.came_with(keys, at, around);
}

#[test]
fn the_key_that_verified_the_token_signs_it_and_is_named() {
    let header = r#"{"alg":"HS256","kid":"its own"}"#;
    let token = signed_with(header, r#"{"sub":"alice"}"#, Algorithm::Hs256, &secret(SECRET));
    let of_the_session = "the secret of a session, long as it is";
    let mut screen = screen(SIZES[0]);
    leap(&mut screen, &token, of_the_session, None);
    give(&mut screen, SECRET).shows("HS256 valid");
    give(&mut screen, "a newer secret, typed after the right one").shows("HS256 valid");
    screen.keys("3 g e").type_text("2").keys("esc s").shows("signed by an HMAC secret, 256 bits, from the key field");
    screen.shows("HS256 valid");
    // Nothing verified it: the newest that was typed.
    let mut screen = self::screen(SIZES[0]);
    give(
        give(screen.paste(&hs256()), "an old secret that is long enough"),
        "a new secret that is long enough, and longer",
    );
    screen.keys("s").shows("signed by an HMAC secret, 352 bits, from the key field");
}

#[test]
fn keys_that_came_with_a_token_judge_no_other() {
    let mut screen = screen(SIZES[0]);
    leap(&mut screen, &hs256(), SECRET, None);
    screen.shows("HS256 valid").shows("the session");
    screen.keys("3 g e").type_text("2").keys("esc").shows("HS256 edited").keys("s").shows("HS256 valid");
    let other = signed(Algorithm::Hs256, &secret("a secret of somebody else, 32 bytes"));
    screen.paste(&other).shows("HS256 not checked");
    assert!(screen.state.inspect.ring.is_empty());
    screen.keys("u").shows("HS256 valid");
}

#[test]
fn a_token_of_another_time_is_judged_at_that_time() {
    let mut screen = Screen::at(120, 36, USER_EXP.plus_seconds(86_400));
    leap(&mut screen, &hs256(), SECRET, Some(USER_EXP.plus_seconds(-60)));
    screen.shows("1:00 left").shows("judged at");
    screen.paste(USER).shows("expired 1 d ago");
}

#[test]
fn a_valid_signature_alone_does_not_make_a_token_ok() {
    let mut screen = screen(SIZES[0]);
    give(screen.paste(&hs256()), SECRET).shows("HS256 valid").shows("5 Verdict");
    let title = |screen: &Screen| screen.text().lines().next().unwrap().to_owned();
    let pane = |screen: &Screen| screen.text().lines().find(|line| line.contains("Verdict")).unwrap().to_owned();
    assert!(pane(&screen).contains(" ok") && !screen.has("NOT ok"), "{}", screen.text());
    screen.keys("c a").type_text("web").keys("enter").shows("HS256 valid");
    assert!(title(&screen).contains("NOT ok") && pane(&screen).contains("NOT ok"), "{}", screen.text());
    screen.keys("c a ctrl-u enter");
    assert!(pane(&screen).contains(" ok") && !screen.has("NOT ok"), "{}", screen.text());
    screen.run_to(USER_EXP.plus_seconds(1));
    assert!(title(&screen).contains("NOT ok") && pane(&screen).contains("NOT ok"), "{}", screen.text());
}

#[test]
fn a_key_that_is_pasted_as_a_token_is_called_a_key() {
    for key in ["rsa.spki.pem", "p256.jwk.json"] {
        screen(SIZES[1]).paste(&key_text(key)).shows("that is a key, not a token: v takes it");
    }
    screen(SIZES[1]).paste("no key and no token").shows("no token in the");
}

/// Answers the request for names with these, and says which folder and which beginning were asked for.
fn list(screen: &mut Screen, names: &[&str]) -> (String, String) {
    let Some(Effect::List { ticket, folder, beginning }) = screen.effects.pop() else { panic!("{:?}", screen.effects) };
    screen.send(Message::Listed(ticket, Ok(names.iter().map(|name| (*name).to_owned()).collect())));
    (folder, beginning)
}

#[test]
fn a_path_is_completed_where_a_key_is_typed() {
    for size in SIZES {
        let mut screen = screen(size);
        screen.paste(&hs256()).keys("v").type_text("@~").keys("tab").shows("@~/");
        screen.type_text("ke").keys("tab");
        assert_eq!(list(&mut screen, &["keys/"]), ("~/".to_owned(), "ke".to_owned()));
        screen.shows("@~/keys/").keys("tab");
        assert_eq!(list(&mut screen, &["rsa.pem", "rsa.pub"]), ("~/keys/".to_owned(), String::new()));
        screen.shows("@~/keys/rsa.p").shows("rsa.pem  rsa.pub");
        insta::assert_snapshot!(format!("completing-{}x{}", size.0, size.1), screen.text());
        screen.type_text("x").keys("tab");
        list(&mut screen, &[]);
        screen.shows("no file begins with ~/keys/rsa.px").keys("backspace").type_text("e").keys("tab");
        list(&mut screen, &["rsa.pem"]);
        screen.shows("@~/keys/rsa.pem").keys("enter");
        let Some(Effect::ReadKey(_, _, KeyPlace::File(path))) = screen.effects.pop() else {
            panic!("{:?}", screen.effects)
        };
        assert_eq!(path, "~/keys/rsa.pem");
    }
}

#[test]
fn a_secret_that_reads_like_a_file_is_taken_as_what_it_is_and_that_is_said() {
    let mut screen = screen(SIZES[1]);
    give(screen.paste(&hs256()), "jwks.json").shows("taken as the secret itself; for the file of that name write @");
    give(&mut screen, "no.file here").shows("key added: an HMAC secret");
}

#[test]
fn names_that_come_late_are_dropped_and_a_secret_has_none() {
    let mut screen = screen(SIZES[1]);
    screen.paste(&hs256()).keys("v").type_text("@a").keys("tab");
    let Some(Effect::List { ticket, .. }) = screen.effects.pop() else { panic!("{:?}", screen.effects) };
    screen.type_text("b").send(Message::Listed(ticket, Ok(vec!["abc".to_owned()])));
    let Some(Overlay::Keys(panel)) = &screen.state.overlay else { panic!("{}", screen.text()) };
    assert_eq!(panel.field.text(), "@ab");
    screen.keys("tab").keys("esc");
    let Some(Effect::List { ticket, .. }) = screen.effects.pop() else { panic!("{:?}", screen.effects) };
    screen.send(Message::Listed(ticket, Ok(vec!["abc".to_owned()])));
    assert!(!screen.has("abc"), "{}", screen.text());
    // A secret is no path: tab goes to the next line, and nothing is looked for.
    screen.keys("v").type_text("secret").keys("tab");
    assert_eq!(screen.effects, []);
    screen.send(Message::Listed(ticket, Err("there is no folder for x".to_owned())));
    assert!(!screen.has("no folder"), "{}", screen.text());
}

#[test]
fn the_payload_of_a_detached_token_is_given_from_a_file_and_named() {
    let whole = hs256();
    let parts: Vec<&str> = whole.split('.').collect();
    let detached = format!("{}..{}", parts[0], parts[2]);
    for size in SIZES {
        let mut screen = screen(size);
        give(screen.paste(&detached), SECRET).keys("5 z").shows("CANNOT CHECK").shows("v gives it");
        screen.keys("v down down enter").shows("The payload, from the file").type_text("no").keys("enter");
        let Some(Effect::ReadFile(Which::Inspect, ticket, path)) = screen.effects.pop() else {
            panic!("{:?}", screen.effects)
        };
        assert_eq!(path, "no");
        let no = Err("there is no file no".to_owned());
        screen.send(Message::FileRead(Which::Inspect, ticket, path, no)).shows("there is no file no").keys("ctrl-u");
        screen.type_text("body.json").keys("enter");
        let Some(Effect::ReadFile(_, ticket, path)) = screen.effects.pop() else { panic!("{:?}", screen.effects) };
        let octets = URL_SAFE_NO_PAD.decode(parts[1]).unwrap();
        let size_of = octets.len();
        screen.send(Message::FileRead(Which::Inspect, ticket - 1, path.clone(), Ok(octets.clone())));
        screen.shows("CANNOT CHECK").send(Message::FileRead(Which::Inspect, ticket, path, Ok(octets)));
        screen.shows("VALID: HS256").shows(&format!("{size_of} bytes from body.json")).shows("12:31 left");
        insta::assert_snapshot!(format!("detached-{}x{}", size.0, size.1), screen.text());
        // It is signed again and its steps are shown over the same payload.
        screen.keys("s").shows("signed by").shows("VALID: HS256").keys("a G").shows("VALID: they match");
    }
    let mut screen = screen(SIZES[1]);
    screen.paste(&whole).keys(":").type_text("has none in it").keys("enter").shows("has its payload in it");
}

#[test]
fn of_several_signatures_all_have_to_be_valid() {
    let payload = URL_SAFE_NO_PAD.encode(format!(r#"{{"exp":{}}}"#, 1_795_347_783 + 600));
    let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256"}"#);
    let one = |secret_text: &str| {
        let signature = sign(Algorithm::Hs256, &secret(secret_text), format!("{header}.{payload}").as_bytes()).unwrap();
        serde_json::json!({ "protected": header, "signature": URL_SAFE_NO_PAD.encode(signature) })
    };
    let other = "another secret of thirty-two characters";
    let text = serde_json::json!({ "payload": payload, "signatures": [one(SECRET), one(other)] }).to_string();
    for size in SIZES {
        let mut screen = screen(size);
        give(screen.paste(&text), SECRET).shows("NOT ok").keys("5 z").shows("VALID: HS256");
        screen.shows("signature 2 of 2 is invalid");
        insta::assert_snapshot!(format!("several-{}x{}", size.0, size.1), screen.text());
        screen.keys(")").shows("INVALID").shows("NOT ok");
        give(&mut screen, other).shows("VALID: HS256");
        assert!(!screen.has("NOT ok"), "{}", screen.text());
    }
}

#[test]
fn a_key_that_is_not_for_signing_signs_nothing_and_it_is_said() {
    let jwk = format!(r#"{{"kty":"oct","key_ops":["verify"],"k":"{}"}}"#, URL_SAFE_NO_PAD.encode(SECRET));
    let mut screen = screen(SIZES[1]);
    give(screen.paste(&hs256()), &jwk).shows("HS256 valid").keys("3 g e").type_text("2").keys("esc s");
    screen.shows("not signed: the `key_ops` of the key do not list \"sign\"").shows("HS256 edited");
}

#[test]
fn whatever_speaks_against_a_token_stands_in_the_explanation_of_its_verdict() {
    let mut screen = screen((120, 36));
    give(screen.paste(&hs256()), SECRET).keys("c a").paste("another").keys("enter 5 enter");
    screen.shows("VALID: HS256").shows("NOT ok, aud: expected another, found api.");
    screen.keys("esc c a ctrl-u enter 5 enter");
    assert!(!screen.text().contains("NOT ok,"), "{}", screen.text());
}

#[test]
fn without_its_payload_a_detached_token_is_neither_compared_nor_signed() {
    let token = hs256();
    let parts: Vec<&str> = token.split('.').collect();
    let mut screen = screen((120, 36));
    give(screen.paste(&format!("{}..{}", parts[0], parts[2])), SECRET).keys("5 enter").shows("CANNOT CHECK");
    assert!(!screen.text().contains("does not match"), "nothing was compared:\n{}", screen.text());
    screen.keys("esc s").shows("the payload is not in the token: v gives it, then s signs").shows("CANNOT CHECK");
}

#[test]
fn a_payload_that_was_given_is_shown_explained_and_copied() {
    let token = hs256();
    let parts: Vec<&str> = token.split('.').collect();
    let octets = URL_SAFE_NO_PAD.decode(parts[1]).unwrap();
    let mut screen = screen((120, 36));
    give(screen.paste(&format!("{}..{}", parts[0], parts[2])), SECRET).shows("no payload");
    screen.keys("v down down enter").paste("body.json").keys("enter");
    let Some(Effect::ReadFile(_, ticket, path)) = screen.effects.last().cloned() else {
        panic!("{:?}", screen.effects)
    };
    screen.send(Message::FileRead(Which::Inspect, ticket, path, Ok(octets.clone()))).keys("3 j j");
    screen.shows("\"iss\": \"https://id.test\"").shows("Audience").shows("VALID: HS256");
    let text = screen.text();
    assert!(!text.contains("no payload") && !text.contains("Encoded by"), "it is not in the token's text:\n{text}");
    screen.effects.clear();
    screen.keys("y p");
    let [Effect::Copy(copy)] = screen.effects.as_slice() else { panic!("{:?}", screen.effects) };
    assert_eq!(copy.text.as_bytes(), octets);
}
