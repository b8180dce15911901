//! What must hold in every world: random configurations and random walks, and for each mistake that can be switched on the rule that it breaks.

use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use super::walk::dice::Dice;
use super::walk::probe;
use super::walk::watch::Watch;
use jotlab::session::browser::{Context, Jar};
use jotlab::session::config::{Config, DenyList, Engine, Flaw, RefreshWhen};
use jotlab::session::http::Request;
use jotlab::session::id::{ActorId, TokenId};
use jotlab::session::input::{Action, Call, ConfigPatch, Fault, Forgery, Input};
use jotlab::session::profile::{self, PROFILES};
use jotlab::session::time::Ms;
use jotlab::session::world::{T0, World};

const STEPS: usize = 120;

/// Which walks: `JOTLAB_WALKS` says how many, or `from..to`. The gate walks ten thousand; a million takes a release build and most of an
/// hour, and may be walked in pieces.
fn walks() -> Range<u64> {
    let text = std::env::var("JOTLAB_WALKS").unwrap_or_else(|_| "1000".to_owned());
    let (from, to) = text.split_once("..").unwrap_or(("0", &text));
    from.parse().expect("the first seed")..to.parse().expect("how many walks")
}

/// Walks from each seed, on as many threads as there are processors: whichever is free takes the next. Answers what was broken.
fn walk_all(walk: fn(u64) -> Result<(), String>) -> Vec<String> {
    let walks = walks();
    let next = AtomicU64::new(walks.start);
    let broken = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= walks.end {
                        return;
                    }
                    if let Err(what) = walk(seed) {
                        broken.lock().unwrap().push(what);
                    }
                }
            });
        }
    });
    broken.into_inner().unwrap()
}

/// A configuration somewhere between the profiles, without a mistake.
fn random_config(dice: &mut Dice) -> Config {
    let presets: Vec<_> =
        PROFILES.iter().filter(|p| !["vulnerable", "article", "bff", "sessions"].contains(&p.name)).collect();
    let mut config = dice.pick(&presets).config();
    config.apis.push(jotlab::session::config::Api::at("billing.shop.test"));
    if dice.one_in(2) {
        let aud = config.apis[0].audience.clone();
        config.apis[1].audience = aud;
    }
    let choices: &[(&str, &[&'static str])] = &[
        ("access_ttl", &["5s", "60s", "300s"]),
        ("reuse.window_s", &["0", "0", "5", "60"]),
        ("reuse.result", &["same", "head", "sibling", "replace"]),
        ("reuse.who", &["parent", "any_ancestor"]),
        ("reuse.on_violation", &["family", "family_and_access", "all_of_user", "reject"]),
        ("reuse.until_used", &["on", "off"]),
        ("refresh_idle", &["30s", "1h", "none"]),
        ("refresh_absolute", &["120s", "1d", "none"]),
        ("deny_list", &["off", "shared", "replicated(5s)"]),
        ("deny_key", &["jti", "sid", "sub"]),
        ("logout", &["client_only", "presented_token", "family", "all_of_user"]),
        ("alg", &["HS512", "EdDSA"]),
        ("jwks_ttl", &["10s", "600s"]),
        ("b.offset_ms", &["0", "-90000", "45000"]),
        ("leeway_s", &["0", "10", "60"]),
        ("auth_offset_ms", &["0", "1500", "-20000"]),
        ("carry", &["header", "cookie"]),
        ("keep", &["local_storage", "memory", "session_storage"]),
        ("refresh_when", &["on_401", "ahead(2s)", "never"]),
        ("single_flight", &["on", "off"]),
        ("cross_tab_lock", &["on", "off"]),
        ("same_site", &["Strict", "Lax", "None", "absent"]),
        ("defence", &["none", "origin_check", "custom_header"]),
        ("http_only", &["on", "off"]),
        ("b.validation", &["local", "introspect", "introspect(5s)"]),
        ("latency_ms", &["0", "20", "700"]),
    ];
    for (key, values) in choices {
        if dice.one_in(3) {
            config.set(key, dice.word(values)).expect("a value that fits");
        }
    }
    config
}

fn random_input(dice: &mut Dice, world: &World) -> Input {
    let tab = ActorId::Browser(*dice.pick(&[1, 1, 1, 2, 3]));
    let tokens: Vec<TokenId> = world.tokens().map(|token| token.id).collect();
    let token = if tokens.is_empty() || dice.one_in(3) { None } else { Some(*dice.pick(&tokens)) };
    let user = dice.word(&["user", "admin", "alice", "nobody"]).to_owned();
    let call = Call {
        api: u8::try_from(dice.below(3)).unwrap(),
        token: if dice.one_in(2) { token } else { None },
        ..Call::new(dice.word(&["GET", "GET", "POST"]), dice.word(&["/profile", "/profile", "/admin", "/transfer"]))
    };
    let client = dice.one_in(8).then(|| "partner-app".to_owned());
    let attacker = ActorId::Attacker;
    match dice.below(26) {
        0..=5 => {
            let ms = *dice.pick(&[1, 20, 999, 1000, 5000, 29_980, 60_000, 120_000, 3_600_000]);
            Input::Advance { to: world.now().plus(ms) }
        }
        6 => match world.next_event() {
            Some((to, _)) => Input::Advance { to },
            None => Input::Mark("quiet".into()),
        },
        7 | 8 => {
            let password = format!("{user}-pass");
            let audience = dice.one_in(4).then_some(1);
            Input::Act(tab, Action::Login { username: user, password, audience })
        }
        9 | 10 => Input::Act(tab, Action::Call(call)),
        11 | 12 => Input::Act(tab, Action::Refresh { token: None, client }),
        13 => Input::Act(tab, Action::Refresh { token: token.filter(|t| matches!(t, TokenId::Refresh(_))), client }),
        14 => Input::Act(tab, if dice.one_in(2) { Action::Logout } else { Action::ReloadTab }),
        15 => Input::Act(tab, Action::OpenTab),
        16 => Input::Act(attacker, Action::XssRead { tab: 1 }),
        17 => Input::Act(attacker, Action::Refresh { token: None, client }),
        18 => Input::Act(attacker, Action::Call(Call { token: None, ..call })),
        19 => {
            let how = dice
                .pick(&[
                    Forgery::Tamper,
                    Forgery::None("none".into()),
                    Forgery::None("nOnE".into()),
                    Forgery::Confuse,
                    Forgery::Kid("../../dev/null".into()),
                    Forgery::Kid("x' UNION SELECT 'known".into()),
                    Forgery::Jwk,
                    Forgery::Jku,
                    Forgery::Truncate,
                ])
                .clone();
            Input::Act(attacker, Action::Forge { how, from: None, role: Some("admin".into()), sub: None })
        }
        20 => token.map_or(Input::Mark("none".into()), |token| Input::Act(attacker, Action::Obtain { token })),
        21 => Input::Fault(
            dice.pick(&[Fault::DropResponse, Fault::DropRequest, Fault::Duplicate, Fault::Delay { ms: 300 }]).clone(),
        ),
        22 => Input::Act(ActorId::Operator, Action::Enable { user, enabled: !dice.one_in(3) }),
        23 => {
            let role = dice.word(&["user", "admin"]).to_owned();
            Input::Act(ActorId::Operator, Action::SetRole { user, role })
        }
        24 => Input::Act(tab, Action::Password { old: format!("{user}-pass"), new: format!("{user}-pass") }),
        _ if dice.one_in(6) => Input::Act(ActorId::Operator, Action::CompromiseKey),
        _ => Input::Act(ActorId::Operator, Action::RotateKey),
    }
}

#[test]
fn no_walk_breaks_an_invariant() {
    let broken = walk_all(|seed| {
        let mut dice = Dice::new(seed);
        let config = random_config(&mut dice);
        let mut world = World::new(config, seed, T0);
        let mut watch = Watch::new(&world);
        for step in 0..STEPS {
            let input = random_input(&mut dice, &world);
            let events = world.apply(&input);
            watch.see(&world, &events);
            if !watch.broken.is_empty() {
                return Err(format!("seed {seed}, step {step}: {input:?}: {:?}", watch.broken));
            }
        }
        watch.finish(&world);
        watch.broken.extend(probe::all(&mut dice, &world));
        if watch.broken.is_empty() { Ok(()) } else { Err(format!("seed {seed}, at the end: {:?}", watch.broken)) }
    });
    assert!(broken.is_empty(), "{} walks break a rule:\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn the_same_inputs_give_the_same_world_and_a_prefix_replays_to_what_was() {
    for seed in 0..50 {
        let mut dice = Dice::new(seed);
        let config = random_config(&mut dice);
        let mut world = World::new(config.clone(), seed, T0);
        let (mut inputs, mut middle) = (Vec::new(), None);
        for step in 0..STEPS {
            let input = random_input(&mut dice, &world);
            world.apply(&input);
            inputs.push(input);
            if step == STEPS / 2 {
                middle = Some(world.digest());
            }
        }
        let text = serde_json::to_string(&inputs).expect("a run is a file");
        let inputs: Vec<Input> = serde_json::from_str(&text).expect("and reads back");
        let mut again = World::new(config, seed, T0);
        for (step, input) in inputs.iter().enumerate() {
            again.apply(input);
            if step == STEPS / 2 {
                assert_eq!(Some(again.digest()), middle, "seed {seed}");
            }
        }
        assert_eq!(again.digest(), world.digest(), "seed {seed}");
    }
}

#[test]
fn time_that_passes_in_pieces_brings_the_same_events() {
    for seed in 0..100 {
        let mut dice = Dice::new(seed);
        let config = random_config(&mut dice);
        let mut whole = World::new(config, seed, T0);
        let mut pieces = whole.clone();
        for _ in 0..60 {
            let input = random_input(&mut dice, &whole);
            let wanted = whole.apply(&input);
            let mut got = Vec::new();
            if let Input::Advance { to } = input {
                while pieces.now() < to {
                    let step = 1 + i64::try_from(dice.below(usize::try_from(to.since(pieces.now())).unwrap())).unwrap();
                    got.extend(pieces.apply(&Input::Advance { to: pieces.now().plus(step) }));
                }
                // What is due at this very instant, also where no time passes at all.
                got.extend(pieces.apply(&Input::Advance { to }));
            } else {
                got = pieces.apply(&input);
            }
            assert_eq!(got, wanted, "seed {seed}");
        }
        assert_eq!(pieces.digest(), whole.digest(), "seed {seed}");
    }
}

/// A world in which a mistake may be switched on, and what is done in it.
struct Lesson {
    world: World,
    watch: Watch,
}

impl Lesson {
    fn new(flaw: Option<Flaw>, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = profile::named("rfc9700-strict").expect("a profile").config();
        config.refresh_when = RefreshWhen::Never;
        change(&mut config);
        config.vulnerable.extend(flaw);
        let world = World::new(config, 1, T0);
        let watch = Watch::new(&world);
        Self { world, watch }
    }

    fn apply(&mut self, input: &Input) -> &mut Self {
        let events = self.world.apply(input);
        self.watch.see(&self.world, &events);
        self
    }

    fn act(&mut self, actor: ActorId, action: Action) -> &mut Self {
        self.apply(&Input::Act(actor, action)).settle()
    }

    fn settle(&mut self) -> &mut Self {
        while let Some(to) = self.world.busy_until() {
            self.apply(&Input::Advance { to });
        }
        self
    }

    fn at(&mut self, seconds: i64) -> &mut Self {
        self.apply(&Input::Advance { to: T0.plus_seconds(seconds) })
    }

    fn login(&mut self, user: &str) -> &mut Self {
        let password = format!("{user}-pass");
        self.act(ActorId::Browser(1), Action::Login { username: user.into(), password, audience: None })
    }

    fn get(&mut self, actor: ActorId, path: &str) -> &mut Self {
        self.act(actor, Action::Call(Call::new("GET", path)))
    }

    fn refresh(&mut self, actor: ActorId, token: Option<TokenId>) -> &mut Self {
        self.act(actor, Action::Refresh { token, client: None })
    }

    fn forge(&mut self, how: Forgery) -> &mut Self {
        self.act(ActorId::Attacker, Action::XssRead { tab: 1 })
            .act(ActorId::Attacker, Action::Crack { token: None })
            .act(ActorId::Attacker, Action::Forge { how, from: None, role: Some("admin".into()), sub: None })
            .get(ActorId::Attacker, "/admin")
    }
}

const USER: ActorId = ActorId::Browser(1);

/// What breaks when a mistake is on: the invariant, and the lesson that shows it.
fn lesson(flaw: Flaw, on: bool) -> (&'static str, Lesson) {
    let with = |change: fn(&mut Config)| Lesson::new(on.then_some(flaw), change);
    let weak = |config: &mut Config| config.secret = Some("secret123".into());
    let plain = |_: &mut Config| {};
    let mut l;
    let name = match flaw {
        Flaw::None => {
            l = with(plain);
            l.login("user").forge(Forgery::None("nOnE".into()));
            "A5"
        }
        Flaw::Confusion => {
            l = with(|config| config.alg = jotlab::session::config::Alg::Rs256);
            l.login("user").forge(Forgery::Confuse);
            "A5"
        }
        Flaw::NoSignature => {
            l = with(plain);
            l.login("user").forge(Forgery::Tamper);
            "A5"
        }
        Flaw::WeakSecret => {
            l = with(plain);
            l.login("user").forge(Forgery::Crack);
            "A5"
        }
        Flaw::KidPath => {
            l = with(plain);
            l.login("user").forge(Forgery::Kid("../../dev/null".into()));
            "A5"
        }
        Flaw::KidSql => {
            l = with(plain);
            l.login("user").forge(Forgery::Kid("x' UNION SELECT 'known".into()));
            "A5"
        }
        Flaw::TrustJwk => {
            l = with(plain);
            l.login("user").forge(Forgery::Jwk);
            "A5"
        }
        Flaw::TrustJku => {
            l = with(plain);
            l.login("user").forge(Forgery::Jku);
            "A5"
        }
        Flaw::ExpOptional => {
            l = with(weak);
            l.login("user").forge(Forgery::NoExp);
            "A5"
        }
        Flaw::NoType => {
            l = with(weak);
            l.login("user").forge(Forgery::Typ("JWT".into()));
            "A5"
        }
        Flaw::NoIssuer => {
            l = with(weak);
            l.login("user").forge(Forgery::Iss("https://evil.test".into()));
            "A5"
        }
        Flaw::RoleAtRegistration => {
            l = with(plain);
            let (username, password) = ("mallory".to_owned(), "x".to_owned());
            l.act(USER, Action::Register { username, password, role: Some("admin".into()) });
            "R2"
        }
        Flaw::NoAudience => {
            l = with(|config| config.apis.push(jotlab::session::config::Api::at("billing.shop.test")));
            l.login("user").act(USER, Action::Call(Call { api: 1, ..Call::new("GET", "/profile") }));
            "A6"
        }
        Flaw::SubFromAccess => {
            l = with(plain);
            l.login("admin").login("user");
            let text = |id| l.world.token(id).expect("issued").text.clone();
            let body =
                format!("grant_type=refresh_token&client_id=shop-spa&refresh_token={}", text(TokenId::Refresh(2)));
            let r = Request::new("POST", "/oauth2/token", "auth.shop.test")
                .with("Authorization", format!("Bearer {}", text(TokenId::Access(1))))
                .with_body("application/x-www-form-urlencoded", body);
            let mut auth = l.world.auth().clone();
            auth.handle(l.world.now(), &mut jotlab::session::drbg::Drbg(1), &r);
            l.watch.subjects(&auth);
            "F11"
        }
        Flaw::NotAtomic => {
            l = with(plain);
            l.login("user");
            for _ in 0..2 {
                let token = Some(TokenId::Refresh(1));
                l.apply(&Input::Act(USER, Action::Refresh { token, client: None }));
            }
            l.settle();
            "F1"
        }
        Flaw::AnyAncestor => {
            l = with(plain);
            l.login("user").refresh(USER, None).refresh(USER, None).refresh(USER, Some(TokenId::Refresh(1)));
            "F9"
        }
        Flaw::ForwardLinks => {
            l = with(|config| {
                config.reuse.window_s = 5;
                config.reuse.result = jotlab::session::config::Graced::Sibling;
            });
            l.login("user").refresh(USER, None).refresh(USER, Some(TokenId::Refresh(1)));
            l.at(60).refresh(USER, Some(TokenId::Refresh(1))).refresh(USER, Some(TokenId::Refresh(3)));
            "F13"
        }
        Flaw::DenyDropped => {
            l = with(|config| {
                config.deny_list = DenyList::Shared;
                config.apis[0].leeway_s = 60;
            });
            l.login("user").act(ActorId::Attacker, Action::XssRead { tab: 1 }).act(USER, Action::Logout);
            l.at(330).get(ActorId::Attacker, "/profile");
            "A3"
        }
        Flaw::AbsoluteSlides => {
            l = with(|config| {
                config.refresh_absolute = Some(600);
                config.refresh_idle = None;
            });
            l.login("user").at(500).refresh(USER, None).at(900).refresh(USER, None);
            "F6"
        }
        Flaw::LogoutOne => {
            l = with(|config| {
                config.reuse.window_s = 60;
                config.reuse.result = jotlab::session::config::Graced::Sibling;
            });
            l.login("user").act(ActorId::Attacker, Action::XssRead { tab: 1 }).refresh(USER, None);
            l.refresh(ActorId::Attacker, Some(TokenId::Refresh(1))).act(USER, Action::Logout);
            l.refresh(ActorId::Attacker, Some(TokenId::Refresh(3)));
            "S1"
        }
        Flaw::RolesCopied => {
            l = with(plain);
            l.login("admin");
            l.act(ActorId::Operator, Action::SetRole { user: "admin".into(), role: "user".into() });
            l.refresh(USER, None);
            "R1"
        }
        Flaw::TokensLogged => {
            l = with(plain);
            l.login("user").get(USER, "/profile");
            "A9"
        }
        Flaw::EarlyRetirement => {
            l = with(|config| {
                config.alg = jotlab::session::config::Alg::EdDsa;
                config.apis[0].jwks_ttl = 10;
            });
            l.login("user").get(USER, "/profile").act(ActorId::Operator, Action::RotateKey);
            l.at(100).get(USER, "/profile");
            "K1"
        }
        Flaw::GetChanges => {
            l = with(plain);
            l.login("user").get(USER, "/transfer");
            "G1"
        }
    };
    l.watch.finish(&l.world);
    (name, l)
}

#[test]
fn every_mistake_that_can_be_switched_on_breaks_a_named_invariant_and_nothing_breaks_without_it() {
    for flaw in Flaw::ALL {
        let (_, sound) = lesson(*flaw, false);
        assert_eq!(sound.watch.broken, Vec::<String>::new(), "{flaw} is off");
        let (name, broken) = lesson(*flaw, true);
        let found = &broken.watch.broken;
        assert!(found.iter().any(|line| line.starts_with(name)), "{flaw} should break {name}, found {found:?}");
    }
}

#[test]
fn what_cannot_be_done_changes_nothing_but_the_log() {
    let mut world = World::new(Config::default(), 1, T0);
    let browser = |action| Input::Act(ActorId::Browser(1), action);
    let attacker = |action| Input::Act(ActorId::Attacker, action);
    let operator = |action| Input::Act(ActorId::Operator, action);
    let nobody = || "nobody".to_owned();
    let nowhere = || Call { api: 9, ..Call::new("GET", "/profile") };
    let nonsense = [
        Input::Advance { to: T0.plus(-1) },
        browser(Action::Refresh { token: None, client: None }),
        browser(Action::Refresh { token: Some(TokenId::Refresh(9)), client: None }),
        browser(Action::Login { username: nobody(), password: nobody(), audience: Some(9) }),
        browser(Action::CloseTab),
        browser(Action::Sniff(true)),
        browser(Action::Call(Call { token: Some(TokenId::Forged(9)), ..Call::new("GET", "/profile") })),
        browser(Action::Call(Call::new("GET", "profile"))),
        attacker(Action::XssRead { tab: 9 }),
        attacker(Action::XssRide { tab: 9, call: Call::new("GET", "/profile") }),
        attacker(Action::XssRide { tab: 1, call: nowhere() }),
        attacker(Action::ReadLog { api: Some(9) }),
        attacker(Action::Crack { token: Some(TokenId::Access(9)) }),
        attacker(Action::Forge { how: Forgery::Tamper, from: Some(TokenId::Access(9)), role: None, sub: None }),
        attacker(Action::Refresh { token: Some(TokenId::Refresh(9)), client: None }),
        attacker(Action::Call(Call::new("GET", "/profile"))),
        attacker(Action::Login { username: nobody(), password: nobody(), audience: None }),
        operator(Action::SetRole { user: nobody(), role: "admin".into() }),
        operator(Action::SetRole { user: "user".into(), role: "king".into() }),
        operator(Action::NotBefore { user: nobody() }),
        operator(Action::Kill { family: jotlab::session::id::FamilyId(9) }),
        operator(Action::Logout),
        Input::Patch(ConfigPatch { key: "access_ttl".into(), value: "0".into() }),
        Input::Patch(ConfigPatch { key: "apis".into(), value: "a.test b.test".into() }),
        Input::Fault(Fault::NextStatus(200)),
        Input::Fault(Fault::Server { actor: ActorId::Attacker, up: false }),
        Input::Fault(Fault::Server { actor: ActorId::Api(9), up: false }),
        Input::Act(ActorId::Browser(9), Action::Logout),
        Input::Act(ActorId::Auth, Action::RotateKey),
        Input::Act(ActorId::Attacker, Action::RotateKey),
        Input::Act(ActorId::Attacker, Action::Obtain { token: TokenId::Access(9) }),
        Input::Act(ActorId::Browser(1), Action::Call(Call { api: 9, ..Call::new("GET", "/profile") })),
        Input::Act(ActorId::Operator, Action::Enable { user: "nobody".into(), enabled: false }),
        Input::Patch(ConfigPatch { key: "nothing".into(), value: "1".into() }),
        Input::Fault(Fault::Skew { actor: ActorId::Api(9), offset_ms: 1 }),
    ];
    let but_the_log = |world: &World| {
        let mut state = serde_json::to_value(world).expect("a world is data");
        let state = state.as_object_mut().expect("an object");
        state.retain(|name, _| !["events", "seq"].contains(&name.as_str()));
        serde_json::to_string(state).expect("text")
    };
    let before = but_the_log(&world);
    for input in nonsense {
        let events = world.apply(&input);
        let refused = |kind: &jotlab::session::event::EventKind| {
            matches!(kind, jotlab::session::event::EventKind::Refused(jotlab::session::event::Refusal::Input(_)))
        };
        assert!(events.len() == 1 && refused(&events[0].kind), "{input:?}: {events:?}");
        assert_eq!(but_the_log(&world), before, "{input:?}");
    }
}

/// What became of so many redemptions of one token at the same moment: how many got tokens, how many refresh tokens were given in
/// all, and whether the family lives.
fn at_once(count: usize, window_s: i64) -> (usize, usize, bool) {
    let mut l = Lesson::new(None, |config| config.reuse.window_s = window_s);
    l.login("user");
    for _ in 0..count {
        l.apply(&Input::Act(USER, Action::Refresh { token: Some(TokenId::Refresh(1)), client: None }));
    }
    l.settle();
    assert_eq!(l.watch.broken, Vec::<String>::new());
    let answers = l.world.messages().filter(|message| message.to == USER).filter_map(|message| message.response());
    let given = answers.skip(1).filter_map(|response| response.member("refresh_token"));
    let given: Vec<String> = given.collect();
    let distinct: std::collections::BTreeSet<&String> = given.iter().collect();
    let alive = l.world.auth().families.values().all(|family| family.dead.is_none());
    (given.len(), distinct.len(), alive)
}

/// F14.
#[test]
fn of_redemptions_at_the_same_moment_one_gets_tokens_and_the_family_dies_unless_there_is_grace() {
    for count in 1..=6 {
        assert_eq!(at_once(count, 0), (1, 1, count == 1), "{count} at once, strict");
        assert_eq!(at_once(count, 10), (count, 1, true), "{count} at once, with grace");
    }
}

/// E3: a limit of rotation.
#[test]
fn nothing_is_detected_before_the_absolute_end_when_the_victim_never_refreshes() {
    for seed in 0..20 {
        let mut dice = Dice::new(seed);
        let mut l = Lesson::new(None, |config| config.refresh_absolute = Some(4000));
        l.login("user").act(ActorId::Attacker, Action::XssRead { tab: 1 });
        let mut at = 1;
        while at < 3999 {
            l.at(at).get(USER, "/profile").refresh(ActorId::Attacker, None);
            assert_eq!(l.world.counters().reuse_deaths, 0, "seed {seed}");
            assert!(l.world.auth().families.values().all(|family| family.dead.is_none()), "seed {seed}, {at} s");
            at += 1 + i64::try_from(dice.below(600)).unwrap();
        }
        l.at(4001).refresh(ActorId::Attacker, None);
        let (_, why) = l.world.auth().families.values().next().unwrap().dead.expect("dead");
        assert_eq!((why.word(), l.watch.broken), ("absolute", vec![]), "seed {seed}");
    }
}

/// B1 and B2, against the rules as a table.
#[test]
fn a_script_reads_what_is_not_http_only_and_another_site_sends_what_same_site_lets_it() {
    let (now, host) = (Ms::new(0), "app.shop.test");
    let mut dice = Dice::new(7);
    for round in 0..5000 {
        let [secure, http_only, tls, same_site, top_level] = [(); 5].map(|()| dice.one_in(2));
        let word = dice.word(&["Strict", "Lax", "None", ""]);
        let (method, engine) = (dice.word(&["GET", "POST"]), *dice.pick(&[Engine::Chromium, Engine::FirefoxSafari]));
        let later = now.plus_seconds(*dice.pick(&[0, 119, 120, 500]));
        let flag = |on: bool, name: &str| if on { format!("; {name}") } else { String::new() };
        let site = flag(!word.is_empty(), &format!("SameSite={word}"));
        let field = format!("a=1; Path=/{}{}{site}", flag(secure, "Secure"), flag(http_only, "HttpOnly"));
        let mut jar = Jar::default();
        if jar.set(now, host, true, &field).is_err() {
            assert!(word == "None" && !secure, "{field}");
            continue;
        }
        assert_eq!(jar.read_by_script(later, host).count(), usize::from(!http_only), "{field}");
        let young = later < now.plus_seconds(120);
        let crosses = match (word, engine) {
            ("Strict", _) => false,
            ("Lax", _) => top_level && method == "GET",
            ("None", _) | ("", Engine::FirefoxSafari) => true,
            _ => top_level && (method == "GET" || young),
        };
        let from = Context { same_site, top_level, tls };
        let sent = jar.sent(later, engine, host, "/transfer", method, from).is_some();
        assert_eq!(sent, (tls || !secure) && (same_site || crosses), "round {round}: {field}, {method}, {from:?}");
    }
}
