//! The name of a key by what it is: the SHA-256 hash of its required JWK members (RFC 7638). `key` shows it; a minted token's `kid` may be it.

use aws_lc_rs::digest;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use super::material::{Material, Public};

/// The thumbprint in base64url: of a key pair it is that of the public half (RFC 7638 §3.2.1), of a secret that of the secret itself, so that
/// whoever sees it can test guesses (§7).
#[must_use]
pub fn thumbprint(material: &Material) -> String {
    let members = Zeroizing::new(match material {
        Material::Secret(secret) => {
            let k = Zeroizing::new(URL_SAFE_NO_PAD.encode(secret.reveal()));
            // Room for all of it at once: a text that grows leaves copies behind.
            let mut members = String::with_capacity(k.len() + 32);
            members.push_str(r#"{"k":""#);
            members.push_str(&k);
            members.push_str(r#"","kty":"oct"}"#);
            members
        }
        Material::Public(public) | Material::Pair { public, .. } => required(public),
    });
    URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, members.as_bytes()))
}

/// The required members in the order of their names, without white space (RFC 7638 §3.2, RFC 8037 §2, RFC 9964).
pub(super) fn required(public: &Public) -> String {
    let text = |octets: &[u8]| URL_SAFE_NO_PAD.encode(octets);
    match public {
        Public::Rsa { n, e, .. } => format!(r#"{{"e":"{}","kty":"RSA","n":"{}"}}"#, text(e), text(n)),
        Public::Ec(curve, point) => {
            let (x, y) = coordinates(point);
            format!(r#"{{"crv":"{}","kty":"EC","x":"{}","y":"{}"}}"#, curve.name(), text(x), text(y))
        }
        Public::Ed25519(x) => format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#, text(x)),
        Public::Ed448(x) => format!(r#"{{"crv":"Ed448","kty":"OKP","x":"{}"}}"#, text(x)),
        Public::MlDsa(set, public) => {
            format!(r#"{{"alg":"{}","kty":"AKP","pub":"{}"}}"#, set.algorithm().name(), text(public))
        }
    }
}

/// The two coordinates of an uncompressed point.
pub(super) fn coordinates(point: &[u8]) -> (&[u8], &[u8]) {
    let coordinates = point.get(1..).unwrap_or_default();
    coordinates.split_at(coordinates.len() / 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::algorithm::{Curve, Scheme};
    use crate::crypto::secret::Secret;

    #[test]
    fn the_example_of_rfc_7638() {
        let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W\
                 -5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyr\
                 dkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        let public = Public::Rsa { n: URL_SAFE_NO_PAD.decode(n).unwrap(), e: vec![1, 0, 1], scheme: Scheme::Any };
        assert_eq!(thumbprint(&Material::Public(public)), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }

    #[test]
    fn the_example_of_rfc_8037() {
        let x = URL_SAFE_NO_PAD.decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").unwrap();
        let private = Secret::new(URL_SAFE_NO_PAD.decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").unwrap());
        let expected = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";
        assert_eq!(thumbprint(&Material::Public(Public::Ed25519(x.clone()))), expected);
        assert_eq!(thumbprint(&Material::Pair { public: Public::Ed25519(x), private }), expected);
    }

    #[test]
    fn both_coordinates_are_named() {
        let point: Vec<u8> = [4].into_iter().chain(1..=64).collect();
        assert_eq!(coordinates(&point), (&point[1..33], &point[33..]));
        let x = URL_SAFE_NO_PAD.encode(&point[1..33]);
        let y = URL_SAFE_NO_PAD.encode(&point[33..]);
        let expected = format!(r#"{{"crv":"secp256k1","kty":"EC","x":"{x}","y":"{y}"}}"#);
        assert_eq!(required(&Public::Ec(Curve::Secp256k1, point)), expected);
    }
}
