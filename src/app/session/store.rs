//! The Store pane: what the browser keeps where, who can read it, who sends it, and what the attacker holds.

use super::credential::Credential;
use super::ink::{Ink, Row};
use super::record::Scene;
use super::span;
use crate::session::auth::{access_cookie, refresh_cookie};
use crate::session::browser::MAX_COOKIE_BYTES;
use crate::session::config::{Config, Keep, SameSite};
use crate::session::event::Place;

/// The rows.
#[must_use]
pub fn rows(scene: &Scene<'_>) -> Vec<Row> {
    let config = scene.config();
    let mut rows = vec![Row::of(Ink::Dim, "browser, https://app.shop.test")];
    for place in [Place::LocalStorage, Place::SessionStorage, Place::Memory, Place::Cookie, Place::Bff] {
        let kept: Vec<&Credential> = scene.tokens().filter(|token| token.kept == Some(place)).collect();
        if kept.is_empty() && place != home(config.keep) {
            continue;
        }
        rows.push(Row::of(Ink::Strong, place.word()).and(Ink::Dim, format!("  {}", rule(place, config))));
        if kept.is_empty() {
            rows.push(Row::of(Ink::Dim, "  (empty)"));
        }
        for token in kept {
            let text = scene.record.tokens.get(&token.id).map_or("", |written| written.text.as_str());
            let begin: String = text.chars().take(8).collect();
            let ink = if token.is_good(scene.now) { Ink::Plain } else { Ink::Dim };
            let over = if token.is_good(scene.now) { "" } else { "  no longer good" };
            rows.push(
                Row::of(Ink::Strong, format!("  {:<4}", token.id.to_string()))
                    .and(ink, format!(" {}..  {:>5} B{over}", crate::token::visible::visible(&begin), text.len())),
            );
            if place == Place::Cookie {
                let name = if token.is_access() { access_cookie(config) } else { refresh_cookie(config) };
                let kind = if config.by_session_cookie() { "session cookie " } else { "" };
                let used = name.len() + text.len();
                rows.push(Row::of(
                    Ink::Dim,
                    format!("       {kind}{name}: name and value {used} of {MAX_COOKIE_BYTES} B"),
                ));
            }
        }
    }
    rows.push(Row::default());
    let readable = script_reads(config);
    let script = if readable {
        "reads the tokens, and can act as the user"
    } else {
        "cannot read the tokens, but can act as the user"
    };
    rows.push(Row::of(Ink::Dim, "a script in the page ").and(if readable { Ink::Bad } else { Ink::Warn }, script));
    let (words, ink) = cross_site(config);
    rows.push(Row::of(Ink::Dim, "a POST from another site ").and(ink, words));
    let stolen: Vec<String> = scene
        .tokens()
        .filter_map(|token| Some(format!("{} @{}", token.id, span::coarse(scene.record.t0, token.stolen?.0))))
        .collect();
    if stolen.is_empty() {
        rows.push(Row::of(Ink::Dim, "the attacker has no copies"));
    } else {
        rows.push(Row::of(Ink::Bad, format!("! the attacker has {}", stolen.join("  "))));
    }
    rows
}

/// Where the application keeps its tokens.
#[must_use]
pub const fn home(keep: Keep) -> Place {
    match keep {
        Keep::LocalStorage => Place::LocalStorage,
        Keep::SessionStorage => Place::SessionStorage,
        Keep::Memory => Place::Memory,
        Keep::Cookie => Place::Cookie,
        Keep::Bff => Place::Bff,
    }
}

/// Can a script of the page read what is kept?
fn script_reads(config: &Config) -> bool {
    match config.keep {
        Keep::LocalStorage | Keep::SessionStorage | Keep::Memory => true,
        Keep::Cookie => !config.http_only,
        Keep::Bff => false,
    }
}

fn rule(place: Place, config: &Config) -> String {
    match place {
        Place::LocalStorage => "all tabs; any script of the page reads it".to_owned(),
        Place::SessionStorage => "one tab; any script of the page reads it".to_owned(),
        Place::Memory => "one tab; lost when it loads again".to_owned(),
        Place::Cookie => {
            let only = if config.http_only { " HttpOnly" } else { "" };
            let secure = if config.secure { " Secure" } else { "" };
            format!("sent by itself; SameSite {}{only}{secure}", config.same_site)
        }
        Place::Bff => "at the backend; the browser has a cookie".to_owned(),
    }
}

fn cross_site(config: &Config) -> (String, Ink) {
    let ambient = matches!(config.keep, Keep::Cookie | Keep::Bff);
    if !ambient {
        return ("carries no token: none is in a cookie".to_owned(), Ink::Good);
    }
    match config.same_site {
        SameSite::Strict | SameSite::Lax => (format!("carries no cookie (SameSite {})", config.same_site), Ink::Good),
        SameSite::None | SameSite::Absent => {
            (format!("can carry the cookie (SameSite {}, {})", config.same_site, config.engine), Ink::Bad)
        }
    }
}
