//! Where keys are that a key field only names: variables and files.

use std::os::unix::ffi::OsStringExt as _;

use super::files;
use crate::app::effect::KeyPlace;
use crate::crypto::{Keys, Secret, read};
use crate::token::visible::visible;

/// The keys at a place, or a sentence why there are none. A pipe is waited for: not on the thread that draws.
///
/// # Errors
/// A sentence.
pub fn read_key(place: &KeyPlace) -> Result<Keys, String> {
    let (content, source) = match place {
        KeyPlace::Variable(name) => {
            let value = std::env::var_os(name).ok_or_else(|| format!("the variable {} is not set", visible(name)))?;
            (Secret::new(value.into_vec()), format!("env:{name}"))
        }
        KeyPlace::File(path) => {
            (Secret::new(files::read_octets(path).map_err(|fault| fault.to_string())?), format!("@{path}"))
        }
    };
    read::read_bytes(content.reveal(), &source).map_err(|why| format!("{}: {why}", visible(&source)))
}
