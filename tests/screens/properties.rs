//! What holds for every input: nothing panics, nothing acts on the terminal, the way out always works. Seeds are printed on failure.

use super::screen::{Screen, USER};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jotlab::app::chord::{Chord, Key};
use jotlab::app::effect::Effect;
use jotlab::app::inspect::Opened;
use jotlab::app::look::{Glyphs, Look, Theme};
use jotlab::app::message::{Message, Mouse};
use jotlab::cli::arguments::{Decode, Verify};
use jotlab::cli::keys::{Outside, Unreadable};
use jotlab::cli::{self, Paint, Setting};
use jotlab::crypto::Secret;
use jotlab::token::anatomy::Token;
use jotlab::token::find::{Form, Found};
use jotlab::token::moment::Moment;
use jotlab::token::visible::{is_hidden, visible};
use jotlab::token::zone::Zone;
use proptest::prelude::*;

/// Text in which every class of character occurs, hostile ones more often than in life.
fn hostile_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[ -~]{0,12}",
        2 => any::<char>().prop_map(String::from),
        1 => Just("\u{1b}[2J\u{1b}]52;c;AAAA\u{7}".to_owned()),
        1 => Just("\u{9b}31m".to_owned()),
        1 => Just("\u{202e}\u{2066}\u{200b}\u{feff}\u{ad}".to_owned()),
        1 => Just(format!("a{}", "\u{301}".repeat(40))),
        1 => Just("👩‍👩‍👧‍👦日本語".to_owned()),
        1 => Just("\r\n\t\0".to_owned()),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn json(text: String) -> String {
    serde_json::to_string(&text).unwrap()
}

/// The octets of a header or payload: JSON with hostile strings, broken JSON, or anything.
fn octets() -> impl Strategy<Value = Vec<u8>> {
    let member = (
        hostile_text(),
        prop_oneof![
            hostile_text().prop_map(json),
            "-?[0-9]{1,24}(\\.[0-9]{1,4})?([eE][+-]?[0-9]{1,4})?",
            Just("[1,{\"a\":[]}]".to_owned()),
            Just("null".to_owned()),
        ],
    );
    let named = prop_oneof![
        Just("exp"),
        Just("iat"),
        Just("nbf"),
        Just("alg"),
        Just("crit"),
        Just("enc"),
        Just("aud"),
        Just("sub")
    ];
    let members = prop::collection::vec(
        prop_oneof![
            member.prop_map(|(name, value)| format!("{}:{value}", json(name))),
            (named, "(-?[0-9]{1,20}|\"HS256\"|\"none\"|true|\\[\"b64\"\\])")
                .prop_map(|(name, value)| format!("\"{name}\":{value}")),
        ],
        0..8,
    );
    prop_oneof![
        6 => members.clone().prop_map(|members| format!("{{{}}}", members.join(",")).into_bytes()),
        2 => (members, any::<prop::sample::Index>()).prop_map(|(members, cut)| {
            let whole = format!("{{{}}}", members.join(",")).into_bytes();
            let end = cut.index(whole.len());
            whole[..end].to_vec()
        }),
        1 => prop::collection::vec(any::<u8>(), 0..60),
    ]
}

/// A token with the shape of one, and anything inside.
fn token() -> impl Strategy<Value = String> {
    let segment = octets().prop_map(|octets| URL_SAFE_NO_PAD.encode(octets));
    let broken = prop_oneof![9 => Just(String::new()), 1 => "[A-Za-z0-9+/= !]{0,5}"];
    (prop::collection::vec((segment, broken), 1..7)).prop_map(|segments| {
        segments.into_iter().map(|(segment, broken)| segment + &broken).collect::<Vec<_>>().join(".")
    })
}

/// A JSON serialization whose members may be of any type, missing, doubled, or cut off.
fn serialization() -> impl Strategy<Value = String> {
    let name = prop_oneof![
        4 => prop::sample::select(vec![
            "payload", "protected", "header", "unprotected", "signature", "signatures", "recipients", "ciphertext", "iv", "tag", "aad",
            "encrypted_key",
        ]).prop_map(String::from),
        1 => hostile_text(),
    ];
    let value = prop_oneof![
        4 => octets().prop_map(|octets| json(URL_SAFE_NO_PAD.encode(octets))),
        2 => octets().prop_map(|octets| String::from_utf8_lossy(&octets).into_owned()),
        1 => hostile_text().prop_map(json),
        1 => Just("null".to_owned()),
    ];
    let object = |value: BoxedStrategy<String>| {
        let member = (name.clone(), value).prop_map(|(name, value)| format!("{}:{value}", json(name)));
        prop::collection::vec(member, 0..7).prop_map(|members| format!("{{{}}}", members.join(",")))
    };
    let signer = object(value.clone().boxed());
    let signers = prop::collection::vec(prop_oneof![4 => signer, 1 => value.clone()], 0..4)
        .prop_map(|signers| format!("[{}]", signers.join(",")));
    let whole = object(prop_oneof![2 => value, 1 => signers].boxed());
    (whole, prop::option::weighted(0.3, any::<prop::sample::Index>())).prop_map(|(whole, cut)| match cut {
        Some(cut) => whole.chars().take(cut.index(whole.chars().count())).collect(),
        None => whole,
    })
}

fn found(text: String, form: Form) -> Found {
    Found { at: 0..text.len(), text, form, place: "text".to_owned(), stripped: vec!["\u{1b}[31m quotes".to_owned()] }
}

fn key() -> impl Strategy<Value = Chord> {
    let key = prop_oneof![
        8 => any::<prop::sample::Index>().prop_map(|i| {
            let all: Vec<Chord> = jotlab::app::keymap::BINDINGS.iter().flat_map(|b| b.chords.iter().copied()).collect();
            all[i.index(all.len())]
        }),
        1 => any::<char>().prop_map(Chord::char),
        1 => (1_u8..13).prop_map(|n| Chord::plain(Key::F(n))),
    ];
    key.prop_filter("what ends the program ends the test", |chord| {
        *chord != Chord::char('q') && *chord != Chord::ctrl('c')
    })
}

fn message() -> impl Strategy<Value = Message> {
    prop_oneof![
        10 => key().prop_map(Message::Key),
        3 => token().prop_map(Message::Paste),
        2 => hostile_text().prop_map(Message::Paste),
        2 => (0_u16..300, 0_u16..120).prop_map(|(width, height)| Message::Resize(width, height)),
        1 => Just(Message::Wake),
        1 => any::<i64>().prop_map(Message::ClockMoved),
        1 => any::<usize>().prop_map(Message::PasteTooLarge),
        2 => (0_u16..200, 0_u16..80, prop_oneof![Just(Mouse::Click), Just(Mouse::WheelUp), Just(Mouse::WheelDown)])
            .prop_map(|(x, y, did)| Message::Mouse(did, x, y)),
        1 => prop::collection::vec((hostile_text(), hostile_text()), 0..5).prop_map(Message::Diagnosed),
    ]
}

/// No cell holds what a terminal would obey or hide. Joiners inside emoji are the one exception that people need.
fn no_cell_acts(screen: &Screen) -> Result<(), TestCaseError> {
    for cell in &screen.buffer().content {
        let symbol = cell.symbol();
        let odd = symbol.chars().find(|c| (c.is_control() || is_hidden(*c)) && !matches!(c, '\u{200d}' | '\u{fe0f}'));
        prop_assert!(odd.is_none(), "{odd:?} in a cell: {symbol:?}");
    }
    Ok(())
}

/// No files, no variables.
struct Nothing;

impl Outside for Nothing {
    fn variable(&self, _: &str) -> Option<Secret> {
        None
    }

    fn file(&self, _: &str) -> Result<Secret, Unreadable> {
        Err(Unreadable::Missing)
    }

    fn standard_input(&self) -> Result<Secret, Unreadable> {
        Err(Unreadable::Missing)
    }

    fn create(&self, _: &str, _: &str) -> Result<String, String> {
        Err("nothing can be written".to_owned())
    }
}

fn setting() -> Setting {
    Setting { now: Moment::from_seconds(1_743_002_000), zone: Zone::UTC, paint: Paint::Plain }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_token_has_its_parts_in_place(text in token(), fragment in any::<bool>()) {
        let form = if fragment { Form::Fragment } else { Form::Compact };
        let token = Token::read(found(text.clone(), form));
        prop_assert_eq!(&token.text, &text);
        prop_assert_eq!(token.parts.len(), text.split('.').count());
        let mut at = 0;
        for part in &token.parts {
            prop_assert_eq!(part.at.start, at);
            at = part.at.end + 1;
        }
        for fault in &token.faults {
            // Shown once more it stays as it is: nothing hidden is left in it.
            prop_assert_eq!(visible(&fault.why), fault.why.as_str());
        }
    }

    #[test]
    fn a_json_serialization_may_hold_anything(text in serialization()) {
        let token = Token::read(found(text.clone(), Form::Json));
        for part in &token.parts {
            prop_assert!(text.get(part.at.clone()).is_some(), "{:?}", part.at);
            prop_assert!(part.nth < token.signatures());
        }
        for fault in &token.faults {
            // Shown once more it stays as it is: nothing hidden is left in it but the joiners of whole emoji.
            prop_assert_eq!(visible(&fault.why), fault.why.as_str());
            prop_assert!(fault.part.is_some() || fault.at.is_none_or(|at| at <= text.len()), "{fault:?}");
        }
        if serde_json::from_str::<serde::de::IgnoredAny>(&text).is_err() {
            // What is cut off or broken is said, somewhere.
            prop_assert!(!token.faults.is_empty());
        }
        prop_assert!(token.times().exp.date().is_none() || token.claims().is_some());
    }

    #[test]
    fn the_screen_survives_everything_and_shows_nothing_that_acts(
        messages in prop::collection::vec((message(), 0_i64..4_000_000), 1..60),
        first in token(),
        mono in any::<bool>(),
    ) {
        let look = if mono {
            Look { theme: Theme::Mono, glyphs: Glyphs::Ascii }
        } else {
            Look { theme: Theme::Terminal, glyphs: Glyphs::Unicode }
        };
        let mut screen = Screen::looking(80, 24, Moment::from_seconds(1_743_002_000), look);
        screen.paste(USER).send(Message::Read(0, vec![Opened::new(Token::read(found(first, Form::Compact)), Moment::from_seconds(1_743_002_000))], 1));
        for (message, ms) in messages {
            screen.now = screen.now.plus_ms(ms);
            screen.send(message);
            no_cell_acts(&screen)?;
            if let Some(wake) = screen.state.next_wake() {
                prop_assert!(wake > screen.now, "{wake:?} has passed");
            }
        }
        prop_assert!(!screen.effects.contains(&Effect::Quit));
        for _ in 0..8 {
            screen.keys("esc");
        }
        prop_assert_eq!(&screen.state.overlay, &None);
        screen.keys("q");
        prop_assert!(screen.effects.contains(&Effect::Quit));
    }

    #[test]
    fn the_command_line_prints_nothing_that_acts(text in prop_oneof![token(), hostile_text()], json in any::<bool>()) {
        let decode = Decode { text: Vec::new(), json, at: None };
        let verify = Verify {
            text: Vec::new(), json, at: None, key: vec!["secret:hunter2".into()], payload: None, alg: vec!["RS256".into()], iss: Vec::new(), aud: vec!["api".into()],
            typ: Some("JWT".into()), leeway: "0s".into(), require: vec!["jti".into()],
        };
        for outcome in [cli::decode(&decode, &text, setting()), cli::verify(&verify, &text, &Nothing, setting())] {
            for printed in [&outcome.stdout, &outcome.stderr] {
                let odd = printed.chars().find(|c| (c.is_control() && *c != '\n') || (is_hidden(*c) && !matches!(c, '\n' | '\u{200d}' | '\u{fe0f}')));
                prop_assert!(odd.is_none(), "{odd:?} in {printed:?}");
            }
            if json {
                // Numbers are exact, so a reader that needs them to fit cannot be the judge.
                let read = serde_json::from_str::<serde::de::IgnoredAny>(&outcome.stdout);
                prop_assert!(read.is_ok(), "{read:?} in {}", outcome.stdout);
            }
            prop_assert!(outcome.code <= 3);
        }
    }
}
