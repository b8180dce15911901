//! The words that explain: a file of `assets/words` a language, looked up by id.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::findings::Id;

/// What is said about a claim, a header parameter, an algorithm or a finding.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Entry {
    /// A few words that stand beside it.
    pub title: String,
    /// One or two sentences.
    pub text: String,
}

#[derive(Default, Deserialize)]
struct Language {
    claims: HashMap<String, Entry>,
    parameters: HashMap<String, Entry>,
    algorithms: HashMap<String, Entry>,
    findings: HashMap<String, Entry>,
    values: HashMap<String, HashMap<String, String>>,
}

fn language() -> &'static Language {
    static ENGLISH: OnceLock<Language> = OnceLock::new();
    // A test holds that the file reads; were it broken all the same, nothing would be explained and everything still shown.
    ENGLISH.get_or_init(|| serde_json::from_str(include_str!("../../assets/words/en.json")).unwrap_or_default())
}

/// What is said about the claim `name`.
#[must_use]
pub fn claim(name: &str) -> Option<&'static Entry> {
    language().claims.get(name)
}

/// What is said about the header parameter `name`.
#[must_use]
pub fn parameter(name: &str) -> Option<&'static Entry> {
    language().parameters.get(name)
}

/// What is said about the algorithm `name`.
#[must_use]
pub fn algorithm(name: &str) -> Option<&'static Entry> {
    language().algorithms.get(name)
}

/// What is said about the finding `id`, and how to mend it.
#[must_use]
pub fn finding(id: Id) -> Option<&'static Entry> {
    language().findings.get(id.word())
}

/// What the value `value` of a claim or parameter means; `set` is one of `amr`, `acr`, `scopes`, `typ`, `typ_claim`, `cty`, `zip`, `cnf`,
/// `token_use`, `gty`.
#[must_use]
pub fn value(set: &str, value: &str) -> Option<&'static str> {
    language().values.get(set)?.get(value).map(String::as_str)
}
