//! The messages of the simulated world, held to their golden bytes in `tests/golden/session/`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jotlab::session::api::{Answer, ApiServer, Told, Upstream};
use jotlab::session::auth::AuthServer;
use jotlab::session::config::{Carry, Config, Defence, Keep, RefreshWhen};
use jotlab::session::drbg::Drbg;
use jotlab::session::http::{Request, Response};
use jotlab::session::id::{ActorId, MessageId, TokenId};
use jotlab::session::input::{Action, Call, Input};
use jotlab::session::key::NamedKey;
use jotlab::session::profile;
use jotlab::session::world::{T0, World};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/session")
}

fn golden(name: &str) -> String {
    fs::read_to_string(folder().join(format!("{name}.http"))).expect("the golden file can be read")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("messages of the world are UTF-8")
}

fn config(name: &str) -> Config {
    profile::named(name).expect("the profile exists").config()
}

/// The profile `sane`, with tokens carried as Bearer and refreshed by hand.
fn bearer() -> World {
    let config =
        Config { carry: Carry::Header, keep: Keep::LocalStorage, refresh_when: RefreshWhen::Never, ..config("sane") };
    World::new(config, 1, T0)
}

fn at(world: &mut World, seconds: i64) {
    world.apply(&Input::Advance { to: T0.plus_seconds(seconds) });
}

/// Does something as the browser; the number of the request that was sent.
fn act(world: &mut World, action: Action) -> MessageId {
    let before = world.messages().count();
    world.apply(&Input::Act(ActorId::Browser(1), action));
    let sent = world.messages().nth(before).map(|message| message.id).expect("a request was sent");
    while let Some(to) = world.busy_until() {
        world.apply(&Input::Advance { to });
    }
    sent
}

fn check(world: &World, request: MessageId, name: &str) {
    assert_eq!(text(&world.message(request).unwrap().bytes()), golden(&format!("{name}.req")), "{name}");
    check_answer(world, request, name);
}

fn check_answer(world: &World, request: MessageId, name: &str) {
    assert_eq!(text(&world.answer(request).expect("answered").bytes()), golden(&format!("{name}.res")), "{name}");
}

fn login(user: &str, password: &str) -> Action {
    Action::Login { username: user.into(), password: password.into(), audience: None }
}

fn get(path: &str) -> Action {
    Action::Call(Call::new("GET", path))
}

fn refresh() -> Action {
    Action::Refresh { token: None, client: None }
}

/// Hands a server a golden request.
fn hand(world: &World, request: &str, seconds: i64) -> Response {
    let r = Request::parse(golden(request).as_bytes()).expect("a request");
    let mut auth: AuthServer = world.auth().clone();
    auth.handle(T0.plus_seconds(seconds), &mut Drbg(1), &r).0
}

#[test]
fn registration_in_the_article_answers_with_the_articles_token() {
    let mut world = World::new(config("article"), 1, T0);
    let action = Action::Register { username: "user".into(), password: "user-pass".into(), role: Some("user".into()) };
    let sent = act(&mut world, action);
    check(&world, sent, "01-register");
    let token = world.token(TokenId::Access(1)).expect("issued");
    let header_and_payload = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.\
        eyJzdWIiOiJ1c2VyIiwicm9sZSI6InVzZXIiLCJpYXQiOjE3NDMwMDEzMDUsImV4cCI6MTc0MzAwMzEwNX0";
    assert_eq!(token.text.rsplit_once('.').map(|(input, _)| input), Some(header_and_payload));
}

#[test]
fn a_session_of_a_user_is_golden_from_login_to_logout() {
    let mut world = bearer();
    let sent = act(&mut world, login("user", "wrong"));
    check(&world, sent, "02-login-bad");
    let mut world = bearer();
    let sent = act(&mut world, login("user", "user-pass"));
    check(&world, sent, "02-login");
    at(&mut world, 1);
    let sent = act(&mut world, get("/profile"));
    check(&world, sent, "04-profile");
    let mut anonymous = bearer();
    at(&mut anonymous, 1);
    let sent = act(&mut anonymous, get("/profile"));
    check(&anonymous, sent, "05-profile-anonymous");
    at(&mut world, 2);
    let sent = act(&mut world, get("/admin"));
    check(&world, sent, "07-admin-as-user");
    at(&mut world, 3);
    let twice = Call { via: vec![Carry::Header, Carry::Query], ..Call::new("GET", "/profile") };
    let sent = act(&mut world, Action::Call(twice));
    check(&world, sent, "13-two-methods");
    at(&mut world, 300);
    let sent = act(&mut world, get("/profile"));
    check(&world, sent, "06-profile-expired");
    at(&mut world, 301);
    let sent = act(&mut world, refresh());
    check(&world, sent, "09-refresh");
    let introspected = hand(&world, "12-introspect.req", 302);
    assert_eq!(text(&introspected.to_bytes()), golden("12-introspect.res"));
    let anonymous = golden("12-introspect.req").replace("Authorization: Basic YXBpOmFwaS1zZWNyZXQ=\r\n", "");
    let r = Request::parse(anonymous.as_bytes()).unwrap();
    let (refused, _) = world.auth().clone().handle(T0.plus_seconds(302), &mut Drbg(1), &r);
    assert_eq!(text(&refused.to_bytes()), golden("12-introspect-noauth.res"));

    let mut replayed = world.clone();
    at(&mut replayed, 400);
    let sent = act(&mut replayed, Action::Refresh { token: Some(TokenId::Refresh(1)), client: None });
    check(&replayed, sent, "10-refresh-replay");

    let mut auth = world.auth().clone();
    let r = Request::parse(golden("11-revoke.req").as_bytes()).unwrap();
    let (revoked, _) = auth.handle(T0.plus_seconds(410), &mut Drbg(1), &r);
    assert_eq!(text(&revoked.to_bytes()), golden("11-revoke.res"));
    let r = Request::parse(golden("12-introspect.req").as_bytes()).unwrap();
    let (dead, _) = auth.handle(T0.plus_seconds(411), &mut Drbg(1), &r);
    assert_eq!(text(&dead.to_bytes()), golden("12-introspect-revoked.res"));

    at(&mut world, 410);
    let sent = act(&mut world, Action::Logout);
    check(&world, sent, "11-logout");
}

#[test]
fn a_login_with_cookies_is_golden() {
    let mut world = World::new(config("sane"), 1, T0);
    let sent = act(&mut world, login("user", "user-pass"));
    check(&world, sent, "03-login-cookie");
}

#[test]
fn an_admin_sees_the_panel() {
    let mut world = bearer();
    act(&mut world, login("admin", "admin-pass"));
    at(&mut world, 2);
    let sent = act(&mut world, get("/admin"));
    check(&world, sent, "08-admin");
}

#[test]
fn the_auth_server_alone_refuses_as_the_protocol_says() {
    let world = bearer();
    assert_eq!(text(&hand(&world, "15-unsupported-grant.req", 0).to_bytes()), golden("15-unsupported-grant.res"));
    let r = Request::new("POST", "/oauth2/token", "auth.shop.test")
        .with("Authorization", "Basic YXBpOndyb25n")
        .with_body("application/x-www-form-urlencoded", "grant_type=refresh_token&refresh_token=x");
    let (response, _) = world.auth().clone().handle(T0, &mut Drbg(1), &r);
    assert_eq!(text(&response.to_bytes()), golden("16-invalid-client.res"));
}

/// Nobody to ask.
struct Alone;

impl Upstream for Alone {
    fn key_set(&mut self) -> Answer<Vec<NamedKey>> {
        Answer::Failed
    }

    fn introspect(&mut self, _: &str) -> Answer<Option<Told>> {
        Answer::Failed
    }

    fn session(&mut self, _: &str) -> Answer<Option<Told>> {
        Answer::Failed
    }

    fn denied(&mut self, _: &str, _: &str, _: &str, _: i64) -> Answer<bool> {
        Answer::Failed
    }

    fn foreign_keys(&mut self, _: &str) -> Vec<NamedKey> {
        Vec::new()
    }
}

fn api_answers(config: &Config, r: &Request, seconds: i64) -> String {
    let (response, _, _) =
        ApiServer::new(0, config).handle(T0.plus_seconds(seconds), &mut Alone, r).expect("an answer");
    text(&response.to_bytes())
}

#[test]
fn an_api_server_alone_refuses_as_the_protocol_says() {
    let r = Request::parse(golden("14-bad-authorization.req").as_bytes()).unwrap();
    assert_eq!(api_answers(&Config::default(), &r, 3), golden("14-bad-authorization.res"));
    let large = Request::new("GET", "/profile", "api.shop.test").with("X", "x".repeat(9000));
    assert_eq!(api_answers(&Config::default(), &large, 0), golden("17-too-large.res"));
    let config = Config { carry: Carry::Cookie, defence: Defence::CustomHeader, ..Config::default() };
    let forged = Request::new("POST", "/transfer", "app.shop.test").with("Cookie", "__Host-at=abc").with_body("t", "");
    assert_eq!(api_answers(&config, &forged, 0), golden("18-csrf.res"));
}

#[test]
fn every_golden_message_reads_back_and_is_in_a_test() {
    let tests = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/session/golden.rs")).unwrap();
    let mut seen = BTreeSet::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().replace(".http", "");
        if name.ends_with(".req") {
            assert_eq!(Request::parse(&bytes).unwrap().to_bytes(), bytes, "{name}");
        } else {
            assert_eq!(Response::parse(&bytes).unwrap().to_bytes(), bytes, "{name}");
        }
        let bare = name.trim_end_matches(".req").trim_end_matches(".res");
        assert!(tests.contains(bare), "no test names {bare}");
        seen.insert(name);
    }
    assert_eq!(seen.len(), 39);
}
