//! The randomness of the operating system: the one place that asks for it. Keys, salts and identifiers come from here.

use aws_lc_rs::rand;

/// Fills `bytes` with randomness fit for keys.
///
/// # Panics
/// Where the operating system has none to give. The library ends the process itself before it says so: nothing may go on with a key that
/// can be guessed.
pub fn fill(bytes: &mut [u8]) {
    assert!(rand::fill(bytes).is_ok(), "the operating system gives no randomness");
}

/// So many random bytes.
#[must_use]
pub fn bytes(count: usize) -> Vec<u8> {
    let mut bytes = vec![0; count];
    fill(&mut bytes);
    bytes
}

/// A random UUID, version 4, in lower case (RFC 9562 §5.4).
#[must_use]
pub fn uuid_v4() -> String {
    let mut random = [0; 16];
    fill(&mut random);
    // 122 bits are random; these six say what it is.
    let bits = u128::from_be_bytes(random) & !(0xf000 << 64) & !(0b11 << 62) | (0x4000 << 64) | (0b10 << 62);
    let [time_low, time_mid, version, variant, node] =
        [(96, 32), (80, 16), (64, 16), (48, 16), (0, 48)].map(|(shift, width)| (bits >> shift) & ((1 << width) - 1));
    format!("{time_low:08x}-{time_mid:04x}-{version:04x}-{variant:04x}-{node:012x}")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_uuid_says_that_it_is_random() {
        let uuids: HashSet<String> = (0..100).map(|_| uuid_v4()).collect();
        assert_eq!(uuids.len(), 100);
        for uuid in uuids {
            let groups: Vec<&str> = uuid.split('-').collect();
            assert_eq!(groups.iter().map(|group| group.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12], "{uuid}");
            assert!(uuid.chars().all(|digit| matches!(digit, '0'..='9' | 'a'..='f' | '-')), "{uuid}");
            assert!(groups[2].starts_with('4'), "{uuid}");
            assert!(groups[3].starts_with(['8', '9', 'a', 'b']), "{uuid}");
        }
    }

    #[test]
    fn random_bytes_are_as_many_as_asked_for_and_never_the_same() {
        assert_eq!(bytes(0), Vec::<u8>::new());
        assert_eq!(bytes(32).len(), 32);
        assert_ne!(bytes(32), bytes(32));
    }
}
