//! The forms in which the token at hand can be copied, each under a key of its own. No text is built before it is asked for.

use std::borrow::Cow;

use super::copy_form::{CopyForm, name};
use super::copying::Copy;
use super::screen::{Around, Component};
use super::size::size_words;
use super::words_of_frame as words;
use crate::token::json::Kind;
use crate::token::part::{Part, Role};
use crate::token::visible::{visible, visible_octets};

/// What can be copied, in words with its size. Before the token is asked for, it is not copied.
#[must_use]
pub fn forms(screen: &dyn Component, around: Around) -> Vec<(CopyForm, String)> {
    let Some(token) = screen.token() else { return Vec::new() };
    // A header line cannot carry a JSON serialization, nor a token with foreign characters in it.
    let fits_a_line = token.text.bytes().all(|b| b.is_ascii_graphic() && b != b'\'' && b != b'"');
    let mut forms = Vec::new();
    for form in CopyForm::ALL {
        let named = match form.around() {
            Some(_) if form != CopyForm::Token && !fits_a_line => None,
            Some((before, after)) => Some((name(form).to_owned(), before.len() + token.text.len() + after.len())),
            None => content(screen, form, around).map(|(what, text)| (what, text.len())),
        };
        forms.extend(named.map(|(what, size)| (form, format!("{what}, {}", size_words(size)))));
    }
    forms
}

/// The text of a form, with its name.
#[must_use]
pub fn copy(screen: &dyn Component, form: CopyForm, around: Around) -> Option<Copy> {
    let (what, text) = match form.around() {
        Some((before, after)) => (name(form).to_owned(), format!("{before}{}{after}", screen.token()?.text)),
        None => content(screen, form, around).map(|(what, text)| (what, text.into_owned()))?,
    };
    Some(Copy { what, text })
}

/// The text of a form that is not the token in something, and its name.
fn content(screen: &dyn Component, form: CopyForm, around: Around) -> Option<(String, Cow<'_, str>)> {
    let token = screen.token()?;
    match form {
        CopyForm::Header => part_text(token.headers(screen.signer(), Role::Header).next(), form),
        CopyForm::Payload => part_text(token.part(Role::Payload), form),
        CopyForm::Member => {
            let member = screen.member()?;
            let part = member.part(token)?;
            let name = part.json()?.name(member.index);
            let name = name.map_or_else(|| words::THE_ELEMENT.to_owned(), |name| visible(&name).into_owned());
            let what = words::value_of(&name);
            Some(match octets_here(screen) {
                Some(octets) => (words::as_octets(&what), Cow::Owned(visible_octets(octets).into_owned())),
                None => (what, value(part, member.index)?),
            })
        }
        CopyForm::Remark => screen.remark(around).map(|copy| (copy.what, Cow::Owned(copy.text))),
        CopyForm::Token | CopyForm::Authorization | CopyForm::Curl | CopyForm::Cookie | CopyForm::Export => None,
    }
}

/// The value of the member at hand as received, where it is no text: octets that are not UTF-8.
#[must_use]
pub fn octets_here(screen: &dyn Component) -> Option<&[u8]> {
    let member = screen.member()?;
    let document = member.part(screen.token()?)?.json()?;
    Some(document.raw(member.index)).filter(|raw| std::str::from_utf8(raw).is_err())
}

/// The whole text of a part; with its octets written out, where it is no text.
fn part_text(part: Option<&Part>, form: CopyForm) -> Option<(String, Cow<'_, str>)> {
    let part = part.filter(|part| !part.octets().is_empty())?;
    Some(match part.utf8() {
        Some(text) => (name(form).to_owned(), Cow::Borrowed(text)),
        None => (words::as_octets(name(form)), visible_octets(part.octets())),
    })
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
