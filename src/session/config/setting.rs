//! Every setting by its key: how a scenario, a form and a patch read and write the configuration as text.

use std::ops::RangeInclusive;

use super::value::{Value, list, words};
use super::{Account, Api, Config, Defence, DenyList, RefreshWhen, Validation};

/// One line of the form.
pub struct Setting {
    /// The group it stands in.
    pub group: &'static str,
    /// Its key: `access_ttl`.
    pub key: &'static str,
    /// What may be written, in words.
    pub values: &'static str,
    read: fn(&Config) -> String,
    write: fn(&mut Config, &str) -> Result<(), String>,
}

/// One line of the form that each API server has for itself.
struct ApiSetting {
    key: &'static str,
    values: &'static str,
    read: fn(&Api) -> String,
    write: fn(&mut Api, &str) -> Result<(), String>,
}

/// The longest time that a setting takes: a year.
const YEAR: i64 = 366 * 86_400;
const DAY: i64 = 86_400;

macro_rules! setting {
    ($kind:ident, $group:literal, $key:literal, $values:literal, $($field:ident).+) => {
        setting!($kind, $group, $key, $values, $($field).+, |_value| true)
    };
    (Setting, $group:literal, $key:literal, $values:literal, $($field:ident).+, $fits:expr) => {
        Setting {
            group: $group,
            key: $key,
            values: $values,
            read: |config| Value::write(&config.$($field).+),
            write: |config, text| put(&mut config.$($field).+, text, $values, $fits),
        }
    };
    (ApiSetting, $group:literal, $key:literal, $values:literal, $($field:ident).+, $fits:expr) => {
        ApiSetting {
            key: $key,
            values: $values,
            read: |api| Value::write(&api.$($field).+),
            write: |api, text| put(&mut api.$($field).+, text, $values, $fits),
        }
    };
}

fn put<T: Value>(field: &mut T, text: &str, values: &str, fits: fn(&T) -> bool) -> Result<(), String> {
    let value = T::read(text)?;
    if !fits(&value) {
        return Err(format!("out of range: write {values}"));
    }
    *field = value;
    Ok(())
}

fn within(range: RangeInclusive<i64>, value: &i64) -> bool {
    range.contains(value)
}

fn within_or_none(range: RangeInclusive<i64>, value: &Option<i64>) -> bool {
    value.as_ref().is_none_or(|value| range.contains(value))
}

/// All settings but those of an API server, in the order of the form.
pub const SETTINGS: &[Setting] = &[
    setting!(Setting, "token", "access_ttl", "1s to 24h", access_ttl, |v| within(1..=DAY, v)),
    setting!(Setting, "token", "at_profile", "article, rfc9068, opaque", at_profile),
    setting!(Setting, "token", "alg", "HS256, HS384, HS512, RS256, EdDSA", alg),
    setting!(
        Setting,
        "token",
        "secret",
        "the characters whose bytes are the key, or none: drawn from the seed",
        secret
    ),
    setting!(Setting, "token", "extra_claims", "a JSON object, groups:N, or none", extra_claims, super::claims_fit),
    setting!(Setting, "refresh", "refresh_idle", "1s to 366d, or none", refresh_idle, |v| within_or_none(1..=YEAR, v)),
    setting!(Setting, "refresh", "refresh_absolute", "1s to 366d, or none", refresh_absolute, |v| within_or_none(
        1..=YEAR,
        v
    )),
    setting!(Setting, "refresh", "rotation", "on, off", rotation),
    setting!(Setting, "refresh", "reuse.window_s", "0 to 30d", reuse.window_s, |v| within(0..=30 * DAY, v)),
    setting!(Setting, "refresh", "reuse.anchor", "rotated_at, last_use", reuse.anchor),
    setting!(Setting, "refresh", "reuse.who", "parent, any_ancestor", reuse.who),
    setting!(Setting, "refresh", "reuse.result", "same, head, sibling, replace", reuse.result),
    setting!(Setting, "refresh", "reuse.until_used", "on, off", reuse.until_used),
    setting!(Setting, "refresh", "reuse.max", "a number, or none", reuse.max),
    setting!(Setting, "refresh", "reuse.freeze_in_window", "on, off", reuse.freeze_in_window),
    setting!(
        Setting,
        "refresh",
        "reuse.on_violation",
        "family, family_and_access, all_of_user, reject",
        reuse.on_violation
    ),
    setting!(Setting, "refresh", "atomic", "on, off", atomic),
    setting!(Setting, "refresh", "gap_ms", "0 to 10000", gap_ms, |v| *v <= 10_000),
    setting!(Setting, "refresh", "bind_client", "on, off", bind_client),
    setting!(Setting, "refresh", "bind_subject", "on, off", bind_subject),
    setting!(Setting, "session", "logout", "client_only, presented_token, family, all_of_user", logout),
    setting!(Setting, "session", "password_change_revokes", "on, off", password_change_revokes),
    setting!(Setting, "session", "deny_list", "off, shared, replicated(20s)", deny_list),
    setting!(Setting, "session", "deny_key", "jti, sid, sub", deny_key),
    setting!(Setting, "session", "deny_failure", "fail_open, fail_closed", deny_failure),
    setting!(Setting, "keys", "kid", "on, off", kid),
    setting!(Setting, "keys", "publish_lead", "0 to 24h, or none: the longest cache age", publish_lead, |v| {
        within_or_none(0..=DAY, v)
    }),
    setting!(Setting, "keys", "retire_after", "0 to 48h, or none: long enough", retire_after, |v| within_or_none(
        0..=2 * DAY,
        v
    )),
    setting!(Setting, "transport", "carry", "header, cookie, query, body", carry),
    setting!(Setting, "storage", "keep", "local_storage, session_storage, memory, cookie, bff", keep),
    setting!(Setting, "csrf", "defence", "none, origin_check, custom_header, double_submit", defence),
    setting!(Setting, "client", "refresh_when", "on_401, ahead(30s), never", refresh_when),
    setting!(Setting, "client", "single_flight", "on, off", single_flight),
    setting!(Setting, "client", "cross_tab_lock", "on, off", cross_tab_lock),
    setting!(Setting, "client", "retry_on_lost", "on, off", retry_on_lost),
    setting!(Setting, "client", "refresh_on_403", "on, off", refresh_on_403),
    setting!(Setting, "browser", "engine", "chromium, firefox-safari", engine),
    setting!(Setting, "browser", "referrer", "strict-origin-when-cross-origin, unsafe-url", referrer),
    setting!(Setting, "cookie", "same_site", "Strict, Lax, None, absent", same_site),
    setting!(Setting, "cookie", "http_only", "on, off", http_only),
    setting!(Setting, "cookie", "secure", "on, off", secure),
    setting!(Setting, "world", "accounts", "names with spaces between, or none", accounts, |v| v.len() <= 64),
    setting!(Setting, "world", "vulnerable", "switches such as V1 V3, or none", vulnerable),
    setting!(Setting, "world", "latency_ms", "0 to 10000", latency_ms, |v| *v <= 10_000),
    setting!(Setting, "world", "tls", "on, off", tls),
    setting!(Setting, "world", "auth_offset_ms", "-3600000 to 3600000", auth_offset_ms, |v| v.0.abs() <= 3_600_000),
    setting!(Setting, "world", "apis", "hosts with spaces between, 1 to 8", apis, |v| (1..=8).contains(&v.len())),
];

const API_SETTINGS: &[ApiSetting] = &[
    setting!(ApiSetting, "API", "offset_ms", "-3600000 to 3600000", offset_ms, |v| v.0.abs() <= 3_600_000),
    setting!(ApiSetting, "API", "leeway_s", "0 to 5m", leeway_s, |v| within(0..=300, v)),
    setting!(ApiSetting, "API", "validation", "local, introspect, introspect(30s), server_session", validation),
    setting!(ApiSetting, "API", "jwks_ttl", "1s to 24h", jwks_ttl, |v| within(1..=DAY, v)),
    setting!(ApiSetting, "API", "refetch_on_unknown_kid", "on, off", refetch_on_unknown_kid),
    setting!(ApiSetting, "API", "refetch_cooldown", "0 to 1h", refetch_cooldown, |v| within(0..=3600, v)),
    setting!(ApiSetting, "API", "require", "claims such as exp iss aud typ, or none", require),
    setting!(ApiSetting, "API", "limits", "default, nginx, apache, node", limits),
    setting!(ApiSetting, "API", "verbose_errors", "on, off", verbose_errors),
    setting!(ApiSetting, "API", "audience", "the aud that it expects", audience),
];

/// Why a setting was not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadSetting {
    /// No setting has this key.
    Unknown {
        /// The key.
        key: String,
    },
    /// The value does not fit.
    Value {
        /// The key.
        key: String,
        /// What to write instead.
        why: String,
    },
}

impl std::fmt::Display for BadSetting {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        use crate::token::visible::visible;
        match self {
            Self::Unknown { key } => write!(out, "no setting is called `{}`: look it up in the list", visible(key)),
            Self::Value { key, why } => write!(out, "`{}` cannot be that: {}", visible(key), visible(why)),
        }
    }
}

impl std::error::Error for BadSetting {}

impl Config {
    /// All keys with their group and what may be written: those of the API servers stand for all servers at once.
    pub fn keys() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
        let apis = API_SETTINGS.iter().map(|setting| ("API", setting.key, setting.values));
        SETTINGS.iter().map(|setting| (setting.group, setting.key, setting.values)).chain(apis)
    }

    /// The value of a setting as text that [`Config::set`] reads. An API's setting is that of the first server, or of `b.` and so on.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<String> {
        if let Some(setting) = SETTINGS.iter().find(|setting| setting.key == key) {
            return Some((setting.read)(self));
        }
        let (api, key) = api_key(key);
        let setting = API_SETTINGS.iter().find(|setting| setting.key == key)?;
        self.apis.get(api.unwrap_or(0)).map(setting.read)
    }

    /// Changes a setting: `access_ttl` to `5m`; `leeway_s` of all API servers, or `b.leeway_s` of the second.
    ///
    /// # Errors
    /// When there is no such setting, or it takes no such value; nothing is changed then.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), BadSetting> {
        let value = value.trim();
        let refused = |why| BadSetting::Value { key: key.to_owned(), why };
        if let Some(setting) = SETTINGS.iter().find(|setting| setting.key == key) {
            return (setting.write)(self, value).map_err(refused);
        }
        let unknown = || BadSetting::Unknown { key: key.to_owned() };
        let (api, name) = api_key(key);
        let setting = API_SETTINGS.iter().find(|setting| setting.key == name).ok_or_else(unknown)?;
        match api {
            Some(number) => (setting.write)(self.apis.get_mut(number).ok_or_else(unknown)?, value).map_err(refused),
            None => self.apis.iter_mut().try_for_each(|api| (setting.write)(api, value)).map_err(refused),
        }
    }

    /// The settings in which this differs from another: key, here, there.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<(String, String, String)> {
        let mut keys: Vec<String> = SETTINGS.iter().map(|setting| setting.key.to_owned()).collect();
        for number in 0..self.apis.len().max(other.apis.len()) {
            let letter = char::from(b'a'.saturating_add(u8::try_from(number).unwrap_or(25)));
            keys.extend(API_SETTINGS.iter().map(|setting| format!("{letter}.{}", setting.key)));
        }
        let value = |config: &Self, key: &str| config.get(key).unwrap_or_else(|| "none".to_owned());
        let pairs = keys.into_iter().map(|key| (value(self, &key), value(other, &key), key));
        pairs.filter(|(here, there, _)| here != there).map(|(here, there, key)| (key, here, there)).collect()
    }
}

/// `b.leeway_s` is a setting of the second server.
fn api_key(key: &str) -> (Option<usize>, &str) {
    match key.split_once('.') {
        Some((letter, name)) => match letter.strip_prefix("api-").unwrap_or(letter).as_bytes() {
            [letter @ b'a'..=b'h'] => (Some(usize::from(letter - b'a')), name),
            _ => (None, key),
        },
        None => (None, key),
    }
}

/// `word(20s)` in its parts.
fn call(text: &str) -> (&str, Option<&str>) {
    match text.strip_suffix(')').and_then(|text| text.split_once('(')) {
        Some((word, argument)) => (word, Some(argument)),
        None => (text, None),
    }
}

fn seconds(text: &str) -> Result<i64, String> {
    i64::read(text).and_then(|s| if within(0..=DAY, &s) { Ok(s) } else { Err("write 0 to 24h".to_owned()) })
}

impl Value for DenyList {
    fn read(text: &str) -> Result<Self, String> {
        match call(text) {
            ("off", None) => Ok(Self::Off),
            ("shared", None) => Ok(Self::Shared),
            ("replicated", Some(lag)) => seconds(lag).map(|lag_s| Self::Replicated { lag_s }),
            _ => Err("write off, shared or replicated(20s)".to_owned()),
        }
    }

    fn write(&self) -> String {
        match self {
            Self::Off => "off".to_owned(),
            Self::Shared => "shared".to_owned(),
            Self::Replicated { lag_s } => format!("replicated({lag_s})"),
        }
    }
}

impl Value for Validation {
    fn read(text: &str) -> Result<Self, String> {
        match call(text) {
            ("local", None) => Ok(Self::Local),
            ("introspect", None) => Ok(Self::Introspect { cache_s: 0 }),
            ("introspect", Some(cache)) => seconds(cache).map(|cache_s| Self::Introspect { cache_s }),
            ("server_session", None) => Ok(Self::ServerSession),
            _ => Err("write local, introspect, introspect(30s) or server_session".to_owned()),
        }
    }

    fn write(&self) -> String {
        match self {
            Self::Local => "local".to_owned(),
            Self::Introspect { cache_s } => format!("introspect({cache_s})"),
            Self::ServerSession => "server_session".to_owned(),
        }
    }
}

impl Value for RefreshWhen {
    fn read(text: &str) -> Result<Self, String> {
        match call(text) {
            ("on_401", None) => Ok(Self::On401),
            ("ahead", Some(before)) => seconds(before).map(|before_s| Self::Ahead { before_s }),
            ("never", None) => Ok(Self::Never),
            _ => Err("write on_401, ahead(30s) or never".to_owned()),
        }
    }

    fn write(&self) -> String {
        match self {
            Self::On401 => "on_401".to_owned(),
            Self::Ahead { before_s } => format!("ahead({before_s})"),
            Self::Never => "never".to_owned(),
        }
    }
}

impl Value for super::Milliseconds {
    fn read(text: &str) -> Result<Self, String> {
        text.parse().map(Self).map_err(|_| "write a whole number of milliseconds".to_owned())
    }

    fn write(&self) -> String {
        self.0.to_string()
    }
}

impl Value for Vec<Account> {
    fn read(text: &str) -> Result<Self, String> {
        Ok(words(text).map(Account::demo).collect())
    }

    fn write(&self) -> String {
        list(self.iter().map(|account| account.name.clone()))
    }
}

impl Value for Vec<Api> {
    fn read(text: &str) -> Result<Self, String> {
        Ok(words(text).map(Api::at).collect())
    }

    fn write(&self) -> String {
        list(self.iter().map(|api| api.host.clone()))
    }
}

impl Defence {
    /// Does the page have to send `X-CSRF`?
    #[must_use]
    pub const fn wants_header(self) -> bool {
        matches!(self, Self::CustomHeader | Self::DoubleSubmit)
    }
}
