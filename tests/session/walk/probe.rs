//! What is asked of a world at the end of a walk: requests that must change nothing, and servers that must ask nobody.

use std::collections::BTreeMap;

use jotlab::session::api::{Answer, Told, Upstream};
use jotlab::session::auth::{AuthServer, DenyEntry, Family, RefreshState, RefreshToken, User};
use jotlab::session::config::{DenyList, Logout, Validation, Violation};
use jotlab::session::drbg::Drbg;
use jotlab::session::entry::Entry;
use jotlab::session::event::EventKind;
use jotlab::session::http::{Request, Response, encode_form};
use jotlab::session::id::{FamilyId, TokenId};
use jotlab::session::key::NamedKey;
use jotlab::session::token::Token;
use jotlab::session::verdict::Check;
use jotlab::session::world::World;

use super::dice::Dice;

/// What an auth server knows.
type Knows = (
    BTreeMap<FamilyId, Family>,
    BTreeMap<u32, RefreshToken>,
    BTreeMap<u32, Token>,
    BTreeMap<String, User>,
    Vec<DenyEntry>,
);

fn knows(auth: &AuthServer) -> Knows {
    (auth.families.clone(), auth.refresh.clone(), auth.access.clone(), auth.users.clone(), auth.deny.entries.clone())
}

/// An auth server after a walk, and what is asked of it.
struct Asked<'a> {
    world: &'a World,
    auth: AuthServer,
}

impl Asked<'_> {
    fn ask(&mut self, r: &Request) -> (Response, Vec<EventKind>) {
        let (response, log) = self.auth.handle(self.world.now(), &mut Drbg(self.world.seed()), r);
        let events = log.into_iter().filter_map(|entry| match entry {
            Entry::Event(kind) => Some(kind),
            Entry::Lookup(_) | Entry::Verified(_) | Entry::Signed(_) => None,
        });
        (response, events.collect())
    }
}

fn redeem(fields: &[(&str, &str)]) -> Request {
    let form = encode_form(fields);
    Request::new("POST", "/oauth2/token", "auth.shop.test").with_body("application/x-www-form-urlencoded", form)
}

/// F4, F10, F12, F15, S2 and S3, of one of the world's refresh tokens; A1 and A11, of its servers and tokens; K3.
pub fn all(dice: &mut Dice, world: &World) -> Vec<String> {
    let mut broken = Vec::new();
    let tokens: Vec<&Token> = world.tokens().collect();
    let refresh: Vec<&Token> = tokens.iter().copied().filter(|token| matches!(token.id, TokenId::Refresh(_))).collect();
    if !refresh.is_empty() {
        let token = *dice.pick(&refresh);
        refused(world, token, &mut broken);
        alarmed(world, &mut broken);
        logged_out(world, token, &mut broken);
    }
    published(world, &mut broken);
    if !tokens.is_empty() {
        alone(world, tokens[dice.below(tokens.len())], &mut broken);
    }
    broken
}

fn refused(world: &World, token: &Token, broken: &mut Vec<String>) {
    let (grant, client) = (("grant_type", "refresh_token"), ("client_id", "shop-spa"));
    let (known, unknown) = (("refresh_token", token.text.as_str()), ("refresh_token", "A-token-that-nobody-was-given"));
    let requests: [(&str, Request); 6] = [
        ("F12", redeem(&[grant, unknown, client])),
        ("F15", redeem(&[grant, known, ("client_id", "partner-app")])),
        ("F15", redeem(&[grant, known, ("client_id", "api"), ("client_secret", "wrong")])),
        ("F10", redeem(&[grant, known, client, ("scope", "orders everything")])),
        ("F10", redeem(&[grant, known, known, client])),
        ("F10", redeem(&[("grant_type", "password"), known, client])),
    ];
    for (name, r) in requests {
        let mut asked = Asked { world, auth: world.auth().clone() };
        let before = knows(&asked.auth);
        let (response, events) = asked.ask(&r);
        let check = events.iter().find_map(|kind| match kind {
            EventKind::GrantRefused { check, .. } => Some(*check),
            _ => None,
        });
        if response.status < 400 || events.iter().any(|kind| matches!(kind, EventKind::Issued { .. })) {
            broken.push(format!("{name}: {} gave {}", r.text(), response.status));
        }
        // The deaths of 11 to 13 are the only ones.
        if !check.is_some_and(|check| (11..=13).contains(&check)) && knows(&asked.auth) != before {
            broken.push(format!("F10: {} was refused by {check:?} and changed something", r.text()));
        }
    }
}

/// F4: a used token that comes again ends its family, whatever else is wrong with the request.
fn alarmed(world: &World, broken: &mut Vec<String>) {
    let reuse = &world.config().reuse;
    let strict = reuse.window_s == 0 && !reuse.until_used && reuse.on_violation != Violation::Reject;
    let alive = |token: &&RefreshToken| world.auth().families[&token.family].dead.is_none();
    let used = |token: &&RefreshToken| matches!(token.state, RefreshState::Rotated { .. });
    let Some(token) = world.auth().refresh.values().filter(alive).find(used).filter(|_| strict) else { return };
    let text = world.token(token.id()).map(|token| token.text.clone()).unwrap_or_default();
    let mut asked = Asked { world, auth: world.auth().clone() };
    let fields = [("grant_type", "refresh_token"), ("refresh_token", &text), ("client_id", "shop-spa")];
    asked.ask(&redeem(&[&fields[..], &[("scope", "orders everything")]].concat()));
    if asked.auth.families[&token.family].dead.is_none() {
        broken.push(format!("F4: {} came again with a wrong scope, and its family lives", token.id()));
    }
}

/// K3: nothing private is published.
fn published(world: &World, broken: &mut Vec<String>) {
    let mut asked = Asked { world, auth: world.auth().clone() };
    let (response, _) = asked.ask(&Request::new("GET", "/.well-known/jwks.json", "auth.shop.test"));
    for private in ["d", "p", "q", "dp", "dq", "qi", "k", "oct"] {
        if response.text().contains(&format!("\"{private}\"")) {
            broken.push(format!("K3: the key set holds {private}"));
        }
    }
}

fn logged_out(world: &World, token: &Token, broken: &mut Vec<String>) {
    let body = format!(r#"{{"refresh_token":"{}"}}"#, token.text);
    let r = Request::new("POST", "/logout", "auth.shop.test").with_body("application/json", body);
    let mut asked = Asked { world, auth: world.auth().clone() };
    let before = asked.auth.families.clone();
    let (first, _) = asked.ask(&r);
    let between = knows(&asked.auth);
    let (second, _) = asked.ask(&r);
    if first != second || first.status != 204 || knows(&asked.auth) != between {
        broken.push(format!("S2: the second logout with {} is not like the first", token.id));
    }
    let mut dead = before.iter().filter(|(_, family)| family.dead.is_some());
    if let Some((id, _)) = dead.find(|(id, family)| between.0[id].dead != family.dead) {
        broken.push(format!("F2: {id} died again by the logout with {}", token.id));
    }
    let mut touched = before.iter().filter(|(id, family)| between.0[id] != **family && Some(**id) != token.family);
    if let Some((id, _)) = touched.next().filter(|_| world.config().logout != Logout::AllOfUser) {
        broken.push(format!("S3: the logout with {} touched {id}", token.id));
    }
}

/// Other servers that say whatever would let a token pass, or whatever would not, and are counted.
struct Others {
    kind: bool,
    asked: usize,
}

impl Upstream for Others {
    fn key_set(&mut self) -> Answer<Vec<NamedKey>> {
        self.asked += 1;
        Answer::Failed
    }
    fn introspect(&mut self, _: &str) -> Answer<Option<Told>> {
        self.session("")
    }
    fn session(&mut self, _: &str) -> Answer<Option<Told>> {
        self.asked += 1;
        let (sub, role, aud) = ("user".to_owned(), "admin".to_owned(), "https://api.shop.test".to_owned());
        Answer::Ready(self.kind.then_some(Told { sub, role, aud, exp: i64::MAX }))
    }
    fn denied(&mut self, _: &str, _: &str, _: &str, _: i64) -> Answer<bool> {
        self.asked += 1;
        Answer::Ready(!self.kind)
    }
    fn foreign_keys(&mut self, _: &str) -> Vec<NamedKey> {
        self.asked += 1;
        Vec::new()
    }
}

fn alone(world: &World, token: &Token, broken: &mut Vec<String>) {
    let r = Request::new("GET", "/admin", "api.shop.test").with("Authorization", format!("Bearer {}", token.text));
    for api in world.apis() {
        let local = world.config().apis[usize::from(api.number)].validation == Validation::Local;
        if !local || world.config().deny_list != DenyList::Off || !world.config().alg.is_hmac() {
            continue;
        }
        let decided = [true, false].map(|kind| {
            let mut others = Others { kind, asked: 0 };
            let (response, verdict, _) = api.clone().handle(world.now(), &mut others, &r).unwrap();
            if others.asked + usize::try_from(verdict.lookups).unwrap() > 0 {
                broken.push(format!("A11: {} was looked up", token.id));
            }
            (response, verdict)
        });
        if decided[0] != decided[1] {
            broken.push(format!("A1: what others say of {} decides", token.id));
        }
        for value in ["Basic YTpi", "Bearer", "Bearer a b", &format!("bearer {}x", token.text)] {
            let r = Request::new("GET", "/profile", "api.shop.test").with("Authorization", value);
            let mut others = Others { kind: true, asked: 0 };
            let (_, verdict, _) = api.clone().handle(world.now(), &mut others, &r).unwrap();
            if !verdict.rows.iter().map(|row| row.check).eq(Check::ALL.iter().copied()) {
                broken.push(format!("R: {value} is judged as {:?}", verdict.rows));
            }
        }
    }
}
