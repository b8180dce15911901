//! The JOSE header, checked: is there an algorithm, is it one, may the extensions be ignored? (RFC 7515 §4, RFC 7516 §4.)

use std::borrow::Cow;
use std::collections::HashMap;

use super::anatomy::{FLAWS_TOLD, Kind, Token};
use super::fault::{Code, Fault, sentence};
use super::find::Form;
use super::json::{Document, Extent, Kind as JsonKind};
use super::part::{Part, Role};
use super::registry::{self, Use};
use super::visible::visible;

/// Parameters of the specifications themselves: `crit` must not name them (RFC 7515 §4.1.11, RFC 7516 §4.1.13).
const NEVER_CRITICAL: [&str; 20] = [
    "alg", "jku", "jwk", "kid", "x5u", "x5c", "x5t", "x5t#S256", "typ", "cty", "crit", "enc", "zip", "epk", "apu",
    "apv", "iv", "tag", "p2s", "p2c",
];

/// Does this header say that the payload is not base64url-encoded, in the way that binds: `b64` false and named in `crit` (RFC 7797 §3, §6)?
#[must_use]
pub fn unencoded_payload(header: &Document) -> bool {
    b64_is_false(header) && critical_names(header).is_some_and(|names| names.iter().any(|(name, _)| name == "b64"))
}

fn b64_is_false(header: &Document) -> bool {
    header.get("b64").and_then(|i| header.node(i)).is_some_and(|node| node.kind == JsonKind::False)
}

/// The names in `crit` with their byte, when it is a non-empty array of strings.
fn critical_names(header: &Document) -> Option<Vec<(String, usize)>> {
    let index = header.get("crit")?;
    let node = header.node(index)?;
    if node.kind != JsonKind::Array {
        return None;
    }
    let names: Option<Vec<_>> = header
        .members(index)
        .map(|i| Some((header.string(i)?.into_owned(), header.node(i)?.value.0 as usize)))
        .collect();
    names.filter(|names| !names.is_empty())
}

/// Adds to `token` what is wrong with its headers and with the signatures that they announce.
pub fn check(token: &mut Token) {
    let mut faults = Vec::new();
    if token.kind != Kind::Unreadable {
        for nth in 0..token.signatures() {
            check_algorithm(token, nth, &mut faults);
            check_emptiness(token, nth, &mut faults);
        }
        for part in &token.parts {
            if !matches!(part.role, Role::Header | Role::Unprotected) {
                continue;
            }
            if let Some(header) = part.object() {
                let mut add =
                    |code, at, why| faults.push(Fault { part: Some(part.role), nth: part.nth, code, at, why });
                check_types(header, &mut add);
                if part.role == Role::Header {
                    check_critical(token, part.nth, header, &mut add);
                } else {
                    check_unprotected(token, part, header, &mut add);
                }
            }
        }
    }
    token.faults.extend(faults);
}

/// A parameter that names an algorithm, as far as signature or recipient `nth` has it.
enum Named<'a> {
    /// There is none.
    Missing,
    /// There may be one, in what cannot be read.
    Lost,
    /// It stands here, and is no string.
    Odd(Role, usize),
    /// It stands here.
    Name(Role, usize, Cow<'a, str>),
}

impl<'a> Named<'a> {
    fn of(token: &'a Token, nth: usize, parameter: &str) -> Self {
        let mut headers = [Role::Header, Role::Unprotected].into_iter().flat_map(|role| token.headers(nth, role));
        match token.parameter(nth, parameter) {
            None if headers.any(|part| part.object().is_none_or(|header| header.fault.is_some())) => Self::Lost,
            None => Self::Missing,
            Some((part, header, index)) => match (header.node(index), header.string(index)) {
                (Some(node), _) if node.extent == Extent::Cut => Self::Lost,
                (Some(node), Some(name)) => Self::Name(part.role, node.value.0 as usize, name),
                (Some(node), None) => Self::Odd(part.role, node.value.0 as usize),
                (None, _) => Self::Missing,
            },
        }
    }
}

/// Is it an encrypted token, or what is left of one?
fn is_encrypted(token: &Token) -> bool {
    token.kind == Kind::Jwe
        || token.part(Role::EncryptedKey).is_some()
        || (token.kind == Kind::Fragment && token.part(Role::Payload).is_none() && token.parameter(0, "enc").is_some())
}

fn check_algorithm(token: &Token, nth: usize, faults: &mut Vec<Fault>) {
    let mut add = |part, code, at, why: String| faults.push(Fault { part: Some(part), nth, code, at, why });
    let encrypted = is_encrypted(token);
    match Named::of(token, nth, "alg") {
        Named::Lost => {}
        Named::Missing => {
            let why = if encrypted { sentence::alg_missing_encrypted() } else { sentence::alg_missing() };
            add(Role::Header, Code::AlgMissing, None, why);
        }
        Named::Odd(role, at) => add(role, Code::AlgType, Some(at), sentence::alg_type()),
        Named::Name(role, at, name) if name == "none" && !encrypted => {
            add(role, Code::AlgNone, Some(at), sentence::alg_none());
            if token.nth_part(Role::Signature, nth).is_some_and(|part| !part.at.is_empty()) {
                add(Role::Signature, Code::UnexpectedWithNone, Some(0), sentence::unexpected_with_none());
            }
        }
        Named::Name(role, at, name) => {
            let wanted = if encrypted { Use::KeyManagement } else { Use::Signature };
            if let Some(why) = unsuitable(&name, "alg", wanted) {
                add(role, Code::AlgUnknown, Some(at), why);
            }
        }
    }
    if !encrypted {
        return;
    }
    match Named::of(token, nth, "enc") {
        Named::Lost => {}
        Named::Missing => add(Role::Header, Code::EncMissing, None, sentence::enc_missing()),
        Named::Odd(role, at) => add(role, Code::EncMissing, Some(at), sentence::enc_type()),
        Named::Name(role, at, name) => {
            if let Some(why) = unsuitable(&name, "enc", Use::ContentEncryption) {
                add(role, Code::AlgUnknown, Some(at), why);
            }
        }
    }
}

/// Why `name` is no algorithm for this purpose; `None` when it is one.
fn unsuitable(name: &str, parameter: &str, wanted: Use) -> Option<String> {
    let shown = visible(name);
    let Some(known) = registry::algorithm(name) else {
        if name.is_empty() {
            let example = if parameter == "enc" { "A256GCM" } else { "HS256" };
            return Some(sentence::alg_empty(parameter, example));
        }
        return Some(match registry::algorithm_in_any_case(name) {
            Some(other) => sentence::alg_in_other_case(shown, other),
            None => sentence::alg_unknown(shown),
        });
    };
    if known.purpose == wanted {
        return None;
    }
    let signs = wanted == Use::Signature;
    Some(match known.purpose {
        Use::JwkOnly if signs => sentence::jwk_only_signs(shown),
        Use::JwkOnly => sentence::jwk_only_encrypts(shown),
        Use::Signature if name == "none" => sentence::none_encrypts(shown, parameter),
        Use::Signature => sentence::signs(shown, parameter),
        Use::KeyManagement if signs => sentence::does_not_sign(shown),
        Use::KeyManagement => sentence::is_for_alg(shown),
        Use::ContentEncryption => sentence::is_for_enc(shown),
    })
}

/// Parts that must not be empty.
fn check_emptiness(token: &Token, nth: usize, faults: &mut Vec<Fault>) {
    let cut = token.parts.last().filter(|_| token.form == Form::Fragment).map(|part| part.role);
    let empty = |role: Role| cut != Some(role) && token.nth_part(role, nth).is_some_and(|part| part.at.is_empty());
    let mut add = |role: Role, why: String| {
        faults.push(Fault { part: Some(role), nth, code: Code::Empty, at: None, why });
    };
    let alg = token.parameter(nth, "alg").and_then(|(_, header, index)| header.string(index));
    let alg = alg.as_deref().unwrap_or_default();
    if empty(Role::Signature) && alg != "none" {
        add(Role::Signature, sentence::empty_part(Role::Signature.name()));
    }
    let keyless =
        empty(Role::EncryptedKey) || (token.kind == Kind::Jwe && token.nth_part(Role::EncryptedKey, nth).is_none());
    if keyless && sends_a_key(alg) {
        add(Role::EncryptedKey, sentence::empty_encrypted_key(alg));
    }
    if nth == 0 {
        for role in [Role::Iv, Role::Ciphertext, Role::Tag] {
            if empty(role) {
                add(role, sentence::empty_part(role.name()));
            }
        }
    }
}

/// Does this algorithm send an encrypted key along?
fn sends_a_key(alg: &str) -> bool {
    let manages = registry::algorithm(alg).is_some_and(|known| known.purpose == Use::KeyManagement);
    manages && !needs_no_key(alg)
}

/// Have both sides the key of the content by this algorithm, shared or agreed on, so that the token must hold none (RFC 7516 §5.1, §5.2)?
#[must_use]
pub fn needs_no_key(alg: &str) -> bool {
    matches!(alg, "dir" | "ECDH-ES")
}

fn check_types(header: &Document, add: &mut impl FnMut(Code, Option<usize>, String)) {
    let mut told = 0;
    for index in header.members(0) {
        let Some((name, node)) = header.name(index).zip(header.node(index)) else {
            continue;
        };
        // These have faults of their own.
        if matches!(&*name, "alg" | "enc" | "crit") || node.extent == Extent::Cut {
            continue;
        }
        if let Some(known) = registry::parameter(&name).filter(|known| !known.kind.fits(header, index)) {
            told += 1;
            if told > FLAWS_TOLD {
                break;
            }
            let why = sentence::param_type(name, node.kind.words(), known.kind.words());
            add(Code::ParamType, Some(node.value.0 as usize), why);
        }
    }
}

/// What may only stand in a header that is protected (RFC 7515 §4.1.11, RFC 7797 §3), and what stands in another header too (RFC 7515 §7.2.1).
fn check_unprotected(token: &Token, part: &Part, header: &Document, add: &mut impl FnMut(Code, Option<usize>, String)) {
    let place = |name| header.get(name).and_then(|i| header.node(i)).map(|node| node.value.0 as usize);
    if let at @ Some(_) = place("crit") {
        add(Code::CritMalformed, at, sentence::crit_unprotected());
    }
    if b64_is_false(header) {
        add(Code::B64WithoutCrit, place("b64"), sentence::b64_unprotected());
    }
    let protected = token.headers(part.nth, Role::Header).filter_map(|other| Some((other.object()?, "protected")));
    let shared = token.headers(part.nth, Role::Unprotected).filter(|other| other.shared && !part.shared);
    // By name, as two headers of a megabyte each may stand against each other; the protected one comes first.
    let mut others: HashMap<Cow<'_, str>, &str> = HashMap::new();
    for (other, which) in protected.chain(shared.filter_map(|other| Some((other.object()?, "shared")))) {
        for name in other.members(0).filter_map(|index| other.name(index)) {
            others.entry(name).or_insert(which);
        }
    }
    let twice = header.members(0).filter_map(|index| {
        let (name, node) = header.name(index).zip(header.node(index))?;
        Some((others.get(&name)?, name, node.name.0 as usize))
    });
    for (which, name, at) in twice.take(FLAWS_TOLD) {
        add(Code::DuplicateMember, Some(at), sentence::in_two_headers(visible(&name), which));
    }
}

fn check_critical(token: &Token, nth: usize, header: &Document, add: &mut impl FnMut(Code, Option<usize>, String)) {
    let names = critical_names(header);
    let critical = header.get("crit").and_then(|i| header.node(i));
    if let (Some(node), None) = (critical.filter(|node| node.extent == Extent::Whole), &names) {
        add(Code::CritMalformed, Some(node.value.0 as usize), sentence::crit_malformed());
    }
    let names = names.unwrap_or_default();
    // Each of these names is a fault but the first `b64`, so nothing is passed over that was right.
    for (i, (name, at)) in names.iter().take(FLAWS_TOLD).enumerate() {
        let shown = visible(name);
        let at = Some(*at);
        if names.iter().take(i).any(|(earlier, _)| earlier == name) {
            add(Code::CritMalformed, at, sentence::crit_twice(shown));
        } else if NEVER_CRITICAL.contains(&name.as_str()) {
            add(Code::CritRegistered, at, sentence::crit_registered(shown));
        } else if token.parameter(nth, name).is_none() {
            if header.fault.is_some() {
                // It may have stood in what was cut away.
                continue;
            }
            add(Code::CritAbsent, at, sentence::crit_absent(shown));
        } else if name != "b64" || token.kind == Kind::Jwe {
            add(Code::CritUnknown, at, sentence::crit_unknown(shown));
        }
    }
    if b64_is_false(header) && header.fault.is_none() && !names.iter().any(|(name, _)| name == "b64") {
        let at = header.get("b64").and_then(|i| header.node(i)).map(|node| node.value.0 as usize);
        add(Code::B64WithoutCrit, at, sentence::b64_without_crit());
    }
}
