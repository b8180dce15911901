//! Reads `set`: one setting of the world or several, each tried on a configuration before it is believed.

use super::mistake::{Found, Mistake};
use super::source::Reader;
use crate::session::config::{BadSetting, Config};
use crate::session::profile;

/// A setting, and what it becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Its key: `access_ttl`.
    pub key: String,
    /// Its value as text: `5m`.
    pub value: String,
}

/// Reads `carry = cookie ; access_ttl = 5m` and makes `config` so.
///
/// # Errors
/// A key that is none, or a value that it does not take.
pub(super) fn settings(mut words: Reader<'_>, config: &mut Config) -> Result<Vec<Setting>, Mistake> {
    let mut settings = Vec::new();
    let begin = words;
    while let Some(mut part) = words.part(";") {
        let key_at = part;
        let key = part.text("a setting such as access_ttl")?;
        part.exactly("=")?;
        let value_at = part;
        let value = part.written();
        match config.set(key, &value) {
            Ok(()) => settings.push(Setting { key: key.to_owned(), value }),
            Err(BadSetting::Unknown { .. }) => {
                let mut keys: Vec<&str> = Config::keys().map(|(_, key, _)| key).collect();
                keys.sort_unstable();
                return Err(key_at.mistake(&format!("one of the settings {}", keys.join(", "))));
            }
            Err(BadSetting::Value { why, .. }) => {
                let found = if value.is_empty() { Found::End } else { Found::Word(value) };
                return Err(Mistake { place: value_at.place(), found, expected: format!("another value: {why}") });
            }
        }
    }
    if settings.is_empty() { Err(begin.mistake("a setting such as access_ttl = 5m")) } else { Ok(settings) }
}

/// Reads the name of a profile.
///
/// # Errors
/// A name that is none.
pub(super) fn profile(mut words: Reader<'_>) -> Result<&'static profile::Profile, Mistake> {
    let names: Vec<&str> = profile::PROFILES.iter().map(|profile| profile.name).collect();
    let profile = words.read(&format!("one of the profiles {}", names.join(", ")), profile::named)?;
    words.done("the end of the line")?;
    Ok(profile)
}
