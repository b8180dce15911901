//! The keys of one source, and what else was in it.

use std::sync::Arc;

use crate::crypto::key::Key;
use crate::crypto::key_error::KeyError;

/// A text of many keys that is longer is nobody's secret, and costs whoever tries it as one.
const LARGEST_TEXT: usize = 256 << 10;

/// The keys of one source, and what else was in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys {
    /// The keys, in the order of the source; at least one.
    pub keys: Vec<Key>,
    /// What was meant as a key and cannot be used, beside those that can (RFC 7517 §5: a reader of a set passes over it).
    pub skipped: Vec<Skipped>,
    /// Whether they came as a list.
    pub set: bool,
}

/// Something in a set that is no key that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Which one, from 1, of all that are in the source.
    pub place: usize,
    /// Its identifier, as received. Foreign text.
    pub kid: Option<String>,
    /// Why it cannot be used.
    pub why: KeyError,
}

impl Keys {
    pub(super) const fn none() -> Self {
        Self { keys: Vec::new(), skipped: Vec::new(), set: true }
    }

    pub(super) fn single(key: Key) -> Self {
        Self { keys: vec![key], skipped: Vec::new(), set: false }
    }

    /// The same, all of them read from this text; what also holds a private key is no public text.
    pub(super) fn all_from(mut self, text: &[u8]) -> Self {
        if text.len() > LARGEST_TEXT || self.keys.iter().any(|key| key.material.signs()) {
            return self;
        }
        let text: Arc<[u8]> = text.into();
        for key in &mut self.keys {
            key.public_texts.push(Arc::clone(&text));
        }
        self
    }

    /// Adds the next of a list.
    pub(super) fn push(&mut self, kid: Option<String>, read: Result<Key, KeyError>) {
        match read {
            Ok(key) => self.keys.push(key),
            Err(why) => {
                let place = self.keys.len().saturating_add(self.skipped.len()).saturating_add(1);
                self.skipped.push(Skipped { place, kid, why });
            }
        }
    }

    /// The list, if there is a key in it; otherwise why the first is none.
    pub(super) fn or_why(self) -> Result<Self, KeyError> {
        match self.skipped.first() {
            Some(first) if self.keys.is_empty() => Err(first.why.clone()),
            Some(_) | None if self.keys.is_empty() => Err(KeyError::EmptySet),
            Some(_) | None => Ok(self),
        }
    }
}
