//! SHA-2 and HMAC over bytes: what thumbprints, the session's stores and the picture of a signature compute with.

use aws_lc_rs::{digest, hmac};

use super::algorithm::Hash;

/// SHA-256 (FIPS 180-4).
#[must_use]
pub fn sha256(message: &[u8]) -> [u8; 32] {
    array(&digest::SHA256, message)
}

/// SHA-384 (FIPS 180-4).
#[must_use]
pub fn sha384(message: &[u8]) -> [u8; 48] {
    array(&digest::SHA384, message)
}

/// SHA-512 (FIPS 180-4).
#[must_use]
pub fn sha512(message: &[u8]) -> [u8; 64] {
    array(&digest::SHA512, message)
}

/// The digest of `message`: 32, 48 or 64 bytes.
#[must_use]
pub fn digest(hash: Hash, message: &[u8]) -> Vec<u8> {
    match hash {
        Hash::Sha256 => sha256(message).to_vec(),
        Hash::Sha384 => sha384(message).to_vec(),
        Hash::Sha512 => sha512(message).to_vec(),
    }
}

/// The MAC of `message` under `key` (RFC 2104): as many bytes as the hash has. To check one, use `verify`, which compares in constant time.
#[must_use]
pub fn hmac(hash: Hash, key: &[u8], message: &[u8]) -> Vec<u8> {
    let algorithm = match hash {
        Hash::Sha256 => hmac::HMAC_SHA256,
        Hash::Sha384 => hmac::HMAC_SHA384,
        Hash::Sha512 => hmac::HMAC_SHA512,
    };
    hmac::sign(&hmac::Key::new(algorithm, key), message).as_ref().to_vec()
}

/// The MAC of `message` under `key` with SHA-256.
#[must_use]
pub fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
    exact(hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), message).as_ref())
}

fn array<const N: usize>(algorithm: &'static digest::Algorithm, message: &[u8]) -> [u8; N] {
    exact(digest::digest(algorithm, message).as_ref())
}

/// A digest in the size that its hash always has.
fn exact<const N: usize>(digest: &[u8]) -> [u8; N] {
    let mut exact = [0; N];
    exact.copy_from_slice(digest);
    exact
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn digests_are_those_of_fips_180_4() {
        assert_eq!(hex(&sha256(b"abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(
            hex(&sha384(b"abc")),
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"
        );
        assert_eq!(
            hex(&sha512(b"abc")),
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        );
        for (hash, size) in [(Hash::Sha256, 32), (Hash::Sha384, 48), (Hash::Sha512, 64)] {
            assert_eq!(digest(hash, b"abc").len(), size);
        }
    }

    #[test]
    fn macs_are_those_of_rfc_4231() {
        // Test case 2.
        let (key, message) = (b"Jefe", b"what do ya want for nothing?");
        assert_eq!(hex(&hmac_sha256(key, message)), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assert_eq!(hmac(Hash::Sha256, key, message), hmac_sha256(key, message));
        assert_eq!(
            hex(&hmac(Hash::Sha384, key, message)),
            "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649"
        );
        assert_eq!(
            hex(&hmac(Hash::Sha512, key, message)),
            "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"
        );
    }

    #[test]
    fn an_empty_key_is_a_key() {
        assert_eq!(hex(&hmac_sha256(b"", b"")), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
    }
}
