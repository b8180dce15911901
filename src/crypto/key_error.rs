//! Why what was given is no key that can be used: what it is instead, and the command that converts it.

use std::fmt;

use super::algorithm::Curve;
use super::der::Malformed;
use crate::token::visible::visible;

/// Why there is no key. Nothing in it is secret: of what was given it says only what kind of thing it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyError {
    /// There is nothing in it.
    Empty,
    /// A prefix that names a variable or a file, and no name after it.
    Unnamed,
    /// What follows a prefix does not decode.
    Undecodable(Coding),
    /// It decodes as the other of base64 and base64url, which this is.
    Miscoded(Coding),
    /// It is a thing of its own that is not read here.
    Foreign(Foreign),
    /// A PEM block is not closed, or its base64 is not base64; its label, empty where it has none.
    BrokenPem(String),
    /// The DER does not read as what it is.
    BrokenDer(&'static str),
    /// DER that is no key and nothing else that is known.
    UnknownDer,
    /// An algorithm identifier that is not known, with dots.
    UnknownOid(String),
    /// A curve that no algorithm here uses, as it was named. Foreign text.
    UnknownCurve(String),
    /// The curve is written out in numbers instead of being named.
    ExplicitCurve,
    /// A JSON text that breaks off, from byte.
    BrokenJson(usize),
    /// A JSON text that is no key.
    NotJwk,
    /// A JWK with something around it.
    BuriedJwk,
    /// A JWK Set without a key.
    EmptySet,
    /// A member of a JWK that must be there.
    MissingMember(&'static str),
    /// A member that stands in a JWK twice, so that two readers may see two keys.
    DuplicateMember(String),
    /// A member of a JWK that is not what it must be.
    WrongMember(&'static str, &'static str),
    /// A `kty` that is not known. Foreign text.
    UnknownKty(String),
    /// The `alg` of an AKP key is not one of ML-DSA. Foreign text.
    UnknownAkp(String),
    /// An RSA private key without its primes.
    NoPrimes,
    /// An ML-DSA private key without its seed.
    NoSeed,
    /// An RSA modulus of so many bits.
    RsaSize(usize),
    /// The numbers of an RSA key do not belong together, or are not those of a key.
    RsaNumbers,
    /// An RSA-PSS key is bound to parameters that no algorithm of JWS has.
    PssParameters,
    /// The point is not on the curve.
    NotOnCurve(&'static str),
    /// A point from whose signatures nothing follows: many messages have the same one.
    LowOrder(&'static str),
    /// The number is not one of a private key on this curve.
    PrivateNumber(Curve),
    /// So many bytes are due for a key of this name, and so many are there.
    Length(&'static str, usize, usize),
    /// The public half is not that of the private one.
    Mismatch,
    /// A key of OpenSSH does not read.
    BrokenSsh,
}

/// How bytes are written as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// Base64 (RFC 4648 §4).
    Base64,
    /// Base64url (RFC 4648 §5).
    Base64url,
    /// Two hexadecimal digits a byte.
    Hex,
}

/// What people have where a key is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// A private key under a password, as PKCS #8 has it.
    EncryptedPkcs8,
    /// A private key under a password, as OpenSSL had it.
    EncryptedPem,
    /// A private key of OpenSSH under a password.
    OpenSshEncrypted,
    /// A private key of OpenSSH for RSA, which lacks two of its numbers.
    OpenSshRsa,
    /// A certificate of OpenSSH.
    OpenSshCertificate,
    /// A key that lives in a security key.
    SecurityKey,
    /// A public key of the other SSH (RFC 4716).
    Ssh2,
    /// A private key of PuTTY.
    Putty,
    /// An OpenPGP key or message.
    Pgp,
    /// A PKCS #12 file.
    Pkcs12,
    /// A PKCS #7 file.
    Pkcs7,
    /// A Java key store.
    Jks,
    /// A certificate signing request.
    Request,
    /// A list of revoked certificates.
    RevocationList,
    /// Parameters, and no key.
    Parameters,
    /// A DSA key.
    Dsa,
    /// A Diffie-Hellman key.
    Dh,
    /// An X25519 key.
    X25519,
    /// An X448 key.
    X448,
    /// A signed token.
    Token,
    /// An encrypted token, in which a key may be.
    Encrypted,
    /// The address of a key.
    Address,
    /// A page of HTML, as servers send with an error.
    Page,
}

impl From<Foreign> for KeyError {
    fn from(foreign: Foreign) -> Self {
        Self::Foreign(foreign)
    }
}

impl KeyError {
    /// For `map_err`, where the DER of something does not read.
    pub(super) const fn broken(what: &'static str) -> impl Fn(Malformed) -> Self {
        move |Malformed| Self::BrokenDer(what)
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("it is empty"),
            Self::Unnamed => f.write_str("nothing is named: write env:NAME or @FILE"),
            Self::Miscoded(Coding::Base64) => f.write_str("this is base64 with + or /: write base64: before it"),
            Self::Miscoded(_) => f.write_str("this is base64url with - or _: write base64url: before it"),
            Self::Undecodable(Coding::Base64) => f.write_str("this is not base64: it has A-Z a-z 0-9 + / and = at the end"),
            Self::Undecodable(Coding::Base64url) => f.write_str("this is not base64url: it has A-Z a-z 0-9 - and _"),
            Self::Undecodable(Coding::Hex) => f.write_str("this is not hex: it has two of 0-9 a-f for each byte, no 0x and no colons"),
            Self::Foreign(foreign) => foreign.fmt(f),
            Self::BrokenPem(label) => {
                let (space, label) = if label.is_empty() { ("", "") } else { (" ", label.as_str()) };
                write!(
                    f,
                    "the PEM block{space}{} is broken: it needs its BEGIN and END lines and whole base64 between them",
                    visible(label)
                )
            }
            Self::BrokenDer(what) => write!(f, "{what} is broken off or altered: copy it again, whole"),
            Self::UnknownDer => {
                f.write_str("DER, and no key that is known here; see what it is with: openssl asn1parse -inform DER -in FILE")
            }
            Self::UnknownOid(oid) => write!(f, "a key for an algorithm that no token uses (object identifier {oid})"),
            Self::UnknownCurve(name) => write!(
                f,
                "a key on the curve {}, which no token uses: take P-256, P-384, P-521, secp256k1, Ed25519 or Ed448",
                visible(name)
            ),
            Self::ExplicitCurve => f.write_str(
                "an EC key whose curve is written out in numbers; name it with: openssl ec -in FILE -param_enc named_curve -out key.pem",
            ),
            Self::BrokenJson(at) => write!(f, "this begins like a JWK and is not JSON, from byte {at}: copy it again, whole"),
            Self::NotJwk => f.write_str("this begins like JSON and is no key: a JWK has kty, a JWK Set has keys, a service account has private_key"),
            Self::BuriedJwk => f.write_str("a JWK with something around it: give it from its first { to its last }, without quotation marks"),
            Self::EmptySet => f.write_str("the JWK Set has no key in it"),
            Self::MissingMember(name) => write!(f, "the JWK has no {name}"),
            Self::DuplicateMember(name) => write!(f, "the JWK has {} twice: it is not clear which counts", visible(name)),
            Self::WrongMember(name, due) => write!(f, "{name} of the JWK must be {due}"),
            Self::UnknownKty(kty) => {
                write!(f, "a JWK of the type {}: oct, RSA, EC, OKP and AKP can be used", visible(kty))
            }
            Self::UnknownAkp(alg) => {
                write!(f, "an AKP key for {}: ML-DSA-44, ML-DSA-65 and ML-DSA-87 can be used", visible(alg))
            }
            Self::NoPrimes => f.write_str(
                "the private JWK has d and not all of p, q, dp, dq and qi, without which it cannot sign: export it again with them",
            ),
            Self::NoSeed => f.write_str(
                "an ML-DSA private key in its expanded form, from which the seed cannot be found: export it again with the seed",
            ),
            Self::RsaSize(bits) => write!(f, "an RSA key of {bits} bits: 1024 to 8192 can be used"),
            Self::RsaNumbers => f.write_str("not an RSA key: its numbers do not belong together"),
            Self::PssParameters => f.write_str(
                "an RSA-PSS key that is bound to parameters no token uses: PS256, PS384 and PS512 take one SHA-2 hash for message and \
                 mask, and a salt as long as it; make a key with: jotlab keygen PS256",
            ),
            Self::NotOnCurve(curve) => write!(f, "not a key: the point is not on {curve}"),
            Self::LowOrder(curve) => {
                write!(f, "not a key: the point has a low order on {curve}, anyone could sign for it")
            }
            Self::PrivateNumber(curve) => write!(f, "not a key: the private number does not fit {}", curve.name()),
            Self::Length(name, due, found) => write!(f, "not a key: {name} has {found} bytes where {due} are due"),
            Self::Mismatch => f.write_str("not a key: its public half does not belong to its private half"),
            Self::BrokenSsh => f.write_str("the OpenSSH key is broken off or altered: copy it again, whole"),
        }
    }
}

impl std::error::Error for KeyError {}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EncryptedPkcs8 => "an encrypted private key; decrypt it with: openssl pkcs8 -in FILE -out key.pem",
            Self::EncryptedPem => "an encrypted private key; decrypt it with: openssl pkey -in FILE -out key.pem",
            Self::OpenSshEncrypted => {
                "an encrypted OpenSSH private key; decrypt a copy of it with: ssh-keygen -p -N '' -m PKCS8 -f COPY"
            }
            Self::OpenSshRsa => {
                "an OpenSSH private key of RSA; convert a copy of it with: ssh-keygen -p -N '' -m PKCS8 -f COPY"
            }
            Self::OpenSshCertificate => "an OpenSSH certificate; take the public key beside it: FILE.pub, not FILE-cert.pub",
            Self::SecurityKey => "a key that lives in a security key; it signs no tokens",
            Self::Ssh2 => "an SSH2 public key; convert it with: ssh-keygen -i -f FILE > key.pub",
            Self::Putty => "a PuTTY private key; convert it with: puttygen FILE -O private-openssh-new -o COPY, then ssh-keygen -p -N '' -m PKCS8 -f COPY",
            Self::Pgp => "something of OpenPGP, whose keys sign no tokens; make a key with: jotlab keygen ES256",
            Self::Pkcs12 => "a PKCS#12 file; take the key out with: openssl pkcs12 -in FILE -nodes -out key.pem",
            Self::Pkcs7 => "a PKCS#7 file; take the certificates out with: openssl pkcs7 -in FILE -print_certs -out certificates.pem",
            Self::Jks => {
                "a Java key store; convert it with: keytool -importkeystore -srckeystore FILE -destkeystore key.p12 -deststoretype PKCS12, then openssl pkcs12 -in key.p12 -nodes -out key.pem"
            }
            Self::Request => "a certificate signing request; take its public key with: openssl req -in FILE -noout -pubkey",
            Self::RevocationList => "a list of revoked certificates, in which there is no key",
            Self::Parameters => "parameters without a key; make a key with: jotlab keygen ES256",
            Self::Dsa => "a DSA key, which no token uses; make a key with: jotlab keygen ES256",
            Self::Dh => "a Diffie-Hellman key, which signs nothing; make a key with: jotlab keygen ES256",
            Self::X25519 => "an X25519 key, which encrypts and does not sign; make a key that signs with: jotlab keygen Ed25519",
            Self::X448 => "an X448 key, which encrypts and does not sign; make a key that signs with: jotlab keygen Ed448",
            Self::Token => "a token and no key",
            Self::Address => "an address, and nothing is fetched here; save what is there with: curl -o keys.json ADDRESS",
            Self::Page => "a page of HTML, as servers send with an error, and no key: fetch it again",
            Self::Encrypted => "a JWE, encrypted; decrypt it with the tool that made it, a JWK may be in it",
        })
    }
}
