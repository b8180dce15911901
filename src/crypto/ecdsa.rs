//! An ECDSA signature as bytes: r and s side by side, each as long as the curve's numbers (RFC 7518 §3.4), and what is wrong with them
//! before any mathematics.

use super::algorithm::Curve;

/// One of the two numbers of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// The first: the x coordinate of a random point.
    R,
    /// The second: what only the private key can compute for it.
    S,
}

/// Why a number cannot be half of a signature: both must be from 1 to the order of the curve less 1 (FIPS 186-5 §6.4.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutOfRange {
    /// It is zero: an implementation that does not look takes such a signature for any message.
    Zero,
    /// It is the order of the curve or more.
    TooLarge,
}

impl Half {
    /// Its letter.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::R => "r",
            Self::S => "s",
        }
    }
}

/// r and s of a signature that has the due length.
#[must_use]
pub fn halves(curve: Curve, signature: &[u8]) -> Option<(&[u8], &[u8])> {
    let size = curve.size();
    if signature.len() != size.saturating_mul(2) {
        return None;
    }
    signature.split_at_checked(size)
}

/// The first of `r` and `s` that no signature on `curve` can have.
#[must_use]
pub fn out_of_range(curve: Curve, r: &[u8], s: &[u8]) -> Option<(Half, OutOfRange)> {
    [(Half::R, r), (Half::S, s)].into_iter().find_map(|(half, number)| {
        if number.iter().all(|byte| *byte == 0) {
            Some((half, OutOfRange::Zero))
        } else if number >= order(curve) {
            Some((half, OutOfRange::TooLarge))
        } else {
            None
        }
    })
}

/// Is it a DER `ECDSA-Sig-Value` (RFC 3279 §2.2.3), as TLS and certificates have and JWS has not?
#[must_use]
pub fn is_der(signature: &[u8]) -> bool {
    der_sequence(signature).is_some_and(|body| der_integer(body).and_then(der_integer).is_some_and(<[u8]>::is_empty))
}

/// The body of a SEQUENCE that is all there is.
fn der_sequence(bytes: &[u8]) -> Option<&[u8]> {
    let (length, body) = match bytes {
        [0x30, 0x81, length, body @ ..] => (*length, body),
        [0x30, length @ ..=0x7f, body @ ..] => (*length, body),
        _ => return None,
    };
    (body.len() == usize::from(length)).then_some(body)
}

/// What follows the INTEGER at the start.
fn der_integer(bytes: &[u8]) -> Option<&[u8]> {
    match bytes {
        [0x02, length @ 1..=0x7f, rest @ ..] => rest.get(usize::from(*length)..),
        _ => None,
    }
}

/// The order of the group that a curve's base point generates, big-endian, at full length (SEC 2 §2).
#[must_use]
pub const fn order(curve: Curve) -> &'static [u8] {
    match curve {
        Curve::P256 => &P256,
        Curve::P384 => &P384,
        Curve::P521 => &P521,
        Curve::Secp256k1 => &SECP256K1,
    }
}

const P256: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa,
    0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

const P384: [u8; 48] = [
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0xc7, 0x63, 0x4d, 0x81, 0xf4, 0x37, 0x2d, 0xdf, 0x58, 0x1a, 0x0d, 0xb2, 0x48, 0xb0,
    0xa7, 0x7a, 0xec, 0xec, 0x19, 0x6a, 0xcc, 0xc5, 0x29, 0x73,
];

const P521: [u8; 66] = [
    0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfa, 0x51, 0x86, 0x87, 0x83,
    0xbf, 0x2f, 0x96, 0x6b, 0x7f, 0xcc, 0x01, 0x48, 0xf7, 0x09, 0xa5, 0xd0, 0x3b, 0xb5, 0xc9, 0xb8, 0x89, 0x9c, 0x47,
    0xae, 0xbb, 0x6f, 0xb7, 0x1e, 0x91, 0x38, 0x64, 0x09,
];

const SECP256K1: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xba, 0xae, 0xdc,
    0xe6, 0xaf, 0x48, 0xa0, 0x3b, 0xbf, 0xd2, 0x5e, 0x8c, 0xd0, 0x36, 0x41, 0x41,
];

#[cfg(test)]
mod tests {
    use aws_lc_rs::signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P256K1_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING,
        ECDSA_P521_SHA512_FIXED_SIGNING, EcdsaKeyPair,
    };

    use super::*;

    /// A SEC 1 private key with this number.
    fn sec1(curve: Curve, number: &[u8]) -> Vec<u8> {
        let oid: &[u8] = match curve {
            Curve::P256 => &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07],
            Curve::P384 => &[0x2b, 0x81, 0x04, 0x00, 0x22],
            Curve::P521 => &[0x2b, 0x81, 0x04, 0x00, 0x23],
            Curve::Secp256k1 => &[0x2b, 0x81, 0x04, 0x00, 0x0a],
        };
        let mut body = vec![0x02, 0x01, 0x01, 0x04, number.len() as u8];
        body.extend_from_slice(number);
        body.extend_from_slice(&[0xa0, oid.len() as u8 + 2, 0x06, oid.len() as u8]);
        body.extend_from_slice(oid);
        let mut key = vec![0x30, body.len() as u8];
        key.extend(body);
        key
    }

    #[test]
    fn the_order_is_the_first_number_that_is_no_private_key() {
        for curve in Curve::ALL {
            let algorithm = match curve {
                Curve::P256 => &ECDSA_P256_SHA256_FIXED_SIGNING,
                Curve::P384 => &ECDSA_P384_SHA384_FIXED_SIGNING,
                Curve::P521 => &ECDSA_P521_SHA512_FIXED_SIGNING,
                Curve::Secp256k1 => &ECDSA_P256K1_SHA256_FIXED_SIGNING,
            };
            let order = order(curve).to_vec();
            assert_eq!(order.len(), curve.size());
            // The order is odd, so that taking one away touches the last byte only.
            let mut largest = order.clone();
            *largest.last_mut().expect("it has bytes") -= 1;
            assert!(EcdsaKeyPair::from_private_key_der(algorithm, &sec1(curve, &largest)).is_ok(), "{curve:?}");
            assert!(EcdsaKeyPair::from_private_key_der(algorithm, &sec1(curve, &order)).is_err(), "{curve:?}");
            assert_eq!(out_of_range(curve, &largest, &largest), None);
            assert_eq!(out_of_range(curve, &order, &largest), Some((Half::R, OutOfRange::TooLarge)));
            assert_eq!(out_of_range(curve, &largest, &order), Some((Half::S, OutOfRange::TooLarge)));
            let zero = vec![0; curve.size()];
            assert_eq!(out_of_range(curve, &largest, &zero), Some((Half::S, OutOfRange::Zero)));
        }
    }

    #[test]
    fn der_is_known_by_its_shape_to_the_last_byte() {
        let der = [0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x02];
        assert!(is_der(&der));
        assert!(!is_der(&der[..7]));
        assert!(!is_der(&[&der[..], &[0]].concat()));
        assert!(!is_der(&[]));
    }
}
