//! `jotlab keygen`: a new key for an algorithm, to standard output or into a new file that only its owner can read.

use zeroize::Zeroizing;

use super::algorithm::named;
use super::arguments::{KeyFormat, Keygen};
use super::keys::Outside;
use super::outcome::{DONE, FILE, KEY, Outcome};
use super::refusal::usage;
use crate::crypto::export::{self, Half};
use crate::crypto::key::Form;
use crate::crypto::{Algorithm, Key, Material, NewKey, generate};

/// `jotlab keygen`: makes a key. The private half goes to the file, if one is named; the public one, if it is asked for, to standard output.
#[must_use]
pub fn keygen(arguments: &Keygen, outside: &dyn Outside) -> Outcome {
    let algorithm = match named(&arguments.alg) {
        Ok(algorithm) => algorithm,
        Err(why) => return usage(format!("ALG: {why}")),
    };
    let key = match made(algorithm) {
        Ok(key) => key,
        Err(why) => return failed(&why, KEY),
    };
    let default = if key.material.public().is_none() { KeyFormat::Secret } else { KeyFormat::Pem };
    let format = arguments.format.unwrap_or(default);
    let Some(private) = private(&key, format) else {
        let forms = if default == KeyFormat::Secret { "secret, hex and jwk" } else { "pem and jwk" };
        return usage(format!("--format: a key for {} is written as {forms}", algorithm.name()));
    };
    let public = match (arguments.public, public(&key, format)) {
        (true, None) => return usage("--public: a secret has no public half".to_owned()),
        (true, Some(public)) => public,
        (false, _) => Zeroizing::new(String::new()),
    };
    match &arguments.out {
        None => Outcome { stdout: format!("{}{}", *private, *public), stderr: String::new(), code: DONE },
        Some(path) => match outside.create(path, &private) {
            Ok(_) => Outcome { stdout: public.to_string(), stderr: String::new(), code: DONE },
            Err(why) => failed(&why, FILE),
        },
    }
}

fn failed(why: &str, code: u8) -> Outcome {
    Outcome { stdout: String::new(), stderr: format!("jotlab: {why}\n"), code }
}

/// A new key that says what it is for. A key pair is named by its thumbprint; that of a secret would let others test guesses.
fn made(algorithm: Algorithm) -> Result<Key, String> {
    let material = generate(NewKey::fit_for(algorithm)).map_err(|why| why.to_string())?;
    let mut key = Key::new(material, "generated", Form::Generated);
    key.alg = Some(algorithm.name().to_owned());
    if key.material.public().is_some() {
        key.kid = Some(key.describe().thumbprint);
    }
    Ok(key)
}

/// The private half with a line break at its end; none where the format does not fit the key.
fn private(key: &Key, format: KeyFormat) -> Option<Zeroizing<String>> {
    let mut text = match (format, &key.material) {
        (KeyFormat::Secret, Material::Secret(secret)) => export::secret_text(secret),
        (KeyFormat::Hex, Material::Secret(secret)) => export::hex(secret),
        (KeyFormat::Pem, material) => return export::pem(material, Half::Private),
        (KeyFormat::Jwk, _) => export::jwk(key, Half::Private)?,
        (KeyFormat::Secret | KeyFormat::Hex, Material::Public(_) | Material::Pair { .. }) => return None,
    };
    text.push('\n');
    Some(text)
}

fn public(key: &Key, format: KeyFormat) -> Option<Zeroizing<String>> {
    if format != KeyFormat::Jwk {
        return export::pem(&key.material, Half::Public);
    }
    let mut text = export::jwk(key, Half::Public)?;
    text.push('\n');
    Some(text)
}
