//! The keys of this run: given in the key field of Inspect or brought along with a token, in memory only, wiped when the program ends.

use crate::crypto::Key;

/// The keys at hand, in the order in which they came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ring {
    keys: Vec<Key>,
}

impl Ring {
    /// The keys.
    #[must_use]
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// Is there none?
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Adds keys that are not there yet; answers how many those were.
    pub fn add(&mut self, keys: Vec<Key>) -> usize {
        let before = self.keys.len();
        for key in keys {
            let known = |other: &Key| {
                (&other.material, &other.other_readings, &other.kid) == (&key.material, &key.other_readings, &key.kid)
            };
            if !self.keys.iter().any(known) {
                self.keys.push(key);
            }
        }
        self.keys.len().saturating_sub(before)
    }

    /// Takes a key away and wipes it.
    pub fn remove(&mut self, nth: usize) -> Option<Key> {
        (nth < self.keys.len()).then(|| self.keys.remove(nth))
    }
}

/// A key in a row: `an HMAC secret, 256 bits, from env:JWT_KEY, kid "a"`. Holds foreign text.
#[must_use]
pub fn words(key: &Key) -> String {
    let half = match (key.material.public(), key.material.signs()) {
        (Some(_), true) => ", private",
        (Some(_), false) => ", public",
        (None, _) => "",
    };
    let bits = match key.material.public() {
        Some(public) if public.kind().curve().is_some() => None,
        Some(_) | None => key.material.bits(),
    };
    let bits = bits.map(|bits| format!(", {bits} bits")).unwrap_or_default();
    let kid = key.kid.as_deref().map(|kid| format!(", kid \"{kid}\"")).unwrap_or_default();
    format!("{}{half}{bits}, from {}{kid}", key.kind().words(), key.source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::read;

    fn secret(text: &str) -> Vec<Key> {
        read::secret(text, "the key field").unwrap().keys
    }

    #[test]
    fn a_key_is_on_the_ring_once() {
        let mut ring = Ring::default();
        assert_eq!(ring.add(secret("one")), 1);
        assert_eq!(ring.add([secret("one"), secret("two")].concat()), 1);
        assert_eq!(ring.keys().len(), 2);
        assert!(ring.remove(2).is_none());
        assert_eq!(ring.remove(0).map(|key| key.material), Some(secret("one").remove(0).material));
        assert_eq!(ring.keys().iter().map(words).collect::<Vec<_>>(), ["an HMAC secret, 24 bits, from the key field"]);
    }
}
