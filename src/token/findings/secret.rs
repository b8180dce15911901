//! Secrets in claims: passwords by the name they stand under, private keys by their form.

/// Names of secrets, in small letters and without what is no letter or digit.
const NAMES: [&str; 18] = [
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "pwd",
    "secret",
    "apikey",
    "apisecret",
    "secretkey",
    "accesskey",
    "privatekey",
    "encryptionkey",
    "masterkey",
    "passwordhash",
    "hashedpassword",
    "cvv",
    "cvc",
    "refreshtoken",
];

/// The same at the end of a longer name: `db_password`, `clientSecret`.
const ENDS: [&str; 8] =
    ["password", "passwd", "passphrase", "secret", "apikey", "secretkey", "privatekey", "passwordhash"];

/// Longer names are not looked at.
const LONGEST_NAME: usize = 64;

/// Does a secret stand under this name?
pub(super) fn is_name(name: &str) -> bool {
    if name.len() > LONGEST_NAME {
        return false;
    }
    // Without a string of its own: a payload of megabytes has a hundred thousand names.
    let mut folded = [0; LONGEST_NAME];
    let mut count = 0;
    for (slot, letter) in folded.iter_mut().zip(name.bytes().filter(u8::is_ascii_alphanumeric)) {
        *slot = letter.to_ascii_lowercase();
        count += 1;
    }
    let folded = folded.get(..count).unwrap_or_default();
    NAMES.iter().any(|known| known.as_bytes() == folded) || ENDS.iter().any(|end| folded.ends_with(end.as_bytes()))
}

/// Is this a secret at all, given that it stands under the name of one? Not when it is empty, a yes or no, masked, or an address.
pub(super) fn is_value(text: &str) -> bool {
    let text = text.trim();
    let mask = |letter: char| matches!(letter, '*' | '•' | '.' | '-' | '#');
    let word = ["", "true", "false", "yes", "no", "null", "none", "redacted", "hidden", "expired"];
    !(text.chars().all(mask)
        || word.iter().any(|word| text.eq_ignore_ascii_case(word))
        || text.starts_with("https://")
        || text.starts_with("http://"))
}

/// Does this text hold a private key in PEM (RFC 7468 §10)?
pub(super) fn is_pem(octets: &[u8]) -> bool {
    const BEGIN: &[u8] = b"-----BEGIN ";
    const PRIVATE: &[u8] = b"PRIVATE KEY-----";
    octets.len() >= BEGIN.len() + PRIVATE.len()
        && memchr::memmem::find(octets, BEGIN)
            .and_then(|at| octets.get(at..))
            .is_some_and(|rest| memchr::memmem::find(rest, PRIVATE).is_some())
}
