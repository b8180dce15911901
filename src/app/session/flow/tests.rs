//! Hand-made events, as a run would tell them.

use super::*;
use crate::app::session::axis::{Axis, Zoom};
use crate::app::session::bars;
use crate::app::session::record::{Content, Letter, Scene, Written};
use crate::session::event::{DeathReason, Theft};
use crate::session::http::{Request, Response};
use crate::session::id::{FamilyId, TokenId};

const T0: Ms = Ms::from_seconds(1_743_001_305);

fn event(at: i64, seq: u64, actor: ActorId, kind: EventKind) -> Event {
    Event { at: T0.plus(at), seq, actor, cause: None, kind }
}

/// A sign-in, a theft, a refresh, and the end of the family.
fn record() -> Record {
    let mut record = Record::new(T0, Config::default());
    let written = |text: &str| Written {
        text: text.into(),
        sub: None,
        ids: [None, None],
        role: None,
        iat: None,
        exp: None,
        header: None,
        payload: None,
        as_jwt: None,
    };
    let (at, rt) = (TokenId::Access(1), TokenId::Refresh(1));
    record.tokens.insert(at, Written { exp: Some(T0.plus_seconds(300)), ..written("aaaa.bbbb.cccc") });
    record.tokens.insert(rt, written("rrrr"));
    let letter = |from, to, content, answers, tokens| Letter {
        from,
        to,
        content,
        answers,
        tokens,
        verdict: None,
        answered: None,
        sent: T0,
        came: None,
    };
    let (browser, auth) = (ActorId::Browser(1), ActorId::Auth);
    let login = Request::new("POST", "/login", "auth.shop.test");
    record.letters.insert(MessageId(1), letter(browser, auth, Content::Request(login), None, vec![]));
    let answer = Response::new(200, T0);
    record
        .letters
        .insert(MessageId(2), letter(auth, browser, Content::Response(answer), Some(MessageId(1)), vec![at, rt]));
    let profile = Request::new("GET", "/profile", "api.shop.test").with("Authorization", "Bearer aaaa.bbbb.cccc");
    record
        .letters
        .insert(MessageId(3), letter(ActorId::Attacker, ActorId::Api(0), Content::Request(profile), None, vec![at]));
    let family = FamilyId(1);
    record.happened(vec![
        event(0, 1, browser, EventKind::Sent(MessageId(1))),
        event(20, 2, auth, EventKind::Issued { access: at, refresh: Some(rt), family: Some(family) }),
        event(40, 3, browser, EventKind::Arrived(MessageId(2))),
        event(120_000, 4, ActorId::Attacker, EventKind::Stolen { token: at, how: Theft::Xss }),
        event(120_000, 5, ActorId::Attacker, EventKind::Stolen { token: rt, how: Theft::Xss }),
        event(180_000, 6, ActorId::Attacker, EventKind::Sent(MessageId(3))),
        event(180_020, 7, ActorId::Api(0), EventKind::Dropped(MessageId(3))),
        event(200_000, 8, auth, EventKind::FamilyDead { family, reason: DeathReason::Reuse, revoked: 1 }),
    ]);
    record
}

fn shown(record: &Record, width: usize) -> String {
    let mut flow = Flow::default();
    flow.follow(record);
    let lanes = Lanes::new(&record.config, record.standing.tabs.len(), &[], width);
    let mut text = lanes.heading().text();
    for (number, step) in flow.steps.iter().enumerate() {
        text.push('\n');
        text.push_str(lanes.row(step, record.t0, number == 0).text().trim_end());
    }
    text
}

/// The Time pane of a scene.
fn time(scene: &Scene<'_>, zoom: Zoom, width: usize) -> Vec<String> {
    let rows = bars::rows(scene, Axis::of(scene, zoom, width), &[], 20).1;
    rows.map(|row| row.text().trim_end().to_owned()).collect()
}

#[test]
fn a_run_is_drawn_lane_by_lane() {
    insta::assert_snapshot!(shown(&record(), 76));
}

#[test]
fn a_pane_of_any_width_takes_every_row() {
    let record = record();
    for width in 0..200 {
        let _ = shown(&record, width);
        let mut zoom = Zoom::default().wider().wider();
        for _ in 0..20 {
            for row in time(&record.scene(T0.plus_seconds(200)), zoom, width) {
                assert!(row.chars().count() <= width.max(1), "{width}: {row}");
            }
            zoom = zoom.closer();
        }
    }
}

#[test]
fn what_comes_later_is_appended_as_if_it_had_been_there() {
    let whole = record();
    let mut flow = Flow::default();
    for count in 0..=whole.events.len() {
        let mut part = whole.clone();
        part.events.truncate(count);
        flow.follow(&part);
    }
    let mut at_once = Flow::default();
    at_once.follow(&whole);
    assert_eq!(flow, at_once);
}

#[test]
fn the_bars_say_what_is_left_and_what_is_over() {
    let record = record();
    let rows = time(&record.scene(T0.plus_seconds(240)), Zoom::default(), 120);
    insta::assert_snapshot!(rows.join("\n"));
    let past = record.past_event(3).expect("it is remembered");
    let early = time(&record.scene_of(&past), Zoom::default(), 120);
    assert!(early.iter().any(|row| row.ends_with("exp 5:00  5:00 left")), "{early:#?}");
    assert!(!early.iter().any(|row| row.contains("theft")));
}

#[test]
fn the_names_of_the_lanes_never_touch() {
    for (apis, width) in [(1, 58), (2, 58), (3, 58), (1, 74), (3, 74), (3, 118)] {
        for (keep, tabs) in [(Keep::LocalStorage, 1), (Keep::LocalStorage, 3), (Keep::Bff, 1)] {
            let mut config = Config { keep, ..Config::default() };
            config.apis = (0..apis).map(|_| config.apis[0].clone()).collect();
            let heading = Lanes::new(&config, tabs, &[], width).heading().text();
            let lanes = 3 + apis + usize::from(keep == Keep::Bff);
            let words = heading.replace("API ", "API").replace("Auth srv", "Auth").replace(" x", "x");
            assert_eq!(words.split_whitespace().count(), lanes, "{apis} at {width}: {heading}");
        }
    }
}
