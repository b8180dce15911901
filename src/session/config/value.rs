//! What a setting may hold, read from and written as text: choices, switches, numbers, seconds.

use std::collections::BTreeSet;

/// A kind of value that a setting has.
pub(in crate::session) trait Value: Sized {
    /// Reads it, or says what to write.
    fn read(text: &str) -> Result<Self, String>;
    /// Writes it so that it reads back.
    fn write(&self) -> String;
}

/// An enum whose variants have a word each: how settings, files and events call them.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its word.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The one with this word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.word() == word)
            }
        }

        impl $crate::session::config::value::Value for $name {
            fn read(text: &str) -> Result<Self, String> {
                Self::from_word(text).ok_or_else(|| {
                    format!("write one of {}", Self::ALL.iter().map(|c| c.word()).collect::<Vec<_>>().join(", "))
                })
            }

            fn write(&self) -> String {
                self.word().to_owned()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.word())
            }
        }
    };
}
pub(in crate::session) use choice;

impl Value for bool {
    fn read(text: &str) -> Result<Self, String> {
        match text {
            "on" => Ok(true),
            "off" => Ok(false),
            _ => Err("write on or off".to_owned()),
        }
    }

    fn write(&self) -> String {
        if *self { "on" } else { "off" }.to_owned()
    }
}

impl Value for String {
    fn read(text: &str) -> Result<Self, String> {
        if text.is_empty() { Err("write something".to_owned()) } else { Ok(text.to_owned()) }
    }

    fn write(&self) -> String {
        self.clone()
    }
}

/// A length of time in seconds: `90`, `90s`, `5m`, `7d`; a leading `-` where the range allows it.
impl Value for i64 {
    fn read(text: &str) -> Result<Self, String> {
        let (sign, rest) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        crate::token::duration::parse(rest).map(|seconds| seconds * sign).map_err(|why| why.to_string())
    }

    fn write(&self) -> String {
        self.to_string()
    }
}

impl Value for u32 {
    fn read(text: &str) -> Result<Self, String> {
        text.parse().map_err(|_| "write a whole number".to_owned())
    }

    fn write(&self) -> String {
        self.to_string()
    }
}

impl<T: Value> Value for Option<T> {
    fn read(text: &str) -> Result<Self, String> {
        if text == "none" { Ok(None) } else { T::read(text).map(Some).map_err(|why| format!("{why}, or none")) }
    }

    fn write(&self) -> String {
        self.as_ref().map_or_else(|| "none".to_owned(), T::write)
    }
}

/// Words with spaces or commas between them; `none` for no word.
impl<T: Value + Ord> Value for BTreeSet<T> {
    fn read(text: &str) -> Result<Self, String> {
        words(text).map(T::read).collect()
    }

    fn write(&self) -> String {
        list(self.iter().map(T::write))
    }
}

/// The words of a list.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let none = text == "none";
    text.split([' ', ',']).filter(move |word| !word.is_empty() && !none)
}

/// A list of words that [`words`] reads.
pub(super) fn list(words: impl Iterator<Item = String>) -> String {
    let text = words.collect::<Vec<_>>().join(" ");
    if text.is_empty() { "none".to_owned() } else { text }
}
