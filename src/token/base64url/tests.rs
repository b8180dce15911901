//! Claims about base64url segments.

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use super::*;

fn fault(at: usize, why: FaultKind) -> Fault {
    Fault { at, why, times: 1 }
}

/// What a segment must read as, by bits: octets and whether all of it was read.
fn by_bits(segment: &str) -> (Vec<u8>, bool) {
    let tail = segment.trim_end_matches(['=', ' ']).len();
    let (mut octets, mut bits, mut held, mut sextets) = (Vec::new(), 0u32, 0, 0);
    for (at, found) in segment.char_indices() {
        let value = match found {
            'A'..='Z' => found as u32 - 65,
            'a'..='z' => found as u32 - 71,
            '0'..='9' => found as u32 + 4,
            '-' | '+' => 62,
            '_' | '/' => 63,
            ' ' => continue,
            '=' if at >= tail => continue,
            _ => return (octets, false),
        };
        sextets += 1;
        (bits, held) = (bits << 6 | value, held + 6);
        if held >= 8 {
            held -= 8;
            octets.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    (octets, sextets % 4 != 1)
}

#[test]
fn the_vectors_of_rfc_4648_read() {
    for (segment, octets) in [
        ("", ""),
        ("Zg", "f"),
        ("Zm8", "fo"),
        ("Zm9v", "foo"),
        ("Zm9vYg", "foob"),
        ("Zm9vYmE", "fooba"),
        ("Zm9vYmFy", "foobar"),
    ] {
        assert_eq!(read(segment), Reading { octets: octets.into(), faults: vec![] });
    }
    assert_eq!(
        read("Zm9vYg=="),
        Reading { octets: b"foob".into(), faults: vec![Fault { at: 6, why: FaultKind::Padding, times: 2 }] }
    );
}

#[test]
fn the_example_of_rfc_7515_appendix_c_reads() {
    assert_eq!(read("A-z_4ME"), Reading { octets: vec![3, 236, 255, 224, 193], faults: vec![] });
}

#[test]
fn each_leniency_is_named_with_its_place_and_code() {
    for (segment, octets, complete, faults, code, sentence) in [
        (
            "Zm 9v\n",
            "foo",
            true,
            Fault { at: 2, why: FaultKind::WhiteSpace { found: ' ' }, times: 2 },
            "base64-char",
            "white space \" \": take it out (2 times)",
        ),
        (
            "Zm\r9v",
            "foo",
            true,
            fault(2, FaultKind::WhiteSpace { found: '\r' }),
            "base64-char",
            "white space \"\\r\": take it out",
        ),
        (
            "Pz8/",
            "???",
            true,
            fault(3, FaultKind::StandardAlphabet { found: '/' }),
            "base64-standard-alphabet",
            "\"/\" is of the standard base64 alphabet: write \"_\"",
        ),
        (
            "Pj4+",
            ">>>",
            true,
            fault(3, FaultKind::StandardAlphabet { found: '+' }),
            "base64-standard-alphabet",
            "\"+\" is of the standard base64 alphabet: write \"-\"",
        ),
        ("Zm8=", "fo", true, fault(3, FaultKind::Padding), "base64-padding", "padding \"=\" at the end: leave it out"),
        (
            "Zh",
            "f",
            true,
            fault(1, FaultKind::TrailingBits { found: 'h', canonical: 'g' }),
            "base64-trailing-bits",
            "the last character \"h\" has bits that belong to no octet: write \"g\"",
        ),
        (
            "Zm9",
            "fo",
            true,
            fault(2, FaultKind::TrailingBits { found: '9', canonical: '8' }),
            "base64-trailing-bits",
            "the last character \"9\" has bits that belong to no octet: write \"8\"",
        ),
        (
            "Zm9vY",
            "foo",
            false,
            fault(4, FaultKind::Length { characters: 5 }),
            "base64-length",
            "5 characters are no whole number of bytes: copy the whole segment",
        ),
        (
            "Z",
            "",
            false,
            fault(0, FaultKind::Length { characters: 1 }),
            "base64-length",
            "1 character is too short for an octet: copy the whole segment",
        ),
        (
            "Zm9v%Zm9v",
            "foo",
            false,
            fault(4, FaultKind::Char { found: '%' }),
            "base64-char",
            "\"%\" is no base64url character: take it out or decode it first",
        ),
        (
            "Zm9é\u{202e}",
            "fo",
            false,
            Fault { at: 3, why: FaultKind::Char { found: 'é' }, times: 2 },
            "base64-char",
            "\"é\" is no base64url character: take it out or decode it first (2 times)",
        ),
        (
            "Zm9v\u{202e}Y",
            "foo",
            false,
            fault(4, FaultKind::Char { found: '\u{202e}' }),
            "base64-char",
            "\"\\u202e\" is no base64url character: take it out or decode it first",
        ),
        (
            "Zg==Zg",
            "f",
            false,
            Fault { at: 2, why: FaultKind::Char { found: '=' }, times: 2 },
            "base64-char",
            "padding \"=\" before the end: copy one segment, without padding (2 times)",
        ),
    ] {
        let reading = read(segment);
        assert_eq!(reading, Reading { octets: octets.into(), faults: vec![faults] }, "{segment:?}");
        assert_eq!(
            (reading.is_complete(), faults.code().word(), faults.to_string().as_str()),
            (complete, code, sentence)
        );
    }
}

#[test]
fn offsets_count_characters_not_bytes() {
    assert_eq!(
        read("Zm\u{3000}\u{2003}9+="),
        Reading {
            octets: b"fo~".into(),
            faults: vec![
                Fault { at: 2, why: FaultKind::WhiteSpace { found: '\u{3000}' }, times: 2 },
                fault(5, FaultKind::StandardAlphabet { found: '+' }),
                fault(6, FaultKind::Padding),
            ],
        }
    );
}

#[test]
fn a_segment_full_of_faults_has_one_of_each_kind() {
    let reading = read(&"+ =".repeat(100_000));
    let kinds: Vec<_> = reading.faults.iter().map(|fault| (fault.at, fault.code().word(), fault.times)).collect();
    assert_eq!(
        kinds,
        [
            (0, "base64-standard-alphabet", 100_000),
            (1, "base64-char", 100_000),
            (2, "base64-char", 99_999),
            (299_999, "base64-padding", 1)
        ]
    );
    assert!(!reading.is_complete());
}

#[test]
fn every_short_segment_reads_as_its_bits_say() {
    let characters: Vec<char> = ALPHABET.iter().map(|&letter| char::from(letter)).chain("+/= é".chars()).collect();
    let mut segments = vec![String::new()];
    for length in 0..=3 {
        for segment in &segments {
            let (octets, complete) = by_bits(segment);
            let reading = read(segment);
            assert_eq!((&reading.octets, reading.is_complete()), (&octets, complete), "{segment:?}");
            // Strict is what encodes back to itself, and nothing else.
            assert_eq!(reading.faults.is_empty(), URL_SAFE_NO_PAD.encode(&octets) == *segment, "{segment:?}");
        }
        if length < 3 {
            segments =
                segments.iter().flat_map(|head| characters.iter().map(move |last| format!("{head}{last}"))).collect();
        }
    }
}

#[test]
fn all_of_one_and_two_octets_come_back() {
    for octets in (0..=255u8).map(|one| vec![one]).chain((0..=u16::MAX).map(|two| two.to_be_bytes().to_vec())) {
        assert_eq!(read(&URL_SAFE_NO_PAD.encode(&octets)), Reading { octets, faults: vec![] });
    }
}

#[test]
fn octets_and_characters_find_each_other() {
    assert_eq!(characters_of(0..1, 8), 0..2);
    assert_eq!(characters_of(1..2, 8), 1..3);
    assert_eq!(characters_of(2..3, 8), 2..4);
    assert_eq!(characters_of(3..6, 8), 4..8);
    assert_eq!(characters_of(2..2, 8), 2..2);
    assert_eq!(characters_of(0..usize::MAX, 8), 0..8);
    assert_eq!(octets_of(0..1, 8), 0..1);
    assert_eq!(octets_of(1..2, 8), 0..2);
    assert_eq!(octets_of(3..4, 8), 2..3);
    assert_eq!(octets_of(4..4, 8), 3..3);
    assert_eq!(octets_of(0..usize::MAX, 7), 0..5);
    // By bits: character and octet belong together where their bits overlap.
    for length in 0..20usize {
        let octets = length * 6 / 8;
        for octet in 0..octets {
            let characters: Vec<_> =
                (0..length).filter(|at| at * 6 < octet * 8 + 8 && octet * 8 < at * 6 + 6).collect();
            assert_eq!(characters_of(octet..octet + 1, length).collect::<Vec<_>>(), characters);
        }
        for at in 0..length {
            let shared: Vec<_> = (0..octets).filter(|octet| at * 6 < octet * 8 + 8 && octet * 8 < at * 6 + 6).collect();
            assert_eq!(octets_of(at..at + 1, length).collect::<Vec<_>>(), shared);
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
    fn any_octets_come_back(octets in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert_eq!(read(&URL_SAFE_NO_PAD.encode(&octets)), Reading { octets, faults: vec![] });
    }

    #[test]
    fn any_near_segment_reads_as_its_bits_say(segment in "[A-Za-z0-9_-]{0,12}[-_A-Za+/= é]{0,3}[A-Za-z0-9_-]{0,5}[= ]{0,3}") {
        let (octets, complete) = by_bits(&segment);
        let reading = read(&segment);
        prop_assert_eq!((&reading.octets, reading.is_complete()), (&octets, complete));
        prop_assert_eq!(reading.faults.is_empty(), URL_SAFE_NO_PAD.encode(&octets) == segment);
    }

    #[test]
    fn any_text_has_faults_in_order_and_shows_no_control_character(segment in any::<String>()) {
        let reading = read(&segment);
        prop_assert!(reading.faults.is_sorted_by_key(|fault| fault.at));
        for fault in &reading.faults {
            prop_assert!(fault.at < segment.chars().count());
            let sentence = fault.to_string();
            prop_assert_eq!(visible(&sentence), sentence.as_str());
        }
    }
}

/// Prints figures; run it with `cargo test --release --lib -- --ignored --nocapture figures_of_base64url`.
#[test]
#[ignore = "prints figures, judges nothing"]
#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement needs the clock and says what it found"
)]
fn figures_of_base64url() {
    let strict = "eyJh".repeat(10 * 1024 * 1024 / 4);
    for (name, segment) in
        [("strict", strict.clone()), ("one line break", format!("{strict}\n")), ("full of +", "+".repeat(strict.len()))]
    {
        let start = std::time::Instant::now();
        let reading = read(&segment);
        println!(
            "base64url {name} {} characters -> {} octets: {:?}",
            segment.len(),
            reading.octets.len(),
            start.elapsed()
        );
    }
}

#[test]
fn the_last_character_may_be_any_that_differs_in_spare_bits() {
    let characters = |segment: &str| last_characters(segment).into_iter().collect::<String>();
    assert_eq!(characters(""), "");
    assert_eq!(characters("AAAA"), "A");
    assert_eq!(characters("AAE"), "EFGH");
    assert_eq!(characters("AQ"), "QRSTUVWXYZabcdef");
    for segment in ["AAAA", "AAE", "AQ", "x-_"] {
        let (start, _) = segment.split_at(segment.len() - 1);
        let octets = read(segment).octets;
        for letter in ALPHABET.map(char::from) {
            let same = read(&format!("{start}{letter}")).octets == octets;
            assert_eq!(last_characters(segment).contains(&letter), same, "{segment} {letter}");
        }
    }
}
