//! The forms in which the token at hand can be copied, each under a key of its own.

use super::copying::Copy;
use crate::token::anatomy::Token;
use crate::token::json::Kind;
use crate::token::part::{Part, Role};
use crate::token::visible::visible;

/// One form: its key, its name, and the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyForm {
    /// The key, after `y`.
    pub key: char,
    /// What is copied.
    pub copy: Copy,
}

/// What can be copied of `token`; `member` is the one under the cursor.
#[must_use]
pub fn forms(token: &Token, member: Option<(Role, u32)>) -> Vec<CopyForm> {
    let mut forms = Vec::new();
    let mut add = |key, what: &str, text: String| {
        forms.push(CopyForm { key, copy: Copy { what: what.to_owned(), text } });
    };
    let text = &token.text;
    add('y', "token", text.clone());
    // A header line cannot carry a JSON serialization, nor a token with foreign characters in it.
    if text.bytes().all(|b| b.is_ascii_graphic() && b != b'\'' && b != b'"') {
        add('b', "Authorization line", format!("Authorization: Bearer {text}"));
        add('c', "curl command", format!("curl -H 'Authorization: Bearer {text}' "));
        add('k', "cookie", format!("Cookie: token={text}"));
        add('e', "export line", format!("export JWT='{text}'"));
    }
    for (key, what, role) in [('h', "header", Role::Header), ('p', "payload", Role::Payload)] {
        if let Some(content) = token.part(role).and_then(Part::utf8).filter(|content| !content.is_empty()) {
            add(key, what, content.to_owned());
        }
    }
    if let Some((name, value)) = member.and_then(|(role, index)| value(token.part(role)?, index)) {
        add('m', &format!("value of {}", visible(&name)), value);
    }
    forms
}

/// The name of a member and its value: a string without quotes and escapes, anything else as received.
fn value(part: &Part, index: u32) -> Option<(String, String)> {
    let document = part.json()?;
    let name = document.name(index).map_or_else(|| "the element".to_owned(), |name| name.into_owned());
    let text = match document.node(index)?.kind {
        Kind::String => document.string(index)?.into_owned(),
        Kind::Object | Kind::Array | Kind::Number | Kind::True | Kind::False | Kind::Null | Kind::Broken => {
            String::from_utf8_lossy(document.raw(index)).into_owned()
        }
    };
    Some((name, text))
}
