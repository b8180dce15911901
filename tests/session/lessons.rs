//! The lessons of the simulated world as tests: what the user sees, with its numbers.

use std::collections::BTreeSet;

use jotlab::session::config::Carry;
use jotlab::session::event::EventKind;
use jotlab::session::exposure::{effective_access, exposure, window};
use jotlab::session::id::{ActorId, FamilyId, MessageId, TokenId};
use jotlab::session::input::{Action, Call, ConfigPatch, Fault, Input, Page};
use jotlab::session::log;
use jotlab::session::profile;
use jotlab::session::world::{T0, World};

const USER: ActorId = ActorId::Browser(1);
const THIEF: ActorId = ActorId::Attacker;

fn world(name: &str, settings: &[(&str, &str)]) -> World {
    let mut config = profile::named(name).expect("a profile").config();
    for (key, value) in settings {
        config.set(key, value).expect("a setting");
    }
    World::new(config, 1, T0)
}

fn settle(world: &mut World) {
    while let Some(to) = world.busy_until() {
        world.apply(&Input::Advance { to });
    }
}

fn at(world: &mut World, seconds: i64) {
    world.apply(&Input::Advance { to: T0.plus_seconds(seconds) });
}

/// Does something until it is over; the status of the answer to the first request of it, 0 for none.
fn act(world: &mut World, actor: ActorId, action: Action) -> u16 {
    let first = MessageId(world.messages().next_back().map_or(0, |message| message.id.0) + 1);
    world.apply(&Input::Act(actor, action));
    settle(world);
    world.answer(first).and_then(|answer| answer.response()).map_or(0, |response| response.status)
}

fn login(world: &mut World) -> u16 {
    act(world, USER, Action::Login { username: "user".into(), password: "user-pass".into(), audience: None })
}

fn get(world: &mut World, actor: ActorId, path: &str) -> u16 {
    act(world, actor, Action::Call(Call::new("GET", path)))
}

fn refresh(world: &mut World, actor: ActorId) -> u16 {
    act(world, actor, Action::Refresh { token: None, client: None })
}

fn reason(world: &World) -> String {
    let (_, why) = world.auth().families[&FamilyId(1)].dead.expect("dead");
    why.to_string()
}

#[test]
fn the_article_from_registration_to_the_end_of_the_token() {
    let mut w = world("article", &[]);
    for (name, panel) in [("user", 403), ("admin", 200)] {
        let (username, password) = (name.to_owned(), format!("{name}-pass"));
        assert_eq!(act(&mut w, USER, Action::Register { username, password, role: Some(name.into()) }), 201);
        assert_eq!((get(&mut w, USER, "/profile"), get(&mut w, USER, "/admin")), (200, panel));
    }
    at(&mut w, 1799);
    assert_eq!(get(&mut w, USER, "/profile"), 200);
    at(&mut w, 1800);
    assert_eq!(get(&mut w, USER, "/profile"), 401);
}

#[test]
fn an_access_token_ends_at_exp_and_a_refresh_gives_the_next() {
    let mut w = world("rfc9700-strict", &[("refresh_when", "never")]);
    login(&mut w);
    at(&mut w, 299);
    assert_eq!(get(&mut w, USER, "/profile"), 200);
    at(&mut w, 300);
    assert_eq!((get(&mut w, USER, "/profile"), refresh(&mut w, USER), get(&mut w, USER, "/profile")), (401, 200, 200));
    assert_eq!(w.browser().local.access, Some(TokenId::Access(2)));
    assert_eq!(w.browser().local.refresh, Some(TokenId::Refresh(2)));
}

#[test]
fn a_stolen_refresh_token_is_noticed_when_it_comes_again() {
    let mut w = world("rfc9700-strict", &[("refresh_when", "never")]);
    login(&mut w);
    at(&mut w, 120);
    act(&mut w, THIEF, Action::XssRead { tab: 1 });
    at(&mut w, 180);
    assert_eq!(get(&mut w, THIEF, "/profile"), 200);
    at(&mut w, 301);
    assert_eq!(refresh(&mut w, USER), 200);
    at(&mut w, 400);
    assert_eq!(refresh(&mut w, THIEF), 400);
    assert_eq!(reason(&w), "reuse");
    at(&mut w, 430);
    assert_eq!(get(&mut w, USER, "/profile"), 200);
    at(&mut w, 602);
    assert_eq!((get(&mut w, USER, "/profile"), refresh(&mut w, USER)), (401, 400));
    assert_eq!(exposure(&w, TokenId::Access(1), 0), Some(180_000));
    assert_eq!((effective_access(&w), w.counters().false_alarms), (180_000, 0));
    assert_eq!(w.counters().detection_ms, Some(0));
}

#[test]
fn a_logout_that_ends_one_used_token_does_not_silence_the_alarm() {
    for (logout, why) in [("presented_token", "reuse"), ("family", "logout")] {
        let mut w = world("rfc9700-strict", &[("refresh_when", "never"), ("logout", logout)]);
        login(&mut w);
        act(&mut w, THIEF, Action::XssRead { tab: 1 });
        // The answer to the refresh is lost, so the application signs out with the token that it has used.
        w.apply(&Input::Patch(ConfigPatch { key: "retry_on_lost".into(), value: "off".into() }));
        w.apply(&Input::Fault(Fault::DropResponse));
        refresh(&mut w, USER);
        assert_eq!(act(&mut w, USER, Action::Logout), 204);
        assert_eq!(refresh(&mut w, THIEF), 400, "{logout}");
        assert_eq!(reason(&w), why, "{logout}");
    }
}

/// The resident memory of this process, in bytes.
#[cfg(target_os = "linux")]
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("a status");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a size");
    line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") * 1024
}

/// What an hour at the highest speed is: 3600 hours of the world.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "takes a release build"]
fn a_world_does_not_grow_in_3600_hours_with_a_busy_client() {
    let settings =
        [("refresh_when", "ahead(10s)"), ("access_ttl", "60s"), ("refresh_absolute", "none"), ("deny_list", "shared")];
    let mut w = world("rfc9700-strict", &settings);
    login(&mut w);
    let mut sizes = Vec::new();
    for hour in 0..3600 {
        for minute in 0..60 {
            at(&mut w, (hour * 60 + minute) * 60 + 1);
            w.apply(&Input::Act(USER, Action::Call(Call::new("GET", "/profile"))));
        }
        // And now and then somebody signs out and in again.
        if hour % 24 == 0 {
            act(&mut w, USER, Action::Logout);
            assert_eq!(login(&mut w), 200);
        }
        if hour % 360 == 0 {
            sizes.push(resident());
        }
    }
    let (early, late) = (sizes[2], sizes[9]);
    assert!(late < early + early / 10, "{sizes:?}");
}

#[test]
fn the_world_has_room_for_one_more_sign_in_however_many_there_were() {
    let mut w = world("rfc9700-strict", &[("refresh_when", "never"), ("latency_ms", "0")]);
    for number in 0..2100 {
        at(&mut w, number * 7);
        assert_eq!(login(&mut w), 200, "{number}");
    }
    let auth = w.auth();
    assert_eq!((auth.families.len(), auth.refresh.len(), auth.access.len()), (2000, 2000, 2000));
    assert_eq!((w.tokens().count(), refresh(&mut w, USER)), (4000, 200));
}

#[test]
fn whoever_signs_out_by_cookie_after_the_access_cookie_ended_ends_the_session_all_the_same() {
    for settings in [&[][..], &[("cross_tab_lock", "off"), ("single_flight", "off")][..]] {
        let mut w = world("sane", settings);
        login(&mut w);
        at(&mut w, 600);
        assert_eq!(act(&mut w, USER, Action::Logout), 200, "first a refresh, which names the session");
        assert_eq!(reason(&w), "logout");
        assert_eq!((w.browser().jar.cookies.len(), get(&mut w, USER, "/profile")), (0, 401));
    }
}

#[test]
fn a_role_that_was_taken_away_is_honoured_until_the_last_token_that_names_it_ends() {
    use jotlab::session::exposure::staleness;
    let role = |role: &str| Action::SetRole { user: "user".into(), role: role.into() };
    for (settings, ms) in [
        (&[][..], 240_000),
        (&[("leeway_s", "30")][..], 270_000),
        (&[("deny_list", "shared")][..], 240_000),
        (&[("validation", "server_session"), ("at_profile", "opaque")][..], 0),
    ] {
        let mut w = world("rfc9700-strict", settings);
        login(&mut w);
        assert_eq!(staleness(&w), None);
        at(&mut w, 30);
        act(&mut w, ActorId::Operator, role("user"));
        assert_eq!(staleness(&w), None, "it was the role before");
        at(&mut w, 60);
        act(&mut w, ActorId::Operator, role("admin"));
        assert_eq!(staleness(&w), Some(ms), "{settings:?}");
        refresh(&mut w, USER);
        assert_eq!(staleness(&w), Some(ms), "the new token says what is true: {settings:?}");
    }
}

#[test]
fn a_stolen_refresh_token_is_of_use_until_what_was_given_for_it_ends() {
    let mut w = world("rfc9700-strict", &[("refresh_when", "never")]);
    login(&mut w);
    at(&mut w, 60);
    act(&mut w, THIEF, Action::XssRead { tab: 1 });
    at(&mut w, 120);
    assert_eq!(refresh(&mut w, THIEF), 200);
    at(&mut w, 200);
    assert_eq!(refresh(&mut w, USER), 400);
    // The family died at 200 s, and the access token of 120 s lives for five minutes.
    assert_eq!(exposure(&w, TokenId::Refresh(1), 0), Some(360_000));
}

#[test]
fn a_token_for_another_server_exposes_nothing_at_one_that_looks() {
    let settings = [("apis", "api.shop.test billing.shop.test"), ("refresh_when", "never"), ("carry", "header")];
    let mut w = world("rfc9700-strict", &settings);
    login(&mut w);
    act(&mut w, THIEF, Action::XssRead { tab: 1 });
    assert_eq!((exposure(&w, TokenId::Access(1), 0).is_some(), exposure(&w, TokenId::Access(1), 1)), (true, None));
}

#[test]
fn a_closed_account_gets_no_new_tokens_and_keeps_the_one_it_has() {
    let mut w = world("rfc9700-strict", &[("refresh_when", "never")]);
    login(&mut w);
    act(&mut w, ActorId::Operator, Action::Enable { user: "user".into(), enabled: false });
    assert_eq!((refresh(&mut w, USER), reason(&w).as_str()), (400, "disabled"));
    let call = Call { token: Some(TokenId::Access(1)), ..Call::new("GET", "/profile") };
    at(&mut w, 299);
    assert_eq!(act(&mut w, USER, Action::Call(call.clone())), 200);
    at(&mut w, 300);
    assert_eq!(act(&mut w, USER, Action::Call(call)), 401);
}

#[test]
fn a_weak_secret_that_is_switched_on_in_a_running_world_signs_from_then_on() {
    let mut w = world("rfc9700-strict", &[("refresh_when", "never")]);
    for (vulnerable, found) in [("none", false), ("V4", true), ("none", false)] {
        w.apply(&Input::Patch(ConfigPatch { key: "vulnerable".into(), value: vulnerable.into() }));
        login(&mut w);
        act(&mut w, THIEF, Action::XssRead { tab: 1 });
        let tried = w.apply(&Input::Act(THIEF, Action::Crack { token: None }));
        let cracked = tried.iter().find_map(|event| match event.kind {
            EventKind::Cracked { found, .. } => Some(found),
            _ => None,
        });
        assert_eq!(cracked, Some(found), "{vulnerable}");
    }
}

#[test]
fn a_line_of_a_log_stays_what_it_was_and_names_whose_token_came() {
    let mut w = world("rfc9700-strict", &[("refresh_when", "never")]);
    login(&mut w);
    act(&mut w, THIEF, Action::XssRead { tab: 1 });
    at(&mut w, 301);
    refresh(&mut w, USER);
    let before = log::security(&w);
    assert!(before.iter().any(|line| line.contains(r#""ev":"refresh","fam":"F1","gen":1,"sub":"user""#)), "{before:?}");
    refresh(&mut w, USER);
    at(&mut w, 400);
    refresh(&mut w, THIEF);
    assert_eq!(log::security(&w)[..before.len()], before);
    assert_eq!(
        log::access(&w, ActorId::Auth).last().map(String::as_str),
        Some(
            r#"203.0.113.9 - user [26/Mar/2025:15:08:25 +0000] "POST /oauth2/token HTTP/1.1" 400 99 "-" "attacker/1""#
        )
    );
}

/// Three tabs find their access token expired at the same moment; what became of the three calls, and the false alarms.
fn three_tabs(settings: &[(&str, &str)]) -> (usize, u64, usize) {
    let mut w = world("rfc9700-strict", settings);
    login(&mut w);
    for _ in 0..2 {
        w.apply(&Input::Act(USER, Action::OpenTab));
    }
    at(&mut w, 300);
    for tab in 1..=3 {
        w.apply(&Input::Act(ActorId::Browser(tab), Action::Call(Call::new("GET", "/profile"))));
    }
    settle(&mut w);
    let answers = w.messages().filter(|m| m.from == ActorId::Api(0)).filter_map(|m| m.response());
    let good = answers.filter(|response| response.status == 200).count();
    let refreshes = w.messages().filter_map(|m| m.request()).filter(|r| r.path() == "/oauth2/token").count();
    (good, w.counters().false_alarms, refreshes)
}

#[test]
fn three_tabs_look_like_a_thief_unless_they_share_a_lock_or_are_given_grace() {
    let (_, alarms, refreshes) = three_tabs(&[]);
    assert_eq!((alarms, refreshes), (1, 3));
    assert_eq!(three_tabs(&[("single_flight", "on"), ("cross_tab_lock", "on")]), (3, 0, 1));
    assert_eq!(three_tabs(&[("reuse.window_s", "10")]), (3, 0, 3));
}

#[test]
fn a_lost_answer_makes_an_innocent_user_a_thief_unless_the_parent_may_come_again() {
    for (until_used, status) in [("off", 400), ("on", 200)] {
        let mut w = world("rfc9700-strict", &[("reuse.until_used", until_used)]);
        login(&mut w);
        w.apply(&Input::Fault(Fault::DropResponse));
        refresh(&mut w, USER);
        let last = w.messages().filter_map(|m| m.response()).next_back().map(|response| response.status);
        assert_eq!(last, Some(status));
        assert_eq!(w.counters().false_alarms, u64::from(until_used == "off"));
    }
}

#[test]
fn each_way_to_carry_a_token_has_its_size() {
    for (carry, bytes) in [("header", 490), ("cookie", 486), ("query", 480), ("body", 550)] {
        let mut w = world("rfc9700-strict", &[("carry", carry)]);
        login(&mut w);
        assert_eq!(get(&mut w, USER, "/profile"), 200, "{carry}");
        let sent = w.messages().find(|m| m.to == ActorId::Api(0)).expect("sent");
        assert_eq!(sent.size(), bytes, "{carry}");
    }
}

#[test]
fn a_cookie_goes_where_same_site_lets_it() {
    let transfer = |settings: &[(&str, &str)], page, method: &str, after| {
        let mut w = world("sane", settings);
        w.apply(&Input::Patch(ConfigPatch { key: "refresh_when".into(), value: "never".into() }));
        login(&mut w);
        at(&mut w, after);
        act(&mut w, THIEF, Action::Csrf { page, method: method.into(), path: "/transfer".into(), top_level: true })
    };
    let none = ("defence", "none");
    let absent = [none, ("same_site", "absent"), ("engine", "firefox-safari")];
    assert_eq!(transfer(&absent, Page::Evil, "POST", 200), 200);
    assert_eq!(transfer(&[none, ("same_site", "Lax")], Page::Evil, "POST", 200), 401);
    assert_eq!(transfer(&[none, ("same_site", "Lax"), ("vulnerable", "V23")], Page::Evil, "GET", 200), 200);
    assert_eq!(transfer(&[none], Page::Evil, "POST", 200), 401);
    assert_eq!(transfer(&[none], Page::Blog, "POST", 200), 200);
    assert_eq!(transfer(&[("defence", "custom_header")], Page::Blog, "POST", 200), 403);
    assert_eq!(transfer(&[none, ("same_site", "absent")], Page::Evil, "POST", 60), 200);
    assert_eq!(transfer(&[none, ("same_site", "absent")], Page::Evil, "POST", 121), 401);
}

#[test]
fn a_token_that_is_too_big_is_dropped_as_a_cookie_and_refused_as_a_header() {
    for (carry, groups, status) in
        [("cookie", 228, 200), ("cookie", 229, 401), ("header", 483, 200), ("header", 484, 431)]
    {
        let claims = format!("groups:{groups}");
        let mut w = world("rfc9700-strict", &[("carry", carry), ("extra_claims", &claims), ("refresh_when", "never")]);
        login(&mut w);
        assert_eq!(get(&mut w, USER, "/profile"), status, "{carry} {groups}");
    }
}

#[test]
fn a_backend_keeps_the_tokens_and_refreshes_for_the_browser() {
    let mut w = world("bff", &[]);
    assert_eq!((login(&mut w), get(&mut w, USER, "/profile")), (200, 200));
    at(&mut w, 300);
    assert_eq!(get(&mut w, USER, "/profile"), 200);
    act(&mut w, THIEF, Action::XssRead { tab: 1 });
    assert_eq!(w.attacker().loot.len(), 0);
    assert_eq!((act(&mut w, USER, Action::Logout), get(&mut w, USER, "/profile")), (204, 401));
    assert_eq!(reason(&w), "logout");
}

#[test]
fn who_asks_the_issuer_goes_by_its_clock_and_the_window_says_so() {
    // The clock of the API is far ahead: by its own the token ends 45 s early.
    for (validation, end) in [("local", 255), ("introspect", 300)] {
        let mut w = world(
            "rfc9700-strict",
            &[("offset_ms", "45000"), ("leeway_s", "0"), ("validation", validation), ("refresh_when", "never")],
        );
        login(&mut w);
        act(&mut w, THIEF, Action::XssRead { tab: 1 });
        let (_, ends) = window(&w, TokenId::Access(1), 0).expect("a window");
        assert_eq!(ends, T0.plus_seconds(end), "{validation}");
        let stolen = Action::Call(Call { token: Some(TokenId::Access(1)), ..Call::new("GET", "/profile") });
        at(&mut w, end - 1);
        assert_eq!(act(&mut w, THIEF, stolen.clone()), 200, "{validation}");
        at(&mut w, end);
        assert_eq!(act(&mut w, THIEF, stolen), 401, "{validation}");
    }
}

#[test]
fn who_is_denied_by_name_stays_denied_until_the_end_of_what_was_issued_in_the_same_second() {
    let mut w = world(
        "rfc9700-strict",
        &[
            ("deny_list", "shared"),
            ("deny_key", "sub"),
            ("logout", "family"),
            ("refresh_when", "never"),
            ("leeway_s", "0"),
        ],
    );
    login(&mut w);
    at(&mut w, 100);
    act(&mut w, USER, Action::Logout);
    login(&mut w);
    let (first, second) = (w.token(TokenId::Access(1)).unwrap().exp, w.token(TokenId::Access(2)).unwrap().exp);
    assert_eq!((first, second), (Some(T0.plus_seconds(300).seconds()), Some(T0.plus_seconds(400).seconds())));
    for seconds in [299, 300, 399] {
        at(&mut w, seconds);
        assert_eq!(get(&mut w, USER, "/profile"), 401, "after {seconds} s");
    }
    assert_eq!(w.auth().deny.entries.len(), 1, "the entry is kept as long as it names a token that lives");
    at(&mut w, 400);
    assert_eq!(w.auth().deny.entries.len(), 0, "and no longer");
}

#[test]
fn sessions_and_introspection_pay_for_what_a_jwt_does_not_know() {
    for (name, settings) in [
        ("sessions", &[][..]),
        ("rfc9700-strict", &[("validation", "introspect")][..]),
        ("rfc9700-strict", &[("deny_list", "shared")][..]),
    ] {
        let mut w = world(name, settings);
        login(&mut w);
        assert_eq!(get(&mut w, USER, "/profile"), 200, "{name}");
        let stolen = Action::Obtain { token: TokenId::Access(1) };
        act(&mut w, THIEF, stolen);
        act(&mut w, USER, Action::Logout);
        let call = Call {
            via: vec![if name == "sessions" { Carry::Cookie } else { Carry::Header }],
            ..Call::new("GET", "/profile")
        };
        assert_eq!(act(&mut w, THIEF, Action::Call(call)), 401, "{name} {settings:?}");
    }
    let mut w = world("rfc9700-strict", &[]);
    login(&mut w);
    act(&mut w, THIEF, Action::XssRead { tab: 1 });
    act(&mut w, USER, Action::Logout);
    assert_eq!(
        (get(&mut w, USER, "/profile"), get(&mut w, THIEF, "/profile"), refresh(&mut w, THIEF)),
        (401, 200, 400)
    );
}

#[test]
fn whoever_was_offline_refreshes_when_the_network_is_back() {
    let mut w = world("rfc9700-strict", &[("single_flight", "on"), ("cross_tab_lock", "on"), ("retry_on_lost", "off")]);
    login(&mut w);
    at(&mut w, 300);
    for online in [false, true] {
        w.apply(&Input::Act(USER, Action::Online(online)));
        refresh(&mut w, USER);
    }
    at(&mut w, 700);
    get(&mut w, USER, "/profile");
    assert_eq!(w.browser().local.access, Some(TokenId::Access(3)));
}

#[test]
fn a_refresh_comes_ahead_of_the_end_also_for_cookies() {
    for profile in ["rfc9700-strict", "sane"] {
        let mut w = world(profile, &[("refresh_when", "ahead(10s)"), ("access_ttl", "60s")]);
        login(&mut w);
        at(&mut w, 3600);
        assert_eq!((get(&mut w, USER, "/profile"), w.auth().access.len()), (200, 73), "{profile}");
    }
}

#[test]
fn a_token_that_lives_shorter_than_its_refresh_comes_ahead_does_not_stop_the_clock() {
    let settings = [("refresh_when", "ahead(60s)"), ("access_ttl", "1s"), ("latency_ms", "0")];
    let mut w = world("rfc9700-strict", &settings);
    login(&mut w);
    at(&mut w, 100);
    assert!((90..=101).contains(&w.auth().access.len()));
}

#[test]
fn a_long_run_forgets_old_tokens_and_goes_on() {
    let settings =
        [("refresh_when", "ahead(10s)"), ("access_ttl", "20s"), ("latency_ms", "0"), ("refresh_absolute", "none")];
    let mut w = world("rfc9700-strict", &settings);
    login(&mut w);
    at(&mut w, 101_000);
    assert_eq!(get(&mut w, USER, "/profile"), 200);
    let auth = w.auth();
    assert!(auth.access.last_key_value().unwrap().0 > &10_050);
    assert_eq!((auth.access.len(), auth.refresh.len(), w.tokens().count()), (2500, 2500, 5000));
    assert_eq!(w.events().count(), 20_000);
    let sent = w.events().filter_map(|event| match event.kind {
        EventKind::Sent(id) => Some(id),
        _ => None,
    });
    let sent: BTreeSet<MessageId> = sent.collect();
    let kept: BTreeSet<MessageId> = w.messages().map(|message| message.id).collect();
    assert_eq!(kept, sent, "a message is forgotten with the event of its sending");
}

#[test]
fn what_a_deny_list_ended_stays_ended_when_the_list_forgets_it() {
    let mut w = world("rfc9700-strict", &[("deny_list", "shared")]);
    login(&mut w);
    at(&mut w, 60);
    act(&mut w, THIEF, Action::XssRead { tab: 1 });
    at(&mut w, 90);
    act(&mut w, USER, Action::Logout);
    let exposed = exposure(&w, TokenId::Access(1), 0);
    at(&mut w, 1000);
    assert_eq!((exposed, exposure(&w, TokenId::Access(1), 0)), (Some(30_020), Some(30_020)));
    assert_eq!(w.auth().deny.entries, []);
}

#[test]
fn a_token_of_a_stolen_key_passes_until_the_copy_of_the_key_set_is_old_and_never_after() {
    let settings = [("alg", "EdDSA"), ("access_ttl", "3600"), ("jwks_ttl", "600"), ("refresh_when", "never")];
    let mut w = world("rfc9700-strict", &settings);
    login(&mut w);
    at(&mut w, 1);
    assert_eq!(get(&mut w, USER, "/profile"), 200, "the API fetches its copy here");
    at(&mut w, 10);
    w.apply(&Input::Act(ActorId::Operator, Action::CompromiseKey));
    at(&mut w, 600);
    assert_eq!(get(&mut w, USER, "/profile"), 200, "the copy still holds the key");
    at(&mut w, 602);
    assert_eq!(get(&mut w, USER, "/profile"), 401, "the copy was fetched anew, without the key");
    at(&mut w, 3000);
    assert_eq!(get(&mut w, USER, "/profile"), 401);
}

#[test]
fn a_server_that_asks_believes_of_a_token_of_a_stolen_key_what_it_was_told_before_and_no_longer() {
    for alg in ["HS512", "EdDSA"] {
        let settings = [("alg", alg), ("validation", "introspect(5s)"), ("jwks_ttl", "600"), ("latency_ms", "0")];
        let mut w = world("rfc9700-strict", &settings);
        login(&mut w);
        at(&mut w, 1);
        act(&mut w, THIEF, Action::XssRead { tab: 1 });
        let stolen = Action::Call(Call { token: Some(TokenId::Access(1)), ..Call::new("GET", "/profile") });
        at(&mut w, 10);
        assert_eq!(act(&mut w, THIEF, stolen.clone()), 200, "{alg}: it asks here");
        w.apply(&Input::Act(ActorId::Operator, Action::CompromiseKey));
        let gone = w.now();
        let (_, ends) = window(&w, TokenId::Access(1), 0).expect("a window");
        assert_eq!(ends, gone.plus_seconds(5), "{alg}");
        w.apply(&Input::Advance { to: gone.plus_seconds(4) });
        assert_eq!(act(&mut w, THIEF, stolen.clone()), 200, "{alg}: what it was told is remembered");
        w.apply(&Input::Advance { to: ends });
        assert_eq!(act(&mut w, THIEF, stolen), 401, "{alg}");
    }
}
