//! The texts in which a public key goes around: what an attacker who confuses a verifier about `alg` signs with (RFC 8725 §2.1).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::der::{self, SEQUENCE};
use super::export;
use super::material::Public;

/// PEM and DER, as `SubjectPublicKeyInfo` and for RSA as `RSAPublicKey` too; PEM with the line ends of Unix and of Windows.
#[must_use]
pub fn all(public: &Public) -> Vec<Vec<u8>> {
    let mut structures = vec![("PUBLIC KEY", export::spki(public))];
    if let Public::Rsa { n, e } = public {
        let pkcs1 = der::value(SEQUENCE, &[der::integer(n).reveal(), der::integer(e).reveal()]);
        structures.push(("RSA PUBLIC KEY", pkcs1));
    }
    structures
        .iter()
        .flat_map(|(label, der)| {
            let pem = |end| pem(label, der.reveal(), end).into_bytes();
            [pem("\n"), pem("\r\n"), der.reveal().to_vec()]
        })
        .collect()
}

/// 64 characters a line (RFC 7468 §2).
fn pem(label: &str, der: &[u8], end: &str) -> String {
    let text = STANDARD.encode(der);
    let lines: Vec<&str> = text.as_bytes().chunks(64).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    format!("-----BEGIN {label}-----{end}{}{end}-----END {label}-----{end}", lines.join(end))
}
