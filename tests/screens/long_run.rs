//! The program does not grow while a world runs on the screen: what a run holds is counted while it runs at the highest speed, in which an
//! hour of the wall is 3600 hours of the world.

use super::screen::Screen;
use jotlab::app::overlay::Overlay;
use jotlab::session::id::ActorId;
use jotlab::session::input::{Action, Call, ConfigPatch, Input};

const USER: ActorId = ActorId::Browser(1);

/// Of which a busy run holds as many as it may.
const FULL: [&str; 4] =
    ["events of the world", "tokens of the world", "access tokens of the server", "refresh tokens of the server"];

/// What a run holds: how many of what, and how many at most.
fn held(screen: &Screen) -> [(&'static str, usize, usize); 19] {
    let stage = screen.state.session.stage.as_ref().unwrap();
    let (world, record, standing) = (stage.world(), &stage.record, &stage.record.standing);
    let (auth, browser) = (world.auth(), world.browser());
    [
        ("events of the world", world.events().count(), 20_000),
        ("messages of the world", world.messages().count(), 10_000),
        ("tokens of the world", world.tokens().count(), 5000),
        ("things to come", world.upcoming().count(), 16),
        ("access tokens of the server", auth.access.len(), 2500),
        ("refresh tokens of the server", auth.refresh.len(), 2500),
        ("families", auth.families.len(), 2000),
        ("entries of the deny-list", auth.deny.entries.len(), 16),
        ("addresses of the browser", browser.history.len(), 1000),
        ("cookies", browser.jar.cookies.len(), 4),
        ("bytes of the world", serde_json::to_vec(world).unwrap().len(), 16_000_000),
        ("events on the screen", record.events.len(), 20_000),
        ("letters", record.letters.len(), 10_000),
        ("written tokens", record.tokens.len(), 10_000),
        ("tokens that stand", standing.tokens.len(), 128),
        ("families that stand", standing.families.len(), 65),
        ("denials that stand", standing.denied.len(), 65),
        ("rows of the flow", stage.flow.steps.len(), 20_000),
        ("lines of the log", stage.log.lines.len(), 20_000),
    ]
}

/// Runs the world on the screen for so many hours of its time, with a user who looks at the profile each hour and signs in anew each day,
/// and a page that refreshes all the time.
fn run(hours: u32, settings: &[(&str, &str)]) {
    let mut screen = Screen::new(120, 36);
    screen.keys("S P");
    let Overlay::Menu(menu) = screen.state.overlay.clone().unwrap() else { panic!("no menu of profiles") };
    let sane = menu.items.iter().find(|item| item.words.starts_with("sane")).unwrap();
    screen.type_text(&sane.key.to_string());
    let put = |screen: &mut Screen, input| screen.state.session.stage.as_mut().unwrap().apply(input);
    for (key, value) in settings {
        put(&mut screen, Input::Patch(ConfigPatch { key: (*key).to_owned(), value: (*value).to_owned() }));
    }
    screen.keys("> > > > space").shows("> 3600x");
    for hour in 0..hours {
        if hour % 24 == 0 {
            put(&mut screen, Input::Act(USER, Action::Logout));
            let (username, password) = ("user".into(), "user-pass".into());
            put(&mut screen, Input::Act(USER, Action::Login { username, password, audience: None }));
        }
        put(&mut screen, Input::Act(USER, Action::Call(Call::new("GET", "/profile"))));
        screen.run_to(screen.now.plus_ms(1000));
        let held = if hour % 60 == 0 || hour + 1 == hours { held(&screen).to_vec() } else { Vec::new() };
        let over: Vec<_> = held.iter().filter(|(_, count, most)| count > most).collect();
        assert!(over.is_empty(), "after {hour} hours: {over:?}");
    }
    // It was a busy one: what is forgotten first has been.
    let held = held(&screen);
    let full: Vec<_> = held.iter().filter(|(_, count, most)| count == most).map(|(what, ..)| *what).collect();
    let missing: Vec<_> = FULL.iter().filter(|what| !full.contains(what)).collect();
    assert!(missing.is_empty(), "not full: {missing:?} of {held:?}");
    let stage = screen.state.session.stage.as_ref().unwrap();
    let ran = stage.now().since(stage.record.t0) / 3_600_000;
    assert_eq!(ran, i64::from(hours));
}

#[test]
fn a_busy_run_on_the_screen_fills_what_it_may_and_no_more() {
    run(16, &[("refresh_when", "ahead(10s)"), ("access_ttl", "30s"), ("deny_list", "shared")]);
}

#[test]
#[ignore = "takes a release build"]
fn nor_does_it_in_3600_hours() {
    run(3600, &[("refresh_when", "ahead(10s)"), ("deny_list", "shared")]);
}
