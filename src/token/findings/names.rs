//! What the name of a member says about its value. Payloads of megabytes have few names and each of them a hundred thousand times: what one
//! means is kept.

use std::borrow::Cow;

use super::{lookalike, personal, secret};

/// What a name says about the value under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Meaning {
    /// The value says who somebody is.
    pub identity: bool,
    /// The value is personal data.
    pub personal: bool,
    /// An address under it is that of a service.
    pub service: bool,
    /// The value is a secret.
    pub secret: bool,
    /// The value is a part of a JWK by which a private key is told.
    pub of_key: bool,
    /// The name has only letters that are seen, none of them in an escape.
    pub plain: bool,
}

impl Meaning {
    fn of(raw: &[u8], name: &str) -> Self {
        Self {
            identity: lookalike::is_identity(name),
            personal: personal::is_name(name),
            service: personal::is_service(name),
            secret: secret::is_name(name),
            of_key: matches!(name, "kty" | "d" | "priv" | "k"),
            plain: is_plain(raw),
        }
    }
}

/// Only ASCII, nothing that acts, and no escape: nothing in it hides or looks like something else.
pub(super) fn is_plain(raw: &[u8]) -> bool {
    raw.iter().all(|octet| matches!(octet, b' '..=b'~') && *octet != b'\\')
}

/// How many names are kept.
const KEPT: usize = 64;

/// The longest name that is.
const LONGEST: usize = 32;

/// What is known of names: each as received, in the place that its letters give; whichever came last has it.
pub(super) struct Names<'a>([Option<(&'a [u8], Meaning)>; KEPT]);

impl<'a> Names<'a> {
    pub(super) const fn new() -> Self {
        Self([None; KEPT])
    }

    /// What the name says that was received as `raw`; `name` gives it with its escapes undone.
    pub(super) fn meaning(&mut self, raw: &'a [u8], name: impl FnOnce() -> Cow<'a, str>) -> Meaning {
        if raw.len() > LONGEST {
            return Meaning::of(raw, &name());
        }
        let place = raw.iter().fold(raw.len(), |place, octet| place.wrapping_mul(31).wrapping_add(usize::from(*octet)));
        let Some(slot) = self.0.get_mut(place % KEPT) else { return Meaning::default() };
        match slot {
            Some((kept, meaning)) if *kept == raw => *meaning,
            _ => {
                let meaning = Meaning::of(raw, &name());
                *slot = Some((raw, meaning));
                meaning
            }
        }
    }
}
