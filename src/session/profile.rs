//! Ready configurations: the article's, a sane one, and how reuse of refresh tokens is handled in the field.

use super::config::{
    Anchor, Carry, Claim, Config, Defence, Flaw, Graced, Keep, Logout, Reuse, Shape, Validation, Violation, Who,
};

/// A configuration with a name.
pub struct Profile {
    /// Its name.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// Where that is written, and what had to be assumed.
    pub source: &'static str,
    build: fn() -> Config,
}

impl Profile {
    /// The configuration.
    #[must_use]
    pub fn config(&self) -> Config {
        (self.build)()
    }
}

/// The profile with this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Profile> {
    PROFILES.iter().find(|profile| profile.name == name)
}

const DAY: i64 = 86_400;
const HOUR: i64 = 3600;

/// All of them, in the order of the list.
pub const PROFILES: &[Profile] = &[
    Profile {
        name: "article",
        about: "as many tutorials build it: one token of four claims for 30 minutes, in localStorage",
        source: "introductory tutorials on JWT",
        build: article,
    },
    Profile {
        name: "sane",
        about: "what to start from: cookies, rotation, every check on",
        source: "RFC 9068, RFC 9700",
        build: sane,
    },
    Profile {
        name: "bff",
        about: "a backend keeps the tokens, the browser a cookie",
        source: "OAuth 2.0 for browser-based applications",
        build: bff,
    },
    Profile {
        name: "sessions",
        about: "no JWT at all: a random cookie, looked up each time",
        source: "the way before JWT",
        build: sessions,
    },
    Profile { name: "vulnerable", about: "every mistake at once", source: "the lessons", build: vulnerable },
    Profile {
        name: "rfc9700-strict",
        about: "no grace: a second use ends the family",
        source: "RFC 9700 §4.14.2; lifetimes assumed",
        build: || reuse(Reuse::default(), Some(DAY), Some(7 * DAY)),
    },
    Profile {
        name: "auth0",
        about: "no overlap as shipped; within one the parent alone, a new token each",
        source: "Auth0 documentation",
        build: || reuse(Reuse { result: Graced::Sibling, ..Reuse::default() }, None, Some(30 * DAY)),
    },
    Profile {
        name: "okta",
        about: "30 s of grace; a violation ends the access tokens too, where a deny-list is asked",
        source: "Okta guide; result and absolute lifetime assumed",
        build: || {
            reuse(
                Reuse {
                    window_s: 30,
                    result: Graced::Sibling,
                    on_violation: Violation::FamilyAndAccess,
                    ..Reuse::default()
                },
                Some(7 * DAY),
                Some(90 * DAY),
            )
        },
    },
    Profile {
        name: "cognito",
        about: "up to 60 s of grace for the original",
        source: "AWS API reference; result and violation assumed",
        build: || {
            reuse(
                Reuse { window_s: 60, result: Graced::Sibling, on_violation: Violation::Reject, ..Reuse::default() },
                None,
                Some(30 * DAY),
            )
        },
    },
    Profile {
        name: "hydra",
        about: "any used token inside its own grace, a new pair each time",
        source: "Ory guide; the window is off until it is set",
        build: || {
            reuse(
                Reuse {
                    window_s: 60,
                    who: Who::AnyAncestor,
                    result: Graced::Sibling,
                    on_violation: Violation::FamilyAndAccess,
                    ..Reuse::default()
                },
                None,
                Some(30 * DAY),
            )
        },
    },
    Profile {
        name: "supabase-v1",
        about: "the parent at any time, any used one for 10 s, answered with the active one",
        source: "Supabase auth, internal/tokens/service.go",
        build: || reuse(supabase(Anchor::RotatedAt), None, None),
    },
    Profile {
        name: "supabase-v2",
        about: "one behind at any time, any within 10 s of the last refresh",
        source: "Supabase auth, internal/tokens/service.go",
        build: || reuse(supabase(Anchor::LastUse), None, None),
    },
    Profile {
        name: "dex",
        about: "3 s in which nothing advances",
        source: "dex, server/tokens",
        build: || {
            reuse(
                Reuse {
                    window_s: 3,
                    anchor: Anchor::LastUse,
                    result: Graced::Head,
                    freeze_in_window: true,
                    on_violation: Violation::Reject,
                    ..Reuse::default()
                },
                None,
                None,
            )
        },
    },
    Profile {
        name: "keycloak",
        about: "each token has its own count, 0 as shipped",
        source: "Keycloak documentation",
        build: || {
            reuse(
                Reuse { result: Graced::Sibling, max: Some(0), on_violation: Violation::Reject, ..Reuse::default() },
                Some(30 * 60),
                Some(10 * HOUR),
            )
        },
    },
    Profile {
        name: "connect2id",
        about: "5 s for the previous one",
        source: "Connect2id release note 14.2; result assumed",
        build: || reuse(Reuse { window_s: 5, on_violation: Violation::Reject, ..Reuse::default() }, None, None),
    },
    Profile {
        name: "airlock",
        about: "until the successor is used; a new pair, earlier ones die",
        source: "Airlock manual; window and violation assumed",
        build: || {
            reuse(
                Reuse {
                    window_s: 60,
                    result: Graced::Replace,
                    until_used: true,
                    on_violation: Violation::Reject,
                    ..Reuse::default()
                },
                None,
                None,
            )
        },
    },
    Profile {
        name: "fapi2",
        about: "no rotation: the client is bound instead",
        source: "FAPI 2.0 issues 567 and 676; absolute lifetime assumed",
        build: || Config { rotation: false, ..reuse(Reuse::default(), None, Some(90 * DAY)) },
    },
    Profile {
        name: "dot-1617",
        about: "a bug: any ancestor gets a new token",
        source: "django-oauth-toolkit #1617; window and violation assumed",
        build: || {
            reuse(
                Reuse {
                    window_s: 120,
                    who: Who::AnyAncestor,
                    result: Graced::Sibling,
                    on_violation: Violation::Reject,
                    ..Reuse::default()
                },
                None,
                None,
            )
        },
    },
    Profile {
        name: "none",
        about: "no rotation: one refresh token until it ends",
        source: "the default of many servers; lifetimes assumed",
        build: || Config { rotation: false, ..reuse(Reuse::default(), Some(DAY), Some(7 * DAY)) },
    },
];

fn reuse(reuse: Reuse, refresh_idle: Option<i64>, refresh_absolute: Option<i64>) -> Config {
    Config { reuse, refresh_idle, refresh_absolute, ..Config::default() }
}

fn supabase(anchor: Anchor) -> Reuse {
    Reuse { window_s: 10, anchor, who: Who::AnyAncestor, result: Graced::Head, until_used: true, ..Reuse::default() }
}

fn article() -> Config {
    let mut config = Config {
        access_ttl: 1800,
        at_profile: Shape::Article,
        accounts: vec![],
        logout: Logout::ClientOnly,
        ..Config::default()
    };
    config.vulnerable.insert(Flaw::RoleAtRegistration);
    for api in &mut config.apis {
        api.require = [Claim::Exp].into();
    }
    config
}

fn sane() -> Config {
    Config {
        carry: Carry::Cookie,
        keep: Keep::Cookie,
        defence: Defence::OriginCheck,
        single_flight: true,
        cross_tab_lock: true,
        ..Config::default()
    }
}

fn bff() -> Config {
    Config { carry: Carry::Header, keep: Keep::Bff, ..sane() }
}

fn sessions() -> Config {
    // Nothing renews the cookie: it lives as long as the session does.
    let mut config = Config { at_profile: Shape::Opaque, access_ttl: DAY, ..sane() };
    for api in &mut config.apis {
        api.validation = Validation::ServerSession;
    }
    config
}

fn vulnerable() -> Config {
    Config { vulnerable: Flaw::ALL.iter().copied().collect(), ..Config::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_has_a_name_of_its_own() {
        for profile in PROFILES {
            assert_eq!(PROFILES.iter().filter(|other| other.name == profile.name).count(), 1, "{}", profile.name);
            assert!(named(profile.name).is_some());
        }
        assert_eq!(PROFILES.len(), 5 + 14);
    }
}
