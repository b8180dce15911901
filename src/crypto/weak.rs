//! What makes a secret weak: too few bits for its algorithm, or a place on every attacker's list.

use super::algorithm::Algorithm;
use super::secret::Secret;

/// Secrets that stand in documentation, examples and the defaults of frameworks, one a line.
const WELL_KNOWN: &str = include_str!("../../assets/well-known-secrets.txt");

/// The well-known secrets.
pub fn well_known() -> impl Iterator<Item = &'static str> {
    WELL_KNOWN.lines()
}

/// A weakness of a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// It is on the list of those that are tried first.
    WellKnown {
        /// The same as it stands on the list, which is public.
        listed: &'static str,
        /// Its length.
        bits: usize,
    },
    /// Shorter than the hash of its algorithm, which RFC 7518 §3.2 forbids.
    Short {
        /// Its length.
        bits: usize,
        /// The least that is allowed.
        due: usize,
    },
}

/// What is weak about `secret` as a key of `algorithm`; `None` when nothing is known to be.
#[must_use]
pub fn weakness(algorithm: Algorithm, secret: &Secret) -> Option<Weakness> {
    let bits = secret.len().saturating_mul(8);
    if let Some(listed) = well_known().find(|known| known.as_bytes() == secret.reveal()) {
        return Some(Weakness::WellKnown { listed, bits });
    }
    algorithm.least_bits().filter(|due| bits < *due).map(|due| Weakness::Short { bits, due })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(algorithm: Algorithm, secret: &[u8]) -> Option<Weakness> {
        weakness(algorithm, &Secret::new(secret.to_vec()))
    }

    #[test]
    fn a_secret_has_at_least_the_bits_of_its_hash() {
        for (algorithm, due) in [(Algorithm::Hs256, 32), (Algorithm::Hs384, 48), (Algorithm::Hs512, 64)] {
            assert_eq!(of(algorithm, &vec![7; due]), None);
            let short = Weakness::Short { bits: (due - 1) * 8, due: due * 8 };
            assert_eq!(of(algorithm, &vec![7; due - 1]), Some(short));
        }
    }

    #[test]
    fn a_secret_of_the_documentation_is_known_however_long_it_is() {
        assert_eq!(of(Algorithm::Hs256, b"secret"), Some(Weakness::WellKnown { listed: "secret", bits: 48 }));
        let long = b"a-string-secret-at-least-256-bits-long";
        assert_eq!(
            of(Algorithm::Hs256, long),
            Some(Weakness::WellKnown { listed: "a-string-secret-at-least-256-bits-long", bits: 304 })
        );
        assert_eq!(of(Algorithm::Hs256, b"a-string-secret-at-least-256-bits-lonG"), None);
        assert_eq!(of(Algorithm::Hs256, b""), Some(Weakness::Short { bits: 0, due: 256 }));
    }

    #[test]
    fn the_list_has_no_empty_line_and_nothing_twice() {
        let mut lines: Vec<&str> = well_known().collect();
        assert!(lines.iter().all(|line| line.trim() == *line && !line.is_empty()));
        let count = lines.len();
        lines.sort_unstable();
        lines.dedup();
        assert_eq!(lines.len(), count);
    }
}
