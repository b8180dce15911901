//! A token as the JSON document of `--json`: the fields that programs rely on.

use serde::Serialize;
use serde_json::value::RawValue;

use super::judged::Judged;
use super::safe_json;
use crate::crypto::key_binding::Binding;
use crate::crypto::sd_jwt::Disclosed;
use crate::crypto::verdict::Signer;
use crate::token::anatomy::{Kind, Token};
use crate::token::findings::{self, Finding};
use crate::token::json::Document as Json;
use crate::token::numeric_date::DateClaim;
use crate::token::part::{Coding, Part, Role};
use crate::token::registry::{self, Use};
use crate::token::remarks::Remark;

/// The document for these tokens.
pub(super) fn print(tokens: &[Judged<'_>]) -> String {
    safe_json::print(&Tokens { tokens: tokens.iter().map(Entry::of).collect() })
}

#[derive(Serialize)]
struct Tokens<'a> {
    tokens: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    token: &'a str,
    found_in: &'a str,
    kind: &'static str,
    header: Option<Content<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unprotected: Option<Content<'a>>,
    payload: Option<Payload<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    signature: Option<Option<Sealed<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encrypted_key: Option<Option<Sealed<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    iv: Option<Option<Sealed<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ciphertext: Option<Option<Sealed<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tag: Option<Option<Sealed<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    aad: Option<Sealed<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    signatures: Vec<OneSignature<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recipients: Vec<OneRecipient<'a>>,
    faults: Vec<FaultEntry<'a>>,
    algorithm: Option<Algorithm<'a>>,
    time: Time,
    findings: Vec<FindingEntry>,
    /// Of an SD-JWT.
    #[serde(skip_serializing_if = "Option::is_none")]
    disclosures: Option<Vec<DisclosureEntry>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key_binding: Option<KeyBindingEntry<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verification: Option<Verification>,
}

#[derive(Serialize)]
struct Content<'a> {
    text: Option<&'a str>,
    json: Option<Box<RawValue>>,
}

#[derive(Serialize)]
struct Payload<'a> {
    base64url: Option<&'a str>,
    text: Option<&'a str>,
    json: Option<Box<RawValue>>,
}

#[derive(Serialize)]
struct Sealed<'a> {
    base64url: &'a str,
    bytes: usize,
}

#[derive(Serialize)]
struct OneSignature<'a> {
    header: Option<Content<'a>>,
    unprotected: Option<Content<'a>>,
    signature: Option<Sealed<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verification: Option<Verification>,
}

#[derive(Serialize)]
struct OneRecipient<'a> {
    unprotected: Option<Content<'a>>,
    encrypted_key: Option<Sealed<'a>>,
}

#[derive(Serialize)]
struct FaultEntry<'a> {
    part: &'static str,
    /// The signature or recipient, from 0; only where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    nth: Option<usize>,
    code: &'static str,
    at: Option<usize>,
    why: &'a str,
}

#[derive(Serialize)]
struct FindingEntry {
    id: &'static str,
    severity: &'static str,
    message: String,
    reference: &'static str,
}

#[derive(Serialize)]
struct DisclosureEntry {
    salt: String,
    name: Option<String>,
    value: Option<Box<RawValue>>,
    digest: String,
    ok: bool,
    why: Option<String>,
}

#[derive(Serialize)]
struct KeyBindingEntry<'a> {
    token: &'a str,
    /// Nothing where its signature is not checked.
    ok: Option<bool>,
    why: String,
}

#[derive(Serialize)]
struct Algorithm<'a> {
    name: String,
    family: Option<&'a str>,
    supported: bool,
}

#[derive(Serialize)]
struct Time {
    state: &'static str,
    iat: Option<Box<RawValue>>,
    nbf: Option<Box<RawValue>>,
    exp: Option<Box<RawValue>>,
    expires_in: Option<i64>,
    now: i64,
}

#[derive(Serialize)]
struct Verification {
    signature: &'static str,
    reason: Option<String>,
    key: Option<SignerEntry>,
    time: &'static str,
    claims: Vec<ClaimCheck>,
    ok: bool,
}

#[derive(Serialize)]
struct SignerEntry {
    source: String,
    kind: &'static str,
    kid: Option<String>,
}

#[derive(Serialize)]
struct ClaimCheck {
    claim: String,
    ok: bool,
    why: Option<String>,
}

impl<'a> Entry<'a> {
    fn of(judged: &Judged<'a>) -> Self {
        let (token, claimant) = (judged.token, judged.claimant());
        let jwe = token.part(Role::EncryptedKey).is_some() || token.kind == Kind::Jwe;
        let sealed = |role, wanted: bool| wanted.then(|| token.part(role).map(|part| Sealed::of(token, part)));
        let several = token.signatures() > 1;
        // A recipient's own header has no other place to be shown in.
        let own = |part: &Part| part.role == Role::Unprotected && !part.shared;
        let recipients = jwe && (several || token.parts.iter().any(own));
        Self {
            token: &token.text,
            found_in: &token.place,
            kind: token.kind.word(),
            header: token.part(Role::Header).map(Content::of),
            unprotected: token.part(Role::Unprotected).map(Content::of),
            payload: claimant.part(Role::Payload).map(|part| Payload::of(token, part)),
            signature: sealed(Role::Signature, !jwe),
            encrypted_key: sealed(Role::EncryptedKey, jwe),
            iv: sealed(Role::Iv, jwe),
            ciphertext: sealed(Role::Ciphertext, jwe),
            tag: sealed(Role::Tag, jwe),
            aad: token.part(Role::Aad).map(|part| Sealed::of(token, part)),
            signatures: (0..token.signatures())
                .filter(|_| several && !jwe)
                .map(|nth| OneSignature::of(judged, nth))
                .collect(),
            recipients: (0..token.signatures())
                .filter(|_| recipients)
                .map(|nth| OneRecipient::of(token, nth))
                .collect(),
            faults: claimant
                .faults
                .iter()
                .map(|fault| FaultEntry {
                    part: fault.part.map_or("token", Role::word),
                    nth: fault.part.filter(|_| several).map(|_| fault.nth),
                    code: fault.code.word(),
                    at: fault.at,
                    why: &fault.why,
                })
                .collect(),
            algorithm: token.alg().map(|name| {
                let known = registry::algorithm(&name);
                Algorithm {
                    family: known.map(|known| known.family.as_str()),
                    supported: known.is_some_and(|known| known.purpose == Use::Signature) && name != "none",
                    name: name.into_owned(),
                }
            }),
            time: Time::of(judged),
            findings: findings::review(claimant, judged.now)
                .into_iter()
                .map(FindingEntry::of)
                .chain(judged.suspicions().into_iter().map(FindingEntry::because))
                .collect(),
            disclosures: judged.sd_jwt.as_ref().map(|read| read.disclosures.iter().map(DisclosureEntry::of).collect()),
            key_binding: judged
                .sd_jwt
                .as_ref()
                .zip(token.part(Role::KeyBinding))
                .map(|(read, part)| KeyBindingEntry::of(&read.binding, token.segment(part))),
            // What the first signature is judged to be; but all of them have to be valid.
            verification: Verification::of(judged, 0).map(|first| Verification { ok: judged.ok(), ..first }),
        }
    }
}

impl<'a> KeyBindingEntry<'a> {
    fn of(binding: &Binding, token: &'a str) -> Self {
        let ok = (*binding != Binding::NotChecked).then(|| binding.refused_for().is_none());
        Self { token, ok, why: binding.to_string() }
    }
}

impl DisclosureEntry {
    fn of(disclosed: &Disclosed) -> Self {
        Self {
            salt: disclosed.salt.clone(),
            name: disclosed.name.clone(),
            value: exact(&Json::read(disclosed.value.clone().into_bytes()), 0),
            digest: disclosed.digest.clone(),
            ok: disclosed.flaw.is_none(),
            why: disclosed.flaw.map(|flaw| flaw.to_string()),
        }
    }
}

impl FindingEntry {
    /// What is to be said because of a verdict.
    fn because(remark: Remark) -> Self {
        Self {
            id: remark.title,
            severity: remark.severity.word(),
            message: remark.sentence,
            reference: remark.source.unwrap_or_default(),
        }
    }

    fn of(finding: Finding) -> Self {
        Self {
            id: finding.id.word(),
            severity: finding.severity.word(),
            message: finding.message,
            reference: finding.reference,
        }
    }
}

impl<'a> Content<'a> {
    fn of(part: &'a Part) -> Self {
        Self { text: part.utf8().filter(|_| part.complete), json: part.json().and_then(|json| exact(json, 0)) }
    }
}

impl<'a> Payload<'a> {
    fn of(token: &'a Token, part: &'a Part) -> Self {
        let Content { text, json } = Content::of(part);
        Self { base64url: (part.coding == Coding::Base64url).then(|| token.segment(part)), text, json }
    }
}

impl<'a> Sealed<'a> {
    fn of(token: &'a Token, part: &'a Part) -> Self {
        Self { base64url: token.segment(part), bytes: part.octets().len() }
    }
}

impl<'a> OneSignature<'a> {
    fn of(judged: &Judged<'a>, nth: usize) -> Self {
        let token = judged.token;
        Self {
            header: token.nth_part(Role::Header, nth).map(Content::of),
            unprotected: token.nth_part(Role::Unprotected, nth).map(Content::of),
            signature: token.nth_part(Role::Signature, nth).map(|part| Sealed::of(token, part)),
            verification: Verification::of(judged, nth),
        }
    }
}

impl<'a> OneRecipient<'a> {
    fn of(token: &'a Token, nth: usize) -> Self {
        let own = token.parts.iter().filter(|part| part.nth == nth && !part.shared);
        let with = |role: Role| own.clone().find(|part| part.role == role);
        Self {
            unprotected: with(Role::Unprotected).map(Content::of),
            encrypted_key: with(Role::EncryptedKey).map(|part| Sealed::of(token, part)),
        }
    }
}

impl Time {
    fn of(judged: &Judged<'_>) -> Self {
        let claims = judged.claimant().claims();
        let number = |name| {
            claims.and_then(|claims| RawValue::from_string(claims.number_text(claims.get(name)?)?.to_owned()).ok())
        };
        let exp = match judged.times.exp {
            DateClaim::Date(date) => date.moment(),
            DateClaim::Absent | DateClaim::Unseen | DateClaim::Wrong(..) => None,
        };
        Self {
            state: judged.state().code(),
            iat: number("iat"),
            nbf: number("nbf"),
            exp: number("exp"),
            expires_in: exp.map(|exp| exp.seconds().saturating_sub(judged.now.seconds())),
            now: judged.now.seconds(),
        }
    }
}

impl Verification {
    fn of(judged: &Judged<'_>, nth: usize) -> Option<Self> {
        judged.judge?;
        let (signature, reason) = judged.signature(nth);
        Some(Self {
            signature,
            reason,
            key: judged.verdict(nth).by().map(SignerEntry::of),
            time: judged.state().code(),
            claims: judged
                .checks(nth)
                .into_iter()
                .map(|check| ClaimCheck { claim: check.claim, ok: check.why.is_none(), why: check.why })
                .collect(),
            ok: judged.ok_by(nth),
        })
    }
}

impl SignerEntry {
    fn of(by: &Signer) -> Self {
        Self { source: by.source.clone(), kind: by.kind.name(), kid: by.kid.clone() }
    }
}

/// A JSON value exactly as received: order, duplicates, every digit.
fn exact(document: &Json, index: u32) -> Option<Box<RawValue>> {
    RawValue::from_string(document.compact(index)?).ok()
}
