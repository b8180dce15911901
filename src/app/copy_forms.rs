//! The forms in which the token at hand can be copied, each under a key of its own. No text is built before it is asked for.

use std::borrow::Cow;

use super::copying::Copy;
use super::state::size_words;
use crate::token::anatomy::Token;
use crate::token::json::Kind;
use crate::token::part::{Part, Role};
use crate::token::visible::visible;

/// A form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyForm {
    /// The token itself.
    Token,
    /// `Authorization: Bearer …`.
    Authorization,
    /// A curl command.
    Curl,
    /// `Cookie: …`.
    Cookie,
    /// `export JWT=…`.
    Export,
    /// The decoded header.
    Header,
    /// The decoded payload.
    Payload,
    /// The value under the cursor.
    Member,
}

impl CopyForm {
    const ALL: [Self; 8] = [
        Self::Token,
        Self::Authorization,
        Self::Curl,
        Self::Cookie,
        Self::Export,
        Self::Header,
        Self::Payload,
        Self::Member,
    ];

    /// Its key, after `y`.
    #[must_use]
    pub const fn key(self) -> char {
        match self {
            Self::Token => 'y',
            Self::Authorization => 'b',
            Self::Curl => 'c',
            Self::Cookie => 'k',
            Self::Export => 'e',
            Self::Header => 'h',
            Self::Payload => 'p',
            Self::Member => 'm',
        }
    }

    /// What stands before and after the token, for the forms that are the token in something.
    const fn around(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Token => Some(("", "")),
            Self::Authorization => Some(("Authorization: Bearer ", "")),
            Self::Curl => Some(("curl -H 'Authorization: Bearer ", "' ")),
            Self::Cookie => Some(("Cookie: token=", "")),
            Self::Export => Some(("export JWT='", "'")),
            Self::Header | Self::Payload | Self::Member => None,
        }
    }
}

/// What can be copied of `token`, in words with its size; `member` is the one under the cursor.
#[must_use]
pub fn forms(token: &Token, member: Option<(Role, u32)>) -> Vec<(CopyForm, String)> {
    // A header line cannot carry a JSON serialization, nor a token with foreign characters in it.
    let fits_a_line = token.text.bytes().all(|b| b.is_ascii_graphic() && b != b'\'' && b != b'"');
    let mut forms = Vec::new();
    for form in CopyForm::ALL {
        let size = match form.around() {
            Some((before, after)) => {
                (form == CopyForm::Token || fits_a_line).then_some(before.len() + token.text.len() + after.len())
            }
            None => content(token, member, form).map(|text| text.len()),
        };
        if let Some(size) = size {
            forms.push((form, format!("{}, {}", what(token, member, form), size_words(size))));
        }
    }
    forms
}

/// The text of a form, with its name.
#[must_use]
pub fn copy(token: &Token, member: Option<(Role, u32)>, form: CopyForm) -> Option<Copy> {
    let text = match form.around() {
        Some((before, after)) => format!("{before}{}{after}", token.text),
        None => content(token, member, form)?.into_owned(),
    };
    Some(Copy { what: what(token, member, form), text })
}

/// The name of a form.
fn what(token: &Token, member: Option<(Role, u32)>, form: CopyForm) -> String {
    let name = match form {
        CopyForm::Token => "token",
        CopyForm::Authorization => "Authorization line",
        CopyForm::Curl => "curl command",
        CopyForm::Cookie => "cookie",
        CopyForm::Export => "export line",
        CopyForm::Header => "header",
        CopyForm::Payload => "payload",
        CopyForm::Member => {
            let name = member
                .and_then(|(role, index)| token.part(role)?.json()?.name(index))
                .map_or_else(|| "the element".to_owned(), |name| visible(&name).into_owned());
            return format!("value of {name}");
        }
    };
    name.to_owned()
}

/// The text of a form that is a piece of the token.
fn content(token: &Token, member: Option<(Role, u32)>, form: CopyForm) -> Option<Cow<'_, str>> {
    let part = |role| token.part(role).and_then(Part::utf8).filter(|text| !text.is_empty()).map(Cow::Borrowed);
    match form {
        CopyForm::Header => part(Role::Header),
        CopyForm::Payload => part(Role::Payload),
        CopyForm::Member => {
            let (role, index) = member?;
            value(token.part(role)?, index)
        }
        CopyForm::Token | CopyForm::Authorization | CopyForm::Curl | CopyForm::Cookie | CopyForm::Export => None,
    }
}

/// The value of a member: a string without quotes and escapes, anything else as received.
fn value(part: &Part, index: u32) -> Option<Cow<'_, str>> {
    let document = part.json()?;
    Some(match document.node(index)?.kind {
        Kind::String => document.string(index)?,
        Kind::Object | Kind::Array | Kind::Number | Kind::True | Kind::False | Kind::Null | Kind::Broken => {
            String::from_utf8_lossy(document.raw(index))
        }
    })
}
