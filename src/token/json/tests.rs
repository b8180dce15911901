//! Claims about JSON text, by hand and against `serde_json`.

use std::collections::HashSet;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::FileFailurePersistence;
use serde_json::Value;
use serde_json::value::RawValue;

use super::*;

fn read(text: impl AsRef<[u8]>) -> Document {
    Document::read(text.as_ref().to_vec())
}

/// Kind, extent, depth, name, value and next of every node, one a line.
fn outline(document: &Document) -> Vec<String> {
    let line = |index: u32, node: &Node| {
        let name = document.name(index).map_or_else(String::new, |name| format!("{name}: "));
        let value = String::from_utf8_lossy(document.raw(index)).into_owned();
        format!("{} {name}{value} {:?} {:?} next {}", node.depth, node.kind, node.extent, node.next)
    };
    (0..).zip(&document.nodes).map(|(index, node)| line(index, node)).collect()
}

/// Offset, code and sentence of the fault.
fn fault(text: impl AsRef<[u8]>) -> Option<(usize, &'static str, String)> {
    read(text).fault.map(|fault| (fault.at, fault.code().word(), fault.to_string()))
}

#[test]
fn every_value_has_its_place_its_depth_and_its_end() {
    let document = read(" {\"a\": [1, {}, \"x\"] ,\"\\u0062\":-2.50e+3,\"c\":true,\"d\":false,\"e\":null} ");
    assert_eq!(
        outline(&document),
        [
            "0 {\"a\": [1, {}, \"x\"] ,\"\\u0062\":-2.50e+3,\"c\":true,\"d\":false,\"e\":null} Object Whole next 9",
            "1 a: [1, {}, \"x\"] Array Whole next 5",
            "2 1 Number Whole next 3",
            "2 {} Object Whole next 4",
            "2 \"x\" String Whole next 5",
            "1 b: -2.50e+3 Number Whole next 6",
            "1 c: true True Whole next 7",
            "1 d: false False Whole next 8",
            "1 e: null Null Whole next 9",
        ]
    );
    assert_eq!((document.fault, document.flaws.as_slice()), (None, [].as_slice()));
    assert_eq!(document.node(1).map(|node| (node.name, node.value)), Some(((2, 5), (7, 19))));
    assert_eq!(document.members(0).collect::<Vec<_>>(), [1, 5, 6, 7, 8]);
    assert_eq!(document.members(1).collect::<Vec<_>>(), [2, 3, 4]);
    assert_eq!(document.members(3).count() + document.members(4).count() + document.members(99).count(), 0);
    assert_eq!(
        document.compact(0).unwrap(),
        "{\"a\":[1,{},\"x\"],\"\\u0062\":-2.50e+3,\"c\":true,\"d\":false,\"e\":null}"
    );
    assert_eq!(document.compact(1).unwrap(), "[1,{},\"x\"]");
    assert_eq!(document.compact(5).unwrap(), "-2.50e+3");
    assert_eq!(document.compact(99), None);
}

#[test]
fn a_node_is_small() {
    assert_eq!(size_of::<Node>(), 24);
}

#[test]
fn numbers_are_kept_digit_for_digit() {
    for number in
        ["0", "-0", "1E+5", "1e400", "-0.0e-0", "12345678901234567890123", "0.1000000000000000055511151231257827"]
    {
        let document = read(number);
        assert_eq!((document.number_text(0), document.fault), (Some(number), None));
        assert_eq!(document.compact(0).as_deref(), Some(number));
    }
    assert_eq!(read("\"1\"").number_text(0), None);
}

#[test]
fn what_is_no_json_says_where_and_why() {
    for (text, at, code, sentence) in [
        ("", 0, "empty", "expected a value, found nothing but white space"),
        (" \r\n\t", 4, "empty", "expected a value, found nothing but white space"),
        ("-", 1, "not-json", "expected a digit, found the end of the text"),
        ("01", 1, "not-json", "expected no digit after a leading zero, found one"),
        ("-01", 2, "not-json", "expected no digit after a leading zero, found one"),
        ("1.", 2, "not-json", "expected a digit, found the end of the text"),
        ("1.e1", 2, "not-json", "expected a digit, found \"e\""),
        (".5", 0, "not-json", "expected a value, found \".\""),
        ("+1", 0, "not-json", "expected a value, found \"+\""),
        ("1e", 2, "not-json", "expected a digit, found the end of the text"),
        ("1e+", 3, "not-json", "expected a digit, found the end of the text"),
        ("0x1", 1, "not-json", "expected nothing more, found \"x\""),
        ("\"\\x\"", 2, "not-json", "expected one of \"\\/bfnrtu after the backslash, found \"x\""),
        ("\"\\u12\"", 5, "not-json", "expected four hexadecimal digits after \\u, found a double quote"),
        ("\"\\u+123\"", 3, "not-json", "expected four hexadecimal digits after \\u, found \"+\""),
        ("\"\\ud83d\\u1\"", 10, "not-json", "expected four hexadecimal digits after \\u, found a double quote"),
        ("\"\\", 2, "not-json", "expected one of \"\\/bfnrtu after the backslash, found the end of the text"),
        (
            "\"a\nb\"",
            2,
            "not-json",
            "expected an escape such as \\n or \\u001b for a control character in a string, found \"\\n\"",
        ),
        (
            "\"a\u{1b}\"",
            2,
            "not-json",
            "expected an escape such as \\n or \\u001b for a control character in a string, found \"\\u001b\"",
        ),
        ("\"ab", 3, "not-json", "expected the closing quote of the string, found the end of the text"),
        ("[1,]", 3, "not-json", "expected a value, found \"]\""),
        ("[,1]", 1, "not-json", "expected a value or the closing bracket, found \",\""),
        ("[1 2]", 3, "not-json", "expected a comma or the closing bracket, found \"2\""),
        ("{\"a\":1,}", 7, "not-json", "expected a name in double quotes, found \"}\""),
        ("{a:1}", 1, "not-json", "expected a name in double quotes or the closing brace, found \"a\""),
        ("{'a':1}", 1, "not-json", "expected a name in double quotes or the closing brace, found \"'\""),
        ("{\"a\":1 \"b\":2}", 7, "not-json", "expected a comma or the closing brace, found a double quote"),
        ("{\"a\" 1}", 5, "not-json", "expected a colon, found \"1\""),
        ("{\"a\":}", 5, "not-json", "expected a value, found \"}\""),
        ("[1}", 2, "not-json", "expected a comma or the closing bracket, found \"}\""),
        ("{} x", 3, "not-json", "expected nothing more, found \"x\""),
        ("1 2", 2, "not-json", "expected nothing more, found \"2\""),
        ("]", 0, "not-json", "expected a value, found \"]\""),
        ("NaN", 0, "not-json", "expected a value, found \"N\""),
        ("nul", 3, "not-json", "expected the word null, found the end of the text"),
        ("nan", 1, "not-json", "expected the word null, found \"a\""),
        ("truE", 3, "not-json", "expected the word true, found \"E\""),
        ("'a'", 0, "not-json", "expected a value, found \"'\""),
        ("[1/*c*/]", 2, "not-json", "expected a comma or the closing bracket, found \"/\""),
        ("// c\n1", 0, "not-json", "expected a value, found \"/\""),
        ("\u{a0}1", 0, "not-json", "expected a value, found \"\u{a0}\""),
        ("1\u{c}", 1, "not-json", "expected nothing more, found \"\\u000c\""),
        ("[\u{202e}]", 1, "not-json", "expected a value or the closing bracket, found \"\\u202e\""),
        ("[", 1, "not-json", "expected a value or the closing bracket, found the end of the text"),
        ("{\"a\"", 4, "not-json", "expected a colon, found the end of the text"),
        ("{\"a\":", 5, "not-json", "expected a value, found the end of the text"),
        ("{\"a\":1,", 7, "not-json", "expected a name in double quotes, found the end of the text"),
    ] {
        assert_eq!(fault(text), Some((at, code, sentence.to_owned())), "{text:?}");
        assert_eq!(read(text).compact(0), None);
    }
    assert_eq!(
        fault(b"[1,\xff]"),
        Some((3, "not-json", "expected a value, found the octet \\xff, which is not UTF-8".to_owned()))
    );
    assert_eq!(fault(b"\xe2\x82").map(|fault| fault.0), Some(0));
}

#[test]
fn what_stood_before_the_fault_is_kept() {
    for (text, nodes) in [
        ("", vec![]),
        ("@", vec![]),
        ("[", vec!["0 [ Array Cut next 1"]),
        ("{\"a", vec!["0 {\"a Object Cut next 1"]),
        ("{\"a\"", vec!["0 {\"a\" Object Cut next 2", "1 a:  Broken Cut next 2"]),
        ("{\"a\" {", vec!["0 {\"a\"  Object Cut next 2", "1 a:  Broken Cut next 2"]),
        ("{\"a\":", vec!["0 {\"a\": Object Cut next 2", "1 a:  Broken Cut next 2"]),
        ("{\"a\":tru}", vec!["0 {\"a\":tru Object Cut next 2", "1 a: tru Broken Cut next 2"]),
        ("{\"a\":\"b\\\"", vec!["0 {\"a\":\"b\\\" Object Cut next 2", "1 a: \"b\\\" String Cut next 2"]),
        ("{\"a\":\"b\"", vec!["0 {\"a\":\"b\" Object Cut next 2", "1 a: \"b\" String Whole next 2"]),
        ("{\"exp\":17", vec!["0 {\"exp\":17 Object Cut next 2", "1 exp: 17 Number Cut next 2"]),
        ("{\"exp\":17 ", vec!["0 {\"exp\":17  Object Cut next 2", "1 exp: 17 Number Whole next 2"]),
        ("{\"a\":1,", vec!["0 {\"a\":1, Object Cut next 2", "1 a: 1 Number Whole next 2"]),
        ("17", vec!["0 17 Number Whole next 1"]),
        ("01", vec!["0 0 Number Cut next 1"]),
        ("{} x", vec!["0 {} Object Whole next 1"]),
        (
            "[[1],{\"a\":[true,",
            vec![
                "0 [[1],{\"a\":[true, Array Cut next 6",
                "1 [1] Array Whole next 3",
                "2 1 Number Whole next 3",
                "1 {\"a\":[true, Object Cut next 6",
                "2 a: [true, Array Cut next 6",
                "3 true True Whole next 6",
            ],
        ),
    ] {
        assert_eq!(outline(&read(text)), nodes, "{text:?}");
    }
    assert_eq!(read("{\"exp\":17").number_text(1), None);
    assert_eq!(read("{\"a\":\"b\\\"").string(1).unwrap(), "b\"");
    assert_eq!(read("{\"a\":\"b\\u00").string(1).unwrap(), "b\\u00");
}

#[test]
fn a_name_spelt_with_escapes_is_the_same_name() {
    let document = read("{\"alg\":1,\"b\":{\"x\":0,\"x\":1},\"\\u0061lg\":2,\"al\\u0067\":3}");
    assert_eq!(
        document.flaws,
        [
            Flaw::Duplicate { at: 20, first: 3, again: 4 },
            Flaw::Duplicate { at: 27, first: 1, again: 5 },
            Flaw::Duplicate { at: 40, first: 1, again: 6 },
        ]
    );
    assert_eq!(document.flaws[0].code().word(), "duplicate-member");
    assert_eq!(document.all("alg").collect::<Vec<_>>(), [1, 5, 6]);
    assert_eq!((document.get("alg"), document.get("x"), document.get_in(2, "x")), (Some(6), None, Some(4)));
    assert_eq!((document.name(5).unwrap(), document.number_text(5).unwrap()), ("alg".into(), "2"));
    assert_eq!(document.compact(0).unwrap(), "{\"alg\":1,\"b\":{\"x\":0,\"x\":1},\"\\u0061lg\":2,\"al\\u0067\":3}");
    // Also where the text breaks off.
    assert_eq!(read("{\"a\":1,\"a\"").flaws, [Flaw::Duplicate { at: 7, first: 1, again: 2 }]);
    // Elements have no names.
    assert_eq!(read("[1,1]").flaws, []);
}

#[test]
fn names_whose_hashes_agree_are_told_apart() {
    let document = read(r#"{"liquid":1,"costarring":2,"liqu\u0069d":3,"costarring":4}"#);
    assert_eq!(
        document.flaws,
        [Flaw::Duplicate { at: 27, first: 1, again: 3 }, Flaw::Duplicate { at: 43, first: 2, again: 4 }]
    );
}

#[test]
fn a_lone_surrogate_is_a_flaw_and_a_pair_is_a_character() {
    for (text, flaws, value) in [
        (r#""\ud83d\ude00""#, vec![], "😀"),
        (r#""\uD83D\uDE00\u0000""#, vec![], "😀\0"),
        (r#""a\ud83d""#, vec![Flaw::LoneSurrogate { at: 2 }], "a\u{fffd}"),
        (r#""\ude00\ud83d""#, vec![Flaw::LoneSurrogate { at: 1 }], "\u{fffd}\u{fffd}"),
        (r#""\ud83d\ud83d\ude00""#, vec![Flaw::LoneSurrogate { at: 1 }], "\u{fffd}😀"),
        (r#""\ud83d\u0041""#, vec![Flaw::LoneSurrogate { at: 1 }], "\u{fffd}A"),
        (r#""\ud83d\n""#, vec![Flaw::LoneSurrogate { at: 1 }], "\u{fffd}\n"),
    ] {
        let document = read(text);
        assert_eq!(
            (&document.flaws, document.string(0).unwrap(), document.fault),
            (&flaws, value.into(), None),
            "{text}"
        );
        assert_eq!(document.compact(0).unwrap(), text);
    }
    assert_eq!(Flaw::LoneSurrogate { at: 0 }.code().word(), "lone-surrogate");
    // Two names that only look the same once they are shown.
    assert_eq!(
        read(r#"{"\ud800":1,"\ud801":2}"#).flaws,
        [Flaw::LoneSurrogate { at: 2 }, Flaw::LoneSurrogate { at: 13 }]
    );
}

#[test]
fn octets_that_are_not_utf8_are_a_flaw_and_reading_goes_on() {
    let document = read(b"{\"a\":\"x\xff\xfe\",\"\xe2\x82\":\"y\",\"z\":1}");
    assert_eq!(document.flaws, [Flaw::NotUtf8 { at: 7 }, Flaw::NotUtf8 { at: 12 }]);
    assert_eq!(document.flaws[0].code().word(), "not-utf8");
    assert_eq!((document.fault, document.nodes.len(), document.compact(0)), (None, 4, None));
    assert_eq!(
        (document.string(1).unwrap(), document.name(2).unwrap()),
        ("x\u{fffd}\u{fffd}".into(), "\u{fffd}".into())
    );
    assert_eq!(document.number_text(3), Some("1"));
    assert_eq!(read(b"{\"\xff\":1,\"\xfe\":2,\"\xff\":3}").flaws.len(), 4);
    // Behind the fault, too.
    assert_eq!(read(b"[1 2 \"\xff\"").flaws, [Flaw::NotUtf8 { at: 6 }]);
    assert_eq!(read(b"\"\xff").flaws, [Flaw::NotUtf8 { at: 1 }]);
}

#[test]
fn a_byte_order_mark_is_a_flaw_and_reading_goes_on() {
    let document = read("\u{feff}{\"a\":1}");
    assert_eq!((document.flaws.as_slice(), document.fault), ([Flaw::ByteOrderMark].as_slice(), None));
    assert_eq!((document.compact(0).unwrap(), document.node(1).unwrap().name), ("{\"a\":1}".to_owned(), (4, 7)));
    assert_eq!(fault("\u{feff} ").map(|fault| fault.1), Some("empty"));
    assert_eq!(fault("\u{feff}\u{feff}1").map(|fault| fault.0), Some(3));
}

#[test]
fn depth_ends_at_128_containers() {
    let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    let document = read(nested(MAX_DEPTH));
    assert_eq!((document.fault, document.nodes.len(), document.nodes[128].depth), (None, 129, 128));
    assert_eq!(document.compact(0).unwrap(), nested(MAX_DEPTH));

    let document = read(nested(MAX_DEPTH + 1));
    assert_eq!(document.fault, Some(Fault { at: 128, why: FaultKind::TooDeep }));
    assert_eq!(document.fault.unwrap().code().word(), "too-deep");
    assert_eq!((document.nodes.len(), document.nodes[0].value), (129, (0, 128)));
    for hostile in ["[", "{\"a\":", "[{\"\":"] {
        assert_eq!(read(hostile.repeat(100_000)).fault.unwrap().why, FaultKind::TooDeep);
    }
}

#[test]
fn what_hides_is_escaped_when_written_again() {
    let document = read("{ \"a\u{202e}\" : [ \"\u{e0041}\u{7f}\\u202e\", \"é😀\\/\" ] }");
    let compact = document.compact(0).unwrap();
    assert_eq!(compact, r#"{"a\u202e":["\udb40\udc41\u007f\u202e","é😀\/"]}"#);
    assert_eq!(
        serde_json::from_str::<Value>(&compact).unwrap(),
        serde_json::from_slice::<Value>(&document.octets).unwrap()
    );
}

#[test]
fn wide_and_hostile_texts_are_read_in_linear_time() {
    // A quadratic look for duplicates would take minutes here.
    let distinct: String = (0..100_000).map(|number| format!("\"k{number}\":0,")).collect();
    let document = read(format!("{{{distinct}\"k7\":1}}"));
    assert_eq!(document.flaws, [Flaw::Duplicate { at: 1_088_891, first: 8, again: 100_001 }]);
    let document = read(format!("{{{}\"\":0}}", "\"\\u0061\":0,".repeat(100_000)));
    assert_eq!((document.fault, document.flaws.len()), (None, 99_999));
    let document = read(format!("[{}0]", "{\"a\":0,\"a\":0},".repeat(50_000)));
    assert_eq!((document.fault, document.flaws.len()), (None, 50_000));
}

/// Does our tree say what `serde_json` says? Recursion is bounded by the generators.
fn assert_agrees(document: &Document, index: u32, value: &Value) {
    let kind = document.node(index).unwrap().kind;
    match value {
        Value::Null => assert_eq!(kind, Kind::Null),
        Value::Bool(true) => assert_eq!(kind, Kind::True),
        Value::Bool(false) => assert_eq!(kind, Kind::False),
        Value::Number(number) => {
            let text = document.number_text(index).unwrap();
            assert_eq!(serde_json::from_str::<Value>(text).unwrap(), Value::Number(number.clone()));
        }
        Value::String(text) => assert_eq!(document.string(index).unwrap(), text.as_str()),
        Value::Array(elements) => {
            assert_eq!(kind, Kind::Array);
            assert_eq!(document.members(index).count(), elements.len());
            document.members(index).zip(elements).for_each(|(index, value)| assert_agrees(document, index, value));
        }
        Value::Object(members) => {
            assert_eq!(kind, Kind::Object);
            let mut seen = HashSet::new();
            // In the order in which the names come first, as preserve_order keeps them.
            let names: Vec<_> = document
                .members(index)
                .filter_map(|member| document.name(member))
                .filter(|name| seen.insert(name.clone()))
                .collect();
            assert_eq!(names, members.keys().map(String::as_str).collect::<Vec<_>>());
            members
                .iter()
                .for_each(|(name, value)| assert_agrees(document, document.get_in(index, name).unwrap(), value));
            let again = document.members(index).count() - names.len();
            let here: HashSet<u32> = document.members(index).collect();
            let flagged = document
                .flaws
                .iter()
                .filter(|flaw| matches!(flaw, Flaw::Duplicate { again, .. } if here.contains(again)));
            assert_eq!(flagged.count(), again);
        }
    }
}

/// The numbers of a valid text, in order, found without our parser.
fn numbers(text: &str) -> Vec<String> {
    let mut outside = String::new();
    let mut characters = text.chars();
    let mut is_string = false;
    while let Some(character) = characters.next() {
        match (character, is_string) {
            ('"', _) => is_string = !is_string,
            ('\\', true) => drop(characters.next()),
            (_, true) => {}
            (other, false) => outside.push(other),
        }
    }
    let is_part = |character: char| character.is_ascii_digit() || "+-.eE".contains(character);
    outside
        .split(|character| !is_part(character))
        .filter(|token| token.starts_with(|first: char| first == '-' || first.is_ascii_digit()))
        .map(str::to_owned)
        .collect()
}

/// Whatever the text, are the members of the root found under the names that they have, and under no other?
fn assert_names_lead_to_their_members(document: &Document) {
    let slowly = |name: &str| -> Vec<u32> {
        document.members(0).filter(|index| document.name(*index).as_deref() == Some(name)).collect()
    };
    let names = document.members(0).filter_map(|index| document.name(index)).filter(|name| !name.contains('\u{fffd}'));
    for name in names.chain(["a".into(), "no such name".into()]) {
        assert_eq!(document.all(&name).collect::<Vec<_>>(), slowly(&name), "{name:?}");
        assert_eq!(document.get(&name), slowly(&name).last().copied(), "{name:?}");
    }
}

/// The whole comparison, for any octets.
fn compare(octets: &[u8]) {
    let document = read(octets);
    let theirs = serde_json::from_slice::<Value>(octets);
    let is_excused = document.flaws.iter().any(|flaw| matches!(flaw, Flaw::LoneSurrogate { .. } | Flaw::ByteOrderMark))
        || document.fault.is_some_and(|fault| fault.why == FaultKind::TooDeep);
    let is_utf8 = !document.flaws.iter().any(|flaw| matches!(flaw, Flaw::NotUtf8 { .. }));
    assert_eq!(is_utf8, str::from_utf8(octets).is_ok());
    assert!(document.flaws.is_sorted_by_key(Flaw::at));
    assert_eq!(document.compact(0).is_some(), document.fault.is_none() && is_utf8);
    assert_names_lead_to_their_members(&document);
    for (index, node) in (0..).zip(&document.nodes) {
        assert!(node.name.0 <= node.name.1 && node.name.1 <= node.value.0.max(node.name.1));
        assert!(
            node.value.0 <= node.value.1
                && node.value.1 as usize <= document.fault.map_or(octets.len(), |fault| fault.at)
        );
        assert!(index < node.next && node.next as usize <= document.nodes.len());
        assert!(document.fault.is_some() || node.extent == Extent::Whole);
    }
    if let Some(fault) = document.fault {
        assert!(fault.at <= octets.len());
        let sentence = fault.to_string();
        assert_eq!(visible(&sentence), sentence.as_str());
    }
    match &theirs {
        Ok(value) => {
            assert_eq!(document.fault, None);
            assert_agrees(&document, 0, value);
            let compact = document.compact(0).unwrap();
            assert_eq!(serde_json::from_str::<Value>(&compact).unwrap(), *value);
            assert_eq!(numbers(&compact), numbers(str::from_utf8(octets).unwrap()));
            assert!(!compact.chars().any(is_hidden));
            assert_eq!(read(&compact).compact(0).unwrap(), compact);
        }
        // Ours takes numbers of any size; theirs takes them too as long as it does not have to hold them.
        Err(error) if error.to_string().starts_with("number out of range") => {
            assert_eq!(document.fault.is_none() && is_utf8, serde_json::from_slice::<&RawValue>(octets).is_ok());
        }
        Err(_) if is_excused => {}
        Err(error) => assert!(
            document.fault.is_some() || !is_utf8,
            "theirs refuses {:?}: {error}",
            String::from_utf8_lossy(octets)
        ),
    }
}

fn white() -> impl Strategy<Value = String> {
    prop_oneof![4 => Just(String::new()), 1 => "[ \t\r\n]{0,3}"]
}

fn string() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-c]",
        2 => "[^\"\\\\\u{0}-\u{1f}]",
        1 => proptest::sample::select(vec![r#"\""#, r"\\", r"\/", r"\b", r"\f", r"\n", r"\r", r"\t"]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(|character| {
            character.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect()
        }),
        1 => "[a-c]".prop_map(|letter| format!("\\u{:04X}", letter.as_bytes()[0])),
    ];
    proptest::collection::vec(piece, 0..4).prop_map(|pieces| format!("\"{}\"", pieces.concat()))
}

/// Valid JSON with white space, escapes and names that come again.
fn json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("true".to_owned()),
        Just("false".to_owned()),
        Just("null".to_owned()),
        string(),
        "-?(0|[1-9][0-9]{0,24})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?",
    ];
    let padded = (white(), leaf, white()).prop_map(|(before, leaf, after)| before + &leaf + &after);
    padded.prop_recursive(6, 60, 6, |inner| {
        let member = (white(), string(), white(), inner.clone());
        prop_oneof![
            (white(), proptest::collection::vec(inner, 0..6), white()).prop_map(|(before, elements, after)| {
                if elements.is_empty() {
                    format!("[{before}]{after}")
                } else {
                    format!("{before}[{}]{after}", elements.join(","))
                }
            }),
            (white(), proptest::collection::vec(member, 0..6), white()).prop_map(|(before, members, after)| {
                let members: Vec<_> = members
                    .into_iter()
                    .map(|(left, name, right, value)| format!("{left}{name}{right}:{value}"))
                    .collect();
                if members.is_empty() {
                    format!("{{{before}}}{after}")
                } else {
                    format!("{before}{{{}}}{after}", members.join(","))
                }
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1500,
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..ProptestConfig::default()
    })]

    #[test]
    fn valid_texts_read_as_serde_json_reads_them(text in json()) {
        prop_assert_eq!(read(&text).fault, None);
        compare(text.as_bytes());
    }

    #[test]
    fn mutated_texts_are_taken_and_refused_as_serde_json_does(
        text in json(),
        changes in proptest::collection::vec((any::<Index>(), 0..3u8, prop_oneof![
            any::<u8>(),
            proptest::sample::select(b"\"\\{}[],:0123456789.-+eEudtfn \n\t'/".to_vec()),
        ]), 1..4)
    ) {
        let mut octets = text.into_bytes();
        for (index, change, octet) in changes {
            let at = index.index(octets.len() + 1);
            match (change, octets.get_mut(at)) {
                (0, Some(place)) => *place = octet,
                (1, Some(_)) => drop(octets.remove(at)),
                _ => octets.insert(at, octet),
            }
        }
        compare(&octets);
    }

    #[test]
    fn broken_off_texts_are_taken_and_refused_as_serde_json_does(text in json(), end in any::<Index>()) {
        compare(&text.as_bytes()[..end.index(text.len() + 1)]);
    }

    #[test]
    fn random_octets_are_taken_and_refused_as_serde_json_does(octets in proptest::collection::vec(any::<u8>(), 0..40)) {
        compare(&octets);
    }

    #[test]
    fn random_tokens_are_taken_and_refused_as_serde_json_does(
        tokens in proptest::collection::vec(proptest::sample::select(vec![
            "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"\\u0061\"", "1", "-", "0", ".", "e", "true", "null", " ", "\\", "\\u", "d83d", "\u{feff}",
            "\\ud83d", "\\ude00", "é",
        ]), 0..14)
    ) {
        compare(tokens.concat().as_bytes());
    }
}

/// Prints figures; run it with `cargo test --release --lib -- --ignored --nocapture figures_of_json`.
#[test]
#[ignore = "prints figures, judges nothing"]
#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement needs the clock and says what it found"
)]
fn figures_of_json() {
    const SIZE: usize = 10 << 20;
    let fill = |open: &str, unit: &str, close: &str| format!("{open}{}{close}", unit.repeat(SIZE / unit.len()));
    let user = r#"{"sub":"user-1234","roles":["admin","editor"],"iat":1795344305,"email_verified":true,"name":"Jane Müller"},"#;
    let distinct: String = (0..SIZE / 16).map(|number| format!("\"key{number:07}\":1,")).collect();
    for (name, text) in [
        ("users", fill("[", user, "null]")),
        ("users, indented", fill("[", &user.replace(',', ",\n        "), "null]")),
        ("one string", fill("\"", "text ", "\"")),
        ("one string of escapes", fill("\"", "\\u00e9", "\"")),
        ("digits in an array", fill("[", "1,", "1]")),
        ("one name again and again", fill("{", "\"a\":1,", "\"a\":1}")),
        ("one escaped name again and again", fill("{", "\"\\u0061\":1,", "\"a\":1}")),
        ("distinct names in one object", format!("{{{distinct}\"a\":1}}")),
        ("brackets", fill("", "[", "")),
    ] {
        let octets = text.into_bytes();
        let length = octets.len();
        let start = std::time::Instant::now();
        let document = Document::read(octets);
        let read = start.elapsed();
        let nodes = document.nodes.capacity() * size_of::<Node>();
        let start = std::time::Instant::now();
        let compact = document.compact(0).map_or(0, |text| text.len());
        println!(
            "json {name}: {length} octets in {read:?}, {} nodes of {:.1} times the text, {} flaws; compact {compact} in {:?}",
            document.nodes.len(),
            nodes as f64 / length as f64,
            document.flaws.len(),
            start.elapsed()
        );
    }
}
