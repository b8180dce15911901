//! The story of the article, played by itself on the empty screen: what happens when, and what is told about it.

use crate::session::id::ActorId;
use crate::session::input::{Action, Call, Input};

/// One act: at an instant something is told, and done.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// When, in milliseconds after the beginning.
    pub at: i64,
    /// What is told.
    pub told: &'static str,
    /// What is done.
    pub input: Option<Input>,
}

/// How fast it is played: half an hour in half a minute.
pub const SPEED: u32 = 60;

/// Registers, looks, is refused, registers as admin, is let in, and waits for the end.
#[must_use]
pub fn article() -> Vec<Act> {
    let register = |name: &str| {
        let action = Action::Register {
            username: name.to_owned(),
            password: format!("{name}-pass"),
            role: Some(name.to_owned()),
        };
        Some(Input::Act(ActorId::Browser(1), action))
    };
    let get = |path| Some(Input::Act(ActorId::Browser(1), Action::Call(Call::new("GET", path))));
    let act = |minutes: i64, told, input| Act { at: minutes * 60_000, told, input };
    vec![
        Act {
            at: 0,
            told: "Somebody signs up with the role user. The auth server answers with a signed token, and the page keeps it in localStorage.",
            input: register("user"),
        },
        act(
            4,
            "The page asks for /profile and sends the token along. The API checks its signature and its exp by itself and asks nobody: 200.",
            get("/profile"),
        ),
        act(
            8,
            "Now /admin. The token is good, but its role is user: 403, not 401. A new sign-in would not help.",
            get("/admin"),
        ),
        act(
            12,
            "A second account, and this form asks for the role admin. This server believes the form: that is a hole of its own.",
            register("admin"),
        ),
        act(
            16,
            "The same /admin with the admin's token: 200. The API knows nothing but what the token says.",
            get("/admin"),
        ),
        act(
            20,
            "Nothing happens, and that is the point: the token is good until its exp, unless the key is withdrawn or the API asks a deny-list.",
            None,
        ),
        act(
            42,
            "At exp the token is dead. Nobody had to do anything: it carried its own end from the beginning. The API answers 401, expired.",
            get("/profile"),
        ),
        // The refusal is what all led to: it stands long enough to be read.
        act(
            54,
            "That was the story: the token died at its exp, and nobody had to end it. a acts as the user, x as the attacker, r lists the lessons, P other ways to build it.",
            None,
        ),
    ]
}
