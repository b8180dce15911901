//! What each field of a recipe becomes, and what each fault says.

use super::*;

/// 2025-03-26T15:01:45Z
const NOW: Moment = Moment::from_seconds(1_743_001_305);
const UUID: &str = "11111111-2222-4333-8444-555555555555";

/// Nothing but what a test adds.
fn bare() -> Recipe {
    Recipe { typ: None, iat: None, lifetime: Lifetime::None, ..Recipe::default() }
}

fn payload(recipe: &Recipe) -> String {
    recipe.build(NOW, Zone::UTC, UUID).expect("it builds").payload
}

fn faults(recipe: &Recipe) -> Vec<(Field, Option<usize>, String)> {
    let faults = recipe.build(NOW, Zone::UTC, UUID).expect_err("it does not build");
    faults.into_iter().map(|fault| (fault.field, fault.at, fault.why.to_string())).collect()
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn members_stand_in_the_order_of_the_form() {
    let recipe = Recipe {
        kid: Some("k".to_owned()),
        header: r#"{"cty":"a", "b":1}"#.to_owned(),
        sub: Some("s".to_owned()),
        name: Some("n\"ä\n".to_owned()),
        iss: Some("i".to_owned()),
        aud: strings(&["a", "b"]),
        roles: strings(&["r"]),
        nbf: Some(TimeSpec::FromNow(-1)),
        jti: Jti::Random,
        claims: " { \"z\" : 1.0, \"a\" : { \"c\" : [ ] } } ".to_owned(),
        ..Recipe::default()
    };
    let built = recipe.build(NOW, Zone::UTC, UUID).expect("it builds");
    assert_eq!(built.header, r#"{"alg":"HS256","typ":"JWT","kid":"k","cty":"a","b":1}"#);
    assert_eq!(
        built.payload,
        r#"{"sub":"s","name":"n\"ä\n","iss":"i","aud":["a","b"],"role":"r","nbf":1743001304,"iat":1743001305,"exp":1743003105,"jti":"11111111-2222-4333-8444-555555555555","z":1.0,"a":{"c":[]}}"#
    );
}

#[test]
fn roles_are_written_as_each_product_reads_them() {
    for (form, one, two) in [
        (RolesAs::Natural, r#"{"role":"a"}"#, Ok(r#"{"roles":["a","b"]}"#)),
        (RolesAs::Role, r#"{"role":"a"}"#, Err("`role` holds one role and here are 2: write them as roles or scope")),
        (RolesAs::Roles, r#"{"roles":["a"]}"#, Ok(r#"{"roles":["a","b"]}"#)),
        (RolesAs::Scope, r#"{"scope":"a"}"#, Ok(r#"{"scope":"a b"}"#)),
        (RolesAs::Realm, r#"{"realm_access":{"roles":["a"]}}"#, Ok(r#"{"realm_access":{"roles":["a","b"]}}"#)),
        (RolesAs::Permissions, r#"{"permissions":["a"]}"#, Ok(r#"{"permissions":["a","b"]}"#)),
    ] {
        let with = |roles: &[&str]| Recipe { roles: strings(roles), roles_as: form, ..bare() };
        assert_eq!(payload(&with(&[])), "{}");
        assert_eq!(payload(&with(&["a"])), one);
        match two {
            Ok(two) => assert_eq!(payload(&with(&["a", "b"])), two),
            Err(why) => assert_eq!(faults(&with(&["a", "b"])), [(Field::Roles, None, why.to_owned())]),
        }
    }
}

#[test]
fn a_scope_with_a_blank_would_be_two() {
    let recipe = Recipe { roles: strings(&["a", "b c"]), roles_as: RolesAs::Scope, ..bare() };
    assert_eq!(
        faults(&recipe),
        [(Field::Roles, None, "`b c` has a blank in it, which divides a scope in two: write it as roles".to_owned())]
    );
}

#[test]
fn a_name_stands_once() {
    let recipe = Recipe {
        sub: Some("s".to_owned()),
        header: r#"{"alg":"none"}"#.to_owned(),
        claims: r#"{"x":1,"s\u0075b":2,"x":3}"#.to_owned(),
        ..bare()
    };
    assert_eq!(
        faults(&recipe),
        [
            (Field::Header, Some(1), "`alg` is what was chosen as algorithm: take it away here".to_owned()),
            (Field::Claims, Some(7), "`sub` is already given as subject: clear it there or here".to_owned()),
            (Field::Claims, Some(20), "`x` stands here twice: take one of them away".to_owned()),
        ]
    );
    assert_eq!(
        payload(&Recipe { claims: r#"{"exp":"never","sub":1}"#.to_owned(), ..bare() }),
        r#"{"exp":"never","sub":1}"#
    );
}

#[test]
fn what_is_no_object_says_where() {
    for (claims, at, why) in [
        ("[1]", 0, "expected an object such as {\"tenant\":\"acme\"}, found an array"),
        (" 7", 1, "expected an object such as {\"tenant\":\"acme\"}, found a number"),
        ("{\"a\":}", 5, "expected a value, found \"}\""),
        ("{\"a\":1", 6, "expected a comma or the closing brace, found the end of the text"),
    ] {
        let recipe = Recipe { claims: claims.to_owned(), ..bare() };
        assert_eq!(faults(&recipe), [(Field::Claims, Some(at), why.to_owned())], "{claims}");
    }
    for nothing in ["", " \n", "{}"] {
        assert_eq!(payload(&Recipe { claims: nothing.to_owned(), ..bare() }), "{}");
    }
}

#[test]
fn a_lifetime_counts_from_the_issue_or_ends_at_a_date() {
    let life = |text: &str| Lifetime::parse(text).expect("it reads");
    let with = |lifetime, iat| payload(&Recipe { lifetime, iat, ..bare() });
    assert_eq!(with(life("1h30m"), None), r#"{"exp":1743006705}"#);
    assert_eq!(with(life("30m"), Some(TimeSpec::FromNow(-2100))), r#"{"iat":1742999205,"exp":1743001005}"#);
    assert_eq!(with(life("0s"), None), r#"{"exp":1743001305}"#);
    assert_eq!(with(life("none"), None), "{}");
    assert_eq!(with(life("2025-03-27"), None), r#"{"exp":1743033600}"#);
    assert_eq!(with(life("16:00"), None), r#"{"exp":1743004800}"#);
    assert_eq!(with(life("999999999"), None), r#"{"exp":2743001304}"#, "nine digits are a length");
    assert_eq!(with(life("1743003105"), None), r#"{"exp":1743003105}"#, "ten digits are an instant");
    let endless = Recipe { lifetime: Lifetime::For(i64::MAX), ..bare() };
    let why = "no number of seconds reaches that far: write something shorter";
    assert_eq!(faults(&endless), [(Field::Lifetime, None, why.to_owned())]);
    let longest = Recipe { lifetime: Lifetime::For(i64::MAX - NOW.seconds()), ..bare() };
    assert_eq!(payload(&longest), format!("{{\"exp\":{}}}", i64::MAX));
}

#[test]
fn what_is_no_lifetime_says_what_to_write() {
    for (text, why) in [
        ("", "no length of time: write 90s, 30m, 1h30m or 7d"),
        ("30x", "`x` is not a unit of time: write 90s, 30m, 1h30m or 7d"),
        ("soon", "a number is missing before `soon`: write 90s, 30m, 1h30m or 7d"),
        ("exp", "a number is missing before `exp`: write 90s, 30m, 1h30m or 7d"),
    ] {
        assert_eq!(Lifetime::parse(text).expect_err("it is none").to_string(), why);
    }
    let why = Lifetime::parse("2025-02-30").expect_err("no such day").to_string();
    assert!(why.starts_with("`2025-02-30` is no time: write"), "{why}");
}

#[test]
fn what_is_written_of_a_lifetime_reads_as_the_same() {
    for text in ["30m", "1h30m", "30d", "none", "+5m", "-35m", "now", "1743003105", "2025-03-27 00:00:00", "16:00:00"] {
        assert_eq!(Lifetime::parse(text).expect("it reads").to_string(), text);
    }
}
