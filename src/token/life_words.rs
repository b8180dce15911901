//! A token's state in time, in words, with the instant at which they change.

use super::duration::{self, Words, sooner};
use super::lifetime::{Edge, State, Times};
use super::moment::Moment;
use super::numeric_date::DateClaim;

/// The state in a few words, for a title: `12:31 left`, `expired 1 y 240 d ago`.
#[must_use]
pub fn headline(times: &Times, now: Moment, leeway: i64) -> Words {
    let state = times.state(now, leeway);
    let words = match (state, times.countdown_to(now, leeway)) {
        (State::NotYet, Some(at)) if times.state(at, leeway) == State::Expired => Words::lasting("never valid"),
        (State::NotYet, Some(at)) => around("valid in ", duration::remaining(now, at), ""),
        (State::NotYet, None) => Words::lasting("never valid"),
        (State::Leeway(Edge::Expiry), Some(at)) => around("", duration::countdown(now, at), " of leeway left"),
        (State::Leeway(Edge::NotBefore), Some(at)) => around("by leeway, ", duration::countdown(now, at), " left"),
        (State::Leeway(Edge::NotBefore), None) => Words::lasting("valid by leeway"),
        (State::Active | State::Expiring, Some(at)) => around("", duration::countdown(now, at), " left"),
        (State::Active | State::Expiring | State::Leeway(Edge::Expiry), None) => Words::lasting("never expires"),
        (State::Expired, _) => expired("expired", times, now),
        (State::NoExpiry, _) => Words::lasting("no expiry"),
        (State::Unreadable, _) if times.exp == DateClaim::Unseen => Words::lasting("time unseen"),
        (State::Unreadable, _) => Words::lasting("time unreadable"),
    };
    Words { until: sooner(words.until, times.next_change(now, leeway)), ..words }
}

/// The verdict on the time, in a sentence that begins with the state in capitals.
#[must_use]
pub fn verdict(times: &Times, now: Moment, leeway: i64) -> Words {
    let state = times.state(now, leeway);
    let target = times.countdown_to(now, leeway);
    let counted = |before: &str, never: &str| match target {
        Some(at) => around(before, duration::remaining(now, at), ""),
        None => Words::lasting(never),
    };
    let words = match state {
        State::NotYet if target.is_some_and(|at| times.state(at, leeway) == State::Expired) => {
            Words::lasting("NEVER VALID: exp is not after nbf")
        }
        State::NotYet => counted("NOT YET VALID, valid in ", "NEVER VALID: nbf lies beyond the calendar"),
        State::Active => counted("ACTIVE for another ", "ACTIVE: exp lies beyond the calendar"),
        State::Expiring => counted("EXPIRING in ", "EXPIRING"),
        State::Leeway(Edge::NotBefore) => {
            counted("ACTIVE by leeway only, expires in ", "ACTIVE by leeway only: nbf has not come yet")
        }
        State::Leeway(Edge::Expiry) => {
            counted("EXPIRED, accepted by leeway for another ", "EXPIRED, accepted by leeway")
        }
        State::Expired => expired("EXPIRED", times, now),
        State::NoExpiry => Words::lasting("NO EXPIRY: nothing says when it ends"),
        State::Unreadable if times.exp == DateClaim::Unseen => Words::lasting("UNREADABLE: exp cannot be seen"),
        State::Unreadable => Words::lasting("UNREADABLE: exp or nbf is no date"),
    };
    Words { until: sooner(words.until, times.next_change(now, leeway)), ..words }
}

fn expired(word: &str, times: &Times, now: Moment) -> Words {
    match times.exp.date().and_then(|exp| exp.moment()) {
        Some(at) => around(&format!("{word} "), duration::ago(now, at), ""),
        None => Words::lasting(word),
    }
}

fn around(before: &str, words: Words, after: &str) -> Words {
    Words { text: format!("{before}{}{after}", words.text), ..words }
}

#[cfg(test)]
mod tests {
    use super::super::json::Document;
    use super::*;

    const EXP: Moment = Moment::from_seconds(1_743_003_105);

    fn times(claims: &str) -> Times {
        Times::of(&Document::read(claims.as_bytes().to_vec()))
    }

    #[test]
    fn each_state_has_its_words() {
        let article = times(r#"{"iat":1743001305,"exp":1743003105}"#);
        let both =
            |times: &Times, now: Moment, leeway| (headline(times, now, leeway).text, verdict(times, now, leeway).text);
        let is = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(both(&article, EXP.plus_seconds(-751), 0), is("12:31 left", "ACTIVE for another 12 min 31 s"));
        assert_eq!(both(&article, EXP.plus_seconds(-9), 0), is("0:09 left", "EXPIRING in 9 s"));
        assert_eq!(both(&article, EXP, 0), is("expired just now", "EXPIRED just now"));
        assert_eq!(both(&article, EXP, 30), is("0:30 of leeway left", "EXPIRED, accepted by leeway for another 30 s"));
        assert_eq!(
            both(&times(r#"{"nbf":1743003105}"#), EXP.plus_seconds(-120), 0),
            is("valid in 2 min", "NOT YET VALID, valid in 2 min")
        );
        assert_eq!(
            both(&times(r#"{"nbf":1743003105}"#), EXP.plus_seconds(-10), 30),
            is("valid by leeway", "ACTIVE by leeway only: nbf has not come yet")
        );
        assert_eq!(
            both(&times(r#"{"nbf":1743003105,"exp":1743003165}"#), EXP.plus_seconds(-10), 30),
            is("by leeway, 1:10 left", "ACTIVE by leeway only, expires in 1 min 10 s")
        );
        assert_eq!(both(&times("{}"), EXP, 0), is("no expiry", "NO EXPIRY: nothing says when it ends"));
        assert_eq!(
            both(&times(r#"{"exp":"soon"}"#), EXP, 0),
            is("time unreadable", "UNREADABLE: exp or nbf is no date")
        );
        for (nbf, leeway, words) in [
            (1_743_003_105, 0, is("never valid", "NEVER VALID: exp is not after nbf")),
            (1_743_003_104, 0, is("valid in 59 s", "NOT YET VALID, valid in 59 s")),
            (1_743_003_164, 30, is("valid in 1 min 29 s", "NOT YET VALID, valid in 1 min 29 s")),
        ] {
            let times = times(&format!(r#"{{"nbf":{nbf},"exp":1743003105}}"#));
            assert_eq!(both(&times, EXP.plus_seconds(-60), leeway), words);
        }
        assert_eq!(both(&Times::none(), EXP, 0), is("time unseen", "UNREADABLE: exp cannot be seen"));
        assert_eq!(
            both(&times(r#"{"exp":1e400}"#), EXP, 0),
            is("never expires", "ACTIVE: exp lies beyond the calendar")
        );
        assert_eq!(both(&times(r#"{"exp":-1e400}"#), EXP, 0), is("expired", "EXPIRED"));
        assert_eq!(
            both(&times(r#"{"nbf":1e400}"#), EXP, 0),
            is("never valid", "NEVER VALID: nbf lies beyond the calendar")
        );
    }

    #[test]
    fn words_last_until_they_say_so_through_a_whole_life() {
        let life = times(r#"{"iat":1743001305,"nbf":1743001400,"exp":1743003105}"#);
        for words in [headline as fn(&Times, Moment, i64) -> Words, verdict] {
            let mut now = Moment::from_seconds(1_743_001_300);
            while now < EXP.plus_seconds(200) {
                let said = words(&life, now, 20);
                let until = said.until.expect("something always changes");
                assert!(until > now);
                assert_eq!(words(&life, until.plus_ms(-1), 20).text, said.text);
                now = until;
            }
        }
    }
}
