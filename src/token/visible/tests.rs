//! Claims about `visible`, over every character there is.

use std::borrow::Cow;

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use super::*;

fn shown(text: &str) -> String {
    visible(text).into_owned()
}

/// What must hold of every result.
fn assert_harmless(result: &str) {
    let characters: Vec<char> = result.chars().collect();
    for (index, &character) in characters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| characters.get(before)).copied();
        let after = characters.get(index + 1).copied();
        let joins = character == JOINER
            && before.is_some_and(|before| is_picture(before) || before == EMOJI_SELECTOR)
            && after.is_some_and(is_picture);
        let selects = character == EMOJI_SELECTOR
            && before
                .is_some_and(|before: char| is_picture(before) || before.is_ascii_digit() || "#*".contains(before));
        assert!(joins || selects || !is_hidden(character), "{character:?} stands raw in {result:?}");
    }
    for grapheme in result.graphemes(true) {
        let first = grapheme.chars().next().unwrap();
        assert!(
            first.width().unwrap_or(0) > 0 && !is_mark(first.general_category()),
            "{grapheme:?} begins with nothing in {result:?}"
        );
        assert!(grapheme.len() <= MAX_GRAPHEME, "{grapheme:?} is long");
        let marks = grapheme.chars().filter(|&mark| is_mark(mark.general_category()) && mark != EMOJI_SELECTOR).count();
        assert!(marks <= MAX_MARKS, "{grapheme:?} has {marks} marks");
    }
    assert_eq!(shown(result), result, "a second time changes nothing");
    assert_eq!(hidden_count(result), 0);
}

#[test]
fn printable_ascii_is_borrowed_as_it_is() {
    let ascii: String = (' '..='~').collect();
    assert!(matches!(visible(&ascii), Cow::Borrowed(same) if same == ascii));
    assert!(matches!(visible(""), Cow::Borrowed("")));
}

#[test]
fn letters_of_every_script_are_borrowed_as_they_are() {
    for text in [
        "Müller, Łódź",
        "e\u{301}a",
        "Привет",
        "日本語",
        "한국어",
        "\u{1112}\u{1161}\u{11ab}",
        "עברית",
        "العربية",
        "ไทยำ",
        "हिन्दी",
    ] {
        assert!(matches!(visible(text), Cow::Borrowed(same) if same == text), "{text}");
    }
}

#[test]
fn what_acts_or_hides_is_shown_as_an_escape() {
    for (text, expected) in [
        ("a\nb\rc\td", r"a\nb\rc\td"),
        ("\0\u{1b}[31m\u{7f}\u{9b}", r"\u0000\u001b[31m\u007f\u009b"),
        ("a\u{202e}b\u{2066}c\u{61c}", r"a\u202eb\u2066c\u061c"),
        ("zero\u{200b}width\u{feff}soft\u{ad}", r"zero\u200bwidth\ufeffsoft\u00ad"),
        ("a\u{200d}b\u{200c}\u{2060}", r"a\u200db\u200c\u2060"),
        ("line\u{2028}page\u{2029}", r"line\u2028page\u2029"),
        ("\u{3164}\u{115f}\u{1160}\u{ffa0}", r"\u3164\u115f\u1160\uffa0"),
        ("\u{fff9}\u{fffa}\u{fffb}\u{fffc}", r"\ufff9\ufffa\ufffb\ufffc"),
        ("\u{e000}\u{f0000}\u{378}\u{ffff}\u{1fffe}", r"\ue000\u{f0000}\u0378\uffff\u{1fffe}"),
        ("a\u{e0041}\u{e007f}", r"a\u{e0041}\u{e007f}"),
        ("a\u{fe0f}\u{fe00}\u{e0100}", r"a\ufe0f\ufe00\u{e0100}"),
        ("back\\slash \u{fffd}", "back\\slash \u{fffd}"),
    ] {
        assert_eq!(shown(text), expected);
        assert_harmless(expected);
    }
}

#[test]
fn a_mark_without_a_letter_of_its_own_is_an_escape() {
    for (text, expected) in [
        ("\u{301}", r"\u0301"),
        ("a\n\u{301}b\u{301}", "a\\n\\u0301b\u{301}"),
        ("a\u{200b}\u{301}", r"a\u200b\u0301"),
        ("a\u{200d}\u{301}", r"a\u200d\u0301"),
        ("\u{1161}", r"\u1161"),
        ("\u{1f3fb}", r"\u{1f3fb}"),
    ] {
        assert_eq!(shown(text), expected);
    }
}

#[test]
fn emoji_keep_what_holds_them_together_and_nothing_else() {
    for whole in ["👨‍👩‍👧‍👦", "❤\u{fe0f}", "❤\u{fe0f}\u{200d}🔥", "👍🏽", "1\u{fe0f}\u{20e3}", "👩🏽‍🚀"]
    {
        assert_eq!(shown(whole), whole);
        assert_eq!(hidden_count(whole), 0);
    }
    for (text, expected) in [
        ("👨\u{200d}", r"👨\u200d"),
        ("a🇩🇪", r"a\u{1f1e9}\u{1f1ea}"),
        ("\u{200d}👨", r"\u200d👨"),
        ("👨\u{200d}a", r"👨\u200da"),
        ("👨\u{200d}\u{200d}👩", r"👨\u200d\u200d👩"),
        ("❤\u{fe0f}\u{fe0f}", "❤\u{fe0f}\\ufe0f"),
        ("❤\u{fe0e}", r"❤\ufe0e"),
        ("1\u{fe0f}", r"1\ufe0f"),
    ] {
        assert_eq!(shown(text), expected);
    }
}

#[test]
fn piles_are_cut_and_the_rest_is_counted() {
    let kept = "\u{301}".repeat(MAX_MARKS);
    assert_eq!(shown(&format!("a{}b", "\u{301}".repeat(5000))), format!("a{kept}…(+4992 marks)b"));
    assert_eq!(shown(&format!("a{kept}b")), format!("a{kept}b"));
    assert_eq!(shown(&format!("a{kept}\u{301}")), format!("a{kept}…(+1 mark)"));
    assert_eq!(shown(&"\u{301}".repeat(5000)), format!("{}…(+4992 marks)", r"\u0301".repeat(MAX_MARKS)));

    let family = format!("👨{}", "\u{200d}👩".repeat(2000));
    assert_eq!(shown(&family), format!("👨{}…(+3992 characters)", "\u{200d}👩".repeat(4)));
    // What hides is never among what is cut.
    assert_eq!(shown(&format!("a{}\u{e0041}", "\u{301}".repeat(9))), format!("a{kept}…(+1 mark)\\u{{e0041}}"));
}

#[test]
fn octets_that_are_not_utf8_are_shown_one_by_one() {
    assert_eq!(visible_octets(b"plain"), "plain");
    assert_eq!(visible_octets(b"a\xffb\xe2\x82\n"), r"a\xffb\xe2\x82\n");
    assert_eq!(visible_octets("\u{ff}\u{301}\u{202e}".as_bytes()), "\u{ff}\u{301}\\u202e");
    // A mark does not sit on an escape.
    assert_eq!(visible_octets(b"\xff\xcc\x81"), r"\xff\u0301");
}

#[test]
fn the_count_is_of_characters_shown_as_escapes() {
    assert_eq!(hidden_count("a\u{202e}b\n\u{301}"), 3);
    assert_eq!(hidden_count("plain é"), 0);
    assert_eq!(hidden_count(&format!("a{}", "\u{301}".repeat(5000))), 0);
}

#[test]
fn every_character_alone_and_between_letters_is_harmless() {
    for character in '\0'..=char::MAX {
        if is_hidden(character) {
            let escape = match (character, u32::from(character)) {
                ('\n', _) => r"\n".to_owned(),
                ('\r', _) => r"\r".to_owned(),
                ('\t', _) => r"\t".to_owned(),
                (_, code @ ..=0xffff) => format!(r"\u{code:04x}"),
                (_, code) => format!(r"\u{{{code:x}}}"),
            };
            assert_eq!(shown(&format!("{character}a{character}b")), format!("{escape}a{escape}b"));
        } else {
            // A line break is an escape, after which nothing may cling.
            assert_harmless(&visible(&format!(
                "{character}\n{character}b{character}\u{1100}{character}\u{11a8}\u{93e}{character}😀"
            )));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2000,
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_text_becomes_harmless(text in any::<String>()) {
        assert_harmless(&visible(&text));
    }

    #[test]
    fn any_text_of_troublesome_characters_becomes_harmless(
        text in proptest::collection::vec(proptest::sample::select(vec![
            'a', ' ', '1', '\n', '\u{301}', '\u{301}', '\u{903}', JOINER, JOINER, EMOJI_SELECTOR, KEYCAP, '👨', '❤', '👩', '\u{1f3fb}',
            '\u{1f1e6}', '\u{200b}', '\u{1100}', '\u{1161}', '\u{1160}', '\u{e0041}', 'क', '\u{94d}', 'ष', '\u{d4e}', '\u{600}', '日',
            '\u{ff9e}', '\u{e33}', '\u{16d67}', '\u{16d63}',
        ]), 0..60)
    ) {
        assert_harmless(&visible(&text.into_iter().collect::<String>()));
    }

    #[test]
    fn any_octets_become_harmless(octets in proptest::collection::vec(any::<u8>(), 0..80)) {
        assert_harmless(&visible_octets(&octets));
    }
}

/// Prints figures; run it with `cargo test --release --lib -- --ignored --nocapture figures_of_visible`.
#[test]
#[ignore = "prints figures, judges nothing"]
#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement needs the clock and says what it found"
)]
fn figures_of_visible() {
    let mixed = "role: admin, Müller Łódź Привет 日本語 e\u{301} 👨‍👩‍👧 \u{202e}\n";
    for (name, unit) in [
        ("ASCII", "{\"role\":\"admin\",\"exp\":1795346105}, "),
        ("mixed", mixed),
        ("Cyrillic", "Привет"),
        ("hostile", "\u{202e}"),
    ] {
        let text = unit.repeat((1 << 20) / unit.len());
        let start = std::time::Instant::now();
        let length = visible(&text).len();
        println!("visible {name} {} bytes -> {length}: {:?}", text.len(), start.elapsed());
    }
}
