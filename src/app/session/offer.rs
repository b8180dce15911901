//! What can be done now, as the user and as the attacker: an item of a menu says what it would do, and nothing impossible is offered.

use super::credential::Credential;
use super::record::Scene;
use super::store::home;
use crate::session::config::{Alg, Carry, Config, DenyList, Flaw, Keep, Logout, Validation};
use crate::session::id::{ActorId, TokenId};
use crate::session::input::{Action, Call, Forgery, Input, Page};
use crate::token::visible::visible;

/// The most tabs that the browser has.
const MAX_TABS: usize = 64;

/// One thing that can be done.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// The key that does it.
    pub key: char,
    /// What it is and what it would do.
    pub words: String,
    /// The same for the world.
    pub input: Input,
}

/// What is possible, collected item by item.
struct Offers {
    actor: ActorId,
    list: Vec<Offer>,
}

impl Offers {
    fn add(&mut self, key: char, words: impl Into<String>, action: Action) {
        self.list.push(Offer { key, words: words.into(), input: Input::Act(self.actor, action) });
    }
}

/// The accounts: those of the beginning, then those that were registered, with name and role.
fn accounts<'a>(scene: &Scene<'a>) -> Vec<(&'a str, &'a str)> {
    let first = scene.record.config.accounts.iter().map(|account| (account.name.as_str(), account.role.as_str()));
    let later = scene.standing.accounts.iter().map(|(name, role)| (name.as_str(), role.as_str()));
    first.chain(later).collect()
}

/// The password of an account as it is after this many changes: whoever registers here takes the name with `-pass`.
fn password(config: &Config, name: &str, changes: u32) -> String {
    let account = config.accounts.iter().find(|account| account.name == name);
    let first = account.map_or_else(|| format!("{name}-pass"), |account| account.password.clone());
    if changes == 0 { first } else { format!("{first}-{}", changes + 1) }
}

/// The access token that the browser would send, and the refresh token.
fn in_hand<'a>(scene: &Scene<'a>) -> (Option<&'a Credential>, Option<&'a Credential>) {
    let place = Some(home(scene.config().keep));
    let kept = |access: bool| scene.tokens().rev().find(|token| token.kept == place && token.is_access() == access);
    (kept(true), kept(false))
}

/// What signing out ends, by the settings: the family and the deny-list are two things.
fn logout_ends(config: &Config) -> String {
    if config.by_session_cookie() && config.logout != Logout::ClientOnly {
        return "the session ends at the server, the cookie with it".to_owned();
    }
    let scope = if config.has(Flaw::LogoutOne) { Logout::PresentedToken } else { config.logout };
    let listed = config.deny_list != DenyList::Off;
    let asks = config.apis.iter().any(|api| api.validation != Validation::Local);
    let (ended, all) = match scope {
        Logout::ClientOnly => return "the browser forgets its tokens; the server is told and ends nothing".to_owned(),
        Logout::PresentedToken => ("the refresh token that is sent ends", false),
        Logout::Family => ("the token family ends", true),
        Logout::AllOfUser => ("all the user's token families end", true),
    };
    let access = match (all && listed, all && asks) {
        (true, _) => "access tokens go on the deny-list",
        (false, true) => "access tokens end where the API asks the auth server",
        (false, false) => "access tokens live until exp",
    };
    format!("{ended}; {access}")
}

/// What the user can do.
#[must_use]
pub fn as_user(scene: &Scene<'_>) -> Vec<Offer> {
    let mut offers = Offers { actor: ActorId::Browser(1), list: Vec::new() };
    let config = scene.config();
    if scene.standing.offline {
        offers.add('o', "go online", Action::Online(true));
    }
    let accounts = accounts(scene);
    let (access, refresh) = in_hand(scene);
    if let Some(token) = access {
        let id = token.id;
        let role = scene.record.tokens.get(&id).and_then(|written| written.role.clone()).unwrap_or_default();
        let role = if role.is_empty() { String::new() } else { format!(" (role {})", visible(&role)) };
        let with = if config.by_session_cookie() { format!("the session cookie {id}") } else { id.to_string() };
        offers.add('p', format!("GET /profile with {with}"), Action::Call(Call::new("GET", "/profile")));
        offers.add('d', format!("GET /admin with {with}{role}"), Action::Call(Call::new("GET", "/admin")));
        offers.add(
            't',
            format!("POST /transfer with {with}: money moves"),
            Action::Call(Call::new("POST", "/transfer")),
        );
        for (number, (api, key)) in config.apis.iter().zip(['1', '2', '3', '4', '5', '6', '7', '8']).enumerate().skip(1)
        {
            let call = Call { api: u8::try_from(number).unwrap_or(0), ..Call::new("GET", "/profile") };
            offers.add(key, format!("GET /profile at {} with {id}", visible(&api.host)), Action::Call(call));
        }
    } else {
        offers.add('p', "GET /profile without a token", Action::Call(Call::new("GET", "/profile")));
    }
    if let Some(token) = refresh {
        let turned = match (token.over().filter(|over| *over <= scene.now), token.revoked, token.rotated) {
            (Some(_), Some(_), _) => "it is revoked and will be refused",
            (Some(_), None, Some(_)) => "it was used before",
            (Some(_), None, None) => "it has ended and will be refused",
            (None, ..) if config.rotation => "a new pair, this one is used up",
            (None, ..) => "a new access token",
        };
        offers.add('f', format!("refresh with {}: {turned}", token.id), Action::Refresh { token: None, client: None });
    }
    let keys = ['i', 'I', 'n', 'N', 'b', 'B'];
    let changes = |name: &str| scene.standing.passwords.get(name).copied().unwrap_or(0);
    for ((name, role), key) in accounts.iter().zip(keys) {
        let password = password(config, name, changes(name));
        let login = Action::Login { username: (*name).to_owned(), password, audience: None };
        offers.add(key, format!("log in as {} (role {})", visible(name), visible(role)), login);
    }
    let open = config.has(Flaw::RoleAtRegistration);
    let wanted = [("user", "user", 'r'), ("admin", "admin", 'R'), ("mallory", "admin", 'm')];
    for (name, role, key) in wanted {
        // Somebody who makes themselves an admin is worth a try only where the names of the article are taken.
        let late = name == "mallory" && !accounts.iter().any(|(other, _)| *other == "admin");
        if late || accounts.iter().any(|(other, _)| *other == name) {
            continue;
        }
        let heed = if open { "the server believes it" } else { "the server gives the role user" };
        let words = format!("register {name}, asking for role {role}: {heed}");
        let register = Action::Register {
            username: name.to_owned(),
            password: format!("{name}-pass"),
            role: Some(role.to_owned()),
        };
        offers.add(key, words, register);
    }
    // Whoever has a refresh token alone is signed in still.
    if access.or(refresh).is_some() {
        offers.add('l', format!("log out: {}", logout_ends(config)), Action::Logout);
    }
    if let Some(token) = access {
        let who = scene.record.tokens.get(&token.id).and_then(|written| written.sub.clone());
        if let Some(who) = who {
            let done = changes(&who);
            let (old, new) = (password(config, &who, done), password(config, &who, done.saturating_add(1)));
            offers.add('w', "change the password", Action::Password { old, new });
        }
        if config.carry == Carry::Query {
            offers.add('k', "follow a link to another site: the Referer goes with it", Action::FollowLink);
        }
    }
    let lost = if config.keep == Keep::Memory { "tokens in memory are lost" } else { "the tokens stay where they are" };
    offers.add('e', format!("load the page again: {lost}"), Action::ReloadTab);
    let tabs = &scene.standing.tabs;
    if tabs.len() < MAX_TABS {
        offers.add('T', "open another tab", Action::OpenTab);
    }
    if let Some(last) = tabs.last().filter(|_| tabs.len() > 1) {
        let input = Input::Act(ActorId::Browser(*last), Action::CloseTab);
        offers.list.push(Offer { key: 'c', words: format!("close tab {last}"), input });
    }
    if !scene.standing.offline {
        offers.add('o', "go offline", Action::Online(false));
    }
    offers.list
}

/// What the attacker can do.
#[must_use]
pub fn as_attacker(scene: &Scene<'_>) -> Vec<Offer> {
    let mut offers = Offers { actor: ActorId::Attacker, list: Vec::new() };
    let config = scene.config();
    let (access, refresh) = in_hand(scene);
    let stolen =
        |access: bool| scene.tokens().rev().find(|token| token.stolen.is_some() && token.is_access() == access);
    if access.is_some() || refresh.is_some() {
        let readable = match config.keep {
            Keep::LocalStorage | Keep::SessionStorage | Keep::Memory => true,
            Keep::Cookie => !config.http_only,
            Keep::Bff => false,
        };
        let kept: Vec<String> = [access, refresh].into_iter().flatten().map(|token| token.id.to_string()).collect();
        let gets = if readable { format!("copies {}", kept.join(" ")) } else { "cannot read the tokens".to_owned() };
        let place = home(config.keep);
        offers.add('s', format!("XSS: a script in the page reads {place}: {gets}"), Action::XssRead { tab: 1 });
        let ride = Action::XssRide { tab: 1, call: Call::new("POST", "/transfer") };
        offers.add('b', "XSS: a script in the page sends POST /transfer as the user", ride);
        let stays = if readable { "reads every new token" } else { "can read no token that comes" };
        offers.add('v', format!("XSS: a script stays and {stays}"), Action::PersistentXss(true));
        let csrf = |page| Action::Csrf { page, method: "POST".into(), path: "/transfer".into(), top_level: true };
        offers.add('c', "CSRF: a page of evil.test sends POST /transfer from the user's browser", csrf(Page::Evil));
        offers.add('C', "CSRF: the same from blog.shop.test, which is the same site", csrf(Page::Blog));
    }
    if !config.tls {
        offers.add('n', "listen to the wire, which is not encrypted", Action::Sniff(true));
    }
    let in_log = if scene.standing.tally.requests == 0 {
        "nothing stands in it yet"
    } else if config.carry == Carry::Query || config.has(Flaw::TokensLogged) {
        "tokens stand in it"
    } else {
        "no tokens in it"
    };
    offers.add('g', format!("read a leaked access log of api-a: {in_log}"), Action::ReadLog { api: Some(0) });
    let call = |path: &str, token| Action::Call(Call { token: Some(token), ..Call::new("GET", path) });
    if let Some(token) = stolen(true) {
        let id = token.id;
        offers.add('p', format!("GET /profile with the stolen {id}"), call("/profile", id));
        offers.add('d', format!("GET /admin with the stolen {id}"), call("/admin", id));
        let forge = |how| Action::Forge { how, from: Some(id), role: Some("admin".into()), sub: None };
        offers.add('t', format!("tamper: {id} with role admin, signature as it was"), forge(Forgery::Tamper));
        offers.add(
            '0',
            format!("alg none: {id} with role admin and no signature"),
            forge(Forgery::None("none".into())),
        );
        if matches!(config.alg, Alg::Rs256 | Alg::EdDsa) {
            offers.add('o', "confusion: the public key as the secret of HS256", forge(Forgery::Confuse));
            offers.add('w', "jwk: the attacker's own key in the header", forge(Forgery::Jwk));
        } else {
            offers.add(
                'y',
                format!("crack: try a list of words as the secret of {id}"),
                Action::Crack { token: Some(id) },
            );
        }
        if scene.standing.cracked {
            offers.add('z', "sign role admin with the secret that was found", forge(Forgery::Crack));
        }
        offers.add('K', format!("kid: {id} names a file as its key"), forge(Forgery::Kid("../../dev/null".into())));
    }
    if let Some(token) = stolen(false) {
        let id = token.id;
        let state = if token.rotated.is_some() { ", which was used before" } else { "" };
        offers.add(
            'f',
            format!("refresh with the stolen {id}{state}"),
            Action::Refresh { token: Some(id), client: None },
        );
    }
    let mut forged = scene.tokens().rev().map(|token| token.id).filter(|id| matches!(id, TokenId::Forged(_)));
    if let Some(id) = forged.next() {
        offers.add('x', format!("GET /admin with the forged {id}"), call("/admin", id));
        offers.add('X', format!("GET /profile with the forged {id}"), call("/profile", id));
    }
    // Those before it, each under its number as far as digits go.
    for id in forged {
        if let TokenId::Forged(number) = id
            && let Some(digit) = char::from_digit(number, 10)
        {
            offers.add(digit, format!("GET /admin with the forged {id}"), call("/admin", id));
        }
    }
    offers.list
}
