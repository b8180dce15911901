//! The screen wakes for every word that changes by itself, and for nothing else: `next_wake` against brute force, for tokens whose dates
//! lie around every boundary, read in zones that put their clocks forward and back. A failure prints its smallest token and its seed.

use std::fmt;

use super::screen::{Screen, text_of};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jotlab::app::message::Message;
use jotlab::token::moment::Moment;
use jotlab::token::zone::Zone;
use proptest::prelude::*;
use ratatui::buffer::Cell;

/// Zones with the instant at which each changes its clocks: by an hour, by half an hour, by a whole day, never.
const ZONES: [(&str, i64); 6] = [
    ("Europe/Berlin", 1_774_746_000),
    ("Europe/Berlin", 1_792_890_000),
    ("America/New_York", 1_772_953_200),
    ("Australia/Lord_Howe", 1_775_314_800),
    ("Pacific/Apia", 1_325_239_200),
    ("UTC", 1_798_761_600),
];

/// How many instants are looked at before each wake.
const PROBES: i64 = 3;

/// So far a date is from now, in seconds: often just where the words change.
fn distance() -> impl Strategy<Value = i64> {
    let edge = prop::sample::select(vec![
        0, 10, 59, 60, 61, 100, 600, 3_599, 3_600, 3_601, 86_399, 86_400, 86_401, 172_800, 31_556_952,
    ]);
    prop_oneof![
        4 => (edge, -2..3_i64, any::<bool>()).prop_map(|(edge, more, ahead)| if ahead { edge + more } else { -edge - more }),
        2 => -200_000..200_000_i64,
        1 => -40_000_000..40_000_000_i64,
    ]
}

/// A date of a token, some between two seconds.
fn date() -> impl Strategy<Value = Option<(i64, &'static str)>> {
    prop::option::weighted(0.75, (distance(), prop::sample::select(vec!["", "", "", ".5", ".001"])))
}

/// Words and colours of a screen, without its bars, which are allowed to move along with the words.
struct Look {
    cells: Vec<Cell>,
    /// For whoever reads of a failure.
    text: String,
}

impl PartialEq for Look {
    fn eq(&self, other: &Self) -> bool {
        self.cells == other.cells
    }
}

impl Look {
    fn of(screen: &Screen) -> Self {
        let buffer = screen.buffer();
        let cells = buffer.content.iter().filter(|cell| !"█▏▎▍▌▋▊▉░".contains(cell.symbol()));
        Self { cells: cells.cloned().collect(), text: text_of(&buffer) }
    }
}

impl fmt::Debug for Look {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{}", self.text)
    }
}

fn at(screen: &mut Screen, now: Moment) -> Look {
    screen.now = now;
    screen.send(Message::Wake);
    Look::of(screen)
}

#[test]
fn the_midnight_before_a_day_that_a_zone_leaves_out_is_not_slept_through() {
    let mut screen = Screen::at(120, 36, Moment::from_seconds(1_325_239_190));
    screen.state.zone = Zone::named("Pacific/Apia").unwrap();
    screen.paste(&token(r#"{"iat":1325239085}"#)).shows("issued 23:58:05");
    assert_eq!(screen.run_to(Moment::from_seconds(1_325_239_200)), [Moment::from_seconds(1_325_239_200)]);
    screen.shows("issued 2011-12-29 23:58");
}

/// The text of a token with this payload.
fn token(payload: &str) -> String {
    format!("eyJhbGciOiJIUzI1NiJ9.{}.{}", URL_SAFE_NO_PAD.encode(payload), "A".repeat(43))
}

#[test]
fn a_date_has_room_for_the_longest_that_its_words_become() {
    let now = Moment::from_seconds(1_774_746_000);
    let mut screen = Screen::at(80, 24, now);
    screen.paste(&token(&format!(r#"{{"auth_time":{}}}"#, now.seconds() + 86_400))).keys("f").shows("in 1 d");
    screen.run_to(now.plus_seconds(61));
    screen.shows("signed in 2026-03-30 01:00 UTC ·").shows("in 23 h 58 min");
}

#[test]
fn at_midnight_dates_take_the_rows_that_they_need_and_the_cursor_stays_on_its_member() {
    // 2026-11-22 23:55 in Berlin
    let now = Moment::from_seconds(1_795_388_100);
    let midnight = now.plus_seconds(300);
    let mut screen = Screen::at(80, 24, now);
    screen.paste(&token(&format!(r#"{{"nbf":{},"sub":"u"}}"#, now.seconds() - 300))).keys("3 G");
    screen.shows("valid from 23:50:00 · 5 min ago").shows("▸  \"sub\"");
    assert!(screen.run_to(midnight).contains(&midnight));
    screen.shows("valid from 2026-11-22 23:50 ·").shows("    10 min ago").shows("▸  \"sub\"");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_screen_wakes_exactly_when_a_word_or_its_colour_changes(
        (zone, transition) in prop::sample::select(&ZONES[..]),
        around in prop_oneof![-100_000..100_000_i64, -90..90_i64],
        ms in 0..1_000_i64,
        (iat, nbf, exp, more) in (date(), date(), date(), date()),
        leeway in prop::sample::select(vec!["", "1", "30", "1h"]),
        size in prop::sample::select(vec![(120, 36), (80, 24), (60, 20)]),
        formats in 0..4_usize,
        pane in 1..7_u8,
        zoomed in any::<bool>(),
    ) {
        let start = Moment::from_seconds(transition + around);
        let members: Vec<String> = [("iat", iat), ("nbf", nbf), ("exp", exp), ("auth_time", more)]
            .into_iter()
            .filter_map(|(name, date)| date.map(|(far, part)| format!("\"{name}\":{}{part}", start.seconds() + far)))
            .collect();
        let mut screen = Screen::at(size.0, size.1, start.plus_ms(ms));
        screen.state.zone = Zone::named(zone).unwrap();
        screen.paste(&token(&format!("{{{}}}", members.join(","))));
        if !leeway.is_empty() {
            screen.keys("c l ctrl-u").type_text(leeway).keys("enter esc");
        }
        for _ in 0..formats {
            screen.keys("f");
        }
        screen.keys(&pane.to_string());
        if zoomed {
            screen.keys("z");
        }
        for _ in 0..12 {
            let before = Look::of(&screen);
            let now = screen.now;
            let Some(wake) = screen.state.next_wake() else {
                for seconds in [1, 60, 3_600, 86_400, 40_000_000] {
                    prop_assert_eq!(&at(&mut screen, now.plus_seconds(seconds)), &before, "changes although nothing wakes");
                }
                break;
            };
            let ahead = wake.since(now);
            prop_assert!(ahead > 0, "{:?} has passed", wake);
            for nth in 1..PROBES {
                prop_assert_eq!(&at(&mut screen, now.plus_ms(ahead * nth / PROBES)), &before, "changes before {:?}", wake);
            }
            prop_assert_eq!(&at(&mut screen, wake.plus_ms(-1)), &before, "changes before {:?}", wake);
            prop_assert_ne!(&at(&mut screen, wake), &before, "woken for nothing at {:?}", wake);
        }
    }
}
