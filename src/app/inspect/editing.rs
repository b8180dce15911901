//! Header and payload edited in place: the token is written again with every key, signed again on request, and goes back to what was pasted.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::editor::Editing;
use super::segment::with_segment;
use super::{Inspect, Opened, Payload, said};
use crate::app::area::{Area, MAX_BYTES};
use crate::app::layout::Pane;
use crate::app::notice::Tone;
use crate::app::overlay::Overlay;
use crate::app::ring;
use crate::app::screen::{Around, Ask};
use crate::app::size::size_words;
use crate::app::words_of_frame as words;
use crate::crypto::restriction::Act;
use crate::crypto::verdict::{Verdict, signing_input};
use crate::crypto::{Algorithm, Key as CryptoKey, sign};
use crate::token::anatomy::{Kind, Token};
use crate::token::json;
use crate::token::moment::Moment;
use crate::token::part::{Coding, Role};
use crate::token::visible::visible;

impl Inspect {
    /// Opens header or payload, whichever the cursor is in, to be edited.
    pub(super) fn edit(&mut self) -> Vec<Ask> {
        let role = if self.focus == Pane::Header { Role::Header } else { Role::Payload };
        let subject = self.subject();
        let Some(opened) = self.current() else { return vec![Ask::say(Tone::Note, words::NO_TOKEN)] };
        let part = match role {
            // The one that is shown: a header that is not protected is not to be taken for the one that is.
            Role::Header => self.header_part(),
            _ => opened.token.part(Role::Payload),
        };
        let refused = |why: &str| vec![Ask::say(Tone::Note, why)];
        let part = match part {
            _ if opened.token.kind == Kind::Jwe => return refused(words::NO_EDIT_OF_ENCRYPTED),
            Some(part) if part.coding == Coding::Base64url && part.complete => part,
            Some(part) if !part.complete => return refused(&said::cut_off(part.role.name())),
            Some(part) => return refused(&said::not_encoded(part.role.name())),
            None => return refused(&said::no_part(role.name())),
        };
        let Some(text) = part.utf8() else { return refused(&said::no_text(role.name())) };
        if text.len() > MAX_BYTES {
            return refused(&said::too_long(role.name(), &size_words(text.len()), &size_words(MAX_BYTES)));
        }
        let value = subject.filter(|member| member.role == role).and_then(|member| part.json()?.node(member.index));
        let at = value.map_or(text.len(), |node| json::range(node.value).end);
        // Between the value and the quote or bracket that ends it, where most changes begin.
        let closing = text.get(..at).is_some_and(|before| before.ends_with(['"', ']', '}']));
        let area = Area::exactly(text, at.saturating_sub(usize::from(closing)));
        let editing = Editing { role, area, began: text.to_owned(), before: Box::new(opened.clone()) };
        vec![Ask::Over(Overlay::Edit(Box::new(editing)))]
    }

    /// The text of the part is another: the token is written again.
    pub fn edited(&mut self, editing: &Editing, around: Around) {
        let text = editing.area.text();
        if text == editing.began {
            // To the character, however strangely it was encoded.
            self.replace((*editing.before).clone(), around);
            return;
        }
        let opened = &editing.before;
        let nth = if editing.role == Role::Header { self.signer } else { 0 };
        let Some(part) = opened.token.nth_part(editing.role, nth) else { return };
        let token = with_segment(&opened.token, part, &URL_SAFE_NO_PAD.encode(text));
        self.replace(opened.changed(token, false, around.now), around);
    }

    /// Editing is over: what was before can be brought back.
    pub fn stop_editing(&mut self, editing: Editing, keep: bool, around: Around) -> Vec<Ask> {
        let changed = editing.area.text() != editing.began;
        if !keep {
            self.replace(*editing.before, around);
            return Vec::new();
        }
        if !changed {
            return Vec::new();
        }
        let broken = self.current().and_then(|opened| editing.broken(&opened.token));
        self.remember(*editing.before);
        vec![match broken {
            Some(fault) => Ask::say(Tone::Fail, said::edited_and_broken(&fault)),
            None => Ask::say(Tone::Ok, words::EDITED_KEPT),
        }]
    }

    /// Signs the token again with the key at hand.
    pub(super) fn sign_again(&mut self, around: Around) -> Vec<Ask> {
        let Some(opened) = self.current() else { return vec![Ask::say(Tone::Note, words::NO_TOKEN)] };
        match signed(opened, self.signer, self.ring.keys()) {
            Ok((token, by)) => {
                let before = opened.clone();
                let after = before.changed(token, true, around.now);
                self.remember(before);
                self.replace(after, around);
                vec![Ask::say(Tone::Ok, said::signed_by(&visible(&by)))]
            }
            Err(why) => vec![Ask::say(Tone::Fail, why)],
        }
    }

    /// Back to what was pasted.
    pub(super) fn revert(&mut self, around: Around) -> Vec<Ask> {
        let Some(opened) = self.current() else { return vec![Ask::say(Tone::Note, words::NO_TOKEN)] };
        let Some(pasted) = opened.pasted.clone() else { return vec![Ask::say(Tone::Note, words::NOT_EDITED)] };
        let before = opened.clone();
        let after = before.with((*pasted).clone(), around.now);
        self.remember(before);
        self.replace(after, around);
        vec![Ask::say(Tone::Ok, words::AS_PASTED)]
    }

    /// Is the token that is looked at another than what was pasted, and signed by nobody since?
    #[must_use]
    pub fn is_edited(&self) -> bool {
        let valid = matches!(self.judgement(), Some(Verdict::Valid { .. } | Verdict::Unsecured));
        self.current().is_some_and(|opened| opened.pasted.is_some() && !opened.signed) && !valid
    }

    /// Shows another token in place of the one that is looked at.
    fn replace(&mut self, opened: Opened, around: Around) {
        if let Some(place) = self.tokens.get_mut(self.selected) {
            *place = opened;
        }
        self.rebuild();
        self.place(around);
    }

    /// Remembers how everything was with `before` in place of the token that is looked at.
    fn remember(&mut self, before: Opened) {
        let mut tokens = self.tokens.clone();
        if let Some(place) = tokens.get_mut(self.selected) {
            *place = before;
        }
        self.history.remember(tokens);
    }
}

impl Opened {
    /// The same with another token in it, `signed` by a key at hand or by nobody.
    fn changed(&self, token: Token, signed: bool, now: Moment) -> Self {
        let pasted = self.pasted.clone().unwrap_or_else(|| Box::new(self.token.clone()));
        let mut opened = self.with(token, now);
        opened.signed = signed;
        opened.pasted = (pasted.text != opened.token.text).then_some(pasted);
        opened
    }

    /// Another token in its place, with the keys that this one had.
    fn with(&self, token: Token, now: Moment) -> Self {
        let mut opened = Self::new(token, now);
        opened.depth = self.depth;
        opened.company.clone_from(&self.company);
        opened.verified.clone_from(&self.verified);
        if let Some(payload) = self.payload.as_ref().filter(|_| opened.token.is_detached()) {
            let again = Payload::of(&opened.token, &payload.source, payload.octets.clone());
            opened.over(again);
        }
        opened
    }
}

/// The token with a signature of its own, and the key that made it in words: the one that verified it last, else the newest that the user
/// `typed`, else one that came with it.
fn signed<'a>(opened: &'a Opened, signer: usize, typed: &'a [CryptoKey]) -> Result<(Token, String), String> {
    let token = &opened.token;
    let name = token.alg_of(signer).ok_or(words::NO_ALG_TO_SIGN)?;
    let part = token.nth_part(Role::Signature, signer).ok_or(words::NO_SIGNATURE)?;
    if token.is_detached() && opened.payload.is_none() {
        return Err(words::NO_PAYLOAD_TO_SIGN.to_owned());
    }
    if name == "none" {
        return Ok((with_segment(token, part, ""), said::SIGNED_BY_NOBODY.to_owned()));
    }
    let algorithm = Algorithm::from_name(&name).ok_or_else(|| said::does_not_sign(&visible(&name)))?;
    let kid = token.parameter(signer, "kid").and_then(|(_, header, index)| header.string(index));
    let is_named = |key: &CryptoKey| key.kid.is_some() && key.kid.as_deref() == kid.as_deref();
    let verified = opened.verified.get(signer).and_then(Option::as_ref);
    let verified_it = |key: &CryptoKey| verified.is_some_and(|verified| is_same(key, verified));
    let newest_first = |keys: &'a [CryptoKey]| {
        let mut keys: Vec<&CryptoKey> = keys.iter().rev().collect();
        // Stable: of several, one that has the token's own name for its key.
        keys.sort_by_key(|key| !is_named(key));
        keys
    };
    let keys = [newest_first(typed), newest_first(&opened.company)].concat();
    let fits = || keys.iter().copied().filter(|key| algorithm.takes(key.kind()));
    let private = || fits().filter(|key| key.material.signs());
    let able = || private().filter(|key| key.restriction(Act::Sign, algorithm).is_none());
    let Some(key) = able().find(|key| verified_it(key)).or_else(|| able().next()) else {
        let restricted = private().find_map(|key| key.restriction(Act::Sign, algorithm));
        return Err(match (keys.is_empty(), fits().next(), restricted) {
            (true, _, _) => words::NO_KEY_TO_SIGN.to_owned(),
            (false, _, Some(why)) => said::not_signed(why),
            (false, Some(_), None) => words::ONLY_PUBLIC.to_owned(),
            (false, None, None) => said::needs(algorithm.name(), algorithm.key_words()),
        });
    };
    let payload = opened.payload.as_ref().map(|payload| payload.octets.as_slice());
    let input = signing_input(token, signer, payload).map_err(|why| why.to_string())?;
    let signature = sign(algorithm, &key.material, &input.bytes).map_err(|why| why.to_string())?;
    let another = if verified.is_some() && !verified_it(key) { said::NOT_THE_KEY_OF_BEFORE } else { "" };
    Ok((with_segment(token, part, &URL_SAFE_NO_PAD.encode(signature)), format!("{}{another}", ring::words(key))))
}

/// Are they the same key, or the halves of one?
fn is_same(one: &CryptoKey, other: &CryptoKey) -> bool {
    let (public, of_other) = (one.material.public(), other.material.public());
    one.material == other.material || (public.is_some() && public == of_other)
}
