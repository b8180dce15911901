//! While a question stands nothing in sight depends on what the servers made of what happened since the learner was told all; what was
//! told before is still there.

use super::*;
use crate::app::session::flow::Flow;
use crate::app::session::lesson::Lesson;
use crate::app::session::log::Log;
use crate::app::session::record::Record;
use crate::session::config::Violation;
use crate::session::event::{CookieRule, DeathReason, Event, EventKind};
use crate::session::id::{ActorId, KeyId, TokenId};
use crate::session::scenario::shipped::SCENARIOS;
use crate::token::moment::Moment;
use crate::token::zone::Zone;

/// Is it a consequence, which would tell the answer? Named here once more: a list that the screen lost a kind of is no judge of itself.
const fn is_fate(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::ReuseDetected { .. }
            | EventKind::Graced { .. }
            | EventKind::FamilyDead { .. }
            | EventKind::Revoked { .. }
            | EventKind::Expired(_)
            | EventKind::Idle(_)
            | EventKind::TooOld(_)
            | EventKind::Denied { .. }
            | EventKind::DenyVisible { .. }
            | EventKind::DenyGone { .. }
            | EventKind::JwksFetched { .. }
            | EventKind::JwksStale { .. }
            | EventKind::KeyRetiring(_)
            | EventKind::KeyRetired(_)
            | EventKind::CookieDropped { .. }
            | EventKind::Evicted { .. }
            | EventKind::Registered { .. }
    )
}

/// Everything that may have become of what there is.
fn fates(record: &Record, now: crate::session::time::Ms) -> Vec<Event> {
    let mut kinds = Vec::new();
    for family in record.standing.families.keys() {
        kinds.push(EventKind::FamilyDead { family: *family, reason: DeathReason::Reuse, revoked: 1 });
        kinds.push(EventKind::Idle(*family));
    }
    for token in record.standing.tokens.values() {
        let (id, family) = (token.id, token.family);
        kinds.push(EventKind::Denied { entry: format!("jti {id}"), visible_from: now, until: now.plus_seconds(60) });
        if let (TokenId::Refresh(_), Some(family)) = (id, family) {
            kinds.push(EventKind::Revoked { token: id });
            kinds.push(EventKind::Graced { family, presented: id, returned: id });
            let (from, action) = (ActorId::Attacker, Violation::Family);
            let (generation, head, revoked) = (0, 1, 1);
            kinds.push(EventKind::ReuseDetected { family, presented: id, generation, head, from, action, revoked });
        } else {
            kinds.push(EventKind::Expired(id));
        }
        if let Some(place) = token.kept {
            kinds.push(EventKind::Evicted { token: id, place });
        }
    }
    kinds.push(EventKind::KeyRetiring(KeyId(1)));
    kinds.push(EventKind::KeyRetired(KeyId(1)));
    kinds.push(EventKind::Registered { user: "mallory".to_owned(), role: "admin".to_owned() });
    let servers = kinds.into_iter().map(|kind| (ActorId::Auth, kind));
    let api = [EventKind::JwksFetched { keys: 7 }, EventKind::JwksStale { kid: "none".to_owned() }];
    let apis = api.into_iter().map(|kind| (ActorId::Api(0), kind));
    let dropped = EventKind::CookieDropped { name: "at".to_owned(), bytes: 5000, why: CookieRule::Size };
    let last = record.events.last().map_or(0, |event| event.seq);
    let all = servers.chain(apis).chain([(ActorId::Browser(1), dropped)]);
    all.zip(last + 1..).map(|((actor, kind), seq)| Event { at: now, seq, actor, cause: None, kind }).collect()
}

/// The same stage with another history.
fn with(stage: &Stage, events: Vec<Event>) -> Stage {
    let mut record = Record::new(stage.record.t0, stage.record.config.clone());
    record.letters.clone_from(&stage.record.letters);
    record.tokens.clone_from(&stage.record.tokens);
    record.happened(events);
    let mut other = stage.clone();
    (other.flow, other.log) = (Flow::default(), Log::default());
    other.flow.follow(&record);
    other.log.follow(&record);
    other.record = record;
    other
}

type Picture = (Vec<Sight>, Vec<Row>, Vec<(Ink, String)>);

/// What is in sight of a stage with this pane in focus.
fn picture(stage: &Stage, pane: Pane, (width, height): (u16, u16)) -> Picture {
    let plan = Plan::of((width, height), None);
    let body = crate::app::layout::frame((width, height), plan).body;
    let around = Around { now: Moment::from_seconds(0), zone: Zone::named("UTC").expect("it is known"), plan, body };
    let mut session = Session::default();
    session.enter(stage.clone());
    session.focus_on(pane);
    session.refresh(around);
    (session.sights, session.bar, session.headline)
}

#[test]
fn no_pane_at_any_size_knows_more_than_the_learner_while_a_question_stands() {
    let mut asked = 0;
    for shipped in SCENARIOS {
        let mut lesson = Lesson::begin(shipped).expect("it reads");
        while lesson.is_on() {
            if !lesson.is_asked() {
                lesson.proceed();
                continue;
            }
            asked += 1;
            let stage = Stage::lesson(lesson.clone());
            let history = stage.record.events.clone();
            let (told, _) = lesson.told();
            let without: Vec<Event> =
                history.iter().filter(|event| event.seq <= told || !is_fate(&event.kind)).cloned().collect();
            let more = [history, fates(&stage.record, stage.now())].concat();
            let (nothing, everything) = (with(&stage, without), with(&stage, more));
            for pane in Pane::ALL {
                for size in [(120, 36), (60, 20)] {
                    let seen = picture(&stage, pane, size);
                    assert_eq!(seen, picture(&nothing, pane, size), "{} question {asked}, {pane:?}", shipped.id);
                    assert_eq!(seen, picture(&everything, pane, size), "{} question {asked}, {pane:?}", shipped.id);
                }
            }
            lesson.answer(None);
        }
    }
    assert!(asked > 40, "{asked} questions of {} scenarios", SCENARIOS.len());
}

#[test]
fn what_was_answered_wrongly_is_asked_again_at_the_end() {
    for shipped in SCENARIOS {
        let mut lesson = Lesson::begin(shipped).expect("it reads");
        let mut wrong = 0;
        while lesson.is_on() {
            // The first answer of every question: some of those are right.
            if lesson.is_asked() {
                lesson.answer(Some(0))
            } else {
                lesson.proceed()
            }
            if matches!(lesson.bar, Bar::Decided(Some(false), _)) && wrong < lesson.wrong() {
                wrong += 1;
            }
        }
        assert_eq!(lesson.wrong(), wrong, "{}", shipped.id);
        let end = (lesson.bar.clone(), lesson.run().world().digest());
        for number in 1..=wrong {
            lesson.proceed();
            assert!(lesson.is_asked(), "{}: question {number} of {wrong} is not asked again", shipped.id);
            let right = (0..).find(|option| {
                let mut tried = lesson.clone();
                tried.answer(Some(*option));
                matches!(tried.bar, Bar::Decided(Some(true), _))
            });
            lesson.answer(right);
        }
        lesson.proceed();
        assert_eq!(lesson.run().world().digest(), end.1, "{}: the run is at its end again", shipped.id);
        let Bar::Over(text) = &lesson.bar else { panic!("{}: it is not over: {:?}", shipped.id, lesson.bar) };
        assert_eq!(
            text.contains(&format!("Asked again: {wrong} of {wrong} right.")),
            wrong > 0,
            "{}: {text}",
            shipped.id
        );
    }
}
