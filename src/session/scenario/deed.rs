//! Reads `do`: who does what, as the inputs that the world takes.

use super::mistake::Mistake;
use super::source::{Form, Reader};
use super::span;
use crate::session::config::Carry;
use crate::session::id::{ActorId, TokenId};
use crate::session::input::{Action, Call, Fault, Forgery, Input, Page};

/// Something that somebody does, or that goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// As it is written: `browser login user user-pass`.
    pub words: String,
    /// What happens.
    pub input: Input,
    /// How often.
    pub times: u32,
    /// Milliseconds from one time to the next.
    pub every_ms: i64,
}

const ACTOR: &str = "who does it: browser, browser-2, attacker, operator or network";
const BROWSER: &str = "what the browser does: register, login, GET, POST, refresh, logout, password, open, close, reload, suspend, resume, \
                       offline, online or follow-link";
const ATTACKER: &str = "what the attacker does: xss-read, xss-ride, xss-stay, xss-leave, csrf, read-log, sniff, forge, crack, obtain, \
                        GET, POST or refresh";
const OPERATOR: &str =
    "what the operator does: disable, enable, role, not-before, kill, rotate-key, compromise-key, skew, stop or start";
const NETWORK: &str = "what the network does: drop-request, drop-response, delay, duplicate or answer";
const TOKEN: &str = "a token such as AT1";
const PATH: &str = "a path such as /profile";

/// Reads `browser login user user-pass`, and `times 10 every 0:01` behind it.
pub(super) fn parse(mut words: Reader<'_>) -> Result<Deed, Mistake> {
    let written = words.written();
    let input = match words.peek().map(|word| word.text.as_str()) {
        Some("network") => {
            words.word(ACTOR)?;
            Input::Fault(network(&mut words)?)
        }
        Some("operator") => {
            words.word(ACTOR)?;
            operator(&mut words)?
        }
        Some("attacker") => {
            words.word(ACTOR)?;
            Input::Act(ActorId::Attacker, attacker(&mut words)?)
        }
        Some(_) | None => {
            let tab = words.read(ACTOR, |word| match word.parse() {
                Ok(ActorId::Browser(tab)) => Some(tab),
                Ok(_) | Err(_) => None,
            })?;
            Input::Act(ActorId::Browser(tab), browser(&mut words)?)
        }
    };
    let times = if words.accept("times") { words.read("how often, 1 to 1000", times)? } else { 1 };
    let every_ms = if words.accept("every") {
        words.read("a length of time such as 0:01", |word| span::parse(word).filter(|ms| *ms >= 0))?
    } else {
        0
    };
    words.done("expect, or the end of the line")?;
    Ok(Deed { words: written, input, times, every_ms })
}

fn times(word: &str) -> Option<u32> {
    word.parse().ok().filter(|times| (1..=1000).contains(times))
}

fn browser(words: &mut Reader<'_>) -> Result<Action, Mistake> {
    let begin = *words;
    Ok(match words.text(BROWSER)? {
        "register" => Action::Register {
            username: words.text("a name")?.to_owned(),
            password: words.text("a password")?.to_owned(),
            role: optional(words, &["times"]),
        },
        "login" => Action::Login {
            username: words.text("a name")?.to_owned(),
            password: words.text("a password")?.to_owned(),
            audience: if words.accept("for") { Some(api(words)?) } else { None },
        },
        method @ ("GET" | "POST") => Action::Call(call(method, words)?),
        "refresh" => refresh(words)?,
        "logout" => Action::Logout,
        "password" => Action::Password {
            old: words.text("the old password")?.to_owned(),
            new: words.text("the new password")?.to_owned(),
        },
        "open" => Action::OpenTab,
        "close" => Action::CloseTab,
        "reload" => Action::ReloadTab,
        "suspend" => Action::SuspendTab,
        "resume" => Action::ResumeTab,
        "offline" => Action::Online(false),
        "online" => Action::Online(true),
        "follow-link" => Action::FollowLink,
        _ => return Err(begin.mistake(BROWSER)),
    })
}

fn attacker(words: &mut Reader<'_>) -> Result<Action, Mistake> {
    let begin = *words;
    Ok(match words.text(ATTACKER)? {
        "xss-read" => Action::XssRead { tab: tab(words)? },
        "xss-ride" => {
            let tab = tab(words)?;
            let method = method(words)?;
            Action::XssRide { tab, call: call(method, words)? }
        }
        "xss-stay" => Action::PersistentXss(true),
        "xss-leave" => Action::PersistentXss(false),
        "csrf" => {
            let method = method(words)?.to_owned();
            let path = words.text(PATH)?.to_owned();
            let page = if words.accept("from") { words.read("evil or blog", page)? } else { Page::Evil };
            let top_level = !words.accept("background");
            Action::Csrf { page, method, path, top_level }
        }
        "read-log" => Action::ReadLog {
            api: match words.peek() {
                Some(word) if word.is("auth") => {
                    words.word(ATTACKER)?;
                    None
                }
                Some(word) if word.text.starts_with("api-") => Some(api(words)?),
                Some(_) | None => Some(0),
            },
        },
        "sniff" => Action::Sniff(words.read("on or off", on_or_off)?),
        "forge" => forge(words)?,
        "crack" => Action::Crack { token: token(words)? },
        "obtain" => Action::Obtain { token: words.read(TOKEN, |word| word.parse().ok())? },
        method @ ("GET" | "POST") => Action::Call(call(method, words)?),
        "refresh" => refresh(words)?,
        _ => return Err(begin.mistake(ATTACKER)),
    })
}

/// `tamper AT1 role admin`.
fn forge(words: &mut Reader<'_>) -> Result<Action, Mistake> {
    const HOW: &str = "how: tamper, a spelling of none, confuse, kid, jwk, jku, crack, stolen-key, truncate or no-exp";
    let begin = *words;
    let how = match words.text(HOW)? {
        "tamper" => Forgery::Tamper,
        none if none.eq_ignore_ascii_case("none") => Forgery::None(none.to_owned()),
        "confuse" => Forgery::Confuse,
        "kid" => Forgery::Kid(words.text("the kid")?.to_owned()),
        "jwk" => Forgery::Jwk,
        "jku" => Forgery::Jku,
        "crack" => Forgery::Crack,
        "stolen-key" => Forgery::StolenKey,
        "truncate" => Forgery::Truncate,
        "no-exp" => Forgery::NoExp,
        _ => return Err(begin.mistake(HOW)),
    };
    let from = token(words)?;
    let role = if words.accept("role") { Some(words.text("a role")?.to_owned()) } else { None };
    let sub = if words.accept("sub") { Some(words.text("a subject")?.to_owned()) } else { None };
    Ok(Action::Forge { how, from, role, sub })
}

fn operator(words: &mut Reader<'_>) -> Result<Input, Mistake> {
    let begin = *words;
    let action = match words.text(OPERATOR)? {
        word @ ("enable" | "disable") => {
            Action::Enable { user: words.text("a name")?.to_owned(), enabled: word == "enable" }
        }
        "role" => {
            let user = words.text("a name")?.to_owned();
            Action::SetRole { user, role: words.text("a role")?.to_owned() }
        }
        "not-before" => Action::NotBefore { user: words.text("a name")?.to_owned() },
        "kill" => Action::Kill { family: words.read("a family such as F1", |word| word.parse().ok())? },
        "rotate-key" => Action::RotateKey,
        "compromise-key" => Action::CompromiseKey,
        "skew" => {
            let actor = server(words)?;
            let offset_ms = words.read("by how much, such as -1:30", span::parse)?;
            return Ok(Input::Fault(Fault::Skew { actor, offset_ms }));
        }
        word @ ("stop" | "start") => {
            let up = word == "start";
            if words.accept("deny-list") {
                return Ok(Input::Fault(Fault::DenyStore { up }));
            }
            return Ok(Input::Fault(Fault::Server { actor: server(words)?, up }));
        }
        _ => return Err(begin.mistake(OPERATOR)),
    };
    Ok(Input::Act(ActorId::Operator, action))
}

fn network(words: &mut Reader<'_>) -> Result<Fault, Mistake> {
    let begin = *words;
    Ok(match words.text(NETWORK)? {
        "drop-request" => Fault::DropRequest,
        "drop-response" => Fault::DropResponse,
        "delay" => {
            Fault::Delay { ms: words.read("how long, such as 0:01", |word| u32::try_from(span::parse(word)?).ok())? }
        }
        "duplicate" => Fault::Duplicate,
        "answer" => Fault::NextStatus(words.read("a status such as 503", |word| word.parse().ok())?),
        _ => return Err(begin.mistake(NETWORK)),
    })
}

/// `/profile AT1 at api-b via header query`.
fn call(method: &str, words: &mut Reader<'_>) -> Result<Call, Mistake> {
    let path = words.read(PATH, |word| word.starts_with('/').then(|| word.to_owned()))?;
    let token = token(words)?;
    let api = if words.accept("at") { api(words)? } else { 0 };
    let mut via = Vec::new();
    if words.accept("via") {
        via.push(words.read("header, cookie, query or body", Carry::from_word)?);
        while let Some(carry) = words.peek().and_then(|word| Carry::from_word(&word.text)) {
            words.word(PATH)?;
            via.push(carry);
        }
    }
    Ok(Call { api, method: method.to_owned(), path, token, via })
}

fn refresh(words: &mut Reader<'_>) -> Result<Action, Mistake> {
    let token = token(words)?;
    let client = if words.accept("as") { Some(words.text("a client")?.to_owned()) } else { None };
    Ok(Action::Refresh { token, client })
}

fn method<'a>(words: &mut Reader<'a>) -> Result<&'a str, Mistake> {
    let begin = *words;
    match words.text("GET or POST")? {
        method @ ("GET" | "POST") => Ok(method),
        _ => Err(begin.mistake("GET or POST")),
    }
}

/// A token, if the next word is one.
fn token(words: &mut Reader<'_>) -> Result<Option<TokenId>, Mistake> {
    match words.peek().and_then(|word| word.text.parse().ok()) {
        Some(token) => {
            words.word(TOKEN)?;
            Ok(Some(token))
        }
        None => Ok(None),
    }
}

/// A tab, if the next word is one; otherwise the first.
fn tab(words: &mut Reader<'_>) -> Result<u8, Mistake> {
    match words.peek().map(|word| word.text.parse()) {
        Some(Ok(ActorId::Browser(tab))) => {
            words.word(ACTOR)?;
            Ok(tab)
        }
        Some(_) | None => Ok(1),
    }
}

fn api(words: &mut Reader<'_>) -> Result<u8, Mistake> {
    words.read("an API such as api-b", |word| match word.parse() {
        Ok(ActorId::Api(api)) => Some(api),
        Ok(_) | Err(_) => None,
    })
}

fn server(words: &mut Reader<'_>) -> Result<ActorId, Mistake> {
    words.read("a server: auth, or an API such as api-a", |word| match word.parse() {
        Ok(server @ (ActorId::Auth | ActorId::Api(_) | ActorId::Bff)) => Some(server),
        Ok(_) | Err(_) => None,
    })
}

fn page(word: &str) -> Option<Page> {
    match word {
        "evil" => Some(Page::Evil),
        "blog" => Some(Page::Blog),
        _ => None,
    }
}

fn on_or_off(word: &str) -> Option<bool> {
    match word {
        "on" => Some(true),
        "off" => Some(false),
        _ => None,
    }
}

/// The next word, unless it is a mark or one of these.
fn optional(words: &mut Reader<'_>, not: &[&str]) -> Option<String> {
    let word = words.peek().filter(|word| word.form != Form::Mark && !not.contains(&word.text.as_str()))?;
    words.text("a word").ok()?;
    Some(word.text.clone())
}
