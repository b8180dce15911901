//! The words that explain: a file of `assets/words` a language, looked up by id.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::findings::id::Id;
use super::findings::mend::Mend;

/// What is said about a claim, a header parameter, an algorithm or a finding.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Entry {
    /// A few words that stand beside it.
    pub title: String,
    /// One or two sentences.
    pub text: String,
}

/// What is said about a command.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Command {
    /// What it does.
    pub words: String,
    /// The same in a word; empty where it is not worth one.
    pub short: String,
}

#[derive(Default, Deserialize)]
struct Language {
    claims: HashMap<String, Entry>,
    parameters: HashMap<String, Entry>,
    algorithms: HashMap<String, Entry>,
    faults: HashMap<String, String>,
    findings: HashMap<String, Entry>,
    messages: HashMap<String, String>,
    mends: HashMap<String, String>,
    commands: HashMap<String, Command>,
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

/// Writes a function for each sentence: its id, and the places of its template, which are its arguments; and `ALL` of them, for [`check`].
macro_rules! sentences {
    ($say:path; $($id:literal $name:ident($($place:ident),*);)*) => {
        $(
            pub(in crate::token) fn $name($($place: impl std::fmt::Display),*) -> String {
                $say($id, &[$((stringify!($place), $place.to_string())),*])
            }
        )*

        /// Every sentence: its id and its places.
        #[cfg(test)]
        const ALL: &[(&str, &[&str])] = &[$(($id, &[$(stringify!($place)),*])),*];
    };
}
pub(in crate::token) use sentences;

/// The sentence `id` of a fault, with these values in its places; the id itself where a language has no words for it.
#[must_use]
pub fn fault(id: &str, values: &[(&str, String)]) -> String {
    filled(language().faults.get(id).map_or(id, String::as_str), values)
}

/// The same of a finding.
#[must_use]
pub fn message(id: &str, values: &[(&str, String)]) -> String {
    filled(language().messages.get(id).map_or(id, String::as_str), values)
}

/// A template with values in its places.
fn filled(template: &str, values: &[(&str, String)]) -> String {
    let mut sentence = String::new();
    let mut rest = template;
    while let Some((before, (place, behind))) =
        rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        sentence.push_str(before);
        sentence.extend(values.iter().filter(|(name, _)| *name == place).map(|(_, value)| value.as_str()));
        rest = behind;
    }
    sentence.push_str(rest);
    sentence
}

#[cfg(test)]
pub(in crate::token) fn fault_templates() -> &'static HashMap<String, String> {
    &language().faults
}

#[cfg(test)]
pub(in crate::token) fn message_templates() -> &'static HashMap<String, String> {
    &language().messages
}

/// Is there a template for every sentence and none besides, and has each exactly the places of its sentence?
#[cfg(test)]
#[track_caller]
pub(in crate::token) fn check(templates: &HashMap<String, String>, all: &[(&str, &[&str])]) {
    use std::collections::BTreeSet;

    let ids: BTreeSet<&str> = all.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids.len(), all.len(), "an id twice");
    assert_eq!(templates.keys().map(String::as_str).collect::<BTreeSet<_>>(), ids);
    for (id, places) in all {
        let template = &templates[*id];
        let found = template.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(place, _)| place);
        assert_eq!(found.collect::<BTreeSet<_>>(), places.iter().copied().collect(), "{id}: {template}");
    }
}

/// What is said about the finding `id`, and how to mend it.
#[must_use]
pub fn finding(id: Id) -> Option<&'static Entry> {
    language().findings.get(id.word())
}

/// What mends a finding in Mint, and by which key.
#[must_use]
pub fn mend(mend: Mend) -> Option<&'static str> {
    language().mends.get(mend.word()).map(String::as_str)
}

/// What the value `value` of a claim or parameter means; `set` is one of `amr`, `acr`, `scopes`, `typ`, `typ_claim`, `cty`, `zip`, `cnf`,
/// `token_use`, `gty`, `attest`, `dbgstat`, `intuse`, `kty`; `kid` for what the name of a key looks like, `parts` for what a part is.
#[must_use]
pub fn value(set: &str, value: &str) -> Option<&'static str> {
    language().values.get(set)?.get(value).map(String::as_str)
}

/// What is said about the command `id`.
#[must_use]
pub fn command(id: &str) -> Option<&'static Command> {
    language().commands.get(id)
}

#[cfg(test)]
mod tests {
    use super::super::json::Document;
    use super::*;

    #[test]
    fn whatever_mends_a_finding_has_its_words_and_names_its_key() {
        let told: Vec<&str> = Mend::ALL.into_iter().filter_map(mend).collect();
        assert_eq!((told.len(), language().mends.len()), (Mend::ALL.len(), Mend::ALL.len()));
        assert!(told.iter().all(|words| words.contains(": carry") && words.contains("the row ")), "{told:?}");
    }

    #[test]
    fn the_claims_that_are_registered_have_their_words_and_no_others_have() {
        let file: serde_json::Value = serde_json::from_slice(include_bytes!("../../assets/registry.json")).unwrap();
        let mut registered: Vec<&str> = file["claims"].as_object().unwrap().keys().map(String::as_str).collect();
        let mut told: Vec<&str> = language().claims.keys().map(String::as_str).collect();
        registered.sort_unstable();
        told.sort_unstable();
        assert_eq!(told, registered);
    }

    #[test]
    fn no_id_has_its_words_twice() {
        let file = Document::read(include_bytes!("../../assets/words/en.json").to_vec());
        let twice = file.flaws.iter().map(|flaw| String::from_utf8_lossy(&file.octets[flaw.at()..][..40]));
        assert_eq!((file.fault, twice.collect::<Vec<_>>()), (None, Vec::new()));
    }
}
