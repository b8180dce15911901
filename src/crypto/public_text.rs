//! The texts in which a public key goes around: what an attacker who confuses a verifier about `alg` signs with (RFC 8725 §2.1).

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::der::{self, SEQUENCE};
use super::export;
use super::key::{Form, Key, Structure};
use super::material::{Material, Public};
use super::thumbprint;

/// All of them, each once: those that the key was read from, to the character, and those that other programs write. Of a certificate and of
/// the key in it PEM, DER and DER in base64, PEM with the line ends of Unix and of Windows, and every text without the line break at its
/// end and with it.
#[must_use]
pub fn all(key: &Key) -> BTreeSet<Vec<u8>> {
    let Some(public) = key.material.public() else { return BTreeSet::new() };
    let mut texts: Vec<Vec<u8>> = key.public_texts.iter().map(|text| text.to_vec()).collect();
    let structures = [("PUBLIC KEY", export::spki(public).reveal().to_vec())]
        .into_iter()
        .chain(pkcs1(public).map(|der| ("RSA PUBLIC KEY", der)))
        .chain(
            key.public_texts.iter().filter(|text| der::is_sequence(text)).map(|der| (label(key.form), der.to_vec())),
        );
    for (label, der) in structures {
        texts.extend([pem(label, &der, "\n").into_bytes(), pem(label, &der, "\r\n").into_bytes()]);
        texts.push(STANDARD.encode(&der).into_bytes());
        texts.push(der);
    }
    let alone = Key { material: Material::Public(public.clone()), public_texts: Vec::new(), ..key.clone() };
    texts.extend(export::jwk(&alone, export::Half::Public).map(|jwk| jwk.as_bytes().to_vec()));
    texts.push(export::jwks([&alone]).into_bytes());
    texts.push(thumbprint::required(public).into_bytes());
    // DER may end in an octet that would be white space in a text: it counts.
    let ends = |text: &Vec<u8>| {
        [text.as_slice(), text.trim_ascii_end()].map(|text| [&b""[..], b"\n", b"\r\n"].map(|end| [text, end].concat()))
    };
    texts.iter().flat_map(ends).flatten().collect()
}

/// `RSAPublicKey`, which RSA has besides.
fn pkcs1(public: &Public) -> Option<Vec<u8>> {
    let Public::Rsa { n, e, .. } = public else { return None };
    Some(der::value(SEQUENCE, &[der::integer(n).reveal(), der::integer(e).reveal()]).reveal().to_vec())
}

/// What the DER that a key was read from is called in PEM.
const fn label(form: Form) -> &'static str {
    match form {
        Form::Pem(Structure::Certificate)
        | Form::Der(Structure::Certificate)
        | Form::BareDer(Structure::Certificate) => "CERTIFICATE",
        Form::Pem(Structure::Pkcs1Public)
        | Form::Der(Structure::Pkcs1Public)
        | Form::BareDer(Structure::Pkcs1Public) => "RSA PUBLIC KEY",
        _ => "PUBLIC KEY",
    }
}

/// 64 characters a line (RFC 7468 §2).
fn pem(label: &str, der: &[u8], end: &str) -> String {
    let text = STANDARD.encode(der);
    let lines: Vec<&str> = text.as_bytes().chunks(64).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    format!("-----BEGIN {label}-----{end}{}{end}-----END {label}-----{end}", lines.join(end))
}
