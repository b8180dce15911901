//! The key of the form: what was typed, pasted or made, and what it is.

use zeroize::Zeroizing;

use crate::app::effect::KeyPlace;
use crate::app::field::Field;
use crate::crypto::restriction::Act;
use crate::crypto::{Algorithm, Key, KeySpec, Keys, Material, export, read};

/// Where a key of this field comes from, for those who judge by it.
const TYPED: &str = "Mint, typed there";
const MADE: &str = "Mint, made there";

/// How far a key has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// There is none.
    Missing,
    /// It is in a variable or a file, which is read when the field is left.
    Named(KeyPlace),
    /// That is being read; an answer with another number is late.
    Asked(u64),
    /// What is there is no key: why.
    Unreadable(String),
    /// It is there; of a set, all of them.
    Ready(Vec<Key>),
}

/// The field and what it gave.
#[derive(Debug, Clone, PartialEq)]
pub struct SigningKey {
    /// What is typed.
    pub field: Field,
    /// What it is.
    pub standing: Standing,
}

impl Default for SigningKey {
    fn default() -> Self {
        Self { field: Field::masked(), standing: Standing::Missing }
    }
}

impl SigningKey {
    /// The field holds this key text from now on.
    pub fn take(&mut self, text: &str) {
        self.field = Field::masked();
        self.field.insert(text);
        self.read();
    }

    /// The field holds this text of a key that was just made. That of a secret is the secret itself.
    pub fn made(&mut self, text: &str) {
        self.take(text);
        if let Standing::Ready(keys) = &mut self.standing {
            keys.iter_mut().for_each(|key| MADE.clone_into(&mut key.source));
        }
    }

    /// These keys from elsewhere are the keys from now on, where there are none yet. Their text is not known here.
    pub fn borrow(&mut self, keys: Vec<Key>) {
        if self.standing == Standing::Missing && !keys.is_empty() {
            self.standing = Standing::Ready(keys);
        }
    }

    /// Reads what is typed. A bare text is a secret: here nobody else hears it.
    pub fn read(&mut self) {
        let text = self.field.text();
        if text.is_empty() {
            self.standing = Standing::Missing;
            return;
        }
        let spec = KeySpec::parse(text, TYPED);
        self.standing = match spec {
            Ok(KeySpec::Here(keys)) => Standing::Ready(keys.keys),
            Ok(KeySpec::Bare) => Self::standing(read::secret(text, TYPED).map_err(|why| why.to_string())),
            Ok(KeySpec::Variable(name)) => Standing::Named(KeyPlace::Variable(name)),
            Ok(KeySpec::File(path)) => Standing::Named(KeyPlace::File(path)),
            Err(why) => Standing::Unreadable(why.to_string()),
        };
    }

    /// The keys of a variable or file have come, or a sentence why not.
    pub fn answered(&mut self, ticket: u64, result: Result<Keys, String>) {
        if self.standing == Standing::Asked(ticket) {
            self.standing = Self::standing(result);
        }
    }

    fn standing(result: Result<Keys, String>) -> Standing {
        match result {
            Ok(keys) => Standing::Ready(keys.keys),
            Err(why) => Standing::Unreadable(why),
        }
    }

    /// The key that signs by `algorithm`; where none of them does, the first, which can say why.
    #[must_use]
    pub fn key_for(&self, algorithm: Algorithm) -> Option<&Key> {
        let Standing::Ready(keys) = &self.standing else { return None };
        let signs = |key: &&Key| key.material.signs() && algorithm.takes(key.kind());
        let may = |key: &&Key| signs(key) && key.restriction(Act::Sign, algorithm).is_none();
        keys.iter().find(may).or_else(|| keys.iter().find(signs)).or_else(|| keys.first())
    }

    /// The algorithm that the key asks for, where it cannot serve `algorithm`: its own word, else the natural one.
    #[must_use]
    pub fn wants(&self, algorithm: Algorithm) -> Option<Algorithm> {
        let key = self.key_for(algorithm).filter(|key| !algorithm.takes(key.kind()))?;
        let named = key.alg.as_deref().and_then(Algorithm::from_name).filter(|named| named.takes(key.kind()));
        named.or_else(|| key.kind().algorithms().next())
    }
}

/// The random bits of a secret that was made for the field; `None` for any other key.
#[must_use]
pub fn made_bits(key: &Key) -> Option<usize> {
    let Material::Secret(secret) = &key.material else { return None };
    // Six bits a character, of which whole bytes were random (RFC 4648 §5).
    (key.source == MADE).then(|| secret.len() * 6 / 8 * 8)
}

/// The text of a key that was made, as its field holds it.
pub(super) fn text_of(material: Material) -> Zeroizing<String> {
    match &material {
        Material::Secret(secret) => export::secret_text(secret),
        Material::Public(_) | Material::Pair { .. } => {
            export::pem(&material, export::Half::Private).unwrap_or_default()
        }
    }
}
