//! Every name and value of a part, once and in order: what stands in it that should not.

use super::id::Id;
use super::names::{Meaning, Names, is_plain};
use super::notes::Notes;
use super::notes::quoted;
use super::{card, hidden, lookalike, message, nested, personal, secret};
use crate::token::json::{Document, Kind, Node};
use crate::token::part::{Part, Role};

/// A container that the walk is in.
struct Open {
    /// The first node behind it.
    next: u32,
    called: Called,
    key: Key,
}

/// What was seen of a JWK in one object (RFC 7517 §4.1, RFC 7518 §6).
#[derive(Default)]
struct Key {
    /// `kty`.
    has_type: bool,
    /// `kty` is `oct`: `k` is the secret itself.
    is_symmetric: bool,
    /// `d` of RSA, EC and OKP, or `priv` of AKP.
    private: Option<u32>,
    /// `k`.
    secret: Option<u32>,
    is_told: bool,
}

impl Key {
    fn member(&mut self, name: &str, value: &str, index: u32) {
        match name {
            "kty" => {
                self.has_type = true;
                self.is_symmetric = value == "oct";
            }
            "d" | "priv" if !value.is_empty() => self.private = Some(index),
            "k" if !value.is_empty() => self.secret = Some(index),
            _ => {}
        }
    }

    /// The node of the private key, once the object is known to be one.
    fn found(&mut self) -> Option<u32> {
        let found =
            if self.is_symmetric { self.secret } else { self.private }.filter(|_| self.has_type && !self.is_told);
        self.is_told |= found.is_some();
        found
    }
}

/// Notes what stands in `part` that should not.
pub(super) fn review(notes: &mut Notes<'_>, part: &Part, document: &Document) {
    let mut walk = Walk { notes, part, document, personal: Vec::new(), open: Vec::new(), names: Names::new() };
    for (index, node) in (0_u32..).zip(&document.nodes) {
        walk.node(index, node);
    }
    let personal = walk.personal;
    if let Some(&first) = personal.first() {
        let name = document.name(first).unwrap_or_default();
        let more = if personal.len() > 1 { message::and_more_members(personal.len() - 1) } else { String::new() };
        notes.at(Id::PersonalData, part, first, || message::personal_data(quoted(&name), more));
    }
}

struct Walk<'a, 'b> {
    notes: &'a mut Notes<'b>,
    part: &'a Part,
    document: &'a Document,
    /// Members with personal data.
    personal: Vec<u32>,
    /// At most as many as containers may stand in each other.
    open: Vec<Open>,
    names: Names<'a>,
}

/// What a value is called.
#[derive(Clone, Copy, Default)]
struct Called {
    /// The nearest member that it is, or stands in.
    named: Option<u32>,
    /// What the name of that member says.
    meaning: Meaning,
    /// Is it the member itself?
    own: bool,
}

impl Walk<'_, '_> {
    fn node(&mut self, index: u32, node: &Node) {
        while self.open.pop_if(|open| open.next <= index).is_some() {}
        let called = self.called(index);
        match node.kind {
            Kind::String => self.string(index, called),
            Kind::Number => self.number(index, called),
            Kind::Object | Kind::Array => {
                self.open.push(Open { next: node.next, called, key: Key::default() });
            }
            Kind::True | Kind::False | Kind::Null | Kind::Broken => {}
        }
    }

    /// Elements belong to the claim that they stand in, members of an object inside of it are claims of their own.
    fn called(&mut self, index: u32) -> Called {
        let document = self.document;
        let Some(raw) = document.raw_name(index) else {
            return self.open.last().map_or_else(Called::default, |open| Called { own: false, ..open.called });
        };
        let meaning = self.names.meaning(nested::inside(raw), || document.name(index).unwrap_or_default());
        if !meaning.plain {
            self.name(index, &document.name(index).unwrap_or_default());
        }
        Called { named: Some(index), meaning, own: true }
    }

    fn in_claims(&self) -> bool {
        self.part.role == Role::Payload
    }

    /// The member that a value belongs to, for people.
    fn label(document: &Document, named: Option<u32>) -> String {
        named.and_then(|index| document.name(index)).map_or_else(message::the_text, |name| quoted(&name))
    }

    fn name(&mut self, index: u32, name: &str) {
        if let Some((count, first)) = hidden::hidden(name) {
            self.notes.at(Id::HiddenCharacters, self.part, index, || {
                message::hidden_in_name(quoted(name), characters(count, first))
            });
        }
        if let Some(letter) = lookalike::lookalike(name) {
            self.notes
                .at(Id::MixedScripts, self.part, index, || message::mixed_scripts_in_name(quoted(name), code(letter)));
        }
    }

    fn string(&mut self, index: u32, Called { named, meaning, own }: Called) {
        let document = self.document;
        let by_name = own && (meaning.secret || meaning.of_key) || meaning.personal;
        // Most strings of a large payload are short words under names that say nothing.
        if !by_name && says_nothing(nested::inside(document.raw(index))) {
            return;
        }
        let part = self.part;
        let Some(text) = document.string(index) else { return };
        let text = &*text;
        if !text.is_ascii() || text.bytes().any(|octet| octet.is_ascii_control()) {
            if let Some((count, first)) = hidden::hidden(text) {
                self.notes.at(Id::HiddenCharacters, part, index, || {
                    message::hidden_characters(Self::label(document, named), characters(count, first))
                });
            }
            if meaning.identity
                && let Some(letter) = lookalike::lookalike(text)
            {
                self.notes.at(Id::MixedScripts, part, index, || {
                    message::mixed_scripts(Self::label(document, named), code(letter))
                });
            }
        }
        if secret::is_pem(text.as_bytes()) {
            self.private_key(index, named);
        }
        if own && meaning.of_key {
            let name = document.name(index).unwrap_or_default();
            let found = self.open.last_mut().and_then(|open| {
                open.key.member(&name, text, index);
                open.key.found()
            });
            if let Some(at) = found {
                self.private_key(at, Some(at));
            }
        }
        if !self.in_claims() {
            return;
        }
        if nested::is_token(text.as_bytes()) {
            // The payload itself as a string is a nested token.
            if index > 0 {
                self.notes
                    .at(Id::TokenInClaims, part, index, || message::token_in_claims(Self::label(document, named)));
            }
            return;
        }
        if own && meaning.secret && secret::is_value(text) && !secret::is_pem(text.as_bytes()) {
            self.notes.at(Id::SecretInClaims, part, index, || message::secret_in_claims(Self::label(document, named)));
        }
        if (meaning.personal || personal::is_email(text)) && !meaning.service && !text.trim().is_empty() {
            self.person(named);
        } else if card::in_text(text.as_bytes()) {
            self.card(index, named);
        }
    }

    fn number(&mut self, index: u32, Called { named, meaning, own }: Called) {
        if !self.in_claims() {
            return;
        }
        if own && meaning.personal {
            self.person(named);
        } else if self.document.number_text(index).is_some_and(|text| card::in_text(text.as_bytes())) {
            self.card(index, named);
        }
    }

    fn private_key(&mut self, index: u32, named: Option<u32>) {
        let document = self.document;
        self.notes.at(Id::PrivateKey, self.part, index, || message::private_key(Self::label(document, named)));
    }

    fn card(&mut self, index: u32, named: Option<u32>) {
        let document = self.document;
        self.notes.at(Id::CardNumber, self.part, index, || message::card_number(Self::label(document, named)));
    }

    /// Remembers a member that holds personal data, once.
    fn person(&mut self, named: Option<u32>) {
        if let Some(named) = named.filter(|named| self.personal.last() != Some(named)) {
            self.personal.push(named);
        }
    }
}

/// Is a string, as received, too short for a key or a card number, and neither an address nor a token, and does nothing hide in it?
fn says_nothing(raw: &[u8]) -> bool {
    raw.len() < card::SHORTEST && is_plain(raw) && !raw.contains(&b'@') && !raw.starts_with(b"eyJ")
}

fn characters(count: usize, first: char) -> String {
    if count == 1 { code(first) } else { message::several_characters(count, code(first)) }
}

fn code(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_not_looked_at_would_have_said_nothing(
            text in prop_oneof!["[ -~]{0,14}", "[0-9 -]{10,14}", "eyJ[a.]{0,9}", "[a-c]{1,3}@[a-c]{1,3}\\.[a-c]{1,3}", "\\PC{0,6}", any::<String>()],
        ) {
            let quoted = serde_json::to_string(&text).unwrap_or_default();
            if says_nothing(nested::inside(quoted.as_bytes())) {
                let octets = text.as_bytes();
                prop_assert!(!nested::is_token(octets) && !secret::is_pem(octets) && !card::in_text(octets));
                prop_assert!(!personal::is_email(&text) && lookalike::lookalike(&text).is_none());
                prop_assert_eq!(hidden::hidden(&text), None);
            }
        }
    }
}
