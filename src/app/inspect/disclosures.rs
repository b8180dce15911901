//! What an SD-JWT discloses: each disclosure decoded, its digest, and who signed for it. The `D` key shows the page; under the cursor a
//! digest says whose it is.

use super::Inspect;
use super::keys::note;
use crate::app::overlay::{Overlay, Page};
use crate::app::screen::Ask;
use crate::app::words_of_frame as words;
use crate::crypto::sd_jwt::{Disclosed, Holder, SdJwt};
use crate::token::anatomy::Token;
use crate::token::explain::Member;
use crate::token::part::{Part, Role};
use crate::token::visible::visible;

impl Inspect {
    /// The page of the disclosures.
    pub(super) fn disclosures(&self) -> Vec<Ask> {
        let Some(opened) = self.current() else { return note(words::NO_TOKEN) };
        let Some(read) = &opened.sd_jwt else { return note(words::NO_DISCLOSURES) };
        let mut rows = Vec::new();
        let mut say = |name: &str, text: String| rows.push((name.to_owned(), text));
        for (nth, disclosed) in read.disclosures.iter().enumerate() {
            say(&words::disclosure(nth.saturating_add(1)), said(disclosed));
            say("salt", disclosed.salt.clone());
            if !disclosed.digest.is_empty() {
                say("digest", disclosed.digest.clone());
            }
            say("signed", held(&opened.token, read, disclosed));
        }
        say("key binding", read.binding.to_string());
        vec![Ask::Over(Overlay::Page(Page::of(words::DISCLOSURES.to_owned(), rows)))]
    }

    /// What the value under the cursor has to do with the disclosures: it is the digest of one, or one itself.
    pub(super) fn disclosed_by(&self, member: Member) -> Option<String> {
        let opened = self.current()?;
        let read = opened.sd_jwt.as_ref()?;
        if member.role == Role::Disclosure {
            let disclosed = read.disclosures.get(member.nth)?;
            return Some(format!("{}; {}.", said(disclosed), held(&opened.token, read, disclosed)));
        }
        let document = member.part(&opened.token).and_then(Part::json).filter(|_| member.role == Role::Payload)?;
        let digest = document.string(member.index)?;
        let (nth, disclosed) =
            read.disclosures.iter().enumerate().find(|(_, disclosed)| disclosed.digest == *digest)?;
        Some(words::digest_of(nth.saturating_add(1), &said(disclosed)))
    }
}

/// Name and value.
fn said(disclosed: &Disclosed) -> String {
    let value = visible(&disclosed.value);
    match &disclosed.name {
        Some(name) => format!("{}: {value}", visible(name)),
        None => value.into_owned(),
    }
}

/// Who signed for a disclosure, or why it is to be refused.
fn held(token: &Token, read: &SdJwt, disclosed: &Disclosed) -> String {
    if let Some(flaw) = disclosed.flaw {
        return format!("NO: {flaw}");
    }
    match disclosed.held_by {
        Some(Holder::Payload(index)) => {
            let claims = token.claims();
            let name = claims.and_then(|claims| claims.name(claims.outermost(index)?));
            words::held_by_payload(&visible(&name.unwrap_or_default()))
        }
        Some(Holder::Disclosure(nth)) => words::held_by_disclosure(nth.saturating_add(1)),
        None if read.hash.is_none() => words::NO_SUCH_HASH.to_owned(),
        None => String::new(),
    }
}
