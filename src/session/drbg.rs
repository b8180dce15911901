//! Random bytes that are the same each time: a function of a seed and a label. Who draws for a server is an [`Entropy`].

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::crypto::digest::{hmac_sha256, sha256};

/// Where a server's random bytes come from. A label such as `rt/7` is drawn once.
pub trait Entropy {
    /// `length` bytes for a label.
    fn draw(&mut self, label: &str, length: usize) -> Vec<u8>;
}

/// HMAC-SHA256 with the seed as the key, over the label and a counter of blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drbg(pub u64);

impl Entropy for Drbg {
    fn draw(&mut self, label: &str, length: usize) -> Vec<u8> {
        let mut key = b"jwtsim/v1".to_vec();
        key.extend_from_slice(&self.0.to_be_bytes());
        let mut message = label.as_bytes().to_vec();
        message.push(0);
        let mut out = Vec::with_capacity(length.next_multiple_of(32));
        let mut block = 0_u32;
        while out.len() < length {
            let mut message = message.clone();
            message.extend_from_slice(&block.to_be_bytes());
            out.extend_from_slice(&hmac_sha256(&key, &message));
            block = block.wrapping_add(1);
        }
        out.truncate(length);
        out
    }
}

/// `length` bytes for a label, as base64url.
pub fn draw_text(entropy: &mut dyn Entropy, label: &str, length: usize) -> String {
    base64url(&entropy.draw(label, length))
}

/// Octets as base64url without padding (RFC 7515 §2).
#[must_use]
pub fn base64url(octets: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(octets)
}

/// What stands for a token where the token itself must not: the first 16 hexadecimal digits of its SHA-256.
#[must_use]
pub fn fingerprint(text: &str) -> String {
    hex(sha256(text.as_bytes()).get(..8).unwrap_or_default())
}

/// Lower-case hexadecimal digits.
#[must_use]
pub fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_label_gives_the_same_bytes_and_a_longer_draw_begins_with_the_shorter() {
        assert_eq!(draw_text(&mut Drbg(1), "rt/1", 32), "4jLCSADUg3Bp7gHCNCAtsO9m8Vz0haQH57vYEJ6j4AE");
        assert_eq!(draw_text(&mut Drbg(1), "jti/1", 16), "6wDBV2dBPyjYwVBv2ZXftA");
        let long = Drbg(1).draw("x", 70);
        assert_eq!(Drbg(1).draw("x", 33), long[..33]);
        assert_ne!(Drbg(2).draw("x", 70), long);
    }
}
